//! The best placement and dates of one goal at given costs of the rows: exact, by enumeration of placements and,
//! per site, a window of prefix sums over its open days. Costs and net values are in millionths, as prices are.

use crate::formulation::coupling::{PER_MILLI, Row};
use crate::formulation::objective::excess_cost;
use crate::formulation::placement::{GoalModel, PlacedRun, Placement};
use crate::solve::decomposed::dates::{NEVER, Table, dated_starts, dated_value};
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::window_costs::WindowCosts;

/// A cost that stands for "not possible"; sums of a year of it stay far inside 64 bits.
pub const BLOCKED: i64 = 1 << 44;

/// What using the rows costs.
#[derive(Debug, Clone)]
pub struct Costs {
    /// Per lane, prefix sums over its open days: days `i..j` cost `sums[j] - sums[i]`.
    pub lanes: Vec<Vec<i64>>,
    /// Per row, for those that a run uses once (C07, C08, O03, O04).
    pub scalar: Vec<ScalarCost>,
    /// What windows cost besides.
    pub windows: WindowCosts,
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
                let cost = |used: i64| excess_cost(&row.tiers, used - row.capacity);
                (cost(used + amount) - cost(used)) * PER_MILLI
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
    /// What the choice is worth by itself in milli, costs of rows aside.
    #[must_use]
    pub fn own_value(&self, model: &GoalModel) -> i64 {
        let placement = &model.placements[self.placement];
        let run_value = |(run, pick): (&PlacedRun, &Pick)| {
            let value = if pick.guarantee { run.guarantee } else { run.ordinary };
            value.unwrap_or(NEVER) + model.start_value(run.kind, &model.sites[run.site].starts[pick.start])
        };
        placement.value + placement.runs.iter().zip(&self.picks).map(run_value).sum::<i64>()
    }
}

/// The best choice at these costs and its net value in millionths, or `None` when the goal cannot run at all.
/// Ties go to the first placement, then the earliest start, so the answer is unique.
#[must_use]
pub fn respond(problem: &Problem, goal: usize, costs: &Costs) -> Option<(i64, Choice)> {
    let model = &problem.models[goal];
    let table = Table::new(problem, goal, costs);
    let once = OnceCosts::of(problem, goal, costs);
    let weeks = problem.parameters.weeks;
    let mut best: Option<(i64, usize)> = None;
    for (p, placement) in model.placements.iter().enumerate() {
        let fixed = once.value(placement);
        let loose: i64 = placement.runs.iter().map(|r| table.any[r.kind][r.site].net).sum();
        if best.is_some_and(|(value, _)| fixed + loose <= value) {
            continue;
        }
        let value = match model.windows_for(placement.runs.len()) {
            None => fixed + loose,
            Some(open) => fixed + dated_value(model, placement, &table, open, weeks),
        };
        if best.is_none_or(|(least, _)| value > least) {
            best = Some((value, p));
        }
    }
    let (value, p) = best.filter(|(value, _)| *value > -BLOCKED / 2)?;
    let placement = &model.placements[p];
    let starts = match model.windows_for(placement.runs.len()) {
        None => placement.runs.iter().map(|r| table.any[r.kind][r.site].start).collect(),
        Some(open) => dated_starts(model, placement, &table, open, weeks),
    };
    let picks =
        placement.runs.iter().zip(starts).map(|(r, start)| Pick { start, guarantee: once.prefers_guarantee(r) }).collect();
    Some((value, Choice { placement: p, picks }))
}

/// What a run of the goal at each of its sites pays for the rows that it uses once, whatever its days.
#[derive(Debug)]
pub struct OnceCosts {
    run: Vec<i64>,
    guarantee: Vec<i64>,
}

impl OnceCosts {
    /// The costs at this moment.
    #[must_use]
    pub fn of(problem: &Problem, goal: usize, costs: &Costs) -> Self {
        let rows = &problem.coupling.rows;
        let cost = |(row, amount): &(usize, i64)| costs.scalar[*row].of(&rows[*row], *amount);
        let uses = &problem.uses[goal];
        Self {
            run: uses.iter().map(|u| u.scalars.iter().map(cost).sum()).collect(),
            guarantee: uses.iter().map(|u| u.guarantee.map_or(0, |r| cost(&(r, 1)))).collect(),
        }
    }

    /// Whether the run is better as a guarantee course.
    #[must_use]
    pub fn prefers_guarantee(&self, run: &PlacedRun) -> bool {
        match (run.ordinary, run.guarantee) {
            (Some(ordinary), Some(guarantee)) => (guarantee - ordinary) * PER_MILLI > self.guarantee[run.site],
            (None, _) => true,
            (Some(_), None) => false,
        }
    }

    /// What the run loses as the other kind of run than the better one, where it may be both.
    #[must_use]
    pub fn loss_of_other(&self, run: &PlacedRun) -> Option<i64> {
        let (ordinary, guarantee) = (run.ordinary?, run.guarantee?);
        Some(((guarantee - ordinary) * PER_MILLI - self.guarantee[run.site]).abs())
    }

    /// Value of the placement without its dates, less these costs.
    #[must_use]
    pub fn value(&self, placement: &Placement) -> i64 {
        let run_value = |r: &PlacedRun| {
            let value = if self.prefers_guarantee(r) {
                r.guarantee.map(|v| v * PER_MILLI - self.guarantee[r.site])
            } else {
                r.ordinary.map(|v| v * PER_MILLI)
            };
            value.unwrap_or(NEVER) - self.run[r.site]
        };
        placement.value * PER_MILLI + placement.runs.iter().map(run_value).sum::<i64>()
    }
}
