//! The rows of one question under test: column by column, and as a whole.

use super::banner::BannerColumn;
use super::compare::{adjust, has_error, mark_row, shown};
use super::group_base::ticks;
use super::request::{Compare, Measure, TabulateRequest};
use super::study::Study;
use super::table::{Column, Row, RowKind, Test};
use crate::data::{Choice, Mask, Question, QuestionKind};
use crate::language::Language;
use crate::stats::{
    Difference, Figure, IndependenceTest, Measured, difference, independence, promotion,
};

/// A question whose columns are compared.
pub(super) struct ComparedGroup<'a> {
    /// The survey.
    pub study: &'a Study,
    /// What was asked for.
    pub request: &'a TabulateRequest,
    /// The question down the side.
    pub question: &'a Question,
    /// Whose answers its rows count.
    pub people: Mask,
}

impl ComparedGroup<'_> {
    /// Marks the cells that differ significantly, of rows in which the policy has hidden
    /// already what is not to be seen.
    pub(super) fn mark(&self, columns: &[BannerColumn], shown: &[Column], rows: &mut [Row]) {
        if self.request.compare == Compare::Rows {
            for (at, column) in columns.iter().enumerate() {
                self.compare_rows((at, &column.members), rows);
            }
            return;
        }
        for row in rows {
            let values = self.values(row);
            let difference_of = |first: usize, second: usize| {
                let (first, second) = (columns.get(first)?, columns.get(second)?);
                let other = match self.request.compare {
                    Compare::Total => first.breakdown.minus(&first.members),
                    _ => second.members.clone().into_owned(),
                };
                self.difference((&values, &first.members), (&values, &other))
            };
            mark_row(self.request, shown, row, &difference_of);
        }
    }

    /// How the shares of one column differ, every two rows of them.
    fn compare_rows(&self, (at, members): (usize, &Mask), rows: &mut [Row]) {
        let mut places = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            if row.is_share() && row.cells.get(at).is_some_and(has_error) {
                places.push((place, self.values(row)));
            }
        }
        let (mut owners, mut found) = (Vec::new(), Vec::new());
        for (first, (place, values)) in places.iter().enumerate() {
            for (other, others) in places.iter().skip(first + 1) {
                let difference = self.difference((values, members), (others, members));
                let between = (at, None, Some(*other));
                if let Some(one) = difference.and_then(|one| shown(self.request, between, &one)) {
                    owners.push(*place);
                    found.push(one);
                }
            }
        }
        adjust(self.request, &mut found);
        for (owner, one) in owners.into_iter().zip(found) {
            if let Some(row) = rows.get_mut(owner) {
                row.differences.push(one);
            }
        }
    }

    /// How the figures of two groups of people differ, each of its values.
    fn difference(&self, first: (&[f64], &Mask), second: (&[f64], &Mask)) -> Option<Difference> {
        let design = &self.study.design;
        let domains = (self.people.and(first.1), self.people.and(second.1));
        let measured = |values| match self.request.measure {
            Measure::Total => Measured::Total(values),
            _ => Measured::Mean(values),
        };
        let figure = |values, domain| Figure {
            measured: measured(values),
            domain,
        };
        let (first, second) = (figure(first.0, &domains.0), figure(second.0, &domains.1));
        // The rest of a breakdown is no cell whose error has been looked at.
        second.estimate(design)?.se.filter(|se| *se > 0.0)?;
        difference(design, &first, &second)
    }

    /// What the figures of a row are the mean or the sum of, respondent by respondent: the
    /// number or score that was given, or 1 for the row's answer.
    fn values(&self, row: &Row) -> Vec<f64> {
        let (chosen, numbers) = match row.kind {
            RowKind::MultipleTotal => {
                return ticks(&Choice::sets(&self.question.options), &self.people);
            }
            RowKind::Summary => match self.question.scores() {
                None => (
                    self.question.answered.clone(),
                    self.question.numbers.to_vec(),
                ),
                Some((scores, scored)) => (scored, scores),
            },
            _ => (chosen(self.question, row), Vec::new()),
        };
        let outside = match self.request.measure {
            Measure::Share => 0.0,
            _ => f64::NAN,
        };
        let mut values = vec![outside; chosen.rows()];
        for (at, value) in values.iter_mut().enumerate() {
            if chosen.contains(at) {
                *value = numbers.get(at).copied().unwrap_or(1.0);
            }
        }
        if self.request.measure == Measure::Nps {
            return promotion(&values);
        }
        values
    }

    /// Whether the answers are independent of each breakdown, where each respondent stands
    /// in one row and one column.
    pub(super) fn tests(&self, language: Language) -> Vec<Test> {
        let mut tests = Vec::new();
        if self.request.measure != Measure::Share || !is_single(self.question) {
            return tests;
        }
        // Without a row for them, the silent are not among the people.
        let mut rows = answers(self.question);
        rows.push(self.question.silent());
        for name in &self.request.columns {
            let breakdown = self.study.responses.question(name).ok();
            let Some(breakdown) = breakdown.filter(|breakdown| is_single(breakdown)) else {
                continue;
            };
            let columns = answers(breakdown);
            let (test, people) = (self.request.test, &self.people);
            let found = independence(&self.study.design, &rows, &columns, people, test);
            let label = breakdown.label.text(language);
            let (ja, en) = match test {
                IndependenceTest::RaoScottF => ("Rao–ScottのF検定", "Rao–Scott F"),
                IndependenceTest::RaoScottChiSquare => {
                    ("Rao–Scottのカイ二乗検定", "Rao–Scott chi-square")
                }
                IndependenceTest::Wald => ("Wald検定", "Wald F"),
                IndependenceTest::AdjustedWald => ("調整済みWald検定", "adjusted Wald F"),
            };
            tests.extend(found.map(|found| Test {
                question: name.clone(),
                name: language.fill(
                    "「{0}」との独立性（{1}）",
                    "Independence of “{0}” ({1})",
                    &[&label, &language.pick(ja, en)],
                ),
                statistic: found.statistic,
                df: found.df,
                denominator_df: found.denominator_df,
                p: found.p,
            }));
        }
        tests
    }
}

