//! From JSON to what it describes: the one reader of descriptors, requests and reports.
//!
//! The text is read as JSON; what a form holds is then read entry by entry. Derived
//! deserializers would say the same, but their code was a quarter of the module that a
//! reader's browser has to load, and their errors speak English only. A wrong entry does
//! not end the reading: its default stands in while the rest is read, and then the
//! problems are given in place of the form.

use super::json::Json;
use super::named::Named;
use crate::decimal::shortest;
use crate::error::{Error, ErrorKind, Place, Result};
use crate::text::joined;
use std::cell::RefCell;

/// What can be read from JSON.
pub trait Readable: Default {
    /// Reads it from one value of a document; what is wrong there is told to the node.
    fn read(node: Node<'_>) -> Self;
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
    Json::parse(json)
        .and_then(|value| read_json(&value, ""))
        .map_err(|error| error.at(Place::file(file)))
}

/// Reads a parsed value that stands at `path` of its document.
///
/// # Errors
/// `invalid_form` with the JSON path of the first problem.
pub fn read_json<T: Readable>(value: &Json, path: &str) -> Result<T> {
    let path = Path::Start(path);
    let problems = RefCell::new(Vec::new());
    let read = T::read(Node {
        value,
        path: &path,
        problems: &problems,
    });
    none_of(problems.into_inner())?;
    Ok(read)
}

// Whatever has been read, its problems end it in this one function.
#[inline(never)]
fn none_of(problems: Vec<Error>) -> Result<()> {
    problems.into_iter().next().map_or(Ok(()), Err)
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
    value: &'a Json,
    path: &'a Path<'a>,
    problems: &'a RefCell<Vec<Error>>,
}

/// What was expected of a value: Japanese, English.
type Expected = (&'static str, &'static str);

impl<'a> Node<'a> {
    /// The value itself.
    #[must_use]
    pub fn value(self) -> &'a Json {
        self.value
    }

