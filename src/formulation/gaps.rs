//! Why a goal is a gap, and whether that is proven: no plan can give it a run (`models/annual-plan.md` 7).

use crate::domain::goal::{Goal, When};
use crate::domain::ids::GoalIx;
use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::formulation::parameters::{GoalSite, Parameters};
use crate::formulation::starts::Start;
use crate::formulation::taken::Taken;

/// Why a goal has no run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapReason {
    /// No eligible site.
    NoSite,
    /// Eligible sites, but no possible start.
    NoStart,
    /// Every possible start meets a room, pool or limit that fixed required runs alone take up.
    Taken,
    /// It has starts, and the plan does not use them: not proven.
    Unproven,
}

impl GapReason {
    /// The goal is a gap in every plan.
    #[must_use]
    pub fn proven(self) -> bool {
        self != Self::Unproven
    }
}

/// The reason per goal; `None` for goals with a run or an agreement.
#[must_use]
pub fn gap_reasons(instance: &Instance, parameters: &Parameters, plan: &Plan) -> Vec<Option<GapReason>> {
    let taken = taken_by_fixed_runs(instance, parameters);
    let reason = |goal: GoalIx| {
        let data = instance.goal(goal);
        let sites = &parameters.sites[goal.index()];
        if data.agreement.is_some() || !plan.runs_of(goal).is_empty() {
            return None;
        }
        Some(if data.eligible.is_empty() {
            GapReason::NoSite
        } else if sites.is_empty() {
            GapReason::NoStart
        } else if sites.iter().all(|site| blocks(&taken, instance, parameters, data, site)) {
            GapReason::Taken
        } else {
            GapReason::Unproven
        })
    };
    instance.goal_ixs().map(reason).collect()
}

/// What the required runs with one site and one date take up on their own.
#[must_use]
pub fn taken_by_fixed_runs(instance: &Instance, parameters: &Parameters) -> Taken {
    let mut taken = Taken::default();
    for goal in &instance.goals {
        for required in &goal.required {
            if let (&[site], When::Fixed(first, last)) = (&required.sites[..], required.when)
                && first == last
            {
                taken.add(instance, parameters, goal, site, first, required.guarantee == Some(true));
            }
        }
    }
    taken
}

/// Every possible start of the goal at the site is blocked.
#[must_use]
pub fn blocks(taken: &Taken, instance: &Instance, parameters: &Parameters, goal: &Goal, site: &GoalSite) -> bool {
    let blocked = |start: &Start| taken.blocks(instance, parameters, goal, site.site, start.day);
    taken.year_is_full(instance, goal, site.school) || site.starts.iter().all(blocked)
}
