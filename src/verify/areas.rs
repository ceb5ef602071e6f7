//! areas.csv: how near the runs are to the people, per municipality near the network and branch group.

use std::collections::BTreeMap;

use crate::domain::ids::{AreaIx, GoalIx};
use crate::domain::units::Metres;
use crate::domain::words::{Text, say};

use super::facts::{Facts, lower_median, near_a_member};
use super::plan_file::PlanRuns;
use super::table::{Files, Row, Table, km};
use super::verdict::Book;

const RULE: &str = "areas";
const COLUMNS: [&str; 6] =
    ["municipality_code", "branch_group", "goals_within_12km", "goals_within_60km", "median_km", "worst_goal"];

/// Judges areas.csv.
pub(super) fn check(facts: &Facts, plan: &PlanRuns, files: &Files, book: &mut Book) {
    let Some(table) = Table::read(files, "areas.csv", &COLUMNS, book) else { return };
    let mut rows: BTreeMap<(&str, &str), &Row> = BTreeMap::new();
    for row in &table.rows {
        let key = (table.cell(row, "municipality_code"), table.cell(row, "branch_group"));
        if rows.insert(key, row).is_some() {
            let (area, group) = key;
            book.add(RULE, table.place(row), say!("{area} og {group} står der to gange", "{area} and {group} are listed twice"));
        }
    }
    let instance = facts.instance;
    let (_, far) = facts.tiers();
    for (a, area) in instance.areas.iter().enumerate().filter(|(a, _)| near_a_member(instance, *a, far)) {
        let nearest = nearest_by_group(facts, plan, AreaIx::from(a));
        for (group, distances) in instance.groups.iter().zip(nearest) {
            let Some(row) = rows.remove(&(area.code.as_str(), group.as_str())) else {
                let place = Text::same(format!("areas.csv {}|{group}", area.code));
                let what = say!("kommunen og branchegruppen har ingen række", "the municipality and branch group have no row");
                book.add(RULE, place, what);
                continue;
            };
            check_row(facts, &distances, &table, row, book);
        }
    }
    for ((area, group), row) in rows {
        let what = say!(
            "kommune {area} og branchegruppe {group} hører ikke til her",
            "municipality {area} and branch group {group} do not belong here"
        );
        book.add(RULE, table.place(row), what);
    }
}

/// Per branch group, each covered goal and the distance to its nearest run, by goal code.
fn nearest_by_group(facts: &Facts, plan: &PlanRuns, area: AreaIx) -> Vec<Vec<(GoalIx, Metres)>> {
    let mut groups = vec![Vec::new(); facts.instance.groups.len()];
    for goal in facts.instance.goal_ixs() {
        if let Some(metres) = plan.of(goal).map(|run| facts.instance.metres(goal, area, run.site)).min() {
            groups[facts.instance.goal(goal).group.index()].push((goal, metres));
        }
    }
    groups
}

fn check_row(facts: &Facts, distances: &[(GoalIx, Metres)], table: &Table, row: &Row, book: &mut Book) {
    let (near, far) = facts.tiers();
    let within = |limit: Metres| distances.iter().filter(|(_, m)| *m <= limit).count().to_string();
    let median = lower_median(distances.iter().map(|(_, m)| *m).collect()).map_or_else(String::new, km);
    let code = |g: GoalIx| facts.instance.goal(g).code.as_str();
    // Of equally far goals the one with the smallest code.
    let mut worst: Option<(GoalIx, Metres)> = None;
    for (goal, metres) in distances {
        let farther = |(g, m): (GoalIx, Metres)| *metres > m || (*metres == m && code(*goal) < code(g));
        if worst.is_none_or(farther) {
            worst = Some((*goal, *metres));
        }
    }
    let place = table.place(row);
    let mut expect = |column: &str, right: &str| book.expect(RULE, &place, column, table.cell(row, column), right);
    expect("goals_within_12km", &within(near));
    expect("goals_within_60km", &within(far));
    expect("median_km", &median);
    expect("worst_goal", worst.map_or("", |(g, _)| code(g)));
}
