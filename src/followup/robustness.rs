//! A plan under drawn demand: how many of its runs are held in many years as they may come. Measured on a plan, never steering one.
//!
//! In a drawn year the uncertain participants of each run are a Poisson number with the mean of the model (`models/annual-plan.md` 2.5),
//! in a low and a high year with a smaller and a larger mean; the certain ones come always. Each draw has its own stream of random numbers,
//! and sums are whole, so that the result does not depend on the number of threads.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::domain::units::rdiv_wide;
use crate::formulation::poisson::Turnout;
use crate::formulation::value::plan_turnouts;

/// Means of a year in percent of the expected ones: as expected, low, high.
pub const YEARS: [i64; 3] = [100, 80, 120];

/// Above this mean the number of participants is taken as certain (milli), as the model does.
const CERTAIN: i64 = 600_000;

/// What the draws of one kind of year say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// Mean of the uncertain participants in percent of the expected one.
    pub percent: i64,
    /// Mean number of runs that are held, in thousandths.
    pub held: i64,
    /// In nine years of ten at least so many runs are held …
    pub low: u32,
    /// … and at most so many: a twentieth of the draws lies below, a twentieth above.
    pub high: u32,
    /// Mean number of participants in runs that are held, in thousandths.
    pub participants: i64,
    /// Draws in which each run of the plan is held, in its order.
    pub held_of_run: Vec<u64>,
}

/// One drawn year: which runs are held, and the participants in them.
struct Draw {
    held: Vec<bool>,
    participants: u64,
}

/// The plan in `draws` years of each kind.
#[must_use]
pub fn robustness(instance: &Instance, plan: &Plan, draws: u64, seed: u64) -> Vec<Year> {
    let turnouts = plan_turnouts(instance, plan);
    let year = |(kind, percent): (usize, i64)| {
        let scaled: Vec<Turnout> = turnouts.iter().map(|t| Turnout { lambda: (t.lambda * percent + 50) / 100, ..*t }).collect();
        let drawn: Vec<Draw> =
            (0..draws).into_par_iter().map(|draw| drawn(plan, &scaled, seed, kind as u64 * draws + draw)).collect();
        summed(percent, plan.runs.len(), &drawn)
    };
    YEARS.into_iter().enumerate().map(year).collect()
}

fn drawn(plan: &Plan, turnouts: &[Turnout], seed: u64, stream: u64) -> Draw {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(stream);
    let (mut held, mut participants) = (Vec::with_capacity(turnouts.len()), 0);
    for (run, turnout) in plan.runs.iter().zip(turnouts) {
        let come = turnout.certain + poisson(turnout.lambda, rng.random());
        let is_held = come >= i64::from(run.min);
        held.push(is_held);
        if is_held {
            participants += u64::try_from(come.min(i64::from(run.max))).unwrap_or(0);
        }
    }
    Draw { held, participants }
}

/// The Poisson number with the mean (milli) at which the distribution first reaches `share`, 0 to 1.
fn poisson(lambda: i64, share: f64) -> i64 {
    if lambda > CERTAIN {
        return (lambda + 500) / 1000;
    }
    let mean = lambda as f64 / 1000.0;
    let (mut p, mut sum, mut number) = (libm::exp(-mean), 0.0, 0);
    // Far out nothing is added any more, and rounding may keep the sum below a share near 1.
    while number < 2000 {
        sum += p;
        if sum > share {
            break;
        }
        number += 1;
        p *= mean / number as f64;
    }
    number
}

fn summed(percent: i64, runs: usize, draws: &[Draw]) -> Year {
    let mut held_of_run = vec![0; runs];
    for draw in draws {
        for (count, held) in held_of_run.iter_mut().zip(&draw.held) {
            *count += u64::from(*held);
        }
    }
    let mut counts: Vec<u32> = draws.iter().map(|draw| draw.held.iter().map(|held| u32::from(*held)).sum()).collect();
    counts.sort_unstable();
    let of = draws.len().max(1) as i128;
    let mean = |sum: u64| rdiv_wide(i128::from(sum) * 1000, of);
    let tail = draws.len() / 20;
    Year {
        percent,
        held: mean(held_of_run.iter().sum()),
        low: counts.get(tail).copied().unwrap_or(0),
        high: counts.iter().rev().nth(tail).copied().unwrap_or(0),
        participants: mean(draws.iter().map(|draw| draw.participants).sum()),
        held_of_run,
    }
}

#[cfg(test)]
mod tests {
    use super::poisson;

    /// e^-2 = 0.1353, + 2 e^-2 = 0.4060, + 2 e^-2 = 0.6767.
    #[test]
    fn a_share_of_the_distribution_is_a_number() {
        let shares = [(0.0, 0), (0.135, 0), (0.136, 1), (0.405, 1), (0.407, 2), (0.676, 2), (0.677, 3)];
        for (share, number) in shares {
            assert_eq!(poisson(2000, share), number, "{share}");
        }
        assert_eq!([poisson(0, 0.999), poisson(600_001, 0.2), poisson(5, 0.999_999_999_999_999_9)].map(|n| n < 601), [true; 3]);
        let middle = poisson(600_000, 0.5);
        assert!((598..=602).contains(&middle), "{middle}");
    }
}
