//! Windows: how the runs of one goal are kept apart (`models/annual-plan.md` 2.3, C05).

use crate::domain::calendar::WeekIx;
use crate::domain::goal::When;
use crate::formulation::placement::GoalModel;
use crate::formulation::starts::window_of;

/// C05 keeps at most so many free required runs in different weeks.
const MOST_APART: usize = 4;

/// Which windows are open to free and extra runs when the goal has `runs` runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Windows {
    /// Number of runs R.
    pub runs: usize,
    /// Open windows, R parts of the year or its weeks; `None` where C05 does not hold.
    pub open: Option<Vec<bool>>,
}

/// C05 for `runs` runs: which windows are open, or `None` where the rule does not hold.
#[must_use]
pub fn windows(model: &GoalModel, runs: usize, required: usize, weeks: usize) -> Windows {
    if runs == required {
        return Windows { runs, open: weeks_apart(model, required, weeks) };
    }
    if runs < 2 {
        return Windows { runs, open: None };
    }
    let mut open = vec![true; runs];
    for kind in 0..required {
        if let Some(week) = first_week(model, kind) {
            open[window_of(week, runs, weeks)] = false;
        }
    }
    Windows { runs, open: Some(open) }
}

/// The weeks as windows for two to four free required runs, where they can all start in different ones.
fn weeks_apart(model: &GoalModel, required: usize, weeks: usize) -> Option<Vec<bool>> {
    let free: Vec<usize> = (0..required).filter(|k| model.kinds[*k].when == When::Free).collect();
    if !(2..=MOST_APART).contains(&free.len()) {
        return None;
    }
    let weeks_of = |kind: &usize| {
        let mut can = vec![false; weeks];
        for start in model.kinds[*kind].sites.iter().flat_map(|s| &model.sites[*s].starts) {
            can[usize::from(start.week.0)] = true;
        }
        can
    };
    let possible: Vec<Vec<bool>> = free.iter().map(weeks_of).collect();
    let mut taken = vec![None; weeks];
    (0..possible.len()).all(|run| augment(run, &possible, &mut taken, &mut vec![false; weeks])).then(|| vec![true; weeks])
}

/// Week of the first possible start of a fixed required run, over its sites.
fn first_week(model: &GoalModel, kind: usize) -> Option<WeekIx> {
    if model.kinds[kind].when == When::Free {
        return None;
    }
    let starts = model.kinds[kind].sites.iter().flat_map(|s| &model.sites[*s].starts);
    starts.filter(|s| model.starts_within(kind, s)).map(|s| s.week).min()
}

/// Finds a place for `run`, moving others if need be: one step of a bipartite matching. `possible[run][place]`, `taken[place]` = its run.
pub(crate) fn augment(run: usize, possible: &[Vec<bool>], taken: &mut Vec<Option<usize>>, seen: &mut Vec<bool>) -> bool {
    for window in 0..taken.len() {
        if possible[run][window] && !seen[window] {
            seen[window] = true;
            if taken[window].is_none_or(|other| augment(other, possible, taken, seen)) {
                taken[window] = Some(run);
                return true;
            }
        }
    }
    false
}
