//! loads.csv: one row per member school, what it carries and its fair share (O04).

use std::collections::BTreeMap;

use crate::domain::words::{Text, say};

use super::facts::Facts;
use super::plan_file::PlanRuns;
use super::rules::per_school;
use super::table::{Files, Row, Table, three_decimals};
use super::terms::Figures;
use super::verdict::Book;

const RULE: &str = "loads";
const COLUMNS: [&str; 8] =
    ["school_id", "runs", "course_days", "guarantee_runs", "narrow_runs", "expected_participants", "fair_share", "deviation"];

/// Judges loads.csv.
pub(super) fn check(facts: &Facts, plan: &PlanRuns, figures: &Figures, files: &Files, book: &mut Book) {
    let Some(table) = Table::read(files, "loads.csv", &COLUMNS, book) else { return };
    let mut rows: BTreeMap<&str, &Row> = BTreeMap::new();
    for row in &table.rows {
        if rows.insert(table.cell(row, "school_id"), row).is_some() {
            book.add(RULE, table.place(row), say!("skolen står der to gange", "the school is listed twice"));
        }
    }
    let instance = facts.instance;
    let runs = per_school(facts, plan, |_| 1);
    let days = per_school(facts, plan, |run| i64::from(instance.goal(run.goal).days));
    let guarantees = per_school(facts, plan, |run| i64::from(run.guarantee));
    let narrow = per_school(facts, plan, |run| i64::from(facts.goal(run.goal).narrow));
    let mut expected = vec![0; instance.schools.len()];
    for (run, held) in plan.runs.iter().zip(&figures.held) {
        expected[instance.school_of(run.site).index()] += held;
    }
    for (k, school) in instance.schools.iter().enumerate().filter(|(_, school)| school.member) {
        let Some(row) = rows.remove(school.id.as_str()) else {
            let place = Text::same(format!("loads.csv {}", school.id));
            book.add(RULE, place, say!("skolen har ingen række", "the school has no row"));
            continue;
        };
        let place = table.place(row);
        let mut expect = |column: &str, right: String| book.expect(RULE, &place, column, table.cell(row, column), &right);
        expect("runs", runs[k].to_string());
        expect("course_days", days[k].to_string());
        expect("guarantee_runs", guarantees[k].to_string());
        expect("narrow_runs", narrow[k].to_string());
        expect("expected_participants", three_decimals(expected[k]));
        expect("fair_share", facts.fair_days[k].to_string());
        expect("deviation", (days[k] - facts.fair_days[k]).to_string());
    }
    for (id, row) in rows {
        book.add(RULE, table.place(row), say!("{id} er ikke en medlemsskole", "{id} is no member school"));
    }
}
