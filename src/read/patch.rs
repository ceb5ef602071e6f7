//! What-if: a planning folder with some rows left out, changed or added, in memory. The folder itself stays as it is.
//!
//! A patched file keeps its columns, separator and cells, and a row begins on the line that it had: rows that are left out become blank lines,
//! rows that are added follow after the last. What is said of a patched file can so be found in the file itself.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::{Entry, Folder};
use super::table::Table;

/// A change of one row of a CSV file. Lines are those of the file before any change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// Leaves the row out.
    Drop {
        /// File name.
        file: &'static str,
        /// Where the row begins.
        line: u64,
    },
    /// Puts another text into a cell.
    Set {
        /// File name.
        file: &'static str,
        /// Where the row begins.
        line: u64,
        /// Column, added where the file has none.
        column: &'static str,
        /// The text.
        value: String,
    },
    /// Adds a row; cells that are not given are empty. Makes the file where there is none.
    Add {
        /// File name.
        file: &'static str,
        /// Column and text.
        cells: Vec<(&'static str, String)>,
    },
}

impl Edit {
    fn file(&self) -> &'static str {
        match self {
            Self::Drop { file, .. } | Self::Set { file, .. } | Self::Add { file, .. } => file,
        }
    }
}

/// The folder with the edits. Of several for one cell the last counts; an edit of a row that is not there does nothing.
#[must_use]
pub fn patched(folder: &Folder, edits: &[Edit]) -> Folder {
    let mut by_file: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.file()).or_default().push(edit);
    }
    let mut out = folder.clone();
    for (file, edits) in by_file {
        let table = Table::parse(file, folder.bytes(file).unwrap_or_default());
        out.entries.insert(file.to_owned(), Entry::Bytes(Draft::new(&table, &edits).bytes(&table)));
    }
    out
}

/// A file under change.
struct Draft {
    columns: Vec<String>,
    /// Each with the line that it had; `None` for added rows.
    rows: Vec<(Option<u64>, Vec<String>)>,
}

impl Draft {
    fn new(table: &Table, edits: &[&Edit]) -> Self {
        let mut draft = Self { columns: table.columns.clone(), rows: Vec::new() };
        let dropped: BTreeSet<u64> =
            edits.iter().filter_map(|e| if let Edit::Drop { line, .. } = e { Some(*line) } else { None }).collect();
        let mut at: BTreeMap<u64, usize> = BTreeMap::new();
        for row in table.rows.iter().filter(|r| !dropped.contains(&r.line)) {
            at.insert(row.line, draft.rows.len());
            let cells = (0..table.columns.len()).map(|i| row.cell(i).to_owned()).collect();
            draft.rows.push((Some(row.line), cells));
        }
        for edit in edits {
            match edit {
                Edit::Drop { .. } => {}
                Edit::Set { line, column, value, .. } => {
                    if let Some(row) = at.get(line) {
                        draft.put(*row, column, value);
                    }
                }
                Edit::Add { cells, .. } => {
                    draft.rows.push((None, Vec::new()));
                    let row = draft.rows.len() - 1;
                    for (column, value) in cells {
                        draft.put(row, column, value);
                    }
                }
            }
        }
        draft
    }

    fn put(&mut self, row: usize, column: &str, value: &str) {
        let at = self.columns.iter().position(|c| c == column).unwrap_or_else(|| {
            self.columns.push(column.to_owned());
            self.columns.len() - 1
        });
        let cells = &mut self.rows[row].1;
        cells.resize(cells.len().max(at + 1), String::new());
        value.clone_into(&mut cells[at]);
    }

    /// The file in the dialect of the table. Where its header does not show that by itself, a first line does.
    fn bytes(self, table: &Table) -> Vec<u8> {
        let separator = if table.semicolon { b';' } else { b',' };
        let width = self.columns.len();
        let header = record(&self.columns, separator);
        let mut out = Lines::default();
        if table.header_line > 1 || Table::parse("", &header).semicolon != table.semicolon {
            out.add(&[b"sep=".as_slice(), &[separator], b"\n"].concat());
        }
        out.pad_to(table.header_line);
        out.add(&header);
        let after_last = table.rows.last().map_or(0, |row| row.line + 1);
        for (line, mut row) in self.rows {
            row.resize(width, String::new());
            out.pad_to(line.unwrap_or(after_last));
            out.add(&record(&row, separator));
        }
        out.bytes
    }
}

/// A row as it is written.
fn record(cells: &[String], separator: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

/// Bytes that know how many lines they have.
#[derive(Default)]
struct Lines {
    bytes: Vec<u8>,
    ended: u64,
}

impl Lines {
    fn add(&mut self, bytes: &[u8]) {
        // A line ends as `read::table` counts it: LF, CR LF, or CR alone.
        let ends = |(at, byte): (usize, &u8)| *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        self.ended += bytes.iter().enumerate().filter(|line| ends(*line)).count() as u64;
        self.bytes.extend_from_slice(bytes);
    }

    /// Blank lines, so that the next row begins on `line`.
    fn pad_to(&mut self, line: u64) {
        while self.ended + 1 < line {
            self.add(b"\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Edit, patched};
    use crate::read::folder::Folder;
    use crate::read::table::Table;

    fn cells(folder: &Folder, file: &str) -> Vec<Vec<String>> {
        let table = Table::parse(file, folder.bytes(file).expect("the file"));
        let row = |r: &crate::read::table::Row| (0..table.columns.len()).map(|i| r.cell(i).to_owned()).collect();
        std::iter::once(table.columns.clone()).chain(table.rows.iter().map(row)).collect()
    }

    #[test]
    fn rows_are_dropped_changed_and_added_and_the_dialect_stays() {
        let text = "\u{feff}a;b\r\n1;\"x;y\"\r\n\r\n2,5;Ærø\r\n3;z\r\n";
        let folder = Folder::from_files(BTreeMap::from([("t.csv".to_owned(), text.as_bytes().to_vec())]));
        let edits = [
            Edit::Drop { file: "t.csv", line: 5 },
            Edit::Set { file: "t.csv", line: 4, column: "b", value: "a \"b\"".to_owned() },
            Edit::Set { file: "t.csv", line: 9, column: "b", value: "nowhere".to_owned() },
            Edit::Add { file: "t.csv", cells: vec![("c", "new".to_owned())] },
            Edit::Add { file: "u.csv", cells: vec![("x", "1".to_owned()), ("y", "2".to_owned())] },
        ];
        let after = patched(&folder, &edits);
        let expected = [["a", "b", "c"], ["1", "x;y", ""], ["2,5", "a \"b\"", ""], ["", "", "new"]];
        assert_eq!(cells(&after, "t.csv"), expected);
        assert_eq!(cells(&after, "u.csv"), [["x", "y"], ["1", "2"]]);
        let table = Table::parse("t.csv", after.bytes("t.csv").expect("bytes"));
        assert!(table.semicolon);
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4, 6], "rows stay on their lines");
        assert_eq!(folder.bytes("t.csv"), Some(text.as_bytes()));
    }
}
