//! The gap list: the agenda of the meeting, with room to write down what is agreed.

use chrono::{Datelike, NaiveDate};

use crate::domain::instance::Instance;
use crate::domain::plan::Outcome;
use crate::report::derived::outside_name;
use crate::report::figures::Figures;
use crate::report::gap_list::{GapRow, gap_rows};
use crate::report::messages::Message;
use crate::report::papers::overview::names;
use crate::report::papers::sheet::{Cell, Column, Sheet};

const fn column(heading: Message, width: u16) -> Column {
    Column { heading, width }
}

/// Columns of the paper; contact and date are left empty for the meeting.
pub const COLUMNS: &[Column] = &[
    column(Message::Status, 9),
    column(Message::FkbCode, 9),
    column(Message::FkbTitle, 24),
    column(Message::BranchGroup, 16),
    column(Message::GoalCode, 10),
    column(Message::GoalTitle, 34),
    column(Message::Could, 13),
    column(Message::Proven, 9),
    column(Message::Reason, 36),
    column(Message::Causes, 46),
    column(Message::Cure, 52),
    column(Message::ToAsk, 22),
    column(Message::OutsideSchool, 20),
    column(Message::Contact, 18),
    column(Message::AgreedDate, 12),
    column(Message::AgreementReference, 17),
];

/// The paper: open gaps first, those that fewest schools are approved for before the others; then goals that an agreement closes.
#[must_use]
pub fn sheet(instance: &Instance, outcome: &Outcome, figures: &Figures) -> Sheet {
    let mut gaps = gap_rows(instance, outcome, figures);
    gaps.sort_by_key(|row| {
        let goal = instance.goal(row.goal);
        (goal.agreement.is_some(), row.approved, goal.fkb, row.goal)
    });
    let open = |(number, row): (usize, &GapRow<'_>)| instance.goal(row.goal).agreement.is_none().then_some(number);
    let marked = gaps.iter().enumerate().filter_map(open).collect();
    Sheet { columns: COLUMNS, rows: gaps.iter().map(|row| cells(instance, row)).collect(), marked }
}

fn cells(instance: &Instance, row: &GapRow<'_>) -> Vec<Cell> {
    let (goal, language) = (instance.goal(row.goal), instance.language);
    let fkb = instance.fkb(goal.fkb);
    let agreement = goal.agreement.as_ref();
    let status = if agreement.is_some() { Message::ClosedByAgreement } else { Message::Gap };
    let proven = if row.proven { Message::Yes } else { Message::No };
    vec![
        Cell::text(status.text(language)),
        Cell::text(&fkb.code),
        Cell::text(&fkb.title),
        Cell::text(instance.group(goal.group)),
        Cell::text(&goal.code),
        Cell::text(&goal.title),
        Cell::Number(row.approved as i64),
        Cell::text(proven.text(language)),
        Cell::text(&row.reason),
        Cell::text(&row.causes_in_words(instance)),
        Cell::text(&row.cure_in_words(instance)),
        Cell::text(&if agreement.is_some() { String::new() } else { names(instance, &goal.outside) }),
        Cell::text(agreement.map_or("", |agreement| outside_name(instance, &agreement.outside_school))),
        Cell::Empty,
        agreement.map_or(Cell::Empty, |agreement| date(&agreement.start_date)),
        Cell::text(agreement.map_or("", |agreement| &agreement.reference)),
    ]
}

/// A date where the folder gives one, else what it says.
fn date(written: &str) -> Cell {
    match written.parse::<NaiveDate>() {
        Ok(date) if (1900..=9999).contains(&date.year()) => Cell::Date(date),
        _ => Cell::text(written),
    }
}
