//! What dated runs take of rooms, teachers, course days and guarantee courses (C03, C04, C07, C08), and what is left.

use std::collections::BTreeMap;

use crate::domain::calendar::Day;
use crate::domain::goal::Goal;
use crate::domain::ids::{SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::formulation::coupling::Coupling;
use crate::formulation::parameters::Parameters;

/// Units taken so far.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    rooms: BTreeMap<(SiteIx, Day), i64>,
    pools: BTreeMap<(usize, Day), i64>,
    course_days: BTreeMap<SchoolIx, i64>,
    guarantees: BTreeMap<SchoolIx, i64>,
}

impl Taken {
    /// Takes what a run of the goal that starts at the site on this open day needs.
    pub fn add(&mut self, instance: &Instance, parameters: &Parameters, goal: &Goal, site: SiteIx, start: Day, guarantee: bool) {
        let school = instance.school_of(site);
        let pools = Coupling::pools_of(instance, goal, school);
        for day in days_from(parameters, site, start, goal) {
            *self.rooms.entry((site, *day)).or_default() += 1;
            for pool in &pools {
                *self.pools.entry((*pool, *day)).or_default() += 1;
            }
        }
        *self.course_days.entry(school).or_default() += i64::from(goal.days);
        *self.guarantees.entry(school).or_default() += i64::from(guarantee);
    }

    /// Another run of the goal would break the school's yearly limit (C08).
    #[must_use]
    pub fn year_is_full(&self, instance: &Instance, goal: &Goal, school: SchoolIx) -> bool {
        let used = self.course_days.get(&school).copied().unwrap_or(0) + i64::from(goal.days);
        instance.school(school).max_course_days.is_some_and(|limit| used > i64::from(limit))
    }

    /// Another guarantee course would break the school's limit (C07).
    #[must_use]
    pub fn guarantees_are_full(&self, instance: &Instance, school: SchoolIx) -> bool {
        let used = self.guarantees.get(&school).copied().unwrap_or(0);
        instance.school(school).guarantee_cap.is_some_and(|cap| used >= i64::from(cap))
    }

    /// Some day of a run that starts here meets a full room or pool (C03, C04).
    #[must_use]
    pub fn blocks(&self, instance: &Instance, parameters: &Parameters, goal: &Goal, site: SiteIx, start: Day) -> bool {
        let pools = Coupling::pools_of(instance, goal, instance.school_of(site));
        let full = |day: &Day| self.room_full(instance, site, *day) || self.pool_full(instance, &pools, *day);
        days_from(parameters, site, start, goal).iter().any(full)
    }

    fn room_full(&self, instance: &Instance, site: SiteIx, day: Day) -> bool {
        let rooms = instance.site(site).rooms.get(day.index()).copied().unwrap_or(0);
        self.rooms.get(&(site, day)).copied().unwrap_or(0) >= i64::from(rooms)
    }

    fn pool_full(&self, instance: &Instance, pools: &[usize], day: Day) -> bool {
        pools.iter().any(|pool| {
            let limit = instance.pools[*pool].limit.get(day.index()).copied().flatten();
            let used = self.pools.get(&(*pool, day)).copied().unwrap_or(0);
            limit.is_some_and(|limit| used >= i64::from(limit))
        })
    }
}

/// The open days of the site from `first` on, as many as the goal has course days.
fn days_from<'a>(parameters: &'a Parameters, site: SiteIx, first: Day, goal: &Goal) -> &'a [Day] {
    let open = &parameters.open[site.index()].days;
    let from = open.partition_point(|day| *day < first);
    let to = (from + usize::from(goal.days)).min(open.len());
    &open[from..to]
}
