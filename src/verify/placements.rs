//! The best placement with dates of one goal at given prices, exactly.
//!
//! All placements are looked at: a site for each required run and a multiset of sites for the extra runs. The start of each run
//! is then the best in its window; with several windows every way to share them out that can matter is weighed. A branch is left out only when it cannot beat the best placement so far: a run never gets more participants than it
//! would get alone, and access and spread never add.

use crate::domain::ids::GoalIx;

use super::facts::Facts;
use super::participants::Shares;
use super::priced::{Choice, IMPOSSIBLE, POSSIBLE, Priced, Slot};
use super::prices::{PER_MILLI, Prices};

/// Looking at more placements than this is refused.
const MOST_STEPS: usize = 1_000_000;

/// The goal has too many placements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMany;

/// The largest value of a placement with dates at the prices; `None` when no placement has possible starts.
pub(super) fn best(facts: &Facts, prices: &Prices, ix: GoalIx) -> Result<Option<i64>, TooMany> {
    let priced = Priced::new(facts, prices, ix);
    let required = priced.goal.required.len();
    let mut search = Search { priced: &priced, best: None, steps: 0, picks: Vec::new(), shares: Shares::default() };
    for runs in required.max(1)..=facts.goal(ix).most_runs {
        search.look(runs)?;
    }
    Ok(search.best)
}

/// The walk over all placements.
struct Search<'a> {
    priced: &'a Priced<'a>,
    best: Option<i64>,
    steps: usize,
    /// Choice of each slot so far.
    picks: Vec<usize>,
    shares: Shares,
}

impl Search<'_> {
    /// Looks at all placements with so many runs.
    fn look(&mut self, runs: usize) -> Result<(), TooMany> {
        let (slots, windows) = self.priced.slots(runs);
        let mut rest = vec![0_i64; runs + 1];
        for (i, slot) in slots.iter().enumerate().rev() {
            let Some(first) = slot.choices.first() else { return Ok(()) };
            rest[i] = rest[i + 1].saturating_add(first.most);
        }
        self.descend(&slots, windows, &rest, 0)
    }

    /// Tries every choice of the next slot; `sofar` bounds the slots already chosen.
    fn descend(&mut self, slots: &[Slot], windows: usize, rest: &[i64], sofar: i64) -> Result<(), TooMany> {
        let depth = self.picks.len();
        let Some(slot) = slots.get(depth) else {
            self.judge(slots, windows);
            return Ok(());
        };
        let from = if slot.twin { self.picks.last().copied().unwrap_or(0) } else { 0 };
        for (i, choice) in slot.choices.iter().enumerate().skip(from) {
            let most = sofar.saturating_add(choice.most);
            if self.best.is_some_and(|best| most.saturating_add(rest[depth + 1]) <= best) {
                break;
            }
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return Err(TooMany);
            }
            self.picks.push(i);
            self.descend(slots, windows, rest, most)?;
            self.picks.pop();
        }
        Ok(())
    }

    /// The value of the placement that has been picked.
    fn judge(&mut self, slots: &[Slot], windows: usize) {
        let choices: Vec<&Choice> = slots.iter().zip(&self.picks).map(|(slot, i)| &slot.choices[*i]).collect();
        let decided = |slot: &Slot| slot.decided && windows > 0;
        let pairs = || slots.iter().zip(&choices);
        let rows: Vec<&[i64]> = pairs().filter(|(s, _)| decided(s)).map(|(_, c)| c.dates.as_slice()).collect();
        let fixed: i64 = pairs().filter(|(s, _)| !decided(s)).map(|(_, c)| c.dates[0]).sum();
        let dates = fixed.saturating_add(assign(&rows));
        if dates <= POSSIBLE {
            return;
        }
        let sites: Vec<usize> = choices.iter().map(|c| c.site).collect();
        self.priced.catchment.share(&sites, &mut self.shares);
        let mut value = dates + (self.shares.access + self.shares.left_out) * PER_MILLI;
        for ((slot, choice), attendance) in pairs().zip(&self.shares.attendance) {
            value += choice.place + self.priced.participants(slot, choice.site, *attendance);
        }
        self.best = Some(self.best.map_or(value, |best| best.max(value)));
    }
}

/// The best sum of one entry per row from different columns. The other rows take one column each, so that of every row only its
/// best entries can matter, as many as there are rows.
fn assign(rows: &[&[i64]]) -> i64 {
    let best_entries = |row: &&[i64]| {
        let mut entries: Vec<(i64, usize)> =
            row.iter().enumerate().filter(|(_, e)| **e > POSSIBLE).map(|(column, e)| (*e, column)).collect();
        entries.sort_unstable_by(|a, b| b.cmp(a));
        entries.truncate(rows.len());
        entries
    };
    let entries: Vec<Vec<(i64, usize)>> = rows.iter().map(best_entries).collect();
    assign_rest(&entries, &mut Vec::new())
}

fn assign_rest(rows: &[Vec<(i64, usize)>], taken: &mut Vec<usize>) -> i64 {
    let Some((row, rest)) = rows.split_first() else { return 0 };
    let mut best = IMPOSSIBLE;
    for (entry, column) in row {
        if !taken.contains(column) {
            taken.push(*column);
            let others = assign_rest(rest, taken);
            taken.pop();
            if others > POSSIBLE {
                best = best.max(entry + others);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{IMPOSSIBLE, POSSIBLE, assign};

    #[test]
    fn runs_share_out_the_windows_as_well_as_possible() {
        assert_eq!(assign(&[&[5, 4], &[5, 1]]), 9);
        assert_eq!(assign(&[&[-5, -4, -9], &[-5, -1, -9]]), -6);
        assert_eq!(assign(&[]), 0);
    }

    #[test]
    fn two_runs_cannot_use_one_window() {
        assert!(assign(&[&[5, IMPOSSIBLE], &[7, IMPOSSIBLE]]) <= POSSIBLE);
    }
}
