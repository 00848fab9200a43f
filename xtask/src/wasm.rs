//! From Rust to a small .wasm: cargo, then wasm-bindgen, then wasm-opt, then short names
//! and a new order.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::brotli;
use crate::cargo::{WASM, cargo, ensure_standard_source, sysroot};
use crate::many_values;
use crate::order;
use crate::plain_glue;
use crate::program::{program, run};
use crate::project;
use crate::short_names;
use crate::step::step;
use crate::target_spec;

/// The version that this tool's wasm-bindgen-cli-support has, by xtask/Cargo.toml.
const BINDGEN: &str = "0.2.130";

/// What rustc's output for wasm32-unknown-unknown uses beyond the first wasm, and
/// then the levels: smaller is chosen over faster, twice until nothing changes.
const OPTIMIZE: [&str; 22] = [
    "--enable-bulk-memory",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
    // Rust's stack lies below its data, so no object has an address below 1,024.
    "--low-memory-unused",
    "-Oz",
    // These two make less code, which compresses to more.
    "--skip-pass=local-cse",
    "--skip-pass=dae-optimizing",
    // Data stay in one piece: the zeros between their parts compress to less than where each part goes.
    "--skip-pass=memory-packing",
    "--converge",
    // All twice more from code without nested expressions: 0.3 kB less of the guess, and 0.35 of the engine.
    "--flatten",
    "--rereloop",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    // Both of these sections are for programs that put modules together.
    "--strip-producers",
    "--strip-target-features",
];

/// What the Rust side of the package consists of.
pub struct Wasm {
    /// The engine as rustc writes it, with the names of its functions.
    pub compiled: PathBuf,
    /// The optimized modules, the engine first.
    pub modules: Vec<PathBuf>,
    /// The folder with wasm-bindgen's JavaScript and types.
    pub glue: PathBuf,
}

/// One module.
struct Door {
    name: &'static str,
    /// The feature of the crate that is its door.
    feature: &'static str,
    /// What rustc is told when it puts the module together, and wasm-opt beyond what it is told of both.
    compiling: &'static [&'static str],
    optimizing: &'static [&'static str],
}

/// The engine, and the guess at files without a descriptor, which most pages never load.
const DOORS: [Door; 2] = [
    Door {
        name: "chosa",
        feature: "wasm",
        // Each instruction counts twelve times as much as LLVM takes it for, and all that it is held
        // against ten times, but for the worth of moving a function to its only caller: those that are moved
        // there are small then. A reader loads 4 kB less, and the tables take no longer.
        compiling: &[
            "-Cllvm-args=-inline-instr-cost=60",
            "-Cllvm-args=-inline-call-penalty=300",
            "-Cllvm-args=-inlinehint-threshold=3250",
        ],
        // A function with one caller stays a function of its own: inside its caller its
        // locals are others, and brotli no longer finds that it resembles its neighbours.
        optimizing: &["--one-caller-inline-max-function-size=15"],
    },
    Door {
        name: "chosa_infer",
        feature: "infer-wasm",
        // In a module as small as this one it is enough that a call counts as dearer, and that what Rust would
        // have inlined is inlined as rarely as all else: 0.9 kB less than with the engine's measures. What
        // is computed twice in a row and kept is a local more, and resembles its neighbours less.
        compiling: &[
            "-Cllvm-args=-inline-instr-cost=4",
            "-Cllvm-args=-inline-call-penalty=50",
            "-Cllvm-args=-inlinehint-threshold=20",
            "-Cllvm-args=-disable-machine-cse",
        ],
        optimizing: &[],
    },
];

/// The names of the modules: of their scripts, their types and their files.
pub fn names() -> impl Iterator<Item = &'static str> {
    DOORS.iter().map(|door| door.name)
}

/// Compiles the crate once for each module, and binds and shrinks those that have changed.
pub fn build() -> Result<Wasm> {
    check_bindgen_version(&fs::read_to_string(project::path("Cargo.lock"))?)?;
    ensure_standard_source()?;
    let glue = project::path("www/package/native");
    let modules = DOORS.iter().map(|door| door.build(&glue));
    Ok(Wasm {
        compiled: compiled(DOORS[0].feature),
        modules: modules.collect::<Result<_>>()?,
        glue,
    })
}

