//! C07 guarantee_cap: guarantee runs per school within its cap, where given.
//!
//! `sum of guarantee runs at sites of k <= guarantee_cap[k]`, rows `c07_guarantee_cap[k]`. A run is a guarantee course only in the
//! placement that is used: `u[g,P,r] <= z[g,P]`, rows `c07_guarantee_cap[g,P,r]`.

use crate::domain::instance::Instance;
use crate::formulation::columns::Context;
use crate::formulation::coupling::Row;
use crate::formulation::linear::ModelRow;
use crate::formulation::usage::Usage;

/// The rule's name, and the name of its rows.
pub const NAME: &str = "c07_guarantee_cap";

/// Appends the rows; returns the row of each school.
pub fn rows(instance: &Instance, rows: &mut Vec<Row>) -> Vec<Option<usize>> {
    let row_of = |school: &crate::domain::network::School| {
        let cap = school.guarantee_cap.filter(|_| school.member)?;
        rows.push(Row { rule: NAME, key: school.id.clone(), capacity: i64::from(cap), tiers: Vec::new() });
        Some(rows.len() - 1)
    };
    instance.schools.iter().map(row_of).collect()
}

/// The rows of the programme: first those that tie u to z, goals outermost, then one per school with a cap that a run can use.
#[must_use]
pub fn model_rows(context: &Context) -> Vec<ModelRow> {
    let mut rows = Vec::new();
    let mut usage = Usage::default();
    for (goal, columns) in context.columns.of_goal.iter().enumerate() {
        let model = &context.goals[goal];
        for (p, placement) in model.placements.iter().enumerate() {
            let z = columns.placements[p];
            for (r, run) in placement.runs.iter().enumerate() {
                let decided = columns.guarantees.get(&(p, r));
                if let Some(u) = decided {
                    let name = format!("{NAME}[{},{p},{r}]", context.code(goal));
                    rows.push(ModelRow::at_most(name, 0, vec![(*u, 1), (z, -1)]));
                }
                let guarantee = decided.copied().or(run.ordinary.is_none().then_some(z));
                let row = context.coupling.guarantee[model.sites[run.site].school.index()];
                if let (Some(column), Some(row)) = (guarantee, row) {
                    usage.add(row, column, 1);
                }
            }
        }
    }
    rows.extend(usage.hard_rows(context.coupling));
    rows
}
