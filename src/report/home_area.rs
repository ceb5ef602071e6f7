//! The code of conduct of document 000: who works in whose home area, and whether that was agreed.

use crate::domain::ids::SchoolIx;
use crate::domain::instance::Instance;
use crate::domain::plan::{Plan, Run};

/// The members in whose home area the run lies without their consent, sorted; none where it lies at home.
///
/// At home is a municipality that the executing school names itself, or any of its addresses where it names none.
#[must_use]
pub fn intruded(instance: &Instance, run: &Run) -> Vec<SchoolIx> {
    let executor = instance.school_of(run.site);
    let municipality = &instance.site(run.site).municipality_code;
    let own = &instance.school(executor).home_municipalities;
    if own.is_empty() || own.contains(municipality) {
        return Vec::new();
    }
    let claims = |school: &SchoolIx| {
        let data = instance.school(*school);
        *school != executor && data.member && data.home_municipalities.contains(municipality)
    };
    let schools = (0..instance.schools.len()).map(SchoolIx::from);
    schools.filter(claims).filter(|home| !consented(instance, *home, run)).collect()
}

/// The school lets the executing school hold this run in its home area.
fn consented(instance: &Instance, home: SchoolIx, run: &Run) -> bool {
    let executor = instance.school_of(run.site);
    instance.consents.iter().any(|consent| {
        consent.home == home
            && consent.school == executor
            && consent.site.is_none_or(|site| site == run.site)
            && consent.goal.is_none_or(|goal| goal == run.goal)
    })
}

/// The runs of the plan that lie in another school's home area without consent, in its order.
#[must_use]
pub fn intrusions<'a>(instance: &Instance, plan: &'a Plan) -> Vec<(&'a Run, Vec<SchoolIx>)> {
    let all = plan.runs.iter().map(|run| (run, intruded(instance, run)));
    all.filter(|(_, homes)| !homes.is_empty()).collect()
}
