//! When required runs find no place: are they contradictory, and which of them?
//!
//! The programme of the required runs alone is solved for feasibility. If there is no solution, goals are left out, first in large
//! parts and then one by one, as long as the rest stays without one (a deletion filter): what remains clashes, and every part of it is needed.

use std::time::Instant;

use crate::domain::goal::Source;
use crate::domain::ids::SchoolIx;
use crate::domain::instance::Instance;
use crate::formulation::model::{GapMode, build, size};
use crate::formulation::placement::GoalModel;
use crate::solve::decomposed::problem::Problem;
use crate::solve::highs::{Limits, Status};
use crate::solve::isolated::maximise;

/// Above this many columns no answer is tried.
const LARGEST: usize = 150_000;

/// The rows of a smallest set of goals whose required runs cannot be held together, or `None` where that is not shown within the limits.
/// `broken` are goals whose required runs found no place.
#[must_use]
pub fn clash(instance: &Instance, problem: &Problem, broken: &[usize], limits: &Limits<'_>) -> Option<Vec<Source>> {
    let mut goals = related(problem, broken);
    let models = |goals: &[usize]| goals.iter().map(|g| required_only(&problem.models[*g])).collect::<Vec<_>>();
    if size(&models(&goals)) > LARGEST {
        goals = broken.to_vec();
    }
    let began = Instant::now();
    let infeasible = |goals: &[usize]| {
        if limits.seconds.is_some_and(|most| began.elapsed().as_secs_f64() > most) {
            return false;
        }
        let models = models(goals);
        if models.iter().any(|m| m.placements.is_empty()) {
            return true;
        }
        let model = build(instance, &problem.parameters, &models, &problem.coupling, GapMode::Count);
        maximise(&model.linear, limits, None).status == Status::Infeasible
    };
    if !infeasible(&goals) {
        return None;
    }
    let mut part = goals.len().div_ceil(2);
    loop {
        let mut from = 0;
        while from < goals.len() {
            let to = (from + part).min(goals.len());
            let rest: Vec<usize> = goals[..from].iter().chain(&goals[to..]).copied().collect();
            if !rest.is_empty() && infeasible(&rest) {
                goals = rest;
            } else {
                from = to;
            }
        }
        if part == 1 {
            break;
        }
        part = part.div_ceil(2);
    }
    let mut sources: Vec<Source> =
        goals.iter().flat_map(|g| instance.goals[*g].required.iter().flat_map(|r| r.sources.clone())).collect();
    sources.sort();
    sources.dedup();
    Some(sources)
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
