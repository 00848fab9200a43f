//! What results consist of: the one way from a result to JSON and to JavaScript.
//!
//! Derived code says the same in each type anew, for each of its entries; a reader's
//! browser would load 5 kB more. Here a type only lists its entries.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

/// A part of a result.
pub(crate) trait Value {
    /// What the part consists of.
    fn shape(&self) -> Shape<'_>;
}

/// What a part of a result consists of.
pub(crate) enum Shape<'a> {
    Null,
    Truth(bool),
    Whole(i64),
    Number(f64),
    Text(&'a str),
    List(&'a dyn Items),
    Object(&'a dyn Entries),
    /// The object of which a table has the most: its numbers, under the names of
    /// [`CELL_NUMBERS`], and then its other entries; see `wasm::tape`.
    Cell([Option<f64>; 11], &'a dyn Entries),
    Map(&'a dyn Pairs),
}

/// The names of the numbers of a cell.
const CELL_NUMBERS: [&str; 11] = [
    "n",
    "weighted",
    "baseN",
    "baseWeighted",
    "estimate",
    "se",
    "df",
    "low",
    "high",
    "deff",
    "effectiveN",
];

/// The items of a list, one after another.
pub(crate) trait Items {
    fn each(&self, put: &mut dyn FnMut(&dyn Value));
}

/// The entries of an object, one after another, under names that every such object has: to
/// JavaScript each of these names is handed over once.
pub(crate) trait Entries {
    fn each(&self, put: &mut dyn FnMut(&'static str, &dyn Value));
}

/// The entries of an object under names that are data.
pub(crate) trait Pairs {
    fn each(&self, put: &mut dyn FnMut(&str, &dyn Value));
}

/// Serializes a part of a result.
pub(crate) fn serialize<S: Serializer>(
    value: &dyn Value,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    match value.shape() {
        Shape::Null => serializer.serialize_unit(),
        Shape::Truth(truth) => serializer.serialize_bool(truth),
        Shape::Whole(number) => serializer.serialize_i64(number),
        // As JavaScript writes them.
        Shape::Number(number) if number.is_nan() => serializer.serialize_unit(),
        Shape::Number(number) if number.fract() == 0.0 && number.abs() < WHOLE => {
            serializer.serialize_i64(number as i64)
        }
        Shape::Number(number) => serializer.serialize_f64(number),
        Shape::Text(text) => serializer.serialize_str(text),
        Shape::List(items) => {
            let mut list = serializer.serialize_seq(None)?;
            let mut done = Ok(());
            items.each(&mut |item| {
                if done.is_ok() {
                    done = list.serialize_element(&Part(item));
                }
            });
            done.and_then(|()| list.end())
        }
        Shape::Object(entries) => fields(&[], entries, serializer),
        Shape::Cell(numbers, entries) => fields(&numbers, entries, serializer),
        Shape::Map(pairs) => {
            let mut map = serializer.serialize_map(None)?;
            let mut done = Ok(());
            pairs.each(&mut |name, entry| {
                if done.is_ok() {
                    done = map.serialize_entry(name, &Part(entry));
                }
            });
            done.and_then(|()| map.end())
        }
    }
}

/// The numbers of a cell, and the entries of any object.
fn fields<S: Serializer>(
    numbers: &[Option<f64>],
    entries: &dyn Entries,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    let mut object = serializer.serialize_struct("", 0)?;
    for (name, number) in CELL_NUMBERS.into_iter().zip(numbers) {
        object.serialize_field(name, &Part(number))?;
    }
    let mut done = Ok(());
    entries.each(&mut |name, entry| {
        if done.is_ok() {
            done = object.serialize_field(name, &Part(entry));
        }
    });
    done.and_then(|()| object.end())
}

/// Below this all whole numbers are exact.
const WHOLE: f64 = 9_007_199_254_740_992.0;

struct Part<'a>(&'a dyn Value);

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}

impl Value for bool {
    fn shape(&self) -> Shape<'_> {
        Shape::Truth(*self)
    }
}

impl Value for f64 {
    fn shape(&self) -> Shape<'_> {
        Shape::Number(*self)
    }
}

impl Value for usize {
    fn shape(&self) -> Shape<'_> {
        i64::try_from(*self).map_or(Shape::Null, Shape::Whole)
    }
}

impl Value for i8 {
    fn shape(&self) -> Shape<'_> {
        Shape::Whole(i64::from(*self))
    }
}

impl Value for &str {
    fn shape(&self) -> Shape<'_> {
        Shape::Text(self)
    }
}

impl Value for String {
    fn shape(&self) -> Shape<'_> {
        Shape::Text(self)
    }
}

impl<T: Value> Value for Option<T> {
    fn shape(&self) -> Shape<'_> {
        self.as_ref().map_or(Shape::Null, Value::shape)
    }
}

impl<T: Value> Value for Arc<T> {
    fn shape(&self) -> Shape<'_> {
        T::shape(self)
    }
}

impl<T: Value> Items for Vec<T> {
    fn each(&self, put: &mut dyn FnMut(&dyn Value)) {
        for item in self {
            put(item);
        }
    }
}

impl<T: Value> Value for Vec<T> {
    fn shape(&self) -> Shape<'_> {
        Shape::List(self)
    }
}

/// Serializes a type by its shape.
macro_rules! serialized {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(
                &self,
                serializer: S,
            ) -> std::result::Result<S::Ok, S::Error> {
                $crate::value::serialize(self, serializer)
            }
        }
    };
}

/// Makes a type an object of these fields, under their own names or those that follow.
macro_rules! entries {
    ($type:ty { $($field:ident $(: $name:literal)?),+ $(,)? }) => {
        impl $crate::value::Entries for $type {
            fn each(&self, put: &mut dyn FnMut(&'static str, &dyn $crate::value::Value)) {
                $(put($crate::value::name_of!($field $($name)?), &self.$field);)+
            }
        }
        $crate::value::object!($type);
    };
}

/// Makes a type that has entries an object.
macro_rules! object {
    ($type:ty) => {
        impl $crate::value::Value for $type {
            fn shape(&self) -> $crate::value::Shape<'_> {
                $crate::value::Shape::Object(self)
            }
        }
        $crate::value::serialized!($type);
    };
}

macro_rules! name_of {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}

/// Makes each variant of a type a text.
macro_rules! texts {
    ($type:ty { $($variant:ident: $text:literal),+ $(,)? }) => {
        impl $crate::value::Value for $type {
            fn shape(&self) -> $crate::value::Shape<'_> {
                $crate::value::Shape::Text(match self {
                    $(Self::$variant => $text,)+
                })
            }
        }
        $crate::value::serialized!($type);
    };
}

pub(crate) use {entries, name_of, object, serialized, texts};
