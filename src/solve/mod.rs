//! The solver room: bound, plan, limits, interrupt, progress. The only room that knows HiGHS.
//!
//! `decomposed` is the solver at size; `monolithic` the whole programme for small networks and the oracle of the tests; `exact` and
//! `contradiction` call it; `highs` is the only file that knows the solver crates.

pub mod contradiction;
pub mod decomposed;
pub mod exact;
pub mod highs;
pub mod limits;
pub mod monolithic;
pub mod outcome;
pub mod progress;

use crate::domain::goal::Source;
use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, Plan, Stop};
use crate::formulation::value::terms;
use crate::solve::decomposed::prices::Volume;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::search::{self, Found};
use crate::solve::limits::{Limits, Meter};
use crate::solve::progress::{Phase, Progress, relative_gap};

/// Steps towards a better bound after the exact plan of a small network is known, and how many without success end them.
const CLOSING_STEPS: usize = 3000;
const CLOSING_PATIENCE: usize = 300;

/// Work of the search before a small network is solved in one piece, in millions of steps.
const SMALL_WORK: u64 = 200;

/// Seconds given to show that required runs clash.
const CLASH_SECONDS: f64 = 20.0;

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Stopped before a plan was found in which every required run has a place.
    NoPlan(Stop),
    /// The required runs that these rows ask for cannot be held together; without any one goal of them the others can.
    Clash(Vec<Source>),
}

/// The best plan within the limits, with a bound that its certificate proves.
///
/// # Errors
/// [`Failure::Clash`] when required runs contradict each other, [`Failure::NoPlan`] when no plan was found for another reason.
pub fn solve(instance: &Instance, limits: &Limits<'_>, report: &mut dyn FnMut(Progress)) -> Result<Outcome, Failure> {
    let problem = Problem::new(instance);
    let small = !exact::too_large(&problem, limits);
    let work = if small { limits.work.min(SMALL_WORK) } else { limits.work };
    let search_limits = Limits { work, ..limits.clone() };
    let mut meter = Meter::start(&search_limits);
    let found = search::run(&problem, &search_limits, &mut meter, report);
    let plan = outcome::plan_of(&problem, &found.choices);
    if found.score.broken < 0 {
        return Err(failure(instance, &problem, &found, limits));
    }
    let (plan, volume, stop) = if small && !matches!(found.stop, Stop::Time | Stop::Interrupt) {
        finish(instance, &problem, found, plan, limits, &meter, report)
    } else {
        (plan, found.volume, found.stop)
    };
    let terms = terms(instance, &problem.parameters, &problem.coupling, &plan);
    Ok(Outcome {
        value: terms.values().sum(),
        bound: volume.best.bound,
        certificate: outcome::certificate_of(&problem, &volume.best),
        plan,
        stop,
        work: meter.work(),
        terms,
    })
}

/// For a small network: the exact plan, and a bound as close to it as prices come.
fn finish(
    instance: &Instance,
    problem: &Problem,
    found: Found,
    plan: Plan,
    limits: &Limits<'_>,
    meter: &Meter<'_>,
    report: &mut dyn FnMut(Progress),
) -> (Plan, Volume, Stop) {
    let Found { score, mut volume, mut stop, .. } = found;
    let (mut plan, mut value, gaps) = (plan, score.value, usize::try_from(-score.gaps).unwrap_or(0));
    let mut gaps_now = gaps;
    if let Some(better) = exact::better(instance, problem, limits, meter, &plan, gaps, value) {
        (plan, gaps_now, value) = better;
        volume.allow_gaps(problem, gaps_now);
    }
    let mut idle = 0;
    for _ in 0..CLOSING_STEPS {
        if volume.best.bound <= value || idle > CLOSING_PATIENCE || meter.stop().is_some_and(|s| s != Stop::Work) {
            break;
        }
        idle = if volume.step(problem, value) { 0 } else { idle + 1 };
        let (elapsed, bound) = (meter.elapsed(), Some(volume.best.bound));
        report(Progress { elapsed, phase: Phase::Exact, gaps: Some(gaps_now), value: Some(value), bound });
    }
    if volume.best.bound <= value {
        stop = Stop::Optimal;
    } else if relative_gap(value, volume.best.bound) <= limits.gap {
        stop = Stop::Gap;
    }
    (plan, volume, stop)
}

fn failure(instance: &Instance, problem: &Problem, found: &Found, limits: &Limits<'_>) -> Failure {
    let broken = |g: &usize| !problem.models[*g].may_rest && found.choices[*g].is_none();
    let broken: Vec<usize> = (0..problem.models.len()).filter(broken).collect();
    let exact = highs::Limits { seconds: Some(CLASH_SECONDS), nodes: None, seed: 0, interrupt: Some(limits.interrupt) };
    match contradiction::clash(instance, problem, &broken, &exact) {
        Some(sources) => Failure::Clash(sources),
        None => Failure::NoPlan(found.stop),
    }
}
