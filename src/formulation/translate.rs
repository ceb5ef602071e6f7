//! From a point of the annual programme to a plan, and back.
//!
//! A solver's point says which placement, which dates and which guarantees; everything else of a plan follows. The way back finds the
//! required run that each run of a plan stands for, and so also tells whether the plan keeps to C01, C02, C05 and C06.

use std::collections::{BTreeMap, VecDeque};

use crate::domain::calendar::Day;
use crate::domain::goal::{Origin, When};
use crate::domain::plan::{Plan, Run};
use crate::formulation::columns::{GoalColumns, Meaning, first_like};
use crate::formulation::constraints::c06_fixed;
use crate::formulation::model::AnnualModel;
use crate::formulation::objective::o08_guarantee;
use crate::formulation::placement::{GoalModel, PlacedRun, Placement};
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
        let places = self.places(model, runs)?;
        let mut wanted: Vec<Place> = places.clone();
        wanted.sort_unstable();
        let p = model.placements.iter().position(|p| places_of(model, p) == wanted)?;
        point[columns.placements[p]] = 1;
        for (run, place) in runs.iter().zip(&places) {
            let group = columns.starts.iter().find(|g| g.runs == runs.len() && (g.kind, g.site) == *place)?;
            let starts = &model.sites[place.1].starts;
            let (_, y) = group.columns.iter().find(|(t, _)| starts[*t].day == run.start)?;
            point[*y] += 1;
        }
        let mut guarantees: BTreeMap<Place, i64> = BTreeMap::new();
        for (run, place) in runs.iter().zip(&places) {
            *guarantees.entry(*place).or_default() += i64::from(run.guarantee);
        }
        for (r, placed) in model.placements[p].runs.iter().enumerate() {
            if let (Some(u), Some(left)) = (columns.guarantees.get(&(p, r)), guarantees.get_mut(&place_of(model, placed))) {
                point[*u] = i64::from(*left > 0);
                *left -= point[*u];
            }
        }
        Some(())
    }

    /// Kind and site of each run: every required kind has one run, all others are extra, and C05 holds.
    fn places(&self, model: &GoalModel, runs: &[Run]) -> Option<Vec<Place>> {
        let required: Vec<usize> = (0..model.kinds.len()).filter(|k| c06_fixed::is_required(model, *k)).collect();
        let extra = (0..model.kinds.len()).find(|k| !c06_fixed::is_required(model, *k));
        let sites: Vec<usize> = runs.iter().map(|r| model.sites.iter().position(|s| s.site == r.site)).collect::<Option<_>>()?;
        let fits = |kind: usize, run: usize| fits(model, kind, sites[run], &runs[run]);
        let (asked, added): (Vec<usize>, Vec<usize>) = (0..runs.len()).partition(|r| runs[*r].origin != Origin::Assigned);
        if asked.len() != required.len() || !added.iter().all(|r| extra.is_some_and(|k| fits(k, *r))) {
            return None;
        }
        let possible: Vec<Vec<bool>> = required.iter().map(|k| asked.iter().map(|r| fits(*k, *r)).collect()).collect();
        let order = match model.windows_for(runs.len()) {
            None => any_order(&possible),
            Some(open) => {
                let window = |run: usize| self.window(runs[run].start, open.len());
                let mut free = vec![true; open.len()];
                let apart = added.iter().all(|r| take(&mut free, open, window(*r)));
                let loose = |kind: usize| model.kinds[required[kind]].when == When::Free;
                let search = Search { possible: &possible, open, loose: &loose, window: &|a| window(asked[a]) };
                let mut order = Vec::new();
                (apart && search.extend(&mut order, &mut free)).then_some(order)
            }
        }?;
        let mut places: Vec<Place> = sites.iter().map(|s| (extra.unwrap_or(0), *s)).collect();
        for (kind, run) in order.into_iter().enumerate() {
            places[asked[run]].0 = first_like(model, required[kind]);
        }
        Some(places)
    }

    fn window(&self, day: Day, windows: usize) -> usize {
        crate::formulation::starts::window_of(self.instance.calendar.week(day), windows, self.instance.calendar.weeks())
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

/// A run for every required kind, where windows do not matter: the run of each kind.
fn any_order(possible: &[Vec<bool>]) -> Option<Vec<usize>> {
    let mut taken: Vec<Option<usize>> = vec![None; possible.len()];
    let all = (0..possible.len()).all(|kind| augment(kind, possible, &mut taken, &mut vec![false; possible.len()]));
    let mut order = vec![0; possible.len()];
    for (run, kind) in taken.into_iter().enumerate() {
        order[kind?] = run;
    }
    all.then_some(order)
}

/// Takes an open window that nobody has yet.
fn take(free: &mut [bool], open: &[bool], window: usize) -> bool {
    open[window] && std::mem::replace(&mut free[window], false)
}

/// A search for the run of each required kind, where free kinds must start in windows of their own; at most 8 runs.
struct Search<'a> {
    /// Whether the kind may be the run.
    possible: &'a [Vec<bool>],
    /// Open windows.
    open: &'a [bool],
    /// Whether the kind is free of dates.
    loose: &'a dyn Fn(usize) -> bool,
    /// Window of the run.
    window: &'a dyn Fn(usize) -> usize,
}

impl Search<'_> {
    /// Completes the list of runs, one per kind, if possible.
    fn extend(&self, order: &mut Vec<usize>, free: &mut Vec<bool>) -> bool {
        let kind = order.len();
        if kind == self.possible.len() {
            return true;
        }
        for run in 0..self.possible[kind].len() {
            if !self.possible[kind][run] || order.contains(&run) {
                continue;
            }
            let before = free.clone();
            if !(self.loose)(kind) || take(free, self.open, (self.window)(run)) {
                order.push(run);
                if self.extend(order, free) {
                    return true;
                }
                order.pop();
            }
            *free = before;
        }
        false
    }
}
