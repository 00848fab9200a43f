//! `cargo xtask oracle`: the expected values made again, and compared with those kept.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::program::{find, run as run_program};
use crate::project;
use crate::step::step;

/// What `cargo xtask oracle --help` prints.
pub const HELP: &str = "\
Runs pkg-tests/oracle/make.R and make.py in a copy of their folder and compares
every file that they write with the one that is kept. Prints each difference
and fails if there is any; digits past the tenth do not count. To keep what was
made, run the two programs in the folder itself.

Needs R with the package survey (on Debian: apt-get install r-cran-survey), and
a Python with svy and statsmodels (python3 -m pip install svy statsmodels). The
variable PYTHON names the Python to use; without it, python3.
";

/// How far two numbers may be apart as a share of the larger: R and Python on another
/// machine may round the last digits otherwise.
const SAME: f64 = 1e-10;

/// How many differences of one file are printed.
const SHOWN: usize = 40;

/// Makes both sets of values and compares them.
pub fn run(arguments: Vec<OsString>) -> Result<()> {
    if let Some(argument) = lexopt::Parser::from_args(arguments).next()? {
        return Err(argument.unexpected().into());
    }
    let copy = Copy::new()?;
    let r = make(&copy, "R's survey package", &r_program()?, "make.R");
    let python = python_program().and_then(|python| make(&copy, "Python", &python, "make.py"));
    let mut failures: Vec<String> = [r, python]
        .into_iter()
        .filter_map(|outcome| Some(format!("{:#}", outcome.err()?)))
        .collect();
    let mut differences = 0;
    for file in kept_files()? {
        differences += compare(&file, copy.0.as_path())?;
    }
    if differences > 0 {
        failures.push(format!(
            "{differences} values differ from those that are kept"
        ));
    }
    if failures.is_empty() {
        println!("every value that is kept was made again");
        return Ok(());
    }
    bail!("{}", failures.join("\n"))
}

/// A copy of the folder, removed when done.
struct Copy(PathBuf);

impl Copy {
    fn new() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("chosa-oracle-{}", std::process::id()));
        let copy = Self(folder);
        fs::create_dir_all(copy.0.join("data"))?;
        for program in ["make.R", "make.py"] {
            fs::copy(oracle().join(program), copy.0.join(program))?;
        }
        Ok(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // Nothing depends on whether the temporary copy could be removed.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn oracle() -> PathBuf {
    project::path("pkg-tests/oracle")
}

fn r_program() -> Result<PathBuf> {
    let program = find("Rscript").context(
        "R is not installed. On Debian: `apt-get install r-cran-survey`; elsewhere install R \
         and then `install.packages(\"survey\")`.",
    )?;
    let check = "if (!requireNamespace('survey', quietly = TRUE)) quit(status = 1)";
    let next = "R lacks the package survey: `apt-get install r-cran-survey`, or in R \
                `install.packages(\"survey\")`.";
    run_program(Command::new(&program).args(["-e", check]), next)?;
    Ok(program)
}

fn python_program() -> Result<PathBuf> {
    let program =
        std::env::var_os("PYTHON").map_or_else(|| PathBuf::from("python3"), PathBuf::from);
    let next = "A Python with svy and statsmodels is needed: `python3 -m venv oracle-python`, \
                `oracle-python/bin/pip install svy statsmodels`, then name it: \
                `PYTHON=oracle-python/bin/python cargo xtask oracle`.";
    run_program(
        Command::new(&program).args(["-c", "import svy, statsmodels"]),
        next,
    )?;
    Ok(program)
}

fn make(copy: &Copy, title: &str, program: &Path, source: &str) -> Result<()> {
    step(title, || {
        let next = format!("Mend pkg-tests/oracle/{source} as the message above says.");
        run_program(
            Command::new(program).arg(source).current_dir(&copy.0),
            &next,
        )
    })
}

/// The files that the two programs write, by their place in the folder.
fn kept_files() -> Result<Vec<String>> {
    let mut files = Vec::new();
    for folder in ["", "data/"] {
        for entry in fs::read_dir(oracle().join(folder))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.ends_with(".csv") || name.starts_with("versions") {
                files.push(format!("{folder}{name}"));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Prints how a file that was made differs from the one that is kept.
fn compare(file: &str, made: &Path) -> Result<usize> {
    let kept = fs::read_to_string(oracle().join(file))?;
    let Ok(made) = fs::read_to_string(made.join(file)) else {
        println!("{file}: was not made");
        return Ok(1);
    };
    let differences = differences(&kept, &made);
    for difference in differences.iter().take(SHOWN) {
        println!("{file}: {difference}");
    }
    if differences.len() > SHOWN {
        println!("{file}: and {} more", differences.len() - SHOWN);
    }
    Ok(differences.len())
}

fn differences(kept: &str, made: &str) -> Vec<String> {
    let (kept, made): (Vec<&str>, Vec<&str>) = (kept.lines().collect(), made.lines().collect());
    let mut found = Vec::new();
    if kept.len() != made.len() {
        found.push(format!("kept {} lines, made {}", kept.len(), made.len()));
    }
    let pairs = kept.iter().zip(&made).enumerate();
    found.extend(
        pairs
            .filter(|(_, (kept, made))| !same_line(kept, made))
            .map(|(at, (kept, made))| format!("line {}: kept {kept}, made {made}", at + 1)),
    );
    found
}

fn same_line(kept: &str, made: &str) -> bool {
    let (kept, made): (Vec<&str>, Vec<&str>) =
        (kept.split(',').collect(), made.split(',').collect());
    kept.len() == made.len()
        && kept
            .iter()
            .zip(made)
            .all(|(kept, made)| same_cell(kept, made))
}

fn same_cell(kept: &str, made: &str) -> bool {
    if kept == made {
        return true;
    }
    let (Ok(kept), Ok(made)) = (kept.parse::<f64>(), made.parse::<f64>()) else {
        return false;
    };
    // What is 0 by algebra is whatever its rounding left.
    (kept - made).abs() <= SAME * kept.abs().max(made.abs()) + 1e-12
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn last_digits_are_no_difference_and_others_are_named() {
        let kept = "a,value\nx,0.1\ny,2\n";
        assert!(differences(kept, "a,value\nx,0.10000000000001\ny,2\n").is_empty());
        let found = differences(kept, "a,value\nx,0.2\nz,2\n");
        assert_eq!(
            found,
            [
                "line 2: kept x,0.1, made x,0.2",
                "line 3: kept y,2, made z,2"
            ]
        );
        assert_eq!(differences(kept, "a,value\n"), ["kept 3 lines, made 1"]);
    }
}
