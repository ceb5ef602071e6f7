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
    part: f64,
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
        let of_site = |site: usize| self.broken_at(problem, site);
        (0..self.runs.len()).into_par_iter().flat_map_iter(of_site).collect()
    }

    fn broken_at(&self, problem: &Problem, site: usize) -> Vec<RoomWindow> {
        let partial = |((goal, kind, open), count): (&(GoalIx, usize, u16), &u32)| Partial {
            goal: *goal,
            kind: *kind,
            open: *open,
            days: problem.models[goal.index()].days,
            part: f64::from(*count) / f64::from(self.steps),
        };
        let runs: Vec<Partial> = self.runs[site].iter().map(partial).collect();
        let (Some(first), Some(end)) = (runs.iter().map(|r| r.open).min(), runs.iter().map(|r| r.open + r.days).max()) else {
            return Vec::new();
        };
        let mut worst: BTreeMap<(GoalIx, usize), (f64, RoomWindow)> = BTreeMap::new();
        for from in first..end {
            for to in from + 1..end {
                let held: f64 = runs.iter().filter(|r| r.open <= from && to < r.open + r.days).map(|r| r.part).sum();
                if held < LEAST_EXCESS {
                    break;
                }
                for (excess, window) in excesses(problem, SiteIx::from(site), &runs, (from, to), held) {
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
fn excesses(problem: &Problem, site: SiteIx, runs: &[Partial], (first, last): (u16, u16), held: f64) -> Vec<(f64, RoomWindow)> {
    let mut more: BTreeMap<(GoalIx, usize), f64> = BTreeMap::new();
    for run in runs.iter().filter(|r| r.open <= last && first < r.open + r.days) {
        let holds = run.open <= first && last < run.open + run.days;
        *more.entry((run.goal, run.kind)).or_default() += if holds { 0.0 } else { run.part };
    }
    let over = |((goal, kind), more): ((GoalIx, usize), f64)| {
        let window = RoomWindow { site, goal, kind, first, last };
        let single = problem.models[goal.index()].is_single(kind);
        single.then(|| (held + more - window.capacity(&problem.coupling) as f64, window))
    };
    more.into_iter().filter_map(over).collect()
}
