//! The solver room: bound, plan, limits, interrupt, progress. The only room that knows HiGHS.
//!
//! `decomposed` is the solver at size; `monolithic` the exact model for small networks and the oracle of the tests.

pub mod decomposed;
pub mod limits;
pub mod outcome;
pub mod progress;

use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, Stop};
use crate::formulation::value::terms;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::search;
use crate::solve::limits::{Limits, Meter};
use crate::solve::progress::Progress;

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Stopped before a plan was found in which every required run has a place.
    NoPlan(Stop),
}

/// The best plan within the limits, with a bound that its certificate proves.
///
/// # Errors
/// [`Failure::NoPlan`] when no plan was found that holds all required runs.
pub fn solve(instance: &Instance, limits: &Limits<'_>, report: &mut dyn FnMut(Progress)) -> Result<Outcome, Failure> {
    let mut meter = Meter::start(limits);
    let problem = Problem::new(instance);
    let found = search::run(&problem, limits, &mut meter, report);
    if found.score.broken < 0 {
        return Err(Failure::NoPlan(found.stop));
    }
    let plan = outcome::plan_of(&problem, &found.choices);
    let terms = terms(instance, &problem.parameters, &problem.coupling, &plan);
    let value = terms.values().sum();
    debug_assert_eq!(value, found.score.value, "the search and the terms agree");
    Ok(Outcome {
        plan,
        value,
        bound: found.bound.bound,
        certificate: outcome::certificate_of(&problem, &found.bound),
        stop: found.stop,
        work: meter.work(),
        terms,
    })
}
