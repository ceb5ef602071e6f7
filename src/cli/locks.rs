//! `amuplan locks`: what the meeting decided, with owner and reason: shown, added, lifted. A lock that contradicts others is not written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};

use crate::check::cells::one_line;
use crate::check::finding::{Finding, Level, exit_code, render, to_json};
use crate::check::rows::answers::LockRow;
use crate::check::{check, rows};
use crate::cli::arguments::{LockName, LocksAdd, LocksLift, LocksList};
use crate::cli::words::Word;
use crate::cli::{complain, exit, folder, print, refuse, today};
use crate::domain::instance::Language;
use crate::read::folder::Folder;
use crate::read::lines::{with_file, with_row, without_rows};
use crate::read::table::Table;
use crate::report::files::write_file;
use crate::report::papers::sheet::harmless;

const FILE: &str = "locks.csv";
const COLUMNS: [&str; 10] =
    ["lock", "goal_code", "school_id", "site_id", "start_date", "week", "guarantee", "by", "reason", "at"];

/// `amuplan locks list`.
pub fn list(args: &LocksList, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let folder = match folder::read(&args.folder, language) {
        Ok(folder) => folder,
        Err(code) => return code,
    };
    let locks = Locks::new(&folder);
    if args.json {
        let all: Vec<Value> = locks.rows.iter().map(|row| locks.as_json(row.line)).collect();
        print(&json!({ "locks": all, "exit_code": exit::DONE }).to_string());
    } else if locks.rows.is_empty() {
        print(Word::NoLocks.text(language));
    } else {
        print(&locks.rows.iter().map(|row| locks.sentence(row, language)).collect::<Vec<_>>().join("\n"));
    }
    exit::DONE
}

/// `amuplan locks add`.
pub fn add(args: &LocksAdd, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let folder = match folder::read(&args.folder, language) {
        Ok(folder) => folder,
        Err(code) => return code,
    };
    let [by, reason] = [&args.by, &args.reason].map(|text| one_line(text));
    if by.is_empty() || reason.is_empty() {
        complain(Word::LockNeedsOwner.text(language));
        return exit::USAGE;
    }
    let school = args.school.as_ref().map(|named| id_of(&folder, "schools.csv", "school_id", named));
    let site = args.site.as_ref().map(|named| id_of(&folder, "sites.csv", "site_id", named));
    let cells = BTreeMap::from([
        ("lock", if args.lock == LockName::Keep { "keep" } else { "forbid" }.to_owned()),
        ("goal_code", one_line(&args.goal)),
        ("school_id", school.unwrap_or_default()),
        ("site_id", site.unwrap_or_default()),
        ("start_date", args.date.map(|date| date.to_string()).unwrap_or_default()),
        ("week", args.week.as_deref().map(one_line).unwrap_or_default()),
        ("guarantee", if args.guarantee { "true".to_owned() } else { String::new() }),
        ("by", by),
        ("reason", reason),
        ("at", args.today.unwrap_or_else(today::today).to_string()),
    ]);
    let cells = cells.into_iter().map(|(column, cell)| (column, harmless(&cell))).collect();
    let before = folder.bytes(FILE).unwrap_or_default();
    let bytes = with_row(FILE, before, &COLUMNS, &cells);
    let after = with_file(&folder, FILE, bytes.clone());
    let checked = check(&after, None);
    if checked.instance.is_none() {
        let line = rows(&after).locks.last().map_or(0, |row| row.line);
        return refused(&checked.findings, line, language, args.json);
    }
    if let Err(code) = write(&args.folder, &bytes, language) {
        return code;
    }
    let locks = Locks::new(&after);
    let Some(row) = locks.rows.last() else { return exit::BUG };
    let warnings: Vec<Finding> = checked.findings.into_iter().filter(|f| f.file == FILE && f.line == Some(row.line)).collect();
    if args.json {
        let findings = to_json(&warnings, language);
        print(&json!({ "added": locks.as_json(row.line), "findings": findings, "exit_code": exit::DONE }).to_string());
    } else {
        if !warnings.is_empty() {
            complain(&render(&warnings, language));
        }
        print(&Word::LockAdded.fill(language, &[("lock", locks.sentence(row, language).trim())]));
    }
    exit::DONE
}

