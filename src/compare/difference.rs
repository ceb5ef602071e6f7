//! What differs between two plans of a year: the changes, each of one kind, and the totals of both. A goal that is covered in both plans
//! changes run by run; a goal that gains or loses all its runs, or its place in the plan, changes once, as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::pairs::pairs;
use super::plan::{FiledGoal, FiledPlan, FiledRun, State};
use crate::domain::units::Milli;

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The changes by kind, goal and date.
    pub changes: Vec<Change>,
    /// Runs that are in both plans as they were.
    pub unchanged: usize,
    /// The old plan in numbers.
    pub before: Totals,
    /// The new plan in numbers.
    pub after: Totals,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Code of the goal.
    pub goal: String,
    /// Its title, in the new plan if it is there.
    pub title: String,
    /// Code of its FKB.
    pub fkb: String,
    /// What changed.
    pub what: What,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A run became another one.
    Moved(FiledRun, FiledRun),
    /// A run more of a goal that had some.
    Added(FiledRun),
    /// A run less of a goal that still has some.
    Dropped(FiledRun),
    /// The goal as a whole; `None` where it is not in the plan.
    Goal(Option<State>, Option<State>),
}

/// Kinds of changes, in the order of the log. A run that changes in several ways counts once, under the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A goal had a run or an agreement and is a gap.
    GapOpened,
    /// A gap has a run.
    GapClosedByRun,
    /// A gap is closed by an agreement.
    GapClosedByAgreement,
    /// An agreement in place of runs, runs in place of an agreement, or another agreement.
    Agreement,
    /// The goal was not in the plan.
    GoalNew,
    /// The goal is no longer in the plan.
    GoalGone,
    /// A run went to another school.
    School,
    /// A run went to another site of its school.
    Site,
    /// A run went to another date, or ends on another.
    Date,
    /// A run more.
    Added,
    /// A run less.
    Dropped,
    /// A run became a guarantee course, or is none any more.
    Guarantee,
    /// A run has other seats or another minimum.
    Size,
}

/// A plan in natural units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Goals in the plan.
    pub goals: usize,
    /// Goals with a run.
    pub covered: usize,
    /// Goals that an agreement closes.
    pub agreements: usize,
    /// Goals with neither.
    pub gaps: usize,
    /// Runs.
    pub runs: usize,
    /// Guarantee courses.
    pub guarantees: usize,
    /// Expected participants in runs that are held.
    pub expected: Milli,
}

impl Kind {
    /// All kinds, in order.
    pub const ALL: [Kind; 13] = [
        Kind::GapOpened,
        Kind::GapClosedByRun,
        Kind::GapClosedByAgreement,
        Kind::Agreement,
        Kind::GoalNew,
        Kind::GoalGone,
        Kind::School,
        Kind::Site,
        Kind::Date,
        Kind::Added,
        Kind::Dropped,
        Kind::Guarantee,
        Kind::Size,
    ];

    /// The word for it in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::GapOpened => "gap_opened",
            Self::GapClosedByRun => "gap_closed_by_run",
            Self::GapClosedByAgreement => "gap_closed_by_agreement",
            Self::Agreement => "agreement",
            Self::GoalNew => "goal_new",
            Self::GoalGone => "goal_gone",
            Self::School => "school",
            Self::Site => "site",
            Self::Date => "date",
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::Guarantee => "guarantee",
            Self::Size => "size",
        }
    }
}

impl Change {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match &self.what {
            What::Added(_) => Kind::Added,
            What::Dropped(_) => Kind::Dropped,
            What::Moved(from, to) if from.school != to.school => Kind::School,
            What::Moved(from, to) if from.site != to.site => Kind::Site,
            What::Moved(from, to) if (from.start, from.end) != (to.start, to.end) => Kind::Date,
            What::Moved(from, to) if from.guarantee != to.guarantee => Kind::Guarantee,
            What::Moved(..) => Kind::Size,
            What::Goal(None, _) => Kind::GoalNew,
            What::Goal(_, None) => Kind::GoalGone,
            What::Goal(_, Some(State::Gap(_))) => Kind::GapOpened,
            What::Goal(Some(State::Gap(_)), Some(State::Covered(_))) => Kind::GapClosedByRun,
            What::Goal(Some(State::Gap(_)), Some(State::Agreement(_))) => Kind::GapClosedByAgreement,
            What::Goal(..) => Kind::Agreement,
        }
    }

    /// The runs that are no longer there as they were.
    #[must_use]
    pub fn old_runs(&self) -> &[FiledRun] {
        match &self.what {
            What::Moved(from, _) | What::Dropped(from) => std::slice::from_ref(from),
            What::Goal(Some(State::Covered(runs)), _) => runs,
            _ => &[],
        }
    }

    /// The runs that were not there as they are.
    #[must_use]
    pub fn new_runs(&self) -> &[FiledRun] {
        match &self.what {
            What::Moved(_, to) | What::Added(to) => std::slice::from_ref(to),
            What::Goal(_, Some(State::Covered(runs))) => runs,
            _ => &[],
        }
    }
}

