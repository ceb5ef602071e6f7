//! One row's cells as values, with findings for those that cannot be read (E202 to E208, E212, W216).

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::finding::{Findings, Place, say};
use crate::domain::calendar::Calendar;
use crate::domain::units::Milli;
use crate::read::table::{Row, Table};
use crate::read::value::{self, BadDate};

/// A row being read.
pub struct Cells<'a> {
    table: &'a Table,
    row: &'a Row,
    findings: &'a mut Findings,
    /// No cell of the row was unreadable so far.
    pub sound: bool,
}

/// From and to, both included; `None` = open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

impl Period {
    /// Whether the day lies in it; without a first or last day it is open there.
    #[must_use]
    pub fn covers(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// First and last day in the year; open ends are the year's.
    #[must_use]
    pub fn within(self, calendar: Calendar) -> (NaiveDate, NaiveDate) {
        (self.from.unwrap_or(calendar.first_date()), self.to.unwrap_or(calendar.last_date()))
    }
}

/// The text on one line, without what steers a terminal or ends a row.
#[must_use]
pub fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A week as written: ISO year if given, number.
pub type Week = (Option<i32>, u32);

impl<'a> Cells<'a> {
    /// The cells of a row.
    pub fn new(table: &'a Table, row: &'a Row, findings: &'a mut Findings) -> Self {
        Self { table, row, findings, sound: true }
    }

    /// The line.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.row.line
    }

    /// The text of a cell; empty if there is none.
    #[must_use]
    pub fn text(&self, column: &str) -> String {
        self.table.cell(self.row, column).to_string()
    }

    /// The text of a cell that people wrote for people, without line breaks.
    #[must_use]
    pub fn on_one_line(&self, column: &str) -> String {
        one_line(self.table.cell(self.row, column))
    }

    /// The text of a cell, if there is one.
    #[must_use]
    pub fn some(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|t| !t.is_empty())
    }

    /// Codes separated by blanks, commas or semicolons.
    #[must_use]
    pub fn codes(&self, column: &str) -> Vec<String> {
        let cell = self.table.cell(self.row, column);
        cell.split([' ', ',', ';', '\u{A0}']).filter(|c| !c.is_empty()).map(str::to_string).collect()
    }

    fn bad(&mut self, code: &'static str, column: &str, what: super::finding::Text, cure: super::finding::Text) {
        self.sound = false;
        self.findings.add(code, Place::line(&self.table.file, self.row.line).column(column), what, cure);
    }

    /// A decimal number within a range (E202, E203).
    pub fn number(&mut self, column: &str, range: RangeInclusive<f64>) -> Option<f64> {
        let cell = self.some(column)?;
        let Some(number) = value::number(&cell, self.table.semicolon) else {
            let what = say!("»{cell}« er ikke et tal", "\"{cell}\" is not a number");
            let cure = say!(
                "skriv cifre uden tusindtalstegn; decimaltegnet er punktum, i semikolonfiler også komma",
                "write digits without a thousands sign; the decimal sign is a point, in semicolon files also a comma"
            );
            self.bad("E202", column, what, cure);
            return None;
        };
        if range.contains(&number) {
            return Some(number);
        }
        let (least, most) = (range.start(), range.end());
        let what = say!("{cell} ligger uden for {least} til {most}", "{cell} lies outside {least} to {most}");
        self.bad("E203", column, what, say!("ret tallet", "correct the number"));
        None
    }

    /// A whole number within a range (E202, E203).
    pub fn whole(&mut self, column: &str, range: RangeInclusive<u32>) -> Option<u32> {
        let number = self.number(column, f64::from(*range.start())..=f64::from(*range.end()))?;
        if number.fract() == 0.0 {
            return Some(number as u32);
        }
        let what = say!("{number} er ikke et helt tal", "{number} is not a whole number");
        self.bad("E202", column, what, say!("skriv et helt tal", "write a whole number"));
        None
    }

    /// Participants, in milli; at most a million (E202, E203, W216).
    pub fn participants(&mut self, column: &str) -> Milli {
        let cell = self.text(column);
        let (head, tail) = cell.split_once('.').unwrap_or((&cell, ""));
        if self.table.semicolon && tail.len() == 3 && (1..=3).contains(&head.len()) {
            let place = Place::line(&self.table.file, self.row.line).column(column);
            let what =
                say!("{cell} læses som decimaltal, ikke som tusinder", "{cell} is read as a decimal number, not as thousands");
            let cure = say!("skriv {head}{tail}, hvis det er tusinder", "write {head}{tail} if thousands are meant");
            self.findings.add("W216", place, what, cure);
        }
        self.number(column, 0.0..=1_000_000.0).map_or(0, |n| (n * 1000.0).round() as Milli)
    }

    /// A date (E204, E205).
    pub fn date(&mut self, column: &str) -> Option<NaiveDate> {
        let cell = self.some(column)?;
        match value::date(&cell) {
            Ok(date) => return Some(date),
            Err(BadDate::Form) => {
                let what = say!("»{cell}« er ikke en dato", "\"{cell}\" is not a date");
                self.bad("E204", column, what, say!("skriv 2027-03-15 eller 15-03-2027", "write 2027-03-15 or 15-03-2027"));
            }
            Err(BadDate::NoSuchDay) => {
                let what = say!("datoen {cell} findes ikke", "there is no such day as {cell}");
                self.bad("E205", column, what, say!("ret datoen", "correct the date"));
            }
        }
        None
    }

    /// From and to (E204, E205, E212).
    pub fn period(&mut self, from: &str, to: &str) -> Period {
        let period = Period { from: self.date(from), to: self.date(to) };
        if let (Some(a), Some(b)) = (period.from, period.to)
            && b < a
        {
            let what = say!("{to} ({b}) ligger før {from} ({a})", "{to} ({b}) lies before {from} ({a})");
            self.bad("E212", to, what, say!("byt om på dem, eller ret den ene", "swap them, or correct one of them"));
        }
        period
    }

    /// An ISO week (E206).
    pub fn week(&mut self, column: &str) -> Option<Week> {
        let cell = self.some(column)?;
        let week = value::week(&cell);
        if week.is_none() {
            let what = say!("»{cell}« er ikke en uge", "\"{cell}\" is not a week");
            self.bad("E206", column, what, say!("skriv 12, uge 12 eller 2027-W12", "write 12 or 2027-W12"));
        }
        week
    }

    /// Yes or no (E207); `None` for an empty cell.
    pub fn yes_no(&mut self, column: &str) -> Option<bool> {
        let cell = self.some(column)?;
        let answer = value::yes_no(&cell);
        if answer.is_none() {
            let what = say!("»{cell}« er hverken ja eller nej", "\"{cell}\" is neither yes nor no");
            self.bad("E207", column, what, say!("skriv ja eller nej", "write true or false"));
        }
        answer
    }

    /// One of several words (E208).
    pub fn word<T: Copy>(&mut self, column: &str, words: &[(&str, T)]) -> Option<T> {
        let cell = self.some(column)?;
        let found = words.iter().find(|(word, _)| cell.eq_ignore_ascii_case(word));
        if found.is_none() {
            let all = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
            let what = say!("»{cell}« er ikke en af: {all}", "\"{cell}\" is none of: {all}");
            self.bad("E208", column, what, say!("skriv en af dem", "write one of them"));
        }
        found.map(|(_, value)| *value)
    }
}
