//! When required runs find no place: are they contradictory, and which of them?
//!
//! The programme of the required runs alone is solved for feasibility, at first of those near the runs that found no place, then of more and
//! more. If there is no solution, goals are left out, first in large
//! parts and then one by one, as long as the rest stays without one (a deletion filter): what remains clashes, and every part of it is needed.

use std::collections::BTreeMap;
use std::time::Instant;

use crate::domain::calendar::Day;
use crate::domain::goal::Source;
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::formulation::coupling::Coupling;
use crate::formulation::model::{GapMode, build, size};
use crate::formulation::parameters::Parameters;
use crate::formulation::placement::GoalModel;
use crate::solve::decomposed::problem::Problem;
use crate::solve::highs::{Limits, Status};
use crate::solve::isolated::maximise;

/// Above this many columns no answer is tried.
const LARGEST: usize = 150_000;

/// Goals beside the broken ones that are tried first; twice as many each time that these have room.
const FIRST_NEAR: usize = 4;

/// Seconds given to leave out what a contradiction does not need, once there is one; only where its search is limited too.
const FILTER_SECONDS: f64 = 20.0;

/// Goals whose required runs cannot be held together, though those of any fewer of them can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The goals.
    pub goals: Vec<GoalIx>,
    /// The rows that ask for their runs, in order.
    pub rows: Vec<Source>,
}

/// Whether the required runs of these goals alone have no room in the year. `None` where the solver does not say.
#[must_use]
pub fn have_no_room(instance: &Instance, goals: &[GoalIx], limits: &Limits<'_>) -> Option<bool> {
    let parameters = Parameters::new(instance);
    let coupling = Coupling::new(instance, &parameters);
    let models: Vec<GoalModel> = goals.iter().map(|goal| required_only(&GoalModel::new(instance, &parameters, *goal))).collect();
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

/// A smallest set of goals whose required runs cannot be held together (larger where the time for that ran out), or `None` where no contradiction
/// is shown within the limits.
/// `broken` are goals whose required runs found no place.
#[must_use]
pub fn clash(instance: &Instance, problem: &Problem, broken: &[usize], limits: &Limits<'_>) -> Option<Clash> {
    let mut goals = nearest_first(problem, broken, related(problem, broken));
    let models = |goals: &[usize]| goals.iter().map(|g| required_only(&problem.models[*g])).collect::<Vec<_>>();
    while goals.len() > broken.len() && size(&models(&goals)) > LARGEST {
        goals.truncate(broken.len().max(goals.len() / 2));
    }
    let infeasible = |goals: &[usize], began: Instant, seconds: Option<f64>| {
        if seconds.is_some_and(|most| began.elapsed().as_secs_f64() > most) {
            return false;
        }
        no_room(instance, (&problem.parameters, &problem.coupling), &models(goals), limits) == Some(true)
    };
    let (mut near, began) = (broken.len() + FIRST_NEAR, Instant::now());
    while near < goals.len() && !infeasible(&goals[..near], began, limits.seconds) {
        near *= 2;
    }
    if near < goals.len() {
        goals.truncate(near);
    } else if !infeasible(&goals, began, limits.seconds) {
        return None;
    }
    let filter = Instant::now();
    let seconds = limits.seconds.map(|_| FILTER_SECONDS);
    let goals = needed(goals, |rest| Some(!rest.is_empty() && infeasible(rest, filter, seconds)))?;
    let mut rows: Vec<Source> =
        goals.iter().flat_map(|g| instance.goals[*g].required.iter().flat_map(|r| r.sources.clone())).collect();
    rows.sort();
    rows.dedup();
    Some(Clash { goals: goals.into_iter().map(GoalIx::from).collect(), rows })
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
    let required = model.kinds.iter().filter(|k| k.is_required()).count();
    let mut reduced = model.clone();
    reduced.placements.retain(|p| p.runs.len() == required);
    reduced.windows.retain(|w| w.runs == required);
    reduced
}
