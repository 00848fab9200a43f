//! What one column is taken for, by its header and its values alone.

use super::corrections::{ColumnCorrection, MissingCorrection};
use super::day::{DateOrder, day_of};
use super::find::{after_any, find, holds, is_listed, parts};
use super::guess::{
    AnswerKind, ColumnRole, Confidence, CountedValue, GuessedColumn, GuessedMissing,
};
use super::header::Title;
use super::lexicon::{
    HeaderWord, header_word, is_beside, is_missing_code, is_other, is_quantity, is_ranking,
    missing_kind, plain,
};
use super::number::{number_of, value_of};
use super::profile::{Profile, Tally};
use super::said::{Said, Told};
use super::scale::{OrderedBy, numbered, order_of, unnumbered};
use super::sentences::Say;
use crate::data::ascending;
use crate::data::descriptor::MissingKind;
use crate::data::distinct::Distinct;
use crate::language::Language;
use crate::text::digits;

/// How many categories the reader takes.
const MOST_CATEGORIES: usize = 255;

/// The longest answer of a usual scale, in bytes; what is longer is not searched for its words.
const LONGEST_ANSWER: usize = 200;

/// What is known of a column.
#[derive(Clone, Copy)]
pub(super) struct Clues<'a> {
    pub(super) place: usize,
    pub(super) title: &'a Title,
    pub(super) profile: &'a Profile,
    pub(super) language: Language,
    pub(super) correction: Option<&'a ColumnCorrection>,
}

impl<'a> Clues<'a> {
    /// Every word for no answer, where somebody has said which these are.
    fn stated(&self) -> Option<&'a Vec<MissingCorrection>> {
        self.correction?.missing.as_ref()
    }

    fn stated_word(&self, value: &str) -> Option<&'a MissingCorrection> {
        self.stated()?.iter().find(|word| word.value == value)
    }
}

/// A value, its rows, and why it is no answer if it is none.
type Met<'a> = (&'a str, usize, Option<MissingKind>);

/// What a column is taken for, before its values are listed.
#[derive(Clone, Copy)]
struct Verdict<'a> {
    role: ColumnRole,
    kind: AnswerKind,
    confidence: Confidence,
    reason: Say,
    ask: Option<Say>,
    /// What the sentences are about: a word, or a number where there is none.
    part: &'a str,
    number: usize,
    date_order: Option<DateOrder>,
    separator: Option<&'static str>,
}

impl<'a> Verdict<'a> {
    fn new(role: ColumnRole, kind: AnswerKind, confidence: Confidence, reason: Say) -> Self {
        Self {
            role,
            kind,
            confidence,
            reason,
            ask: None,
            part: "",
            number: 0,
            date_order: None,
            separator: None,
        }
    }

    fn aside(confidence: Confidence, reason: Say) -> Self {
        Self::new(ColumnRole::SetAside, AnswerKind::Text, confidence, reason)
    }

    fn question(kind: AnswerKind, reason: Say) -> Self {
        Self::new(ColumnRole::Question, kind, Confidence::Likely, reason)
    }

    fn asking(mut self, ask: Say) -> Self {
        self.confidence = Confidence::Asked;
        self.ask = Some(ask);
        self
    }

    fn about(mut self, part: &'a str) -> Self {
        self.part = part;
        self
    }

    fn counting(mut self, number: usize) -> Self {
        self.number = number;
        self
    }
}

