//! Machine files of a plan folder as tables of text that know their lines, and the few ways in which they write numbers.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::domain::units::rdiv;
use crate::domain::words::{Text, say};

use super::verdict::Book;

/// The files of a plan folder by name.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// A data row.
#[derive(Debug)]
pub(super) struct Row {
    line: u64,
    cells: Vec<String>,
}

/// A file with a header.
#[derive(Debug)]
pub(super) struct Table {
    file: &'static str,
    columns: BTreeMap<String, usize>,
    /// The data rows in the order of the file.
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// Reads a file. A missing file, a missing column and unreadable rows are violations of `files`; the rows that can be read are kept.
    pub(super) fn read(files: &Files, file: &'static str, needed: &[&str], book: &mut Book) -> Option<Self> {
        let Some(bytes) = files.get(file) else {
            book.add("files", Text::same(file), missing_file());
            return None;
        };
        let mut reader = csv::ReaderBuilder::new().from_reader(bytes.as_slice());
        let columns: BTreeMap<String, usize> = match reader.headers() {
            Ok(header) => header.iter().enumerate().map(|(i, name)| (name.to_owned(), i)).collect(),
            Err(error) => {
                let what = say!("overskriften kan ikke læses: {error}", "the header cannot be read: {error}");
                book.add("files", line(file, 1), what);
                return None;
            }
        };
        let missing: Vec<&str> = needed.iter().filter(|name| !columns.contains_key(**name)).copied().collect();
        if !missing.is_empty() {
            let names = missing.join(", ");
            book.add("files", line(file, 1), say!("der mangler kolonner: {names}", "columns are missing: {names}"));
            return None;
        }
        let mut table = Self { file, columns, rows: Vec::new() };
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    table.rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
                }
                Err(error) => {
                    let what = say!("en række kan ikke læses: {error}", "a row cannot be read: {error}");
                    book.add("files", Text::same(file), what);
                }
            }
        }
        Some(table)
    }

    /// The text of a column that was asked for in [`Table::read`].
    pub(super) fn cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        self.columns.get(column).and_then(|i| row.cells.get(*i)).map_or("", String::as_str)
    }

    /// Whether the file has a column that it need not have.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// File and line of a row.
    pub(super) fn place(&self, row: &Row) -> Text {
        line(self.file, row.line)
    }
}

fn line(file: &str, line: u64) -> Text {
    say!("{file} linje {line}", "{file} line {line}")
}

/// The place of what is wrong about a goal in a file.
pub(super) fn place_of_goal(file: &str, code: &str) -> Text {
    say!("{file} mål {code}", "{file} goal {code}")
}

/// What is said of a file that the plan folder must hold.
pub(super) fn missing_file() -> Text {
    say!("filen mangler", "the file is missing")
}

/// An ISO date written in full, e.g. `2027-03-05`.
pub(super) fn iso_date(text: &str) -> Option<NaiveDate> {
    text.parse::<NaiveDate>().ok().filter(|date| date.to_string() == text)
}

/// A whole number written as the program writes it: without a plus sign or zeros in front.
pub(super) fn whole<T: FromStr + Display>(text: &str) -> Option<T> {
    text.parse::<T>().ok().filter(|number| number.to_string() == text)
}

/// `true` or `false`.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// A milli value (not negative) with three decimals: 12345 is `12.345`.
pub(super) fn three_decimals(milli: i64) -> String {
    format!("{}.{:03}", milli / 1000, milli % 1000)
}

/// Metres (not negative) as km with one decimal: 12345 is `12.3`.
pub(super) fn km(metres: i64) -> String {
    let tenths = rdiv(metres, 100);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::{iso_date, km, three_decimals};

    #[test]
    fn numbers_and_dates_have_one_way_to_be_written() {
        assert_eq!([three_decimals(5), three_decimals(12_345)], ["0.005", "12.345"]);
        assert_eq!([km(0), km(12_349), km(12_350), km(99_950)], ["0.0", "12.3", "12.4", "100.0"]);
        assert!(iso_date("2027-03-05").is_some());
        assert!(iso_date("2027-3-5").is_none());
        assert!(iso_date("2027-02-29").is_none());
    }
}
