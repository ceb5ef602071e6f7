//! New runs for those whom no run of the plan takes: where most of them can come, as near as can be, on the first day that is free.
//!
//! A proposal keeps the rules that bind a single run, with every run of the plan (the cancelled ones too) and every other proposal in
//! place: C02 possible start, C03 rooms, C04 teachers, C06 sites and forbidden starts, C07 guarantee courses, C08 course days.

use std::cmp::Reverse;

use chrono::{Days, NaiveDate};

use crate::domain::calendar::Day;
use crate::domain::goal::Origin;
use crate::domain::ids::{GoalIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::plan::{Plan, Run};
use crate::domain::units::Metres;
use crate::followup::LEAD_DAYS;
use crate::followup::pooling::{Destination, Transfer};
use crate::followup::seekers::{Group, metres, reach};
use crate::formulation::objective::o08_guarantee;
use crate::formulation::parameters::{GoalSite, Parameters};
use crate::formulation::starts::Start;
use crate::formulation::taken::Taken;

/// A proposed run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRun {
    /// The run; its origin is `assigned`.
    pub run: Run,
    /// Its last day.
    pub end: Day,
    /// How many of those without a place take part.
    pub persons: u32,
    /// The longest way of one of them.
    pub farthest: Metres,
}

/// What rooms, teachers and limits leave free beside the plan and the proposals so far.
#[derive(Debug)]
pub struct Free<'a> {
    instance: &'a Instance,
    parameters: &'a Parameters,
    plan: &'a Plan,
    taken: Taken,
    earliest: NaiveDate,
}

/// Most people first, then the shortest way of all together, then the first day, then the site.
type Rank = (Reverse<u32>, Metres, Day, SiteIx);

impl<'a> Free<'a> {
    /// What the plan leaves free from some weeks after the day on.
    #[must_use]
    pub fn new(instance: &'a Instance, parameters: &'a Parameters, plan: &'a Plan, today: NaiveDate) -> Self {
        let mut taken = Taken::default();
        for run in &plan.runs {
            taken.add(instance, parameters, instance.goal(run.goal), run.site, run.start, run.guarantee);
        }
        let earliest = today.checked_add_days(Days::new(LEAD_DAYS)).unwrap_or(today);
        Self { instance, parameters, plan, taken, earliest }
    }

    /// Runs of the goal for the groups, as long as enough people are left for one, and who goes to them; `before` runs are proposed already.
    #[must_use]
    pub fn propose(&mut self, goal: GoalIx, groups: &mut [Group], before: usize) -> (Vec<NewRun>, Vec<Transfer>) {
        let (mut runs, mut transfers): (Vec<NewRun>, _) = (Vec::new(), Vec::new());
        let sites = &self.parameters.sites[goal.index()];
        while let Some((_, run, end)) = sites.iter().filter_map(|site| self.run_at(goal, site, groups, &runs)).min() {
            let to = Destination::New(before + runs.len());
            let mut new = NewRun { run, end, persons: 0, farthest: 0 };
            for (metres, at) in near(self.instance, goal, run.site, groups) {
                let persons = groups[at].persons.min(run.max - new.persons);
                if persons > 0 {
                    groups[at].persons -= persons;
                    (new.persons, new.farthest) = (new.persons + persons, new.farthest.max(metres));
                    transfers.push(Transfer { goal, from: groups[at].from, persons, to, metres });
                }
            }
            self.taken.add(self.instance, self.parameters, self.instance.goal(goal), run.site, run.start, run.guarantee);
            runs.push(new);
        }
        (runs, transfers)
    }

    /// The first run that is possible at the site for those who can come, with its last day; `None` where they are too few or no day is free.
    /// A second run of the goal there begins on another day.
    fn run_at(&self, goal: GoalIx, site: &GoalSite, groups: &[Group], proposed: &[NewRun]) -> Option<(Rank, Run, Day)> {
        let (instance, data) = (self.instance, self.instance.goal(goal));
        let near = near(instance, goal, site.site, groups);
        let persons: u32 = near.iter().map(|(_, at)| groups[*at].persons).sum();
        let least = o08_guarantee::minimum(data.min);
        let guarantee = persons < data.min;
        let allowed = data.guarantee_ok && persons >= least && !self.taken.guarantees_are_full(instance, site.school);
        if (guarantee && !allowed) || persons == 0 || self.taken.year_is_full(instance, data, site.school) {
            return None;
        }
        let there = |run: &Run, day: Day| run.site == site.site && run.start == day;
        let free = |start: &&Start| {
            let day = start.day;
            instance.calendar.date(day) >= self.earliest
                && !self.plan.runs_of(goal).iter().any(|run| there(run, day))
                && !proposed.iter().any(|new| there(&new.run, day))
                && !self.taken.blocks(instance, self.parameters, data, site.site, day)
        };
        let start = site.starts.iter().find(free)?;
        let travel = near.iter().map(|(metres, at)| metres * i64::from(groups[*at].persons)).sum();
        let min = if guarantee { least } else { data.min };
        let run = Run { goal, start: start.day, site: site.site, guarantee, min, max: data.max, origin: Origin::Assigned };
        Some(((Reverse(persons), travel, start.day, site.site), run, start.last))
    }
}

/// Groups that can come to the site, the nearest first: distance and position.
fn near(instance: &Instance, goal: GoalIx, site: SiteIx, groups: &[Group]) -> Vec<(Metres, usize)> {
    let within = |(at, group): (usize, &Group)| {
        let metres = metres(instance, goal, &group.sites, site)?;
        (group.persons > 0 && metres <= reach(instance)).then_some((metres, at))
    };
    let mut near: Vec<(Metres, usize)> = groups.iter().enumerate().filter_map(within).collect();
    near.sort_unstable();
    near
}
