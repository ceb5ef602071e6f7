//! status.csv held against the plan: which run each row is about (E315, E801, E803, W804).

use std::collections::BTreeMap;

use chrono::Days;

use crate::check::finding::{Findings, Place, say};
use crate::check::status::FILE;
use crate::domain::ids::{GoalIx, SchoolIx};
use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::domain::status::StatusRow;

/// A deadline earlier than this many days before the start is a slip.
const EARLIEST: u64 = 365;

/// A row and the run that it is about.
#[derive(Debug, Clone, Copy)]
pub struct RowOfRun<'a> {
    /// The row.
    pub row: &'a StatusRow,
    /// Position of the run in the plan; `None` for a waiting list without a run.
    pub run: Option<usize>,
}

/// The rows with their runs, in order; `None` after a finding that is an error.
pub fn rows_of_runs<'a>(instance: &'a Instance, plan: &Plan, findings: &mut Findings) -> Option<Vec<RowOfRun<'a>>> {
    let rows = instance.status.iter().flatten();
    let rows: Vec<RowOfRun<'a>> = rows.filter_map(|row| row_of_run(instance, plan, row, findings)).collect();
    let mut lists: BTreeMap<(usize, SchoolIx), u64> = BTreeMap::new();
    let mut enrolled: BTreeMap<usize, (u32, u64)> = BTreeMap::new();
    for RowOfRun { row, run } in &rows {
        let Some(run) = *run else { continue };
        check_e803_deadline(instance, plan, row, run, findings);
        let school = row.school.unwrap_or(instance.school_of(plan.runs[run].site));
        if let Some(earlier) = lists.insert((run, school), row.line) {
            check_e315_executing_twice(instance, row, earlier, findings);
        }
        let (sum, line) = enrolled.entry(run).or_insert((0, row.line));
        (*sum, *line) = (*sum + row.enrolled, (*line).min(row.line));
    }
    for (run, (sum, line)) in enrolled {
        check_w804_seats(instance, plan, run, sum, line, findings);
    }
    (!findings.any_error()).then_some(rows)
}

/// E801: the run must be one of the plan.
fn row_of_run<'a>(instance: &Instance, plan: &Plan, row: &'a StatusRow, findings: &mut Findings) -> Option<RowOfRun<'a>> {
    let Some(number) = (row.run as usize).checked_sub(1) else { return Some(RowOfRun { row, run: None }) };
    let count = plan.runs_of(row.goal).len();
    if number < count {
        return Some(RowOfRun { row, run: Some(first_of(plan, row.goal) + number) });
    }
    let (code, run) = (&instance.goal(row.goal).code, row.run);
    let what = match count {
        0 => say!("planen har intet kursus i {code}", "the plan has no run of {code}"),
        1 => say!("planen har kun kursus 1 i {code}, ikke {run}", "the plan has run 1 of {code} only, not {run}"),
        _ => say!("planen har kursus 1 til {count} i {code}, ikke {run}", "the plan has runs 1 to {count} of {code}, not {run}"),
    };
    let cure = say!(
        "skriv nummeret fra plan.csv, eller 0 for en venteliste uden kursus",
        "write the number of plan.csv, or 0 for a waiting list without a run"
    );
    findings.add("E801", Place::line(FILE, row.line).column("run"), what, cure);
    None
}

/// Position of the goal's first run in the plan.
#[must_use]
pub fn first_of(plan: &Plan, goal: GoalIx) -> usize {
    plan.runs.partition_point(|run| run.goal < goal)
}

/// E803: a deadline lies at or before the start, and not a year before it.
fn check_e803_deadline(instance: &Instance, plan: &Plan, row: &StatusRow, run: usize, findings: &mut Findings) {
    let Some(deadline) = row.deadline else { return };
    let start = instance.calendar.date(plan.runs[run].start);
    let what = if deadline > start {
        say!(
            "fristen {deadline} ligger efter kursets start {start}",
            "the deadline {deadline} lies after the start {start} of the run"
        )
    } else if deadline.checked_add_days(Days::new(EARLIEST)).is_none_or(|limit| limit < start) {
        say!(
            "fristen {deadline} ligger mere end et år før kursets start {start}",
            "the deadline {deadline} lies more than a year before the start {start} of the run"
        )
    } else {
        return;
    };
    findings.add("E803", Place::line(FILE, row.line).column("deadline"), what, say!("ret fristen", "correct the deadline"));
}

/// E315: a row without school is the executing school's, which has a row of its own.
fn check_e315_executing_twice(instance: &Instance, row: &StatusRow, earlier: u64, findings: &mut Findings) {
    let (goal, run) = (&instance.goal(row.goal).code, row.run);
    let what = say!(
        "{goal} kursus {run}: den gennemførende skoles tal står også i linje {earlier}",
        "{goal} run {run}: the executing school's figures stand in line {earlier} too"
    );
    let cure = say!(
        "slet den ene række; uden school_id er rækken den gennemførende skoles",
        "remove one of the rows; without school_id a row is the executing school's"
    );
    findings.add("E315", Place::line(FILE, row.line), what, cure);
}

/// W804: all who announce a run share its seats.
fn check_w804_seats(instance: &Instance, plan: &Plan, run: usize, enrolled: u32, line: u64, findings: &mut Findings) {
    let data = plan.runs[run];
    if enrolled <= data.max {
        return;
    }
    let (goal, seats) = (&instance.goal(data.goal).code, data.max);
    let what = say!(
        "{enrolled} er tilmeldt {goal}, men kurset har {seats} pladser i alt, fælles for alle, der annoncerer det",
        "{enrolled} are enrolled for {goal}, but the run has {seats} seats in all, shared by everybody who announces it"
    );
    let cure = say!(
        "ret tallet, eller skriv dem, der ikke er plads til, i waiting",
        "correct the number, or write those without a seat in waiting"
    );
    findings.add("W804", Place::line(FILE, line).column("enrolled"), what, cure);
}
