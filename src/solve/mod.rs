//! The solver room: bound, plan, limits, interrupt, progress. The only room that knows HiGHS.
//!
//! `decomposed` is the solver at size; `monolithic` the whole programme for small networks and the oracle of the tests; `exact` and
//! `contradiction` call it; `highs` is the only file that knows the solver crates.

pub mod contradiction;
pub mod decomposed;
pub mod exact;
pub mod highs;
pub mod isolated;
pub mod limits;
pub mod monolithic;
pub mod outcome;
pub mod progress;

use std::collections::BTreeMap;
use std::time::Instant;

use crate::domain::goal::Source;
use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, Plan, Price, Stop};
use crate::formulation::coupling::Row;
use crate::formulation::value::terms;
use crate::solve::contradiction::Clash;
use crate::solve::decomposed::choices::possible_choices;
use crate::solve::decomposed::known::Known;
use crate::solve::decomposed::prices::{Ascent, Pass};
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::search::{self, Found};
use crate::solve::limits::{Limits, Meter};
use crate::solve::progress::{Phase, Progress, relative_gap};

/// Passes of prices towards a better bound after the exact plan of a small network is known.
const CLOSING_PASSES: u32 = 8;

/// Work of the search before a small network is solved in one piece, in millions of steps.
const SMALL_WORK: u64 = 200;

/// Seconds given to show that required runs clash.
const CLASH_SECONDS: f64 = 20.0;

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Stopped before a plan was found in which every required run has a place; the rows that ask for those without.
    NoPlan(Stop, Vec<Source>),
    /// Required runs cannot be held together.
    Clash(Clash),
}

/// The best plan within the limits, with a bound that its certificate proves.
///
/// # Errors
/// [`Failure::Clash`] when required runs contradict each other, [`Failure::NoPlan`] when no plan was found for another reason.
pub fn solve(instance: &Instance, limits: &Limits<'_>, report: &mut dyn FnMut(Progress)) -> Result<Outcome, Failure> {
    solve_from(instance, None, limits, report)
}

/// A plan and the prices of its certificate, of a folder that differs a little from the one to be planned.
#[derive(Debug, Clone, Copy)]
pub struct Start<'a> {
    /// The plan, in terms of the instance to be planned. Runs that are not possible there are left out.
    pub plan: &'a Plan,
    /// The prices; those of rows that are not there do not count.
    pub prices: &'a [Price],
}

/// The same as [`solve`], from a start where there is one: sooner there, and as a rule with fewer changes. The bound is as sure.
///
/// # Errors
/// As [`solve`].
pub fn solve_from(
    instance: &Instance,
    start: Option<Start<'_>>,
    limits: &Limits<'_>,
    report: &mut dyn FnMut(Progress),
) -> Result<Outcome, Failure> {
    let began = Instant::now();
    let problem = Problem::new(instance);
    let work = if exact::too_large(&problem, limits) { limits.work } else { limits.work.min(SMALL_WORK) };
    let limits = Limits { work, time: limits.time.saturating_sub(began.elapsed()), ..limits.clone() };
    let mut meter = Meter::start(&limits);
    let known = start.map(|start| known(instance, &problem, start));
    let found = search::run(&problem, known, &limits, &mut meter, report);
    let Settled { plan, ascent, stop } = settle(instance, &problem, found, &limits, &meter, report)?;
    let terms = terms(instance, &problem.parameters, &problem.coupling, &plan);
    Ok(Outcome {
        value: terms.values().sum(),
        bound: ascent.best.bound,
        certificate: outcome::certificate_of(instance, &problem, &ascent.best),
        plan,
        stop,
        work: meter.work(),
        terms,
        gaps: Vec::new(),
    })
}

fn known(instance: &Instance, problem: &Problem, start: Start<'_>) -> Known {
    let prices: BTreeMap<(&str, &str), i64> =
        start.prices.iter().map(|price| ((price.rule.as_str(), price.key.as_str()), price.price)).collect();
    let price = |row: &Row| prices.get(&(row.rule, row.key.as_str())).copied().unwrap_or(0);
    Known {
        choices: possible_choices(problem, instance.calendar, start.plan),
        prices: problem.coupling.rows.iter().map(price).collect(),
        windows: outcome::windows_of(instance, problem, start.prices),
    }
}

