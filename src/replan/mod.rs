//! A new plan from the one on the table: what was asked for holds, and as little as possible changes.
//!
//! Gaps come first, then the cost of the changes ([`cost`]), then the value of the model. [`situation`] finds what can stay. [`rings`] lists
//! what the rest may choose and who may have to make way, ring by ring, and [`stage`] solves each ring in whole: first the least cost, then the
//! best value at that cost. What is found in ring `k` is the least of all once it has at most `k + 1` beyond what has to change anyway; the
//! reason stands in [`rings`]. Most requests at a meeting end in ring 0: only the goals that must move do. Where no ring within the limits
//! holds the proof, the plan is the best that was found, and the least cost that is not ruled out is told; where no ring holds a plan, the year
//! is planned anew and brought back to the plan on the table as far as that goes ([`mod@anew`]).
//!
//! Where more changes are allowed ([`more`]), the plan is moved on from there for the sake of its value.
//!
//! The bound of the new plan comes from the prices of the old one ([`bound`]), moved a little: the whole search is not needed for it.

pub mod anew;
pub mod bound;
pub mod cost;
pub mod lists;
pub mod more;
pub mod rings;
pub mod situation;
pub mod stage;

use std::collections::BTreeSet;

use crate::compare::placed::Placed;
use crate::compare::plan::{FiledPlan, State};
use crate::domain::goal::Source;
use crate::domain::instance::Instance;
use crate::domain::plan::Stop;
use crate::solve::Failure;
use crate::solve::contradiction;
use crate::solve::decomposed::improve::Search;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::highs;
use crate::solve::limits::Meter;
use anew::anew;
use situation::Situation;
use stage::Answer;

/// The last ring that is looked at.
const LAST_RING: i64 = 3;

/// Branch and bound nodes of a programme.
const NODES: u32 = 2_000;

/// Extra cost of the displaced goals in the last attempt.
const WIDE: i64 = 3;

/// Seconds given to show that required runs clash: before the year is planned anew, and after that found no plan.
const QUICK_SECONDS: f64 = 3.0;
const CLASH_SECONDS: f64 = 20.0;

/// A plan near the one on the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The choice of each goal.
    pub choices: Vec<Option<Choice>>,
    /// What its changes cost.
    pub cost: i64,
    /// What those of the plan with the least change cost that it was made from.
    pub needed: i64,
    /// No plan that holds as many of the goals costs less than this; equal to `needed` where that is proven to be the least.
    pub least: i64,
    /// A limit ended the search.
    pub stop: Option<Stop>,
}

/// The plan with the fewest gaps that was found and, of these, the least change.
///
/// # Errors
/// [`Failure::Clash`] when required runs contradict each other, [`Failure::NoPlan`] when they found no place within the limits.
pub fn near(
    instance: &Instance,
    problem: &Problem,
    filed: &FiledPlan,
    placed: &Placed,
    meter: &Meter<'_>,
    limits: &highs::Limits<'_>,
) -> Result<Near, Failure> {
    let gaps: BTreeSet<&str> =
        filed.goals.iter().filter(|(_, goal)| matches!(goal.state, State::Gap(_))).map(|(code, _)| code.as_str()).collect();
    let mut now = Situation::new(problem, instance, placed, &gaps);
    if !now.hopeless.is_empty() {
        return Err(failure(instance, problem, &now.hopeless, limits));
    }
    let openings = std::mem::take(&mut now.openings);
    if !openings.is_empty() {
        let alone = now.displaced.clone();
        if let Some(found) = with_openings(&mut now, &openings, meter, limits) {
            return Ok(found);
        }
        now.displaced = alone;
    }
    if let Some(found) = by_rings(&now, meter, limits, LAST_RING) {
        return Ok(found);
    }
    at_any_cost(&mut now, instance, meter, limits)
}

/// The limits of a programme: the time that is left.
fn within<'a>(meter: &Meter<'_>, limits: &highs::Limits<'a>) -> highs::Limits<'a> {
    highs::Limits { seconds: Some(meter.left().as_secs_f64()), nodes: Some(NODES), ..*limits }
}

