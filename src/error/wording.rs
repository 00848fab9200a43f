//! The sentences of each kind of error, in Japanese and in English.

use super::ErrorKind;
use super::kind::IS_ONLY_OF_FILES;
use crate::decimal::shortest;
use crate::language::{Language, filled};
use crate::text::{digits, joined};
use std::fmt::Display;

/// How many names a message lists before it says "and so on".
const LISTED: usize = 12;

/// What was found and what was expected.
pub(super) fn message(kind: &ErrorKind, language: Language) -> String {
    sentence(kind, language)
}

/// What to do about it.
pub(super) fn hint(kind: &ErrorKind, language: Language) -> String {
    let (ja, en) = advice(kind);
    language.pick(ja, en).to_owned()
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        return "0".to_owned();
    }
    let quoted = |name: &String| format!("\"{name}\"");
    let shown: Vec<String> = names.iter().take(LISTED).map(quoted).collect();
    let mut text = joined(&shown, ", ");
    if names.len() > LISTED {
        text.push_str(", …");
    }
    text
}

// One arm a kind: a table of sentences, long because there are many kinds.
fn sentence(kind: &ErrorKind, language: Language) -> String {
    let say = |ja: &str, en: &str, parts: &[&dyn Display]| language.fill(ja, en, parts);
    // Without the formatting that stands behind `Display`, which the small module is spared.
    let write = |ja: &str, en: &str, parts: &[&str]| {
        filled(language.pick(ja, en), &mut |number, text| {
            parts.get(number).map(|part| text.push_str(part))
        })
    };
    match kind {
        ErrorKind::InvalidForm { detail: (ja, en) } => write(
            "記述の形が正しくありません：{0}",
            "this has not the expected form: {1}",
            &[ja, en],
        ),
        ErrorKind::EmptyFile => write("ファイルが空です", "the file is empty", &[]),
        ErrorKind::NoRows => write(
            "見出し行だけで、回答が1件もありません",
            "the table has a header but not one response",
            &[],
        ),
        ErrorKind::WebPage => write(
            "データの代わりにウェブページ（HTML）が届きました",
            "a web page (HTML) came in place of the data",
            &[],
        ),
        ErrorKind::NotUtf8 { offset } => write(
            "{0}バイト目がUTF-8として読めません",
            "byte {0} is not valid UTF-8",
            &[&digits(*offset as u64)],
        ),
        ErrorKind::DuplicateName { name } => write(
            "「{0}」という名前が二つあります",
            "the name \"{0}\" is used twice",
            &[name],
        ),
        ErrorKind::RaggedRow { expected, found } => write(
            "見出しは{0}列なのに、この行は{1}列です",
            "the header has {0} cells but this row has {1}",
            &[&digits(*expected as u64), &digits(*found as u64)],
        ),
        _ if IS_ONLY_OF_FILES => String::new(),
        ErrorKind::InvalidJson { line, column } => say(
            "{0}行目の{1}文字目から先が、JSONとして読めません",
            "this is not valid JSON from line {0}, character {1}",
            &[&line, &column],
        ),
        ErrorKind::MissingResource { name } => say(
            "記述にあるファイル「{0}」が渡されていません",
            "the descriptor names the file \"{0}\", which was not given",
            &[&name],
        ),
        ErrorKind::MissingColumn { name, available } => say(
            "列「{0}」が表にありません。ある列：{1}",
            "the table has no column \"{0}\"; it has {1}",
            &[&name, &listed(available)],
        ),
        ErrorKind::UnknownCode { value, allowed } => say(
            "「{0}」は選択肢にありません。選択肢：{1}",
            "\"{0}\" is none of the categories {1}",
            &[&value, &listed(allowed)],
        ),
        ErrorKind::NotANumber { value } => say(
            "「{0}」は数値ではありません",
            "\"{0}\" is not a number",
            &[&value],
        ),
        ErrorKind::NotADate { value } => say(
            "「{0}」は日付（2022-01-31の形）ではありません",
            "\"{0}\" is not a date of the form 2022-01-31",
            &[&value],
        ),
        ErrorKind::TooManyCategories { limit } => say(
            "異なる値が{0}種類を超えています",
            "there are more than {0} distinct values",
            &[&limit],
        ),
        ErrorKind::TooLarge { what, limit } => say(
            "{0}が上限の{1}を超えています",
            "{0} is above the limit of {1}",
            &[&language.pick(what.0, what.1), &limit],
        ),
        ErrorKind::OutOfMemory { bytes } => say(
            "{0}バイトのメモリが確保できません",
            "there is no memory for {0} bytes",
            &[&bytes],
        ),
        ErrorKind::UnknownQuestion { name, available } => say(
            "「{0}」という設問はありません。ある設問：{1}",
            "there is no question \"{0}\"; there are {1}",
            &[&name, &listed(available)],
        ),
        ErrorKind::UnknownValue {
            question,
            value,
            available,
        } => say(
            "設問「{0}」に「{1}」という値はありません。ある値：{2}",
            "question \"{0}\" has no value \"{1}\"; it has {2}",
            &[&question, &value, &listed(available)],
        ),
        ErrorKind::CircularBase { question } => say(
            "設問「{0}」の対象条件が、その設問自身に戻ってきます",
            "the base of question \"{0}\" leads back to the question itself",
            &[&question],
        ),
        ErrorKind::WrongKind { question, needed } => say(
            "設問「{0}」は{1}ではありません",
            "question \"{0}\" is not {2}",
            &[&question, &needed.0, &needed.1],
        ),
        ErrorKind::InvalidRequest { detail } => language.pick(detail.0, detail.1).to_owned(),
        ErrorKind::UnsuitableChart { chart, reason } => say(
            "「{0}」のグラフは描けません。{1}",
            "a \"{0}\" chart can't be drawn: {2}",
            &[&chart, &reason.0, &reason.1],
        ),
        ErrorKind::InvalidLevel { level } => say(
            "信頼水準{0}は0と1のあいだにありません",
            "the confidence level {0} is not between 0 and 1",
            &[&shortest(*level)],
        ),
        ErrorKind::InvalidWeight {
            weight: Some(weight),
        } => say(
            "ウェイト{0}は使えません。0以上の有限の数である必要があります",
            "the weight {0} is not a finite number of 0 or more",
            &[&shortest(*weight)],
        ),
        ErrorKind::InvalidWeight { weight: None } => {
            say("ウェイトがありません", "the weight is missing", &[])
        }
        ErrorKind::ZeroWeights => say("ウェイトの合計が0です", "the weights add up to 0", &[]),
        ErrorKind::MissingDesignValue => say(
            "標本設計の列に値がありません",
            "a column of the sampling design has no value here",
            &[],
        ),
        ErrorKind::ClusterInTwoStrata { cluster } => say(
            "クラスター「{0}」が二つの層にまたがっています",
            "the cluster \"{0}\" stands in two strata",
            &[&cluster],
        ),
        ErrorKind::LonelyPsu { stratum } if stratum.is_empty() => say(
            "クラスターが一つしかなく、分散を推定できません",
            "there is one cluster only, so the variance can't be estimated",
            &[],
        ),
        ErrorKind::LonelyPsu { stratum } => say(
            "層「{0}」にはクラスターが一つしかなく、分散を推定できません",
            "the stratum \"{0}\" has one cluster only, so its variance can't be estimated",
            &[&stratum],
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
            say(
                "{0}母集団の大きさ{1}が標本の大きさ{2}を下回っています",
                "the population{3} ({1}) is smaller than the sample ({2})",
                &[&ja, &shortest(*population), &sample, &en],
            )
        }
        ErrorKind::PopulationNotConstant { stratum } => say(
            "層「{0}」の中で母集団の大きさが一定していません",
            "the population size differs within the stratum \"{0}\"",
            &[&stratum],
        ),
        ErrorKind::UnequalReplicates { expected, found } => say(
            "複製ウェイトまたはその係数が{0}個必要なところ、{1}個あります",
            "{0} replicate weights or scales are needed, but there are {1}",
            &[&expected, &found],
        ),
        ErrorKind::ReplicateWithoutWeight => say(
            "ウェイトが0の回答者に、0でない複製ウェイトがあります",
            "a respondent whose weight is 0 has a replicate weight above 0",
            &[],
        ),
        ErrorKind::InvalidReplicateScale { scale } => say(
            "複製ウェイトの係数{0}は0以上の有限の数ではありません",
            "the replicate scale {0} is not a finite number of 0 or more",
            &[&shortest(*scale)],
        ),
        ErrorKind::InvalidFayFactor { rho } => say(
            "Fay法の係数{0}は0以上1未満ではありません",
            "Fay's factor {0} is not at least 0 and less than 1",
            &[&shortest(*rho)],
        ),
        ErrorKind::ReplicatesNotForDesign { method, needed } => say(
            "複製ウェイトの方法「{0}」には{1}が必要です",
            "the replicate method \"{0}\" needs {2}",
            &[&method, &needed.0, &needed.1],
        ),
        ErrorKind::NoMargin => say(
            "ウェイト調整に使う設問が一つもありません",
            "the weights are to be calibrated, but to no question",
            &[],
        ),
        ErrorKind::InvalidTotal { value, total } => say(
            "「{0}」の母集団での数{1}は0以上の有限の数ではありません",
            "the population total of \"{0}\" ({1}) is not a finite number of 0 or more",
            &[&value, &shortest(*total)],
        ),
        ErrorKind::MissingTotal { question, value } => say(
            "設問「{0}」に「{1}」と答えた人がいますが、母集団での数がありません",
            "respondents answered \"{1}\" to \"{0}\", which has no population total",
            &[&question, &value],
        ),
        ErrorKind::NobodyInMargin { question, value } => say(
            "設問「{0}」の「{1}」には母集団での数がありますが、回答者が一人もいません",
            "\"{1}\" of \"{0}\" has a population total but not one respondent",
            &[&question, &value],
        ),
        ErrorKind::UnequalMargins {
            question,
            total,
            first,
            expected,
        } => say(
            "母集団の合計が、設問「{0}」では{1}、「{2}」では{3}と食い違っています",
            "the population totals of \"{0}\" add up to {1}, but those of \"{2}\" to {3}",
            &[&first, &shortest(*expected), &question, &shortest(*total)],
        ),
        ErrorKind::NotConverged {
            iterations,
            distance,
        } => {
            let missed = (distance * 1e8).round() / 1e6;
            say(
                "{0}回繰り返しても、ウェイトが母集団の構成に合いませんでした（{1}%の差が残っています）",
                "after {0} rounds the weights still miss a margin by {1}% of the population",
                &[&iterations, &shortest(missed)],
            )
        }
        ErrorKind::InvalidWeightBounds { lower, upper } => say(
            "ウェイトの範囲{0}～{1}は使えません",
            "{0} to {1} is no range for weights",
            &[&shortest(*lower), &shortest(*upper)],
        ),
        ErrorKind::MethodNotForMeasure { method } => say(
            "区間の方法「{0}」は割合にしか使えません",
            "the interval method \"{0}\" is for shares only",
            &[&method],
        ),
        ErrorKind::UnknownFigure { name, available } => say(
            "「{0}」という数字は定義されていません。ある数字：{1}",
            "there is no figure \"{0}\"; there are {1}",
            &[&name, &listed(available)],
        ),
        ErrorKind::UnknownFormat { name, available } => say(
            "「{0}」という書き方はありません。ある書き方：{1}",
            "there is no figure format \"{0}\"; there are {1}",
            &[&name, &listed(available)],
        ),
        ErrorKind::FormatNotForFigure { figure, format } => say(
            "数字「{0}」は「{1}」の形では書けません",
            "the figure \"{0}\" can't be written as \"{1}\"",
            &[&figure, &format],
        ),
        ErrorKind::UnknownSurvey { name, available } => say(
            "「{0}」という調査はありません。ある調査：{1}",
            "there is no survey \"{0}\"; there are {1}",
            &[&name, &listed(available)],
        ),
        ErrorKind::InvalidName { name } => say(
            "「{0}」は名前として使えません",
            "\"{0}\" can't be used as a name",
            &[&name],
        ),
        ErrorKind::NotOneCell { figure } => say(
            "数字「{0}」がどのセルを指すのか決まりません",
            "the figure \"{0}\" could mean several cells",
            &[&figure],
        ),
        ErrorKind::NotOneBlock { found } => say(
            "ブロックの種類は一つだけ書きます（ここには{0}個あります）",
            "a block names exactly one kind, but this one names {0}",
            &[&found],
        ),
        ErrorKind::UnequalComparison { expected, found } => say(
            "比較の列は{0}個なのに、この行の数字は{1}個です",
            "the comparison has {0} columns but this row has {1} figures",
            &[&expected, &found],
        ),
    }
}

