//! When required runs find no place: are they contradictory, and which of them?
//!
//! The programme of the required runs alone is solved for feasibility, at first of those near the runs that found no place, then of more and
//! more. If there is no solution, goals are left out, first in large
//! parts and then one by one, as long as the rest stays without one (a deletion filter), and then rows of those that remain, each with all runs
//! that it asks for: what remains clashes, and every row of it is needed. The windows of a goal (C05) stay those of all its runs.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use crate::domain::calendar::Day;
use crate::domain::goal::{RequiredRun, Source};
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::formulation::coupling::Coupling;
use crate::formulation::model::{GapMode, build, size};
use crate::formulation::parameters::Parameters;
use crate::formulation::placement::{GoalModel, PlacedRun};
use crate::solve::decomposed::problem::Problem;
use crate::solve::highs::{Limits, Status};
use crate::solve::isolated::maximise;

/// Above this many columns no answer is tried.
const LARGEST: usize = 150_000;

/// Goals beside the broken ones that are tried first; twice as many each time that these have room.
const FIRST_NEAR: usize = 4;

/// Seconds given to leave out what a contradiction does not need, once there is one; only where its search is limited too.
const FILTER_SECONDS: f64 = 20.0;

/// Required runs that cannot be held together, though those of any fewer rows can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Their goals.
    pub goals: Vec<GoalIx>,
    /// The rows that ask for them, in order.
    pub rows: Vec<Source>,
}

impl Clash {
    /// Whether a row of the clash asks for the run.
    #[must_use]
    pub fn asks_for(&self, run: &RequiredRun) -> bool {
        run.sources.iter().any(|source| self.rows.contains(source))
    }
}

/// Whether the runs of the clash alone have no room in the year. `None` where the solver does not say.
#[must_use]
pub fn have_no_room(instance: &Instance, clash: &Clash, limits: &Limits<'_>) -> Option<bool> {
    let parameters = Parameters::new(instance);
    let coupling = Coupling::new(instance, &parameters);
    let reduced = |goal: &GoalIx| {
        let required = instance.goal(*goal).required.iter().enumerate();
        let kinds: Vec<usize> = required.filter(|(_, run)| clash.asks_for(run)).map(|(kind, _)| kind).collect();
        only(&GoalModel::new(instance, &parameters, *goal), &kinds)
    };
    let models: Vec<GoalModel> = clash.goals.iter().map(reduced).collect();
    if size(&models) > LARGEST {
        return None;
    }
    no_room(instance, (&parameters, &coupling), &models, limits)
}

fn no_room(instance: &Instance, year: (&Parameters, &Coupling), models: &[GoalModel], limits: &Limits<'_>) -> Option<bool> {
    if models.iter().any(|m| m.placements.is_empty()) {
        return Some(true);
    }
    let (parameters, coupling) = year;
    let solved = maximise(&build(instance, parameters, models, coupling, GapMode::Count).linear, limits, None);
    match solved.status {
        Status::Infeasible => Some(true),
        _ => solved.point.map(|_| false),
    }
}

/// A smallest set of rows whose required runs cannot be held together (larger where the time for that ran out), or `None` where no contradiction
/// is shown within the limits.
/// `broken` are goals whose required runs found no place.
#[must_use]
pub fn clash(instance: &Instance, problem: &Problem, broken: &[usize], limits: &Limits<'_>) -> Option<Clash> {
    let mut goals = nearest_first(problem, broken, related(problem, broken));
    let models = |goals: &[usize]| goals.iter().map(|g| required_only(&problem.models[*g])).collect::<Vec<_>>();
    while goals.len() > broken.len() && size(&models(&goals)) > LARGEST {
        goals.truncate(broken.len().max(goals.len() / 2));
    }
    let infeasible = |models: &[GoalModel], began: Instant, seconds: Option<f64>| {
        let in_time = seconds.is_none_or(|most| began.elapsed().as_secs_f64() <= most);
        in_time && no_room(instance, (&problem.parameters, &problem.coupling), models, limits) == Some(true)
    };
    let (mut near, began) = (broken.len() + FIRST_NEAR, Instant::now());
    while near < goals.len() && !infeasible(&models(&goals[..near]), began, limits.seconds) {
        near *= 2;
    }
    if near < goals.len() {
        goals.truncate(near);
    } else if !infeasible(&models(&goals), began, limits.seconds) {
        return None;
    }
    let filter = Instant::now();
    let seconds = limits.seconds.map(|_| FILTER_SECONDS);
    let goals = needed(goals, |rest| Some(!rest.is_empty() && infeasible(&models(rest), filter, seconds)))?;
    let of_rows = |units: &[Unit]| by_goal(units).iter().map(|(g, kinds)| only(&problem.models[*g], kinds)).collect::<Vec<_>>();
    let units: Vec<Unit> = goals.iter().flat_map(|g| units(*g, &instance.goals[*g].required)).collect();
    let units = if units.len() == goals.len() {
        units
    } else {
        needed(units, |rest| Some(!rest.is_empty() && infeasible(&of_rows(rest), filter, seconds)))?
    };
    let kinds = by_goal(&units);
    let runs = kinds.iter().flat_map(|(goal, kinds)| kinds.iter().map(|kind| &instance.goals[*goal].required[*kind]));
    let rows: BTreeSet<&Source> = runs.flat_map(|run| &run.sources).collect();
    Some(Clash { rows: rows.into_iter().cloned().collect(), goals: kinds.into_keys().map(GoalIx::from).collect() })
}

/// A goal and required runs of it, by kind.
type Unit = (usize, Vec<usize>);