/// A column as it is told, and what joins the options in its cells.
pub(super) fn judge(clues: Clues<'_>) -> (GuessedColumn, Option<String>) {
    let mut met: Vec<Met<'_>> = Vec::new();
    for (value, rows) in clues.profile.values() {
        let missing = match clues.stated() {
            // No word for no answer is as long as that.
            None if value.len() > LONGEST_ANSWER => None,
            None => missing_kind(value),
            Some(_) => clues.stated_word(value).map(|word| word.kind),
        };
        met.push((value, rows, missing));
    }
    let mut verdict = verdict(clues, &mut met);
    correct(clues, &mut verdict);
    refuse(&mut met, &verdict);
    let answers = answers_of(&met);
    let beyond = clues.profile.beyond.rows;
    let mut answered = beyond;
    for (_, rows) in &answers {
        answered += rows;
    }
    let is_choice = matches!(verdict.kind, AnswerKind::Single | AnswerKind::Ordered);
    let is_listed = matches!(verdict.role, ColumnRole::Question | ColumnRole::Option);
    let number = digits(verdict.number as u64);
    let told = Told {
        rows: answered,
        distinct: answers.len(),
        header: clues.title.cells.first().map_or("", String::as_str),
        part: match verdict.number {
            0 => verdict.part,
            _ => &number,
        },
    };
    let column = GuessedColumn {
        question: 0,
        name: String::new(),
        multiple: None,
        base: None,
        place: clues.place + 1,
        header: clues.title.cells.clone(),
        label: label_of(clues),
        role: verdict.role,
        kind: verdict.kind,
        confidence: verdict.confidence,
        reason: Said::new(verdict.reason, told),
        ask: verdict.ask.map(|ask| Said::new(ask, told)),
        categories: match is_choice && is_listed {
            true => categories(clues, &answers),
            false => Vec::new(),
        },
        missing: missing(clues, &met),
        samples: samples(&answers),
        answered,
        distinct: (beyond == 0).then_some(answers.len()),
        date_order: verdict.date_order,
    };
    let stated = clues.correction.and_then(|said| said.separator.clone());
    (column, stated.or(verdict.separator.map(str::to_owned)))
}

fn label_of(clues: Clues<'_>) -> String {
    let stated = clues.correction.and_then(|said| said.label.clone());
    match (stated, clues.title.label.as_str()) {
        (Some(label), _) => label,
        (None, "") => {
            let number = digits((clues.place + 1) as u64);
            match clues.language {
                Language::Ja => number + "列目",
                Language::En => "Column ".to_owned() + &number,
            }
        }
        (None, label) => label.to_owned(),
    }
}

fn answers_of<'a>(met: &[Met<'a>]) -> Vec<(&'a str, usize)> {
    let mut answers = Vec::new();
    for (value, rows, missing) in met {
        if missing.is_none() {
            answers.push((*value, *rows));
        }
    }
    answers
}

/// What somebody says takes the place of what was guessed.
fn correct(clues: Clues<'_>, verdict: &mut Verdict<'_>) {
    let Some(said) = clues.correction else {
        return;
    };
    if said.role.is_none() && said.kind.is_none() && said.date_order.is_none() {
        return;
    }
    verdict.role = said.role.unwrap_or(match verdict.role {
        ColumnRole::SetAside => ColumnRole::Question,
        role => role,
    });
    verdict.kind = said.kind.unwrap_or(match verdict.role {
        ColumnRole::Weight => AnswerKind::Number,
        ColumnRole::Question | ColumnRole::Option if said.date_order.is_some() => AnswerKind::Date,
        ColumnRole::Option => AnswerKind::Single,
        ColumnRole::Question => verdict.kind,
        _ => AnswerKind::Text,
    });
    verdict.confidence = Confidence::Sure;
    verdict.reason = Say::AsSaid;
    verdict.ask = None;
    verdict.date_order = said.date_order.or(verdict.date_order);
}

