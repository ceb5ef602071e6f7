//! plan.csv: its rows as dated runs. Judges whether the file is well formed and says about goal, site and date what the input says.

use chrono::Datelike;

use crate::domain::calendar::Day;
use crate::domain::goal::Origin;
use crate::domain::ids::{GoalIx, SiteIx};
use crate::domain::words::{Text, say};

use super::facts::{Facts, Names};
use super::starts;
use super::table::{Files, Row, Table, iso_date, truth, whole};
use super::verdict::Book;

const COLUMNS: [&str; 18] = [
    "goal_code",
    "title",
    "fkb_code",
    "branch_group",
    "run",
    "school_id",
    "site_id",
    "start_date",
    "end_date",
    "days",
    "iso_week",
    "guarantee",
    "min_participants",
    "max_participants",
    "expected_participants",
    "probability_held",
    "origin",
    "narrow",
];

/// A run as plan.csv states it.
#[derive(Debug)]
pub(super) struct PlanRun {
    /// File and line.
    pub(super) place: Text,
    /// The goal.
    pub(super) goal: GoalIx,
    /// The site.
    pub(super) site: SiteIx,
    /// First day.
    pub(super) start: Day,
    /// The days it occupies; incomplete where it cannot run.
    pub(super) days: Vec<Day>,
    /// Guarantee course.
    pub(super) guarantee: bool,
    /// Announced minimum.
    pub(super) min: u32,
    /// Seats.
    pub(super) max: u32,
    /// Stated origin.
    pub(super) origin: Origin,
    /// Number within the goal.
    pub(super) number: usize,
    /// Text of expected_participants.
    pub(super) expected: String,
    /// Text of probability_held.
    pub(super) probability: String,
    /// The required run that it fulfils (position in `Goal::required`); set by `fixed`.
    pub(super) fulfils: Option<usize>,
}

/// The runs of a plan.
#[derive(Debug, Default)]
pub(super) struct PlanRuns {
    /// In the order of the file.
    pub(super) runs: Vec<PlanRun>,
    /// Per goal, positions in `runs` by start, then site.
    pub(super) of_goal: Vec<Vec<usize>>,
}

impl PlanRuns {
    /// The runs of a goal by start, then site.
    pub(super) fn of(&self, goal: GoalIx) -> impl Iterator<Item = &PlanRun> {
        self.of_goal[goal.index()].iter().map(|i| &self.runs[*i])
    }

    /// Whether a goal has a run.
    pub(super) fn covers(&self, goal: GoalIx) -> bool {
        !self.of_goal[goal.index()].is_empty()
    }
}

/// Reads plan.csv. Rows that name nothing known are violations and left out.
pub(super) fn read(facts: &Facts, files: &Files, book: &mut Book) -> PlanRuns {
    let mut plan = PlanRuns { runs: Vec::new(), of_goal: vec![Vec::new(); facts.instance.goals.len()] };
    let Some(table) = Table::read(files, "plan.csv", &COLUMNS, book) else { return plan };
    let names = Names::new(facts.instance);
    for row in &table.rows {
        match parse(facts, &names, &table, row) {
            Ok(run) => {
                check_texts(facts, &table, row, &run, book);
                plan.of_goal[run.goal.index()].push(plan.runs.len());
                plan.runs.push(run);
            }
            Err(what) => book.add("files", table.place(row), what),
        }
    }
    for list in &mut plan.of_goal {
        list.sort_by_key(|i| (plan.runs[*i].start, plan.runs[*i].site));
    }
    check_order(&plan, book);
    plan
}

