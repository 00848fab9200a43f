//! What one column is taken for, by its header and its values alone.

use super::corrections::ColumnCorrection;
use super::day::{DateOrder, day_of};
use super::guess::{
    AnswerKind, ColumnRole, Confidence, CountedValue, GuessedColumn, GuessedMissing,
};
use super::header::Title;
use super::lexicon::{
    HeaderWord, header_word, is_beside, is_missing_code, is_other, is_quantity, is_ranking,
    missing_kind, plain,
};
use super::number::number_of;
use super::profile::{Profile, Tally};
use super::said::Said;
use super::scale::{OrderedBy, numbered, order_of, unnumbered};
use crate::data::descriptor::MissingKind;
use crate::decimal::parse_number;
use crate::language::Language;

/// How many categories the reader takes.
const MOST_CATEGORIES: usize = 255;

/// What is known of a column.
#[derive(Clone, Copy)]
pub(super) struct Clues<'a> {
    pub(super) place: usize,
    pub(super) title: &'a Title,
    pub(super) profile: &'a Profile,
    pub(super) language: Language,
    pub(super) correction: Option<&'a ColumnCorrection>,
}

/// A value, its rows, and why it is no answer if it is none.
type Met<'a> = (&'a str, usize, Option<MissingKind>);

/// What a column is taken for, before its values are listed.
#[derive(Default)]
struct Verdict {
    role: ColumnRole,
    kind: AnswerKind,
    confidence: Confidence,
    reason: Said,
    ask: Option<Said>,
    date_order: Option<DateOrder>,
    separator: Option<String>,
}

impl Verdict {
    fn new(role: ColumnRole, kind: AnswerKind, confidence: Confidence, reason: Said) -> Self {
        Self {
            role,
            kind,
            confidence,
            reason,
            ..Self::default()
        }
    }

    fn aside(confidence: Confidence, reason: Said) -> Self {
        Self::new(ColumnRole::SetAside, AnswerKind::Text, confidence, reason)
    }

    fn question(kind: AnswerKind, reason: Said) -> Self {
        Self::new(ColumnRole::Question, kind, Confidence::Likely, reason)
    }

    fn asking(self, ask: Said) -> Self {
        Self {
            confidence: Confidence::Asked,
            ask: Some(ask),
            ..self
        }
    }
}

/// A column as it is told, and what joins the options in its cells.
pub(super) fn judge(clues: Clues<'_>) -> (GuessedColumn, Option<String>) {
    let mut met = met(clues);
    let guessed = verdict(clues, &mut met);
    let verdict = corrected(clues, guessed);
    refuse(&mut met, &verdict);
    let answers: Vec<(&str, usize)> = answers_of(&met);
    let counted = clues.profile.beyond.rows;
    let is_choice = matches!(verdict.kind, AnswerKind::Single | AnswerKind::Ordered);
    let is_listed = is_choice && matches!(verdict.role, ColumnRole::Question | ColumnRole::Option);
    let column = GuessedColumn {
        place: clues.place + 1,
        header: clues.title.cells.clone(),
        label: label_of(clues),
        categories: match is_listed {
            true => categories(clues, &answers),
            false => Vec::new(),
        },
        missing: missing(clues, &met),
        samples: samples(&answers),
        answered: answers.iter().map(|(_, rows)| rows).sum::<usize>() + counted,
        distinct: (counted == 0).then_some(answers.len()),
        role: verdict.role,
        kind: verdict.kind,
        confidence: verdict.confidence,
        reason: verdict.reason,
        ask: verdict.ask,
        date_order: verdict.date_order,
        ..GuessedColumn::default()
    };
    (column, verdict.separator)
}

fn label_of(clues: Clues<'_>) -> String {
    let stated = clues.correction.and_then(|said| said.label.clone());
    stated.unwrap_or_else(|| match clues.title.label.as_str() {
        "" => Said::new("{0}列目", "Column {0}", &[&(clues.place + 1)])
            .text(clues.language)
            .to_owned(),
        label => label.to_owned(),
    })
}

