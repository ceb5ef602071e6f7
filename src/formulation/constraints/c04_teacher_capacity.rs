//! C04 teacher_capacity: the same per school and teacher pool, on the days for which a limit is given.
//!
//! `sum of y in progress on day d at k, of goals of the pool <= limit[pool,d]`, rows `c04_teacher_capacity[k,pool,d]`.

use crate::domain::instance::Instance;
use crate::domain::network::PoolScope;
use crate::formulation::coupling::Row;

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
