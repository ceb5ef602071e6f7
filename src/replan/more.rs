//! Further changes for the sake of the value, one goal at a time, those that bring most first.
//!
//! From the plan with the least change each goal is tried at its best other places beside all others. What is gained beyond a price for each
//! point of change counts; the goal that gains most for each changed run moves, until nothing gains or as many runs have changed as may. This is a
//! search, not a proof: it shows what more changes can buy at least.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Near;
use super::cost::{Table, in_common, spots_of};
use crate::solve::decomposed::candidates::Width;
use crate::solve::decomposed::improve::Search;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::limits::Meter;

/// Places of a goal that are tried.
const TRIED: Width = Width::any(12, 6);

/// How many changes, and at what price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Most runs that change beyond the plan with the least change.
    pub runs: usize,
    /// What a point of change must bring, milli.
    pub price: i64,
}

/// A move of one goal: what it gains, and the runs that it changes more.
struct Move {
    gain: i64,
    runs: i64,
    choice: Choice,
}

/// The plan after the moves; only choices and cost differ.
#[must_use]
pub fn more(problem: &Problem, table: &Table, near: Near, budget: Budget, meter: &Meter<'_>) -> Near {
    let mut search = Search::from_choices(problem, &near.choices);
    let mut left = i64::try_from(budget.runs).unwrap_or(i64::MAX);
    let goals = 0..near.choices.len();
    let mut waiting: BinaryHeap<(i64, Reverse<usize>)> = BinaryHeap::new();
    for goal in goals {
        if meter.stop().is_some() {
            break;
        }
        if let Some(found) = best_move(problem, table, &mut search, goal, budget.price, left) {
            waiting.push((found.rate(), Reverse(goal)));
        }
    }
    // What a goal gained before is looked at again when its turn comes: others have moved since.
    while let Some((_, Reverse(goal))) = waiting.pop() {
        if left <= 0 || meter.stop().is_some() {
            break;
        }
        let Some(found) = best_move(problem, table, &mut search, goal, budget.price, left) else { continue };
        if waiting.peek().is_some_and(|(next, _)| *next > found.rate()) {
            waiting.push((found.rate(), Reverse(goal)));
            continue;
        }
        let old = search.state.remove(goal);
        if search.state.insert(goal, found.choice) {
            left -= found.runs;
        } else if let Some(old) = old {
            search.state.insert(goal, old);
        }
    }
    let choices = search.choices();
    let cost = choices.iter().enumerate().map(|(goal, choice)| table.cost_of(problem, goal, choice.as_ref())).sum();
    Near { choices, cost, ..near }
}

impl Move {
    /// Gain per changed run; a move that changes no further run comes before all others.
    fn rate(&self) -> i64 {
        if self.runs <= 0 { i64::MAX / 2 + self.gain } else { self.gain / self.runs }
    }
}

/// The goal's best move, if it gains anything.
fn best_move(problem: &Problem, table: &Table, search: &mut Search<'_>, goal: usize, price: i64, left: i64) -> Option<Move> {
    let state = &mut search.state;
    state.choice(goal)?;
    let worth = |choice: &Choice, value: i64| value - price * table.cost_of(problem, goal, Some(choice));
    let value = state.value();
    let old = state.remove(goal)?;
    let (before, changed) = (worth(&old, value), changed_runs(problem, table, goal, &old));
    let mut best: Option<Move> = None;
    for (_, choice) in state.candidates(goal, TRIED) {
        let runs = changed_runs(problem, table, goal, &choice) - changed;
        if runs > left || !state.insert(goal, choice.clone()) {
            continue;
        }
        let gain = worth(&choice, state.value()) - before;
        state.remove(goal);
        if gain > 0 && best.as_ref().is_none_or(|known| known.gain < gain) {
            best = Some(Move { gain, runs, choice });
        }
    }
    state.insert(goal, old);
    best
}

/// Runs of the goal that are not as they were, or more or less than there were.
fn changed_runs(problem: &Problem, table: &Table, goal: usize, choice: &Choice) -> i64 {
    let (before, now) = (table.of(goal), spots_of(problem, goal, choice));
    before.len().max(now.len()) as i64 - in_common(before, &now, |s| Some((s.site?, s.start?, s.guarantee)))
}