    /// The value as an object whose entries are taken one by one; anything else is a
    /// problem, and read as an object without entries.
    #[must_use]
    pub fn form(self) -> Form<'a> {
        let entries = match self.value {
            Json::Object(entries) => Some(entries.as_slice()),
            _ => None,
        };
        if entries.is_none() {
            self.refuse(("項目の組（オブジェクト）", "an object"));
        }
        Form {
            entries,
            node: self,
            asked: Vec::new(),
        }
    }

    /// The value as text.
    #[must_use]
    pub fn text(self) -> &'a str {
        let Json::Text(text) = self.value else {
            self.refuse(("文字列", "a text"));
            return "";
        };
        text
    }

    /// The value as one of several names.
    #[must_use]
    pub fn one_of<T: Copy + Default>(self, names: &[(&'static str, T)]) -> T {
        let named = match self.value {
            Json::Text(text) => names.iter().find(|(name, _)| name == text),
            _ => None,
        };
        named.map(|(_, meant)| *meant).unwrap_or_else(|| {
            let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            self.refuse_unlisted(&names);
            T::default()
        })
    }

    /// Each item of a list.
    #[must_use]
    pub fn items<T>(self, mut read: impl FnMut(Node<'_>) -> T) -> Vec<T> {
        let mut list = Vec::new();
        self.each_item(&mut |item| list.push(read(item)));
        list
    }

    // Whatever a list holds, it is gone through by this one function.
    fn each_item(self, read: &mut dyn FnMut(Node<'_>)) {
        let Json::List(items) = self.value else {
            self.refuse(("リスト", "a list"));
            return;
        };
        for (at, value) in items.iter().enumerate() {
            let path = Path::Item(self.path, at);
            read(self.inner(value, &path));
        }
    }

    /// Each entry of an object, with its name.
    pub fn entries(self, mut read: impl FnMut(&str, Node<'_>)) {
        self.each_entry(&mut read);
    }

    fn each_entry(self, read: &mut dyn FnMut(&str, Node<'_>)) {
        for (key, value) in self.form().entries.into_iter().flatten() {
            let path = Path::Entry(self.path, key);
            read(key, self.inner(value, &path));
        }
    }

    fn inner<'b>(self, value: &'b Json, path: &'b Path<'b>) -> Node<'b>
    where
        'a: 'b,
    {
        Node {
            value,
            path,
            problems: self.problems,
        }
    }

    /// Tells that the value is not what was expected.
    pub fn refuse(self, expected: Expected) {
        let found = shown(self.value);
        self.tell(invalid(
            format!("{}が要りますが、{found} があります", expected.0),
            format!("expected {}, found {found}", expected.1),
        ));
    }

    fn refuse_unlisted(self, names: &[&str]) {
        let (found, names) = (shown(self.value), joined(names, ", "));
        self.tell(invalid(
            format!("次のどれかが要りますが、{found} があります: {names}"),
            format!("expected one of {names}, found {found}"),
        ));
    }

    /// Tells of a problem with the value.
    pub fn tell(self, problem: Error) {
        let problem = problem.at(Place::path(self.path.text()));
        self.problems.borrow_mut().push(problem);
    }
}

/// The error of a part that has not its form, in Japanese and English.
pub(super) fn invalid(ja: impl Into<String>, en: impl Into<String>) -> Error {
    let detail = (ja.into(), en.into());
    ErrorKind::InvalidForm { detail }.into()
}

/// A value as an error shows it: a long one only by its kind.
fn shown(value: &Json) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(truth) => truth.to_string(),
        Json::Number(number) => shortest(*number),
        Json::Text(text) if text.chars().count() <= 40 => format!("\"{text}\""),
        Json::Text(_) => "\"…\"".to_owned(),
        Json::List(_) => "[…]".to_owned(),
        Json::Object(_) => "{…}".to_owned(),
    }
}

/// An object that is being read. An entry that is `null` is as if it were not written.
pub struct Form<'a> {
    entries: Option<&'a [(String, Json)]>,
    node: Node<'a>,
    asked: Vec<&'static str>,
}

impl<'a> Form<'a> {
    /// An entry that may be left out.
    pub fn get<T: Readable>(&mut self, key: &'static str) -> T {
        match self.entry(key) {
            Some(value) => self.read(key, value),
            None => T::default(),
        }
    }

    /// An entry that must be there.
    pub fn need<T: Readable>(&mut self, key: &'static str) -> T {
        self.require(key);
        self.get(key)
    }

    // Whatever an entry holds, it is missed by this one function.
    #[inline(never)]
    fn require(&mut self, key: &'static str) {
        if self.entry(key).is_none() && self.entries.is_some() {
            self.node.tell(invalid(
                format!("{key} がありません"),
                format!("{key} is missing"),
            ));
        }
    }

    /// Whether the object has an entry of that name.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.node.value.get(key).is_some()
    }

    fn read<T: Readable>(&self, key: &str, value: &Json) -> T {
        let path = Path::Entry(self.node.path, key);
        T::read(self.node.inner(value, &path))
    }

    fn entry(&mut self, key: &'static str) -> Option<&'a Json> {
        self.asked.push(key);
        let value = self.node.value.get(key);
        value.filter(|value| **value != Json::Null)
    }

    /// What was read, after a look at whether every entry of the object has been asked
    /// for: a misspelt one must not be passed over in silence.
    pub fn finish<T>(self, read: T) -> T {
        self.refuse_unasked();
        read
    }

    fn refuse_unasked(&self) {
        let keys = self.entries.into_iter().flatten().map(|(key, _)| key);
        for key in keys.filter(|key| !self.asked.contains(&key.as_str())) {
            let known = joined(&self.asked, ", ");
            let path = Path::Entry(self.node.path, key);
            self.node.inner(self.node.value, &path).tell(invalid(
                format!("{key} という項目はありません。使えるのは {known} です"),
                format!("there is no entry {key}; there are {known}"),
            ));
        }
    }
}

impl Readable for String {
    fn read(node: Node<'_>) -> Self {
        node.text().to_owned()
    }
}

impl Readable for bool {
    fn read(node: Node<'_>) -> Self {
        let Json::Bool(truth) = node.value else {
            node.refuse(("true か false", "true or false"));
            return false;
        };
        *truth
    }
}

impl Readable for f64 {
    fn read(node: Node<'_>) -> Self {
        let Json::Number(number) = node.value else {
            node.refuse(("数", "a number"));
            return 0.0;
        };
        *number
    }
}

impl Readable for usize {
    fn read(node: Node<'_>) -> Self {
        match node.value {
            Json::Number(number) if *number >= 0.0 && number.fract() == 0.0 => *number as Self,
            _ => {
                node.refuse(("0以上の整数", "a whole number from 0 up"));
                0
            }
        }
    }
}

impl<T: Readable> Readable for Option<T> {
    fn read(node: Node<'_>) -> Self {
        (*node.value != Json::Null).then(|| T::read(node))
    }
}

impl<T: Readable> Readable for Vec<T> {
    fn read(node: Node<'_>) -> Self {
        node.items(T::read)
    }
}

impl<T: Readable> Readable for Named<T> {
    fn read(node: Node<'_>) -> Self {
        let mut map = Self::default();
        node.entries(|key, node| {
            map.insert(key.to_owned(), T::read(node));
        });
        map
    }
}

/// A value of JSON that stands for the text of a cell: `"1"`, `1` or `true`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scalar(pub String);

impl Readable for Scalar {
    fn read(node: Node<'_>) -> Self {
        let text = match node.value {
            Json::Text(text) => text.clone(),
            Json::Bool(truth) => truth.to_string(),
            Json::Number(number) => shortest(*number),
            _ => {
                node.refuse(("文字列か数", "a text or a number"));
                String::new()
            }
        };
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Readable, parse_json, read_json};
    use crate::data::json::Json;
    use crate::data::named::Named;
    use crate::language::Language;

    #[derive(Debug, Default, PartialEq)]
    struct Part {
        name: String,
        sizes: Vec<f64>,
        parts: Named<Part>,
        count: Option<usize>,
    }

    impl Readable for Part {
        fn read(node: Node<'_>) -> Self {
            let mut form = node.form();
            let part = Self {
                name: form.need("name"),
                sizes: form.get("sizes"),
                parts: form.get("parts"),
                count: form.get("count"),
            };
            form.finish(part)
        }
    }

    fn json(text: &str) -> Json {
        Json::parse(text).unwrap()
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
        let part: Part = read_json(&json(r#"{"name": "a", "sizes": null}"#), "").unwrap();
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
        let error = read_json::<Part>(&json(r#"{"name": true}"#), "blocks[2].chart").unwrap_err();
        assert_eq!(error.place().path.as_deref(), Some("blocks[2].chart.name"));
    }
}
