//! `plan.csv`: one row per run, sorted by goal and start.

use crate::domain::goal::Origin;
use crate::domain::ids::GoalIx;
use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, Run};
use crate::report::figures::{Figures, RunFigures};
use crate::report::table::Table;
use crate::report::text::{flag, iso_date, iso_week, thousandths};

/// Columns of the file.
pub const COLUMNS: [&str; 18] = [
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

/// The file.
#[must_use]
pub fn file(instance: &Instance, outcome: &Outcome, figures: &Figures) -> Vec<u8> {
    let mut table = Table::machine(&COLUMNS);
    for goal in instance.goal_ixs() {
        for (index, (run, numbers)) in figures.runs_of(&outcome.plan, goal).enumerate() {
            table.row(&row(instance, figures, goal, index + 1, run, numbers));
        }
    }
    table.bytes()
}

fn row(
    instance: &Instance,
    figures: &Figures,
    goal: GoalIx,
    number: usize,
    run: &Run,
    numbers: &RunFigures,
) -> [String; COLUMNS.len()] {
    let (data, calendar, site) = (instance.goal(goal), &instance.calendar, instance.site(run.site));
    [
        data.code.clone(),
        data.title.clone(),
        instance.fkb(data.fkb).code.clone(),
        instance.group(data.group).to_owned(),
        number.to_string(),
        instance.school(site.school).id.clone(),
        site.id.clone(),
        iso_date(calendar, run.start),
        iso_date(calendar, numbers.end),
        data.days.to_string(),
        iso_week(calendar, run.start),
        flag(run.guarantee),
        run.min.to_string(),
        run.max.to_string(),
        thousandths(numbers.expected),
        thousandths(numbers.probability),
        origin(run.origin).to_owned(),
        flag(figures.goals[goal.index()].narrow),
    ]
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Form => "form",
        Origin::Lock => "lock",
        Origin::Assigned => "assigned",
    }
}
