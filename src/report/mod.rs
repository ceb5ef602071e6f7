//! The only room that writes files: tables, meeting papers, summary.
//!
//! [`plan_folder`] turns an instance and an outcome into the files of a plan folder, as bytes and without touching the
//! disk; [`files::write_folder`] puts them there, all or nothing; [`summary::summary`] is what the screen shows.
//! This room decides nothing: numbers come from `formulation` by way of [`figures`], words from [`messages`].

pub mod cause_text;
pub mod cure_text;
pub mod derived;
pub mod figures;
pub mod files;
pub mod gap_list;
pub mod gap_words;
pub mod history;
pub mod home_area;
pub mod messages;
pub mod papers;
pub mod replanned;
pub mod summary;
pub mod table;
pub mod tables;
pub mod text;
pub mod why;

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, version};
use figures::Figures;
use messages::Message;
use papers::{gap_paper, overview, sheet_csv, sheet_xlsx};
use text::hex;

/// What was asked of the planning, for `result.json`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// The asked optimality gap, e.g. 0.01.
    pub asked_gap: f64,
    /// The seed in force.
    pub seed: u64,
}

/// All files of the plan folder, by name. The same instance, outcome and options give the same bytes.
#[must_use]
pub fn plan_folder(instance: &Instance, outcome: &Outcome, options: &Options) -> BTreeMap<String, Vec<u8>> {
    let figures = Figures::new(instance, outcome);
    let mut files = BTreeMap::new();
    let mut add = |name: &str, bytes: Vec<u8>| {
        files.insert(name.to_owned(), bytes);
    };
    add("plan.csv", tables::plan::file(instance, outcome, &figures));
    add("announcements.csv", tables::announcements::file(instance, outcome, &figures));
    add("gaps.csv", tables::gaps::file(instance, outcome, &figures));
    add("areas.csv", tables::areas::file(instance, outcome));
    add("loads.csv", tables::loads::file(instance, outcome, &figures));
    add("certificate.csv", tables::certificate::file(outcome));
    let sheets = [
        ("koordineringsoversigt", "Koordineringsoversigt", overview::sheet(instance, &outcome.plan, &figures, |_| false)),
        ("hulliste", "Hulliste", gap_paper::sheet(instance, outcome, &figures)),
    ];
    let footer = footer(instance, files.get("plan.csv").map(Vec::as_slice).unwrap_or_default());
    for (name, tab, sheet) in sheets {
        files.insert(format!("{name}.csv"), sheet_csv::bytes(&sheet, instance.language));
        files.insert(format!("{name}.xlsx"), sheet_xlsx::bytes(&sheet, instance.language, tab, &footer));
    }
    let result = tables::result::file(instance, outcome, &figures, options, &files);
    files.insert("result.json".to_owned(), result);
    files
}

/// What stands on each printed page: version and checksum of the plan.
fn footer(instance: &Instance, plan: &[u8]) -> String {
    let checksum = hex(&Sha256::digest(plan));
    let version = version(instance.calendar.year(), &checksum);
    Message::Footer.fill(instance.language, &[("version", &version), ("checksum", &checksum)])
}
