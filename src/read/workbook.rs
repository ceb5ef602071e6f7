//! A workbook (.xlsx) as sheets of cells. Only cells that hold something are kept, so a stray cell in the last corner of a
//! sheet costs nothing. What the cells mean is judged elsewhere.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType, Reader, Xlsx, XlsxError};
use chrono::NaiveDate;

use super::archive::{self, Flaw};

/// Most filled cells of a sheet that are read; a form of 3,000 goals has fewer than 60,000.
pub const MAX_CELLS: usize = 1_000_000;

/// Largest workbook, in bytes (16 MiB); a form of 3,000 goals has less than one.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Most bytes of a workbook once it is unpacked (512 MiB): a small file must not fill the memory.
const MAX_UNPACKED: u64 = 512 * 1024 * 1024;

/// A cell: row and column, 0 = first.
pub type At = (u32, u32);

/// What a cell holds; formulas are read as the value that was last calculated.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text as it stands.
    Text(String),
    /// A number that is no date.
    Number(f64),
    /// A day; the time of day is left out.
    Date(NaiveDate),
    /// A truth value.
    Bool(bool),
    /// An error such as `#REF!`.
    Error(String),
    /// A formula of which no program ever stored what it comes to.
    Unsolved,
}

impl Value {
    /// The value as text, without blanks at its ends: 8 is `8`, a day is `2027-03-15`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => super::text::clean(text).to_string(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Bool(value) => value.to_string(),
            Self::Error(name) => name.clone(),
            Self::Unsolved => "=".to_string(),
        }
    }
}

/// Merged cells: first and last, both included.
pub type Merged = (At, At);

/// One sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Filled cells.
    pub cells: BTreeMap<At, Value>,
    /// Merged cells.
    pub merged: Vec<Merged>,
}

/// All sheets, hidden ones too.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// In the order of the tabs.
    pub sheets: Vec<Sheet>,
    /// Days are counted from 1904 instead of 1900.
    pub from_1904: bool,
}

/// Why a file is no workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// The container of old .xls files and of workbooks with a password.
    Compound,
    /// More than [`MAX_BYTES`] or [`MAX_CELLS`].
    TooLarge,
    /// A part of it is not as it was written, or is missing.
    Damaged,
    /// Whole, but none of Excel's.
    OtherKind,
}

impl Sheet {
    /// The text of a cell; empty if there is none.
    #[must_use]
    pub fn text(&self, at: At) -> String {
        self.cells.get(&at).map(Value::text).unwrap_or_default()
    }

    /// Last row that holds something.
    #[must_use]
    pub fn last_row(&self) -> u32 {
        self.cells.keys().next_back().map_or(0, |at| at.0)
    }
}

impl Workbook {
    /// Reads a workbook.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.len() > MAX_BYTES {
            return Err(Unreadable::TooLarge);
        }
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(Unreadable::Compound);
        }
        if !bytes.windows(2).any(|sign| sign == b"PK") {
            return Err(Unreadable::OtherKind);
        }
        let parts = archive::check(bytes, MAX_UNPACKED).map_err(|flaw| match flaw {
            Flaw::Damaged => Unreadable::Damaged,
            Flaw::Locked => Unreadable::Compound,
            Flaw::TooLarge => Unreadable::TooLarge,
        })?;
        // A strange file must not end the program, whatever the reader makes of it.
        let read = catch_unwind(AssertUnwindSafe(|| read_sheets(bytes)));
        read.unwrap_or(Err(Unreadable::OtherKind)).map_err(|flaw| match flaw {
            // What Excel makes and cannot be read is not as Excel made it.
            Unreadable::OtherKind if parts.iter().any(|part| part == "xl/workbook.xml") => Unreadable::Damaged,
            flaw => flaw,
        })
    }

    /// A number as a day, in the counting of this workbook; `None` outside the years 2000 to 2199.
    #[must_use]
    pub fn day(&self, number: f64) -> Option<NaiveDate> {
        day(&ExcelDateTime::new(number, ExcelDateTimeType::DateTime, self.from_1904))
    }
}

fn day(serial: &ExcelDateTime) -> Option<NaiveDate> {
    let (year, month, day, ..) = serial.to_ymd_hms_milli();
    let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))?;
    (2000..2200).contains(&year).then_some(date)
}

fn broken(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Compound,
        _ => Unreadable::OtherKind,
    }
}

fn read_sheets(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => read_cells(cells)?,
            // A sheet that is a chart or a macro has no cells.
            Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => continue,
            Err(error) => return Err(broken(error)),
        };
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let merged = merged.into_iter().map(|m| (m.start, m.end)).collect();
        sheets.push(Sheet { name, cells, merged });
    }
    Ok(Workbook { sheets, from_1904: book.has_1904_epoch() })
}

