//! The sentences of each kind of error, in Japanese and in English.

use super::ErrorKind;
use crate::language::Language;

/// How many names a message lists before it says "and so on".
const LISTED: usize = 12;

/// What was found and what was expected.
pub(super) fn message(kind: &ErrorKind, language: Language) -> String {
    let (ja, en) = sentences(kind);
    language.pick(ja, en)
}

/// What to do about it.
pub(super) fn hint(kind: &ErrorKind, language: Language) -> String {
    let (ja, en) = advice(kind);
    language.pick(ja, en).to_owned()
}

fn listed(names: &[String]) -> String {
    let mut text = names
        .iter()
        .take(LISTED)
        .map(|name| format!("\"{name}\""))
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > LISTED {
        text.push_str(", …");
    }
    text
}

// One arm a kind: a table of sentences, long because there are many kinds.
fn sentences(kind: &ErrorKind) -> (String, String) {
    match kind {
        ErrorKind::InvalidJson { line, column } => (
            format!("{line}行目の{column}文字目から先が、JSONとして読めません"),
            format!("this is not valid JSON from line {line}, character {column}"),
        ),
        ErrorKind::InvalidForm { detail: (ja, en) } => (
            format!("記述の形が正しくありません: {ja}"),
            format!("this has not the expected form: {en}"),
        ),
        ErrorKind::EmptyFile => ("ファイルが空です".into(), "the file is empty".into()),
        ErrorKind::NoRows => (
            "見出し行だけで、回答が1件もありません".into(),
            "the table has a header but not one response".into(),
        ),
        ErrorKind::WebPage => (
            "データの代わりにウェブページ（HTML）が届きました".into(),
            "a web page (HTML) came in place of the data".into(),
        ),
        ErrorKind::NotUtf8 { offset } => (
            format!("{offset}バイト目がUTF-8として読めません"),
            format!("byte {offset} is not valid UTF-8"),
        ),
        ErrorKind::MissingResource { name } => (
            format!("記述にあるファイル「{name}」が渡されていません"),
            format!("the descriptor names the file \"{name}\", which was not given"),
        ),
        ErrorKind::MissingColumn { name, available } => (
            format!(
                "列「{name}」が表にありません。ある列: {}",
                listed(available)
            ),
            format!(
                "the table has no column \"{name}\"; it has {}",
                listed(available)
            ),
        ),
        ErrorKind::DuplicateName { name } => (
            format!("「{name}」という名前が二つあります"),
            format!("the name \"{name}\" is used twice"),
        ),
        ErrorKind::RaggedRow { expected, found } => (
            format!("見出しは{expected}列なのに、この行は{found}列です"),
            format!("the header has {expected} cells but this row has {found}"),
        ),
        ErrorKind::UnknownCode { value, allowed } => (
            format!(
                "「{value}」は選択肢にありません。選択肢: {}",
                listed(allowed)
            ),
            format!("\"{value}\" is none of the categories {}", listed(allowed)),
        ),
        ErrorKind::NotANumber { value } => (
            format!("「{value}」は数値ではありません"),
            format!("\"{value}\" is not a number"),
        ),
        ErrorKind::NotADate { value } => (
            format!("「{value}」は日付（2022-01-31の形）ではありません"),
            format!("\"{value}\" is not a date of the form 2022-01-31"),
        ),
        ErrorKind::TooManyCategories { limit } => (
            format!("異なる値が{limit}種類を超えています"),
            format!("there are more than {limit} distinct values"),
        ),
        ErrorKind::UnknownQuestion { name, available } => (
            format!(
                "「{name}」という設問はありません。ある設問: {}",
                listed(available)
            ),
            format!(
                "there is no question \"{name}\"; there are {}",
                listed(available)
            ),
        ),
        ErrorKind::UnknownValue {
            question,
            value,
            available,
        } => (
            format!(
                "設問「{question}」に「{value}」という値はありません。ある値: {}",
                listed(available)
            ),
            format!(
                "question \"{question}\" has no value \"{value}\"; it has {}",
                listed(available)
            ),
        ),
        ErrorKind::CircularBase { question } => (
            format!("設問「{question}」の対象条件が、その設問自身に戻ってきます"),
            format!("the base of question \"{question}\" leads back to the question itself"),
        ),
        ErrorKind::WrongKind { question, needed } => (
            format!("設問「{question}」は{}ではありません", needed.0),
            format!("question \"{question}\" is not {}", needed.1),
        ),
        ErrorKind::InvalidRequest { detail } => (detail.0.into(), detail.1.into()),
        ErrorKind::UnsuitableChart { chart, reason } => (
            format!("「{chart}」のグラフは描けません。{}", reason.0),
            format!("a \"{chart}\" chart can't be drawn: {}", reason.1),
        ),
        ErrorKind::InvalidLevel { level } => (
            format!("信頼水準{level}は0と1のあいだにありません"),
            format!("the confidence level {level} is not between 0 and 1"),
        ),
        ErrorKind::InvalidWeight {
            weight: Some(weight),
        } => (
            format!("ウェイト{weight}は使えません。0以上の有限の数である必要があります"),
            format!("the weight {weight} is not a finite number of 0 or more"),
        ),
        ErrorKind::InvalidWeight { weight: None } => (
            "ウェイトがありません".into(),
            "the weight is missing".into(),
        ),
        ErrorKind::ZeroWeights => (
            "ウェイトの合計が0です".into(),
            "the weights add up to 0".into(),
        ),
        ErrorKind::MissingDesignValue => (
            "標本設計の列に値がありません".into(),
            "a column of the sampling design has no value here".into(),
        ),
        ErrorKind::ClusterInTwoStrata { cluster } => (
            format!("クラスター「{cluster}」が二つの層にまたがっています"),
            format!("the cluster \"{cluster}\" stands in two strata"),
        ),
        ErrorKind::LonelyPsu { stratum } => (
            format!("層「{stratum}」にはクラスターが一つしかなく、分散を推定できません"),
            format!(
                "the stratum \"{stratum}\" has one cluster only, so its variance can't be estimated"
            ),
        ),
        ErrorKind::PopulationTooSmall {
            stratum,
            population,
            sample,
        } => {
            let ja = stratum
                .as_ref()
                .map(|name| format!("層「{name}」の"))
                .unwrap_or_default();
            let en = stratum
                .as_ref()
                .map(|name| format!(" of stratum \"{name}\""))
                .unwrap_or_default();
            (
                format!("{ja}母集団の大きさ{population}が標本の大きさ{sample}を下回っています"),
                format!("the population{en} ({population}) is smaller than the sample ({sample})"),
            )
        }
        ErrorKind::PopulationNotConstant { stratum } => (
            format!("層「{stratum}」の中で母集団の大きさが一定していません"),
            format!("the population size differs within the stratum \"{stratum}\""),
        ),
        ErrorKind::UnequalReplicates { expected, found } => (
            format!("複製ウェイトまたはその係数が{expected}個必要なところ、{found}個あります"),
            format!("{expected} replicate weights or scales are needed, but there are {found}"),
        ),
        ErrorKind::ReplicateWithoutWeight => (
            "ウェイトが0の回答者に、0でない複製ウェイトがあります".into(),
            "a respondent whose weight is 0 has a replicate weight above 0".into(),
        ),
        ErrorKind::InvalidReplicateScale { scale } => (
            format!("複製ウェイトの係数{scale}は0以上の有限の数ではありません"),
            format!("the replicate scale {scale} is not a finite number of 0 or more"),
        ),
        ErrorKind::InvalidFayFactor { rho } => (
            format!("Fay法の係数{rho}は0以上1未満ではありません"),
            format!("Fay's factor {rho} is not at least 0 and less than 1"),
        ),
        ErrorKind::ReplicatesNotForDesign { method, needed } => (
            format!("複製ウェイトの方法「{method}」には{}が必要です", needed.0),
            format!("the replicate method \"{method}\" needs {}", needed.1),
        ),
        ErrorKind::NoMargin => (
            "ウェイト調整に使う設問が一つもありません".into(),
            "the weights are to be calibrated, but to no question".into(),
        ),
        ErrorKind::InvalidTotal { value, total } => (
            format!("「{value}」の母集団での数{total}は0以上の有限の数ではありません"),
            format!(
                "the population total of \"{value}\" ({total}) is not a finite number of 0 or more"
            ),
        ),
        ErrorKind::MissingTotal { question, value } => (
            format!(
                "設問「{question}」に「{value}」と答えた人がいますが、母集団での数がありません"
            ),
            format!(
                "respondents answered \"{value}\" to \"{question}\", which has no population total"
            ),
        ),
        ErrorKind::NobodyInMargin { question, value } => (
            format!(
                "設問「{question}」の「{value}」には母集団での数がありますが、回答者が一人もいません"
            ),
            format!("\"{value}\" of \"{question}\" has a population total but not one respondent"),
        ),
        ErrorKind::UnequalMargins {
            question,
            total,
            first,
            expected,
        } => (
            format!(
                "母集団の合計が、設問「{first}」では{expected}、「{question}」では{total}と食い違っています"
            ),
            format!(
                "the population totals of \"{first}\" add up to {expected}, but those of \"{question}\" to {total}"
            ),
        ),
        ErrorKind::NotConverged {
            iterations,
            distance,
        } => {
            let missed = (distance * 1e8).round() / 1e6;
            (
                format!(
                    "{iterations}回繰り返しても、ウェイトが母集団の構成に合いませんでした（{missed}%の差が残っています）"
                ),
                format!(
                    "after {iterations} rounds the weights still miss a margin by {missed}% of the population"
                ),
            )
        }
        ErrorKind::InvalidWeightBounds { lower, upper } => (
            format!("ウェイトの範囲{lower}～{upper}は使えません"),
            format!("{lower} to {upper} is no range for weights"),
        ),
        ErrorKind::MethodNotForMeasure { method } => (
            format!("区間の方法「{method}」は割合にしか使えません"),
            format!("the interval method \"{method}\" is for shares only"),
        ),
        ErrorKind::UnknownFigure { name, available } => (
            format!(
                "「{name}」という数字は定義されていません。ある数字: {}",
                listed(available)
            ),
            format!(
                "there is no figure \"{name}\"; there are {}",
                listed(available)
            ),
        ),
        ErrorKind::UnknownFormat { name, available } => (
            format!(
                "「{name}」という書き方はありません。ある書き方: {}",
                listed(available)
            ),
            format!(
                "there is no figure format \"{name}\"; there are {}",
                listed(available)
            ),
        ),
        ErrorKind::FormatNotForFigure { figure, format } => (
            format!("数字「{figure}」は「{format}」の形では書けません"),
            format!("the figure \"{figure}\" can't be written as \"{format}\""),
        ),
        ErrorKind::UnknownSurvey { name, available } => (
            format!(
                "「{name}」という調査はありません。ある調査: {}",
                listed(available)
            ),
            format!(
                "there is no survey \"{name}\"; there are {}",
                listed(available)
            ),
        ),
        ErrorKind::InvalidName { name } => (
            format!("「{name}」は名前として使えません"),
            format!("\"{name}\" can't be used as a name"),
        ),
        ErrorKind::NotOneCell { figure } => (
            format!("数字「{figure}」がどのセルを指すのか決まりません"),
            format!("the figure \"{figure}\" could mean several cells"),
        ),
        ErrorKind::NotOneBlock { found } => (
            format!("ブロックの種類は一つだけ書きます（ここには{found}個あります）"),
            format!("a block names exactly one kind, but this one names {found}"),
        ),
        ErrorKind::UnequalComparison { expected, found } => (
            format!("比較の列は{expected}個なのに、この行の数字は{found}個です"),
            format!("the comparison has {expected} columns but this row has {found} figures"),
        ),
    }
}

