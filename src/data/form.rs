//! From JSON to a form: the one reader of descriptors, requests and reports.
//!
//! Every form is read by this one deserializer, from a document that has been parsed
//! already. So the compiler writes the code of each form once, and an error knows its
//! path without a second layer of code around every type.

use crate::error::{Error, ErrorKind, Place};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor, value::StrDeserializer,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value, map};
use std::fmt;
use std::slice;

/// Reads the text of a JSON document into its form.
///
/// # Errors
/// `invalid_json` with the line, or `invalid_form` with the JSON path, in `file`.
pub fn parse_json<T: DeserializeOwned>(json: &str, file: &str) -> Result<T, Error> {
    parse_value(json)
        .and_then(|value| read_form(&value, ""))
        .map_err(|error| error.at(Place::file(file)))
}

fn parse_value(json: &str) -> Result<Value, Error> {
    serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|error| {
        let detail = error.to_string();
        ErrorKind::InvalidJson { detail }.into()
    })
}

/// Reads a form from a value that stands at `path` of its document. An entry that is
/// `null` is read as if it were not there.
///
/// # Errors
/// `invalid_form` with the JSON path.
pub fn read_form<T: DeserializeOwned>(value: &Value, path: &str) -> Result<T, Error> {
    T::deserialize(FormReader { value }).map_err(|error| {
        let detail = error.detail;
        let path = joined(path, &error.path);
        Error::new(ErrorKind::InvalidForm { detail }).at(Place::path(path))
    })
}

/// The path of the inner value in the document, or a dot for the document itself.
fn joined(outer: &str, inner: &str) -> String {
    match (outer, inner) {
        ("", "") => ".".to_owned(),
        (outer, "") => outer.to_owned(),
        ("", inner) => inner.to_owned(),
        (outer, inner) if inner.starts_with('[') => format!("{outer}{inner}"),
        (outer, inner) => format!("{outer}.{inner}"),
    }
}

/// What is wrong in a form, and where: the path grows while the error travels outwards.
#[derive(Debug)]
struct FormError {
    path: String,
    detail: String,
}

impl FormError {
    fn inside(mut self, key: &str) -> Self {
        self.path = joined(key, &self.path);
        self
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.detail)
    }
}

impl std::error::Error for FormError {}

impl serde::de::Error for FormError {
    fn custom<T: fmt::Display>(detail: T) -> Self {
        Self {
            path: String::new(),
            detail: detail.to_string(),
        }
    }
}

/// Reads one value of a document.
#[derive(Clone, Copy)]
struct FormReader<'de> {
    value: &'de Value,
}

impl<'de> FormReader<'de> {
    fn refused(self, expected: &dyn serde::de::Expected) -> FormError {
        let found = match self.value {
            Value::Null => Unexpected::Unit,
            Value::Bool(truth) => Unexpected::Bool(*truth),
            Value::Number(number) => Unexpected::Float(number.as_f64().unwrap_or_default()),
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        FormError::invalid_type(found, expected)
    }

    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        let Value::Number(number) = self.value else {
            return Err(self.refused(&visitor));
        };
        match (number.as_u64(), number.as_f64()) {
            (Some(whole), _) => visitor.visit_u64(whole),
            (None, Some(number)) => visitor.visit_f64(number),
            (None, None) => Err(self.refused(&visitor)),
        }
    }

    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        match self.value {
            Value::String(text) => visitor.visit_str(text),
            _ => Err(self.refused(&visitor)),
        }
    }

    fn entries<V: Visitor<'de>>(self, visitor: V, nulls: Nulls) -> Result<V::Value, FormError> {
        match self.value {
            Value::Object(entries) => visitor.visit_map(Entries::new(entries, nulls)),
            _ => Err(self.refused(&visitor)),
        }
    }

    fn items<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        match self.value {
            Value::Array(items) => visitor.visit_seq(Items {
                items: items.iter(),
                next: 0,
            }),
            _ => Err(self.refused(&visitor)),
        }
    }
}

/// What becomes of entries that are `null`.
#[derive(Clone, Copy, PartialEq)]
enum Nulls {
    /// They are values like others: the names of the entries are data.
    Kept,
    /// They count as not written.
    Skipped,
}

/// The entries of an object in turn.
struct Entries<'de> {
    entries: map::Iter<'de>,
    nulls: Nulls,
    current: Option<(&'de str, &'de Value)>,
}

impl<'de> Entries<'de> {
    fn new(entries: &'de Map<String, Value>, nulls: Nulls) -> Self {
        Self {
            entries: entries.iter(),
            nulls,
            current: None,
        }
    }

