//! A filed plan in today's planning year: codes become positions again, and each run is labelled by what forms and locks ask for today.
//!
//! Labels come anew because the folder may have changed since: an assigned run that a lock now keeps is a run of that lock. A run that
//! fits a required run as it was filed (origin, minimum, seats) is matched before one that has to change its label, so that a plan of an
//! unchanged folder comes back as it was.

use super::asked::fits::matching_in_steps;
use super::plan::{FiledPlan, FiledRun, State};
use crate::domain::goal::{Goal, Origin, RequiredRun, When};
use crate::domain::ids::{GoalIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::plan::{Plan, Run};

/// A filed plan in today's year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its runs. Not judged: a run may lie where none is possible today, and a required run may be missing.
    pub plan: Plan,
    /// Runs that have no goal, site or day in today's year: code of the goal, and the run.
    pub lost: Vec<(String, FiledRun)>,
}

/// Puts a filed plan into the year.
#[must_use]
pub fn placed(instance: &Instance, filed: &FiledPlan) -> Placed {
    let (mut runs, mut lost) = (Vec::new(), Vec::new());
    for (code, goal) in &filed.goals {
        let State::Covered(filed) = &goal.state else { continue };
        let at = instance.goals.binary_search_by(|g| g.code.as_str().cmp(code)).ok().map(GoalIx::from);
        let mut known = Vec::new();
        for run in filed {
            match at.and_then(|goal| located(instance, goal, run)) {
                Some(here) => known.push(here),
                None => lost.push((code.clone(), run.clone())),
            }
        }
        if let Some(goal) = at {
            label(instance.goal(goal), &mut known);
        }
        runs.extend(known);
    }
    Placed { plan: Plan::new(runs), lost }
}

fn located(instance: &Instance, goal: GoalIx, run: &FiledRun) -> Option<Run> {
    let site = instance.sites.binary_search_by(|s| s.id.as_str().cmp(run.site.as_str())).ok()?;
    let start = instance.calendar.day(run.start)?;
    let FiledRun { guarantee, min, max, origin, .. } = *run;
    Some(Run { goal, start, site: SiteIx::from(site), guarantee, min, max, origin })
}

/// Gives each run the origin, minimum and seats that it has today.
fn label(goal: &Goal, runs: &mut [Run]) {
    let rows = |fits: &dyn Fn(&RequiredRun, &Run) -> bool| -> Vec<Vec<bool>> {
        goal.required.iter().map(|required| runs.iter().map(|run| fits(required, run)).collect()).collect()
    };
    let as_filed = rows(&|required, run| {
        let min = if run.guarantee { guarantee_minimum(required.min) } else { required.min };
        fits(required, run) && (required.origin, min, required.max) == (run.origin, run.min, run.max)
    });
    let matched = matching_in_steps(&[&as_filed, &rows(&fits)], runs.len());
    for run in runs.iter_mut() {
        (run.origin, run.min, run.max) = (Origin::Assigned, goal.min, goal.max);
    }
    for (required, run) in goal.required.iter().zip(matched) {
        if let Some(run) = run {
            (runs[run].origin, runs[run].min, runs[run].max) = (required.origin, required.min, required.max);
        }
    }
    for run in runs.iter_mut().filter(|run| run.guarantee) {
        run.min = guarantee_minimum(run.min);
    }
}

fn fits(required: &RequiredRun, run: &Run) -> bool {
    let within = match required.when {
        When::Fixed(first, last) => first <= run.start && run.start <= last,
        When::Free => true,
    };
    within && required.sites.contains(&run.site) && required.guarantee.is_none_or(|guarantee| guarantee == run.guarantee)
}

/// What a guarantee course asks for instead of an ordinary minimum (`min_participants` of plan.csv).
fn guarantee_minimum(ordinary: u32) -> u32 {
    ordinary.min(5)
}
