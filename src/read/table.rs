//! CSV text to rows. Written here rather than taken from the csv crate because a finding needs the exact line also after
//! blank lines, lone carriage returns and quoted line breaks, and an unclosed quote must be noticed.

use super::text::{clean, decode};

/// Rows beyond this number are not read.
pub const MAX_ROWS: usize = 2_000_000;

/// A CSV file as rows of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// File name.
    pub file: String,
    /// Column names, trimmed and in lower case.
    pub columns: Vec<String>,
    /// Line of the header, 1 or 2.
    pub header_line: u64,
    /// Data rows that are not blank.
    pub rows: Vec<Row>,
    /// Semicolon dialect: numbers may have a decimal comma.
    pub semicolon: bool,
    /// What was odd about the text, in order of lines.
    pub flaws: Vec<Flaw>,
}

/// One row; its cells stand in one string to keep large files small in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line where the row begins, 1 = first line of the file.
    pub line: u64,
    text: Box<str>,
    ends: Box<[u32]>,
}

/// An oddity of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Line, 1 = first.
    pub line: u64,
    /// Which.
    pub kind: FlawKind,
}

/// Kinds of oddity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlawKind {
    /// A NUL byte: not a text file.
    Nul,
    /// Letters that were lost in an earlier conversion.
    Mangled,
    /// A quote that is opened and never closed; the rest of the file is lost.
    UnclosedQuote,
    /// A row with another number of cells than the header; the row is left out.
    Cells {
        /// Cells in the row.
        found: usize,
        /// Columns in the header.
        expected: usize,
    },
    /// More than [`MAX_ROWS`] rows; the rest is left out.
    TooManyRows,
}

impl Row {
    /// Number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the row has no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell at a position, cleaned; empty beyond the last.
    #[must_use]
    pub fn cell(&self, index: usize) -> &str {
        let end = |i: usize| self.ends.get(i).map(|e| *e as usize);
        let from = if index == 0 { Some(0) } else { end(index - 1) };
        match (from, end(index)) {
            (Some(from), Some(to)) => clean(self.text.get(from..to).unwrap_or("")),
            _ => "",
        }
    }

    fn is_blank(&self) -> bool {
        (0..self.len()).all(|i| self.cell(i).is_empty())
    }
}

impl Table {
    /// Position of a column.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == name)
    }

    /// The cleaned cell of a row in the named column; empty when there is no such column.
    #[must_use]
    pub fn cell<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        self.column(name).map_or("", |i| row.cell(i))
    }

    /// Reads the bytes of a CSV file. Never fails: what is odd stands in `flaws`.
    #[must_use]
    pub fn parse(file: &str, bytes: &[u8]) -> Self {
        let text = decode(bytes);
        let mut flaws = letter_flaws(&text);
        let (separator, body, skipped) = dialect(&text);
        let mut rows = split(body, separator, skipped + 1, &mut flaws);
        let header = if rows.is_empty() { None } else { Some(rows.remove(0)) };
        let (header_line, mut columns) = match &header {
            Some(row) => (row.line, (0..row.len()).map(|i| row.cell(i).to_lowercase()).collect()),
            None => (1, Vec::new()),
        };
        while columns.last().is_some_and(String::is_empty) {
            columns.pop();
        }
        keep_rows_of_width(&mut rows, columns.len(), &mut flaws);
        flaws.sort_by_key(|f| f.line);
        Self { file: file.to_string(), columns, header_line, rows, semicolon: separator == b';', flaws }
    }
}

/// Rows with another number of cells go out with a note; blank cells beyond the header are a habit of spreadsheets.
fn keep_rows_of_width(rows: &mut Vec<Row>, expected: usize, flaws: &mut Vec<Flaw>) {
    rows.retain(|row| {
        let surplus_is_blank = (expected..row.len()).all(|i| row.cell(i).is_empty());
        let fits = row.len() >= expected && surplus_is_blank;
        if !fits {
            flaws.push(Flaw { line: row.line, kind: FlawKind::Cells { found: row.len(), expected } });
        }
        fits
    });
}

/// Separator, the text after a first line `sep=;`, and how many lines that skipped.
fn dialect(text: &str) -> (u8, &str, u64) {
    let first = text.split(['\r', '\n']).next().unwrap_or("");
    let lower = first.trim().trim_matches('"').to_ascii_lowercase();
    if let Some(separator) = lower.strip_prefix("sep=") {
        let rest = text.get(first.len()..).unwrap_or("");
        let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest);
        return (if separator == "," { b',' } else { b';' }, rest, 1);
    }
    let header = text.split(['\r', '\n']).find(|line| !line.trim().is_empty()).unwrap_or("");
    let semicolons = header.matches(';').count();
    (if semicolons > header.matches(',').count() { b';' } else { b',' }, text, 0)
}

/// Danish letters that were read as Windows-1252 and stored as UTF-8 once too often.
const MANGLED: [&str; 7] = ["\u{FFFD}", "Ã¦", "Ã¸", "Ã¥", "Ã†", "Ã˜", "Ã…"];

fn letter_flaws(text: &str) -> Vec<Flaw> {
    let line_of = |at: usize| 1 + text[..at].matches('\n').count() as u64;
    let mut flaws = Vec::new();
    if let Some(at) = text.find('\0') {
        flaws.push(Flaw { line: line_of(at), kind: FlawKind::Nul });
    }
    if let Some(at) = MANGLED.iter().filter_map(|m| text.find(m)).min() {
        flaws.push(Flaw { line: line_of(at), kind: FlawKind::Mangled });
    }
    flaws
}