/// The values with the words for no answer among them.
fn met<'a>(clues: Clues<'a>) -> Vec<Met<'a>> {
    let stated = clues.correction.and_then(|said| said.missing.as_ref());
    let kind = |value: &str| match stated {
        None => missing_kind(value),
        Some(stated) => {
            let word = stated.iter().find(|word| word.value == value);
            word.map(|word| word.kind)
        }
    };
    let values = clues.profile.values();
    values
        .map(|(value, rows)| (value, rows, kind(value)))
        .collect()
}

fn answers_of<'a>(met: &[Met<'a>]) -> Vec<(&'a str, usize)> {
    let given = met.iter().filter(|(_, _, missing)| missing.is_none());
    given.map(|(value, rows, _)| (*value, *rows)).collect()
}

/// What somebody says takes the place of what was guessed.
fn corrected(clues: Clues<'_>, guessed: Verdict) -> Verdict {
    let Some(said) = clues.correction else {
        return guessed;
    };
    if said.role.is_none() && said.kind.is_none() && said.date_order.is_none() {
        return guessed;
    }
    let role = said.role.unwrap_or(match guessed.role {
        ColumnRole::SetAside => ColumnRole::Question,
        role => role,
    });
    let default = match role {
        ColumnRole::Weight => AnswerKind::Number,
        ColumnRole::Question | ColumnRole::Option if said.date_order.is_some() => AnswerKind::Date,
        ColumnRole::Option => AnswerKind::Single,
        ColumnRole::Question => guessed.kind,
        _ => AnswerKind::Text,
    };
    Verdict {
        role,
        kind: said.kind.unwrap_or(default),
        confidence: Confidence::Sure,
        reason: Said::new("指定に従いました。", "As you said.", &[]),
        ask: None,
        date_order: said.date_order.or(guessed.date_order),
        separator: said.separator.clone().or(guessed.separator),
    }
}

/// What can't be read as the column's kind is no answer that could be used.
fn refuse(met: &mut [Met<'_>], verdict: &Verdict) {
    let order = verdict.date_order.unwrap_or_default();
    for (value, _, missing) in met.iter_mut().filter(|(_, _, missing)| missing.is_none()) {
        let is_fit = match verdict.kind {
            AnswerKind::Number => number_of(value).is_some(),
            AnswerKind::Date => day_of(value, order).is_some(),
            _ => true,
        };
        *missing = (!is_fit).then_some(MissingKind::Invalid);
    }
}

/// Whether somebody has said which words are no answer.
fn are_missing_stated(clues: Clues<'_>) -> bool {
    clues.correction.is_some_and(|said| said.missing.is_some())
}

fn missing(clues: Clues<'_>, met: &[Met<'_>]) -> Vec<GuessedMissing> {
    let stated = clues.correction.and_then(|said| said.missing.as_ref());
    let word = |value: &str| stated.and_then(|words| words.iter().find(|word| word.value == value));
    let label = |value: &str| {
        let own = word(value).and_then(|word| word.label.clone());
        let none = clues.language.pick("無回答", "No answer");
        let is_mark = !value.chars().any(char::is_alphanumeric);
        own.unwrap_or_else(|| if is_mark { none } else { value }.to_owned())
    };
    let words = met
        .iter()
        .filter_map(|(value, rows, kind)| Some((*value, *rows, (*kind)?)));
    let blank = (clues.profile.blank > 0).then(|| {
        let kind = word("").map(|word| word.kind).unwrap_or_default();
        ("", clues.profile.blank, kind)
    });
    let all = blank.into_iter().chain(words);
    all.map(|(value, count, kind)| GuessedMissing {
        value: value.to_owned(),
        label: label(value),
        count,
        kind,
    })
    .collect()
}

fn samples(answers: &[(&str, usize)]) -> Vec<CountedValue> {
    let most = most_first(answers).into_iter().take(8);
    let found = most.filter_map(|place| answers.get(place));
    found
        .map(|(value, count)| counted(value, value, *count))
        .collect()
}

