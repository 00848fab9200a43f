//! `cargo xtask bench`: how long things take, beside what a page by hand takes.

use std::ffi::OsString;

use anyhow::Result;
use lexopt::prelude::*;

use crate::program::{find, program, run as run_program};
use crate::{build, chromium, npm};

/// What `cargo xtask bench --help` says.
pub const HELP: &str = "\
Builds the package and the pages, then measures them beside the peers of
pkg-tests/bench/peers, which take turns and whose answers are compared before
anything is timed: the cold load of the report page until its last chart is
painted; report() for 476 responses; one survey of up to 1,000,000 rows, in a
page and in Node, from its bytes to a first answer, then a weighted table, a
filtered table by 47 regions, all 66 pairs of 12 questions, and standard errors,
beside typed arrays by hand, DuckDB-WASM, Arquero, Perspective, Crossfilter,
Papa Parse and R's survey package; and each kind of chart as an SVG string beside
Observable Plot, Vega and ECharts, from a finished table and, as an entry of its
own, with the table computed each time; and in the explorer, from a click to the
painted crosstab, beside a page of DuckDB-WASM and Observable Plot; the memory that
a million responses take, and what of the page's time while a Worker reads them;
how the times grow from 1,000 to 5,000,000 rows and with the columns; and the
engine compiled for the machine itself. The peers are the packages of pkg-tests/bench,
which are installed when they are not. The times stand in
pkg-tests/bench/RESULTS.md, as milliseconds and as multiples of a yardstick in
the same run. Where valgrind is installed, the instructions of the native kernels
are counted, and held to pkg-tests/bench/instructions.json.

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
    )?;
    if find("valgrind").is_none() {
        println!("   valgrind is not installed: instructions are not counted");
        return Ok(());
    }
    run_program(
        program("node").arg("pkg-tests/bench/instructions.mjs"),
        "Where the kernels are meant to take more, write the counts anew.",
    )
}
