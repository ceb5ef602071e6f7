//! What one run is worth, term by term (`models/annual-plan.md` 5). All values are weighted, in milli; costs are negative.

use crate::domain::calendar::Day;
use crate::domain::goal::{Goal, Wish};
use crate::domain::ids::{GoalIx, SiteIx};
use crate::domain::units::{rdiv, rdiv_wide};

use super::facts::Facts;
use super::poisson::Attendance;

/// Most participants that a guarantee run may ask for.
const GUARANTEE_MINIMUM: u32 = 5;

/// A value times a weight in permille, also for values that a product would carry out of 64 bits.
pub(super) fn scaled(value: i64, weight: i64) -> i64 {
    rdiv_wide(i128::from(value) * i128::from(weight), 1000)
}

/// b_r: the minimum of a guarantee run whose ordinary minimum is `min`.
pub(super) fn guarantee_min(min: u32) -> u32 {
    min.min(GUARANTEE_MINIMUM)
}

/// The announced minimum of a run.
pub(super) fn announced_min(min: u32, guarantee: bool) -> u32 {
    if guarantee { guarantee_min(min) } else { min }
}

/// O01 of a run with its announced minimum and seats.
pub(super) fn held(facts: &Facts, goal: GoalIx, attendance: Attendance, min: u32, seats: u32) -> i64 {
    held_value(facts, goal, attendance.held(min, seats))
}

/// O01 of a run in which `milli` participants are expected.
pub(super) fn held_value(facts: &Facts, goal: GoalIx, milli: i64) -> i64 {
    scaled(scaled(milli, facts.goal(goal).weight), facts.instance.profile.weights.held)
}

/// O05 of a run on `days`, the first of which is its start.
pub(super) fn date(facts: &Facts, goal: &Goal, site: SiteIx, days: &[Day]) -> i64 {
    let Some(start) = days.first().map(|d| d.index()) else { return 0 };
    let points = &facts.instance.profile.date;
    let table = if goal.days <= 2 { &points.short } else { &points.long };
    let weekday = table.get(facts.days.weekday[start]).copied().unwrap_or(0);
    let season = points.season.get(facts.instance.group(goal.group)).map_or(0, |q| q[facts.days.quarter[start]]);
    let soft = &facts.instance.site(site).soft;
    let soft_days = days.iter().filter(|d| soft.get(d.index()).copied().unwrap_or(false)).count() as i64;
    -scaled(weekday + season + points.soft * soft_days, facts.instance.profile.weights.date)
}

/// The forms "can" that speak of this site.
fn wishes<'g>(facts: &Facts, goal: &'g Goal, site: SiteIx) -> impl Iterator<Item = &'g Wish> {
    let school = facts.instance.school_of(site);
    goal.wishes.iter().filter(move |w| w.school == school && w.site.is_none_or(|s| s == site))
}

/// O06, first part, of a run that is not required: its school said "can".
pub(super) fn wished_site(facts: &Facts, goal: &Goal, site: SiteIx) -> i64 {
    let profile = &facts.instance.profile;
    if wishes(facts, goal, site).next().is_some() { scaled(profile.wishes.can, profile.weights.wishes) } else { 0 }
}

/// O06, second part, of a run that is not required: it starts when its school wished.
pub(super) fn wished_start(facts: &Facts, goal: &Goal, site: SiteIx, start: Day) -> i64 {
    let profile = &facts.instance.profile;
    let inside = |w: &Wish| w.days.is_some_and(|(from, to)| from <= start && start <= to);
    if wishes(facts, goal, site).any(inside) { scaled(profile.wishes.week, profile.weights.wishes) } else { 0 }
}

/// Others ran the goal last year.
pub(super) fn moved(facts: &Facts, goal: &Goal, site: SiteIx) -> bool {
    !goal.last_executors.is_empty() && !goal.last_executors.contains(&facts.instance.school_of(site))
}

/// O07 of a run.
pub(super) fn stability(facts: &Facts, goal: &Goal, site: SiteIx) -> i64 {
    let profile = &facts.instance.profile;
    if moved(facts, goal, site) { -scaled(profile.stability.executor, profile.weights.stability) } else { 0 }
}

/// O08 of a guarantee run that is held from `least` on: seats below the goal's own minimum stay empty.
pub(super) fn guarantee(facts: &Facts, goal: &Goal, attendance: Attendance, least: u32) -> i64 {
    let profile = &facts.instance.profile;
    let short = attendance.short(least, goal.min);
    scaled(profile.guarantee.reward - rdiv(short * profile.guarantee.shortfall, 1000), profile.weights.guarantee)
}

/// The costs of O04 per course day in each tier, weighted.
pub(super) fn load_costs(facts: &Facts) -> [i64; 3] {
    let profile = &facts.instance.profile;
    profile.load.cost.map(|cost| scaled(cost, profile.weights.load))
}

/// The widths of the first two tiers of O04 for a fair share, in course days.
pub(super) fn load_widths(facts: &Facts, fair: i64) -> [i64; 2] {
    facts.instance.profile.load.width.map(|width| fair * width / 1000)
}

/// The cost of O03 (b) per run above the fair share, weighted.
pub(super) fn executor_cost(facts: &Facts) -> i64 {
    let profile = &facts.instance.profile;
    scaled(profile.spread.executor, profile.weights.spread)
}
