//! The rows that tie goals together: C03, C04, C07, C08, and the soft rows of O03 and O04.
//!
//! A row is known by its rule and key; both are what `certificate.csv` holds.

use std::collections::BTreeMap;

use crate::domain::goal::Goal;
use crate::domain::ids::{FkbIx, SchoolIx};
use crate::domain::instance::Instance;
use crate::domain::network::Pool;
use crate::formulation::constraints::{c03_room_capacity, c04_teacher_capacity, c07_guarantee_cap, c08_yearly_limit};
use crate::formulation::objective::{Tier, o03_spread, o04_load};
use crate::formulation::parameters::Parameters;

/// Prices are in millionths of a participant: so many to a milli.
pub const PER_MILLI: i64 = 1000;

/// The highest price of a hard row, millionths.
pub const HIGHEST_PRICE: i64 = 1_000_000_000_000;

/// A coupling row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Rule code and name, e.g. `c03_room_capacity`.
    pub rule: &'static str,
    /// Key within the rule, e.g. `aarhus-1|2027-03-15`.
    pub key: String,
    /// Capacity, or the fair share of a soft row.
    pub capacity: i64,
    /// Tiers of a soft row; empty for a hard one.
    pub tiers: Vec<Tier>,
}

impl Row {
    /// Highest price (millionths) that a certificate may hold; for hard rows a million participants, so that all sums fit.
    #[must_use]
    pub fn highest_price(&self) -> i64 {
        self.tiers.last().map_or(HIGHEST_PRICE, |t| t.cost * PER_MILLI)
    }

    /// What the row adds to the bound at this price, both in millionths: `p · capacity + sum of max(0, p - 1000 · cost) · width`.
    #[must_use]
    pub fn bound_part(&self, price: i64) -> i64 {
        let soft: i64 = self.tiers.iter().map(|t| (price - t.cost * PER_MILLI).max(0) * t.width.unwrap_or(0)).sum();
        price * self.capacity + soft
    }
}

/// Positions of the rows that a run at a site can use.
#[derive(Debug, Clone)]
pub struct Coupling {
    /// All rows.
    pub rows: Vec<Row>,
    /// First room row of each site; the row of the i-th open day is `room[site] + i`.
    pub room: Vec<usize>,
    /// Row of each pool on each day, where it is limited.
    pub pool: Vec<Vec<Option<usize>>>,
    /// C07 row per school.
    pub guarantee: Vec<Option<usize>>,
    /// C08 row per school.
    pub yearly: Vec<Option<usize>>,
    /// O04 row per school.
    pub load: Vec<Option<usize>>,
    /// O03 row per FKB and school.
    pub executor: BTreeMap<(FkbIx, SchoolIx), usize>,
}

impl Coupling {
    /// Lists all coupling rows in document order.
    #[must_use]
    pub fn new(instance: &Instance, parameters: &Parameters) -> Self {
        let mut rows = Vec::new();
        let room = c03_room_capacity::rows(instance, parameters, &mut rows);
        let pool = c04_teacher_capacity::rows(instance, &mut rows);
        let guarantee = c07_guarantee_cap::rows(instance, &mut rows);
        let yearly = c08_yearly_limit::rows(instance, &mut rows);
        let executor = executor_rows(instance, parameters, &mut rows);
        let load = load_rows(instance, parameters, &mut rows);
        Self { rows, room, pool, guarantee, yearly, load, executor }
    }

    /// Pools that a run of the goal at the school draws on.
    #[must_use]
    pub fn pools_of(instance: &Instance, goal: &Goal, school: SchoolIx) -> Vec<usize> {
        let draws_on = |pool: &Pool| pool.school == school && pool.scope.covers(goal);
        (0..instance.pools.len()).filter(|p| draws_on(&instance.pools[*p])).collect()
    }
}

fn executor_rows(instance: &Instance, parameters: &Parameters, rows: &mut Vec<Row>) -> BTreeMap<(FkbIx, SchoolIx), usize> {
    let mut at = BTreeMap::new();
    for ((fkb, school), fair) in &parameters.fair_runs {
        at.insert((*fkb, *school), rows.len());
        rows.push(Row {
            rule: o03_spread::NAME,
            key: format!("{}|{}", instance.fkb(*fkb).code, instance.school(*school).id),
            capacity: *fair,
            tiers: o03_spread::tiers(instance),
        });
    }
    at
}

fn load_rows(instance: &Instance, parameters: &Parameters, rows: &mut Vec<Row>) -> Vec<Option<usize>> {
    let mut at = vec![None; instance.schools.len()];
    for (k, school) in instance.schools.iter().enumerate() {
        if school.member {
            at[k] = Some(rows.len());
            let fair = parameters.fair_days[k];
            rows.push(Row {
                rule: o04_load::NAME,
                key: school.id.clone(),
                capacity: fair,
                tiers: o04_load::tiers(instance, fair),
            });
        }
    }
    at
}
