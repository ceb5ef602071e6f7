//! Chance with a fixed recipe: ChaCha8 and our own arithmetic on its words, so that a seed gives the same folder on every
//! machine and with every version of the random-number crates.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// What a stream of chance is used for. One stream for each, so that a change in one table leaves the others as they were.
#[derive(Debug, Clone, Copy)]
pub enum Stream {
    /// Schools and sites.
    Network = 1,
    /// Closures.
    Closures,
    /// Approvals.
    Approvals,
    /// Goals.
    Goals,
    /// Demand, needs and history.
    Demand,
    /// Forms, agreements and locks.
    Forms,
    /// Rooms.
    Rooms,
    /// The timetable that shows that what was promised fits.
    Timetable,
    /// Teachers and yearly limits.
    Limits,
}

/// A stream of chance.
#[derive(Debug)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64, stream: Stream) -> Self {
        let mut words = ChaCha8Rng::seed_from_u64(seed);
        words.set_stream(stream as u64);
        Self(words)
    }

    /// Uniform from 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform from 0 up to, not including, `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.0.next_u64()) * n as u128) >> 64) as usize
    }

    /// Uniform from `low` to `high`, both included; `low` when `high` is less.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True with probability `p`.
    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// Normal with mean 0 and deviation 1 (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.unit()));
        radius * libm::cos(2.0 * std::f64::consts::PI * self.unit())
    }

    /// An index, as likely as its weight says; `None` when no weight is above 0.
    pub fn weighted(&mut self, weights: &[f64]) -> Option<usize> {
        let total: f64 = weights.iter().sum();
        let mut left = self.unit() * total;
        let mut last = None;
        for (index, weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            last = Some(index);
            if left < *weight {
                break;
            }
            left -= weight;
        }
        last
    }

    /// One of the values, as likely as its weight says. The list must not be empty.
    pub fn choose<T: Copy>(&mut self, values: &[(T, f64)]) -> T {
        let weights: Vec<f64> = values.iter().map(|(_, w)| *w).collect();
        values[self.weighted(&weights).unwrap_or(0)].0
    }

    /// One of the items, all alike. The list must not be empty.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// Puts the items in a random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}
