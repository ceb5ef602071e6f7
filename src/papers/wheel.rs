//! The year's wheel as a table and as a calendar.

use chrono::{Datelike, NaiveDate};

use crate::domain::instance::Instance;
use crate::domain::wheel::{Meeting, Step};
use crate::papers::basis::Basis;
use crate::papers::document::{Block, Document, Grid, Row, column, written};
use crate::papers::ics::{Event, bytes};
use crate::papers::words::Word;
use crate::report::messages::Message;
use crate::report::papers::sheet::{Cell, harmless};
use crate::report::table::Table;

/// What is due, who sees to it, and which document says so.
fn words(step: Step) -> (Word, Word, Word) {
    let forum = matches!(step.meeting(), Some(Meeting::Forum(_)));
    let host = if forum { Word::Host } else { Word::Secretariat };
    let writer = if forum { Word::NextHost } else { Word::Secretariat };
    match step {
        Step::FormsOut => (Word::FormsOut, Word::Secretariat, Word::Terms),
        Step::FormsBack => (Word::FormsBack, Word::Schools, Word::Terms),
        Step::Draft => (Word::Draft, Word::Secretariat, Word::OwnPractice),
        Step::Items(_) => (Word::Items, Word::Schools, Word::Procedure),
        Step::Agenda(_) => (Word::Agenda, host, Word::Procedure),
        Step::Meeting(_) => (Word::MeetingHeld, Word::Everybody, if forum { Word::Procedure } else { Word::Terms }),
        Step::Minutes(_) => (Word::Minutes, writer, Word::Procedure),
        Step::Comments(_) => (Word::Comments, Word::Schools, Word::Procedure),
        Step::Signed => (Word::Signed, Word::Schools, Word::Terms),
    }
}

fn meeting_name(instance: &Instance, meeting: Meeting) -> String {
    match meeting {
        Meeting::Group(group) => Word::GroupMeeting.fill(instance.language, &[("group", instance.group(group))]),
        Meeting::Forum(number) => Word::ForumMeeting.fill(instance.language, &[("number", &number.to_string())]),
    }
}

fn row(instance: &Instance, date: NaiveDate, step: Step) -> Vec<Cell> {
    let (what, who, source) = words(step);
    let about = step.meeting().map(|meeting| meeting_name(instance, meeting)).unwrap_or_default();
    vec![
        Cell::Date(date),
        Cell::Text(format!("{}/{}", date.iso_week().week(), date.iso_week().year())),
        Cell::text(what.text(instance.language)),
        Cell::text(&about),
        Cell::text(who.text(instance.language)),
        Cell::text(source.text(instance.language)),
    ]
}

fn grid(instance: &Instance) -> Grid {
    let language = instance.language;
    let columns = vec![
        column(Word::Date.text(language), 12),
        column(Message::Week.text(language), 9),
        column(Word::What.text(language), 44),
        column(Word::About.text(language), 40),
        column(Word::Who.text(language), 30),
        column(Word::Source.text(language), 16),
    ];
    let deadlines = instance.wheel.deadlines().into_iter();
    let held = |step: Step| matches!(step, Step::Meeting(_) | Step::Signed);
    let rows = deadlines.map(|(date, step)| {
        let cells = row(instance, date, step);
        if held(step) { Row::Marked(cells) } else { Row::Plain(cells) }
    });
    Grid { tab: Word::Deadlines.text(language), columns, rows: rows.collect(), tall: false }
}

/// The wheel as a paper.
#[must_use]
pub fn document(basis: &Basis) -> Document {
    let (instance, language) = (basis.instance, basis.instance.language);
    let values = [("year", basis.year()), ("network", instance.network.clone())];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let mut paper = basis.document(Word::WheelTitle.fill(language, &values));
    paper.lines.push(Word::WheelNote.fill(language, &values));
    paper.blocks.push(Block::Grid(grid(instance)));
    paper
}

/// The wheel as CSV for a Danish Excel.
#[must_use]
pub fn csv(basis: &Basis) -> Vec<u8> {
    let (grid, language) = (grid(basis.instance), basis.instance.language);
    let mut table = Table::excel(&grid.columns.iter().map(|column| column.heading).collect::<Vec<_>>());
    for (cells, _) in grid.rows.iter().filter_map(Row::cells) {
        table.row(&cells.iter().map(|cell| harmless(&written(cell, language))).collect::<Vec<_>>());
    }
    table.bytes()
}

/// The wheel as a calendar.
#[must_use]
pub fn calendar(basis: &Basis) -> Vec<u8> {
    let (instance, language) = (basis.instance, basis.instance.language);
    let event = |(date, step): (NaiveDate, Step)| {
        let (what, who, source) = words(step);
        let about = step.meeting().map(|meeting| meeting_name(instance, meeting)).unwrap_or_default();
        let summary = match step {
            Step::Meeting(_) => about,
            _ if about.is_empty() => what.text(language).to_owned(),
            _ => format!("{}: {about}", what.text(language)),
        };
        let key = [instance.network.clone(), basis.year(), format!("{what:?}"), key_of(instance, step)];
        let text = format!("{} ({})", who.text(language), source.text(language));
        Event { key: key.to_vec(), first: date, last: date, summary, place: String::new(), text, cancelled: false }
    };
    let events: Vec<Event> = instance.wheel.deadlines().into_iter().map(event).collect();
    let values = [("year", basis.year()), ("network", instance.network.clone())];
    let name = Word::WheelTitle.fill(language, &values.each_ref().map(|(name, value)| (*name, value.as_str())));
    bytes(&name, instance.wheel.forms_out, &events)
}

/// The meeting, whatever its date.
fn key_of(instance: &Instance, step: Step) -> String {
    match step.meeting() {
        Some(Meeting::Group(group)) => format!("group {}", instance.group(group)),
        Some(Meeting::Forum(number)) => format!("forum {number}"),
        None => String::new(),
    }
}
