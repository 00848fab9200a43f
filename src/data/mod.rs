//! The responses, what their values mean, and who was asked what.

mod column;
mod condition;
mod csv;
mod descriptor;
mod label;
mod mask;
mod predicate;
mod question;
mod resolve;
mod responses;

pub use column::{Answer, Column, Values, day_number};
pub use descriptor::{
    Blank, CalibrationEntry, CategoryEntry, DerivedEntry, DerivedValue, Descriptor, DesignEntry,
    Field, FieldTranslation, FieldType, Fieldwork, LonelyPsu, MissingKind, MissingValue,
    MultipleEntry, NetEntry, Policy, Population, QuestionEntry, Reliability, ReplicateMethod,
    ReplicatesEntry, Resource, Sample, SampleKind, Scalar, Schema, SourceEntry, SurveyEntry,
    Translation, TrimEntry, parse_json,
};
pub use label::Label;
pub use mask::Mask;
pub use predicate::{Bound, Range, Where};
pub use question::{Choice, Net, Question, QuestionKind};
pub use responses::Responses;
