//! Room in the calendar: days that a site could open for a gap that has no possible start anywhere.
//!
//! Weekends, public holidays and days on which the whole network is closed stay closed. A site's or school's own closed days, customary
//! closed days and days without rooms can be opened, at one site alone.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::check::rows::Rows;
use crate::check::rows::days::{CapacityRow, ClosureRow};
use crate::domain::calendar::{Day, customary_closed_days, public_holidays};
use crate::domain::ids::SiteIx;
use crate::domain::instance::Instance;
use crate::explain::gaps::facts::Facts;
use crate::read::patch::Edit;

/// A start that becomes possible when a site opens on some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Days to open, in order.
    pub closed: Vec<Day>,
    /// How many of them have no room by capacity.csv either.
    pub bare: usize,
    /// First day of the run.
    pub start: Day,
    /// Last day of the run.
    pub last: Day,
    /// The site.
    pub site: SiteIx,
}

/// For each site of a school that holds an approval, the opening with fewest days; fewest first.
#[must_use]
pub fn openings(instance: &Instance, rows: &Rows, facts: &Facts) -> Vec<Opening> {
    let sites = (0..instance.sites.len()).map(SiteIx::from);
    let held = |site: &SiteIx| facts.held_by(instance.school_of(*site)).next().is_some();
    let mut found: Vec<Opening> = sites.filter(held).filter_map(|site| fewest(instance, rows, facts, site)).collect();
    found.sort_by_key(|o| (o.closed.len(), o.bare, o.start, o.site));
    found
}

fn fewest(instance: &Instance, rows: &Rows, facts: &Facts, site: SiteIx) -> Option<Opening> {
    let (calendar, goal) = (&instance.calendar, instance.goal(facts.goal));
    let shut = shut_for_all(instance, rows);
    let days: Vec<Day> = calendar.days().filter(|day| !shut.contains(day)).collect();
    let length = usize::from(goal.days);
    let opening = |run: &[Day]| {
        let (start, last) = (*run.first()?, *run.last()?);
        let one_week = length > 5 || calendar.week(start) == calendar.week(last);
        let no_empty_week = run.windows(2).all(|pair| calendar.week(pair[1]).0 - calendar.week(pair[0]).0 <= 1);
        let in_force = goal.archived_from.is_none_or(|gone| last < gone);
        let closed: Vec<Day> = run.iter().copied().filter(|day| instance.site(site).rooms[day.index()] == 0).collect();
        let fits = one_week && no_empty_week && in_force && !closed.is_empty();
        let roomless = |day: &&Day| written_rooms(instance, rows, &instance.site(site).id, calendar.date(**day)).0 == 0;
        let bare = if fits { closed.iter().filter(roomless).count() } else { 0 };
        fits.then_some(Opening { closed, bare, start, last, site })
    };
    days.windows(length).filter_map(opening).min_by_key(|o| (o.closed.len(), o.bare, o.start))
}

/// Days that no site can open by itself.
fn shut_for_all(instance: &Instance, rows: &Rows) -> BTreeSet<Day> {
    let calendar = &instance.calendar;
    let holidays: BTreeSet<NaiveDate> = public_holidays(calendar.year()).into_iter().map(|(date, _)| date).collect();
    let network = |row: &&ClosureRow| row.hard && row.school.is_none() && row.site.is_none();
    let shut = |day: &Day| {
        let date = calendar.date(*day);
        date.weekday().num_days_from_monday() >= 5
            || holidays.contains(&date)
            || rows.closures.iter().filter(network).any(|row| covers(row, date))
    };
    calendar.days().filter(shut).collect()
}

fn covers(row: &ClosureRow, date: NaiveDate) -> bool {
    row.period.from.is_some_and(|from| from <= date) && row.period.to.is_some_and(|to| date <= to)
}

