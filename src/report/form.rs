//! How `report.json` is read: figures and charts are requests with a few entries of the
//! report's own beside them.

use super::description::{
    Block, CellDescription, ChartBlock, ComparisonBlock, ComparisonRow, Fact, FactDescription,
    FigureDescription, QuotedSurvey, ReportDescription, TableBlock,
};
use crate::chart::ChartKind;
use crate::data::{Form, Json, Node, Readable};
use crate::error::ErrorKind;
use crate::tabulate::TabulateRequest;

impl Readable for ReportDescription {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            title: form.need("title"),
            lead: form.get("lead"),
            unit: form.get("unit"),
            surveys: form.get("surveys"),
            figures: form.get("figures"),
            blocks: form.get("blocks"),
        };
        form.finish(read)
    }
}

impl Readable for QuotedSurvey {
    fn read(node: Node<'_>) -> Self {
        if let Json::Text(address) = node.value() {
            let address = Some(address.clone());
            return Self {
                address,
                changes: None,
            };
        }
        let mut form = node.form();
        let read = Self {
            address: form.get("address"),
            changes: form.get("changes"),
        };
        form.finish(read)
    }
}

impl Readable for FigureDescription {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = if form.has("fact") {
            Self::Fact(FactDescription {
                fact: form.need("fact"),
                survey: form.get("survey"),
                label: form.get("label"),
            })
        } else {
            Self::Cell(Box::new(CellDescription {
                request: TabulateRequest::take(&mut form),
                value: form.get("value"),
                column: form.get("column"),
                survey: form.get("survey"),
                label: form.get("label"),
            }))
        };
        form.finish(read)
    }
}

impl Readable for Fact {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("population", Self::Population),
            ("invited", Self::Invited),
            ("respondents", Self::Respondents),
            ("responseRate", Self::ResponseRate),
        ])
    }
}

/// What stands under `chart` in a block.
#[derive(Default)]
struct ChartEntry {
    request: TabulateRequest,
    kind: ChartKind,
}

impl Readable for ChartEntry {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            request: TabulateRequest::take(&mut form),
            kind: form.get("kind"),
        };
        form.finish(read)
    }
}

impl Readable for Block {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let prose = form.get::<Option<_>>("prose").map(Self::Prose);
        let chart = form.get::<Option<ChartEntry>>("chart");
        let table = form.get::<Option<_>>("table");
        let comparison = form.get::<Option<_>>("comparison").map(Self::Comparison);
        let errors = form.get::<Option<_>>("errorTable").map(Self::ErrorTable);
        let methods = form.get::<bool>("methods").then_some(Self::Methods);
        let found = [prose.is_some(), chart.is_some(), table.is_some()]
            .into_iter()
            .chain([comparison.is_some(), errors.is_some(), methods.is_some()])
            .filter(|named| *named)
            .count();
        let beside = |request| TableBlock {
            request,
            survey: None,
            waves: Vec::new(),
            title: None,
            note: None,
        };
        let chart = chart.map(|ChartEntry { request, kind }| {
            Self::Chart(ChartBlock {
                table: beside(request),
                kind,
            })
        });
        let table = table.map(|request| Self::Table(beside(request)));
        let named = prose
            .or(chart)
            .or(table)
            .or(comparison)
            .or(errors)
            .or(methods);
        let named = named.filter(|_| found == 1);
        let block = named.unwrap_or_else(|| {
            node.tell(ErrorKind::NotOneBlock { found }.into());
            Self::default()
        });
        let block = block.with_words(&mut form);
        form.finish(block)
    }
}

impl Block {
    /// The block with what stands beside it.
    fn with_words(mut self, form: &mut Form<'_>) -> Self {
        if let Self::Table(table) | Self::Chart(ChartBlock { table, .. }) = &mut self {
            table.survey = form.get("survey");
            table.waves = form.get("waves");
            table.title = form.get("title");
            table.note = form.get("note");
        }
        self
    }
}

impl Readable for ComparisonBlock {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            title: form.need("title"),
            columns: form.need("columns"),
            rows: form.need("rows"),
        };
        form.finish(read)
    }
}

impl Readable for ComparisonRow {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            label: form.need("label"),
            figures: form.need("figures"),
        };
        form.finish(read)
    }
}
