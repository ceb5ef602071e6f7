//! Findings about files, columns and empty cells (E101 to E112, E201, E210, E211).

use std::collections::BTreeMap;

use super::finding::{Findings, Place, did_you_mean, say, with_hint};
use super::schema::{FILES, FileSpec, Need, closest};
use crate::read::folder::{Entry, Folder, MAX_BYTES};
use crate::read::table::{Flaw, FlawKind, MAX_ROWS, Table};

/// The CSV files of a folder.
pub struct Tables {
    by_name: BTreeMap<&'static str, Table>,
    /// Every required file is there with its required columns: references can be judged.
    pub complete: bool,
}

impl Tables {
    /// A table by file name, if it is there with its required columns.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Table> {
        self.by_name.get(name)
    }
}

/// Reads every known CSV file and notes what is wrong with files, columns and required cells.
pub fn tables(folder: &Folder, findings: &mut Findings) -> Tables {
    check_w112_unknown_file(folder, findings);
    let (mut by_name, mut complete) = (BTreeMap::new(), true);
    for spec in FILES {
        let Some(bytes) = readable(folder, spec, findings) else {
            complete &= !(is_needed(spec) || (defines_codes(spec) && folder.entries.contains_key(spec.name)));
            continue;
        };
        let table = Table::parse(spec.name, bytes);
        for flaw in &table.flaws {
            check_flaw(spec.name, flaw, findings);
        }
        complete &= check_e111_rows(spec, &table, findings);
        if table.columns.is_empty() {
            continue;
        }
        // Rows that were left out may define codes that other files name.
        let loses_rows = table.flaws.iter().any(|f| f.kind != FlawKind::Mangled);
        complete &= !(defines_codes(spec) && loses_rows);
        if check_columns(spec, &table, findings) {
            check_e201_required_cells(spec, &table, findings);
            check_e210_e211_choice(spec, &table, findings);
            by_name.insert(spec.name, table);
        } else {
            complete &= !is_needed(spec) && !defines_codes(spec);
        }
    }
    Tables { by_name, complete }
}

fn is_needed(spec: &FileSpec) -> bool {
    spec.need != Need::Optional
}

/// Without its codes, references in other files would seem wrong.
fn defines_codes(spec: &FileSpec) -> bool {
    ["schools.csv", "sites.csv", "fkbs.csv", "goals.csv", "municipalities.csv"].contains(&spec.name)
}

fn readable<'a>(folder: &'a Folder, spec: &FileSpec, findings: &mut Findings) -> Option<&'a [u8]> {
    match folder.entries.get(spec.name) {
        None if spec.need != Need::Optional => check_e101_missing_file(folder, spec.name, findings),
        None => {}
        Some(entry) => return check_entry(spec.name, entry, findings),
    }
    None
}

/// The bytes of an entry, or E102 or E103.
pub(super) fn check_entry<'a>(name: &str, entry: &'a Entry, findings: &mut Findings) -> Option<&'a [u8]> {
    let (code, what, cure) = match entry {
        Entry::Bytes(bytes) => return Some(bytes),
        Entry::TooLarge(size) => {
            let (size, most) = (size / 1024 / 1024, MAX_BYTES / 1024 / 1024);
            let what =
                say!("filen fylder {size} MB; højst {most} MB læses", "the file has {size} MB; at most {most} MB are read");
            ("E103", what, say!("fjern rækker, der ikke skal bruges", "remove rows that are not needed"))
        }
        Entry::Directory => {
            let what = say!("her står en mappe, ikke en fil", "this is a folder, not a file");
            ("E102", what, say!("læg en fil med det navn i stedet", "put a file of that name in its place"))
        }
        Entry::Unreadable(reason) => {
            let what = say!("filen kan ikke læses: {reason}", "the file cannot be read: {reason}"; reason);
            (
                "E102",
                what,
                say!("luk den i andre programmer, og se på rettighederne", "close it elsewhere and check its permissions"),
            )
        }
        Entry::Other => return None,
    };
    findings.add(code, Place::file(name), what, cure);
    None
}

pub(super) fn check_e101_missing_file(folder: &Folder, name: &str, findings: &mut Findings) {
    let unknown = folder.entries.keys().map(String::as_str).filter(|n| !is_known(n));
    let hint = did_you_mean(closest(name, unknown));
    let what = say!("filen mangler", "the file is missing");
    let cure = say!("læg {name} i mappen", "put {name} into the folder");
    findings.add("E101", Place::file(name), with_hint(what, &hint), cure);
}

fn is_known(name: &str) -> bool {
    let lower = name.to_lowercase();
    name == "plan.toml"
        || FILES.iter().any(|f| f.name == name)
        || name.starts_with("scenarios/")
        || name.starts_with("profiles/")
        || name.starts_with(['.', '~'])
        || lower.starts_with("readme")
        || lower.starts_with("license")
}

fn check_w112_unknown_file(folder: &Folder, findings: &mut Findings) {
    for name in folder.entries.keys().filter(|n| !is_known(n)) {
        let missing = FILES.iter().map(|f| f.name).chain(["plan.toml"]).filter(|n| !folder.entries.contains_key(*n));
        let hint = did_you_mean(closest(name, missing));
        let what = say!(
            "filen hører ikke til en planlægningsmappe og læses ikke",
            "the file is no part of a planning folder and is not read"
        );
        let cure = say!("ret navnet, eller lad den ligge", "correct its name, or leave it");
        findings.add("W112", Place::file(name), with_hint(what, &hint), cure);
    }
}

