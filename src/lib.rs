//! Chosa turns a published folder of anonymized survey responses into figures that
//! their reader can recompute: weighted shares with their bases, confidence intervals
//! with finite population correction, crosstabs, tests, and the charts and prose that
//! show them.
//!
//! The crate is a house of floors, each of which may use what lies beneath it and
//! nothing above: [`decimal`], `value`, `text` and [`language`], then [`error`], [`data`], [`design`],
//! [`stats`], [`tabulate`], `chart`, `report`, [`survey`], `wasm`. The lower floors compile
//! with no default features, know no JavaScript and draw nothing; a test
//! (`pkg-tests/rust/boundaries.rs`) keeps each floor from looking up.

// wasm-bindgen writes unsafe code into the door itself; Cargo.toml denies it there to us.
#![cfg_attr(
    not(any(feature = "wasm", feature = "infer-wasm")),
    forbid(unsafe_code)
)]
// The wasm is compiled for size, but for the few functions that go through each cell: the build
// sets this for the compiler that it tells to take unfinished features.
#![cfg_attr(chosa_fast, feature(optimize_attribute))]

#[cfg(feature = "chart")]
pub mod chart;
pub mod data;
pub mod decimal;
pub mod design;
pub mod error;
pub mod language;
#[cfg(feature = "report")]
pub mod report;
pub mod stats;
pub mod survey;
pub mod tabulate;
mod text;
mod value;
#[cfg(any(feature = "wasm", feature = "infer-wasm"))]
pub mod wasm;

pub use data::infer;
pub use error::{Error, Result};
pub use language::Language;
pub use survey::Survey;
