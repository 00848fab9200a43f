//! npm's packages, installed by their lock when they are not.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::program::{program, run};
use crate::project;
use crate::step::step;

/// Where the lock that node_modules was made from is kept.
const INSTALLED: &str = "node_modules/.installed-lock.json";

/// The projects that use the package, and where what they are made with is installed.
const CONSUMERS: &str = "pkg-tests/consumers";
const CONSUMERS_WORK: &str = "target/consumers";

/// Installs what builds the package, unless node_modules was made from this very lock.
pub fn ensure_packages() -> Result<()> {
    ensure(project::root(), "npm ci")
}

/// Installs the bundlers that the tests of consumers need, out of the sources' way.
pub fn ensure_consumers() -> Result<()> {
    let work = project::path(CONSUMERS_WORK);
    fs::create_dir_all(&work)?;
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(project::path(CONSUMERS).join(name), work.join(name))?;
    }
    ensure(&work, "npm ci: bundlers")
}

/// Installs the peers of the bench; without them it goes on, and says what it skips.
pub fn ensure_peers() {
    if let Err(failure) = ensure(&project::path("pkg-tests/bench"), "npm ci: peers") {
        println!("   the bench goes on without its peers: {failure:#}");
    }
}

fn ensure(folder: &Path, title: &str) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))?;
    let installed = folder.join(INSTALLED);
    if fs::read(&installed).is_ok_and(|last| last == lock) {
        return Ok(());
    }
    step(title, || {
        let next = "Install Node 20 or later with npm, and check that npm reaches its registry.";
        let quiet = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
        run(program("npm").current_dir(folder).args(quiet), next)?;
        fs::write(&installed, &lock)?;
        Ok(())
    })
}
