//! How numbers and dates are written, in the machine files and in the papers.

use chrono::{Datelike, NaiveDate};

use crate::domain::calendar::{Calendar, Day};
use crate::domain::instance::Language;
use crate::report::messages::Message;

/// Thousandths as a decimal with three digits, e.g. 12500 is `12.500`.
#[must_use]
pub fn thousandths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let size = value.unsigned_abs();
    format!("{sign}{}.{:03}", size / 1000, size % 1000)
}

/// Tenths as a decimal with one digit, e.g. 123 is `12.3`.
#[must_use]
pub fn tenths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let size = value.unsigned_abs();
    format!("{sign}{}.{}", size / 10, size % 10)
}

/// The decimal sign of the language: `12.3` is `12,3` in Danish.
#[must_use]
pub fn decimal(language: Language, number: &str) -> String {
    match language {
        Language::Da => number.replace('.', ","),
        Language::En => number.to_owned(),
    }
}

/// `true` or `false`, as the machine files say it.
#[must_use]
pub fn flag(value: bool) -> String {
    value.to_string()
}

/// The date of a day, ISO.
#[must_use]
pub fn iso_date(calendar: &Calendar, day: Day) -> String {
    calendar.date(day).format("%Y-%m-%d").to_string()
}

/// The ISO week of a day with its year, e.g. `2027-W12`.
#[must_use]
pub fn iso_week(calendar: &Calendar, day: Day) -> String {
    let (year, week) = calendar.iso_week(day);
    format!("{year}-W{week:02}")
}

/// The ISO week of a date as people say it: `12`, or `53/2026` where the week belongs to another year than the date.
#[must_use]
pub fn week_name(date: NaiveDate) -> String {
    let week = date.iso_week();
    if week.year() == date.year() { week.week().to_string() } else { format!("{}/{}", week.week(), week.year()) }
}

/// A date as the schools write it, e.g. `15-03-2027`.
#[must_use]
pub fn paper_date(date: NaiveDate) -> String {
    format!("{:02}-{:02}-{:04}", date.day(), date.month(), date.year())
}

/// Parts joined as in a sentence: `A, B og C`.
#[must_use]
pub fn joined(language: Language, parts: &[String]) -> String {
    let and = Message::And.text(language);
    match parts.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{}{and}{last}", first.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// A code inside a cell that joins several: blanks and the signs that join, which a code may hold too, become `%` and two hex digits a byte.
#[must_use]
pub fn code_part(code: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && !"%@=:+>".contains(c);
    let mut out = String::with_capacity(code.len());
    for c in code.chars() {
        if plain(c) {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                out.push('%');
                out.push_str(&hex(&[byte]));
            }
        }
    }
    out
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::{code_part, decimal, hex, iso_week, tenths, thousandths, week_name};
    use crate::domain::calendar::{Calendar, Day};
    use crate::domain::instance::Language;

    #[test]
    fn decimals_keep_their_digits_and_sign() {
        assert_eq!([thousandths(12_500), thousandths(-7), thousandths(0)], ["12.500", "-0.007", "0.000"]);
        assert_eq!([tenths(123), tenths(-4)], ["12.3", "-0.4"]);
        assert_eq!(decimal(Language::Da, "12.3"), "12,3");
        assert_eq!(decimal(Language::En, "12.3"), "12.3");
        assert_eq!(hex(&[0, 171]), "00ab");
        assert_eq!(code_part("år-1 a@b"), "år-1%20a%40b");
    }

    #[test]
    fn the_week_of_new_year_keeps_its_own_year() {
        let calendar = Calendar::new(2027).expect("2027");
        assert_eq!(iso_week(&calendar, Day(0)), "2026-W53");
        assert_eq!(iso_week(&calendar, Day(6)), "2027-W01");
        assert_eq!([Day(0), Day(6)].map(|day| week_name(calendar.date(day))), ["53/2026", "1"]);
    }
}