/// Who gave each answer.
fn answers(question: &Question) -> Vec<Mask> {
    let chosen = question
        .options
        .iter()
        .map(|option| Mask::clone(&option.chosen));
    chosen.collect()
}

/// Who gave the answer of a row.
fn chosen(question: &Question, row: &Row) -> Mask {
    let name = row.value.as_deref().unwrap_or_default();
    let net = question.nets.iter().find(|net| net.name == name);
    match (row.kind, net, question.choice(name)) {
        (RowKind::Net, Some(net), _) => net.chosen.clone(),
        (RowKind::Value, _, Some(choice)) => Mask::clone(&choice.chosen),
        (RowKind::NotAsked, ..) => question.asked.not(),
        _ => question.silent(),
    }
}

/// Whether each respondent gives one answer at most.
fn is_single(question: &Question) -> bool {
    matches!(question.kind, QuestionKind::Single | QuestionKind::Ordered)
}

#[cfg(test)]
mod tests {
    use crate::tabulate::{Row, Study, Table, TabulateRequest, tabulate};

    /// Three areas of 40: of n 30 say yes, of m 8, of e all; `two` is a multiple choice.
    fn study(survey: &str) -> Study {
        let descriptor = format!(
            r#"{{"resources": [{{"path": "r.csv", "schema": {{"fields": [
                {{"name": "area", "categories": ["n", "m", "e"]}},
                {{"name": "said", "categories": ["yes", "no"]}},
                {{"name": "t1"}}, {{"name": "t2"}}, {{"name": "size", "type": "number"}}]}}}}],
                "survey": {{"language": "en", {survey}
                  "multiple": [{{"name": "two", "fields": ["t1", "t2"], "selected": "1"}}]}}}}"#
        );
        let mut csv = "area,said,t1,t2,size\n".to_owned();
        for (area, yes) in [("n", 30), ("m", 8), ("e", 40)] {
            for at in 0..40 {
                let said = if at < yes { "yes" } else { "no" };
                let (first, second) = (at % 2, at % 3);
                csv.push_str(&format!(
                    "{area},{said},{first},{second},{}\n",
                    yes + at % 7
                ));
            }
        }
        Study::open(&descriptor, &[("r.csv", csv.as_bytes())]).unwrap()
    }

    fn asked(survey: &str, request: &str) -> crate::Result<Table> {
        let request: TabulateRequest = crate::data::parse_json(request, "request")?;
        tabulate(&study(survey), &request)
    }

    fn higher(row: &Row) -> Vec<String> {
        let cells = row.cells.iter();
        cells.map(|cell| cell.higher_than.join(" ")).collect()
    }

    #[test]
    fn a_share_of_one_has_no_error_and_takes_no_part() {
        let request = r#"{"rows": "said", "columns": "area", "compare": "columns"}"#;
        let table = asked("", request).unwrap();
        let letters = table.columns.iter().map(|column| column.letter.as_deref());
        assert!(letters.eq([None, Some("A"), Some("B"), Some("C")]));
        assert_eq!(higher(&table.groups[0].rows[0]), ["", "B", "", ""]);
        assert_eq!(higher(&table.groups[0].rows[1]), ["", "", "A", ""]);
        assert_eq!(table.groups[0].tests.len(), 1);
    }

    #[test]
    fn a_hidden_cell_takes_no_part() {
        let request = r#"{"rows": "said", "columns": "area", "compare": "columns"}"#;
        let table = asked(r#""policy": {"minimumCount": 9},"#, request).unwrap();
        assert_eq!(table.groups[0].rows[0].cells[2].estimate, None);
        let marks: Vec<_> = table.groups[0].rows.iter().flat_map(higher).collect();
        assert!(marks.iter().all(String::is_empty), "{marks:?}");
    }

    #[test]
    fn the_rest_of_a_column_is_everyone_else_of_its_breakdown() {
        let request = r#"{"rows": "said", "columns": "area", "compare": "total"}"#;
        let table = asked("", request).unwrap();
        let marks =
            |row: &Row| -> Vec<_> { row.cells.iter().map(|cell| cell.against_total).collect() };
        // 30 of 40 are not clearly more than 48 of 80; 8 of 40 are clearly fewer than 70 of 80.
        assert_eq!(
            marks(&table.groups[0].rows[0]),
            [None, None, Some(-1), None]
        );
        assert!(table.columns.iter().all(|column| column.letter.is_none()));
        assert_eq!(
            table.method.split_once("; ").unwrap().1,
            "each column compared with the rest by t tests, not adjusted for their number, p < 0.05"
        );
    }

    #[test]
    fn only_answers_that_exclude_each_other_are_tested_for_independence() {
        for (rows, columns) in [("two", "area"), ("said", "two")] {
            let request =
                format!(r#"{{"rows": "{rows}", "columns": "{columns}", "compare": "columns"}}"#);
            assert!(asked("", &request).unwrap().groups[0].tests.is_empty());
        }
    }

    #[test]
    fn means_and_totals_are_compared_too() {
        // How many live in an area is as uncertain as their size is, so sums are told apart
        // less well than means.
        for (measure, last) in [("mean", "A B"), ("total", "B")] {
            let request = format!(
                r#"{{"rows": "size", "columns": "area", "measure": "{measure}", "compare": "columns",
                     "adjust": "holm", "language": "ja"}}"#
            );
            let table = asked("", &request).unwrap();
            assert_eq!(higher(&table.groups[0].rows[0]), ["", "B", "", last]);
            let clause = "。列どうしをt検定で比較（Holm法で調整、p < 0.05）";
            assert!(table.method.ends_with(clause), "{}", table.method);
        }
    }

    #[test]
    fn what_has_no_columns_of_figures_to_test_is_refused() {
        for request in [
            r#"{"rows": "said", "compare": "columns"}"#,
            r#"{"trail": [{"where": {"said": "yes"}}], "compare": "total"}"#,
            r#"{"rows": "said", "columns": "area", "percent": "row", "compare": "columns"}"#,
            r#"{"rows": "size", "columns": "area", "measure": "median", "compare": "total"}"#,
        ] {
            let error = asked("", request).unwrap_err();
            assert_eq!(error.code(), "invalid_request", "{request}");
        }
    }

    #[test]
    fn unknown_comparisons_and_adjustments_are_refused_with_their_place() {
        for (request, path) in [
            (r#"{"rows": "said", "compare": "all"}"#, "compare"),
            (r#"{"rows": "said", "adjust": "sidak"}"#, "adjust"),
        ] {
            let error = asked("", request).unwrap_err();
            assert_eq!(error.place().path.as_deref(), Some(path));
        }
    }
}
