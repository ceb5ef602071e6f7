//! What a change costs: the runs of a goal against its runs in the plan on the table.
//!
//! A run that became another one costs 3 where the school is another, 2 where only the site is, 1 where only the date or the guarantee is;
//! a run more or less costs 3. Runs are paired so that this is least. As the same site is at the same school, and the same date at the same
//! site, it is enough to count what both sides have in common: with at most `n` runs on either side, of which `a` have a partner of the same
//! site, date and guarantee, `b` of the same site and `c` of the same school, the least cost is `3n - a - b - c`.

use crate::compare::placed::Placed;
use crate::domain::calendar::Day;
use crate::domain::ids::{SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;

/// What a run more or less costs, and the most that a change of one run costs.
pub const DEAREST: i64 = 3;

/// Where a run is. What today's year no longer has is `None`, and equals nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The school.
    pub school: Option<SchoolIx>,
    /// The site.
    pub site: Option<SiteIx>,
    /// First course day.
    pub start: Option<Day>,
    /// Guarantee course.
    pub guarantee: bool,
}

/// The plan on the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    of_goal: Vec<Vec<Spot>>,
    /// Site, first day and seats of the runs that are still possible.
    seats: Vec<Vec<(SiteIx, Day, u32)>>,
}

impl Table {
    /// The runs of every goal of the year. Runs of goals that are not in it any more cost nothing.
    #[must_use]
    pub fn new(instance: &Instance, placed: &Placed) -> Self {
        let mut of_goal = of_plan(instance, &placed.plan);
        for (code, run) in &placed.lost {
            let Ok(goal) = instance.goals.binary_search_by(|g| g.code.cmp(code)) else { continue };
            let school = instance.schools.iter().position(|s| s.id == run.school).map(SchoolIx::from);
            let site = instance.sites.iter().position(|s| s.id == run.site).map(SiteIx::from);
            let start = instance.calendar.day(run.start);
            of_goal[goal].push(Spot { school, site, start, guarantee: run.guarantee });
        }
        let mut seats = vec![Vec::new(); instance.goals.len()];
        for run in &placed.plan.runs {
            seats[run.goal.index()].push((run.site, run.start, run.max));
        }
        Self { of_goal, seats }
    }

    /// The runs of a goal on the table.
    #[must_use]
    pub fn of(&self, goal: usize) -> &[Spot] {
        &self.of_goal[goal]
    }

    /// What it costs that the goal has these runs now.
    #[must_use]
    pub fn cost(&self, goal: usize, now: &[Spot]) -> i64 {
        cost(&self.of_goal[goal], now)
    }

    /// What a choice costs; no choice is no run.
    #[must_use]
    pub fn cost_of(&self, problem: &Problem, goal: usize, choice: Option<&Choice>) -> i64 {
        self.cost(goal, &choice.map(|choice| spots_of(problem, goal, choice)).unwrap_or_default())
    }

    /// Runs of a choice that are where one was on the table, with another number of seats. That costs nothing, but nobody asked for it.
    #[must_use]
    pub fn swapped(&self, problem: &Problem, goal: usize, choice: &Choice) -> i64 {
        let (model, before) = (&problem.models[goal], &self.seats[goal]);
        let runs = model.placements[choice.placement].runs.iter().zip(&choice.picks);
        let swapped = runs.filter(|(run, pick)| {
            let option = &model.sites[run.site];
            let mut here =
                before.iter().filter(|(site, day, _)| (*site, *day) == (option.site, option.starts[pick.start].day)).peekable();
            here.peek().is_some() && here.all(|(_, _, seats)| *seats != model.kinds[run.kind].max)
        });
        swapped.count() as i64
    }

    /// What a whole plan costs.
    #[must_use]
    pub fn cost_of_plan(&self, instance: &Instance, plan: &Plan) -> i64 {
        of_plan(instance, plan).iter().enumerate().map(|(goal, now)| self.cost(goal, now)).sum()
    }
}

fn of_plan(instance: &Instance, plan: &Plan) -> Vec<Vec<Spot>> {
    let mut of_goal = vec![Vec::new(); instance.goals.len()];
    for run in &plan.runs {
        let (school, site) = (Some(instance.school_of(run.site)), Some(run.site));
        of_goal[run.goal.index()].push(Spot { school, site, start: Some(run.start), guarantee: run.guarantee });
    }
    of_goal
}

/// Where the runs of a choice are.
#[must_use]
pub fn spots_of(problem: &Problem, goal: usize, choice: &Choice) -> Vec<Spot> {
    let model = &problem.models[goal];
    let runs = model.placements[choice.placement].runs.iter().zip(&choice.picks);
    let spot = |(run, pick): (&crate::formulation::placement::PlacedRun, &crate::solve::decomposed::respond::Pick)| {
        let option = &model.sites[run.site];
        let start = Some(option.starts[pick.start].day);
        Spot { school: Some(option.school), site: Some(option.site), start, guarantee: pick.guarantee }
    };
    runs.map(spot).collect()
}

/// The least cost of pairing the runs of before with those of now.
#[must_use]
pub fn cost(before: &[Spot], now: &[Spot]) -> i64 {
    let most = before.len().max(now.len()) as i64;
    let kept = in_common(before, now, |s| Some((s.site?, s.start?, s.guarantee)));
    let sites = in_common(before, now, |s| s.site);
    let schools = in_common(before, now, |s| s.school);
    DEAREST * most - kept - sites - schools
}

/// How many pairs have the same of something.
pub(super) fn in_common<T: PartialEq>(before: &[Spot], now: &[Spot], what: impl Fn(&Spot) -> Option<T>) -> i64 {
    let mut left: Vec<T> = now.iter().filter_map(&what).collect();
    let mut pairs = 0;
    for this in before.iter().filter_map(&what) {
        if let Some(at) = left.iter().position(|other| *other == this) {
            left.swap_remove(at);
            pairs += 1;
        }
    }
    pairs
}
