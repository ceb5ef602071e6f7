//! What each school carries against its fair share, worst-off first; narrow goals and guarantee courses apart.

use super::Table;
use super::words::CompareWord as W;
use crate::compare::measures::{Load, Measured};
use crate::domain::instance::Language;
use crate::report::papers::sheet::Cell;

/// Columns with their widths.
const COLUMNS: [(W, u16); 9] = [
    (W::School, 34),
    (W::Share, 12),
    (W::Days, 12),
    (W::Fair, 12),
    (W::Above, 12),
    (W::Runs, 12),
    (W::OfNarrow, 12),
    (W::OfGuarantee, 12),
    (W::Duties, 12),
];

/// The table of a plan.
pub fn table(plan: &Measured, language: Language) -> Table {
    let columns = COLUMNS.map(|(word, width)| (word.text(language).to_owned(), width)).to_vec();
    Table { columns, rows: plan.worst_off_first().into_iter().map(row).collect() }
}

fn row(load: &Load) -> Vec<Cell> {
    let share = if load.fair == 0 { Cell::Empty } else { Cell::Thousandths(100 * load.permille()) };
    let numbers = [load.days, load.fair, load.days - load.fair, load.runs, load.narrow, load.guarantees, load.duties];
    [Cell::text(&load.school), share].into_iter().chain(numbers.map(Cell::Number)).collect()
}
