//! Why a goal is a gap, and whether that is proven: no plan can give it a run (`models/annual-plan.md` 7).

use std::collections::BTreeMap;

use crate::domain::calendar::Day;
use crate::domain::goal::{Goal, When};
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::formulation::coupling::Coupling;
use crate::formulation::parameters::{GoalSite, Parameters};

/// Why a goal has no run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapReason {
    /// No eligible site.
    NoSite,
    /// Eligible sites, but no possible start.
    NoStart,
    /// Every possible start meets a room, pool or limit that fixed required runs alone take up.
    Taken,
    /// It has starts, and the plan does not use them: not proven.
    Unproven,
}

impl GapReason {
    /// The goal is a gap in every plan.
    #[must_use]
    pub fn proven(self) -> bool {
        self != Self::Unproven
    }
}

/// The reason per goal; `None` for goals with a run or an agreement.
#[must_use]
pub fn gap_reasons(instance: &Instance, parameters: &Parameters, plan: &Plan) -> Vec<Option<GapReason>> {
    let taken = Taken::new(instance, parameters);
    let reason = |goal: GoalIx| {
        let data = instance.goal(goal);
        let sites = &parameters.sites[goal.index()];
        if data.agreement.is_some() || !plan.runs_of(goal).is_empty() {
            return None;
        }
        Some(if data.eligible.is_empty() {
            GapReason::NoSite
        } else if sites.is_empty() {
            GapReason::NoStart
        } else if sites.iter().all(|site| taken.blocks(instance, parameters, data, site)) {
            GapReason::Taken
        } else {
            GapReason::Unproven
        })
    };
    instance.goal_ixs().map(reason).collect()
}

/// What the required runs with one site and one date take up on their own.
#[derive(Debug)]
pub struct Taken {
    rooms: BTreeMap<(SiteIx, Day), i64>,
    pools: BTreeMap<(usize, Day), i64>,
    course_days: BTreeMap<SchoolIx, i64>,
}

impl Taken {
    /// What they take in the whole year.
    #[must_use]
    pub fn new(instance: &Instance, parameters: &Parameters) -> Self {
        let mut taken = Self { rooms: BTreeMap::new(), pools: BTreeMap::new(), course_days: BTreeMap::new() };
        for goal in &instance.goals {
            for required in &goal.required {
                if let (&[site], When::Fixed(first, last)) = (&required.sites[..], required.when)
                    && first == last
                {
                    taken.add(instance, goal, site, days_from(parameters, site, first, goal));
                }
            }
        }
        taken
    }

    fn add(&mut self, instance: &Instance, goal: &Goal, site: SiteIx, days: &[Day]) {
        let school = instance.school_of(site);
        let pools = Coupling::pools_of(instance, goal, school);
        for day in days {
            *self.rooms.entry((site, *day)).or_default() += 1;
            for pool in &pools {
                *self.pools.entry((*pool, *day)).or_default() += 1;
            }
        }
        *self.course_days.entry(school).or_default() += i64::from(goal.days);
    }

    /// Every possible start of the goal at the site is blocked.
    #[must_use]
    pub fn blocks(&self, instance: &Instance, parameters: &Parameters, goal: &Goal, site: &GoalSite) -> bool {
        let used = self.course_days.get(&site.school).copied().unwrap_or(0) + i64::from(goal.days);
        let limit = instance.school(site.school).max_course_days;
        let pools = Coupling::pools_of(instance, goal, site.school);
        let full = |day: &Day| self.room_full(instance, site.site, *day) || self.pool_full(instance, &pools, *day);
        let blocked = |day: Day| days_from(parameters, site.site, day, goal).iter().any(full);
        limit.is_some_and(|limit| used > i64::from(limit)) || site.starts.iter().all(|start| blocked(start.day))
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
