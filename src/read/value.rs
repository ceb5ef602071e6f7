//! One cell as a date, week, number or yes/no, in all the spellings that the formats allow.

use chrono::NaiveDate;

/// Why a cell is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadDate {
    /// Not of the form 2027-03-15 or 15-03-2027.
    Form,
    /// Of that form, but there is no such day, e.g. 31-02-2027.
    NoSuchDay,
}

/// A date as `2027-03-15` or `15-03-2027` (also `15.03.2027`).
///
/// # Errors
/// [`BadDate`].
pub fn date(cell: &str) -> Result<NaiveDate, BadDate> {
    let parts: Vec<&str> = cell.split(['-', '.']).collect();
    let [a, b, c] = parts[..] else { return Err(BadDate::Form) };
    let (year, month, day) = if a.len() == 4 && !cell.contains('.') { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return Err(BadDate::Form);
    }
    let (year, month, day) = (digits(year), digits(month), digits(day));
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(BadDate::Form) };
    let year = i32::try_from(year).map_err(|_| BadDate::Form)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(BadDate::NoSuchDay)
}

fn digits(text: &str) -> Option<u32> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) { None } else { text.parse().ok() }
}

/// An ISO week as `12`, `uge 12` or `2027-W12`: the year if given, and the number 1 to 53.
#[must_use]
pub fn week(cell: &str) -> Option<(Option<i32>, u32)> {
    let lower = cell.to_lowercase();
    let (year, number) = match lower.split_once("-w") {
        Some((year, number)) if year.len() == 4 => (Some(i32::try_from(digits(year)?).ok()?), number),
        Some(_) => return None,
        None => (None, ["uge", "week", "w"].iter().find_map(|p| lower.strip_prefix(p)).unwrap_or(&lower)),
    };
    let number = digits(number.trim())?;
    if (1..=53).contains(&number) { Some((year, number)) } else { None }
}

/// A decimal number; the decimal sign is a point, in semicolon files also a comma. No exponents, no thousands signs.
#[must_use]
pub fn number(cell: &str, semicolon: bool) -> Option<f64> {
    let unsigned = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let sign = |c: char| c == '.' || (semicolon && c == ',');
    let (whole, part) = unsigned.split_once(sign).unwrap_or((unsigned, "0"));
    let plain = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || part.is_empty() || !plain(whole) || !plain(part) {
        return None;
    }
    cell.replace(',', ".").parse().ok().filter(|x: &f64| x.is_finite())
}

/// Yes or no as `true`/`false`, `ja`/`nej`, `j`/`n`, `x`, and the English words; `None` for anything else, also for an empty cell.
#[must_use]
pub fn yes_no(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "true" | "ja" | "j" | "x" | "yes" | "y" | "sand" | "1" => Some(true),
        "false" | "nej" | "n" | "no" | "falsk" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{BadDate, date, number, week, yes_no};
    use chrono::NaiveDate;

    #[test]
    fn dates_in_both_orders() {
        let expected = NaiveDate::from_ymd_opt(2027, 3, 15);
        for cell in ["2027-03-15", "15-03-2027", "15.3.2027", "2027-3-15"] {
            assert_eq!(date(cell).ok(), expected, "{cell}");
        }
        for cell in ["31-02-2027", "29-02-2027", "2027-13-01", "00-01-2027"] {
            assert_eq!(date(cell), Err(BadDate::NoSuchDay), "{cell}");
        }
        assert!(date("29-02-2028").is_ok());
        for cell in ["", "15-03-27", "15/03/2027", "-1-03-2027", "+1-03-2027", "20270315", "15-03-20270", "x-y-zzzz"] {
            assert_eq!(date(cell), Err(BadDate::Form), "{cell}");
        }
    }

    #[test]
    fn weeks_in_all_spellings() {
        assert_eq!(week("12"), Some((None, 12)));
        assert_eq!(week("Uge 12"), Some((None, 12)));
        assert_eq!(week("uge12"), Some((None, 12)));
        assert_eq!(week("2027-W05"), Some((Some(2027), 5)));
        for cell in ["0", "54", "uge", "12-2027", "27-W12", "-3", "", "12,5"] {
            assert_eq!(week(cell), None, "{cell}");
        }
    }

    #[test]
    fn numbers_with_point_and_in_semicolon_files_with_comma() {
        assert_eq!(number("2.5", false), Some(2.5));
        assert_eq!(number("2,5", true), Some(2.5));
        assert_eq!(number("-3", false), Some(-3.0));
        for cell in ["2,5", "1e3", "nan", "inf", "", "-", ".", "1.", "1.000,5", "--1", "1 000"] {
            assert_eq!(number(cell, false), None, "{cell}");
        }
        assert_eq!(number("1.000,5", true), None);
        assert_eq!(number(&"9".repeat(400), false), None, "beyond all bounds");
    }

    #[test]
    fn yes_and_no_in_danish_and_english() {
        for cell in ["true", "Ja", "J", "x", "X"] {
            assert_eq!(yes_no(cell), Some(true), "{cell}");
        }
        for cell in ["false", "NEJ", "n"] {
            assert_eq!(yes_no(cell), Some(false), "{cell}");
        }
        assert_eq!(yes_no("måske"), None);
    }
}
