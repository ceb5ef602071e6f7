//! Why a goal runs where it does: for each run the best plan with this run elsewhere.
//!
//! First all other goals stay (exact: the goal is priced again with its narrowed model, `desk`); then a part of the plan, the goal and
//! those in its way, is solved by HiGHS, and whoever need not make way is put back. "Elsewhere" is at another school, else in another week or at
//! another site of it; each time by this run alone, else by the goal's other runs too.

use std::collections::BTreeSet;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::domain::gap::Slot;
use crate::domain::goal::Source;
use crate::domain::ids::{GoalIx, SchoolIx};
use crate::domain::instance::Instance;
use crate::domain::plan::{Plan, Run};
use crate::domain::why::{Alternative, Reason};
use crate::explain::desk::{Desk, Narrowed};
use crate::formulation::placement::{SiteOption, ValuedStart};
use crate::formulation::translate::placement_of;
use crate::formulation::value::terms;
use crate::solve::decomposed::candidates::Width;
use crate::solve::decomposed::improve::Search;
use crate::solve::decomposed::parts::{Part, solve_listed, solve_part};
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::decomposed::restricted::Listed;
use crate::solve::decomposed::state::State;
use crate::solve::highs;
use crate::solve::outcome::plan_of;

/// Choices of each goal in a part, and the branch and bound nodes after which it ends.
const WIDTH: Width = Width::any(60, 20);
const NODES: u32 = 500;

/// Longest solve of a part, seconds: a guard, not a limit that is reached.
const PART_SECONDS: f64 = 10.0;

/// Places that the goal would like, the goals in the way of each, and goals of a part at most.
const WISHES: usize = 12;
const IN_THE_WAY: usize = 10;
const LARGEST_PART: usize = 60;

/// A plan that is asked about.
pub struct Question<'a> {
    /// The year.
    pub instance: &'a Instance,
    /// Its plan.
    pub plan: &'a Plan,
    /// The plan in its problem.
    pub desk: Desk,
}

impl<'a> Question<'a> {
    /// Puts the plan on the desk; `None` where a run of it is not possible in the year.
    #[must_use]
    pub fn new(instance: &'a Instance, plan: &'a Plan) -> Option<Self> {
        Some(Self { instance, plan, desk: Desk::new(instance, plan)? })
    }

    /// Why each run of the goal is where it is, all other goals staying; by start.
    #[must_use]
    pub fn reasons(&mut self, goal: GoalIx) -> Vec<Reason> {
        let runs = self.plan.runs_of(goal).to_vec();
        runs.iter().enumerate().map(|(number, run)| self.reason(*run, number)).collect()
    }

    fn reason(&mut self, run: Run, number: usize) -> Reason {
        let only_school = self.schools(run.goal).len() == 1;
        let elsewhere = self.elsewhere(run, number);
        let movable = !elsewhere.is_empty();
        let preliminary = elsewhere
            .into_iter()
            .find_map(|narrowed| self.best(run.goal, narrowed).filter(|other| self.is_elsewhere(run.goal, other)));
        let (sources, runs) = (self.sources(run.goal, number), self.plan.runs_of(run.goal).len());
        Reason { run, number, runs, sources, only_school, movable, preliminary, confirmed: None }
    }

    /// Looks for the same where others may move.
    pub fn confirm(&mut self, reason: &mut Reason, limits: &highs::Limits<'_>) {
        let goal = reason.run.goal;
        let found = self.elsewhere(reason.run, reason.number).into_iter().find_map(|narrowed| {
            self.best_with_moves(goal, vec![narrowed], limits).filter(|other| self.is_elsewhere(goal, other))
        });
        // Without the gains of others the moves may not be worth it.
        let first = reason.preliminary.as_ref();
        reason.confirmed =
            found.filter(|other| first.is_none_or(|first| other.cost() <= first.cost())).or_else(|| first.cloned());
    }

    /// Not the same places with the runs of the goal changed about.
    fn is_elsewhere(&self, goal: GoalIx, other: &Alternative) -> bool {
        !other.places.is_empty() || other.plan.runs_of(goal).len() < self.plan.runs_of(goal).len()
    }

