//! `report.json` as it is written, before its requests are told from what stands beside them.

use super::description::{
    Block, CellDescription, ChartBlock, ComparisonBlock, FigureDescription, ReportDescription,
    TableBlock,
};
use crate::chart::ChartKind;
use crate::data::{Label, read_form};
use crate::error::{Error, ErrorKind, Place, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportForm {
    title: Label,
    lead: Option<Label>,
    unit: Option<Label>,
    #[serde(default)]
    surveys: BTreeMap<String, String>,
    #[serde(default)]
    figures: BTreeMap<String, Map<String, Value>>,
    #[serde(default)]
    blocks: Vec<BlockForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockForm {
    prose: Option<Label>,
    chart: Option<Map<String, Value>>,
    table: Option<Map<String, Value>>,
    comparison: Option<ComparisonBlock>,
    methods: Option<bool>,
    survey: Option<String>,
    title: Option<Label>,
    note: Option<Label>,
}

/// What a figure has beside the request for its table.
#[derive(Default, Deserialize)]
#[serde(default)]
struct CellForm {
    value: Option<String>,
    column: Option<String>,
    survey: Option<String>,
    label: Option<Label>,
}

/// What a chart has beside the request for its table.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ChartEntries {
    kind: ChartKind,
}

impl ReportForm {
    pub(super) fn read(self) -> Result<ReportDescription> {
        Ok(ReportDescription {
            title: self.title,
            lead: self.lead,
            unit: self.unit,
            surveys: self.surveys,
            figures: self
                .figures
                .into_iter()
                .map(|(name, entries)| Ok((name.clone(), figure(&name, entries)?)))
                .collect::<Result<_>>()?,
            blocks: self
                .blocks
                .into_iter()
                .enumerate()
                .map(|(index, block)| block.read(&format!("blocks[{index}]")))
                .collect::<Result<_>>()?,
        })
    }
}

impl BlockForm {
    fn read(self, path: &str) -> Result<Block> {
        let found = [
            self.prose.is_some(),
            self.chart.is_some(),
            self.table.is_some(),
            self.comparison.is_some(),
            self.methods == Some(true),
        ];
        let found = found.into_iter().filter(|named| *named).count();
        let none = || Error::new(ErrorKind::NotOneBlock { found }).at(Place::path(path));
        if found != 1 {
            return Err(none());
        }
        if let Some(text) = self.prose {
            return Ok(Block::Prose(text));
        }
        if let Some(comparison) = self.comparison {
            return Ok(Block::Comparison(comparison));
        }
        let (name, entries) = match (self.chart, self.table) {
            (Some(entries), _) => ("chart", entries),
            (None, Some(entries)) => ("table", entries),
            (None, None) => return Ok(Block::Methods),
        };
        let path = format!("{path}.{name}");
        let (own, request) = split(entries, if name == "chart" { &["kind"] } else { &[] });
        let chart: ChartEntries = read(own, &path)?;
        let table = TableBlock {
            request: read(request, &path)?,
            survey: self.survey,
            title: self.title,
            note: self.note,
        };
        Ok(match name {
            "chart" => Block::Chart(ChartBlock {
                table,
                kind: chart.kind,
            }),
            _ => Block::Table(table),
        })
    }
}

fn figure(name: &str, entries: Map<String, Value>) -> Result<FigureDescription> {
    let path = format!("figures.{name}");
    if entries.contains_key("fact") {
        return read(entries, &path).map(FigureDescription::Fact);
    }
    let (own, request) = split(entries, &["value", "column", "survey", "label"]);
    let own: CellForm = read(own, &path)?;
    Ok(FigureDescription::Cell(Box::new(CellDescription {
        request: read(request, &path)?,
        value: own.value,
        column: own.column,
        survey: own.survey,
        label: own.label,
    })))
}

// A request refuses entries that it doesn't know, so what is not the request's is taken out first.
fn split(entries: Map<String, Value>, own: &[&str]) -> (Map<String, Value>, Map<String, Value>) {
    entries
        .into_iter()
        .partition(|(name, _)| own.contains(&name.as_str()))
}

fn read<T: DeserializeOwned>(entries: Map<String, Value>, path: &str) -> Result<T> {
    read_form(&Value::Object(entries), path)
}