pub(super) fn counted(value: &str, label: &str, count: usize) -> CountedValue {
    CountedValue {
        value: value.to_owned(),
        label: label.to_owned(),
        count,
    }
}

fn most_first(answers: &[(&str, usize)]) -> Vec<usize> {
    let rows: Vec<f64> = answers.iter().map(|(_, rows)| -(*rows as f64)).collect();
    crate::data::ascending(&rows)
}

/// The answers in their order: as somebody says, as a usual scale has them, by the numbers that they
/// begin with, or the most frequent first, and what was not listed last.
fn categories(clues: Clues<'_>, answers: &[(&str, usize)]) -> Vec<CountedValue> {
    let stated = clues.correction.and_then(|said| said.categories.as_ref());
    let mut listed: Vec<CountedValue> = Vec::new();
    for entry in stated.into_iter().flatten() {
        let found = answers.iter().find(|(value, _)| *value == entry.value);
        let rows = found.map_or(0, |(_, rows)| *rows);
        if listed.iter().all(|known| known.value != entry.value) {
            listed.push(counted(&entry.value, &entry.label, rows));
        }
    }
    let known = listed.len();
    let others = places(answers)
        .into_iter()
        .filter_map(|place| answers.get(place));
    for (value, rows) in others {
        if listed.iter().take(known).all(|known| known.value != *value) {
            listed.push(counted(value, unnumbered(value), *rows));
        }
    }
    listed
}

fn places(answers: &[(&str, usize)]) -> Vec<usize> {
    let values: Vec<&str> = answers.iter().map(|(value, _)| *value).collect();
    if let Some((apart, _)) = beside_scale(&values) {
        return apart_last(&values, apart);
    }
    if let Some(order) = order_of(&values) {
        return order.places;
    }
    let number = |value: &&str| {
        let leading = numbered(value).map(|(number, _)| f64::from(number));
        leading.or_else(|| parse_number(&number_of(value).unwrap_or_else(|| (*value).to_owned())))
    };
    let numbers: Option<Vec<f64>> = values.iter().map(number).collect();
    if let Some(numbers) = numbers {
        return crate::data::ascending(&numbers);
    }
    let rank = |place: &usize| {
        let value = values.get(*place).copied().unwrap_or_default();
        let yes = ["yes", "はい", "ある", "あり"].contains(&plain(value).as_str());
        i32::from(is_other(value)) - i32::from(yes)
    };
    let places = most_first(answers);
    [-1, 0, 1]
        .into_iter()
        .flat_map(|wanted| {
            places
                .iter()
                .copied()
                .filter(move |place| rank(place) == wanted)
        })
        .collect()
}

/// The places of a scale in order, and then of the one answer beside it.
fn apart_last(values: &[&str], apart: &str) -> Vec<usize> {
    let is_apart = |place: &usize| values.get(*place) == Some(&apart);
    let (last, scale): (Vec<usize>, Vec<usize>) = (0..values.len()).partition(is_apart);
    let rest: Vec<&str> = scale
        .iter()
        .filter_map(|place| values.get(*place).copied())
        .collect();
    let ordered = order_of(&rest).map_or_else(Vec::new, |order| order.places);
    let ordered = ordered.into_iter().filter_map(|at| scale.get(at).copied());
    ordered.chain(last).collect()
}

/// What the column looks like.
fn verdict(clues: Clues<'_>, met: &mut [Met<'_>]) -> Verdict {
    let answers = answers_of(met);
    let counts = Counts::of(clues, &answers);
    if counts.rows == 0 {
        let reason = Said::new("回答が1件もない列です。", "No row has an answer here.", &[]);
        return Verdict::aside(Confidence::Sure, reason);
    }
    let word = clues.title.cells.iter().find_map(|cell| header_word(cell));
    by_content(&answers, &counts)
        .or_else(|| by_header(clues, word, &answers, &counts))
        .or_else(|| by_days(&counts))
        .or_else(|| by_numbers(clues, met, &counts))
        .or_else(|| joined(&answers, &counts))
        .unwrap_or_else(|| by_words(clues, met, &counts))
}

