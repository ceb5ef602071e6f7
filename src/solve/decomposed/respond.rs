//! The best placement and dates of one goal at given costs of the rows: exact, by enumeration of placements and,
//! per site, a window of prefix sums over its open days.

use crate::domain::goal::{Origin, When};
use crate::formulation::coupling::Row;
use crate::formulation::objective::excess_cost;
use crate::formulation::placement::{GoalModel, MOST_WINDOWS, Placement, ValuedStart};
use crate::solve::decomposed::problem::{Problem, SiteUse};

/// A cost that stands for "not possible"; sums of a year of it stay far inside 64 bits.
pub const BLOCKED: i64 = 1 << 44;

/// A value that no possible choice has; a hundred of them still fit in 64 bits.
const NEVER: i64 = -(1 << 54);

/// What using the rows costs.
#[derive(Debug, Clone)]
pub struct Costs {
    /// Per lane, prefix sums over its open days: days `i..j` cost `sums[j] - sums[i]`.
    pub lanes: Vec<Vec<i64>>,
    /// Per row, for those that a run uses once (C07, C08, O03, O04).
    pub scalar: Vec<ScalarCost>,
}

/// Cost of a row that a run uses once, whatever its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarCost {
    /// So much per unit.
    Price(i64),
    /// Nothing up to so many units, then blocked.
    Left(i64),
    /// What the soft limit costs beyond the units already used.
    Soft(i64),
}

impl ScalarCost {
    fn of(self, row: &Row, amount: i64) -> i64 {
        match self {
            Self::Price(price) => price * amount,
            Self::Left(left) => {
                if amount > left {
                    BLOCKED
                } else {
                    0
                }
            }
            Self::Soft(used) => {
                excess_cost(&row.tiers, used + amount - row.capacity) - excess_cost(&row.tiers, used - row.capacity)
            }
        }
    }
}

/// One dated run of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// Start, position in the site option's starts.
    pub start: usize,
    /// Run it as a guarantee course.
    pub guarantee: bool,
}

/// A placement with dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Position in the model's placements.
    pub placement: usize,
    /// One pick per run of the placement.
    pub picks: Vec<Pick>,
}

impl Choice {
    /// What the choice is worth by itself, costs of rows aside.
    #[must_use]
    pub fn own_value(&self, model: &GoalModel) -> i64 {
        let placement = &model.placements[self.placement];
        let run_value = |(run, pick): (&crate::formulation::placement::PlacedRun, &Pick)| {
            let value = if pick.guarantee { run.guarantee } else { run.ordinary };
            value.unwrap_or(NEVER) + model.start_value(run.kind, &model.sites[run.site].starts[pick.start])
        };
        placement.value + placement.runs.iter().zip(&self.picks).map(run_value).sum::<i64>()
    }
}

/// A best start: net value and position; `NEVER` when there is none.
#[derive(Debug, Clone, Copy)]
struct Best {
    net: i64,
    start: usize,
}

const NONE: Best = Best { net: NEVER, start: usize::MAX };

/// Best starts of one goal at given costs.
struct Table {
    /// Per kind and site: best start of all.
    any: Vec<Vec<Best>>,
    /// Per kind and site: best start in each week, for kinds that windows concern.
    weekly: Vec<Vec<Vec<Best>>>,
}

/// The best choice at these costs and its net value, or `None` when the goal cannot run at all.
/// Ties go to the first placement, then the earliest start, so the answer is unique.
#[must_use]
pub fn respond(problem: &Problem, goal: usize, costs: &Costs) -> Option<(i64, Choice)> {
    let model = &problem.models[goal];
    let uses = &problem.uses[goal];
    let rows = &problem.coupling.rows;
    let table = Table::new(problem, model, uses, costs);
    let run_cost: Vec<i64> =
        uses.iter().map(|u| u.scalars.iter().map(|(r, amount)| costs.scalar[*r].of(&rows[*r], *amount)).sum()).collect();
    let guarantee_cost: Vec<i64> = uses.iter().map(|u| u.guarantee.map_or(0, |r| costs.scalar[r].of(&rows[r], 1))).collect();
    let weeks = problem.parameters.weeks;
    let mut best: Option<(i64, usize)> = None;
    for (p, placement) in model.placements.iter().enumerate() {
        let fixed = static_value(placement, &run_cost, &guarantee_cost);
        let loose: i64 = placement.runs.iter().map(|r| table.any[r.kind][r.site].net).sum();
        if best.is_some_and(|(value, _)| fixed + loose <= value) {
            continue;
        }
        let value = match model.windows_for(placement.runs.len()) {
            None => fixed + loose,
            Some(open) => fixed + dated(model, placement, &table, open, weeks).0,
        };
        if best.is_none_or(|(least, _)| value > least) {
            best = Some((value, p));
        }
    }
    let (value, p) = best.filter(|(value, _)| *value > -BLOCKED / 2)?;
    let placement = &model.placements[p];
    let starts = match model.windows_for(placement.runs.len()) {
        None => placement.runs.iter().map(|r| table.any[r.kind][r.site].start).collect(),
        Some(open) => dated(model, placement, &table, open, weeks).1,
    };
    let guarantee = |r: &crate::formulation::placement::PlacedRun| prefers_guarantee(r, guarantee_cost[r.site]);
    let picks = placement.runs.iter().zip(starts).map(|(r, start)| Pick { start, guarantee: guarantee(r) }).collect();
    Some((value, Choice { placement: p, picks }))
}

