//! What responses may be at the most, and asking for memory that may not be there.

use crate::error::{Error, ErrorKind, Result};

/// What a file of responses may be at the most. Beyond it is an error with the limit, since
/// to run out of memory would end everything that stands in it, other surveys too.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Bytes of text that are looked at together, unless a record is longer.
    pub(super) buffer: usize,
    /// Bytes of one record. None is longer in earnest; a quote that is never closed is.
    pub(super) record: usize,
    /// Records.
    pub(super) rows: u64,
    /// Distinct texts of one column.
    pub(super) texts: usize,
    /// Bytes of all columns together: a quarter of what a page can have at all, since what is
    /// computed from them needs room too.
    pub(super) memory: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            buffer: 1 << 17,
            record: 1 << 24,
            rows: 100_000_000,
            texts: 500_000,
            memory: 1 << 30,
        }
    }
}

impl Limits {
    /// The error of more than `limit` of something, in words: Japanese, English.
    pub(super) fn passed(what: (&'static str, &'static str), limit: u64) -> Error {
        ErrorKind::TooLarge { what, limit }.into()
    }
}

/// Adds so many entries that say nothing yet.
pub(super) fn lengthen<T: Copy + Default>(entries: &mut Vec<T>, mut more: usize) {
    let blank = [T::default(); 1024];
    while more > 0 {
        let now = blank.get(..more).unwrap_or(&blank);
        entries.extend_from_slice(now);
        more -= now.len();
    }
}

/// Makes room for so many entries more.
///
/// # Errors
/// `out_of_memory`, where an allocation that fails would end the program.
pub(super) fn reserve<T>(entries: &mut Vec<T>, more: usize) -> Result<()> {
    if entries.capacity() - entries.len() >= more {
        return Ok(());
    }
    // By a quarter at least, so that a file of unknown length is not copied again and again.
    let more = more.max(entries.len() / 4);
    entries.try_reserve_exact(more).map_err(|_| {
        let bytes = ((entries.len() + more) * size_of::<T>()) as u64;
        ErrorKind::OutOfMemory { bytes }.into()
    })
}
