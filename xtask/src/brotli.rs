//! What files weigh once they are compressed, as Node's brotli compresses them.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::program::{output, program};

/// Bytes as they are, and after brotli.
pub type Size = (u64, u64);

/// The sizes of some files.
pub fn sizes_of(files: &[PathBuf]) -> Result<Vec<Size>> {
    let mut node = program("node");
    node.arg("xtask/src/brotli.mjs").args(files);
    let text = output(&mut node, "Install Node 20 or later.")?;
    serde_json::from_str(&text).context("xtask/src/brotli.mjs")
}
