//! A start as people write it into a form: a date or a week, in all the Danish ways.

use chrono::{Datelike, NaiveDate};

/// A start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Start {
    /// On this day.
    Date(NaiveDate),
    /// In this ISO week: its year if written, number 1 to 53.
    Week(Option<i32>, u32),
}

/// Why a text is no start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadStart {
    /// Neither a date nor a week.
    Form,
    /// Of the form of a date, but there is no such day, e.g. 31/2.
    NoSuchDay,
    /// A day with the name of another weekday, 0 = Monday.
    OtherWeekday(NaiveDate, usize),
}

const WEEKDAYS: [&str; 7] = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"];
/// Words that say nothing about the day.
const FILLING: [&str; 8] = ["d", "den", "dag", "start", "starter", "starte", "fra", "i"];

/// One start, or several parted by `;`, `,`, `+`, `&`, line breaks, `og` or `samt`. Without a year, it lies in `year`.
///
/// `12/3-27`, `12-03-2027`, `2027-03-12`, `12. marts`, `fredag d. 12. marts 2027`, `uge 12`, `12` (a week), `2027-W12`,
/// `uge 12, 20 og 40`. The day stands before the month.
///
/// # Errors
/// [`BadStart`] for the first part that is none.
pub fn starts(text: &str, year: i32) -> Result<Vec<Start>, BadStart> {
    let lower = text.to_lowercase().replace(['\u{a0}', '\t'], " ");
    let parted = lower.replace(" og ", ";").replace(" samt ", ";");
    let parts = parted.split([';', ',', '+', '&', '\n', '\r']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| start(part, year)).collect()
}

/// Digits or letters that stand together; signs and blanks part them.
fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    let mut from = 0;
    let mut last = (false, false);
    for (at, c) in text.char_indices() {
        if kind(c) != last {
            out.push(&text[from..at]);
            (from, last) = (at, kind(c));
        }
    }
    out.push(&text[from..]);
    out.retain(|t| t.starts_with(|c: char| c.is_ascii_digit() || c.is_alphabetic()));
    out
}

fn start(text: &str, year: i32) -> Result<Start, BadStart> {
    // What follows "kl." is the time of day.
    let text = text.split(" kl").next().unwrap_or(text);
    let mut words = tokens(text);
    let is_beginning = |word: &str, day: &str| word.chars().count() >= 3 && day.starts_with(word);
    let weekday = words.first().and_then(|word| WEEKDAYS.iter().position(|day| is_beginning(word, day)));
    if weekday.is_some() {
        words.remove(0);
    }
    words.retain(|w| !FILLING.contains(w));
    // Midnight, which some programs add to a date.
    while words.len() > 3 && words.last().is_some_and(|w| matches!(*w, "t" | "z" | "0" | "00" | "000")) {
        words.pop();
    }
    if weekday.is_none()
        && let Some(week) = week(text, &words)?
    {
        return Ok(week);
    }
    let date = date(text, &words, year)?;
    match weekday {
        Some(day) if day != date.weekday().num_days_from_monday() as usize => Err(BadStart::OtherWeekday(date, day)),
        _ => Ok(Start::Date(date)),
    }
}

fn number(word: &str) -> Option<u32> {
    if word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()) { word.parse().ok() } else { None }
}

