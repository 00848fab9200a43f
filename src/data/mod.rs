//! The responses, what their values mean, and who was asked what.

mod blocks;
mod changes;
mod column;
mod condition;
mod descriptor;
mod distinct;
mod form;
mod grouping;
pub mod infer;
mod json;
mod known;
mod label;
mod limits;
mod loader;
mod mask;
mod named;
mod order;
mod predicate;
mod question;
mod resolve;
mod responses;
mod scan;
mod word;

pub use changes::Changes;
pub use column::day_number;
pub use descriptor::{
    Blank, CalibrationEntry, CategoryEntry, DerivedEntry, DerivedValue, Descriptor, DesignEntry,
    Dispositions, Field, FieldTranslation, FieldType, Fieldwork, LonelyPsu, MissingKind,
    MissingValue, MultipleEntry, NetEntry, Policy, Population, QuestionEntry, Reliability,
    ReplicateMethod, ReplicatesEntry, Resource, Sample, SampleKind, Schema, SourceEntry,
    SurveyEntry, Translation, TrimEntry,
};
pub use distinct::Distinct;
pub use form::{Form, Node, Readable, Scalar, parse_json, read_json};
pub use grouping::{GroupLabels, Grouping};
pub use json::Json;
pub use label::Label;
pub use loader::Loader;
pub use mask::Mask;
pub(crate) use mask::{PART, put_aside};
pub use named::Named;
pub use order::ascending;
pub use predicate::{Bound, Range, Where};
pub use question::{Choice, Choosers, Codes, Net, Question, QuestionKind};
pub use responses::Responses;
