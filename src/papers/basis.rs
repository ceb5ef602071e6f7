//! The verified plan as the papers need it, read from the files of the plan folder and from nothing else.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;

use crate::domain::calendar::Day;
use crate::domain::goal::Origin;
use crate::domain::ids::{FkbIx, GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, Plan, Run, Stop};
use crate::domain::words::{Text, say};
use crate::papers::document::Document;
use crate::papers::words::Word;
use crate::report::derived::{GoalState, executors, state};
use crate::report::figures::Figures;

/// The plan, and what identifies it.
#[derive(Debug)]
pub struct Basis<'a> {
    /// The planning year.
    pub instance: &'a Instance,
    /// The plan of plan.csv.
    pub plan: Plan,
    /// Its figures.
    pub figures: Figures,
    /// Year and the beginning of the checksum, e.g. `2027-3f2a9c1b`.
    pub version: String,
    /// SHA-256 of plan.csv, hex.
    pub checksum: String,
    /// Version of the program that made the plan.
    pub program: String,
    /// Profile of the plan.
    pub profile: String,
    /// The open gaps of gaps.csv, by goal.
    pub gaps: Vec<OpenGap>,
    /// The goals in scope by home FKB, each list by code.
    goals: BTreeMap<FkbIx, Vec<GoalIx>>,
}

/// An open gap as gaps.csv tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenGap {
    /// The goal.
    pub goal: GoalIx,
    /// Why it has no run.
    pub reason: String,
    /// What would close it.
    pub cure: String,
}

/// Reads a plan folder that the verifier has accepted.
///
/// # Errors
/// A sentence, where the files do not hold what a verified plan folder holds.
pub fn basis<'a>(instance: &'a Instance, files: &BTreeMap<String, Vec<u8>>) -> Result<Basis<'a>, Text> {
    let result = files.get("result.json").ok_or_else(|| missing("result.json"))?;
    let result: Value = serde_json::from_slice(result).map_err(|error| Text::same(format!("result.json: {error}")))?;
    let text = |key: &str| {
        let found = result.get(key).and_then(Value::as_str).map(str::to_owned);
        found.ok_or_else(|| missing(&format!("result.json: {key}")))
    };
    let checksum = text("plan_sha256")?;
    let plan = read_plan(instance, files)?;
    let (certificate, terms, gaps) = (Vec::new(), BTreeMap::new(), Vec::new());
    let outcome = Outcome { plan, value: 0, bound: 0, certificate, stop: Stop::Gap, work: 0, terms, gaps };
    let figures = Figures::new(instance, &outcome);
    let short: String = checksum.chars().take(8).collect();
    let version = format!("{}-{short}", instance.calendar.year());
    let mut goals: BTreeMap<FkbIx, Vec<GoalIx>> = BTreeMap::new();
    for goal in instance.goal_ixs() {
        goals.entry(instance.goal(goal).fkb).or_default().push(goal);
    }
    let (program, profile) = (text("version")?, text("profile")?);
    let gaps = read_gaps(instance, files)?;
    Ok(Basis { instance, plan: outcome.plan, figures, version, checksum, program, profile, gaps, goals })
}

fn missing(what: &str) -> Text {
    say!("{what} mangler", "{what} is missing")
}

/// The rows of a CSV file of the plan folder, each made of the cells of these columns.
fn rows<T, const N: usize>(
    files: &BTreeMap<String, Vec<u8>>,
    file: &str,
    columns: [&str; N],
    row: impl Fn(&[&str]) -> Option<T>,
) -> Result<Vec<T>, Text> {
    let unreadable = |error: csv::Error| Text::same(format!("{file}: {error}"));
    let bytes = files.get(file).ok_or_else(|| missing(file))?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let headers = reader.headers().map_err(unreadable)?.clone();
    let at = |name: &str| headers.iter().position(|header| header == name).ok_or_else(|| missing(&format!("{file}: {name}")));
    let columns = columns.into_iter().map(at).collect::<Result<Vec<_>, _>>()?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let cells: Vec<&str> = columns.iter().filter_map(|column| record.get(*column)).collect();
        let line = record.position().map_or(0, csv::Position::line);
        let foreign = || {
            say!("{file} linje {line}: hører ikke til denne planlægningsmappe", "{file} line {line}: not of this planning folder")
        };
        rows.push(row(&cells).ok_or_else(foreign)?);
    }
    Ok(rows)
}

fn read_plan(instance: &Instance, files: &BTreeMap<String, Vec<u8>>) -> Result<Plan, Text> {
    let columns = ["goal_code", "site_id", "start_date", "guarantee", "min_participants", "max_participants", "origin"];
    rows(files, "plan.csv", columns, |cells| run(instance, cells)).map(Plan::new)
}

