//! The best placement and dates of one goal at given costs of the rows: exact, by enumeration of placements and,
//! per site, a window of prefix sums over its open days. Costs and net values are in millionths, as prices are.

use crate::domain::goal::{Origin, When};
use crate::formulation::coupling::{PER_MILLI, Row};
use crate::formulation::objective::excess_cost;
use crate::formulation::placement::{GoalModel, PlacedRun, Placement, RunKind, ValuedStart};
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
    /// Per site: best start of an extra run in each week.
    weekly_extra: Vec<Vec<Best>>,
    /// Per site: best start of a free required run in each week; empty where it equals the extra runs'.
    weekly_required: Vec<Vec<Best>>,
}

/// The best choice at these costs and its net value in millionths, or `None` when the goal cannot run at all.
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
    let guarantee = |r: &PlacedRun| prefers_guarantee(r, guarantee_cost[r.site]);
    let picks = placement.runs.iter().zip(starts).map(|(r, start)| Pick { start, guarantee: guarantee(r) }).collect();
    Some((value, Choice { placement: p, picks }))
}

fn prefers_guarantee(run: &PlacedRun, cost: i64) -> bool {
    match (run.ordinary, run.guarantee) {
        (Some(ordinary), Some(guarantee)) => (guarantee - ordinary) * PER_MILLI > cost,
        (None, _) => true,
        (Some(_), None) => false,
    }
}

/// Value of the placement without its dates, less the rows used once a run.
fn static_value(placement: &Placement, run_cost: &[i64], guarantee_cost: &[i64]) -> i64 {
    let run_value = |r: &PlacedRun| {
        let value = if prefers_guarantee(r, guarantee_cost[r.site]) {
            r.guarantee.map(|v| v * PER_MILLI - guarantee_cost[r.site])
        } else {
            r.ordinary.map(|v| v * PER_MILLI)
        };
        value.unwrap_or(NEVER) - run_cost[r.site]
    };
    placement.value * PER_MILLI + placement.runs.iter().map(run_value).sum::<i64>()
}

/// Best total of the dates when free and extra runs take different open windows.
fn dated_value(model: &GoalModel, placement: &Placement, table: &Table, open: &[bool], weeks: usize) -> i64 {
    let (total, options) = window_options(model, placement, table, open, weeks);
    total + apart(&options, &mut Vec::with_capacity(options.len()))
}

/// The starts that give [`dated_value`].
fn dated_starts(model: &GoalModel, placement: &Placement, table: &Table, open: &[bool], weeks: usize) -> Vec<usize> {
    let mut starts: Vec<usize> = placement.runs.iter().map(|r| table.any[r.kind][r.site].start).collect();
    let (_, options) = window_options(model, placement, table, open, weeks);
    let mut taken = Vec::new();
    for i in 0..options.len() {
        // The first window that still leads to the best total: the same answer every time.
        let rest = &options[i + 1..];
        let goal = apart(&options[i..], &mut taken);
        for (window, best) in options[i].ranked.iter().filter(|(w, _)| !taken.contains(w)).copied().collect::<Vec<_>>() {
            taken.push(window);
            if best.net + apart(rest, &mut taken) == goal {
                starts[options[i].run] = best.start;
                break;
            }
            taken.pop();
        }
    }
    starts
}

/// A run that windows concern, and its best windows, best first: as many as there are such runs, since the others can take no more.
struct WindowOption {
    run: usize,
    ranked: Vec<(usize, Best)>,
}

/// Total of the runs that windows do not concern, and the options of the others.
fn window_options(
    model: &GoalModel,
    placement: &Placement,
    table: &Table,
    open: &[bool],
    weeks: usize,
) -> (i64, Vec<WindowOption>) {
    let free = |r: &&PlacedRun| model.kinds[r.kind].when == When::Free;
    let most = placement.runs.iter().filter(free).count();
    let mut total = 0;
    let mut options = Vec::with_capacity(most);
    for (run, placed) in placement.runs.iter().enumerate() {
        let kind = &model.kinds[placed.kind];
        if kind.when == When::Free {
            let weekly = table.weekly(kind.origin, placed.site);
            options.push(WindowOption { run, ranked: best_windows(weekly, open, weeks, most) });
        } else {
            total += table.any[placed.kind][placed.site].net;
        }
    }
    (total, options)
}

