//! Rows of capacity.csv, teachers.csv and closures.csv: what holds on which days.

use crate::check::cells::{Cells, Period};

/// capacity.csv
#[derive(Debug)]
pub struct CapacityRow {
    pub line: u64,
    pub site: String,
    pub rooms: u16,
    pub period: Period,
}

pub(super) fn capacity(c: &mut Cells<'_>) -> CapacityRow {
    CapacityRow { line: c.line(), site: c.text("site_id"), rooms: up_to_500(c, "rooms"), period: c.period("from", "to") }
}

/// A number that cannot be read counts as plenty, so that no second finding follows from it.
fn up_to_500(c: &mut Cells<'_>, column: &str) -> u16 {
    c.whole(column, 0..=500).and_then(|n| u16::try_from(n).ok()).unwrap_or(500)
}

/// teachers.csv
#[derive(Debug)]
pub struct TeacherRow {
    pub line: u64,
    pub school: String,
    pub fkb: Option<String>,
    pub group: Option<String>,
    pub parallel: u16,
    pub period: Period,
}

pub(super) fn teachers(c: &mut Cells<'_>) -> TeacherRow {
    TeacherRow {
        line: c.line(),
        school: c.text("school_id"),
        fkb: c.some("fkb_code"),
        group: c.some("branch_group"),
        parallel: up_to_500(c, "parallel_courses"),
        period: c.period("from", "to"),
    }
}

/// closures.csv
#[derive(Debug)]
pub struct ClosureRow {
    pub line: u64,
    pub school: Option<String>,
    pub site: Option<String>,
    pub period: Period,
    pub reason: Option<String>,
    pub hard: bool,
}

pub(super) fn closure(c: &mut Cells<'_>) -> ClosureRow {
    ClosureRow {
        line: c.line(),
        school: c.some("school_id"),
        site: c.some("site_id"),
        period: c.period("from", "to"),
        reason: c.some("reason"),
        hard: c.yes_no("hard").unwrap_or(true),
    }
}
