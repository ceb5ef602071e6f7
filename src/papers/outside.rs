//! The agreement with a school outside the circle (document 004, principle 1, second part): a paper for each open gap, with room for what
//! is agreed. It names no school of the circle that refused the goal: the other party need not know.

use crate::domain::ids::{GoalIx, SchoolIx};
use crate::domain::instance::Instance;
use crate::papers::basis::Basis;
use crate::papers::document::{Block, Document, Grid, Row, column};
use crate::papers::words::Word;
use crate::report::derived::school_name;
use crate::report::messages::Message;
use crate::report::papers::overview::names;
use crate::report::papers::sheet::Cell;

/// The agreement about a goal as a paper.
#[must_use]
pub fn document(basis: &Basis, goal: GoalIx) -> Document {
    let (instance, language) = (basis.instance, basis.instance.language);
    let (data, year) = (instance.goal(goal), basis.year());
    let values = [("year", year.as_str()), ("code", data.code.as_str()), ("title", data.title.as_str())];
    let mut paper = basis.document(Word::OutsideTitle.fill(language, &values));
    let heading = |word: Word| Block::Heading(word.text(language).to_owned());
    let promises = [Word::OutsidePromise1, Word::OutsidePromise2, Word::OutsidePromise3];
    let why = Block::Text(Word::OutsideWhy.fill(language, &values));
    paper.blocks = vec![why, heading(Word::TheGoal), Block::Grid(about(instance, goal)), heading(Word::Ask)];
    if data.outside.is_empty() {
        let fkb = [("fkb", instance.fkb(data.fkb).code.as_str())];
        paper.blocks.push(Block::Text(Word::AskNobody.fill(language, &fkb)));
    } else {
        paper.blocks.push(Block::Text(Word::AskNote.fill(language, &values)));
        paper.blocks.push(Block::Grid(to_ask(instance, &data.outside)));
    }
    paper.blocks.extend([
        heading(Word::PartiesAgree),
        Block::List(promises.map(|word| word.fill(language, &values)).to_vec()),
        heading(Word::ToFill),
        Block::Grid(to_fill(instance)),
        heading(Word::Signatures),
        Block::Text(Word::OutsideSigned.fill(language, &values)),
        Block::Grid(signatures(instance)),
    ]);
    paper
}

/// What the goal is, and who announces it.
fn about(instance: &Instance, goal: GoalIx) -> Grid {
    let (data, language) = (instance.goal(goal), instance.language);
    let fkb = instance.fkb(data.fkb);
    let columns = vec![
        column(Message::GoalCode.text(language), 11),
        column(Message::GoalTitle.text(language), 40),
        column(Word::Fkb.text(language), 34),
        column(Message::BranchGroup.text(language), 18),
        column(Message::Duration.text(language), 12),
        column(Word::Participants.text(language), 14),
        column(Word::Announcers.text(language), 46),
    ];
    let row = Row::Plain(vec![
        Cell::text(&data.code),
        Cell::text(&data.title),
        Cell::Text(format!("{} {}", fkb.code, fkb.title)),
        Cell::text(instance.group(data.group)),
        Cell::Thousandths(data.duration),
        Cell::Text(format!("{}\u{2013}{}", data.min, data.max)),
        Cell::Text(names(instance, &data.duties)),
    ]);
    Grid { tab: Word::TheGoal.text(language), columns, rows: vec![row], tall: false }
}

/// The outside schools with an approval, and where they are.
fn to_ask(instance: &Instance, schools: &[SchoolIx]) -> Grid {
    let language = instance.language;
    let row = |school: &SchoolIx| {
        let data = instance.school(*school);
        let cells = [school_name(instance, *school), &data.institution_code, &data.addresses.join("\n")];
        Row::Plain(cells.into_iter().map(Cell::text).collect())
    };
    let columns = vec![
        column(Word::School.text(language), 50),
        column(Word::InstitutionCode.text(language), 12),
        column(Message::Address.text(language), 80),
    ];
    Grid { tab: Word::Ask.text(language), columns, rows: schools.iter().map(row).collect(), tall: false }
}

/// Fields with room to write.
fn to_fill(instance: &Instance) -> Grid {
    let language = instance.language;
    let fields = [Word::FieldReference, Word::FieldSchool, Word::FieldDates, Word::FieldPlace, Word::FieldSeats];
    let row = |field: Word| Row::Plain(vec![Cell::text(field.text(language)), Cell::Empty]);
    let columns = vec![column(Word::Field.text(language), 44), column(Word::ToFill.text(language), 110)];
    Grid { tab: Word::ToFill.text(language), columns, rows: fields.map(row).to_vec(), tall: true }
}

/// A line for each party.
fn signatures(instance: &Instance) -> Grid {
    let language = instance.language;
    let row = |party: Word| {
        let mut cells = vec![Cell::Empty; 5];
        cells[0] = Cell::text(party.text(language));
        Row::Plain(cells)
    };
    let columns = vec![
        column(Word::Party.text(language), 28),
        column(Word::School.text(language), 40),
        column(Word::NameAndTitle.text(language), 34),
        column(Word::Date.text(language), 14),
        column(Word::Signature.text(language), 40),
    ];
    let rows = [Word::ForCircle, Word::ForOutside].map(row).to_vec();
    Grid { tab: Word::Signatures.text(language), columns, rows, tall: true }
}
