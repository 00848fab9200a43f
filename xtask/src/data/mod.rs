//! `cargo xtask data`: writes the survey packages that the pages show.
//!
//! The responses of the hospital surveys were never published. What stands here is synthetic:
//! seeded, the same bytes on every machine, and calibrated exactly to the published figures.

mod associations;
mod codebook;
mod descriptor;
mod hospital;
mod measures;
mod ministry;
mod quota;
mod random;
mod responses;
mod schools;

use crate::project;
use anyhow::{Context, Result, bail};
use codebook::{Words, words};
use descriptor::Package;
use responses::Responses;
use std::ffi::OsString;
use std::fs;

pub const HELP: &str = "\
Writes the packages under www/site/data: the synthetic hospital surveys, the same
bytes each time, and the descriptor of the California schools.

  --schools   export the schools' responses anew, too; needs R with its package
              survey (Debian: apt-get install r-cran-survey)

Run it after a change to xtask/src/data and commit what it wrote.";

/// What every synthetic package says of itself.
const SYNTHETIC: Words = words(
    "公表された集計値に合わせて作成した合成回答であり、実際の回答ではありません。",
    "Synthetic responses calibrated to the published figures, not answers of real hospitals.",
);

/// Writes every package.
pub fn run(arguments: Vec<OsString>) -> Result<()> {
    let export = match arguments.as_slice() {
        [] => false,
        [option] if option == "--schools" => true,
        _ => bail!("`data` takes only --schools; `cargo xtask data --help` tells more"),
    };
    for (file, text) in files() {
        let path = project::path("www/site/data").join(&file);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("can't make {}", folder.display()))?;
        }
        fs::write(&path, text).with_context(|| format!("can't write {}", path.display()))?;
        println!("wrote www/site/data/{file}");
    }
    if export {
        schools::export()?;
        println!("wrote www/site/data/schools-california/responses.csv");
    }
    Ok(())
}

/// Each file below www/site/data that needs no R, and its text.
fn files() -> Vec<(String, String)> {
    let described = |package: &Package| {
        (
            format!("{}/datapackage.json", package.name),
            package.to_json(),
        )
    };
    let answered = |package: &Package, responses: &Responses| {
        (
            format!("{}/responses.csv", package.name),
            responses.to_csv(&package.fields),
        )
    };
    let synthetic = [
        (associations::interim(), associations::interim_responses()),
        (associations::final_count(), associations::final_responses()),
        (ministry::package(), ministry::responses()),
    ];
    let mut files = vec![described(&schools::package())];
    for (package, responses) in &synthetic {
        files.push(described(package));
        files.push(answered(package, responses));
    }
    files
}

#[cfg(test)]
mod tests {
    use super::files;
    use crate::project;

    #[test]
    fn the_committed_packages_are_what_data_writes() {
        for (file, text) in files() {
            let committed =
                std::fs::read_to_string(project::path("www/site/data").join(&file)).unwrap();
            assert!(
                committed == text,
                "{file} differs: run `cargo xtask data` and commit"
            );
        }
    }
}
