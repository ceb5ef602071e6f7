//! A paper as a workbook: the words on the first tab, each table on a tab of its own, ready to filter and to type from.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::papers::document::{Block, Document, Grid, Notice, Row};
use crate::papers::edited::{PROPERTY, sealed};
use crate::papers::words::Word;
use crate::report::papers::sheet::harmless;
use crate::report::papers::sheet_xlsx::{Formats, fill_table, new_workbook, properties, set_footer};

/// Width of the first tab in characters, and points of a line.
const WIDTH: u16 = 110;
const LINE: f64 = 15.0;

/// Longest text of a cell of the first tab.
const LONGEST: usize = 4000;

/// The bytes of the workbook; the same document gives the same bytes.
#[must_use]
pub fn bytes(document: &Document) -> Vec<u8> {
    let archive = match workbook(document) {
        Ok(archive) => archive,
        // Texts are cut, tabs have names of our own, dates lie between 1900 and 2199: no input leads here.
        Err(error) => unreachable!("a paper keeps to the limits of a workbook: {error}"),
    };
    match sealed(&archive) {
        Ok(bytes) => bytes,
        // The archive was made a moment ago, in memory.
        Err(error) => unreachable!("a workbook is a whole archive: {error}"),
    }
}

fn workbook(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = new_workbook()?;
    // The seal takes the place of the empty property.
    book.set_properties(&properties()?.set_custom_property(PROPERTY, ""));
    let formats = Formats::default();
    let page = book.add_worksheet();
    page.set_name(Word::Front.text(document.language))?;
    front(page, document)?;
    for grid in document.blocks.iter().filter_map(Block::tab) {
        let page = book.add_worksheet();
        page.set_name(grid.tab)?;
        table(page, grid, &formats)?;
        set_footer(page, &document.footer);
    }
    book.save_to_buffer()
}

fn table(page: &mut Worksheet, grid: &Grid, formats: &Formats) -> Result<(), XlsxError> {
    let columns: Vec<(&str, u16)> = grid.columns.iter().map(|column| (column.heading, column.width)).collect();
    fill_table(page, &columns, grid.rows.iter().filter_map(Row::cells), formats)?;
    if grid.tall {
        for (line, _) in (1..).zip(&grid.rows) {
            page.set_row_height(line, 2.5 * LINE)?;
        }
    }
    Ok(())
}

/// Everything but the tables, one line a row.
fn front(page: &mut Worksheet, document: &Document) -> Result<(), XlsxError> {
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let title = Format::new().set_bold().set_font_size(15);
    let heading = Format::new().set_bold();
    let alarm = Format::new().set_bold().set_font_size(13).set_font_color(0x008C_1D18).set_background_color(0x00F8_D9CF);
    page.set_column_width(0, f64::from(WIDTH))?;
    let mut lines: Vec<(String, &Format)> = vec![(document.title.clone(), &title)];
    lines.extend(document.lines.iter().map(|line| (line.clone(), &plain)));
    if let Some(Notice { title, lines: reasons }) = &document.notice {
        lines.push((title.clone(), &alarm));
        lines.extend(reasons.iter().map(|line| (line.clone(), &plain)));
    }
    for block in &document.blocks {
        match block {
            Block::Heading(text) => lines.push((text.clone(), &heading)),
            Block::Text(text) => lines.push((text.clone(), &plain)),
            Block::List(items) => lines.extend((1..).zip(items).map(|(n, item)| (format!("{n}. {item}"), &plain))),
            Block::Grid(grid) | Block::Sentences(grid) => lines.push((format!("→ {}", grid.tab), &plain)),
        }
    }
    lines.push((document.end.clone(), &plain));
    for (row, (text, format)) in (0..).zip(&lines) {
        let text: String = harmless(text).chars().take(LONGEST).collect();
        let needed = 1 + text.chars().count() / usize::from(WIDTH);
        page.set_row_height(row, (LINE * needed.min(20) as f64).max(if row == 0 { 22.0 } else { LINE }))?;
        page.write_string_with_format(row, 0, text, format)?;
    }
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
    set_footer(page, &document.footer);
    Ok(())
}