/// How many rows have what.
struct Counts {
    /// Rows with an answer.
    rows: usize,
    /// Different answers, as far as they are kept.
    distinct: usize,
    /// Whether no two rows have the same answer, and none has none.
    is_unique: bool,
    /// Characters of an answer, on average.
    length: usize,
    tally: Tally,
}

impl Counts {
    fn of(clues: Clues<'_>, answers: &[(&str, usize)]) -> Self {
        let mut tally = clues.profile.beyond;
        let mut letters = 0;
        for (value, rows) in answers {
            tally.add(value, *rows);
            letters += value.chars().count();
        }
        Self {
            rows: tally.rows,
            distinct: answers.len(),
            is_unique: clues.profile.blank == 0 && answers.iter().all(|(_, rows)| *rows == 1),
            length: letters / answers.len().max(1),
            tally,
        }
    }

    /// Whether nearly all are of a kind of which there are so many, and the others few.
    fn are_mostly(&self, of_kind: usize, others: usize) -> bool {
        of_kind * 10 >= self.rows * 9 && others <= 5
    }
}

/// Addresses and telephone numbers tell who somebody is, whatever the header says.
fn by_content(answers: &[(&str, usize)], counts: &Counts) -> Option<Verdict> {
    let kinds: [(fn(&str) -> bool, &str, &str); 4] = [
        (is_email, "メールアドレス", "e-mail addresses"),
        (is_ip, "IPアドレス", "IP addresses"),
        (is_phone, "電話番号", "telephone numbers"),
        (is_link, "ウェブのアドレス", "web addresses"),
    ];
    let share = |is: fn(&str) -> bool| {
        let found = answers.iter().filter(|(value, _)| is(value));
        found.map(|(_, rows)| rows).sum::<usize>() * 5 >= counts.rows
    };
    let (_, ja, en) = kinds.into_iter().find(|(is, ..)| share(*is))?;
    let reason = Said::new(
        "{0}が入っています。個人が分かるため、公開するデータには含めません。",
        "It holds {1}, which tell who somebody is: it stays out of what is published.",
        &[&ja, &en],
    );
    Some(Verdict::aside(Confidence::Sure, reason))
}

fn is_email(value: &str) -> bool {
    let host = value.split_once('@').map(|(_, host)| host);
    !value.contains(' ') && host.is_some_and(|host| host.contains('.'))
}

fn is_ip(value: &str) -> bool {
    let parts: Vec<&str> = value.split('.').collect();
    parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok())
}

fn is_phone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let is_made = value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"-+() ".contains(&byte));
    let begins = value.starts_with(['0', '+', '(']);
    is_made && begins && (10..=15).contains(&digits)
}

fn is_link(value: &str) -> bool {
    value.starts_with("http://") || value.starts_with("https://")
}

