//! O07 stability: last year's executors before others.
//!
//! Per run: `-scale(executor, weight)` when others, and not this school, announced or held the goal last year.

use crate::domain::goal::Goal;
use crate::domain::ids::SchoolIx;
use crate::domain::instance::Instance;
use crate::domain::units::scale;

/// The term's name.
pub const NAME: &str = "o07_stability";

/// Value of a run at the school; zero or negative.
#[must_use]
pub fn value(instance: &Instance, goal: &Goal, school: SchoolIx) -> i64 {
    let changed = !goal.last_executors.is_empty() && !goal.last_executors.contains(&school);
    if changed { -scale(instance.profile.stability.executor, instance.profile.weights.stability) } else { 0 }
}