/// The plan and the bound to present.
struct Settled {
    plan: Plan,
    ascent: Ascent,
    stop: Stop,
}

/// What the search found; for a small network the exact plan instead, and a bound as close to it as prices come.
fn settle(
    instance: &Instance,
    problem: &Problem,
    found: Found,
    limits: &Limits<'_>,
    meter: &Meter<'_>,
    report: &mut dyn FnMut(Progress),
) -> Result<Settled, Failure> {
    // Not the score alone: it knows nothing of goals without any placement.
    let complete = problem.models.iter().zip(&found.choices).all(|(model, choice)| model.may_rest || choice.is_some());
    let ended = matches!(found.stop, Stop::Time | Stop::Interrupt | Stop::Optimal);
    let mut plan = outcome::plan_of(problem, &found.choices);
    let mut best = complete.then(|| (usize::try_from(-found.score.gaps).unwrap_or(0), found.score.value));
    if ended || exact::too_large(problem, limits) {
        return match best {
            Some(_) => Ok(Settled { plan, ascent: found.ascent, stop: found.stop }),
            None => Err(failure(instance, problem, &found, limits)),
        };
    }
    let mut fewest = None;
    if let Some(exact) = exact::best(instance, problem, limits, meter, complete.then_some(&plan)) {
        fewest = exact.fewest.then_some(exact.gaps);
        if best.is_none_or(|(gaps, value)| (exact.gaps, -exact.value) < (gaps, -value)) {
            (plan, best) = (exact.plan, Some((exact.gaps, exact.value)));
        }
    }
    let Some((gaps, value)) = best else { return Err(failure(instance, problem, &found, limits)) };
    let mut settled = Settled { plan, ascent: found.ascent, stop: found.stop };
    settled.ascent.allow_gaps(problem, gaps);
    settled.close(problem, (gaps, value), limits, meter, report);
    // Where a goal waits, the bound says nothing of plans with fewer gaps: those only the whole programme rules out.
    if settled.stop == Stop::Optimal && gaps > 0 && fewest != Some(gaps) {
        settled.stop = Stop::Gap;
    }
    Ok(settled)
}

impl Settled {
    /// Brings the bound down to the value of the plan, as far as prices can.
    fn close(
        &mut self,
        problem: &Problem,
        (gaps, value): (usize, i64),
        limits: &Limits<'_>,
        meter: &Meter<'_>,
        report: &mut dyn FnMut(Progress),
    ) {
        let ascent = &mut self.ascent;
        for n in 0..CLOSING_PASSES {
            ascent.begin(Pass::again(n));
            while ascent.left() > 0 && ascent.best.bound > value && meter.stop().is_none_or(|s| s == Stop::Work) {
                ascent.step(problem);
                let (elapsed, bound) = (meter.elapsed(), Some(ascent.best.bound));
                report(Progress { elapsed, phase: Phase::Exact, gaps: Some(gaps), value: Some(value), bound });
            }
            if ascent.left() > 0 {
                break;
            }
        }
        if ascent.best.bound <= value {
            self.stop = Stop::Optimal;
        } else if relative_gap(value, ascent.best.bound) <= limits.gap {
            self.stop = Stop::Gap;
        }
    }
}

fn failure(instance: &Instance, problem: &Problem, found: &Found, limits: &Limits<'_>) -> Failure {
    let broken = |g: &usize| !problem.models[*g].may_rest && found.choices[*g].is_none();
    let broken: Vec<usize> = (0..problem.models.len()).filter(broken).collect();
    let exact = highs::Limits { seconds: Some(CLASH_SECONDS), ..limits.highs() };
    if let Some(clash) = contradiction::clash(instance, problem, &broken, &exact) {
        return Failure::Clash(clash);
    }
    let rows = |g: &usize| instance.goals[*g].required.iter().flat_map(|r| r.sources.clone());
    let mut unplaced: Vec<Source> = broken.iter().flat_map(rows).collect();
    unplaced.sort();
    unplaced.dedup();
    Failure::NoPlan(found.stop, unplaced)
}
