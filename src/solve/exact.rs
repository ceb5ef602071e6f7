//! Small networks: the whole programme in one piece, so that the plan is the best there is.
//!
//! The bound stays that of the certificate; HiGHS only supplies a plan, which is judged like any other.

use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::formulation::model::size;
use crate::solve::decomposed::problem::Problem;
use crate::solve::highs;
use crate::solve::limits::{Limits, Meter};
use crate::solve::monolithic;

/// Largest node count: a work limit, so that the answer is the same every time.
const NODES: u32 = 20_000;

/// Whether the programme is larger than the limits allow to be solved in one piece.
#[must_use]
pub fn too_large(problem: &Problem, limits: &Limits<'_>) -> bool {
    size(&problem.models) > limits.exact_columns
}

/// A plan better than `plan` (fewer gaps, or as many and more value), if the programme has one within the limits.
#[must_use]
pub fn better(
    instance: &Instance,
    problem: &Problem,
    limits: &Limits<'_>,
    meter: &Meter<'_>,
    plan: &Plan,
    gaps: usize,
    value: i64,
) -> Option<(Plan, usize, i64)> {
    let exact = highs::Limits {
        seconds: Some(meter.left().as_secs_f64()),
        nodes: Some(NODES),
        seed: 0,
        interrupt: Some(limits.interrupt),
    };
    let solved = monolithic::solve(instance, &problem.parameters, &problem.models, &problem.coupling, &exact, Some(plan));
    let found = solved.plan?;
    (solved.gaps < gaps || (solved.gaps == gaps && solved.value > value)).then_some((found, solved.gaps, solved.value))
}
