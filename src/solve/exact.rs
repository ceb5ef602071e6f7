//! Small networks: the whole programme in one piece, so that the plan is the best there is.
//!
//! The bound stays that of the certificate; HiGHS only supplies a plan, which is judged like any other.

use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::formulation::model::size;
use crate::solve::decomposed::problem::Problem;
use crate::solve::highs::{self, Status};
use crate::solve::limits::{Limits, Meter};
use crate::solve::monolithic;

/// Largest node count: a work limit, so that the answer is the same every time.
const NODES: u32 = 20_000;

/// Whether the programme is larger than the limits allow to be solved in one piece.
#[must_use]
pub fn too_large(problem: &Problem, limits: &Limits<'_>) -> bool {
    size(&problem.models) > limits.exact_columns
}

/// The best plan of the programme that is found within the limits.
#[derive(Debug)]
pub struct Exact {
    /// The plan.
    pub plan: Plan,
    /// Its gaps among the goals that could run.
    pub gaps: usize,
    /// Its value, milli.
    pub value: i64,
    /// HiGHS solved the programme to its end: no plan has fewer gaps.
    pub fewest: bool,
}

/// Solves the whole programme; `start` is a plan to begin with.
#[must_use]
pub fn best(
    instance: &Instance,
    problem: &Problem,
    limits: &Limits<'_>,
    meter: &Meter<'_>,
    start: Option<&Plan>,
) -> Option<Exact> {
    let exact = highs::Limits { seconds: Some(meter.left().as_secs_f64()), nodes: Some(NODES), ..limits.highs() };
    let solved = monolithic::solve(instance, &problem.parameters, &problem.models, &problem.coupling, &exact, start);
    // The oracle also counts the goals that nobody can run.
    let hopeless = problem.models.iter().filter(|m| m.rest_is_gap && m.placements.is_empty()).count();
    let (gaps, value, fewest) = (solved.gaps.saturating_sub(hopeless), solved.value, solved.status == Status::Optimal);
    solved.plan.map(|plan| Exact { plan, gaps, value, fewest })
}
