//! A paper before it is a file: one description, from which the page, the workbook and the Word file are made, so that they cannot disagree.

use crate::domain::instance::Language;
use crate::report::papers::sheet::{Cell, straight};
use crate::report::papers::sheet_csv::short_decimal;
use crate::report::text::{decimal, paper_date};

/// A paper.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Lines below the title.
    pub lines: Vec<String>,
    /// What must be seen first, e.g. that it is a draft.
    pub notice: Option<Notice>,
    /// Its contents in order.
    pub blocks: Vec<Block>,
    /// What stands on each page: plan version and the beginning of the checksum.
    pub footer: String,
    /// The short form of the footer, without anything from the folder.
    pub short_footer: String,
    /// What stands once at its end: plan version and the whole checksum.
    pub end: String,
    /// Its language.
    pub language: Language,
}

/// A box below the title.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Its heading.
    pub title: String,
    /// Its lines.
    pub lines: Vec<String>,
}

/// A part of a paper.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A numbered list.
    List(Vec<String>),
    /// A table.
    Grid(Grid),
    /// A table whose first two columns are a number and a sentence: pages show these alone, as a numbered list with the heading rows
    /// between; a workbook shows all columns.
    Sentences(Grid),
}

impl Block {
    /// The table that is a tab of a workbook.
    #[must_use]
    pub fn tab(&self) -> Option<&Grid> {
        match self {
            Self::Grid(grid) | Self::Sentences(grid) => Some(grid),
            Self::Heading(_) | Self::Text(_) | Self::List(_) => None,
        }
    }
}

impl Document {
    /// Whether the table at the position stands before rows to write in by hand, with words alone between: signatures do not stand on a
    /// page without anything of what they sign.
    #[must_use]
    pub fn leads_to_signatures(&self, position: usize) -> bool {
        let words = |block: &&Block| matches!(block, Block::Heading(_) | Block::Text(_));
        let next = self.blocks.iter().skip(position + 1).find(|block| !words(block));
        matches!((self.blocks.get(position), next), (Some(Block::Grid(_)), Some(Block::Grid(grid))) if grid.tall)
    }
}

/// A table.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Title of its tab in a workbook.
    pub tab: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Rows to write in by hand: as high as a signature.
    pub tall: bool,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// The heading.
    pub heading: &'static str,
    /// Width in characters.
    pub width: u16,
    /// Filled in by the school: in the workbook only.
    pub blank: bool,
}

/// A row.
#[derive(Debug, Clone)]
pub enum Row {
    /// One cell per column.
    Plain(Vec<Cell>),
    /// The same, in colour.
    Marked(Vec<Cell>),
    /// A heading over the rows that follow; on pages only.
    Group(String),
}

impl Row {
    /// The cells, and whether they stand out; `None` for a heading.
    #[must_use]
    pub fn cells(&self) -> Option<(&[Cell], bool)> {
        match self {
            Self::Plain(cells) => Some((cells, false)),
            Self::Marked(cells) => Some((cells, true)),
            Self::Group(_) => None,
        }
    }
}

impl Grid {
    /// The columns that a page shows, with their positions.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| !column.blank)
    }
}

/// A line of a numbered list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A heading over the lines that follow.
    Heading(String),
    /// Number and sentence.
    Numbered(String, String),
}

impl Grid {
    /// The table as a numbered list.
    #[must_use]
    pub fn sentences(&self, language: Language) -> Vec<Line> {
        let line = |row: &Row| match row {
            Row::Group(text) => Line::Heading(text.clone()),
            Row::Plain(cells) | Row::Marked(cells) => {
                let [number, sentence] = [0, 1].map(|at| cells.get(at).map(|cell| written(cell, language)).unwrap_or_default());
                Line::Numbered(number, sentence)
            }
        };
        self.rows.iter().map(line).collect()
    }
}

/// A column that the paper fills.
#[must_use]
pub fn column(heading: &'static str, width: u16) -> Column {
    Column { heading, width, blank: false }
}

/// The cell as people read it; control characters become blanks, line breaks stay.
#[must_use]
pub fn written(cell: &Cell, language: Language) -> String {
    match cell {
        Cell::Text(text) => readable(text),
        Cell::Number(number) => number.to_string(),
        Cell::Thousandths(value) => decimal(language, &short_decimal(*value).replace(',', ".")),
        Cell::Date(date) => paper_date(*date),
        Cell::Empty => String::new(),
    }
}

/// The text without characters that neither a page nor a Word file may hold, and without those that turn it.
#[must_use]
pub fn readable(text: &str) -> String {
    straight(text).chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// The text with `&`, `<`, `>` and quotes as references: it cannot end a tag or an attribute of a page or of a part of a Word file.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in readable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_cannot_leave_its_place() {
        assert_eq!(escaped("<script>\"&'\u{0}\u{1b}\nÆ"), "&lt;script&gt;&quot;&amp;&#39;  \nÆ");
        assert_eq!(escaped("2027-\u{202e}a9f8\u{2069} עברית"), "2027- a9f8  עברית", "letters written from the right stay");
    }
}
