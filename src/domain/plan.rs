//! A proposed plan, and what the solver says about it.

use std::collections::BTreeMap;

use super::calendar::Day;
use super::gap::Gap;
use super::goal::Origin;
use super::ids::{GoalIx, SiteIx};

/// One dated run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// The goal.
    pub goal: GoalIx,
    /// Start day.
    pub start: Day,
    /// The site.
    pub site: SiteIx,
    /// Guarantee course.
    pub guarantee: bool,
    /// Announced minimum: for a guarantee run at most 5.
    pub min: u32,
    /// Seats.
    pub max: u32,
    /// Where it comes from.
    pub origin: Origin,
}

/// A complete proposal: a goal without runs is a gap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Runs sorted by goal, start, site.
    pub runs: Vec<Run>,
}

impl Plan {
    /// A plan with its runs in canonical order.
    #[must_use]
    pub fn new(mut runs: Vec<Run>) -> Self {
        runs.sort();
        Self { runs }
    }

    /// The runs of a goal, by start.
    #[must_use]
    pub fn runs_of(&self, goal: GoalIx) -> &[Run] {
        let from = self.runs.partition_point(|r| r.goal < goal);
        let to = self.runs.partition_point(|r| r.goal <= goal);
        &self.runs[from..to]
    }
}

/// A price on one coupling row (`certificate.csv`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Price {
    /// Code of the row's rule, e.g. `c03_room_capacity`.
    pub rule: String,
    /// Key of the row, e.g. `aarhus-1|2027-03-15`.
    pub key: String,
    /// Price in millionths of a participant, at least 1: rows with price 0 are left out.
    pub price: i64,
}

/// Why the solver stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Value and bound are equal.
    Optimal,
    /// Within the asked gap.
    Gap,
    /// The work limit, nothing better found.
    Work,
    /// The time limit.
    Time,
    /// Interrupted by the user.
    Interrupt,
}

/// What a solve returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The best plan found.
    pub plan: Plan,
    /// Its value in milli (section 5 of the model, gaps not counted).
    pub value: i64,
    /// Proven bound in milli on every plan with at most as many gaps.
    pub bound: i64,
    /// The prices that prove the bound, sorted.
    pub certificate: Vec<Price>,
    /// Why it stopped.
    pub stop: Stop,
    /// Deterministic work done, in units of one million elementary steps.
    pub work: u64,
    /// The value of each term O01 to O08, weighted, in milli.
    pub terms: BTreeMap<&'static str, i64>,
    /// Why each open gap is one and what would close it, by goal; the solver leaves that to `explain`.
    pub gaps: Vec<Gap>,
}

impl Outcome {
    /// What is known of an open gap.
    #[must_use]
    pub fn gap(&self, goal: GoalIx) -> Option<&Gap> {
        let at = self.gaps.binary_search_by_key(&goal, |gap| gap.goal).ok()?;
        self.gaps.get(at)
    }
}
/// The short name of a plan of the year: year and beginning of the checksum of plan.csv, e.g. `2027-3f2a9c1b`.
#[must_use]
pub fn version(year: i32, checksum: &str) -> String {
    let short: String = checksum.chars().take(8).collect();
    format!("{year}-{short}")
}
