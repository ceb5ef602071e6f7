//! Where the columns of a returned form are: its sheet, the row of its headings, and what is wrong with them (E712 to E714, W715, E738).

use std::collections::BTreeMap;

use super::columns::{Column, FILLED};
use super::place;
use crate::check::finding::{Findings, Place, say};
use crate::read::workbook::{Sheet, Workbook};

/// Rows among which the headings are looked for, and fewest headings that make a row theirs.
const HEADER_WITHIN: u32 = 60;
const FEWEST_HEADINGS: usize = 4;

/// Columns by heading in one row, with repeated ones.
fn headings(sheet: &Sheet, row: u32) -> Vec<(Column, u32)> {
    let cells = sheet.cells.range((row, 0)..(row + 1, 0));
    cells.filter_map(|((_, column), cell)| Some((Column::of_heading(&cell.text())?, *column))).collect()
}

fn header_row(sheet: &Sheet) -> Option<u32> {
    let rows = (0..=sheet.last_row().min(HEADER_WITHIN)).map(|row| (headings(sheet, row).len(), row));
    let best = rows.max_by_key(|(count, row)| (*count, std::cmp::Reverse(*row)));
    best.filter(|(count, _)| *count >= FEWEST_HEADINGS).map(|(_, row)| row)
}

/// The sheet with the headings and the row in which they stand (E712, E738).
pub fn check_e712_e738_sheet(file: &str, book: &Workbook, hidden: usize, findings: &mut Findings) -> Option<(usize, u32)> {
    let sheets = book.sheets.iter().enumerate().filter(|(at, _)| *at != hidden);
    let found: Vec<(usize, u32)> = sheets.filter_map(|(at, sheet)| Some((at, header_row(sheet)?))).collect();
    match found.as_slice() {
        [one] => return Some(*one),
        [] => {
            let what = say!("intet ark har skemaets overskrifter", "no sheet has the headings of the form");
            let cure = say!(
                "sæt overskriftsrækken ind igen, eller bed om skemaet igen",
                "put the row of headings back, or ask for the form again"
            );
            findings.add("E712", Place::file(file), what, cure);
        }
        [_, (second, _), ..] => {
            let name = &book.sheets[*second].name;
            let what = say!("skemaet står på flere ark, også »{name}«", "the form stands on several sheets, also \"{name}\"");
            let cure = say!("slet det ark, der ikke gælder", "remove the sheet that does not hold");
            findings.add("E738", Place::file(file).column(name), what, cure);
        }
    }
    None
}

/// E713, E714 and W715: the columns if every one that is needed is there once.
pub fn check_headings(file: &str, sheet: &Sheet, header: u32, findings: &mut Findings) -> Option<BTreeMap<Column, u32>> {
    let mut columns = BTreeMap::new();
    let mut sound = true;
    for (column, at) in headings(sheet, header) {
        if columns.contains_key(&column) {
            let heading = sheet.text((header, at));
            let what = say!("overskriften »{heading}« står to gange", "the heading \"{heading}\" stands twice");
            findings.add(
                "E714",
                Place::file(file).column(&place(sheet, (header, at))),
                what,
                say!("slet den ene kolonne", "remove one of the columns"),
            );
            sound = false;
        }
        columns.entry(column).or_insert(at);
    }
    for column in std::iter::once(Column::Goal).chain(FILLED).filter(|c| !columns.contains_key(c)) {
        check_e713_missing(file, sheet, header, (column, &columns), findings);
        sound = false;
    }
    // A heading that was changed is told as the one that is missing.
    if sound {
        check_w715_extra_columns(file, sheet, header, &columns, findings);
    }
    sound.then_some(columns)
}

/// E713 at the cell where the heading should stand: as far from the nearest heading before it as in a form that goes out.
fn check_e713_missing(
    file: &str,
    sheet: &Sheet,
    header: u32,
    (column, columns): (Column, &BTreeMap<Column, u32>),
    findings: &mut Findings,
) {
    let position = |column: Column| u32::from(column.position());
    let before = columns.range(..column).next_back();
    let at = before.map_or(position(column), |(known, at)| at + position(column) - position(*known));
    let (heading, there) = (column.word().both(), sheet.text((header, at)));
    let found = if there.is_empty() {
        say!("cellen er tom", "the cell is empty")
    } else {
        say!("her står »{there}«", "here stands \"{there}\"")
    };
    let what = say!("overskriften »{heading}« mangler; {found}", "the heading \"{heading}\" is missing; {found}"; heading, found);
    let cure = say!(
        "skriv den igen over sin kolonne, eller sæt kolonnen ind",
        "write it above its column again, or put the column back"
    );
    findings.add("E713", Place::file(file).column(&place(sheet, (header, at))), what, cure);
}

fn check_w715_extra_columns(file: &str, sheet: &Sheet, header: u32, columns: &BTreeMap<Column, u32>, findings: &mut Findings) {
    let known = |at: u32| columns.values().any(|known| *known == at);
    let mut extra: BTreeMap<u32, u32> = BTreeMap::new();
    for ((row, at), _) in sheet.cells.range((header, 0)..) {
        if !known(*at) && Column::of_heading(&sheet.text((header, *at))).is_none() {
            extra.entry(*at).or_insert(*row);
        }
    }
    for (at, row) in extra {
        let text = sheet.text((row, at));
        let what = say!(
            "kolonnen hører ikke til skemaet og læses ikke (»{text}«)",
            "the column is no part of the form and is not read (\"{text}\")"
        );
        let cure = say!("flyt det, der skal med, til Bemærkning, eller lad det stå", "move what matters to Remark, or leave it");
        findings.add("W715", Place::file(file).column(&place(sheet, (row, at))), what, cure);
    }
}
