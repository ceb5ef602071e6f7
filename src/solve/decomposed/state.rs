//! A plan under construction: the choice of each goal, and how much of each row is used.

use crate::domain::goal::When;
use crate::domain::ids::SiteIx;
use crate::formulation::objective::excess_cost;
use crate::solve::decomposed::candidates::{Width, candidates};
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::{BLOCKED, Choice, Costs, Pick, ScalarCost, respond};
use crate::solve::decomposed::runs::{best_start, rows_of_run, rows_used, window_taken};
use crate::solve::decomposed::window_costs::WindowCosts;

/// Placements tried run by run before a goal counts as not fitting.
const MOST_STEPWISE: usize = 60;

/// Choices and row use, kept in step. Hard rows are never exceeded.
#[derive(Debug, Clone)]
pub struct State<'a> {
    problem: &'a Problem,
    choices: Vec<Option<Choice>>,
    used: Vec<i64>,
    own: Vec<i64>,
    value: i64,
    costs: Costs,
    dirty: Vec<bool>,
    lead: Vec<i64>,
    runs_at: Vec<Vec<(usize, u16)>>,
}

impl<'a> State<'a> {
    /// No goal placed. `lead` are prices per row that make scarce days dear, so that later goals find room; zeros for none.
    #[must_use]
    pub fn new(problem: &'a Problem, lead: Vec<i64>) -> Self {
        let rows = &problem.coupling.rows;
        let scalar =
            rows.iter().map(|r| if r.tiers.is_empty() { ScalarCost::Left(r.capacity) } else { ScalarCost::Soft(0) }).collect();
        let lanes = problem.lanes.iter().map(|l| vec![0; l.rows.len() + 1]).collect();
        let mut used = vec![0; rows.len()];
        for row in problem.reserved.iter().flatten() {
            used[*row] += 1;
        }
        Self {
            problem,
            choices: vec![None; problem.models.len()],
            used,
            own: vec![0; problem.models.len()],
            value: 0,
            costs: Costs { lanes, scalar, windows: WindowCosts::default() },
            dirty: vec![true; problem.lanes_of.len()],
            lead,
            runs_at: vec![Vec::new(); problem.coupling.room.len()],
        }
    }

    /// Value of the plan so far (O01 to O08).
    #[must_use]
    pub fn value(&self) -> i64 {
        self.value
    }

    /// The goal's choice.
    #[must_use]
    pub fn choice(&self, goal: usize) -> Option<&Choice> {
        self.choices[goal].as_ref()
    }

    /// What the goal's choice is worth by itself.
    #[must_use]
    pub fn own_value(&self, goal: usize) -> i64 {
        self.own[goal]
    }

    /// Runs at a site: goal and day of the start, in no order.
    #[must_use]
    pub fn runs_at(&self, site: SiteIx) -> &[(usize, u16)] {
        &self.runs_at[site.index()]
    }

    /// Use of each row, with the days kept free for goals with required runs that are out of the plan.
    #[must_use]
    pub fn used(&self) -> &[i64] {
        &self.used
    }

    /// The best choices of a goal that is out of the plan, at the present use and leading prices.
    #[must_use]
    pub fn candidates(&mut self, goal: usize, width: Width) -> Vec<(i64, Choice)> {
        self.reserve(goal, -1);
        self.refresh(goal);
        let found = candidates(self.problem, goal, &self.costs, width);
        self.reserve(goal, 1);
        found
    }

    /// Replaces the leading prices.
    pub fn set_lead(&mut self, lead: &[i64]) {
        self.lead.copy_from_slice(lead);
        self.dirty.fill(true);
    }

    /// Takes the goal out of the plan.
    pub fn remove(&mut self, goal: usize) -> Option<Choice> {
        let choice = self.choices[goal].take()?;
        self.value -= self.own[goal];
        self.own[goal] = 0;
        self.use_rows(goal, &choice, -1);
        for run in &self.problem.models[goal].placements[choice.placement].runs {
            let site = self.problem.models[goal].sites[run.site].site;
            self.runs_at[site.index()].retain(|(g, _)| *g != goal);
        }
        self.reserve(goal, 1);
        Some(choice)
    }

    /// Keeps the goal's sure days free for it while it is out of the plan, or gives them to it.
    fn reserve(&mut self, goal: usize, sign: i64) {
        for row in &self.problem.reserved[goal] {
            self.used[*row] += sign;
        }
        if !self.problem.reserved[goal].is_empty() {
            for option in &self.problem.models[goal].sites {
                self.dirty[option.school.index()] = true;
            }
        }
    }

    /// Puts the goal in; `false`, and nothing changed, when a hard row would be exceeded.
    pub fn insert(&mut self, goal: usize, choice: Choice) -> bool {
        self.reserve(goal, -1);
        let placed = self.take_place(goal, choice);
        if !placed {
            self.reserve(goal, 1);
        }
        placed
    }

    fn take_place(&mut self, goal: usize, choice: Choice) -> bool {
        self.use_rows(goal, &choice, 1);
        if self.exceeded(goal, &choice) {
            self.use_rows(goal, &choice, -1);
            return false;
        }
        self.own[goal] = choice.own_value(&self.problem.models[goal]);
        self.value += self.own[goal];
        let model = &self.problem.models[goal];
        for (run, pick) in model.placements[choice.placement].runs.iter().zip(&choice.picks) {
            let option = &model.sites[run.site];
            self.runs_at[option.site.index()].push((goal, option.starts[pick.start].day.0));
        }
        self.choices[goal] = Some(choice);
        true
    }

