//! Answers of the schools that the old plan did not meet. They can be new ones only where forms.csv has changed.

use std::collections::BTreeSet;

use super::fits::{self, matching};
use super::{Ask, Asked, Case};
use crate::compare::difference::Change;
use crate::compare::plan::FiledRun;
use crate::domain::goal::{Origin, RequiredRun, When};

fn have_changed(case: &Case<'_>) -> bool {
    case.inputs.contains("forms.csv")
}

/// Offers without a run of their own in the old plan. Those whose change a lock explains already are told there.
pub fn offers(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let mut all = Vec::new();
    for (goal, code) in case.goals().filter(|_| have_changed(case)) {
        // What asks for a short period is matched first.
        let mut wanted: Vec<&RequiredRun> = case.instance.goal(goal).required.iter().collect();
        wanted.sort_by_key(|run| match run.when {
            When::Fixed(from, to) => to.0 - from.0,
            When::Free => u16::MAX,
        });
        let fits = |wanted: &RequiredRun, run: &FiledRun| fits::offer(case.instance, goal, wanted, run);
        let in_plan = |runs: &[FiledRun]| {
            let row = |wanted: &&RequiredRun| runs.iter().map(|run| fits(wanted, run)).collect();
            matching(&wanted.iter().map(row).collect::<Vec<_>>(), runs.len())
        };
        let (old, new) = (in_plan(case.old.runs_of(code)), in_plan(case.new.runs_of(code)));
        let mut used = explained.clone();
        for ((wanted, was), now) in wanted.iter().zip(old).zip(new) {
            if was.is_some() || wanted.origin != Origin::Form {
                continue;
            }
            let brought = |change: &Change| change.new_runs().iter().any(|run| fits(wanted, run));
            let change = case.changes_of(code, brought).into_iter().find(|at| !used.contains(at));
            if let Some(change) = change {
                used.insert(change);
                let met_by = now.and_then(|at| case.new.runs_of(code).get(at)).cloned();
                let ask = Ask::Offer((*wanted).clone());
                all.push(Asked { goal: code.to_owned(), ask, changes: vec![change], met_by });
            }
        }
    }
    all
}

/// Schools that answer "cannot" and had a run.
pub fn refusals(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let mut all = Vec::new();
    for (goal, code) in case.goals().filter(|_| have_changed(case)) {
        for school in case.instance.goal(goal).declined.iter().copied() {
            let id = &case.instance.school(school).id;
            let mut changes = case.changes_of(code, |change| change.old_runs().iter().any(|run| run.school == *id));
            changes.retain(|at| !explained.contains(at));
            if !changes.is_empty() {
                all.push(Asked { goal: code.to_owned(), ask: Ask::Cannot(school), changes, met_by: None });
            }
        }
    }
    all
}
