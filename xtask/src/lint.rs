//! `cargo xtask lint`: formatting and clippy.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::cargo::{WASM, cargo, ensure_wasm_target};
use crate::program::run as run_program;
use crate::project;
use crate::step::step;

/// What `cargo xtask lint --help` says.
pub const HELP: &str = "\
Runs rustfmt --check, then clippy with warnings denied: over the workspace,
over the statistics alone (no features), and over the wasm build.
`cargo xtask lint --fix` formats the sources and lets clippy mend what it can.
";

/// One way in which the sources are checked.
pub struct Check {
    pub title: &'static str,
    pub arguments: &'static [&'static str],
    pub next: &'static str,
}

const MEND: &str = "Mend what clippy names above (`cargo xtask lint --fix` mends some of it).";

/// The kinds of chart, whose files a macro declares, so that rustfmt does not find them.
const KINDS: &str = "src/chart/kinds";

/// The sources that rustfmt has to be told of.
fn told() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(project::path(KINDS))? {
        files.push(entry?.path());
    }
    Ok(files)
}

/// Every check, from the quickest to the slowest.
pub const CHECKS: [Check; 5] = [
    Check {
        title: "rustfmt --check",
        arguments: &["fmt", "--all", "--", "--check"],
        next: "Run `cargo xtask lint --fix`.",
    },
    Check {
        title: "clippy, statistics alone (no features)",
        arguments: &[
            "clippy",
            "--quiet",
            "--package",
            "chosa",
            "--no-default-features",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ],
        next: MEND,
    },
    Check {
        title: "clippy, workspace",
        arguments: &[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ],
        next: MEND,
    },
    Check {
        title: "clippy, wasm",
        arguments: &[
            "clippy",
            "--quiet",
            "--package",
            "chosa",
            "--lib",
            "--no-default-features",
            "--features",
            "wasm",
            "--target",
            WASM,
            "--",
            "--deny",
            "warnings",
        ],
        next: MEND,
    },
    Check {
        title: "clippy, the small wasm",
        arguments: &[
            "clippy",
            "--quiet",
            "--package",
            "chosa",
            "--lib",
            "--no-default-features",
            "--features",
            "infer-wasm",
            "--target",
            WASM,
            "--",
            "--deny",
            "warnings",
        ],
        next: MEND,
    },
];

impl Check {
    /// Runs the check and says how long it took.
    pub fn run(&self) -> Result<()> {
        step(self.title, || {
            let mut command = cargo();
            command.args(self.arguments);
            if self.arguments.first() == Some(&"fmt") {
                command.args(told()?);
            }
            run_program(&mut command, self.next)
        })
    }
}

/// Runs every check, or mends first with `--fix`.
pub fn run(arguments: Vec<OsString>) -> Result<()> {
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Long("fix") => mend()?,
            other => return Err(other.unexpected().into()),
        }
    }
    ensure_wasm_target()?;
    CHECKS.iter().try_for_each(Check::run)
}

fn mend() -> Result<()> {
    step("rustfmt", || {
        run_program(
            cargo().args(["fmt", "--all", "--"]).args(told()?),
            "Mend the syntax error named above.",
        )
    })?;
    step("clippy --fix", || {
        let fix = [
            "clippy",
            "--fix",
            "--allow-dirty",
            "--workspace",
            "--all-targets",
        ];
        run_program(cargo().args(fix), MEND)
    })
}
