//! A plan where no ring holds one: the year is planned anew from what can stay, then brought back to the plan on the table as far as the two
//! can be mixed: each goal that differs has its choice on the table and its new one, then all that change no more than the new one, and a
//! programme takes the mix that changes least. A chain of many goals that each make way for the one before is found so.

use super::cost::DEAREST;
use super::lists::{Costed, List, Reach, list};
use super::situation::Situation;
use super::stage::{Answer, Member, solve};
use super::within;
use crate::domain::instance::Instance;
use crate::solve::decomposed::choices::choices_of;
use crate::solve::decomposed::respond::Choice;
use crate::solve::limits::{EXACT_COLUMNS, Limits, Meter};
use crate::solve::outcome::plan_of;
use crate::solve::{Start, highs, solve_from};

/// Work of the search, in millions of steps for each goal: the time limit is a guard, so that the answer is the same every time.
const STEPS_OF_A_GOAL: u64 = 4;

/// Gap at which the search may end: only a place for everybody counts.
const GAP: f64 = 0.02;

/// Choices of each goal that differs, and how often they are looked through.
const CHOICES: usize = 150;
const ROUNDS: usize = 4;

/// The choice of each goal; `None` where the search finds no place for the required runs.
#[must_use]
pub fn anew(
    now: &Situation<'_>,
    instance: &Instance,
    meter: &Meter<'_>,
    highs: &highs::Limits<'_>,
) -> Option<Vec<Option<Choice>>> {
    let work = STEPS_OF_A_GOAL * now.problem.models.len() as u64;
    let limits = Limits { gap: GAP, time: meter.left(), work, exact_columns: EXACT_COLUMNS, ..meter.limits().clone() };
    let stays = plan_of(now.problem, &now.base);
    let found = solve_from(instance, Some(Start { plan: &stays, prices: &[] }), &limits, &mut |_| ()).ok()?;
    let mut choices = choices_of(now.problem, instance.calendar, &found.plan).ok()?;
    nearer(now, &mut choices, &within(meter, highs), |goal, new, _| member(now, goal, new));
    for _ in 0..ROUNDS {
        let before = now.cost_of(&choices);
        nearer(now, &mut choices, &within(meter, highs), |goal, new, used| listed(now, goal, new, used));
        if now.cost_of(&choices) >= before || meter.stop().is_some() {
            break;
        }
    }
    Some(choices)
}

/// The goals that differ from the plan on the table choose again, all others staying.
fn nearer(
    now: &Situation<'_>,
    choices: &mut [Option<Choice>],
    highs: &highs::Limits<'_>,
    member: impl Fn(usize, Option<&Choice>, &[i64]) -> Member,
) {
    let goals: Vec<usize> = (0..choices.len()).filter(|goal| choices[*goal] != now.base[*goal]).collect();
    let used = now.used_without(&goals);
    let members: Vec<Member> = goals.iter().map(|goal| member(*goal, choices[*goal].as_ref(), &used)).collect();
    if let Answer::Found(mixed, ..) = solve(now.problem, &members, &used, highs) {
        for (goal, choice) in mixed {
            choices[goal] = choice;
        }
    }
}

/// The goal with all choices that change no more than its new one, cut to the cheapest, and the new one.
fn listed(now: &Situation<'_>, goal: usize, new: Option<&Choice>, used: &[i64]) -> Member {
    let mut own = member(now, goal, new);
    let cost = own.list.choices.last().map_or(0, |choice| choice.cost);
    let found = list(now.problem, &now.table, goal, Reach { cost, most: CHOICES, used, way: None });
    for costed in found.choices {
        if own.list.choices.iter().all(|known| known.choice != costed.choice) {
            own.list.choices.push(costed);
        }
    }
    own.list.choices.sort_by_key(|choice| choice.cost);
    own
}

/// The goal with its choice on the table, where it can stay, and the new one.
fn member(now: &Situation<'_>, goal: usize, new: Option<&Choice>) -> Member {
    let costed = |choice: &Choice| Costed {
        cost: now.table.cost_of(now.problem, goal, Some(choice)),
        value: choice.own_value(&now.problem.models[goal]),
        swapped: now.table.swapped(now.problem, goal, choice),
        choice: choice.clone(),
    };
    let mut choices: Vec<Costed> = now.base[goal].iter().chain(new).map(costed).collect();
    choices.sort_by_key(|choice| choice.cost);
    let rest = new.is_none().then(|| now.table.cost(goal, &[]));
    Member { goal, list: List { choices, complete_to: DEAREST }, rest }
}
