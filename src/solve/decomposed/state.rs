//! A plan under construction: the choice of each goal, and how much of each row is used.

use crate::domain::ids::SiteIx;
use crate::formulation::objective::excess_cost;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::{BLOCKED, Choice, Costs, ScalarCost, respond};

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
        Self {
            problem,
            choices: vec![None; problem.models.len()],
            used: vec![0; rows.len()],
            own: vec![0; problem.models.len()],
            value: 0,
            costs: Costs { lanes, scalar },
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
        Some(choice)
    }

    /// Puts the goal in; `false`, and nothing changed, when a hard row would be exceeded.
    pub fn insert(&mut self, goal: usize, choice: Choice) -> bool {
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
        self.refresh(goal);
        let Some((_, choice)) = respond(self.problem, goal, &self.costs) else { return false };
        if self.insert(goal, choice.clone()) {
            return true;
        }
        self.insert_apart(goal, choice)
    }

    /// For a goal whose own runs clash (one room, overlapping days): closes the days on which they clash, and asks again.
    fn insert_apart(&mut self, goal: usize, mut choice: Choice) -> bool {
        let mut placed = false;
        for _ in 0..8 {
            self.close_clashes(goal, &choice);
            let Some((_, next)) = respond(self.problem, goal, &self.costs) else { break };
            placed = self.insert(goal, next.clone());
            if placed {
                break;
            }
            choice = next;
        }
        for option in &self.problem.models[goal].sites {
            self.dirty[option.school.index()] = true;
        }
        placed
    }

    /// Blocks the days on which the choice would exceed a hard row.
    fn close_clashes(&mut self, goal: usize, choice: &Choice) {
        self.use_rows(goal, choice, 1);
        let rows = &self.problem.coupling.rows;
        for option in &self.problem.models[goal].sites {
            for lane in &self.problem.lanes_of[option.school.index()] {
                let mut more = 0;
                for (i, day) in self.problem.lanes[*lane].rows.iter().enumerate() {
                    let clash = day.iter().any(|r| self.used[*r] > rows[*r].capacity);
                    more += if clash { BLOCKED } else { 0 };
                    self.costs.lanes[*lane][i + 1] += more;
                }
            }
        }
        self.use_rows(goal, choice, -1);
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
        for (row, amount) in rows_used(self.problem, goal, choice) {
            let data = &self.problem.coupling.rows[row];
            let before = excess_cost(&data.tiers, self.used[row] - data.capacity);
            self.used[row] += sign * amount;
            self.value += before - excess_cost(&data.tiers, self.used[row] - data.capacity);
        }
        let model = &self.problem.models[goal];
        for run in &model.placements[choice.placement].runs {
            self.dirty[model.sites[run.site].school.index()] = true;
        }
    }

    fn exceeded(&self, goal: usize, choice: &Choice) -> bool {
        let over = |(row, _): (usize, i64)| {
            let data = &self.problem.coupling.rows[row];
            data.tiers.is_empty() && self.used[row] > data.capacity
        };
        rows_used(self.problem, goal, choice).any(over)
    }
}

/// Rows and amounts that a choice uses; a row may come more than once.
pub fn rows_used<'a>(problem: &'a Problem, goal: usize, choice: &'a Choice) -> impl Iterator<Item = (usize, i64)> + 'a {
    let model = &problem.models[goal];
    let runs = model.placements[choice.placement].runs.iter().zip(&choice.picks);
    runs.flat_map(move |(run, pick)| {
        let use_of = &problem.uses[goal][run.site];
        let from = usize::from(model.sites[run.site].starts[pick.start].open);
        let days = &problem.lanes[use_of.lane].rows[from..from + usize::from(model.days)];
        let by_day = days.iter().flatten().map(|r| (*r, 1));
        let guarantee = use_of.guarantee.filter(|_| pick.guarantee).map(|r| (r, 1));
        by_day.chain(use_of.scalars.iter().copied()).chain(guarantee)
    })
}
