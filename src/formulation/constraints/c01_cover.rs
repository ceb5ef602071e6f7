//! C01 cover: every goal in scope gets a placement or is a gap.
//!
//! `sum_P z[g,P] + gap[g] = 1`, rows `c01_cover[g]`, one per goal; `<= 1` where an agreement closes the goal and nothing is required.
//! A goal that such an agreement leaves without placements has no row. The row `c01_cover[gaps]` limits the number of gaps:
//! `sum_g gap[g] <= n`.

use crate::formulation::columns::Context;
use crate::formulation::linear::ModelRow;

/// The rule's name, and the name of its rows.
pub const NAME: &str = "c01_cover";

/// Appends the row of each goal.
pub fn model_rows(context: &Context, rows: &mut Vec<ModelRow>) {
    for (goal, columns) in context.columns.of_goal.iter().enumerate() {
        let name = format!("{NAME}[{}]", context.code(goal));
        let terms: Vec<(usize, i64)> = columns.placements.iter().chain(&columns.gap).map(|c| (*c, 1)).collect();
        let model = &context.goals[goal];
        if !model.may_rest || model.rest_is_gap {
            rows.push(ModelRow::equal(name, 1, terms));
        } else if !terms.is_empty() {
            rows.push(ModelRow::at_most(name, 1, terms));
        }
    }
}

/// The row that allows at most `most` gaps.
#[must_use]
pub fn gap_row(context: &Context, most: i64) -> ModelRow {
    let gaps = context.columns.of_goal.iter().filter_map(|c| c.gap).map(|c| (c, 1)).collect();
    ModelRow::at_most(format!("{NAME}[gaps]"), most, gaps)
}
