//! The Lagrangian bound at given prices (`models/annual-plan.md` section 6): exact, in integers.

use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::formulation::coupling::PER_MILLI;
use crate::formulation::placement::GoalModel;
use crate::formulation::room_window::RoomWindow;
use crate::solve::decomposed::problem::{Lane, Problem};
use crate::solve::decomposed::respond::{Choice, Costs, ScalarCost, respond};
use crate::solve::decomposed::runs::rows_used;
use crate::solve::decomposed::window_costs::{WindowCosts, Windows};

/// Prices and what they prove.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Integer price per coupling row, then per window, millionths.
    pub(super) prices: Vec<i64>,
    /// The windows.
    pub(super) windows: Arc<Windows>,
    /// Number of gaps that plans may have.
    gaps: usize,
    /// Price of a gap; 0 when no plan with gaps is considered.
    pub gap_price: i64,
    /// The bound in milli: `exact` rounded down, since values are whole.
    pub bound: i64,
    /// The bound in millionths.
    pub(super) exact: i64,
    /// Use of each row and window by the best answers of the goals.
    pub(super) used: Vec<f64>,
    /// Each goal's best answer: net value at the prices and the choice.
    pub answers: Vec<Option<(i64, Choice)>>,
}

impl Bound {
    /// Evaluates the Lagrangian at integer prices of rows and windows. `gaps` is the number of gaps that plans may have; with 0 no goal
    /// that can run rests. The price of a gap is the best one: just so high that no more than `gaps` goals would rather rest.
    #[must_use]
    pub fn at(problem: &Problem, prices: Vec<i64>, windows: Arc<Windows>, gaps: usize) -> Self {
        let (rows, of_windows) = prices.split_at(problem.coupling.rows.len());
        let mut exact: i64 = problem.coupling.rows.iter().zip(rows).map(|(row, p)| row.bound_part(*p)).sum();
        exact += windows.capacity().iter().zip(of_windows).map(|(rooms, p)| rooms * p).sum::<i64>();
        let costs = costs_at(problem, rows, &windows, of_windows);
        let answers: Vec<_> = (0..problem.models.len()).into_par_iter().map(|g| respond(problem, g, &costs)).collect();
        let gap_price = gap_price(problem, &answers, gaps);
        exact += gap_price * gaps as i64;
        let mut bound = Self { used: vec![0.0; prices.len()], prices, windows, gaps, gap_price, bound: 0, exact, answers };
        bound.exact += bound.best_parts(problem).sum::<i64>();
        bound.bound = bound.exact.div_euclid(PER_MILLI);
        bound.used = bound.use_by_answers(problem);
        bound
    }

    /// What resting is worth to a goal, where it may rest.
    fn rest(&self, model: &GoalModel) -> Option<i64> {
        match (model.may_rest, model.rest_is_gap) {
            (true, false) => Some(0),
            (true, true) if self.gaps > 0 => Some(-self.gap_price),
            _ => None,
        }
    }

    /// What each goal adds to the bound: its best answer, or resting where that is better.
    fn best_parts<'a>(&'a self, problem: &'a Problem) -> impl Iterator<Item = i64> + 'a {
        let answered = self.answers.iter().zip(&problem.models);
        answered.filter_map(|(answer, model)| {
            let (value, _) = answer.as_ref()?;
            Some(self.rest(model).map_or(*value, |rest| rest.max(*value)))
        })
    }

    /// The answers of the goals that do not rather rest.
    pub fn running<'a>(&'a self, problem: &'a Problem) -> impl Iterator<Item = (usize, &'a Choice)> + 'a {
        self.answers.iter().enumerate().filter_map(|(goal, answer)| {
            let (value, choice) = answer.as_ref()?;
            self.rest(&problem.models[goal]).is_none_or(|rest| rest <= *value).then_some((goal, choice))
        })
    }

    fn use_by_answers(&self, problem: &Problem) -> Vec<f64> {
        let mut used = vec![0.0; self.prices.len()];
        for (goal, choice) in self.running(problem) {
            for (row, amount) in self.uses(problem, goal, choice) {
                used[row] += amount as f64;
            }
        }
        used
    }

    /// Rows and windows that the choice uses, as positions among the prices; one may come more than once.
    fn uses<'a>(&'a self, problem: &'a Problem, goal: usize, choice: &'a Choice) -> impl Iterator<Item = (usize, i64)> + 'a {
        let rows = self.row_prices().len();
        rows_used(problem, goal, choice).chain(self.windows.used(problem, goal, choice).map(move |w| (rows + w, 1)))
    }

    /// What the goal pays for the choice, millionths.
    #[must_use]
    pub fn paid(&self, problem: &Problem, goal: usize, choice: &Choice) -> i64 {
        self.uses(problem, goal, choice).map(|(row, amount)| self.prices[row] * amount).sum()
    }

    /// Integer price per coupling row, millionths.
    #[must_use]
    pub fn row_prices(&self) -> &[i64] {
        &self.prices[..self.prices.len() - self.windows.list().len()]
    }

    /// The windows with their integer prices, millionths.
    pub fn window_prices(&self) -> impl Iterator<Item = (RoomWindow, i64)> + '_ {
        self.windows.list().iter().copied().zip(self.prices[self.row_prices().len()..].iter().copied())
    }

    /// Costs of rows and windows at the prices.
    #[must_use]
    pub fn costs(&self, problem: &Problem) -> Costs {
        let (rows, of_windows) = self.prices.split_at(problem.coupling.rows.len());
        costs_at(problem, rows, &self.windows, of_windows)
    }
}

fn costs_at(problem: &Problem, prices: &[i64], windows: &Windows, of_windows: &[i64]) -> Costs {
    let sums = |lane: &Lane| {
        let mut sums = Vec::with_capacity(lane.rows.len() + 1);
        let mut sum = 0;
        sums.push(0);
        for rows in &lane.rows {
            sum += rows.iter().map(|r| prices[*r]).sum::<i64>();
            sums.push(sum);
        }
        sums
    };
    Costs {
        lanes: problem.lanes.iter().map(sums).collect(),
        scalar: prices.iter().map(|p| ScalarCost::Price(*p)).collect(),
        windows: WindowCosts::new(windows, of_windows),
    }
}

fn gap_price(problem: &Problem, answers: &[Option<(i64, Choice)>], gaps: usize) -> i64 {
    let may_be_gap = |g: usize| problem.models[g].rest_is_gap;
    let mut nets: Vec<i64> =
        answers.iter().enumerate().filter(|(g, _)| may_be_gap(*g)).filter_map(|(_, a)| a.as_ref().map(|(net, _)| *net)).collect();
    nets.sort_unstable();
    if gaps == 0 { 0 } else { nets.get(gaps).map_or(0, |net| (-net).max(0)) }
}
