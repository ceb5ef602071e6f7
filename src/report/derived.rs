//! Who announces what: duties, mirrors and agreements (`models/annual-plan.md` 8).

use crate::domain::goal::Goal;
use crate::domain::ids::{GoalIx, SchoolIx};
use crate::domain::instance::Instance;
use crate::domain::plan::{Plan, Run};

/// How a school's duty to announce a goal is fulfilled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fulfilment<'a> {
    /// By its own run, the first by date and site.
    Own(&'a Run),
    /// By announcing the first run of another school.
    Mirror(&'a Run),
    /// By an agreement with an outside school.
    Agreement,
    /// Not at all.
    Gap,
}

/// How the duty of `school` for the goal is fulfilled.
#[must_use]
pub fn fulfilment<'a>(instance: &Instance, plan: &'a Plan, goal: GoalIx, school: SchoolIx) -> Fulfilment<'a> {
    let runs = plan.runs_of(goal);
    let own = runs.iter().find(|run| instance.school_of(run.site) == school);
    match (own, runs.first()) {
        (Some(run), _) => Fulfilment::Own(run),
        (None, Some(run)) => Fulfilment::Mirror(run),
        (None, None) if instance.goal(goal).agreement.is_some() => Fulfilment::Agreement,
        (None, None) => Fulfilment::Gap,
    }
}

/// Schools that run the goal themselves, sorted.
#[must_use]
pub fn executors(instance: &Instance, plan: &Plan, goal: GoalIx) -> Vec<SchoolIx> {
    let mut schools: Vec<SchoolIx> = plan.runs_of(goal).iter().map(|run| instance.school_of(run.site)).collect();
    schools.sort_unstable();
    schools.dedup();
    schools
}

/// Schools with a duty that announce the runs of `executor`, sorted.
#[must_use]
pub fn mirrors(instance: &Instance, plan: &Plan, goal: GoalIx, executor: SchoolIx) -> Vec<SchoolIx> {
    let mirrors = |school: &SchoolIx| match fulfilment(instance, plan, goal, *school) {
        Fulfilment::Mirror(run) => instance.school_of(run.site) == executor,
        _ => false,
    };
    instance.goal(goal).duties.iter().copied().filter(mirrors).collect()
}

/// What became of a goal as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalState {
    /// It has a run.
    Covered,
    /// No run, closed by an agreement.
    Agreement,
    /// Neither.
    Gap,
}

/// What became of the goal.
#[must_use]
pub fn state(instance: &Instance, plan: &Plan, goal: GoalIx) -> GoalState {
    let Goal { agreement, .. } = instance.goal(goal);
    match (plan.runs_of(goal).is_empty(), agreement) {
        (false, _) => GoalState::Covered,
        (true, Some(_)) => GoalState::Agreement,
        (true, None) => GoalState::Gap,
    }
}

/// Number of goals in a state.
#[must_use]
pub fn count(instance: &Instance, plan: &Plan, wanted: GoalState) -> usize {
    instance.goal_ixs().filter(|goal| state(instance, plan, *goal) == wanted).count()
}

/// The name of a school as people write it: its name, or its id where it has none.
#[must_use]
pub fn school_name(instance: &Instance, school: SchoolIx) -> &str {
    let school = instance.school(school);
    if school.name.is_empty() { &school.id } else { &school.name }
}

/// The agreement's outside school: its name where the folder knows it by the id written, else as written.
#[must_use]
pub fn outside_name<'a>(instance: &'a Instance, written: &'a str) -> &'a str {
    let position = instance.schools.iter().position(|school| school.id == written);
    position.map_or(written, |index| school_name(instance, index.into()))
}

/// The address of a run as it is announced: `address, postal_code city`.
#[must_use]
pub fn address(instance: &Instance, run: &Run) -> String {
    let site = instance.site(run.site);
    format!("{}, {} {}", site.address, site.postal_code, site.city)
}

/// The same for people: without the commas and blanks of what is missing.
#[must_use]
pub fn tidy_address(instance: &Instance, run: &Run) -> String {
    let site = instance.site(run.site);
    let together = |parts: [&str; 2], between: &str| {
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        said.join(between)
    };
    together([&site.address, &together([&site.postal_code, &site.city], " ")], ", ")
}
