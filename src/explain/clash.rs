//! Required runs that cannot all be held: which rows leave no room for them?
//!
//! `solve` names a smallest set of rows whose required runs contradict each other in the year as it is. Here the rows that leave less room
//! (`check/limiting.rs`) are put to a deletion filter: the folder without some of them is checked, and the runs are tried in it. Rows
//! without which the contradiction stays are no part of it. Of what is left every row is needed, and so is every row that asks for a run: with
//! all limiting rows but one of these gone the runs have room, and fewer runs had room even with all rows. There may be more contradictions in the
//! folder than this one: they are told when it is solved.

use std::time::Instant;

use crate::check::check;
use crate::check::limiting::{Limiting, limiting};
use crate::check::rows;
use crate::domain::goal::{Goal, Source};
use crate::domain::instance::Instance;
use crate::read::folder::Folder;
use crate::read::patch::{Edit, patched};
use crate::solve::contradiction::{Clash, have_no_room, needed};
use crate::solve::highs::Limits;

/// The rows that leave no room for the runs of the clash, all of them needed for that; none where the calendar and the rows
/// that ask for the runs are enough. `None` where it is not shown within the limits.
#[must_use]
pub fn narrowing(folder: &Folder, instance: &Instance, clash: &Clash, limits: &Limits<'_>) -> Option<Vec<Source>> {
    let goals: Vec<&Goal> = clash.goals.iter().map(|goal| instance.goal(*goal)).collect();
    let limits_of_runs = limiting(instance, &rows(folder), &goals);
    let all: Vec<Edit> = limits_of_runs.iter().map(|(_, edit)| edit.clone()).collect();
    let trial = Trial { folder, instance, clash, limits, began: Instant::now() };
    let kept = needed(limits_of_runs, |some| trial.clashes_with_only(some, &all))?;
    Some(kept.into_iter().map(|(source, _)| source).collect())
}

struct Trial<'a> {
    folder: &'a Folder,
    instance: &'a Instance,
    clash: &'a Clash,
    limits: &'a Limits<'a>,
    began: Instant,
}

impl Trial<'_> {
    /// Whether the runs have no room where of all these rows only some hold. `None` when it is not shown.
    fn clashes_with_only(&self, some: &[Limiting], all: &[Edit]) -> Option<bool> {
        if self.limits.seconds.is_some_and(|most| self.began.elapsed().as_secs_f64() > most) {
            return None;
        }
        let without = |edit: &&Edit| !some.iter().any(|(_, kept)| kept == *edit);
        let edits: Vec<Edit> = all.iter().filter(without).cloned().collect();
        let instance = check(&patched(self.folder, &edits), Some(&self.instance.profile)).instance?;
        have_no_room(&instance, self.clash, self.limits)
    }
}
