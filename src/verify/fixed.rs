//! Rule C06: the runs that the input asks for are there, and the others are only what the plan may add.

use crate::domain::goal::{Origin, RequiredRun, When};
use crate::domain::ids::GoalIx;

use super::facts::{Facts, MOST_WEEKS_APART};
use super::matching;
use super::plan_file::{PlanRun, PlanRuns};
use super::verdict::Book;
use super::worth;

/// Judges the runs of every goal, and notes in each which required run it fulfils.
pub(super) fn check(facts: &Facts, plan: &mut PlanRuns, book: &mut Book) {
    for goal in facts.instance.goal_ixs() {
        match_required(facts, plan, goal, book);
        let count = plan.of_goal[goal.index()].len();
        let most = facts.goal(goal).most_runs;
        if count > most {
            let what = format!("goal {} has {count} runs, at most {most} are allowed", facts.instance.goal(goal).code);
            book.add("c06_fixed", format!("plan.csv goal {}", facts.instance.goal(goal).code), what);
        }
    }
    for run in &plan.runs {
        check_site(facts, run, book);
        if run.fulfils.is_none() {
            check_added(facts, run, book);
        }
    }
}

/// Matches the required runs of a goal one to one to its runs, within the windows where that is open.
fn match_required(facts: &Facts, plan: &mut PlanRuns, goal: GoalIx, book: &mut Book) {
    let required = &facts.instance.goal(goal).required;
    if required.is_empty() {
        return;
    }
    let runs: Vec<&PlanRun> = plan.of(goal).collect();
    let open = facts.open_windows(goal, runs.len());
    let cost = |wanted: &RequiredRun, run: &PlanRun| {
        fits(facts, goal, wanted, run).then(|| {
            let closed = |open: &Vec<bool>| !open[facts.days.window(run.start, open.len())];
            i64::from(wanted.when == When::Free && open.as_ref().is_some_and(closed))
        })
    };
    let row = |wanted: &RequiredRun| runs.iter().map(|run| cost(wanted, run)).collect();
    let costs: Vec<Vec<Option<i64>>> = required.iter().map(row).collect();
    let chosen = match open {
        Some(open) => apart(facts, required, &runs, &costs, &open),
        None => None,
    };
    let chosen = chosen.unwrap_or_else(|| matching::cheapest(&costs, runs.len()));
    for (i, (wanted, column)) in required.iter().zip(chosen).enumerate() {
        if let Some(column) = column {
            let position = plan.of_goal[goal.index()][column];
            plan.runs[position].fulfils = Some(i);
        } else {
            let code = &facts.instance.goal(goal).code;
            let text = wanted.sources.first().map_or("", |s| s.text.as_str());
            book.add(
                "c06_fixed",
                format!("plan.csv goal {code}"),
                format!("no run of goal {code} fulfils what was asked for: {text}"),
            );
        }
    }
}

/// A matching in which the runs that stand for free required runs start in open windows of their own, if there is one. Several may fit:
/// a run that is asked for in a long period can stand for a free one, and the free one for it.
fn apart(
    facts: &Facts,
    required: &[RequiredRun],
    runs: &[&PlanRun],
    costs: &[Vec<Option<i64>>],
    open: &[bool],
) -> Option<Vec<Option<usize>>> {
    let free: Vec<usize> = (0..required.len()).filter(|i| required[*i].when == When::Free).collect();
    if free.is_empty() || free.len() > MOST_WEEKS_APART || matching::cheapest(costs, runs.len()).contains(&None) {
        return None;
    }
    let window = |run: &&PlanRun| facts.days.window(run.start, open.len());
    let mut left = open.to_vec();
    for run in runs.iter().filter(|r| r.origin == Origin::Assigned) {
        left[window(run)] = false;
    }
    let windows: Vec<usize> = runs.iter().map(window).collect();
    search(&free, &windows, costs.to_vec(), &left)
}

/// Gives the first of the free required runs each run in turn whose window is left, and the rest to the others; the fixed ones come last.
fn search(free: &[usize], windows: &[usize], costs: Vec<Vec<Option<i64>>>, left: &[bool]) -> Option<Vec<Option<usize>>> {
    let Some((first, rest)) = free.split_first() else {
        return Some(matching::cheapest(&costs, windows.len())).filter(|chosen| !chosen.contains(&None));
    };
    for (column, window) in windows.iter().enumerate().filter(|(c, w)| costs[*first][*c].is_some() && left[**w]) {
        let mut costs = costs.clone();
        for row in &mut costs {
            row[column] = None;
        }
        costs[*first].fill(None);
        costs[*first][column] = Some(0);
        let mut left = left.to_vec();
        left[*window] = false;
        if let Some(chosen) = search(rest, windows, costs, &left) {
            return Some(chosen);
        }
    }
    None
}

/// Whether a run is what a required run asks for.
fn fits(facts: &Facts, goal: GoalIx, wanted: &RequiredRun, run: &PlanRun) -> bool {
    let starts = match wanted.when {
        When::Fixed(from, to) => from <= run.start && run.start <= to,
        When::Free => true,
    };
    let guarantee = match wanted.guarantee {
        Some(asked) => asked == run.guarantee,
        None => !run.guarantee || facts.instance.goal(goal).guarantee_ok,
    };
    starts
        && guarantee
        && wanted.sites.contains(&run.site)
        && wanted.origin == run.origin
        && wanted.max == run.max
        && worth::announced_min(wanted.min, run.guarantee) == run.min
}

/// No run is at a school that declined.
fn check_site(facts: &Facts, run: &PlanRun, book: &mut Book) {
    let goal = facts.instance.goal(run.goal);
    let school = facts.instance.school_of(run.site);
    if goal.declined.contains(&school) {
        let what = format!("{} has declined goal {}", facts.instance.school(school).id, goal.code);
        book.add("c06_fixed", run.place.clone(), what);
    }
}

/// A run that nobody asked for: assigned, at an eligible site, with the goal's own numbers.
fn check_added(facts: &Facts, run: &PlanRun, book: &mut Book) {
    let goal = facts.instance.goal(run.goal);
    let mut wrong = |what: String| book.add("c06_fixed", run.place.clone(), what);
    if run.origin != Origin::Assigned {
        wrong(format!("no form or lock asks for this run of goal {}", goal.code));
        return;
    }
    if facts.position(run.goal, run.site).is_none() {
        wrong(format!("{} may not run goal {}", facts.instance.site(run.site).id, goal.code));
    }
    if run.guarantee && !goal.guarantee_ok {
        wrong(format!("goal {} may not be a guarantee course", goal.code));
    }
    let min = worth::announced_min(goal.min, run.guarantee);
    if run.min != min {
        wrong(format!("min_participants is {} but must be {min}", run.min));
    }
    if run.max != goal.max {
        wrong(format!("max_participants is {} but must be {}", run.max, goal.max));
    }
}
