//! How far the people of a municipality are from the plan.

use crate::domain::ids::{AreaIx, GoalIx};
use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::domain::units::Metres;

/// Distance from the municipality to the nearest run of the goal; `None` without a run.
#[must_use]
pub fn nearest(instance: &Instance, plan: &Plan, goal: GoalIx, area: AreaIx) -> Option<Metres> {
    plan.runs_of(goal).iter().map(|run| instance.metres(goal, area, run.site)).min()
}

/// Municipalities within the second travel tier (60 km) of some site of a member school, sorted.
#[must_use]
pub fn near_areas(instance: &Instance) -> Vec<AreaIx> {
    let limit = instance.profile.travel.tier_km[1] * 1000;
    let near = |area: &AreaIx| instance.travel.get(area.index()).is_some_and(|row| row.iter().any(|m| *m <= limit));
    (0..instance.areas.len()).map(AreaIx::from).filter(near).collect()
}

/// The lower median of distances in any order; `None` of nothing.
#[must_use]
pub fn lower_median(mut metres: Vec<Metres>) -> Option<Metres> {
    metres.sort_unstable();
    metres.get(metres.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::lower_median;

    #[test]
    fn the_lower_of_two_middle_values_is_the_median() {
        assert_eq!(lower_median(vec![40, 10, 30, 20]), Some(20));
        assert_eq!(lower_median(vec![7]), Some(7));
        assert_eq!(lower_median(Vec::new()), None);
    }
}
