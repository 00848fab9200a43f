//! Work is counted, not timed: what a load allocates, for how many rows and columns.

#![allow(
    unsafe_code,
    reason = "an allocator that counts is unsafe to write, and stands in this test alone"
)]
#![allow(clippy::unwrap_used, reason = "a test that can't load must fail")]

use chosa::data::{Descriptor, Loader};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    /// How often memory was asked for, and how many bytes.
    static ASKED: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
    /// How many bytes are held, and how many were at the most.
    static HELD: Cell<(isize, isize)> = const { Cell::new((0, 0)) };
}

fn count(bytes: usize, change: isize) {
    ASKED.set((ASKED.get().0 + 1, ASKED.get().1 + bytes));
    let held = HELD.get().0 + change;
    HELD.set((held, HELD.get().1.max(held)));
}

// SAFETY: each call is handed to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), layout.size() as isize);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.set((HELD.get().0 - layout.size() as isize, HELD.get().1));
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size, size as isize - layout.size() as isize);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What loading a file takes.
struct Work {
    allocations: usize,
    bytes: usize,
    most_held: usize,
}

fn load(descriptor: &str, text: &str) -> Work {
    let descriptor = Descriptor::parse(descriptor).unwrap();
    let before = HELD.get().0;
    ASKED.set((0, 0));
    HELD.set((before, before));
    let mut loader = Loader::new(descriptor).unwrap();
    loader.expect(text.len() as u64);
    for piece in text.as_bytes().chunks(1 << 16) {
        loader.push(piece).unwrap();
    }
    let (allocations, bytes) = ASKED.get();
    let most_held = (HELD.get().1 - before) as usize;
    assert!(loader.finish().unwrap().rows() > 0);
    Work {
        allocations,
        bytes,
        most_held,
    }
}

fn described(fields: &[String]) -> String {
    let fields = fields.join(",");
    format!(r#"{{"resources": [{{"path": "r.csv", "schema": {{"fields": [{fields}]}}}}]}}"#)
}

/// Ten choices, a number, and a text that nothing is computed from.
fn survey(rows: usize) -> (String, String) {
    let mut fields: Vec<String> = (0..10)
        .map(|at| format!(r#"{{"name": "q{at}", "categories": ["yes", "no", "maybe, later"]}}"#))
        .collect();
    fields.push(r#"{"name": "beds", "type": "integer"}"#.into());
    fields.push(r#"{"name": "why", "type": "string"}"#.into());
    let names: Vec<String> = (0..10).map(|at| format!("q{at}")).collect();
    let mut text = format!("{},beds,why\n", names.join(","));
    for row in 0..rows {
        for at in 0..10 {
            text += ["yes,", "no,", "\"maybe, later\",", ","][(row * 7 + at * row / 3) % 4];
        }
        text += &format!("{},\"because of {row}\"\n", row % 900);
    }
    (described(&fields), text)
}

#[test]
fn a_load_allocates_for_columns_and_not_for_rows() {
    let (descriptor, few) = survey(20_000);
    let (_, many) = survey(200_000);
    let (few, many) = (load(&descriptor, &few), load(&descriptor, &many));
    let more = many.allocations.abs_diff(few.allocations);
    assert!(
        more < 150,
        "{} allocations, then {}",
        few.allocations,
        many.allocations
    );
    assert!(many.allocations < 1500, "{}", many.allocations);
}

#[test]
fn what_is_held_is_the_columns_and_one_buffer() {
    let rows = 200_000;
    let (descriptor, text) = survey(rows);
    let work = load(&descriptor, &text);
    // A byte for each of ten choices, eight for the number; the text is not kept.
    let columns = rows * (10 + 8);
    let buffers = 1 << 20;
    assert!(
        work.most_held < columns * 11 / 10 + buffers,
        "{}",
        work.most_held
    );
    assert!(work.bytes < 2 * columns + 2 * buffers, "{}", work.bytes);
    assert!(
        text.len() > 2 * work.most_held,
        "the file is larger than what is held of it"
    );
}

#[test]
fn a_wide_file_takes_memory_in_proportion_to_its_bytes() {
    let wide = |columns: usize, rows: usize| {
        let fields: Vec<String> = (0..columns)
            .map(|at| format!(r#"{{"name": "q{at}", "categories": ["1", "2", "3"]}}"#))
            .collect();
        let names: Vec<String> = (0..columns).map(|at| format!("q{at}")).collect();
        let row = vec!["2"; columns].join(",") + "\n";
        let text = names.join(",") + "\n" + &row.repeat(rows);
        load(&described(&fields), &text)
    };
    let (narrow, broad) = (wide(200, 5000), wide(2000, 5000));
    assert!(
        broad.bytes < 11 * narrow.bytes,
        "{} to {}",
        narrow.bytes,
        broad.bytes
    );
    assert!(broad.allocations < 11 * narrow.allocations);
    let (short, long) = (wide(2000, 500), wide(2000, 5000));
    assert!(long.bytes < 11 * short.bytes);
    assert!(long.allocations < 3 * short.allocations);
}
