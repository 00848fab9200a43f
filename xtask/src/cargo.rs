//! Cargo, called by cargo.

use std::process::Command;

use anyhow::Result;

use crate::program::{output, program, run};

/// The target that browsers and Node run.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The cargo that runs this tool, so that a chosen toolchain stays chosen.
pub fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Installs the standard library for wasm where it is missing.
pub fn ensure_wasm_target() -> Result<()> {
    let next = "Install Rust with rustup (https://rustup.rs), or add the target wasm32-unknown-unknown the way your Rust was installed.";
    let mut rustc = program(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let found = output(
        rustc.args(["--print", "target-libdir", "--target", WASM]),
        next,
    )?;
    if std::path::Path::new(found.trim()).is_dir() {
        return Ok(());
    }
    println!("   the target {WASM} is missing: rustup adds it");
    run(program("rustup").args(["target", "add", WASM]), next)
}
