//! O01 held: expected participants in held runs, weighted by narrowness.
//!
//! Per run: `scale(rdiv(held · w_g, 1000), weight)`.

use crate::domain::units::{Milli, Permille, rdiv, scale};

/// The term's name.
pub const NAME: &str = "o01_held";

/// Value of a run with `held` expected participants of a goal with narrowness `w` (permille).
#[must_use]
pub fn value(held: Milli, w: Permille, weight: Permille) -> i64 {
    scale(rdiv(held * w, 1000), weight)
}
