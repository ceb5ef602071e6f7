//! The bound of the new plan: the old plan's prices in the new year, and a short way on from them.

use std::collections::BTreeMap;

use crate::domain::instance::Instance;
use crate::domain::plan::Price;
use crate::solve::decomposed::prices::{Ascent, Pass};
use crate::solve::decomposed::problem::Problem;
use crate::solve::limits::Meter;
use crate::solve::outcome::windows_of;
use crate::solve::progress::relative_gap;

/// The way on: a fixed number of short steps, so that the same input gives the same bound.
const ON: Pass = Pass { first: 0.004, last: 0.0002, steps: 40 };

/// A longer way, where the year has become so different that the old prices prove little.
const FAR: Pass = Pass { first: 0.1, last: 1e-3, steps: 150 };

/// Distance of the bound from the plan, as a part of it, from which the longer way is taken.
const FAR_FROM: f64 = 0.01;

/// The best bound on plans with at most `gaps` gaps, until it is the plan's value. Prices of rows that are no longer there are left out; new rows start at nothing.
#[must_use]
pub fn bound(instance: &Instance, problem: &Problem, old: &[Price], (gaps, value): (usize, i64), meter: &Meter<'_>) -> Ascent {
    let known: BTreeMap<(&str, &str), i64> = old.iter().map(|p| ((p.rule.as_str(), p.key.as_str()), p.price)).collect();
    let price = |row: &crate::formulation::coupling::Row| {
        known.get(&(row.rule, row.key.as_str())).map_or(0, |price| (*price).clamp(0, row.highest_price()))
    };
    let prices = problem.coupling.rows.iter().map(price).collect();
    let mut ascent = Ascent::from_prices(problem, (prices, &windows_of(instance, problem, old)), gaps, ON);
    go(&mut ascent, problem, value, meter);
    if relative_gap(value, ascent.best.bound) > FAR_FROM {
        ascent.begin(FAR);
        go(&mut ascent, problem, value, meter);
    }
    ascent
}

/// To the end of the pass, or until the bound is the plan's value.
fn go(ascent: &mut Ascent, problem: &Problem, value: i64, meter: &Meter<'_>) {
    while ascent.left() > 0 && ascent.best.bound > value && meter.stop().is_none() {
        ascent.step(problem);
    }
}
