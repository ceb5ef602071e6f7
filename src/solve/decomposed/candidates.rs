//! The best choices of one goal at given costs: the columns of a restricted programme.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::domain::goal::When;
use crate::formulation::coupling::PER_MILLI;
use crate::formulation::placement::{PlacedRun, Placement};
use crate::solve::decomposed::dates::{NEVER, start_nets};
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::{BLOCKED, Choice, Costs, OnceCosts, Pick};

/// How many choices to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width {
    /// Most choices of the goal.
    pub most: usize,
    /// Most choices with the same placement, and most starts that a run is tried with.
    pub dates: usize,
    /// Largest loss against the best choice, millionths.
    pub loss: i64,
}

impl Width {
    /// Whatever the loss.
    #[must_use]
    pub const fn any(most: usize, dates: usize) -> Self {
        Self { most, dates, loss: i64::MAX }
    }
}

/// A start with what it adds at the costs.
#[derive(Debug, Clone, Copy)]
struct Dated {
    net: i64,
    start: usize,
    /// The window it takes, where C05 concerns the run.
    window: Option<usize>,
}

/// The best choices, best first, with their net values in millionths. Ties go to the first placement and the earliest starts.
///
/// Where a guarantee course has a price, both kinds of run are listed.
#[must_use]
pub fn candidates(problem: &Problem, goal: usize, costs: &Costs, width: Width) -> Vec<(i64, Choice)> {
    let listing = Listing { problem, goal, costs, once: OnceCosts::of(problem, goal, costs), width };
    let nets = listing.nets();
    let model = &problem.models[goal];
    let mut order: Vec<(i64, usize)> = Vec::with_capacity(model.placements.len());
    for (p, placement) in model.placements.iter().enumerate() {
        let loose: i64 = placement.runs.iter().map(|r| listing.best(r, &nets)).sum::<i64>() + listing.once.value(placement);
        if loose > -BLOCKED / 2 {
            order.push((loose, p));
        }
    }
    order.sort_unstable_by_key(|(loose, p)| (Reverse(*loose), *p));
    let mut found: Vec<(i64, Choice)> = Vec::new();
    let close = |net: i64, found: &[(i64, Choice)]| found.first().is_none_or(|(best, _)| best - net <= width.loss);
    for (loose, p) in order {
        if !close(loose, &found) || found.len() >= width.most && found[width.most - 1].0 >= loose {
            break;
        }
        found.extend(listing.dated(p, &nets));
        found.sort_by_key(|(net, choice)| (Reverse(*net), choice.placement));
        found.truncate(width.most);
        let kept = found.iter().take_while(|(net, _)| close(*net, &found)).count();
        found.truncate(kept);
    }
    listing.with_other_guarantees(found)
}

/// What starts add: per site, and per kind and site for runs that windows set apart.
struct Nets {
    plain: Vec<Vec<i64>>,
    apart: BTreeMap<(usize, usize), Vec<i64>>,
}

impl Nets {
    fn of(&self, run: &PlacedRun) -> &[i64] {
        self.apart.get(&(run.kind, run.site)).unwrap_or(&self.plain[run.site])
    }
}

struct Listing<'a> {
    problem: &'a Problem,
    goal: usize,
    costs: &'a Costs,
    once: OnceCosts,
    width: Width,
}

