//! O04 load: a school's course days above its fair share, at rising cost.
//!
//! Rows `o04_load[k]`: `sum of len_g over runs at k <= fair_k + over_1 + over_2 + over_3`, cost `scale(cost_j, weight)` per day of tier j.

use crate::domain::instance::Instance;
use crate::domain::units::scale;
use crate::formulation::columns::Context;
use crate::formulation::objective::Tier;
use crate::formulation::usage::Usage;

/// The term's name, and the name of its rows.
pub const NAME: &str = "o04_load";

/// The three tiers of a school with this fair share (course days).
#[must_use]
pub fn tiers(instance: &Instance, fair_days: i64) -> Vec<Tier> {
    let load = &instance.profile.load;
    let width = |j: usize| load.width.get(j).map(|w| fair_days * w / 1000);
    let cost = |j: usize| scale(load.cost[j], instance.profile.weights.load);
    (0..load.cost.len()).map(|j| Tier { width: width(j), cost: cost(j) }).collect()
}

/// Course days that each placement adds to the rows of the programme.
#[must_use]
pub fn usage(context: &Context) -> Usage {
    let mut usage = Usage::default();
    context.for_each_placed(|placed| {
        if let Some(row) = context.coupling.load[placed.option.school.index()] {
            usage.add(row, placed.column, i64::from(placed.model.days));
        }
    });
    usage
}
