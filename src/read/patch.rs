//! What-if: a planning folder with some rows left out, changed or added, in memory. The folder itself stays as it is.
//!
//! A patched file keeps its columns, separator and cells; lines are counted anew.

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
    rows: Vec<Vec<String>>,
}

impl Draft {
    fn new(table: &Table, edits: &[&Edit]) -> Self {
        let mut draft = Self { columns: table.columns.clone(), rows: Vec::new() };
        let dropped: BTreeSet<u64> =
            edits.iter().filter_map(|e| if let Edit::Drop { line, .. } = e { Some(*line) } else { None }).collect();
        let mut at: BTreeMap<u64, usize> = BTreeMap::new();
        for row in table.rows.iter().filter(|r| !dropped.contains(&r.line)) {
            at.insert(row.line, draft.rows.len());
            draft.rows.push((0..table.columns.len()).map(|i| row.cell(i).to_owned()).collect());
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
                    draft.rows.push(Vec::new());
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
        let cells = &mut self.rows[row];
        cells.resize(cells.len().max(at + 1), String::new());
        value.clone_into(&mut cells[at]);
    }

    /// The file in the dialect of the table, which its first line names.
    fn bytes(self, table: &Table) -> Vec<u8> {
        let separator = if table.semicolon { b';' } else { b',' };
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        let width = self.columns.len();
        let rows = self.rows.into_iter().map(|mut row| {
            row.resize(width, String::new());
            row
        });
        for row in std::iter::once(self.columns.clone()).chain(rows) {
            // Writing to memory cannot fail, and all rows are equally long.
            let _ = writer.write_record(&row);
        }
        let body = writer.into_inner().unwrap_or_default();
        [b"sep=".as_slice(), &[separator], b"\n", &body].concat()
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
        assert!(Table::parse("t.csv", after.bytes("t.csv").expect("bytes")).semicolon);
        assert_eq!(folder.bytes("t.csv"), Some(text.as_bytes()));
    }
}
