//! From a point of the annual programme to a plan, and back.
//!
//! A solver's point says which placement, which dates and which guarantees; everything else of a plan follows. The way back finds the
//! required run that each run of a plan stands for, and so also tells whether the plan keeps to C01, C02, C05 and C06.

use std::collections::{BTreeMap, VecDeque};

use crate::domain::calendar::{Calendar, Day};
use crate::domain::goal::{Origin, When};
use crate::domain::plan::{Plan, Run};
use crate::formulation::columns::{GoalColumns, Meaning, first_like};
use crate::formulation::constraints::c06_fixed;
use crate::formulation::model::AnnualModel;
use crate::formulation::objective::o08_guarantee;
use crate::formulation::placement::{GoalModel, PlacedRun, Placement};
use crate::formulation::starts::window_of;
use crate::formulation::windows::augment;

/// Kind (first of its likes) and site of a run.
type Place = (usize, usize);

impl AnnualModel<'_> {
    /// The plan that a point with one whole number per column describes; `None` if a run lacks a start.
    #[must_use]
    pub fn plan(&self, point: &[i64]) -> Option<Plan> {
        let mut runs = Vec::new();
        for (model, columns) in self.goals.iter().zip(&self.columns.of_goal) {
            if let Some(p) = columns.placements.iter().position(|z| point[*z] == 1) {
                runs.extend(dated(model, columns, p, point)?);
            }
        }
        Some(Plan::new(runs))
    }

    /// The point of a plan; `None` if the plan fits no placement. Rows that tie goals together are not looked at.
    #[must_use]
    pub fn point(&self, plan: &Plan) -> Option<Vec<i64>> {
        let mut point = vec![0; self.linear.columns.len()];
        for (model, columns) in self.goals.iter().zip(&self.columns.of_goal) {
            let runs = plan.runs_of(model.goal);
            if !runs.is_empty() {
                self.place(model, columns, runs, &mut point)?;
            } else if let Some(gap) = columns.gap {
                point[gap] = 1;
            } else if !model.may_rest {
                return None;
            }
        }
        self.fill_soft_rows(&mut point);
        Some(point)
    }

    fn place(&self, model: &GoalModel, columns: &GoalColumns, runs: &[Run], point: &mut [i64]) -> Option<()> {
        let (p, order) = placement_of(self.instance.calendar, model, runs)?;
        point[columns.placements[p]] = 1;
        for (r, (placed, run)) in model.placements[p].runs.iter().zip(order.iter().map(|r| &runs[*r])).enumerate() {
            let place = place_of(model, placed);
            let group = columns.starts.iter().find(|g| g.runs == runs.len() && (g.kind, g.site) == place)?;
            let starts = &model.sites[placed.site].starts;
            let (_, y) = group.columns.iter().find(|(t, _)| starts[*t].day == run.start)?;
            point[*y] += 1;
            if let Some(u) = columns.guarantees.get(&(p, r)) {
                point[*u] = i64::from(run.guarantee);
            }
        }
        Some(())
    }

    /// Fills the over columns, cheapest tier first.
    fn fill_soft_rows(&self, point: &mut [i64]) {
        for row in &self.linear.rows {
            let mut over = row.activity(point) - i128::from(row.upper.unwrap_or(0));
            for (column, _) in &row.terms {
                if matches!(self.columns.meanings[*column], Meaning::Over { .. }) {
                    let width = self.linear.columns[*column].upper.map_or(over, i128::from);
                    let here = over.clamp(0, width.max(0));
                    point[*column] = here as i64;
                    over -= here;
                }
            }
        }
    }
}

/// Kind (first of its likes) and site of each run of a goal: every required kind has one run, all others are extra, and C05 holds.
/// `None` if the runs fit no placement.
fn places(calendar: Calendar, model: &GoalModel, runs: &[Run]) -> Option<Vec<Place>> {
    let required: Vec<usize> = (0..model.kinds.len()).filter(|k| c06_fixed::is_required(model, *k)).collect();
    let extra = (0..model.kinds.len()).find(|k| !c06_fixed::is_required(model, *k));
    let sites: Vec<usize> = runs.iter().map(|r| model.sites.iter().position(|s| s.site == r.site)).collect::<Option<_>>()?;
    let fits = |kind: usize, run: usize| fits(model, kind, sites[run], &runs[run]);
    let (asked, added): (Vec<usize>, Vec<usize>) = (0..runs.len()).partition(|r| runs[*r].origin != Origin::Assigned);
    if asked.len() != required.len() || !added.iter().all(|r| extra.is_some_and(|k| fits(k, *r))) {
        return None;
    }
    let possible: Vec<Vec<bool>> = required.iter().map(|k| asked.iter().map(|r| fits(*k, *r)).collect()).collect();
    let none = vec![None; required.len()];
    let order = match model.windows_for(runs.len()) {
        None => any_order(&possible, none),
        Some(open) => {
            let window = |run: usize| window_of(calendar.week(runs[run].start), open.len(), calendar.weeks());
            let mut free = vec![true; open.len()];
            let apart = added.iter().all(|r| take(&mut free, open, window(*r)));
            let loose: Vec<usize> = (0..required.len()).filter(|k| model.kinds[required[*k]].when == When::Free).collect();
            let search = Search { possible: &possible, open, loose: &loose, window: &|a| window(asked[a]) };
            apart.then(|| search.order(0, &mut none.clone(), &free)).flatten()
        }
    }?;
    let mut places: Vec<Place> = sites.iter().map(|s| (extra.unwrap_or(0), *s)).collect();
    for (kind, run) in order.into_iter().enumerate() {
        places[asked[run]].0 = first_like(model, required[kind]);
    }
    Some(places)
}

