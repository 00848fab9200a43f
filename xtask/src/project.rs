//! Where the parts of the project lie.

use std::path::{Path, PathBuf};

/// The folder that holds the workspace's Cargo.toml.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// A path of the project, from its parts below the root.
pub fn path(below_root: &str) -> PathBuf {
    root().join(below_root)
}

/// The folder that cargo writes to, which a variable may have moved.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| path("target"), |moved| root().join(moved))
}