/// A row under construction.
struct Draft {
    line: u64,
    text: Vec<u8>,
    ends: Vec<u32>,
}

impl Draft {
    fn new(line: u64) -> Self {
        Self { line, text: Vec::new(), ends: Vec::new() }
    }

    fn end_cell(&mut self) {
        // Files are at most 64 MiB, so an offset fits.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    fn cell_is_empty(&self) -> bool {
        self.text.len() == self.ends.last().map_or(0, |e| *e as usize)
    }

    fn finish(mut self) -> Option<Row> {
        self.end_cell();
        let text = String::from_utf8(self.text).unwrap_or_default().into_boxed_str();
        let row = Row { line: self.line, text, ends: self.ends.into_boxed_slice() };
        if row.is_blank() { None } else { Some(row) }
    }
}

/// Splits at separators and line ends outside quotes; `""` inside quotes is one quote. Blank rows are skipped.
fn split(text: &str, separator: u8, first_line: u64, flaws: &mut Vec<Flaw>) -> Vec<Row> {
    let bytes = text.as_bytes();
    let (mut rows, mut line, mut quote_line) = (Vec::new(), first_line, None);
    let mut draft = Draft::new(line);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        at += 1;
        let line_end = byte == b'\n' || (byte == b'\r' && next != Some(b'\n'));
        line += u64::from(line_end);
        match (quote_line, byte) {
            (Some(_), b'"') if next == Some(b'"') => {
                draft.text.push(b'"');
                at += 1;
            }
            (Some(_), b'"') => quote_line = None,
            (None, b'"') if draft.cell_is_empty() => quote_line = Some(line),
            (None, _) if byte == separator => draft.end_cell(),
            (None, _) if line_end => {
                rows.extend(std::mem::replace(&mut draft, Draft::new(line)).finish());
                if rows.len() > MAX_ROWS {
                    flaws.push(Flaw { line, kind: FlawKind::TooManyRows });
                    return rows;
                }
            }
            (None, b'\r') => {}
            (_, _) => draft.text.push(byte),
        }
    }
    match quote_line {
        Some(line) => flaws.push(Flaw { line, kind: FlawKind::UnclosedQuote }),
        None => rows.extend(draft.finish()),
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::{FlawKind, Table};

    fn cells(table: &Table) -> Vec<Vec<String>> {
        table.rows.iter().map(|r| (0..table.columns.len()).map(|i| r.cell(i).to_string()).collect()).collect()
    }

    #[test]
    fn all_line_ends_give_the_same_rows_and_lines() {
        let expected = Table::parse("t.csv", b"a,b\n1,2\n\n3,\"x\ny\"\n4,5\n");
        assert_eq!(expected.rows.iter().map(|r| r.line).collect::<Vec<_>>(), [2, 4, 6]);
        assert_eq!(cells(&expected)[1], ["3", "x\ny"]);
        for text in [&b"a,b\r\n1,2\r\n\r\n3,\"x\ny\"\r\n4,5"[..], b"a,b\r1,2\r\r3,\"x\ny\"\r4,5\r"] {
            assert_eq!(Table::parse("t.csv", text), expected);
        }
    }

    #[test]
    fn semicolons_and_a_sep_line_are_understood() {
        let table = Table::parse("t.csv", b"sep=;\r\nA ; b\r\n0101;2,5\r\n");
        assert!(table.semicolon);
        assert_eq!((table.columns.clone(), table.header_line), (vec!["a".to_string(), "b".to_string()], 2));
        assert_eq!((cells(&table), table.rows[0].line), (vec![vec!["0101".to_string(), "2,5".to_string()]], 3));
        assert!(!Table::parse("t.csv", b"a,b,c\n1;2;3,4,5\n").semicolon);
    }

    #[test]
    fn quotes_inside_cells_are_kept() {
        let table = Table::parse("t.csv", b"a,b\n\"say \"\"hi\"\", you\",6\" pipe\n");
        assert_eq!(cells(&table), [["say \"hi\", you", "6\" pipe"]]);
    }

    #[test]
    fn rows_of_another_width_are_noted_and_left_out() {
        let table = Table::parse("t.csv", b"a;b;;\n1;2;;;;\n1\n1;2;3\n;;\n");
        assert_eq!(cells(&table), [["1", "2"]]);
        let flaws: Vec<_> = table.flaws.iter().map(|f| (f.line, f.kind.clone())).collect();
        assert_eq!(flaws, [(3, FlawKind::Cells { found: 1, expected: 2 }), (4, FlawKind::Cells { found: 3, expected: 2 })]);
    }

    #[test]
    fn unclosed_quotes_nul_bytes_and_lost_letters_are_noted_with_their_line() {
        let kinds =
            |bytes: &[u8]| Table::parse("t.csv", bytes).flaws.iter().map(|f| (f.line, f.kind.clone())).collect::<Vec<_>>();
        assert_eq!(kinds(b"a,b\n1,2\n3,\"x\n4,5\n"), [(3, FlawKind::UnclosedQuote)]);
        assert_eq!(kinds(b"a\n1\0\n"), [(2, FlawKind::Nul)]);
        assert_eq!(kinds("a\nx\n\u{FFFD}rhus\n".as_bytes()), [(3, FlawKind::Mangled)]);
        assert_eq!(kinds("a\nSÃ¸nder\n".as_bytes()), [(2, FlawKind::Mangled)]);
    }

    #[test]
    fn an_empty_file_is_an_empty_table() {
        let table = Table::parse("t.csv", b"");
        assert!(table.columns.is_empty() && table.rows.is_empty() && table.flaws.is_empty());
    }
}
