//! The choices that a plan stands for: the way back from dated runs to placements, e.g. to go on from a plan in another problem.

use crate::domain::calendar::Calendar;
use crate::domain::plan::{Plan, Run};
use crate::formulation::placement::GoalModel;
use crate::formulation::translate::placement_of;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::{Choice, Pick};

/// The choice of each goal, `None` where it has no run; an error names the goals whose runs are no choice of the problem.
///
/// # Errors
/// The positions of those goals.
pub fn choices_of(problem: &Problem, calendar: Calendar, plan: &Plan) -> Result<Vec<Option<Choice>>, Vec<usize>> {
    let mut lost = Vec::new();
    let mut choices = vec![None; problem.models.len()];
    for (goal, model) in problem.models.iter().enumerate() {
        let runs = plan.runs_of(model.goal);
        choices[goal] = choice_of(calendar, model, runs);
        if choices[goal].is_none() && !runs.is_empty() {
            lost.push(goal);
        }
    }
    if lost.is_empty() { Ok(choices) } else { Err(lost) }
}

/// The same without an error: a goal whose runs are no choice of the problem has none.
#[must_use]
pub fn possible_choices(problem: &Problem, calendar: Calendar, plan: &Plan) -> Vec<Option<Choice>> {
    problem.models.iter().map(|model| choice_of(calendar, model, plan.runs_of(model.goal))).collect()
}

/// The choice that the runs of one goal stand for.
fn choice_of(calendar: Calendar, model: &GoalModel, runs: &[Run]) -> Option<Choice> {
    if runs.is_empty() {
        return None;
    }
    let (placement, order) = placement_of(calendar, model, runs)?;
    let placed = model.placements[placement].runs.iter().zip(&order);
    let pick = |(placed, run): (&crate::formulation::placement::PlacedRun, &usize)| {
        let run = &runs[*run];
        let start = model.sites[placed.site].starts.binary_search_by_key(&run.start, |s| s.day).ok()?;
        Some(Pick { start, guarantee: run.guarantee })
    };
    Some(Choice { placement, picks: placed.map(pick).collect::<Option<_>>()? })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;
    use std::time::Duration;

    use super::choices_of;
    use crate::check::check;
    use crate::read::folder::read_folder;
    use crate::solve::decomposed::problem::Problem;
    use crate::solve::limits::Limits;
    use crate::solve::outcome::plan_of;
    use crate::solve::solve;

    #[test]
    fn a_plan_and_its_choices_are_the_same_plan() {
        let folder = read_folder(std::path::Path::new("sample-data/sosu-midt-nord")).expect("the sample");
        let instance = check(&folder, None).instance.expect("an instance");
        let stop = AtomicBool::new(false);
        let limits = Limits {
            gap: 0.05,
            time: Duration::from_secs(600),
            work: 50,
            exact_columns: 0,
            seed: 1,
            interrupt: &stop,
            worker: None,
        };
        let plan = solve(&instance, &limits, &mut |_| ()).expect("a plan").plan;
        let problem = Problem::new(&instance);
        let choices = choices_of(&problem, instance.calendar, &plan).expect("choices");
        assert_eq!(plan_of(&problem, &choices), plan);
        let mut wrong = plan.clone();
        wrong.runs[0].max += 1;
        let goal = wrong.runs[0].goal.index();
        assert_eq!(choices_of(&problem, instance.calendar, &wrong), Err(vec![goal]));
    }
}
