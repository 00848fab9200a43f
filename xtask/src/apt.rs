//! Debian's packages, for what the tests need beside cargo and npm.

use anyhow::Result;

use crate::program::{find, output, program, run};
use crate::step::step;

/// Whether this is a Debian where packages can be installed without asking anyone.
pub fn is_at_hand(advice: &str) -> Result<bool> {
    if find("apt-get").is_none() || find("id").is_none() {
        return Ok(false);
    }
    let user = output(program("id").arg("-u"), advice)?;
    Ok(user.trim() == "0")
}

/// Installs packages; `advice` says what to do when that fails.
pub fn install(packages: &[&str], advice: &str) -> Result<()> {
    step(&format!("apt-get install {}", packages.join(" ")), || {
        apt(&["update"], advice)?;
        apt(&[&["install", "--yes"], packages].concat(), advice)
    })
}

fn apt(arguments: &[&str], advice: &str) -> Result<()> {
    let mut command = program("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["-qq", "-o=Dpkg::Use-Pty=0"])
        .args(arguments);
    run(&mut command, advice)
}
