//! Rows of goals.csv and approvals.csv.

use chrono::NaiveDate;

use crate::check::cells::{Cells, Period};
use crate::domain::goal::GoalKind;

/// goals.csv
#[derive(Debug)]
pub struct GoalRow {
    pub line: u64,
    pub code: String,
    pub title: String,
    pub fkb: String,
    pub also_in: Vec<String>,
    pub kind: GoalKind,
    /// Thousandths of a day, 500 to 50,000.
    pub duration: i64,
    pub min: u32,
    pub max: u32,
    pub guarantee_ok: bool,
    pub distance_ok: bool,
    pub exempt: bool,
    pub archived_from: Option<NaiveDate>,
    pub parent: Option<String>,
    pub equipment: String,
}

const KINDS: [(&str, GoalKind); 4] = [
    ("core", GoalKind::Core),
    ("attached", GoalKind::Attached),
    ("catalogue", GoalKind::Catalogue),
    ("single_subject", GoalKind::SingleSubject),
];

pub(super) fn goal(c: &mut Cells<'_>) -> GoalRow {
    GoalRow {
        line: c.line(),
        code: c.text("goal_code"),
        title: c.text("title"),
        fkb: c.text("fkb_code"),
        also_in: c.codes("also_in"),
        kind: c.word("kind", &KINDS).unwrap_or(GoalKind::Core),
        duration: c.number("duration_days", 0.5..=50.0).map_or(1000, |d| (d * 1000.0).round() as i64),
        min: c.whole("min_participants", 1..=200).unwrap_or(10),
        max: c.whole("max_participants", 1..=200).unwrap_or(20),
        guarantee_ok: c.yes_no("guarantee_ok").unwrap_or(true),
        distance_ok: c.yes_no("distance_ok").unwrap_or(false),
        exempt: c.yes_no("exempt").unwrap_or(false),
        archived_from: c.date("archived_from"),
        parent: c.some("parent_goal"),
        equipment: c.text("equipment"),
    }
}

/// approvals.csv
#[derive(Debug)]
pub struct ApprovalRow {
    pub line: u64,
    pub school: String,
    pub fkb: String,
    pub period: Period,
    pub lender: Option<String>,
    pub except: Vec<String>,
}

pub(super) fn approval(c: &mut Cells<'_>) -> ApprovalRow {
    ApprovalRow {
        line: c.line(),
        school: c.text("school_id"),
        fkb: c.text("fkb_code"),
        period: c.period("valid_from", "valid_to"),
        lender: c.some("lender_school_id"),
        except: c.codes("except_goals"),
    }
}