impl Door {
    fn build(&self, glue: &Path) -> Result<PathBuf> {
        let name = self.name;
        let compiled = step(&format!("{name}: cargo build"), || self.compile())?;
        let made = project::target().join("xtask");
        let module = made.join(self.bound());
        let stamp = [fs::read(&compiled)?, self.settings().into_bytes()].concat();
        let stamp_file = made.join(format!("{name}.stamp"));
        let unchanged = fs::read(&stamp_file).is_ok_and(|last| last == stamp);
        let is_there = |name: &str| glue.join(name).is_file();
        if unchanged
            && module.is_file()
            && is_there(&format!("{name}.js"))
            && is_there(&self.bound())
        {
            println!("   the module is what it was: wasm-bindgen and wasm-opt are skipped");
            return Ok(module);
        }
        fs::create_dir_all(&made)?;
        step(&format!("{name}: wasm-bindgen"), || {
            let mended = made.join(format!("{name}.mended.wasm"));
            fs::write(&mended, many_values::mended(&fs::read(&compiled)?)?)?;
            bind(&mended, glue, name)
        })?;
        step(&format!("{name}: wasm-opt"), || {
            let script = glue.join(format!("{name}.js"));
            self.optimize(&glue.join(self.bound()), &script, &module)
        })?;
        fs::write(stamp_file, stamp)?;
        Ok(module)
    }

    fn compile(&self) -> Result<PathBuf> {
        let next = "Mend the errors that rustc names above.";
        run(
            cargo()
                .args([
                    "rustc",
                    "--quiet",
                    "--release",
                    "--lib",
                    "--package",
                    "chosa",
                ])
                .args([
                    "--no-default-features",
                    "--features",
                    self.feature,
                    "--target",
                ])
                .arg(target_spec::written(UNFINISHED_OPTIONS)?)
                .args(STANDARD_LIBRARY)
                .arg("--target-dir")
                .arg(project::target().join(self.feature))
                // Were it compiled as a library too, the functions that others may call would stay.
                .args(["--crate-type", "cdylib", "--"])
                .args(self.compiling)
                .env(UNFINISHED_OPTIONS.0, UNFINISHED_OPTIONS.1)
                .env("CARGO_ENCODED_RUSTFLAGS", flags(&folders()?)),
            next,
        )?;
        Ok(compiled(self.feature))
    }

    /// `script` is the JavaScript side of the module, which calls it by its new names.
    fn optimize(&self, bound: &Path, script: &Path, optimized: &Path) -> Result<()> {
        run(
            program(project::path("node_modules/.bin/wasm-opt"))
                .args(OPTIMIZE)
                .args(self.optimizing)
                .arg(bound)
                .arg("--output")
                .arg(optimized),
            "If it names a feature that must be enabled, add its flag in xtask/src/wasm.rs.",
        )?;
        let (module, named) =
            short_names::shortened(&fs::read(optimized)?, &fs::read_to_string(script)?)?;
        fs::write(optimized, best_ordered(&module)?)?;
        fs::write(script, plain_glue::trimmed(&named)?)?;
        // The entry that holds the module within itself finds it here.
        fs::copy(optimized, bound)?;
        Ok(())
    }

    fn settings(&self) -> String {
        let bound = [
            BINDGEN,
            "reset-state",
            order::KEY,
            "short names",
            "plain glue",
        ];
        [bound.as_slice(), &OPTIMIZE, self.optimizing]
            .concat()
            .join(" ")
    }

    /// What wasm-bindgen calls the module.
    fn bound(&self) -> String {
        format!("{}_bg.wasm", self.name)
    }
}

/// The standard library is compiled with the crate, small rather than fast, and its panics
/// trap at once: a page has nobody whom their messages could reach, and the library that
/// comes compiled brings them, their formatting and their places, 10 kB that each reader
/// would load. cargo and rustc of the stable channel do this only when they are told that
/// their unfinished options are wanted.
const STANDARD_LIBRARY: [&str; 3] = [
    "-Zjson-target-spec",
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];
const UNFINISHED_OPTIONS: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");
const PANICS_TRAP: [&str; 4] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
];

/// Responses are read sixteen bytes at a time, and the few functions that go through each
/// cell are compiled for speed where all else is compiled for size.
const FAST: [&str; 2] = ["-Ctarget-feature=+simd128", "--cfg=chosa_fast"];

/// LLVM's passes that make more code for a processor than WebAssembly has use of: counters
/// kept beside each other in a loop (2.2 kB that each reader would load), and loads done early
/// on one of two ways (0.3). What two ways have in common is taken before them (0.1).
const SMALL: [&str; 3] = [
    "-Cllvm-args=-disable-lsr",
    "-Cllvm-args=-enable-pre=false",
    "-Cllvm-args=-hoist-common-insts=true",
];

