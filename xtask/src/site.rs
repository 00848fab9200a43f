//! The pages: www/site with the package beside them, in www/dist.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::program::{program, run};
use crate::project;

/// The scripts that write pages: the reports for readers without JavaScript, and the charts.
const SCRIPTS: [&str; 2] = ["prerender.mjs", "gallery.mjs"];

/// Makes www/dist anew.
pub fn assemble() -> Result<()> {
    let dist = project::path("www/dist");
    if dist.is_dir() {
        fs::remove_dir_all(&dist)?;
    }
    copy_folder(&project::path("www/site"), &dist)?;
    copy_folder(&project::path("pkg"), &dist.join("pkg"))?;
    for name in SCRIPTS {
        let script = project::path("www/site").join(name);
        if script.is_file() {
            let next = format!("Mend www/site/{name}, or the report that it names above.");
            run(program("node").arg(script), &next)?;
        }
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copy = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &copy)?;
        } else if SCRIPTS.iter().all(|script| entry.file_name() != *script) {
            fs::copy(entry.path(), copy)?;
        }
    }
    Ok(())
}
