//! A plan as the files of its folder say it: plan.csv, gaps.csv and result.json, with codes. The folder need not verify against today's
//! planning folder, but its files must be whole and belong together.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::domain::goal::Origin;
use crate::domain::instance::Instance;
use crate::domain::plan::version;
use crate::domain::units::Milli;

/// A plan of a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct FiledPlan {
    /// Its year, where result.json or a run tells.
    pub year: Option<i32>,
    /// Its network, where result.json tells.
    pub network: Option<String>,
    /// SHA-256 of plan.csv, hex.
    pub checksum: String,
    /// Version of the program that made it.
    pub program: String,
    /// Profile that it was made with.
    pub profile: String,
    /// SHA-256 of each input file.
    pub inputs: BTreeMap<String, String>,
    /// What became of each goal in scope, by code.
    pub goals: BTreeMap<String, FiledGoal>,
}

/// A goal in scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledGoal {
    /// Its title.
    pub title: String,
    /// Code of its home FKB.
    pub fkb: String,
    /// What became of it.
    pub state: State,
    /// What would close it, where it is a gap.
    pub cure: String,
}

/// What became of a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It has these runs, by start and site; at least one.
    Covered(Vec<FiledRun>),
    /// An agreement closes it: its reference.
    Agreement(String),
    /// It is a gap: why.
    Gap(String),
}

/// A row of plan.csv.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledRun {
    /// First course day.
    pub start: NaiveDate,
    /// Last course day.
    pub end: NaiveDate,
    /// Id of the executing school.
    pub school: String,
    /// Id of the site.
    pub site: String,
    /// Guarantee course.
    pub guarantee: bool,
    /// Fewest participants.
    pub min: u32,
    /// Seats.
    pub max: u32,
    /// Expected participants in the run, counted only when it is held.
    pub expected: Milli,
    /// Who decided it.
    pub origin: Origin,
}

/// Why a folder is no plan folder that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// A file is missing.
    Missing(&'static str),
    /// The file is not what its name says: what the reader of the format found.
    Broken(&'static str, String),
    /// A column or key is missing.
    Lacking(&'static str, &'static str),
    /// A cell says nothing that can be read: file, line, column.
    Cell(&'static str, u64, &'static str),
    /// The file is not the one that was written with the plan.
    Changed(&'static str),
    /// A goal has runs and is a gap, or is a gap twice: its code.
    Contradiction(String),
}

/// Why two plans cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Foreign {
    /// The plan is one of this year.
    Year(i32),
    /// The plan is one of this network.
    Network(String),
}

const PLAN: &str = "plan.csv";
const GAPS: &str = "gaps.csv";
const RESULT: &str = "result.json";

const PLAN_COLUMNS: [&str; 12] = [
    "goal_code",
    "title",
    "fkb_code",
    "school_id",
    "site_id",
    "start_date",
    "end_date",
    "guarantee",
    "min_participants",
    "max_participants",
    "expected_participants",
    "origin",
];
const GAP_COLUMNS: [&str; 6] = ["goal_code", "title", "fkb_code", "reason", "cheapest_cure", "agreement_reference"];

/// Reads the files of a plan folder, by name.
///
/// # Errors
/// The first thing that hinders it.
pub fn read(files: &BTreeMap<String, Vec<u8>>) -> Result<FiledPlan, Unreadable> {
    let bytes = |name: &'static str| files.get(name).map(Vec::as_slice).ok_or(Unreadable::Missing(name));
    let (plan, gaps) = (bytes(PLAN)?, bytes(GAPS)?);
    let result: Value = serde_json::from_slice(bytes(RESULT)?).map_err(|error| Unreadable::Broken(RESULT, error.to_string()))?;
    let text = |key: &'static str| result[key].as_str().map(str::to_owned).ok_or(Unreadable::Lacking(RESULT, key));
    let checksum = text("plan_sha256")?;
    if checksum != sha256(plan) {
        return Err(Unreadable::Changed(PLAN));
    }
    if result["outputs"][GAPS].as_str().is_some_and(|stated| stated != sha256(gaps)) {
        return Err(Unreadable::Changed(GAPS));
    }
    let mut year = result["year"].as_i64().and_then(|year| i32::try_from(year).ok());
    let mut goals = BTreeMap::new();
    for (line, cells) in rows(PLAN, plan, &PLAN_COLUMNS)? {
        let run = run(line, &cells)?;
        if *year.get_or_insert(run.start.year()) != run.start.year() {
            return Err(Unreadable::Cell(PLAN, line, "start_date"));
        }
        add_run(&mut goals, &cells, run);
    }
    for (_, cells) in rows(GAPS, gaps, &GAP_COLUMNS)? {
        add_gap(&mut goals, cells)?;
    }
    for goal in goals.values_mut() {
        if let State::Covered(runs) = &mut goal.state {
            runs.sort_by(|a, b| a.key().cmp(&b.key()));
        }
    }
    let (program, profile) = (text("version")?, text("profile")?);
    let network = result["network"].as_str().map(str::to_owned);
    let inputs = result["inputs"].as_object().into_iter().flatten();
    let inputs = inputs.filter_map(|(file, hash)| Some((file.clone(), hash.as_str()?.to_owned()))).collect();
    Ok(FiledPlan { year, network, checksum, program, profile, inputs, goals })
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// The named cells of each row, with its line.
pub(super) fn rows(file: &'static str, bytes: &[u8], columns: &[&'static str]) -> Result<Vec<(u64, Vec<String>)>, Unreadable> {
    let broken = |error: csv::Error| Unreadable::Broken(file, error.to_string());
    let mut reader = csv::Reader::from_reader(bytes);
    let headers = reader.headers().map_err(broken)?.clone();
    let at = |name: &&'static str| headers.iter().position(|head| head == *name).ok_or(Unreadable::Lacking(file, name));
    let columns = columns.iter().map(at).collect::<Result<Vec<usize>, _>>()?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push((line, columns.iter().map(|at| record.get(*at).unwrap_or("").to_owned()).collect()));
    }
    Ok(rows)
}

