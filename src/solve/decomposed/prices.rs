//! Prices on the coupling rows and the bound that they prove (`models/annual-plan.md` section 6).
//!
//! The volume algorithm (Barahona and Anbil, 2000): move from the best prices along capacity minus a running average of the use.
//! First with one price a site for the whole year, since goals otherwise all jump to the same cheapest day; then day by day.
//! Prices are rounded to integers before each evaluation, so every bound is exactly what the certificate proves.

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::formulation::constraints::{c03_room_capacity, c07_guarantee_cap, c08_yearly_limit};
use crate::formulation::coupling::PER_MILLI;
use crate::formulation::objective::o04_load;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::{Choice, Costs, ScalarCost, respond};
use crate::solve::decomposed::runs::rows_used;

/// Prices and what they prove.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Integer price per coupling row, millionths.
    pub prices: Vec<i64>,
    /// Price of a gap; 0 when no plan with gaps is considered.
    pub gap_price: i64,
    /// The bound in milli: `exact` rounded down, since values are whole.
    pub bound: i64,
    /// The bound in millionths.
    exact: i64,
    /// Use of each row by the best answers of the goals.
    use_of_rows: Vec<f64>,
    /// Each goal's best answer: net value at the prices and the choice.
    pub answers: Vec<Option<(i64, Choice)>>,
}

/// Costs of the rows at the prices.
#[must_use]
pub fn costs_at(problem: &Problem, prices: &[i64]) -> Costs {
    let sums = |lane: &crate::solve::decomposed::problem::Lane| {
        let mut sums = Vec::with_capacity(lane.rows.len() + 1);
        let mut sum = 0;
        sums.push(0);
        for rows in &lane.rows {
            sum += rows.iter().map(|r| prices[*r]).sum::<i64>();
            sums.push(sum);
        }
        sums
    };
    Costs { lanes: problem.lanes.iter().map(sums).collect(), scalar: prices.iter().map(|p| ScalarCost::Price(*p)).collect() }
}

/// Evaluates the Lagrangian at integer prices. `gaps` is the number of gaps that plans may have; with 0 no goal that can run rests.
/// The price of a gap is the best one: just so high that no more than `gaps` goals would rather rest.
#[must_use]
pub fn evaluate(problem: &Problem, prices: Vec<i64>, gaps: usize) -> Bound {
    let costs = costs_at(problem, &prices);
    let answers: Vec<_> = (0..problem.models.len()).into_par_iter().map(|g| respond(problem, g, &costs)).collect();
    let gap_price = gap_price(problem, &answers, gaps);
    let mut use_of_rows = vec![0.0; prices.len()];
    let mut bound: i64 = problem.coupling.rows.iter().zip(&prices).map(|(row, p)| row.bound_part(*p)).sum();
    bound += gap_price * gaps as i64;
    for (g, answer) in answers.iter().enumerate() {
        let model = &problem.models[g];
        let Some((value, choice)) = answer else { continue };
        let rest = match (model.may_rest, model.rest_is_gap) {
            (true, false) => Some(0),
            (true, true) if gaps > 0 => Some(-gap_price),
            _ => None,
        };
        bound += rest.map_or(*value, |rest| rest.max(*value));
        if rest.is_none_or(|rest| rest <= *value) {
            for (row, amount) in rows_used(problem, g, choice) {
                use_of_rows[row] += amount as f64;
            }
        }
    }
    Bound { prices, gap_price, exact: bound, bound: bound.div_euclid(PER_MILLI), use_of_rows, answers }
}

fn gap_price(problem: &Problem, answers: &[Option<(i64, Choice)>], gaps: usize) -> i64 {
    let may_be_gap = |g: usize| problem.models[g].rest_is_gap;
    let mut nets: Vec<i64> =
        answers.iter().enumerate().filter(|(g, _)| may_be_gap(*g)).filter_map(|(_, a)| a.as_ref().map(|(net, _)| *net)).collect();
    nets.sort_unstable();
    if gaps == 0 { 0 } else { nets.get(gaps).map_or(0, |net| (-net).max(0)) }
}

/// The volume algorithm: keeps the best bound, the average use, and the step length.
#[derive(Debug)]
pub struct Volume {
    /// The best bound so far.
    pub best: Bound,
    average: Vec<f64>,
    metric: Vec<f64>,
    factor: f64,
    stalls: usize,
    gaps: usize,
    yearly: bool,
}

impl Volume {
    /// Starts from the prices; `yearly` keeps one price a site for the whole year.
    #[must_use]
    pub fn new(problem: &Problem, prices: Vec<i64>, gaps: usize, yearly: bool) -> Self {
        let best = evaluate(problem, prices, gaps);
        let average = best.use_of_rows.clone();
        Self { best, average, metric: metric(problem), factor: if yearly { 0.2 } else { 0.1 }, stalls: 0, gaps, yearly }
    }

