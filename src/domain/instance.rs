//! The checked planning year. Exists only when no error is left; nothing changes it.

use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::decision::Decision;
use super::goal::Goal;
use super::ids::{AreaIx, FkbIx, GoalIx, GroupIx, SchoolIx, SiteIx};
use super::need::Need;
use super::network::{Area, Consent, Fkb, Pool, School, Site};
use super::profile::Profile;
use super::status::StatusRow;
use super::units::Metres;
use super::wheel::Wheel;

/// Language of what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Danish, the default.
    #[default]
    Da,
    /// English.
    En,
}

impl Language {
    /// Both, the default first.
    pub const ALL: [Self; 2] = [Self::Da, Self::En];

    /// `da` or `en`, as plan.toml writes it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Da => "da",
            Self::En => "en",
        }
    }

    /// The language of a code; `None` for any other.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// Everything the planning folder says, resolved and sorted by code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// The plan year.
    pub calendar: Calendar,
    /// Name of the network.
    pub network: String,
    /// Language of papers and messages.
    pub language: Language,
    /// Seed of plan.toml, 1 if absent.
    pub seed: u64,
    /// The profile in force.
    pub profile: Profile,
    /// Schools by `school_id`.
    pub schools: Vec<School>,
    /// Sites of member schools by `site_id`.
    pub sites: Vec<Site>,
    /// FKBs by code.
    pub fkbs: Vec<Fkb>,
    /// Branch groups by name.
    pub groups: Vec<String>,
    /// Municipalities by code.
    pub areas: Vec<Area>,
    /// Goals in scope by code.
    pub goals: Vec<Goal>,
    /// Teacher pools by school and scope.
    pub pools: Vec<Pool>,
    /// Consents to courses in another school's home area, sorted.
    pub consents: Vec<Consent>,
    /// What the meeting decided, sorted: the rows of locks.csv about goals in scope.
    pub decisions: Vec<Decision>,
    /// What employers have said they will need, sorted.
    pub needs: Vec<Need>,
    /// The deadlines of the year before.
    pub wheel: Wheel,
    /// Enrolment during the year, sorted; `None` where there is no status.csv. No plan depends on it.
    pub status: Option<Vec<StatusRow>>,
    /// Travel in metres, `travel[area][site]`.
    pub travel: Vec<Vec<Metres>>,
    /// Name of the scenario whose patches the folder has; `None` for the folder as it is.
    pub scenario: Option<String>,
    /// SHA-256 of each input file that a plan depends on, hex. For CSV files over the header and the data lines in sorted order, so that the
    /// order of rows does not matter.
    pub inputs: BTreeMap<String, String>,
}

impl Instance {
    /// Travel from the municipality to the site for this goal: 0 where the goal may be run at a distance.
    #[must_use]
    pub fn metres(&self, goal: GoalIx, area: AreaIx, site: SiteIx) -> Metres {
        if self.goals[goal.index()].distance_ok { 0 } else { self.travel[area.index()][site.index()] }
    }

    /// The school of a site.
    #[must_use]
    pub fn school_of(&self, site: SiteIx) -> SchoolIx {
        self.sites[site.index()].school
    }

    /// All goals in order.
    pub fn goal_ixs(&self) -> impl Iterator<Item = GoalIx> + use<> {
        (0..self.goals.len()).map(GoalIx::from)
    }

    /// The goal.
    #[must_use]
    pub fn goal(&self, goal: GoalIx) -> &Goal {
        &self.goals[goal.index()]
    }

    /// The site.
    #[must_use]
    pub fn site(&self, site: SiteIx) -> &Site {
        &self.sites[site.index()]
    }

    /// The school.
    #[must_use]
    pub fn school(&self, school: SchoolIx) -> &School {
        &self.schools[school.index()]
    }

    /// The FKB.
    #[must_use]
    pub fn fkb(&self, fkb: FkbIx) -> &Fkb {
        &self.fkbs[fkb.index()]
    }

    /// Name of the branch group.
    #[must_use]
    pub fn group(&self, group: GroupIx) -> &str {
        &self.groups[group.index()]
    }
}