/// The gaps without an agreement.
fn read_gaps(instance: &Instance, files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<OpenGap>, Text> {
    let gap = |cells: &[&str]| {
        let [goal, reason, cure] = *cells else { return None };
        Some(OpenGap { goal: goal_of(instance, goal)?, reason: reason.to_owned(), cure: cure.to_owned() })
    };
    let mut gaps = rows(files, "gaps.csv", ["goal_code", "reason", "cheapest_cure"], gap)?;
    gaps.retain(|gap| instance.goal(gap.goal).agreement.is_none());
    gaps.sort_by_key(|gap| gap.goal);
    Ok(gaps)
}

fn goal_of(instance: &Instance, code: &str) -> Option<GoalIx> {
    instance.goals.binary_search_by(|data| data.code.as_str().cmp(code)).ok().map(GoalIx::from)
}

fn run(instance: &Instance, cells: &[&str]) -> Option<Run> {
    let [goal, site, start, guarantee, min, max, origin] = *cells else { return None };
    let goal = goal_of(instance, goal)?;
    let site = instance.sites.binary_search_by(|data| data.id.as_str().cmp(site)).ok()?;
    let origin = match origin {
        "form" => Origin::Form,
        "lock" => Origin::Lock,
        _ => Origin::Assigned,
    };
    Some(Run {
        goal,
        start: instance.calendar.day(start.parse().ok()?)?,
        site: SiteIx::from(site),
        guarantee: guarantee == "true",
        min: min.parse().ok()?,
        max: max.parse().ok()?,
        origin,
    })
}

impl Basis<'_> {
    /// A paper without contents: title, network, version and checksum.
    #[must_use]
    pub fn document(&self, title: String) -> Document {
        let language = self.instance.language;
        let values: &[(&str, &str)] = &[
            ("network", &self.instance.network),
            ("version", &self.version),
            ("checksum", &self.checksum),
            ("program", &self.program),
            ("profile", &self.profile),
        ];
        let say = |word: Word| word.fill(language, values);
        Document {
            title,
            lines: vec![say(Word::Network), say(Word::MadeBy)],
            notice: None,
            blocks: Vec::new(),
            footer: say(Word::Footer),
            short_footer: say(Word::ShortFooter),
            language,
        }
    }

    /// The plan year as text.
    #[must_use]
    pub fn year(&self) -> String {
        self.instance.calendar.year().to_string()
    }

    /// The member schools.
    pub fn members(&self) -> impl Iterator<Item = SchoolIx> + '_ {
        (0..self.instance.schools.len()).map(SchoolIx::from).filter(|school| self.instance.school(*school).member)
    }

    /// FKBs with a goal in scope, by code.
    #[must_use]
    pub fn fkbs(&self) -> Vec<FkbIx> {
        self.goals.keys().copied().collect()
    }

    /// The goals whose home is the FKB, by code.
    #[must_use]
    pub fn goals_of(&self, fkb: FkbIx) -> &[GoalIx] {
        self.goals.get(&fkb).map(Vec::as_slice).unwrap_or_default()
    }

    /// Goals of the FKB without a run or an agreement.
    #[must_use]
    pub fn open_gaps(&self, fkb: FkbIx) -> Vec<GoalIx> {
        let gap = |goal: &GoalIx| state(self.instance, &self.plan, *goal) == GoalState::Gap;
        self.goals_of(fkb).iter().copied().filter(gap).collect()
    }

    /// The schools that must sign the agreement of the FKB: members with a duty for one of its goals, and those that run one.
    #[must_use]
    pub fn signers(&self, fkb: FkbIx) -> Vec<SchoolIx> {
        let mut schools = Vec::new();
        for goal in self.goals_of(fkb).iter().copied() {
            schools.extend(self.instance.goal(goal).duties.iter().copied());
            schools.extend(executors(self.instance, &self.plan, goal));
        }
        schools.sort_unstable();
        schools.dedup();
        schools
    }

    /// The last day of a run of the plan.
    #[must_use]
    pub fn end(&self, run: &Run) -> Day {
        let at = self.plan.runs.binary_search(run).ok();
        at.and_then(|at| self.figures.runs.get(at)).map_or(run.start, |figures| figures.end)
    }

    /// The course days of a run: the open days of its site from its first to its last.
    #[must_use]
    pub fn days(&self, run: &Run) -> Vec<NaiveDate> {
        let rooms = &self.instance.site(run.site).rooms;
        let days = (run.start.0..=self.end(run).0).map(Day);
        let open = days.filter(|day| rooms.get(day.index()).is_some_and(|rooms| *rooms > 0));
        open.map(|day| self.instance.calendar.date(day)).collect()
    }
}