/// What the header says, where the values bear it out.
fn by_header(
    clues: Clues<'_>,
    word: Option<HeaderWord>,
    answers: &[(&str, usize)],
    counts: &Counts,
) -> Option<Verdict> {
    let complete = counts.rows > 0
        && clues.profile.blank == 0
        && clues.profile.values().count() == answers.len();
    let named = |ja: &str, en: &str| {
        Said::new(
            ja,
            en,
            &[&clues.title.cells.first().map_or("", String::as_str)],
        )
    };
    let is_repeated = clues.profile.beyond.rows == 0
        && counts.distinct <= 10
        && counts.rows >= counts.distinct * 5;
    match word {
        Some(HeaderWord::Personal) if !is_repeated => Some(Verdict::aside(
            Confidence::Sure,
            named(
                "見出し「{0}」は個人が分かる情報です。公開するデータには含めません。",
                "The header \"{0}\" is one of what tells who somebody is: it stays out of what is published.",
            ),
        )),
        Some(HeaderWord::Technical) => Some(Verdict::aside(
            Confidence::Sure,
            named(
                "「{0}」は調査システムの記録で、設問ではありません。",
                "\"{0}\" is kept by the survey program and is no question.",
            ),
        )),
        Some(HeaderWord::ReplicateWeight) => Some(Verdict::aside(
            Confidence::Likely,
            named(
                "「{0}」は反復ウエートのようです。使うには、記述に survey.design.replicates を書いてください。",
                "\"{0}\" looks like a replicate weight. To use it, write survey.design.replicates into the descriptor.",
            ),
        )),
        Some(HeaderWord::Id) if counts.is_unique => Some(Verdict::new(
            ColumnRole::Id,
            AnswerKind::Text,
            Confidence::Sure,
            Said::new(
                "どの行も違う番号で、見出しもそう言っています。",
                "Each row has its own, and the header says so.",
                &[],
            ),
        )),
        Some(HeaderWord::Weight) => weight(answers, counts, complete),
        Some(HeaderWord::Stratum) => Some(in_design(ColumnRole::Stratum, complete)),
        Some(HeaderWord::Cluster) => Some(in_design(ColumnRole::Cluster, complete)),
        _ => serial(clues, answers, counts),
    }
}

/// A first column that numbers the rows.
fn serial(clues: Clues<'_>, answers: &[(&str, usize)], counts: &Counts) -> Option<Verdict> {
    let numbers = || answers.iter().filter_map(|(value, _)| parse_number(value));
    let is_serial = numbers()
        .zip(numbers().skip(1))
        .all(|(one, next)| next == one + 1.0);
    let is_id = clues.place == 0
        && counts.is_unique
        && counts.rows > 4
        && counts.tally.plain_numbers == counts.rows;
    let is_long = answers.iter().all(|(value, _)| value.len() >= 7);
    (is_id && (is_serial || is_long)).then(|| {
        let reason = Said::new(
            "最初の列で、行ごとに違う番号です。",
            "It is the first column, with a number of its own in each row.",
            &[],
        );
        Verdict::new(ColumnRole::Id, AnswerKind::Text, Confidence::Likely, reason)
    })
}

fn weight(answers: &[(&str, usize)], counts: &Counts, complete: bool) -> Option<Verdict> {
    let numbers: Vec<f64> = answers
        .iter()
        .filter_map(|(value, _)| parse_number(&number_of(value)?))
        .collect();
    if counts.tally.numbers < counts.rows {
        return None;
    }
    let is_sound = complete
        && numbers.iter().all(|number| *number >= 0.0)
        && numbers.iter().any(|number| *number > 0.0);
    let is_whole = numbers
        .iter()
        .all(|number| number.fract() == 0.0 && *number >= 30.0 && *number <= 300.0);
    let number = |reason| Verdict::question(AnswerKind::Number, reason);
    Some(match (is_sound, is_whole) {
        (true, false) => Verdict::new(
            ColumnRole::Weight,
            AnswerKind::Number,
            Confidence::Likely,
            Said::new(
                "見出しがウエートを表し、どの行にも0以上の数があります。",
                "The header names weights, and each row has a number from 0 up.",
                &[],
            ),
        ),
        (true, true) => number(Said::new(
            "見出しはウエートとも体重とも読めます。",
            "The header may mean the weights of respondents or their bodies' weight.",
            &[],
        ))
        .asking(Said::new(
            "これは集計に使うウエートですか。",
            "Are these weights to be used in all figures?",
            &[],
        )),
        (false, _) => number(Said::new(
            "見出しはウエートを表しますが、空欄か負の数があり、そのままでは使えません。",
            "The header names weights, but some are blank or negative, so that they can't be used.",
            &[],
        ))
        .asking(Said::new(
            "ウエートのない行をどう扱いますか。",
            "What of the rows without a weight?",
            &[],
        )),
    })
}

