//! The target of the modules: rustc's own for wasm, with another way to return values.
//!
//! rustc's target for wasm returns a pair, such as a slice or an optional number, by way of
//! memory: the caller makes room on the stack, the callee writes there, the caller reads.
//! LLVM has a convention that returns both as WebAssembly's own multiple values, which every
//! browser that has `simd128` has too: 15 kB less code, of which a reader would load 4 kB.
//! Between two functions of the module nobody else sees the difference.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::cargo::WASM;
use crate::program::{output, program};
use crate::project;

/// LLVM's name for that convention.
const MANY_VALUES: &str = "experimental-mv";

/// Writes the target's description where cargo finds it. The file is named like rustc's own
/// target, for cargo names the folder of what it makes by it.
pub fn written(rustc: (&str, &str)) -> Result<PathBuf> {
    let mut command = program(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let own = output(
        command
            .args(["-Zunstable-options", "--print", "target-spec-json"])
            .args(["--target", WASM])
            .env(rustc.0, rustc.1),
        "Install Rust with rustup (https://rustup.rs).",
    )?;
    let folder = project::target().join("xtask");
    let file = folder.join(format!("{WASM}.json"));
    let described = with_many_values(&own)?;
    // A file that is written anew would have everything compiled anew.
    if fs::read_to_string(&file).is_ok_and(|last| last == described) {
        return Ok(file);
    }
    fs::create_dir_all(&folder)?;
    fs::write(&file, described)?;
    Ok(file)
}

fn with_many_values(own: &str) -> Result<String> {
    let mut spec: Value = serde_json::from_str(own).context("rustc described no target")?;
    let Some(entries) = spec.as_object_mut() else {
        bail!("rustc described the target {WASM} otherwise than as an object");
    };
    entries.remove("metadata");
    entries.insert("llvm-abiname".to_owned(), json!(MANY_VALUES));
    entries.insert("features".to_owned(), json!("+multivalue"));
    Ok(format!("{spec:#}\n"))
}

#[cfg(test)]
mod tests {
    use super::with_many_values;

    #[test]
    fn the_target_is_rustcs_own_but_for_what_it_returns() {
        let own = r#"{"arch": "wasm32", "metadata": {"tier": 2}}"#;
        let spec: serde_json::Value =
            serde_json::from_str(&with_many_values(own).unwrap()).unwrap();
        let expected = serde_json::json!({
            "arch": "wasm32", "llvm-abiname": "experimental-mv", "features": "+multivalue",
        });
        assert_eq!(spec, expected);
    }

    #[test]
    fn a_target_that_is_no_object_is_refused() {
        assert!(with_many_values("[]").is_err());
        assert!(with_many_values("error: no such target").is_err());
    }
}
