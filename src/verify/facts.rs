//! What the model derives from the input before any plan is seen (`models/annual-plan.md` 2, and the fair shares of 5).

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::domain::calendar::Day;
use crate::domain::goal::{Goal, RequiredRun, When};
use crate::domain::ids::{AreaIx, FkbIx, GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::units::Metres;

use super::starts::{self, DayTable};

/// C05 keeps at most so many free required runs in different weeks.
pub(super) const MOST_WEEKS_APART: usize = 4;

/// What follows for one goal.
#[derive(Debug)]
pub(super) struct GoalFacts {
    /// D_g is less than two runs' minimum.
    pub(super) narrow: bool,
    /// max(R_g, |Q_g|): no placement has more runs.
    pub(super) most_runs: usize,
    /// w_g, permille.
    pub(super) weight: i64,
    /// Possible starts, one list per site of E_g.
    pub(super) starts: Vec<Vec<Day>>,
    /// Schools with a site of E_g with a possible start, sorted.
    pub(super) schools: Vec<SchoolIx>,
    /// reach_g: per municipality, whether some site of E_g with a possible start is near.
    pub(super) reach: Vec<bool>,
}

/// Everything derived from the input.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    /// The input.
    pub(super) instance: &'a Instance,
    /// The days of the year.
    pub(super) days: DayTable,
    /// One per goal in scope.
    pub(super) goals: Vec<GoalFacts>,
    /// share_a, millionths, per municipality.
    pub(super) share: Vec<i64>,
    /// emph_ba, permille, per branch group and municipality.
    pub(super) emphasis: Vec<Vec<i64>>,
    /// fair_fk in runs, per FKB and school.
    pub(super) fair_runs: Vec<Vec<i64>>,
    /// fair_k in course days, per school.
    pub(super) fair_days: Vec<i64>,
}

impl<'a> Facts<'a> {
    /// Derives everything.
    pub(super) fn new(instance: &'a Instance) -> Self {
        let days = DayTable::new(instance.calendar);
        let demands: Vec<i64> = instance.goals.iter().map(total_demand).collect();
        let reference = lower_median(demands.clone()).unwrap_or(0);
        let indices: Vec<GoalIx> = instance.goal_ixs().collect();
        let goals: Vec<GoalFacts> =
            indices.par_iter().map(|g| goal_facts(instance, &days, *g, demands[g.index()], reference)).collect();
        let (fair_runs, fair_days) = fair_shares(instance, &goals);
        let share = shares(instance);
        let emphasis = emphasis(instance, &goals);
        Self { instance, days, goals, share, emphasis, fair_runs, fair_days }
    }

    /// What follows for a goal.
    pub(super) fn goal(&self, goal: GoalIx) -> &GoalFacts {
        &self.goals[goal.index()]
    }

    /// The profile's tiers 0 and 1 in metres.
    pub(super) fn tiers(&self) -> (Metres, Metres) {
        tiers(self.instance)
    }

    /// Nothing is required and no agreement closes it: without a run the goal is an open gap.
    pub(super) fn may_be_gap(&self, goal: GoalIx) -> bool {
        let goal = self.instance.goal(goal);
        goal.required.is_empty() && goal.agreement.is_none()
    }

    /// Position of a site in E_g.
    pub(super) fn position(&self, goal: GoalIx, site: SiteIx) -> Option<usize> {
        self.instance.goal(goal).eligible.iter().position(|e| e.site == site)
    }

    /// The possible starts of the goal at a site; empty where it is not eligible.
    pub(super) fn starts_at(&self, goal: GoalIx, site: SiteIx) -> &[Day] {
        self.position(goal, site).map_or(&[], |j| &self.goal(goal).starts[j])
    }

    /// Per window, whether free and extra runs may start in it; `None` where C05 does not hold. With more runs than are required
    /// there is a window per run, closed where a fixed required run can start first; else every week is a window.
    pub(super) fn open_windows(&self, goal: GoalIx, runs: usize) -> Option<Vec<bool>> {
        let required = &self.instance.goal(goal).required;
        if runs == required.len() {
            return self.weeks_apart(goal);
        }
        if runs < 2 {
            return None;
        }
        let mut open = vec![true; runs];
        for run in required {
            if let Some(first) = self.first_fixed_start(goal, run) {
                open[self.days.window(first, runs)] = false;
            }
        }
        Some(open)
    }

