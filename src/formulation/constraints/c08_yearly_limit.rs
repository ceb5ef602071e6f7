//! C08 yearly_limit: course days per school a year within its limit, where given.
//!
//! `sum of len_g over runs at sites of k <= max_course_days[k]`, rows `c08_yearly_limit[k]`.

use crate::domain::instance::Instance;
use crate::formulation::coupling::Row;

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
