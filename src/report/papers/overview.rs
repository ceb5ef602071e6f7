//! The coordination overview (document 004, Dokumentation): the providers of every goal, the date and place of every run,
//! who announces it besides, and the agreements with schools outside the network.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::goal::{Agreement, Goal, GoalKind};
use crate::domain::ids::{GoalIx, SchoolIx};
use crate::domain::instance::Instance;
use crate::domain::plan::{Plan, Run};
use crate::report::derived::{GoalState, executors, mirrors, outside_name, school_name, state, tidy_address};
use crate::report::figures::{Figures, RunFigures};
use crate::report::home_area::intruded;
use crate::report::messages::Message;
use crate::report::papers::sheet::{Cell, Column, Sheet};
use crate::report::text::week_name;

const fn column(heading: Message, width: u16) -> Column {
    Column { heading, width }
}

/// Columns of the paper, as the contract names them.
pub const COLUMNS: &[Column] = &[
    column(Message::FkbCode, 9),
    column(Message::FkbTitle, 24),
    column(Message::GoalCode, 10),
    column(Message::GoalTitle, 34),
    column(Message::Duration, 10),
    column(Message::Core, 11),
    column(Message::Providers, 28),
    column(Message::Cooperation, 21),
    column(Message::Executing, 26),
    column(Message::Address, 28),
    column(Message::StartDate, 12),
    column(Message::EndDate, 12),
    column(Message::Week, 8),
    column(Message::Guarantee, 14),
    column(Message::Mirrors, 34),
    column(Message::OutsideSchool, 20),
    column(Message::AgreementReference, 17),
    column(Message::Remark, 26),
];

/// The paper: by FKB and goal, one row per run; goals without a run have one row. Gaps stand out, and the runs that are `cancelled`.
#[must_use]
pub fn sheet(instance: &Instance, plan: &Plan, figures: &Figures, cancelled: impl Fn(&Run) -> bool) -> Sheet {
    let mut rows = Vec::new();
    let mut marked = BTreeSet::new();
    for goal in by_fkb(instance) {
        if state(instance, plan, goal) == GoalState::Gap {
            marked.insert(rows.len());
        }
        let mut runs = figures.runs_of(plan, goal).peekable();
        if runs.peek().is_none() {
            rows.push(row(instance, plan, figures, goal, None));
        }
        for run in runs {
            let mut cells = row(instance, plan, figures, goal, Some(run));
            if cancelled(run.0) {
                marked.insert(rows.len());
                say_cancelled(instance, &mut cells);
            }
            rows.push(cells);
        }
    }
    Sheet { columns: COLUMNS, rows, marked }
}

/// Puts it before the remark, which is the last cell.
fn say_cancelled(instance: &Instance, cells: &mut [Cell]) {
    let word = Message::Cancelled.text(instance.language);
    let Some(remark) = cells.last_mut() else { return };
    *remark = match &*remark {
        Cell::Text(text) => Cell::Text(format!("{word}; {text}")),
        _ => Cell::text(word),
    };
}

/// Goals by FKB, then by code.
fn by_fkb(instance: &Instance) -> Vec<GoalIx> {
    let mut goals: Vec<GoalIx> = instance.goal_ixs().collect();
    goals.sort_by_key(|goal| (instance.goal(*goal).fkb, *goal));
    goals
}

type RunRow<'a> = (&'a Run, &'a RunFigures);

fn row(instance: &Instance, plan: &Plan, figures: &Figures, goal: GoalIx, run: Option<RunRow>) -> Vec<Cell> {
    let (data, language) = (instance.goal(goal), instance.language);
    let fkb = instance.fkb(data.fkb);
    let core = if data.kind == GoalKind::Core { Message::Yes } else { Message::No };
    let mut row = vec![
        Cell::text(&fkb.code),
        Cell::text(&fkb.title),
        Cell::text(&data.code),
        Cell::text(&data.title),
        Cell::Thousandths(data.duration),
        Cell::text(core.text(language)),
        Cell::text(&names(instance, &executors(instance, plan, goal))),
        Cell::text(cooperation(instance, plan, goal).map_or("", |word| word.text(language))),
    ];
    let agreement = data.agreement.as_ref();
    row.extend(match (run, agreement) {
        (Some(run), _) => run_cells(instance, plan, goal, run),
        (None, Some(agreement)) => agreement_cells(agreement),
        (None, None) => vec![Cell::Empty; 7],
    });
    row.push(Cell::text(agreement.map_or("", |agreement| outside_name(instance, &agreement.outside_school))));
    row.push(Cell::text(agreement.map_or("", |agreement| &agreement.reference)));
    row.push(Cell::text(&remark(instance, plan, figures, goal, run.map(|(run, _)| run))));
    row
}

