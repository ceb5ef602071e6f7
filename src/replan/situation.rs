//! Where the plan on the table stands in today's year: what can stay, what must choose again, and what no longer fits together.

use std::collections::BTreeSet;

use super::cost::Table;
use super::lists::{Reach, cheapest};
use crate::compare::placed::Placed;
use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::formulation::gaps::{GapReason, gap_reasons};
use crate::solve::decomposed::choices::choices_of;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::decomposed::runs::rows_used;

/// The plan on the table in the problem.
#[derive(Debug)]
pub struct Situation<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// The plan on the table.
    pub table: Table,
    /// The choice of each goal that can stay as it is, by itself.
    pub base: Vec<Option<Choice>>,
    /// Goals that choose again, by goal: with the least cost of that, whatever the others do.
    pub displaced: Vec<(usize, i64)>,
    /// Goals that can stay by themselves, but have a run where there are more than find room.
    pub crowded: Vec<usize>,
    /// Hard rows that are too full on the table.
    pub full: BTreeSet<usize>,
    /// What is lost in any case: runs of goals that no plan can hold any more.
    pub lost: i64,
    /// Displaced goals that have no choice whatever the others do, though their required runs ask for one.
    pub hopeless: Vec<usize>,
    /// Gaps of the plan on the table that are not proven to be gaps of every plan, by goal: with the least cost of a run.
    pub openings: Vec<(usize, i64)>,
}

impl<'a> Situation<'a> {
    /// Looks at the plan. `gaps` are the codes of the goals that are gaps in it.
    #[must_use]
    pub fn new(problem: &'a Problem, instance: &Instance, placed: &Placed, gaps: &BTreeSet<&str>) -> Self {
        let table = Table::new(instance, placed);
        let mut base = staying(problem, instance, &placed.plan);
        for (goal, choice) in base.iter_mut().enumerate() {
            // What is left of a goal that lost a run is one of its choices, not what was on the table.
            if choice.as_ref().is_some_and(|left| table.cost_of(problem, goal, Some(left)) > 0) {
                *choice = None;
            }
        }
        let mut this = Self {
            problem,
            table,
            base,
            displaced: Vec::new(),
            crowded: Vec::new(),
            full: BTreeSet::new(),
            lost: 0,
            hopeless: Vec::new(),
            openings: Vec::new(),
        };
        let free = vec![0; problem.coupling.rows.len()];
        let used = this.used_without(&[]);
        let reasons = gap_reasons(instance, &problem.parameters, &placed.plan);
        for (goal, reason) in reasons.into_iter().enumerate() {
            if this.base[goal].is_some() {
                continue;
            }
            let model = &problem.models[goal];
            let old_gap = this.table.of(goal).is_empty() && model.may_rest && gaps.contains(instance.goals[goal].code.as_str());
            let reach = Reach { cost: 0, most: 1, used: &free, way: None };
            // A gap of every plan stays one.
            let can = problem.can_run(goal) && !(old_gap && reason.is_some_and(GapReason::proven));
            let mut least = if can { cheapest(problem, &this.table, goal, 0, reach).least() } else { None };
            if !problem.must_run(goal) {
                // It chooses again only where that changes less than no run.
                least = least.filter(|cost| *cost < this.table.cost(goal, &[]));
            }
            match least {
                Some(cost) if old_gap => this.openings.push((goal, cost)),
                Some(cost) => this.displaced.push((goal, cost)),
                None if !model.may_rest => this.hopeless.push(goal),
                None => this.lost += this.table.cost(goal, &[]),
            }
        }
        let over = |row: &usize| {
            let data = &problem.coupling.rows[*row];
            data.tiers.is_empty() && used[*row] > data.capacity
        };
        this.full = (0..used.len()).filter(over).collect();
        this.crowded = this.users(&this.full);
        this
    }

    /// Goals whose choice on the table uses one of the rows.
    #[must_use]
    pub fn users(&self, rows: &BTreeSet<usize>) -> Vec<usize> {
        let uses = |goal: &usize| {
            let choice = self.base[*goal].as_ref();
            choice.is_some_and(|choice| rows_used(self.problem, *goal, choice).any(|(row, _)| rows.contains(&row)))
        };
        (0..self.base.len()).filter(uses).collect()
    }

    /// What a plan changes of the one on the table.
    #[must_use]
    pub fn cost_of(&self, choices: &[Option<Choice>]) -> i64 {
        choices.iter().enumerate().map(|(goal, choice)| self.table.cost_of(self.problem, goal, choice.as_ref())).sum()
    }

    /// What the goals that stay use of each row when these choose again.
    #[must_use]
    pub fn used_without(&self, goals: &[usize]) -> Vec<i64> {
        let again: BTreeSet<usize> = goals.iter().copied().collect();
        let mut used = vec![0; self.problem.coupling.rows.len()];
        for (goal, choice) in self.base.iter().enumerate().filter(|(goal, _)| !again.contains(goal)) {
            for (row, amount) in choice.iter().flat_map(|choice| rows_used(self.problem, goal, choice)) {
                used[row] += amount;
            }
        }
        used
    }
}

/// The choices of the plan that are still choices of today's problem.
fn staying(problem: &Problem, instance: &Instance, plan: &Plan) -> Vec<Option<Choice>> {
    let lost = match choices_of(problem, instance.calendar, plan) {
        Ok(choices) => return choices,
        Err(lost) => lost,
    };
    let kept = plan.runs.iter().filter(|run| !lost.contains(&run.goal.index())).copied().collect();
    choices_of(problem, instance.calendar, &Plan::new(kept)).unwrap_or_else(|_| vec![None; problem.models.len()])
}
