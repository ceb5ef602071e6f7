//! The objective terms, one file per code (`models/annual-plan.md` section 5). Values are milli, larger is better.

pub mod o01_held;
pub mod o02_access;
pub mod o03_spread;
pub mod o04_load;
pub mod o05_date;
pub mod o06_wishes;
pub mod o07_stability;
pub mod o08_guarantee;

use crate::domain::profile::Weights;

/// The terms in document order, each with its weight in a profile.
#[must_use]
pub fn terms(weights: &Weights) -> [(&'static str, i64); 8] {
    [
        (o01_held::NAME, weights.held),
        (o02_access::NAME, weights.access),
        (o03_spread::NAME, weights.spread),
        (o04_load::NAME, weights.load),
        (o05_date::NAME, weights.date),
        (o06_wishes::NAME, weights.wishes),
        (o07_stability::NAME, weights.stability),
        (o08_guarantee::NAME, weights.guarantee),
    ]
}

/// A soft limit: the row's capacity may be exceeded at rising cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tier {
    /// Units that this tier takes; `None` = any number.
    pub width: Option<i64>,
    /// Cost per unit, milli, already weighted.
    pub cost: i64,
}

/// Cost of exceeding a soft limit by `over` units.
#[must_use]
pub fn excess_cost(tiers: &[Tier], over: i64) -> i64 {
    let mut left = over.max(0);
    let mut cost = 0;
    for tier in tiers {
        let here = tier.width.map_or(left, |w| left.min(w));
        cost += here * tier.cost;
        left -= here;
    }
    cost
}
