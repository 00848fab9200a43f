//! What needs several cells of a row: who chose any option, and how clusters lie in strata.

use super::find::parts;
use super::guess::{ColumnRole, GuessedColumn, GuessedMultiple};
use super::judge::counted;
use super::profile::Profile;
use super::records::Record;
use super::routing::Routing;
use crate::data::distinct::Distinct;
use crate::text::digits;
use std::ops::Range;

/// The count of a file's second reading.
#[derive(Default)]
pub(super) struct Recount {
    routing: Routing,
    chosen: Vec<Chosen>,
    stratum: Option<usize>,
    cluster: Option<usize>,
    strata: Distinct,
    clusters: Distinct,
    pairs: Distinct,
    units: Vec<usize>,
}

/// What is looked for in one multiple choice.
struct Chosen {
    /// The columns, and what stands in them where an option was chosen.
    cells: Vec<(usize, String)>,
    separator: Option<String>,
    rows: usize,
    parts: Profile,
}

/// How the sample's design looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DesignLook {
    /// Whether clusters of different strata have one name.
    pub(super) is_nested: bool,
    /// Whether a stratum has one unit only.
    pub(super) has_lonely: bool,
}

impl Recount {
    pub(super) fn new(
        columns: &[GuessedColumn],
        multiples: &[GuessedMultiple],
        runs: &[Range<usize>],
    ) -> Self {
        let mut chosen = Vec::new();
        for multiple in multiples {
            chosen.push(Chosen::of(multiple, columns));
        }
        let of_role = |role| columns.iter().position(|column| column.role == role);
        Self {
            routing: Routing::new(columns, multiples, runs),
            chosen,
            stratum: of_role(ColumnRole::Stratum),
            cluster: of_role(ColumnRole::Cluster),
            ..Self::default()
        }
    }

    /// Whether more rows would tell anything.
    pub(super) fn is_open(&self) -> bool {
        let is_whole = !self.chosen.is_empty() || self.stratum.is_some() || self.cluster.is_some();
        is_whole || self.routing.is_open()
    }

    /// Counts a respondent.
    pub(super) fn push(&mut self, record: &Record<'_>, columns: &[GuessedColumn]) {
        let mut chosen = Vec::with_capacity(self.chosen.len());
        for one in &mut self.chosen {
            chosen.push(one.push(record));
        }
        self.routing.push(record, columns, &chosen);
        if self.stratum.is_none() && self.cluster.is_none() {
            return;
        }
        let stratum = self.stratum.map_or("", |place| record.cell(place));
        let number = self.strata.number(stratum.as_bytes()) as usize;
        if number == self.units.len() {
            self.units.push(0);
        }
        let is_new = match self.cluster.map(|place| record.cell(place)) {
            None => true,
            Some(cluster) => {
                self.clusters.number(cluster.as_bytes());
                let before = self.pairs.len();
                self.pairs
                    .number((digits(number as u64) + " " + cluster).as_bytes());
                self.pairs.len() > before
            }
        };
        if let Some(units) = self.units.get_mut(number) {
            *units += usize::from(is_new);
        }
    }

    /// Writes what was counted into the questions.
    pub(super) fn finish(
        self,
        columns: &mut [GuessedColumn],
        multiples: &mut [GuessedMultiple],
    ) -> DesignLook {
        self.routing.finish(columns, multiples);
        for (multiple, chosen) in multiples.iter_mut().zip(&self.chosen) {
            multiple.answered = chosen.rows;
            if multiple.separator.is_some() {
                for (text, rows) in chosen.parts.values() {
                    multiple.options.push(counted(text, text, rows));
                }
            }
        }
        DesignLook {
            is_nested: self.pairs.len() > self.clusters.len(),
            has_lonely: self.units.contains(&1),
        }
    }
}

impl Chosen {
    fn of(multiple: &GuessedMultiple, columns: &[GuessedColumn]) -> Self {
        let mut cells = Vec::new();
        for place in &multiple.columns {
            let own = columns
                .get(place - 1)
                .and_then(|column| column.categories.first());
            let value = multiple
                .selected
                .as_ref()
                .or(own.map(|category| &category.value));
            cells.push((place - 1, value.cloned().unwrap_or_default()));
        }
        Self {
            cells,
            separator: multiple.separator.clone(),
            rows: 0,
            parts: Profile::default(),
        }
    }

    /// Whether any option was chosen.
    fn push(&mut self, record: &Record<'_>) -> bool {
        let Some(separator) = &self.separator else {
            let is_chosen = |(place, value): &(usize, String)| {
                !value.is_empty() && record.cell(*place) == value
            };
            let is_any = self.cells.iter().any(is_chosen);
            self.rows += usize::from(is_any);
            return is_any;
        };
        let cell = self
            .cells
            .first()
            .map_or("", |(place, _)| record.cell(*place));
        let parts = parts(cell, separator);
        self.rows += usize::from(!parts.is_empty());
        for (place, part) in parts.iter().enumerate() {
            if !parts.iter().take(place).any(|before| before == part) {
                self.parts.push(part);
            }
        }
        !parts.is_empty()
    }
}
