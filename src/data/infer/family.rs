//! Columns that are the options of one multiple choice.

use super::corrections::Corrections;
use super::guess::{
    AnswerKind, BlankMeaning, ColumnRole, Confidence, GuessedColumn, GuessedMultiple,
};
use super::header::Title;
use super::judge::counted;
use super::lexicon::{is_other, plain, ticks};
use super::said::Said;
use crate::data::descriptor::MissingKind;
use std::ops::Range;

/// Runs of neighbours that their headers make parts of one question: the places of each, in the
/// order of the file; a column of its own is a run of one.
pub(super) fn runs(titles: &[Title]) -> Vec<Range<usize>> {
    let key = |place: usize| {
        let title = titles.get(place)?;
        let key = if title.stem.is_empty() {
            &title.label
        } else {
            &title.stem
        };
        (!key.is_empty()).then_some(key)
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    for place in 0..titles.len() {
        let goes_on = place > 0 && key(place).is_some() && key(place) == key(place - 1);
        match runs.last_mut().filter(|_| goes_on) {
            Some(run) => run.end += 1,
            None => runs.push(place..place + 1),
        }
    }
    runs
}

/// How the options of a family are ticked.
struct Ticked {
    /// What stands where an option was chosen; `None` where it is the option's own text.
    selected: Option<String>,
    /// Whether what was not chosen is told too.
    tells_both: bool,
    confidence: Confidence,
    reason: Said,
}

/// Finds the multiple choices among the runs, and makes their columns options.
pub(super) fn find_spread(
    columns: &mut [GuessedColumn],
    titles: &[Title],
    runs: &[Range<usize>],
    corrections: &Corrections,
) -> Vec<GuessedMultiple> {
    let mut found = Vec::new();
    for run in runs.iter().filter(|run| run.len() > 1) {
        let may_be = |place: &usize| {
            let is_open = corrections
                .column(*place)
                .is_none_or(|said| said.role.is_none());
            is_open && columns.get(*place).is_some_and(may_be_option)
        };
        let all: Vec<usize> = run.clone().filter(may_be).collect();
        let is_other = |place: &usize| {
            titles
                .get(*place)
                .is_some_and(|title| is_other(&title.part))
        };
        let listed: Vec<usize> = all
            .iter()
            .copied()
            .filter(|place| !is_other(place))
            .collect();
        // What was written under "other" is no option of those listed.
        let found_in = [all, listed].into_iter().find_map(|members| {
            let is_enough = members.len() > 1 && members.len() * 2 >= run.len();
            let ticked = ticked(columns, titles, &members).filter(|_| is_enough)?;
            Some((members, ticked))
        });
        let Some((members, ticked)) = found_in else {
            continue;
        };
        for place in &members {
            if let (Some(column), Some(title)) = (columns.get_mut(*place), titles.get(*place)) {
                *column = option_of(column, title, &ticked);
            }
        }
        let question = titles.get(run.start).map(|title| title.question.clone());
        found.push(multiple(&members, ticked, question.unwrap_or_default()));
    }
    found
}

fn may_be_option(column: &GuessedColumn) -> bool {
    let is_choice = matches!(column.kind, AnswerKind::Single | AnswerKind::Ordered);
    let is_question =
        column.role == ColumnRole::Question && is_choice && column.categories.len() <= 2;
    is_question || column.role == ColumnRole::SetAside && column.answered == 0
}

fn ticked(columns: &[GuessedColumn], titles: &[Title], members: &[usize]) -> Option<Ticked> {
    let mut values: Vec<&str> = Vec::new();
    let (mut most, mut filled, mut told) = (0, 0, 0);
    for place in members {
        let column = columns.get(*place)?;
        most = most.max(column.categories.len());
        filled += usize::from(!column.categories.is_empty());
        for category in &column.categories {
            let own = titles.get(*place).map(|title| plain(&title.part));
            told += usize::from(own.as_deref() == Some(&plain(&category.value)));
            if !values.contains(&category.value.as_str()) {
                values.push(&category.value);
            }
        }
    }
    let each_its_own = most == 1 && filled > 1 && values.len() == filled;
    let answered: usize = members
        .iter()
        .filter_map(|place| columns.get(*place))
        .map(|column| column.answered)
        .sum();
    let is_many = answered >= filled * 3;
    if each_its_own && (told * 2 > filled || is_many) {
        return Some(by_text(told == filled));
    }
    if values.len() > 2 {
        return None;
    }
    let known = ticks(&values).or_else(|| {
        let only = values.first().filter(|_| values.len() == 1 && filled > 1);
        only.map(|only| (*only, None))
    })?;
    Some(by_mark(known))
}

fn by_text(is_told: bool) -> Ticked {
    Ticked {
        selected: None,
        tells_both: false,
        confidence: if is_told {
            Confidence::Sure
        } else {
            Confidence::Likely
        },
        reason: Said::new(
            "並んだ列のそれぞれに、その選択肢の文か空欄だけがあります。",
            "Each of these neighbouring columns holds the text of its own option, or nothing.",
            &[],
        ),
    }
}

fn by_mark((yes, no): (&str, Option<&str>)) -> Ticked {
    let confidence = match no {
        Some(_) if plain(yes) != "1" => Confidence::Asked,
        _ => Confidence::Likely,
    };
    Ticked {
        selected: Some(yes.to_owned()),
        tells_both: no.is_some(),
        confidence,
        reason: Said::new(
            "同じ設問の並んだ列に、選んだ印「{0}」と{1}だけがあります。",
            "These neighbouring columns of one question hold \"{0}\" where chosen, and {2}.",
            &[
                &yes,
                &no.map_or_else(|| "空欄".to_owned(), |no| format!("「{no}」")),
                &no.map_or_else(|| "nothing else".to_owned(), |no| format!("\"{no}\"")),
            ],
        ),
    }
}

/// The column as one option: where each row tells what was not chosen too, a blank cell means that
/// the row was not asked.
fn option_of(column: &GuessedColumn, title: &Title, ticked: &Ticked) -> GuessedColumn {
    let mut option = GuessedColumn {
        role: ColumnRole::Option,
        kind: AnswerKind::Single,
        confidence: ticked.confidence,
        reason: ticked.reason.clone(),
        ask: None,
        ..column.clone()
    };
    let own = column
        .categories
        .first()
        .filter(|_| ticked.selected.is_none());
    if let Some(label) = own
        .map(|own| &own.label)
        .or(Some(&title.part))
        .filter(|label| !label.is_empty())
    {
        option.label.clone_from(label);
    }
    for missing in option.missing.iter_mut().filter(|_| ticked.tells_both) {
        if missing.value.is_empty() {
            missing.kind = MissingKind::NotAsked;
        }
    }
    option
}

fn multiple(members: &[usize], ticked: Ticked, label: String) -> GuessedMultiple {
    let ask = Said::new(
        "これは複数回答の選択肢ですか、それぞれ「はい・いいえ」の設問ですか。",
        "Are these the options of one multiple choice, or questions of their own?",
        &[],
    );
    GuessedMultiple {
        label,
        columns: members.iter().map(|place| place + 1).collect(),
        selected: ticked.selected,
        blank: if ticked.tells_both {
            BlankMeaning::None
        } else {
            BlankMeaning::NoAnswer
        },
        ask: (ticked.confidence == Confidence::Asked).then_some(ask),
        confidence: ticked.confidence,
        reason: ticked.reason,
        ..GuessedMultiple::default()
    }
}

/// A multiple choice whose chosen options stand in one cell.
pub(super) fn joined(column: &GuessedColumn, separator: &str) -> GuessedMultiple {
    GuessedMultiple {
        label: column.label.clone(),
        columns: vec![column.place],
        separator: Some(separator.to_owned()),
        confidence: column.confidence,
        reason: column.reason.clone(),
        ..GuessedMultiple::default()
    }
}

/// Puts the columns that somebody calls options into the multiple choice that they name, and a
/// new one where there is none of that name.
pub(super) fn adopt(
    multiples: &mut Vec<GuessedMultiple>,
    columns: &mut [GuessedColumn],
    corrections: &Corrections,
) {
    for (place, column) in columns.iter_mut().enumerate() {
        let said = corrections.column(place);
        let wanted = said.and_then(|said| said.multiple.as_ref());
        let Some(name) = wanted.filter(|_| column.role == ColumnRole::Option) else {
            continue;
        };
        for multiple in multiples.iter_mut() {
            multiple.columns.retain(|other| *other != column.place);
        }
        let own = multiples
            .iter()
            .position(|multiple| multiple.name == *name && multiple.separator.is_none());
        match own.and_then(|own| multiples.get_mut(own)) {
            Some(multiple) => {
                let at = multiple
                    .columns
                    .partition_point(|other| *other < column.place);
                multiple.columns.insert(at, column.place);
            }
            None => multiples.push(stated(name, column)),
        }
    }
    multiples.retain(|multiple| !multiple.columns.is_empty());
}

fn stated(name: &str, column: &GuessedColumn) -> GuessedMultiple {
    GuessedMultiple {
        name: name.to_owned(),
        label: name.to_owned(),
        columns: vec![column.place],
        reason: Said::new("指定に従いました。", "As you said.", &[]),
        ..GuessedMultiple::default()
    }
}

/// What stands where an option was chosen, of options that somebody brought together.
pub(super) fn selected_of(options: &[&GuessedColumn]) -> Option<String> {
    let mut values: Vec<&str> = Vec::new();
    let mut most = 0;
    for option in options {
        most = most.max(option.categories.len());
        for category in &option.categories {
            if !values.contains(&category.value.as_str()) {
                values.push(&category.value);
            }
        }
    }
    let known = ticks(&values).map(|(yes, _)| yes);
    let first = values.first().filter(|_| most > 1).copied();
    known.or(first).map(str::to_owned)
}

/// The options of a multiple choice over several columns, with the rows that chose them.
pub(super) fn options_of(multiple: &mut GuessedMultiple, columns: &[GuessedColumn]) {
    let options = multiple
        .columns
        .iter()
        .filter_map(|place| columns.get(place - 1));
    let chosen = |column: &GuessedColumn| {
        let is_chosen = |value: &str| {
            multiple
                .selected
                .as_ref()
                .is_none_or(|selected| value == selected)
        };
        let found = column
            .categories
            .iter()
            .find(|category| is_chosen(&category.value));
        found.map_or(0, |category| category.count)
    };
    multiple.options = options
        .map(|column| counted(&column.name, &column.label, chosen(column)))
        .collect();
}
