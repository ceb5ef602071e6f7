//! A start from a plan and prices that are known from a problem much like this one, and whether it is worth going on from.

use crate::formulation::room_window::RoomWindow;
use crate::solve::decomposed::improve::{Score, Search};
use crate::solve::decomposed::prices::Ascent;
use crate::solve::decomposed::respond::Choice;
use crate::solve::decomposed::search::Run;
use crate::solve::progress::relative_gap;

/// A known plan farther than this from the bound is no start: another profile leads elsewhere, and the way there is longer than from nothing.
const NEAR: f64 = 0.03;

/// A plan and prices of a problem much like this one.
#[derive(Debug, Clone)]
pub struct Known {
    /// Choice of every goal, `None` where it has none that is possible here.
    pub choices: Vec<Option<Choice>>,
    /// Price of every row, millionths.
    pub prices: Vec<i64>,
    /// Prices of windows that are rows here, millionths.
    pub windows: Vec<(RoomWindow, i64)>,
}

impl Run<'_, '_, '_> {
    /// Begins with what is known, and tells after a short pass of prices whether that is worth going on from.
    pub(super) fn is_near(&mut self, known: &Known) -> bool {
        self.ascent = Ascent::from_known(self.problem, &known.prices, &known.windows);
        self.offer(&Search::from_known(self.problem, &known.choices));
        if self.first_prices().is_some() {
            return true;
        }
        let near = |score: &Score| score.broken == 0 && relative_gap(score.value, self.ascent.best.bound) <= NEAR;
        self.best.as_ref().is_some_and(|(score, _)| near(score))
    }
}
