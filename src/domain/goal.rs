//! A goal in scope, with everything the folder says about it.

use super::calendar::Day;
use super::ids::{AreaIx, FkbIx, GroupIx, SchoolIx, SiteIx};
use super::units::Milli;
use super::words::Text;

/// `kind` of goals.csv.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GoalKind {
    /// Home in a coordinated FKB.
    Core,
    /// Used here, home elsewhere.
    Attached,
    /// Common catalogue: nobody has a duty.
    Catalogue,
    /// A subject of initial vocational education.
    SingleSubject,
}

/// A goal in scope of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Five-digit code, text.
    pub code: String,
    /// Title.
    pub title: String,
    /// Home FKB: the goal counts once, here.
    pub fkb: FkbIx,
    /// Branch group of the home FKB.
    pub group: GroupIx,
    /// Further FKBs that it is in, sorted.
    pub also_in: Vec<FkbIx>,
    /// Kind.
    pub kind: GoalKind,
    /// Duration in thousandths of a day, e.g. 2500.
    pub duration: i64,
    /// Course days: duration rounded up, 1 to 50.
    pub days: u16,
    /// Least participants of an ordinary run, at least 1.
    pub min: u32,
    /// Seats, at least `min`.
    pub max: u32,
    /// May be run as a guarantee course.
    pub guarantee_ok: bool,
    /// May be run at a distance: travel counts nothing.
    pub distance_ok: bool,
    /// First day of the plan year on which it is archived, if it is archived during the year.
    pub archived_from: Option<Day>,
    /// Code of the parent goal, if it is a sub-goal.
    pub parent: Option<String>,
    /// Expected participants a year per municipality, sorted, without zeros.
    pub demand: Vec<(AreaIx, Milli)>,
    /// Waiting or certain participants per municipality, sorted, without zeros.
    pub waiting: Vec<(AreaIx, Milli)>,
    /// E_g: sites that may hold it (`models/annual-plan.md` 2), sorted by site.
    pub eligible: Vec<Eligible>,
    /// Q_g: runs that forms and locks ask for, in canonical order.
    pub required: Vec<RequiredRun>,
    /// Starts that locks forbid.
    pub forbidden: Vec<Forbidden>,
    /// Forms with answer "can", in canonical order.
    pub wishes: Vec<Wish>,
    /// Schools that answered "cannot".
    pub declined: Vec<SchoolIx>,
    /// Members that announced or held it last year, sorted.
    pub last_executors: Vec<SchoolIx>,
    /// The binding agreement that closes it, if any.
    pub agreement: Option<Agreement>,
    /// Members with a duty to announce it (approval for the home FKB on some day of the year, kind core), sorted.
    pub duties: Vec<SchoolIx>,
    /// Outside schools with an approval for one of its FKBs in the year, sorted: the ones to ask.
    pub outside: Vec<SchoolIx>,
}

/// A site of E_g and when its school is approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eligible {
    /// The site.
    pub site: SiteIx,
    /// Validity of each approval (own or lent) within the plan year, both days included, sorted, not merged: a run needs one that covers it whole.
    pub approved: Vec<(Day, Day)>,
    /// Lender, where the approval is lent (the first one, for the papers).
    pub lender: Option<SchoolIx>,
}

/// When a required run starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// From the first to the last day, both included (a date, or a week).
    Fixed(Day, Day),
    /// Any time of the year.
    Free,
}

/// Where a run comes from (`origin` of plan.csv).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A school's form offers it.
    Form,
    /// A lock keeps it.
    Lock,
    /// The plan decided it.
    Assigned,
}

/// Where an input row stands, for messages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// File name, e.g. `forms.csv`.
    pub file: String,
    /// Line in the file, 1 = the header.
    pub line: u64,
    /// What the row says in one sentence, for the list of rows that clash.
    pub text: Text,
}

/// A run that must be in the plan (C06).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequiredRun {
    /// Sites that it may use, sorted; all belong to E_g.
    pub sites: Vec<SiteIx>,
    /// When it starts.
    pub when: When,
    /// Guarantee: yes, no, or left to the plan.
    pub guarantee: Option<bool>,
    /// Least participants (the form's, else the goal's).
    pub min: u32,
    /// Seats (the form's, else the goal's).
    pub max: u32,
    /// Form or lock.
    pub origin: Origin,
    /// The rows that ask for it.
    pub sources: Vec<Source>,
}

/// A lock "forbid": matches a run when everything given matches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Forbidden {
    /// School, if given.
    pub school: Option<SchoolIx>,
    /// Site, if given.
    pub site: Option<SiteIx>,
    /// First and last start day, if a date or week is given.
    pub days: Option<(Day, Day)>,
    /// The row.
    pub source: Source,
}

/// A form "can".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wish {
    /// The school.
    pub school: SchoolIx,
    /// Site, if given.
    pub site: Option<SiteIx>,
    /// Wished start, first and last day, if given.
    pub days: Option<(Day, Day)>,
}

/// An agreement with an outside school.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Agreement {
    /// The outside school, as written.
    pub outside_school: String,
    /// Reference of the document.
    pub reference: String,
    /// Start date, ISO, or empty.
    pub start_date: String,
}
