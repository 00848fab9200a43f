//! Other programs, started in the project's folder.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::project;

/// A program that will run at the root of the project and read nothing.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(project::root()).stdin(Stdio::null());
    command
}

/// Runs a program to its end; `next` says what to do when it fails.
pub fn run(command: &mut Command, next: &str) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("`{name}` could not be started. {next}"))?;
    if !status.success() {
        bail!("`{name}` failed ({status}). {next}");
    }
    Ok(())
}

/// Runs a program and returns what it wrote to its standard output.
pub fn output(command: &mut Command, next: &str) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{name}` could not be started. {next}"))?;
    if !output.status.success() {
        bail!("`{name}` failed ({}). {next}", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a watched program wrote, and whether it ended well.
pub struct Watched {
    /// Its standard output.
    pub text: String,
    /// Whether it ended with success.
    pub success: bool,
}

/// Runs a program while its output is shown and kept. Lines that only say that
/// one test passed are kept but not shown, so that failures stand out.
pub fn watch(command: &mut Command) -> Result<Watched> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{name}` could not be started; install it"))?;
    let mut text = String::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            if !(line.starts_with("test ") && line.ends_with("... ok")) {
                println!("{line}");
            }
            text += &line;
            text.push('\n');
        }
    }
    let success = child.wait()?.success();
    Ok(Watched { text, success })
}

/// Where a program of this name lies on the PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}
