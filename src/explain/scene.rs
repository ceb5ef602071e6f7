//! A plan inside a problem: the choice of every goal, how much of each row is used, and by whom.

use std::collections::BTreeMap;

use crate::domain::calendar::Calendar;
use crate::domain::gap::Slot;
use crate::domain::ids::SiteIx;
use crate::domain::plan::Plan;
use crate::formulation::objective::excess_cost;
use crate::solve::decomposed::choices::choices_of;
use crate::solve::decomposed::improve::Search;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::decomposed::runs::{rows_of_run, rows_used};

/// The plan in the problem. Every run has its place: no hard row is exceeded.
pub struct Scene<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// The plan.
    pub search: Search<'a>,
    /// Goal and position of each run that uses a row.
    users: BTreeMap<usize, Vec<(usize, usize)>>,
}

impl<'a> Scene<'a> {
    /// Puts the plan into the problem as it is; `None` where a run of it is not possible there or finds no room.
    #[must_use]
    pub fn new(problem: &'a Problem, calendar: Calendar, plan: &Plan) -> Option<Self> {
        let choices = choices_of(problem, calendar, plan).ok()?;
        Self::of(problem, Search::from_choices(problem, &choices), plan)
    }

    /// The same; goals whose runs are no longer possible as they are go where they are worth most.
    #[must_use]
    pub fn settled(problem: &'a Problem, calendar: Calendar, plan: &Plan) -> Option<Self> {
        let Err(lost) = choices_of(problem, calendar, plan) else { return Self::new(problem, calendar, plan) };
        let kept = plan.runs.iter().filter(|run| !lost.contains(&run.goal.index())).copied().collect();
        let choices = choices_of(problem, calendar, &Plan::new(kept)).ok()?;
        let mut search = Search::from_choices(problem, &choices);
        lost.iter().all(|goal| search.state.insert_best(*goal)).then_some(())?;
        Self::of(problem, search, plan)
    }

    /// The scene of a search in which every goal of the plan has a place.
    fn of(problem: &'a Problem, search: Search<'a>, plan: &Plan) -> Option<Self> {
        plan.runs.iter().all(|run| search.state.choice(run.goal.index()).is_some()).then_some(())?;
        let mut users: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for (goal, choice) in search.choices().iter().enumerate() {
            let Some(choice) = choice else { continue };
            for (run, pick) in choice.picks.iter().enumerate() {
                for (row, _) in rows_of_run(problem, goal, choice.placement, run, *pick) {
                    users.entry(row).or_default().push((goal, run));
                }
            }
        }
        Some(Self { problem, search, users })
    }

    /// The runs that use a row: goal, and position in its choice.
    #[must_use]
    pub fn users(&self, row: usize) -> &[(usize, usize)] {
        self.users.get(&row).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the row is hard and has not so much left.
    #[must_use]
    pub fn lacks(&self, row: usize, amount: i64) -> bool {
        let data = &self.problem.coupling.rows[row];
        data.tiers.is_empty() && self.search.state.used()[row] + amount > data.capacity
    }

    /// The site at a position of a goal's model.
    #[must_use]
    pub fn site(&self, goal: usize, site: usize) -> SiteIx {
        self.problem.models[goal].sites[site].site
    }

    /// Where a run of a choice is.
    #[must_use]
    pub fn slot(&self, goal: usize, choice: &Choice, run: usize) -> Slot {
        let model = &self.problem.models[goal];
        let site = &model.sites[model.placements[choice.placement].runs[run].site];
        Slot { goal: model.goal, site: site.site, start: site.starts[choice.picks[run].start].day }
    }

    /// What the plan gains when a goal without a run gets this choice, milli; hard rows are not looked at.
    #[must_use]
    pub fn gain(&self, goal: usize, choice: &Choice) -> i64 {
        let mut amounts: BTreeMap<usize, i64> = BTreeMap::new();
        for (row, amount) in rows_used(self.problem, goal, choice) {
            *amounts.entry(row).or_default() += amount;
        }
        let used = self.search.state.used();
        let excess = |(row, amount): (usize, i64)| {
            let data = &self.problem.coupling.rows[row];
            let cost = |used: i64| excess_cost(&data.tiers, used - data.capacity);
            cost(used[row] + amount) - cost(used[row])
        };
        choice.own_value(&self.problem.models[goal]) - amounts.into_iter().map(excess).sum::<i64>()
    }
}