/// A year of four digits, or of two in this century.
fn year_of(word: &str) -> Option<i32> {
    let year = i32::try_from(number(word)?).ok()?;
    match word.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

/// `None` where the words are none about a week.
fn week(text: &str, words: &[&str]) -> Result<Option<Start>, BadStart> {
    let (year, week) = match words {
        ["uge" | "u" | "week" | "w", week] => (None, *week),
        ["uge" | "u" | "week" | "w", week, year] if year.len() == 4 => (year_of(year), *week),
        [year, "w", week] if year.len() == 4 => (year_of(year), *week),
        // "12." is a day without its month.
        [week] if !text.contains('.') => (None, *week),
        ["uge" | "u" | "week" | "w", ..] => return Err(BadStart::Form),
        _ => return Ok(None),
    };
    match number(week) {
        Some(number @ 1..=53) => Ok(Some(Start::Week(year, number))),
        _ => Err(BadStart::Form),
    }
}

fn date(text: &str, words: &[&str], this_year: i32) -> Result<NaiveDate, BadStart> {
    let (day, month, year) = match words {
        [year, month, day] if year.len() == 4 => (*day, *month, year_of(year)),
        [day, month, year] => (*day, *month, year_of(year)),
        // "12-14" may be two days or two weeks; "12/3" is a date.
        [day, month] if !text.contains("- ") && !text.contains(" -") => (*day, *month, Some(this_year)),
        _ => return Err(BadStart::Form),
    };
    let (Some(day), Some(month), Some(year)) = (number(day).filter(|_| day.len() <= 2), month_of(month), year) else {
        return Err(BadStart::Form);
    };
    NaiveDate::from_ymd_opt(year, month, day).ok_or(BadStart::NoSuchDay)
}

/// A number of one or two digits, or a name or its beginning of at least three letters.
fn month_of(word: &str) -> Option<u32> {
    if word.len() <= 2 {
        return number(word);
    }
    let full =
        ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];
    let english = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let fits = |i: &usize| full[*i].starts_with(word) || english[*i].starts_with(word);
    let found = (0..12).find(fits).filter(|_| word.chars().count() >= 3)?;
    u32::try_from(found + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::BadStart::{Form, NoSuchDay, OtherWeekday};
    use super::{Start, starts};
    use chrono::NaiveDate;

    fn date(month: u32, day: u32) -> Start {
        Start::Date(NaiveDate::from_ymd_opt(2027, month, day).expect("a date"))
    }

    #[test]
    fn dates_in_the_danish_ways() {
        let spellings = [
            "12-03-2027",
            "12.03.2027",
            "12/3-27",
            "12/3-2027",
            "12/3 27",
            "12/03/2027",
            "12-3-27",
            "2027-03-12",
            "2027/3/12",
            "12/3",
            "12-03",
            "d. 12/3",
            "12. marts 2027",
            "den 12. marts",
            "12 mar 27",
            "12. mar. 2027",
            "12.MARTS",
            "12.3.27",
            "fredag d. 12. marts 2027",
            "fre 12/3",
            "Fredag den 12/3-27",
            "2027-03-12 00:00:00",
            "12. marts kl. 8.00",
            "12.3.",
            "start d. 12. marts",
            "2027-03-12T00:00:00",
        ];
        for text in spellings {
            assert_eq!(starts(text, 2027), Ok(vec![date(3, 12)]), "{text}");
        }
        assert_eq!(starts("lørdag 1. maj", 2027), Ok(vec![date(5, 1)]));
        assert_eq!(starts("tirs d. 1. juni", 2027), Ok(vec![date(6, 1)]));
        assert_eq!(starts("29/2", 2028), Ok(vec![Start::Date(NaiveDate::from_ymd_opt(2028, 2, 29).expect("a date"))]));
    }

    #[test]
    fn weeks_in_the_danish_ways() {
        for text in ["12", "uge 12", "Uge12", "u. 12", "uge 12.", "start uge 12", "i uge 12", "week 12", "W12"] {
            assert_eq!(starts(text, 2027), Ok(vec![Start::Week(None, 12)]), "{text}");
        }
        for text in ["2027-W12", "uge 12 2027", "uge 12-2027", "uge 12/2027"] {
            assert_eq!(starts(text, 2027), Ok(vec![Start::Week(Some(2027), 12)]), "{text}");
        }
    }

    #[test]
    fn several_starts_in_one_cell() {
        assert_eq!(starts("12/3; 1. juni\n2027-09-06", 2027), Ok(vec![date(3, 12), date(6, 1), date(9, 6)]));
        let weeks = [12, 20, 40].map(|w| Start::Week(None, w));
        assert_eq!(starts("uge 12, 20 og 40", 2027), Ok(weeks.to_vec()));
        assert_eq!(starts("uge 12 + uge 20 samt 40", 2027), Ok(weeks.to_vec()));
        assert_eq!(starts("", 2027), Ok(Vec::new()));
    }

    #[test]
    fn what_is_neither_date_nor_week() {
        let wrong = [
            "forår",
            "marts",
            "marts 2027",
            "uge 12-14",
            "uge 60",
            "0",
            "54",
            "uge",
            "12.",
            "12-14/3",
            "12/3 eller 19/3",
            "2027",
            "uge 12-27",
            "efter aftale",
            "?",
            "12 - 14",
            "uge 12 (mandag)",
            "123/4",
            "10000000000",
            "uge 12.5",
        ];
        for text in wrong {
            assert_eq!(starts(text, 2027), Err(Form), "{text}");
        }
        for text in ["31/2", "29-02-2027", "3/25/2027", "mandag 31. februar", "2027-13-01", "0/3", "12-14"] {
            assert_eq!(starts(text, 2027), Err(NoSuchDay), "{text}");
        }
        let friday = NaiveDate::from_ymd_opt(2027, 3, 12).expect("a date");
        for (text, named) in [("mandag 12. marts 2027", 0), ("lør d. 12/3", 5), ("uge 2; søndag 12/3-27", 6)] {
            assert_eq!(starts(text, 2027), Err(OtherWeekday(friday, named)), "{text}");
        }
    }
}
