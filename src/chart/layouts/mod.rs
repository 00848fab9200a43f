//! How the bodies of several kinds of chart are laid out alike.

pub(super) mod rows;
pub(super) mod upright;
pub(super) mod whole;