    /// Puts the goal where it is worth most at the present use and leading prices; `false` when it fits nowhere.
    pub fn insert_best(&mut self, goal: usize) -> bool {
        self.reserve(goal, -1);
        self.refresh(goal);
        let answer = respond(self.problem, goal, &self.costs);
        let placed = answer.is_some_and(|(_, choice)| self.take_place(goal, choice.clone()) || self.insert_apart(goal, &choice));
        if !placed {
            self.reserve(goal, 1);
        }
        placed
    }

    /// For a goal whose own runs are in each other's way (few rooms, overlapping days): dates one run after the other, for the placement of
    /// the answer and then for others, best first.
    fn insert_apart(&mut self, goal: usize, answer: &Choice) -> bool {
        let model = &self.problem.models[goal];
        let worth = |p: &usize| {
            let placement = &model.placements[*p];
            placement.value + placement.runs.iter().filter_map(|r| r.ordinary.max(r.guarantee)).sum::<i64>()
        };
        let mut others: Vec<usize> = (0..model.placements.len()).filter(|p| *p != answer.placement).collect();
        others.sort_by_key(|p| (std::cmp::Reverse(worth(p)), *p));
        let order = std::iter::once(answer.placement).chain(others).take(MOST_STEPWISE);
        for placement in order.collect::<Vec<_>>() {
            let choice = self.stepwise(goal, placement);
            if choice.is_some_and(|c| self.take_place(goal, c)) {
                return true;
            }
        }
        false
    }

    /// Dates for the runs of the placement one after the other, those with least freedom first; the state is as before afterwards.
    fn stepwise(&mut self, goal: usize, placement: usize) -> Option<Choice> {
        let model = &self.problem.models[goal];
        let runs = &model.placements[placement].runs;
        let mut order: Vec<usize> = (0..runs.len()).collect();
        order.sort_by_key(|r| match model.kinds[runs[*r].kind].when {
            When::Fixed(first, last) => (last.0 - first.0, *r),
            When::Free => (u16::MAX, *r),
        });
        let mut picks = vec![Pick { start: 0, guarantee: false }; runs.len()];
        let mut taken = Vec::new();
        let mut done = 0;
        for r in &order {
            self.refresh(goal);
            let costs = &self.costs;
            let Some(start) = best_start(self.problem, goal, placement, *r, costs, &taken) else { break };
            taken.extend(window_taken(self.problem, goal, placement, *r, start));
            let blocked = self.problem.uses[goal][runs[*r].site].guarantee.is_some_and(|row| self.room_left(row) < 1);
            let guarantee = runs[*r].guarantee.is_some_and(|g| runs[*r].ordinary.is_none_or(|o| g > o && !blocked));
            picks[*r] = Pick { start, guarantee };
            self.use_run(goal, placement, *r, picks[*r], 1);
            done += 1;
        }
        for r in &order[..done] {
            self.use_run(goal, placement, *r, picks[*r], -1);
        }
        (done == runs.len()).then_some(Choice { placement, picks })
    }

    fn room_left(&self, row: usize) -> i64 {
        self.problem.coupling.rows[row].capacity - self.used[row]
    }

    /// Brings the costs of the goal's schools up to date.
    fn refresh(&mut self, goal: usize) {
        let rows = &self.problem.coupling.rows;
        for option in &self.problem.models[goal].sites {
            let k = option.school.index();
            if std::mem::take(&mut self.dirty[k]) {
                for lane in &self.problem.lanes_of[k] {
                    let sums = &mut self.costs.lanes[*lane];
                    let mut sum = 0;
                    for (i, day_rows) in self.problem.lanes[*lane].rows.iter().enumerate() {
                        for r in day_rows {
                            sum += if self.used[*r] >= rows[*r].capacity { BLOCKED } else { self.lead[*r] };
                        }
                        sums[i + 1] = sum;
                    }
                }
            }
        }
        for use_of in &self.problem.uses[goal] {
            let once = use_of.scalars.iter().map(|(r, _)| *r).chain(use_of.guarantee);
            for r in once {
                self.costs.scalar[r] = if rows[r].tiers.is_empty() {
                    ScalarCost::Left(rows[r].capacity - self.used[r])
                } else {
                    ScalarCost::Soft(self.used[r])
                };
            }
        }
    }

    fn use_rows(&mut self, goal: usize, choice: &Choice, sign: i64) {
        for (run, pick) in choice.picks.iter().enumerate() {
            self.use_run(goal, choice.placement, run, *pick, sign);
        }
    }

    fn use_run(&mut self, goal: usize, placement: usize, run: usize, pick: Pick, sign: i64) {
        for (row, amount) in rows_of_run(self.problem, goal, placement, run, pick) {
            let data = &self.problem.coupling.rows[row];
            let before = excess_cost(&data.tiers, self.used[row] - data.capacity);
            self.used[row] += sign * amount;
            self.value += before - excess_cost(&data.tiers, self.used[row] - data.capacity);
        }
        let model = &self.problem.models[goal];
        let site = model.placements[placement].runs[run].site;
        self.dirty[model.sites[site].school.index()] = true;
    }

    fn exceeded(&self, goal: usize, choice: &Choice) -> bool {
        let over = |(row, _): (usize, i64)| {
            let data = &self.problem.coupling.rows[row];
            data.tiers.is_empty() && self.used[row] > data.capacity
        };
        rows_used(self.problem, goal, choice).any(over)
    }
}
