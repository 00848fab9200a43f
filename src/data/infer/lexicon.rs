//! The words by which files tell what stands in them.

use super::find::{before_any, between, has_word, holds, holds_any, is_ascii, is_listed, words};
use super::number::halved;
use crate::data::descriptor::MissingKind;

/// A text in small half-width letters, with one space between words and none around, and without
/// a full stop at its end.
pub(super) fn plain(text: &str) -> String {
    let half = halved(text);
    let mut plain = String::with_capacity(half.len());
    for letter in half.chars() {
        match letter {
            ' ' | '\t' | '\n' | '\r' if plain.is_empty() || plain.ends_with(" ") => {}
            '\t' | '\n' | '\r' => plain.push(' '),
            _ => plain.push(letter.to_ascii_lowercase()),
        }
    }
    while let Some(kept) = before_any(&plain, " |.|。") {
        plain.truncate(kept.len());
    }
    plain
}

/// A header's text with nothing but its letters and digits.
pub(super) fn squeezed(text: &str) -> String {
    let plain = plain(text);
    let mut kept = String::with_capacity(plain.len());
    for letter in plain.chars() {
        if !letter.is_ascii() || letter.is_ascii_alphanumeric() || letter == '#' {
            kept.push(letter);
        }
    }
    kept
}

const NO_ANSWER: &str = "|無回答|未回答|回答なし|不回答|答えない|答えたくない|回答しない|回答したくない|答えられない|不明|不詳|わからない|分からない|わからない・無回答|わからない、無回答|不明・無回答|無回答・不明|無回答・わからない|n/a|na|#n/a|null|#null!|no answer|no response|not answered|missing|don't know|dont know|do not know|dk|dk/na|don't know/refused|don't know / refused|refused|prefer not to say|prefer not to answer|prefer not to disclose|rather not say|decline to answer|declined|unknown|nan|-|--|―|ー|?";
const NOT_ASKED: &str =
    "非該当|対象外|not applicable|not asked|skipped|skip|legitimate skip|inapplicable";
const INVALID: &str = "無効|無効回答|invalid|error|#value!|#ref!|#name?";

/// Why a text is no answer, if it is none.
pub(super) fn missing_kind(text: &str) -> Option<MissingKind> {
    let text = plain(text);
    for (kind, words) in [
        (MissingKind::NoAnswer, NO_ANSWER),
        (MissingKind::NotAsked, NOT_ASKED),
        (MissingKind::Invalid, INVALID),
    ] {
        if is_listed(words, &text) {
            return Some(kind);
        }
    }
    None
}

/// Whether an answer says that the question does not apply or was not understood: it may be meant as
/// one, or as none.
pub(super) fn is_beside(text: &str) -> bool {
    holds_any(
        &plain(text),
        "n/a|don't know|no opinion|not sure|unsure|わからない|分からない",
    )
}

/// Whether a header asks for ranks.
pub(super) fn is_ranking(header: &str) -> bool {
    holds_any(&plain(header), "順位|please rank|rank the|ranking")
}

/// Numbers that stand for no answer beside codes of one digit.
pub(super) fn is_missing_code(number: f64) -> bool {
    [
        -1.0, -7.0, -8.0, -9.0, -88.0, -99.0, 77.0, 88.0, 98.0, 99.0, 888.0, 998.0, 999.0, 9999.0,
        -999.0,
    ]
    .contains(&number)
}

/// What a header tells of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderWord {
    Id,
    Weight,
    ReplicateWeight,
    Stratum,
    Cluster,
    Personal,
    Technical,
    Day,
}

/// Headers that are one of these words, without spaces and marks.
const EXACT: &[(HeaderWord, &str)] = &[
    (
        HeaderWord::Id,
        "id|respondentid|responseid|caseid|respid|recordid|no|no#|番号|回答者番号|回答番号|回答id|回答者id|整理番号|通し番号|サンプル番号|サンプルno|serial|serialno|sampleid|rid|uid|caseno|uuid|seqno",
    ),
    (
        HeaderWord::Weight,
        "weight|weights|wt|wgt|w|pw|pweight|finalweight|finalwt|weightvec|sampleweight|samplingweight|surveyweight|designweight|ウェイト|ウエート|ウエイト|ウェート|ウェイト値|重み|集計用乗率|乗率|拡大係数|補正ウェイト|集計ウェイト|wtssall|wtssps",
    ),
    (
        HeaderWord::Stratum,
        "stratum|strata|stratumid|strat|層|層番号|層化|層id|sdmvstra|vstrat",
    ),
    (
        HeaderWord::Cluster,
        "cluster|clusterid|psu|psuid|地点|地点番号|調査地点|地点コード|クラスター|クラスタ|samplingpoint|sdmvpsu|vpsu",
    ),
    (
        HeaderWord::Personal,
        "name|fullname|firstname|lastname|surname|yourname|名前|お名前|氏名|姓|名|ご氏名|フリガナ|ふりがな|tel|phone|phonenumber|mobile|電話番号|電話|住所|ご住所|address|email|emailaddress|username|ユーザー名|ipaddress|ipaddr|ip|dateofbirth|birthdate|birthday|dob|生年月日|recipientfirstname|recipientlastname|recipientemail|locationlatitude|locationlongitude|latitude|longitude|郵便番号|zip|zipcode|postcode|postalcode|メールアドレス|eメール",
    ),
    (
        HeaderWord::Technical,
        "collectorid|customdata1|customdata|durationinseconds|duration|progress|finished|status|responsetype|externalreference|externaldatareference|distributionchannel|userlanguage|lastpage|startlanguage|seed|useragent|token|refurl|interviewtime|grouptime|qrecaptchascore|回答時間|所要時間",
    ),
    (
        HeaderWord::Day,
        "timestamp|タイムスタンプ|startdate|enddate|recordeddate|submitdate|datestamp|datesubmitted|回答日時|回答日|送信日時|date|日付|startedat|submittedat|starttime|completiontime",
    ),
];

