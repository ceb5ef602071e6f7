//! Possible starts (`models/annual-plan.md` 2.1), by walking over the days of the site one by one.

use crate::domain::calendar::{Calendar, Day};
use crate::domain::goal::{Eligible, Goal};
use crate::domain::ids::SiteIx;
use crate::domain::instance::Instance;
use crate::domain::words::{Text, say};

/// Week, weekday and quarter of each day of the plan year, looked up once.
#[derive(Debug)]
pub(super) struct DayTable {
    /// Week of the plan year, 0 = the week of 1 January.
    pub(super) week: Vec<usize>,
    /// Monday = 0.
    pub(super) weekday: Vec<usize>,
    /// 0 to 3.
    pub(super) quarter: Vec<usize>,
    /// Number of weeks, 53 or 54.
    pub(super) weeks: usize,
}

impl DayTable {
    /// The table of a year.
    pub(super) fn new(calendar: Calendar) -> Self {
        Self {
            week: calendar.days().map(|d| usize::from(calendar.week(d).0)).collect(),
            weekday: calendar.days().map(|d| calendar.weekday(d)).collect(),
            quarter: calendar.days().map(|d| calendar.quarter(d)).collect(),
            weeks: calendar.weeks(),
        }
    }

    /// The window of a start day when there are `runs` windows (2.3).
    pub(super) fn window(&self, start: Day, runs: usize) -> usize {
        self.week[start.index()] * runs / self.weeks
    }
}

/// Why a start is not possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The site is closed on the start day.
    Closed,
    /// Not all days lie in the plan year.
    OutsideYear,
    /// A course of at most five days crosses a weekend.
    CrossesWeek,
    /// A longer course jumps over a week without an open day.
    SkipsWeek,
    /// No single approval is valid on all days.
    NotApproved,
    /// The goal is archived by the last day.
    Archived,
    /// A lock forbids it.
    Forbidden,
}

impl Refusal {
    /// The reason as the end of a sentence.
    pub(super) fn words(self) -> Text {
        match self {
            Self::Closed => say!("afdelingen er lukket den dag", "the site is closed on that day"),
            Self::OutsideYear => say!("ikke alle dage ligger i planåret", "its days do not all lie in the plan year"),
            Self::CrossesWeek => {
                say!("et kursus på højst fem dage skal ligge i én uge", "a course of at most five days must lie in one ISO week")
            }
            Self::SkipsWeek => say!("en uge midt i kurset har ingen åben dag", "a week in between has no open day"),
            Self::NotApproved => {
                say!("ingen godkendelse gælder alle kursets dage", "no approval of the school is valid on all its days")
            }
            Self::Archived => say!("målet er arkiveret på det tidspunkt", "the goal is archived by then"),
            Self::Forbidden => say!("en lås forbyder det", "a lock forbids it"),
        }
    }
}

/// Fills `days` with the days that a run from `start` occupies at a site with these rooms, as far as they go.
pub(super) fn walk(rooms: &[u16], table: &DayTable, start: Day, length: u16, days: &mut Vec<Day>) -> Result<(), Refusal> {
    days.clear();
    let wanted = usize::from(length.max(1));
    if rooms.get(start.index()).copied().unwrap_or(0) == 0 {
        return Err(Refusal::Closed);
    }
    for day in start.0..rooms.len() as u16 {
        if rooms[usize::from(day)] >= 1 {
            days.push(Day(day));
            if days.len() == wanted {
                return keeps_weeks(table, days);
            }
        }
    }
    Err(Refusal::OutsideYear)
}

/// Whether the days of a complete run lie in one week, or in consecutive weeks for more than five days.
fn keeps_weeks(table: &DayTable, days: &[Day]) -> Result<(), Refusal> {
    let longest_step = days.windows(2).map(|w| table.week[w[1].index()] - table.week[w[0].index()]).max().unwrap_or(0);
    match (days.len() <= 5, longest_step) {
        (_, 0) | (false, 1) => Ok(()),
        (true, _) => Err(Refusal::CrossesWeek),
        (false, _) => Err(Refusal::SkipsWeek),
    }
}

