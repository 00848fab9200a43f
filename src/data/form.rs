//! From JSON to what it describes: the one reader of descriptors, requests and reports.
//!
//! serde parses the text; what a form holds is then read entry by entry. Derived
//! deserializers would say the same, but their code was a quarter of the module that a
//! reader's browser has to load, and their errors speak English only.

use crate::error::{Error, ErrorKind, Place, Result};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What can be read from JSON.
pub trait Readable: Sized {
    /// Reads it from one value of a document.
    ///
    /// # Errors
    /// `invalid_form` with the JSON path.
    fn read(node: Node<'_>) -> Result<Self>;
}

/// Reads the text of a JSON document.
///
/// ```
/// use chosa::data::{Where, parse_json};
///
/// let condition: Where = parse_json(r#"{"vpn": "yes"}"#, "link")?;
/// assert_eq!(condition.questions(), ["vpn"]);
/// let error = parse_json::<Where>(r#"{"vpn": null}"#, "link").unwrap_err();
/// assert_eq!((error.code(), error.place().path.as_deref()), ("invalid_form", Some("vpn")));
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # Errors
/// `invalid_json` with the line, or `invalid_form` with the JSON path, in `file`.
pub fn parse_json<T: Readable>(json: &str, file: &str) -> Result<T> {
    parse_value(json)
        .and_then(|value| read_json(&value, ""))
        .map_err(|error| error.at(Place::file(file)))
}

fn parse_value(json: &str) -> Result<Value> {
    serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        ErrorKind::InvalidJson { line, column }.into()
    })
}

/// Reads a parsed value that stands at `path` of its document.
///
/// # Errors
/// `invalid_form` with the JSON path.
pub fn read_json<T: Readable>(value: &Value, path: &str) -> Result<T> {
    let path = Path::Start(path);
    T::read(Node { value, path: &path })
}

/// Where a value stands, as a chain that lasts while the value is read.
#[derive(Clone, Copy)]
enum Path<'a> {
    Start(&'a str),
    Entry(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// Such as `blocks[2].chart.rows`; a dot for the whole document.
    fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        if text.is_empty() {
            text.push('.');
        }
        text
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Start(start) => text.push_str(start),
            Self::Entry(outer, key) => {
                outer.write(text);
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
            }
            Self::Item(outer, at) => {
                outer.write(text);
                text.push('[');
                text.push_str(&at.to_string());
                text.push(']');
            }
        }
    }
}

/// One value of a document, and where it stands.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    value: &'a Value,
    path: &'a Path<'a>,
}

/// What was expected of a value: Japanese, English.
type Expected = (&'static str, &'static str);

