//! The table `[wheel]` of plan.toml: dates and notice of the year's wheel (E119, W120 to W122).

use chrono::{Datelike as _, NaiveDate};
use toml::{Table, Value};

use super::finding::{Findings, Place, Text, did_you_mean, say, with_hint};
use super::network::Network;
use super::schema::closest;
use crate::domain::calendar::Day;
use crate::domain::wheel::{Meeting, Step, Wheel, is_working_day};

const PLAN: &str = "plan.toml";

/// Most days between a meeting and a deadline around it.
const MOST_DAYS: i64 = 90;

/// The table as written, with the text of its file for lines.
#[derive(Debug)]
pub struct Written {
    /// The file.
    pub text: String,
    /// The table.
    pub table: Table,
}

impl Written {
    /// The line of a key below the heading `[wheel]`, quoted or not.
    fn line(&self, key: &str) -> u64 {
        let lines = || self.text.lines().map(str::trim_start);
        let heading = lines().position(|line| line.starts_with("[wheel") || line.starts_with("wheel")).unwrap_or(0);
        let starts = |line: &str| {
            let rest = line.trim_start_matches('"').strip_prefix(key);
            rest.is_some_and(|rest| rest.trim_start_matches('"').trim_start().starts_with('='))
        };
        let found = lines().skip(heading).position(starts).unwrap_or(0);
        (heading + found) as u64 + 1
    }

    fn wrong(&self, key: &str, what: Text, cure: Text, findings: &mut Findings) {
        findings.add("E119", Place::line(PLAN, self.line(key)).column(key), what, cure);
    }
}

/// The wheel of the year: the standard one with what plan.toml says over it.
pub fn wheel(written: Option<&Written>, net: &Network, findings: &mut Findings) -> Wheel {
    let mut wheel = Wheel::standard(&net.calendar, net.groups.len());
    let Some(written) = written else { return wheel };
    for (key, value) in &written.table {
        match key.as_str() {
            "forms_out" => check_e119_date(written, key, value, &mut wheel.forms_out, findings),
            "forms_back" => check_e119_date(written, key, value, &mut wheel.forms_back, findings),
            "draft" => check_e119_date(written, key, value, &mut wheel.draft, findings),
            "signed" => check_e119_date(written, key, value, &mut wheel.signed, findings),
            "agenda_items_days" => check_e119_days(written, key, value, &mut wheel.days.items, findings),
            "agenda_days" => check_e119_days(written, key, value, &mut wheel.days.agenda, findings),
            "minutes_days" => check_e119_days(written, key, value, &mut wheel.days.minutes, findings),
            "comments_days" => check_e119_days(written, key, value, &mut wheel.days.comments, findings),
            "forum_meetings" => wheel.forum = check_e119_list(written, key, value, findings),
            "meetings" => check_e119_meetings(written, value, net, &mut wheel.meetings, findings),
            _ => check_e119_unknown(written, key, findings),
        }
    }
    wheel.forum.sort_unstable();
    check_w120_order(written, &wheel, net.calendar.date(Day(0)), findings);
    check_w120_notice(written, &wheel, findings);
    check_w122_closed(written, &wheel, net, findings);
    check_w121_late(written, wheel.signed, net.calendar.date(Day(0)), findings);
    wheel
}

const KEYS: [&str; 10] = [
    "forms_out",
    "forms_back",
    "draft",
    "signed",
    "agenda_items_days",
    "agenda_days",
    "minutes_days",
    "comments_days",
    "forum_meetings",
    "meetings",
];

fn check_e119_unknown(written: &Written, key: &str, findings: &mut Findings) {
    let what = say!("ukendt nøgle »{key}« i årshjulet", "unknown key \"{key}\" in the year's wheel");
    let hint = did_you_mean(closest(key, KEYS.into_iter()));
    let all = KEYS.join(", ");
    written.wrong(key, with_hint(what, &hint), say!("skriv en af: {all}", "write one of: {all}"), findings);
}

