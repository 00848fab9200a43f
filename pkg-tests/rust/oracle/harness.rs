//! Tests whose names and number come from a file, run and counted as cargo's own are.

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::expected::Expected;

/// What the command line asks for.
pub(crate) enum Command {
    Run(Filter),
    List(Filter),
    Tables,
}

/// The words that a test's name must have one of; none admits all.
pub(crate) struct Filter {
    words: Vec<String>,
}

impl Filter {
    pub(crate) fn admits(&self, name: &str) -> bool {
        self.words.is_empty() || self.words.iter().any(|word| name.contains(word.as_str()))
    }
}

impl Command {
    /// Reads the arguments that cargo hands on. Options of cargo's own harness that do not
    /// choose tests, such as `--nocapture`, mean nothing here.
    pub(crate) fn of_arguments() -> Self {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let has = |option: &str| arguments.iter().any(|argument| argument == option);
        let words = arguments
            .iter()
            .filter(|argument| !argument.starts_with('-'));
        let filter = Filter {
            words: words.cloned().collect(),
        };
        match (has("--tables"), has("--list")) {
            (true, _) => Self::Tables,
            (_, true) => Self::List(filter),
            _ => Self::Run(filter),
        }
    }
}

/// One test: the lines that it compares, all of one design.
pub(crate) struct Test<'a> {
    pub(crate) name: String,
    pub(crate) lines: Vec<&'a Expected>,
    /// Whether what needs no comparison holds.
    holds: bool,
}

impl Test<'_> {
    /// A test of how many lines there are.
    pub(crate) fn of_count(name: String, holds: bool) -> Self {
        let lines = Vec::new();
        Self { name, lines, holds }
    }

    fn design(&self) -> Option<&str> {
        self.lines.first().map(|line| line.design())
    }
}

/// Adds a line to the test of this name.
pub(crate) fn add<'a>(tests: &mut Vec<Test<'a>>, name: String, line: &'a Expected) {
    // Lines of one test stand near each other.
    match tests.iter_mut().rev().find(|test| test.name == name) {
        Some(test) => test.lines.push(line),
        None => tests.push(Test {
            name,
            lines: vec![line],
            holds: true,
        }),
    }
}

/// What came of the tests.
pub(crate) struct Report;

impl Report {
    /// Names the tests that a filter admits.
    pub(crate) fn list(tests: &[Test<'_>], filter: &Filter) -> ExitCode {
        let names = tests.iter().map(|test| &test.name);
        for name in names.filter(|name| filter.admits(name)) {
            println!("{name}: test");
        }
        ExitCode::SUCCESS
    }

    /// Runs the tests design by design; `run` says what is wrong with each of a design's.
    pub(crate) fn of(
        tests: &[Test<'_>],
        run: impl Fn(&str, &[&Test<'_>]) -> Vec<Vec<String>> + Sync,
    ) -> ExitCode {
        let mut designs: Vec<&str> = Vec::new();
        for design in tests.iter().filter_map(Test::design) {
            if !designs.contains(&design) {
                designs.push(design);
            }
        }
        println!("\nrunning {} tests", tests.len());
        let outcomes = in_parallel(&designs, |design| {
            let of_design = tests.iter().filter(|test| test.design() == Some(*design));
            let own: Vec<&Test<'_>> = of_design.collect();
            let wrong = run(design, &own);
            own.into_iter().zip(wrong).collect::<Vec<_>>()
        });
        let counts = tests.iter().filter(|test| test.design().is_none());
        let counts = counts.map(|test| (test, Vec::new()));
        let outcomes: Vec<_> = counts.chain(outcomes.into_iter().flatten()).collect();
        let failed: Vec<_> = (outcomes.iter())
            .filter(|(test, wrong)| !wrong.is_empty() || !test.holds)
            .collect();
        for (test, wrong) in &outcomes {
            let is_ok = wrong.is_empty() && test.holds;
            println!(
                "test {} ... {}",
                test.name,
                if is_ok { "ok" } else { "FAILED" }
            );
        }
        for (test, wrong) in &failed {
            println!("\n---- {} ----\n{}", test.name, wrong.join("\n"));
        }
        let values: usize = tests.iter().map(|test| test.lines.len()).sum();
        println!("\n{values} values compared");
        let (word, passed) = (
            if failed.is_empty() { "ok" } else { "FAILED" },
            outcomes.len() - failed.len(),
        );
        println!(
            "\ntest result: {word}. {passed} passed; {} failed; 0 ignored",
            failed.len()
        );
        if failed.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

/// What `work` makes of each item, in the items' order, on all processors.
pub(crate) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(at) = Some(next.fetch_add(1, Ordering::Relaxed))
                    && let Some(item) = items.get(at)
                {
                    let made = work(item);
                    done.lock().unwrap().push((at, made));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}
