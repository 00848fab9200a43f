//! The same questions in several surveys: one table whose columns are the surveys.

use super::cell::reason;
use super::compare::{Samples, add_comparison, add_letters, is_testable, mark_row};
use super::request::{Compare, Percent, TabulateRequest};
use super::study::Study;
use super::table::{AnswerKind, Base, Cell, Column, ReasonCode, Row, RowGroup, Table};
use super::tabulation::{rows_title, tabulate};
use crate::error::{ErrorKind, Place, Result};
use crate::language::Language;
use crate::stats::{Estimate, EstimateKind, independent_difference};

/// One of several surveys that asked the same.
#[derive(Clone, Copy, Debug)]
pub struct Wave<'a> {
    /// The name by which programs know it, such as `"2023"`.
    pub name: &'a str,
    /// What stands over its column.
    pub label: &'a str,
    /// The survey.
    pub study: &'a Study,
}

/// Computes one table over several surveys: each is a column, whose figures come from its
/// own design, bases and policy.
///
/// Questions and answers are told to be the same by their names. Labels are those of the
/// first survey that has them. Where a survey lacks a question or an answer, its cell is
/// empty with the reason `notInSurvey`. The bases of the table and of its groups count the
/// respondents of all surveys together.
///
/// Where `compare` is `Columns`, every two surveys are compared as independent samples
/// (see [`independent_difference`]), with p-values adjusted over the pairs of a row. That
/// they are independent is assumed: a panel, which asks the same people again, is not.
///
/// # Errors
/// As [`tabulate`], with the survey's name in the path. `unknown_question` where no survey
/// has a question, or one has none of them; `wrong_kind` where a question is not of one
/// kind; `invalid_request` for breakdowns, a trail, shares that do not add up by column,
/// and comparisons with the rest or of quantiles.
pub fn tabulate_waves(waves: &[Wave<'_>], request: &TabulateRequest) -> Result<Table> {
    let Some((first, others)) = waves.split_first().filter(|_| is_possible(request)) else {
        let detail = (
            "複数の調査の表では、columns・trail・横%は使えず、compare は割合・平均・合計の columns に限ります",
            "a table of several surveys takes rows by column, and compares columns of shares, means or totals",
        );
        return Err(ErrorKind::InvalidRequest { detail }.into());
    };
    let language = request.language.unwrap_or_else(|| first.study.language());
    let mut tables = vec![table_of(first, request, language)?];
    for wave in others {
        tables.push(table_of(wave, request, language)?);
    }
    let mut groups = Vec::new();
    for name in &request.rows {
        match group_of(name, &tables, language)? {
            Some(group) => groups.push(group),
            None => {
                first.study.responses.question(name)?;
            }
        }
    }
    let mut joined = tables.remove(0);
    for own in tables {
        add_words(&mut joined, own);
    }
    add_letters(request, &mut joined.columns);
    for row in groups.iter_mut().flat_map(|group| &mut group.rows) {
        compare(request, &joined.columns, row);
    }
    add_comparison(&mut joined.method, request, Samples::Several, language);
    joined.title = rows_title(&groups, language);
    joined.groups = groups;
    Ok(joined)
}

fn is_possible(request: &TabulateRequest) -> bool {
    let comparable = match request.compare {
        Compare::None => true,
        Compare::Columns => is_testable(request),
        Compare::Total => false,
    };
    let only_rows = request.columns.is_empty() && request.trail.is_empty();
    only_rows && comparable && request.percent == Percent::Column
}

/// The table of one survey, of those questions that it has. What it says of its method and
/// its sample is said of that survey.
fn table_of(wave: &Wave<'_>, request: &TabulateRequest, language: Language) -> Result<Table> {
    let mut own = TabulateRequest {
        rows: Vec::new(),
        compare: Compare::None,
        language: Some(language),
        ..request.clone()
    };
    for name in &request.rows {
        if wave.study.responses.question(name).is_ok() {
            own.rows.push(name.clone());
        }
    }
    if own.rows.is_empty() {
        own.rows.extend_from_slice(&request.rows);
    }
    let mut table = match tabulate(wave.study, &own) {
        Ok(table) => table,
        Err(error) => return Err(error.at(Place::path(format!("waves.{}", wave.name)))),
    };
    let of_wave = |text: &str| format!("{}{}{text}", wave.label, language.pick("：", ": "));
    table.method = of_wave(&table.method);
    for warning in &mut table.warnings {
        warning.message = of_wave(&warning.message);
    }
    for column in &mut table.columns {
        column.question = Some("wave".to_owned());
        column.question_label = language.pick("調査", "Survey").to_owned();
        column.value = Some(wave.name.to_owned());
        column.label = wave.label.to_owned();
        column.base = table.base.clone();
    }
    Ok(table)
}

/// Adds what the table of one more survey says beside its rows.
fn add_words(joined: &mut Table, own: Table) {
    add_people(&mut joined.base, &own.base);
    joined.columns.extend(own.columns);
    joined.warnings.extend(own.warnings);
    let link = joined.language.pick("／", "; ");
    let synthetic = joined.source.synthetic.get_or_insert_default();
    for (known, text) in [
        (&mut joined.method, own.method),
        (&mut joined.source.title, own.source.title),
        (&mut joined.source.publisher, own.source.publisher),
        (&mut joined.source.fieldwork, own.source.fieldwork),
        (synthetic, own.source.synthetic.unwrap_or_default()),
    ] {
        if known.is_empty() {
            *known = text;
        } else if !known.ends_with(&text) {
            known.push_str(link);
            known.push_str(&text);
        }
    }
    if joined.source.synthetic.as_deref() == Some("") {
        joined.source.synthetic = None;
    }
}

/// The rows of a question in all surveys; `None` where none has it.
fn group_of(name: &str, tables: &[Table], language: Language) -> Result<Option<RowGroup>> {
    let mut joined: Option<RowGroup> = None;
    for table in tables {
        let Some(own) = own_group(table, name) else {
            continue;
        };
        match &mut joined {
            None => joined = Some(own.clone()),
            Some(joined) => join(joined, own)?,
        }
    }
    for row in joined.iter_mut().flat_map(|group| &mut group.rows) {
        let mut cells = Vec::new();
        for table in tables {
            cells.push(cell_of(own_group(table, name), row, language));
        }
        row.cells = cells;
    }
    Ok(joined)
}

fn own_group<'a>(table: &'a Table, name: &str) -> Option<&'a RowGroup> {
    table.groups.iter().find(|group| group.question == name)
}

