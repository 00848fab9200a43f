//! Cargo, called by cargo.

use std::path::{Path, PathBuf};
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
    let found = printed(&["target-libdir", "--target", WASM], next)?;
    if Path::new(&found).is_dir() {
        return Ok(());
    }
    println!("   the target {WASM} is missing: rustup adds it");
    run(program("rustup").args(["target", "add", WASM]), next)
}

/// Installs the source of the standard library where it is missing.
pub fn ensure_standard_source() -> Result<()> {
    let next = "Install Rust with rustup (https://rustup.rs), or add the component rust-src the way your Rust was installed.";
    let lock = sysroot()?.join("lib/rustlib/src/rust/library/Cargo.lock");
    if lock.is_file() {
        return Ok(());
    }
    println!("   the component rust-src is missing: rustup adds it");
    run(
        program("rustup").args(["component", "add", "rust-src"]),
        next,
    )
}

/// The folder of the toolchain.
pub fn sysroot() -> Result<PathBuf> {
    printed(&["sysroot"], "Install Rust with rustup.").map(PathBuf::from)
}

/// What rustc prints of its own place.
fn printed(what: &[&str], next: &str) -> Result<String> {
    let mut rustc = program(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let printed = output(rustc.arg("--print").args(what), next)?;
    Ok(printed.trim().to_owned())
}
