//! A returned form that a test can write into: read as a workbook, changed, and written anew by another program than made it.

use std::collections::BTreeMap;

use amuplan::read::workbook::{At, Value, Workbook};
use chrono::Datelike;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};

use super::zip::rewritten;

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its name.
    pub name: String,
    /// Filled cells.
    pub cells: BTreeMap<At, Value>,
    /// Merged cells.
    pub merged: Vec<(At, At)>,
}

/// A workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// Its sheets: questions, guide, hidden sheet.
    pub pages: Vec<Page>,
}

/// Row and column of a cell such as `H12`.
pub fn at(cell: &str) -> At {
    let letters = cell.bytes().take_while(u8::is_ascii_uppercase);
    let column = letters.fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    let row: u32 = cell.trim_start_matches(|c: char| c.is_ascii_uppercase()).parse().expect("a row");
    (row - 1, column - 1)
}

impl Book {
    /// Reads a workbook.
    pub fn read(bytes: &[u8]) -> Self {
        let book = Workbook::read(bytes).expect("a workbook");
        let page = |s: amuplan::read::workbook::Sheet| Page { name: s.name, cells: s.cells, merged: s.merged };
        Self { pages: book.sheets.into_iter().map(page).collect() }
    }

    /// The sheet with the questions.
    pub fn form(&mut self) -> &mut Page {
        &mut self.pages[0]
    }

    /// Writes text into a cell of the questions; an empty text empties it.
    pub fn put(&mut self, cell: &str, text: &str) {
        self.form().put(at(cell), text);
    }

    /// Writes a number, date or the like.
    pub fn value(&mut self, cell: &str, value: Value) {
        self.form().cells.insert(at(cell), value);
    }

    /// The bytes of the workbook.
    pub fn bytes(&self) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let plain = Format::new();
        let date_format = Format::new().set_num_format("dd/mm/yyyy");
        for page in &self.pages {
            let sheet = book.add_worksheet();
            sheet.set_name(&page.name).expect("a name");
            for ((row, column), (last_row, last_column)) in &page.merged {
                sheet.merge_range(*row, *column as u16, *last_row, *last_column as u16, "", &plain).expect("merged");
            }
            for ((row, column), value) in &page.cells {
                let column = *column as u16;
                match value {
                    Value::Text(text) => sheet.write_string(*row, column, text),
                    Value::Number(number) => sheet.write_number(*row, column, *number),
                    Value::Bool(value) => sheet.write_boolean(*row, column, *value),
                    // Made of a formula with a result, which is taken out below.
                    Value::Unsolved => sheet.write_formula(*row, column, Formula::new("=LEN(UNSOLVED)").set_result("7")),
                    Value::Error(name) => sheet.write_formula(*row, column, Formula::new("=1/0").set_result(name)),
                    Value::Date(date) => {
                        let day = ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8);
                        sheet.write_datetime_with_format(*row, column, day.expect("a date"), &date_format)
                    }
                }
                .expect("written");
            }
        }
        let bytes = book.save_to_buffer().expect("bytes");
        if self.pages.iter().all(|page| page.cells.values().all(|value| *value != Value::Unsolved)) {
            return bytes;
        }
        rewritten(&bytes, |_, text| text.replace("<f>LEN(UNSOLVED)</f><v>7</v>", "<f>LEN(UNSOLVED)</f><v></v>"))
    }
}

impl Page {
    /// Writes text into a cell; an empty text empties it.
    pub fn put(&mut self, at: At, text: &str) {
        if text.is_empty() {
            self.cells.remove(&at);
        } else {
            self.cells.insert(at, Value::Text(text.to_string()));
        }
    }

    /// Empties a row.
    pub fn clear(&mut self, row: u32) {
        self.cells.retain(|(r, _), _| *r != row);
    }
}
