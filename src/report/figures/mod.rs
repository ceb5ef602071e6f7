//! The numbers that the papers show beside the plan itself: days, expectations, shares, proofs, natural values.
//!
//! Everything is asked of `formulation`; nothing here decides or formats. One place, so that every paper says the same number.

pub mod reach;
pub mod terms;

use std::collections::BTreeSet;

use crate::domain::calendar::Day;
use crate::domain::ids::{GoalIx, SchoolIx};
use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, Plan, Run};
use crate::domain::units::Milli;
use crate::formulation::gaps::{GapReason, gap_reasons};
use crate::formulation::parameters::Parameters;
use crate::formulation::value::plan_turnouts;
use terms::{Term, terms};

/// What the plan means for one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFigures {
    /// Last day that the run occupies.
    pub end: Day,
    /// Expected participants, counting only the case that the run is held: `held(n, c)`.
    pub expected: Milli,
    /// Probability that the run reaches its minimum, in thousandths.
    pub probability: i64,
}

/// What the plan means for one goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalFigures {
    /// Demand below two minimum classes.
    pub narrow: bool,
    /// Why it is a gap; `None` when it has a run or an agreement closes it.
    pub gap: Option<GapReason>,
    /// Members that were considered for it, sorted.
    pub considered: Vec<SchoolIx>,
}

/// Everything the papers show that is not in the plan itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// One entry per run of the plan, in its order.
    pub runs: Vec<RunFigures>,
    /// One entry per goal of the instance, in its order.
    pub goals: Vec<GoalFigures>,
    /// Fair share of course days per school (O04); 0 for outside schools.
    pub fair: Vec<i64>,
    /// The terms O01 to O08, in order.
    pub terms: Vec<Term>,
}

impl Figures {
    /// Works all figures out once for an outcome.
    #[must_use]
    pub fn new(instance: &Instance, outcome: &Outcome) -> Self {
        let parameters = Parameters::new(instance);
        let runs = run_figures(instance, &parameters, &outcome.plan);
        let reasons = gap_reasons(instance, &parameters, &outcome.plan);
        let goals = instance.goal_ixs().zip(reasons).map(|(goal, gap)| GoalFigures {
            narrow: parameters.narrow[goal.index()],
            gap,
            considered: considered(instance, goal),
        });
        let goals = goals.collect();
        let held = runs.iter().map(|run| run.expected).sum();
        let terms = terms(instance, outcome, &parameters, held);
        Self { runs, goals, fair: parameters.fair_days, terms }
    }

    /// The runs of a goal by start, each with its figures.
    #[must_use]
    pub fn runs_of<'a>(&'a self, plan: &'a Plan, goal: GoalIx) -> impl DoubleEndedIterator<Item = (&'a Run, &'a RunFigures)> {
        let from = plan.runs.partition_point(|run| run.goal < goal);
        plan.runs_of(goal).iter().zip(&self.runs[from..])
    }
}

/// Figures of every run, in the plan's order.
fn run_figures(instance: &Instance, parameters: &Parameters, plan: &Plan) -> Vec<RunFigures> {
    let turnouts = plan_turnouts(instance, plan);
    let figures = plan.runs.iter().zip(turnouts).map(|(run, turnout)| RunFigures {
        end: last_day(instance, parameters, run),
        expected: turnout.held(run.min, run.max),
        probability: libm::round(turnout.probability(run.min) * 1000.0) as i64,
    });
    figures.collect()
}

/// The run occupies its start and the next open days of its site, as many as the goal has course days.
fn last_day(instance: &Instance, parameters: &Parameters, run: &Run) -> Day {
    let open = &parameters.open[run.site.index()].days;
    let first = open.partition_point(|day| *day < run.start);
    let days = usize::from(instance.goal(run.goal).days.max(1));
    open.get(first + days - 1).copied().unwrap_or(run.start)
}

/// Members that an approval, a site or an answer brings into question for the goal.
fn considered(instance: &Instance, goal: GoalIx) -> Vec<SchoolIx> {
    let goal = instance.goal(goal);
    let eligible = goal.eligible.iter().map(|eligible| instance.school_of(eligible.site));
    let named = goal.duties.iter().chain(&goal.declined).copied();
    let all: BTreeSet<SchoolIx> = named.chain(eligible).collect();
    all.into_iter().filter(|school| instance.school(*school).member).collect()
}
