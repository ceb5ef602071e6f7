//! Decisions that only show against the folder as it was when the old plan was made: days that have become closed, fewer rooms or teachers, lower
//! yearly limits, and schools that have come to say yes or no longer say no.

use std::collections::BTreeSet;

use super::{Ask, Asked, Case, Shut, cited};
use crate::compare::difference::Change;
use crate::compare::plan::FiledRun;
use crate::domain::calendar::Day;
use crate::domain::goal::Goal;
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::network::{Pool, PoolScope, School};

/// Runs of the old plan with a course day on which their site was open then and is closed now.
pub fn closures(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let closed = |before: u16, now: u16| before > 0 && now == 0;
    let by = match ["closures.csv", "capacity.csv"].map(|file| case.inputs.contains(file)) {
        [true, false] => Shut::Closed,
        [false, true] => Shut::WithoutRooms,
        _ => Shut::Either,
    };
    let rooms = |_: &str, run: &FiledRun, day| rooms_then_and_now(case, run, day);
    let ask = |run: &FiledRun, first, last| Some(Ask::Closed(site(case.instance, &run.site)?, first, last, by));
    with_fewer(case, explained, &["closures.csv", "capacity.csv"], (rooms, closed, |_: &str, _: &FiledRun, _| true), ask)
}

/// Runs of the old plan with a course day on which their site had more rooms then, and has fewer now than the old plan takes.
pub fn rooms(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let rooms = |_: &str, run: &FiledRun, day| rooms_then_and_now(case, run, day);
    let too_many = |_: &str, run: &FiledRun, day| {
        let there = case.old_runs().filter(|(_, other)| other.site == run.site && takes(case.instance, other, day)).count();
        rooms_at(case.instance, run, day).is_some_and(|rooms| there > usize::from(rooms))
    };
    let ask = |run: &FiledRun, first, last| Some(Ask::FewerRooms(site(case.instance, &run.site)?, first, last));
    with_fewer(case, explained, &["capacity.csv"], (rooms, |before, now| now < before, too_many), ask)
}

/// Runs of the old plan with a course day on which a pool of teachers for them was larger then, and is smaller now than the old plan takes.
pub fn teachers(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let Some(before) = case.before else { return Vec::new() };
    let (now, mut known, mut all) = (case.instance, explained.clone(), Vec::new());
    for pool in &now.pools {
        let (id, was) = (&now.school(pool.school).id, before.pools.iter().find(|other| is_same(now, pool, before, other)));
        let limit = |pool: &Pool, day: u16| Some(pool.limit.get(usize::from(day))?.unwrap_or(u16::MAX));
        let concerns =
            |code: &str, run: &FiledRun| run.school == *id && goal_of(now, code).is_some_and(|goal| pool.scope.covers(goal));
        let pair = |code: &str, run: &FiledRun, day: u16| {
            if !concerns(code, run) {
                return None;
            }
            Some((was.map_or(Some(u16::MAX), |was| limit(was, day))?, limit(pool, day)?))
        };
        let too_many = |_: &str, _: &FiledRun, day: u16| {
            let here = case.old_runs().filter(|(code, other)| concerns(code, other) && takes(now, other, day)).count();
            limit(pool, day).is_some_and(|limit| here > usize::from(limit))
        };
        let ask = |_: &FiledRun, first, last| Some(Ask::FewerTeachers(pool.school, first, last));
        let found = with_fewer(case, &known, &["teachers.csv"], (pair, |before, now| now < before, too_many), ask);
        known.extend(cited(&found));
        all.extend(found);
    }
    in_order(all)
}

/// The pool of the same school for the same FKB or branch group.
fn is_same(now: &Instance, pool: &Pool, before: &Instance, other: &Pool) -> bool {
    let scope = match (pool.scope, other.scope) {
        (PoolScope::Fkb(one), PoolScope::Fkb(two)) => now.fkb(one).code == before.fkb(two).code,
        (PoolScope::Group(one), PoolScope::Group(two)) => now.group(one) == before.group(two),
        _ => false,
    };
    scope && now.school(pool.school).id == before.school(other.school).id
}

/// Runs of the old plan that are where they were no more, on a day of which there is less for them in this way.
fn with_fewer(
    case: &Case<'_>,
    explained: &BTreeSet<usize>,
    files: &[&str],
    (supply, fewer, too_many): (
        impl Fn(&str, &FiledRun, u16) -> Option<(u16, u16)>,
        impl Fn(u16, u16) -> bool,
        impl Fn(&str, &FiledRun, u16) -> bool,
    ),
    ask: impl Fn(&FiledRun, Day, Day) -> Option<Ask>,
) -> Vec<Asked> {
    if !files.iter().any(|file| case.inputs.contains(*file)) {
        return Vec::new();
    }
    let all = case.changes.iter().enumerate().filter(|(at, _)| !explained.contains(at));
    let asked = |(at, change): (usize, &Change)| {
        let told = |run: &FiledRun| {
            let pair = |day| supply(&change.goal, run, day);
            let hit = |day: u16| too_many(&change.goal, run, day);
            let (first, last) = stretch(case.instance, run, pair, (&fewer, hit))?;
            ask(run, first, last)
        };
        let ask = change.old_runs().iter().find_map(told)?;
        Some(Asked { goal: change.goal.clone(), ask, changes: vec![at], met_by: None })
    };
    in_order(all.filter_map(asked).collect())
}

