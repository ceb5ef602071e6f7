//! A paper as a workbook: bold frozen headings, filter, wrapped text, real dates, ready to print.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError,
};

use crate::domain::instance::Language;
use crate::report::papers::sheet::{Cell, Sheet, harmless, straight};

/// Most rows of a paper and longest text of a cell; a workbook holds a little more than a million, and 32,767.
const ROWS: usize = 1_000_000;
const LONGEST: usize = 32_000;

/// Height of a line of text in points, and most lines of a row; Excel allows 409 points.
const LINE: f64 = 15.0;
const LINES: u32 = 20;

/// Formats of the cells, plain and marked.
#[derive(Debug)]
pub struct Formats {
    heading: Format,
    plain: Kinds,
    marked: Kinds,
}

#[derive(Debug)]
struct Kinds {
    text: Format,
    decimal: Format,
    date: Format,
}

impl Kinds {
    fn new(cell: &Format) -> Self {
        Self {
            text: cell.clone().set_text_wrap(),
            decimal: cell.clone().set_num_format("General").set_align(FormatAlign::Center),
            date: cell.clone().set_num_format("dd-mm-yyyy").set_align(FormatAlign::Left),
        }
    }
}

impl Default for Formats {
    fn default() -> Self {
        // Lines on all sides: where a column is full, its text would run into the next.
        let line =
            |format: Format| format.set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_border_color(0x00D0_D0D0);
        let cell = line(Format::new());
        let heading = line(Format::new().set_bold().set_text_wrap().set_background_color(0x00DD_E6EE));
        Self { heading, plain: Kinds::new(&cell), marked: Kinds::new(&cell.set_background_color(0x00F8_D9CF)) }
    }
}

/// The bytes of the file; the same sheet gives the same bytes. `name` is the title of the tab, `footer` stands on each printed page.
#[must_use]
pub fn bytes(sheet: &Sheet, language: Language, name: &str, footer: &str) -> Vec<u8> {
    match workbook(sheet, language, name, footer) {
        Ok(bytes) => bytes,
        // Rows and texts are cut to what a workbook can hold, dates lie between 1900 and 2199: no input leads here.
        Err(error) => unreachable!("a paper keeps to the limits of a workbook: {error}"),
    }
}

fn workbook(sheet: &Sheet, language: Language, name: &str, footer: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = new_workbook()?;
    let page = book.add_worksheet();
    page.set_name(name)?;
    let columns: Vec<_> = sheet.columns.iter().map(|column| (column.heading.text(language), column.width)).collect();
    let rows = sheet.rows.iter().enumerate().map(|(number, row)| (&row[..], sheet.marked.contains(&number)));
    fill_table(page, &columns, rows, &Formats::default())?;
    set_footer(page, &format!("{name} · {footer}"));
    book.save_to_buffer()
}

/// A text (which must not begin with a digit) and the page number on each printed page; `&` would be an instruction.
pub fn set_footer(page: &mut Worksheet, text: &str) {
    let text: String = straight(text).replace('&', "&&").chars().take(200).collect();
    page.set_footer(format!("&L&7{text}&R&7&P / &N"));
}

/// A workbook without the time of writing, which would make the bytes differ from run to run.
pub fn new_workbook() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties()?);
    Ok(book)
}

/// What every workbook says of itself: it was made at the beginning of 2000.
pub fn properties() -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?))
}

/// Fills an empty page with headings (each with its width) and rows (each plain or marked).
///
/// # Errors
/// What a workbook cannot hold; rows and texts are cut before, so no input leads there.
pub fn fill_table<'a>(
    page: &mut Worksheet,
    columns: &[(&str, u16)],
    rows: impl Iterator<Item = (&'a [Cell], bool)>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (number, (heading, width)) in (0..).zip(columns) {
        page.set_column_width(number, f64::from(*width))?;
        page.write_string_with_format(0, number, fitting(heading), &formats.heading)?;
    }
    let headings = columns.iter().map(|(heading, width)| wrapped(heading, usize::from(width.saturating_sub(1).max(1))));
    page.set_row_height(0, LINE * f64::from(headings.max().unwrap_or(2).clamp(2, LINES)))?;
    let mut last = 0;
    for (line, (row, marked)) in (1..).zip(rows).take(ROWS) {
        page.set_row_height(line, LINE * f64::from(lines(row, columns)))?;
        let kinds = if marked { &formats.marked } else { &formats.plain };
        for (number, cell) in (0..).zip(row) {
            write(page, line, number, cell, kinds)?;
        }
        last = line;
    }
    arrange(page, columns, last)
}

