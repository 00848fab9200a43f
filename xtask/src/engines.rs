//! Firefox and WebKit, for the tests that ask every engine for the same.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::apt;
use crate::program::find;

/// An engine beside Chromium.
pub struct Engine {
    /// Its name.
    pub name: &'static str,
    /// The variable that names its command, for the tests and for who runs them.
    pub variable: &'static str,
    packages: &'static [&'static str],
    command: fn() -> Option<String>,
}

/// The engines that the tests know how to start.
pub const ENGINES: [Engine; 2] = [
    Engine {
        name: "Firefox",
        variable: "FIREFOX",
        packages: &["firefox-esr"],
        command: firefox,
    },
    Engine {
        name: "WebKit",
        variable: "WEBKIT",
        packages: &["webkit2gtk-driver", "xvfb", "xauth"],
        command: webkit,
    },
];

impl Engine {
    /// The command that starts it; on Debian, as root, it is installed where it is missing.
    pub fn ensure(&self) -> Result<String> {
        if let Ok(named) = std::env::var(self.variable) {
            return Ok(named);
        }
        if let Some(found) = (self.command)() {
            return Ok(found);
        }
        let (name, variable, packages) = (self.name, self.variable, self.packages.join(" "));
        let advice = format!(
            "Install it (on Debian: `apt-get install {packages}`), or name its command with the variable {variable}."
        );
        if !apt::is_at_hand(&advice)? {
            bail!("no {name} was found. {advice}");
        }
        apt::install(self.packages, &advice)?;
        let found = (self.command)();
        found.ok_or_else(|| anyhow::anyhow!("{name} was installed but not found. {advice}"))
    }
}

fn firefox() -> Option<String> {
    let found = ["firefox-esr", "firefox"]
        .iter()
        .find_map(|name| find(name));
    found.map(|path| path.display().to_string())
}

/// WebKit's own small browser, on a screen that nobody sees.
fn webkit() -> Option<String> {
    find("xvfb-run")?;
    let browser = mini_browser(Path::new("/usr/lib"))?;
    Some(format!("xvfb-run -a {}", browser.display()))
}

fn mini_browser(libraries: &Path) -> Option<PathBuf> {
    let folders = std::fs::read_dir(libraries).ok()?.flatten();
    folders
        .map(|folder| folder.path().join("webkit2gtk-4.1/MiniBrowser"))
        .find(|browser| browser.is_file())
}