/// The best `most` open windows and the best start in each, best first, earliest first among equals.
fn best_windows(weekly: &[Best], open: &[bool], weeks: usize, most: usize) -> Vec<(usize, Best)> {
    let mut ranked: Vec<(usize, Best)> = Vec::with_capacity(most + 1);
    let mut week = 0;
    for (window, is_open) in open.iter().enumerate() {
        let mut best = NONE;
        while week < weeks && week * open.len() / weeks == window {
            if weekly[week].net > best.net {
                best = weekly[week];
            }
            week += 1;
        }
        if *is_open && best.net > NEVER {
            let at = ranked.partition_point(|(_, b)| b.net >= best.net);
            if at < most {
                ranked.insert(at, (window, best));
                ranked.truncate(most);
            }
        }
    }
    ranked
}

/// Largest total when each run takes a window of its own that is not taken yet; far below 0 when there is none.
fn apart(options: &[WindowOption], taken: &mut Vec<usize>) -> i64 {
    let Some((first, rest)) = options.split_first() else { return 0 };
    let mut best = NEVER;
    for (window, here) in &first.ranked {
        if !taken.contains(window) {
            taken.push(*window);
            best = best.max(here.net + apart(rest, taken));
            taken.pop();
        }
    }
    best
}

impl Table {
    fn new(problem: &Problem, model: &GoalModel, uses: &[SiteUse], costs: &Costs) -> Self {
        let weeks = problem.parameters.weeks;
        let needs_weeks = model.windows.iter().any(|w| w.open.is_some());
        let wishes = model.sites.iter().any(|s| s.starts.iter().any(|t| t.wish_value != 0));
        let mut any = vec![vec![NONE; model.sites.len()]; model.kinds.len()];
        let mut weekly_extra = vec![Vec::new(); model.sites.len()];
        let mut weekly_required = vec![Vec::new(); model.sites.len()];
        let mut nets: Vec<i64> = Vec::new();
        for (site, option) in model.sites.iter().enumerate() {
            let sums = &costs.lanes[uses[site].lane];
            let days = usize::from(model.days);
            nets.clear();
            nets.extend(option.starts.iter().map(|s| {
                let from = usize::from(s.open);
                i64::from(s.date_value) * PER_MILLI - (sums[from + days] - sums[from])
            }));
            if needs_weeks {
                weekly_extra[site] = by_week(&option.starts, &nets, weeks, wishes);
                if wishes {
                    weekly_required[site] = by_week(&option.starts, &nets, weeks, false);
                }
            }
            for (kind, this) in model.kinds.iter().enumerate().filter(|(_, k)| k.sites.contains(&site)) {
                any[kind][site] = best_of(this, &option.starts, &nets);
            }
        }
        Self { any, weekly_extra, weekly_required }
    }

    /// Best start per week of a run of this origin at the site.
    fn weekly(&self, origin: Origin, site: usize) -> &[Best] {
        if origin == Origin::Assigned || self.weekly_required[site].is_empty() {
            &self.weekly_extra[site]
        } else {
            &self.weekly_required[site]
        }
    }
}

/// Best start of a kind among all its starts at a site; the earliest of equals.
fn best_of(kind: &RunKind, starts: &[ValuedStart], nets: &[i64]) -> Best {
    let range = match kind.when {
        When::Free => 0..starts.len(),
        When::Fixed(first, last) => starts.partition_point(|s| s.day < first)..starts.partition_point(|s| s.day <= last),
    };
    let extra = kind.origin == Origin::Assigned;
    let mut best = NONE;
    for i in range {
        let net = nets[i] + if extra { i64::from(starts[i].wish_value) * PER_MILLI } else { 0 };
        if net > best.net {
            best = Best { net, start: i };
        }
    }
    best
}

/// Best start in each week; the earliest of equals.
fn by_week(starts: &[ValuedStart], nets: &[i64], weeks: usize, wishes: bool) -> Vec<Best> {
    let mut best = vec![NONE; weeks];
    for (start, (s, net)) in starts.iter().zip(nets).enumerate() {
        let net = net + if wishes { i64::from(s.wish_value) * PER_MILLI } else { 0 };
        let week = &mut best[usize::from(s.week.0)];
        if net > week.net {
            *week = Best { net, start };
        }
    }
    best
}