/// What can't be read as the column's kind is no answer that could be used.
fn refuse(met: &mut [Met<'_>], verdict: &Verdict<'_>) {
    for (value, _, missing) in met {
        let is_fit = match verdict.kind {
            AnswerKind::Number => number_of(value).is_some(),
            AnswerKind::Date => day_of(value, verdict.date_order.unwrap_or_default()).is_some(),
            _ => true,
        };
        if missing.is_none() && !is_fit {
            *missing = Some(MissingKind::Invalid);
        }
    }
}

fn missing(clues: Clues<'_>, met: &[Met<'_>]) -> Vec<GuessedMissing> {
    let mut missing = Vec::new();
    let blank = clues.profile.blank;
    let blank_kind = clues.stated_word("").map(|word| word.kind);
    let first = [("", blank, Some(blank_kind.unwrap_or_default()))];
    for (value, count, kind) in [&first, met].into_iter().flatten() {
        let Some(kind) = kind.filter(|_| *count > 0) else {
            continue;
        };
        let stated = clues.stated_word(value).and_then(|word| word.label.clone());
        let is_mark = value.len() < 3 && !value.bytes().any(|byte| byte.is_ascii_alphanumeric());
        let label = match is_mark {
            true => clues.language.pick("無回答", "No answer"),
            false => value,
        };
        missing.push(GuessedMissing {
            value: (*value).to_owned(),
            label: stated.unwrap_or_else(|| label.to_owned()),
            count: *count,
            kind,
        });
    }
    missing
}

/// The values that stand in most rows.
fn samples(answers: &[(&str, usize)]) -> Vec<CountedValue> {
    let mut samples = Vec::new();
    for place in most_first(answers) {
        if let Some((value, count)) = answers.get(place).filter(|_| samples.len() < 8) {
            samples.push(counted(value, value, *count));
        }
    }
    samples
}

pub(super) fn counted(value: &str, label: &str, count: usize) -> CountedValue {
    CountedValue {
        value: value.to_owned(),
        label: label.to_owned(),
        count,
    }
}

fn most_first(answers: &[(&str, usize)]) -> Vec<usize> {
    let mut rows = Vec::with_capacity(answers.len());
    for (_, count) in answers {
        rows.push(-(*count as f64));
    }
    ascending(&rows)
}

/// The answers in their order: as somebody says, as a usual scale has them, by the numbers that they
/// begin with, or the most frequent first, and what was not listed last.
fn categories(clues: Clues<'_>, answers: &[(&str, usize)]) -> Vec<CountedValue> {
    let mut listed: Vec<CountedValue> = Vec::new();
    let mut known = Distinct::default();
    let stated = clues.correction.and_then(|said| said.categories.as_ref());
    for entry in stated.into_iter().flatten() {
        let found = answers.iter().find(|(value, _)| *value == entry.value);
        if known.number(entry.value.as_bytes()) as usize == listed.len() {
            let rows = found.map_or(0, |(_, rows)| *rows);
            listed.push(counted(&entry.value, &entry.label, rows));
        }
    }
    for place in places(answers) {
        let Some((value, rows)) = answers.get(place) else {
            continue;
        };
        if known.number(value.as_bytes()) as usize == listed.len() {
            listed.push(counted(value, unnumbered(value), *rows));
        }
    }
    listed
}

fn places(answers: &[(&str, usize)]) -> Vec<usize> {
    let values = values_of(answers);
    if let Some(scale) = scale_of(&values) {
        return scale.places;
    }
    let mut numbers = Vec::new();
    for value in &values {
        let leading = numbered(value).map(|(number, _)| number);
        let own = || value_of(&number_of(value).unwrap_or_else(|| (*value).to_owned()));
        numbers.extend(leading.or_else(own));
    }
    if numbers.len() == values.len() {
        return ascending(&numbers);
    }
    let rank = |place: usize| {
        let value = plain(values.get(place).copied().unwrap_or_default());
        match is_listed("yes|はい|ある|あり", &value) {
            true => 0,
            false => 1 + u8::from(is_other(&value)),
        }
    };
    let most = most_first(answers);
    let mut places = Vec::with_capacity(most.len());
    for wanted in 0..3 {
        for place in &most {
            if rank(*place) == wanted {
                places.push(*place);
            }
        }
    }
    places
}

fn values_of<'a>(answers: &[(&'a str, usize)]) -> Vec<&'a str> {
    let mut values = Vec::with_capacity(answers.len());
    for (value, _) in answers {
        values.push(*value);
    }
    values
}

