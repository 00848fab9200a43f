//! What other programs computed.

use crate::sheet::Sheet;

/// One line of the expected values.
pub(crate) struct Expected {
    fields: Vec<String>,
    pub(crate) value: f64,
}

impl Expected {
    /// Every line of a file.
    pub(crate) fn read(file: &str) -> Vec<Self> {
        let rows = Sheet::read(file).rows.into_iter();
        rows.map(|mut fields| {
            let value = fields.pop().unwrap().parse().unwrap();
            Self { fields, value }
        })
        .collect()
    }

    pub(crate) fn name(&self) -> String {
        self.fields.join(" / ")
    }

    pub(crate) fn design(&self) -> &str {
        &self.fields[0]
    }

    pub(crate) fn statistic(&self) -> &str {
        &self.fields[1]
    }

    /// The column, the share such as `stype=H`, or the pair that is about.
    pub(crate) fn variable(&self) -> &str {
        &self.fields[2]
    }

    pub(crate) fn domain(&self) -> &str {
        &self.fields[3]
    }

    /// The interval with its level, the rule of a quantile, or the test.
    pub(crate) fn argument(&self) -> &str {
        &self.fields[4]
    }

    pub(crate) fn quantity(&self) -> &str {
        &self.fields[5]
    }

    /// The interval, rule or test without its level; the way of the variance without one.
    pub(crate) fn method(&self) -> &str {
        let of_replicates = ["jk", "bootstrap", "brr", "fay", "successive"];
        let extra = self.design().splitn(3, '/').nth(2).unwrap_or_default();
        match self.argument().split([':', '@']).next().unwrap_or_default() {
            "" if of_replicates.iter().any(|way| extra.starts_with(way)) => "replication",
            "" => "linearization",
            method => method,
        }
    }

    /// Whether a value agrees with the other program's: to a relative 1e-9, above a floor
    /// of 1e-10. The floor is for what is 0 by algebra and leaves its rounding behind (the
    /// error of a constant, a difference of equal means, a p-value past the tenth digit).
    ///
    /// DIFFERENCE: the ends that R finds on a spline are good to three or four digits, and
    /// are compared to 1e-3.
    pub(crate) fn agrees(&self, found: f64) -> bool {
        let relative = if self.quantity().ends_with("by spline") {
            1e-3
        } else {
            1e-9
        };
        (found - self.value).abs() <= relative * self.value.abs() + 1e-10
    }
}
