//! One programme: some goals choose again among listed choices, all others stay. First the least cost of change, then the largest value at
//! that cost; in a large programme only among the goals that the least change moves.

use std::time::Instant;

use super::lists::List;
use crate::formulation::linear::{LinearModel, ModelRow};
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::decomposed::restricted::{Listed, Restricted};
use crate::solve::highs::{Limits, Status};
use crate::solve::isolated::maximise;

/// Branch and bound nodes for the value: the change is what counts, and people wait.
const VALUE_NODES: u32 = 200;

/// What a run must gain to have other seats in its old place, milli: a participant.
const SWAP: i64 = 1_000;

/// Up to so many columns the value is the largest there is at the least change; in larger programmes the goals that need not change for the
/// least change stay, since people wait.
const SMALL: usize = 2_000;

/// A goal that chooses again.
#[derive(Debug, Clone)]
pub struct Member {
    /// The goal.
    pub goal: usize,
    /// Its choices.
    pub list: List,
    /// What it costs to stay without a run, where it may; that is worse than any change.
    pub rest: Option<i64>,
}

/// What a programme came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A plan: the choice of each member, what the changes cost, and whether nothing listed costs less.
    Found(Vec<(usize, Option<Choice>)>, i64, bool),
    /// The members cannot all have one of their choices.
    Impossible,
    /// The solver ended without either.
    Unknown,
}

/// Solves it. `used` is what the others use of each row; `seconds` and `nodes` end it with the best it has.
#[must_use]
pub fn solve(problem: &Problem, members: &[Member], used: &[i64], limits: &Limits<'_>) -> Answer {
    if members.iter().any(|m| m.list.choices.is_empty() && m.rest.is_none()) {
        return Answer::Impossible;
    }
    let listed: Vec<Listed> = members
        .iter()
        .map(|m| {
            let choices = m.list.choices.iter().map(|c| c.choice.clone()).collect();
            let tolls = m.list.choices.iter().map(|c| c.swapped * SWAP).collect();
            Listed { goal: m.goal, choices, tolls, may_wait: m.rest.is_some() }
        })
        .collect();
    let restricted = Restricted::new(problem, &listed, used);
    let tolls = tolls(members);
    let even = members
        .iter()
        .all(|m| m.rest.is_none() && m.list.choices.first().map(|c| c.cost) == m.list.choices.last().map(|c| c.cost));
    let (mut begin, began) = (None, Instant::now());
    let (mut least, mut exact) = (members.iter().filter_map(|m| m.list.least()).sum::<i64>(), true);
    let mut model = restricted.linear.clone();
    if !even {
        let solved = maximise(&cost_model(&restricted.linear, members, &tolls), limits, None);
        let Some(point) = solved.point else { return without(&solved.status) };
        exact = solved.status == Status::Optimal;
        least = tolls.iter().map(|(column, toll)| toll * point[*column]).sum();
        let chosen = restricted.chosen(&point);
        if model.columns.len() > SMALL {
            keep_still(&mut model, members, &chosen);
        }
        begin = Some(restricted.point(problem, &chosen));
        model.rows.push(ModelRow::at_most("change".to_owned(), least, tolls.clone()));
    }
    let seconds = limits.seconds.map(|all| (all - began.elapsed().as_secs_f64()).max(0.0));
    let solved = maximise(&model, &Limits { nodes: Some(VALUE_NODES), seconds, ..*limits }, begin.as_deref());
    let Some(point) = solved.point.or(begin) else { return without(&solved.status) };
    let chosen = restricted.chosen(&point);
    let choice = |(m, c): (&Member, Option<usize>)| (m.goal, c.map(|c| m.list.choices[c].choice.clone()));
    let choices = members.iter().zip(chosen).map(choice).collect();
    Answer::Found(choices, least, exact)
}

/// Goals that stay as they are at no cost keep to it.
fn keep_still(model: &mut LinearModel, members: &[Member], chosen: &[Option<usize>]) {
    let mut first = 0;
    for (member, chosen) in members.iter().zip(chosen) {
        let choices = &member.list.choices;
        if let Some(stay) = chosen.filter(|stay| choices[*stay].cost == 0) {
            for other in (0..choices.len()).filter(|other| *other != stay) {
                model.columns[first + other].upper = Some(0);
            }
        }
        first += choices.len() + usize::from(member.rest.is_some());
    }
}

fn without(status: &Status) -> Answer {
    if *status == Status::Infeasible { Answer::Impossible } else { Answer::Unknown }
}

/// The columns with their cost: choices, and waiting, which costs more than all changes together.
fn tolls(members: &[Member]) -> Vec<(usize, i64)> {
    let dearest = |m: &Member| m.list.choices.last().map_or(0, |c| c.cost).max(m.rest.unwrap_or(0));
    let waiting = 1 + members.iter().map(dearest).sum::<i64>();
    let mut tolls = Vec::new();
    for member in members {
        let costs = member.list.choices.iter().map(|c| c.cost).chain(member.rest.map(|rest| waiting + rest));
        for cost in costs {
            tolls.push((tolls.len(), cost));
        }
    }
    tolls
}

/// The programme with the cost as its objective; among plans of one cost those in which fewer goals exchange seats for nothing come first.
fn cost_model(linear: &LinearModel, members: &[Member], tolls: &[(usize, i64)]) -> LinearModel {
    let swaps = |member: &Member| {
        let all: Vec<bool> = member.list.choices.iter().map(|choice| choice.swapped > 0).collect();
        all.into_iter().chain(member.rest.map(|_| false))
    };
    let mut model = linear.clone();
    model.columns.iter_mut().for_each(|column| column.objective = 0);
    let dearer = 1 + members.len() as i64;
    for ((column, toll), swaps) in tolls.iter().zip(members.iter().flat_map(swaps)) {
        model.columns[*column].objective = -(toll * dearer + i64::from(swaps));
    }
    model
}
