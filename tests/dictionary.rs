//! The data dictionary holds every file and column: those of the fixed contract, and those that the program reads.

#[path = "dictionary/contract.rs"]
mod contract;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use amuplan::check::schema;
use amuplan::report::tables;
use contract::{NOT_FIXED, Need, PLAN_FOLDER, PLANNING_FOLDER};

/// Cells of a Markdown table row, trimmed; `None` for other lines and for the line below the heading.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<_> = inner.split('|').map(str::trim).collect();
    (!cells.iter().all(|c| c.chars().all(|l| l == '-'))).then_some(cells)
}

/// A section of the dictionary: whether the file must be there, and its columns.
struct Section {
    required: bool,
    columns: Vec<(String, Need)>,
}

/// Sections `### name` below the heading `## part` of the data dictionary.
fn dictionary(part: &str) -> BTreeMap<String, Section> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/data-dictionary.md");
    let all = fs::read_to_string(path).expect("models/data-dictionary.md");
    let body = all.split("\n## ").find(|p| p.lines().next() == Some(part)).unwrap_or_else(|| panic!("the part {part}"));
    let section = |chunk: &str| {
        let (name, body) = chunk.split_once('\n').expect("a section has a body");
        let rows = body.lines().filter_map(cells).skip(1);
        let columns = rows.map(|row| {
            assert_eq!(row.len(), 7, "{name}: seven cells in {row:?}");
            assert!(!row[1].is_empty() && !row[6].is_empty(), "{name}: a type and a meaning in {row:?}");
            let need = match row[4] {
                "required" => Need::Required,
                "one of" => Need::OneOf,
                _ => Need::Optional,
            };
            (row[0].to_string(), need)
        });
        (name.to_string(), Section { required: body.trim_start().starts_with("Required."), columns: columns.collect() })
    };
    body.split("\n### ").skip(1).map(section).collect()
}

fn dictionary_holds_the_contract(part: &str, files: &'static [(&'static str, &'static str)]) {
    let sections = dictionary(part);
    let mut names = BTreeSet::new();
    for (file, line) in files {
        let file_need = contract::unmark(file);
        let file = file_need.0;
        names.insert(file.to_string());
        let section = sections.get(file).unwrap_or_else(|| panic!("{file} is not in the dictionary"));
        assert_eq!(section.required, file_need.1 == Need::Required, "{file}: is it required?");
        let fixed = contract::columns(line);
        let kept: Vec<_> = section.columns.iter().filter(|c| fixed.iter().any(|f| f.0 == c.0)).collect();
        let expected: Vec<_> = fixed.iter().map(|(name, need)| ((*name).to_string(), *need)).collect();
        assert_eq!(kept, expected.iter().collect::<Vec<_>>(), "{file}: left the dictionary, right the contract");
        let added = section.columns.iter().filter(|c| !expected.contains(c));
        for (column, need) in added {
            assert_eq!(*need, Need::Optional, "{file}: the further column {column} must be optional");
        }
    }
    let unknown: Vec<_> = sections.keys().filter(|n| !names.contains(*n) && *n != NOT_FIXED).collect();
    assert!(unknown.is_empty(), "in the dictionary, not in the contract: {unknown:?}");
}

#[test]
fn the_dictionary_has_every_input_column_of_the_contract() {
    dictionary_holds_the_contract("Planning folder", PLANNING_FOLDER);
}

#[test]
fn the_dictionary_has_every_output_column_of_the_contract() {
    dictionary_holds_the_contract("Plan folder", PLAN_FOLDER);
}

#[test]
fn the_dictionary_has_the_columns_that_the_program_reads_and_no_others() {
    let sections = dictionary("Planning folder");
    for file in schema::FILES {
        let section = sections.get(file.name).unwrap_or_else(|| panic!("{} is not in the dictionary", file.name));
        assert_eq!(section.required, file.need != schema::Need::Optional, "{}: is it required?", file.name);
        let (required, one_of) = (file.required().collect::<BTreeSet<_>>(), file.one_of());
        let program: BTreeMap<String, Need> = file
            .columns()
            .into_iter()
            .map(|name| match (required.contains(name), one_of.contains(&name)) {
                (true, _) => (name.to_string(), Need::Required),
                (false, true) => (name.to_string(), Need::OneOf),
                (false, false) => (name.to_string(), Need::Optional),
            })
            .collect();
        let documented: BTreeMap<_, _> = section.columns.iter().cloned().collect();
        assert_eq!(documented, program, "{}: left the dictionary, right the program", file.name);
    }
    let read: BTreeSet<_> = schema::FILES.iter().map(|file| file.name).collect();
    let unread: Vec<_> = sections.keys().filter(|n| n.contains(".csv") && !read.contains(n.as_str())).collect();
    assert!(unread.is_empty(), "in the dictionary, not read by the program: {unread:?}");
}

#[test]
fn the_dictionary_has_the_columns_that_the_program_writes_in_their_order() {
    let sections = dictionary("Plan folder");
    let written: [(&str, &[&str]); 6] = [
        ("plan.csv", &tables::plan::COLUMNS),
        ("announcements.csv", &tables::announcements::COLUMNS),
        ("gaps.csv", &tables::gaps::COLUMNS),
        ("areas.csv", &tables::areas::COLUMNS),
        ("loads.csv", &tables::loads::COLUMNS),
        ("certificate.csv", &tables::certificate::COLUMNS),
    ];
    for (file, columns) in written {
        let documented: Vec<_> = sections[file].columns.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(documented, columns, "{file}: left the dictionary, right the program");
    }
}
