//! Participants of a run that is held or cancelled as a whole (`models/annual-plan.md` 2.5).

use crate::domain::units::Milli;

/// Above this mean the number of participants is taken as certain (milli).
const CERTAIN: Milli = 600_000;

/// Participants of one run: `certain` persons and a Poisson number with mean `lambda` (milli).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turnout {
    /// Persons who come for sure.
    pub certain: i64,
    /// Mean of the Poisson part, milli, not negative.
    pub lambda: Milli,
}

impl Turnout {
    /// Probability of each total from 0 to `top`, in order.
    fn mass(self, top: i64) -> Vec<f64> {
        let mut mass = vec![0.0; usize::try_from(top + 1).unwrap_or(0)];
        if self.lambda > CERTAIN {
            let total = self.certain + (self.lambda + 500) / 1000;
            if let Some(m) = usize::try_from(total).ok().and_then(|t| mass.get_mut(t)) {
                *m = 1.0;
            }
            return mass;
        }
        let mean = self.lambda as f64 / 1000.0;
        let mut p = libm::exp(-mean);
        let first = usize::try_from(self.certain).unwrap_or(usize::MAX).min(mass.len());
        for (k, m) in mass[first..].iter_mut().enumerate() {
            *m = p;
            p *= mean / (k as f64 + 1.0);
        }
        mass
    }

    /// `P(N >= n)`, 0 to 1.
    #[must_use]
    pub fn probability(self, n: u32) -> f64 {
        let below: f64 = self.mass(i64::from(n) - 1).iter().sum();
        (1.0 - below).clamp(0.0, 1.0)
    }

    /// Expected participants in a run held from `n` on, with `c` seats: `sum over N >= n of min(N, c) P(N)`, milli.
    #[must_use]
    pub fn held(self, n: u32, c: u32) -> Milli {
        let mass = self.mass(i64::from(c.max(n)) - 1);
        let (n, c) = (n as usize, f64::from(c));
        let below: f64 = mass[..n.min(mass.len())].iter().sum();
        // c P(N >= n) less the seats that stay empty.
        let empty: f64 = mass.iter().enumerate().skip(n).map(|(k, p)| (c - k as f64).max(0.0) * p).sum();
        to_milli(c * (1.0 - below).max(0.0) - empty)
    }

    /// Expected seats below `n` in a run held from `b` on: `sum over b <= N < n of (n - N) P(N)`, milli.
    #[must_use]
    pub fn short(self, b: u32, n: u32) -> Milli {
        let mass = self.mass(i64::from(n) - 1);
        to_milli(mass.iter().enumerate().skip(b as usize).map(|(k, p)| (f64::from(n) - k as f64) * p).sum())
    }
}

fn to_milli(x: f64) -> Milli {
    libm::round(x * 1000.0) as Milli
}

#[cfg(test)]
mod tests {
    use super::Turnout;

    #[test]
    fn certain_participants_need_no_luck() {
        let t = Turnout { certain: 7, lambda: 0 };
        assert_eq!(t.held(5, 20), 7000);
        assert_eq!(t.held(8, 20), 0);
        assert_eq!(t.held(5, 6), 6000, "seats are the limit");
        assert_eq!(t.short(5, 10), 3000);
        assert!((t.probability(7) - 1.0).abs() < 1e-12 && t.probability(8) < 1e-12);
    }

    #[test]
    fn crowds_fill_the_seats() {
        let t = Turnout { certain: 0, lambda: 600_001 };
        assert_eq!((t.held(10, 20), t.short(5, 10)), (20_000, 0));
        assert_eq!(Turnout { certain: 0, lambda: 600_000 }.held(10, 20), 20_000);
    }

    /// m = 8 and 12 expected: 0.910 held (domain figures); two runs of 6 are worth less than one of 12.
    #[test]
    fn pooling_beats_two_half_empty_runs() {
        let one = Turnout { certain: 0, lambda: 12_000 };
        let half = Turnout { certain: 0, lambda: 6_000 };
        assert!((one.probability(8) - 0.910).abs() < 0.001);
        assert!((2.0 * half.probability(8) - 0.512).abs() < 0.001);
        assert!(one.held(8, 20) > 2 * half.held(8, 20));
    }

    #[test]
    fn held_equals_the_plain_sum() {
        for (lambda, certain, n, c) in [(5_500, 0, 8, 20), (250, 3, 2, 6), (80_000, 0, 10, 30), (0, 0, 1, 1), (10, 25, 10, 20)] {
            let t = Turnout { certain, lambda };
            let mean = lambda as f64 / 1000.0;
            let (mut p, mut sum, mut short) = ((-mean).exp(), 0.0, 0.0);
            for k in 0..400_i64 {
                let total = k + certain;
                if total >= i64::from(n) {
                    sum += p * total.min(i64::from(c)) as f64;
                }
                if total >= 2 && total < i64::from(n) {
                    short += p * (i64::from(n) - total) as f64;
                }
                p *= mean / (k + 1) as f64;
            }
            assert!((t.held(n, c) as f64 - sum * 1000.0).abs() <= 0.5 + 1e-6, "{t:?} {n} {c}");
            assert!((t.short(2, n) as f64 - short * 1000.0).abs() <= 0.5 + 1e-6);
        }
    }
}
