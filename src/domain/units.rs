//! Integer units and the one rounding rule of the model (`models/annual-plan.md`, Units and Rounding).

/// Thousandths of a participant; also the unit of the objective.
pub type Milli = i64;
/// Distance in metres.
pub type Metres = i64;
/// Thousandths.
pub type Permille = i64;

/// `a / b` rounded to the nearest integer, halves away from zero. `b` must be positive.
#[must_use]
pub fn rdiv(a: i64, b: i64) -> i64 {
    let half = b / 2;
    if a >= 0 { (a + half) / b } else { -((-a + half) / b) }
}

/// [`rdiv`] for products that may leave 64 bits.
#[must_use]
pub fn rdiv_wide(a: i128, b: i128) -> i64 {
    let half = b / 2;
    let q = if a >= 0 { (a + half) / b } else { -((-a + half) / b) };
    i64::try_from(q).unwrap_or(if q > 0 { i64::MAX / 4 } else { i64::MIN / 4 })
}

/// A value times a weight in permille: `rdiv(value · weight, 1000)`.
#[must_use]
pub fn scale(value: i64, weight: Permille) -> i64 {
    rdiv(value * weight, 1000)
}

#[cfg(test)]
mod tests {
    use super::{rdiv, rdiv_wide, scale};

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!([rdiv(5, 10), rdiv(-5, 10), rdiv(4, 10), rdiv(-4, 10), rdiv(15, 10)], [1, -1, 0, 0, 2]);
        assert_eq!(rdiv(1, 3), 0);
        assert_eq!(rdiv(2, 3), 1);
        assert_eq!(rdiv_wide(-25, 10), -3);
        assert_eq!(scale(-1500, 1000), -1500);
    }
}
