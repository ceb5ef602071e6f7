//! Which changes between two plans somebody asked for, as far as today's planning folder tells.
//!
//! What the old plan met already is no news. A lock that it broke is (`locks`); so is, where forms.csv has changed, an answer that it
//! did not meet or that a run of it rested on (`answers`); so is a lifted lock, and an agreement. Where the folder of the old plan is known, a
//! newly closed day and a new yes are too (`before`). A change that nothing of this explains followed from the rest.

mod answers;
mod before;
pub(super) mod fits;
mod locks;

use std::collections::{BTreeMap, BTreeSet};

use super::difference::{Change, Difference, Kind, What, changed_inputs};
use super::plan::{FiledPlan, FiledRun, State};
use crate::domain::calendar::Day;
use crate::domain::decision::Decision;
use crate::domain::goal::{Origin, RequiredRun};
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;

/// Something that was asked for and that the old plan did not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Code of the goal.
    pub goal: String,
    /// What was asked for.
    pub ask: Ask,
    /// The changes that meet it, positions in `Difference::changes`, rising.
    pub changes: Vec<usize>,
    /// The run of the new plan that meets it, where one must.
    pub met_by: Option<FiledRun>,
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Rows of locks.csv that ask for the same; at least one.
    Lock(Vec<Decision>),
    /// An offer of forms.csv.
    Offer(RequiredRun),
    /// The answer "cannot" of a school.
    Cannot(SchoolIx),
    /// The offer (form) or lock that an old run rested on is gone.
    Withdrawn(Origin),
    /// An agreement with an outside school: its reference.
    Agreement(String),
    /// The site of a run of the old plan has closed: the first and last course day that it did so on, and by what.
    Closed(SiteIx, Day, Day, Shut),
    /// The answer of a school has become "can".
    Can(SchoolIx),
    /// The answer "cannot" of a school is gone.
    RefusalGone(SchoolIx),
    /// The site of a run of the old plan has fewer rooms: the first and last course day that it does so on.
    FewerRooms(SiteIx, Day, Day),
    /// The yearly limit of the school of a run of the old plan has become lower: its course days.
    FewerDays(SchoolIx, u32),
    /// The school of a run of the old plan has fewer teachers for it: the first and last course day that it does so on.
    FewerTeachers(SchoolIx, Day, Day),
    /// The yearly limit of guarantee courses of the school of one of the old plan has become lower: how many it may have.
    FewerGuarantees(SchoolIx, u32),
    /// The school of a run of the old plan is no member any more.
    Left(SchoolIx),
}

/// Why a site has no open day where it had one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// closures.csv has changed.
    Closed,
    /// capacity.csv has changed: it has no rooms.
    WithoutRooms,
    /// Both have.
    Either,
}

/// The two plans and what is to be explained.
struct Case<'a> {
    instance: &'a Instance,
    /// The year that the old plan was made for, where its files are known.
    before: Option<&'a Instance>,
    old: &'a FiledPlan,
    new: &'a FiledPlan,
    changes: &'a [Change],
    /// Positions of the changes of each goal.
    of_goal: BTreeMap<&'a str, Vec<usize>>,
    /// Input files that changed since the old plan.
    inputs: BTreeSet<String>,
}

impl<'a> Case<'a> {
    fn goals(&self) -> impl Iterator<Item = (GoalIx, &'a str)> + use<'a> {
        let instance = self.instance;
        instance.goal_ixs().map(move |goal| (goal, instance.goal(goal).code.as_str()))
    }

    /// All runs of the old plan with the codes of their goals.
    fn old_runs(&self) -> impl Iterator<Item = (&'a str, &'a FiledRun)> {
        let old = self.old;
        old.goals.keys().flat_map(move |code| old.runs_of(code).iter().map(move |run| (code.as_str(), run)))
    }

    /// Positions of the changes of a goal that pass.
    fn changes_of(&self, goal: &str, passes: impl Fn(&Change) -> bool) -> Vec<usize> {
        let all = self.of_goal.get(goal).map(Vec::as_slice).unwrap_or_default();
        all.iter().copied().filter(|at| passes(&self.changes[*at])).collect()
    }
}

/// What was asked for since the old plan: locks by date, then schools that left, answers, lifted locks, agreements, closures,
/// fewer rooms and teachers, lower limits and new consents by goal. `before` is the year as it was when the old plan was made; without it those from
/// closures on are not told.
#[must_use]
pub fn asked(
    instance: &Instance,
    before: Option<&Instance>,
    old: &FiledPlan,
    new: &FiledPlan,
    difference: &Difference,
) -> Vec<Asked> {
    let mut of_goal: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, change) in difference.changes.iter().enumerate() {
        of_goal.entry(&change.goal).or_default().push(at);
    }
    let case = Case { instance, before, old, new, changes: &difference.changes, of_goal, inputs: changed_inputs(old, new) };
    let mut all = locks::locks(&case);
    let mut explained = cited(&all);
    for find in [
        left,
        answers::offers,
        answers::refusals,
        withdrawn,
        agreements,
        before::closures,
        before::rooms,
        before::teachers,
        before::limits,
        before::guarantees,
        before::consents,
    ] {
        let found = find(&case, &explained);
        explained.extend(cited(&found));
        all.extend(found);
    }
    all
}

/// The changes that something explains.
#[must_use]
pub fn cited(asked: &[Asked]) -> BTreeSet<usize> {
    asked.iter().flat_map(|asked| asked.changes.iter().copied()).collect()
}

/// Runs at schools that are no members any more: only members execute runs.
fn left(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let mut all = Vec::new();
    for (_, code) in case.goals() {
        for (at, school) in case.instance.schools.iter().enumerate().filter(|(_, school)| !school.member) {
            let mut changes = case.changes_of(code, |change| change.old_runs().iter().any(|run| run.school == school.id));
            changes.retain(|at| !explained.contains(at));
            if !changes.is_empty() {
                all.push(Asked { goal: code.to_owned(), ask: Ask::Left(SchoolIx::from(at)), changes, met_by: None });
            }
        }
    }
    all
}

/// Runs that rested on an offer or lock that is there no longer.
fn withdrawn(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let mut all = Vec::new();
    for (goal, code) in case.goals() {
        let required = &case.instance.goal(goal).required;
        for (origin, file) in [(Origin::Form, "forms.csv"), (Origin::Lock, "locks.csv")] {
            let lost = |run: &FiledRun| {
                run.origin == origin && !required.iter().any(|wanted| fits::offer(case.instance, goal, wanted, run))
            };
            let mut changes = case.changes_of(code, |change| change.old_runs().iter().any(lost));
            changes.retain(|at| !explained.contains(at));
            if !changes.is_empty() && case.inputs.contains(file) {
                all.push(Asked { goal: code.to_owned(), ask: Ask::Withdrawn(origin), changes, met_by: None });
            }
        }
    }
    all
}

/// Goals that an agreement closes now.
fn agreements(case: &Case<'_>, explained: &BTreeSet<usize>) -> Vec<Asked> {
    let mut all = Vec::new();
    for (at, change) in case.changes.iter().enumerate().filter(|(at, _)| !explained.contains(at)) {
        if let What::Goal(Some(_), Some(State::Agreement(reference))) = &change.what
            && matches!(change.kind(), Kind::GapClosedByAgreement | Kind::Agreement)
        {
            let ask = Ask::Agreement(reference.clone());
            all.push(Asked { goal: change.goal.clone(), ask, changes: vec![at], met_by: None });
        }
    }
    all.sort_by(|a, b| a.goal.cmp(&b.goal));
    all
}
