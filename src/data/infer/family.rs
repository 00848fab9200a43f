//! Columns that are the options of one multiple choice.

use super::corrections::Corrections;
use super::guess::{
    AnswerKind, BlankMeaning, ColumnRole, Confidence, GuessedColumn, GuessedMultiple,
};
use super::header::Title;
use super::judge::counted;
use super::lexicon::{is_other, plain, ticks};
use super::said::{Said, Told};
use super::sentences::Say;
use crate::data::descriptor::MissingKind;
use std::ops::Range;

/// Runs of neighbours that their headers make parts of one question: the places of each, in the
/// order of the file; a column of its own is a run of one.
pub(super) fn runs(titles: &[Title]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut before = "";
    for (place, title) in titles.iter().enumerate() {
        let key = match title.stem.as_str() {
            "" => &title.label,
            stem => stem,
        };
        match runs.last_mut() {
            Some(run) if !key.is_empty() && key == before => run.end += 1,
            _ => runs.push(place..place + 1),
        }
        before = key;
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
    reason: Say,
}

/// Finds the multiple choices among the runs, and makes their columns options.
pub(super) fn find_spread(
    columns: &mut [GuessedColumn],
    titles: &[Title],
    runs: &[Range<usize>],
    corrections: &Corrections,
) -> Vec<GuessedMultiple> {
    let mut found = Vec::new();
    for run in runs {
        // What was written under "other" is no option of those listed.
        for takes_other in [true, false] {
            let mut members = Vec::new();
            for place in run.clone() {
                let (column, title) = (columns.get(place), titles.get(place));
                let is_corrected = corrections
                    .column(place)
                    .is_some_and(|said| said.role.is_some());
                let is_left = !takes_other && title.is_some_and(|title| is_other(&title.part));
                if !is_corrected && !is_left && column.is_some_and(may_be_option) {
                    members.push(place);
                }
            }
            if members.len() < 2 || members.len() * 2 < run.len() {
                continue;
            }
            if let Some(ticked) = ticked(columns, titles, &members) {
                found.push(multiple(columns, titles, &members, ticked));
                break;
            }
        }
    }
    found
}

fn may_be_option(column: &GuessedColumn) -> bool {
    let is_choice = matches!(column.kind, AnswerKind::Single | AnswerKind::Ordered);
    let is_question = column.role == ColumnRole::Question;
    is_question && is_choice && column.categories.len() <= 2
        || column.role == ColumnRole::SetAside && column.answered == 0
}

/// The different values of several columns, as far as there are three.
fn values_of<'c>(columns: &'c [GuessedColumn], places: &[usize]) -> Vec<&'c str> {
    let mut values: Vec<&str> = Vec::new();
    for place in places {
        for category in columns
            .get(*place)
            .iter()
            .flat_map(|column| &column.categories)
        {
            if !values.contains(&category.value.as_str()) {
                values.push(&category.value);
            }
        }
    }
    values
}

fn ticked(columns: &[GuessedColumn], titles: &[Title], members: &[usize]) -> Option<Ticked> {
    let (mut most, mut filled, mut told, mut answered) = (0, 0, 0, 0);
    for place in members {
        let (column, title) = (columns.get(*place)?, titles.get(*place)?);
        most = most.max(column.categories.len());
        answered += column.answered;
        if let Some(first) = column.categories.first() {
            filled += 1;
            told += usize::from(plain(&first.value) == plain(&title.part));
        }
    }
    let values = values_of(columns, members);
    let each_its_own = most == 1 && filled > 1 && values.len() == filled;
    if each_its_own && (told * 2 > filled || answered >= filled * 3) {
        return Some(Ticked {
            selected: None,
            tells_both: false,
            confidence: match told == filled {
                true => Confidence::Sure,
                false => Confidence::Likely,
            },
            reason: Say::OwnText,
        });
    }
    let (yes, no) = match values.as_slice() {
        [only] if filled > 1 => (*only, None),
        values => ticks(values)?,
    };
    Some(Ticked {
        selected: Some(yes.to_owned()),
        tells_both: no.is_some(),
        confidence: match no {
            Some(_) if yes != "1" => Confidence::Asked,
            _ => Confidence::Likely,
        },
        reason: match no {
            Some(_) => Say::BothMarks,
            None => Say::Marks,
        },
    })
}

