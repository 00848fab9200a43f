//! Prose: Markdown with figures in it, written as HTML that can't carry a script.
//!
//! The pieces that the Markdown reader finds are written one by one through [`Markup`], so that
//! nothing in a report passes unescaped: raw HTML becomes visible text, links go to
//! addresses of known kinds only, and pictures become their descriptions (a report loads
//! nothing from elsewhere).

use super::figure::EvaluatedFigure;
use super::markdown::{self, Element, pieces};
use super::markdown_line::{Span, Style};
use super::markup::Markup;
use super::template::{FigureUse, Piece, Template, has_figure};
use crate::data::Named;
use crate::error::Result;
use crate::language::Language;
use crate::text::before;

/// The addresses that a link may have, by their schemes; one without a scheme is relative.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// What prose needs to know of the report that it stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings<'a> {
    pub(super) figures: &'a Named<EvaluatedFigure>,
    pub(super) language: Language,
    /// What all ids of the report begin with.
    pub(super) prefix: &'a str,
    /// The level of the report's own title, from 1; headings in prose are below it.
    pub(super) title_level: u8,
}

/// Writes Markdown with figures as HTML.
///
/// # Errors
/// `format_not_for_figure`.
pub(super) fn markdown(source: &str, around: Surroundings<'_>) -> Result<Markup> {
    let template = Template::parse(source)?;
    let mut writer = Writer::new(&template, around);
    for piece in pieces(&template.text) {
        writer.piece(piece)?;
    }
    Ok(writer.out)
}

/// Writes a line with figures, such as a title, as HTML; Markdown in it is plain text.
///
/// # Errors
/// `format_not_for_figure`.
pub(super) fn line(source: &str, around: Surroundings<'_>) -> Result<Markup> {
    let template = Template::parse(source)?;
    let mut writer = Writer::new(&template, around);
    writer.text(&template.text)?;
    Ok(writer.out)
}

/// Writes a line with figures as plain text, such as the title inside a drawing.
///
/// # Errors
/// `format_not_for_figure`.
pub(super) fn plain(source: &str, around: Surroundings<'_>) -> Result<String> {
    let template = Template::parse(source)?;
    let mut out = String::new();
    for piece in template.pieces(&template.text) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Figure(figure) => out.push_str(&written(figure, around)?.1),
        }
    }
    Ok(out)
}

/// A figure in a text: a link to its explanation, which the page may open in place.
pub(super) fn figure_link(out: &mut Markup, name: &str, text: &str, prefix: &str) {
    let address = format!("#{prefix}-figure-{name}");
    let attributes = [("href", address.as_str()), ("data-figure", name)];
    out.open_part_with("a", "figure", &attributes);
    out.text(text);
    out.close("a");
}

fn written<'a>(
    figure: &FigureUse,
    around: Surroundings<'a>,
) -> Result<(Option<&'a EvaluatedFigure>, String)> {
    let found = around.figures.get(&figure.name);
    let text = found
        .map(|found| found.written(figure.format))
        .transpose()?;
    Ok((found, text.unwrap_or_default()))
}

struct Writer<'a> {
    template: &'a Template,
    around: Surroundings<'a>,
    out: Markup,
    /// The open links; whether each was written, or left out for its address.
    links: Vec<bool>,
    /// Whether the last text ended in a letter of a script that puts spaces between words.
    spaced: bool,
}

impl<'a> Writer<'a> {
    fn new(template: &'a Template, around: Surroundings<'a>) -> Self {
        Self {
            template,
            around,
            out: Markup::new(),
            links: Vec::new(),
            spaced: true,
        }
    }

    fn piece(&mut self, piece: markdown::Piece) -> Result<()> {
        match piece {
            markdown::Piece::Open(element) => self.open(element),
            markdown::Piece::Close(element) => self.close(element),
            markdown::Piece::Span(span) => self.span(span)?,
            markdown::Piece::Rule => self.out.open("hr", &[]),
        }
        Ok(())
    }

    fn open(&mut self, element: Element) {
        match element {
            Element::Numbers(first) if first != 1 => {
                self.out.open("ol", &[("start", &first.to_string())]);
            }
            element => self.out.open(self.name(element), &[]),
        }
        if element == Element::CodeBlock {
            self.out.open("code", &[]);
        }
    }

    fn close(&mut self, element: Element) {
        if element == Element::CodeBlock {
            self.out.close("code");
        }
        self.out.close(self.name(element));
    }