/// A scale, and the one answer beside it.
struct Scale {
    /// The places of the answers in their order.
    places: Vec<usize>,
    by: OrderedBy,
    apart: Option<usize>,
}

/// The order of a scale, in which the one answer beside it that says that it does not apply comes
/// last, and that one.
fn scale_of(values: &[&str]) -> Option<Scale> {
    if values.iter().any(|value| value.len() > LONGEST_ANSWER) {
        return None;
    }
    let (mut scale, mut own) = (Vec::new(), Vec::new());
    let mut apart = None;
    for (place, value) in values.iter().enumerate() {
        if apart.is_none() && values.len() > 3 && is_beside(value) {
            apart = Some(place);
        } else {
            scale.push(*value);
            own.push(place);
        }
    }
    let order = order_of(&scale)?;
    let mut places = Vec::with_capacity(values.len());
    for place in order.places {
        places.extend(own.get(place).copied());
    }
    places.extend(apart);
    Some(Scale {
        places,
        by: order.by,
        apart,
    })
}

/// What the column looks like.
fn verdict<'a>(clues: Clues<'a>, met: &mut [Met<'a>]) -> Verdict<'a> {
    let answers = answers_of(met);
    let counts = Counts::of(clues, &answers);
    if counts.rows == 0 {
        return Verdict::aside(Confidence::Sure, Say::Empty);
    }
    let known = by_content(&answers, &counts)
        .or_else(|| by_header(clues, &answers, &counts))
        .or_else(|| by_days(&counts))
        .or_else(|| by_numbers(clues, met, &counts));
    if let Some(verdict) = known {
        return verdict;
    }
    joined(&answers, &counts).unwrap_or_else(|| by_words(clues, met, &counts))
}

/// How many rows have what.
struct Counts {
    /// Rows with an answer.
    rows: usize,
    /// Different answers, as far as they are kept.
    distinct: usize,
    /// The most rows with one answer, among those.
    most: usize,
    /// Rows whose answers are not kept.
    beyond: usize,
    /// Whether each row has an answer.
    is_complete: bool,
    /// Bytes of an answer, on average; a letter of Japanese counts as two letters of English here.
    length: usize,
    tally: Tally,
}

impl Counts {
    fn of(clues: Clues<'_>, answers: &[(&str, usize)]) -> Self {
        let mut tally = clues.profile.beyond;
        let (mut most, mut bytes) = (0, 0);
        for (value, rows) in answers {
            tally.add(value, *rows);
            bytes += value.len();
            most = most.max(*rows);
        }
        Self {
            rows: tally.rows,
            distinct: answers.len(),
            most,
            beyond: clues.profile.beyond.rows,
            is_complete: clues.profile.blank == 0
                && clues.profile.values().count() == answers.len(),
            length: bytes / answers.len().max(1),
            tally,
        }
    }

    /// Whether no two rows have the same answer, and none has none.
    fn is_unique(&self) -> bool {
        self.is_complete && self.most == 1
    }

    /// Whether nearly all are of a kind of which there are so many, and the others few.
    fn are_mostly(&self, of_kind: usize) -> bool {
        of_kind * 10 >= self.rows * 9 && self.rows - of_kind <= 5
    }
}

/// Tells whether a value is of some kind.
type Test = fn(&str) -> bool;

/// Addresses and telephone numbers tell who somebody is, whatever the header says.
fn by_content(answers: &[(&str, usize)], counts: &Counts) -> Option<Verdict<'static>> {
    let kinds: [(Test, Say); 4] = [
        (is_email, Say::Emails),
        (is_ip, Say::Addresses),
        (is_phone, Say::Phones),
        (is_link, Say::Links),
    ];
    for (is, reason) in kinds {
        let mut found = 0;
        for (value, rows) in answers {
            found += if is(value) { *rows } else { 0 };
        }
        if found * 5 >= counts.rows {
            return Some(Verdict::aside(Confidence::Sure, reason));
        }
    }
    None
}

