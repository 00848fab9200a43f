//! `cargo xtask build`: the npm package and the pages.

use std::ffi::OsString;

use anyhow::Result;

use crate::step::step;
use crate::{npm, package, site, sizes, wasm};

/// What `cargo xtask build --help` says.
pub const HELP: &str = "\
Makes pkg/, the complete folder of the npm package: the crate compiled for
wasm32-unknown-unknown, bound by wasm-bindgen and shrunk by wasm-opt; the
TypeScript of www/package through esbuild (JavaScript) and tsc (types); and
package.json. Then makes www/dist/, the pages with the package beside them.
Ends with a table of sizes, as they are and after brotli, with what has changed
since the last commit and what each part of the module costs; UPDATE_SIZES=1
writes them to pkg-tests/sizes.json.
";

/// Answers the command.
pub fn run(arguments: Vec<OsString>) -> Result<()> {
    if let Some(argument) = lexopt::Parser::from_args(arguments).next()? {
        return Err(argument.unexpected().into());
    }
    build()
}

/// Builds everything that a browser loads.
pub fn build() -> Result<()> {
    npm::ensure_packages()?;
    let wasm = wasm::build()?;
    step("package: JavaScript and types", || package::assemble(&wasm))?;
    step("pages", site::assemble)?;
    step("sizes", || sizes::report(&wasm))
}