/// Where rustc writes the module that a feature is the door of. What is compiled under
/// unfinished options lies apart, for with them the dependencies' build scripts find another
/// compiler, and both builds would undo each other; so would those of two features, which
/// write files of the same name.
fn compiled(feature: &str) -> PathBuf {
    let folder = project::target().join(feature);
    folder.join(WASM).join("release/chosa.wasm")
}

/// The folders whose names rustc may write into the module, and what it writes instead:
/// of two that hold each other the inner stands later, for the last that fits is taken.
fn folders() -> Result<[(PathBuf, &'static str); 4]> {
    let home = std::env::home_dir().context("there is no home folder. Set HOME.")?;
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    Ok([
        (home.clone(), "home"),
        (sysroot()?, "rust"),
        (cargo_home.unwrap_or_else(|| home.join(".cargo")), "cargo"),
        (project::root().to_owned(), "chosa"),
    ])
}

/// Flags in cargo's variable for them are taken before any that a machine has set for
/// itself. Paths of this machine would otherwise stand in the module.
fn flags(folders: &[(PathBuf, &str)]) -> String {
    let without = |(folder, name): &(PathBuf, &str)| {
        format!("--remap-path-prefix={}={name}", folder.display())
    };
    let chosen = PANICS_TRAP
        .into_iter()
        .chain(FAST)
        .chain(SMALL)
        .map(str::to_owned);
    let flags: Vec<String> = chosen.chain(folders.iter().map(without)).collect();
    flags.join("\x1f")
}

/// The module in the order of its functions that compresses best.
fn best_ordered(module: &[u8]) -> Result<Vec<u8>> {
    let mut files = Vec::new();
    for (at, handicap) in order::HANDICAPS.into_iter().enumerate() {
        let file = project::target().join(format!("xtask/order-{at}.wasm"));
        fs::write(&file, order::ordered(module, handicap)?)?;
        files.push(file);
    }
    let sizes = brotli::sizes_of(&files)?;
    let best = files
        .iter()
        .zip(sizes)
        .min_by_key(|(_, (_, brotli))| *brotli);
    let (best, _) = best.context("there is no order of the functions")?;
    Ok(fs::read(best)?)
}

fn bind(module: &Path, glue: &Path, name: &str) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        // A bug that traps leaves a broken memory behind; with this a new one takes its place.
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .out_name(name)
        .generate(glue)
        .context("wasm-bindgen could not bind the module")
}

/// The module and the tool that binds it must be of one version.
fn check_bindgen_version(lock: &str) -> Result<()> {
    let locked = locked_version(lock, "wasm-bindgen");
    let Some(locked) = locked else {
        bail!("Cargo.lock names no wasm-bindgen. Run `cargo update --workspace`.");
    };
    if locked != BINDGEN {
        bail!(
            "Cargo.lock has wasm-bindgen {locked}, this tool binds with {BINDGEN}. \
             Set wasm-bindgen-cli-support in xtask/Cargo.toml and BINDGEN in xtask/src/wasm.rs to ={locked}."
        );
    }
    Ok(())
}

fn locked_version<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let after = lock
        .split("[[package]]")
        .find(|entry| entry.contains(&format!("\nname = \"{package}\"\n")))?;
    let version = after.split("\nversion = \"").nth(1)?;
    version.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::{BINDGEN, check_bindgen_version, locked_version};

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"0.1.0\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.99\"\nsource = \"x\"\n";

    #[test]
    fn the_version_is_that_of_the_package_asked_for() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.99"));
        assert_eq!(locked_version(LOCK, "bindgen"), None);
    }

    #[test]
    fn another_version_is_refused_with_both_named() {
        let refusal = check_bindgen_version(LOCK).unwrap_err().to_string();
        assert!(refusal.contains("0.2.99") && refusal.contains(BINDGEN));
        assert!(check_bindgen_version("").is_err());
    }

    #[test]
    fn this_tool_has_the_version_it_says() {
        let lock = std::fs::read_to_string(crate::project::path("Cargo.lock")).unwrap();
        assert_eq!(
            locked_version(&lock, "wasm-bindgen-cli-support"),
            Some(BINDGEN)
        );
        check_bindgen_version(&lock).unwrap();
    }
}
