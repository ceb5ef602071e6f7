//! Passes of prices in the search: the first one with plans on the way, and better prices later on, with windows where they help.

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::domain::plan::Stop;
use crate::solve::decomposed::improve::{Order, Search, construct};
use crate::solve::decomposed::prices::Pass;
use crate::solve::decomposed::search::Run;
use crate::solve::progress::Phase;

/// Shares of the prices (permille) that plans are built at.
const STRENGTHS: [i64; 3] = [500, 800, 1000];

/// A plan farther from the bound than this part of it is rough, and says little about what the bound lacks.
const ROUGH: i64 = 30;

impl<'p> Run<'p, '_, '_> {
    /// The first pass of prices, with plans from the prices on the way.
    pub(super) fn first_prices(&mut self) -> Option<Stop> {
        let steps = self.ascent.left();
        if steps == 0 {
            return None;
        }
        for part in 0..4 {
            if let Some(stop) = self.price_steps(steps * (part + 1) / 4 - steps * part / 4) {
                return Some(stop);
            }
            self.construct_at_prices();
        }
        None
    }

    /// Passes with windows that the answers break, as long as they bring much of what is missing; without such windows the usual pass.
    pub(super) fn better_prices(&mut self, usual: Option<Pass>) -> Option<Stop> {
        let plan = self.best.as_ref().map(|(score, _)| score.value)?;
        // Prices that were good with the windows of an earlier series lose their way in steps of full length.
        let first = u32::from(usual.is_some());
        let mut shortenings = first;
        loop {
            let before = self.ascent.best.bound;
            if self.ascent.renew_windows(self.problem) == 0 {
                return usual.and_then(|pass| self.price_pass(pass));
            }
            let stop = self.price_pass(Pass::windows(shortenings));
            let gain = before - self.ascent.best.bound;
            let missing = (before - plan).min(before.abs() / ROUGH);
            if stop.is_some() || shortenings > first && gain * 20 <= missing {
                return stop;
            }
            if gain * 10 <= missing {
                shortenings += 1;
            }
        }
    }

    fn price_pass(&mut self, pass: Pass) -> Option<Stop> {
        self.ascent.begin(pass);
        self.price_steps(pass.steps)
    }

    pub(super) fn pass_steps(&self, pass: Pass) -> u64 {
        let once: u64 = (0..self.problem.models.len()).map(|g| self.problem.steps(g)).sum();
        once * pass.steps as u64
    }

    /// A plan from the present prices, at several strengths.
    fn construct_at_prices(&mut self) {
        let orders = [Order::RequiredFirst, Order::LongestFirst];
        let ways: Vec<(i64, Order)> = STRENGTHS.into_iter().flat_map(|s| orders.map(|o| (s, o))).collect();
        let plan = |(strength, order): &(i64, Order)| {
            let lead = self.ascent.best.row_prices().iter().map(|p| p * strength / 1000).collect();
            construct(self.problem, lead, *order)
        };
        let plans: Vec<Search<'p>> = ways.par_iter().map(plan).collect();
        self.meter.count(self.pass_steps(Pass { steps: ways.len(), ..Pass::FIRST }));
        for plan in &plans {
            self.offer(plan);
        }
        self.tell(Phase::Construct);
    }

    fn price_steps(&mut self, steps: usize) -> Option<Stop> {
        let cost = self.pass_steps(Pass { steps: 1, ..Pass::FIRST });
        for _ in 0..steps {
            self.ascent.step(self.problem);
            self.meter.count(cost);
            self.tell(Phase::Bound);
            if let Some(stop) = self.stop() {
                return Some(stop);
            }
        }
        None
    }
}
