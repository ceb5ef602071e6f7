//! C05 window: the free and extra runs of a goal start in different windows: parts of the year in none of which a fixed required run
//! can start first, where the plan adds runs; weeks, where two to four free required runs are alone.
//!
//! `sum over i free or extra, s, t in window j of y[g,R,i,s,t] <= open_j · sum over P with R runs of z[g,P]`, rows `c05_window[g,R,j]`,
//! j from 0. Which windows are open, and where the rule holds, is in the goal model. A row without y is left out.

use crate::domain::goal::When;
use crate::formulation::columns::{Context, GoalColumns};
use crate::formulation::linear::ModelRow;
use crate::formulation::placement::GoalModel;

/// The rule's name, and the name of its rows.
pub const NAME: &str = "c05_window";

/// Appends the rows, goals outermost, then R, window.
pub fn model_rows(context: &Context, rows: &mut Vec<ModelRow>) {
    for (goal, columns) in context.columns.of_goal.iter().enumerate() {
        let model = &context.goals[goal];
        for windows in &model.windows {
            let Some(all) = &windows.open else { continue };
            for (j, open) in all.iter().enumerate() {
                let mut terms = starts_in(context, model, columns, windows.runs, (j, all.len()));
                if terms.is_empty() {
                    continue;
                }
                if *open {
                    let placed = model.placements.iter().zip(&columns.placements).filter(|(p, _)| p.runs.len() == windows.runs);
                    terms.extend(placed.map(|(_, z)| (*z, -1)));
                }
                rows.push(ModelRow::at_most(format!("{NAME}[{},{},{j}]", context.code(goal), windows.runs), 0, terms));
            }
        }
    }
}

/// Free and extra starts in window `j` of so many, with `runs` runs.
fn starts_in(
    context: &Context,
    model: &GoalModel,
    columns: &GoalColumns,
    runs: usize,
    (j, windows): (usize, usize),
) -> Vec<(usize, i64)> {
    let free = columns.starts.iter().filter(|g| g.runs == runs && model.kinds[g.kind].when == When::Free);
    free.flat_map(|group| group.columns.iter().map(|(start, y)| (&model.sites[group.site].starts[*start], *y)))
        .filter(|(start, _)| context.parameters.window(start.week, windows) == j)
        .map(|(_, y)| (y, 1))
        .collect()
}
