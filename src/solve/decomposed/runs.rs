//! Which coupling rows a choice uses, and which start a single run would take.

use crate::domain::goal::When;
use crate::formulation::coupling::PER_MILLI;
use crate::formulation::placement::GoalModel;
use crate::solve::decomposed::dates::start_nets;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::{BLOCKED, Choice, Costs, Pick};

/// Best possible start of one run, in none of the windows taken.
#[must_use]
pub fn best_start(problem: &Problem, goal: usize, placement: usize, run: usize, costs: &Costs, taken: &[usize]) -> Option<usize> {
    let model = &problem.models[goal];
    let placed = &model.placements[placement].runs[run];
    let mut plain = Vec::new();
    start_nets(problem, goal, placed.site, costs, &mut plain);
    let nets = costs.windows.set_apart(model, placed.kind, placed.site, &plain).unwrap_or(plain);
    let net = |i: &usize| nets[*i] + model.wish_value(placed.kind, &model.sites[placed.site].starts[*i]) * PER_MILLI;
    let open = |i: &usize| {
        window_taken(problem, goal, placement, run, *i).is_none_or(|w| !taken.contains(&w) && window_open(model, placement, w))
    };
    (0..model.sites[placed.site].starts.len())
        .filter(|i| model.starts_within(placed.kind, &model.sites[placed.site].starts[*i]) && open(i))
        .map(|i| (net(&i), i))
        .filter(|(net, _)| *net > -BLOCKED / 2)
        .max_by_key(|(net, i)| (*net, std::cmp::Reverse(*i)))
        .map(|(_, i)| i)
}

/// The window that a start of the run takes, where C05 concerns it.
#[must_use]
pub fn window_taken(problem: &Problem, goal: usize, placement: usize, run: usize, start: usize) -> Option<usize> {
    let model = &problem.models[goal];
    let placed = &model.placements[placement].runs[run];
    let open = model.windows_for(model.placements[placement].runs.len())?;
    let week = model.sites[placed.site].starts[start].week;
    (model.kinds[placed.kind].when == When::Free).then(|| problem.parameters.window(week, open.len()))
}

fn window_open(model: &GoalModel, placement: usize, window: usize) -> bool {
    model.windows_for(model.placements[placement].runs.len()).is_none_or(|open| open[window])
}

/// Rows and amounts that a choice uses; a row may come more than once.
pub fn rows_used<'a>(problem: &'a Problem, goal: usize, choice: &'a Choice) -> impl Iterator<Item = (usize, i64)> + 'a {
    let picks = choice.picks.iter().enumerate();
    picks.flat_map(move |(run, pick)| rows_of_run(problem, goal, choice.placement, run, *pick))
}

/// Rows and amounts that one run uses.
pub fn rows_of_run(
    problem: &Problem,
    goal: usize,
    placement: usize,
    run: usize,
    pick: Pick,
) -> impl Iterator<Item = (usize, i64)> + '_ {
    let model = &problem.models[goal];
    let site = model.placements[placement].runs[run].site;
    let use_of = &problem.uses[goal][site];
    let from = usize::from(model.sites[site].starts[pick.start].open);
    let days = &problem.lanes[use_of.lane].rows[from..from + usize::from(model.days)];
    let by_day = days.iter().flatten().map(|r| (*r, 1));
    let guarantee = use_of.guarantee.filter(|_| pick.guarantee).map(|r| (r, 1));
    by_day.chain(use_of.scalars.iter().copied()).chain(guarantee)
}
