//! Parts: some goals of a plan choose again all at once, by a restricted programme in HiGHS; the rest stays where it is.
//!
//! Parts of one batch are solved side by side from the same plan and put in one after the other, in order. A part whose answer no longer
//! fits beside the ones before it, or that the solver failed on, costs itself and nothing else: what is kept is judged by the plan's score.

use crate::solve::decomposed::candidates::Width;
use crate::solve::decomposed::improve::{Score, Search};
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::decomposed::restricted::{Listed, Restricted};
use crate::solve::highs::{self, Status};
use crate::solve::isolated::maximise;

/// A part to solve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The goals that choose again, each once.
    pub goals: Vec<usize>,
    /// How many choices they have.
    pub width: Width,
    /// Prices per coupling row that rank the choices, and stand for what the rest of the plan would pay.
    pub lead: Vec<i64>,
    /// Branch and bound nodes after which it ends with the best it has.
    pub nodes: u32,
}

/// What a part came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The new choice of each of its goals; empty when the solver gave none.
    pub choices: Vec<(usize, Option<Choice>)>,
    /// How it ended.
    pub status: Status,
    /// Elementary steps spent.
    pub steps: u64,
}

/// Solves a part of the plan. The plan does not change.
#[must_use]
pub fn solve_part(problem: &Problem, plan: &Search<'_>, part: &Part, limits: &highs::Limits<'_>) -> Answer {
    let mut state = plan.state.clone();
    state.set_lead(&part.lead);
    let old: Vec<(usize, Option<Choice>)> = part.goals.iter().map(|g| (*g, state.remove(*g))).collect();
    let mut steps = 0;
    let mut begin = Vec::with_capacity(old.len());
    let mut listed = Vec::with_capacity(old.len());
    for (goal, choice) in &old {
        steps += problem.steps(*goal);
        let mut choices: Vec<Choice> = state.candidates(*goal, part.width).into_iter().map(|(_, c)| c).collect();
        begin.push(choice.as_ref().map(|choice| {
            let known = choices.iter().position(|c| c == choice);
            known.unwrap_or_else(|| {
                choices.push(choice.clone());
                choices.len() - 1
            })
        }));
        listed.push(Listed { goal: *goal, choices, tolls: Vec::new(), may_wait: choice.is_none() });
    }
    let mut used = state.used().to_vec();
    for row in part.goals.iter().flat_map(|g| &problem.reserved[*g]) {
        used[*row] -= 1;
    }
    let mut answer = solve_listed(problem, listed, &used, &begin, &highs::Limits { nodes: Some(part.nodes), ..*limits });
    answer.steps += steps;
    answer
}

/// The best choices of the listed goals where all others use so much of each row. `begin` has the position of the choice that each goal
/// begins with, none where it begins without a run.
#[must_use]
pub fn solve_listed(
    problem: &Problem,
    listed: Vec<Listed>,
    used: &[i64],
    begin: &[Option<usize>],
    limits: &highs::Limits<'_>,
) -> Answer {
    let restricted = Restricted::new(problem, &listed, used);
    let start = restricted.point(problem, begin);
    let solved = maximise(&restricted.linear, limits, Some(&start));
    let steps = effort(&restricted, solved.iterations);
    let Some(point) = solved.point else { return Answer { choices: Vec::new(), status: solved.status, steps } };
    let chosen = restricted.chosen(&point);
    let new = listed.into_iter().zip(chosen).map(|(mut l, c)| (l.goal, c.map(|c| l.choices.swap_remove(c))));
    Answer { choices: new.collect(), status: solved.status, steps }
}

/// Steps that stand for the work of HiGHS: fitted so that a step takes about as long as one of pricing.
fn effort(restricted: &Restricted, iterations: u64) -> u64 {
    let size = restricted.linear.rows.len() + restricted.linear.columns.len();
    400 * restricted.linear.nonzeros() as u64 + iterations * size as u64
}

impl Search<'_> {
    /// Puts the answer in; goals that no longer fit go where they are worth most. Keeps it only if the plan is better for it.
    /// Returns whether it was kept.
    pub fn take(&mut self, answer: &Answer) -> bool {
        if answer.choices.is_empty() {
            return false;
        }
        let before: Score = self.score();
        let waiting = self.waiting.clone();
        let old: Vec<(usize, Option<Choice>)> = answer.choices.iter().map(|(g, _)| (*g, self.state.remove(*g))).collect();
        let mut late = Vec::new();
        for (goal, choice) in &answer.choices {
            if !choice.clone().is_some_and(|c| self.state.insert(*goal, c)) {
                late.push(*goal);
            }
        }
        self.waiting.retain(|w| !answer.choices.iter().any(|(g, _)| g == w));
        for goal in late {
            if !self.state.insert_best(goal) {
                self.waiting.push(goal);
            }
        }
        let kept = self.score() > before;
        if !kept {
            self.restore(old, waiting);
        }
        kept
    }
}
