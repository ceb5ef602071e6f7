//! Rows of forms.csv as text, and the file as a whole.

use crate::read::folder::Folder;
use crate::read::table::Table;
use crate::report::papers::sheet::harmless;
use crate::report::table as written;

/// The columns of the contract, in its order.
pub const COLUMNS: [&str; 11] = [
    "school_id",
    "goal_code",
    "answer",
    "site_id",
    "start_date",
    "week",
    "runs",
    "guarantee",
    "min_participants",
    "max_participants",
    "note",
];

/// One answer. Empty text = nothing given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct AnswerRow {
    /// `school_id`.
    pub school: String,
    /// Goal code.
    pub goal: String,
    /// `offers`, `can` or `cannot`.
    pub answer: String,
    /// `site_id`.
    pub site: String,
    /// A date.
    pub start_date: String,
    /// A week.
    pub week: String,
    /// Number of runs.
    pub runs: String,
    /// `true` or `false`.
    pub guarantee: String,
    /// Fewest participants.
    pub min: String,
    /// Seats.
    pub max: String,
    /// Remark.
    pub note: String,
    /// Cells of columns that are no part of the contract.
    pub extra: Vec<String>,
}

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A line of the old forms.csv.
    Kept(u64),
    /// A row of a returned form: number of the form, row of its sheet (0 = first).
    Form(usize, u32),
}

/// forms.csv, old or new.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormsFile {
    /// Columns that are no part of the contract.
    pub extra: Vec<String>,
    /// Rows with their origin.
    pub rows: Vec<(AnswerRow, Origin)>,
}

impl FormsFile {
    /// The rows of a folder's forms.csv; none if there is no such file.
    #[must_use]
    pub fn read(folder: &Folder) -> Self {
        let table = Table::parse("forms.csv", folder.bytes("forms.csv").unwrap_or_default());
        let is_extra = |c: &&String| !COLUMNS.contains(&c.as_str()) && !c.is_empty();
        let extra: Vec<String> = table.columns.iter().filter(is_extra).cloned().collect();
        let rows = table.rows.iter().map(|row| {
            let cell = |name: &str| table.cell(row, name).to_string();
            let answer = AnswerRow {
                school: cell("school_id"),
                goal: cell("goal_code"),
                answer: cell("answer").to_lowercase(),
                site: cell("site_id"),
                start_date: cell("start_date"),
                week: cell("week"),
                runs: cell("runs"),
                guarantee: cell("guarantee"),
                min: cell("min_participants"),
                max: cell("max_participants"),
                note: cell("note"),
                extra: extra.iter().map(|name| cell(name)).collect(),
            };
            (answer, Origin::Kept(row.line))
        });
        let rows = rows.collect();
        Self { extra, rows }
    }

    /// Puts the rows in an order that does not depend on the order of files and rows; two equal rows stay two.
    pub fn sort(&mut self) {
        self.rows.sort();
    }

    /// The bytes of the file. Row `i` stands in the line that [`FormsFile::lines`] tells.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let header: Vec<&str> = COLUMNS.into_iter().chain(self.extra.iter().map(String::as_str)).collect();
        let mut table = written::Table::machine(&header);
        for (row, _) in &self.rows {
            table.row(&row.cells(self.extra.len()));
        }
        table.bytes()
    }

    /// The line of each row in [`FormsFile::bytes`]: a line break in a remark makes a row longer.
    #[must_use]
    pub fn lines(&self) -> Vec<u64> {
        let mut line = 2;
        let mut lines = Vec::new();
        for (row, _) in &self.rows {
            lines.push(line);
            let breaks: usize = row.cells(self.extra.len()).iter().map(|cell| cell.matches('\n').count()).sum();
            line += 1 + breaks as u64;
        }
        lines
    }
}

impl AnswerRow {
    fn cells(&self, extra: usize) -> Vec<String> {
        let own = [
            &self.school,
            &self.goal,
            &self.answer,
            &self.site,
            &self.start_date,
            &self.week,
            &self.runs,
            &self.guarantee,
            &self.min,
            &self.max,
            &self.note,
        ];
        let none = String::new();
        let others = (0..extra).map(|i| self.extra.get(i).unwrap_or(&none));
        // A lone carriage return would count as a line of its own.
        own.into_iter().chain(others).map(|cell| harmless(&cell.replace("\r\n", "\n").replace('\r', "\n"))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{AnswerRow, FormsFile, Origin};
    use crate::read::folder::Folder;
    use std::collections::BTreeMap;

    #[test]
    fn a_file_keeps_its_rows_its_unknown_columns_and_its_lines() {
        let text = "school_id,goal_code,answer,note,hvem\nsyd,40002,cannot,\"to\nlinjer\",Bo\nnord,40001,Offers,=1+1,\n";
        let folder = |text: &[u8]| Folder::from_files(BTreeMap::from([("forms.csv".to_string(), text.to_vec())]));
        let mut file = FormsFile::read(&folder(text.as_bytes()));
        file.sort();
        let expected = "school_id,goal_code,answer,site_id,start_date,week,runs,guarantee,min_participants,max_participants,note,hvem\n\
             nord,40001,offers,,,,,,,,'=1+1,\nsyd,40002,cannot,,,,,,,,\"to\nlinjer\",Bo\n";
        assert_eq!(String::from_utf8(file.bytes()).expect("UTF-8"), expected);
        file.rows.insert(0, (AnswerRow { note: "a\r\nb\rc".into(), ..AnswerRow::default() }, Origin::Form(0, 3)));
        assert_eq!(file.lines(), [2, 5, 6]);
        let again = FormsFile::read(&folder(&file.bytes()));
        assert_eq!(again.rows.iter().map(|(_, origin)| *origin).collect::<Vec<_>>(), [2, 5, 6].map(Origin::Kept));
    }
}
