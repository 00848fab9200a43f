//! From a bare file of answers to a descriptor that somebody may correct.
//!
//! Nothing here decides for good: each column is told with what it was taken for, why, and
//! how sure that is, and the same file read again with [`Corrections`] gives the corrected
//! descriptor. What the file does not tell is asked, and a column of which nothing safe can be
//! said is set aside rather than published.
//!
//! The file is read in whole passes, each linear in its bytes: one counts the values of every
//! column, over all rows, and keeps at most 2,000 different ones of each; one counts the multiple
//! choices; one writes the file anew where its form is not the one that the reader takes.

mod band;
#[cfg(any(test, feature = "infer-wasm"))]
mod correction_lines;
mod corrections;
mod day;
mod degree;
mod describe;
mod family;
#[cfg(feature = "infer-wasm")]
mod fault;
mod find;
mod guess;
mod header;
#[cfg(any(test, feature = "infer-wasm"))]
mod held_file;
mod inference;
mod json_text;
mod judge;
mod lexicon;
mod naming;
mod number;
mod profile;
mod records;
mod recount;
mod rewrite;
mod routing;
mod said;
mod scale;
mod sentences;

pub use corrections::{ColumnCorrection, Corrections, MultipleCorrection};
pub use day::DateOrder;
#[cfg(feature = "infer-wasm")]
pub(crate) use fault::Fault;
pub use guess::{
    AnswerKind, ColumnRole, Confidence, CountedValue, Delimiter, ExportSource, Guess, GuessedBase,
    GuessedColumn, GuessedFile, GuessedMissing, GuessedMultiple,
};
#[cfg(feature = "infer-wasm")]
pub(crate) use held_file::HeldFile;
pub use inference::{infer, infer_telling};
#[cfg(feature = "infer-wasm")]
pub(crate) use json_text::json_text;
pub use said::Said;
