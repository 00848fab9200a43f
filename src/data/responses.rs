//! The responses of a survey with their codebook.

use super::column::{Column, Values};
use super::descriptor::Descriptor;
use super::distinct::Distinct;
use super::form::invalid;
use super::grouping::{GroupLabels, Grouping};
use super::limits::lengthen;
use super::loader::Loader;
use super::mask::{Mask, PART};
use super::predicate::Where;
use super::question::Question;
use super::resolve::Resolver;
use crate::error::{Error, ErrorKind, Place, Result};
use std::sync::Arc;

/// All responses of a survey, its questions resolved: who was asked, who answered what.
#[derive(Clone, Debug)]
pub struct Responses {
    /// The package's description.
    pub descriptor: Descriptor,
    rows: usize,
    everyone: Mask,
    columns: Vec<Column>,
    questions: Vec<Question>,
}

impl Responses {
    /// Reads the responses; `bytes` is the file of the descriptor's first resource. For
    /// bytes that come in pieces there is [`Loader`].
    ///
    /// # Errors
    /// What is wrong in the file, with row and column, or in the descriptor, with its path.
    pub fn read(descriptor: Descriptor, bytes: &[u8]) -> Result<Self> {
        let mut loader = Loader::new(descriptor)?;
        loader.expect(bytes.len() as u64);
        loader.push(bytes)?;
        loader.finish()
    }

    /// The questions that the columns answer.
    pub(super) fn of_columns(
        descriptor: Descriptor,
        columns: Vec<Column>,
        rows: usize,
    ) -> Result<Self> {
        let everyone = Mask::all(rows);
        let questions = Resolver::new(&descriptor, &columns, &everyone)
            .questions()
            .map_err(|error| error.at(Place::file(Descriptor::FILE)))?;
        Ok(Self {
            descriptor,
            rows,
            everyone,
            columns,
            questions,
        })
    }

    /// How many respondents there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Everyone who answered.
    #[must_use]
    pub fn everyone(&self) -> &Mask {
        &self.everyone
    }

    /// The questions: fields in the order of the file, then multiple choices, then derived ones.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The question called `name`.
    ///
    /// # Errors
    /// `unknown_question` with the names there are.
    pub fn question(&self, name: &str) -> Result<&Question> {
        self.questions
            .iter()
            .find(|question| question.name == name)
            .ok_or_else(|| {
                ErrorKind::UnknownQuestion {
                    name: name.to_owned(),
                    available: self
                        .questions
                        .iter()
                        .map(|question| question.name.clone())
                        .collect(),
                }
                .into()
            })
    }

    /// The respondents who meet `condition`.
    ///
    /// # Errors
    /// `unknown_question`, `unknown_value`, or `wrong_kind` for a range on what is no number.
    pub fn matching(&self, condition: &Where) -> Result<Mask> {
        condition.mask(self.rows, &mut |name| self.question(name))
    }

    /// The numbers of a column that the design names, one a respondent.
    ///
    /// # Errors
    /// `missing_column`, or `missing_design_value` with the row.
    pub fn design_numbers(&self, name: &str) -> Result<Arc<Vec<f64>>> {
        match &self.complete_column(name)?.values {
            Values::Number(numbers, _) => Ok(Arc::clone(numbers)),
            Values::Coded(_) | Values::Text(_) => Err(invalid(
                "ウエートや母集団の大きさは数の列でなければなりません",
                "a weight or a population size must be a number",
            )
            .at(Place::column(name))),
        }
    }

    /// The groups of a column that the design names.
    ///
    /// # Errors
    /// `missing_column`, or `missing_design_value` with the row.
    pub fn design_groups(&self, name: &str) -> Result<Grouping> {
        Ok(match &self.complete_column(name)?.values {
            Values::Coded(coded) => {
                let mut codes = Vec::with_capacity(self.rows);
                coded.codes.places(coded.first, &mut codes);
                let labels = coded.texts.clone().into();
                Grouping { codes, labels }
            }
            Values::Number(numbers, _) => grouped(numbers),
            Values::Text(_) => {
                return Err(invalid(
                    "デザインに挙げていない列です",
                    "the design does not name this column",
                )
                .at(Place::column(name)));
            }
        })
    }

    fn complete_column(&self, name: &str) -> Result<&Column> {
        let column = self
            .columns
            .iter()
            .find(|column| column.name == name)
            .ok_or_else(|| {
                missing_column(name, self.columns.iter().map(|column| column.name.clone()))
            })
            .map_err(|error| error.at(Place::path("survey.design")))?;
        let gap = column.presence().given.not().iter().next();
        match gap {
            Some(row) => {
                Err(Error::new(ErrorKind::MissingDesignValue).at(Place::cell(row as u64 + 2, name)))
            }
            None => Ok(column),
        }
    }
}