/// E103 (rows), E104, W105, E106 and E110.
fn check_flaw(file: &str, flaw: &Flaw, findings: &mut Findings) {
    let save = say!("gem filen igen som CSV UTF-8", "save the file again as CSV UTF-8");
    let (code, what, cure) = match &flaw.kind {
        FlawKind::Nul => ("E104", say!("filen er ikke en tekstfil (NUL-tegn)", "the file is not a text file (NUL byte)"), save),
        FlawKind::Mangled => ("W105", say!("bogstaver er gået tabt", "letters were lost"), save),
        FlawKind::UnclosedQuote => (
            "E106",
            say!("et citationstegn åbnes her og lukkes aldrig", "a quote is opened here and never closed"),
            say!("slet citationstegnet, eller luk det i samme celle", "remove the quote, or close it in the same cell"),
        ),
        FlawKind::Cells { found, expected } => (
            "E110",
            say!("rækken har {found} celler, overskriften {expected}", "the row has {found} cells, the header {expected}"),
            say!(
                "sæt tekst med komma eller semikolon i citationstegn, eller udfyld de manglende celler",
                "put text with a comma or semicolon into quotes, or add the missing cells"
            ),
        ),
        FlawKind::TooManyRows => (
            "E103",
            say!("filen har over {MAX_ROWS} rækker", "the file has more than {MAX_ROWS} rows"),
            say!("fjern rækker, der ikke skal bruges", "remove rows that are not needed"),
        ),
    };
    findings.add(code, Place::line(file, flaw.line), what, cure);
}

fn check_e111_rows(spec: &FileSpec, table: &Table, findings: &mut Findings) -> bool {
    if spec.need != Need::Rows || !table.rows.is_empty() || !table.flaws.is_empty() {
        return true;
    }
    let what = say!("filen har ingen rækker", "the file has no rows");
    let cure = say!("udfyld mindst én række under overskriften", "fill in at least one row below the header");
    findings.add("E111", Place::file(spec.name), what, cure);
    false
}

/// E107, W108 and E109; whether the required columns are there.
fn check_columns(spec: &FileSpec, table: &Table, findings: &mut Findings) -> bool {
    let known = spec.columns();
    let place = Place::line(spec.name, table.header_line);
    for (i, column) in table.columns.iter().enumerate() {
        if table.columns[..i].contains(column) && !column.is_empty() {
            let what = say!("kolonnen »{column}« står to gange", "the column \"{column}\" stands twice");
            let cure = say!("slet den ene", "remove one of them");
            findings.add("E109", place.column(column), what, cure);
        } else if !known.contains(&column.as_str()) && !column.is_empty() {
            check_w108_unknown_column(place, column, &known, table, findings);
        }
    }
    let missing = spec.required().filter(|c| table.column(c).is_none());
    let mut missing: Vec<String> = missing.map(str::to_string).collect();
    let one_of = spec.one_of();
    if !one_of.is_empty() && one_of.iter().all(|c| table.column(c).is_none()) {
        missing.push(one_of.join(" / "));
    }
    for column in &missing {
        let unknown = table.columns.iter().map(String::as_str).filter(|c| !known.contains(c));
        let hint = did_you_mean(closest(column, unknown));
        let what = say!("kolonnen »{column}« mangler", "the column \"{column}\" is missing");
        let cure =
            say!("tilføj kolonnen, eller ret dens navn i overskriften", "add the column, or correct its name in the header");
        findings.add("E107", place.column(column), with_hint(what, &hint), cure);
    }
    missing.is_empty()
}

fn check_w108_unknown_column(place: Place<'_>, column: &str, known: &[&str], table: &Table, findings: &mut Findings) {
    let free = known.iter().copied().filter(|c| table.column(c).is_none());
    let hint = did_you_mean(closest(column, free));
    let what = say!("ukendt kolonne »{column}«; den læses ikke", "unknown column \"{column}\"; it is not read");
    let cure = say!("ret navnet, eller lad den stå", "correct its name, or leave it");
    findings.add("W108", place.column(column), with_hint(what, &hint), cure);
}

fn check_e201_required_cells(spec: &FileSpec, table: &Table, findings: &mut Findings) {
    let columns: Vec<_> = spec.required().filter_map(|c| Some((c, table.column(c)?))).collect();
    for row in &table.rows {
        for (column, _) in columns.iter().filter(|(_, at)| row.cell(*at).is_empty()) {
            let what = say!("cellen er tom", "the cell is empty");
            let cure = say!("udfyld {column}", "fill in {column}");
            findings.add("E201", Place::line(spec.name, row.line).column(column), what, cure);
        }
    }
}

fn check_e210_e211_choice(spec: &FileSpec, table: &Table, findings: &mut Findings) {
    let columns: Vec<_> = spec.one_of().into_iter().filter_map(|c| Some((c, table.column(c)?))).collect();
    if columns.is_empty() {
        return;
    }
    let names = spec.one_of().join(", ");
    for row in &table.rows {
        let place = Place::line(spec.name, row.line);
        let filled: Vec<_> = columns.iter().filter(|(_, at)| !row.cell(*at).is_empty()).map(|(c, _)| *c).collect();
        if filled.is_empty() {
            let what = say!("ingen af {names} er udfyldt", "none of {names} is filled in");
            findings.add("E210", place, what, say!("udfyld én af dem", "fill in one of them"));
        } else if filled.len() > 1 && spec.only_one {
            let found = filled.join(", ");
            let what = say!("flere er udfyldt: {found}", "{found} are all filled in");
            findings.add("E211", place.column(filled[1]), what, say!("behold kun én af dem", "keep only one of them"));
        }
    }
}
