//! The bound of the new plan: the old plan's prices in the new year, and a short way on from them.

use std::collections::BTreeMap;

use crate::domain::instance::Instance;
use crate::domain::plan::Price;
use crate::solve::decomposed::prices::{Ascent, Pass};
use crate::solve::decomposed::problem::Problem;
use crate::solve::limits::Meter;
use crate::solve::outcome::windows_of;

/// The way on: a fixed number of short steps, so that the same input gives the same bound.
const ON: Pass = Pass { first: 0.004, last: 0.0002, steps: 40 };

/// The best bound on plans with at most `gaps` gaps, until it is the plan's value. Prices of rows that are no longer there are left out; new rows start at nothing.
#[must_use]
pub fn bound(instance: &Instance, problem: &Problem, old: &[Price], (gaps, value): (usize, i64), meter: &Meter<'_>) -> Ascent {
    let known: BTreeMap<(&str, &str), i64> = old.iter().map(|p| ((p.rule.as_str(), p.key.as_str()), p.price)).collect();
    let price = |row: &crate::formulation::coupling::Row| {
        known.get(&(row.rule, row.key.as_str())).map_or(0, |price| (*price).clamp(0, row.highest_price()))
    };
    let prices = problem.coupling.rows.iter().map(price).collect();
    let mut ascent = Ascent::from_prices(problem, (prices, &windows_of(instance, problem, old)), gaps, ON);
    while ascent.left() > 0 && ascent.best.bound > value && meter.stop().is_none() {
        ascent.step(problem);
    }
    ascent
}
