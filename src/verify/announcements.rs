//! announcements.csv: exactly one row per duty, each derived from the runs (`models/annual-plan.md` 8).

use std::collections::BTreeMap;

use crate::domain::ids::{GoalIx, SchoolIx};
use crate::domain::words::{Text, say};

use super::facts::Facts;
use super::plan_file::{PlanRun, PlanRuns};
use super::table::{Files, Row, Table};
use super::verdict::Book;

const RULE: &str = "announcements";
const COLUMNS: [&str; 8] =
    ["school_id", "goal_code", "fulfilled_by", "executing_school_id", "site_id", "address", "start_date", "end_date"];

/// A column that may be absent.
const FURTHER: &str = "further_runs";

/// Judges announcements.csv.
pub(super) fn check(facts: &Facts, plan: &PlanRuns, files: &Files, book: &mut Book) {
    let Some(table) = Table::read(files, "announcements.csv", &COLUMNS, book) else { return };
    let mut rows: BTreeMap<(&str, &str), &Row> = BTreeMap::new();
    for row in &table.rows {
        let key = (table.cell(row, "school_id"), table.cell(row, "goal_code"));
        if rows.insert(key, row).is_some() {
            let (school, goal) = key;
            let what = say!("{school} og mål {goal} står der to gange", "{school} and goal {goal} are listed twice");
            book.add(RULE, table.place(row), what);
        }
    }
    for goal in facts.instance.goal_ixs() {
        let data = facts.instance.goal(goal);
        for school in &data.duties {
            let (id, code) = (&facts.instance.school(*school).id, &data.code);
            if let Some(row) = rows.remove(&(id.as_str(), code.as_str())) {
                check_row(facts, plan, goal, *school, &table, row, book);
            } else {
                let what = say!(
                    "{id} har pligt til at annoncere mål {code}, men har ingen række til det",
                    "the duty of {id} to announce goal {code} has no row"
                );
                book.add(RULE, Text::same(format!("announcements.csv {id}|{code}")), what);
            }
        }
    }
    for ((school, goal), row) in rows {
        let what = say!("{school} har ikke pligt til at annoncere mål {goal}", "{school} has no duty to announce goal {goal}");
        book.add(RULE, table.place(row), what);
    }
}

fn check_row(facts: &Facts, plan: &PlanRuns, goal: GoalIx, school: SchoolIx, table: &Table, row: &Row, book: &mut Book) {
    let instance = facts.instance;
    let own = plan.of(goal).find(|run| instance.school_of(run.site) == school);
    let place = table.place(row);
    let mut expect = |column: &str, right: &str| book.expect(RULE, &place, column, table.cell(row, column), right);
    if let Some(run) = own.or_else(|| plan.of(goal).next()) {
        let site = instance.site(run.site);
        expect("fulfilled_by", if own.is_some() { "own" } else { "mirror" });
        expect("executing_school_id", &instance.school(site.school).id);
        expect("site_id", &site.id);
        expect("address", &format!("{}, {} {}", site.address, site.postal_code, site.city));
        expect("start_date", &instance.calendar.date(run.start).to_string());
        expect("end_date", &last_date(facts, run));
        if table.has(FURTHER) {
            expect(FURTHER, &further_runs(facts, plan, goal, run));
        }
    } else if let Some(agreement) = &instance.goal(goal).agreement {
        expect("fulfilled_by", "agreement");
        expect("executing_school_id", &agreement.outside_school);
        expect("site_id", "");
        expect("address", "");
        expect("start_date", &agreement.start_date);
        expect("end_date", "");
    } else {
        expect("fulfilled_by", "gap");
        for column in ["executing_school_id", "site_id", "address", "start_date", "end_date"] {
            expect(column, "");
        }
    }
    if !plan.covers(goal) {
        expect(FURTHER, "");
    }
}

/// The other runs of the school of `first`, each `start/end@site_id`.
fn further_runs(facts: &Facts, plan: &PlanRuns, goal: GoalIx, first: &PlanRun) -> String {
    let instance = facts.instance;
    let others = plan.of(goal).filter(|run| !std::ptr::eq(*run, first));
    let here = others.filter(|run| instance.school_of(run.site) == instance.school_of(first.site));
    let text =
        |run: &PlanRun| format!("{}/{}@{}", instance.calendar.date(run.start), last_date(facts, run), instance.site(run.site).id);
    here.map(text).collect::<Vec<_>>().join(" ")
}

/// The last day of a run, ISO.
fn last_date(facts: &Facts, run: &PlanRun) -> String {
    facts.instance.calendar.date(run.days.last().copied().unwrap_or(run.start)).to_string()
}
