//! Enrolment during the year, as the schools report it (status.csv).

use chrono::NaiveDate;

use super::ids::{GoalIx, SchoolIx};

/// A row of status.csv about a goal in scope.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatusRow {
    /// The goal.
    pub goal: GoalIx,
    /// Number of the run in plan.csv; 0 for a waiting list that belongs to no run.
    pub run: u32,
    /// The school whose figures these are; none: the executing school of the run.
    pub school: Option<SchoolIx>,
    /// Enrolled at that school, 0 to 1000.
    pub enrolled: u32,
    /// On that school's waiting list, 0 to 1000.
    pub waiting: u32,
    /// Last day of enrolment, if given.
    pub deadline: Option<NaiveDate>,
    /// The run is cancelled.
    pub cancelled: bool,
    /// Line of the file, for messages.
    pub line: u64,
}