fn read_cells(mut reader: calamine::XlsxCellReader<'_, Cursor<&[u8]>>) -> Result<BTreeMap<At, Value>, Unreadable> {
    let mut cells = BTreeMap::new();
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(broken)? {
        let unsolved = cell.formula.is_some() && cell.value == DataRef::Empty;
        if let Some(value) = if unsolved { Some(Value::Unsolved) } else { value(&cell.value) } {
            cells.insert(cell.pos, value);
        }
        if cells.len() > MAX_CELLS {
            return Err(Unreadable::TooLarge);
        }
    }
    Ok(cells)
}

fn value(data: &DataRef<'_>) -> Option<Value> {
    let text = |text: &str| (!super::text::clean(text).is_empty()).then(|| Value::Text(super::text::composed(text).into_owned()));
    match data {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(Value::Number(*number as f64)),
        DataRef::Float(number) => Some(Value::Number(*number)),
        DataRef::String(string) | DataRef::DurationIso(string) => text(string),
        DataRef::SharedString(string) => text(string),
        DataRef::Bool(value) => Some(Value::Bool(*value)),
        DataRef::DateTime(serial) => Some(day(serial).map_or(Value::Number(serial.as_f64()), Value::Date)),
        DataRef::DateTimeIso(string) => {
            let date = string.get(..10).and_then(|date| date.parse().ok());
            date.map(Value::Date).or_else(|| text(string))
        }
        DataRef::Error(error) => Some(Value::Error(error.to_string())),
    }
}

/// The name of a cell as spreadsheets write it, e.g. `H12`.
#[must_use]
pub fn cell_name((row, column): At) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, Value, Workbook, cell_name};
    use chrono::NaiveDate;

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        let names = [(0, 0), (11, 7), (0, 25), (0, 26), (9, 701), (0, 702)].map(cell_name);
        assert_eq!(names, ["A1", "H12", "Z1", "AA1", "ZZ10", "AAA1"]);
    }

    #[test]
    fn what_is_no_workbook_is_told_apart() {
        assert_eq!(Workbook::read(b""), Err(Unreadable::OtherKind));
        assert_eq!(Workbook::read(b"<html>"), Err(Unreadable::OtherKind));
        assert_eq!(Workbook::read(b"PK\x03\x04 no zip"), Err(Unreadable::Damaged));
        assert_eq!(Workbook::read(b"\xD0\xCF\x11\xE0 old"), Err(Unreadable::Compound));
        assert_eq!(Workbook::read(&vec![0; super::MAX_BYTES + 1]), Err(Unreadable::TooLarge));
    }

    #[test]
    fn numbers_are_days_in_both_ways_of_counting() {
        let book = |from_1904| Workbook { sheets: Vec::new(), from_1904 };
        let date = NaiveDate::from_ymd_opt(2027, 3, 15);
        // 15 March 2027 is day 46,461 since 1900; 1904 began 1,462 days later.
        assert_eq!((book(false).day(46_461.0), book(true).day(44_999.0)), (date, date));
        assert_eq!((book(false).day(46_461.75), book(false).day(12.0), book(false).day(1e12)), (date, None, None));
    }

    #[test]
    fn a_small_file_that_would_fill_the_memory_is_refused() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet();
        let mut bytes = book.save_to_buffer().expect("bytes");
        let entry = bytes.windows(4).position(|part| part == b"PK\x01\x02").expect("an entry");
        bytes[entry + 24..entry + 28].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(Workbook::read(&bytes), Err(Unreadable::TooLarge));
    }

    #[test]
    fn a_lone_cell_in_the_last_corner_is_no_burden() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let page = book.add_worksheet();
        page.write_string(0, 0, " Ærø ").expect("written");
        page.write_number(1_048_575, 16_383, 8).expect("written");
        page.write_boolean(1, 0, true).expect("written");
        page.write_string(2, 0, "  ").expect("written");
        let read = Workbook::read(&book.save_to_buffer().expect("bytes")).expect("read");
        let sheet = &read.sheets[0];
        assert_eq!(
            (sheet.text((0, 0)), sheet.text((1_048_575, 16_383)), sheet.text((1, 0))),
            ("Ærø".into(), "8".into(), "true".into())
        );
        assert_eq!((sheet.cells.len(), sheet.cells.get(&(2, 0)), sheet.last_row()), (3, None, 1_048_575));
        assert_eq!(Value::Number(8.5).text(), "8.5");
    }
}
