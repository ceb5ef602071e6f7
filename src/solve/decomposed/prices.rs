//! Prices on the coupling rows and the bound that they prove (`models/annual-plan.md` section 6).
//!
//! The prices follow a running mean of the rows' excess, row by row in steps of about the same length whatever the size of the excess
//! (Adam: Kingma and Ba, 2015), and the steps shrink from a whole usual price to a thousandth. On the ESØ preset that came within 0.02 % of
//! the best bound known in 400 steps, where the volume algorithm stood 0.2 % (rooms 70 % used) and 0.6 % (95 %) above it after 4,000.
//! Prices are rounded to integers before each evaluation, so every bound is exactly what the certificate proves.

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::formulation::coupling::{PER_MILLI, Row};
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

/// Steps whose length falls evenly from one factor of the usual price to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pass {
    /// Length of the first step.
    pub first: f64,
    /// Length of the last step.
    pub last: f64,
    /// Number of steps.
    pub steps: usize,
}

impl Pass {
    /// From nothing. Long first steps matter: with a fifth of them the bound of the ESØ preset stood 0.1 % higher after as many.
    pub const FIRST: Self = Self { first: 1.0, last: 1e-3, steps: 400 };

    /// On from prices that were good for plans with more gaps.
    pub const FEWER_GAPS: Self = Self { first: 0.1, last: 1e-4, steps: 400 };

    /// On from prices that were good for a problem much like this one.
    pub const KNOWN: Self = Self { first: 0.1, last: 1e-3, steps: 60 };

    /// The n-th time on from good prices (from 0): ever shorter steps, since long ones only lose the way.
    #[must_use]
    pub fn again(n: u32) -> Self {
        let first = 0.01 * libm::pow(0.4, f64::from(n.min(LAST_SHORTENING)));
        Self { first, last: first / 1000.0, steps: 200 }
    }
}

/// Passes after which the steps get no shorter.
const LAST_SHORTENING: u32 = 6;

/// Share of the newest excess in its running mean, and of its square in the running mean square.
const MEAN_SHARE: f64 = 0.1;
const SQUARE_SHARE: f64 = 0.01;

/// Keeps the steps of rows with hardly any excess finite.
const LEAST_ROOT: f64 = 0.03;

/// Moves prices towards the best bound, pass by pass, and keeps the best.
#[derive(Debug)]
pub struct Ascent {
    /// The best bound so far.
    pub best: Bound,
    gaps: usize,
    /// A usual price of a room-day, millionths: step lengths are in it.
    unit: f64,
    /// The present point before rounding, the prices there, and the rows' use.
    point: Vec<f64>,
    prices: Vec<i64>,
    used: Vec<f64>,
    mean: Vec<f64>,
    square: Vec<f64>,
    /// 1 less the weight that the zeros at the start of the pass still have in `square`.
    known: f64,
    length: f64,
    shrink: f64,
    left: usize,
}

impl Ascent {
    /// Starts a first pass from prices of zero.
    #[must_use]
    pub fn new(problem: &Problem, gaps: usize) -> Self {
        Self::from_prices(problem, vec![0; problem.coupling.rows.len()], gaps, Pass::FIRST)
    }

    /// Starts a pass from known prices, e.g. those of an earlier plan; each must lie between 0 and the highest price of its row.
    #[must_use]
    pub fn from_prices(problem: &Problem, prices: Vec<i64>, gaps: usize, pass: Pass) -> Self {
        let best = evaluate(problem, prices, gaps);
        let unit = usual_price(problem, &best);
        let empty = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (point, prices, used, mean, square) = empty;
        let mut ascent =
            Self { best, gaps, unit, point, prices, used, mean, square, known: 0.0, length: 0.0, shrink: 1.0, left: 0 };
        ascent.begin(pass);
        ascent
    }

    /// Starts a short pass from prices that are known from a problem much like this one, or a first pass where they prove less than none.
    #[must_use]
    pub fn from_known(problem: &Problem, prices: &[i64]) -> Self {
        let within = |(price, row): (&i64, &Row)| (*price).clamp(0, row.highest_price());
        let prices = prices.iter().zip(&problem.coupling.rows).map(within).collect();
        let (known, fresh) = (Self::from_prices(problem, prices, 0, Pass::KNOWN), Self::new(problem, 0));
        if known.best.exact < fresh.best.exact { known } else { fresh }
    }

    /// Begins a pass at the best prices.
    pub fn begin(&mut self, pass: Pass) {
        self.prices.clone_from(&self.best.prices);
        self.used.clone_from(&self.best.use_of_rows);
        self.point = self.prices.iter().map(|p| *p as f64).collect();
        self.mean = vec![0.0; self.prices.len()];
        self.square = self.mean.clone();
        self.known = 0.0;
        self.length = pass.first * self.unit;
        self.shrink = libm::pow(pass.last / pass.first, 1.0 / pass.steps.max(1) as f64);
        self.left = pass.steps;
    }

    /// Steps that are left of the pass.
    #[must_use]
    pub fn left(&self) -> usize {
        self.left
    }

    /// Makes the bound one on plans with at most `gaps` gaps.
    pub fn allow_gaps(&mut self, problem: &Problem, gaps: usize) {
        if gaps != self.gaps {
            self.gaps = gaps;
            self.best = evaluate(problem, self.best.prices.clone(), gaps);
        }
    }

    /// One step of the pass. Returns whether the bound improved.
    pub fn step(&mut self, problem: &Problem) -> bool {
        self.known += SQUARE_SHARE * (1.0 - self.known);
        for (r, row) in problem.coupling.rows.iter().enumerate() {
            let excess = excess(row, self.prices[r], self.used[r]);
            self.mean[r] += MEAN_SHARE * (excess - self.mean[r]);
            self.square[r] += SQUARE_SHARE * (excess * excess - self.square[r]);
            let root = (self.square[r] / self.known).sqrt() + LEAST_ROOT;
            let point = self.point[r] + self.length * self.mean[r] / root;
            self.point[r] = point.clamp(0.0, row.highest_price() as f64);
            self.prices[r] = libm::round(self.point[r]) as i64;
        }
        self.length *= self.shrink;
        self.left = self.left.saturating_sub(1);
        let next = evaluate(problem, self.prices.clone(), self.gaps);
        self.used.clone_from(&next.use_of_rows);
        let better = next.exact < self.best.exact;
        if better {
            self.best = next;
        }
        better
    }
}

/// Use less capacity, without pushing a price of zero below zero: the slope of the bound in the row's price.
fn excess(row: &Row, price: i64, used: f64) -> f64 {
    let soft: i64 = row.tiers.iter().filter(|t| price > t.cost * PER_MILLI).map(|t| t.width.unwrap_or(0)).sum();
    let excess = used - (row.capacity + soft) as f64;
    if price == 0 { excess.max(0.0) } else { excess }
}

/// What a course day is worth to the goals when rooms cost nothing.
fn usual_price(problem: &Problem, free: &Bound) -> f64 {
    let (mut worth, mut days) = (0, 0);
    for (model, answer) in problem.models.iter().zip(&free.answers) {
        let Some((_, choice)) = answer else { continue };
        for run in &model.placements[choice.placement].runs {
            worth += run.ordinary.or(run.guarantee).unwrap_or(0).abs();
            days += i64::from(model.days);
        }
    }
    (worth * PER_MILLI) as f64 / days.max(1) as f64
}
