//! C08 yearly_limit: course days per school a year within its limit, where given.
//!
//! `sum of len_g over runs at sites of k <= max_course_days[k]`, rows `c08_yearly_limit[k]`.

use crate::domain::instance::Instance;
use crate::formulation::columns::Context;
use crate::formulation::coupling::Row;
use crate::formulation::linear::ModelRow;
use crate::formulation::usage::Usage;

/// The rule's name, and the name of its rows.
pub const NAME: &str = "c08_yearly_limit";

/// Appends the rows; returns the row of each school.
pub fn rows(instance: &Instance, rows: &mut Vec<Row>) -> Vec<Option<usize>> {
    let row_of = |school: &crate::domain::network::School| {
        let limit = school.max_course_days.filter(|_| school.member)?;
        rows.push(Row { rule: NAME, key: school.id.clone(), capacity: i64::from(limit), tiers: Vec::new() });
        Some(rows.len() - 1)
    };
    instance.schools.iter().map(row_of).collect()
}

/// The rows of the programme, for schools with a limit at which a run is possible.
#[must_use]
pub fn model_rows(context: &Context) -> Vec<ModelRow> {
    let mut usage = Usage::default();
    context.for_each_placed(|placed| {
        if let Some(row) = context.coupling.yearly[placed.option.school.index()] {
            usage.add(row, placed.column, i64::from(placed.model.days));
        }
    });
    usage.hard_rows(context.coupling)
}
