//! The one build tool of the project: `cargo xtask COMMAND`.
//!
//! Every command says what it does while it does it and how long each step
//! took, and ends a failure with what to do next.

mod apt;
mod bench;
mod brotli;
mod build;
mod cargo;
mod chromium;
mod code_origins;
mod data;
mod demo;
mod engines;
mod gallery;
mod lint;
mod many_values;
mod npm;
mod one_script;
mod oracle;
mod order;
mod package;
mod plain_glue;
mod program;
mod project;
mod short_names;
mod site;
mod sizes;
mod step;
mod summary;
mod target_spec;
mod test;
mod wasm;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::{Result, bail};

/// A word that follows `cargo xtask`, and the function that answers it.
struct Command {
    name: &'static str,
    summary: &'static str,
    /// What `--help` prints below the summary.
    help: &'static str,
    run: fn(Vec<OsString>) -> Result<()>,
}

/// Every command, in the order in which the help lists them.
const COMMANDS: &[Command] = &[
    Command {
        name: "demo",
        summary: "Build everything and serve the pages on this machine",
        help: demo::HELP,
        run: demo::run,
    },
    Command {
        name: "build",
        summary: "Make the npm package (pkg/) and the pages (www/dist/)",
        help: build::HELP,
        run: build::run,
    },
    Command {
        name: "test",
        summary: "Set up, lint and run every test; ends with `N passed, N failed`",
        help: test::HELP,
        run: test::run,
    },
    Command {
        name: "bench",
        summary: "Measure the package in Chromium, as ratios to a page by hand",
        help: bench::HELP,
        run: bench::run,
    },
    Command {
        name: "gallery",
        summary: "Write the pages of charts: every kind, theme, width and language",
        help: gallery::HELP,
        run: gallery::run,
    },
    Command {
        name: "data",
        summary: "Write the survey packages that the pages show",
        help: data::HELP,
        run: data::run,
    },
    Command {
        name: "oracle",
        summary: "Make the expected values of R and Python again and compare them",
        help: oracle::HELP,
        run: oracle::run,
    },
    Command {
        name: "lint",
        summary: "Check formatting and run clippy with warnings denied",
        help: lint::HELP,
        run: lint::run,
    },
];

fn main() -> ExitCode {
    match dispatch(std::env::args_os().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(mut arguments: Vec<OsString>) -> Result<()> {
    if arguments.is_empty() || is_help(&arguments[0]) {
        print!("{}", overview());
        return Ok(());
    }
    let name = arguments.remove(0);
    let Some(command) = COMMANDS.iter().find(|command| name == command.name) else {
        bail!(
            "there is no command `{}`.\n\n{}",
            name.to_string_lossy(),
            overview()
        );
    };
    if arguments.iter().any(is_help) {
        println!(
            "cargo xtask {}: {}\n\n{}",
            command.name, command.summary, command.help
        );
        return Ok(());
    }
    (command.run)(arguments)
}

fn is_help(argument: &OsString) -> bool {
    argument == "--help" || argument == "-h"
}

fn overview() -> String {
    let mut text = String::from("Usage: cargo xtask COMMAND [OPTIONS]\n\n");
    for command in COMMANDS {
        text += &format!("  {:8} {}\n", command.name, command.summary);
    }
    text + "\n`cargo xtask COMMAND --help` tells more about one of them.\n"
}