    /// The first possible start of a fixed required run among its sites.
    fn first_fixed_start(&self, goal: GoalIx, run: &RequiredRun) -> Option<Day> {
        let When::Fixed(from, to) = run.when else { return None };
        let inside = |d: &Day| from <= *d && *d <= to;
        run.sites.iter().filter_map(|s| self.starts_at(goal, *s).iter().copied().find(inside)).min()
    }

    /// The weeks of the year, where two to four required runs are free and can all start in different ones.
    fn weeks_apart(&self, goal: GoalIx) -> Option<Vec<bool>> {
        let weeks = self.instance.calendar.weeks();
        let free = || self.instance.goal(goal).required.iter().filter(|r| r.when == When::Free);
        if !(2..=MOST_WEEKS_APART).contains(&free().count()) {
            return None;
        }
        let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
        for run in free() {
            let starts = run.sites.iter().flat_map(|s| self.starts_at(goal, *s));
            let mut usable: Vec<usize> = starts.map(|day| self.days.window(*day, weeks)).collect();
            usable.sort_unstable();
            usable.dedup();
            // The others take at most three weeks, so the first four decide.
            usable.truncate(MOST_WEEKS_APART);
            sets = sets
                .iter()
                .flat_map(|set| usable.iter().filter(|w| !set.contains(w)).map(|w| [set.as_slice(), &[*w]].concat()))
                .collect();
        }
        (!sets.is_empty()).then(|| vec![true; weeks])
    }
}

/// Tiers 0 and 1 in metres.
fn tiers(instance: &Instance) -> (Metres, Metres) {
    let km = instance.profile.travel.tier_km;
    (km[0] * 1000, km[1] * 1000)
}

/// D_g in milli.
fn total_demand(goal: &Goal) -> i64 {
    goal.demand.iter().chain(&goal.waiting).map(|(_, milli)| *milli).sum()
}

/// The middle value, the lower of two.
pub(super) fn lower_median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    let middle = values.len().checked_sub(1)? / 2;
    values.get(middle).copied()
}

fn goal_facts(instance: &Instance, days: &DayTable, ix: GoalIx, demand: i64, reference: i64) -> GoalFacts {
    let goal = instance.goal(ix);
    let least = i64::from(goal.min.max(1)) * 1000;
    let narrow = demand < 2 * least;
    let asked = match (&goal.agreement, narrow) {
        (Some(_), _) => 0,
        (None, true) => 1,
        (None, false) => instance.profile.runs.max_runs.min(demand / least).max(0),
    };
    let starts: Vec<Vec<Day>> = goal.eligible.iter().map(|e| starts::all(instance, days, goal, e)).collect();
    let usable: Vec<SiteIx> = goal.eligible.iter().zip(&starts).filter(|(_, s)| !s.is_empty()).map(|(e, _)| e.site).collect();
    let mut schools: Vec<SchoolIx> = usable.iter().map(|s| instance.school_of(*s)).collect();
    schools.sort_unstable();
    schools.dedup();
    let (_, far) = tiers(instance);
    let near = |a: usize| usable.iter().any(|s| instance.metres(ix, AreaIx::from(a), *s) <= far);
    GoalFacts {
        narrow,
        most_runs: weighable(goal, usable.len(), asked as usize),
        weight: narrowness(instance, demand, reference),
        starts,
        schools,
        reach: (0..instance.areas.len()).map(near).collect(),
    }
}

/// max(R_g, |Q_g|), R_g lowered until the sites can be chosen in at most 50,000 ways.
fn weighable(goal: &Goal, sites: usize, asked: usize) -> usize {
    let required: u128 = goal.required.iter().map(|r| r.sites.len() as u128).fold(1, u128::saturating_mul);
    let ways = |extra: usize| {
        let (mut above, mut below) = (1_u128, 1_u128);
        for e in 1..=extra as u128 {
            above = above.saturating_mul(sites as u128 + e - 1);
            below *= e;
        }
        required.saturating_mul(above / below)
    };
    let floor = goal.required.len().max(1);
    let mut runs = asked;
    while runs > floor && ways(runs - goal.required.len()) > 50_000 {
        runs -= 1;
    }
    runs.max(goal.required.len())
}

