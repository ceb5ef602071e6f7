//! What an employer has said it will need: a row of needs.csv.

use chrono::NaiveDate;

use super::ids::{AreaIx, FkbIx, GoalIx};
use super::units::Milli;

/// A need.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// The employer, as written.
    pub employer: String,
    /// What it asks for.
    pub about: NeedFor,
    /// Where the participants live.
    pub area: AreaIx,
    /// First day on which a run may start, if given.
    pub earliest: Option<NaiveDate>,
    /// Last day on which a run may start, if given; not before `earliest`.
    pub latest: Option<NaiveDate>,
    /// How many.
    pub participants: Milli,
    /// Counted as certain rather than as expected.
    pub firm: bool,
    /// For people.
    pub note: String,
    /// The goals in scope that meet it, sorted: the goal, or those whose home is the FKB. The participants are spread evenly over them.
    pub goals: Vec<GoalIx>,
}

/// What a need asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedFor {
    /// A goal of the plan.
    Goal(GoalIx),
    /// A goal that is not in the plan.
    Unplanned {
        /// Its code.
        code: String,
        /// Its title.
        title: String,
        /// Why it is not in the plan.
        why: OutOfScope,
    },
    /// Any goal of the FKB.
    Fkb(FkbIx),
}

/// Why a goal of goals.csv is not in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutOfScope {
    /// Its kind is not planned.
    Kind,
    /// It is left out by agreement.
    Exempt,
    /// It is archived on or before 1 January of the plan year.
    Archived,
}
