//! `cargo xtask bench`: how long things take, beside what a page by hand takes.

use std::ffi::OsString;

use anyhow::Result;
use lexopt::prelude::*;

use crate::program::{program, run as run_program};
use crate::{build, chromium, npm};

/// What `cargo xtask bench --help` says.
pub const HELP: &str = "\
Builds the package and the pages, then measures them in Chromium beside the
peers of pkg-tests/bench/peers: the cold load of the report page until its last
chart is painted, and report() for 476 responses. In Node it measures a banner
of 12 questions by region with standard errors, over 100,000 and 1,000,000 rows
of a stratified and clustered sample, beside weighted counts without errors and,
where R and its package survey are installed, beside svyby and svymean. Each kind
of chart is drawn as an SVG string beside Observable Plot, Vega and ECharts, the
packages of pkg-tests/bench, which are installed when they are not; there Chosa
is the yardstick. All draw from a finished table; a second entry of Chosa computes
it each time. Peers take turns, their answers are compared before anything is
timed, and what is printed, a Markdown table, are multiples of the yardstick's
median in the same run.

  --quick    a few samples only, to see that it works

The variable CHROME names the Chromium to use.
";

/// Answers the command.
pub fn run(arguments: Vec<OsString>) -> Result<()> {
    let mut quick = false;
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("quick") => quick = true,
            other => return Err(other.unexpected().into()),
        }
    }
    build::build()?;
    npm::ensure_peers();
    let mut node = program("node");
    node.arg("pkg-tests/bench/run.mjs")
        .args(quick.then_some("--quick"))
        .env("CHROME", chromium::ensure()?);
    run_program(
        &mut node,
        "Look above for the task and the peer that failed.",
    )
}