    /// The goal with this run elsewhere, as far as it can be, in the order in which it is looked for.
    fn elsewhere(&self, run: Run, number: usize) -> Vec<Narrowed> {
        let (goal, kinds) = (run.goal.index(), self.kinds(run.goal));
        let kind = kinds.get(number).copied().unwrap_or(0);
        let school = self.instance.school_of(run.site);
        let likes = self.plan.runs_of(run.goal).iter().zip(&kinds).filter(|(_, k)| **k == kind);
        let here = likes.filter(|(r, _)| self.instance.school_of(r.site) == school).count();
        let week = self.instance.calendar.week(run.start);
        let same = |option: &SiteOption, start: &ValuedStart| option.site == run.site && start.week == week;
        let alone = |test: &dyn Fn(&SiteOption, &ValuedStart) -> bool| {
            self.desk.position(run).map(|position| self.desk.with_one_moved(goal, position, test))
        };
        let all = [
            alone(&|option, _| option.school != school),
            Some(self.desk.fewer_at(goal, kind, school, here)),
            alone(&|option, start| !same(option, start)),
            Some(self.desk.without_starts(goal, kind, same)),
        ];
        all.into_iter().flatten().filter(Narrowed::is_possible).collect()
    }

    /// The kind of each run of the goal, by start: position in the kinds of its model.
    fn kinds(&self, goal: GoalIx) -> Vec<usize> {
        let model = &self.desk.problem.models[goal.index()];
        let runs = self.plan.runs_of(goal);
        let mut kinds = vec![0; runs.len()];
        if let Some((placement, order)) = placement_of(self.instance.calendar, model, runs) {
            for (placed, run) in model.placements[placement].runs.iter().zip(order) {
                kinds[run] = placed.kind;
            }
        }
        kinds
    }

    /// The best plan with the narrowed goal while all others stay.
    pub fn best(&mut self, goal: GoalIx, narrowed: Narrowed) -> Option<Alternative> {
        let plan = self.desk.ask(vec![narrowed], |problem, mut search| {
            search.state.insert_best(goal.index()).then(|| plan_of(problem, &search.choices()))
        })?;
        Some(self.alternative(goal, plan))
    }

    /// The best plan that a part finds with the narrowed goals, where those in their way may move.
    pub fn best_with_moves(&mut self, goal: GoalIx, narrowed: Vec<Narrowed>, limits: &highs::Limits<'_>) -> Option<Alternative> {
        let plan = self.desk.ask(narrowed, |problem, search| moved(problem, search, goal.index(), limits))?;
        Some(self.alternative(goal, plan))
    }

    /// What another plan changes.
    #[must_use]
    pub fn alternative(&self, goal: GoalIx, plan: Plan) -> Alternative {
        let worth = |plan: &Plan| terms(self.instance, &self.desk.problem.parameters, &self.desk.problem.coupling, plan);
        let mut terms = worth(self.plan);
        for (name, value) in worth(&plan) {
            *terms.entry(name).or_default() -= value;
        }
        let of = |goal: GoalIx| {
            let (before, after) = (self.plan.runs_of(goal), plan.runs_of(goal));
            [differing(before, after), differing(after, before)].map(|runs| runs.iter().map(slot).collect::<Vec<_>>())
        };
        let [own, places] = of(goal);
        let (mut moved, mut added) = (Vec::new(), Vec::new());
        let mut gone = if places.is_empty() { Vec::new() } else { own.get(places.len()..).unwrap_or_default().to_vec() };
        for other in self.instance.goal_ixs().filter(|other| *other != goal) {
            let [from, to] = of(other);
            let both = from.len().min(to.len());
            gone.extend(&from[both..]);
            added.extend(&to[both..]);
            moved.extend(from.into_iter().zip(to));
        }
        Alternative { places, plan, terms, moved, gone, added }
    }

    /// The rows that ask for a run of the goal, by its number: those of the required run that it is.
    #[must_use]
    pub fn sources(&self, goal: GoalIx, number: usize) -> Vec<Source> {
        let kind = self.kinds(goal).get(number).copied();
        let required = kind.and_then(|kind| self.instance.goal(goal).required.get(kind));
        required.map(|required| required.sources.clone()).unwrap_or_default()
    }

    /// Schools at which the goal has a start at all.
    #[must_use]
    pub fn schools(&self, goal: GoalIx) -> BTreeSet<SchoolIx> {
        self.desk.problem.models[goal.index()].sites.iter().map(|site| site.school).collect()
    }
}

/// Runs of the one that the other does not have, by site and start.
#[must_use]
pub fn differing(of: &[Run], other: &[Run]) -> Vec<Run> {
    let mut left: Vec<Slot> = other.iter().map(slot).collect();
    let mut found = Vec::new();
    for run in of {
        match left.iter().position(|known| *known == slot(run)) {
            Some(at) => drop(left.swap_remove(at)),
            None => found.push(*run),
        }
    }
    found
}

