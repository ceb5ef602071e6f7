//! The rows that leave less room for some runs: closures, rooms, teachers, limits, approvals with an end, locks that forbid, archived goals.
//!
//! Each comes with the edit that does without it, for those who ask whether a contradiction needs it. Only what may concern the runs is
//! listed: their goals, the schools and sites that they may be at.

use std::collections::BTreeSet;

use super::cells::Period;
use super::finding::{Text, say};
use super::rows::Rows;
use crate::domain::goal::{Goal, Source};
use crate::domain::ids::SiteIx;
use crate::domain::instance::Instance;
use crate::read::patch::Edit;

/// As many rooms as a site can have in capacity.csv.
const ROOMS: &str = "500";

/// A row, and how to do without what it says.
pub type Limiting = (Source, Edit);

/// The rows that may leave less room for the required runs of these goals, in the order of the files' names.
#[must_use]
pub(crate) fn limiting(instance: &Instance, rows: &Rows, goals: &[&Goal]) -> Vec<Limiting> {
    let runs = goals.iter().flat_map(|goal| &goal.required);
    let sites: BTreeSet<SiteIx> = runs.flat_map(|run| run.sites.iter().copied()).collect();
    let concerned = Concerned {
        schools: sites.iter().map(|site| instance.school(instance.school_of(*site)).id.as_str()).collect(),
        sites: sites.iter().map(|site| instance.site(*site).id.as_str()).collect(),
        goals: goals.iter().map(|goal| goal.code.as_str()).collect(),
        fkbs: goals.iter().flat_map(|g| g.also_in.iter().chain([&g.fkb])).map(|f| instance.fkb(*f).code.as_str()).collect(),
    };
    let mut found = concerned.approvals(rows);
    found.extend(concerned.days(rows));
    found.extend(concerned.goals_and_locks(rows));
    found.extend(concerned.schools(rows));
    found.sort();
    found
}

/// What the runs may use, by code.
struct Concerned<'a> {
    schools: BTreeSet<&'a str>,
    sites: BTreeSet<&'a str>,
    goals: BTreeSet<&'a str>,
    fkbs: BTreeSet<&'a str>,
}

impl Concerned<'_> {
    fn approvals(&self, rows: &Rows) -> Vec<Limiting> {
        let limited = |period: &Period| period.from.is_some() || period.to.is_some();
        let theirs = rows.approvals.iter().filter(|row| {
            limited(&row.period) && self.schools.contains(row.school.as_str()) && self.fkbs.contains(row.fkb.as_str())
        });
        let all_year = |school: &str, fkb: &str| {
            let cells = vec![("school_id", school.to_owned()), ("fkb_code", fkb.to_owned())];
            Edit::Add { file: "approvals.csv", cells }
        };
        theirs
            .map(|row| {
                let (school, fkb, days) = (&row.school, &row.fkb, days(row.period));
                let text = say!("{school} er godkendt til {fkb}{days}", "{school} is approved for {fkb}{days}"; days);
                (source("approvals.csv", row.line, text), all_year(school, fkb))
            })
            .collect()
    }

    /// Rooms, teachers and closed days.
    fn days(&self, rows: &Rows) -> Vec<Limiting> {
        let mut found = Vec::new();
        for row in rows.capacity.iter().filter(|row| self.sites.contains(row.site.as_str())) {
            let (site, rooms, days) = (&row.site, row.rooms, days(row.period));
            let text = say!("lokaler i {site}: {rooms}{days}", "rooms at {site}: {rooms}{days}"; days);
            found.push((source("capacity.csv", row.line, text), set("capacity.csv", row.line, "rooms", ROOMS)));
        }
        for row in rows.closures.iter().filter(|row| row.hard) {
            let there = match (&row.school, &row.site) {
                (_, Some(site)) => self.sites.contains(site.as_str()),
                (Some(school), None) => self.schools.contains(school.as_str()),
                (None, None) => true,
            };
            let who = row.site.as_ref().or(row.school.as_ref()).map_or_else(|| say!("alle", "everyone"), Text::same);
            let days = days(row.period);
            let text = say!("lukket for {who}{days}", "closed for {who}{days}"; who, days);
            if there {
                found.push((source("closures.csv", row.line, text), Edit::Drop { file: "closures.csv", line: row.line }));
            }
        }
        for row in rows.teachers.iter().filter(|row| self.schools.contains(row.school.as_str())) {
            let (school, parallel, days) = (&row.school, row.parallel, days(row.period));
            let subject = row.fkb.as_ref().or(row.group.as_ref()).cloned().unwrap_or_default();
            let text = say!("kurser ad gangen hos {school} i {subject}: {parallel}{days}", "courses at a time at {school} in {subject}: {parallel}{days}"; days);
            found.push((source("teachers.csv", row.line, text), Edit::Drop { file: "teachers.csv", line: row.line }));
        }
        found
    }

    fn goals_and_locks(&self, rows: &Rows) -> Vec<Limiting> {
        let mut found = Vec::new();
        for row in rows.goals.iter().filter(|row| self.goals.contains(row.code.as_str())) {
            if let Some(day) = row.archived_from {
                let code = &row.code;
                let text = say!("målet {code} lukkes {day}", "goal {code} is archived {day}");
                found.push((source("goals.csv", row.line, text), set("goals.csv", row.line, "archived_from", "")));
            }
        }
        for row in rows.locks.iter().filter(|row| !row.keep && self.goals.contains(row.goal.as_str())) {
            let (goal, by) = (&row.goal, &row.by);
            let text = say!("lås, der forbyder {goal} ({by})", "lock that forbids {goal} ({by})");
            found.push((source("locks.csv", row.line, text), Edit::Drop { file: "locks.csv", line: row.line }));
        }
        found
    }

    /// Limits of the year.
    fn schools(&self, rows: &Rows) -> Vec<Limiting> {
        let mut found = Vec::new();
        for row in rows.schools.iter().filter(|row| self.schools.contains(row.id.as_str())) {
            let name = &row.name;
            if let Some(most) = row.guarantee_cap {
                let text = say!("garantikurser hos {name}: højst {most}", "guarantee courses at {name}: at most {most}");
                found.push((source("schools.csv", row.line, text), set("schools.csv", row.line, "guarantee_cap", "")));
            }
            if let Some(most) = row.max_course_days {
                let text = say!("kursusdage hos {name}: højst {most}", "course days at {name}: at most {most}");
                found.push((source("schools.csv", row.line, text), set("schools.csv", row.line, "max_course_days", "")));
            }
        }
        found
    }
}

fn source(file: &str, line: u64, text: Text) -> Source {
    Source { file: file.to_owned(), line, text }
}

fn set(file: &'static str, line: u64, column: &'static str, value: &str) -> Edit {
    Edit::Set { file, line, column, value: value.to_owned() }
}

/// The days of a row, with a comma before them; empty where it holds all year.
fn days(period: Period) -> Text {
    match (period.from, period.to) {
        (None, None) => Text::default(),
        (Some(from), None) => say!(", fra {from}", ", from {from}"),
        (None, Some(to)) => say!(", til {to}", ", to {to}"),
        (Some(from), Some(to)) => say!(", {from} til {to}", ", {from} to {to}"),
    }
}
