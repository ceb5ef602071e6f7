//! The patches of a scenario as changes of rows, or what is wrong with them.

use std::collections::BTreeMap;

use toml::{Table as TomlTable, Value};

use super::rows::{cell_text, matching, scaled};
use crate::check::finding::{Findings, Text, did_you_mean, say, with_hint};
use crate::check::keys::{Keys, a_text, check_w114_unknown_keys};
use crate::check::schema::{FILES, FileSpec, closest};
use crate::check::status;
use crate::read::folder::Folder;
use crate::read::patch::Edit;
use crate::read::table::{Row, Table};

/// Largest factor of `[[scale]]`.
const MOST_FACTOR: f64 = 1000.0;

/// All patches of a scenario.
pub struct Patches {
    /// Changes of rows.
    pub edits: Vec<Edit>,
    /// Lines of the scenario, one for each added row.
    pub added: Vec<u64>,
    tables: BTreeMap<&'static str, Table>,
    /// Who changed a cell, or left a row out (no column): line of the patch.
    changed: BTreeMap<(&'static str, u64, Option<&'static str>), u64>,
}

/// What a patch is about: its keys, the file, its rows.
struct Target<'k> {
    keys: &'k Keys<'k>,
    spec: &'static FileSpec,
}

impl Patches {
    /// Reads all of them.
    pub fn read(folder: &Folder, keys: &Keys<'_>, findings: &mut Findings) -> Self {
        let mut patches = Self { edits: Vec::new(), added: Vec::new(), tables: BTreeMap::new(), changed: BTreeMap::new() };
        for spec in FILES {
            patches.tables.insert(spec.name, Table::parse(spec.name, folder.bytes(spec.name).unwrap_or_default()));
        }
        let kinds: [(&str, &[&str], Read); 4] = [
            ("drop", &["file", "where"], Self::drop_rows),
            ("set", &["file", "where", "column", "value"], Self::set_cells),
            ("scale", &["file", "where", "column", "by"], Self::scale_cells),
            ("add", &["file", "row"], Self::add_row),
        ];
        for (kind, known, read) in kinds {
            for patch in keys.tables(kind, findings) {
                check_w114_unknown_keys(&patch, known, findings);
                if let Some(spec) = file_of(&patch, findings) {
                    read(&mut patches, &Target { keys: &patch, spec }, findings);
                }
            }
        }
        patches
    }

    fn drop_rows(&mut self, target: &Target<'_>, findings: &mut Findings) {
        if !target.keys.table.contains_key("where") {
            target.keys.wrong_kind("where", &conditions_kind(), findings);
            return;
        }
        for line in self.lines(target, findings) {
            if self.claim(target, line, None, findings) {
                self.edits.push(Edit::Drop { file: target.spec.name, line });
            }
        }
    }

    fn set_cells(&mut self, target: &Target<'_>, findings: &mut Findings) {
        let column = column_of(target, findings);
        let semicolon = self.tables[target.spec.name].semicolon;
        let kind = say!("en tekst, et tal, true, false eller en dato", "a text, a number, true, false or a date");
        let value = target.keys.need("value", &kind, |v| cell_text(v, semicolon), findings);
        let lines = self.lines(target, findings);
        let (Some(column), Some(value)) = (column, value) else { return };
        for line in lines {
            if self.claim(target, line, Some(column), findings) {
                self.edits.push(Edit::Set { file: target.spec.name, line, column, value: value.clone() });
            }
        }
    }

