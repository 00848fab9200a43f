//! The bench's tasks on the native library: `kernels FILE DESCRIPTOR REQUEST.json TIMES`.
//!
//! Opens the survey and answers a request so many times, and prints the milliseconds of opening
//! and the median of the answers. Under callgrind the two are told apart by their functions.

use std::time::Instant;

use chosa::Survey;
use chosa::tabulate::TabulateRequest;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, descriptor, request, times] = arguments.as_slice() else {
        return Err("kernels FILE DESCRIPTOR REQUEST TIMES".into());
    };
    let bytes = std::fs::read(file)?;
    let descriptor = std::fs::read_to_string(descriptor)?;
    let start = Instant::now();
    let survey = Survey::open(&descriptor, &[("survey.csv", &bytes)])?;
    let opened = start.elapsed();
    let request: TabulateRequest = chosa::data::parse_json(request, "request")?;
    let mut taken = Vec::new();
    for _ in 0..times.parse()? {
        let start = Instant::now();
        std::hint::black_box(survey.tabulate(&request)?);
        taken.push(start.elapsed().as_secs_f64() * 1e3);
    }
    taken.sort_by(f64::total_cmp);
    let median = taken.get(taken.len() / 2).copied().unwrap_or_default();
    println!("{:.3} {median:.4}", opened.as_secs_f64() * 1e3);
    Ok(())
}
