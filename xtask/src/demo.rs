//! `cargo xtask demo`: the pages, built and served on this machine only.

use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Stdio;

use anyhow::{Result, anyhow};
use lexopt::prelude::*;
use tiny_http::{Header, Request, Response, Server};

use crate::program::{find, program};
use crate::{build, project};

/// What `cargo xtask demo --help` says.
pub const HELP: &str = "\
Builds the package and the pages, serves www/dist on 127.0.0.1 and prints the
address. Ctrl-C ends it.

  --port N     listen on port N (default: 8017, or a free port when it is taken)
  --no-open    don't open a browser
";

const PORT: u16 = 8017;

/// Builds, then serves until it is ended.
pub fn run(arguments: Vec<OsString>) -> Result<()> {
    let (mut port, mut open) = (None, true);
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => port = Some(parser.value()?.parse::<u16>()?),
            Long("no-open") => open = false,
            other => return Err(other.unexpected().into()),
        }
    }
    build::build()?;
    let server = listen(port)?;
    let address = format!("http://{}/", server.server_addr());
    println!("\nThe pages are at {address} (Ctrl-C ends this)");
    if open && let Some(opener) = find("xdg-open").or_else(|| find("open")) {
        // A machine without a screen has nothing to open; the address is printed above.
        let mut opener = program(opener);
        let quiet = opener
            .arg(&address)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let _ = quiet.spawn();
    }
    serve(&server, &project::path("www/dist"))
}

fn listen(port: Option<u16>) -> Result<Server> {
    let at = |port: u16| Server::http(("127.0.0.1", port));
    let server = match port {
        Some(port) => at(port),
        None => at(PORT).or_else(|_| at(0)),
    };
    server.map_err(|failure| {
        anyhow!("no server could listen: {failure}. Choose another port with --port.")
    })
}

fn serve(server: &Server, folder: &Path) -> Result<()> {
    for request in server.incoming_requests() {
        answer(request, folder);
    }
    Ok(())
}

fn answer(request: Request, folder: &Path) {
    let found = file_of(request.url(), folder)
        .and_then(|path| Some((fs::read(&path).ok()?, media_type(&path))));
    let (status, body, kind) = match found {
        Some((body, kind)) => (200, body, kind),
        None => (404, b"Not found".to_vec(), "text/plain; charset=utf-8"),
    };
    let mut response = Response::from_data(body).with_status_code(status);
    for (name, value) in [("Content-Type", kind), ("Cache-Control", "no-store")] {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // A reader who leaves before the answer is whole is no failure of the server.
    let _ = request.respond(response);
}

/// The file that an address names. A part such as `..` names none, so that
/// nothing outside the folder can be read.
fn file_of(url: &str, folder: &Path) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let below = Path::new(path.strip_prefix('/')?);
    let plain = below
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if !plain {
        return None;
    }
    let file = folder.join(below);
    Some(if file.is_dir() {
        file.join("index.html")
    } else {
        file
    })
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("csv") => "text/csv; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{file_of, media_type};
    use std::path::Path;

    #[test]
    fn an_address_names_a_file_of_the_folder() {
        let folder = Path::new("dist");
        let file = file_of("/data/a.csv?x=1", folder).unwrap();
        assert_eq!(file, Path::new("dist/data/a.csv"));
        assert_eq!(media_type(Path::new("a/chosa_bg.wasm")), "application/wasm");
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let folder = Path::new("dist");
        for url in ["/../Cargo.toml", "/a/../../b", "//etc/passwd", "no-slash"] {
            assert_eq!(file_of(url, folder), None, "{url}");
        }
    }
}
