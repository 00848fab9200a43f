//! From a request to the one result object.

mod banner;
mod base_text;
mod cell;
mod compare;
mod compared_group;
mod csv_text;
pub(crate) mod day_text;
mod error_table;
mod group_base;
mod joint_tables;
mod method;
pub mod number_text;
mod policy;
mod request;
pub(crate) mod split;
mod study;
mod suppression;
mod table;
mod tabulation;
mod trail;
mod waves;
mod weighting_text;

pub use csv_text::{ByteOrderMark, csv_text};
pub use error_table::{ErrorRow, ErrorTable, ErrorTableOptions, error_table};
#[cfg(feature = "chart")]
pub(crate) use method::no_errors;
pub use request::{
    Compare, IntervalOptions, Measure, Missing, Percent, TabulateRequest, TrailStep,
};
pub use split::Split;
pub use study::Study;
pub use table::{
    AnswerKind, Base, BaseKind, Cell, Column, IntervalUsed, Reason, ReasonCode, Row, RowDifference,
    RowGroup, RowKind, Source, Table, Test, Warning,
};
pub use tabulation::tabulate;
pub use waves::{Wave, tabulate_waves};
