//! C03 room_capacity: on each day a site holds at most its rooms.
//!
//! `sum of y in progress on day d at s <= rooms[s,d]`, rows `c03_room_capacity[s,d]`, one per site and open day.

use crate::domain::instance::Instance;
use crate::formulation::coupling::Row;
use crate::formulation::parameters::Parameters;

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