/// First and last day of the stretch with less that days of the run lie in, over days without anything before. `pair` has what there was and is.
fn stretch(
    now: &Instance,
    run: &FiledRun,
    pair: impl Fn(u16) -> Option<(u16, u16)>,
    (fewer, hits): (&impl Fn(u16, u16) -> bool, impl Fn(u16) -> bool),
) -> Option<(Day, Day)> {
    let is_fewer = |day: &u16| pair(*day).is_some_and(|(was, is)| fewer(was, is));
    let goes_on = |day: &u16| pair(*day).is_some_and(|(was, is)| was == 0 || fewer(was, is));
    let (from, to) = (now.calendar.day(run.start)?.0, now.calendar.day(run.end)?.0);
    let hit = (from..=to).find(|day| is_fewer(day) && hits(*day))?;
    let last = (hit..=u16::MAX).take_while(goes_on).filter(is_fewer).last()?;
    let first = (0..=hit).rev().take_while(goes_on).filter(is_fewer).last()?;
    Some((Day(first), Day(last)))
}

fn rooms_at(instance: &Instance, run: &FiledRun, day: u16) -> Option<u16> {
    instance.site(site(instance, &run.site)?).rooms.get(usize::from(day)).copied()
}

/// The rooms for a run before and now.
fn rooms_then_and_now(case: &Case<'_>, run: &FiledRun, day: u16) -> Option<(u16, u16)> {
    Some((rooms_at(case.before?, run, day)?, rooms_at(case.instance, run, day)?))
}

/// The run has a course on the day, where its site is open.
fn takes(instance: &Instance, run: &FiledRun, day: u16) -> bool {
    (run.start..=run.end).contains(&instance.calendar.date(Day(day)))
}

fn goal_of<'a>(instance: &'a Instance, code: &str) -> Option<&'a Goal> {
    instance.goals.iter().find(|data| data.code == code)
}

/// Runs of the old plan that are no longer at a school whose yearly limit of course days has become lower than what the old plan takes.
pub fn limits(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let days = |case: &Case<'_>, code: &str, _: &FiledRun| goal_of(case.instance, code).map_or(0, |goal| u64::from(goal.days));
    with_lower(case, explained, |school| school.max_course_days, days, Ask::FewerDays)
}

/// The same for guarantee courses.
pub fn guarantees(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    with_lower(case, explained, |school| school.guarantee_cap, |_, _, run| u64::from(run.guarantee), Ask::FewerGuarantees)
}

/// Changes that take less of what counts at a school whose yearly limit of it has become lower than what the old plan takes.
fn with_lower(
    case: &Case<'_>,
    explained: &BTreeSet<usize>,
    limit: impl Fn(&School) -> Option<u32>,
    takes: impl Fn(&Case<'_>, &str, &FiledRun) -> u64,
    ask: impl Fn(SchoolIx, u32) -> Ask,
) -> Vec<Asked> {
    let Some(before) = case.before.filter(|_| case.inputs.contains("schools.csv")) else { return Vec::new() };
    let lower = |at: &usize| {
        let school = &case.instance.schools[*at];
        let was = before.schools.iter().find(|other| other.id == school.id)?;
        let most = limit(school)?;
        let old =
            case.old_runs().filter(|(_, run)| run.school == school.id).map(|(code, run)| takes(case, code, run)).sum::<u64>();
        (limit(was).is_none_or(|was| most < was) && old > u64::from(most)).then_some((*at, school.id.as_str(), most))
    };
    let lowered: Vec<_> = (0..case.instance.schools.len()).filter_map(|at| lower(&at)).collect();
    let all = case.changes.iter().enumerate().filter(|(at, _)| !explained.contains(at));
    let asked = |(at, change): (usize, &Change)| {
        let code = change.goal.as_str();
        let here = |runs: &[FiledRun], id: &str| {
            runs.iter().filter(|run| run.school == id).map(|run| takes(case, code, run)).sum::<u64>()
        };
        let left = |(_, id, _): &&(usize, &str, u32)| here(change.new_runs(), id) < here(change.old_runs(), id);
        let (school, _, most) = lowered.iter().find(left)?;
        Some(Asked { goal: change.goal.clone(), ask: ask(SchoolIx::from(*school), *most), changes: vec![at], met_by: None })
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
