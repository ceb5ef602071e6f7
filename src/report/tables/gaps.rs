//! `gaps.csv`: every goal without a run, and what would help.

use crate::domain::instance::Instance;
use crate::domain::plan::Outcome;
use crate::report::figures::Figures;
use crate::report::gap_list::{GapRow, gap_rows};
use crate::report::table::Table;
use crate::report::text::flag;

/// Columns of the file.
pub const COLUMNS: [&str; 8] =
    ["goal_code", "title", "fkb_code", "proven", "reason", "schools_considered", "cheapest_cure", "agreement_reference"];

/// The file, sorted by goal; goals that an agreement closes are listed with its reference.
#[must_use]
pub fn file(instance: &Instance, outcome: &Outcome, figures: &Figures) -> Vec<u8> {
    let mut table = Table::machine(&COLUMNS);
    for row in gap_rows(instance, &outcome.plan, figures) {
        table.row(&cells(instance, row));
    }
    table.bytes()
}

fn cells(instance: &Instance, row: GapRow) -> [String; COLUMNS.len()] {
    let goal = instance.goal(row.goal);
    let considered: Vec<&str> = row.considered.iter().map(|school| &*instance.school(*school).id).collect();
    [
        goal.code.clone(),
        goal.title.clone(),
        instance.fkb(goal.fkb).code.clone(),
        flag(row.proven),
        row.reason,
        considered.join(" "),
        row.cure,
        goal.agreement.as_ref().map_or_else(String::new, |agreement| agreement.reference.clone()),
    ]
}
