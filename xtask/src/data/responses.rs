//! The rows of a package, kept by column until they are written.

use super::codebook::Field;
use super::hospital::{CLASS_NAMES, Hospital};
use std::collections::BTreeMap;

/// Cells by column name; every column has one cell for each row.
#[derive(Default)]
pub(super) struct Responses(BTreeMap<&'static str, Vec<String>>);

impl Responses {
    /// Rows that so far say only which hospital answered.
    pub(super) fn of(hospitals: &[Hospital]) -> Self {
        let column = |cell: &dyn Fn(&Hospital) -> String| hospitals.iter().map(cell).collect();
        let mut responses = Self::default();
        responses.put("responded", column(&|hospital| hospital.responded.clone()));
        responses.put(
            "beds_class",
            column(&|hospital| CLASS_NAMES[hospital.class].to_owned()),
        );
        responses.put("founder", column(&|hospital| hospital.founder.to_owned()));
        responses.put("region", column(&|hospital| hospital.region.to_owned()));
        responses.put("beds", column(&|hospital| hospital.beds.to_string()));
        let staff = |hospital: &Hospital| {
            hospital
                .it_staff
                .map_or_else(|| "999".to_owned(), |staff| staff.to_string())
        };
        responses.put("it_staff", column(&staff));
        responses
    }

    pub(super) fn put(&mut self, name: &'static str, cells: Vec<String>) {
        self.0.insert(name, cells);
    }

    /// Replaces each cell of the column `name`.
    pub(super) fn change(&mut self, name: &str, mut cell: impl FnMut(&str) -> String) {
        for old in self.0.get_mut(name).into_iter().flatten() {
            *old = cell(old);
        }
    }

    /// Which rows hold one of `values` in the column `name`.
    pub(super) fn are(&self, name: &str, values: &[&str]) -> Vec<bool> {
        self.0[name]
            .iter()
            .map(|cell| values.contains(&cell.as_str()))
            .collect()
    }

    /// These rows, and then `later`, which has the same columns.
    pub(super) fn followed_by(mut self, later: Self) -> Self {
        for (name, cells) in later.0 {
            self.0.entry(name).or_default().extend(cells);
        }
        self
    }

    /// The file, its columns in the order of `fields`. No cell needs quoting: each is a
    /// number, a day, a value of a category, or several of these joined with semicolons.
    pub(super) fn to_csv(&self, fields: &[Field]) -> String {
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let columns: Vec<&Vec<String>> = names.iter().map(|name| &self.0[*name]).collect();
        let mut text = names.join(",") + "\n";
        for row in 0..columns.first().map_or(0, |column| column.len()) {
            let cells: Vec<&str> = columns.iter().map(|column| column[row].as_str()).collect();
            text += &cells.join(",");
            text.push('\n');
        }
        text
    }
}
