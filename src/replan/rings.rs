//! Who may have to make way, and how few changes there can be.
//!
//! **Rings.** Let `D` be the goals that must choose again and `C` the crowded ones. A goal outside them that changes without need can go back,
//! and the plan changes less. It needs to change only where another changed goal took room that its run on the table uses; following that
//! back, every changed goal is reached from `D` and `C` by such steps. So if at most `k` goals outside change, all of them lie in ring `k`: the
//! goals whose runs on the table use a row that could become too full by the choices of `D`, `C` and ring `k - 1`.
//!
//! **The least there can be** (`floor`): each goal of `D` pays its own least cost, and where rows are too full at least so many crowded goals
//! change as have to leave them, each at a cost of 1. Everything beyond it is *extra*. A goal outside pays at least 1, so a plan with at most
//! `k` extra lies inside ring `k`, with lists that reach `k` beyond the least.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::lists::{List, Reach, cheapest, list};
use super::situation::Situation;
use super::stage::Member;
use crate::solve::decomposed::restricted::{Listed, Restricted};
use crate::solve::decomposed::runs::rows_used;
use crate::solve::highs::{Limits, Status};
use crate::solve::isolated::maximise;

/// Goals of a programme at most, and choices of one goal; for all goals together.
const MOST_MEMBERS: usize = 160;
const MOST_CHOICES: usize = 4_000;
const FEWEST_CHOICES: usize = 150;
const MOST_COLUMNS: usize = 40_000;

/// The goals of ring `k` and within, with their choices; and how much extra a plan has at least that is not among them.
#[derive(Debug)]
pub struct Ring {
    /// Its goals.
    pub members: Vec<Member>,
    /// What the others use of each row.
    pub used: Vec<i64>,
    /// A plan outside has at least so much extra.
    pub outside: i64,
}

/// The ring; `None` where it is too large.
#[must_use]
pub fn ring(now: &Situation<'_>, k: i64) -> Option<Ring> {
    let free = vec![0; now.problem.coupling.rows.len()];
    let mut outside = k + 1;
    let mut inside: Vec<usize> = now.displaced.iter().map(|(goal, _)| *goal).chain(now.crowded.iter().copied()).collect();
    inside.sort_unstable();
    let mut tight = now.full.clone();
    for _ in 0..k {
        if inside.len() > MOST_MEMBERS {
            return None;
        }
        // The goal in the way pays at least 1.
        let lists = lists(now, &inside, k - 1, Reach { cost: 0, most: 4 * MOST_CHOICES, used: &free, way: None }, &tight);
        outside = outside.min(missing(now, &inside, &lists));
        tight.extend(tight_rows(now, &inside, &lists));
        let more: Vec<usize> = now.users(&tight).into_iter().filter(|goal| inside.binary_search(goal).is_err()).collect();
        if more.is_empty() {
            break;
        }
        inside.extend(more);
        inside.sort_unstable();
    }
    if inside.len() > MOST_MEMBERS {
        return None;
    }
    let used = now.used_without(&inside);
    let most = (MOST_COLUMNS / inside.len().max(1)).clamp(FEWEST_CHOICES, MOST_CHOICES);
    let lists = lists(now, &inside, k, Reach { cost: 0, most, used: &used, way: None }, &tight);
    outside = outside.min(missing(now, &inside, &lists));
    let members = inside.iter().zip(lists).map(|(goal, list)| Member { goal: *goal, list, rest: None });
    Some(Ring { members: members.collect(), used, outside })
}

/// The least cost that a goal pays before anything is extra.
fn due(now: &Situation<'_>, goal: usize) -> i64 {
    if let Ok(at) = now.displaced.binary_search_by_key(&goal, |(goal, _)| *goal) {
        return now.displaced[at].1;
    }
    i64::from(now.crowded.binary_search(&goal).is_ok())
}

/// The choices of each goal with so much extra; those that can stay change only to make way in one of the rows.
fn lists(now: &Situation<'_>, goals: &[usize], extra: i64, reach: Reach<'_>, rows: &BTreeSet<usize>) -> Vec<List> {
    let of = |goal: &usize| {
        let way = now.base[*goal].as_ref().map(|choice| (rows, choice));
        list(now.problem, &now.table, *goal, Reach { cost: due(now, *goal) + extra, way, ..reach })
    };
    goals.par_iter().map(of).collect()
}