    fn advance(&mut self) -> Option<&'de str> {
        let nulls = self.nulls;
        let counts = |value: &Value| nulls == Nulls::Kept || !value.is_null();
        let (key, value) = self.entries.find(|(_, value)| counts(value))?;
        self.current = Some((key, value));
        Some(key)
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = FormError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, FormError> {
        let Some(key) = self.advance() else {
            return Ok(None);
        };
        let read = seed.deserialize(StrDeserializer::<FormError>::new(key));
        read.map(Some).map_err(|error| error.inside(key))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, FormError> {
        let (key, value) = self.current.unwrap_or(("", &Value::Null));
        seed.deserialize(FormReader { value })
            .map_err(|error| error.inside(key))
    }
}

/// The items of a list in turn.
struct Items<'de> {
    items: slice::Iter<'de, Value>,
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = FormError;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, FormError> {
        let Some(value) = self.items.next() else {
            return Ok(None);
        };
        let at = self.next;
        self.next += 1;
        let read = seed.deserialize(FormReader { value }).map(Some);
        read.map_err(|error| error.inside(&format!("[{at}]")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// A variant: a bare name, or a name with one value.
struct Variant<'de> {
    name: &'de str,
    value: Option<&'de Value>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = FormError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), FormError> {
        let read = seed.deserialize(StrDeserializer::<FormError>::new(self.name))?;
        Ok((read, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = FormError;

    fn unit_variant(self) -> Result<(), FormError> {
        match self.value {
            None => Ok(()),
            Some(_) => Err(FormError::invalid_type(Unexpected::Map, &"a bare name")),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, FormError> {
        let value = self.value.unwrap_or(&Value::Null);
        seed.deserialize(FormReader { value })
            .map_err(|error| error.inside(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, FormError> {
        FormReader {
            value: self.value.unwrap_or(&Value::Null),
        }
        .items(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FormError> {
        FormReader {
            value: self.value.unwrap_or(&Value::Null),
        }
        .entries(visitor, Nulls::Skipped)
    }
}

/// Each kind of type asks for its own kind of value, so that the code for the others is
/// never written.
impl<'de> Deserializer<'de> for FormReader<'de> {
    type Error = FormError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(truth) => visitor.visit_bool(*truth),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => visitor.visit_i64(whole),
                _ => self.number(visitor),
            },
            Value::String(text) => visitor.visit_str(text),
            Value::Array(_) => self.items(visitor),
            Value::Object(_) => self.entries(visitor, Nulls::Kept),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        match self.value {
            Value::Bool(truth) => visitor.visit_bool(*truth),
            _ => Err(self.refused(&visitor)),
        }
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        self.number(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        self.number(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        self.number(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        self.number(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        self.text(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, FormError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        self.items(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        self.entries(visitor, Nulls::Kept)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FormError> {
        self.entries(visitor, Nulls::Skipped)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FormError> {
        let variant = match self.value {
            Value::String(name) => Variant { name, value: None },
            Value::Object(entries) => match (entries.iter().next(), entries.len()) {
                (Some((name, value)), 1) => Variant {
                    name,
                    value: Some(value),
                },
                _ => return Err(self.refused(&"one name")),
            },
            _ => return Err(self.refused(&visitor)),
        };
        visitor.visit_enum(variant)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u16 u128 f32 char bytes byte_buf unit unit_struct tuple
        tuple_struct identifier
    }
}

#[cfg(test)]
mod tests {
    use super::{parse_json, read_form};
    use serde::Deserialize;
    use serde_json::json;
    use std::collections::BTreeMap;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Form {
        name: String,
        sizes: Vec<f64>,
        at: Option<Measure>,
        parts: BTreeMap<String, Form>,
        count: usize,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Measure {
        Median,
        Quantile(f64),
    }

    fn refused(json: &str) -> (&'static str, String) {
        let error = parse_json::<Form>(json, "form.json").unwrap_err();
        let place = error.place().clone();
        assert_eq!(place.file.as_deref(), Some("form.json"));
        (error.code(), place.path.unwrap_or_default())
    }

    #[test]
    fn a_form_holds_what_is_written() {
        let json = r#"{"name": "a", "sizes": [1, 2.5], "at": {"quantile": 0.25}, "count": 3,
                       "parts": {"b": {"at": "median"}}}"#;
        let form: Form = parse_json(json, "form.json").unwrap();
        assert_eq!((form.sizes, form.count), (vec![1.0, 2.5], 3));
        assert_eq!(form.at, Some(Measure::Quantile(0.25)));
        assert_eq!(form.parts["b"].at, Some(Measure::Median));
    }

    #[test]
    fn an_entry_that_is_null_counts_as_not_written() {
        let form: Form = read_form(&json!({"name": null, "at": null}), "").unwrap();
        assert_eq!(form, Form::default());
    }

    #[test]
    fn an_error_names_the_path_of_what_is_wrong() {
        let invalid = |path: &str| ("invalid_form", path.to_owned());
        assert_eq!(refused(r#"{"sizes": [1, "x"]}"#), invalid("sizes[1]"));
        assert_eq!(
            refused(r#"{"parts": {"b": {"nam": ""}}}"#),
            invalid("parts.b.nam")
        );
        assert_eq!(
            refused(r#"{"parts": {"b": {"count": -1}}}"#),
            invalid("parts.b.count")
        );
        assert_eq!(
            refused(r#"{"at": {"quantile": "x"}}"#),
            invalid("at.quantile")
        );
        assert_eq!(refused(r#"{"at": "mode"}"#), invalid("at"));
        assert_eq!(refused("[]"), invalid("."));
        assert_eq!(refused("{").0, "invalid_json");
    }

    #[test]
    fn a_path_may_begin_outside_the_form() {
        let error = read_form::<Form>(&json!({"sizes": [true]}), "blocks[2].chart").unwrap_err();
        let path = error.place().path.as_deref();
        assert_eq!(path, Some("blocks[2].chart.sizes[0]"));
    }
}