fn is_email(value: &str) -> bool {
    let host = find(value, "@").and_then(|at| value.get(at..));
    host.is_some_and(|host| holds(host, ".")) && !holds(value, " ")
}

fn is_ip(value: &str) -> bool {
    let is_made = value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_made && parts(value, ".").len() == 4
}

fn is_phone(value: &str) -> bool {
    let mut digits = 0;
    for byte in value.bytes() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'-' | b'+' | b'(' | b')' | b' ' => {}
            _ => return false,
        }
    }
    after_any(value, "0|+|(").is_some() && (10..=15).contains(&digits)
}

fn is_link(value: &str) -> bool {
    after_any(value, "http://|https://").is_some()
}

/// What the header says, where the values bear it out.
fn by_header(
    clues: Clues<'_>,
    answers: &[(&str, usize)],
    counts: &Counts,
) -> Option<Verdict<'static>> {
    let word = clues.title.cells.iter().find_map(|cell| header_word(cell));
    let is_repeated =
        counts.beyond == 0 && counts.distinct <= 10 && counts.rows >= counts.distinct * 5;
    Some(match word {
        Some(HeaderWord::Personal) if !is_repeated => {
            Verdict::aside(Confidence::Sure, Say::Personal)
        }
        Some(HeaderWord::Technical) => Verdict::aside(Confidence::Sure, Say::Technical),
        Some(HeaderWord::ReplicateWeight) => Verdict::aside(Confidence::Likely, Say::Replicate),
        Some(HeaderWord::Id) if counts.is_unique() => {
            Verdict::new(ColumnRole::Id, AnswerKind::Text, Confidence::Sure, Say::Id)
        }
        Some(HeaderWord::Weight) if counts.tally.numbers == counts.rows => weight(answers, counts),
        Some(HeaderWord::Stratum) => in_design(ColumnRole::Stratum, counts),
        Some(HeaderWord::Cluster) => in_design(ColumnRole::Cluster, counts),
        _ if clues.place == 0 && is_serial(answers, counts) => {
            let kind = AnswerKind::Text;
            Verdict::new(ColumnRole::Id, kind, Confidence::Likely, Say::Serial)
        }
        _ => return None,
    })
}

/// Whether a first column numbers the rows.
fn is_serial(answers: &[(&str, usize)], counts: &Counts) -> bool {
    let mut before = None;
    let (mut is_serial, mut is_long) = (true, true);
    for (value, _) in answers {
        let number = value_of(value);
        is_serial &= before.is_none() || number == before.map(|before| before + 1.0);
        is_long &= value.len() >= 7;
        before = number;
    }
    let is_number = counts.tally.plain_numbers == counts.rows;
    counts.is_unique() && counts.rows > 4 && is_number && (is_serial || is_long)
}

fn weight(answers: &[(&str, usize)], counts: &Counts) -> Verdict<'static> {
    let (mut least, mut greatest, mut is_heavy) = (f64::MAX, 0.0, true);
    for (value, _) in answers {
        let number = number_of(value)
            .and_then(|number| value_of(&number))
            .unwrap_or(0.0);
        least = number.min(least);
        greatest = number.max(greatest);
        is_heavy &= number.fract() == 0.0 && (30.0..=300.0).contains(&number);
    }
    let is_sound = counts.is_complete && least >= 0.0 && greatest > 0.0;
    let kind = AnswerKind::Number;
    match (is_sound, is_heavy) {
        (true, false) => Verdict::new(ColumnRole::Weight, kind, Confidence::Likely, Say::Weights),
        (true, true) => Verdict::question(kind, Say::Heavy).asking(Say::AskHeavy),
        (false, _) => Verdict::question(kind, Say::Unweighted).asking(Say::AskUnweighted),
    }
}

