//! What a guess says of a column and asks about it.

/// Lists each sentence once, in Japanese and in English.
macro_rules! sentences {
    ($($name:ident: $ja:literal, $en:literal;)+) => {
        /// A sentence; `{0}` in it is how many rows have an answer, `{1}` how many different
        /// answers there are, `{2}` the header, and `{3}` what the sentence is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Say { $($name),+ }

        impl Say {
            /// In Japanese and in English.
            pub(super) fn texts(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($ja, $en)),+ }
            }
        }
    };
}

sentences! {
    AsSaid: "指定に従いました。", "As you said.";
    Empty: "回答が1件もない列です。", "No row has an answer here.";
    Emails: "メールアドレスが入っています。個人が分かるため、公開するデータに含めません。", "It holds e-mail addresses, which tell who somebody is: it stays out of what is published.";
    Addresses: "IPアドレスが入っています。個人が分かるため、公開するデータに含めません。", "It holds IP addresses, which tell who somebody is: it stays out of what is published.";
    Phones: "電話番号が入っています。個人が分かるため、公開するデータに含めません。", "It holds telephone numbers, which tell who somebody is: it stays out of what is published.";
    Links: "ウェブのアドレスが入っています。個人が分かるため、公開するデータに含めません。", "It holds web addresses, which tell who somebody is: it stays out of what is published.";
    Personal: "見出し「{2}」は個人が分かる情報です。公開するデータに含めません。", "The header \"{2}\" is one of what tells who somebody is: it stays out of what is published.";
    Technical: "「{2}」は調査システムの記録で、設問ではありません。", "\"{2}\" is kept by the survey program and is no question.";
    Replicate: "「{2}」は反復ウエートのようです。使うには survey.design.replicates に書きます。", "\"{2}\" looks like a replicate weight. To use it, name it in survey.design.replicates.";
    Id: "行ごとに違う番号で、見出しもそう言っています。", "Each row has its own, and the header says so.";
    Serial: "最初の列で、行ごとに違う番号です。", "It is the first column, with a number of its own in each row.";
    Weights: "見出しがウエートを表し、どの行にも0以上の数があります。", "The header names weights, and each row has a number from 0 up.";
    Heavy: "見出しはウエートとも体重とも読めます。", "The header may mean weights of respondents or of their bodies.";
    AskHeavy: "これは集計に使うウエートですか。", "Are these weights to be used in all figures?";
    Unweighted: "見出しはウエートを表しますが、空欄か負の数があります。", "The header names weights, but some are blank or negative.";
    AskUnweighted: "ウエートのない行をどう扱いますか。", "What of the rows without a weight?";
    Design: "見出しが標本設計の列を表し、空欄がありません。", "The header names a part of the sample's design, and no row is blank.";
    Undesigned: "見出しは標本設計の列を表しますが、空欄があります。", "The header names a part of the sample's design, but some rows are blank.";
    AskUndesigned: "空欄の行はどの層・地点のものですか。", "To which stratum or cluster do the blank rows belong?";
    Days: "日付です。", "These are days.";
    DaysChanged: "日付です。時刻を除き、2022-01-31 の形に直します。", "These are days; they are written as 2022-01-31, without the time.";
    DaysOpen: "日付ですが、月と日のどちらが先か、値からは決まりません。", "These are days, but the values do not tell whether the month or the day stands first.";
    AskDays: "月と日のどちらが先ですか。", "Which stands first, the month or the day?";
    Years: "少ない種類の年です。", "These are a few years.";
    Quantity: "どれも数で、見出しも量を表します。", "All are numbers, and the header asks for a quantity.";
    Numbers: "どれも数です。", "All are numbers.";
    AskNumbers: "数ではない値が{3}行あります。無効としてよいですか。", "{3} rows hold no number. Are they invalid?";
    Ranks: "見出しが順位を尋ねています。", "The header asks for ranks.";
    Codes: "{1}種類の番号だけの列です。", "It holds {1} different numbers only, as codes do.";
    AskCodes: "番号はそれぞれ何を表しますか。順序はありますか。", "What does each number stand for, and are they in an order?";
    AskCodesBeside: "番号はそれぞれ何を表しますか。99 のような番号は無回答ですか（{3}行）。", "What does each number stand for? Is a number such as 99 no answer ({3} rows)?";
    Joined: "一つのセルに、選んだ項目が「{3}」でつながっています。", "The cells hold the chosen options, joined by \"{3}\".";
    Degrees: "{1}種類の答えは、順序のある程度の言葉です。", "The {1} answers are degrees, which have an order.";
    Bands: "{1}種類の答えは、順序のある数の区分です。", "The {1} answers are bands of numbers, which have an order.";
    Rates: "{1}種類の答えは、順序のある頻度です。", "The {1} answers say how often, which has an order.";
    Levels: "{1}種類の答えは、よく使われる段階で、順序があります。", "The {1} answers are the levels of a usual scale, in an order.";
    AskBeside: "「{3}」は回答ですか、無回答ですか。無回答として扱っています。", "Is \"{3}\" an answer, or none? It was taken for none.";
    Recur: "{1}種類の答えが繰り返し現れます。", "{1} different answers recur.";
    FreeText: "{0}行に{1}種類以上の答えがあり、自由記述のようです。個人が分かることがあるため、公開するデータに含めません。", "{0} rows have {1} or more different answers, as free text has. Such text may tell who somebody is: it stays out of what is published.";
    FewRows: "短い答えですが、繰り返しがほとんどありません。", "The answers are short, but too few recur to tell.";
    AskText: "選択肢ですか、自由記述ですか。", "Are these choices, or free text?";
    OwnText: "並んだ列のそれぞれに、その選択肢の文か空欄だけがあります。", "Each of these neighbouring columns holds the text of its own option, or nothing.";
    Marks: "同じ設問の並んだ列に、選んだ印「{3}」と空欄だけがあります。", "These neighbouring columns of one question hold \"{3}\" where chosen, and nothing else.";
    BothMarks: "同じ設問の並んだ列に、選んだ印「{3}」と、選ばなかった印だけがあります。", "These neighbouring columns of one question hold \"{3}\" where chosen, and one other mark.";
    AskMarks: "これは複数回答の選択肢ですか、それぞれ「はい・いいえ」の設問ですか。", "Are these the options of one multiple choice, or questions of their own?";
    AskNothing: "{3}行は何も選んでいません。「どれも当てはまらない」でしょうか、無回答でしょうか。", "{3} rows chose nothing. Does none of the options apply to them, or did they not answer?";
    Routed: "「{2}」に「{3}」と答えた人のほかは、だれも答えていません。その人たちだけに尋ねた設問のようです。", "Nobody answered but those who said \"{3}\" to \"{2}\": it seems to have been asked of them alone.";
    Exported: "見出しが{0}行あり、{3}が書き出した形です。", "With {0} header rows, it looks as {3} exports it.";
    NoHeader: "1行目も回答のように見えます。見出しの行数を確かめてください。", "The first row looks like answers too. Check how many header rows there are.";
    ShortRows: "セルの足りない{0}行は、残りを空欄として読みました。", "{0} rows have fewer cells than the header; the others were taken as blank.";
    NothingLeft: "設問として使える列がありません。使う列を指定してください。", "No column could be taken for a question. Say which are.";
    Rewritten: "見出しを1行の短い名前にした responses.csv を作りました。行の順は元のままです。", "A responses.csv was made with one header row of short names. It keeps the order of the rows.";
    LeftOut: "responses.csv には、除いた{0}列を含めていません。", "The responses.csv leaves out the columns that are set aside ({0}).";
    Lonely: "抽出単位が一つだけの層があるため、その分散は全体の平均から測ります（lonelyPsu: adjust）。", "A stratum has one unit only: its variance is measured from the overall mean (lonelyPsu: adjust).";
    Sample: "だれに、どう選んで尋ねたかは、ファイルからは分かりません。無作為に選んだ標本ではないものとして扱います。", "The file does not tell who was asked and how they were chosen: it is taken for no probability sample.";
}
