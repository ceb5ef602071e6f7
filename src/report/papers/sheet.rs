//! A paper before it is a file: headings, and rows of cells that know what they are.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::report::messages::Message;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text; made harmless when it is written.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A decimal in thousandths.
    Thousandths(i64),
    /// A date.
    Date(NaiveDate),
    /// Nothing.
    Empty,
}

impl Cell {
    /// Text, or an empty cell for none.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

/// A column: its heading and its width in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub heading: Message,
    /// Width in characters.
    pub width: u16,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The columns.
    pub columns: &'static [Column],
    /// The rows, each with one cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// Positions of rows that stand out in colour: open gaps.
    pub marked: BTreeSet<usize>,
}

/// The text without the characters that no file of XML may hold, and without those that turn the direction of what follows them: a name
/// must not change how the rest of a line reads. Each becomes a blank.
#[must_use]
pub fn straight(text: &str) -> String {
    let odd = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}');
    text.chars().map(|c| if odd(c) { ' ' } else { c }).collect()
}

/// The text for a cell of a workbook or CSV file: [`straight`], and with a leading apostrophe where a spreadsheet could take it for a formula: it begins, also after blanks, with
/// `=`, `+`, `-`, `@` or the full-width form of one, or with a tab or line break.
#[must_use]
pub fn harmless(text: &str) -> String {
    let text = straight(text);
    let control = text.starts_with(['\t', '\r', '\n']);
    let formula = text.trim_start_matches(blank).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if control || formula { format!("'{text}") } else { text }
}

/// Blanks as a spreadsheet sees them, and the invisible marks that it may drop.
fn blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn text_that_could_be_a_formula_gets_an_apostrophe() {
        let bad = [
            "=1+1",
            "+45 12",
            "-2",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "\n=x",
            "  =1",
            "\u{a0}=1",
            "\u{feff}=1",
            "＝1",
            "＋",
            " －",
            "＠x",
        ];
        for text in bad {
            assert_eq!(harmless(text), format!("'{text}"), "{text:?}");
        }
    }

    /// A workbook with such a character is no XML any more: the whole sheet would be lost.
    #[test]
    fn what_no_file_may_hold_becomes_a_blank() {
        assert_eq!(harmless("a\u{fffe}b\u{ffff}\u{202e}c\u{2066}d\u{2069}"), "a b  c d ");
        assert_eq!(harmless("\u{202e}=1"), "' =1", "and hides no formula");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in ["", "  ", "Ærø", "a=b", "2+2", "'x", "5 - 6", "\u{2013} tankestreg"] {
            assert_eq!(harmless(text), text);
        }
    }
}
