//! Plans that are markedly different from each other.

use super::measures::{Measured, elsewhere};

/// The least share of goals (permille) that markedly different plans have at other schools.
pub const MARKED: usize = 30;

/// Goals that are at other schools, or a gap or agreement in one of the plans only.
#[must_use]
pub fn goals_elsewhere(one: &Measured, other: &Measured) -> usize {
    let both = one.plan.goals.keys().chain(other.plan.goals.keys().filter(|code| !one.plan.goals.contains_key(*code)));
    both.filter(|code| elsewhere(&one.plan, &other.plan, code)).count()
}

/// Positions of at most `most` of the plans, in their order, each markedly different from the base and from those before it.
#[must_use]
pub fn markedly_different(base: &Measured, plans: &[&Measured], most: usize) -> Vec<usize> {
    let marked = |one: &Measured, other: &Measured| {
        let goals = one.plan.goals.len().max(other.plan.goals.len());
        goals_elsewhere(one, other) * 1000 >= MARKED * goals
    };
    let mut kept: Vec<usize> = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        let apart = marked(base, plan) && kept.iter().all(|other| marked(plans[*other], plan));
        if apart && kept.len() < most {
            kept.push(at);
        }
    }
    kept
}