    fn scale_cells(&mut self, target: &Target<'_>, findings: &mut Findings) {
        let column = column_of(target, findings);
        let kind = say!("et tal fra 0 til {MOST_FACTOR}", "a number from 0 to {MOST_FACTOR}");
        let number = |v: &Value| v.as_float().or_else(|| v.as_integer().map(|whole| whole as f64));
        let factor = |v: &Value| number(v).filter(|by| (0.0..=MOST_FACTOR).contains(by)).map(|by| libm::round(by * 1e6) as i64);
        let by = target.keys.need("by", &kind, factor, findings);
        let lines = self.lines(target, findings);
        let (Some(column), Some(by)) = (column, by) else { return };
        let table = &self.tables[target.spec.name];
        let semicolon = table.semicolon;
        let rows = table.rows.iter().filter(|row| lines.binary_search(&row.line).is_ok());
        let cells: Vec<(u64, String)> = rows.map(|row| (row.line, table.cell(row, column).to_owned())).collect();
        if !lines.is_empty() && cells.iter().all(|(_, cell)| cell.is_empty()) {
            let what = say!("{column} er tom i alle rækkerne", "{column} is empty in all the rows");
            no_number(target, what, findings);
        }
        // An empty cell has its default, which is not multiplied.
        for (line, cell) in cells.into_iter().filter(|(_, cell)| !cell.is_empty()) {
            let Some(value) = scaled(&cell, column, by, semicolon) else {
                let file = target.spec.name;
                let what = say!(
                    "»{cell}« i {file} linje {line} er ikke et tal, der kan ganges",
                    "\"{cell}\" in {file} line {line} is not a number that can be multiplied"
                );
                no_number(target, what, findings);
                continue;
            };
            if self.claim(target, line, Some(column), findings) {
                self.edits.push(Edit::Set { file: target.spec.name, line, column, value });
            }
        }
    }

    fn add_row(&mut self, target: &Target<'_>, findings: &mut Findings) {
        let kind = say!("kolonner med værdier i tuborgklammer, mindst én", "columns with values in braces, at least one");
        let row = target.keys.need("row", &kind, |v| v.as_table().cloned(), findings);
        let Some(row) = row else { return };
        let semicolon = self.tables[target.spec.name].semicolon;
        let mut cells = Vec::new();
        for (name, value) in &row {
            match (known_column(target, name, findings), cell_text(value, semicolon)) {
                (Some(column), Some(text)) => cells.push((column, text)),
                (_, None) => target.keys.wrong_kind("row", &kind, findings),
                (None, _) => {}
            }
        }
        if row.is_empty() || (cells.len() == row.len() && cells.iter().all(|(_, text)| text.is_empty())) {
            target.keys.wrong_kind("row", &kind, findings);
        }
        self.edits.push(Edit::Add { file: target.spec.name, cells });
        self.added.push(target.keys.line());
    }

    /// The lines of the rows that the patch is about, ascending; E903 where there are none.
    fn lines(&self, target: &Target<'_>, findings: &mut Findings) -> Vec<u64> {
        let table = &self.tables[target.spec.name];
        let conditions = target.keys.get("where", &conditions_kind(), conditions, findings);
        if conditions.is_none() && target.keys.table.contains_key("where") {
            return Vec::new();
        }
        let conditions = conditions.unwrap_or_default();
        let unknown = conditions.keys().filter(|name| known_column(target, name, findings).is_none()).count();
        if unknown > 0 {
            return Vec::new();
        }
        let rows = matching(table, &conditions);
        if rows.is_empty() {
            check_e903_no_row(target, table, &conditions, findings);
        }
        rows.iter().map(|row: &&Row| row.line).collect()
    }

    /// Whether no other patch changes the cell or leaves out the row; E905.
    fn claim(&mut self, target: &Target<'_>, line: u64, column: Option<&'static str>, findings: &mut Findings) -> bool {
        let file = target.spec.name;
        let row = (file, line, None)..=(file, line, Some("\u{10ffff}"));
        let clash = |other: Option<&str>| other.is_none() || column.is_none() || other == column;
        let other = self.changed.range(row).find(|((.., other), _)| clash(*other)).map(|(_, by)| *by);
        if let Some(other) = other {
            let what = say!(
                "{file} linje {line} ændres også af linje {other} her",
                "{file} line {line} is changed by line {other} here too"
            );
            let cure =
                say!("lad kun den ene ændre rækken, eller indsnævr where", "let one of them change the row, or narrow where");
            findings.add("E905", target.keys.place("where"), what, cure);
            return false;
        }
        self.changed.insert((file, line, column), target.keys.line());
        true
    }
}