/// A plan that closes gaps of the one on the table: all of them, else as many as a wide programme closes; `None` where it finds none.
fn with_openings(
    now: &mut Situation<'_>,
    openings: &[(usize, i64)],
    meter: &Meter<'_>,
    limits: &highs::Limits<'_>,
) -> Option<Near> {
    let alone = now.displaced.clone();
    let close = |closed: &[(usize, i64)]| {
        let mut displaced = [alone.as_slice(), closed].concat();
        displaced.sort_unstable();
        displaced
    };
    now.displaced = close(openings);
    if let Some(found) = by_rings(now, meter, limits, 1) {
        return Some(found);
    }
    let ring = rings::wide(now, WIDE, cost::DEAREST);
    let Answer::Found(choices, ..) = stage::solve(now.problem, &ring.members, &ring.used, &within(meter, limits)) else {
        return None;
    };
    let holds = |goal: usize| choices.iter().any(|(other, choice)| *other == goal && choice.is_some());
    let closed: Vec<(usize, i64)> = openings.iter().filter(|(goal, _)| holds(*goal)).copied().collect();
    if closed.is_empty() || !alone.iter().all(|(goal, _)| holds(*goal)) {
        return None;
    }
    // Others of the gaps might be closed at less.
    now.displaced.clone_from(&alone);
    let mut cheapest: Vec<i64> = openings.iter().map(|(_, cost)| *cost).collect();
    cheapest.sort_unstable();
    let least = rings::floor(now, &within(meter, limits)) + cheapest[..closed.len()].iter().sum::<i64>();
    now.displaced = close(&closed);
    if let Some(found) = by_rings(now, meter, limits, 1) {
        return Some(Near { least: found.least.min(least), ..found });
    }
    let choices = with(now, &choices);
    let cost = now.cost_of(&choices);
    Some(Near { choices, cost, needed: cost, least: least.min(cost), stop: meter.stop() })
}

/// Ring by ring; `None` where none holds a plan.
fn by_rings(now: &Situation<'_>, meter: &Meter<'_>, limits: &highs::Limits<'_>, last: i64) -> Option<Near> {
    let floor = rings::floor(now, &within(meter, limits));
    let (mut least, mut best, mut stop) = (floor, None::<(i64, Vec<Option<Choice>>)>, None);
    for k in 0..=last {
        stop = meter.stop();
        if stop.is_some() && (k > 0 || stop == Some(Stop::Interrupt)) {
            break;
        }
        let Some(ring) = rings::ring(now, k) else { break };
        let answer = stage::solve(now.problem, &ring.members, &ring.used, &within(meter, limits));
        match &answer {
            Answer::Found(choices, cost, exact) => {
                let cost = cost + now.lost;
                if *exact {
                    least = least.max(cost.min(floor + ring.outside));
                }
                if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                    best = Some((cost, with(now, choices)));
                }
            }
            Answer::Impossible => least = least.max(floor + ring.outside),
            Answer::Unknown => {}
        }
        if best.as_ref().is_some_and(|(cost, _)| *cost <= least) {
            break;
        }
    }
    let (cost, choices) = best?;
    let stop = if cost <= least { stop } else { stop.or_else(|| meter.stop()) };
    Some(Near { choices, cost, needed: cost, least: least.min(cost), stop })
}

/// The choices on the table with these in place of theirs.
fn with(now: &Situation<'_>, choices: &[(usize, Option<Choice>)]) -> Vec<Option<Choice>> {
    let mut all = now.base.clone();
    for (goal, choice) in choices {
        all[*goal].clone_from(choice);
    }
    all
}