/// Adds the people of another survey and the rows that were not known, each after those of
/// its kind.
fn join(joined: &mut RowGroup, own: &RowGroup) -> Result<()> {
    let kind = |kind: AnswerKind| match kind {
        AnswerKind::Ordered => AnswerKind::Single,
        kind => kind,
    };
    if kind(joined.kind) != kind(own.kind) {
        return Err(ErrorKind::WrongKind {
            question: own.question.clone(),
            needed: (
                "どの調査でも同じ種類の設問",
                "of one kind in all the surveys",
            ),
        }
        .into());
    }
    add_people(&mut joined.base, &own.base);
    for row in &own.rows {
        if !joined.rows.iter().any(|known| is_same(known, row)) {
            let last = joined.rows.iter().rposition(|known| known.kind == row.kind);
            let place = last.map_or(joined.rows.len(), |last| last + 1);
            joined.rows.insert(place, row.clone());
        }
    }
    Ok(())
}

fn is_same(known: &Row, row: &Row) -> bool {
    known.kind == row.kind && known.value == row.value
}

fn add_people(base: &mut Base, own: &Base) {
    base.n += own.n;
    base.weighted += own.weighted;
    base.effective_n = None;
}

/// The figure of one survey; where it lacks the answer, its base with the reason.
fn cell_of(own: Option<&RowGroup>, row: &Row, language: Language) -> Cell {
    let mut cell = Cell {
        flag: Some(reason(ReasonCode::NotInSurvey, language)),
        ..Cell::default()
    };
    for known in own.iter().flat_map(|group| &group.rows) {
        if let Some(found) = known.cells.first() {
            if is_same(known, row) {
                return found.clone();
            }
            (cell.base_n, cell.base_weighted) = (found.base_n, found.base_weighted);
        }
    }
    cell
}

/// Marks what differs significantly among the surveys.
fn compare(request: &TabulateRequest, columns: &[Column], row: &mut Row) {
    let mut estimates = Vec::new();
    for cell in &row.cells {
        estimates.push(cell.estimate.map(|value| Estimate {
            kind: EstimateKind::Number,
            value,
            se: cell.se,
            df: cell.df,
            n: cell.base_n,
            weighted: cell.base_weighted,
            deff: None,
            deff_replace: None,
            effective_n: None,
        }));
    }
    let estimate = |at: usize| estimates.get(at).and_then(Option::as_ref);
    mark_row(request, columns, &mut row.cells, &|first, second| {
        Some(independent_difference(estimate(first)?, estimate(second)?))
    });
}

#[cfg(test)]
mod tests {
    use super::{Wave, tabulate_waves};
    use crate::stats::{Adjust, adjusted, independent_difference, share};
    use crate::tabulate::{Cell, ReasonCode, Study, Table};

