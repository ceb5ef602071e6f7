//! The hidden sheet: for which year and school a form is, by which version it was made, and what it asks, with a checksum.

use sha2::{Digest, Sha256};

use crate::read::workbook::Sheet;

/// Name of the hidden sheet.
pub const STAMP_SHEET: &str = "amuplan";
/// First cell of the hidden sheet.
pub const MARK: &str = "amuplan-form";
/// Version of the form: raised whenever a form of before can no longer be read.
pub const VERSION: u32 = 1;

/// Columns of the lists on the hidden sheet: what is asked, labels of places, their ids, and the drop-downs.
pub const ASKED: u16 = 3;
/// Labels of the school's sites.
pub const PLACES: u16 = 5;
/// Their ids.
pub const PLACE_IDS: u16 = 6;
/// Answers.
pub const ANSWER_LIST: u16 = 8;
/// Reasons.
pub const REASON_LIST: u16 = 9;
/// Yes and no.
pub const YES_NO_LIST: u16 = 10;
/// First row of the lists, 0 = first of the sheet.
pub const LISTS_FROM: u32 = 1;

/// What the hidden sheet says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Version of the form, as written.
    pub version: String,
    /// Plan year, as written.
    pub year: String,
    /// `school_id`.
    pub school: String,
    /// Name of the network; empty in forms that went out before it was written there. It is no part of the checksum, so that these are read.
    pub network: String,
    /// Goal codes that are asked, in the order of the form.
    pub asked: Vec<String>,
    /// Checksum of version, year, school and goals.
    pub checksum: String,
    /// Checksum of the answers that stood in the form when it went out.
    pub answers: String,
}

impl Stamp {
    /// The stamp of a form that goes out.
    #[must_use]
    pub fn new(year: i32, (school, network): (&str, &str), asked: Vec<String>, answers: String) -> Self {
        let (version, year, school, network) = (VERSION.to_string(), year.to_string(), school.to_string(), network.to_string());
        let mut stamp = Self { version, year, school, network, asked, checksum: String::new(), answers };
        stamp.checksum = stamp.sum();
        stamp
    }

    /// The checksum that the rest calls for. The order of goals does not matter.
    #[must_use]
    pub fn sum(&self) -> String {
        let mut asked = self.asked.clone();
        asked.sort();
        let head = [MARK, &self.version, &self.year, &self.school];
        checksum(head.into_iter().chain(asked.iter().map(String::as_str)))
    }

    /// Keys and values, as they stand in the first two columns.
    #[must_use]
    pub fn rows(&self) -> [(&'static str, &str); 7] {
        [
            (MARK, ""),
            ("version", &self.version),
            ("year", &self.year),
            ("school", &self.school),
            ("rows", &self.checksum),
            ("answers", &self.answers),
            ("network", &self.network),
        ]
    }

    /// The stamp of a form that came back; `None` if the sheet is no hidden sheet of ours.
    #[must_use]
    pub fn read(sheet: &Sheet) -> Option<Self> {
        if sheet.text((0, 0)) != MARK {
            return None;
        }
        let value = |key: &str| {
            let row = (1..20).find(|row| sheet.text((*row, 0)) == key);
            row.map(|row| sheet.text((row, 1))).unwrap_or_default()
        };
        let column = u32::from(ASKED);
        let asked = sheet.cells.iter().filter(|((row, c), _)| *c == column && *row >= LISTS_FROM);
        Some(Self {
            version: value("version"),
            year: value("year"),
            school: value("school"),
            network: value("network"),
            asked: asked.map(|(_, cell)| cell.text()).collect(),
            checksum: value("rows"),
            answers: value("answers"),
        })
    }
}

/// SHA-256 of texts, hex; where one ends and the next begins counts.
pub fn checksum<T: AsRef<str>>(texts: impl Iterator<Item = T>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.as_ref().len() as u64).to_le_bytes());
        hash.update(text.as_ref());
    }
    crate::report::text::hex(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::Stamp;

    #[test]
    fn the_checksum_holds_year_school_and_rows_but_not_their_order() {
        let stamp = |year, school, asked: &[&str]| {
            Stamp::new(year, (school, "net"), asked.iter().map(ToString::to_string).collect(), String::new()).checksum
        };
        let one = stamp(2027, "nord", &["40001", "40002"]);
        assert_eq!(one, stamp(2027, "nord", &["40002", "40001"]));
        for other in [
            stamp(2028, "nord", &["40001", "40002"]),
            stamp(2027, "syd", &["40001", "40002"]),
            stamp(2027, "nord", &["4000140002"]),
        ] {
            assert_ne!(one, other);
        }
    }
}