impl<'a> Node<'a> {
    /// The value itself.
    #[must_use]
    pub fn value(self) -> &'a Value {
        self.value
    }

    /// The JSON path of the value.
    #[must_use]
    pub fn path(self) -> String {
        self.path.text()
    }

    /// The value as an object whose entries are taken one by one.
    ///
    /// # Errors
    /// `invalid_form` where it is none.
    pub fn form(self) -> Result<Form<'a>> {
        match self.value {
            Value::Object(entries) => Ok(Form {
                entries,
                path: self.path,
                asked: Vec::new(),
            }),
            _ => Err(self.refused(("項目の組（オブジェクト）", "an object"))),
        }
    }

    /// The value as text.
    ///
    /// # Errors
    /// `invalid_form` where it is none.
    pub fn text(self) -> Result<&'a str> {
        let refused = || self.refused(("文字列", "a text"));
        self.value.as_str().ok_or_else(refused)
    }

    /// The value as one of several names.
    ///
    /// # Errors
    /// `invalid_form` with the names that are allowed.
    pub fn one_of<T: Copy>(self, names: &[(&'static str, T)]) -> Result<T> {
        let found = self.value.as_str();
        let named = names.iter().find(|(name, _)| Some(*name) == found);
        named.map(|(_, meant)| *meant).ok_or_else(|| {
            let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            self.unlisted(&names)
        })
    }

    /// Each item of a list.
    ///
    /// # Errors
    /// `invalid_form` where the value is no list, and whatever `read` refuses.
    pub fn items<T>(self, mut read: impl FnMut(Node<'_>) -> Result<T>) -> Result<Vec<T>> {
        let Value::Array(items) = self.value else {
            return Err(self.refused(("リスト", "a list")));
        };
        let mut list = Vec::with_capacity(items.len());
        for (at, value) in items.iter().enumerate() {
            let path = Path::Item(self.path, at);
            list.push(read(Node { value, path: &path })?);
        }
        Ok(list)
    }

    /// Each entry of an object, with its name.
    ///
    /// # Errors
    /// `invalid_form` where the value is no object, and whatever `read` refuses.
    pub fn entries(self, mut read: impl FnMut(&str, Node<'_>) -> Result<()>) -> Result<()> {
        for (key, value) in self.form()?.entries {
            let path = Path::Entry(self.path, key);
            read(key, Node { value, path: &path })?;
        }
        Ok(())
    }

    /// The error of a value that is not what was expected.
    #[must_use]
    pub fn refused(self, expected: Expected) -> Error {
        let found = shown(self.value);
        invalid(
            format!("{}が要りますが、{found} があります", expected.0),
            format!("expected {}, found {found}", expected.1),
        )
        .at(Place::path(self.path()))
    }

    fn unlisted(self, names: &[&str]) -> Error {
        let (found, names) = (shown(self.value), names.join(", "));
        invalid(
            format!("次のどれかが要りますが、{found} があります: {names}"),
            format!("expected one of {names}, found {found}"),
        )
        .at(Place::path(self.path()))
    }
}

/// The error of a part that has not its form, in Japanese and English.
pub(super) fn invalid(ja: impl Into<String>, en: impl Into<String>) -> Error {
    let detail = (ja.into(), en.into());
    ErrorKind::InvalidForm { detail }.into()
}

/// A value as an error shows it: a long one only by its kind.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(_) => number_text(value).unwrap_or_default(),
        Value::String(text) if text.chars().count() <= 40 => format!("\"{text}\""),
        Value::String(_) => "\"…\"".to_owned(),
        Value::Array(_) => "[…]".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
    }
}

/// A number as text: whole numbers without a point.
fn number_text(value: &Value) -> Option<String> {
    match value.as_i64() {
        Some(whole) => Some(whole.to_string()),
        None => value.as_f64().map(|number| number.to_string()),
    }
}

/// An object that is being read. An entry that is `null` is as if it were not written.
pub struct Form<'a> {
    entries: &'a Map<String, Value>,
    path: &'a Path<'a>,
    asked: Vec<&'static str>,
}

impl Form<'_> {
    /// An entry that may be left out.
    ///
    /// # Errors
    /// `invalid_form` where it is not what it should be.
    pub fn get<T: Readable + Default>(&mut self, key: &'static str) -> Result<T> {
        self.read(key).transpose().map(Option::unwrap_or_default)
    }

    /// An entry that must be there.
    ///
    /// # Errors
    /// `invalid_form` where it is not, or is not what it should be.
    pub fn need<T: Readable>(&mut self, key: &'static str) -> Result<T> {
        self.read(key).unwrap_or_else(|| Err(self.lacking(key)))
    }

    /// Whether the object has an entry of that name.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    fn read<T: Readable>(&mut self, key: &'static str) -> Option<Result<T>> {
        self.asked.push(key);
        let value = self.entries.get(key).filter(|value| !value.is_null())?;
        let path = Path::Entry(self.path, key);
        Some(T::read(Node { value, path: &path }))
    }

    fn lacking(&self, key: &str) -> Error {
        invalid(format!("{key} がありません"), format!("{key} is missing"))
            .at(Place::path(self.path.text()))
    }

    /// What was read, where every entry of the object has been asked for: a misspelt one
    /// must not be passed over in silence.
    ///
    /// # Errors
    /// `invalid_form` with the path of the entry that nobody asked for.
    pub fn finish<T>(self, read: T) -> Result<T> {
        let unknown = |key: &&String| !self.asked.contains(&key.as_str());
        match self.entries.keys().find(unknown) {
            None => Ok(read),
            Some(key) => Err(self.unknown(key)),
        }
    }

    fn unknown(&self, key: &str) -> Error {
        let known = self.asked.join(", ");
        invalid(
            format!("{key} という項目はありません。使えるのは {known} です"),
            format!("there is no entry {key}; there are {known}"),
        )
        .at(Place::path(Path::Entry(self.path, key).text()))
    }
}

impl Readable for String {
    fn read(node: Node<'_>) -> Result<Self> {
        node.text().map(str::to_owned)
    }
}

impl Readable for bool {
    fn read(node: Node<'_>) -> Result<Self> {
        let refused = || node.refused(("true か false", "true or false"));
        node.value.as_bool().ok_or_else(refused)
    }
}

impl Readable for f64 {
    fn read(node: Node<'_>) -> Result<Self> {
        let refused = || node.refused(("数", "a number"));
        node.value.as_f64().ok_or_else(refused)
    }
}

