//! Does a run of a plan folder fit a lock or an offer? And which runs can stand for which of them, one for each.

use crate::compare::plan::FiledRun;
use crate::domain::calendar::Day;
use crate::domain::decision::Decision;
use crate::domain::goal::{RequiredRun, When};
use crate::domain::ids::GoalIx;
use crate::domain::instance::Instance;

/// Everything that the lock names fits the run.
pub fn lock(instance: &Instance, lock: &Decision, run: &FiledRun) -> bool {
    lock.school.is_none_or(|school| instance.school(school).id == run.school)
        && lock.site.is_none_or(|site| instance.site(site).id == run.site)
        && lock.days.is_none_or(|days| starts_within(instance, days, run))
        && lock.guarantee.is_none_or(|guarantee| guarantee == run.guarantee)
}

/// The run is what the offer (or the lock that asks for a run of its own) asks for. Numbers of participants count where they are the
/// form's own: those of the goal may have changed for everybody.
pub fn offer(instance: &Instance, goal: GoalIx, wanted: &RequiredRun, run: &FiledRun) -> bool {
    let of_goal = instance.goal(goal);
    let starts = match wanted.when {
        When::Fixed(from, to) => starts_within(instance, (from, to), run),
        When::Free => true,
    };
    let least = wanted.min == of_goal.min || wanted.min == run.min || (run.guarantee && run.min < wanted.min);
    starts
        && least
        && (wanted.max == of_goal.max || wanted.max == run.max)
        && wanted.guarantee.is_none_or(|guarantee| guarantee == run.guarantee)
        && wanted.sites.iter().any(|site| instance.site(*site).id == run.site)
}

fn starts_within(instance: &Instance, (from, to): (Day, Day), run: &FiledRun) -> bool {
    (instance.calendar.date(from)..=instance.calendar.date(to)).contains(&run.start)
}

/// The run of each wish, each run for one wish at most, as many as possible; a wish keeps its run's being taken if it stands before
/// another. `fits` has a row for each wish.
pub fn matching(fits: &[Vec<bool>], runs: usize) -> Vec<Option<usize>> {
    matching_in_steps(&[fits], runs)
}

/// The same, where what fits by an earlier step is matched before what fits by a later one. Every step has a row for each wish, and
/// allows all that the steps before it allow.
pub fn matching_in_steps(steps: &[&[Vec<bool>]], runs: usize) -> Vec<Option<usize>> {
    let wishes = steps.first().map_or(0, |fits| fits.len());
    let mut wish_of: Vec<Option<usize>> = vec![None; runs];
    for fits in steps {
        for wish in 0..wishes {
            if !wish_of.contains(&Some(wish)) {
                augment(fits, wish, &mut wish_of, &mut vec![false; runs]);
            }
        }
    }
    let mut run_of = vec![None; wishes];
    for (run, wish) in wish_of.iter().enumerate() {
        if let Some(wish) = wish {
            run_of[*wish] = Some(run);
        }
    }
    run_of
}

/// Gives the wish a run: the first that nobody has, else one whose wish can move to another.
fn augment(fits: &[Vec<bool>], wish: usize, wish_of: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    if let Some(run) = (0..wish_of.len()).find(|run| fits[wish][*run] && wish_of[*run].is_none()) {
        wish_of[run] = Some(wish);
        return true;
    }
    for run in 0..wish_of.len() {
        if !fits[wish][run] || std::mem::replace(&mut tried[run], true) {
            continue;
        }
        let free = match wish_of[run] {
            Some(other) => augment(fits, other, wish_of, tried),
            None => true,
        };
        if free {
            wish_of[run] = Some(wish);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{matching, matching_in_steps};

    #[test]
    fn a_wish_moves_over_for_another_and_the_last_one_stays_alone() {
        assert_eq!(matching(&[vec![true, true], vec![true, false]], 2), [Some(1), Some(0)]);
        assert_eq!(matching(&[vec![true], vec![true]], 1), [Some(0), None]);
        assert_eq!(matching(&[vec![]], 0), [None]);
    }

    #[test]
    fn what_fits_by_the_first_step_stays_matched_so() {
        let (strict, loose) = (vec![vec![false, false], vec![true, false]], vec![vec![true, true], vec![true, true]]);
        assert_eq!(matching_in_steps(&[&loose], 2), [Some(0), Some(1)]);
        assert_eq!(matching_in_steps(&[&strict, &loose], 2), [Some(1), Some(0)]);
    }
}
