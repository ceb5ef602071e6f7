//! Dates and weeks of forms, locks and agreements as days of the plan year (E206, E213, E214), and in words.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::cells::Week;
use super::finding::{Findings, Place, Text, say};
use super::network::Network;
use crate::domain::calendar::Day;

/// First and last day of a date or week within the plan year; `Err` after a finding (E206, E213, E214).
pub(super) fn window(
    net: &Network,
    place: Place<'_>,
    date: Option<NaiveDate>,
    week: Option<Week>,
    findings: &mut Findings,
) -> Result<Option<(Day, Day)>, ()> {
    let calendar = net.calendar;
    let year = calendar.year();
    let outside = |column: &'static str, value: Text, findings: &mut Findings| {
        let what = say!("{value} ligger uden for planåret {year}", "{value} lies outside the plan year {year}"; value);
        findings.add("E214", place.column(column), what, say!("ret den", "correct it"));
    };
    let mut days = None;
    if let Some((iso_year, number)) = week {
        let iso_year = iso_year.unwrap_or(year);
        let Some(monday) = NaiveDate::from_isoywd_opt(iso_year, number, Weekday::Mon) else {
            let what = say!("{iso_year} har ingen uge {number}", "{iso_year} has no week {number}");
            findings.add("E206", place.column("week"), what, say!("ret ugen", "correct the week"));
            return Err(());
        };
        let inside: Vec<Day> = (0..7).filter_map(|i| calendar.day(monday + Days::new(i))).collect();
        let (Some(first), Some(last)) = (inside.first(), inside.last()) else {
            outside("week", say!("uge {number} i {iso_year}", "week {number} of {iso_year}"), findings);
            return Err(());
        };
        days = Some((*first, *last));
    }
    if let Some(date) = date {
        let Some(day) = calendar.day(date) else {
            let (day, month, of) = (date.day(), date.month(), date.year());
            let value = Text { da: format!("{day:02}-{month:02}-{of}"), en: date.to_string() };
            outside("start_date", value, findings);
            return Err(());
        };
        if let Some((first, last)) = days
            && !(first..=last).contains(&day)
        {
            let number = date.iso_week().week();
            let what = say!(
                "datoen {date} ligger i uge {number}, ikke i den skrevne uge",
                "the date {date} lies in week {number}, not in the week written"
            );
            findings.add("E213", place.column("week"), what, say!("slet eller ret en af dem", "remove or correct one of them"));
            return Err(());
        }
        days = Some((day, day));
    }
    Ok(days)
}

/// " at SITE", or nothing.
pub(super) fn place_text(site: Option<&str>) -> Text {
    site.map_or_else(Text::default, |site| say!(" på {site}", " at {site}"))
}

/// " as a guarantee course", " without guarantee", or nothing.
pub(super) fn guarantee_text(guarantee: Option<bool>) -> Text {
    match guarantee {
        Some(true) => say!(" som garantikursus", " as a guarantee course"),
        Some(false) => say!(" uden garanti", " without guarantee"),
        None => Text::default(),
    }
}

/// " on DATE", " in week N", or nothing.
pub(super) fn when_text(net: &Network, days: Option<(Day, Day)>) -> Text {
    let Some((first, last)) = days else { return Text::default() };
    if first == last {
        let date = net.calendar.date(first);
        return say!(" den {date}", " on {date}");
    }
    let (_, week) = net.calendar.iso_week(first);
    say!(" i uge {week}", " in week {week}")
}