impl Readable for usize {
    fn read(node: Node<'_>) -> Result<Self> {
        let whole = node
            .value
            .as_u64()
            .and_then(|whole| Self::try_from(whole).ok());
        whole.ok_or_else(|| node.refused(("0以上の整数", "a whole number from 0 up")))
    }
}

impl<T: Readable> Readable for Option<T> {
    fn read(node: Node<'_>) -> Result<Self> {
        match node.value {
            Value::Null => Ok(None),
            _ => T::read(node).map(Some),
        }
    }
}

impl<T: Readable> Readable for Vec<T> {
    fn read(node: Node<'_>) -> Result<Self> {
        node.items(T::read)
    }
}

impl<T: Readable> Readable for BTreeMap<String, T> {
    fn read(node: Node<'_>) -> Result<Self> {
        let mut map = Self::new();
        node.entries(|key, node| {
            map.insert(key.to_owned(), T::read(node)?);
            Ok(())
        })?;
        Ok(map)
    }
}

/// A value of JSON that stands for the text of a cell: `"1"`, `1` or `true`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scalar(pub String);

impl Readable for Scalar {
    fn read(node: Node<'_>) -> Result<Self> {
        let text = match node.value {
            Value::String(text) => Some(text.clone()),
            Value::Bool(truth) => Some(truth.to_string()),
            other => number_text(other),
        };
        text.map(Self)
            .ok_or_else(|| node.refused(("文字列か数", "a text or a number")))
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Readable, parse_json, read_json};
    use crate::error::Result;
    use crate::language::Language;
    use serde_json::json;
    use std::collections::BTreeMap;

    #[derive(Debug, Default, PartialEq)]
    struct Part {
        name: String,
        sizes: Vec<f64>,
        parts: BTreeMap<String, Part>,
        count: Option<usize>,
    }

    impl Readable for Part {
        fn read(node: Node<'_>) -> Result<Self> {
            let mut form = node.form()?;
            let part = Self {
                name: form.need("name")?,
                sizes: form.get("sizes")?,
                parts: form.get("parts")?,
                count: form.get("count")?,
            };
            form.finish(part)
        }
    }

    #[track_caller]
    fn refused(json: &str, path: &str) {
        let error = parse_json::<Part>(json, "form.json").unwrap_err();
        assert_eq!(error.code(), "invalid_form");
        assert_eq!(error.place().path.as_deref(), Some(path));
        assert_eq!(error.place().file.as_deref(), Some("form.json"));
    }

    #[test]
    fn a_form_holds_what_is_written() {
        let json = r#"{"name": "a", "sizes": [1, 2.5], "parts": {"b": {"name": "c"}}, "count": 3}"#;
        let part: Part = parse_json(json, "form.json").unwrap();
        assert_eq!((part.sizes, part.count), (vec![1.0, 2.5], Some(3)));
        assert_eq!(part.parts["b"].name, "c");
    }

    #[test]
    fn an_entry_that_is_null_counts_as_not_written() {
        let part: Part = read_json(&json!({"name": "a", "sizes": null}), "").unwrap();
        assert!(part.sizes.is_empty());
        refused(r#"{"name": null}"#, ".");
    }

    #[test]
    fn an_error_names_the_path_of_what_is_wrong() {
        refused(r#"{"name": "a", "sizes": [1, "x"]}"#, "sizes[1]");
        refused(r#"{"name": "a", "count": -1}"#, "count");
        refused(r#"{"name": "a", "parts": {"b": {}}}"#, "parts.b");
        refused(
            r#"{"name": "a", "parts": {"b": {"name": "c", "nam": 1}}}"#,
            "parts.b.nam",
        );
        refused("[]", ".");
    }

    #[test]
    fn an_error_is_worded_in_both_languages() {
        let error = parse_json::<Part>(r#"{"name": 3}"#, "form.json").unwrap_err();
        assert!(
            error
                .message(Language::En)
                .contains("expected a text, found 3")
        );
        assert!(
            error
                .message(Language::Ja)
                .contains("文字列が要りますが、3 があります")
        );
    }

    #[test]
    fn what_is_no_json_is_named_by_its_line() {
        let error = parse_json::<Part>("{\n  \"name\" 3}", "form.json").unwrap_err();
        assert_eq!(error.code(), "invalid_json");
        assert!(error.message(Language::En).contains("line 2"));
    }

    #[test]
    fn a_path_may_begin_outside_the_form() {
        let error = read_json::<Part>(&json!({"name": true}), "blocks[2].chart").unwrap_err();
        assert_eq!(error.place().path.as_deref(), Some("blocks[2].chart.name"));
    }
}