    /// Goes on with daily prices.
    pub fn go_daily(&mut self, problem: &Problem) {
        self.yearly = false;
        self.factor = 0.1;
        self.stalls = 0;
        self.average.clone_from(&self.best.use_of_rows);
        debug_assert_eq!(self.average.len(), problem.coupling.rows.len());
    }

    /// Makes the bound one on plans with at most `gaps` gaps.
    pub fn allow_gaps(&mut self, problem: &Problem, gaps: usize) {
        if gaps != self.gaps {
            self.gaps = gaps;
            self.best = evaluate(problem, self.best.prices.clone(), gaps);
        }
    }

    /// One step towards `target`, a value below the bound (the best plan's). Returns whether the bound improved.
    pub fn step(&mut self, problem: &Problem, target: i64) -> bool {
        let direction = self.direction(problem);
        let weighted = |(r, d): (usize, &f64)| self.metric[r] * d * d;
        let norm: f64 = direction.iter().enumerate().map(weighted).sum();
        if norm < 1e-9 {
            self.factor *= 0.5;
            return false;
        }
        let over = (self.best.exact - target * PER_MILLI).max(1) as f64;
        let length = self.factor * over / norm;
        let moved = |(r, p): (usize, &i64)| {
            let price = libm::round(*p as f64 + length * self.metric[r] * direction[r]) as i64;
            price.clamp(0, problem.coupling.rows[r].highest_price())
        };
        let prices = self.best.prices.iter().enumerate().map(moved).collect();
        let next = evaluate(problem, prices, self.gaps);
        self.settle(problem, next)
    }

    /// Average use less capacity, without pushing a price of zero below zero.
    fn direction(&self, problem: &Problem) -> Vec<f64> {
        let rows = problem.coupling.rows.iter().zip(&self.average).zip(&self.best.prices);
        let excess = rows.map(|((row, used), price)| {
            let soft: i64 = row.tiers.iter().filter(|t| *price > t.cost * PER_MILLI).map(|t| t.width.unwrap_or(0)).sum();
            used - (row.capacity + soft) as f64
        });
        let mut direction: Vec<f64> = excess.collect();
        if self.yearly {
            level_per_site(problem, &mut direction);
        }
        for (d, price) in direction.iter_mut().zip(&self.best.prices) {
            if *price == 0 && *d < 0.0 {
                *d = 0.0;
            }
        }
        direction
    }

    /// Blends the new answer into the average, keeps it if it is better, and tunes the step.
    fn settle(&mut self, problem: &Problem, next: Bound) -> bool {
        let share = 0.1;
        for (average, used) in self.average.iter_mut().zip(&next.use_of_rows) {
            *average += share * (used - *average);
        }
        if next.exact < self.best.exact {
            let direction = self.direction(problem);
            let agree: f64 = next
                .use_of_rows
                .iter()
                .zip(&problem.coupling.rows)
                .zip(&direction)
                .map(|((used, row), d)| (used - row.capacity as f64) * d)
                .sum();
            self.factor = if agree > 0.0 { (self.factor * 1.3).min(2.0) } else { self.factor };
            self.best = next;
            self.stalls = 0;
            true
        } else {
            self.stalls += 1;
            if self.stalls >= 10 {
                self.factor *= 0.7;
                self.stalls = 0;
            }
            false
        }
    }
}

/// How far a row's price moves for one unit of excess, against a row of whole runs: a room-day counts much the same, but a row of a
/// school's course days has excesses a hundred times as large. Without this the few dear rows barely move (measured: the bound
/// stood 3 % higher after 900 steps on the ESØ preset).
fn metric(problem: &Problem) -> Vec<f64> {
    let of = |rule: &str| match rule {
        c07_guarantee_cap::NAME => 1.5,
        c08_yearly_limit::NAME | o04_load::NAME => 0.01,
        _ => 1.0,
    };
    problem.coupling.rows.iter().map(|r| of(r.rule)).collect()
}

/// Makes the direction of every site's room rows their sum over the year, so that its days keep one price.
fn level_per_site(problem: &Problem, direction: &mut [f64]) {
    let bounds = problem.coupling.room.iter().copied().chain([room_end(problem)]);
    let starts: Vec<usize> = bounds.collect();
    for pair in starts.windows(2) {
        let rows = &mut direction[pair[0]..pair[1]];
        let mean = rows.iter().sum::<f64>() / rows.len().max(1) as f64;
        rows.fill(mean);
    }
}

fn room_end(problem: &Problem) -> usize {
    problem.coupling.rows.iter().take_while(|r| r.rule == c03_room_capacity::NAME).count()
}