/// A date as TOML writes it, or as text: `2026-04-30` or `30-04-2026`.
fn date(value: &Value) -> Option<NaiveDate> {
    let text = match value {
        Value::Datetime(datetime) if datetime.time.is_none() => datetime.date?.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    let date = text.parse().ok().or_else(|| NaiveDate::parse_from_str(&text, "%d-%m-%Y").ok())?;
    ((1890..=2210).contains(&chrono::Datelike::year(&date))).then_some(date)
}

fn check_e119_date(written: &Written, key: &str, value: &Value, into: &mut NaiveDate, findings: &mut Findings) {
    if let Some(date) = date(value) {
        *into = date;
        return;
    }
    let what = say!("{key} er ikke en dato", "{key} is not a date");
    written.wrong(key, what, say!("skriv for eksempel {key} = 2026-04-30", "write e.g. {key} = 2026-04-30"), findings);
}

fn check_e119_days(written: &Written, key: &str, value: &Value, into: &mut u16, findings: &mut Findings) {
    let days = value.as_integer().filter(|days| (0..=MOST_DAYS).contains(days)).and_then(|days| u16::try_from(days).ok());
    if let Some(days) = days {
        *into = days;
        return;
    }
    let what = say!("{key} er ikke et antal dage", "{key} is not a number of days");
    let cure = say!("skriv et helt tal fra 0 til {MOST_DAYS}", "write a whole number from 0 to {MOST_DAYS}");
    written.wrong(key, what, cure, findings);
}

fn check_e119_list(written: &Written, key: &str, value: &Value, findings: &mut Findings) -> Vec<NaiveDate> {
    let dates: Option<Vec<_>> = value.as_array().map(|list| list.iter().filter_map(date).collect());
    let whole = dates.as_ref().map(Vec::len) == value.as_array().map(Vec::len);
    if let Some(dates) = dates.filter(|_| whole) {
        return dates;
    }
    let what = say!("{key} er ikke en liste af datoer", "{key} is not a list of dates");
    let cure = say!("skriv for eksempel {key} = [2026-02-03, 2026-05-05]", "write e.g. {key} = [2026-02-03, 2026-05-05]");
    written.wrong(key, what, cure, findings);
    Vec::new()
}

fn check_e119_meetings(written: &Written, value: &Value, net: &Network, meetings: &mut [NaiveDate], findings: &mut Findings) {
    let Some(table) = value.as_table() else {
        let what = say!("meetings er ikke en tabel", "meetings is not a table");
        let cure = say!(
            "skriv [wheel.meetings] og under den en linje for hver branchegruppe",
            "write [wheel.meetings] and below it a line for each branch group"
        );
        return written.wrong("meetings", what, cure, findings);
    };
    for (group, value) in table {
        let known = net.names.groups.get(group).and_then(|ix| meetings.get_mut(ix.index()));
        if let Some(into) = known {
            check_e119_date(written, group, value, into, findings);
            continue;
        }
        let what = say!("branchegruppen »{group}« findes ikke i fkbs.csv", "there is no branch group \"{group}\" in fkbs.csv");
        let hint = did_you_mean(closest(group, net.groups.iter().map(String::as_str)));
        written.wrong(group, with_hint(what, &hint), say!("ret navnet", "correct the name"), findings);
    }
}

/// W120: steps that come before what they build on.
fn check_w120_order(written: &Written, wheel: &Wheel, begin: NaiveDate, findings: &mut Findings) {
    let first = wheel.meetings.iter().min().copied().unwrap_or(wheel.signed);
    let comments = wheel.deadlines().into_iter().filter(|(_, step)| matches!(step, Step::Comments(Meeting::Group(_))));
    let last = comments.map(|(date, _)| date).max().unwrap_or(wheel.signed);
    let pairs = [
        ("forms_back", wheel.forms_out, wheel.forms_back),
        ("draft", wheel.forms_back, wheel.draft),
        ("meetings", wheel.draft, first),
        ("signed", last, wheel.signed),
        ("signed", wheel.signed, begin),
    ];
    for (key, before, after) in pairs.into_iter().filter(|(_, before, after)| before > after) {
        let what = say!(
            "årshjulet går ikke op ved {key}: {before} skal ligge før {after}",
            "the year's wheel does not fit at {key}: {before} must come before {after}"
        );
        let place = Place::line(PLAN, written.line(key)).column(key);
        findings.add("W120", place, what, say!("flyt en af datoerne", "move one of the dates"));
    }
}

/// W120: an agenda that is out before its items are in, or minutes that come after the comments on them.
fn check_w120_notice(written: &Written, wheel: &Wheel, findings: &mut Findings) {
    let days = wheel.days;
    let pairs = [
        ("agenda_days", "agenda_items_days", days.agenda, days.items),
        ("minutes_days", "comments_days", days.minutes, days.comments),
    ];
    for (key, other, first, second) in pairs.into_iter().filter(|(_, _, first, second)| first > second) {
        let what = say!(
            "årshjulet går ikke op ved {key}: {first} er mere end {other}, {second}",
            "the year's wheel does not fit at {key}: {first} is more than {other}, {second}"
        );
        let place = Place::line(PLAN, written.line(key)).column(key);
        findings.add("W120", place, what, say!("ret et af tallene", "correct one of the numbers"));
    }
}

/// W122: a date on which nobody works. Those that the folder does not name are working days.
fn check_w122_closed(written: &Written, wheel: &Wheel, net: &Network, findings: &mut Findings) {
    let dates =
        [("forms_out", wheel.forms_out), ("forms_back", wheel.forms_back), ("draft", wheel.draft), ("signed", wheel.signed)];
    let groups = net.groups.iter().map(String::as_str).zip(wheel.meetings.iter().copied());
    let forum = wheel.forum.iter().map(|date| ("forum_meetings", *date));
    for (key, date) in dates.into_iter().chain(groups).chain(forum).filter(|(_, date)| !is_working_day(*date)) {
        let what = say!(
            "{key}: {date} er en weekend, en helligdag eller en dag, hvor der plejer at være lukket",
            "{key}: {date} is a weekend, a public holiday or a day on which it is usually closed"
        );
        let place = Place::line(PLAN, written.line(key)).column(key);
        findings.add("W122", place, what, say!("flyt datoen til en hverdag", "move the date to a working day"));
    }
}

/// W121: signatures later than the second quarter of the year before the plan year, which begins on `begin`.
fn check_w121_late(written: &Written, signed: NaiveDate, begin: NaiveDate, findings: &mut Findings) {
    let last = NaiveDate::from_ymd_opt(begin.year() - 1, 6, 30).filter(|last| *last < signed && signed <= begin);
    let Some(last) = last else { return };
    let what = say!(
        "aftalerne er først underskrevet {signed}, efter 2. kvartal",
        "the agreements are signed on {signed}, after the second quarter"
    );
    let cure = say!(
        "flyt datoen til senest {last}, hvis det kan lade sig gøre",
        "move the date to {last} at the latest, if that can be done"
    );
    findings.add("W121", Place::line(PLAN, written.line("signed")).column("signed"), what, cure);
}