/// w_g in permille.
fn narrowness(instance: &Instance, demand: i64, reference: i64) -> i64 {
    let narrow = &instance.profile.narrow;
    let ratio = reference.max(1) as f64 / demand.max(narrow.floor) as f64;
    let weight = libm::round(1000.0 * libm::pow(ratio, narrow.alpha as f64 / 1000.0)) as i64;
    weight.min(narrow.cap).max(narrow.least)
}

/// share_a in millionths.
fn shares(instance: &Instance) -> Vec<i64> {
    let (_, far) = tiers(instance);
    let served: Vec<bool> = (0..instance.areas.len()).map(|a| near_a_member(instance, a, far)).collect();
    let people: i64 = instance.areas.iter().zip(&served).filter(|(_, s)| **s).map(|(a, _)| a.population).sum();
    let share = |population: i64| (i128::from(population) * 1_000_000 / i128::from(people.max(1))) as i64;
    instance.areas.iter().zip(&served).map(|(a, s)| if *s { share(a.population) } else { 0 }).collect()
}

/// Whether a municipality is within `far` of a site of a member school, as people travel.
pub(super) fn near_a_member(instance: &Instance, area: usize, far: Metres) -> bool {
    instance.sites.iter().zip(&instance.travel[area]).any(|(s, m)| instance.school(s.school).member && *m <= far)
}

/// emph_ba in permille, per branch group and municipality.
fn emphasis(instance: &Instance, goals: &[GoalFacts]) -> Vec<Vec<i64>> {
    let areas = instance.areas.len();
    let mut count = vec![0_i64; instance.groups.len()];
    let mut reached = vec![vec![0_i64; areas]; instance.groups.len()];
    for (goal, facts) in instance.goals.iter().zip(goals) {
        let group = goal.group.index();
        count[group] += 1;
        for (n, reach) in reached[group].iter_mut().zip(&facts.reach) {
            *n += i64::from(*reach);
        }
    }
    let extra = instance.profile.spread.emphasis;
    let emph = |n: i64, of: i64| 1000 + (extra * (1000 - 1000 * n / of.max(1))).div_euclid(1000);
    reached.iter().zip(&count).map(|(row, of)| row.iter().map(|n| emph(*n, *of)).collect()).collect()
}

/// fair_fk in runs and fair_k in course days: sums of fractions in millionths, rounded up at the end.
fn fair_shares(instance: &Instance, goals: &[GoalFacts]) -> (Vec<Vec<i64>>, Vec<i64>) {
    let mut runs = vec![vec![0_i64; instance.schools.len()]; instance.fkbs.len()];
    let mut days = vec![0_i64; instance.schools.len()];
    for (goal, facts) in instance.goals.iter().zip(goals) {
        let planned = goal.required.len().max(1) as i64;
        let schools = facts.schools.len() as i64;
        for k in &facts.schools {
            runs[goal.fkb.index()][k.index()] += 1_000_000 * planned / schools;
            days[k.index()] += 1_000_000 * i64::from(goal.days) * planned / schools;
        }
    }
    let up = |millionths: &i64| (millionths + 999_999) / 1_000_000;
    (runs.iter().map(|row| row.iter().map(up).collect()).collect(), days.iter().map(up).collect())
}

/// Codes and ids, to find what the files name.
#[derive(Debug)]
pub(super) struct Names<'a> {
    /// Goals in scope by code.
    pub(super) goals: BTreeMap<&'a str, GoalIx>,
    /// Sites by id.
    pub(super) sites: BTreeMap<&'a str, SiteIx>,
    /// Schools by id.
    pub(super) schools: BTreeMap<&'a str, SchoolIx>,
    /// FKBs by code.
    pub(super) fkbs: BTreeMap<&'a str, FkbIx>,
}

impl<'a> Names<'a> {
    /// The names of an input.
    pub(super) fn new(instance: &'a Instance) -> Self {
        Self {
            goals: instance.goal_ixs().map(|g| (instance.goal(g).code.as_str(), g)).collect(),
            sites: instance.sites.iter().enumerate().map(|(i, s)| (s.id.as_str(), SiteIx::from(i))).collect(),
            schools: instance.schools.iter().enumerate().map(|(i, k)| (k.id.as_str(), SchoolIx::from(i))).collect(),
            fkbs: instance.fkbs.iter().enumerate().map(|(i, f)| (f.code.as_str(), FkbIx::from(i))).collect(),
        }
    }
}
