//! The plan year: days, ISO weeks, Danish public holidays and customary closed days.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

/// A day of the plan year, 0 = 1 January.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub u16);

impl Day {
    /// The day as a list index.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A week of the plan year, 0 = the week of 1 January, Monday first (`models/annual-plan.md` 2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeekIx(pub u8);

/// The days of one calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    first: NaiveDate,
    days: u16,
}

impl Calendar {
    /// The calendar of `year`; `None` outside 1900 to 2199, where the program makes no promise.
    #[must_use]
    pub fn new(year: i32) -> Option<Self> {
        if !(1900..=2199).contains(&year) {
            return None;
        }
        let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
        let next = NaiveDate::from_ymd_opt(year + 1, 1, 1)?;
        Some(Self { first, days: u16::try_from((next - first).num_days()).ok()? })
    }

    /// The year.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.first.year()
    }

    /// Number of days, 365 or 366.
    #[must_use]
    pub fn len(&self) -> usize {
        usize::from(self.days)
    }

    /// Never: a year has days. Present because `len` is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.days == 0
    }

    /// All days in order.
    pub fn days(&self) -> impl Iterator<Item = Day> + use<> {
        (0..self.days).map(Day)
    }

    /// 1 January.
    #[must_use]
    pub fn first_date(&self) -> NaiveDate {
        self.first
    }

    /// 31 December.
    #[must_use]
    pub fn last_date(&self) -> NaiveDate {
        self.first + Duration::days(i64::from(self.days) - 1)
    }

    /// The date of a day.
    #[must_use]
    pub fn date(&self, day: Day) -> NaiveDate {
        self.first + Duration::days(i64::from(day.0))
    }

    /// The day of a date, if it lies in the plan year.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> Option<Day> {
        let offset = (date - self.first).num_days();
        u16::try_from(offset).ok().filter(|o| *o < self.days).map(Day)
    }

    /// Weekday, Monday = 0.
    #[must_use]
    pub fn weekday(&self, day: Day) -> usize {
        self.date(day).weekday().num_days_from_monday() as usize
    }

    /// The week of the plan year that holds the day.
    #[must_use]
    pub fn week(&self, day: Day) -> WeekIx {
        let lead = self.first.weekday().num_days_from_monday() as usize;
        WeekIx(u8::try_from((day.index() + lead) / 7).expect("a year has at most 54 weeks"))
    }

    /// Number of weeks that hold a day of the year, 53 or 54.
    #[must_use]
    pub fn weeks(&self) -> usize {
        usize::from(self.week(Day(self.days - 1)).0) + 1
    }

    /// The quarter of the day, 0 to 3.
    #[must_use]
    pub fn quarter(&self, day: Day) -> usize {
        self.date(day).month0() as usize / 3
    }

    /// ISO year and week of the day, e.g. (2026, 53) for 1 January 2027.
    #[must_use]
    pub fn iso_week(&self, day: Day) -> (i32, u32) {
        let week = self.date(day).iso_week();
        (week.year(), week.week())
    }

    /// First and last day of the plan year in ISO week `week` of the plan year; `None` when there is no such week.
    #[must_use]
    pub fn iso_week_days(&self, week: u32) -> Option<(Day, Day)> {
        let monday = NaiveDate::from_isoywd_opt(self.year(), week, Weekday::Mon)?;
        let sunday = monday + Duration::days(6);
        Some((self.day(monday.max(self.first))?, self.day(sunday.min(self.last_date()))?))
    }
}

/// Easter Sunday in the Gregorian calendar (the anonymous computus, as in Meeus, Astronomical Algorithms, chapter 8).
#[must_use]
pub fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let moon_shift = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - moon_shift + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let count = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(count / 31).ok()?, u32::try_from(count % 31 + 1).ok()?)
}

/// Danish public holidays of a year, by date. Store bededag is one up to 2023 only (abolished from 2024).
#[must_use]
pub fn public_holidays(year: i32) -> Vec<(NaiveDate, &'static str)> {
    let Some(easter) = easter(year) else { return Vec::new() };
    let moved = [
        (-3, "Skærtorsdag"),
        (-2, "Langfredag"),
        (0, "Påskedag"),
        (1, "2. påskedag"),
        (26, "Store bededag"),
        (39, "Kristi himmelfartsdag"),
        (49, "Pinsedag"),
        (50, "2. pinsedag"),
    ];
    let fixed = [(1, 1, "Nytårsdag"), (12, 25, "Juledag"), (12, 26, "2. juledag")];
    let mut days: Vec<_> = moved
        .iter()
        .filter(|(_, name)| *name != "Store bededag" || year < 2024)
        .map(|(offset, name)| (easter + Duration::days(*offset), *name))
        .chain(fixed.iter().filter_map(|(m, d, name)| Some((NaiveDate::from_ymd_opt(year, *m, *d)?, *name))))
        .collect();
    days.sort();
    days
}

