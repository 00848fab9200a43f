//! The bindings to JavaScript: convert, call, convert. No arithmetic lives here.
//!
//! The glue that wasm-bindgen makes of this is private to the npm package, whose
//! TypeScript (`www/package`) is what callers see. There are two modules, each of which has its own
//! door: the engine (`wasm`), and the guess at a file without a descriptor (`infer-wasm`), which
//! only those load who need it.

#![allow(
    unsafe_code,
    reason = "wasm-bindgen's generated code crosses to JavaScript; none is written here"
)]

#[cfg(feature = "wasm")]
mod convert;
#[cfg(feature = "infer-wasm")]
pub mod infer_door;
#[cfg(feature = "wasm")]
pub mod package_door;
#[cfg(feature = "wasm")]
mod survey_handle;
#[cfg(feature = "wasm")]
mod survey_loader;
#[cfg(feature = "wasm")]
mod tape;
#[cfg(feature = "wasm")]
mod thrown;

/// What hands out a module's memory.
#[cfg(target_family = "wasm")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
