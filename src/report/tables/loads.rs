//! `loads.csv`: what each member school takes on.

use crate::domain::ids::SchoolIx;
use crate::domain::instance::Instance;
use crate::domain::plan::Outcome;
use crate::domain::units::Milli;
use crate::report::figures::Figures;
use crate::report::table::Table;
use crate::report::text::thousandths;

/// Columns of the file; `fair_share` and `deviation` in course days.
pub const COLUMNS: [&str; 8] =
    ["school_id", "runs", "course_days", "guarantee_runs", "narrow_runs", "expected_participants", "fair_share", "deviation"];

/// What one school takes on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Load {
    /// Runs at its sites.
    pub runs: i64,
    /// Course days of these runs.
    pub course_days: i64,
    /// Guarantee runs among them.
    pub guarantee_runs: i64,
    /// Runs of narrow goals among them.
    pub narrow_runs: i64,
    /// Expected participants in its held runs.
    pub expected: Milli,
}

/// Loads in the order of `Instance::schools`.
#[must_use]
pub fn loads(instance: &Instance, outcome: &Outcome, figures: &Figures) -> Vec<Load> {
    let mut loads = vec![Load::default(); instance.schools.len()];
    for (run, numbers) in outcome.plan.runs.iter().zip(&figures.runs) {
        let load = &mut loads[instance.school_of(run.site).index()];
        load.runs += 1;
        load.course_days += i64::from(instance.goal(run.goal).days);
        load.guarantee_runs += i64::from(run.guarantee);
        load.narrow_runs += i64::from(figures.goals[run.goal.index()].narrow);
        load.expected += numbers.expected;
    }
    loads
}

/// Member schools in order.
pub fn members(instance: &Instance) -> impl Iterator<Item = SchoolIx> + '_ {
    (0..instance.schools.len()).map(SchoolIx::from).filter(|school| instance.school(*school).member)
}

/// The file, one row per member school.
#[must_use]
pub fn file(instance: &Instance, outcome: &Outcome, figures: &Figures) -> Vec<u8> {
    let loads = loads(instance, outcome, figures);
    let mut table = Table::machine(&COLUMNS);
    for school in members(instance) {
        let (load, fair) = (&loads[school.index()], figures.fair[school.index()]);
        table.row(&[
            instance.school(school).id.clone(),
            load.runs.to_string(),
            load.course_days.to_string(),
            load.guarantee_runs.to_string(),
            load.narrow_runs.to_string(),
            thousandths(load.expected),
            fair.to_string(),
            (load.course_days - fair).to_string(),
        ]);
    }
    table.bytes()
}
