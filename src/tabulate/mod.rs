//! From a request to the one result object.

mod banner;
mod base_text;
mod cell;
mod csv_text;
pub(crate) mod day_text;
mod method;
pub mod number_text;
mod policy;
mod request;
pub(crate) mod split;
mod study;
mod table;
mod tabulation;
mod trail;
mod weighting_text;

pub use csv_text::{ByteOrderMark, csv_text};
pub use request::{IntervalOptions, Measure, Missing, Percent, TabulateRequest, TrailStep};
pub use split::Split;
pub use study::Study;
pub use table::{
    AnswerKind, Base, BaseKind, Cell, Column, IntervalUsed, Reason, ReasonCode, Row, RowGroup,
    RowKind, Source, Table, Test, Warning,
};
pub use tabulation::tabulate;
