//! Values of options: shares and dates, as people in Denmark write them.

use chrono::NaiveDate;

use crate::read::value;

/// A share from 0 to 1, decimal point or comma.
pub fn share(text: &str) -> Result<f64, String> {
    let number: f64 = text.replace(',', ".").parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err("must lie between 0 and 1, e.g. 0.01".to_owned()) }
}

/// A share of at least 0.2.
pub fn tightness(text: &str) -> Result<f64, String> {
    let wrong = || "must lie between 0.2 and 1".to_owned();
    share(text).ok().filter(|number| *number >= 0.2).ok_or_else(wrong)
}

/// A date, `2027-03-15` or `15-03-2027`.
pub fn date(text: &str) -> Result<NaiveDate, String> {
    value::date(text).map_err(|_| "not a date; write 2027-03-15 or 15-03-2027".to_owned())
}
