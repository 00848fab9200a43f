//! The same questions in several surveys: one table whose columns are the surveys.

use super::cell::reason;
use super::compare::{NOT_COMPARABLE, Samples, add_comparison, add_letters, is_testable, mark_row};
use super::request::{Compare, Percent, TabulateRequest};
use super::study::Study;
use super::table::{Base, Cell, Column, ReasonCode, Row, RowGroup, Table};
use super::tabulation::tabulate;
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
/// Questions and answers are told to be the same by their names. Each survey must have every
/// question; where one lacks an answer that another has, its cell is empty with the reason
/// `notInSurvey`. That they were asked alike is for who publishes them to judge. Labels are
/// those of the first survey that has them. The bases of the table and of its groups count
/// the respondents of all surveys together.
///
/// Where `compare` is `Columns`, every two surveys are compared as independent samples
/// (see [`independent_difference`]), with p-values adjusted over the pairs of a row. That
/// they are independent is assumed: a panel, which asks the same people again, is not.
///
/// # Errors
/// As [`tabulate`], with the survey's name in the path; also `invalid_request` for no survey,
/// breakdowns, a trail, shares that do not add up by column, and comparisons with the rest
/// or of quantiles.
pub fn tabulate_waves(waves: &[Wave<'_>], request: &TabulateRequest) -> Result<Table> {
    let Some((first, others)) = waves.split_first().filter(|_| is_possible(request)) else {
        let detail = NOT_COMPARABLE;
        return Err(ErrorKind::InvalidRequest { detail }.into());
    };
    let language = request.language.unwrap_or_else(|| first.study.language());
    let mut joined = table_of(first, request, language)?;
    for wave in others {
        join(&mut joined, table_of(wave, request, language)?);
    }
    add_letters(request, &mut joined.columns);
    for row in joined.groups.iter_mut().flat_map(|group| &mut group.rows) {
        compare(request, &joined.columns, row);
    }
    add_comparison(&mut joined.method, request, Samples::Several, language);
    Ok(joined)
}

fn is_possible(request: &TabulateRequest) -> bool {
    let comparable = match request.compare {
        Compare::None => true,
        Compare::Columns => is_testable(request),
        Compare::Total | Compare::Rows => false,
    };
    let only_rows = request.columns.is_empty() && request.trail.is_empty();
    only_rows && comparable && request.percent == Percent::Column
}

/// The table of one survey. What it says of its method and its sample is said of that survey.
fn table_of(wave: &Wave<'_>, request: &TabulateRequest, language: Language) -> Result<Table> {
    let own = TabulateRequest {
        compare: Compare::None,
        language: Some(language),
        ..request.clone()
    };
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

/// Adds the table of one more survey as the last column.
fn join(joined: &mut Table, mut own: Table) {
    let language = joined.language;
    for (known, group) in joined.groups.iter_mut().zip(&mut own.groups) {
        join_rows(known, group, language);
    }
    add_people(&mut joined.base, &own.base);
    joined.columns.append(&mut own.columns);
    joined.warnings.append(&mut own.warnings);
    let link = language.pick("／", "; ");
    add_text(&mut joined.method, own.method, link);
    add_text(&mut joined.source.title, own.source.title, link);
    add_text(&mut joined.source.publisher, own.source.publisher, link);
    add_text(&mut joined.source.fieldwork, own.source.fieldwork, link);
    if let Some(text) = own.source.synthetic {
        add_text(joined.source.synthetic.get_or_insert_default(), text, link);
    }
}

fn add_text(known: &mut String, text: String, link: &str) {
    if known.is_empty() {
        *known = text;
    } else if !known.ends_with(&text) {
        known.push_str(link);
        known.push_str(&text);
    }
}

/// Adds the cells of another survey to the rows of a question, and those of its rows that
/// were not known, each after the others of its kind, or before the total of a multiple choice.
fn join_rows(joined: &mut RowGroup, own: &mut RowGroup, language: Language) {
    add_people(&mut joined.base, &own.base);
    let width = joined.rows.first().map_or(0, |row| row.cells.len());
    let mut lacking = None;
    for row in &mut own.rows {
        let mut cells = std::mem::take(&mut row.cells);
        lacking = lacking.or(cells.first().map(|cell| absent(cell, language)));
        let is_known = |known: &&mut Row| known.kind == row.kind && known.value == row.value;
        if let Some(known) = joined.rows.iter_mut().find(is_known) {
            known.cells.append(&mut cells);
            continue;
        }
        let mut all = Vec::new();
        for cell in joined
            .rows
            .first()
            .into_iter()
            .flat_map(|row| &row.cells)
            .take(width)
        {
            all.push(absent(cell, language));
        }
        all.append(&mut cells);
        let place = joined.rows.iter().rposition(|known| known.kind == row.kind);
        let row = Row {
            value: row.value.take(),
            label: std::mem::take(&mut row.label),
            kind: row.kind,
            cells: all,
            differences: Vec::new(),
        };
        let end = joined.rows_on_scale().len();
        joined.rows.insert(place.map_or(end, |last| last + 1), row);
    }
    for row in &mut joined.rows {
        if row.cells.len() == width {
            row.cells.extend(lacking.clone());
        }
    }
}

/// The cell of an answer that a survey lacks: the base with the reason.
fn absent(like: &Cell, language: Language) -> Cell {
    Cell {
        base_n: like.base_n,
        base_weighted: like.base_weighted,
        flag: Some(reason(ReasonCode::NotInSurvey, language)),
        ..Cell::default()
    }
}

fn add_people(base: &mut Base, own: &Base) {
    base.n += own.n;
    base.weighted += own.weighted;
    base.effective_n = None;
}

/// Marks what differs significantly among the surveys.
fn compare(request: &TabulateRequest, columns: &[Column], row: &mut Row) {
    if request.compare == Compare::None {
        return;
    }
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
    mark_row(request, columns, row, &|first, second| {
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
    fn a_row_that_only_a_later_survey_has_comes_before_the_total() {
        let ticked = |routed: &str| {
            let descriptor = format!(
                r#"{{"resources": [{{"path": "r.csv", "schema": {{"fields": [
                    {{"name": "asked", "categories": ["y", "n"]}}, {{"name": "a"}}, {{"name": "b"}}]}}}}],
                    "survey": {{"language": "en", "multiple": [
                        {{"name": "ticked", "fields": ["a", "b"], "blank": "none"{routed}}}]}}}}"#
            );
            let csv = b"asked,a,b\ny,1,1\ny,1,\nn,,\n";
            Study::open(&descriptor, &[("r.csv", csv)]).unwrap()
        };
        let studies = [ticked(""), ticked(r#", "base": {"asked": "y"}"#)];
        let request =
            r#"{"rows": "ticked", "base": "all", "missing": "include", "multipleTotal": true}"#;
        let table = asked(&studies, request).unwrap();
        let kinds: Vec<_> = table.groups[0].rows.iter().map(|row| row.kind).collect();
        use crate::tabulate::RowKind::{Missing, MultipleTotal, NotAsked, Value};
        assert_eq!(kinds, [Value, Value, Missing, NotAsked, MultipleTotal]);
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
        let table = asked(&three(), r#"{"rows": "said"}"#).unwrap();
        let values: Vec<_> = (table.groups[0].rows.iter())
            .map(|row| row.value.as_deref().unwrap())
            .collect();
        assert_eq!(values, ["yes", "no", "maybe"]);
        let lacking = &table.groups[0].rows[2].cells;
        let codes: Vec<_> = (lacking.iter())
            .map(|cell| cell.flag.as_ref().map(|flag| flag.code))
            .collect();
        let absent = Some(ReasonCode::NotInSurvey);
        assert_eq!(codes, [absent, None, absent]);
        let bases: Vec<_> = lacking
            .iter()
            .map(|cell| (cell.base_n, cell.estimate))
            .collect();
        assert_eq!(bases, [(60, None), (60, Some(0.0)), (60, None)]);
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
    }
}
