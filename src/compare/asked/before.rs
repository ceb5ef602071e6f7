//! Decisions that only show against the folder as it was when the old plan was made: days that have become closed, and schools that have
//! come to say yes.

use std::collections::BTreeSet;

use super::{Ask, Asked, Case};
use crate::compare::difference::Change;
use crate::compare::plan::FiledRun;
use crate::domain::calendar::Day;
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;

/// Runs of the old plan with a course day on which their site was open then and is closed now.
pub fn closures(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let Some(before) = case.before.filter(|_| case.inputs.contains("closures.csv")) else { return Vec::new() };
    let open = |at: usize| !explained.contains(&at);
    let all = case.changes.iter().enumerate().filter(|(at, _)| open(*at));
    let asked = |(at, change): (usize, &Change)| {
        let (site, first, last) = change.old_runs().iter().find_map(|run| closed(case.instance, before, run))?;
        let ask = Ask::Closed(site, first, last);
        Some(Asked { goal: change.goal.clone(), ask, changes: vec![at], met_by: None })
    };
    in_order(all.filter_map(asked).collect())
}

/// The site of the run, and the first and last of its days that have become closed.
fn closed(now: &Instance, before: &Instance, run: &FiledRun) -> Option<(SiteIx, Day, Day)> {
    let (here, there) = (site(now, &run.site)?, site(before, &run.site)?);
    let rooms = |instance: &Instance, site: SiteIx, day: Day| instance.site(site).rooms.get(day.index()).copied().unwrap_or(0);
    let (from, to) = (now.calendar.day(run.start)?, now.calendar.day(run.end)?);
    let mut days = (from.0..=to.0).map(Day).filter(|day| rooms(before, there, *day) > 0 && rooms(now, here, *day) == 0);
    let first = days.next()?;
    Some((here, first, days.next_back().unwrap_or(first)))
}

fn site(instance: &Instance, id: &str) -> Option<SiteIx> {
    instance.sites.iter().position(|site| site.id == id).map(SiteIx::from)
}

/// Changes that brought a run to a school that had not said yes to the goal before and does now, or had said no and no longer does.
pub fn consents(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let Some(before) = case.before.filter(|_| case.inputs.contains("forms.csv")) else { return Vec::new() };
    let mut all = Vec::new();
    for (goal, code) in case.goals() {
        let was = before.goals.iter().position(|data| data.code == code).map(GoalIx::from);
        for school in willing(case.instance, goal, before, was) {
            let id = &case.instance.school(school).id;
            let at = |run: &FiledRun| run.school == *id;
            let brought = |change: &Change| change.new_runs().iter().any(at) && !change.old_runs().iter().any(at);
            let mut changes = case.changes_of(code, brought);
            changes.retain(|at| !explained.contains(at));
            if !changes.is_empty() {
                all.push(Asked { goal: code.to_owned(), ask: Ask::Can(school), changes, met_by: None });
            }
        }
    }
    all
}

/// Schools whose answer has become a yes, sorted.
fn willing(now: &Instance, goal: GoalIx, before: &Instance, was: Option<GoalIx>) -> Vec<SchoolIx> {
    let id = |school: SchoolIx| now.school(school).id.as_str();
    let data = now.goal(goal);
    let refused = |school: SchoolIx| {
        was.is_some_and(|goal| before.goal(goal).declined.iter().any(|other| before.school(*other).id == id(school)))
    };
    let agreed = |school: SchoolIx| {
        was.is_some_and(|goal| before.goal(goal).wishes.iter().any(|wish| before.school(wish.school).id == id(school)))
    };
    let says_yes = |school: SchoolIx| data.wishes.iter().any(|wish| wish.school == school);
    let all = (0..now.schools.len()).map(SchoolIx::from);
    let changed =
        |school: &SchoolIx| !data.declined.contains(school) && (refused(*school) || (says_yes(*school) && !agreed(*school)));
    all.filter(changed).collect()
}

fn in_order(mut all: Vec<Asked>) -> Vec<Asked> {
    all.sort_by(|a, b| a.goal.cmp(&b.goal));
    all
}
