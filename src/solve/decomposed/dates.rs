//! The best dates of one goal at given costs: the best start per site, per week, and per window where C05 keeps runs apart.
//! All values are net, in millionths.

use std::collections::BTreeMap;

use crate::domain::goal::{Origin, When};
use crate::formulation::coupling::PER_MILLI;
use crate::formulation::placement::{GoalModel, Placement, ValuedStart};
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Costs;

/// A value that no possible choice has; a hundred of them still fit in 64 bits.
pub const NEVER: i64 = -(1 << 54);

/// A best start: net value and position; `NEVER` when there is none.
#[derive(Debug, Clone, Copy)]
pub struct Best {
    /// Net value.
    pub net: i64,
    /// Position among the site's starts.
    pub start: usize,
}

const NONE: Best = Best { net: NEVER, start: usize::MAX };

/// Best starts of one goal at given costs.
pub struct Table {
    /// Per kind and site: best start of all.
    pub any: Vec<Vec<Best>>,
    /// Per site: best start of an extra run in each week.
    weekly_extra: Vec<Vec<Best>>,
    /// Per site: best start of a free required run in each week; empty where it equals the extra runs'.
    weekly_required: Vec<Vec<Best>>,
    /// Kind and site: best start in each week of runs that windows set apart.
    weekly_apart: BTreeMap<(usize, usize), Vec<Best>>,
}

/// Fills `nets` with what each start of the goal's site adds to a run that is no extra run and not set apart by windows, less the cost of
/// its days.
pub fn start_nets(problem: &Problem, goal: usize, site: usize, costs: &Costs, nets: &mut Vec<i64>) {
    let model = &problem.models[goal];
    let sums = &costs.lanes[problem.uses[goal][site].lane];
    let days = usize::from(model.days);
    let net = |s: &ValuedStart| {
        let from = usize::from(s.open);
        i64::from(s.date_value) * PER_MILLI - (sums[from + days] - sums[from])
    };
    nets.clear();
    nets.extend(model.sites[site].starts.iter().map(net));
    costs.windows.charge(model, site, nets);
}

/// Best total of the dates when free and extra runs take different open windows.
#[must_use]
pub fn dated_value(model: &GoalModel, placement: &Placement, table: &Table, open: &[bool], weeks: usize) -> i64 {
    let (total, options) = window_options(model, placement, table, open, weeks);
    total + apart(&options, &mut Vec::with_capacity(options.len()))
}

/// The starts that give [`dated_value`].
#[must_use]
pub fn dated_starts(model: &GoalModel, placement: &Placement, table: &Table, open: &[bool], weeks: usize) -> Vec<usize> {
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
    let free = |r: &&crate::formulation::placement::PlacedRun| model.kinds[r.kind].when == When::Free;
    let most = placement.runs.iter().filter(free).count();
    let mut total = 0;
    let mut options = Vec::with_capacity(most);
    for (run, placed) in placement.runs.iter().enumerate() {
        let kind = &model.kinds[placed.kind];
        if kind.when == When::Free {
            let weekly = table.weekly(placed.kind, kind.origin, placed.site);
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
    /// Looks at every possible start once.
    #[must_use]
    pub fn new(problem: &Problem, goal: usize, costs: &Costs) -> Self {
        let model = &problem.models[goal];
        let weeks = problem.parameters.weeks;
        let needs_weeks = model.windows.iter().any(|w| w.open.is_some());
        let wishes = model.sites.iter().any(|s| s.starts.iter().any(|t| t.wish_value != 0));
        let mut any = vec![vec![NONE; model.sites.len()]; model.kinds.len()];
        let mut weekly_extra = vec![Vec::new(); model.sites.len()];
        let mut weekly_required = vec![Vec::new(); model.sites.len()];
        let mut weekly_apart = BTreeMap::new();
        let mut nets: Vec<i64> = Vec::new();
        for (site, option) in model.sites.iter().enumerate() {
            start_nets(problem, goal, site, costs, &mut nets);
            if needs_weeks {
                weekly_extra[site] = by_week(&option.starts, &nets, weeks, wishes);
                if wishes {
                    weekly_required[site] = by_week(&option.starts, &nets, weeks, false);
                }
            }
            for (kind, this) in model.kinds.iter().enumerate().filter(|(_, k)| k.sites.contains(&site)) {
                let apart = costs.windows.set_apart(model, kind, site, &nets);
                any[kind][site] = best_of(model, kind, site, apart.as_ref().unwrap_or(&nets));
                if let Some(nets) = apart.filter(|_| needs_weeks) {
                    let weekly = by_week(&option.starts, &nets, weeks, this.origin == Origin::Assigned);
                    weekly_apart.insert((kind, site), weekly);
                }
            }
        }
        Self { any, weekly_extra, weekly_required, weekly_apart }
    }

    /// Best start per week of a run of this kind and origin at the site.
    fn weekly(&self, kind: usize, origin: Origin, site: usize) -> &[Best] {
        if let Some(apart) = self.weekly_apart.get(&(kind, site)) {
            apart
        } else if origin == Origin::Assigned || self.weekly_required[site].is_empty() {
            &self.weekly_extra[site]
        } else {
            &self.weekly_required[site]
        }
    }
}

/// Best start of a kind among all its starts at a site; the earliest of equals.
fn best_of(model: &GoalModel, kind: usize, site: usize, nets: &[i64]) -> Best {
    let starts = &model.sites[site].starts;
    let mut best = NONE;
    for i in model.start_range(kind, site) {
        let net = nets[i] + model.wish_value(kind, &starts[i]) * PER_MILLI;
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
