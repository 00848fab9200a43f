//! The files of the oracle, as text.

use std::path::PathBuf;

use chosa::data::Mask;

/// A file in the folder of the oracle.
pub(crate) fn text_of(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("pkg-tests/oracle");
    let path = folder.join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// The column and the value of a condition; `k=5` is "Yes" in the column `k=5` of those
/// that count up.
pub(crate) fn answer_of(condition: &str) -> Option<(&str, &str)> {
    let (name, value) = condition.split_once('=')?;
    Some(if name == "k" {
        (condition, "Yes")
    } else {
        (name, value)
    })
}

/// A CSV file without quoted cells.
#[derive(Default)]
pub(crate) struct Sheet {
    pub(crate) names: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Sheet {
    pub(crate) fn read(name: &str) -> Self {
        let text = text_of(name);
        let mut lines = (text.lines()).map(|line| line.split(',').map(str::to_owned).collect());
        Self {
            names: lines.next().unwrap(),
            rows: lines.collect(),
        }
    }

    pub(crate) fn texts(&self, name: &str) -> Vec<&str> {
        let at = self.names.iter().position(|known| known == name);
        let at = at.unwrap_or_else(|| panic!("no column {name}"));
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }

    /// The values of a column; NaN where there is none.
    pub(crate) fn numbers(&self, name: &str) -> Vec<f64> {
        let texts = self.texts(name).into_iter();
        texts.map(|text| text.parse().unwrap_or(f64::NAN)).collect()
    }

    /// The different texts of a column, in the order in which they appear.
    pub(crate) fn values(&self, name: &str) -> Vec<&str> {
        let mut values = Vec::new();
        for text in self.texts(name) {
            if !values.contains(&text) {
                values.push(text);
            }
        }
        values
    }

    /// The rows where a condition such as `stype=E` holds; `all` is everyone.
    pub(crate) fn mask(&self, condition: &str) -> Mask {
        let Some((name, value)) = answer_of(condition) else {
            return Mask::all(self.rows.len());
        };
        let texts = self.texts(name);
        Mask::from_fn(self.rows.len(), |row| texts[row] == value)
    }

    /// The sheet with one column more.
    pub(crate) fn with(mut self, name: &str, cells: impl IntoIterator<Item = String>) -> Self {
        self.names.push(name.to_owned());
        for (row, cell) in self.rows.iter_mut().zip(cells) {
            row.push(cell);
        }
        self
    }

    pub(crate) fn csv(&self) -> String {
        let lines = std::iter::once(&self.names).chain(&self.rows);
        lines.map(|cells| cells.join(",") + "\n").collect()
    }
}