fn in_design(role: ColumnRole, complete: bool) -> Verdict {
    match complete {
        true => Verdict::new(
            role,
            AnswerKind::Text,
            Confidence::Likely,
            Said::new(
                "見出しが標本設計の列を表し、空欄がありません。",
                "The header names a part of the sample's design, and no row is blank.",
                &[],
            ),
        ),
        false => Verdict::aside(
            Confidence::Asked,
            Said::new(
                "見出しは標本設計の列を表しますが、空欄があります。",
                "The header names a part of the sample's design, but some rows are blank.",
                &[],
            ),
        )
        .asking(Said::new(
            "空欄の行はどの層・地点のものですか。",
            "To which stratum or cluster do the blank rows belong?",
            &[],
        )),
    }
}

fn by_days(counts: &Counts) -> Option<Verdict> {
    let [ymd, mdy, dmy] = counts.tally.days;
    let most = ymd.max(mdy).max(dmy);
    if !counts.are_mostly(most, counts.rows - most) {
        return None;
    }
    let order = match most {
        _ if most == ymd => DateOrder::Ymd,
        _ if mdy == dmy => {
            let reason = Said::new(
                "日付ですが、月と日のどちらが先か、値からは決まりません。",
                "These are days, but the values do not tell whether the month or the day stands first.",
                &[],
            );
            let ask = Said::new(
                "月と日のどちらが先ですか。",
                "Which stands first, the month or the day?",
                &[],
            );
            return Some(Verdict::aside(Confidence::Asked, reason).asking(ask));
        }
        _ if most == mdy => DateOrder::Mdy,
        _ => DateOrder::Dmy,
    };
    let reason = match counts.tally.plain_days >= most {
        true => Said::new("日付です。", "These are days.", &[]),
        false => Said::new(
            "日付です。時刻を除き、2022-01-31 の形に直します。",
            "These are days; they are written as 2022-01-31, without the time.",
            &[],
        ),
    };
    Some(Verdict {
        date_order: Some(order),
        ..Verdict::question(AnswerKind::Date, reason)
    })
}

fn by_numbers(clues: Clues<'_>, met: &mut [Met<'_>], counts: &Counts) -> Option<Verdict> {
    let others = counts.rows - counts.tally.numbers;
    if !counts.are_mostly(counts.tally.numbers, others) {
        return None;
    }
    let answers = answers_of(met);
    let numbers: Vec<f64> = answers
        .iter()
        .filter_map(|(value, _)| parse_number(&number_of(value)?))
        .collect();
    let is_quantity = is_quantity(&clues.title.label);
    let is_code = |number: &f64| number.fract() == 0.0 && (0.0..=11.0).contains(number);
    let codes = numbers.iter().filter(|number| is_code(number)).count();
    let beside = numbers
        .iter()
        .all(|number| is_code(number) || is_missing_code(*number));
    if others == 0
        && beside
        && codes > 0
        && counts.tally.rows > 0
        && clues.profile.beyond.rows == 0
        && !is_quantity
    {
        let is_ranking = is_ranking(&clues.title.label);
        let guessed = if are_missing_stated(clues) {
            &mut [][..]
        } else {
            met
        };
        return Some(if is_ranking {
            ranked()
        } else {
            coded(guessed, codes)
        });
    }
    let is_year = numbers
        .iter()
        .all(|number| number.fract() == 0.0 && (1900.0..=2100.0).contains(number));
    if is_year && numbers.len() <= 12 && counts.rows >= numbers.len() * 3 && others == 0 {
        return Some(Verdict::question(
            AnswerKind::Ordered,
            Said::new("少ない種類の年です。", "These are a few years.", &[]),
        ));
    }
    let reason = match is_quantity {
        true => Said::new(
            "どれも数で、見出しも量を表します。",
            "All are numbers, and the header asks for a quantity.",
            &[],
        ),
        false => Said::new("どれも数です。", "All are numbers.", &[]),
    };
    let verdict = Verdict::question(AnswerKind::Number, reason);
    Some(match others {
        0 => verdict,
        _ => verdict.asking(Said::new(
            "数ではない値が{0}行あります。無効としてよいですか。",
            "{0} rows hold no number. Are they invalid?",
            &[&others],
        )),
    })
}

