//! A Chromium for the browser tests.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::program::{find, program, run};
use crate::step::step;

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
    if !is_debian_as_root()? {
        bail!("no Chromium was found. {ADVICE}");
    }
    step("apt-get install chromium fonts-noto-cjk", install)?;
    installed().ok_or_else(|| anyhow::anyhow!("Chromium was installed but not found. {ADVICE}"))
}

fn installed() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| find(name))
}

fn is_debian_as_root() -> Result<bool> {
    if find("apt-get").is_none() || find("id").is_none() {
        return Ok(false);
    }
    let user = crate::program::output(program("id").arg("-u"), ADVICE)?;
    Ok(user.trim() == "0")
}

fn install() -> Result<()> {
    let apt = |arguments: &[&str]| {
        let mut command = program("apt-get");
        command
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["-qq", "-o=Dpkg::Use-Pty=0"])
            .args(arguments);
        run(&mut command, ADVICE)
    };
    apt(&["update"])?;
    apt(&["install", "--yes", "chromium", "fonts-noto-cjk"])
}
