//! Decisions that only show against the folder as it was when the old plan was made: days that have become closed, fewer rooms, lower yearly
//! limits, and schools that have come to say yes or no longer say no.

use std::collections::BTreeSet;

use super::{Ask, Asked, Case};
use crate::compare::difference::Change;
use crate::compare::plan::FiledRun;
use crate::domain::calendar::Day;
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;

/// Runs of the old plan with a course day on which their site was open then and is closed now.
pub fn closures(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let closed = |before: u16, now: u16| before > 0 && now == 0;
    with_fewer(case, explained, &["closures.csv", "capacity.csv"], closed, Ask::Closed)
}

/// Runs of the old plan with a course day on which their site had more rooms then.
pub fn rooms(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    with_fewer(case, explained, &["capacity.csv"], |before, now| now < before, Ask::FewerRooms)
}

/// Runs of the old plan that are where they were no more, on a day of which the rooms of their site are fewer in this way.
fn with_fewer(
    case: &Case<'_>,
    explained: &BTreeSet<usize>,
    files: &[&str],
    fewer: impl Fn(u16, u16) -> bool,
    ask: impl Fn(SiteIx, Day, Day) -> Ask,
) -> Vec<Asked> {
    let Some(before) = case.before.filter(|_| files.iter().any(|file| case.inputs.contains(*file))) else { return Vec::new() };
    let all = case.changes.iter().enumerate().filter(|(at, _)| !explained.contains(at));
    let asked = |(at, change): (usize, &Change)| {
        let (site, first, last) = change.old_runs().iter().find_map(|run| stretch(case.instance, before, run, &fewer))?;
        Some(Asked { goal: change.goal.clone(), ask: ask(site, first, last), changes: vec![at], met_by: None })
    };
    in_order(all.filter_map(asked).collect())
}

/// The site of the run, and the first and last day of the stretch with fewer rooms that its days lie in, over days that were closed before.
fn stretch(now: &Instance, before: &Instance, run: &FiledRun, fewer: &impl Fn(u16, u16) -> bool) -> Option<(SiteIx, Day, Day)> {
    let (here, there) = (site(now, &run.site)?, site(before, &run.site)?);
    let rooms = |instance: &Instance, site: SiteIx, day: u16| instance.site(site).rooms.get(usize::from(day)).copied();
    let pair = |day: u16| Some((rooms(before, there, day)?, rooms(now, here, day)?));
    let is_fewer = |day: &u16| pair(*day).is_some_and(|(was, is)| fewer(was, is));
    let goes_on = |day: &u16| pair(*day).is_some_and(|(was, is)| was == 0 || fewer(was, is));
    let (from, to) = (now.calendar.day(run.start)?.0, now.calendar.day(run.end)?.0);
    let hit = (from..=to).find(is_fewer)?;
    let last = (hit..=u16::MAX).take_while(goes_on).filter(is_fewer).last()?;
    let first = (0..=hit).rev().take_while(goes_on).filter(is_fewer).last()?;
    Some((here, Day(first), Day(last)))
}

/// Runs of the old plan at a school whose yearly limit has become lower, that are no longer there.
pub fn limits(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let Some(before) = case.before.filter(|_| case.inputs.contains("schools.csv")) else { return Vec::new() };
    let lower = |at: &usize| {
        let school = &case.instance.schools[*at];
        let was = before.schools.iter().find(|other| other.id == school.id)?;
        let most = school.max_course_days?;
        (was.max_course_days.is_none_or(|was| most < was)).then_some((*at, school.id.as_str(), most))
    };
    let lowered: Vec<_> = (0..case.instance.schools.len()).filter_map(|at| lower(&at)).collect();
    let all = case.changes.iter().enumerate().filter(|(at, _)| !explained.contains(at));
    let asked = |(at, change): (usize, &Change)| {
        let here = |runs: &[FiledRun], id: &str| runs.iter().filter(|run| run.school == id).count();
        let left = |(_, id, _): &&(usize, &str, u32)| here(change.new_runs(), id) < here(change.old_runs(), id);
        let (school, _, most) = lowered.iter().find(left)?;
        let ask = Ask::FewerDays(SchoolIx::from(*school), *most);
        Some(Asked { goal: change.goal.clone(), ask, changes: vec![at], met_by: None })
    };
    in_order(all.filter_map(asked).collect())
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
        for (school, says_yes) in willing(case.instance, goal, before, was) {
            let id = &case.instance.school(school).id;
            let at = |run: &FiledRun| run.school == *id;
            let brought = |change: &Change| change.new_runs().iter().any(at) && !change.old_runs().iter().any(at);
            let mut changes = case.changes_of(code, brought);
            changes.retain(|at| !explained.contains(at));
            if !changes.is_empty() {
                let ask = if says_yes { Ask::Can(school) } else { Ask::RefusalGone(school) };
                all.push(Asked { goal: code.to_owned(), ask, changes, met_by: None });
            }
        }
    }
    all
}

/// Schools whose answer has become a yes (`true`) or is a no no more, sorted.
fn willing(now: &Instance, goal: GoalIx, before: &Instance, was: Option<GoalIx>) -> Vec<(SchoolIx, bool)> {
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
    all.filter(changed).map(|school| (school, says_yes(school))).collect()
}

fn in_order(mut all: Vec<Asked>) -> Vec<Asked> {
    all.sort_by(|a, b| a.goal.cmp(&b.goal));
    all
}
