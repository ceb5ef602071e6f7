//! O02 access: participants times travel beyond 12 km, and beyond 60 km at a higher rate.
//!
//! Per placement: `-scale(rdiv(sum of coming · (near · clamp(m - t1, 0, t2 - t1) + far · max(0, m - t2)), 1 000 000), weight)`.

use crate::domain::ids::{GoalIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::units::{Metres, rdiv_wide, scale};
use crate::formulation::participants::for_each_coming;

/// The term's name.
pub const NAME: &str = "o02_access";

/// Value of the runs of a goal at `sites`; zero or negative.
#[must_use]
pub fn value(instance: &Instance, goal: GoalIx, sites: &[SiteIx]) -> i64 {
    let mut sum = 0_i128;
    for_each_coming(instance, goal, sites, |c| sum += i128::from(c.expected) * i128::from(burden(instance, c.metres)));
    -scale(rdiv_wide(sum, 1_000_000), instance.profile.weights.access)
}

fn burden(instance: &Instance, metres: Metres) -> i64 {
    let (first, second) = (instance.profile.travel.tier_km[0] * 1000, instance.profile.travel.tier_km[1] * 1000);
    let access = &instance.profile.access;
    access.near * (metres - first).clamp(0, second - first) + access.far * (metres - second).max(0)
}

/// Participant-kilometres beyond the first tier, in thousandths, for the report.
#[must_use]
pub fn participant_km(instance: &Instance, goal: GoalIx, sites: &[SiteIx]) -> i64 {
    let first = instance.profile.travel.tier_km[0] * 1000;
    let mut sum = 0_i128;
    for_each_coming(instance, goal, sites, |c| sum += i128::from(c.expected) * i128::from((c.metres - first).max(0)));
    rdiv_wide(sum, 1000)
}