fn advice(kind: &ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::InvalidJson { .. } => (
            "カンマや引用符の抜けがないか、その位置を確かめてください。",
            "Check that place for a missing comma or quotation mark.",
        ),
        ErrorKind::InvalidForm { .. } => (
            "示された位置の記述を、説明書の形に合わせてください。",
            "Bring the named place into the form that the documentation gives.",
        ),
        ErrorKind::EmptyFile | ErrorKind::NoRows => (
            "書き出しが途中で止まっていないか確かめてください。",
            "Check that the export was not cut short.",
        ),
        ErrorKind::WebPage => (
            "アドレスが正しいか、ログインが要らないかを確かめてください。",
            "Check the address, and that it asks for no login.",
        ),
        ErrorKind::NotUtf8 { .. } => (
            "文字コードをUTF-8にして保存し直すか、文字コードを指定してください。",
            "Save the file as UTF-8, or name its encoding.",
        ),
        ErrorKind::MissingResource { .. } => (
            "同じ名前でファイルを渡してください。",
            "Pass the file under the same name.",
        ),
        ErrorKind::MissingColumn { .. } | ErrorKind::UnknownQuestion { .. } => (
            "名前のつづりを確かめてください。大文字と小文字は区別されます。",
            "Check the spelling; upper and lower case differ.",
        ),
        ErrorKind::DuplicateName { .. } => {
            ("どちらかの名前を変えてください。", "Rename one of them.")
        }
        ErrorKind::RaggedRow { .. } => (
            "カンマや改行を含む値が引用符で囲まれているか確かめてください。",
            "Check that values with a comma or a line break stand in quotation marks.",
        ),
        ErrorKind::UnknownCode { .. } => (
            "値を直すか、categories または missingValues に加えてください。",
            "Correct the value, or add it to categories or to missingValues.",
        ),
        ErrorKind::NotANumber { .. } | ErrorKind::NotADate { .. } => (
            "値を直すか、missingValues に加えてください。",
            "Correct the value, or add it to missingValues.",
        ),
        ErrorKind::TooManyCategories { .. } => (
            "自由記述の列なら、型を string とし categories を付けないでください。",
            "If the column holds free text, give it the type string and no categories.",
        ),
        ErrorKind::UnknownValue { .. } => (
            "選択肢の値（ラベルではなく）を書いてください。",
            "Give the value of a category, not its label.",
        ),
        ErrorKind::CircularBase { .. } => (
            "対象条件は、それより前の設問だけで書いてください。",
            "Write the base in terms of earlier questions only.",
        ),
        ErrorKind::WrongKind { .. } | ErrorKind::InvalidRequest { .. } => (
            "describe() で設問の種類を確かめてください。",
            "See describe() for the kind of each question.",
        ),
        ErrorKind::UnsuitableChart { .. } => (
            "kind を auto にすると、表に合うグラフが選ばれます。",
            "Set kind to auto for a chart that suits the table.",
        ),
        ErrorKind::InvalidLevel { .. } => ("95%なら0.95と書いてください。", "Write 0.95 for 95%."),
        ErrorKind::InvalidWeight { .. } | ErrorKind::ZeroWeights => (
            "ウェイトの列を確かめてください。回答者全員に0以上の数が要ります。",
            "Check the weight column: each respondent needs a number of 0 or more.",
        ),
        ErrorKind::MissingDesignValue => (
            "層・クラスター・母集団の大きさの列は、全員に値が要ります。",
            "Strata, clusters and population sizes need a value for each respondent.",
        ),
        ErrorKind::ClusterInTwoStrata { .. } => (
            "層ごとに番号を振り直しているなら design.nested を true にしてください。",
            "If the numbers start anew in each stratum, set design.nested to true.",
        ),
        ErrorKind::LonelyPsu { .. } => (
            "design.lonelyPsu を adjust、average、certainty のいずれかにするか、層をまとめてください。",
            "Set design.lonelyPsu to adjust, average or certainty, or merge strata.",
        ),
        ErrorKind::PopulationTooSmall { .. } | ErrorKind::PopulationNotConstant { .. } => (
            "母集団の大きさ（fpc）の列を確かめてください。",
            "Check the column of population sizes (fpc).",
        ),
        ErrorKind::UnequalReplicates { .. } => (
            "replicates の columns は二つ以上、rscales は columns と同じ数を書いてください。",
            "Name two or more columns in replicates, and as many rscales as columns.",
        ),
        ErrorKind::ReplicateWithoutWeight => (
            "ウェイトの列と複製ウェイトの列が同じ集計のものか確かめてください。",
            "Check that the weight and the replicate weights belong together.",
        ),
        ErrorKind::InvalidReplicateScale { .. } | ErrorKind::InvalidFayFactor { .. } => (
            "調査の説明書にある scale、rscales、rho の値を書いてください。",
            "Give scale, rscales or rho as the survey's documentation has them.",
        ),
        ErrorKind::ReplicatesNotForDesign { .. } => (
            "層があるなら jkn、なければ jk1 を使うか、columns に複製ウェイトの列を書いてください。",
            "Use jkn for a design with strata and jk1 for one without, or name columns of replicate weights.",
        ),
        ErrorKind::NoMargin => (
            "calibration.margins に、設問ごとの母集団での数を書いてください。",
            "Give the population totals of a question in calibration.margins.",
        ),
        ErrorKind::InvalidTotal { .. } | ErrorKind::MissingTotal { .. } => (
            "回答のあるすべての選択肢に、母集団での数を書いてください。",
            "Give a population total for every value that respondents have.",
        ),
        ErrorKind::NobodyInMargin { .. } => (
            "回答者のいない選択肢は、隣の選択肢とまとめた設問（derived）にしてください。",
            "Join that value with a neighbour in a derived question, and calibrate to that.",
        ),
        ErrorKind::UnequalMargins { .. } => (
            "同じ母集団の数かどうかを確かめ、合計をそろえてください。",
            "Check that the margins are of one population, and make their sums equal.",
        ),
        ErrorKind::NotConverged { .. } => (
            "trim の範囲を広げるか、少ない選択肢をまとめるか、設問を減らしてください。",
            "Widen trim, join rare values, or use fewer questions.",
        ),
        ErrorKind::InvalidWeightBounds { .. } => (
            "trim の lower と upper に、平均ウェイトの何倍かを 0 ≤ lower < upper となるように書いてください。",
            "Give trim's lower and upper as multiples of the mean weight, with 0 ≤ lower < upper.",
        ),
        ErrorKind::MethodNotForMeasure { .. } => (
            "平均や合計には wald（t分布）を使ってください。",
            "Use wald (by t) for means and totals.",
        ),
        ErrorKind::UnknownFigure { .. } => (
            "レポートの figures に加えるか、名前のつづりを確かめてください。",
            "Add it to the figures of the report, or check the spelling.",
        ),
        ErrorKind::UnknownFormat { .. } => (
            "{{名前:書き方}} のコロンの後を確かめてください。",
            "Check what follows the colon in {{name:format}}.",
        ),
        ErrorKind::FormatNotForFigure { .. } => (
            "割合には percent や oneIn、平均や合計には number を使ってください。",
            "Use percent or oneIn for shares, and number for means and totals.",
        ),
        ErrorKind::UnknownSurvey { .. } => (
            "レポートの surveys に名前とアドレスを書き、その調査を読み込んでください。",
            "List the survey with its address under surveys in the report, and load it.",
        ),
        ErrorKind::InvalidName { .. } => (
            "英字で始め、英数字と - と _ だけを使ってください。",
            "Begin with a Latin letter, and use only such letters, digits, - and _.",
        ),
        ErrorKind::NotOneCell { .. } => (
            "rows に設問を一つ、value に選択肢の値を書き、内訳のセルなら columns と column も書いてください。",
            "Give one question as rows and a value of it as value; for a cell of a breakdown give columns and column too.",
        ),
        ErrorKind::NotOneBlock { .. } => (
            "prose、chart、table、comparison、methods のどれか一つを書いてください。",
            "Write one of prose, chart, table, comparison and methods.",
        ),
        ErrorKind::UnequalComparison { .. } => (
            "列ごとに数字の名前を一つ書き、ないところは null にしてください。",
            "Give one figure's name for each column, and null where there is none.",
        ),
    }
}
