//! How many come to a run (`models/annual-plan.md` 2.5): certain participants plus a Poisson number of others.

use crate::domain::units::rdiv;

/// Above this mean (milli) the number is taken as certain.
const CERTAIN_ABOVE: i64 = 600_000;

/// Below this, and past the mean, a probability and all that follow no longer count.
const NEGLIGIBLE: f64 = 1e-25;

/// The number N of participants of a run: `certain` + Poisson(`mean` / 1000).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attendance {
    /// W_r, whole participants.
    pub(super) certain: i64,
    /// lambda_r, milli, not negative.
    pub(super) mean: i64,
}

impl Attendance {
    /// Calls `visit(N, P(N))` for each N below `end` in ascending order and returns P(N >= end).
    ///
    /// The first probability is exp(-mean), at least exp(-600) and so a normal number; each next one follows by one
    /// multiplication and one division, so that every relative error stays below a few hundred rounding errors.
    fn below(self, end: i64, mut visit: impl FnMut(i64, f64)) -> f64 {
        if self.mean > CERTAIN_ABOVE {
            let n = self.certain + rdiv(self.mean, 1000);
            if n >= end {
                return 1.0;
            }
            visit(n, 1.0);
            return 0.0;
        }
        let mean = self.mean as f64 / 1000.0;
        let mut probability = libm::exp(-mean);
        let (mut sum, mut more) = (0.0, 0.0);
        for n in self.certain..end {
            if more > mean && probability < NEGLIGIBLE {
                return 0.0;
            }
            visit(n, probability);
            sum += probability;
            more += 1.0;
            probability *= mean / more;
        }
        if sum < 1.0 { 1.0 - sum } else { 0.0 }
    }

    /// P(N >= n) in permille.
    pub(super) fn probability(self, n: u32) -> i64 {
        milli(self.below(i64::from(n), |_, _| ()))
    }

    /// Participants in the run if it is held from `n` on and has `seats`, milli.
    pub(super) fn held(self, n: u32, seats: u32) -> i64 {
        let (least, seats) = (i64::from(n), i64::from(seats));
        let mut sum = 0.0;
        let full = self.below(least.max(seats), |n, probability| {
            if n >= least {
                sum += n.min(seats) as f64 * probability;
            }
        });
        milli(sum + seats as f64 * full)
    }

    /// Empty seats below the ordinary minimum `n` when the run is held from `b` on, milli.
    pub(super) fn short(self, b: u32, n: u32) -> i64 {
        let (least, full) = (i64::from(b), i64::from(n));
        let mut sum = 0.0;
        self.below(full, |n, probability| {
            if n >= least {
                sum += (full - n) as f64 * probability;
            }
        });
        milli(sum)
    }
}

/// Thousandths, halves away from zero.
fn milli(value: f64) -> i64 {
    libm::round(value * 1000.0) as i64
}

#[cfg(test)]
mod tests {
    use super::Attendance;

    /// P(Poisson(mean) = k) from logarithms, the slow and different way.
    fn mass(mean: f64, k: u32) -> f64 {
        let log_factorial: f64 = (1..=k).map(|i| libm::log(f64::from(i))).sum();
        libm::exp(f64::from(k) * libm::log(mean) - mean - log_factorial)
    }

    /// (probability, held, short) by summing every N up to 1500.
    fn brute(a: Attendance, b: u32, n: u32, seats: u32) -> (i64, i64, i64) {
        let mean = a.mean as f64 / 1000.0;
        let (mut p, mut held, mut short) = (0.0, 0.0, 0.0);
        for k in 0..1500 {
            let (people, mass) = (a.certain as u32 + k, mass(mean, k));
            if people >= n {
                p += mass;
                held += f64::from(people.min(seats)) * mass;
            }
            if people >= b && people < n {
                short += f64::from(n - people) * mass;
            }
        }
        let milli = |x: f64| libm::round(x * 1000.0) as i64;
        (milli(p), milli(held), milli(short))
    }

    #[test]
    fn sums_agree_with_brute_force() {
        for mean in [1, 500, 2_345, 9_999, 15_000, 60_500, 199_000, 599_999, 600_000] {
            for certain in [0, 3, 12, 40] {
                for (b, n, seats) in [(1, 1, 1), (5, 10, 20), (5, 16, 24), (4, 4, 6), (5, 100, 200)] {
                    let a = Attendance { certain, mean };
                    let found = (a.probability(n), a.held(n, seats), a.short(b, n));
                    assert_eq!(found, brute(a, b, n, seats), "{a:?} {b} {n} {seats}");
                }
            }
        }
    }

    #[test]
    fn nobody_comes_where_nothing_is_expected() {
        let a = Attendance { certain: 0, mean: 0 };
        assert_eq!((a.probability(1), a.held(1, 20), a.short(1, 10)), (0, 0, 0));
        assert_eq!(a.short(0, 10), 10_000, "a run held for nobody lacks ten");
        let a = Attendance { certain: 7, mean: 0 };
        assert_eq!((a.probability(7), a.probability(8), a.held(5, 6), a.short(5, 10)), (1000, 0, 6000, 3000));
    }

    #[test]
    fn a_waiting_list_above_the_seats_fills_the_run() {
        let a = Attendance { certain: 25, mean: 4_000 };
        assert_eq!((a.probability(10), a.held(10, 20), a.short(5, 10)), (1000, 20_000, 0));
    }

    #[test]
    fn a_very_large_mean_is_taken_as_certain() {
        let a = Attendance { certain: 2, mean: 600_500 };
        assert_eq!((a.probability(603), a.probability(604)), (1000, 0));
        assert_eq!((a.held(10, 700), a.held(604, 700), a.short(600, 610)), (603_000, 0, 7_000));
        let a = Attendance { certain: 0, mean: 5_000_000 };
        assert_eq!(a.held(10, 20), 20_000);
    }

    #[test]
    fn enormous_seats_end() {
        let a = Attendance { certain: 0, mean: 3_000 };
        assert_eq!(a.held(0, u32::MAX), 3_000);
        assert_eq!(a.probability(u32::MAX), 0);
    }
}
