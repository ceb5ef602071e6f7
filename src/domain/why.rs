//! Why a goal runs where it does, what would be next best, and why it does not run somewhere else.

use std::collections::BTreeMap;

use super::calendar::Day;
use super::gap::{Cause, Slot};
use super::goal::Source;
use super::ids::{GoalIx, SchoolIx, SiteIx};
use super::plan::{Plan, Run};

/// Why one run of a goal is where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The run.
    pub run: Run,
    /// Its position among the runs of the goal, by start.
    pub number: usize,
    /// How many runs the goal has.
    pub runs: usize,
    /// The rows of forms.csv and locks.csv that ask for it; none where the plan chose.
    pub sources: Vec<Source>,
    /// No site of another school has a start for this run, whatever the other goals do.
    pub only_school: bool,
    /// It could be elsewhere, if no other run were in its way.
    pub movable: bool,
    /// The best plan with this run elsewhere while all other goals stay, and its goal's other runs too where that goes; `None` where it then finds
    /// no place.
    pub preliminary: Option<Alternative>,
    /// The same where others may move too; `None` where nothing was found, or where it was not looked for.
    pub confirmed: Option<Alternative>,
}

/// A plan with a goal somewhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The new places of the goal's runs: those that it does not have now. None where the run falls away and others of the goal stay.
    pub places: Vec<Slot>,
    /// The whole plan.
    pub plan: Plan,
    /// What the present plan is worth more than this one by each term (milli); below 0 it is worth less.
    pub terms: BTreeMap<&'static str, i64>,
    /// Runs of other goals that move: from where, and to where.
    pub moved: Vec<(Slot, Slot)>,
    /// Runs that fall away for no other: of other goals, and of the goal where it has new places.
    pub gone: Vec<Slot>,
    /// Runs of other goals that come for no other.
    pub added: Vec<Slot>,
}

impl Alternative {
    /// What the present plan is worth more, milli.
    #[must_use]
    pub fn cost(&self) -> i64 {
        self.terms.values().sum()
    }
}

/// Why a goal does not run at a school in a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// It does.
    Here(Run),
    /// Rules forbid it: of each site that could come into question, or of the school as a whole.
    Ruled(Vec<Ruled>),
    /// Other runs fill the rooms, the teachers or the limit.
    Full(Full),
    /// It is possible: the best plan with it, all other goals staying.
    Possible(Alternative),
}

/// A rule that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruled {
    /// The site; none for the school as a whole.
    pub site: Option<SiteIx>,
    /// The rule.
    pub rule: Rule,
}

/// What forbids a run at a school or site in a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// The school is no member: it can only cover the goal by an agreement.
    Outside,
    /// The school has no approval for any of the goal's FKBs.
    Unapproved(GoalIx),
    /// Approval, refusal, sites or equipment.
    Cause(Cause),
    /// Lines of forms.csv with the school's "cannot".
    Refused(Vec<u64>),
    /// Fewer open days in the week than the course needs, and why weekdays are closed.
    Days {
        /// Open days of the week.
        open: usize,
        /// Course days.
        needed: u16,
        /// Closed weekdays and why.
        closed: Vec<(Day, Closed)>,
    },
    /// The days that follow are closed, so that a longer course does not fit together.
    Gap,
    /// The course would end after the plan year.
    YearEnd,
    /// No approval covers all days.
    Approval,
    /// The goal is archived from this day.
    Archived(Day),
    /// Locks forbid it.
    Locked(Vec<Source>),
    /// The goal's runs are fixed elsewhere by these rows, and further ones are not worth planning.
    Fixed(Vec<Source>),
    /// The goal's runs are kept apart in the year (C05), and the others leave no place in this week.
    Window,
    /// The school's yearly limit of course days.
    Limit(u32),
    /// The school's number of guarantee courses.
    Cap(u32),
}

/// Why a day is closed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closed {
    /// A public holiday.
    Holiday,
    /// A line of closures.csv, with its reason.
    Row(u64, Option<String>),
    /// A customary closed day.
    Customary,
    /// No rooms in capacity.csv: its line, where there is one for the day.
    NoRooms(Option<u64>),
}

/// Runs of others in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Full {
    /// The start in the week at which fewest are in the way.
    pub start: Slot,
    /// Rooms lack.
    pub rooms: bool,
    /// Teachers lack.
    pub teachers: bool,
    /// The runs on the full days, by start.
    pub users: Vec<User>,
    /// How many more there are.
    pub more: usize,
    /// The best plan that was found with the run there when others move; `None` where none was found, or none better than to move one of `users`.
    pub together: Option<Alternative>,
}

/// A run in the way, and whether it could move while all others stay, those of its own goal too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The run.
    pub slot: Slot,
    /// The rows that fix it; none where the plan chose.
    pub sources: Vec<Source>,
    /// To another school.
    pub other_school: Option<Shift>,
    /// To another time or site at the same school, away from the full days.
    pub same_school: Option<Shift>,
}

/// A move of one run in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Its new place.
    pub to: Slot,
    /// This move alone makes the room.
    pub enough: bool,
    /// The whole plan: with the goal at the asked place where the move is enough, else with the goal as it is.
    pub plan: Plan,
}

/// What is asked with `--why-not`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The goal.
    pub goal: GoalIx,
    /// The school.
    pub school: SchoolIx,
    /// First and last day of the week.
    pub days: (Day, Day),
}
