//! The four sizes of network, with the figures that each has to meet.

use super::facts::FactSchool;

/// A size of network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Preset {
    /// The five social and health care schools of document 000.
    Demo,
    /// The thirteen schools of document 004.
    Esoe,
    /// The 25 schools with their seat in Region Midtjylland.
    Region,
    /// 86 schools: all real ones that we know and synthetic ones.
    National,
}

/// The figures of a preset.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Name of the network (`plan.toml`).
    pub network: &'static str,
    /// FKBs per branch group, in the order of `facts::GROUPS`.
    pub fkbs: [usize; 8],
    /// FKBs that two or more schools share.
    pub shared: usize,
    /// Approvals of members.
    pub approvals: usize,
    /// Goals in scope.
    pub goals: usize,
    /// Duties of members.
    pub duties: usize,
    /// Member schools that exist only here.
    pub synthetic: usize,
    /// Most sites of a school.
    pub sites: usize,
    /// Outside schools that may be asked, and the approvals that each has in the folder.
    pub outside: &'static [(&'static str, usize)],
    /// Most schools that offer one goal.
    pub offering: usize,
    /// Most runs of one goal that all of them ask for together.
    pub runs: usize,
}

impl Preset {
    /// All presets, smallest first.
    pub const ALL: [Self; 4] = [Self::Demo, Self::Esoe, Self::Region, Self::National];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Esoe => "esoe",
            Self::Region => "region",
            Self::National => "national",
        }
    }

    /// The preset of a name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }

    /// Its figures.
    #[must_use]
    pub fn size(self) -> Size {
        match self {
            Self::Demo => DEMO,
            Self::Esoe => ESOE,
            Self::Region => REGION,
            Self::National => NATIONAL,
        }
    }

    /// Whether a real school is a member.
    #[must_use]
    pub fn has(self, school: &FactSchool) -> bool {
        let in_network = |name: &str| school.network.split(';').any(|n| n == name);
        match self {
            Self::Demo => in_network("sosu-midtnord"),
            Self::Esoe => in_network("esoe"),
            Self::Region => in_network("esoe") || school.region == "Midtjylland",
            Self::National => true,
        }
    }
}

const DEMO: Size = Size {
    network: "SOSU Midt- og Nordjylland",
    fkbs: [0, 0, 0, 0, 0, 0, 0, 4],
    shared: 4,
    approvals: 15,
    goals: 94,
    duties: 352,
    synthetic: 0,
    sites: 4,
    outside: &[("sosu-fvh", 0), ("sosu-syd", 0)],
    offering: 5,
    runs: 8,
};

const ESOE: Size = Size {
    network: "ESØ - Erhvervsskolerne i Østjylland",
    fkbs: [7, 11, 13, 9, 5, 4, 6, 5],
    shared: 36,
    approvals: 128,
    goals: 830,
    duties: 2_900,
    synthetic: 0,
    sites: 3,
    outside: &[
        ("amu-syd", 3),
        ("asmildkloster-landbrugsskole", 2),
        ("herningsholm", 3),
        ("sosu-fvh", 2),
        ("uc-holstebro", 3),
        ("ucrs", 1),
    ],
    offering: 3,
    runs: 5,
};

const REGION: Size = Size {
    network: "Region Midtjylland",
    fkbs: [9, 14, 18, 12, 7, 6, 8, 6],
    shared: 50,
    approvals: 162,
    goals: 1_240,
    duties: 3_700,
    synthetic: 0,
    sites: 3,
    outside: &[("amu-nordjylland", 3), ("amu-syd", 3), ("euc-nordvest", 2), ("kold-college", 2)],
    offering: 3,
    runs: 5,
};

const NATIONAL: Size = Size {
    network: "Hele landet",
    fkbs: [14, 22, 30, 24, 12, 10, 13, 9],
    shared: 120,
    approvals: 699,
    goals: 3_000,
    duties: 16_000,
    synthetic: 22,
    sites: 3,
    outside: &[],
    offering: 5,
    runs: 6,
};
