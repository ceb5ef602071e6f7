//! Room for a gap by moving others: a restricted programme in which the runs in the way choose again.
//!
//! A run that the plan chose may go wherever it is possible, at no toll. A run that a form or lock fixes to a date or week may start in
//! another week at the same site, at the toll of a move and a little for each week. What a start of the gap itself asks for is its toll.
//! HiGHS finds the least toll and, of equal tolls, the plan of most value; so what has to move is solved, not guessed.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::domain::gap::{Move, Slot};
use crate::domain::goal::When;
use crate::explain::gaps::options::{Candidate, MOVE, Need, choice};
use crate::explain::scene::Scene;
use crate::formulation::objective::excess_cost;
use crate::solve::decomposed::candidates::Width;
use crate::solve::decomposed::improve::Search;
use crate::solve::decomposed::parts::solve_listed;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::decomposed::restricted::Listed;
use crate::solve::decomposed::runs::{rows_of_run, rows_used};
use crate::solve::highs;

/// Milli for a unit of cost: far above what the plan's value can differ by.
const UNIT: i64 = 100_000;

/// Milli for each week that a fixed run is moved: the nearer week is kept unless the plan gains by the farther.
const WEEK: i64 = 50;

/// Starts that are tried of the gap and of a fixed run, and goals that may choose again.
const MOST_STARTS: usize = 40;
const MOST_GOALS: usize = 50;

/// Choices of a goal that the plan placed.
const WIDTH: Width = Width::any(16, 8);

/// Longest span of a fixed run's dates, in days: a week. Longer ones follow from the rule of 2.2, not from a row.
const WEEK_DAYS: u16 = 7;

/// Branch and bound nodes of a programme.
const NODES: u32 = 100;

/// A way to make room.
#[derive(Debug, Clone)]
pub struct Way {
    /// Position of the gap's start in the list of candidates.
    pub candidate: usize,
    /// New choices of the goals that choose again, the gap among them.
    pub choices: Vec<(usize, Choice)>,
    /// Fixed runs that move.
    pub moves: Vec<Move>,
    /// Runs of the plan's own that move.
    pub replanned: usize,
    /// What the plan gains, milli.
    pub gain: i64,
}

/// The cheapest way that costs less than `below`, if the programme finds one. `candidates` are all of the gap.
#[must_use]
pub fn make_room(scene: &Scene<'_>, gap: usize, candidates: &[Candidate], below: i64, limits: &highs::Limits<'_>) -> Option<Way> {
    let part = Part::new(scene, gap, candidates, below)?;
    let (listed, begin) = part.listed();
    let limits = highs::Limits { nodes: Some(NODES), ..*limits };
    let answer = solve_listed(scene.problem, listed, &part.used, &begin, &limits);
    part.way(answer.choices)
}

/// Whether [`make_room`] has anything to try: a start that is full and would else cost less.
#[must_use]
pub fn worth_trying(candidates: &[Candidate], below: i64) -> bool {
    candidates.iter().any(|c| is_candidate(c, below))
}

fn is_candidate(candidate: &Candidate, below: i64) -> bool {
    !candidate.full.is_empty() && !candidate.needs.has(Need::Limit) && candidate.needs.with_room().cost() < below
}

struct Part<'a> {
    scene: &'a Scene<'a>,
    problem: &'a Problem,
    gap: usize,
    candidates: &'a [Candidate],
    below: i64,
    /// Positions of the gap's starts that are tried.
    starts: Vec<usize>,
    /// Goals that choose again.
    goals: BTreeSet<usize>,
    /// The plan without them.
    search: Search<'a>,
    /// What all others use of each row.
    used: Vec<i64>,
}

impl<'a> Part<'a> {
    /// Picks starts that ask for least and have fewest runs in the way, and the goals of these runs.
    fn new(scene: &'a Scene<'a>, gap: usize, candidates: &'a [Candidate], below: i64) -> Option<Self> {
        let goals_at = |row: &usize| scene.users(*row).iter().map(|(goal, _)| *goal);
        let in_the_way = |c: &Candidate| c.full.iter().flat_map(goals_at).collect::<BTreeSet<_>>();
        let movable = |c: &Candidate| is_candidate(c, below) && c.full.iter().all(|row| !scene.users(*row).is_empty());
        let mut ranked: Vec<_> = (0..candidates.len())
            .filter(|i| movable(&candidates[*i]))
            .map(|i| (candidates[i].needs.with_room().cost(), in_the_way(&candidates[i]), i))
            .collect();
        ranked.sort_by_key(|(cost, goals, i)| (*cost, goals.len(), *i));
        let (mut starts, mut goals) = (Vec::new(), BTreeSet::new());
        for (_, blocking, i) in ranked {
            let grown = goals.union(&blocking).count();
            if starts.len() < MOST_STARTS && (grown <= MOST_GOALS || goals.is_empty()) {
                starts.push(i);
                goals.extend(blocking);
            }
        }
        if starts.is_empty() {
            return None;
        }
        let (search, used) = (scene.search.clone(), scene.search.state.used().to_vec());
        let mut part =
            Self { scene, problem: scene.problem, gap, candidates, below, starts, goals: BTreeSet::new(), search, used };
        part.take_out(goals);
        part.take_out(part.next_in_the_way());
        Some(part)
    }

