//! Why a goal does not run at a school in a week: the rule that forbids it, the runs in the way and whether they could move, or what the
//! plan would lose.
//!
//! 1. `rules`: no start is possible there; what forbids it, site by site.
//! 2. The goal with a run there is priced while all others stay (`desk`, exact): possible, and what changes.
//! 3. Else the start with fewest runs in the way. Each of these is tried at another school and in another week, all others staying, by
//!    pricing it again; and all at once by a part solved by HiGHS.

mod rules;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::gap::Slot;
use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::domain::why::{Asked, Full, Rule, Ruled, Shift, User, WhyNot};
use crate::explain::desk::Narrowed;
use crate::explain::why::{Question, differing, slot};
use crate::formulation::constraints::{c03_room_capacity, c04_teacher_capacity};
use crate::formulation::placement::{SiteOption, ValuedStart};
use crate::read::folder::Folder;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::{Choice, Costs, ScalarCost, respond};
use crate::solve::decomposed::runs::rows_of_run;
use crate::solve::decomposed::window_costs::WindowCosts;
use crate::solve::highs;
use crate::solve::outcome::plan_of;

/// Runs in the way that are looked at.
const LOOKED_AT: usize = 6;

/// Answers the question. `folder` is the one that the year was read from.
#[must_use]
pub fn why_not(question: &mut Question<'_>, folder: &Folder, asked: Asked, limits: &highs::Limits<'_>) -> WhyNot {
    let instance = question.instance;
    let in_week = |day| asked.days.0 <= day && day <= asked.days.1;
    let mut runs = question.plan.runs_of(asked.goal).iter();
    if let Some(run) = runs.find(|run| instance.school_of(run.site) == asked.school && in_week(run.start)) {
        return WhyNot::Here(*run);
    }
    let there = |option: &SiteOption, start: &ValuedStart| option.school == asked.school && in_week(start.day);
    let goal = asked.goal.index();
    let model = &question.desk.problem.models[goal];
    if !model.sites.iter().any(|option| option.starts.iter().any(|start| there(option, start))) {
        return WhyNot::Ruled(rules::rules(instance, folder, asked));
    }
    let ruled = |rule| WhyNot::Ruled(vec![Ruled { site: None, rule }]);
    let narrowed = question.desk.with_start(goal, there);
    if !narrowed.is_possible() {
        let rows = instance.goal(asked.goal).required.iter().flat_map(|run| run.sources.clone());
        return ruled(Rule::Fixed(rows.collect::<BTreeSet<_>>().into_iter().collect()));
    }
    if let Some(alternative) = question.best(asked.goal, narrowed.clone()) {
        return WhyNot::Possible(alternative);
    }
    if question.desk.ask(vec![narrowed.clone()], |problem, _| respond(problem, goal, &free(problem))).is_none() {
        return ruled(Rule::Window);
    }
    let Some(spot) = question.desk.ask(vec![question.desk.whole(goal)], |problem, search| {
        // The days that are kept free for the goal itself are not in its way.
        let mut used = search.state.used().to_vec();
        problem.reserved[goal].iter().for_each(|row| used[*row] -= 1);
        easiest(instance, problem, goal, &used, &search.choices(), there)
    }) else {
        let limit = instance.school(asked.school).max_course_days.unwrap_or(0);
        return ruled(Rule::Limit(limit));
    };
    if spot.rows.is_empty() {
        // There is room; the goal's own runs are in each other's way.
        let required = &instance.goal(asked.goal).required;
        let capped =
            instance.school(asked.school).guarantee_cap.filter(|_| required.iter().any(|run| run.guarantee == Some(true)));
        let rows: BTreeSet<_> = required.iter().flat_map(|run| run.sources.clone()).collect();
        return ruled(match capped {
            Some(cap) => Rule::Cap(cap),
            None if rows.is_empty() => Rule::Window,
            None => Rule::Fixed(rows.into_iter().collect()),
        });
    }
    WhyNot::Full(full(question, asked, &spot, &narrowed, limits))
}

/// Rows that cost nothing.
fn free(problem: &Problem) -> Costs {
    let lanes = problem.lanes.iter().map(|lane| vec![0; lane.rows.len() + 1]).collect();
    Costs { lanes, scalar: vec![ScalarCost::Price(0); problem.coupling.rows.len()], windows: WindowCosts::default() }
}

/// A possible start and what is in its way.
struct Spot {
    users: Vec<(usize, usize)>,
    slot: Slot,
    rows: BTreeSet<usize>,
}