    /// A survey of 60 with `yes` of them for yes, `extra` being one more question or value.
    fn study(yes: usize, values: &str, field: &str) -> Study {
        let descriptor = format!(
            r#"{{"title": "Survey of {yes}", "resources": [{{"path": "r.csv", "schema": {{"fields": [
                {{"name": "said", "title": "Said", "categories": [{values}]}}, {field}]}}}}],
                "survey": {{"language": "en", "population": {{"size": 500}}}}}}"#
        );
        let name = if field == OTHER { "other" } else { "more" };
        let mut csv = format!("said,{name}\n");
        for at in 0..60 {
            csv.push_str(if at < yes { "yes,1\n" } else { "no,2\n" });
        }
        Study::open(&descriptor, &[("r.csv", csv.as_bytes())]).unwrap()
    }

    const MORE: &str = r#"{"name": "more", "title": "More", "categories": ["1", "2"]}"#;

    const OTHER: &str = r#"{"name": "other"}"#;

    fn three() -> [Study; 3] {
        [
            study(15, r#""yes", "no""#, MORE),
            study(25, r#""yes", "maybe", "no""#, OTHER),
            study(45, r#""yes", "no""#, MORE),
        ]
    }

    fn asked(studies: &[Study], request: &str) -> crate::Result<Table> {
        let names = ["a", "b", "c"].into_iter().zip(["2021", "2022", "2023"]);
        let waves: Vec<Wave<'_>> = (names.zip(studies))
            .map(|((name, label), study)| Wave { name, label, study })
            .collect();
        tabulate_waves(&waves, &crate::data::parse_json(request, "request")?)
    }

    fn letters(cells: &[Cell]) -> Vec<String> {
        cells.iter().map(|cell| cell.higher_than.join("")).collect()
    }

    #[test]
    fn each_survey_is_a_column_with_its_own_figures() {
        let table = asked(&three(), r#"{"rows": "said"}"#).unwrap();
        let heads: Vec<_> = table.columns.iter().map(|one| one.label.as_str()).collect();
        assert_eq!(heads, ["2021", "2022", "2023"]);
        let yes = &table.groups[0].rows[0].cells;
        let found: Vec<_> = yes.iter().map(|cell| (cell.n, cell.base_n)).collect();
        assert_eq!(found, [(Some(15), 60), (Some(25), 60), (Some(45), 60)]);
        assert_eq!((table.title.as_str(), table.base.n), ("Said", 180));
        assert!(table.source.title.contains("Survey of 15; Survey of 25"));
    }

    #[test]
    fn what_a_survey_lacks_is_empty_with_the_reason() {
        let table = asked(&three(), r#"{"rows": ["said", "more"]}"#).unwrap();
        let values: Vec<_> = (table.groups[0].rows.iter())
            .map(|row| row.value.as_deref().unwrap())
            .collect();
        assert_eq!(values, ["yes", "no", "maybe"]);
        let lacking = [
            (&table.groups[0].rows[2].cells[0], 60),
            (&table.groups[1].rows[0].cells[1], 0),
        ];
        for (cell, base_n) in lacking {
            let code = cell.flag.as_ref().map(|flag| flag.code);
            assert_eq!((code, cell.estimate), (Some(ReasonCode::NotInSurvey), None));
            assert_eq!(cell.base_n, base_n);
        }
    }

    #[test]
    fn surveys_are_compared_as_independent_samples() {
        let studies = three();
        let share_of = |study: &Study| {
            let question = study.responses.question("said").unwrap();
            share(
                &study.design,
                &question.options[0].chosen,
                &question.answered,
            )
            .unwrap()
        };
        let [a, b, c] = [&studies[0], &studies[1], &studies[2]].map(share_of);
        let p = [(&a, &b), (&a, &c), (&b, &c)]
            .map(|(one, two)| independent_difference(one, two).p.unwrap());
        // The pair of the first two is the only one near the level: Bonferroni takes it away.
        assert!(
            p[0] < 0.05 && adjusted(&p, Adjust::Bonferroni)[0] > 0.05,
            "{p:?}"
        );
        for (adjust, expected) in [("none", ["", "A", "AB"]), ("bonferroni", ["", "", "AB"])] {
            let request =
                format!(r#"{{"rows": "said", "compare": "columns", "adjust": "{adjust}"}}"#);
            let table = asked(&studies, &request).unwrap();
            assert_eq!(letters(&table.groups[0].rows[0].cells), expected);
            assert!(
                table
                    .method
                    .contains("surveys compared as independent samples")
            );
        }
    }

    #[test]
    fn what_several_surveys_cannot_answer_is_refused() {
        for (request, code) in [
            (r#"{"rows": "said", "columns": "more"}"#, "invalid_request"),
            (r#"{"rows": "said", "compare": "total"}"#, "invalid_request"),
            (r#"{"rows": "said", "percent": "row"}"#, "invalid_request"),
            (
                r#"{"rows": "said", "measure": "median", "compare": "columns"}"#,
                "invalid_request",
            ),
            (r#"{"rows": ["said", "nothing"]}"#, "unknown_question"),
            (r#"{"rows": "more"}"#, "unknown_question"),
        ] {
            assert_eq!(
                asked(&three(), request).unwrap_err().code(),
                code,
                "{request}"
            );
        }
        let error = asked(&three(), r#"{"rows": "more"}"#).unwrap_err();
        assert_eq!(error.place().path.as_deref(), Some("waves.b"));
        assert_eq!(
            asked(&[], r#"{"rows": "said"}"#).unwrap_err().code(),
            "invalid_request"
        );
        let number = study(
            20,
            r#""yes", "no""#,
            r#"{"name": "more", "type": "number"}"#,
        );
        let kinds = [study(15, r#""yes", "no""#, MORE), number];
        let error = asked(&kinds, r#"{"rows": "more", "measure": "mean"}"#).unwrap_err();
        assert_eq!(error.code(), "wrong_kind");
    }
}
