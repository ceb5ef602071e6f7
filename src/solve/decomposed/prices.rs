//! Prices on the coupling rows and the bound that they prove (`models/annual-plan.md` section 6).
//!
//! The prices follow a running mean of the rows' excess, row by row in steps of about the same length whatever the size of the excess
//! (Adam: Kingma and Ba, 2015), and the steps shrink from a whole usual price to a thousandth. On the ESØ preset that came within 0.02 % of
//! the best bound known in 400 steps, where the volume algorithm stood 0.2 % (rooms 70 % used) and 0.6 % (95 %) above it after 4,000.
//! Prices are rounded to integers before each evaluation, so every bound is exactly what the certificate proves.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::formulation::coupling::{Coupling, HIGHEST_PRICE, PER_MILLI, Row};
use crate::formulation::room_window::RoomWindow;
use crate::solve::decomposed::bound::Bound;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::window_costs::Windows;
use crate::solve::decomposed::windows::Answers;

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

    /// On from good prices with new windows: steps long enough that rows give way where a window takes over from them. The n-th shortening
    /// (from 0).
    #[must_use]
    pub fn windows(n: u32) -> Self {
        let first = 0.1 * libm::pow(0.4, f64::from(n.min(LAST_SHORTENING)));
        Self { first, last: first / 100.0, steps: 300 }
    }

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

/// Steps of a window's price are so much longer than those of a row: it stands for days of a whole run, and starts from nothing late.
const WINDOW_LENGTH: f64 = 10.0;

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
    /// Answers of the later half of the pass.
    answers: Answers,
    half: usize,
}

impl Ascent {
    /// Starts a first pass from prices of zero.
    #[must_use]
    pub fn new(problem: &Problem, gaps: usize) -> Self {
        Self::from_prices(problem, (vec![0; problem.coupling.rows.len()], &[]), gaps, Pass::FIRST)
    }

    /// Starts a pass from known prices, e.g. those of an earlier plan; each must lie between 0 and the highest price of its row.
    #[must_use]
    pub fn from_prices(problem: &Problem, known: (Vec<i64>, &[(RoomWindow, i64)]), gaps: usize, pass: Pass) -> Self {
        let (prices, windows) = together(&problem.coupling, known.0, known.1.iter().copied().collect());
        let best = Bound::at(problem, prices, windows, gaps);
        let unit = usual_price(problem, &best);
        let empty = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (point, prices, used, mean, square) = empty;
        let answers = Answers::default();
        let (known, length, shrink, left, half) = (0.0, 0.0, 1.0, 0, 0);
        let mut ascent = Self { best, gaps, unit, point, prices, used, mean, square, known, length, shrink, left, answers, half };
        ascent.begin(pass);
        ascent
    }

    /// Starts a short pass from prices that are known from a problem much like this one, or a first pass where they prove less than none.
    #[must_use]
    pub fn from_known(problem: &Problem, prices: &[i64], windows: &[(RoomWindow, i64)]) -> Self {
        let within = |(price, row): (&i64, &Row)| (*price).clamp(0, row.highest_price());
        let prices = prices.iter().zip(&problem.coupling.rows).map(within).collect();
        let (known, fresh) = (Self::from_prices(problem, (prices, windows), 0, Pass::KNOWN), Self::new(problem, 0));
        if known.best.exact < fresh.best.exact { known } else { fresh }
    }

    /// Begins a pass at the best prices.
    pub fn begin(&mut self, pass: Pass) {
        self.prices.clone_from(&self.best.prices);
        self.used.clone_from(&self.best.used);
        self.point = self.prices.iter().map(|p| *p as f64).collect();
        self.mean = vec![0.0; self.prices.len()];
        self.square = self.mean.clone();
        self.known = 0.0;
        self.length = pass.first * self.unit;
        self.shrink = libm::pow(pass.last / pass.first, 1.0 / pass.steps.max(1) as f64);
        self.left = pass.steps;
        self.half = pass.steps / 2;
        self.answers = Answers::default();
    }

    /// Adds the windows that the answers of the pass break on average, and drops those without a price. Returns how many are new.
    pub fn renew_windows(&mut self, problem: &Problem) -> usize {
        let mut priced: BTreeMap<RoomWindow, i64> = self.best.window_prices().filter(|(_, price)| *price > 0).collect();
        let before = priced.len();
        for window in self.answers.broken(problem) {
            priced.entry(window).or_insert(0);
        }
        let new = priced.len() - before;
        let (prices, windows) = together(&problem.coupling, self.best.row_prices().to_vec(), priced);
        self.best = Bound::at(problem, prices, windows, self.gaps);
        new
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
            self.best = Bound::at(problem, self.best.prices.clone(), self.best.windows.clone(), gaps);
        }
    }

    /// One step of the pass. Returns whether the bound improved.
    pub fn step(&mut self, problem: &Problem) -> bool {
        self.known += SQUARE_SHARE * (1.0 - self.known);
        let (rows, windows) = (problem.coupling.rows.len(), self.best.windows.clone());
        for (r, row) in problem.coupling.rows.iter().enumerate() {
            let excess = excess(row, self.prices[r], self.used[r]);
            self.move_price(r, excess, self.length, row.highest_price());
        }
        for (r, rooms) in (rows..).zip(windows.capacity()) {
            let excess = self.used[r] - *rooms as f64;
            self.move_price(r, slope(self.prices[r], excess), WINDOW_LENGTH * self.length, HIGHEST_PRICE);
        }
        self.length *= self.shrink;
        self.left = self.left.saturating_sub(1);
        let next = Bound::at(problem, self.prices.clone(), windows, self.gaps);
        self.used.clone_from(&next.used);
        if self.left < self.half {
            self.answers.count(problem, next.running(problem));
        }
        let better = next.exact < self.best.exact;
        if better {
            self.best = next;
        }
        better
    }

    /// Moves a price by about the length along the running mean of its excess.
    fn move_price(&mut self, r: usize, excess: f64, length: f64, highest: i64) {
        self.mean[r] += MEAN_SHARE * (excess - self.mean[r]);
        self.square[r] += SQUARE_SHARE * (excess * excess - self.square[r]);
        let root = (self.square[r] / self.known).sqrt() + LEAST_ROOT;
        self.point[r] = (self.point[r] + length * self.mean[r] / root).clamp(0.0, highest as f64);
        self.prices[r] = libm::round(self.point[r]) as i64;
    }
}

/// The prices of rows and windows in one list, windows in order.
fn together(coupling: &Coupling, mut prices: Vec<i64>, priced: BTreeMap<RoomWindow, i64>) -> (Vec<i64>, Arc<Windows>) {
    prices.extend(priced.values());
    (prices, Arc::new(Windows::new(coupling, priced.into_keys().collect())))
}

/// Use less capacity, without pushing a price of zero below zero: the slope of the bound in the row's price.
fn excess(row: &Row, price: i64, used: f64) -> f64 {
    let soft: i64 = row.tiers.iter().filter(|t| price > t.cost * PER_MILLI).map(|t| t.width.unwrap_or(0)).sum();
    slope(price, used - (row.capacity + soft) as f64)
}

fn slope(price: i64, excess: f64) -> f64 {
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
