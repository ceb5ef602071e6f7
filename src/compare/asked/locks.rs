//! Locks that the old plan broke, and the changes that keep them now.

use std::collections::{BTreeMap, BTreeSet};

use super::fits::{self, matching};
use super::{Ask, Asked, Case};
use crate::compare::difference::Change;
use crate::compare::plan::FiledRun;
use crate::domain::decision::Decision;

/// Rows of locks.csv that ask for the same.
type Group<'a> = Vec<&'a Decision>;

/// The locks that are news, by date, who asked, and goal.
pub fn locks(case: &Case<'_>) -> Vec<Asked> {
    let mut all: Vec<(Group<'_>, Asked)> = Vec::new();
    let mut decisions = case.instance.decisions.iter().peekable();
    while let Some(first) = decisions.next() {
        let mut of_goal = vec![first];
        while let Some(next) = decisions.next_if(|next| next.goal == first.goal) {
            of_goal.push(next);
        }
        let code = case.instance.goal(first.goal).code.as_str();
        all.extend(of_one_goal(case, code, &of_goal));
    }
    let order = |group: &Group<'_>| group.first().map(|row| (row.at.is_none(), row.at, row.by.clone(), row.goal));
    all.sort_by_cached_key(|(group, _)| order(group));
    all.into_iter().map(|(_, asked)| asked).collect()
}

fn of_one_goal<'a>(case: &Case<'_>, code: &str, rows: &[&'a Decision]) -> Vec<(Group<'a>, Asked)> {
    let mut groups: BTreeMap<_, Group<'a>> = BTreeMap::new();
    for row in rows {
        // Dated before undated, with site before with school before neither: what asks for most is matched first.
        let length = row.days.map_or(u16::MAX, |(from, to)| to.0 - from.0);
        let key = (row.keep, length, row.site.is_none(), row.school.is_none(), row.days, row.site, row.school, row.guarantee);
        groups.entry(key).or_default().push(row);
    }
    let (keeps, forbids): (Vec<Group<'a>>, Vec<Group<'a>>) = groups.into_values().partition(|group| group[0].keep);
    let (old, new) = (matched(case, &keeps, case.old.runs_of(code)), matched(case, &keeps, case.new.runs_of(code)));
    let mut all = Vec::new();
    let mut used = BTreeSet::new();
    for ((group, was), now) in keeps.into_iter().zip(old).zip(new) {
        // A verified plan has a run for each.
        if let (None, Some(now)) = (was, now) {
            let change = explaining(case, code, group[0], &used);
            used.extend(change);
            let met_by = case.new.runs_of(code).get(now).cloned();
            all.push((group.clone(), asked(code, &group, change.into_iter().collect(), met_by)));
        }
    }
    for group in forbids {
        let broke = |run: &FiledRun| fits::lock(case.instance, group[0], run);
        let changes = case.changes_of(code, |change| change.old_runs().iter().any(broke));
        if case.old.runs_of(code).iter().any(broke) {
            all.push((group.clone(), asked(code, &group, changes, None)));
        }
    }
    all
}

/// The run of each kept one, a run of its own for each.
fn matched(case: &Case<'_>, keeps: &[Group<'_>], runs: &[FiledRun]) -> Vec<Option<usize>> {
    let row = |group: &Group<'_>| runs.iter().map(|run| fits::lock(case.instance, group[0], run)).collect();
    matching(&keeps.iter().map(row).collect::<Vec<_>>(), runs.len())
}

/// The change that brought the run: one that no other lock has used, if there is one.
fn explaining(case: &Case<'_>, code: &str, lock: &Decision, used: &BTreeSet<usize>) -> Option<usize> {
    let fits = |run: &FiledRun| fits::lock(case.instance, lock, run);
    let brought = |change: &Change| change.new_runs().iter().any(fits) && !change.old_runs().iter().any(fits);
    case.changes_of(code, brought).into_iter().min_by_key(|at| (used.contains(at), *at))
}

fn asked(code: &str, rows: &[&Decision], changes: Vec<usize>, met_by: Option<FiledRun>) -> Asked {
    let mut rows: Vec<Decision> = rows.iter().map(|row| (*row).clone()).collect();
    rows.sort_by(|a, b| (a.at.is_none(), a.at, &a.by, &a.reason).cmp(&(b.at.is_none(), b.at, &b.by, &b.reason)));
    Asked { goal: code.to_owned(), ask: Ask::Lock(rows), changes, met_by }
}