/// The edits that open the site on these days, with one room where it has none. Other sites of the school stay closed.
#[must_use]
pub fn open_days(instance: &Instance, rows: &Rows, site: SiteIx, days: &[Day]) -> Vec<Edit> {
    let dates: BTreeSet<NaiveDate> = days.iter().map(|day| instance.calendar.date(*day)).collect();
    let id = &instance.site(site).id;
    let school = &instance.school(instance.school_of(site)).id;
    let mut edits = Vec::new();
    for row in rows.closures.iter().filter(|row| row.hard && dates.iter().any(|date| covers(row, *date))) {
        let whole_school = row.site.is_none() && row.school.as_ref() == Some(school);
        if row.site.as_ref() != Some(id) && !whole_school {
            continue;
        }
        edits.push(Edit::Drop { file: "closures.csv", line: row.line });
        let sites = instance.sites.iter().filter(|s| instance.school(s.school).id == *school && s.id != *id);
        if whole_school {
            edits.extend(sites.map(|s| closure(&s.id, row.period.from, row.period.to, true)));
        }
        edits.extend(around(row, &dates).into_iter().map(|(from, to)| closure(id, Some(from), Some(to), true)));
    }
    let customary: BTreeSet<NaiveDate> =
        customary_closed_days(instance.calendar.year()).into_iter().map(|(date, _)| date).collect();
    for date in &dates {
        if customary.contains(date) {
            edits.push(closure(id, Some(*date), Some(*date), false));
        }
        edits.extend(one_room(instance, rows, id, *date));
    }
    edits
}

/// What is left of the row's period without the dates.
fn around(row: &ClosureRow, dates: &BTreeSet<NaiveDate>) -> Vec<(NaiveDate, NaiveDate)> {
    let (Some(from), Some(to)) = (row.period.from, row.period.to) else { return Vec::new() };
    let mut left = Vec::new();
    let mut begin = from;
    for date in dates.iter().filter(|date| covers(row, **date)) {
        if let Some(before) = date.pred_opt().filter(|before| begin <= *before) {
            left.push((begin, before));
        }
        begin = date.succ_opt().unwrap_or(*date);
    }
    if begin <= to {
        left.push((begin, to));
    }
    left
}

fn closure(site: &str, from: Option<NaiveDate>, to: Option<NaiveDate>, hard: bool) -> Edit {
    let date = |date: Option<NaiveDate>| date.map(|d| d.to_string()).unwrap_or_default();
    let cells = vec![("site_id", site.to_owned()), ("from", date(from)), ("to", date(to)), ("hard", hard.to_string())];
    Edit::Add { file: "closures.csv", cells }
}

/// A room on the date where capacity.csv gives none.
fn one_room(instance: &Instance, rows: &Rows, site: &str, date: NaiveDate) -> Option<Edit> {
    match written_rooms(instance, rows, site, date) {
        (1.., _) => None,
        (_, Some(line)) => Some(Edit::Set { file: "capacity.csv", line, column: "rooms", value: "1".to_owned() }),
        (_, None) => {
            let day = date.to_string();
            let cells = vec![("site_id", site.to_owned()), ("rooms", "1".to_owned()), ("from", day.clone()), ("to", day)];
            Some(Edit::Add { file: "capacity.csv", cells })
        }
    }
}

/// The rooms that the narrowest row of capacity.csv gives on the date, and its line if it is about that day alone.
fn written_rooms(instance: &Instance, rows: &Rows, site: &str, date: NaiveDate) -> (u16, Option<u64>) {
    let ends = |row: &CapacityRow| {
        let (first, last) = (instance.calendar.first_date(), instance.calendar.last_date());
        (row.period.from.unwrap_or(first), row.period.to.unwrap_or(last))
    };
    let covers = |row: &&CapacityRow| row.site == site && ends(row).0 <= date && date <= ends(row).1;
    let length = |row: &&CapacityRow| (ends(row).1 - ends(row).0).num_days();
    let narrowest = rows.capacity.iter().filter(covers).min_by_key(length);
    narrowest.map_or((0, None), |row| (row.rooms, (length(&row) == 0).then_some(row.line)))
}
