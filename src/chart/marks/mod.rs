//! The parts that charts are made of.

pub(super) mod axis;
pub(super) mod band;
pub(super) mod bar;
pub(super) mod column;
pub(super) mod ground;
pub(super) mod interval;
pub(super) mod legend;
pub(super) mod shade;
pub(super) mod trend;
