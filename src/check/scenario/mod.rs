//! Scenarios (`scenarios/*.toml`): named patches on the planning folder and on the profile (E901 to E905).
//!
//! A file has a `name`, and patches in any number: `[[set]]`, `[[drop]]`, `[[scale]]`, `[[add]]`; `profile` and `[weights]` change what the
//! plan is judged by. All patches look at the folder as it is, none at what another one made of it, so their order does not matter; two that
//! change the same cell are an error. The patched folder is checked like any other.

mod patches;
mod rows;
mod summary;

use std::collections::{BTreeMap, BTreeSet};

use toml::Value;

use self::patches::Patches;
use super::finding::{Finding, Findings, did_you_mean, say, with_hint};
use super::keys::{Keys, a_text, check_e113_toml, check_w114_unknown_keys};
use super::schema::closest;
use super::{Checked, check, settings};
use crate::domain::profile::{Profile, Weights};
use crate::read::folder::Folder;
use crate::read::patch::{Edit, patched};
use crate::read::table::Table;

/// The folder of scenarios in a planning folder.
pub const DIRECTORY: &str = "scenarios/";

/// A scenario that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Its name, for people.
    pub name: String,
    /// One sentence about it; empty where there is none.
    pub description: String,
    /// Name of its file, as findings say it.
    pub file: String,
    /// Changes of rows.
    pub edits: Vec<Edit>,
    /// For each added row, in the order of `edits`, the line of the scenario that asks for it.
    added: Vec<u64>,
    profile: Option<Profile>,
    weights: BTreeMap<&'static str, i64>,
}

/// Reads a scenario for a folder. `file` is what findings call it.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(folder: &Folder, file: &str, bytes: &[u8]) -> Result<Scenario, Vec<Finding>> {
    let mut findings = Findings::default();
    let scenario = read_into(folder, file, bytes, &mut findings);
    let wrong = findings.any_error();
    scenario.filter(|_| !wrong).ok_or_else(|| findings.sorted())
}

/// Notes what is wrong with the scenarios of the folder.
pub(super) fn check_all(folder: &Folder, findings: &mut Findings) {
    for (file, entry) in folder.entries.iter().filter(|(name, _)| name.starts_with(DIRECTORY)) {
        if let Some(bytes) = super::files::check_entry(file, entry, findings) {
            let _ = read_into(folder, file, bytes, findings);
        }
    }
}

fn read_into(folder: &Folder, file: &str, bytes: &[u8], findings: &mut Findings) -> Option<Scenario> {
    let keys = check_e113_toml(file, bytes, findings)?;
    let known = ["name", "description", "profile", "weights", "set", "drop", "scale", "add"];
    check_w114_unknown_keys(&keys, &known, findings);
    let filled = |v: &Value| v.as_str().map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned);
    let name = keys.need("name", &a_text(), filled, findings);
    let description = keys.text("description", findings).unwrap_or_default();
    let profile = keys.table.contains_key("profile").then(|| settings::check_e118_profile(folder, &keys, findings)).flatten();
    let weights = weights(&keys, findings);
    let patches = Patches::read(folder, &keys, findings);
    let file = file.to_owned();
    Some(Scenario { name: name?, description, file, edits: patches.edits, added: patches.added, profile, weights })
}

const WEIGHTS: [&str; 8] = ["held", "access", "spread", "load", "date", "wishes", "stability", "guarantee"];

/// The table `[weights]`: other weights than the profile's, in permille.
fn weights(keys: &Keys<'_>, findings: &mut Findings) -> BTreeMap<&'static str, i64> {
    let kind = say!("en tabel [weights]", "a table [weights]");
    let table = keys.get("weights", &kind, |v| v.as_table().cloned(), findings).unwrap_or_default();
    let mut weights = BTreeMap::new();
    for (key, value) in &table {
        let number = value.as_integer().filter(|weight| (0..=super::profile::MOST_WEIGHT).contains(weight));
        match (WEIGHTS.iter().find(|known| *known == key), number) {
            (Some(known), Some(number)) => drop(weights.insert(*known, number)),
            (Some(_), None) => {
                let most = super::profile::MOST_WEIGHT;
                let what = say!(
                    "vægten {key} er ikke et helt tal fra 0 til {most}",
                    "the weight {key} is not a whole number from 0 to {most}"
                );
                findings.add("E118", keys.place(key), what, say!("ret tallet", "correct the number"));
            }
            (None, _) => {
                let (all, hint) = (WEIGHTS.join(", "), did_you_mean(closest(key, WEIGHTS.into_iter())));
                let what = with_hint(say!("der er ingen vægt »{key}«", "there is no weight \"{key}\""), &hint);
                findings.add("E118", keys.place(key), what, say!("skriv en af {all}", "write one of {all}"));
            }
        }
    }
    weights
}

impl Scenario {
    /// The folder with the changes of rows, without any scenario.
    #[must_use]
    pub fn patched(&self, folder: &Folder) -> Folder {
        patched(&folder.without_scenarios(), &self.edits)
    }

    /// Checks the folder as the scenario makes it. `profile` overrides the one that plan.toml names, and the scenario overrides both.
    ///
    /// What is wrong with an added row is found in the scenario's file.
    #[must_use]
    pub fn check(&self, folder: &Folder, profile: Option<&Profile>) -> Checked {
        let patched = self.patched(folder);
        let named = || settings::read(&patched, None, &mut Findings::default()).profile;
        let mut profile = self.profile.clone().or_else(|| profile.cloned()).or_else(named);
        if let Some(profile) = &mut profile {
            set_weights(&mut profile.weights, &self.weights);
        }
        let mut checked = check(&patched, profile.as_ref());
        let lines = self.lines_of_added_rows(&patched);
        for finding in &mut checked.findings {
            let added = finding.line.and_then(|line| lines.get(&(finding.file.as_str(), line)));
            if let Some(line) = added {
                (finding.file, finding.line) = (self.file.clone(), Some(*line));
            }
        }
        if let Some(instance) = &mut checked.instance {
            instance.scenario = Some(self.name.clone());
        }
        checked
    }

    /// Where the rows that were added stand in the patched files, and the lines of the scenario that ask for them.
    fn lines_of_added_rows(&self, patched: &Folder) -> BTreeMap<(&'static str, u64), u64> {
        let files = self.edits.iter().filter_map(|edit| if let Edit::Add { file, .. } = edit { Some(*file) } else { None });
        let adds: Vec<(&'static str, u64)> = files.zip(self.added.iter().copied()).collect();
        let mut lines = BTreeMap::new();
        for file in adds.iter().map(|(file, _)| *file).collect::<BTreeSet<_>>() {
            let table = Table::parse(file, patched.bytes(file).unwrap_or_default());
            let asked: Vec<u64> = adds.iter().filter(|(f, _)| *f == file).map(|(_, line)| *line).collect();
            let last = table.rows.iter().rev().map(|row| row.line);
            lines.extend(last.zip(asked.into_iter().rev()).map(|(row, asked)| ((file, row), asked)));
        }
        lines
    }
}

fn set_weights(weights: &mut Weights, other: &BTreeMap<&'static str, i64>) {
    for (name, weight) in other {
        let place = match *name {
            "held" => &mut weights.held,
            "access" => &mut weights.access,
            "spread" => &mut weights.spread,
            "load" => &mut weights.load,
            "date" => &mut weights.date,
            "wishes" => &mut weights.wishes,
            "stability" => &mut weights.stability,
            _ => &mut weights.guarantee,
        };
        *place = *weight;
    }
}
