//! All choices of a goal that cost at most so much change.
//!
//! Placements that cost more whatever their dates are passed over; for the rest the dates of so many runs change as the cost allows. Where
//! that is too many, the list is cut, and says up to which cost it is complete.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::cost::{DEAREST, Spot, Table, in_common, spots_of};
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::{Choice, Pick};
use crate::solve::decomposed::runs::{rows_of_run, rows_used, window_taken};

/// Combinations of dates that are looked at for one placement.
const MOST_COMBINATIONS: usize = 90_000;

/// A choice with what it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Costed {
    /// What the change costs.
    pub cost: i64,
    /// What it is worth by itself, milli.
    pub value: i64,
    /// Runs of it that have other seats where one was before.
    pub swapped: i64,
    /// The choice.
    pub choice: Choice,
}

/// Choices of a goal, cheapest first, of equal cost those worth most first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// The choices.
    pub choices: Vec<Costed>,
    /// No choice of at most this cost is missing.
    pub complete_to: i64,
}

impl List {
    /// The least cost, where there is a choice.
    #[must_use]
    pub fn least(&self) -> Option<i64> {
        self.choices.first().map(|c| c.cost)
    }
}

/// What limits a list.
#[derive(Debug, Clone, Copy)]
pub struct Reach<'a> {
    /// Highest cost.
    pub cost: i64,
    /// Most choices.
    pub most: usize,
    /// What the goals that stay use of each row; choices that find no room beside them are left out.
    pub used: &'a [i64],
    /// For a goal that changes only to make way: the rows in question, and its choice on the table. A change that leaves all of them as
    /// they are helps nobody.
    pub way: Option<(&'a BTreeSet<usize>, &'a Choice)>,
}

/// A dated start of a run.
#[derive(Debug, Clone, Copy)]
struct Dated {
    pick: Pick,
    window: Option<usize>,
    worth: i64,
    /// A run of the plan on the table is at this site on this date, of this kind.
    kept: bool,
}

/// The choices within reach.
#[must_use]
pub fn list(problem: &Problem, table: &Table, goal: usize, reach: Reach<'_>) -> List {
    let mut lister = Lister { problem, table, goal, reach, whole: true, found: Vec::new() };
    for placement in 0..problem.models[goal].placements.len() {
        lister.placement(placement);
    }
    let Lister { whole, mut found, .. } = lister;
    // At no cost the runs of the goal could still change their parts among themselves (seats, least participants): nobody asked for that.
    if let Some((_, before)) = reach.way
        && found.iter().any(|c| c.choice == *before)
    {
        found.retain(|c| c.cost > 0 || c.choice == *before);
    }
    found.sort_by_key(|c| (c.cost, Reverse(c.value), c.choice.placement));
    let mut complete_to = reach.cost;
    if !whole {
        complete_to = found.first().map_or(-1, |c| c.cost - 1);
    }
    if let Some(cut) = found.get(reach.most) {
        complete_to = complete_to.min(cut.cost - 1);
        found.truncate(reach.most);
    }
    List { choices: found, complete_to }
}

/// The choices of at most `above` more than the least cost of the goal; empty where it has none at all.
#[must_use]
pub fn cheapest(problem: &Problem, table: &Table, goal: usize, above: i64, reach: Reach<'_>) -> List {
    let most = DEAREST * problem.models[goal].placements.last().map_or(0, |p| p.runs.len().max(table.of(goal).len())) as i64;
    for cost in 0..=most {
        let found = list(problem, table, goal, Reach { cost, ..reach });
        if found.least().is_some() {
            return if above == 0 { found } else { list(problem, table, goal, Reach { cost: cost + above, ..reach }) };
        }
    }
    List { choices: Vec::new(), complete_to: reach.cost }
}

struct Lister<'a> {
    problem: &'a Problem,
    table: &'a Table,
    goal: usize,
    reach: Reach<'a>,
    whole: bool,
    found: Vec<Costed>,
}

