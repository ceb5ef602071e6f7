//! What a running solve tells the outside.

use std::time::Duration;

/// The state of a solve, as often as something changed or a second passed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Wall-clock time so far.
    pub elapsed: Duration,
    /// What it is doing.
    pub phase: Phase,
    /// Goals that could run but have none, in the best plan so far; `None` before there is a plan.
    pub gaps: Option<usize>,
    /// Value of the best plan, milli.
    pub value: Option<i64>,
    /// Proven bound, milli.
    pub bound: Option<i64>,
}

/// Phases of a solve, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Prices and bound.
    Bound,
    /// First plan.
    Construct,
    /// Improving the plan.
    Improve,
    /// The exact model, for small networks.
    Exact,
}

/// `(bound - value) / max(1, |bound|)`.
#[must_use]
pub fn relative_gap(value: i64, bound: i64) -> f64 {
    (bound - value) as f64 / (bound.abs().max(1)) as f64
}
