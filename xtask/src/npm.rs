//! The packages of package-lock.json, installed when they are not.

use std::fs;

use anyhow::Result;

use crate::program::{program, run};
use crate::project;
use crate::step::step;

/// Where the lock that node_modules was made from is kept.
const INSTALLED: &str = "node_modules/.installed-lock.json";

/// Runs `npm ci` unless node_modules was made from this very lock.
pub fn ensure_packages() -> Result<()> {
    let lock = fs::read(project::path("package-lock.json"))?;
    if fs::read(project::path(INSTALLED)).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step("npm ci", || {
        let next = "Install Node 20 or later with npm, and check that npm reaches its registry.";
        let quiet = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
        run(program("npm").args(quiet), next)?;
        fs::write(project::path(INSTALLED), &lock)?;
        Ok(())
    })
}
