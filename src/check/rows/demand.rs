//! Rows of demand.csv, needs.csv and history.csv.

use crate::check::cells::{Cells, Period};
use crate::domain::units::Milli;

/// demand.csv
#[derive(Debug)]
pub struct DemandRow {
    pub line: u64,
    pub goal: Option<String>,
    pub fkb: Option<String>,
    pub group: Option<String>,
    pub municipality: Option<String>,
    pub participants: Milli,
    pub waiting: Milli,
}

pub(super) fn demand(c: &mut Cells<'_>) -> DemandRow {
    DemandRow {
        line: c.line(),
        goal: c.some("goal_code"),
        fkb: c.some("fkb_code"),
        group: c.some("branch_group"),
        municipality: c.some("municipality_code"),
        participants: c.participants("participants"),
        waiting: c.participants("waiting"),
    }
}

/// needs.csv
#[derive(Debug)]
pub struct NeedRow {
    pub line: u64,
    pub employer: String,
    pub municipality: String,
    pub goal: Option<String>,
    pub fkb: Option<String>,
    pub participants: Milli,
    pub period: Period,
    pub firm: bool,
    pub note: String,
}

pub(super) fn need(c: &mut Cells<'_>) -> NeedRow {
    NeedRow {
        line: c.line(),
        employer: c.text("employer"),
        municipality: c.text("municipality_code"),
        goal: c.some("goal_code"),
        fkb: c.some("fkb_code"),
        participants: c.participants("participants"),
        period: c.period("earliest", "latest"),
        firm: c.yes_no("firm").unwrap_or(false),
        note: c.text("note"),
    }
}

/// history.csv
#[derive(Debug)]
pub struct HistoryRow {
    pub line: u64,
    pub year: i32,
    pub goal: String,
    pub school: String,
    /// The school announced or held the goal.
    pub active: bool,
    pub participants: Milli,
}

pub(super) fn history(c: &mut Cells<'_>) -> HistoryRow {
    let year = c.whole("year", 1900..=2199).unwrap_or(1900);
    let announced = c.whole("announced", 0..=10_000).unwrap_or(0);
    let held = c.whole("held", 0..=10_000).unwrap_or(0);
    let participants = c.participants("participants");
    HistoryRow {
        line: c.line(),
        year: i32::try_from(year).unwrap_or(1900),
        goal: c.text("goal_code"),
        school: c.text("school_id"),
        active: announced > 0 || held > 0 || participants > 0,
        participants,
    }
}
