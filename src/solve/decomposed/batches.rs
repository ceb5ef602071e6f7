//! Batches of parts: picked apart, solved side by side, taken in order.

use std::collections::BTreeSet;

use rand::Rng;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::domain::plan::Stop;
use crate::formulation::coupling::PER_MILLI;
use crate::solve::decomposed::candidates::{Width, candidates};
use crate::solve::decomposed::improve::Search;
use crate::solve::decomposed::neighbourhoods::{Neighbourhoods, Picked, Plan};
use crate::solve::decomposed::parts::{Answer, Part, solve_part};
use crate::solve::decomposed::prices::Pass;
use crate::solve::decomposed::search::Run;
use crate::solve::highs;
use crate::solve::progress::Phase;

/// Parts of one batch: a fixed number, so that the plan does not depend on the number of threads.
const PARTS: usize = 4;

/// Longest solve of a part, seconds: a guard against a solver that hangs, not a limit that is reached.
const PART_SECONDS: f64 = 10.0;

/// Branch and bound nodes of a part.
const NODES: u32 = 60;

/// The last pass: choices of a goal, columns of the whole, nodes, and seconds as a guard.
const LAST_WIDTH: usize = 400;
const LAST_COLUMNS: usize = 40_000;
const LAST_NODES: u32 = 200;
const LAST_SECONDS: f64 = 120.0;

impl<'p> Run<'p, '_, '_> {
    /// All goals at once, once the plan is so close to the bound that few choices are left: one that loses more against the goal's best
    /// answer than the whole plan is away from the bound is in no better plan. Does nothing while too many are left.
    pub(super) fn last_pass(&mut self, search: &mut Search<'p>) -> Option<Stop> {
        let missing = self.ascent.best.bound - search.score().value;
        if !search.waiting.is_empty() || missing * 10 > self.tried_missing * 7 {
            return None;
        }
        let width = Width { most: LAST_WIDTH, dates: LAST_WIDTH, loss: missing.saturating_mul(PER_MILLI) };
        let costs = self.ascent.best.costs(self.problem);
        let goals: Vec<usize> = (0..self.problem.models.len()).filter(|g| self.problem.must_run(*g)).collect();
        let columns: usize = goals.par_iter().map(|g| candidates(self.problem, *g, &costs, width).len()).sum();
        self.meter.count(self.pass_steps(Pass { steps: 2, ..Pass::FIRST }));
        if columns > LAST_COLUMNS {
            return None;
        }
        self.tried_missing = missing;
        let part = Part { goals, width, lead: self.ascent.best.row_prices().to_vec(), nodes: LAST_NODES };
        let seconds = self.meter.left().as_secs_f64().min(LAST_SECONDS);
        let limits = highs::Limits { seconds: Some(seconds), ..self.limits.highs() };
        let answer = solve_part(self.problem, search, &part, &limits);
        self.meter.count(answer.steps);
        search.take(&answer);
        self.offer(search);
        self.tell(Phase::Improve);
        self.stop()
    }

    /// Solves a batch of parts side by side and takes what makes the plan better.
    pub(super) fn batch(&mut self, search: &mut Search<'p>, kinds: &mut Neighbourhoods) -> Option<Stop> {
        let picked = self.pick(search, kinds);
        let parts: Vec<Part> = picked.iter().map(|p| self.part(p)).collect();
        let seconds = self.meter.left().as_secs_f64().min(PART_SECONDS);
        let limits = highs::Limits { seconds: Some(seconds), ..self.limits.highs() };
        let answers: Vec<Answer> = parts.par_iter().map(|part| solve_part(self.problem, search, part, &limits)).collect();
        for (picked, answer) in picked.iter().zip(&answers) {
            self.meter.count(answer.steps);
            let before = search.score();
            let kept = search.take(answer);
            let gain = if kept { (search.score().value - before.value).max(1) } else { 0 };
            kinds.learn(picked, answer, gain);
        }
        if answers.iter().all(|a| a.choices.is_empty()) {
            self.single_moves(search);
        }
        self.offer(search);
        self.tell(Phase::Improve);
        self.stop()
    }

    fn pick(&mut self, search: &Search<'p>, kinds: &mut Neighbourhoods) -> Vec<Picked> {
        let losses = search.losses(&self.ascent.best);
        let costs = self.ascent.best.costs(self.problem);
        let mut others = BTreeSet::new();
        let mut picked = Vec::with_capacity(PARTS);
        for _ in 0..4 * PARTS {
            let Some(seed) = self.seed(search, &losses).filter(|g| !others.contains(g)) else { continue };
            let plan = Plan { problem: self.problem, search, bound: &self.ascent.best, losses: &losses, costs: &costs };
            if let Some(found) = kinds.pick(&plan, seed, &others, &mut self.rng) {
                others.extend(found.goals.iter().copied());
                picked.push(found);
            }
            if picked.len() == PARTS {
                break;
            }
        }
        picked
    }

    fn part(&mut self, picked: &Picked) -> Part {
        let strength = self.rng.random_range(400..=1100);
        let lead = self.ascent.best.row_prices().iter().map(|p| p * strength / 1000).collect();
        Part { goals: picked.goals.clone(), width: picked.width, lead, nodes: NODES }
    }
}
