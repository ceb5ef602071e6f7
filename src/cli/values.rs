//! Values of options that are more than text: what is a number, and within which limits.

use std::fmt;

use chrono::NaiveDate;

use super::words::Help;
use crate::domain::instance::Language;
use crate::read::value;

/// Why a value cannot be used; [`super::usage`] says it in the language of the user.
#[derive(Debug, Clone, Copy)]
pub struct Wrong(pub Help);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.text(Language::default()))
    }
}

impl std::error::Error for Wrong {}

/// `da` or `en`.
pub fn language(text: &str) -> Result<Language, Wrong> {
    Language::of_code(text).ok_or(Wrong(Help::NotLanguage))
}

/// A whole number from 0.
pub fn whole(text: &str) -> Result<u64, Wrong> {
    text.parse().map_err(|_| Wrong(Help::NotWhole))
}

/// How much of a plan is kept.
pub fn stability(text: &str) -> Result<u8, Wrong> {
    text.parse().ok().filter(|number| *number <= 4).ok_or(Wrong(Help::NotStability))
}

/// A share in whole percent, 0 to 100.
pub fn percent(text: &str) -> Result<i64, Wrong> {
    text.parse().ok().filter(|number| (0..=100).contains(number)).ok_or(Wrong(Help::NotPercent))
}

/// A number of runs.
pub fn runs(text: &str) -> Result<usize, Wrong> {
    text.parse().map_err(|_| Wrong(Help::NotWhole))
}

/// A number of threads.
pub fn threads(text: &str) -> Result<usize, Wrong> {
    text.parse().ok().filter(|number| (1..=1024).contains(number)).ok_or(Wrong(Help::NotThreads))
}

/// A number of drawn years.
pub fn draws(text: &str) -> Result<u64, Wrong> {
    text.parse().ok().filter(|number| (1..=100_000).contains(number)).ok_or(Wrong(Help::NotDraws))
}

/// A share from 0 to 1, decimal point or comma.
pub fn share(text: &str) -> Result<f64, Wrong> {
    decimal(text).filter(|number| (0.0..=1.0).contains(number)).ok_or(Wrong(Help::NotShare))
}

/// How full the rooms of a synthetic network are, 0.2 to 1.
pub fn tightness(text: &str) -> Result<f64, Wrong> {
    decimal(text).filter(|number| (0.2..=1.0).contains(number)).ok_or(Wrong(Help::NotTightness))
}

/// A date, `2027-03-15` or `15-03-2027`.
pub fn date(text: &str) -> Result<NaiveDate, Wrong> {
    value::date(text).map_err(|_| Wrong(Help::NotDate))
}

fn decimal(text: &str) -> Option<f64> {
    text.replace(',', ".").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{date, share, threads, tightness, whole};

    #[test]
    fn numbers_keep_to_their_limits_and_may_have_a_comma() {
        assert_eq!(
            [share("0,25").ok(), share("1").ok(), share("1.01").ok(), share("NaN").ok()],
            [Some(0.25), Some(1.0), None, None]
        );
        assert_eq!([tightness("0.2").ok(), tightness("0,19").ok()], [Some(0.2), None]);
        assert_eq!([whole("0").ok(), whole("-1").ok(), whole("1.5").ok()], [Some(0), None, None]);
        assert_eq!([threads("1024").ok(), threads("0").ok(), threads("1025").ok()], [Some(1024), None, None]);
    }
    #[test]
    fn dates_are_those_of_the_calendar_in_both_forms() {
        assert_eq!([date("2028-02-29").ok(), date("29-02-2028").ok()], [chrono::NaiveDate::from_ymd_opt(2028, 2, 29); 2]);
        assert!([date("29-02-2027"), date("2027-13-01"), date("i morgen"), date("")].iter().all(Result::is_err));
    }
}