/// A plan where the rings hold none: wide lists, and where goals still wait then, the year planned anew.
fn at_any_cost(
    now: &mut Situation<'_>,
    instance: &Instance,
    meter: &Meter<'_>,
    limits: &highs::Limits<'_>,
) -> Result<Near, Failure> {
    let ring = rings::wide(now, WIDE, 1);
    let choices = match stage::solve(now.problem, &ring.members, &ring.used, &within(meter, limits)) {
        Answer::Found(choices, ..) => with(now, &choices),
        Answer::Impossible | Answer::Unknown => now.base.clone(),
    };
    let mut search = complete(now, &choices);
    let broken = required_without_place(now, &search);
    if !broken.is_empty() {
        let quick = highs::Limits { seconds: Some(QUICK_SECONDS), ..*limits };
        if let Some(clash) = contradiction::clash(instance, now.problem, &broken, &quick) {
            return Err(Failure::Clash(clash));
        }
    }
    if !search.waiting.is_empty()
        && meter.stop().is_none()
        && let Some(choices) = anew(now, instance, meter, limits)
    {
        search = better(now, search, &choices);
    }
    let broken = required_without_place(now, &search);
    if !broken.is_empty() {
        return Err(failure(instance, now.problem, &broken, limits));
    }
    if let Some(choices) = least_for_the_rest(now, &search.waiting, meter, limits) {
        search = better(now, search, &choices);
    }
    let choices = search.choices();
    let cost = now.cost_of(&choices);
    // More gaps than the floor reckons with may cost less than holding the goals would.
    let least = if search.waiting.iter().any(|goal| now.displaced.iter().any(|(d, _)| d == goal)) {
        now.lost
    } else {
        rings::floor(now, &within(meter, limits))
    };
    Ok(Near { choices, cost, needed: cost, least: least.min(cost), stop: meter.stop() })
}

/// The least change for the displaced goals that do not wait; `None` where all do or none does, or no ring holds a plan.
fn least_for_the_rest(
    now: &mut Situation<'_>,
    waiting: &[usize],
    meter: &Meter<'_>,
    limits: &highs::Limits<'_>,
) -> Option<Vec<Option<Choice>>> {
    let (all, lost) = (now.displaced.clone(), now.lost);
    let (late, held): (Vec<_>, Vec<_>) = all.iter().copied().partition(|(goal, _)| waiting.contains(goal));
    if late.is_empty() || held.is_empty() {
        return None;
    }
    now.lost += late.iter().map(|(goal, _)| now.table.cost(*goal, &[])).sum::<i64>();
    now.displaced = held;
    let found = by_rings(now, meter, limits, LAST_RING);
    (now.displaced, now.lost) = (all, lost);
    found.map(|found| found.choices)
}

/// The choices, with a place for goals without one where there is room.
fn complete<'p>(now: &Situation<'p>, choices: &[Option<Choice>]) -> Search<'p> {
    let mut search = Search::from_choices(now.problem, choices);
    let late = std::mem::take(&mut search.waiting);
    search.waiting = late.into_iter().filter(|goal| !search.state.insert_best(*goal)).collect();
    search
}

/// The choices, completed, where they are better than what is known.
fn better<'p>(now: &Situation<'p>, known: Search<'p>, choices: &[Option<Choice>]) -> Search<'p> {
    let other = complete(now, choices);
    if rank(now, &other) < rank(now, &known) { other } else { known }
}

fn required_without_place(now: &Situation<'_>, search: &Search<'_>) -> Vec<usize> {
    search.waiting.iter().copied().filter(|goal| !now.problem.models[*goal].may_rest).collect()
}

/// What counts, first first: required runs without a place, goals without one, changes.
fn rank(now: &Situation<'_>, search: &Search<'_>) -> (usize, usize, i64) {
    (required_without_place(now, search).len(), search.waiting.len(), now.cost_of(&search.choices()))
}

/// Why there is no plan: the rows that clash, or those whose runs found no place.
fn failure(instance: &Instance, problem: &Problem, broken: &[usize], limits: &highs::Limits<'_>) -> Failure {
    let limits = highs::Limits { seconds: Some(CLASH_SECONDS), ..*limits };
    if let Some(clash) = contradiction::clash(instance, problem, broken, &limits) {
        return Failure::Clash(clash);
    }
    let rows = |goal: &usize| instance.goals[*goal].required.iter().flat_map(|required| required.sources.clone());
    let mut unplaced: Vec<Source> = broken.iter().flat_map(rows).collect();
    unplaced.sort();
    unplaced.dedup();
    Failure::NoPlan(Stop::Work, unplaced)
}
