//! When a solve stops: gap reached, work done, time over, or interrupted.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::domain::plan::Stop;
use crate::solve::highs;

/// Limits of one solve.
#[derive(Debug, Clone)]
pub struct Limits<'a> {
    /// Stop when `(bound - value) / |bound|` is at most this, e.g. 0.01.
    pub gap: f64,
    /// Stop after this much wall-clock time.
    pub time: Duration,
    /// Stop after this much work, in millions of elementary steps: reproducible.
    pub work: u64,
    /// Networks whose whole programme has at most this many columns are also solved in one piece; 0 for never.
    pub exact_columns: usize,
    /// Seed of the search.
    pub seed: u64,
    /// Set from outside to stop with the best plan so far.
    pub interrupt: &'a AtomicBool,
    /// The program that solves parts as a child process; in this process if absent.
    pub worker: Option<&'a Path>,
}

impl Limits<'_> {
    /// The limits for HiGHS that hold whatever is solved.
    #[must_use]
    pub fn highs(&self) -> highs::Limits<'_> {
        highs::Limits { interrupt: Some(self.interrupt), worker: self.worker, ..highs::Limits::default() }
    }
}

/// The usual [`Limits::exact_columns`]: HiGHS needs seconds, not minutes.
pub const EXACT_COLUMNS: usize = 40_000;

/// Elementary steps (pricing one start, weighing one placement) done so far, and the clock.
#[derive(Debug)]
pub struct Meter<'a> {
    limits: &'a Limits<'a>,
    began: Instant,
    steps: u64,
}

impl<'a> Meter<'a> {
    /// Starts the clock.
    #[must_use]
    pub fn start(limits: &'a Limits<'a>) -> Self {
        Self { limits, began: Instant::now(), steps: 0 }
    }

    /// The limits it watches.
    #[must_use]
    pub fn limits(&self) -> &'a Limits<'a> {
        self.limits
    }

    /// Counts elementary steps.
    pub fn count(&mut self, steps: u64) {
        self.steps += steps;
    }

    /// Elementary steps so far.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Work so far in millions of steps.
    #[must_use]
    pub fn work(&self) -> u64 {
        self.steps / 1_000_000
    }

    /// Wall-clock time so far.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// Time that is left.
    #[must_use]
    pub fn left(&self) -> Duration {
        self.limits.time.saturating_sub(self.elapsed())
    }

    /// Whether to stop for a reason other than the gap.
    #[must_use]
    pub fn stop(&self) -> Option<Stop> {
        if self.limits.interrupt.load(Ordering::Relaxed) {
            Some(Stop::Interrupt)
        } else if self.work() >= self.limits.work {
            Some(Stop::Work)
        } else if self.elapsed() >= self.limits.time {
            Some(Stop::Time)
        } else {
            None
        }
    }
}
