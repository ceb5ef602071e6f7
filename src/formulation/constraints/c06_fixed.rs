//! C06 fixed: required runs are in every placement; forbidden starts are no possible starts.
//!
//! No rows: the rule says which columns there are. A goal with required runs has no gap column; every placement holds its
//! required runs; a start outside the dates of a fixed required run has no column y; a forbidden start is in no list of starts.

use crate::formulation::placement::GoalModel;

/// The rule's name. It has no rows.
pub const NAME: &str = "c06_fixed";

/// Whether the goal has a gap column: nothing is required and no agreement closes it.
#[must_use]
pub fn may_be_gap(model: &GoalModel) -> bool {
    model.may_rest && model.rest_is_gap
}

/// Whether the kind is a required run, not the extra runs.
#[must_use]
pub fn is_required(model: &GoalModel, kind: usize) -> bool {
    model.kinds[kind].is_required()
}

/// Starts that runs of the kind may take at the site, positions among the site's starts.
pub fn starts(model: &GoalModel, kind: usize, site: usize) -> impl Iterator<Item = usize> {
    let all = &model.sites[site].starts;
    (0..all.len()).filter(move |t| model.starts_within(kind, &all[*t]))
}

/// How many runs of the kind may take one start when the goal has `runs` runs: as many as there are required runs like it; of extra
/// runs one, since C05 keeps them apart; none where the required runs fill the placement.
#[must_use]
pub fn most_of_kind(model: &GoalModel, kind: usize, runs: usize) -> usize {
    let required = (0..model.kinds.len()).filter(|k| is_required(model, *k)).count();
    if is_required(model, kind) {
        model.kinds.iter().filter(|k| **k == model.kinds[kind]).count()
    } else {
        usize::from(runs > required)
    }
}