/// Executing school, address, start, end, week, guarantee, mirrors.
fn run_cells(instance: &Instance, plan: &Plan, goal: GoalIx, (run, numbers): RunRow) -> Vec<Cell> {
    let (school, calendar) = (instance.school_of(run.site), &instance.calendar);
    let guarantee = if run.guarantee { Message::Yes } else { Message::No };
    vec![
        Cell::text(school_name(instance, school)),
        Cell::text(&tidy_address(instance, run)),
        Cell::Date(calendar.date(run.start)),
        Cell::Date(calendar.date(numbers.end)),
        week(calendar.date(run.start)),
        Cell::text(guarantee.text(instance.language)),
        Cell::text(&names(instance, &mirrors(instance, plan, goal, school))),
    ]
}

/// The same seven cells for an agreement: its start and week, where it names a date.
fn agreement_cells(agreement: &Agreement) -> Vec<Cell> {
    let mut cells = vec![Cell::Empty; 7];
    match agreement.start_date.parse::<NaiveDate>() {
        Ok(date) => {
            cells[2] = Cell::Date(date);
            cells[4] = week(date);
        }
        Err(_) => cells[2] = Cell::text(&agreement.start_date),
    }
    cells
}

/// The ISO week; with its year where that is not the year of the date.
fn week(date: NaiveDate) -> Cell {
    let name = week_name(date);
    name.parse().map_or(Cell::Text(name), Cell::Number)
}

/// Own offering when every school with a duty runs the goal itself; nothing is agreed on a gap.
fn cooperation(instance: &Instance, plan: &Plan, goal: GoalIx) -> Option<Message> {
    match state(instance, plan, goal) {
        GoalState::Gap => None,
        GoalState::Agreement => Some(Message::JointOffer),
        GoalState::Covered => {
            let own = executors(instance, plan, goal);
            let all = instance.goal(goal).duties.iter().all(|school| own.contains(school));
            Some(if all { Message::OwnOffer } else { Message::JointOffer })
        }
    }
}

fn remark(instance: &Instance, plan: &Plan, figures: &Figures, goal: GoalIx, run: Option<&Run>) -> String {
    let (data, language) = (instance.goal(goal), instance.language);
    let numbers = &figures.goals[goal.index()];
    let mut parts = Vec::new();
    match state(instance, plan, goal) {
        GoalState::Gap if numbers.gap.is_some_and(|gap| !gap.proven()) => {
            parts.push(Message::GapRemarkUnproven.text(language).to_owned());
        }
        GoalState::Gap => parts.push(Message::GapRemark.text(language).to_owned()),
        GoalState::Agreement => parts.push(Message::AgreementRemark.text(language).to_owned()),
        GoalState::Covered => {}
    }
    if numbers.narrow {
        parts.push(Message::NarrowRemark.text(language).to_owned());
    }
    let homes = run.map(|run| intruded(instance, run)).unwrap_or_default();
    if !homes.is_empty() {
        parts.push(Message::AwayRemark.fill(language, &[("school", &names(instance, &homes))]));
    }
    if let Some(lender) = run.and_then(|run| lender(data, run)) {
        parts.push(Message::LentRemark.fill(language, &[("school", school_name(instance, lender))]));
    }
    parts.join("; ")
}

/// Whose approval the run uses, where it is lent.
#[must_use]
pub fn lender(goal: &Goal, run: &Run) -> Option<SchoolIx> {
    goal.eligible.iter().find(|eligible| eligible.site == run.site)?.lender
}

/// Names of schools, separated by commas.
#[must_use]
pub fn names(instance: &Instance, schools: &[SchoolIx]) -> String {
    schools.iter().map(|school| school_name(instance, *school)).collect::<Vec<_>>().join(", ")
}
