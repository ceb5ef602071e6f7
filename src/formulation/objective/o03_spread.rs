//! O03 spread: goals within 60 km of everybody who could have them there, the worst-off municipalities counted most;
//! and, within an FKB, no executor far above its fair share of runs.
//!
//! (a) per placement: `-scale(rdiv(area · sum over lost areas of share_a · emph_ba, 1 000 000 000), weight)`;
//! (b) per FKB and school, rows `o03_spread[f,k]`: `-scale(executor, weight)` per run above the fair share.

use crate::domain::ids::{GoalIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::units::{rdiv_wide, scale};
use crate::formulation::columns::Context;
use crate::formulation::objective::Tier;
use crate::formulation::parameters::{Parameters, reach_of};
use crate::formulation::usage::Usage;

/// The term's name, and the name of its rows.
pub const NAME: &str = "o03_spread";

/// Part (a) for the runs of a goal at `sites`, which are not empty; zero or negative.
#[must_use]
pub fn lost_areas(instance: &Instance, parameters: &Parameters, goal: GoalIx, sites: &[SiteIx]) -> i64 {
    let reached = reach_of(instance, goal, sites.iter().copied());
    let emphasis = &parameters.emphasis[instance.goal(goal).group.index()];
    let mut lost = 0_i128;
    for (a, could) in parameters.reach[goal.index()].iter().enumerate() {
        if *could && !reached[a] {
            lost += i128::from(parameters.area_share[a]) * i128::from(emphasis[a]);
        }
    }
    let natural = rdiv_wide(i128::from(instance.profile.spread.area) * lost, 1_000_000_000);
    -scale(natural, instance.profile.weights.spread)
}

/// Part (b): the single tier of a row `o03_spread[f,k]`.
#[must_use]
pub fn tiers(instance: &Instance) -> Vec<Tier> {
    vec![Tier { width: None, cost: scale(instance.profile.spread.executor, instance.profile.weights.spread) }]
}

/// Part (b): runs that each placement adds to the rows of the programme.
#[must_use]
pub fn usage(context: &Context) -> Usage {
    let mut usage = Usage::default();
    context.for_each_placed(|placed| {
        let fkb = context.instance.goal(placed.model.goal).fkb;
        if let Some(row) = context.coupling.executor.get(&(fkb, placed.option.school)) {
            usage.add(*row, placed.column, 1);
        }
    });
    usage
}