fn ranked() -> Verdict {
    let reason = Said::new(
        "見出しが順位を尋ねています。",
        "The header asks for ranks.",
        &[],
    );
    Verdict::question(AnswerKind::Ordered, reason)
}

/// Codes of one digit, whose meaning the file does not tell.
fn coded(met: &mut [Met<'_>], codes: usize) -> Verdict {
    let mut beside = 0;
    for (value, rows, missing) in met.iter_mut().filter(|(_, _, missing)| missing.is_none()) {
        let number = number_of(value).and_then(|number| parse_number(&number));
        if codes > 1 && number.is_some_and(is_missing_code) {
            *missing = Some(MissingKind::NoAnswer);
            beside += *rows;
        }
    }
    let ask = match beside {
        0 => Said::new(
            "番号はそれぞれ何を表しますか。順序はありますか。",
            "What does each number stand for, and are they in an order?",
            &[],
        ),
        _ => Said::new(
            "番号はそれぞれ何を表しますか。99 のような番号は無回答ですか（{0}行）。",
            "What does each number stand for? Is a number such as 99 no answer ({0} rows)?",
            &[&beside],
        ),
    };
    let reason = Said::new(
        "{0}種類の番号だけの列です。",
        "It holds {0} different numbers only, as codes do.",
        &[&codes],
    );
    let kind = if codes > 2 {
        AnswerKind::Ordered
    } else {
        AnswerKind::Single
    };
    Verdict::question(kind, reason).asking(ask)
}

/// Chosen options in one cell.
fn joined(answers: &[(&str, usize)], counts: &Counts) -> Option<Verdict> {
    let separator = [";", "\n", ", ", "、", "|", ","]
        .into_iter()
        .find(|separator| is_joined(answers, counts, separator))?;
    let reason = Said::new(
        "一つのセルに、選んだ項目が「{0}」でつながっています。",
        "The cells hold the chosen options, joined by \"{0}\".",
        &[&separator.replace('\n', "\\n")],
    );
    Some(Verdict {
        separator: Some(separator.to_owned()),
        ..Verdict::new(
            ColumnRole::Joined,
            AnswerKind::Text,
            Confidence::Likely,
            reason,
        )
    })
}

/// Options recur in several company, and alone; parts of a phrase do not.
fn is_joined(answers: &[(&str, usize)], counts: &Counts, separator: &str) -> bool {
    let mut parts = crate::data::Distinct::default();
    let (mut alone, mut together): (Vec<bool>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut joined, mut total, mut longest, mut digits) = (0, 0, 0, false);
    for (value, rows) in answers {
        let pieces: Vec<&str> = value
            .split(separator)
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
            .collect();
        joined += if pieces.len() > 1 { *rows } else { 0 };
        longest = longest.max(pieces.len());
        for piece in &pieces {
            let place = parts.number(piece.as_bytes()) as usize;
            alone.resize(parts.len().max(alone.len()), false);
            together.resize(parts.len().max(together.len()), 0);
            total += rows;
            digits |= pieces.len() > 1
                && separator == ","
                && piece.len() == 3
                && piece.bytes().all(|byte| byte.is_ascii_digit());
            if let (Some(alone), Some(together)) = (alone.get_mut(place), together.get_mut(place)) {
                *alone |= pieces.len() == 1;
                *together += usize::from(pieces.len() > 1);
            }
        }
    }
    let shared = together.iter().filter(|count| **count > 1).count();
    let both = alone
        .iter()
        .zip(&together)
        .filter(|(alone, together)| **alone && **together > 0)
        .count();
    let is_usual = separator != "," || !digits;
    let recur = total >= parts.len() * 2 && parts.len() <= 100;
    is_usual && recur && joined * 10 >= counts.rows && shared > 1 && (both > 0 || longest > 2)
}

/// Words: choices where they recur, free text where they do not.
fn by_words(clues: Clues<'_>, met: &mut [Met<'_>], counts: &Counts) -> Verdict {
    let answers = answers_of(met);
    let values: Vec<&str> = answers.iter().map(|(value, _)| *value).collect();
    if let Some((apart, by)) = beside_scale(&values) {
        if are_missing_stated(clues) {
            return in_order(by, values.len());
        }
        for (_, _, missing) in met.iter_mut().filter(|(value, ..)| *value == apart) {
            *missing = Some(MissingKind::NoAnswer);
        }
        let ask = Said::new(
            "「{0}」は回答ですか、無回答ですか。無回答として扱っています。",
            "Is \"{0}\" an answer, or none? It was taken for none.",
            &[&apart],
        );
        return in_order(by, values.len() - 1).asking(ask);
    }
    let order = order_of(&values);
    let beyond = clues.profile.beyond.rows;
    let is_few = beyond == 0 && counts.distinct <= MOST_CATEGORIES;
    if let Some(order) = order.filter(|_| is_few) {
        return in_order(order.by, values.len());
    }
    let recurs = counts.rows >= counts.distinct * 3
        || counts.distinct <= 12 && counts.rows >= counts.distinct * 2;
    if is_few && (recurs || counts.distinct == 1) && counts.length <= 120 {
        let reason = Said::new(
            "{0}種類の答えが繰り返し現れます。",
            "{0} different answers recur.",
            &[&counts.distinct],
        );
        return Verdict::question(AnswerKind::Single, reason);
    }
    let is_text = beyond > 0
        || counts.length > 30
        || counts.distinct > 30 && counts.rows < counts.distinct * 2;
    let reason = Said::new(
        "{0}行に{1}種類以上の答えがあり、自由記述のようです。",
        "{0} rows have {1} or more different answers, as free text has.",
        &[&counts.rows, &counts.distinct],
    );
    if is_text {
        let aside = Said::new(
            "個人が分かることがあるため、公開するデータには含めません。",
            "Such text may tell who somebody is: it stays out of what is published.",
            &[],
        );
        return Verdict::aside(Confidence::Likely, reason.and(&aside));
    }
    let ask = Said::new(
        "選択肢ですか、自由記述ですか。",
        "Are these choices, or free text?",
        &[],
    );
    match is_few && counts.length <= 30 && counts.distinct <= 12 {
        true => Verdict::question(
            AnswerKind::Single,
            Said::new(
                "短い答えですが、行が少なく、繰り返しがほとんどありません。",
                "The answers are short, but too few rows recur to tell.",
                &[],
            ),
        ),
        false => Verdict::aside(Confidence::Asked, reason),
    }
    .asking(ask)
}

fn in_order(by: OrderedBy, count: usize) -> Verdict {
    let (ja, en) = match by {
        OrderedBy::Degree => ("程度を表す答え", "degrees, by their words"),
        OrderedBy::Band => ("数の区分", "bands of numbers"),
        OrderedBy::Rate => ("頻度", "how often, by their numbers"),
        OrderedBy::Listed => ("よく使われる段階", "the levels of a usual scale"),
    };
    let reason = Said::new(
        "{2}種類の答えは、順序のある{0}です。",
        "The {2} answers are {1}, which have an order.",
        &[&ja, &en, &count],
    );
    Verdict::question(AnswerKind::Ordered, reason)
}

/// The one answer beside a scale that says that it does not apply, and what tells the order of
/// the others.
fn beside_scale<'v>(values: &[&'v str]) -> Option<(&'v str, OrderedBy)> {
    let is_apart = |value: &&&str| is_beside(value);
    let apart = values.iter().find(is_apart)?;
    let rest: Vec<&str> = values
        .iter()
        .filter(|value| !is_beside(value))
        .copied()
        .collect();
    let order = order_of(&rest).filter(|_| rest.len() > 2 && rest.len() + 1 == values.len())?;
    Some((apart, order.by))
}
