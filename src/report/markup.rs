//! HTML that is escaped by construction.
//!
//! Names of elements and attributes are `&'static str`, so data can become text and the
//! values of attributes but never a tag. The one way past this is [`Markup::drawing`],
//! which takes what the chart floor has drawn.

/// HTML that has been written so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Markup(String);

/// An attribute: its name, and its value before escaping.
pub(super) type Attribute<'a> = (&'static str, &'a str);

impl Markup {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn open(&mut self, tag: &'static str, attributes: &[Attribute<'_>]) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            push_escaped(&mut self.0, value);
            self.0.push('"');
        }
        self.0.push('>');
    }

    /// Opens an element with the class `chosa-NAME` and the part `NAME`, so that a page
    /// can style it both in its own document and through a shadow root.
    pub(super) fn open_part(&mut self, tag: &'static str, name: &'static str) {
        self.open_part_with(tag, name, &[]);
    }

    /// As [`open_part`](Self::open_part), with more attributes.
    pub(super) fn open_part_with(
        &mut self,
        tag: &'static str,
        name: &'static str,
        attributes: &[Attribute<'_>],
    ) {
        let class = format!("chosa-{name}");
        let mut all = vec![("class", class.as_str()), ("part", name)];
        all.extend_from_slice(attributes);
        self.open(tag, &all);
    }

    pub(super) fn close(&mut self, tag: &'static str) {
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
    }

    pub(super) fn text(&mut self, text: &str) {
        push_escaped(&mut self.0, text);
    }

    /// An element that holds nothing but text.
    pub(super) fn element(&mut self, tag: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close(tag);
    }

    /// An element with the class `chosa-NAME` and the part `NAME` that holds nothing but text.
    pub(super) fn part(&mut self, tag: &'static str, name: &'static str, text: &str) {
        self.open_part(tag, name);
        self.text(text);
        self.close(tag);
    }

    /// What was already written elsewhere.
    pub(super) fn markup(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// An SVG that the chart floor has drawn, which escapes its own texts.
    pub(super) fn drawing(&mut self, svg: &str) {
        self.0.push_str(svg);
    }

    /// A line break in the source, for whoever reads it.
    pub(super) fn line(&mut self) {
        self.0.push('\n');
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}

fn push_escaped(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Control characters are not allowed in HTML and would hide text from the reader.
            hidden if hidden.is_control() && hidden != '\n' && hidden != '\t' => {}
            plain => out.push(plain),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Markup;

    #[test]
    fn text_stays_text() {
        let mut out = Markup::new();
        out.element("p", &[], "<script>alert('1')</script> & \u{0}\"");
        assert_eq!(
            out.as_str(),
            "<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;</p>"
        );
    }

    #[test]
    fn the_value_of_an_attribute_cannot_end_it() {
        let mut out = Markup::new();
        out.open("a", &[("href", "#\" onclick=\"evil()")]);
        assert_eq!(out.as_str(), "<a href=\"#&quot; onclick=&quot;evil()\">");
    }

    #[test]
    fn a_part_is_a_class_too() {
        let mut out = Markup::new();
        out.part("span", "flag", "few");
        assert_eq!(
            out.as_str(),
            "<span class=\"chosa-flag\" part=\"flag\">few</span>"
        );
    }
}