/// How one kind of patch is read.
type Read = fn(&mut Patches, &Target<'_>, &mut Findings);

fn conditions_kind() -> Text {
    say!("kolonner med værdier i tuborgklammer", "columns with values in braces")
}

/// A table of texts, numbers, yes/no, dates, or lists of them.
fn conditions(value: &Value) -> Option<TomlTable> {
    let plain = |v: &Value| cell_text(v, false).is_some();
    let fits = |v: &Value| v.as_array().map_or_else(|| plain(v), |list| list.iter().all(plain));
    value.as_table().filter(|table| table.values().all(fits)).cloned()
}

fn file_of(keys: &Keys<'_>, findings: &mut Findings) -> Option<&'static FileSpec> {
    let name = keys.need("file", &a_text(), |v| v.as_str().map(str::to_owned), findings)?;
    let files = || FILES.iter().filter(|spec| spec.name != status::FILE);
    let found = files().find(|spec| spec.name == name);
    if found.is_none() {
        let hint = did_you_mean(closest(&name, files().map(|spec| spec.name)));
        let what = say!("ingen plan afhænger af en fil »{name}«", "no plan depends on a file \"{name}\"");
        let cure = say!("skriv navnet på en CSV-fil i planlægningsmappen", "write the name of a CSV file of the planning folder");
        findings.add("E901", keys.place("file"), with_hint(what, &hint), cure);
    }
    found
}

fn column_of(target: &Target<'_>, findings: &mut Findings) -> Option<&'static str> {
    let name = target.keys.need("column", &a_text(), |v| v.as_str().map(str::to_owned), findings)?;
    known_column(target, &name, findings)
}

/// The column of the file by that name, or E902.
fn known_column(target: &Target<'_>, name: &str, findings: &mut Findings) -> Option<&'static str> {
    let columns = target.spec.columns();
    let found = columns.iter().copied().find(|column| *column == name);
    if found.is_none() {
        let file = target.spec.name;
        let (all, hint) = (columns.join(", "), did_you_mean(closest(name, columns.iter().copied())));
        let what = say!("{file} har ingen kolonne »{name}«", "{file} has no column \"{name}\"");
        let place =
            ["column", "where", "row"].into_iter().find(|key| holds(target.keys.table.get(*key), name)).unwrap_or("column");
        let cure = say!("skriv en af {all}", "write one of {all}");
        findings.add("E902", target.keys.place(place), with_hint(what, &hint), cure);
    }
    found
}

/// Whether the key is about the column.
fn holds(value: Option<&Value>, column: &str) -> bool {
    match value {
        Some(Value::String(text)) => text == column,
        Some(Value::Table(table)) => table.contains_key(column),
        _ => false,
    }
}

fn check_e903_no_row(target: &Target<'_>, table: &Table, conditions: &TomlTable, findings: &mut Findings) {
    let file = target.spec.name;
    // Rows may be missing there.
    if findings.any_error_in(file) {
        return;
    }
    // The condition that no row meets by itself, and the cell nearest to it.
    let alone = |(column, wanted): &(&String, &Value)| {
        let one = TomlTable::from_iter([((*column).clone(), (*wanted).clone())]);
        matching(table, &one).is_empty()
    };
    let hint = conditions.iter().find(alone).and_then(|(column, wanted)| {
        let text = cell_text(wanted, false)?;
        closest(&text, table.rows.iter().map(|row| table.cell(row, column)).filter(|cell| !cell.is_empty()))
    });
    let what = say!("ingen række i {file} passer med where", "no row of {file} meets where");
    let cure = say!("ret værdierne, eller slet ændringen", "correct the values, or remove the patch");
    findings.add("E903", target.keys.place("where"), with_hint(what, &did_you_mean(hint)), cure);
}

/// E904; a cell that is wrong in the file itself was told already.
fn no_number(target: &Target<'_>, what: Text, findings: &mut Findings) {
    if findings.any_error_in(target.spec.name) {
        return;
    }
    let cure = say!("vælg en kolonne med tal, eller indsnævr where", "choose a column with numbers, or narrow where");
    findings.add("E904", target.keys.place("column"), what, cure);
}
