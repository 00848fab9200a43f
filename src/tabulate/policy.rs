//! What may be shown of small groups: presentation, not privacy.
//!
//! Hiding a figure on a page does not protect anyone whose answers are in the file; what
//! must not be known must not be published. Here a policy spares the reader figures that
//! carry nothing. A base below the policy's minimum is blanked where the cell is made.

use super::cell::reason;
use super::number_text::count;
use super::request::{Measure, Percent, TabulateRequest};
use super::split::Split;
use super::study::Study;
use super::suppression::{Layout, hidden};
use super::table::{AnswerKind, Cell, ReasonCode, RowGroup, Table, Warning};
use crate::data::{QuestionKind, Reliability};
use crate::language::Language;
use std::ops::Range;

/// Below this many respondents a figure is marked.
pub(super) const SMALL_BASE: usize = 30;

/// Hides, marks and rounds the figures of a table as the survey's policy says.
pub(super) fn apply(study: &Study, request: &TabulateRequest, table: &mut Table) {
    let policy = study.responses.descriptor.survey.policy;
    let breakdowns = breakdowns(study, table);
    let shares = request.measure == Measure::Share;
    for group in &mut table.groups {
        let question = study.responses.question(&group.question).ok();
        let trail = group.kind == AnswerKind::Trail;
        let along = shares && request.percent == Percent::Row && !trail;
        if policy.minimum_count > 0 {
            let layout = Layout {
                question: question.filter(|_| !trail),
                breakdowns: if trail { &[] } else { &breakdowns },
                bases_tell: trail || along,
                rows_grow: request.split == Split::Cumulative,
                minimum: policy.minimum_count,
            };
            hide_small(group, &layout, table.language);
        }
        for row in &mut group.rows {
            let standard = match policy.reliability {
                standard if shares && row.is_share() => standard,
                _ => Reliability::None,
            };
            let whole = along && row.is_share();
            for (at, cell) in row.cells.iter_mut().enumerate() {
                if whole && at == 0 && cell.estimate.is_some() {
                    clear_error(cell);
                    continue;
                }
                // A trail's response rate is a count by a count: no sample stands behind it.
                let stated = trail && cell.se.is_none();
                if cell.flag.is_none() && cell.estimate.is_some() && !stated {
                    mark(cell, standard, table.language);
                }
            }
        }
    }
    if policy.counts_to > 0 {
        round_counts(table, policy.counts_to as f64);
        table.warnings.push(Warning {
            code: "rounded",
            message: table.language.fill(
                "推計した人数は{0}の倍数に丸めています。",
                "Estimated counts are rounded to multiples of {0}.",
                &[&count(policy.counts_to as f64)],
            ),
        });
    }
}

/// The columns of each breakdown by a single choice, whose groups share nobody.
fn breakdowns(study: &Study, table: &Table) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (at, column) in table.columns.iter().enumerate() {
        let name = column.question.as_deref();
        let question = name.and_then(|name| study.responses.question(name).ok());
        if question.is_some_and(|question| question.kind != QuestionKind::Multiple) {
            match spans.last_mut() {
                Some(span) if last == name => span.end = at + 1,
                _ => spans.push(at..at + 1),
            }
        }
        last = name;
    }
    spans
}

fn hide_small(group: &mut RowGroup, layout: &Layout<'_>, language: Language) {
    let reasons = hidden(group, layout);
    let columns = group.rows.first().map_or(0, |row| row.cells.len());
    let trail = group.kind == AnswerKind::Trail;
    let cells = group.rows.iter_mut().flat_map(|row| &mut row.cells);
    for (place, cell) in cells.enumerate() {
        let reason_at = |place: usize| reasons.get(place).copied().flatten();
        let Some(code) = reason_at(place) else {
            continue;
        };
        // The first step that is hidden has a base that is not.
        let above = place.checked_sub(columns).and_then(reason_at);
        let kept = !layout.bases_tell || trail && above.is_none();
        *cell = Cell {
            base_n: if kept { cell.base_n } else { 0 },
            base_weighted: if kept { cell.base_weighted } else { 0.0 },
            flag: Some(reason(code, language)),
            ..Cell::default()
        };
    }
}

/// Where shares run along the rows Total is the whole of each: no sample stands behind that.
fn clear_error(total: &mut Cell) {
    for figure in [
        &mut total.se,
        &mut total.df,
        &mut total.low,
        &mut total.high,
        &mut total.deff,
        &mut total.effective_n,
    ] {
        *figure = None;
    }
    total.flag = None;
}

fn mark(cell: &mut Cell, standard: Reliability, language: Language) {
    let few = || (cell.base_n < SMALL_BASE).then_some(ReasonCode::SmallBase);
    let code = match standard {
        Reliability::None => None,
        Reliability::Nchs | Reliability::NchsHide => nchs(cell),
    };
    let Some(code) = code.or_else(few) else {
        return;
    };
    let flag = Some(reason(code, language));
    if standard == Reliability::NchsHide && is_unreliable(code) {
        *cell = Cell {
            n: cell.n,
            base_n: cell.base_n,
            base_weighted: cell.base_weighted,
            ..Cell::default()
        };
    }
    cell.flag = flag;
}

/// Whether the standard would not have a share printed of which it says so.
fn is_unreliable(code: ReasonCode) -> bool {
    matches!(
        code,
        ReasonCode::SmallEffectiveBase | ReasonCode::WideInterval | ReasonCode::WideForShare
    )
}

