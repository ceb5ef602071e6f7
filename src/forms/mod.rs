//! Coordination forms: one workbook per school goes out, any number of filled ones come back and become forms.csv.
//!
//! Out: [`questions`] says what each school is asked, `prefill` what stands there already, `layout` makes the workbook, and
//! [`export`] ties them together. Back: `open` finds out whose form a file is, `headings` where its columns are, `cells`, `answers` and `repeated` read its rows, `check`
//! judges the new forms.csv, `located` tells it at the cell of the form, and [`import`] ties them together. This room
//! writes nothing and prints nothing.

mod answers;
mod cells;
pub mod columns;
pub mod export;
mod headings;
pub mod import;
mod layout;
mod located;
pub mod matrix;
mod name;
mod open;
mod prefill;
pub mod questions;
mod repeated;
pub mod rows;
pub mod stamp;
mod whole_form;
pub mod words;

use crate::check::finding::Place;
use crate::read::workbook::{At, Sheet, cell_name};

/// Sheet and cell, as spreadsheets write it: `Skema!H12`.
fn place(sheet: &Sheet, at: At) -> String {
    format!("{}!{}", sheet.name, cell_name(at))
}

/// A form as a whole; what is told about it stands on its hidden sheet.
fn whole(file: &str) -> Place<'_> {
    Place::file(file).column(stamp::STAMP_SHEET)
}
