//! Runs in the field order of the announcement systems, so that the sheet can be typed from: what the plan knows is filled in,
//! what the school decides itself is an empty column of the workbook.

use crate::domain::ids::SchoolIx;
use crate::domain::plan::Run;
use crate::papers::basis::Basis;
use crate::papers::document::{Column, Grid, Row, column};
use crate::papers::words::Word;
use crate::report::derived::{school_name, tidy_address};
use crate::report::home_area::intruded;
use crate::report::messages::Message;
use crate::report::papers::overview::names;
use crate::report::papers::sheet::Cell;

/// A column of the workbook alone: the school fills it in, or it is the same in every row.
fn blank(heading: &'static str, width: u16) -> Column {
    Column { heading, width, blank: true }
}

fn columns(basis: &Basis) -> Vec<Column> {
    let say = |word: Word| word.text(basis.instance.language);
    let tell = |message: Message| message.text(basis.instance.language);
    vec![
        column(tell(Message::GoalCode), 10),
        column(tell(Message::GoalTitle), 32),
        blank(say(Word::ClassId), 14),
        blank(say(Word::Announcing), 26),
        column(tell(Message::Executing), 24),
        column(say(Word::ExecutingCode), 11),
        column(tell(Message::Address), 28),
        column(tell(Message::StartDate), 14),
        column(tell(Message::EndDate), 14),
        column(say(Word::CourseDays), 22),
        column(tell(Message::Duration), 11),
        blank(say(Word::Hours), 14),
        blank(say(Word::Form), 16),
        blank(say(Word::CourseLanguage), 10),
        column(say(Word::Seats), 9),
        column(say(Word::Minimum), 11),
        column(say(Word::GuaranteeYesNo), 10),
        blank(say(Word::Deadline), 14),
        blank(say(Word::Fee), 14),
        blank(say(Word::Prerequisites), 20),
        blank(say(Word::ContactMail), 24),
        blank(say(Word::Link), 24),
        column(tell(Message::Remark), 30),
    ]
}

/// A table of runs.
#[must_use]
pub fn courses(basis: &Basis, tab: Word, rows: Vec<Row>) -> Grid {
    Grid { tab: tab.text(basis.instance.language), columns: columns(basis), rows, tall: false }
}

/// The row of a run that `announcing` announces. A run in another school's home area without consent stands out.
#[must_use]
pub fn course_row(basis: &Basis, announcing: SchoolIx, run: &Run, mut remarks: Vec<String>) -> Row {
    let (instance, language) = (basis.instance, basis.instance.language);
    let (goal, executor) = (instance.goal(run.goal), instance.school_of(run.site));
    let days: Vec<String> = basis.days(run).iter().map(|date| date.format("%d-%m").to_string()).collect();
    let guarantee = if run.guarantee { Word::YesLetter } else { Word::NoLetter };
    let homes = intruded(instance, run);
    if !homes.is_empty() {
        remarks.push(Message::AwayRemark.fill(language, &[("school", &names(instance, &homes))]));
    }
    let cells = vec![
        Cell::text(&goal.code),
        Cell::text(&goal.title),
        Cell::Empty,
        Cell::text(school_name(instance, announcing)),
        Cell::text(school_name(instance, executor)),
        Cell::text(&instance.school(executor).institution_code),
        Cell::text(&tidy_address(instance, run)),
        Cell::Date(instance.calendar.date(run.start)),
        Cell::Date(instance.calendar.date(basis.end(run))),
        Cell::Text(days.join(", ")),
        Cell::Thousandths(goal.duration),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Number(i64::from(run.max)),
        Cell::Number(i64::from(run.min)),
        Cell::text(guarantee.text(language)),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::text(&remarks.join("; ")),
    ];
    if homes.is_empty() { Row::Plain(cells) } else { Row::Marked(cells) }
}
