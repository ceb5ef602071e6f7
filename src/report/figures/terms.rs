//! The terms of the objective in natural units (`models/annual-plan.md` 5).

use crate::domain::goal::{Origin, Wish};
use crate::domain::ids::SiteIx;
use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, Plan, Run};
use crate::domain::units::Milli;
use crate::formulation::objective::o02_access::participant_km;
use crate::formulation::objective::terms as term_weights;
use crate::formulation::parameters::{Parameters, reach_of};

/// One term as the reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its code and name, e.g. `o01_held`.
    pub code: &'static str,
    /// Its weighted value, milli.
    pub value: i64,
    /// Its weight, permille.
    pub weight: i64,
    /// Its natural value in thousandths of `unit`.
    pub natural: i64,
    /// The natural unit.
    pub unit: &'static str,
}

/// The terms O01 to O08, in order. `held` is the sum of the expected participants of all runs.
#[must_use]
pub fn terms(instance: &Instance, outcome: &Outcome, parameters: &Parameters, held: Milli) -> Vec<Term> {
    let naturals = naturals(instance, &outcome.plan, parameters, held).into_iter().zip(UNITS);
    let weighted = term_weights(&instance.profile.weights);
    let term = |((code, weight), (natural, unit))| {
        let value = outcome.terms.get(code).copied().unwrap_or(0);
        Term { code, value, weight, natural, unit }
    };
    weighted.into_iter().zip(naturals).map(term).collect()
}

/// The natural units of O01 to O08.
const UNITS: [&str; 8] = [
    "participants in held runs",
    "participant-km beyond the first travel tier",
    "goals in reach of the network but not of the plan, per inhabitant",
    "course days above the fair shares",
    "points",
    "runs at schools that answered can",
    "runs at schools that did not run the goal last year",
    "guarantee runs",
];

/// The natural values of O01 to O08 for a plan, in thousandths of their units. `held` as in [`terms`].
#[must_use]
pub fn naturals(instance: &Instance, plan: &Plan, parameters: &Parameters, held: Milli) -> [i64; 8] {
    [
        held,
        travel(instance, plan),
        lost(instance, parameters, plan),
        1000 * over_fair(instance, parameters, plan),
        date_points(instance, parameters, plan),
        count(plan, |run| wished(instance, run)),
        count(plan, |run| moved(instance, run)),
        count(plan, |run| run.guarantee),
    ]
}

/// Runs that pass the test, in thousandths.
fn count(plan: &Plan, test: impl Fn(&Run) -> bool) -> i64 {
    plan.runs.iter().filter(|run| test(run)).map(|_| 1000).sum()
}

/// O02: participant-km beyond the first tier, in thousandths.
fn travel(instance: &Instance, plan: &Plan) -> i64 {
    instance.goal_ixs().map(|goal| participant_km(instance, goal, &sites_of(plan.runs_of(goal)))).sum()
}

fn sites_of(runs: &[Run]) -> Vec<SiteIx> {
    runs.iter().map(|run| run.site).collect()
}

/// O03 (a): how many goals an average inhabitant could reach and does not, in thousandths.
fn lost(instance: &Instance, parameters: &Parameters, plan: &Plan) -> i64 {
    let mut millionths = 0;
    for goal in instance.goal_ixs() {
        let runs = plan.runs_of(goal);
        if runs.is_empty() {
            continue;
        }
        let reached = reach_of(instance, goal, runs.iter().map(|run| run.site));
        let areas = parameters.reach[goal.index()].iter().zip(reached).zip(&parameters.area_share);
        let lost = areas.filter(|((could, can), _)| **could && !can);
        millionths += lost.map(|(_, share)| share).sum::<i64>();
    }
    millionths / 1000
}

/// O04: course days above the fair shares, all schools.
fn over_fair(instance: &Instance, parameters: &Parameters, plan: &Plan) -> i64 {
    let mut over: Vec<i64> = parameters.fair_days.iter().map(|share| -share).collect();
    for run in &plan.runs {
        over[instance.school_of(run.site).index()] += i64::from(instance.goal(run.goal).days);
    }
    over.into_iter().map(|days| days.max(0)).sum()
}

/// O05: points for weekday, season and soft closures before the weight, in thousandths.
fn date_points(instance: &Instance, parameters: &Parameters, plan: &Plan) -> i64 {
    plan.runs.iter().map(|run| points_of(instance, parameters, run)).sum()
}

fn points_of(instance: &Instance, parameters: &Parameters, run: &Run) -> i64 {
    let (goal, date) = (instance.goal(run.goal), &instance.profile.date);
    let table = if goal.days <= 2 { &date.short } else { &date.long };
    let weekday = table.get(instance.calendar.weekday(run.start)).copied().unwrap_or(0);
    let season = date.season.get(instance.group(goal.group));
    let season = season.map_or(0, |quarters| quarters[instance.calendar.quarter(run.start)]);
    let (open, soft) = (&parameters.open[run.site.index()].days, &instance.site(run.site).soft);
    let days = open.iter().skip_while(|day| **day < run.start).take(usize::from(goal.days));
    let soft: i64 = days.filter(|day| soft.get(day.index()).copied().unwrap_or(false)).map(|_| date.soft).sum();
    weekday + season + soft
}

/// O06: the run was not required, and its school said that it can.
fn wished(instance: &Instance, run: &Run) -> bool {
    let school = instance.school_of(run.site);
    let fits = |wish: &Wish| wish.school == school && wish.site.is_none_or(|site| site == run.site);
    run.origin == Origin::Assigned && instance.goal(run.goal).wishes.iter().any(fits)
}

/// O07: last year's executors are known, and this school is none of them.
fn moved(instance: &Instance, run: &Run) -> bool {
    let last = &instance.goal(run.goal).last_executors;
    !last.is_empty() && !last.contains(&instance.school_of(run.site))
}
