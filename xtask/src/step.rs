//! A step says that it begins, and how long it took when it has ended.

use std::time::Instant;

use anyhow::Result;

/// Runs one step of a command between its title and its time.
pub fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("== {title}");
    let start = Instant::now();
    let outcome = work();
    let seconds = start.elapsed().as_secs_f64();
    let ending = if outcome.is_ok() { "done" } else { "FAILED" };
    println!("   {ending} in {seconds:.1} s: {title}");
    outcome
}
