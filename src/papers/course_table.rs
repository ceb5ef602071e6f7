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
        column(tell(Message::GoalTitle), 26),
        blank(say(Word::ClassId), 12),
        blank(say(Word::Announcing), 18),
        column(tell(Message::Executing), 20),
        column(say(Word::ExecutingCode), 11),
        column(tell(Message::Address), 22),
        column(tell(Message::StartDate), 12),
        column(tell(Message::EndDate), 12),
        column(say(Word::CourseDays), 12),
        column(tell(Message::Duration), 9),
        blank(say(Word::Hours), 11),
        blank(say(Word::Form), 19),
        blank(say(Word::CourseLanguage), 8),
        column(say(Word::Seats), 9),
        column(say(Word::Minimum), 9),
        column(say(Word::GuaranteeYesNo), 9),
        blank(say(Word::Deadline), 16),
        blank(say(Word::Fee), 17),
        blank(say(Word::Prerequisites), 15),
        blank(say(Word::ContactMail), 15),
        blank(say(Word::Link), 10),
        column(tell(Message::Remark), 22),
    ]
}

/// A table of runs.
#[must_use]
pub fn courses(basis: &Basis, tab: Word, rows: Vec<Row>) -> Grid {
    Grid { tab: tab.text(basis.instance.language), columns: columns(basis), rows, tall: false }
}

/// The row of a run that `announcing` announces. A cancelled run stands out, and one in another
/// school's home area without consent.
#[must_use]
pub fn course_row(basis: &Basis, announcing: SchoolIx, run: &Run, mut remarks: Vec<String>) -> Row {
    let (instance, language) = (basis.instance, basis.instance.language);
    let (goal, executor) = (instance.goal(run.goal), instance.school_of(run.site));
    let days: Vec<String> = basis.days(run).iter().map(|date| date.format("%d-%m").to_string()).collect();
    let guarantee = if run.guarantee { Word::YesLetter } else { Word::NoLetter };
    let (homes, cancelled) = (intruded(instance, run), basis.is_cancelled(run));
    if cancelled {
        remarks.insert(0, Message::Cancelled.text(language).to_owned());
    }
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
    if homes.is_empty() && !cancelled { Row::Plain(cells) } else { Row::Marked(cells) }
}