/// Makes the columns options. Where each row tells what was not chosen too, a blank cell means that
/// the row was not asked.
fn multiple(
    columns: &mut [GuessedColumn],
    titles: &[Title],
    members: &[usize],
    ticked: Ticked,
) -> GuessedMultiple {
    let reason = Said::new(
        ticked.reason,
        Told {
            part: ticked.selected.as_deref().unwrap_or(""),
            ..Told::default()
        },
    );
    let mut multiple = GuessedMultiple::default();
    for place in members {
        let (Some(column), Some(title)) = (columns.get_mut(*place), titles.get(*place)) else {
            continue;
        };
        column.role = ColumnRole::Option;
        column.kind = AnswerKind::Single;
        column.confidence = ticked.confidence;
        column.reason = reason.clone();
        column.ask = None;
        let own = column
            .categories
            .first()
            .filter(|_| ticked.selected.is_none());
        let label = own.map_or(&title.part, |own| &own.label);
        if !label.is_empty() {
            column.label = label.clone();
        }
        for missing in &mut column.missing {
            if ticked.tells_both && missing.value.is_empty() {
                missing.kind = MissingKind::NotAsked;
            }
        }
        if multiple.columns.is_empty() {
            multiple.label = title.question.clone();
        }
        multiple.columns.push(place + 1);
    }
    if ticked.tells_both {
        multiple.blank = BlankMeaning::None;
    }
    if ticked.confidence == Confidence::Asked {
        multiple.ask = Some(Said::plain(Say::AskMarks));
    }
    for column in members {
        if let Some(column) = columns.get_mut(*column) {
            column.ask.clone_from(&multiple.ask);
        }
    }
    multiple.selected = ticked.selected;
    multiple.confidence = ticked.confidence;
    multiple.reason = reason;
    multiple
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
    titles: &[Title],
    corrections: &Corrections,
) {
    for (column, title) in columns.iter_mut().zip(titles) {
        let said = corrections.column(column.place - 1);
        let wanted = said.and_then(|said| said.multiple.as_ref());
        let Some(name) = wanted.filter(|_| column.role == ColumnRole::Option) else {
            continue;
        };
        for multiple in multiples.iter_mut() {
            let is_it = |other: &usize| *other == column.place;
            if let Some(at) = multiple.columns.iter().position(is_it) {
                multiple.columns.remove(at);
            }
        }
        if said.is_some_and(|said| said.label.is_none()) && !title.part.is_empty() {
            column.label.clone_from(&title.part);
        }
        if !multiples.iter().any(|multiple| multiple.name == *name) {
            multiples.push(GuessedMultiple {
                name: name.clone(),
                label: name.clone(),
                reason: Said::plain(Say::AsSaid),
                ..GuessedMultiple::default()
            });
        }
        for multiple in multiples.iter_mut() {
            if multiple.name == *name {
                let is_behind = |other: &usize| *other > column.place;
                let found = multiple.columns.iter().position(is_behind);
                let at = found.unwrap_or(multiple.columns.len());
                multiple.columns.insert(at, column.place);
            }
        }
    }
    let is_left = |multiple: &GuessedMultiple| multiple.columns.is_empty();
    while let Some(at) = multiples.iter().position(is_left) {
        multiples.remove(at);
    }
}

/// Says what stands where an option was chosen: what somebody says, or, of options that somebody
/// brought together, what ticks usually are.
pub(super) fn select(
    multiple: &mut GuessedMultiple,
    columns: &[GuessedColumn],
    corrections: &Corrections,
) {
    let said = corrections.multiples.get(&multiple.name);
    if let Some(selected) = said.and_then(|said| said.selected.as_ref()) {
        multiple.selected = Some(selected.clone());
    }
    if multiple.selected.is_some() {
        return;
    }
    let (mut places, mut most) = (Vec::new(), 0);
    for place in &multiple.columns {
        places.push(place - 1);
        let column = columns.get(place - 1);
        most = most.max(column.map_or(0, |column| column.categories.len()));
    }
    let values = values_of(columns, &places);
    let known = ticks(&values).map(|(yes, _)| yes);
    let first = values.first().copied().filter(|_| most > 1);
    multiple.selected = known.or(first).map(str::to_owned);
}

/// Counts the options of a multiple choice over several columns.
pub(super) fn count_options(multiple: &mut GuessedMultiple, columns: &[GuessedColumn]) {
    multiple.options.clear();
    for place in &multiple.columns {
        let Some(column) = columns.get(place - 1) else {
            continue;
        };
        let mut rows = 0;
        for category in &column.categories {
            let is_chosen = multiple
                .selected
                .as_ref()
                .is_none_or(|one| category.value == *one);
            rows += if is_chosen { category.count } else { 0 };
        }
        multiple
            .options
            .push(counted(&column.name, &column.label, rows));
    }
}