fn prefers_guarantee(run: &crate::formulation::placement::PlacedRun, cost: i64) -> bool {
    match (run.ordinary, run.guarantee) {
        (Some(ordinary), Some(guarantee)) => guarantee - cost > ordinary,
        (None, _) => true,
        (Some(_), None) => false,
    }
}

/// Value of the placement without its dates, less the rows used once a run.
fn static_value(placement: &Placement, run_cost: &[i64], guarantee_cost: &[i64]) -> i64 {
    let run_value = |r: &crate::formulation::placement::PlacedRun| {
        let value = if prefers_guarantee(r, guarantee_cost[r.site]) {
            r.guarantee.map(|v| v - guarantee_cost[r.site])
        } else {
            r.ordinary
        };
        value.unwrap_or(NEVER) - run_cost[r.site]
    };
    placement.value + placement.runs.iter().map(run_value).sum::<i64>()
}

/// Best total of the dates when free and extra runs take different open windows, and the starts.
fn dated(model: &GoalModel, placement: &Placement, table: &Table, open: &[bool], weeks: usize) -> (i64, Vec<usize>) {
    let windows = open.len();
    let mut total = 0;
    let mut starts = vec![usize::MAX; placement.runs.len()];
    let mut options: Vec<(usize, [Best; MOST_WINDOWS])> = Vec::with_capacity(windows);
    for (i, run) in placement.runs.iter().enumerate() {
        if model.kinds[run.kind].when == When::Free {
            options.push((i, windowed(&table.weekly[run.kind][run.site], windows, weeks)));
        } else {
            let best = table.any[run.kind][run.site];
            total += best.net;
            starts[i] = best.start;
        }
    }
    let (value, windows_taken) = assign(&options, open);
    for ((run, best), window) in options.iter().zip(&windows_taken) {
        starts[*run] = best[*window].start;
    }
    (total + value, starts)
}

/// Best start in each of `windows` windows.
fn windowed(weekly: &[Best], windows: usize, weeks: usize) -> [Best; MOST_WINDOWS] {
    let mut best = [NONE; MOST_WINDOWS];
    for (week, here) in weekly.iter().enumerate() {
        let window = &mut best[week * windows / weeks];
        if here.net > window.net {
            *window = *here;
        }
    }
    best
}

/// The best assignment of runs to different open windows, by dynamic programming over the set of windows taken.
fn assign(options: &[(usize, [Best; MOST_WINDOWS])], open: &[bool]) -> (i64, Vec<usize>) {
    let sets = 1_usize << open.len();
    let mut layers: Vec<Vec<(i64, usize)>> = vec![vec![(NEVER, 0); sets]];
    layers[0][0].0 = 0;
    for (i, (_, best)) in options.iter().enumerate() {
        let mut next = vec![(NEVER, 0); sets];
        for (set, (value, _)) in layers[i].iter().enumerate() {
            if *value <= NEVER {
                continue;
            }
            for (window, is_open) in open.iter().enumerate() {
                let with = set | (1 << window);
                if *is_open && with != set {
                    let sum = (*value + best[window].net).max(NEVER + 1);
                    if sum > next[with].0 {
                        next[with] = (sum, window);
                    }
                }
            }
        }
        layers.push(next);
    }
    let last = &layers[options.len()];
    let Some((mut set, value)) = last.iter().enumerate().map(|(s, (v, _))| (s, *v)).max_by_key(|(s, v)| (*v, usize::MAX - s))
    else {
        return (NEVER, Vec::new());
    };
    let mut taken = vec![0; options.len()];
    for i in (0..options.len()).rev() {
        taken[i] = layers[i + 1][set].1;
        set &= !(1 << taken[i]);
    }
    (value, taken)
}

impl Table {
    fn new(problem: &Problem, model: &GoalModel, uses: &[SiteUse], costs: &Costs) -> Self {
        let weeks = problem.parameters.weeks;
        let needs_weeks = model.windows.iter().any(|w| w.open.is_some());
        let mut any = Vec::with_capacity(model.kinds.len());
        let mut weekly = Vec::with_capacity(model.kinds.len());
        for (kind, this) in model.kinds.iter().enumerate() {
            let by_week = needs_weeks && this.when == When::Free;
            let mut kind_any = vec![NONE; model.sites.len()];
            let mut kind_weekly = vec![Vec::new(); model.sites.len()];
            for site in &this.sites {
                let sums = &costs.lanes[uses[*site].lane];
                let starts = &model.sites[*site].starts;
                let extra = this.origin == Origin::Assigned;
                let net = |s: &ValuedStart| {
                    let from = usize::from(s.open);
                    let wish = if extra { s.wish_value } else { 0 };
                    i64::from(s.date_value) + i64::from(wish) - (sums[from + usize::from(model.days)] - sums[from])
                };
                let mut week_best = vec![NONE; if by_week { weeks } else { 0 }];
                let mut best = NONE;
                for (i, start) in starts.iter().enumerate().filter(|(_, s)| model.starts_within(kind, s)) {
                    let here = Best { net: net(start), start: i };
                    if here.net > best.net {
                        best = here;
                    }
                    if by_week && here.net > week_best[usize::from(start.week.0)].net {
                        week_best[usize::from(start.week.0)] = here;
                    }
                }
                kind_any[*site] = best;
                kind_weekly[*site] = week_best;
            }
            any.push(kind_any);
            weekly.push(kind_weekly);
        }
        Self { any, weekly }
    }
}
