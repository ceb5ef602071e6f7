//! Finding windows (`formulation::room_window`) that the answers to the prices break on average.
//!
//! The mean of the goals' answers over many steps comes close to an optimal point of the linear relaxation. What a window row forbids in
//! that point is what single days cannot say, e.g. a long course that would have to lie across a week in which another goal's run surely
//! falls. Only few windows matter: on the national preset fewer than a hundred close most of what single days leave open.

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::domain::ids::{GoalIx, SiteIx};
use crate::formulation::room_window::RoomWindow;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;

/// What a window must be over its rooms, on average, to become a row.
const LEAST_EXCESS: f64 = 0.2;

/// New windows of a site at a time.
const MOST_AT_A_SITE: usize = 12;

/// How often each run was answered with.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    steps: u32,
    /// Per site: goal, kind and first open day of a run, with its number of answers.
    runs: Vec<BTreeMap<(GoalIx, usize, u16), u32>>,
}

/// A run that is in a part of the answers.
struct Partial {
    goal: GoalIx,
    kind: usize,
    open: u16,
    days: u16,
    /// A window may set it apart.
    single: bool,
    part: f64,
}

impl Partial {
    /// The window that sets this run apart.
    fn window(&self, site: SiteIx, (first, last): (u16, u16)) -> RoomWindow {
        RoomWindow { site, goal: self.goal, kind: self.kind, first, last }
    }
}

impl Answers {
    /// Counts the answers of one step; those of goals that rather rest are left out.
    pub fn count<'a>(&mut self, problem: &Problem, answers: impl Iterator<Item = (usize, &'a Choice)>) {
        self.steps += 1;
        self.runs.resize_with(problem.coupling.room.len(), BTreeMap::new);
        for (goal, choice) in answers {
            let model = &problem.models[goal];
            for (run, pick) in model.placements[choice.placement].runs.iter().zip(&choice.picks) {
                let option = &model.sites[run.site];
                let open = option.starts[pick.start].open;
                *self.runs[option.site.index()].entry((model.goal, run.kind, open)).or_default() += 1;
            }
        }
    }

    /// The windows that the mean answer breaks most, sites in order.
    #[must_use]
    pub fn broken(&self, problem: &Problem) -> Vec<RoomWindow> {
        let of_site = |site: usize| self.broken_at(problem, SiteIx::from(site));
        (0..self.runs.len()).into_par_iter().flat_map_iter(of_site).collect()
    }

    fn broken_at(&self, problem: &Problem, site: SiteIx) -> Vec<RoomWindow> {
        let partial = |((goal, kind, open), count): (&(GoalIx, usize, u16), &u32)| Partial {
            goal: *goal,
            kind: *kind,
            open: *open,
            days: problem.models[goal.index()].days,
            single: problem.models[goal.index()].is_single(*kind),
            part: f64::from(*count) / f64::from(self.steps),
        };
        let runs: Vec<Partial> = self.runs[site.index()].iter().map(partial).collect();
        let (Some(first), Some(end)) = (runs.iter().map(|r| r.open).min(), runs.iter().map(|r| r.open + r.days).max()) else {
            return Vec::new();
        };
        let mut worst: BTreeMap<(GoalIx, usize), (f64, RoomWindow)> = BTreeMap::new();
        for from in first..end {
            for to in from + 1..end {
                let holds = |r: &&Partial| r.window(site, (from, to)).is_held(r.open, r.days);
                let held: f64 = runs.iter().filter(holds).map(|r| r.part).sum();
                if held < LEAST_EXCESS {
                    break;
                }
                for (excess, window) in excesses(problem, site, &runs, (from, to), held) {
                    let key = (window.goal, window.kind);
                    if excess > LEAST_EXCESS && worst.get(&key).is_none_or(|(most, _)| excess > *most) {
                        worst.insert(key, (excess, window));
                    }
                }
            }
        }
        let mut found: Vec<(f64, RoomWindow)> = worst.into_values().collect();
        found.sort_by(|(a, v), (b, w)| b.total_cmp(a).then(v.cmp(w)));
        found.truncate(MOST_AT_A_SITE);
        found.into_iter().map(|(_, window)| window).collect()
    }
}

/// For each run that may be set apart and is there on a day of the window: what the row is over its rooms.
fn excesses(problem: &Problem, site: SiteIx, runs: &[Partial], days: (u16, u16), held: f64) -> Vec<(f64, RoomWindow)> {
    let mut more: BTreeMap<RoomWindow, f64> = BTreeMap::new();
    for run in runs.iter().filter(|r| r.single) {
        let window = run.window(site, days);
        if window.is_touched(run.open, run.days) {
            *more.entry(window).or_default() += if window.is_held(run.open, run.days) { 0.0 } else { run.part };
        }
    }
    more.into_iter().map(|(window, more)| (held + more - window.capacity(&problem.coupling) as f64, window)).collect()
}
