//! The pages: www/site with the package beside them, in www/dist.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::program::{program, run};
use crate::project;

/// The scripts that write into the pages, with what to do when one fails.
const WRITERS: [(&str, &str); 3] = [
    (
        "www/methods/write.mjs",
        "Mend the section of www/methods that it names above.",
    ),
    (
        "www/site/prerender.mjs",
        "Mend www/site/prerender.mjs, or the report that it names above.",
    ),
    (
        "www/site/gallery.mjs",
        "Mend www/site/gallery.mjs, or the case that it names above.",
    ),
];

/// Makes www/dist anew.
pub fn assemble() -> Result<()> {
    let dist = project::path("www/dist");
    if dist.is_dir() {
        fs::remove_dir_all(&dist)?;
    }
    copy_folder(&project::path("www/site"), &dist)?;
    copy_folder(&project::path("pkg"), &dist.join("pkg"))?;
    for (script, next) in WRITERS {
        run(program("node").arg(script), next)?;
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
        } else if !WRITERS
            .iter()
            .any(|(script, _)| entry.path().ends_with(script))
        {
            fs::copy(entry.path(), copy)?;
        }
    }
    Ok(())
}