    fn name(&self, element: Element) -> &'static str {
        match element {
            Element::Paragraph => "p",
            Element::Heading(level) => heading(level, self.around.title_level),
            Element::Quotation => "blockquote",
            Element::Bullets => "ul",
            Element::Numbers(_) => "ol",
            Element::Item => "li",
            Element::CodeBlock => "pre",
        }
    }

    fn span(&mut self, span: Span) -> Result<()> {
        match span {
            Span::Text(text) => self.text(&text)?,
            Span::Code(text) => {
                self.out.open("code", &[]);
                self.text(&text)?;
                self.out.close("code");
            }
            Span::Open(style) => self.out.open(style_name(style), &[]),
            Span::Close(style) => self.out.close(style_name(style)),
            Span::OpenLink(address) => self.start_link(&address),
            Span::CloseLink => {
                if self.links.pop() == Some(true) {
                    self.out.close("a");
                }
            }
            Span::SoftBreak => self.soft_break(),
            Span::HardBreak => self.out.open("br", &[]),
        }
        Ok(())
    }

    fn start_link(&mut self, address: &str) {
        let allowed = self.links.is_empty() && is_allowed(address);
        if allowed {
            let attributes = [("href", address), ("rel", "noopener noreferrer")];
            self.out.open("a", &attributes);
        }
        self.links.push(allowed);
    }

    fn text(&mut self, text: &str) -> Result<()> {
        for piece in self.template.pieces(text) {
            match piece {
                Piece::Text(text) => self.out.text(text),
                Piece::Figure(figure) => self.figure(figure)?,
            }
        }
        self.spaced = text.ends_with(|last: char| last.is_ascii());
        Ok(())
    }

    fn figure(&mut self, figure: &FigureUse) -> Result<()> {
        let (found, text) = written(figure, self.around)?;
        match found {
            // A link can't stand in a link, so a figure in one is only its text.
            Some(found) if !self.links.contains(&true) => {
                figure_link(&mut self.out, &found.name, &text, self.around.prefix);
            }
            _ => self.out.text(&text),
        }
        Ok(())
    }

    // Japanese is written without spaces: a line that ends in it goes on in the next.
    fn soft_break(&mut self) {
        if self.spaced || self.around.language != Language::Ja {
            self.out.line();
        }
    }
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "em",
        Style::Strong => "strong",
    }
}

// The title is the report's one `#`, so that `##` stands right below it; a `#` is taken for
// `##`, or readers of headings would miss a level.
fn heading(level: u8, title_level: u8) -> &'static str {
    const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let below = usize::from(level.max(2)) - 1;
    let index = usize::from(title_level).saturating_sub(1) + below;
    NAMES.get(index).copied().unwrap_or("h6")
}

// Browsers ignore tabs and line breaks in an address, so one that holds any is not trusted.
fn is_allowed(address: &str) -> bool {
    let hidden = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
    if address.chars().any(hidden) || has_figure(address) {
        return false;
    }
    match before(address, b"/?#").split_once(':') {
        Some((scheme, _)) => SCHEMES
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
        None => !address.starts_with("//"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Surroundings, line, markdown, plain};
    use crate::language::Language;
    use crate::report::fixtures;

    fn html(source: &str) -> String {
        let figures = fixtures::figures();
        markdown(source, around(&figures)).unwrap().into_string()
    }

    fn around(figures: &fixtures::Figures) -> Surroundings<'_> {
        Surroundings {
            figures,
            language: Language::Ja,
            prefix: "chosa",
            title_level: 1,
        }
    }

    #[test]
    fn a_figure_is_a_link_to_its_explanation() {
        assert_eq!(
            html("約**{{warned}}**が警告を受けた。"),
            "<p>約<strong><a class=\"chosa-figure\" part=\"figure\" href=\"#chosa-figure-warned\" \
             data-figure=\"warned\">40%</a></strong>が警告を受けた。</p>"
        );
    }

    #[test]
    fn html_is_shown_and_not_obeyed() {
        for attack in [
            "<script>alert(1)</script>",
            "text <img src=x onerror=alert(1)> text",
            "<!-- --><svg onload=alert(1)>",
            "![x](javascript:alert(1))",
            "```<script>\n<script>\n```",
        ] {
            let html = html(attack);
            for tag in ["<script", "<img", "<svg", "<!--"] {
                assert!(!html.contains(tag), "{attack} gave {html}");
            }
        }
    }

    #[test]
    fn links_go_to_known_kinds_of_address_only() {
        for good in [
            "https://example.org/a?b=c:d",
            "mailto:a@b.jp",
            "a/b.html",
            "#c",
            "../d",
        ] {
            assert!(html(&format!("[x]({good})")).contains("<a href="), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//example.org/x",
            "<java\tscript:x>",
            "&#106;avascript:alert(1)",
            "/\\example.org",
        ] {
            assert_eq!(html(&format!("[x]({bad})")), "<p>x</p>", "{bad}");
        }
    }

    #[test]
    fn an_address_cannot_leave_its_attribute() {
        let html = html("[x](<https://a/\"onmouseover=\"alert(1)>)");
        assert!(html.contains("&quot;onmouseover"), "{html}");
    }

    #[test]
    fn a_figure_in_a_link_is_only_its_text() {
        let html = html("[{{warned}} x](#y)");
        assert_eq!(html.matches("<a ").count(), 1);
        assert!(html.contains(">40% x</a>"), "{html}");
    }

    #[test]
    fn headings_stand_below_the_title() {
        assert!(html("###### x").starts_with("<h6>"));
        assert!(html("### {{idle:n}}件").starts_with("<h3>"));
        assert!(html("## x").starts_with("<h2>"));
        assert!(html("# x").starts_with("<h2>"));
    }

    #[test]
    fn japanese_lines_join_without_a_space() {
        assert_eq!(html("病院は\n少ない"), "<p>病院は少ない</p>");
        assert_eq!(html("VPN\nと"), "<p>VPN\nと</p>");
    }

    #[test]
    fn a_title_is_text_whatever_it_looks_like() {
        let figures = fixtures::figures();
        let title = "**{{idle:percent1}}** <b>";
        assert_eq!(plain(title, around(&figures)).unwrap(), "**9.7%** <b>");
        let html = line(title, around(&figures)).unwrap().into_string();
        assert!(html.ends_with(">9.7%</a>** &lt;b&gt;"), "{html}");
    }

    #[test]
    fn a_format_that_does_not_suit_the_figure_is_an_error() {
        let figures = fixtures::figures();
        let error = plain("{{mean:percent}}", around(&figures)).unwrap_err();
        assert_eq!(error.code(), "format_not_for_figure");
    }
}