/// How much extra a choice has at least that no list holds; to do without runs, where a goal may, is in none.
fn missing(now: &Situation<'_>, goals: &[usize], lists: &[List]) -> i64 {
    let rest = |goal: usize| if now.problem.must_run(goal) { i64::MAX } else { now.table.cost(goal, &[]) };
    let of = |(goal, list): (&usize, &List)| rest(*goal).min(list.complete_to + 1) - due(now, *goal);
    goals.iter().zip(lists).map(of).min().unwrap_or(i64::MAX)
}

/// Hard rows that the listed choices could make too full.
fn tight_rows(now: &Situation<'_>, inside: &[usize], lists: &[List]) -> BTreeSet<usize> {
    let mut wanted: BTreeMap<usize, i64> = BTreeMap::new();
    for (goal, list) in inside.iter().zip(lists) {
        let mut most: BTreeMap<usize, i64> = BTreeMap::new();
        for costed in &list.choices {
            let mut amounts: BTreeMap<usize, i64> = BTreeMap::new();
            for (row, amount) in rows_used(now.problem, *goal, &costed.choice) {
                *amounts.entry(row).or_default() += amount;
            }
            for (row, amount) in amounts {
                let here = most.entry(row).or_default();
                *here = amount.max(*here);
            }
        }
        for (row, amount) in most {
            *wanted.entry(row).or_default() += amount;
        }
    }
    let used = now.used_without(inside);
    let tight = |(row, wanted): &(usize, i64)| {
        let data = &now.problem.coupling.rows[*row];
        data.tiers.is_empty() && used[*row] + wanted > data.capacity
    };
    wanted.into_iter().filter(|pair| tight(pair)).map(|(row, _)| row).collect()
}

/// The least cost of any plan that holds the displaced goals: what each pays by itself, and the fewest crowded goals that must change.
#[must_use]
pub fn floor(now: &Situation<'_>, limits: &Limits<'_>) -> i64 {
    let own: i64 = now.displaced.iter().map(|(_, cost)| cost).sum();
    if now.crowded.is_empty() {
        return now.lost + own;
    }
    let stays = |goal: &usize| Listed {
        goal: *goal,
        choices: now.base[*goal].iter().cloned().collect(),
        tolls: Vec::new(),
        may_wait: true,
    };
    let listed: Vec<Listed> = now.crowded.iter().map(stays).collect();
    // The value does not matter: only how many stay.
    let mut linear = Restricted::new(now.problem, &listed, &now.used_without(&now.crowded)).linear;
    linear.columns.iter_mut().for_each(|column| column.objective = -i64::from(column.name.starts_with("gap[")));
    let solved = maximise(&linear, limits, None);
    let fewest = if solved.status == Status::Optimal { solved.point.map(|point| -linear.objective(&point)) } else { None };
    now.lost + own + fewest.unwrap_or(1)
}

/// All that the displaced goals could do, cut to the best, and those in the way at most at the cost of `others`; for a plan, not for a proof.
#[must_use]
pub fn wide(now: &Situation<'_>, above: i64, others: i64) -> Ring {
    let free = vec![0; now.problem.coupling.rows.len()];
    let mut inside: Vec<usize> = now.displaced.iter().map(|(goal, _)| *goal).chain(now.crowded.iter().copied()).collect();
    inside.sort_unstable();
    let mut tight = now.full.clone();
    let own = lists(now, &inside, 0, Reach { cost: 0, most: MOST_CHOICES, used: &free, way: None }, &tight);
    tight.extend(tight_rows(now, &inside, &own));
    let mut more: Vec<usize> = now.users(&tight).into_iter().filter(|goal| inside.binary_search(goal).is_err()).collect();
    more.truncate(MOST_MEMBERS.saturating_sub(inside.len()));
    inside.extend(more);
    inside.sort_unstable();
    let used = now.used_without(&inside);
    let most = (MOST_COLUMNS / inside.len().max(1)).clamp(FEWEST_CHOICES, MOST_CHOICES);
    let reach = Reach { cost: 0, most, used: &used, way: None };
    let member = |goal: &usize| {
        let displaced = now.displaced.binary_search_by_key(goal, |(goal, _)| *goal).is_ok();
        let list = if displaced {
            cheapest(now.problem, &now.table, *goal, above, reach)
        } else {
            list(now.problem, &now.table, *goal, Reach { cost: others, ..reach })
        };
        let rest = (displaced && now.problem.models[*goal].may_rest).then(|| now.table.cost(*goal, &[]));
        Member { goal: *goal, list, rest }
    };
    let members = inside.iter().map(member).collect();
    Ring { members, used, outside: 0 }
}
