//! Rows of forms.csv, locks.csv, agreements.csv and status.csv: what people answered and decided.

use chrono::NaiveDate;

use crate::check::cells::{Cells, Week};

/// Answer of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Must be in the plan.
    Offers,
    /// Would take it.
    Can,
    /// Will not hold it.
    Cannot,
}

/// forms.csv
#[derive(Debug)]
pub struct FormRow {
    pub line: u64,
    /// Every cell could be read.
    pub sound: bool,
    pub school: String,
    pub goal: String,
    pub answer: Answer,
    pub site: Option<String>,
    pub start_date: Option<NaiveDate>,
    pub week: Option<Week>,
    pub runs: u32,
    pub guarantee: Option<bool>,
    pub min: Option<u32>,
    pub max: Option<u32>,
}

const ANSWERS: [(&str, Answer); 3] = [("offers", Answer::Offers), ("can", Answer::Can), ("cannot", Answer::Cannot)];

pub(super) fn form(c: &mut Cells<'_>) -> FormRow {
    let answer = c.word("answer", &ANSWERS);
    let mut row = FormRow {
        line: c.line(),
        sound: true,
        school: c.text("school_id"),
        goal: c.text("goal_code"),
        answer: answer.unwrap_or(Answer::Can),
        site: c.some("site_id"),
        start_date: c.date("start_date"),
        week: c.week("week"),
        runs: c.whole("runs", 1..=26).unwrap_or(1),
        guarantee: c.yes_no("guarantee"),
        min: c.whole("min_participants", 1..=200),
        max: c.whole("max_participants", 1..=200),
    };
    row.sound = c.sound && answer.is_some();
    row
}

/// locks.csv
#[derive(Debug)]
pub struct LockRow {
    pub line: u64,
    /// Every cell could be read.
    pub sound: bool,
    pub keep: bool,
    pub goal: String,
    pub school: Option<String>,
    pub site: Option<String>,
    pub start_date: Option<NaiveDate>,
    pub week: Option<Week>,
    pub guarantee: Option<bool>,
    pub by: String,
    pub reason: String,
    pub at: Option<NaiveDate>,
}

pub(super) fn lock(c: &mut Cells<'_>) -> LockRow {
    let keep = c.word("lock", &[("keep", true), ("forbid", false)]);
    let mut row = LockRow {
        line: c.line(),
        sound: true,
        keep: keep.unwrap_or(true),
        goal: c.text("goal_code"),
        school: c.some("school_id"),
        site: c.some("site_id"),
        start_date: c.date("start_date"),
        week: c.week("week"),
        guarantee: c.yes_no("guarantee"),
        by: c.on_one_line("by"),
        reason: c.on_one_line("reason"),
        at: c.date("at"),
    };
    row.sound = c.sound && keep.is_some();
    row
}

/// agreements.csv
#[derive(Debug)]
pub struct AgreementRow {
    pub line: u64,
    pub goal: String,
    pub outside_school: String,
    pub reference: String,
    pub start_date: Option<NaiveDate>,
}

pub(super) fn agreement(c: &mut Cells<'_>) -> AgreementRow {
    AgreementRow {
        line: c.line(),
        goal: c.text("goal_code"),
        outside_school: c.text("outside_school"),
        reference: c.text("reference"),
        start_date: c.date("start_date"),
    }
}

/// status.csv
#[derive(Debug)]
pub struct StatusLine {
    pub line: u64,
    /// Every cell could be read.
    pub sound: bool,
    pub goal: String,
    pub run: u32,
    pub school: Option<String>,
    pub enrolled: u32,
    pub waiting: u32,
    pub deadline: Option<NaiveDate>,
    pub cancelled: Option<bool>,
}

/// More than this is no number of persons at one school for one run.
const MOST_PERSONS: u32 = 1000;

pub(super) fn status(c: &mut Cells<'_>) -> StatusLine {
    let mut row = StatusLine {
        line: c.line(),
        sound: true,
        goal: c.text("goal_code"),
        run: c.whole("run", 0..=10_000).unwrap_or(0),
        school: c.some("school_id"),
        enrolled: c.whole("enrolled", 0..=MOST_PERSONS).unwrap_or(0),
        waiting: c.whole("waiting", 0..=MOST_PERSONS).unwrap_or(0),
        deadline: c.date("deadline"),
        cancelled: c.yes_no("cancelled"),
    };
    row.sound = c.sound;
    row
}
