//! Documents and program say the same: codes and names, profiles, exit codes, version, commands, links.
//!
//! Each test reads a document as text and holds it against its twin, in both directions, so that a step forgotten in one
//! place turns a test red.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use amuplan::domain::profile::Profile;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Files below a folder with an extension, sorted.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("an entry of the folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a file name").to_string_lossy().into_owned()
}

/// Cells of a Markdown table row, trimmed; `None` for other lines and for the line below the heading.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<_> = inner.split('|').map(str::trim).collect();
    (!cells.iter().all(|c| c.chars().all(|l| l == '-' || l == ':'))).then_some(cells)
}

/// Is it `c03_room_capacity`: a letter, two digits, a name?
fn is_code(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len() > 4
        && bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'_')
        && (bytes[0] == b'c' || bytes[0] == b'o')
        && bytes[1].is_ascii_digit()
        && bytes[2].is_ascii_digit()
        && bytes[3] == b'_'
}

/// Names such as `c03_room_capacity` from the headings `### C03 room_capacity (hard)` of the model.
fn codes_of_the_model(letter: char) -> BTreeSet<String> {
    let model = text("models/annual-plan.md");
    let names: BTreeSet<_> = model
        .lines()
        .filter_map(|line| line.strip_prefix("### "))
        .filter_map(|heading| {
            let mut words = heading.split_whitespace();
            Some(format!("{}_{}", words.next()?.to_lowercase(), words.next()?))
        })
        .filter(|name| is_code(name) && name.starts_with(letter))
        .collect();
    assert_eq!(names.len(), 8, "models/annual-plan.md has codes 01 to 08: {names:?}");
    for (number, name) in (1..).zip(&names) {
        assert!(name.starts_with(&format!("{letter}0{number}_")), "{name} is number {number}");
    }
    names
}

fn codes_have_a_file_each(letter: char, folder: &str) {
    let mut found = BTreeSet::new();
    for path in files(folder, "rs").iter().filter(|path| stem(path) != "mod") {
        let name = stem(path);
        let source = fs::read_to_string(path).expect("a source file");
        assert!(source.contains(&format!("\"{name}\"")), "{} does not give its rows the name \"{name}\"", path.display());
        found.insert(name);
    }
    assert_eq!(found, codes_of_the_model(letter), "left: files in {folder}, right: headings of models/annual-plan.md");
}

#[test]
fn every_constraint_of_the_model_has_its_file_and_every_file_its_constraint() {
    codes_have_a_file_each('c', "src/formulation/constraints");
}

#[test]
fn every_term_of_the_model_has_its_file_and_every_file_its_term() {
    codes_have_a_file_each('o', "src/formulation/objective");
}

#[test]
fn the_verifier_has_a_rule_for_every_constraint_and_no_constraint_of_its_own() {
    let rules: BTreeSet<_> = amuplan::verify::rules().iter().filter(|r| is_code(r)).map(ToString::to_string).collect();
    assert_eq!(rules, codes_of_the_model('c'), "left: amuplan::verify::rules(), right: models/annual-plan.md");
}

#[test]
fn the_verifier_recomputes_every_term_and_none_of_its_own() {
    let mut terms = BTreeSet::new();
    for path in files("src/verify", "rs") {
        let source = fs::read_to_string(path).expect("a source file");
        terms.extend(source.split('"').filter(|word| is_code(word) && word.starts_with('o')).map(ToString::to_string));
    }
    assert_eq!(terms, codes_of_the_model('o'), "left: names in src/verify, right: models/annual-plan.md");
}

#[test]
fn every_rule_of_the_verifier_has_a_test() {
    let tests = text("tests/verifier.rs");
    let untested: Vec<_> = amuplan::verify::rules().iter().filter(|rule| !tests.contains(**rule)).collect();
    assert!(untested.is_empty(), "not named in tests/verifier.rs: {untested:?}");
}

#[test]
fn every_profile_can_be_read_names_itself_and_is_described() {
    let described = text("README.md") + &text("models/data-dictionary.md");
    let profiles = files("models/profiles", "toml");
    assert!(profiles.iter().any(|path| stem(path) == "balanced"), "the default profile is there");
    for path in profiles {
        let profile: Profile = toml::from_str(&fs::read_to_string(&path).expect("a profile"))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(profile.name, stem(&path), "{}", path.display());
        assert!(described.contains(&format!("`{}`", profile.name)), "{} is not described", profile.name);
        assert!(!profile.description_da.is_empty() && !profile.description_en.is_empty(), "{}", profile.name);
    }
}

#[test]
fn the_newest_entry_of_the_changelog_is_this_version() {
    let changelog = text("CHANGELOG.md");
    let versions = changelog.lines().filter_map(|line| line.strip_prefix("## [")).filter(|line| !line.starts_with("Unreleased]"));
    let newest = versions.into_iter().next().expect("a heading `## [version] - date`");
    let version = newest.split(']').next().expect("a version in brackets");
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
}

#[test]
fn exit_codes_of_the_readme_are_those_of_the_program() {
    let source: String = files("src", "rs")
        .iter()
        .filter(|path| path.strip_prefix(root().join("src")).is_ok_and(|p| p.starts_with("cli") || p == Path::new("cli.rs")))
        .map(|path| fs::read_to_string(path).expect("a source file"))
        .collect();
    let program: BTreeMap<String, String> = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub const ")?.strip_suffix(';')?.split_once(": u8 = "))
        .map(|(name, code)| (code.to_string(), name.to_lowercase()))
        .collect();
    let readme = text("README.md");
    let section = readme.split("## Exit codes").nth(1).expect("a section on exit codes");
    let documented: BTreeMap<String, String> = section
        .lines()
        .take_while(|line| !line.starts_with("## "))
        .filter_map(cells)
        .filter(|row| row[0].parse::<u8>().is_ok())
        .map(|row| (row[0].to_string(), row[1].to_string()))
        .collect();
    assert_eq!(documented.len(), 8, "codes 0 to 7 in README.md: {documented:?}");
    assert_eq!(documented, program, "left: README.md, right: constants of src/cli");
}

#[test]
fn every_command_of_the_readme_exists() {
    let readme = text("README.md");
    let section = readme.split("## Commands").nth(1).expect("a section on commands");
    let rows: Vec<_> = section.lines().take_while(|line| !line.starts_with("## ")).filter_map(cells).skip(1).collect();
    assert!(rows.len() >= 5, "the table of commands");
    for row in rows {
        for command in row[0].split(", ") {
            let name = command.trim_matches('`').split(' ').next().expect("a command");
            let output = Command::new(env!("CARGO_BIN_EXE_amuplan")).args([name, "--help"]).output().expect("the program runs");
            assert!(output.status.success() && !output.stdout.is_empty(), "`amuplan {name} --help`: {output:?}");
        }
    }
}

#[test]
fn links_in_the_documents_lead_to_files_that_exist() {
    let mut documents = vec![root().join("README.md"), root().join("CHANGELOG.md")];
    for folder in ["models", "src", "tests", "benches", "sample-data"] {
        documents.extend(files(folder, "md"));
    }
    for document in documents {
        let content = fs::read_to_string(&document).expect("a document");
        for link in content.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().expect("a part before #");
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let path = document.parent().expect("a folder").join(target);
            assert!(path.exists(), "{} links to {link}, which is not there", document.display());
        }
    }
}
