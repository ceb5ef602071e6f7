//! A plan in natural units, from the files of its folder: numbers that mean the same in every plan of a year.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::difference::{Totals, totals};
use super::plan::{FiledPlan, FiledRun, Unreadable, parsed, read, rows, sha256};
use crate::domain::units::{Milli, rdiv};

const RESULT: &str = "result.json";
const LOADS: &str = "loads.csv";
const AREAS: &str = "areas.csv";
const DUTIES: &str = "announcements.csv";
const LOAD_COLUMNS: [&str; 6] = ["school_id", "runs", "course_days", "guarantee_runs", "narrow_runs", "fair_share"];
const AREA_COLUMNS: [&str; 3] = ["municipality_code", "branch_group", "median_km"];

/// A plan and its numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What people call it: its scenario, else its folder.
    pub name: String,
    /// The scenario it was made with.
    pub scenario: Option<String>,
    /// The plan.
    pub plan: FiledPlan,
    /// Goals, runs and participants.
    pub totals: Totals,
    /// What each member school takes on, by id.
    pub loads: Vec<Load>,
    /// The municipality and branch group whose typical goal is farthest away, in tenths of a km.
    pub farthest: Option<(i64, String, String)>,
    /// Runs of narrow goals that are expected to be held.
    pub narrow_held: Milli,
    /// Runs at schools that did not run the goal last year.
    pub moved: i64,
    /// The weighted sum, milli: comparable only where profile and demand are the same.
    pub value: i64,
    /// No plan with as few gaps is worth more.
    pub bound: i64,
}

/// What a school takes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// Id of the school.
    pub school: String,
    /// Goals that it must announce.
    pub duties: i64,
    /// Runs.
    pub runs: i64,
    /// Course days.
    pub days: i64,
    /// Guarantee courses.
    pub guarantees: i64,
    /// Runs of narrow goals.
    pub narrow: i64,
    /// Fair share of course days.
    pub fair: i64,
}

impl Load {
    /// Course days in permille of the fair share, rounded; without a share, all that is carried is too much.
    #[must_use]
    pub fn permille(&self) -> i64 {
        match self.fair {
            0 if self.days == 0 => 1000,
            0 => i64::MAX,
            fair => rdiv(self.days * 1000, fair),
        }
    }
}

/// Reads the files of a plan folder, by name. `folder` is what people call it where no scenario does.
///
/// # Errors
/// The first thing that hinders it.
pub fn measured(folder: &str, files: &BTreeMap<String, Vec<u8>>) -> Result<Measured, Unreadable> {
    let plan = read(files)?;
    let result: Value = serde_json::from_slice(files.get(RESULT).map(Vec::as_slice).unwrap_or_default())
        .map_err(|error| Unreadable::Broken(RESULT, error.to_string()))?;
    let whole = |key: &'static str| result[key].as_i64().ok_or(Unreadable::Lacking(RESULT, key));
    let narrow = result["counts"]["narrow_held"].as_f64().ok_or(Unreadable::Lacking(RESULT, "counts"))?;
    let moved = result["terms"]["o07_stability"]["natural"].as_f64().ok_or(Unreadable::Lacking(RESULT, "terms"))?;
    let scenario = result["scenario"].as_str().map(str::to_owned);
    Ok(Measured {
        name: scenario.clone().unwrap_or_else(|| folder.to_owned()),
        scenario,
        totals: totals(&plan),
        loads: loads(bytes(LOADS, files, &result)?, &duties(bytes(DUTIES, files, &result)?)?)?,
        farthest: farthest(bytes(AREAS, files, &result)?)?,
        narrow_held: libm::round(narrow * 1000.0) as Milli,
        moved: libm::round(moved) as i64,
        value: whole("objective")?,
        bound: whole("bound")?,
        plan,
    })
}

/// The bytes of a file that is the one written with the plan.
fn bytes<'f>(name: &'static str, files: &'f BTreeMap<String, Vec<u8>>, result: &Value) -> Result<&'f [u8], Unreadable> {
    let bytes = files.get(name).ok_or(Unreadable::Missing(name))?;
    match result["outputs"][name].as_str() {
        Some(stated) if stated != sha256(bytes) => Err(Unreadable::Changed(name)),
        _ => Ok(bytes),
    }
}

/// Duties of each school: its rows of announcements.csv.
fn duties(bytes: &[u8]) -> Result<BTreeMap<String, i64>, Unreadable> {
    let mut duties = BTreeMap::new();
    for (_, cells) in rows(DUTIES, bytes, &["school_id"])? {
        *duties.entry(cells.into_iter().next().unwrap_or_default()).or_insert(0) += 1;
    }
    Ok(duties)
}

fn loads(bytes: &[u8], duties: &BTreeMap<String, i64>) -> Result<Vec<Load>, Unreadable> {
    let load = |(line, cells): (u64, Vec<String>)| {
        let number = |at: usize| {
            let text = cells.get(at).map_or("", String::as_str);
            parsed((text, Unreadable::Cell(LOADS, line, LOAD_COLUMNS[at])))
        };
        let school = cells.first().cloned().unwrap_or_default();
        Ok(Load {
            duties: duties.get(&school).copied().unwrap_or(0),
            school,
            runs: number(1)?,
            days: number(2)?,
            guarantees: number(3)?,
            narrow: number(4)?,
            fair: number(5)?,
        })
    };
    rows(LOADS, bytes, &LOAD_COLUMNS)?.into_iter().map(load).collect()
}