/// Where a run is.
#[must_use]
pub fn slot(run: &Run) -> Slot {
    Slot { goal: run.goal, site: run.site, start: run.start }
}

/// The plan after a part around the goal was solved; `None` where the goal finds no place.
fn moved(problem: &Problem, mut search: Search<'_>, goal: usize, limits: &highs::Limits<'_>) -> Option<Plan> {
    let (wishes, before) = (wishes(problem, goal), search.choices());
    let placed = search.state.insert_best(goal);
    search.waiting.retain(|other| !placed || *other != goal);
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut goals = BTreeSet::from([goal]);
    for wish in &wishes {
        let near = search.in_the_way(goal, wish, IN_THE_WAY, &mut rng);
        goals.extend(near.into_iter().filter(|other| problem.must_run(*other)));
        if goals.len() >= LARGEST_PART {
            break;
        }
    }
    let lead = vec![0; problem.coupling.rows.len()];
    let part = Part { goals: goals.into_iter().collect(), width: WIDTH, lead, nodes: NODES };
    let seconds = limits.seconds.unwrap_or(PART_SECONDS).min(PART_SECONDS);
    let answer = solve_part(problem, &search, &part, &highs::Limits { seconds: Some(seconds), ..*limits });
    search.take(&answer);
    put_back(problem, &mut search, (goal, &part.goals), &before, limits);
    search.state.choice(goal).is_some().then(|| plan_of(problem, &search.choices()))
}

/// The goal stays in its new place and as few as can be of the others of the part make way for it: those that move only for a better plan do not.
fn put_back(
    problem: &Problem,
    search: &mut Search<'_>,
    (goal, part): (usize, &[usize]),
    before: &[Option<Choice>],
    limits: &highs::Limits<'_>,
) {
    let others = || part.iter().copied().filter(|other| *other != goal);
    if others().all(|other| search.state.choice(other) == before[other].as_ref()) {
        return;
    }
    let now: Vec<(usize, Choice)> = others().filter_map(|other| Some((other, search.state.remove(other)?))).collect();
    let mut used = search.state.used().to_vec();
    for row in now.iter().flat_map(|(other, _)| &problem.reserved[*other]) {
        used[*row] -= 1;
    }
    let choices_of = |(other, there): &(usize, Choice)| {
        let listed = search.state.candidates(*other, WIDTH).into_iter().map(|(_, choice)| choice);
        let known = before[*other].iter().chain([there]).cloned();
        let mut all: Vec<Choice> = known.collect();
        all.extend(listed.filter(|choice| before[*other].as_ref() != Some(choice) && choice != there));
        (*other, all)
    };
    let lists: Vec<(usize, Vec<Choice>)> = now.iter().map(choices_of).collect();
    let gain = |(other, all): &(usize, Vec<Choice>)| {
        let worth = |choice: &Choice| choice.own_value(&problem.models[*other]);
        all.iter().map(worth).max().unwrap_or(0) - all.iter().map(worth).min().unwrap_or(0)
    };
    // To move costs more than all of them can gain by it.
    let toll = 1 + lists.iter().map(gain).sum::<i64>();
    let begin: Vec<Option<usize>> =
        lists.iter().zip(&now).map(|((_, all), (_, there))| all.iter().position(|choice| choice == there)).collect();
    let listed = |(other, choices): (usize, Vec<Choice>)| {
        let tolls = choices.iter().map(|choice| if before[other].as_ref() == Some(choice) { 0 } else { toll }).collect();
        Listed { goal: other, choices, tolls, may_wait: false }
    };
    let listed: Vec<Listed> = lists.into_iter().map(listed).collect();
    let answer = solve_listed(problem, listed, &used, &begin, &highs::Limits { nodes: Some(NODES), ..*limits });
    let fit = !answer.choices.is_empty()
        && answer.choices.into_iter().all(|(other, choice)| choice.is_some_and(|choice| search.state.insert(other, choice)));
    if !fit {
        for (other, _) in &now {
            search.state.remove(*other);
        }
        for (other, there) in now {
            search.state.insert(other, there);
        }
    }
}

/// Where the goal would be if no other run were in its way.
fn wishes(problem: &Problem, goal: usize) -> Vec<Choice> {
    let mut empty = State::new(problem, vec![0; problem.coupling.rows.len()]);
    let found = empty.candidates(goal, Width::any(WISHES, 4));
    found.into_iter().map(|(_, choice)| choice).collect()
}