impl Lister<'_> {
    fn placement(&mut self, p: usize) {
        let model = &self.problem.models[self.goal];
        let runs = &model.placements[p].runs;
        let before = self.table.of(self.goal);
        let at = |r: &crate::formulation::placement::PlacedRun| {
            let option = &model.sites[r.site];
            Spot { school: Some(option.school), site: Some(option.site), start: None, guarantee: false }
        };
        let places: Vec<Spot> = runs.iter().map(at).collect();
        let sites = in_common(before, &places, |s| s.site);
        let schools = in_common(before, &places, |s| s.school);
        let undated = DEAREST * before.len().max(runs.len()) as i64 - sites - schools;
        // The cost falls by one for each date that is kept; at most one for each site that is.
        if undated - sites > self.reach.cost {
            return;
        }
        let keep = usize::try_from(undated - self.reach.cost).unwrap_or(0);
        let mut options: Vec<Vec<Dated>> = (0..runs.len()).map(|r| self.options(p, r)).collect();
        self.narrow(&mut options, runs.len().saturating_sub(keep));
        let may_change = runs.len().saturating_sub(keep);
        self.extend(p, &options, may_change, &mut Vec::new());
    }

    /// Leaves so many changed dates that the combinations can be looked at.
    fn narrow(&mut self, options: &mut [Vec<Dated>], may_change: usize) {
        let many = |most: usize| {
            let sizes = options.iter().map(|o| o.iter().filter(|d| !d.kept).count().min(most));
            let mut sizes: Vec<usize> = sizes.collect();
            sizes.sort_unstable_by_key(|n| Reverse(*n));
            sizes.iter().take(may_change).fold(1_usize, |n, size| n.saturating_mul((*size).max(1)))
        };
        let Some(most) = [usize::MAX, 300, 120, 45, 17, 8, 4].into_iter().find(|most| many(*most) <= MOST_COMBINATIONS) else {
            self.whole = false;
            for here in options.iter_mut() {
                here.truncate(2);
            }
            return;
        };
        for here in options.iter_mut() {
            let changed = here.iter().filter(|d| !d.kept).count();
            if changed > most {
                self.whole = false;
                here.sort_by_key(|d| (!d.kept, Reverse(d.worth), d.pick.start));
                here.truncate(here.len() - changed + most);
            }
        }
    }

    /// The starts of a run that find room.
    fn options(&self, p: usize, r: usize) -> Vec<Dated> {
        let model = &self.problem.models[self.goal];
        let placed = model.placements[p].runs[r];
        let option = &model.sites[placed.site];
        let open = model.windows_for(model.placements[p].runs.len());
        let capped = self.problem.uses[self.goal][placed.site].guarantee.is_some();
        let mut dated = Vec::new();
        for start in model.start_range(placed.kind, placed.site) {
            let window = window_taken(self.problem, self.goal, p, r, start);
            if window.is_some_and(|w| open.is_some_and(|open| !open[w])) {
                continue;
            }
            let day = option.starts[start].day;
            let here = |s: &&Spot| s.site == Some(option.site) && s.start == Some(day);
            let known = self.table.of(self.goal).iter().any(|s| here(&s));
            let both = placed.ordinary.is_some() && placed.guarantee.is_some();
            for guarantee in [false, true] {
                let Some(value) = (if guarantee { placed.guarantee } else { placed.ordinary }) else { continue };
                // Where nothing tells them apart, the better kind of run is enough.
                let other = if guarantee { placed.ordinary } else { placed.guarantee };
                let worse = other.is_some_and(|other| other > value || other == value && guarantee);
                if both && worse && !capped && !known {
                    continue;
                }
                let pick = Pick { start, guarantee };
                if rows_of_run(self.problem, self.goal, p, r, pick).all(|(row, amount)| self.room(row, amount)) {
                    let kept = self.table.of(self.goal).iter().any(|s| here(&s) && s.guarantee == guarantee);
                    let worth = value + model.start_value(placed.kind, &option.starts[start]);
                    dated.push(Dated { pick, window, worth, kept });
                }
            }
        }
        dated
    }

    fn room(&self, row: usize, amount: i64) -> bool {
        let data = &self.problem.coupling.rows[row];
        !data.tiers.is_empty() || self.reach.used[row] + amount <= data.capacity
    }

    fn extend(&mut self, p: usize, options: &[Vec<Dated>], may_change: usize, picked: &mut Vec<usize>) {
        let r = picked.len();
        if r == options.len() {
            self.offer(p, options, picked);
            return;
        }
        for o in 0..options[r].len() {
            let this = &options[r][o];
            if !this.kept && may_change == 0 || !self.goes_with(p, options, picked, this) {
                continue;
            }
            let left = may_change - usize::from(!this.kept);
            picked.push(o);
            self.extend(p, options, left, picked);
            picked.pop();
        }
    }

    /// Windows apart, and equal runs in one order only.
    fn goes_with(&self, p: usize, options: &[Vec<Dated>], picked: &[usize], this: &Dated) -> bool {
        let runs = &self.problem.models[self.goal].placements[p].runs;
        let now = &runs[picked.len()];
        picked.iter().enumerate().all(|(q, o)| {
            let other = &options[q][*o];
            let apart = this.window.is_none() || this.window != other.window;
            apart && ((runs[q].kind, runs[q].site) != (now.kind, now.site) || other.pick.start < this.pick.start)
        })
    }

    fn offer(&mut self, p: usize, options: &[Vec<Dated>], picked: &[usize]) {
        let choice = Choice { placement: p, picks: picked.iter().enumerate().map(|(r, o)| options[r][*o].pick).collect() };
        let cost = self.table.cost(self.goal, &spots_of(self.problem, self.goal, &choice));
        if cost > self.reach.cost || cost > 0 && !self.makes_way(&choice) || picked.len() > 1 && !self.fits(&choice) {
            return;
        }
        let value = choice.own_value(&self.problem.models[self.goal]);
        let swapped = self.table.swapped(self.problem, self.goal, &choice);
        self.found.push(Costed { cost, value, swapped, choice });
    }

    /// Uses less of one of the rows in question, where there are any.
    fn makes_way(&self, choice: &Choice) -> bool {
        let Some((rows, before)) = self.reach.way else { return true };
        let sum = |choice: &Choice, row: usize| -> i64 {
            rows_used(self.problem, self.goal, choice).filter(|(r, _)| *r == row).map(|(_, amount)| amount).sum()
        };
        let asked = rows_used(self.problem, self.goal, before).map(|(row, _)| row).filter(|row| rows.contains(row));
        asked.into_iter().any(|row| sum(choice, row) < sum(before, row))
    }

    /// Room for all runs together.
    fn fits(&self, choice: &Choice) -> bool {
        let mut amounts: Vec<(usize, i64)> = rows_used(self.problem, self.goal, choice).collect();
        amounts.sort_unstable();
        let sums = amounts.chunk_by(|a, b| a.0 == b.0);
        sums.into_iter().all(|same| self.room(same[0].0, same.iter().map(|(_, amount)| amount).sum()))
    }
}
