//! The bound of certificate.csv (`models/annual-plan.md` 6): the rows' part plus the best that each goal can do at the prices.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::domain::ids::GoalIx;
use crate::domain::words::say;

use super::facts::Facts;
use super::placements::{self, TooMany};
use super::prices::{PER_MILLI, Prices};
use super::table::place_of_goal;
use super::verdict::Book;

/// Recomputes the bound in milli. A goal with too many placements to look at is a violation.
pub(super) fn compute(facts: &Facts, prices: &Prices, book: &mut Book) -> i64 {
    let goals: Vec<GoalIx> = facts.instance.goal_ixs().collect();
    let best: Vec<Result<Option<i64>, TooMany>> = goals.par_iter().map(|g| placements::best(facts, prices, *g)).collect();
    let mut bound = prices.rows;
    for (goal, best) in goals.iter().zip(best) {
        if let Ok(best) = best {
            bound += i128::from(part(facts, prices, *goal, best));
        } else {
            let place = place_of_goal("certificate.csv", &facts.instance.goal(*goal).code);
            let what =
                say!("målet har for mange muligheder til, at grænsen kan bevises", "too many placements to prove the bound");
            book.add("certificate", place, what);
        }
    }
    // A value is a whole number of milli, so the bound may be rounded down to one.
    let bound = bound.div_euclid(i128::from(PER_MILLI));
    i64::try_from(bound).unwrap_or(if bound > 0 { i64::MAX } else { i64::MIN })
}

/// What a goal adds to the bound. One without any placement is a gap in every plan, or closed by an agreement: nothing. Where the
/// plan leaves out goals that could run, any such goal may be left out at the price of a gap.
fn part(facts: &Facts, prices: &Prices, goal: GoalIx, best: Option<i64>) -> i64 {
    match best {
        None => 0,
        Some(best) if prices.gaps_allowed && facts.may_be_gap(goal) => best.max(-prices.gap),
        Some(best) => best,
    }
}
