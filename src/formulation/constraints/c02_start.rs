//! C02 start: every run of the placement gets one possible start.
//!
//! `sum_t y[g,R,i,s,t] = sum over P with R runs of count_i(P,s) · z[g,P]`, rows `c02_start[g,R,i,s]`, where a fixed required run has
//! only its own starts. Required runs that are alike in everything are one kind i. A kind without a start at a site has a row without
//! y, which forbids the placements that would need one.

use std::collections::BTreeMap;

use crate::formulation::columns::{Context, first_like, kind_name};
use crate::formulation::linear::ModelRow;

/// The rule's name, and the name of its rows.
pub const NAME: &str = "c02_start";

/// Appends the rows, goals outermost, then R, kind, site.
pub fn model_rows(context: &Context, rows: &mut Vec<ModelRow>) {
    for (goal, columns) in context.columns.of_goal.iter().enumerate() {
        let model = &context.goals[goal];
        let mut counts: BTreeMap<(usize, usize, usize), BTreeMap<usize, i64>> = BTreeMap::new();
        for (placement, z) in model.placements.iter().zip(&columns.placements) {
            for run in &placement.runs {
                let key = (placement.runs.len(), first_like(model, run.kind), run.site);
                *counts.entry(key).or_default().entry(*z).or_default() += 1;
            }
        }
        for group in &columns.starts {
            let starts = group.columns.iter().map(|(_, y)| (*y, 1));
            let placed = counts.get(&(group.runs, group.kind, group.site)).into_iter().flatten();
            let terms = starts.chain(placed.map(|(z, count)| (*z, -count))).collect();
            let site = &context.instance.site(model.sites[group.site].site).id;
            let name = format!("{NAME}[{},{},{},{site}]", context.code(goal), group.runs, kind_name(model, group.kind));
            rows.push(ModelRow::equal(name, 0, terms));
        }
    }
}