/// Of the starts that the test names where the yearly limit leaves room the one with fewest runs (goal, position in its choice) on its full
/// rows; `None` where the limit leaves none.
fn easiest(
    instance: &Instance,
    problem: &Problem,
    goal: usize,
    used: &[i64],
    choices: &[Option<Choice>],
    there: impl Fn(&SiteOption, &ValuedStart) -> bool,
) -> Option<Spot> {
    let model = &problem.models[goal];
    let lacks = |row: usize, amount: i64| {
        let data = &problem.coupling.rows[row];
        data.tiers.is_empty() && used[row] + amount > data.capacity
    };
    let mut users: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (other, choice) in choices.iter().enumerate() {
        let Some(choice) = choice else { continue };
        for (run, pick) in choice.picks.iter().enumerate() {
            for (row, _) in rows_of_run(problem, other, choice.placement, run, *pick) {
                users.entry(row).or_default().push((other, run));
            }
        }
    }
    let mut spots = Vec::new();
    for (site, option) in model.sites.iter().enumerate() {
        let of_site = &problem.uses[goal][site];
        if of_site.scalars.iter().any(|(row, amount)| lacks(*row, *amount)) {
            continue;
        }
        for start in option.starts.iter().filter(|start| there(option, start)) {
            let from = usize::from(start.open);
            let days = &problem.lanes[of_site.lane].rows[from..from + usize::from(instance.goal(model.goal).days)];
            let rows: BTreeSet<usize> = days.iter().flatten().copied().filter(|row| lacks(*row, 1)).collect();
            let on: BTreeSet<(usize, usize)> = rows.iter().filter_map(|row| users.get(row)).flatten().copied().collect();
            spots.push(Spot {
                users: on.into_iter().collect(),
                slot: Slot { goal: model.goal, site: option.site, start: start.day },
                rows,
            });
        }
    }
    spots.into_iter().min_by_key(|spot: &Spot| (spot.users.len(), spot.rows.len(), spot.slot))
}

fn full(question: &mut Question<'_>, asked: Asked, spot: &Spot, narrowed: &Narrowed, limits: &highs::Limits<'_>) -> Full {
    let rule = |name: &str| spot.rows.iter().any(|row| question.desk.problem.coupling.rows[*row].rule == name);
    let (rooms, teachers) = (rule(c03_room_capacity::NAME), rule(c04_teacher_capacity::NAME));
    let mut users: Vec<User> =
        spot.users.iter().take(LOOKED_AT).map(|(goal, run)| user(question, asked, spot, narrowed, (*goal, *run))).collect();
    users.sort_by_key(|user| (user.slot.start, user.slot));
    let more = spot.users.len() - users.len();
    let shifts = users.iter().flat_map(|user| [&user.other_school, &user.same_school]).flatten().filter(|shift| shift.enough);
    let least = shifts.map(|shift| question.alternative(asked.goal, shift.plan.clone()).cost()).min();
    // One run that makes way is told already; to move several must be better.
    let together = question.best_with_moves(asked.goal, vec![narrowed.clone()], limits);
    let together = together.filter(|several| least.is_none_or(|least| several.cost() < least));
    Full { start: spot.slot, rooms, teachers, users, more, together }
}

/// A run in the way, tried elsewhere.
fn user(question: &mut Question<'_>, asked: Asked, spot: &Spot, narrowed: &Narrowed, (goal, run): (usize, usize)) -> User {
    let desk = &question.desk;
    let model = &desk.problem.models[goal];
    let nothing = Choice { placement: 0, picks: Vec::new() };
    let choice = desk.choices[goal].clone().unwrap_or(nothing);
    let runs = &model.placements[choice.placement].runs;
    let (kind, option) = (runs[run].kind, &model.sites[runs[run].site]);
    let start = &option.starts[choice.picks[run].start];
    let here = Slot { goal: model.goal, site: option.site, start: start.day };
    let school = option.school;
    let required = question.instance.goal(model.goal).required.get(kind);
    let sources = required.map(|required| required.sources.clone()).unwrap_or_default();
    let away = desk.with_one_moved(goal, run, |option, _| option.school != school);
    let days = usize::from(model.days);
    let blocks = |option: &SiteOption, start: &ValuedStart| {
        let position = model.sites.iter().position(|known| known.site == option.site);
        let lane = position.map(|site| &desk.problem.lanes[desk.problem.uses[goal][site].lane].rows);
        let from = usize::from(start.open);
        let on = |rows: &Vec<Vec<usize>>| rows[from..from + days].iter().flatten().any(|row| spot.rows.contains(row));
        lane.is_some_and(on)
    };
    let here_too = |option: &SiteOption, start: &ValuedStart| option.site == here.site && start.day == here.start;
    let near =
        |option: &SiteOption, start: &ValuedStart| option.school == school && !here_too(option, start) && !blocks(option, start);
    let near = desk.with_one_moved(goal, run, near);
    let other_school = shift(question, asked, narrowed, away, here);
    let same_school = shift(question, asked, narrowed, near, here);
    User { slot: here, sources, other_school, same_school }
}

/// The run at its best other place while all others stay: with the asked run if that makes room for it, else with the goal as it is.
fn shift(question: &mut Question<'_>, asked: Asked, narrowed: &Narrowed, moved: Narrowed, from: Slot) -> Option<Shift> {
    let (goal, other) = (asked.goal.index(), moved.goal);
    if !moved.is_possible() || goal == other {
        return None;
    }
    let with_goal = question.desk.ask(vec![narrowed.clone(), moved.clone()], |problem, mut search| {
        let placed = search.state.insert_best(other) && search.state.insert_best(goal);
        placed.then(|| plan_of(problem, &search.choices()))
    });
    let alone = |question: &mut Question<'_>| {
        question
            .desk
            .ask(vec![moved], |problem, mut search| search.state.insert_best(other).then(|| plan_of(problem, &search.choices())))
    };
    let enough = with_goal.is_some();
    let plan: Plan = with_goal.or_else(|| alone(question))?;
    let to = differing(plan.runs_of(from.goal), question.plan.runs_of(from.goal)).first().map(slot)?;
    Some(Shift { to, enough, plan })
}
