//! Who comes to which run of a placement (`models/annual-plan.md` 2.5).

use crate::domain::goal::Goal;
use crate::domain::ids::{AreaIx, GoalIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::profile::TravelTiers;
use crate::domain::units::{Metres, Milli, Permille, rdiv};
use crate::formulation::poisson::Turnout;

/// q(m): share of participants who would come `metres`, permille.
#[must_use]
pub fn willing(travel: &TravelTiers, metres: Metres) -> Permille {
    let tier = travel.tier_km.iter().position(|km| metres <= km * 1000).unwrap_or(travel.tier_km.len());
    travel.share[tier]
}

/// One area that comes to one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coming {
    /// Position of the run in the placement.
    pub run: usize,
    /// Travel to its site.
    pub metres: Metres,
    /// Expected participants, milli.
    pub expected: Milli,
    /// Certain participants, milli.
    pub certain: Milli,
}

/// Calls `each` for every area and run that it goes to: the nearest, or a t-th each of t equally near.
pub fn for_each_coming(instance: &Instance, goal: GoalIx, sites: &[SiteIx], mut each: impl FnMut(Coming)) {
    let data = instance.goal(goal);
    for (area, demand, waiting) in areas(data) {
        let near = sites.iter().map(|s| instance.metres(goal, area, *s)).min();
        let Some(metres) = near else { return };
        let tied = sites.iter().filter(|s| instance.metres(goal, area, **s) == metres).count() as i64;
        let share = willing(&instance.profile.travel, metres);
        let expected = rdiv(demand * share, 1000 * tied);
        let certain = rdiv(waiting * share, 1000 * tied);
        for (run, site) in sites.iter().enumerate() {
            if instance.metres(goal, area, *site) == metres {
                each(Coming { run, metres, expected, certain });
            }
        }
    }
}

/// Areas with demand or waiting participants, both in milli, by area.
fn areas(goal: &Goal) -> impl Iterator<Item = (AreaIx, Milli, Milli)> {
    let (mut demand, mut waiting) = (goal.demand.iter().peekable(), goal.waiting.iter().peekable());
    std::iter::from_fn(move || {
        let next = match (demand.peek(), waiting.peek()) {
            (None, None) => return None,
            (Some((a, _)), None) | (None, Some((a, _))) => *a,
            (Some((a, _)), Some((b, _))) => *a.min(b),
        };
        let d = demand.next_if(|(a, _)| *a == next).map_or(0, |(_, x)| *x);
        let w = waiting.next_if(|(a, _)| *a == next).map_or(0, |(_, x)| *x);
        Some((next, d, w))
    })
}

/// Turnout of each run of a placement, in the order of `sites`.
#[must_use]
pub fn turnouts(instance: &Instance, goal: GoalIx, sites: &[SiteIx]) -> Vec<Turnout> {
    let mut lambda = vec![0_i64; sites.len()];
    let mut certain = vec![0_i64; sites.len()];
    for_each_coming(instance, goal, sites, |c| {
        lambda[c.run] += c.expected;
        certain[c.run] += c.certain;
    });
    lambda.into_iter().zip(certain).map(|(lambda, certain)| Turnout { certain: certain / 1000, lambda }).collect()
}