/// What differs between an old plan and a new one of the same year.
#[must_use]
pub fn difference(old: &FiledPlan, new: &FiledPlan) -> Difference {
    let codes: BTreeSet<&String> = old.goals.keys().chain(new.goals.keys()).collect();
    let (mut changes, mut unchanged) = (Vec::new(), 0);
    for code in codes {
        unchanged += goal_changes(code, old.goals.get(code), new.goals.get(code), &mut changes);
    }
    // By goal and run already; the kind comes first.
    changes.sort_by_key(Change::kind);
    Difference { changes, unchanged, before: totals(old), after: totals(new) }
}

/// Adds the changes of a goal; returns the number of its runs that stayed as they were.
fn goal_changes(code: &str, old: Option<&FiledGoal>, new: Option<&FiledGoal>, changes: &mut Vec<Change>) -> usize {
    let Some(named) = new.or(old) else { return 0 };
    let change = |what| Change { goal: code.to_owned(), title: named.title.clone(), fkb: named.fkb.clone(), what };
    let (from, to) = (old.map(|goal| &goal.state), new.map(|goal| &goal.state));
    let mut unchanged = 0;
    match (from, to) {
        (Some(State::Covered(old)), Some(State::Covered(new))) => {
            for pair in pairs(old, new) {
                let (from, to) = (pair.0.map(|at| old[at].clone()), pair.1.map(|at| new[at].clone()));
                match (from, to) {
                    (Some(from), Some(to)) if from.key() == to.key() => unchanged += 1,
                    (Some(from), Some(to)) => changes.push(change(What::Moved(from, to))),
                    (None, Some(to)) => changes.push(change(What::Added(to))),
                    (Some(from), None) => changes.push(change(What::Dropped(from))),
                    (None, None) => {}
                }
            }
        }
        // Another reason for the same gap is no change of the plan.
        (Some(State::Gap(_)), Some(State::Gap(_))) => {}
        (from, to) if from != to => changes.push(change(What::Goal(from.cloned(), to.cloned()))),
        _ => {}
    }
    unchanged
}

/// A plan in numbers.
#[must_use]
pub fn totals(plan: &FiledPlan) -> Totals {
    let mut totals = Totals { goals: plan.goals.len(), ..Totals::default() };
    for goal in plan.goals.values() {
        match &goal.state {
            State::Covered(runs) => {
                totals.covered += 1;
                totals.runs += runs.len();
                totals.guarantees += runs.iter().filter(|run| run.guarantee).count();
                totals.expected += runs.iter().map(|run| run.expected).sum::<Milli>();
            }
            State::Agreement(_) => totals.agreements += 1,
            State::Gap(_) => totals.gaps += 1,
        }
    }
    totals
}

/// Names of input files that are new, gone or changed since the old plan was made.
#[must_use]
pub fn changed_inputs(old: &FiledPlan, new: &FiledPlan) -> BTreeSet<String> {
    let differs = |file: &&String| old.inputs.get(*file) != new.inputs.get(*file);
    old.inputs.keys().chain(new.inputs.keys()).filter(differs).cloned().collect()
}

/// Number of the changes of each kind that occurs.
#[must_use]
pub fn by_kind<'a>(changes: impl Iterator<Item = &'a Change>) -> BTreeMap<Kind, usize> {
    let mut counts = BTreeMap::new();
    for change in changes {
        *counts.entry(change.kind()).or_insert(0) += 1;
    }
    counts
}
