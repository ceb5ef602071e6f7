//! The rows that a cure changes, for the trial: the folder as it would be.
//!
//! Room, teachers and yearly limit are not here: the plan's own use of them shows what one more gives, and nothing else changes.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::check::rows::Rows;
use crate::check::rows::answers::{Answer, FormRow};
use crate::check::starts::forbidding;
use crate::domain::gap::{Change, Cure, Extension, Move};
use crate::domain::goal::{RequiredRun, Source, When};
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::explain::gaps::openings::open_days;
use crate::read::patch::Edit;

/// The edits of a cure.
#[must_use]
pub fn edits(instance: &Instance, rows: &Rows, goal: GoalIx, cure: &Cure) -> Vec<Edit> {
    let school = instance.school_of(cure.site);
    let mut edits = Vec::new();
    for change in &cure.changes {
        match change {
            Change::Lock(_) => edits.extend(locks(instance, goal, cure)),
            Change::Answer => edits.extend(answers(instance, rows, goal, school)),
            Change::Equipment(names) => edits.extend(names.iter().map(|name| equipment(instance, cure.site, name))),
            Change::Open(days) => edits.extend(open_days(instance, rows, cure.site, days)),
            Change::Approval(extension) => edits.push(approval(instance, rows, goal, extension, cure)),
            Change::Room | Change::Teacher | Change::Limit(_) => {}
        }
    }
    edits.extend(moves(instance, rows, &cure.moves));
    edits
}

fn locks(instance: &Instance, goal: GoalIx, cure: &Cure) -> Vec<Edit> {
    let locks = forbidding(instance.goal(goal), cure.site, instance.site(cure.site), cure.start);
    locks.map(|lock| Edit::Drop { file: "locks.csv", line: lock.source.line }).collect()
}

fn answers(instance: &Instance, rows: &Rows, goal: GoalIx, school: SchoolIx) -> Vec<Edit> {
    let (school, goal) = (&instance.school(school).id, &instance.goal(goal).code);
    let refusal = |row: &&FormRow| row.school == *school && row.goal == *goal && row.answer == Answer::Cannot;
    rows.forms.iter().filter(refusal).map(|row| Edit::Drop { file: "forms.csv", line: row.line }).collect()
}

fn equipment(instance: &Instance, site: SiteIx, name: &str) -> Edit {
    let cells = vec![("site_id", instance.site(site).id.clone()), ("equipment", name.to_owned())];
    Edit::Add { file: "equipment.csv", cells }
}

/// A row for the days of the run; what the school's approvals for the FKB leave out stays out, but for the goal.
fn approval(instance: &Instance, rows: &Rows, goal: GoalIx, extension: &Extension, cure: &Cure) -> Edit {
    let (school, fkb) = (&instance.school(instance.school_of(cure.site)).id, &instance.fkb(extension.fkb).code);
    let held = rows.approvals.iter().filter(|row| row.school == *school && row.fkb == *fkb);
    let except: BTreeSet<&str> = held.flat_map(|row| &row.except).map(String::as_str).collect();
    let except: Vec<&str> = except.into_iter().filter(|code| *code != instance.goal(goal).code).collect();
    let lender = extension.lender.map(|lender| instance.school(lender).id.clone()).unwrap_or_default();
    let cells = vec![
        ("school_id", school.clone()),
        ("fkb_code", fkb.clone()),
        ("valid_from", instance.calendar.date(cure.start).to_string()),
        ("valid_to", instance.calendar.date(cure.last).to_string()),
        ("lender_school_id", lender),
        ("except_goals", except.join(" ")),
    ];
    Edit::Add { file: "approvals.csv", cells }
}

/// New dates or weeks in the rows that fix the runs.
fn moves(instance: &Instance, rows: &Rows, moves: &[Move]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut done: BTreeSet<(GoalIx, usize)> = BTreeSet::new();
    for one in moves {
        let required = &instance.goal(one.from.goal).required;
        let here = (0..required.len()).filter(|i| !done.contains(&(one.from.goal, *i)) && is_at(&required[*i], one));
        // The row that says most about the date is the one that fixes it there.
        let Some(i) = here.min_by_key(|i| (span(required[*i].when), *i)) else { continue };
        done.insert((one.from.goal, i));
        let date = instance.calendar.date(one.to);
        required[i].sources.iter().for_each(|source| edits.extend(dated(rows, source, date)));
    }
    edits
}

fn is_at(run: &RequiredRun, one: &Move) -> bool {
    let starts = matches!(run.when, When::Fixed(from, to) if from <= one.from.start && one.from.start <= to);
    starts && run.sites.contains(&one.from.site)
}

/// Days from the first to the last possible start.
fn span(when: When) -> u16 {
    if let When::Fixed(from, to) = when { to.0 - from.0 } else { u16::MAX }
}

/// The row with the date in place of its own, or the date's week in place of its week; a row for several runs keeps the others.
fn dated(rows: &Rows, source: &Source, date: NaiveDate) -> Vec<Edit> {
    let week = format!("{}-W{:02}", date.iso_week().year(), date.iso_week().week());
    let line = source.line;
    if source.file == "locks.csv" {
        let Some(row) = rows.locks.iter().find(|row| row.line == line) else { return Vec::new() };
        return set("locks.csv", line, row.start_date.is_some(), row.week.is_some(), date, &week);
    }
    let Some(row) = rows.forms.iter().find(|row| row.line == line) else { return Vec::new() };
    if row.runs <= 1 {
        return set("forms.csv", line, row.start_date.is_some(), row.week.is_some(), date, &week);
    }
    let number = |value: Option<u32>| value.map(|n| n.to_string()).unwrap_or_default();
    let by_date = row.start_date.is_some();
    let cells = vec![
        ("school_id", row.school.clone()),
        ("goal_code", row.goal.clone()),
        ("answer", "offers".to_owned()),
        ("site_id", row.site.clone().unwrap_or_default()),
        ("start_date", if by_date { date.to_string() } else { String::new() }),
        ("week", if by_date { String::new() } else { week }),
        ("guarantee", row.guarantee.map(|g| g.to_string()).unwrap_or_default()),
        ("min_participants", number(row.min)),
        ("max_participants", number(row.max)),
    ];
    let fewer = (row.runs - 1).to_string();
    vec![Edit::Set { file: "forms.csv", line, column: "runs", value: fewer }, Edit::Add { file: "forms.csv", cells }]
}

fn set(file: &'static str, line: u64, by_date: bool, by_week: bool, date: NaiveDate, week: &str) -> Vec<Edit> {
    let cell = |column, value: String| Edit::Set { file, line, column, value };
    let date = by_date.then(|| cell("start_date", date.to_string()));
    let week = by_week.then(|| cell("week", week.to_owned()));
    date.into_iter().chain(week).collect()
}