    fn take_out(&mut self, goals: BTreeSet<usize>) {
        for goal in goals {
            let Some(choice) = self.search.state.remove(goal) else { continue };
            for (row, amount) in rows_used(self.problem, goal, &choice) {
                self.used[row] -= amount;
            }
            self.goals.insert(goal);
        }
    }

    /// Goals that stand where a goal without any other place would go next.
    fn next_in_the_way(&self) -> BTreeSet<usize> {
        let mut more = BTreeSet::new();
        for goal in &self.goals {
            let Some(present) = self.scene.search.state.choice(*goal) else { continue };
            let (fixed, free) = (self.other_weeks(*goal, present, true), self.problem.models[*goal].kinds.len());
            if !fixed.is_empty() || free > present.picks.len() {
                continue;
            }
            for (choice, run, _) in self.other_weeks(*goal, present, false).into_iter().take(3) {
                for (row, amount) in rows_of_run(self.problem, *goal, choice.placement, run, choice.picks[run]) {
                    if self.full(row, amount) {
                        more.extend(self.scene.users(row).iter().map(|(goal, _)| *goal));
                    }
                }
            }
        }
        more.retain(|goal| !self.goals.contains(goal));
        more.into_iter().take(MOST_GOALS.saturating_sub(self.goals.len())).collect()
    }

    /// Whether the row has not so much left when the goals of the part are out.
    fn full(&self, row: usize, amount: i64) -> bool {
        let data = &self.problem.coupling.rows[row];
        data.tiers.is_empty() && self.used[row] + amount > data.capacity
    }

    /// The choices of all goals with their tolls, the gap's first; and the position of the present ones.
    fn listed(&self) -> (Vec<Listed>, Vec<Option<usize>>) {
        let toll = |i: &usize| {
            let candidate = &self.candidates[*i];
            Some((choice(self.scene, self.gap, candidate)?, candidate.needs.with_room().cost() * UNIT))
        };
        let (choices, tolls) = self.starts.iter().filter_map(toll).unzip();
        let mut listed = vec![Listed { goal: self.gap, choices, tolls, may_wait: true }];
        let mut begin = vec![None];
        for goal in &self.goals {
            let Some(present) = self.scene.search.state.choice(*goal) else { continue };
            let mut choices = vec![present.clone()];
            let mut tolls = vec![0];
            let mut state = self.search.state.clone();
            for (_, other) in state.candidates(*goal, WIDTH) {
                if other != *present {
                    choices.push(other);
                    tolls.push(0);
                }
            }
            for (other, _, weeks) in self.other_weeks(*goal, present, true) {
                choices.push(other);
                tolls.push(MOVE * UNIT + weeks * WEEK);
            }
            listed.push(Listed { goal: *goal, choices, tolls, may_wait: false });
            begin.push(Some(0));
        }
        (listed, begin)
    }

    /// The present choice with one run that a row fixes at another start of its site, in another week: the nearest weeks first, in each
    /// the starts of most value. With the run, and by how many weeks it moves. Only starts with room when `with_room`.
    fn other_weeks(&self, goal: usize, present: &Choice, with_room: bool) -> Vec<(Choice, usize, i64)> {
        let model = &self.problem.models[goal];
        let mut found = Vec::new();
        for (run, placed) in model.placements[present.placement].runs.iter().enumerate() {
            if !is_fixed(model.kinds[placed.kind].when) {
                continue;
            }
            let starts = &model.sites[placed.site].starts;
            let here = starts[present.picks[run].start].week.0;
            let mut others: Vec<usize> = (0..starts.len()).filter(|start| starts[*start].week.0 != here).collect();
            others.sort_by_key(|start| (starts[*start].week.0.abs_diff(here), Reverse(starts[*start].date_value), *start));
            let choice = |start: usize| {
                let mut other = present.clone();
                other.picks[run].start = start;
                let mut rows = rows_of_run(self.problem, goal, other.placement, run, other.picks[run]);
                let fits = !with_room || !rows.any(|(row, amount)| self.full(row, amount));
                drop(rows);
                (fits && self.windows_hold(goal, &other)).then(|| (other, run, i64::from(starts[start].week.0.abs_diff(here))))
            };
            found.extend(others.into_iter().filter_map(choice).take(MOST_STARTS));
        }
        found
    }

