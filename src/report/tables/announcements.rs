//! `announcements.csv`: what each school announces, one row per duty.

use crate::domain::ids::{GoalIx, SchoolIx};
use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, Plan, Run};
use crate::report::derived::{Fulfilment, address, fulfilment};
use crate::report::figures::Figures;
use crate::report::table::Table;
use crate::report::text::iso_date;

/// Columns of the file. `further_runs` holds the other runs of the executing school, each `start/end@site_id`.
pub const COLUMNS: [&str; 9] = [
    "school_id",
    "goal_code",
    "fulfilled_by",
    "executing_school_id",
    "site_id",
    "address",
    "start_date",
    "end_date",
    "further_runs",
];

/// The file, sorted by school and goal.
#[must_use]
pub fn file(instance: &Instance, outcome: &Outcome, figures: &Figures) -> Vec<u8> {
    let duties = instance.goal_ixs().flat_map(|goal| instance.goal(goal).duties.iter().map(move |k| (*k, goal)));
    let mut duties: Vec<(SchoolIx, GoalIx)> = duties.collect();
    duties.sort_unstable();
    let mut table = Table::machine(&COLUMNS);
    for (school, goal) in duties {
        table.row(&row(instance, &outcome.plan, figures, school, goal));
    }
    table.bytes()
}

fn row(instance: &Instance, plan: &Plan, figures: &Figures, school: SchoolIx, goal: GoalIx) -> [String; COLUMNS.len()] {
    let data = instance.goal(goal);
    let (word, run) = match fulfilment(instance, plan, goal, school) {
        Fulfilment::Own(run) => ("own", Some(run)),
        Fulfilment::Mirror(run) => ("mirror", Some(run)),
        Fulfilment::Agreement => ("agreement", None),
        Fulfilment::Gap => ("gap", None),
    };
    let [executing, site, address, start, end, further] = match (run, &data.agreement) {
        (Some(run), _) => of_run(instance, plan, figures, goal, run),
        (None, Some(agreement)) => {
            let (school, start) = (agreement.outside_school.clone(), agreement.start_date.clone());
            [school, String::new(), String::new(), start, String::new(), String::new()]
        }
        (None, None) => Default::default(),
    };
    let (school, goal) = (instance.school(school).id.clone(), data.code.clone());
    [school, goal, word.to_owned(), executing, site, address, start, end, further]
}

/// Executing school, site, address, start, end and the school's further runs.
fn of_run(instance: &Instance, plan: &Plan, figures: &Figures, goal: GoalIx, run: &Run) -> [String; 6] {
    let school = instance.school_of(run.site);
    let date = |day| iso_date(&instance.calendar, day);
    let own = figures.runs_of(plan, goal).filter(|(other, _)| instance.school_of(other.site) == school);
    let (mut end, mut further) = (String::new(), Vec::new());
    for (other, numbers) in own {
        let last = date(numbers.end);
        if std::ptr::eq(other, run) {
            end = last;
        } else {
            further.push(format!("{}/{last}@{}", date(other.start), instance.site(other.site).id));
        }
    }
    let id = instance.school(school).id.clone();
    let site = instance.site(run.site).id.clone();
    [id, site, address(instance, run), date(run.start), end, further.join(" ")]
}