/// What the standard of NCHS says of a share, the gravest first: not to be printed for fewer
/// than 30 respondents, effective ones too, for an interval 30 points wide, or for one wider
/// than 5 points and than 130% of the share; to be reviewed where it is 0% or 100%, or has
/// fewer than 8 df; its complement not to be printed for an interval wider than 130% of that.
///
/// The standard is defined on the capped Korn-Graubard interval at 95%; another interval is
/// judged as it is. Widths are compared at a tenth of a point, as NCHS's own program does. A
/// share of 0 has no relative width. (Parker et al. 2017, Vital and Health Statistics 2(175).)
fn nchs(cell: &Cell) -> Option<ReasonCode> {
    let share = cell.estimate?;
    let ends = cell.low.zip(cell.high);
    let width = ends.map_or(0.0, |(low, high)| ((high - low) * 1000.0).round() / 1000.0);
    let wide_for = |part: f64| part > 0.0 && width > 0.05 && width > 1.3 * part;
    let effective = cell.effective_n.unwrap_or(cell.base_n as f64);
    let rules = [
        (
            effective.min(cell.base_n as f64) < SMALL_BASE as f64,
            ReasonCode::SmallEffectiveBase,
        ),
        (width >= 0.3, ReasonCode::WideInterval),
        (wide_for(share), ReasonCode::WideForShare),
        (share <= 0.0 || share >= 1.0, ReasonCode::ExtremeShare),
        (cell.df.is_some_and(|df| df < 8.0), ReasonCode::FewDegrees),
        (wide_for(1.0 - share), ReasonCode::WideForComplement),
    ];
    let met = rules.iter().find(|(met, _)| *met);
    met.map(|(_, code)| *code)
}

/// Rounds the estimated counts of people, and totals of people, to multiples of `unit`.
fn round_counts(table: &mut Table, unit: f64) {
    let round = |value: &mut f64| *value = (*value / unit).round() * unit;
    let total = table.measure == Measure::Total;
    round(&mut table.base.weighted);
    for column in &mut table.columns {
        round(&mut column.base.weighted);
    }
    for group in &mut table.groups {
        round(&mut group.base.weighted);
        let of_people = total && group.kind != AnswerKind::Number;
        for cell in group.rows.iter_mut().flat_map(|row| &mut row.cells) {
            round(&mut cell.base_weighted);
            if let Some(weighted) = &mut cell.weighted {
                round(weighted);
            }
            let figures = [
                &mut cell.estimate,
                &mut cell.se,
                &mut cell.low,
                &mut cell.high,
            ];
            for figure in figures {
                if let Some(figure) = figure.as_mut().filter(|_| of_people) {
                    round(figure);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{mark, nchs};
    use crate::data::Reliability;
    use crate::language::Language;
    use crate::tabulate::{Cell, ReasonCode};

    fn cell(share: f64, (low, high): (f64, f64), n: usize) -> Cell {
        Cell {
            n: Some((share * n as f64) as usize),
            base_n: n,
            estimate: Some(share),
            se: Some(0.01),
            df: Some(200.0),
            low: Some(low),
            high: Some(high),
            effective_n: Some(n as f64),
            ..Cell::default()
        }
    }

    #[test]
    fn each_rule_of_nchs_has_its_name() {
        let good = cell(0.5, (0.45, 0.55), 400);
        let few_df = Cell {
            df: Some(7.0),
            ..good.clone()
        };
        let few_effective = Cell {
            effective_n: Some(29.9),
            ..good.clone()
        };
        let cases = [
            (good, None),
            (
                cell(0.5, (0.45, 0.55), 29),
                Some(ReasonCode::SmallEffectiveBase),
            ),
            (few_effective, Some(ReasonCode::SmallEffectiveBase)),
            (cell(0.5, (0.35, 0.65), 100), Some(ReasonCode::WideInterval)),
            (cell(0.5, (0.35, 0.6494), 100), None),
            // 5.2 points are 130% of 4%, and no more.
            (cell(0.04, (0.02, 0.072), 400), None),
            (
                cell(0.04, (0.02, 0.073), 400),
                Some(ReasonCode::WideForShare),
            ),
            // Five points are always narrow enough.
            (cell(0.01, (0.0, 0.05), 400), None),
            (
                cell(0.0, (0.0, 0.0077), 476),
                Some(ReasonCode::ExtremeShare),
            ),
            (cell(0.0, (0.0, 0.12), 31), Some(ReasonCode::ExtremeShare)),
            (cell(1.0, (0.88, 1.0), 31), Some(ReasonCode::ExtremeShare)),
            (few_df, Some(ReasonCode::FewDegrees)),
            (
                cell(0.96, (0.927, 0.98), 400),
                Some(ReasonCode::WideForComplement),
            ),
        ];
        for (cell, code) in cases {
            assert_eq!(nchs(&cell), code, "{cell:?}");
        }
    }

    #[test]
    fn what_nchs_would_not_print_is_marked_or_blank() {
        let shown = |standard, mut cell: Cell| {
            mark(&mut cell, standard, Language::En);
            let code = cell.flag.map(|flag| flag.code);
            (code, cell.estimate, cell.low, cell.n)
        };
        let wide = cell(0.5, (0.3, 0.7), 40);
        let code = Some(ReasonCode::WideInterval);
        let marked = (code, Some(0.5), Some(0.3), Some(20));
        assert_eq!(shown(Reliability::Nchs, wide.clone()), marked);
        assert_eq!(
            shown(Reliability::NchsHide, wide),
            (code, None, None, Some(20))
        );
        let few = cell(0.5, (0.4, 0.6), 20);
        let small = Some(ReasonCode::SmallBase);
        assert_eq!(
            shown(Reliability::None, few),
            (small, Some(0.5), Some(0.4), Some(10))
        );
        let all = cell(1.0, (0.9, 1.0), 40);
        assert!(
            shown(Reliability::NchsHide, all).1.is_some(),
            "a review hides nothing"
        );
    }
}