/// The row as a run, or what cannot be understood.
fn parse(facts: &Facts, names: &Names, table: &Table, row: &Row) -> Result<PlanRun, Text> {
    let text = |column: &str| table.cell(row, column);
    let wrong = |column: &str| {
        let value = text(column);
        say!("{column} »{value}« kan ikke bruges", "{column} \"{value}\" cannot be used")
    };
    let (goal, site) = (text("goal_code"), text("site_id"));
    let goal = *names.goals.get(goal).ok_or_else(|| not_in_scope(goal))?;
    let unknown = || say!("afdelingen {site} kendes ikke", "site {site} is not known");
    let site = *names.sites.get(site).ok_or_else(unknown)?;
    let date = iso_date(text("start_date")).ok_or_else(|| wrong("start_date"))?;
    let outside = || say!("start_date {date} ligger ikke i planåret", "start_date {date} is not in the plan year");
    let start = facts.instance.calendar.day(date).ok_or_else(outside)?;
    let mut days = Vec::new();
    // A walk that fails is reported by rule C02.
    let _ = starts::walk(&facts.instance.site(site).rooms, &facts.days, start, facts.instance.goal(goal).days, &mut days);
    Ok(PlanRun {
        place: table.place(row),
        goal,
        site,
        start,
        days,
        guarantee: truth(text("guarantee")).ok_or_else(|| wrong("guarantee"))?,
        min: whole(text("min_participants")).ok_or_else(|| wrong("min_participants"))?,
        max: whole(text("max_participants")).ok_or_else(|| wrong("max_participants"))?,
        origin: origin(text("origin")).ok_or_else(|| wrong("origin"))?,
        number: whole(text("run")).ok_or_else(|| wrong("run"))?,
        expected: text("expected_participants").to_owned(),
        probability: text("probability_held").to_owned(),
        fulfils: None,
    })
}

/// What is said of a goal that the plan is not about.
pub(super) fn not_in_scope(code: &str) -> Text {
    say!("mål {code} er ikke med i planen", "goal {code} is not in scope")
}

fn origin(text: &str) -> Option<Origin> {
    match text {
        "form" => Some(Origin::Form),
        "lock" => Some(Origin::Lock),
        "assigned" => Some(Origin::Assigned),
        _ => None,
    }
}

/// The columns that repeat or follow from the input.
fn check_texts(facts: &Facts, table: &Table, row: &Row, run: &PlanRun, book: &mut Book) {
    let instance = facts.instance;
    let goal = instance.goal(run.goal);
    let date = instance.calendar.date(run.start);
    let week = date.iso_week();
    let mut expect = |column: &str, right: &str| book.expect("files", &run.place, column, table.cell(row, column), right);
    expect("title", &goal.title);
    expect("fkb_code", &instance.fkb(goal.fkb).code);
    expect("branch_group", instance.group(goal.group));
    expect("school_id", &instance.school(instance.school_of(run.site)).id);
    expect("days", &goal.days.to_string());
    expect("iso_week", &format!("{}-W{:02}", week.year(), week.week()));
    expect("narrow", &facts.goal(run.goal).narrow.to_string());
    if run.days.len() == usize::from(goal.days) {
        let last = run.days.last().copied().unwrap_or(run.start);
        expect("end_date", &instance.calendar.date(last).to_string());
    }
    debug_assert_eq!(date.year(), instance.calendar.year());
}

/// Rows sorted by goal and run, runs numbered 1, 2, .. by start.
fn check_order(plan: &PlanRuns, book: &mut Book) {
    for pair in plan.runs.windows(2) {
        if (pair[0].goal, pair[0].number) >= (pair[1].goal, pair[1].number) {
            let what = say!("rækkerne er ikke sorteret efter goal_code og run", "rows are not sorted by goal_code and run");
            book.add("files", pair[1].place.clone(), what);
        }
    }
    for list in &plan.of_goal {
        for (i, run) in list.iter().map(|i| &plan.runs[*i]).enumerate() {
            if run.number != i + 1 {
                let (number, right) = (run.number, i + 1);
                let what = say!(
                    "run er {number}, men skal være {right}: kurser nummereres efter startdato",
                    "run is {number} but must be {right}: runs are numbered by start date"
                );
                book.add("files", run.place.clone(), what);
            }
        }
    }
}
