//! status.csv: enrolment during the year, as far as it can be judged without a plan (E315, E802, W805).

use std::collections::{BTreeMap, BTreeSet};

use super::answers::check_w410_out_of_scope;
use super::finding::{Findings, Place, say};
use super::network::Network;
use super::rows::Rows;
use super::rows::answers::StatusLine;
use crate::domain::status::StatusRow;

/// Name of the file.
pub const FILE: &str = "status.csv";

/// The rows about goals in scope, sorted; rows that cannot be used are left out.
pub fn status(net: &Network, rows: &Rows, findings: &mut Findings) -> Vec<StatusRow> {
    let mut all: Vec<StatusRow> = rows.status.iter().filter_map(|row| resolve(net, row, findings)).collect();
    all.sort();
    check_e315_same_list(&rows.status, findings);
    check_e315_same_run(&rows.status, findings);
    check_w805_enrolled_in_cancelled(&rows.status, findings);
    all
}

fn resolve(net: &Network, row: &StatusLine, findings: &mut Findings) -> Option<StatusRow> {
    let place = Place::line(FILE, row.line);
    let goal = net.names.goals.find(&row.goal, place.column("goal_code"), findings);
    let school = net.names.schools.find_some(row.school.as_ref(), place.column("school_id"), findings);
    check_e802_list_alone(row, findings);
    if goal == Some(None) {
        check_w410_out_of_scope(FILE, row.line, &row.goal, findings);
    }
    let known = row.school.is_none() || school.is_some();
    (known && row.sound).then_some(StatusRow {
        goal: goal??,
        run: row.run,
        school,
        enrolled: row.enrolled,
        waiting: row.waiting,
        deadline: row.deadline,
        cancelled: row.cancelled == Some(true),
        line: row.line,
    })
}

/// E802: run 0 is a waiting list of a school, and nothing else.
fn check_e802_list_alone(row: &StatusLine, findings: &mut Findings) {
    if row.run != 0 || !row.sound {
        return;
    }
    let place = Place::line(FILE, row.line);
    if row.school.is_none() {
        let what = say!(
            "ventelisten hører ikke til noget kursus (run er 0), og skolen er ikke nævnt",
            "the waiting list belongs to no run (run is 0), and no school is named"
        );
        let cure = say!("skriv school_id, eller kursets nummer i run", "write school_id, or the number of the run in run");
        findings.add("E802", place.column("school_id"), what, cure);
    }
    if row.enrolled > 0 || row.deadline.is_some() || row.cancelled == Some(true) {
        let what = say!(
            "en venteliste uden kursus (run er 0) har hverken tilmeldte, frist eller aflysning",
            "a waiting list without a run (run is 0) has neither enrolments nor a deadline nor a cancellation"
        );
        let cure = say!(
            "skriv kursets nummer fra plan.csv i run, eller slet tallene",
            "write the run's number of plan.csv, or remove them"
        );
        findings.add("E802", place.column("run"), what, cure);
    }
}

/// E315: the figures of one school for one run stand once.
fn check_e315_same_list(rows: &[StatusLine], findings: &mut Findings) {
    let mut seen: BTreeMap<(&str, u32, Option<&str>), u64> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.sound) {
        let (goal, run, line) = (&row.goal, row.run, row.line);
        if let Some(earlier) = seen.insert((goal, run, row.school.as_deref()), line) {
            let what = say!("{goal} kursus {run} står også i linje {earlier}", "{goal} run {run} stands in line {earlier} too");
            let cure = say!(
                "slet den ene; er det en anden skoles liste, så skriv skolen i school_id",
                "remove one of them; if it is another school's list, write the school in school_id"
            );
            findings.add("E315", Place::line(FILE, line), what, cure);
        }
    }
}

/// E315: the rows of one run agree on its deadline, and on whether it is cancelled.
fn check_e315_same_run(rows: &[StatusLine], findings: &mut Findings) {
    let mut first: BTreeMap<(&str, u32, &str), (String, u64)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.sound && row.run > 0) {
        let said = [
            ("deadline", row.deadline.map(|date| date.to_string())),
            ("cancelled", row.cancelled.map(|cancelled| cancelled.to_string())),
        ];
        for (column, value) in said {
            let Some(value) = value else { continue };
            let (other, line) = first.entry((&row.goal, row.run, column)).or_insert_with(|| (value.clone(), row.line));
            if *other != value {
                let what = say!(
                    "rækken er uenig med linje {line} om det samme kursus",
                    "the row disagrees with line {line} about the run"
                );
                let cure = say!("ret den ene, eller lad cellen stå tom", "correct one of them, or leave the cell empty");
                findings.add("E315", Place::line(FILE, row.line).column(column), what, cure);
            }
        }
    }
}

/// W805: those who are enrolled in a cancelled run count as looking for a new place.
fn check_w805_enrolled_in_cancelled(rows: &[StatusLine], findings: &mut Findings) {
    let cancelled: BTreeSet<(&str, u32)> =
        rows.iter().filter(|row| row.cancelled == Some(true)).map(|row| (row.goal.as_str(), row.run)).collect();
    for row in rows.iter().filter(|row| row.enrolled > 0 && cancelled.contains(&(row.goal.as_str(), row.run))) {
        let enrolled = row.enrolled;
        let what = say!(
            "kurset er aflyst, og {enrolled} er stadig tilmeldt; de regnes som nogen, der søger en ny plads",
            "the run is cancelled, and {enrolled} are still enrolled; they count as looking for a new place"
        );
        let cure = say!("skriv 0, når de er flyttet eller har meldt fra", "write 0 when they have been moved or have withdrawn");
        findings.add("W805", Place::line(FILE, row.line).column("enrolled"), what, cure);
    }
}