/// Numbers as groups, in the order in which they first come.
fn grouped(numbers: &[f64]) -> Grouping {
    let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
    for part in numbers.chunks(PART) {
        ends = whole_ends(part, ends);
    }
    let (least, most) = ends;
    let span = most - least + 1.0;
    let mut groups = NumberGroups {
        codes: Vec::with_capacity(numbers.len()),
        distinct: Vec::new(),
    };
    match span <= (4 * numbers.len() + 4096) as f64 {
        true => {
            let mut table = vec![u32::MAX; span as usize];
            for part in numbers.chunks(PART) {
                groups.place(part, least, &mut table);
            }
        }
        false => groups.tell_apart(numbers),
    }
    let labels = GroupLabels::Numbers(groups.distinct);
    Grouping {
        codes: groups.codes,
        labels,
    }
}

/// The least and the greatest of the numbers and of those before; infinite where one of them
/// is not whole.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn whole_ends(numbers: &[f64], (mut least, mut most): (f64, f64)) -> (f64, f64) {
    for number in numbers {
        // In a browser `min` and `max` of a number are calls; none of these is NaN.
        if *number < least {
            least = *number;
        }
        let end = match number.trunc() == *number {
            true => *number,
            false => f64::INFINITY,
        };
        if end > most {
            most = end;
        }
    }
    (least, most)
}

/// From here to twice as much all numbers are whole.
const TWO_TO_52: f64 = 4_503_599_627_370_496.0;

/// Groups as they are numbered.
struct NumberGroups {
    codes: Vec<u32>,
    /// The number that each group has.
    distinct: Vec<f64>,
}

impl NumberGroups {
    /// Whole numbers within a span, as names of clusters usually are; `table` holds the code of each.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn place(&mut self, numbers: &[f64], least: f64, table: &mut [u32]) {
        let start = self.codes.len();
        lengthen(&mut self.codes, numbers.len());
        for (code, number) in self.codes.iter_mut().skip(start).zip(numbers) {
            // To which 2^52 is added, the lowest bits of a whole number are the number: a browser
            // converts it in ten steps.
            let place = (number - least + TWO_TO_52).to_bits() as u32;
            let Some(slot) = table.get_mut(place as usize) else {
                continue;
            };
            if *slot == u32::MAX {
                *slot = self.distinct.len() as u32;
                self.distinct.push(*number);
            }
            *code = *slot;
        }
    }

    /// Any numbers.
    fn tell_apart(&mut self, numbers: &[f64]) {
        let mut known = Distinct::default();
        for number in numbers {
            // A zero below zero is the other one.
            let number = number + 0.0;
            self.codes
                .push(known.number(&number.to_bits().to_le_bytes()));
            if known.len() > self.distinct.len() {
                self.distinct.push(number);
            }
        }
    }
}