/// Short headers that hold one of these.
const HELD: &[(HeaderWord, &str)] = &[
    (
        HeaderWord::ReplicateWeight,
        "repw|repwt|brrwt|jkw|pwgtp|wtrep",
    ),
    (HeaderWord::Weight, "weight|ウェイト|ウエイト|乗率"),
    (
        HeaderWord::Personal,
        "e-mail|email|メール|氏名|名前|電話番号|ipアドレス|ip address|住所",
    ),
    (HeaderWord::Id, "respondent id|response id"),
];

/// What a header tells of its column, if it is one of the usual words.
pub(super) fn header_word(header: &str) -> Option<HeaderWord> {
    let (words, exact) = (plain(header), squeezed(header));
    for (word, list) in EXACT {
        if is_listed(list, &exact) {
            return Some(*word);
        }
    }
    // Twenty letters of Japanese have three times as many bytes.
    let is_short = words.len() <= if is_ascii(&words) { 24 } else { 60 };
    for (word, list) in HELD {
        if is_short && holds_any(&words, list) {
            return Some(*word);
        }
    }
    None
}

/// Headers of questions whose answers are quantities and not codes.
const QUANTITIES: &str = "年齢|age|人数|何人|何回|何年|何時間|何分|回数|日数|年数|時間|金額|費用|額|件数|床|台数|number of|how many|how much|how long|years|hours|minutes|count|amount|height|weight|体重|身長|income|点数|得点|spend|cost|kids|children";

/// Whether a header asks for a quantity. A short English word must stand alone.
pub(super) fn is_quantity(header: &str) -> bool {
    let header = plain(header);
    words(QUANTITIES).any(|word| match is_ascii(word) && word.len() < 5 {
        true => has_word(&header, b"", &|part| part == word),
        false => holds(&header, word),
    })
}

/// Pairs of words for a box that is ticked and one that is not.
const TICKS: &str = "1/0|yes/no|y/n|はい/いいえ|true/false|selected/not selected|checked/unchecked|checked/not checked|選択/非選択|選択/未選択|○/×|〇/×|quoted/not quoted|あり/なし|mentioned/not mentioned|on/off";

/// The values of ticked and unticked boxes among the distinct values of a family: such as `1`
/// and `0`, or `○` alone.
pub(super) fn ticks<'v>(values: &[&'v str]) -> Option<(&'v str, Option<&'v str>)> {
    let known = |yes: &str, no: &str| is_listed(TICKS, &(plain(yes) + "/" + &plain(no)));
    match values {
        [only] => {
            let mark = plain(only);
            let begins = |pair: &str| between(pair, b'/').next() == Some(&mark);
            let is_known = words(TICKS).any(begins) || is_listed("x|✓|✔|レ|●", &mark);
            is_known.then_some((*only, None))
        }
        [a, b] if known(a, b) => Some((*a, Some(*b))),
        [a, b] if known(b, a) => Some((*b, Some(*a))),
        _ => None,
    }
}

/// Whether an option or a header stands for what was not listed.
pub(super) fn is_other(text: &str) -> bool {
    let text = plain(text);
    text.starts_with("other") || holds_any(&text, "その他|specify|自由記述|自由回答")
}

#[cfg(test)]
mod tests {
    use super::{HeaderWord, header_word, missing_kind, ticks};
    use crate::data::MissingKind;

    #[test]
    fn words_for_no_answer_are_known_in_any_width_and_case() {
        for word in [
            "",
            "無回答",
            "Ｎ／Ａ",
            "N/A",
            "don’t know",
            "Don't Know.",
            "REFUSED",
            "-",
        ] {
            assert_eq!(missing_kind(word), Some(MissingKind::NoAnswer), "{word}");
        }
        assert_eq!(missing_kind("非該当"), Some(MissingKind::NotAsked));
        assert_eq!(missing_kind("無効"), Some(MissingKind::Invalid));
        for word in ["None", "なし", "特になし", "0", "Other"] {
            assert_eq!(missing_kind(word), None, "{word}");
        }
    }

    #[test]
    fn a_question_that_mentions_a_word_is_not_a_column_of_it() {
        assert_eq!(header_word("E-mail Address"), Some(HeaderWord::Personal));
        assert_eq!(header_word("Respondent ID"), Some(HeaderWord::Id));
        assert_eq!(header_word("ウエート"), Some(HeaderWord::Weight));
        assert_eq!(header_word("Do you read e-mail newsletters at work?"), None);
    }

    #[test]
    fn ticked_boxes_are_told_from_others() {
        assert_eq!(ticks(&["0", "1"]), Some(("1", Some("0"))));
        assert_eq!(ticks(&["○"]), Some(("○", None)));
        assert_eq!(ticks(&["1", "2"]), None);
    }
}