fn in_design(role: ColumnRole, counts: &Counts) -> Verdict<'static> {
    match counts.is_complete {
        true => Verdict::new(role, AnswerKind::Text, Confidence::Likely, Say::Design),
        false => Verdict::aside(Confidence::Asked, Say::Undesigned).asking(Say::AskUndesigned),
    }
}

fn by_days(counts: &Counts) -> Option<Verdict<'static>> {
    let [ymd, mdy, dmy] = counts.tally.days;
    let most = ymd.max(mdy).max(dmy);
    if !counts.are_mostly(most) {
        return None;
    }
    if ymd < most && mdy == dmy {
        let verdict = Verdict::aside(Confidence::Asked, Say::DaysOpen);
        return Some(verdict.asking(Say::AskDays));
    }
    let mut verdict = Verdict::question(
        AnswerKind::Date,
        match counts.tally.plain_days >= most {
            true => Say::Days,
            false => Say::DaysChanged,
        },
    );
    verdict.date_order = Some(match most {
        _ if most == ymd => DateOrder::Ymd,
        _ if most == mdy => DateOrder::Mdy,
        _ => DateOrder::Dmy,
    });
    Some(verdict)
}

fn by_numbers(clues: Clues<'_>, met: &mut [Met<'_>], counts: &Counts) -> Option<Verdict<'static>> {
    if !counts.are_mostly(counts.tally.numbers) {
        return None;
    }
    let others = counts.rows - counts.tally.numbers;
    let (mut codes, mut is_beside, mut is_year) = (0, true, true);
    for (value, _) in answers_of(met) {
        let number = number_of(value).and_then(|number| value_of(&number));
        let number = number.unwrap_or(0.5);
        let is_code = is_code(number);
        codes += usize::from(is_code);
        is_beside &= is_code || is_missing_code(number);
        is_year &= number.fract() == 0.0 && (1900.0..=2100.0).contains(&number);
    }
    let is_whole = others == 0 && counts.beyond == 0;
    let is_quantity = is_quantity(&clues.title.label);
    if is_whole && is_beside && codes > 0 && !is_quantity {
        return Some(coded(clues, met, codes));
    }
    if is_whole && is_year && counts.distinct <= 12 && counts.rows >= counts.distinct * 3 {
        return Some(Verdict::question(AnswerKind::Ordered, Say::Years));
    }
    let reason = if is_quantity {
        Say::Quantity
    } else {
        Say::Numbers
    };
    let verdict = Verdict::question(AnswerKind::Number, reason);
    Some(match others {
        0 => verdict,
        _ => verdict.asking(Say::AskNumbers).counting(others),
    })
}

fn is_code(number: f64) -> bool {
    number.fract() == 0.0 && (0.0..=11.0).contains(&number)
}

/// Codes of one digit, whose meaning the file does not tell.
fn coded(clues: Clues<'_>, met: &mut [Met<'_>], codes: usize) -> Verdict<'static> {
    if is_ranking(&clues.title.label) {
        return Verdict::question(AnswerKind::Ordered, Say::Ranks);
    }
    let mut beside = 0;
    for (value, rows, missing) in met {
        let is_code = value_of(value).is_none_or(is_code);
        if codes > 1 && missing.is_none() && !is_code && clues.stated().is_none() {
            *missing = Some(MissingKind::NoAnswer);
            beside += *rows;
        }
    }
    let kind = match codes {
        0..=2 => AnswerKind::Single,
        _ => AnswerKind::Ordered,
    };
    let ask = if beside > 0 {
        Say::AskCodesBeside
    } else {
        Say::AskCodes
    };
    Verdict::question(kind, Say::Codes)
        .asking(ask)
        .counting(beside)
}

/// Chosen options in one cell.
fn joined(answers: &[(&str, usize)], counts: &Counts) -> Option<Verdict<'static>> {
    for separator in [";", "\n", ", ", "、", "|", ","] {
        if is_joined(answers, counts, separator) {
            let kind = AnswerKind::Text;
            let mut verdict =
                Verdict::new(ColumnRole::Joined, kind, Confidence::Likely, Say::Joined);
            verdict.separator = Some(separator);
            verdict.part = separator;
            return Some(verdict);
        }
    }
    None
}

