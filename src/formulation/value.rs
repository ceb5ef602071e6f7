//! What a whole plan is worth, term by term (`models/annual-plan.md` section 5).

use std::collections::BTreeMap;

use crate::domain::goal::{Goal, Origin};
use crate::domain::ids::{GoalIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::plan::{Plan, Run};
use crate::formulation::coupling::Coupling;
use crate::formulation::objective::{
    excess_cost, o01_held, o02_access, o03_spread, o04_load, o05_date, o06_wishes, o07_stability, o08_guarantee,
};
use crate::formulation::parameters::Parameters;
use crate::formulation::participants::turnouts;
use crate::formulation::poisson::Turnout;

/// Participants of each run of a plan, in the plan's order.
#[must_use]
pub fn plan_turnouts(instance: &Instance, plan: &Plan) -> Vec<Turnout> {
    let of_goal = |g: GoalIx| {
        let sites: Vec<SiteIx> = plan.runs_of(g).iter().map(|r| r.site).collect();
        turnouts(instance, g, &sites)
    };
    instance.goal_ixs().flat_map(of_goal).collect()
}

/// The weighted value of each term, in milli. The plan must keep to the rules.
#[must_use]
pub fn terms(instance: &Instance, parameters: &Parameters, coupling: &Coupling, plan: &Plan) -> BTreeMap<&'static str, i64> {
    let weights = &instance.profile.weights;
    let mut terms: BTreeMap<&'static str, i64> =
        crate::formulation::objective::terms(weights).iter().map(|(name, _)| (*name, 0)).collect();
    let mut add = |name: &'static str, value: i64| *terms.entry(name).or_default() += value;
    for (run, turnout) in plan.runs.iter().zip(plan_turnouts(instance, plan)) {
        let goal = instance.goal(run.goal);
        let w = parameters.weight[run.goal.index()];
        add(o01_held::NAME, o01_held::value(turnout.held(run.min, run.max), w, weights.held));
        add(o05_date::NAME, date_value(instance, parameters, goal, run));
        let school = instance.school_of(run.site);
        if run.origin == Origin::Assigned {
            let week = o06_wishes::week(instance, goal, school, run.site, run.start);
            add(o06_wishes::NAME, o06_wishes::can(instance, goal, school, run.site) + week);
        }
        add(o07_stability::NAME, o07_stability::value(instance, goal, school));
        if run.guarantee {
            let short = turnout.short(run.min, goal.min);
            add(o08_guarantee::NAME, o08_guarantee::value(instance, short));
        }
    }
    for goal in instance.goal_ixs() {
        let sites: Vec<SiteIx> = plan.runs_of(goal).iter().map(|r| r.site).collect();
        if !sites.is_empty() {
            add(o02_access::NAME, o02_access::value(instance, goal, &sites));
            add(o03_spread::NAME, o03_spread::lost_areas(instance, parameters, goal, &sites));
        }
    }
    for (row, used) in soft_usage(instance, coupling, plan) {
        let row = &coupling.rows[row];
        add(row.rule, -excess_cost(&row.tiers, used - row.capacity));
    }
    terms
}

fn date_value(instance: &Instance, parameters: &Parameters, goal: &Goal, run: &Run) -> i64 {
    let sites = &parameters.sites[run.goal.index()];
    let here = sites.iter().find(|s| s.site == run.site);
    let start = here.and_then(|s| s.starts.iter().find(|t| t.day == run.start));
    start.map_or(0, |start| o05_date::value(instance, goal, run.site, &parameters.open[run.site.index()], *start))
}

/// Units used on each soft row (O03, O04).
fn soft_usage(instance: &Instance, coupling: &Coupling, plan: &Plan) -> BTreeMap<usize, i64> {
    let mut used = BTreeMap::new();
    for run in &plan.runs {
        let goal = instance.goal(run.goal);
        let school = instance.school_of(run.site);
        if let Some(row) = coupling.executor.get(&(goal.fkb, school)) {
            *used.entry(*row).or_default() += 1;
        }
        if let Some(row) = coupling.load[school.index()] {
            *used.entry(row).or_default() += i64::from(goal.days);
        }
    }
    debug_assert!(used.keys().all(|r| [o03_spread::NAME, o04_load::NAME].contains(&coupling.rows[*r].rule)));
    used
}
