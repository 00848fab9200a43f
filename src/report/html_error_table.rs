//! The quick table of sampling errors as reports print it: answers down the side, shares
//! across the top.

use super::html_table::NONE;
use super::markup::Markup;
use crate::language::Language;
use crate::tabulate::ErrorTable;
use crate::tabulate::number_text::{count, number, percent};

/// Writes a quick table. A share stands for its complement too, which has the same error.
pub(super) fn error_table_block(id: &str, table: &ErrorTable, language: Language) -> Markup {
    let mut out = Markup::new();
    out.open_part_with("figure", "exhibit", &[("id", id)]);
    let title = language.pick(
        "標本誤差早見表（±ポイント）",
        "Sampling errors at a glance (± points)",
    );
    let attributes = [("role", "region"), ("aria-label", title), ("tabindex", "0")];
    out.open_part_with("div", "scroll", &attributes);
    out.open_part("table", "table");
    out.element("caption", &[], title);
    out.open("thead", &[]);
    out.open("tr", &[]);
    let answers = language.pick("回答数", "Answers");
    out.element("th", &[("scope", "col")], answers);
    for share in &table.shares {
        let [one, rest] = [*share, 1.0 - share].map(|share| percent(share, 0));
        let both = match one == rest {
            true => one,
            false => language.fill("{0}（{1}）", "{0} or {1}", &[&one, &rest]),
        };
        out.element("th", &[("scope", "col")], &both);
    }
    out.close("tr");
    out.close("thead");
    out.open("tbody", &[]);
    for row in &table.rows {
        out.open("tr", &[]);
        out.element("th", &[("scope", "row")], &count(row.n));
        for half in &row.half_widths {
            let text = half.map_or(NONE.to_owned(), |half| number(half * 100.0, 1));
            out.element("td", &[], &text);
        }
        out.close("tr");
    }
    out.close("tbody");
    out.close("table");
    out.close("div");
    out.part("p", "method", &method(table, language));
    out.close("figure");
    out.line();
    out
}

fn method(table: &ErrorTable, language: Language) -> String {
    let [level, deff] = [percent(table.level, 0), number(table.deff, 2)];
    let population = match table.population {
        Some(size) => language.fill(
            "母集団{0}の有限母集団修正あり",
            "finite population of {0}",
            &[&count(size)],
        ),
        None => language
            .pick("有限母集団修正なし", "no finite population correction")
            .to_owned(),
    };
    language.fill(
        "信頼度{0}、デザイン効果{1}、{2}。無作為に抽出した標本の誤差で、無回答や測り方による偏りを含みません。",
        "{0} confidence, design effect {1}, {2}. The error of a random sample: what nonresponse and wording do is not in it.",
        &[&level, &deff, &population],
    )
}