    /// C05 after the move: where the plan adds runs, none is in a window in which a fixed run starts.
    fn windows_hold(&self, goal: usize, choice: &Choice) -> bool {
        let model = &self.problem.models[goal];
        let placed = &model.placements[choice.placement].runs;
        let Some(open) = model.windows_for(placed.len()) else { return true };
        let window = |run: usize| {
            let week = model.sites[placed[run].site].starts[choice.picks[run].start].week;
            self.problem.parameters.window(week, open.len())
        };
        let (free, fixed): (Vec<usize>, Vec<usize>) =
            (0..placed.len()).partition(|r| model.kinds[placed[*r].kind].when == When::Free);
        free.iter().all(|r| fixed.iter().all(|f| window(*f) != window(*r)))
    }

    /// What the answer of the programme comes to; `None` where it is no way, or not cheap enough.
    fn way(&self, answer: Vec<(usize, Option<Choice>)>) -> Option<Way> {
        let choices: Vec<(usize, Choice)> = answer.into_iter().map(|(g, c)| c.map(|c| (g, c))).collect::<Option<_>>()?;
        let (_, mine) = choices.iter().find(|(goal, _)| *goal == self.gap)?;
        let candidate =
            *self.starts.iter().find(|i| choice(self.scene, self.gap, &self.candidates[**i]).as_ref() == Some(mine))?;
        let (mut moves, mut changed) = (Vec::new(), 0);
        for (goal, new) in choices.iter().filter(|(goal, _)| *goal != self.gap) {
            let old = self.scene.search.state.choice(*goal)?;
            if old != new {
                let before = self.slots(*goal, old);
                changed += self.slots(*goal, new).iter().filter(|slot| !before.contains(slot)).count().max(1);
                moves.extend(self.moved(*goal, old, new));
            }
        }
        moves.sort_unstable();
        let cost = self.candidates[candidate].needs.with_room().cost() + MOVE * moves.len() as i64;
        let gain = self.gain(&choices).filter(|_| cost < self.below)?;
        let replanned = changed.saturating_sub(moves.len());
        Some(Way { candidate, choices, moves, replanned, gain })
    }

    /// What the plan gains by the choices, milli; `None` where they exceed a hard row.
    fn gain(&self, choices: &[(usize, Choice)]) -> Option<i64> {
        let mut after = self.used.clone();
        let mut gain = 0;
        for (goal, choice) in choices {
            gain += choice.own_value(&self.problem.models[*goal]) - self.scene.search.state.own_value(*goal);
            rows_used(self.problem, *goal, choice).for_each(|(row, amount)| after[row] += amount);
        }
        let before = self.scene.search.state.used();
        for (row, data) in self.problem.coupling.rows.iter().enumerate() {
            if data.tiers.is_empty() && after[row] > data.capacity && after[row] > before[row] {
                return None;
            }
            let cost = |used: i64| excess_cost(&data.tiers, used - data.capacity);
            gain -= cost(after[row]) - cost(before[row]);
        }
        Some(gain)
    }

    fn slots(&self, goal: usize, choice: &Choice) -> Vec<Slot> {
        (0..choice.picks.len()).map(|run| self.scene.slot(goal, choice, run)).collect()
    }

    /// The fixed runs of a goal that start in another week than before.
    fn moved(&self, goal: usize, old: &Choice, new: &Choice) -> Vec<Move> {
        let model = &self.problem.models[goal];
        if old.placement != new.placement {
            return Vec::new();
        }
        let placed = model.placements[old.placement].runs.iter().enumerate();
        let moved = placed.filter(|(run, placed)| {
            let start = &model.sites[placed.site].starts[new.picks[*run].start];
            is_fixed(model.kinds[placed.kind].when) && !model.starts_within(placed.kind, start)
        });
        let slot = |choice: &Choice, run: usize| self.scene.slot(goal, choice, run);
        moved.map(|(run, _)| Move { from: slot(old, run), to: slot(new, run).start }).collect()
    }
}

/// Whether a row of the folder fixes the run to a date or a week.
fn is_fixed(when: When) -> bool {
    matches!(when, When::Fixed(from, to) if to.0 - from.0 < WEEK_DAYS)
}