/// Whether a run of the goal may start at an eligible site on `start`; `days` then holds the days it occupies.
pub(super) fn possible(
    instance: &Instance,
    table: &DayTable,
    goal: &Goal,
    eligible: &Eligible,
    start: Day,
    days: &mut Vec<Day>,
) -> Result<(), Refusal> {
    walk(&instance.site(eligible.site).rooms, table, start, goal.days, days)?;
    let last = days.last().copied().unwrap_or(start);
    if !eligible.approved.iter().any(|(from, to)| *from <= start && last <= *to) {
        return Err(Refusal::NotApproved);
    }
    if goal.archived_from.is_some_and(|from| from <= last) {
        return Err(Refusal::Archived);
    }
    if forbidden(instance, goal, eligible.site, start) { Err(Refusal::Forbidden) } else { Ok(()) }
}

/// Whether a lock forbids this start.
fn forbidden(instance: &Instance, goal: &Goal, site: SiteIx, start: Day) -> bool {
    let school = instance.school_of(site);
    goal.forbidden.iter().any(|lock| {
        lock.school.is_none_or(|k| k == school)
            && lock.site.is_none_or(|s| s == site)
            && lock.days.is_none_or(|(from, to)| from <= start && start <= to)
    })
}

/// All possible starts of the goal at an eligible site, ascending. None where the school declined.
pub(super) fn all(instance: &Instance, table: &DayTable, goal: &Goal, eligible: &Eligible) -> Vec<Day> {
    if goal.declined.contains(&instance.school_of(eligible.site)) {
        return Vec::new();
    }
    let mut days = Vec::new();
    instance.calendar.days().filter(|d| possible(instance, table, goal, eligible, *d, &mut days).is_ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{DayTable, Refusal, walk};
    use crate::domain::calendar::{Calendar, Day};

    /// 2027 begins on a Friday: Monday 4 January is day 3. Open on weekdays, apart from the given days.
    fn year(closed: &[u16]) -> (DayTable, Vec<u16>) {
        let table = DayTable::new(Calendar::new(2027).expect("2027"));
        let rooms = (0..365).map(|d| u16::from(table.weekday[usize::from(d)] < 5 && !closed.contains(&d))).collect();
        (table, rooms)
    }

    fn walked(closed: &[u16], start: u16, length: u16) -> Result<Vec<u16>, Refusal> {
        let (table, rooms) = year(closed);
        let mut days = Vec::new();
        walk(&rooms, &table, Day(start), length, &mut days).map(|()| days.iter().map(|d| d.0).collect())
    }

    #[test]
    fn short_runs_stay_in_one_week_and_jump_over_holidays() {
        assert_eq!(walked(&[], 3, 5), Ok(vec![3, 4, 5, 6, 7]));
        assert_eq!(walked(&[], 4, 5), Err(Refusal::CrossesWeek));
        assert_eq!(walked(&[5], 3, 4), Ok(vec![3, 4, 6, 7]));
        assert_eq!(walked(&[5], 3, 5), Err(Refusal::CrossesWeek));
        assert_eq!(walked(&[3], 3, 1), Err(Refusal::Closed));
    }

    #[test]
    fn long_runs_need_consecutive_school_weeks() {
        assert_eq!(walked(&[], 6, 6), Ok(vec![6, 7, 10, 11, 12, 13]));
        assert_eq!(walked(&[10, 11, 12, 13, 14], 6, 6), Err(Refusal::SkipsWeek));
        assert_eq!(walked(&[10, 11, 12, 13], 6, 6), Ok(vec![6, 7, 14, 17, 18, 19]));
    }

    #[test]
    fn the_year_ends_every_run() {
        assert_eq!(walked(&[], 364, 1), Ok(vec![364]), "31 December 2027 is a Friday");
        assert_eq!(walked(&[], 364, 2), Err(Refusal::OutsideYear));
        assert_eq!(walked(&[], 900, 1), Err(Refusal::Closed));
    }
}