/// Lines that the fullest cell of the row needs; not every program finds the height of wrapped text itself.
fn lines(row: &[Cell], columns: &[(&str, u16)]) -> u32 {
    let needed = |(cell, (_, width)): (&Cell, &(&str, u16))| match cell {
        Cell::Text(text) => text.split('\n').map(|part| wrapped(part, usize::from(*width))).sum(),
        _ => 1,
    };
    row.iter().zip(columns).map(needed).max().unwrap_or(1).clamp(1, LINES)
}

/// Lines of a text that breaks between words.
#[must_use]
pub fn wrapped(text: &str, width: usize) -> u32 {
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ') {
        let length = word.chars().count() + 1;
        if used > 0 && used + length > width + 1 {
            lines += 1;
            used = 0;
        }
        used += length;
        while used > width + 1 {
            lines += 1;
            used -= width;
        }
    }
    lines
}

fn write(page: &mut Worksheet, line: u32, column: u16, cell: &Cell, formats: &Kinds) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => page.write_string_with_format(line, column, fitting(text), &formats.text)?,
        Cell::Number(number) => page.write_number_with_format(line, column, *number as f64, &formats.decimal)?,
        Cell::Thousandths(value) => page.write_number_with_format(line, column, *value as f64 / 1000.0, &formats.decimal)?,
        Cell::Date(date) => page.write_datetime_with_format(line, column, excel_date(*date)?, &formats.date)?,
        Cell::Empty => page.write_blank(line, column, &formats.text)?,
    };
    Ok(())
}

fn excel_date(date: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(date.year()).unwrap_or(u16::MAX);
    ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8)
}

/// Harmless text, cut to what a cell can hold.
fn fitting(text: &str) -> String {
    harmless(text).chars().take(LONGEST).collect()
}

/// Characters of a row that fit across an A4 page upright, and lying, in letters that can be read.
const UPRIGHT: u32 = 105;
const LYING: u32 = 190;

/// Paper numbers of the format.
const A3: u8 = 8;
const A4: u8 = 9;

/// A printed page is A4 where the table fits, else A3 across.
fn set_paper(page: &mut Worksheet, columns: &[(&str, u16)]) {
    let width: u32 = columns.iter().map(|(_, width)| u32::from(*width)).sum();
    page.set_paper_size(if width <= LYING { A4 } else { A3 });
    if width <= UPRIGHT {
        page.set_portrait();
    } else {
        page.set_landscape();
    }
}

/// Headings stay in sight and stand on each printed page, every column can be filtered.
fn arrange(page: &mut Worksheet, columns: &[(&str, u16)], last_row: u32) -> Result<(), XlsxError> {
    let last_column = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    set_paper(page, columns);
    page.set_freeze_panes(1, 0)?;
    page.autofilter(0, 0, last_row, last_column)?;
    page.set_repeat_rows(0, 0)?;
    page.set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    // Codes are text on purpose: leading zeros stay.
    page.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{bytes, fitting, wrapped};
    use crate::domain::instance::Language;
    use crate::report::messages::Message;
    use crate::report::papers::sheet::{Cell, Column, Sheet};

    const COLUMNS: &[Column] = &[Column { heading: Message::GoalTitle, width: 20 }];

    #[test]
    fn a_workbook_is_a_zip_file_and_repeats_to_the_byte() {
        for rows in [vec![], vec![vec![Cell::text("Ærø")], vec![Cell::Empty]]] {
            let sheet = Sheet { columns: COLUMNS, rows, marked: BTreeSet::from([0]) };
            let first = bytes(&sheet, Language::Da, "Koordineringsoversigt", "x");
            assert_eq!(&first[..4], b"PK\x03\x04");
            assert_eq!(first, bytes(&sheet, Language::Da, "Koordineringsoversigt", "x"));
        }
    }

    #[test]
    fn a_row_is_as_high_as_its_text() {
        assert_eq!([wrapped("", 10), wrapped("kort", 10), wrapped("to ord der brydes", 10)], [1, 1, 2]);
        assert_eq!(wrapped(&"x".repeat(35), 10), 4);
    }

    #[test]
    fn a_text_that_no_cell_can_hold_is_cut() {
        let sheet = Sheet { columns: COLUMNS, rows: vec![vec![Cell::Text("😀".repeat(40_000))]], marked: BTreeSet::new() };
        assert!(!bytes(&sheet, Language::En, "x", "x").is_empty());
        assert_eq!(fitting("=1"), "'=1");
    }
}
