//! C07 guarantee_cap: guarantee runs per school within its cap, where given.
//!
//! `sum of guarantee runs at sites of k <= guarantee_cap[k]`, rows `c07_guarantee_cap[k]`.

use crate::domain::instance::Instance;
use crate::formulation::coupling::Row;

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
