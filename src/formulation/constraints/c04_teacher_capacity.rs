//! C04 teacher_capacity: the same per school and teacher pool, on the days for which a limit is given.
//!
//! `sum of y in progress on day d at k, of goals of the pool <= limit[pool,d]`, rows `c04_teacher_capacity[k,pool,d]`.

use crate::domain::instance::Instance;
use crate::domain::network::PoolScope;
use crate::formulation::columns::Context;
use crate::formulation::coupling::{Coupling, Row};
use crate::formulation::linear::ModelRow;
use crate::formulation::usage::Usage;

/// The rule's name, and the name of its rows.
pub const NAME: &str = "c04_teacher_capacity";

/// Appends the rows, pools outermost; returns the row of each pool and day.
pub fn rows(instance: &Instance, rows: &mut Vec<Row>) -> Vec<Vec<Option<usize>>> {
    let mut at = Vec::with_capacity(instance.pools.len());
    for pool in &instance.pools {
        let scope = match pool.scope {
            PoolScope::Fkb(f) => instance.fkb(f).code.as_str(),
            PoolScope::Group(b) => instance.group(b),
        };
        let school = &instance.school(pool.school).id;
        let mut of_day = vec![None; instance.calendar.len()];
        for (day, limit) in instance.calendar.days().zip(&pool.limit) {
            if let Some(limit) = limit {
                of_day[day.index()] = Some(rows.len());
                let key = format!("{school}|{scope}|{}", instance.calendar.date(day));
                rows.push(Row { rule: NAME, key, capacity: i64::from(*limit), tiers: Vec::new() });
            }
        }
        at.push(of_day);
    }
    at
}

/// The rows of the programme: each start takes a teacher of every pool of its goal and school, on every day that its run occupies and
/// the pool is limited. Days that no start touches have no row.
#[must_use]
pub fn model_rows(context: &Context) -> Vec<ModelRow> {
    let mut usage = Usage::default();
    context.for_each_start(|start| {
        let from = usize::from(start.valued.open);
        let occupied = &context.parameters.open[start.option.site.index()].days[from..from + usize::from(start.model.days)];
        for pool in Coupling::pools_of(context.instance, context.instance.goal(start.model.goal), start.option.school) {
            for row in occupied.iter().filter_map(|day| context.coupling.pool[pool][day.index()]) {
                usage.add(row, start.column, 1);
            }
        }
    });
    usage.hard_rows(context.coupling)
}
