//! `cargo xtask gallery`: every chart of the pages, to be looked at.

use std::ffi::OsString;

use anyhow::Result;

use crate::{build, project};

/// What `cargo xtask gallery --help` says.
pub const HELP: &str = "\
Builds the package and the pages, of which www/dist/charts.html and
www/dist/en/charts.html are the gallery: each chart of
pkg-tests/golden/everywhere.json in light, in dark and for print, at three
widths, in Japanese and in English. Ends with where they are. The pages need no
server: they open from the disk.
";

/// Answers the command.
pub fn run(arguments: Vec<OsString>) -> Result<()> {
    if let Some(argument) = lexopt::Parser::from_args(arguments).next()? {
        return Err(argument.unexpected().into());
    }
    build::build()?;
    println!();
    for page in ["www/dist/charts.html", "www/dist/en/charts.html"] {
        println!("{}", project::path(page).display());
    }
    Ok(())
}
