//! Derived parameters of section 2.4 and the fair shares of section 5.

use std::collections::BTreeMap;

use crate::domain::calendar::WeekIx;
use crate::domain::goal::Goal;
use crate::domain::ids::{AreaIx, FkbIx, GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::units::{Milli, Permille};
use crate::formulation::starts::{OpenDays, Start, possible_starts};

/// A site of E_g with at least one possible start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalSite {
    /// The site.
    pub site: SiteIx,
    /// Its school.
    pub school: SchoolIx,
    /// Possible starts by day, at least one.
    pub starts: Vec<Start>,
}

/// Everything that follows from the instance by arithmetic alone.
#[derive(Debug, Clone)]
pub struct Parameters {
    /// Open days per site.
    pub open: Vec<OpenDays>,
    /// Sites with a possible start, per goal, by site.
    pub sites: Vec<Vec<GoalSite>>,
    /// D_g, milli.
    pub demand: Vec<Milli>,
    /// Narrow goals.
    pub narrow: Vec<bool>,
    /// R_g, most runs worth planning.
    pub most_runs: Vec<usize>,
    /// w_g, permille.
    pub weight: Vec<Permille>,
    /// reach_g: areas within tier 2 of a site with a possible start, per goal and area.
    pub reach: Vec<Vec<bool>>,
    /// share_a, millionths of the population in reach of the network.
    pub area_share: Vec<i64>,
    /// emph_ba in permille, per branch group and area.
    pub emphasis: Vec<Vec<Permille>>,
    /// Fair share of course days per school (O04).
    pub fair_days: Vec<i64>,
    /// Fair share of runs per FKB and school (O03).
    pub fair_runs: BTreeMap<(FkbIx, SchoolIx), i64>,
    /// Weeks of the plan year, 53 or 54.
    pub weeks: usize,
}

impl Parameters {
    /// Computes all parameters.
    #[must_use]
    pub fn new(instance: &Instance) -> Self {
        let open: Vec<OpenDays> = instance.sites.iter().map(OpenDays::of).collect();
        let sites: Vec<Vec<GoalSite>> = instance.goal_ixs().map(|g| goal_sites(instance, g, &open)).collect();
        let demand: Vec<Milli> = instance.goals.iter().map(|g| g.demand.iter().chain(&g.waiting).map(|(_, d)| d).sum()).collect();
        let narrow: Vec<bool> = instance.goals.iter().zip(&demand).map(|(g, d)| *d < 2000 * i64::from(g.min)).collect();
        let reach: Vec<Vec<bool>> =
            instance.goal_ixs().map(|g| reach_of(instance, g, sites[g.index()].iter().map(|s| s.site))).collect();
        let (fair_days, fair_runs) = fair_shares(instance, &sites);
        Self {
            most_runs: most_runs(instance, &demand, &narrow, &sites),
            weight: weights(instance, &demand),
            area_share: area_shares(instance),
            emphasis: emphasis(instance, &reach),
            weeks: instance.calendar.weeks(),
            open,
            sites,
            demand,
            narrow,
            reach,
            fair_days,
            fair_runs,
        }
    }

    /// The window of `windows` that holds the week.
    #[must_use]
    pub fn window(&self, week: WeekIx, windows: usize) -> usize {
        crate::formulation::starts::window_of(week, windows, self.weeks)
    }
}

fn goal_sites(instance: &Instance, goal: GoalIx, open: &[OpenDays]) -> Vec<GoalSite> {
    let data = instance.goal(goal);
    data.eligible
        .iter()
        .map(|e| GoalSite {
            site: e.site,
            school: instance.school_of(e.site),
            starts: possible_starts(instance, data, e, &open[e.site.index()]),
        })
        .filter(|s| !s.starts.is_empty())
        .collect()
}

/// Areas within tier 2 (60 km) of one of the sites.
#[must_use]
pub fn reach_of(instance: &Instance, goal: GoalIx, sites: impl Iterator<Item = SiteIx>) -> Vec<bool> {
    let far = instance.profile.travel.tier_km[1] * 1000;
    let mut reach = vec![false; instance.areas.len()];
    for site in sites {
        for (a, near) in reach.iter_mut().enumerate() {
            *near |= instance.metres(goal, AreaIx::from(a), site) <= far;
        }
    }
    reach
}

/// More choices of sites than this are not weighed for one goal (2.4).
const MOST_CHOICES: u64 = 50_000;

