//! O08 guarantee: a guarantee run is worth its certainty and costs its expected shortfall.
//!
//! Per guarantee run: `scale(reward - rdiv(short · shortfall, 1000), weight)`.

use crate::domain::instance::Instance;
use crate::domain::units::{Milli, rdiv, scale};

/// The term's name.
pub const NAME: &str = "o08_guarantee";

/// Least participants of a guarantee run: `min(n, 5)`.
#[must_use]
pub fn minimum(ordinary: u32) -> u32 {
    ordinary.min(5)
}

/// Value of a guarantee run with this expected shortfall.
#[must_use]
pub fn value(instance: &Instance, short: Milli) -> i64 {
    let guarantee = &instance.profile.guarantee;
    scale(guarantee.reward - rdiv(short * guarantee.shortfall, 1000), instance.profile.weights.guarantee)
}