fn advice(kind: &ErrorKind) -> (&'static str, &'static str) {
    match kind {
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
            "文字コードをUTF-8にして保存し直してください。",
            "Save the file as UTF-8.",
        ),
        ErrorKind::DuplicateName { .. } => {
            ("どちらかの名前を変えてください。", "Rename one of them.")
        }
        ErrorKind::RaggedRow { .. } => (
            "カンマや改行を含む値が引用符で囲まれているか確かめてください。",
            "Check that values with a comma or a line break stand in quotation marks.",
        ),
        _ if IS_ONLY_OF_FILES => ("", ""),
        ErrorKind::InvalidJson { .. } => (
            "カンマや引用符の抜けがないか、その位置を確かめてください。",
            "Check that place for a missing comma or quotation mark.",
        ),
        ErrorKind::MissingResource { .. } => (
            "同じ名前でファイルを渡してください。",
            "Pass the file under the same name.",
        ),
        ErrorKind::MissingColumn { .. } | ErrorKind::UnknownQuestion { .. } => (
            "名前のつづりを確かめてください。大文字と小文字は区別されます。",
            "Check the spelling; upper and lower case differ.",
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
        ErrorKind::TooLarge { .. } | ErrorKind::OutOfMemory { .. } => (
            "ファイルを分けるか、使わない列を除いてください。",
            "Split the file, or leave out columns that nobody needs.",
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
            "ウェイト・層・クラスター・母集団の大きさの列は、全員に値が要ります。",
            "Weights, strata, clusters and population sizes need a value for each respondent.",
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
            "prose、chart、table、comparison、errorTable、methods のどれか一つを書いてください。",
            "Write one of prose, chart, table, comparison, errorTable and methods.",
        ),
        ErrorKind::UnequalComparison { .. } => (
            "列ごとに数字の名前を一つ書き、ないところは null にしてください。",
            "Give one figure's name for each column, and null where there is none.",
        ),
    }
}
