//! What each school carries against its fair share, worst-off first; narrow goals and guarantee courses apart.

use super::words::CompareWord as W;
use super::{Known, Table, headings};
use crate::compare::measures::{Load, Measured};
use crate::domain::instance::Language;
use crate::report::papers::sheet::Cell;

/// Columns with their widths.
pub const COLUMNS: [(W, u16); 9] = [
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

/// What it costs the whole that a school gets at least one course day less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lightening {
    /// The school.
    pub school: String,
    /// In words.
    pub cost: String,
}

/// The table of a plan; with a column for what lightening costs, where that is known of a school.
pub fn table(plan: &Measured, known: &Known<'_>, language: Language) -> Table {
    let heading = |(word, width): (W, u16)| (word.text(language).to_owned(), width);
    let loads = plan.worst_off_first();
    let mut table = Table { columns: COLUMNS.map(heading).to_vec(), rows: loads.iter().map(|load| row(load, known)).collect() };
    if let Some(lightening) = known.lightening {
        table.columns.push(heading((W::Lightened, 60)));
        let cost = |load: &Load| if load.school == lightening.school { Cell::text(&lightening.cost) } else { Cell::Empty };
        table.rows.iter_mut().zip(loads).for_each(|(row, load)| row.push(cost(load)));
    }
    table
}

/// Course days of each school in each plan, and of all together; schools in the order of the first plan, worst-off first.
pub fn days(plans: &[Measured], known: &Known<'_>, language: Language) -> Table {
    let mut columns = vec![(W::School.text(language).to_owned(), 44)];
    columns.extend(headings(plans, known).map(|heading| (heading, 20)));
    let mut schools: Vec<&str> = Vec::new();
    for plan in plans {
        let new = plan.worst_off_first().into_iter().map(|load| load.school.as_str());
        schools.extend(new.filter(|school| !schools.contains(school)).collect::<Vec<_>>());
    }
    let row = |name: &str, days: &dyn Fn(&Measured) -> i64| -> Vec<Cell> {
        std::iter::once(Cell::text(name)).chain(plans.iter().map(|plan| Cell::Number(days(plan)))).collect()
    };
    let mut rows: Vec<Vec<Cell>> =
        schools.iter().map(|school| row(known.names.school(school), &|plan| plan.days(school))).collect();
    rows.push(row(W::AllSchools.text(language), &|plan| plan.loads.iter().map(|load| load.days).sum()));
    Table { columns, rows }
}

fn row(load: &Load, known: &Known<'_>) -> Vec<Cell> {
    let share = if load.fair == 0 { Cell::Empty } else { Cell::Thousandths(100 * load.permille()) };
    let numbers = [load.days, load.fair, load.days - load.fair, load.runs, load.narrow, load.guarantees, load.duties];
    [Cell::text(known.names.school(&load.school)), share].into_iter().chain(numbers.map(Cell::Number)).collect()
}
