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

/// The best plan of the programme that is found within the limits, with its gaps among the goals that could run, and its value.
/// `start` is a plan to begin with.
#[must_use]
pub fn best(
    instance: &Instance,
    problem: &Problem,
    limits: &Limits<'_>,
    meter: &Meter<'_>,
    start: Option<&Plan>,
) -> Option<(Plan, usize, i64)> {
    let exact = highs::Limits { seconds: Some(meter.left().as_secs_f64()), nodes: Some(NODES), ..limits.highs() };
    let solved = monolithic::solve(instance, &problem.parameters, &problem.models, &problem.coupling, &exact, start);
    // The oracle also counts the goals that nobody can run.
    let hopeless = problem.models.iter().filter(|m| m.rest_is_gap && m.placements.is_empty()).count();
    solved.plan.map(|plan| (plan, solved.gaps.saturating_sub(hopeless), solved.value))
}
