//! Values by their names.

use crate::value::{Pairs, Shape, Value, serialize};
use serde::{Serialize, Serializer};

/// Values by name, in the order of their names. A sorted list: a survey names dozens of
/// things, not thousands, and each kind of tree would bring its own code into the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<T>(Vec<(String, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Named<T> {
    fn place(&self, name: &str) -> Result<usize, usize> {
        let found = |(known, _): &(String, T)| known.as_str().cmp(name);
        self.0.binary_search_by(found)
    }

    /// The value of a name.
    ///
    /// ```
    /// let mut sizes = chosa::data::Named::default();
    /// sizes.insert("large".to_owned(), 3);
    /// assert_eq!((sizes.get("large"), sizes.get("small")), (Some(&3), None));
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        let (_, value) = self.0.get(self.place(name).ok()?)?;
        Some(value)
    }

    /// Puts a value under a name, in place of one that was there.
    pub fn insert(&mut self, name: String, value: T) {
        match self.place(&name) {
            Ok(place) => {
                if let Some(slot) = self.0.get_mut(place) {
                    slot.1 = value;
                }
            }
            Err(place) => self.0.insert(place, (name, value)),
        }
    }

    /// The value of a name, which is put there where there was none.
    #[cfg(any(test, feature = "infer-wasm"))]
    pub(crate) fn entry(&mut self, name: &str) -> &mut T
    where
        T: Default,
    {
        let place = self.place(name).unwrap_or_else(|place| {
            self.0.insert(place, (name.to_owned(), T::default()));
            place
        });
        &mut self.0[place].1
    }

    /// The names and their values.
    pub fn iter(&self) -> std::slice::Iter<'_, (String, T)> {
        self.0.iter()
    }

    /// The names.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(name, _)| name)
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a, T> IntoIterator for &'a Named<T> {
    type Item = &'a (String, T);
    type IntoIter = std::slice::Iter<'a, (String, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> FromIterator<(String, T)> for Named<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(entries: I) -> Self {
        let mut named = Self::default();
        for (name, value) in entries {
            named.insert(name, value);
        }
        named
    }
}

#[cfg(test)]
impl<T> std::ops::Index<&str> for Named<T> {
    type Output = T;

    fn index(&self, name: &str) -> &T {
        self.get(name).unwrap()
    }
}

impl<T: Value> Pairs for Named<T> {
    fn each(&self, put: &mut dyn FnMut(&str, &dyn Value)) {
        for (name, value) in &self.0 {
            put(name, value);
        }
    }
}

impl<T: Value> Value for Named<T> {
    fn shape(&self) -> Shape<'_> {
        Shape::Map(self)
    }
}

impl<T: Value> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::Named;

    #[test]
    fn names_stand_in_order_and_the_last_value_counts() {
        let mut named = Named::default();
        for (name, value) in [("b", 1), ("a", 2), ("c", 3), ("b", 4)] {
            named.insert(name.to_owned(), value);
        }
        let names: Vec<&String> = named.keys().collect();
        assert_eq!(names, ["a", "b", "c"]);
        assert_eq!((named.get("b"), named.get("d")), (Some(&4), None));
        assert_eq!((named.len(), named.is_empty()), (3, false));
    }
}