/// The placement that the runs of a goal stand for, and which of the runs each of its runs is: positions in `placements` and in `runs`.
/// `None` if they fit no placement. Rows that tie goals together are not looked at.
#[must_use]
pub fn placement_of(calendar: Calendar, model: &GoalModel, runs: &[Run]) -> Option<(usize, Vec<usize>)> {
    let places = places(calendar, model, runs)?;
    let mut wanted = places.clone();
    wanted.sort_unstable();
    let p = model.placements.iter().position(|p| places_of(model, p) == wanted)?;
    let mut left: Vec<usize> = (0..runs.len()).collect();
    let mut order = Vec::with_capacity(runs.len());
    for placed in &model.placements[p].runs {
        let at = left.iter().position(|r| places[*r] == place_of(model, placed))?;
        order.push(left.remove(at));
    }
    Some((p, order))
}

/// Whether the run can be one of this kind, seats and guarantee included.
fn fits(model: &GoalModel, kind: usize, site: usize, run: &Run) -> bool {
    let this = &model.kinds[kind];
    let start = model.sites[site].starts.iter().find(|s| s.day == run.start);
    let least = if run.guarantee { o08_guarantee::minimum(this.min) } else { this.min };
    this.sites.contains(&site)
        && start.is_some_and(|s| model.starts_within(kind, s))
        && this.guarantee.is_none_or(|g| g == run.guarantee)
        && (least, this.max, this.origin) == (run.min, run.max, run.origin)
}

fn place_of(model: &GoalModel, run: &PlacedRun) -> Place {
    (first_like(model, run.kind), run.site)
}

fn places_of(model: &GoalModel, placement: &Placement) -> Vec<Place> {
    let mut places: Vec<Place> = placement.runs.iter().map(|r| place_of(model, r)).collect();
    places.sort_unstable();
    places
}

/// Runs of placement `p` with the starts and guarantees of the point; runs alike take the starts in order of date.
fn dated(model: &GoalModel, columns: &GoalColumns, p: usize, point: &[i64]) -> Option<Vec<Run>> {
    let placement = &model.placements[p];
    let mut days: BTreeMap<Place, VecDeque<Day>> = BTreeMap::new();
    for group in columns.starts.iter().filter(|g| g.runs == placement.runs.len()) {
        for (start, y) in &group.columns {
            let times = usize::try_from(point[*y]).unwrap_or(0);
            let day = model.sites[group.site].starts[*start].day;
            days.entry((group.kind, group.site)).or_default().extend(std::iter::repeat_n(day, times));
        }
    }
    let run_of = |(r, placed): (usize, &PlacedRun)| {
        let start = days.get_mut(&place_of(model, placed))?.pop_front()?;
        let kind = &model.kinds[placed.kind];
        let guarantee = columns.guarantees.get(&(p, r)).map_or(placed.ordinary.is_none(), |u| point[*u] == 1);
        let min = if guarantee { o08_guarantee::minimum(kind.min) } else { kind.min };
        let site = model.sites[placed.site].site;
        Some(Run { goal: model.goal, start, site, guarantee, min, max: kind.max, origin: kind.origin })
    };
    placement.runs.iter().enumerate().map(run_of).collect()
}

/// A run for every required kind that has none yet: the run of each kind.
fn any_order(possible: &[Vec<bool>], mut order: Vec<Option<usize>>) -> Option<Vec<usize>> {
    let runs = possible.first().map_or(0, Vec::len);
    let left: Vec<usize> = (0..order.len()).filter(|kind| order[*kind].is_none()).collect();
    let free = |run: usize| !order.contains(&Some(run));
    let may: Vec<Vec<bool>> = left.iter().map(|kind| (0..runs).map(|run| possible[*kind][run] && free(run)).collect()).collect();
    let mut taken: Vec<Option<usize>> = vec![None; runs];
    if !(0..left.len()).all(|kind| augment(kind, &may, &mut taken, &mut vec![false; runs])) {
        return None;
    }
    for (run, kind) in taken.into_iter().enumerate() {
        if let Some(kind) = kind {
            order[left[kind]] = Some(run);
        }
    }
    order.into_iter().collect()
}

/// Takes an open window that nobody has yet.
fn take(free: &mut [bool], open: &[bool], window: usize) -> bool {
    open[window] && std::mem::replace(&mut free[window], false)
}

/// A search for the runs of the free required kinds, at most [`MOST_APART`](crate::formulation::placement::MOST_APART), which must start
/// in windows of their own; the fixed kinds take what is left.
struct Search<'a> {
    /// Whether the kind may be the run.
    possible: &'a [Vec<bool>],
    /// Open windows.
    open: &'a [bool],
    /// Free kinds.
    loose: &'a [usize],
    /// Window of the run.
    window: &'a dyn Fn(usize) -> usize,
}

impl Search<'_> {
    /// The run of each kind, if there is a way: `done` free kinds have theirs in `order`, and their windows are no longer `free`.
    fn order(&self, done: usize, order: &mut Vec<Option<usize>>, free: &[bool]) -> Option<Vec<usize>> {
        let Some(kind) = self.loose.get(done).copied() else { return any_order(self.possible, order.clone()) };
        for run in 0..self.possible[kind].len() {
            let mut rest = free.to_vec();
            if self.possible[kind][run] && !order.contains(&Some(run)) && take(&mut rest, self.open, (self.window)(run)) {
                order[kind] = Some(run);
                if let Some(found) = self.order(done + 1, order, &rest) {
                    return Some(found);
                }
                order[kind] = None;
            }
        }
        None
    }
}
