//! Schools, sites, FKBs, municipalities and teacher pools.

use super::goal::Goal;
use super::ids::{FkbIx, GoalIx, GroupIx, SchoolIx, SiteIx};

/// A school of the network, or an outside school that may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// `school_id`.
    pub id: String,
    /// Name as the schools write it.
    pub name: String,
    /// Six-digit institution number, if given.
    pub institution_code: String,
    /// Member of the network; only members execute runs and have duties.
    pub member: bool,
    /// Most guarantee runs a year (C07), if limited.
    pub guarantee_cap: Option<u32>,
    /// Most course days a year (C08), if limited.
    pub max_course_days: Option<u32>,
    /// Addresses of an outside school, by site, for letters; those of a member are its sites.
    pub addresses: Vec<String>,
    /// Codes of the municipalities that are the school's home area; none: it claims none, and works only where its sites are.
    pub home_municipalities: Vec<String>,
}

/// A school lets another hold courses in its home area (document 000, code of conduct).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Consent {
    /// The school whose home area it is.
    pub home: SchoolIx,
    /// The school that may hold courses there.
    pub school: SchoolIx,
    /// At this address alone, if given.
    pub site: Option<SiteIx>,
    /// For this goal alone, if given.
    pub goal: Option<GoalIx>,
}

/// A course address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// `site_id`.
    pub id: String,
    /// The school it belongs to.
    pub school: SchoolIx,
    /// Name of the department.
    pub name: String,
    /// Street address.
    pub address: String,
    /// Postal code, text: leading zeros stay.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Code of its municipality.
    pub municipality_code: String,
    /// Courses that can run side by side, per day of the year; 0 = closed (weekend, holiday, hard closure, or no rooms).
    pub rooms: Vec<u16>,
    /// Softly closed, per day: open, but to be avoided (O05).
    pub soft: Vec<bool>,
    /// Equipment at the site, sorted.
    pub equipment: Vec<String>,
}

/// A joint competence description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fkb {
    /// Four-digit code, text.
    pub code: String,
    /// Title.
    pub title: String,
    /// Its branch group.
    pub group: GroupIx,
}

/// A municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Four-digit code, text.
    pub code: String,
    /// Name.
    pub name: String,
    /// Inhabitants.
    pub population: i64,
}

/// What a teacher pool teaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PoolScope {
    /// Goals whose home is this FKB.
    Fkb(FkbIx),
    /// Goals of this branch group.
    Group(GroupIx),
}

impl PoolScope {
    /// Whether they teach the goal: by its home FKB, or by its branch group.
    #[must_use]
    pub fn covers(self, goal: &Goal) -> bool {
        match self {
            Self::Fkb(fkb) => fkb == goal.fkb,
            Self::Group(group) => group == goal.group,
        }
    }
}

/// Teachers of one school for one FKB or branch group (C04).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// The school.
    pub school: SchoolIx,
    /// What they teach.
    pub scope: PoolScope,
    /// Courses side by side, per day of the year; `None` = no limit that day.
    pub limit: Vec<Option<u16>>,
}
