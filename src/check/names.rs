//! Codes to positions, with a finding for each code that nobody knows (E303 to E308) and each that stands twice (E301).

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Findings, Place, Text, did_you_mean, say, with_hint};
use super::schema::closest;
use crate::domain::ids::{AreaIx, FkbIx, GoalIx, GroupIx, SchoolIx, SiteIx};

/// Codes of one kind.
#[derive(Debug)]
pub struct Names<T> {
    map: BTreeMap<String, T>,
    /// Codes whose own row has an error: unusable, but not unknown.
    broken: BTreeSet<String>,
    code: &'static str,
    noun: Text,
    file: &'static str,
}

/// Unknown codes beyond this number get no spelling help, which takes time.
const HELPED: usize = 50;

impl<T: Copy> Names<T> {
    /// An empty list whose unknown codes give the finding `code`; they are defined in `file`.
    #[must_use]
    pub fn new(code: &'static str, noun: Text, file: &'static str) -> Self {
        Self { map: BTreeMap::new(), broken: BTreeSet::new(), code, noun, file }
    }

    /// Adds one.
    pub fn insert(&mut self, name: &str, value: T) {
        self.map.insert(name.to_string(), value);
    }

    /// Adds one that cannot be used because its own row is wrong; rows that name it give no second finding.
    pub fn insert_broken(&mut self, name: &str) {
        self.broken.insert(name.to_string());
    }

    /// The value, without any finding.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<T> {
        self.map.get(name).copied()
    }

    /// The value, or a finding at `place`. An empty name is E201's business and gives none.
    pub fn find(&self, name: &str, place: Place<'_>, findings: &mut Findings) -> Option<T> {
        let found = self.get(name);
        if found.is_none() && !name.is_empty() && !self.broken.contains(name) {
            let near = if findings.count(self.code) < HELPED { self.nearest(name) } else { None };
            let (noun, file) = (&self.noun, self.file);
            let what = say!("{noun} »{name}« findes ikke", "there is no {noun} \"{name}\""; noun);
            let cure = say!("ret koden, eller tilføj den i {file}", "correct the code, or add it to {file}");
            findings.add(self.code, place, with_hint(what, &did_you_mean(near)), cure);
        }
        found
    }

    /// As [`Names::find`] for a cell that may be empty.
    pub fn find_some(&self, name: Option<&String>, place: Place<'_>, findings: &mut Findings) -> Option<T> {
        self.find(name?, place, findings)
    }

    /// A spreadsheet takes leading zeros away; that is the first guess.
    fn nearest(&self, name: &str) -> Option<&str> {
        let same_digits = |known: &&String| known.trim_start_matches('0') == name.trim_start_matches('0');
        self.map.keys().find(same_digits).map(String::as_str).or_else(|| closest(name, self.map.keys().map(String::as_str)))
    }
}

/// All codes of the folder.
#[derive(Debug)]
pub struct Directory {
    /// Schools, members and others.
    pub schools: Names<SchoolIx>,
    /// Sites with their school; those of other than member schools have no position.
    pub sites: Names<(SchoolIx, Option<SiteIx>)>,
    /// FKBs.
    pub fkbs: Names<FkbIx>,
    /// Branch groups.
    pub groups: Names<GroupIx>,
    /// Municipalities.
    pub areas: Names<AreaIx>,
    /// Goals; those out of scope have no position.
    pub goals: Names<Option<GoalIx>>,
}

impl Directory {
    /// No codes yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            schools: Names::new("E303", say!("skolen", "school"), "schools.csv"),
            sites: Names::new("E304", say!("afdelingen", "site"), "sites.csv"),
            fkbs: Names::new("E305", say!("FKB'en", "FKB"), "fkbs.csv"),
            groups: Names::new("E307", say!("branchegruppen", "branch group"), "fkbs.csv"),
            areas: Names::new("E308", say!("kommunen", "municipality"), "municipalities.csv"),
            goals: Names::new("E306", say!("målet", "goal"), "goals.csv"),
        }
    }
}

/// The rows by code, the first row of each code; the others are E301.
pub fn check_e301_sorted_by_code<'a, R>(
    file: &str,
    column: &str,
    rows: &'a [R],
    code_and_line: impl Fn(&R) -> (&str, u64),
    findings: &mut Findings,
) -> Vec<&'a R> {
    let mut first: BTreeMap<&str, &R> = BTreeMap::new();
    for row in rows {
        let (code, line) = code_and_line(row);
        if code.is_empty() {
            continue;
        }
        if let Some(other) = first.get(code) {
            let earlier = code_and_line(other).1;
            let what = say!("{column} »{code}« står også i linje {earlier}", "{column} \"{code}\" stands in line {earlier} too");
            let cure = say!("slet den ene række, eller ret koden", "remove one of the rows, or correct the code");
            findings.add("E301", Place::line(file, line).column(column), what, cure);
        } else {
            // The closure borrows from `row`, which lives as long as `rows`.
            first.insert(code, row);
        }
    }
    first.into_values().collect()
}

/// W302: rows that say exactly the same as an earlier one.
pub fn check_w302_repeated<K: Ord>(file: &str, rows: impl Iterator<Item = (K, u64)>, effect: &Text, findings: &mut Findings) {
    let mut first: BTreeMap<K, u64> = BTreeMap::new();
    for (key, line) in rows {
        if let Some(earlier) = first.get(&key) {
            let what = say!("rækken siger det samme som linje {earlier}; {effect}", "the row says the same as line {earlier}; {effect}"; effect);
            findings.add("W302", Place::line(file, line), what, say!("slet den ene", "remove one of them"));
        } else {
            first.insert(key, line);
        }
    }
}
