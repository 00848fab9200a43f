//! `cargo xtask gallery`: every chart of the pages, to be looked at.

use std::ffi::OsString;

use anyhow::Result;

use crate::{build, project};

/// What `cargo xtask gallery --help` says.
pub const HELP: &str = "\
Builds the package and the pages, of which charts.html and chart-cases.html in
www/dist and www/dist/en are the gallery: each chart of
pkg-tests/golden/everywhere.json, and, on a page for each kind, every golden file, at
three widths, in light, in dark and for print, in Japanese and in English. Ends with
where they are. The pages need no server: they open from the disk.
";

/// Answers the command.
pub fn run(arguments: Vec<OsString>) -> Result<()> {
    if let Some(argument) = lexopt::Parser::from_args(arguments).next()? {
        return Err(argument.unexpected().into());
    }
    build::build()?;
    println!();
    for folder in ["www/dist", "www/dist/en"] {
        for page in ["charts.html", "chart-cases.html"] {
            println!("{}", project::path(folder).join(page).display());
        }
    }
    Ok(())
}
