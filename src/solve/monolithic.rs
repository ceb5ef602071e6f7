//! The whole annual programme in one piece: exact, for small instances and as the oracle of the tests.
//!
//! First the fewest gaps, then the largest value with that many: two solves, so that no weight has to tell gaps from terms.
//! No point of the solver is trusted. The plan is read from it, turned back into a point, checked against every row in whole numbers,
//! and its value is computed anew from the plan.

use std::time::Instant;

use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::formulation::coupling::Coupling;
use crate::formulation::model::{AnnualModel, GapMode, build, gaps};
use crate::formulation::parameters::Parameters;
use crate::formulation::placement::GoalModel;
use crate::formulation::value::terms;
use crate::solve::highs::{Limits, Solved, Status};
use crate::solve::isolated::maximise;

/// What the solve of the whole programme returns.
#[derive(Debug, Clone, PartialEq)]
pub struct Monolithic {
    /// How it ended.
    pub status: Status,
    /// The best plan found.
    pub plan: Option<Plan>,
    /// Its value in milli, 0 without a plan.
    pub value: i64,
    /// Its gaps, 0 without a plan.
    pub gaps: usize,
    /// HiGHS' bound on plans with at most as many gaps (milli), rounded; only where the fewest gaps are known. It is computed in
    /// floating point: a proof is the certificate of the decomposed solver.
    pub bound: Option<i64>,
    /// Columns of the programme.
    pub columns: usize,
    /// Rows of the programme.
    pub rows: usize,
    /// Coefficients in its rows.
    pub nonzeros: usize,
}

/// Solves the programme, from the plan `start` if one is given. The seconds of the limits hold for both steps together.
#[must_use]
pub fn solve(
    instance: &Instance,
    parameters: &Parameters,
    goals: &[GoalModel],
    coupling: &Coupling,
    limits: &Limits,
    start: Option<&Plan>,
) -> Monolithic {
    let begun = Instant::now();
    let year = Year { instance, parameters, goals, coupling };
    let count = build(instance, parameters, goals, coupling, GapMode::Count);
    let first = year.run(&count, limits, start);
    if first.status != Status::Optimal {
        return Monolithic { bound: None, ..first };
    }
    let seconds = limits.seconds.map(|s| s - begun.elapsed().as_secs_f64());
    let value = build(instance, parameters, goals, coupling, GapMode::Fixed(first.gaps));
    let better = start.filter(|plan| gaps(goals, plan) <= first.gaps).or(first.plan.as_ref());
    let second = year.run(&value, &Limits { seconds, ..*limits }, better);
    if second.plan.is_some() { second } else { Monolithic { plan: first.plan, value: first.value, gaps: first.gaps, ..second } }
}

/// The programme of a whole year as a file for other solvers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Free-format MPS.
    pub text: String,
    /// Its columns.
    pub columns: usize,
    /// Its rows.
    pub rows: usize,
}

/// Writes the programme with a weight for gaps, so that the file says everything and needs no solve before.
#[must_use]
pub fn export(instance: &Instance) -> Exported {
    let parameters = Parameters::new(instance);
    let goals: Vec<GoalModel> = instance.goal_ixs().map(|g| GoalModel::new(instance, &parameters, g)).collect();
    let coupling = Coupling::new(instance, &parameters);
    let model = build(instance, &parameters, &goals, &coupling, GapMode::Weighted);
    Exported { text: model.mps(), columns: model.linear.columns.len(), rows: model.linear.rows.len() }
}

struct Year<'a> {
    instance: &'a Instance,
    parameters: &'a Parameters,
    goals: &'a [GoalModel],
    coupling: &'a Coupling,
}

impl Year<'_> {
    fn run(&self, model: &AnnualModel, limits: &Limits, start: Option<&Plan>) -> Monolithic {
        let begin = start.and_then(|plan| model.point(plan)).filter(|p| model.linear.violations(p).is_empty());
        let solved = maximise(&model.linear, limits, begin.as_deref());
        let mut result = Monolithic {
            status: solved.status.clone(),
            plan: None,
            value: 0,
            gaps: 0,
            bound: solved.bound,
            columns: model.linear.columns.len(),
            rows: model.linear.rows.len(),
            nonzeros: model.linear.nonzeros(),
        };
        if solved.point.is_some() {
            match self.judged(model, &solved) {
                Ok((plan, value)) => {
                    (result.gaps, result.value) = (gaps(self.goals, &plan), value);
                    result.plan = Some(plan);
                }
                Err(what) => result.status = Status::Failed(what),
            }
        }
        result
    }

    /// The plan of the point and its value, after every row has been checked in whole numbers.
    fn judged(&self, model: &AnnualModel, solved: &Solved) -> Result<(Plan, i64), String> {
        let point = solved.point.as_deref().unwrap_or_default();
        let plan = model.plan(point).ok_or("a run of the point has no start")?;
        let exact = model.point(&plan).ok_or("the plan of the point fits no placement")?;
        let violations = model.linear.violations(&exact);
        if let Some(first) = violations.first() {
            return Err(format!("the point breaks {} rows or bounds, first {first}", violations.len()));
        }
        let objective = model.linear.objective(&exact);
        if solved.bound.is_some_and(|bound| bound < objective) {
            return Err(format!("the plan's objective {objective} is above the bound {:?}", solved.bound));
        }
        let value = terms(self.instance, self.parameters, self.coupling, &plan).values().sum();
        if model.gaps != GapMode::Count && value != objective {
            return Err(format!("the plan is worth {value}, the point {objective}"));
        }
        Ok((plan, value))
    }
}
