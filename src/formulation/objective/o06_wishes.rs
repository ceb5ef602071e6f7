//! O06 wishes: a school that answered "can" before one that is silent, and in the week it wished.
//!
//! Per run that is not required: `+scale(can, weight)` and `+scale(week, weight)`.

use crate::domain::calendar::Day;
use crate::domain::goal::Goal;
use crate::domain::ids::{SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::units::scale;

/// The term's name.
pub const NAME: &str = "o06_wishes";

/// Value of an extra run at the site, whatever its date.
#[must_use]
pub fn can(instance: &Instance, goal: &Goal, school: SchoolIx, site: SiteIx) -> i64 {
    let wished = goal.wishes.iter().any(|w| w.school == school && w.site.is_none_or(|s| s == site));
    if wished { scale(instance.profile.wishes.can, instance.profile.weights.wishes) } else { 0 }
}

/// Further value when it starts on `day`.
#[must_use]
pub fn week(instance: &Instance, goal: &Goal, school: SchoolIx, site: SiteIx, day: Day) -> i64 {
    let wished = goal.wishes.iter().any(|w| {
        let here = w.school == school && w.site.is_none_or(|s| s == site);
        here && w.days.is_some_and(|(from, to)| from <= day && day <= to)
    });
    if wished { scale(instance.profile.wishes.week, instance.profile.weights.wishes) } else { 0 }
}
