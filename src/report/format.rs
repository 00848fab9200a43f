//! How a text asks for a figure to be written: `{{warned:percent1}}`.

use crate::error::{Error, ErrorKind, Result};

/// The form in which a figure stands in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FigureFormat {
    /// The form that suits the figure: a share as a whole percent, a mean with one
    /// decimal, a total as a whole number. This is what `{{name}}` and `{{name:value}}` give.
    #[default]
    Value,
    /// `percent`, `percent1`, `percent2`: a share as a percent with so many decimals.
    Percent(usize),
    /// `oneIn`: a share in words, such as "about one in ten".
    OneIn,
    /// `n`: how many respondents gave the answer.
    N,
    /// `base`: how many respondents the figure is computed from.
    Base,
    /// `interval`, `interval1`: the confidence interval, a share's with so many decimals.
    Interval(usize),
    /// `number0`, `number1`, `number2`: a mean, total or quantile with so many decimals.
    Number(usize),
}

/// The names by which texts ask for the formats.
const NAMES: [(&str, FigureFormat); 13] = [
    ("value", FigureFormat::Value),
    ("percent", FigureFormat::Percent(0)),
    ("percent0", FigureFormat::Percent(0)),
    ("percent1", FigureFormat::Percent(1)),
    ("percent2", FigureFormat::Percent(2)),
    ("oneIn", FigureFormat::OneIn),
    ("n", FigureFormat::N),
    ("base", FigureFormat::Base),
    ("interval", FigureFormat::Interval(0)),
    ("interval1", FigureFormat::Interval(1)),
    ("number0", FigureFormat::Number(0)),
    ("number1", FigureFormat::Number(1)),
    ("number2", FigureFormat::Number(2)),
];

impl FigureFormat {
    /// The format called `name`.
    ///
    /// # Errors
    /// `unknown_format` with the names there are.
    pub fn named(name: &str) -> Result<Self> {
        NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, format)| *format)
            .ok_or_else(|| {
                Error::new(ErrorKind::UnknownFormat {
                    name: name.to_owned(),
                    available: NAMES.iter().map(|(known, _)| (*known).to_owned()).collect(),
                })
            })
    }

    /// The name by which texts ask for this format.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(_, format)| *format == self)
            .map_or("value", |(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::FigureFormat;

    #[test]
    fn formats_go_by_their_names() {
        assert_eq!(
            FigureFormat::named("percent1"),
            Ok(FigureFormat::Percent(1))
        );
        assert_eq!(FigureFormat::Percent(0).name(), "percent");
    }

    #[test]
    fn a_misspelt_format_is_not_passed_over() {
        let error = FigureFormat::named("onein").unwrap_err();
        assert_eq!(error.code(), "unknown_format");
        assert!(error.to_string().contains("\"oneIn\""), "{error}");
    }
}
