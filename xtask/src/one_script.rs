//! What the entries of a page share stands in index.js, and in no files beside it.
//!
//! esbuild puts code that several entries share into files of its own, so that a page that imports
//! index.js waits for the server twice before anything is done: for the few bytes of that file, and
//! then for those that it names. Most pages import that entry, and the others need what it holds. So
//! its file takes the shared ones in, and exports what others take from it beside its own names,
//! under names that begin with an underscore and a digit.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::program::{program, run};
use crate::project;

/// The entry that takes the shared files in.
const ENTRY: &str = "index.js";
/// How the names of the shared files begin.
const SHARED: &str = "shared-";
/// Everything that is to be in the entry, for as long as it takes to bundle it.
const DOOR: &str = "door.js";

/// Takes the shared files into index.js, and has the other scripts name that.
pub fn merge(pkg: &Path) -> Result<()> {
    let mut scripts = Vec::new();
    for entry in fs::read_dir(pkg)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".js") {
            scripts.push(name);
        }
    }
    scripts.sort();
    let (shared, others): (Vec<_>, Vec<_>) = scripts
        .into_iter()
        .partition(|name| name.starts_with(SHARED));
    let mut door = format!("export*from\"./{ENTRY}\";");
    for (at, name) in shared.iter().enumerate() {
        let script = fs::read_to_string(pkg.join(name))?;
        for exported in exports(&script).with_context(|| name.clone())? {
            door += &format!("export{{{exported} as _{at}{exported}}}from\"./{name}\";");
        }
    }
    fs::write(pkg.join(DOOR), door)?;
    run(
        program(project::path("node_modules/.bin/esbuild"))
            .arg(pkg.join(DOOR))
            .args(["--bundle", "--format=esm", "--minify", "--allow-overwrite"])
            .args(["--target=es2022", "--charset=utf8", "--log-level=warning"])
            .arg(format!("--outfile={}", pkg.join(ENTRY).display())),
        "Mend what esbuild names above.",
    )?;
    for name in others.iter().filter(|name| *name != ENTRY) {
        let path = pkg.join(name);
        fs::write(&path, naming_entry(fs::read_to_string(&path)?, &shared)?)?;
    }
    for name in shared.iter().map(String::as_str).chain([DOOR]) {
        fs::remove_file(pkg.join(name))?;
    }
    Ok(())
}

/// The names that a script of esbuild's exports, which it lists at its end.
fn exports(script: &str) -> Result<Vec<&str>> {
    let (_, list) = script
        .rsplit_once("export{")
        .context("nothing is exported")?;
    let (list, _) = list
        .split_once('}')
        .context("the list of exports has no end")?;
    let name = |item| str::rsplit(item, ' ').next().unwrap_or(item);
    Ok(list.split(',').map(name).collect())
}

/// A script in which what was imported from shared files comes from the entry.
fn naming_entry(mut script: String, shared: &[String]) -> Result<String> {
    for (at, name) in shared.iter().enumerate() {
        let from = format!("}}from\"./{name}\"");
        while let Some(end) = script.find(&from) {
            let start = script[..end].rfind('{').context("an import has no list")? + 1;
            let mut list = Vec::new();
            for item in script[start..end].split(',') {
                list.push(match item.contains(' ') {
                    true => format!("_{at}{item}"),
                    false => format!("_{at}{item} as {item}"),
                });
            }
            let list = list.join(",") + &format!("}}from\"./{ENTRY}\"");
            script.replace_range(start..end + from.len(), &list);
        }
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::{exports, naming_entry};

    #[test]
    fn what_a_script_exports_stands_at_its_end() {
        let script = "var t={a:1};export{t as a,e,$n as st};\n";
        assert_eq!(exports(script).unwrap(), ["a", "e", "st"]);
        assert!(exports("var t;").is_err());
    }

    #[test]
    fn imports_of_shared_files_become_imports_of_the_entry() {
        let shared = ["shared-A.js".to_owned(), "shared-B.js".to_owned()];
        let script = r#"import{a as t,b}from"./shared-B.js";import{c}from"./shared-A.js";t(b,c);"#;
        let expected =
            r#"import{_1a as t,_1b as b}from"./index.js";import{_0c as c}from"./index.js";t(b,c);"#;
        assert_eq!(naming_entry(script.to_owned(), &shared).unwrap(), expected);
    }
}