fn most_runs(instance: &Instance, demand: &[Milli], narrow: &[bool], sites: &[Vec<GoalSite>]) -> Vec<usize> {
    let goals = instance.goals.iter().zip(demand).zip(narrow).zip(sites);
    goals
        .map(|(((g, d), narrow), sites)| {
            let wanted = match (&g.agreement, narrow) {
                (Some(_), _) => 0,
                (None, true) => 1,
                (None, false) => (d / (1000 * i64::from(g.min))).min(instance.profile.runs.max_runs) as usize,
            };
            let required = g.required.len();
            let fits = |runs: &usize| *runs <= required.max(1) || site_choices(g, sites.len(), runs - required) <= MOST_CHOICES;
            (0..=wanted).rev().find(fits).unwrap_or(0)
        })
        .collect()
}

/// Choices of sites for the required runs and `extra` more at `sites` sites.
fn site_choices(goal: &Goal, sites: usize, extra: usize) -> u64 {
    let required = goal.required.iter().fold(1_u64, |n, r| n.saturating_mul(r.sites.len() as u64));
    // C(sites + extra - 1, extra), built up so that each step is whole.
    let multisets = (1..=extra as u64).fold(1_u64, |n, e| n.saturating_mul(sites as u64 + e - 1) / e);
    required.saturating_mul(multisets)
}

fn weights(instance: &Instance, demand: &[Milli]) -> Vec<Permille> {
    let narrow = &instance.profile.narrow;
    let mut sorted = demand.to_vec();
    sorted.sort_unstable();
    let median = sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(0).max(1);
    let alpha = narrow.alpha as f64 / 1000.0;
    let weigh = |d: &Milli| {
        let ratio = median as f64 / *d.max(&narrow.floor) as f64;
        (libm::round(1000.0 * libm::pow(ratio, alpha)) as i64).clamp(narrow.least, narrow.cap)
    };
    demand.iter().map(weigh).collect()
}

/// Population of each area as a share of everybody within tier 2 of a member site, millionths.
fn area_shares(instance: &Instance) -> Vec<i64> {
    let far = instance.profile.travel.tier_km[1] * 1000;
    let near = |a: usize| instance.travel[a].iter().any(|m| *m <= far);
    let total: i64 = (0..instance.areas.len()).filter(|a| near(*a)).map(|a| instance.areas[a].population).sum();
    let share = |a: usize| if near(a) && total > 0 { instance.areas[a].population * 1_000_000 / total } else { 0 };
    (0..instance.areas.len()).map(share).collect()
}

fn emphasis(instance: &Instance, reach: &[Vec<bool>]) -> Vec<Vec<Permille>> {
    let mut goals = vec![0_i64; instance.groups.len()];
    let mut reached = vec![vec![0_i64; instance.areas.len()]; instance.groups.len()];
    for (goal, reach) in instance.goals.iter().zip(reach) {
        goals[goal.group.index()] += 1;
        for (count, near) in reached[goal.group.index()].iter_mut().zip(reach) {
            *count += i64::from(*near);
        }
    }
    let worse = |count: i64, all: i64| 1000 - 1000 * count / all.max(1);
    let emphasis = instance.profile.spread.emphasis;
    let row = |(counts, all): (Vec<i64>, i64)| counts.iter().map(|c| 1000 + emphasis * worse(*c, all) / 1000).collect();
    reached.into_iter().zip(goals).map(row).collect()
}

/// Fair shares of course days per school and of runs per FKB and school, rounded up from millionths.
fn fair_shares(instance: &Instance, sites: &[Vec<GoalSite>]) -> (Vec<i64>, BTreeMap<(FkbIx, SchoolIx), i64>) {
    let mut days = vec![0_i64; instance.schools.len()];
    let mut runs: BTreeMap<(FkbIx, SchoolIx), i64> = BTreeMap::new();
    for (goal, sites) in instance.goals.iter().zip(sites) {
        let mut schools: Vec<SchoolIx> = sites.iter().map(|s| s.school).collect();
        schools.sort_unstable();
        schools.dedup();
        let expected = goal.required.len().max(1) as i64;
        let sharers = schools.len() as i64;
        for school in schools {
            days[school.index()] += 1_000_000 * i64::from(goal.days) * expected / sharers;
            *runs.entry((goal.fkb, school)).or_default() += 1_000_000 * expected / sharers;
        }
    }
    let up = |x: i64| (x + 999_999) / 1_000_000;
    (days.into_iter().map(up).collect(), runs.into_iter().map(|(key, x)| (key, up(x))).collect())
}
