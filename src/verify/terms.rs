//! The objective terms O01 to O08 of a plan, and the figures of each run.

use std::collections::BTreeMap;

use crate::domain::ids::GoalIx;

use super::facts::Facts;
use super::participants::{Catchment, Shares};
use super::plan_file::{PlanRun, PlanRuns};
use super::poisson::Attendance;
use super::rules::per_school;
use super::table::three_decimals;
use super::verdict::Book;
use super::worth;

/// What the plan is worth and what is expected of its runs.
#[derive(Debug)]
pub(super) struct Figures {
    /// Weighted value of each term, milli.
    pub(super) terms: BTreeMap<&'static str, i64>,
    /// Participants in held runs, milli, in the order of `PlanRuns::runs`.
    pub(super) held: Vec<i64>,
    /// Probability to be held, permille, in the same order.
    pub(super) probability: Vec<i64>,
}

impl Figures {
    fn add(&mut self, term: &'static str, value: i64) {
        *self.terms.entry(term).or_default() += value;
    }
}

/// Computes the terms, and compares the expectations that plan.csv states for each run.
pub(super) fn compute(facts: &Facts, plan: &PlanRuns, book: &mut Book) -> Figures {
    let codes = ["o01_held", "o02_access", "o03_spread", "o04_load", "o05_date", "o06_wishes", "o07_stability", "o08_guarantee"];
    let mut figures = Figures {
        terms: codes.iter().map(|code| (*code, 0)).collect(),
        held: vec![0; plan.runs.len()],
        probability: vec![0; plan.runs.len()],
    };
    for goal in facts.instance.goal_ixs().filter(|g| plan.covers(*g)) {
        let positions = &plan.of_goal[goal.index()];
        let mut shares = Shares::default();
        let picks: Vec<usize> = (0..positions.len()).collect();
        Catchment::new(facts, goal, plan.of(goal).map(|r| r.site).collect()).share(&picks, &mut shares);
        figures.add("o02_access", shares.access);
        figures.add("o03_spread", shares.left_out);
        for (position, attendance) in positions.iter().zip(&shares.attendance) {
            let run = &plan.runs[*position];
            figures.held[*position] = attendance.held(run.min, run.max);
            figures.probability[*position] = attendance.probability(run.min);
            add_run(facts, goal, run, *attendance, &mut figures);
        }
    }
    figures.add("o03_spread", executors(facts, plan));
    figures.add("o04_load", load(facts, plan));
    for ((run, held), probability) in plan.runs.iter().zip(&figures.held).zip(&figures.probability) {
        book.expect("files", &run.place, "expected_participants", &run.expected, &three_decimals(*held));
        book.expect("files", &run.place, "probability_held", &run.probability, &three_decimals(*probability));
    }
    figures
}

/// The terms of one run.
fn add_run(facts: &Facts, ix: GoalIx, run: &PlanRun, attendance: Attendance, figures: &mut Figures) {
    let goal = facts.instance.goal(ix);
    figures.add("o01_held", worth::held(facts, ix, attendance, run.min, run.max));
    figures.add("o05_date", worth::date(facts, goal, run.site, &run.days));
    figures.add("o07_stability", worth::stability(facts, goal, run.site));
    if run.fulfils.is_none() {
        let wished = worth::wished_site(facts, goal, run.site) + worth::wished_start(facts, goal, run.site, run.start);
        figures.add("o06_wishes", wished);
    }
    if run.guarantee {
        figures.add("o08_guarantee", worth::guarantee(facts, goal, attendance, run.min));
    }
}

/// O03 (b): runs of an FKB at a school above its fair share.
fn executors(facts: &Facts, plan: &PlanRuns) -> i64 {
    let mut runs = vec![vec![0_i64; facts.instance.schools.len()]; facts.instance.fkbs.len()];
    for run in &plan.runs {
        runs[facts.instance.goal(run.goal).fkb.index()][facts.instance.school_of(run.site).index()] += 1;
    }
    let above = |(row, fair): (&Vec<i64>, &Vec<i64>)| row.iter().zip(fair).map(|(n, f)| (n - f).max(0)).sum::<i64>();
    -worth::executor_cost(facts) * runs.iter().zip(&facts.fair_runs).map(above).sum::<i64>()
}

/// O04: course days of a school above its fair share, the cheap tiers first.
fn load(facts: &Facts, plan: &PlanRuns) -> i64 {
    let costs = worth::load_costs(facts);
    let days = per_school(facts, plan, |run| i64::from(facts.instance.goal(run.goal).days));
    let mut value = 0;
    for (days, fair) in days.iter().zip(&facts.fair_days) {
        let mut over = (days - fair).max(0);
        for (width, cost) in worth::load_widths(facts, *fair).into_iter().chain([i64::MAX]).zip(costs) {
            let here = over.min(width);
            value -= here * cost;
            over -= here;
        }
    }
    value
}