fn run(line: u64, cells: &[String]) -> Result<FiledRun, Unreadable> {
    let cell = |name: &'static str| {
        let text = PLAN_COLUMNS.iter().position(|column| *column == name).and_then(|at| cells.get(at));
        (text.map_or("", String::as_str), Unreadable::Cell(PLAN, line, name))
    };
    let date = |name| parsed::<NaiveDate>(cell(name));
    let number = |name| parsed::<u32>(cell(name));
    let (expected, wrong) = cell("expected_participants");
    let expected = expected.parse::<f64>().ok().filter(|number| (0.0..=1e9).contains(number)).ok_or(wrong)?;
    let (origin, wrong) = cell("origin");
    let origin = match origin {
        "form" => Origin::Form,
        "lock" => Origin::Lock,
        "assigned" => Origin::Assigned,
        _ => return Err(wrong),
    };
    Ok(FiledRun {
        start: date("start_date")?,
        end: date("end_date")?,
        school: cell("school_id").0.to_owned(),
        site: cell("site_id").0.to_owned(),
        guarantee: parsed(cell("guarantee"))?,
        min: number("min_participants")?,
        max: number("max_participants")?,
        expected: libm::round(expected * 1000.0) as Milli,
        origin,
    })
}

pub(super) fn parsed<T: std::str::FromStr>((text, wrong): (&str, Unreadable)) -> Result<T, Unreadable> {
    text.parse().map_err(|_| wrong)
}

/// The first three cells name a goal.
fn named(cells: &[String]) -> [String; 3] {
    [0, 1, 2].map(|at| cells.get(at).cloned().unwrap_or_default())
}

fn add_run(goals: &mut BTreeMap<String, FiledGoal>, cells: &[String], run: FiledRun) {
    let [code, title, fkb] = named(cells);
    let goal = goals.entry(code).or_insert(FiledGoal { title, fkb, state: State::Covered(Vec::new()), cure: String::new() });
    if let State::Covered(runs) = &mut goal.state {
        runs.push(run);
    }
}

fn add_gap(goals: &mut BTreeMap<String, FiledGoal>, mut cells: Vec<String>) -> Result<(), Unreadable> {
    let [code, title, fkb] = named(&cells);
    let reference = cells.pop().unwrap_or_default();
    let cure = cells.pop().unwrap_or_default();
    let reason = cells.pop().unwrap_or_default();
    let state = if reference.is_empty() { State::Gap(reason) } else { State::Agreement(reference) };
    match goals.entry(code) {
        Entry::Occupied(taken) => Err(Unreadable::Contradiction(taken.key().clone())),
        Entry::Vacant(place) => {
            place.insert(FiledGoal { title, fkb, state, cure });
            Ok(())
        }
    }
}

impl FiledRun {
    /// All of the run that a plan decides; equal keys are the same run.
    #[must_use]
    pub fn key(&self) -> (NaiveDate, &str, &str, NaiveDate, bool, u32, u32) {
        (self.start, &self.site, &self.school, self.end, self.guarantee, self.min, self.max)
    }
}

impl FiledPlan {
    /// The short name of a plan of the year: year and beginning of the checksum, e.g. `2027-3f2a9c1b`.
    #[must_use]
    pub fn version(&self, year: i32) -> String {
        version(year, &self.checksum)
    }

    /// The runs of a goal; none where it has none.
    #[must_use]
    pub fn runs_of(&self, goal: &str) -> &[FiledRun] {
        match self.goals.get(goal).map(|goal| &goal.state) {
            Some(State::Covered(runs)) => runs,
            _ => &[],
        }
    }

    /// Is it a plan of the year and network of the folder?
    ///
    /// # Errors
    /// The other year or network. A plan that does not name its network, as those of before these keys, is believed.
    pub fn belongs_to(&self, instance: &Instance) -> Result<(), Foreign> {
        if let Some(year) = self.year.filter(|year| *year != instance.calendar.year()) {
            return Err(Foreign::Year(year));
        }
        match &self.network {
            Some(network) if *network != instance.network => Err(Foreign::Network(network.clone())),
            _ => Ok(()),
        }
    }
}
