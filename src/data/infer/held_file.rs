//! A file that is looked at again, each time with more that somebody has said of it.

use super::corrections::Corrections;
use super::guess::{Delimiter, Guess};
use super::inference::{Counted, File};
use super::records::text_of;
use crate::error::{Place, Result};

/// What decides how a file falls into cells: with another of these it is counted anew.
type Cut = (Option<Delimiter>, Option<usize>);

/// A file with what was counted in it, which takes most of the time that a guess takes and is the same
/// whatever is said of its columns.
pub(crate) struct HeldFile {
    name: String,
    bytes: Vec<u8>,
    counted: Option<(Cut, Counted)>,
    guess: Guess,
}

impl HeldFile {
    /// A file that nobody has looked at yet.
    pub(crate) fn new(name: String, bytes: Vec<u8>) -> Self {
        Self {
            name,
            bytes,
            counted: None,
            guess: Guess::default(),
        }
    }

    /// The guess with what was said of it, as [`infer_telling`](super::infer_telling) gives it but for
    /// the responses.
    ///
    /// # Errors
    /// As [`infer`](super::infer).
    pub(crate) fn guess(
        &mut self,
        corrections: &Corrections,
        tell: &dyn Fn(f64),
    ) -> Result<&Guess> {
        let at = |error: crate::error::Error| error.at(Place::file(&self.name));
        let text = text_of(&self.bytes).map_err(at)?;
        let cut = (corrections.delimiter, corrections.header_rows);
        let known = self.counted.take().filter(|(own, _)| *own == cut);
        let (_, counted) = self.counted.insert(match known {
            Some(known) => known,
            None => (cut, Counted::of(text, corrections, tell).map_err(at)?),
        });
        let file = File {
            text,
            counted,
            tell,
        };
        self.guess = file.guess(&self.name, corrections).map_err(at)?;
        Ok(&self.guess)
    }

    /// The responses that go with the last guess, where these are not the file as it is.
    ///
    /// # Errors
    /// None that the guess did not have.
    pub(crate) fn responses(&self, tell: &dyn Fn(f64)) -> Result<Option<Vec<u8>>> {
        let Some((_, counted)) = &self.counted else {
            return Ok(None);
        };
        let text = text_of(&self.bytes)?;
        File {
            text,
            counted,
            tell,
        }
        .responses(&self.guess)
    }
}

#[cfg(test)]
mod tests {
    use super::HeldFile;
    use crate::data::infer::{Corrections, infer};
    use crate::data::parse_json;
    use std::cell::RefCell;

    const FILE: &str = "id,q1,day\n1,Yes,1/2/2022\n2,No,3/4/2022\n3,Yes,5/6/2022\n4,No,7/8/2022\n";

    #[test]
    fn each_look_tells_what_a_first_one_would() {
        let mut held = HeldFile::new("f.csv".to_owned(), FILE.into());
        for said in [
            "{}",
            r#"{"columns": {"3": {"dateOrder": "dmy"}}}"#,
            r#"{"headerRows": 1, "columns": {"2": {"role": "setAside"}}}"#,
            r#"{"delimiter": "tab"}"#,
            "{}",
        ] {
            let corrections: Corrections = parse_json(said, "c").unwrap();
            let whole = infer("f.csv", FILE.as_bytes(), &corrections).unwrap();
            let json = held.guess(&corrections, &|_| ()).unwrap().json();
            assert_eq!(json, whole.json(), "{said}");
            assert_eq!(held.responses(&|_| ()).unwrap(), whole.responses, "{said}");
        }
    }

    #[test]
    fn a_file_is_counted_once_for_whatever_is_said_of_its_columns() {
        let mut held = HeldFile::new("f.csv".to_owned(), FILE.into());
        let told = RefCell::new(Vec::new());
        let tell = |share| told.borrow_mut().push(share);
        let said = |json| parse_json::<Corrections>(json, "c").unwrap();
        let mut looks = |json| {
            told.borrow_mut().clear();
            held.guess(&said(json), &tell).unwrap();
            told.borrow().iter().any(|share| *share < 0.5)
        };
        // Progress is told of the first of 8,192 rows, where there is no header.
        assert!(looks(r#"{"headerRows": 0}"#));
        assert!(!looks(
            r#"{"headerRows": 0, "columns": {"2": {"label": "Q"}}}"#
        ));
        assert!(looks(r#"{"headerRows": 0, "delimiter": "comma"}"#));
    }
}
