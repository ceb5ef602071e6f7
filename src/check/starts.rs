//! Possible starts (`models/annual-plan.md` 2.1), for the checks of required runs.
//!
//! `formulation` and `verify` each have their own, on purpose: three readings of one page that must agree.

use super::finding::{Text, say};
use crate::domain::calendar::{Calendar, Day, WeekIx};
use crate::domain::goal::{Forbidden, Goal};
use crate::domain::ids::SiteIx;
use crate::domain::network::Site;

/// Why a course cannot start on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// The site is closed that day.
    Closed,
    /// A course of up to five days would run into the next week.
    WeekEdge,
    /// A longer course would meet a week without an open day.
    EmptyWeek,
    /// It would run past the end of the year.
    YearEnd,
    /// No single approval covers all its days.
    Approval,
    /// The goal is archived on or before its last day.
    Archived,
}

impl Obstacle {
    /// The finding for a fixed date.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Closed => "E501",
            Self::WeekEdge | Self::EmptyWeek => "E502",
            Self::Approval => "E503",
            Self::Archived => "E504",
            Self::YearEnd => "E507",
        }
    }

    /// In words.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Closed => say!("afdelingen er lukket den dag", "the site is closed that day"),
            Self::WeekEdge => say!("kurset når ikke at slutte i samme uge", "the course does not end in the same week"),
            Self::EmptyWeek => say!("kurset møder en uge uden åbne dage", "the course meets a week without an open day"),
            Self::YearEnd => say!("kurset slutter efter årets udgang", "the course ends after the end of the year"),
            Self::Approval => say!("ingen godkendelse dækker alle kursets dage", "no approval covers all days of the course"),
            Self::Archived => {
                say!("målet er arkiveret senest på kursets sidste dag", "the goal is archived by the last day of the course")
            }
        }
    }
}

/// The days that a course of `length` days occupies at the site when it starts on `start`, or why it cannot.
///
/// # Errors
/// The first obstacle: closed, past the year's end, over the week's edge, or an empty week.
pub fn course_days(calendar: Calendar, site: &Site, length: u16, start: Day) -> Result<Vec<Day>, Obstacle> {
    let open = |day: &Day| site.rooms.get(day.index()).is_some_and(|r| *r > 0);
    if !open(&start) {
        return Err(Obstacle::Closed);
    }
    let days: Vec<Day> = calendar.days().skip(start.index()).filter(open).take(usize::from(length)).collect();
    let last = days.last().copied().unwrap_or(start);
    if length <= 5 {
        // Running out of the year within the week is an edge of the week too; the year's end is the plainer word.
        if calendar.week(last) != calendar.week(start) {
            return Err(Obstacle::WeekEdge);
        }
    } else {
        let weeks = calendar.week(start).0..=calendar.week(last).0;
        let has_day = |w: u8| days.iter().any(|d| calendar.week(*d) == WeekIx(w));
        if !weeks.into_iter().all(has_day) {
            return Err(Obstacle::EmptyWeek);
        }
    }
    if days.len() < usize::from(length) { Err(Obstacle::YearEnd) } else { Ok(days) }
}

/// The days of a run of the goal at the site, or why it cannot start; locks *forbid* are not looked at.
///
/// # Errors
/// The first obstacle.
pub fn run_days(calendar: Calendar, goal: &Goal, site_ix: SiteIx, site: &Site, start: Day) -> Result<Vec<Day>, Obstacle> {
    let days = course_days(calendar, site, goal.days, start)?;
    let last = days.last().copied().unwrap_or(start);
    if goal.archived_from.is_some_and(|archived| last >= archived) {
        return Err(Obstacle::Archived);
    }
    let approved = goal.eligible.iter().filter(|e| e.site == site_ix).flat_map(|e| &e.approved);
    if approved.into_iter().any(|(from, to)| *from <= start && last <= *to) { Ok(days) } else { Err(Obstacle::Approval) }
}

/// The locks *forbid* that match a start of the goal at the site.
pub fn forbidding<'a>(goal: &'a Goal, site_ix: SiteIx, site: &'a Site, start: Day) -> impl Iterator<Item = &'a Forbidden> {
    goal.forbidden.iter().filter(move |f| {
        f.school.is_none_or(|school| school == site.school)
            && f.site.is_none_or(|s| s == site_ix)
            && f.days.is_none_or(|(from, to)| (from..=to).contains(&start))
    })
}

#[cfg(test)]
mod tests {
    use super::{Obstacle, course_days};
    use crate::domain::calendar::{Calendar, Day};
    use crate::domain::ids::SchoolIx;
    use crate::domain::network::Site;

    /// A site of 2027 that is open from Monday to Friday but for the days listed.
    fn site(closed: &[u16]) -> (Calendar, Site) {
        let calendar = Calendar::new(2027).expect("2027");
        let open = |d: Day| calendar.weekday(d) < 5 && !closed.contains(&d.0);
        let rooms = calendar.days().map(|d| u16::from(open(d))).collect();
        let text = String::new;
        let site = Site {
            id: text(),
            school: SchoolIx::from(0),
            name: text(),
            address: text(),
            postal_code: text(),
            city: text(),
            municipality_code: text(),
            rooms,
            soft: vec![false; calendar.len()],
            equipment: Vec::new(),
        };
        (calendar, site)
    }

    #[test]
    fn short_courses_stay_in_their_week_and_skip_closed_days() {
        // Monday 4 January 2027 is day 3.
        let (calendar, site) = site(&[5]);
        let days = |length, start| course_days(calendar, &site, length, Day(start));
        assert_eq!(days(4, 3), Ok(vec![Day(3), Day(4), Day(6), Day(7)]));
        assert_eq!(days(5, 3), Err(Obstacle::WeekEdge));
        assert_eq!(days(2, 7), Err(Obstacle::WeekEdge), "Friday and Monday");
        assert_eq!(days(1, 5), Err(Obstacle::Closed));
    }

    #[test]
    fn long_courses_need_an_open_day_in_every_week() {
        let (calendar, whole) = site(&[]);
        assert_eq!(course_days(calendar, &whole, 7, Day(3)).map(|d| d.len()), Ok(7));
        let (_, broken) = site(&[10, 11, 12, 13, 14]);
        assert_eq!(course_days(calendar, &broken, 7, Day(3)), Err(Obstacle::EmptyWeek));
    }

    #[test]
    fn the_year_ends_every_course() {
        let (calendar, whole) = site(&[]);
        assert_eq!(course_days(calendar, &whole, 10, Day(360)), Err(Obstacle::YearEnd));
        assert_eq!(
            course_days(calendar, &whole, 5, Day(361)),
            Err(Obstacle::YearEnd),
            "Tuesday 28 December 2027 with four days left"
        );
        assert_eq!(course_days(calendar, &whole, 5, Day(360)).map(|d| d.len()), Ok(5));
    }
}
