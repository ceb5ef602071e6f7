//! The coordination overview as a page, and its rows for the other papers: what the meeting has read is what the schools sign.

use crate::domain::ids::FkbIx;
use crate::papers::basis::Basis;
use crate::papers::document::{Block, Column, Document, Grid, Row};
use crate::papers::words::Word;
use crate::report::derived::{GoalState, count};
use crate::report::messages::Message;
use crate::report::papers::overview::{COLUMNS, sheet};
use crate::report::papers::sheet::{Cell, Sheet};

/// Columns of the page, with their widths; the FKB stands over its goals.
const SHOWN: [(Message, u16); 16] = [
    (Message::GoalCode, 12),
    (Message::GoalTitle, 29),
    (Message::Duration, 13),
    (Message::Core, 13),
    (Message::Providers, 22),
    (Message::Cooperation, 16),
    (Message::Executing, 22),
    (Message::Address, 24),
    (Message::StartDate, 14),
    (Message::EndDate, 14),
    (Message::Week, 7),
    (Message::Guarantee, 18),
    (Message::Mirrors, 25),
    (Message::OutsideSchool, 19),
    (Message::AgreementReference, 20),
    (Message::Remark, 16),
];

/// The overview, from which all papers take their rows about goals.
#[derive(Debug)]
pub struct Overview {
    sheet: Sheet,
}

impl Overview {
    /// The overview of the plan; other than the plan folder's own, made before, it knows what is cancelled during the year.
    #[must_use]
    pub fn new(basis: &Basis) -> Self {
        Self { sheet: sheet(basis.instance, &basis.plan, &basis.figures, |run| basis.is_cancelled(run)) }
    }

    /// The rows of an FKB, with the given columns.
    #[must_use]
    pub fn rows(&self, basis: &Basis, fkb: FkbIx, columns: &[(Message, u16)]) -> Vec<Row> {
        let code = &basis.instance.fkb(fkb).code;
        let positions: Vec<usize> =
            columns.iter().filter_map(|(heading, _)| COLUMNS.iter().position(|column| column.heading == *heading)).collect();
        let of_fkb =
            self.sheet.rows.iter().enumerate().filter(|(_, row)| matches!(row.first(), Some(Cell::Text(text)) if text == code));
        let row = |(number, cells): (usize, &Vec<_>)| {
            let cells = positions.iter().filter_map(|position| cells.get(*position).cloned()).collect();
            if self.sheet.marked.contains(&number) { Row::Marked(cells) } else { Row::Plain(cells) }
        };
        of_fkb.map(row).collect()
    }
}

/// Columns with the headings of the overview.
#[must_use]
pub fn columns(basis: &Basis, shown: &[(Message, u16)]) -> Vec<Column> {
    let column = |(heading, width): &(Message, u16)| Column {
        heading: heading.text(basis.instance.language),
        width: *width,
        blank: false,
    };
    shown.iter().map(column).collect()
}

/// The overview as a paper: every goal, under its FKB.
#[must_use]
pub fn document(basis: &Basis, overview: &Overview) -> Document {
    let (instance, language) = (basis.instance, basis.instance.language);
    let mut paper =
        basis.document(Word::OverviewTitle.fill(language, &[("year", &basis.year()), ("network", &instance.network)]));
    let values = [
        ("goals", instance.goals.len().to_string()),
        ("runs", basis.plan.runs.len().to_string()),
        ("gaps", count(instance, &basis.plan, GoalState::Gap).to_string()),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    paper.lines.push(Word::OverviewNote.fill(language, &values));
    let mut rows = Vec::new();
    for fkb in basis.fkbs() {
        let data = instance.fkb(fkb);
        let group = instance.group(data.group);
        let names = [("code", data.code.as_str()), ("title", data.title.as_str()), ("group", group)];
        rows.push(Row::Group(Word::FkbRow.fill(language, &names)));
        rows.extend(overview.rows(basis, fkb, &SHOWN));
    }
    let grid = Grid { tab: Word::Overview.text(language), columns: columns(basis, &SHOWN), rows, tall: false };
    paper.blocks.push(Block::Grid(grid));
    paper
}
