//! The verified plan as the papers need it, read from the files of the plan folder and from nothing else.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::compare::plan::{FiledGoal, FiledPlan, FiledRun, State, read};
use crate::domain::calendar::Day;
use crate::domain::ids::{FkbIx, GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, Plan, Run, Stop};
use crate::domain::words::{Text, say};
use crate::papers::change_log::words::unreadable;
use crate::papers::document::Document;
use crate::papers::words::Word;
use crate::report::derived::{GoalState, executors, state};
use crate::report::figures::Figures;
use crate::report::gap_list::in_full;

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
    /// Positions in the plan of the runs that status.csv says are cancelled.
    cancelled: BTreeSet<usize>,
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
    let filed = read(files).map_err(|error| unreadable(&error))?;
    let plan = known_runs(instance, &filed)?;
    let terms = BTreeMap::new();
    let outcome =
        Outcome { plan, value: 0, bound: 0, certificate: Vec::new(), stop: Stop::Gap, work: 0, terms, gaps: Vec::new() };
    let figures = Figures::new(instance, &outcome);
    let mut goals: BTreeMap<FkbIx, Vec<GoalIx>> = BTreeMap::new();
    for goal in instance.goal_ixs() {
        goals.entry(instance.goal(goal).fkb).or_default().push(goal);
    }
    let version = filed.version(instance.calendar.year());
    let gaps = open_gaps(instance, &filed, &figures);
    let cancelled = cancelled(instance, &outcome.plan);
    let FiledPlan { checksum, program, profile, .. } = filed;
    Ok(Basis { instance, plan: outcome.plan, figures, version, checksum, program, profile, gaps, cancelled, goals })
}

fn known_runs(instance: &Instance, filed: &FiledPlan) -> Result<Plan, Text> {
    let mut runs = Vec::new();
    for code in filed.goals.keys() {
        for run in filed.runs_of(code) {
            let unknown = || {
                say!(
                    "plan.csv: et kursus på mål {code} hører ikke til denne planlægningsmappe",
                    "plan.csv: a run of goal {code} does not belong to this planning folder"
                )
            };
            runs.push(known_run(instance, code, run).ok_or_else(unknown)?);
        }
    }
    Ok(Plan::new(runs))
}

/// The goals that are gaps without an agreement, by goal.
fn open_gaps(instance: &Instance, filed: &FiledPlan, figures: &Figures) -> Vec<OpenGap> {
    let gap = |(code, goal): (&String, &FiledGoal)| match &goal.state {
        State::Gap(reason) => {
            let goal_ix = goal_of(instance, code)?;
            Some(OpenGap { goal: goal_ix, reason: in_full(instance, figures, goal_ix, reason), cure: goal.cure.clone() })
        }
        State::Covered(_) | State::Agreement(_) => None,
    };
    filed.goals.iter().filter_map(gap).collect()
}

/// Runs of the plan that status.csv marks as cancelled; rows about no run of the plan are told by the follow-up.
fn cancelled(instance: &Instance, plan: &Plan) -> BTreeSet<usize> {
    let rows = instance.status.iter().flatten().filter(|row| row.cancelled);
    let at = |goal: GoalIx, number: u32| {
        let run = plan.runs_of(goal).get((number as usize).checked_sub(1)?)?;
        plan.runs.binary_search(run).ok()
    };
    rows.filter_map(|row| at(row.goal, row.run)).collect()
}

fn goal_of(instance: &Instance, code: &str) -> Option<GoalIx> {
    instance.goals.binary_search_by(|data| data.code.as_str().cmp(code)).ok().map(GoalIx::from)
}

fn known_run(instance: &Instance, code: &str, run: &FiledRun) -> Option<Run> {
    let goal = goal_of(instance, code)?;
    let site = instance.sites.binary_search_by(|data| data.id.as_str().cmp(&run.site)).ok()?;
    let start = instance.calendar.day(run.start)?;
    Some(Run { goal, start, site: SiteIx::from(site), guarantee: run.guarantee, min: run.min, max: run.max, origin: run.origin })
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
            ("beginning", self.checksum.get(..16).unwrap_or_default()),
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
            end: say(Word::End),
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

    /// The run of the plan is cancelled during the year.
    #[must_use]
    pub fn is_cancelled(&self, run: &Run) -> bool {
        self.plan.runs.binary_search(run).is_ok_and(|at| self.cancelled.contains(&at))
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
