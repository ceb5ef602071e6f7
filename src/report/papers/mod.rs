//! What the meeting reads: the coordination overview and the gap list, as CSV for Danish Excel and as workbooks.

pub mod gap_paper;
pub mod overview;
pub mod sheet;
pub mod sheet_csv;
pub mod sheet_xlsx;