/// The first of those with the largest median.
fn farthest(bytes: &[u8]) -> Result<Option<(i64, String, String)>, Unreadable> {
    let mut farthest: Option<(i64, String, String)> = None;
    for (line, cells) in rows(AREAS, bytes, &AREA_COLUMNS)? {
        let [area, group, km] = [0, 1, 2].map(|at| cells.get(at).cloned().unwrap_or_default());
        if km.is_empty() {
            continue;
        }
        let km: f64 = parsed((&km, Unreadable::Cell(AREAS, line, "median_km")))?;
        let tenths = libm::round(km * 10.0) as i64;
        if farthest.as_ref().is_none_or(|(most, ..)| tenths > *most) {
            farthest = Some((tenths, area, group));
        }
    }
    Ok(farthest)
}

impl Measured {
    /// The schools with the fewest and the most of something; of equals the first. `None` without schools.
    #[must_use]
    pub fn range(&self, of: impl Fn(&Load) -> i64) -> Option<(&Load, &Load)> {
        let least = self.loads.iter().min_by_key(|load| of(load))?;
        let most = self.loads.iter().rev().max_by_key(|load| of(load))?;
        Some((least, most))
    }

    /// Course days of a school; 0 where it has none.
    #[must_use]
    pub fn days(&self, school: &str) -> i64 {
        self.loads.iter().find(|load| load.school == school).map_or(0, |load| load.days)
    }

    /// The schools, worst-off first: by course days in permille of the fair share, then by days above it, then by id.
    #[must_use]
    pub fn worst_off_first(&self) -> Vec<&Load> {
        let mut loads: Vec<&Load> = self.loads.iter().collect();
        loads.sort_by_key(|load| std::cmp::Reverse((load.permille(), load.days - load.fair)));
        loads
    }

    /// Runs of narrow goals.
    #[must_use]
    pub fn narrow_runs(&self) -> i64 {
        self.loads.iter().map(|load| load.narrow).sum()
    }

    /// By how much a better plan could be better, in permille of the bound, rounded up; 0 where none can.
    #[must_use]
    pub fn improvable(&self) -> i64 {
        let (better, most) = ((self.bound - self.value).max(0), self.bound.abs().max(1));
        (i128::from(better) * 1000 + i128::from(most) - 1).div_euclid(i128::from(most)) as i64
    }
}

/// Why plans do not belong side by side: what the first says, and the number of the plan that says something else, with that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Apart {
    /// Plans of different years.
    Years(i32, usize, i32),
    /// Plans of different networks.
    Networks(String, usize, String),
}

/// Whether all plans are of one year and network; one that does not name them is believed.
///
/// # Errors
/// The first that is not.
pub fn together(plans: &[Measured]) -> Result<(), Apart> {
    let mut years = plans.iter().enumerate().filter_map(|(at, plan)| Some((at, plan.plan.year?)));
    if let Some((_, first)) = years.next()
        && let Some((at, other)) = years.find(|(_, year)| *year != first)
    {
        return Err(Apart::Years(first, at, other));
    }
    let mut networks = plans.iter().enumerate().filter_map(|(at, plan)| Some((at, plan.plan.network.as_ref()?)));
    if let Some((_, first)) = networks.next()
        && let Some((at, other)) = networks.find(|(_, network)| *network != first)
    {
        return Err(Apart::Networks(first.clone(), at, other.clone()));
    }
    Ok(())
}

/// The goals that are not the same in all plans, by code: another school, site, start, agreement, or a gap in some.
#[must_use]
pub fn differing(plans: &[Measured]) -> Vec<&str> {
    let Some((first, others)) = plans.split_first() else { return Vec::new() };
    let codes: BTreeSet<&str> = plans.iter().flat_map(|plan| plan.plan.goals.keys().map(String::as_str)).collect();
    let differs = |code: &&str| others.iter().any(|other| differ(&first.plan, &other.plan, code));
    codes.into_iter().filter(differs).collect()
}

/// Whether a goal is something else in two plans.
#[must_use]
pub fn differ(one: &FiledPlan, other: &FiledPlan, code: &str) -> bool {
    use super::plan::State::{Agreement, Covered, Gap};
    match (one.goals.get(code).map(|goal| &goal.state), other.goals.get(code).map(|goal| &goal.state)) {
        (Some(Gap(_)), Some(Gap(_))) | (None, None) => false,
        (Some(Agreement(a)), Some(Agreement(b))) => a != b,
        (Some(Covered(a)), Some(Covered(b))) => !a.iter().map(FiledRun::key).eq(b.iter().map(FiledRun::key)),
        _ => true,
    }
}

/// Whether a goal is at other schools, or a gap or agreement in one of two plans only.
#[must_use]
pub fn elsewhere(one: &FiledPlan, other: &FiledPlan, code: &str) -> bool {
    let schools = |plan: &FiledPlan| -> BTreeSet<String> { plan.runs_of(code).iter().map(|run| run.school.clone()).collect() };
    differ(one, other, code) && (schools(one) != schools(other) || schools(one).is_empty())
}
