//! The parts that charts are made of.

pub(super) mod axis;
pub(super) mod band;
pub(super) mod bar;
pub(super) mod interval;
pub(super) mod legend;
pub(super) mod shade;
