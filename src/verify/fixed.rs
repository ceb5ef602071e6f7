//! Rule C06: the runs that the input asks for are there, and the others are only what the plan may add.

use crate::domain::goal::{Origin, RequiredRun, When};
use crate::domain::ids::GoalIx;
use crate::domain::words::{Text, say};

use super::facts::{Facts, MOST_WEEKS_APART};
use super::matching;
use super::plan_file::{PlanRun, PlanRuns};
use super::table::place_of_goal;
use super::verdict::Book;
use super::worth;

/// Judges the runs of every goal, and notes in each which required run it fulfils.
pub(super) fn check(facts: &Facts, plan: &mut PlanRuns, book: &mut Book) {
    for goal in facts.instance.goal_ixs() {
        match_required(facts, plan, goal, book);
        let count = plan.of_goal[goal.index()].len();
        let most = facts.goal(goal).most_runs;
        if count > most {
            let code = &facts.instance.goal(goal).code;
            let what = say!(
                "mål {code} har {count} kurser, højst {most} er tilladt",
                "goal {code} has {count} runs, at most {most} are allowed"
            );
            book.add("c06_fixed", place_of_goal("plan.csv", code), what);
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
            let asked = wanted.sources.first().map(|s| s.text.clone()).unwrap_or_default();
            let what = say!(
                "intet kursus i mål {code} er det, der blev bedt om: {asked}",
                "no run of goal {code} fulfils what was asked for: {asked}"; asked
            );
            book.add("c06_fixed", place_of_goal("plan.csv", code), what);
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
        let (id, code) = (&facts.instance.school(school).id, &goal.code);
        let what = say!("{id} har svaret nej til mål {code}", "{id} has declined goal {code}");
        book.add("c06_fixed", run.place.clone(), what);
    }
}

/// A run that nobody asked for: assigned, at an eligible site, with the goal's own numbers.
fn check_added(facts: &Facts, run: &PlanRun, book: &mut Book) {
    let goal = facts.instance.goal(run.goal);
    let code = &goal.code;
    let mut wrong = |what: Text| book.add("c06_fixed", run.place.clone(), what);
    if run.origin != Origin::Assigned {
        wrong(say!(
            "intet skema og ingen lås beder om dette kursus i mål {code}",
            "no form or lock asks for this run of goal {code}"
        ));
        return;
    }
    if facts.position(run.goal, run.site).is_none() {
        let site = &facts.instance.site(run.site).id;
        wrong(say!("{site} må ikke gennemføre mål {code}", "{site} may not run goal {code}"));
    }
    if run.guarantee && !goal.guarantee_ok {
        wrong(say!("mål {code} må ikke være garantikursus", "goal {code} may not be a guarantee course"));
    }
    let numbers =
        [("min_participants", run.min, worth::announced_min(goal.min, run.guarantee)), ("max_participants", run.max, goal.max)];
    for (name, found, right) in numbers.into_iter().filter(|(_, found, right)| found != right) {
        wrong(say!("{name} er {found}, men skal være {right}", "{name} is {found} but must be {right}"));
    }
}
