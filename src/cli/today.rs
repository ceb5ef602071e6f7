//! The date in Denmark: the network's schools live by it, wherever the computer stands.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime};

/// The date in Denmark now.
pub fn today() -> NaiveDate {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let utc = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0)).unwrap_or_default();
    date_in_denmark(utc.naive_utc())
}

/// The date in Denmark at a moment: an hour after UTC, in summer two. Summer is from the last Sunday of March to the last of October, 1:00 UTC.
fn date_in_denmark(utc: NaiveDateTime) -> NaiveDate {
    let change = |month| last_sunday(utc.year(), month).and_then(|sunday| sunday.and_hms_opt(1, 0, 0));
    let summer = change(3).is_some_and(|from| utc >= from) && change(10).is_some_and(|to| utc < to);
    (utc + Duration::hours(if summer { 2 } else { 1 })).date()
}

/// March and October have 31 days.
fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    last.checked_sub_days(Days::new(u64::from(last.weekday().num_days_from_sunday())))
}

#[cfg(test)]
mod tests {
    use super::{date_in_denmark, last_sunday};

    fn date(utc: &str) -> String {
        date_in_denmark(utc.parse().expect("a moment of the test")).to_string()
    }

    #[test]
    fn midnight_comes_an_hour_or_two_before_that_of_utc() {
        assert_eq!(date("2027-01-10T22:59:59"), "2027-01-10");
        assert_eq!(date("2027-01-10T23:00:00"), "2027-01-11");
        assert_eq!(date("2027-07-10T21:59:59"), "2027-07-10");
        assert_eq!(date("2027-07-10T22:00:00"), "2027-07-11");
        assert_eq!(date("2027-12-31T23:30:00"), "2028-01-01");
        assert_eq!(date("2028-02-28T23:30:00"), "2028-02-29");
    }

    /// 2027: summer from 28 March to 31 October.
    #[test]
    fn summer_begins_and_ends_on_the_last_sundays() {
        assert_eq!(last_sunday(2027, 3).map(|day| day.to_string()), Some("2027-03-28".to_owned()));
        assert_eq!(last_sunday(2027, 10).map(|day| day.to_string()), Some("2027-10-31".to_owned()));
        assert_eq!([date("2027-03-27T22:30:00"), date("2027-03-28T22:30:00")], ["2027-03-27", "2027-03-29"]);
        assert_eq!([date("2027-10-30T22:30:00"), date("2027-10-31T22:30:00")], ["2027-10-31", "2027-10-31"]);
    }
}