impl Listing<'_> {
    /// What each start adds to a run apart from its wished week.
    fn nets(&self) -> Nets {
        let model = &self.problem.models[self.goal];
        let mut nets = Nets { plain: vec![Vec::new(); model.sites.len()], apart: BTreeMap::new() };
        for (site, plain) in nets.plain.iter_mut().enumerate() {
            start_nets(self.problem, self.goal, site, self.costs, plain);
            for kind in 0..model.kinds.len() {
                let apart = self.costs.windows.set_apart(model, kind, site, plain);
                nets.apart.extend(apart.map(|apart| ((kind, site), apart)));
            }
        }
        nets
    }

    fn net(&self, run: &PlacedRun, start: usize, nets: &Nets) -> i64 {
        let model = &self.problem.models[self.goal];
        nets.of(run)[start] + model.wish_value(run.kind, &model.sites[run.site].starts[start]) * PER_MILLI
    }

    fn best(&self, run: &PlacedRun, nets: &Nets) -> i64 {
        self.problem.models[self.goal].start_range(run.kind, run.site).map(|i| self.net(run, i, nets)).max().unwrap_or(NEVER)
    }

    /// The best choices with this placement.
    fn dated(&self, p: usize, nets: &Nets) -> Vec<(i64, Choice)> {
        let model = &self.problem.models[self.goal];
        let placement = &model.placements[p];
        let open = model.windows_for(placement.runs.len());
        let options: Vec<Vec<Dated>> = placement.runs.iter().map(|r| self.options(r, open, nets)).collect();
        let mut partial: Vec<(i64, Vec<usize>)> = vec![(self.once.value(placement), Vec::new())];
        for (r, here) in options.iter().enumerate() {
            let mut next = Vec::with_capacity(partial.len() * here.len());
            for (net, picked) in &partial {
                for (o, option) in here.iter().enumerate() {
                    if goes_with(placement, &options, picked, r, option) {
                        let mut picked = picked.clone();
                        picked.push(o);
                        next.push((net + option.net, picked));
                    }
                }
            }
            next.sort_by_key(|(net, _)| Reverse(*net));
            next.truncate(4 * self.width.dates);
            partial = next;
        }
        partial.truncate(self.width.dates);
        let choice = |(net, picked): (i64, Vec<usize>)| {
            let pick = |(r, o): (usize, &usize)| Pick {
                start: options[r][*o].start,
                guarantee: self.once.prefers_guarantee(&placement.runs[r]),
            };
            (net, Choice { placement: p, picks: picked.iter().enumerate().map(pick).collect() })
        };
        partial.into_iter().map(choice).filter(|(net, _)| *net > -BLOCKED / 2).collect()
    }

    /// The best starts of a run; where runs have to be apart, the best of every open window.
    fn options(&self, run: &PlacedRun, open: Option<&[bool]>, nets: &Nets) -> Vec<Dated> {
        let model = &self.problem.models[self.goal];
        let open = open.filter(|_| model.kinds[run.kind].when == When::Free);
        let starts = &model.sites[run.site].starts;
        let dated = |start: usize| Dated {
            net: self.net(run, start, nets),
            start,
            window: open.map(|open| self.problem.parameters.window(starts[start].week, open.len())),
        };
        let allowed = |d: &Dated| d.net > -BLOCKED / 2 && d.window.is_none_or(|w| open.is_some_and(|open| open[w]));
        let mut all: Vec<Dated> = model.start_range(run.kind, run.site).map(dated).filter(allowed).collect();
        all.sort_unstable_by_key(|d| (Reverse(d.net), d.start));
        let windows = open.map_or(1, <[bool]>::len);
        let most = self.width.dates.div_ceil(windows);
        let mut taken = vec![0; windows];
        all.retain(|d| {
            taken[d.window.unwrap_or(0)] += 1;
            taken[d.window.unwrap_or(0)] <= most
        });
        all
    }

    /// Adds each choice once more with the other kind of run where a guarantee course uses a row.
    fn with_other_guarantees(&self, mut found: Vec<(i64, Choice)>) -> Vec<(i64, Choice)> {
        let model = &self.problem.models[self.goal];
        let mut more = Vec::new();
        for (net, choice) in &found {
            for (r, run) in model.placements[choice.placement].runs.iter().enumerate() {
                let capped = self.problem.uses[self.goal][run.site].guarantee.is_some();
                if let (true, Some(loss)) = (capped, self.once.loss_of_other(run)) {
                    let mut other = choice.clone();
                    other.picks[r].guarantee = !other.picks[r].guarantee;
                    more.push((net - loss, other));
                }
            }
        }
        found.extend(more.into_iter().filter(|(net, _)| *net > -BLOCKED / 2));
        found.sort_by_key(|(net, choice)| (Reverse(*net), choice.placement));
        found
    }
}

/// Whether the run may take this start beside those picked for the runs before: windows apart, equal runs in one order only.
fn goes_with(placement: &Placement, options: &[Vec<Dated>], picked: &[usize], r: usize, option: &Dated) -> bool {
    let this = &placement.runs[r];
    picked.iter().enumerate().all(|(q, o)| {
        let (before, other) = (&placement.runs[q], &options[q][*o]);
        let apart = option.window.is_none() || option.window != other.window;
        let ordered = (before.kind, before.site) != (this.kind, this.site) || other.start < option.start;
        apart && ordered
    })
}
