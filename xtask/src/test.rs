//! `cargo xtask test`: everything that must hold before a change lands.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::cargo::{cargo, ensure_wasm_target};
use crate::engines::ENGINES;
use crate::program::{program, watch};
use crate::step::step;
use crate::summary::Summary;
use crate::{build, chromium, lint, npm, project};

/// A file of tests that has not ended after 15 minutes, when all files of a folder take less on a
/// busy machine, waits for what will not come: it fails by its name, and the other files still run.
const STUCK: &str = "--test-timeout=900000";

/// What `cargo xtask test --help` prints.
pub const HELP: &str = "\
Sets up what the tests need (npm's packages of both locks, the wasm target,
a Chromium, a Firefox, a WebKit), checks formatting, lints with warnings
denied, runs the native tests, builds the package, runs the package's tests in
Node and in the three browsers, and installs it into small projects of every
kind, which are built and run. A step that fails does not hide those after it.
The last line is `N passed, N failed`, with `, N skipped` where something was
left out.

The variable CHROME names the Chromium to use, FIREFOX and WEBKIT the commands
of the two others, whose tests are skipped where they can't be installed.
";

/// The tests of cargo: the lower floors alone, then everything.
const NATIVE: [(&str, &[&str]); 2] = [
    (
        "tests of the lower floors (no features)",
        &["test", "--no-fail-fast", "--no-default-features"],
    ),
    (
        "tests of the whole house",
        &["test", "--no-fail-fast", "--workspace"],
    ),
];

/// The variable that names a browser to the tests, and what starts it.
type Browser = (&'static str, OsString);

/// What has been counted so far, and the names of what was left out.
#[derive(Default)]
struct Tally {
    total: Summary,
    notes: Vec<String>,
}

/// Runs every step and prints the sum.
pub fn run(arguments: Vec<OsString>) -> Result<()> {
    if let Some(argument) = lexopt::Parser::from_args(arguments).next()? {
        return Err(argument.unexpected().into());
    }
    let mut tally = Tally::default();
    let target_ready = tally.check("the wasm target", ensure_wasm_target);
    for check in &lint::CHECKS {
        tally.check(check.title, || check.run());
    }
    for (title, arguments) in NATIVE {
        tally.tests(title, cargo().args(arguments));
    }
    let built = target_ready
        && tally.check("npm packages", npm::ensure_packages)
        && tally.check("build", build::build);
    tally.node_tests("package", "pkg-tests/package", built, &[]);
    if let Some(chrome) = tally.chromium() {
        let mut browsers = tally.engines();
        browsers.push(("CHROME", chrome.into()));
        tally.node_tests("browser", "pkg-tests/browser", built, &browsers);
        if tally.check("bundlers", npm::ensure_consumers) {
            tally.node_tests("consumer", "pkg-tests/consumers", built, &browsers);
        }
    }
    tally.finish()
}

impl Tally {
    /// A step that holds is no test, and adds nothing; one that fails counts as a
    /// failure, or the last line would call a run good that was not.
    fn check(&mut self, title: &str, work: impl FnOnce() -> Result<()>) -> bool {
        match work() {
            Ok(()) => true,
            Err(failure) => {
                self.total.failed += 1;
                self.note(format!("failed: {title}: {failure:#}"));
                false
            }
        }
    }

    /// Runs a command whose output counts its own tests.
    fn tests(&mut self, title: &str, command: &mut Command) {
        let outcome = step(title, || {
            let watched = watch(command)?;
            let counted = Summary::of_step(&watched.text, watched.success);
            println!("   {counted}");
            Ok((watched.text, counted))
        });
        match outcome {
            Ok((text, counted)) => {
                self.total = self.total.plus(counted);
                if counted.failed > 0 {
                    self.note(format!("failed: {title}: {} (see above)", counted.failed));
                }
                for skipped in Summary::skipped_lines(&text) {
                    self.note(format!("skipped: {skipped}"));
                }
            }
            Err(failure) => {
                self.total.failed += 1;
                self.note(format!("failed: {title}: {failure:#}"));
            }
        }
    }

    /// Runs the `*.test.mjs` files of a folder with Node's own test runner.
    fn node_tests(&mut self, title: &str, folder: &str, built: bool, browsers: &[Browser]) {
        let files = test_files(folder);
        if files.is_empty() {
            return;
        }
        if !built {
            self.total.skipped += 1;
            self.note(format!("skipped: {title} tests: there is no build to test"));
            return;
        }
        let mut node = program("node");
        node.args(["--test", "--test-reporter=spec", STUCK])
            .args(files);
        for (variable, command) in browsers {
            node.env(variable, command);
        }
        self.tests(&format!("{title} tests"), &mut node);
    }

    fn chromium(&mut self) -> Option<PathBuf> {
        let mut chrome = None;
        self.check("Chromium", || {
            chrome = Some(chromium::ensure()?);
            Ok(())
        });
        chrome
    }

    /// The other engines that are here or can be installed. The tests say which of them they
    /// skip; where this runs for everyone, none may be missing.
    fn engines(&mut self) -> Vec<Browser> {
        let mut found = Vec::new();
        for engine in &ENGINES {
            match engine.ensure() {
                Ok(command) => found.push((engine.variable, command.into())),
                Err(failure) if std::env::var_os("CI").is_some() => {
                    self.total.failed += 1;
                    self.note(format!("failed: {}: {failure:#}", engine.name));
                }
                Err(failure) => self.note(format!("skipped: {}: {failure:#}", engine.name)),
            }
        }
        found
    }

    fn note(&mut self, text: String) {
        self.notes.push(text);
    }

    /// Names what failed or was left out, then prints the one line that counts.
    fn finish(self) -> Result<()> {
        println!();
        for note in &self.notes {
            println!("{note}");
        }
        println!("{}", self.total);
        if self.total.failed > 0 {
            std::process::exit(1);
        }
        if self.total.passed == 0 {
            bail!("no test ran. Look above for what went wrong.");
        }
        Ok(())
    }
}

fn test_files(folder: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(project::path(folder)) else {
        return Vec::new();
    };
    let mut files: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".test.mjs"))
        .map(|name| format!("{folder}/{name}"))
        .collect();
    files.sort();
    files
}