/// An option among all that cells hold.
#[derive(Clone, Default)]
struct Part {
    /// Whether it stands alone in a cell.
    is_alone: bool,
    /// How many different cells have it with others.
    together: usize,
}

/// Options recur in several company, and alone; parts of a phrase do not.
fn is_joined(answers: &[(&str, usize)], counts: &Counts, separator: &str) -> bool {
    let mut names = Distinct::default();
    let mut found: Vec<Part> = Vec::new();
    let (mut joined, mut total, mut longest) = (0, 0, 0);
    for (value, rows) in answers {
        let pieces = parts(value, separator);
        longest = longest.max(pieces.len());
        joined += if pieces.len() > 1 { *rows } else { 0 };
        for piece in &pieces {
            // 1,200 is no list of 1 and 200.
            if separator == "," && piece.len() == 3 && value_of(piece).is_some() {
                return false;
            }
            let place = names.number(piece.as_bytes()) as usize;
            if place == found.len() {
                found.push(Part::default());
            }
            total += rows;
            if let Some(part) = found.get_mut(place) {
                part.is_alone |= pieces.len() == 1;
                part.together += usize::from(pieces.len() > 1);
            }
        }
    }
    let (mut shared, mut both) = (0, 0);
    for part in &found {
        shared += usize::from(part.together > 1);
        both += usize::from(part.is_alone && part.together > 0);
    }
    let recur = total >= found.len() * 2 && found.len() <= 100;
    recur && joined * 10 >= counts.rows && shared > 1 && (both > 0 || longest > 2)
}

/// Words: choices where they recur, free text where they do not.
fn by_words<'a>(clues: Clues<'a>, met: &mut [Met<'a>], counts: &Counts) -> Verdict<'a> {
    let answers = answers_of(met);
    let values = values_of(&answers);
    let is_few = counts.beyond == 0 && counts.distinct <= MOST_CATEGORIES;
    if let Some(scale) = scale_of(&values).filter(|_| is_few) {
        let apart = scale.apart.and_then(|place| values.get(place).copied());
        return in_order(clues, met, scale.by, apart);
    }
    let recurs = counts.rows >= counts.distinct * 3
        || counts.distinct <= 12 && counts.rows >= counts.distinct * 2
        || counts.distinct == 1;
    if is_few && recurs && counts.length <= 240 {
        return Verdict::question(AnswerKind::Single, Say::Recur);
    }
    if is_few && counts.length <= 45 && counts.distinct <= 12 {
        let verdict = Verdict::question(AnswerKind::Single, Say::FewRows);
        return verdict.asking(Say::AskText);
    }
    let is_text =
        !is_few || counts.length > 60 || counts.distinct > 30 && counts.rows < counts.distinct * 2;
    let verdict = Verdict::aside(Confidence::Likely, Say::FreeText);
    match is_text {
        true => verdict,
        false => verdict.asking(Say::AskText),
    }
}

fn in_order<'a>(
    clues: Clues<'a>,
    met: &mut [Met<'a>],
    by: OrderedBy,
    apart: Option<&'a str>,
) -> Verdict<'a> {
    let reason = match by {
        OrderedBy::Degree => Say::Degrees,
        OrderedBy::Band => Say::Bands,
        OrderedBy::Rate => Say::Rates,
        OrderedBy::Listed => Say::Levels,
    };
    let verdict = Verdict::question(AnswerKind::Ordered, reason);
    let Some(apart) = apart.filter(|_| clues.stated().is_none()) else {
        return verdict;
    };
    for (value, _, missing) in met {
        if *value == apart {
            *missing = Some(MissingKind::NoAnswer);
        }
    }
    verdict.asking(Say::AskBeside).about(apart)
}
