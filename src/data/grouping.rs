//! Respondents in groups: strata, clusters, the answers of a margin.

use crate::decimal::shortest;

/// A column of group codes with the groups' names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grouping {
    /// The group of each respondent, an index into `labels`.
    pub codes: Vec<u32>,
    /// What the groups are called, for messages.
    pub labels: GroupLabels,
}

impl Grouping {
    /// The name of the group with this code; the code itself where it has none.
    #[must_use]
    pub fn label(&self, code: u32) -> String {
        self.labels.label(code)
    }
}

/// What groups are called. Of numbers the text is made when it is asked for: of tens of
/// thousands of clusters none is named as long as nothing is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupLabels {
    /// By a text each.
    Texts(Vec<String>),
    /// By a number each.
    Numbers(Vec<f64>),
}

impl Default for GroupLabels {
    fn default() -> Self {
        Self::Texts(Vec::new())
    }
}

impl From<Vec<String>> for GroupLabels {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}

impl GroupLabels {
    /// The name of the group with this code; the code itself where it has none.
    #[must_use]
    pub fn label(&self, code: u32) -> String {
        let known = match self {
            Self::Texts(texts) => texts.get(code as usize).cloned(),
            Self::Numbers(numbers) => numbers.get(code as usize).map(|number| shortest(*number)),
        };
        known.unwrap_or_else(|| code.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::GroupLabels;

    #[test]
    fn a_group_without_a_name_is_called_by_its_code() {
        let named = [
            GroupLabels::from(vec!["north".to_owned()]),
            GroupLabels::Numbers(vec![-3.5]),
            GroupLabels::default(),
        ];
        let first = named.each_ref().map(|labels| labels.label(0));
        assert_eq!(first, ["north", "-3.5", "0"]);
        assert!(named.iter().all(|labels| labels.label(1) == "1"));
    }
}
