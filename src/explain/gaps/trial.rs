//! The trial: the folder with the edits of a cure, checked, and the plan in it. What a cure promises is found there or not at all.

use crate::check::check;
use crate::domain::ids::GoalIx;
use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::domain::profile::Profile;
use crate::explain::scene::Scene;
use crate::read::folder::Folder;
use crate::read::patch::{Edit, patched};
use crate::solve::decomposed::problem::Problem;

/// The edited year, if `check` has nothing against it, and its problem. One run is enough for the gap.
#[must_use]
pub fn year(folder: &Folder, profile: &Profile, edits: &[Edit], gaps: &[GoalIx]) -> Option<(Instance, Problem)> {
    let instance = check(&patched(folder, edits), Some(profile)).instance?;
    let mut problem = Problem::new(&instance);
    for goal in gaps {
        problem.models[goal.index()].placements.retain(|p| p.runs.len() == 1);
    }
    Some((instance, problem))
}

/// Whether the plan, which holds a run of the gap, is possible in the edited folder.
#[must_use]
pub fn stands(folder: &Folder, profile: &Profile, edits: &[Edit], plan: &Plan, goal: GoalIx) -> bool {
    year(folder, profile, edits, &[goal])
        .is_some_and(|(instance, problem)| Scene::settled(&problem, instance.calendar, plan).is_some())
}