/// Days on which Danish schools are customarily closed though they are no public holidays, by date.
/// `closures.csv` can switch each off with a row `hard = false`.
#[must_use]
pub fn customary_closed_days(year: i32) -> Vec<(NaiveDate, &'static str)> {
    let fixed = [
        (6, 5, "Grundlovsdag"),
        (12, 24, "Juleaftensdag"),
        (12, 27, "Mellem jul og nytår"),
        (12, 28, "Mellem jul og nytår"),
        (12, 29, "Mellem jul og nytår"),
        (12, 30, "Mellem jul og nytår"),
        (12, 31, "Nytårsaftensdag"),
    ];
    let mut days: Vec<_> =
        fixed.iter().filter_map(|(m, d, name)| Some((NaiveDate::from_ymd_opt(year, *m, *d)?, *name))).collect();
    if let Some(easter) = easter(year) {
        days.push((easter + Duration::days(40), "Fredag efter Kristi himmelfartsdag"));
    }
    days.sort();
    days
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Calendar, Day, WeekIx, customary_closed_days, easter, public_holidays};

    fn date(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a date of the test")
    }

    /// Dates of the church calendar; 1954 and 1981 are the classic traps of the computus.
    #[test]
    fn easter_is_right_in_years_that_trap_a_wrong_formula() {
        let known = [
            (1954, 4, 18),
            (1981, 4, 19),
            (2000, 4, 23),
            (2024, 3, 31),
            (2025, 4, 20),
            (2027, 3, 28),
            (2038, 4, 25),
            (2049, 4, 18),
        ];
        for (y, m, d) in known {
            assert_eq!(easter(y), Some(date(y, m, d)), "{y}");
        }
    }

    #[test]
    fn public_holidays_of_2027_and_store_bededag() {
        let days: Vec<_> = public_holidays(2027).into_iter().map(|(d, _)| d).collect();
        for d in
            [date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17), date(2027, 12, 26)]
        {
            assert!(days.contains(&d), "{d}");
        }
        assert!(public_holidays(2023).iter().any(|(d, n)| *d == date(2023, 5, 5) && *n == "Store bededag"));
        assert!(public_holidays(2024).iter().all(|(_, n)| *n != "Store bededag"));
        assert!(customary_closed_days(2027).iter().any(|(d, _)| *d == date(2027, 5, 7)));
    }

    #[test]
    fn weeks_of_long_and_leap_years() {
        let c = Calendar::new(2026).expect("2026");
        assert_eq!((c.len(), c.weeks()), (365, 53));
        assert_eq!(c.iso_week(Day(364)), (2026, 53));
        assert_eq!(c.week(Day(0)), WeekIx(0));
        assert_eq!(c.iso_week_days(53), Some((Day(361), Day(364))));
        let c = Calendar::new(2028).expect("2028");
        assert_eq!(c.day(date(2028, 2, 29)), Some(Day(59)));
        assert_eq!((c.len(), c.weeks()), (366, 53));
        assert_eq!(Calendar::new(2012).expect("2012").weeks(), 54, "a leap year that starts on a Sunday");
        let c = Calendar::new(2027).expect("2027");
        assert_eq!(c.iso_week(Day(0)), (2026, 53), "1 January 2027 is in week 53 of 2026");
        assert_eq!(c.iso_week_days(53), None);
        assert_eq!(c.iso_week_days(52), Some((Day(360), Day(364))));
        assert_eq!(Calendar::new(1899), None);
    }

    #[test]
    fn iso_week_one_may_begin_in_the_year_before() {
        let c = Calendar::new(2025).expect("2025");
        assert_eq!(c.iso_week_days(1), Some((Day(0), Day(4))));
        assert_eq!(c.iso_week(Day(363)), (2026, 1), "30 December 2025");
        assert_eq!(c.quarter(Day(89)), 0);
        assert_eq!(c.quarter(Day(90)), 1);
    }
}
