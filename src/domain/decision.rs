//! What the meeting decided, by whom and why: a row of locks.csv.

use chrono::NaiveDate;

use super::calendar::Day;
use super::ids::{GoalIx, SchoolIx, SiteIx};

/// A lock about a goal in scope. A run fits it when everything given fits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// The goal.
    pub goal: GoalIx,
    /// A run that must be in the plan; else one that must not.
    pub keep: bool,
    /// School, if given.
    pub school: Option<SchoolIx>,
    /// Site, if given.
    pub site: Option<SiteIx>,
    /// First and last start day, if a date or week is given.
    pub days: Option<(Day, Day)>,
    /// Guarantee course or not, if given; for `keep`.
    pub guarantee: Option<bool>,
    /// When it was decided, if given.
    pub at: Option<NaiveDate>,
    /// Who asked for it.
    pub by: String,
    /// Why.
    pub reason: String,
}