pub(super) fn missing_column(name: &str, available: impl Iterator<Item = String>) -> Error {
    ErrorKind::MissingColumn {
        name: name.to_owned(),
        available: available.collect(),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::Responses;
    use crate::data::{Descriptor, Where};
    use crate::error::Result;

    const DESCRIPTOR: &str = r#"{
      "resources": [{"path": "responses.csv", "schema": {"fields": [
        {"name": "vpn", "categories": ["yes", "no"], "missingValues": ["", {"value": "*", "kind": "invalid"}]},
        {"name": "patched", "categories": ["yes", "no"]},
        {"name": "beds", "type": "integer"},
        {"name": "day", "type": "date"},
        {"name": "m1", "title": "MFA"}, {"name": "m2", "title": "Logs"},
        {"name": "why"}
      ]}}],
      "survey": {
        "questions": {"patched": {"base": {"vpn": "yes"}, "nets": [{"name": "any", "values": ["yes", "no"]}]}},
        "multiple": [{"name": "m", "fields": ["m1", "m2"], "blank": "none"},
                     {"name": "reasons", "field": "why", "base": {"patched": "no"}}],
        "derived": [{"name": "exposed", "values": [
          {"value": "yes", "where": {"vpn": "yes", "patched": "no"}}, {"value": "no", "otherwise": true}]}]
      }}"#;
    const ROWS: &str = "id,vpn,patched,beds,day,m1,m2,why\n\
        1,yes,no,120,2022-02-01,1,0,budget;closed\n\
        2,yes,,300,2022-02-02,1,1,\n\
        3,no,,,2022-02-03,0,0,\n\
        4,*,yes,80,2022-02-04,,,budget\n";

    fn open(descriptor: &str, rows: &str) -> Result<Responses> {
        Responses::read(Descriptor::parse(descriptor)?, rows.as_bytes())
    }

    fn counts(responses: &Responses, name: &str) -> (usize, usize, usize) {
        let question = responses.question(name).unwrap();
        (
            question.asked.count(),
            question.answered.count(),
            question.outside,
        )
    }

    #[test]
    fn the_three_kinds_of_absence_are_kept_apart() {
        let responses = open(DESCRIPTOR, ROWS).unwrap();
        assert_eq!(counts(&responses, "vpn"), (4, 3, 0));
        assert_eq!(responses.question("vpn").unwrap().invalid.count(), 1);
        assert_eq!(counts(&responses, "patched"), (2, 1, 1));
        assert_eq!(counts(&responses, "beds"), (4, 3, 0));
    }

    #[test]
    fn both_codings_of_a_multiple_choice_are_read() {
        let responses = open(DESCRIPTOR, ROWS).unwrap();
        assert_eq!(counts(&responses, "m"), (4, 4, 0));
        let chosen = |name: &str| -> Vec<usize> {
            let question = responses.question(name).unwrap();
            question
                .options
                .iter()
                .map(|option| option.chosen.count())
                .collect()
        };
        assert_eq!(chosen("m"), [2, 1]);
        assert_eq!(counts(&responses, "reasons"), (1, 1, 1));
        assert_eq!(chosen("reasons"), [1, 1]);
    }

    #[test]
    fn conditions_pick_rows() {
        let responses = open(DESCRIPTOR, ROWS).unwrap();
        let rows = |json: &str| -> Vec<usize> {
            let condition: Where = crate::data::parse_json(json, "test").unwrap();
            responses.matching(&condition).unwrap().iter().collect()
        };
        assert_eq!(rows(r#"{"exposed": "yes"}"#), [0]);
        assert_eq!(rows(r#"{"beds": {"gte": 100, "lt": 300}}"#), [0]);
        assert_eq!(rows(r#"{"day": {"gt": "2022-02-02"}}"#), [2, 3]);
        assert_eq!(rows(r#"{"not": {"vpn": "yes"}}"#), [2, 3]);
        assert_eq!(rows(r#"{"patched": "any"}"#), [0]);
        assert_eq!(rows("{}"), [0, 1, 2, 3]);
    }

    fn fails(descriptor: &str, rows: &str) -> (&'static str, String) {
        let error = open(descriptor, rows).unwrap_err();
        let place = error.place().describe(crate::language::Language::En);
        (error.code(), place)
    }

    #[test]
    fn an_error_says_where() {
        let ragged = ROWS.replace("3,no,,,", "3,no,,");
        assert_eq!(
            fails(DESCRIPTOR, &ragged),
            ("ragged_row", "responses.csv, row 4".into())
        );
        let doubled = DESCRIPTOR.replacen(r#"["yes", "no"]"#, r#"["yes", "no", "yes"]"#, 1);
        assert_eq!(
            fails(&doubled, ROWS),
            ("duplicate_name", "responses.csv, column vpn".into())
        );
        let unknown = ROWS.replace("2,yes", "2,maybe");
        assert_eq!(
            fails(DESCRIPTOR, &unknown),
            ("unknown_code", "responses.csv, row 3, column vpn".into())
        );
        let text = ROWS.replace(",300,", ",many,");
        assert_eq!(
            fails(DESCRIPTOR, &text),
            ("not_a_number", "responses.csv, row 3, column beds".into())
        );
        let lacking = DESCRIPTOR.replace(r#"{"name": "why"}"#, r#"{"name": "wy"}"#);
        assert_eq!(
            fails(&lacking, ROWS),
            (
                "missing_column",
                "datapackage.json, resources[0].schema.fields[6].name".into()
            )
        );
        let nobody = DESCRIPTOR.replace(r#""base": {"vpn": "yes"}"#, r#""base": {"vnp": "yes"}"#);
        assert_eq!(
            fails(&nobody, ROWS),
            (
                "unknown_question",
                "datapackage.json, survey.questions.patched.base".into()
            )
        );
        let circle =
            DESCRIPTOR.replace(r#""base": {"vpn": "yes"}"#, r#""base": {"exposed": "yes"}"#);
        assert_eq!(fails(&circle, ROWS).0, "circular_base");
    }

    #[test]
    fn the_design_reads_groups_and_numbers() {
        let responses = open(DESCRIPTOR, ROWS).unwrap();
        assert_eq!(responses.design_groups("day").unwrap().codes, [0, 1, 2, 3]);
        let error = responses.design_numbers("beds").unwrap_err();
        assert_eq!(
            (error.code(), error.place().row),
            ("missing_design_value", Some(4))
        );
        assert_eq!(
            responses.design_numbers("w").unwrap_err().code(),
            "missing_column"
        );
    }
}
