//! Estimators as scores, one variance kernel, intervals and tests.
//!
//! An estimator says what it sums and what it divides by; the design decides how the
//! variance comes about, from the scores of the statistic or from replicate weights.

mod adjust;
mod cross_shares;
mod difference;
mod estimate;
mod figure;
mod group_layout;
mod independence;
mod interval;
mod joint_counts;
mod linearization;
mod margin_of_error;
mod matrix;
mod mean;
mod net_promoter;
mod quantile;
mod ratio;
mod replication;
mod response_rate;
mod share;
mod special;
mod statistic;
mod total;
mod unit_table;
mod worst_case;

pub use adjust::{Adjust, adjusted};
pub use cross_shares::{Answers, CrossShares, GroupBase};
pub use difference::{Difference, difference, independent_difference};
pub use estimate::{Estimate, EstimateKind};
pub use figure::{Figure, Measured};
pub use group_layout::GroupLayout;
pub(crate) use group_layout::Pieces;
pub use independence::{Independence, IndependenceTest, independence};
pub(crate) use interval::Intervals;
pub use interval::{Interval, IntervalMethod, interval};
pub(crate) use joint_counts::{Coded, Count, joint_counts};
pub use margin_of_error::{PlannedSample, margin_of_error};
pub use mean::mean;
pub use net_promoter::net_promoter;
pub(crate) use net_promoter::promotion;
pub use quantile::{Quantile, QuantileRule, quantile};
pub use ratio::{ratio, share_of_selections};
pub use response_rate::{ResponseRates, response_rates};
pub use share::share;
pub(crate) use share::{CountedShare, counted_share};
pub use total::{total, total_of_people};
pub use worst_case::{WorstCase, worst_case};
