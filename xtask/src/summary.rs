//! How many tests passed, failed and were skipped.

use std::fmt;

/// A count of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many passed.
    pub passed: usize,
    /// How many failed.
    pub failed: usize,
    /// How many were skipped.
    pub skipped: usize,
}

impl Summary {
    /// The sum of two counts.
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }

    /// What the output of cargo or of `node --test` counts. A run that failed without
    /// a failing test (it did not compile, it crashed) is one failure.
    pub fn of_step(text: &str, success: bool) -> Self {
        let mut counted = text
            .lines()
            .filter_map(|line| Self::of_cargo_line(line).or_else(|| Self::of_node_line(line)))
            .fold(Self::default(), Self::plus);
        if !success && counted.failed == 0 {
            counted.failed = 1;
        }
        counted
    }

    /// The lines that name a skipped test, with its reason.
    pub fn skipped_lines(text: &str) -> Vec<String> {
        text.lines()
            .filter_map(|line| {
                let line = line.trim();
                let node = line.strip_prefix("﹣ ");
                let cargo = line
                    .strip_prefix("test ")
                    .filter(|rest| rest.contains("... ignored"));
                node.or(cargo).map(str::to_owned)
            })
            .collect()
    }

    /// Reads `test result: ok. 9 passed; 0 failed; 1 ignored; …`.
    fn of_cargo_line(line: &str) -> Option<Self> {
        let rest = line.trim().strip_prefix("test result:")?;
        let number = |word: &str| {
            let part = rest
                .split(';')
                .find_map(|part| part.trim().strip_suffix(word))?;
            part.split_whitespace().last()?.parse().ok()
        };
        Some(Self {
            passed: number("passed")?,
            failed: number("failed")?,
            skipped: number("ignored")?,
        })
    }

    /// Reads `ℹ pass 9` and its companions, as Node's `spec` reporter ends.
    fn of_node_line(line: &str) -> Option<Self> {
        let (word, number) = line.strip_prefix("ℹ ")?.split_once(' ')?;
        let number = number.trim().parse().ok()?;
        let none = Self::default();
        match word {
            "pass" => Some(Self {
                passed: number,
                ..none
            }),
            "fail" | "cancelled" => Some(Self {
                failed: number,
                ..none
            }),
            "skipped" | "todo" => Some(Self {
                skipped: number,
                ..none
            }),
            _ => None,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Summary;

    #[test]
    fn cargo_lines_are_added_up() {
        let text = "test result: ok. 9 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                    test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        let summary = Summary::of_step(text, false);
        assert_eq!(summary.to_string(), "11 passed, 3 failed, 1 skipped");
    }

    #[test]
    fn node_lines_are_added_up() {
        let text = "✔ opens (1.2ms)\nℹ tests 5\nℹ suites 0\nℹ pass 3\nℹ fail 1\nℹ cancelled 0\n\
                    ℹ skipped 1\nℹ todo 0\nℹ duration_ms 69.1\n";
        let summary = Summary::of_step(text, false);
        assert_eq!(summary.to_string(), "3 passed, 1 failed, 1 skipped");
    }

    #[test]
    fn a_step_that_dies_without_a_failing_test_has_failed() {
        assert_eq!(Summary::of_step("", false).failed, 1);
        let died = "test result: ok. 9 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(Summary::of_step(died, false).failed, 1);
        assert_eq!(Summary::of_step(died, true).failed, 0);
    }

    #[test]
    fn skipped_tests_are_named_with_their_reason() {
        let text = "test stats::slow ... ignored, takes an hour\ntest stats::quick ... ok\n\
                    ﹣ opens in a worker (0.4ms) # no worker here\n";
        assert_eq!(
            Summary::skipped_lines(text),
            [
                "stats::slow ... ignored, takes an hour",
                "opens in a worker (0.4ms) # no worker here"
            ]
        );
    }
}