/// The required runs of the goal, those that a row asks for together in one.
fn units(goal: usize, required: &[RequiredRun]) -> Vec<Unit> {
    let mut all: Vec<(BTreeSet<&Source>, Vec<usize>)> = Vec::new();
    for (kind, run) in required.iter().enumerate() {
        let (mut rows, mut kinds): (BTreeSet<&Source>, _) = (run.sources.iter().collect(), vec![kind]);
        let (shared, apart): (Vec<_>, Vec<_>) = all.into_iter().partition(|(of, _)| !of.is_disjoint(&rows));
        for (of, others) in shared {
            rows.extend(of);
            kinds.extend(others);
        }
        all = apart;
        all.push((rows, kinds));
    }
    all.into_iter().map(|(_, kinds)| (goal, kinds)).collect()
}

/// The kinds of each goal, in order.
fn by_goal(units: &[Unit]) -> BTreeMap<usize, Vec<usize>> {
    let mut kinds: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (goal, some) in units {
        kinds.entry(*goal).or_default().extend(some);
    }
    for kinds in kinds.values_mut() {
        kinds.sort_unstable();
    }
    kinds
}

/// Leaves out what the contradiction does not need, first in large parts and then one by one (a deletion filter): it `stays` with what is left,
/// and without any one of that it does not. `None` where that is not known of a part.
pub fn needed<T: Clone>(mut all: Vec<T>, mut stays: impl FnMut(&[T]) -> Option<bool>) -> Option<Vec<T>> {
    let mut part = all.len();
    while part > 0 {
        let mut from = 0;
        while from < all.len() {
            let to = (from + part).min(all.len());
            let rest: Vec<T> = all[..from].iter().chain(&all[to..]).cloned().collect();
            if stays(&rest)? {
                all = rest;
            } else {
                from = to;
            }
        }
        part = if part == 1 { 0 } else { part.div_ceil(2) };
    }
    Some(all)
}

/// The broken goals, then those that have the fewest other starts where they meet them: what contradicts is as a rule near and fixed.
fn nearest_first(problem: &Problem, broken: &[usize], mut goals: Vec<usize>) -> Vec<usize> {
    let mut taken: BTreeMap<SiteIx, (Day, Day)> = BTreeMap::new();
    for (site, first, last) in broken.iter().flat_map(|g| spans(&problem.models[*g])).flatten() {
        let span = taken.entry(site).or_insert((first, last));
        *span = (span.0.min(first), span.1.max(last));
    }
    let meets =
        |(site, first, last): &(SiteIx, Day, Day)| taken.get(site).is_some_and(|span| *first <= span.1 && span.0 <= *last);
    let freedom = |g: &usize| {
        let model = &problem.models[*g];
        let starts = |kind: usize| model.kinds[kind].sites.iter().map(|site| model.start_range(kind, *site).len()).sum::<usize>();
        let kinds = spans(model).into_iter().enumerate().filter(|(_, spans)| spans.iter().any(meets));
        kinds.map(|(kind, _)| starts(kind)).min().unwrap_or(usize::MAX)
    };
    goals.sort_by_cached_key(|g| (!broken.contains(g), freedom(g), *g));
    goals
}

/// The sites of each required run, with the first and last day that it can be there.
fn spans(model: &GoalModel) -> Vec<Vec<(SiteIx, Day, Day)>> {
    let span = |kind: usize, site: usize| {
        let (option, range) = (&model.sites[site], model.start_range(kind, site));
        let starts = option.starts.get(range)?;
        let (first, last) = (starts.first()?, starts.last()?);
        Some((option.site, first.day, Day(last.day.0 + model.days.saturating_sub(1))))
    };
    let required = (0..model.kinds.len()).filter(|kind| model.kinds[*kind].is_required());
    required.map(|kind| model.kinds[kind].sites.iter().filter_map(|site| span(kind, *site)).collect()).collect()
}

/// Goals with required runs at the schools of the broken ones.
fn related(problem: &Problem, broken: &[usize]) -> Vec<usize> {
    let schools = |g: usize| -> Vec<SchoolIx> {
        let model = &problem.models[g];
        let required = model.kinds.iter().filter(|k| k.is_required());
        required.flat_map(|k| k.sites.iter().map(|s| model.sites[*s].school)).collect()
    };
    let theirs: Vec<SchoolIx> = broken.iter().flat_map(|g| schools(*g)).collect();
    let touches =
        |g: &usize| broken.contains(g) || (!problem.models[*g].may_rest && schools(*g).iter().any(|k| theirs.contains(k)));
    (0..problem.models.len()).filter(touches).collect()
}

/// The goal with its required runs and no more.
fn required_only(model: &GoalModel) -> GoalModel {
    let required: Vec<usize> = (0..model.kinds.len()).filter(|kind| model.kinds[*kind].is_required()).collect();
    only(model, &required)
}

/// The goal with these of its required runs and no more, the windows staying those of all of them.
fn only(model: &GoalModel, kinds: &[usize]) -> GoalModel {
    let required = model.kinds.iter().filter(|k| k.is_required()).count();
    let mut reduced = model.clone();
    reduced.kinds = kinds.iter().map(|kind| model.kinds[*kind].clone()).collect();
    reduced.windows.retain(|w| w.runs == required);
    for windows in &mut reduced.windows {
        windows.runs = kinds.len();
    }
    reduced.placements.retain(|p| p.runs.len() == required);
    for placement in &mut reduced.placements {
        let kept = |run: &PlacedRun| Some(PlacedRun { kind: kinds.iter().position(|kind| *kind == run.kind)?, ..*run });
        placement.runs = placement.runs.iter().filter_map(kept).collect();
    }
    let mut known = BTreeSet::new();
    reduced.placements.retain(|p| known.insert(p.runs.iter().map(|run| run.site).collect::<Vec<_>>()));
    reduced
}