/// `amuplan locks lift`.
pub fn lift(args: &LocksLift, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let folder = match folder::read(&args.folder, language) {
        Ok(folder) => folder,
        Err(code) => return code,
    };
    if args.goal.is_none() && args.by.is_none() {
        complain(Word::LiftWhich.text(language));
        return exit::USAGE;
    }
    let locks = Locks::new(&folder);
    let school = args.school.as_ref().map(|named| id_of(&folder, "schools.csv", "school_id", named));
    let same = |asked: &Option<String>, found: &str| asked.as_ref().is_none_or(|asked| alike(asked, found));
    let meant = |row: &&LockRow| {
        same(&args.goal, &row.goal)
            && same(&args.by, &row.by)
            && same(&school, row.school.as_deref().unwrap_or(""))
            && args.date.is_none_or(|date| row.start_date == Some(date))
    };
    let lifted: Vec<&LockRow> = locks.rows.iter().filter(meant).collect();
    if lifted.is_empty() {
        complain(Word::NoSuchLock.text(language));
        return exit::USAGE;
    }
    let lines: BTreeSet<u64> = lifted.iter().map(|row| row.line).collect();
    let bytes = without_rows(folder.bytes(FILE).unwrap_or_default(), &lines);
    if let Err(code) = write(&args.folder, &bytes, language) {
        return code;
    }
    let left = locks.rows.len() - lifted.len();
    if args.json {
        let all: Vec<Value> = lifted.iter().map(|row| locks.as_json(row.line)).collect();
        print(&json!({ "lifted": all, "left": left, "exit_code": exit::DONE }).to_string());
    } else {
        let (count, left) = (lifted.len().to_string(), left.to_string());
        let mut lines = vec![Word::LocksLifted.fill(language, &[("count", &count), ("left", &left)])];
        lines.extend(lifted.iter().map(|row| locks.sentence(row, language)));
        print(&lines.join("\n"));
    }
    exit::DONE
}

/// Nothing is written: the lock contradicts others, or something else is wrong. It would have stood on this line.
fn refused(findings: &[Finding], line: u64, language: Language, json: bool) -> u8 {
    let code = exit_code(findings);
    let wrong: Vec<Finding> = findings.iter().filter(|f| f.level != Level::Warning).cloned().collect();
    if json {
        print(&json!({ "added": null, "findings": to_json(&wrong, language), "exit_code": code }).to_string());
    } else {
        complain(&render(&wrong, language));
        complain(&Word::LockRefused.fill(language, &[("line", &line.to_string())]));
    }
    code
}

fn write(folder: &Path, bytes: &[u8], language: Language) -> Result<(), u8> {
    write_file(&folder.join(FILE), bytes).map_err(|error| {
        refuse(folder, Word::LocksNotWritten, &error, language);
        exit::USAGE
    })
}

/// The rows of locks.csv and their cells.
struct Locks {
    table: Table,
    rows: Vec<LockRow>,
}

impl Locks {
    fn new(folder: &Folder) -> Self {
        Self { table: Table::parse(FILE, folder.bytes(FILE).unwrap_or_default()), rows: rows(folder).locks }
    }

    fn cell(&self, line: u64, column: &str) -> &str {
        let row = self.table.rows.iter().find(|row| row.line == line);
        row.map_or("", |row| self.table.cell(row, column))
    }

    fn sentence(&self, row: &LockRow, language: Language) -> String {
        let word = if row.keep { Word::LockKeep } else { Word::LockForbid };
        let places = ["school_id", "site_id", "start_date", "week", "guarantee"];
        let given = places.map(|column| (column, self.cell(row.line, column)));
        let given: Vec<String> =
            given.iter().filter(|(_, cell)| !cell.is_empty()).map(|(column, cell)| format!("{column} {cell}")).collect();
        let (line, at) = (row.line.to_string(), self.cell(row.line, "at"));
        let values = [
            ("line", line.as_str()),
            ("goal", &row.goal),
            ("place", &given.join(", ")),
            ("by", &row.by),
            ("reason", &row.reason),
            ("at", at),
        ];
        word.fill(language, &values)
    }

    fn as_json(&self, line: u64) -> Value {
        let cells: BTreeMap<&str, &str> = COLUMNS.iter().map(|column| (*column, self.cell(line, column))).collect();
        json!({ "line": line, "cells": cells })
    }
}

/// The id of a school or site, given by id or by name; what is neither comes back as it is, for `check` to say.
pub fn id_of(folder: &Folder, file: &'static str, column: &str, named: &str) -> String {
    let table = Table::parse(file, folder.bytes(file).unwrap_or_default());
    let has = |column: &str| table.rows.iter().find(|row| alike(table.cell(row, column), named));
    let found = has(column).or_else(|| has("name"));
    found.map_or_else(|| one_line(named), |row| table.cell(row, column).to_owned())
}

fn alike(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
