//! What can go wrong, where, and what to do about it.
//!
//! Bad input is an [`Error`], never a panic and never a half-true figure. A question
//! that has no answer (a share of nobody) is not an error: it is a figure of `None`
//! with its [reason](crate::tabulate::Reason).

mod kind;
mod place;
mod wording;

pub use kind::ErrorKind;
pub use place::Place;

use crate::language::Language;

/// The result of everything in this crate that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong ([`kind`](Error::kind)) and where ([`place`](Error::place)).
///
/// The message and the hint exist in Japanese and in English; [`Display`](std::fmt::Display)
/// prints the English ones with the place.
#[derive(Clone, Debug, PartialEq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq)]
struct Inner {
    kind: ErrorKind,
    place: Place,
}

impl Error {
    /// An error of this kind, at no known place.
    #[must_use]
    #[cold]
    pub fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner {
            kind,
            place: Place::default(),
        }))
    }

    /// The same error at `place`; what was known of the place before is kept.
    #[must_use]
    #[cold]
    pub fn at(mut self, place: Place) -> Self {
        self.0.place = self.0.place.or(place);
        self
    }

    /// The same error in a document whose part at `outer` is what its path speaks of.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        if let Some(path) = &mut self.0.place.path {
            path.insert_str(0, &format!("{outer}."));
        }
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// A short stable name of the kind, such as `"ragged_row"`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.kind.code()
    }

    /// Where it went wrong, as far as that is known.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// One sentence that says what was found and what was expected.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        wording::message(&self.0.kind, language)
    }

    /// One sentence that says what to do.
    #[must_use]
    pub fn hint(&self, language: Language) -> String {
        wording::hint(&self.0.kind, language)
    }
}

impl From<ErrorKind> for Error {
    #[cold]
    fn from(kind: ErrorKind) -> Self {
        Self::new(kind)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = self.0.place.describe(Language::En);
        if place.is_empty() {
            write!(f, "{}", self.message(Language::En))
        } else {
            write!(f, "{} ({place})", self.message(Language::En))
        }
    }
}

impl std::error::Error for Error {}
