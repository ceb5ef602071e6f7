//! C03 room_capacity: on each day a site holds at most its rooms.
//!
//! `sum of y in progress on day d at s <= rooms[s,d]`, rows `c03_room_capacity[s,d]`, one per site and open day.

use crate::domain::instance::Instance;
use crate::formulation::columns::Context;
use crate::formulation::coupling::Row;
use crate::formulation::linear::ModelRow;
use crate::formulation::parameters::Parameters;
use crate::formulation::usage::Usage;

/// The rule's name, and the name of its rows.
pub const NAME: &str = "c03_room_capacity";

/// Appends the rows, sites outermost; returns the first row of each site.
pub fn rows(instance: &Instance, parameters: &Parameters, rows: &mut Vec<Row>) -> Vec<usize> {
    let mut first = Vec::with_capacity(instance.sites.len());
    for (site, open) in instance.sites.iter().zip(&parameters.open) {
        first.push(rows.len());
        rows.extend(open.days.iter().map(|day| Row {
            rule: NAME,
            key: format!("{}|{}", site.id, instance.calendar.date(*day)),
            capacity: i64::from(site.rooms[day.index()]),
            tiers: Vec::new(),
        }));
    }
    first
}

/// The rows of the programme: each start takes a room on every day that its run occupies. Days that no start touches have no row.
#[must_use]
pub fn model_rows(context: &Context) -> Vec<ModelRow> {
    let mut usage = Usage::default();
    context.for_each_start(|start| {
        let first = context.coupling.room[start.option.site.index()] + usize::from(start.valued.open);
        for row in first..first + usize::from(start.model.days) {
            usage.add(row, start.column, 1);
        }
    });
    usage.hard_rows(context.coupling)
}
