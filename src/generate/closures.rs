//! When the schools are closed: together before Christmas, each in its summer weeks, some in week 42, and softly in week 7 or 8.

use super::dice::Dice;
use super::table::{csv, yes_no};
use super::world::{School, Site};
use crate::domain::calendar::{Calendar, Day, customary_closed_days, public_holidays};

/// One closure.
#[derive(Debug, Clone)]
pub struct Closure {
    school: Option<usize>,
    site: Option<usize>,
    first: Day,
    last: Day,
    reason: &'static str,
    hard: bool,
}

/// The closures of a year; afterwards every site knows its open days.
#[must_use]
pub fn build(calendar: Calendar, schools: &[School], sites: &mut [Site], dice: &mut Dice) -> Vec<Closure> {
    let last_days = calendar.iso_week_days(51).map(|(first, _)| Closure {
        school: None,
        site: None,
        first,
        last: Day(first.0 + 3),
        reason: "Juleferie",
        hard: true,
    });
    let mut closures: Vec<Closure> = last_days.into_iter().collect();
    for (index, school) in schools.iter().enumerate().filter(|(_, s)| s.member) {
        closures.extend(of_school(calendar, index, dice));
        if let (true, Some(site)) = (dice.chance(0.25), school.sites.last()) {
            let (first, last) = (dice.between(18, 25) as u32, "Ombygning af lokaler");
            closures.extend(weeks(calendar, (first, first), None, Some(*site), last, true));
        }
    }
    for (index, site) in sites.iter_mut().enumerate() {
        site.open = open_days(calendar, site.school, index, &closures);
    }
    closures
}

fn of_school(calendar: Calendar, school: usize, dice: &mut Dice) -> Vec<Closure> {
    let mut closures = Vec::new();
    let mut close = |from, to, reason, hard| closures.extend(weeks(calendar, (from, to), Some(school), None, reason, hard));
    close(28, 30, "Sommerferie", true);
    match dice.below(10) {
        0..4 => close(42, 42, "Efterårsferie", true),
        4..7 => close(42, 42, "Efterårsferie, helst ikke", false),
        _ => {}
    }
    match dice.below(10) {
        0..4 => close(7, 7, "Vinterferie, helst ikke", false),
        4..6 => close(8, 8, "Vinterferie, helst ikke", false),
        _ => {}
    }
    closures
}

fn weeks(
    calendar: Calendar,
    (from, to): (u32, u32),
    school: Option<usize>,
    site: Option<usize>,
    reason: &'static str,
    hard: bool,
) -> Option<Closure> {
    let (first, _) = calendar.iso_week_days(from)?;
    let (_, last) = calendar.iso_week_days(to)?;
    Some(Closure { school, site, first, last, reason, hard })
}

/// Open: Monday to Friday, no public holiday, no customary closed day, no hard closure.
fn open_days(calendar: Calendar, school: usize, site: usize, closures: &[Closure]) -> Vec<bool> {
    let holidays = public_holidays(calendar.year());
    let customary = customary_closed_days(calendar.year());
    let is_free = |day: Day| {
        let date = calendar.date(day);
        calendar.weekday(day) > 4 || holidays.iter().chain(&customary).any(|(d, _)| *d == date)
    };
    let applies = |c: &Closure| c.hard && c.school.is_none_or(|s| s == school) && c.site.is_none_or(|s| s == site);
    let is_closed = |day: Day| closures.iter().any(|c| applies(c) && c.first <= day && day <= c.last);
    calendar.days().map(|day| !is_free(day) && !is_closed(day)).collect()
}

/// `closures.csv`.
#[must_use]
pub fn table(calendar: Calendar, closures: &[Closure], schools: &[School], sites: &[Site]) -> Vec<u8> {
    let rows: Vec<Vec<String>> = closures
        .iter()
        .map(|c| {
            vec![
                c.school.map_or_else(String::new, |s| schools[s].id.clone()),
                c.site.map_or_else(String::new, |s| sites[s].id.clone()),
                calendar.date(c.first).to_string(),
                calendar.date(c.last).to_string(),
                c.reason.to_string(),
                yes_no(c.hard),
            ]
        })
        .collect();
    csv(&["school_id", "site_id", "from", "to", "reason", "hard"], &rows)
}
