//! Why a goal has no run, school by school, and the least change of what is fixed that would give it one (`models/annual-plan.md` 7).

use chrono::NaiveDate;

use super::calendar::Day;
use super::ids::{FkbIx, GoalIx, SchoolIx, SiteIx};
use super::words::Text;

/// An open gap: a goal that neither a run nor an agreement covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The goal.
    pub goal: GoalIx,
    /// Why each member that is, was or will be approved for the goal, or refused it, does not run it; by school.
    pub causes: Vec<(SchoolIx, Cause)>,
    /// What would give it a run.
    pub remedy: Remedy,
}

/// Why a school does not run a goal: the first that holds, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// Its last approval, own or lent, ended before the plan year.
    Ended {
        /// Last day.
        to: NaiveDate,
        /// Who lent it.
        lender: Option<SchoolIx>,
    },
    /// Its first approval begins after the plan year.
    NotYet {
        /// First day.
        from: NaiveDate,
        /// Who lends it.
        lender: Option<SchoolIx>,
    },
    /// Its approval leaves the goal out.
    Excepted,
    /// It has no approval in the plan year, and refused the goal besides.
    Unapproved,
    /// It answered "cannot".
    Declined,
    /// It has no site.
    NoSite,
    /// None of its sites has all of the equipment; what the best one lacks.
    Equipment(Vec<String>),
    /// Nowhere are there enough open days for a run, with the goal in force.
    Closed,
    /// The approval does not cover a whole run.
    TooShort,
    /// Locks forbid every start; their texts.
    Locked(Vec<Text>),
    /// Its runs take so many course days that no further one fits into its yearly limit.
    Limit,
    /// Every possible start meets a room or teachers that fixed runs take; those in the way where fewest are.
    Full(Vec<Slot>),
    /// Every possible start is taken, some of them by runs that the plan chose; those in the way where fewest are.
    Busy(Vec<Slot>),
    /// It has room: the plan did not use it.
    Free,
}

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// Its goal.
    pub goal: GoalIx,
    /// Its site.
    pub site: SiteIx,
    /// Its start.
    pub start: Day,
}

/// What would close a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// A change inside the network, the cheapest that was found.
    Cure(Cure),
    /// No change inside the network was found: an agreement with a school outside.
    Outside {
        /// No site has a start for it, whatever is changed that the program knows: nothing else can help.
        proven: bool,
    },
    /// It was not looked for: the planning was interrupted, out of time, or the list too long.
    Unsearched,
}

/// The cheapest change found that gives a goal a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cure {
    /// Where the goal would run.
    pub site: SiteIx,
    /// First day of the run.
    pub start: Day,
    /// Last day of the run.
    pub last: Day,
    /// What must be changed at that site or its school, each kind once, in the order of [`Change`].
    pub changes: Vec<Change>,
    /// Runs fixed by a form or lock that must move, by their present place.
    pub moves: Vec<Move>,
    /// Runs that the plan chose and would move by itself.
    pub replanned: usize,
    /// What the plan gains by run and changes (milli); below 0 it loses.
    pub gain: i64,
    /// Moves of other runs were tried where they would be cheaper; not so after a limit.
    pub tried: bool,
}

/// A change of what is fixed, cheapest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Locks "forbid" are lifted; their texts.
    Lock(Vec<Text>),
    /// The school takes back its "cannot".
    Answer,
    /// One more room on the days of the run.
    Room,
    /// Teachers for one more course on the days of the run.
    Teacher,
    /// The school's yearly limit becomes so many course days.
    Limit(u32),
    /// The site gets this equipment.
    Equipment(Vec<String>),
    /// The site is opened on these days.
    Open(Vec<Day>),
    /// The school's approval is made to cover the run.
    Approval(Extension),
}

/// An approval that is made longer or wider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// Its FKB.
    pub fkb: FkbIx,
    /// Who lends it.
    pub lender: Option<SchoolIx>,
    /// Its last day so far, where it ends before the run does.
    pub ended: Option<NaiveDate>,
    /// Its first day so far, where it begins after the run does.
    pub begins: Option<NaiveDate>,
    /// It leaves the goal out so far.
    pub excepted: bool,
}

/// A fixed run that moves to another start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// Where it is.
    pub from: Slot,
    /// Its new start, at the same site.
    pub to: Day,
}

impl Change {
    /// Its name in gaps.csv, `cure_kind`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Lock(_) => "lock",
            Self::Answer => "answer",
            Self::Room => "room",
            Self::Teacher => "teacher",
            Self::Limit(_) => "limit",
            Self::Equipment(_) => "equipment",
            Self::Open(_) => "open",
            Self::Approval(_) => "approval",
        }
    }
}

impl Cause {
    /// Its name in gaps.csv, `causes`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ended { .. } => "ended",
            Self::NotYet { .. } => "not_yet",
            Self::Excepted => "excepted",
            Self::Unapproved => "unapproved",
            Self::Declined => "declined",
            Self::NoSite => "no_site",
            Self::Equipment(_) => "equipment",
            Self::Closed => "closed",
            Self::TooShort => "too_short",
            Self::Locked(_) => "locked",
            Self::Limit => "limit",
            Self::Full(_) => "full",
            Self::Busy(_) => "busy",
            Self::Free => "free",
        }
    }

    /// Whether the school holds an approval for the goal on some day of the plan year.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        !matches!(self, Self::Ended { .. } | Self::NotYet { .. } | Self::Excepted | Self::Unapproved)
    }
}
