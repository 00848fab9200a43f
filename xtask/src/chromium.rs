//! A Chromium for the browser tests.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::apt;
use crate::program::find;

/// The names under which distributions install it.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

const ADVICE: &str = "Install Chromium and the fonts fonts-noto-cjk (on Debian: `apt-get install chromium fonts-noto-cjk`), or name one with the variable CHROME.";

/// The Chromium to use; on Debian, as root, it is installed where it is missing.
pub fn ensure() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROME") {
        let named = PathBuf::from(named);
        if !named.is_file() {
            bail!("the variable CHROME names no file. {ADVICE}");
        }
        return Ok(named);
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    if !apt::is_at_hand(ADVICE)? {
        bail!("no Chromium was found. {ADVICE}");
    }
    apt::install(&["chromium", "fonts-noto-cjk"], ADVICE)?;
    installed().ok_or_else(|| anyhow::anyhow!("Chromium was installed but not found. {ADVICE}"))
}

fn installed() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| find(name))
}
