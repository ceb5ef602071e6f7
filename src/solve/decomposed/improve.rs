//! A first plan from prices, and large-neighbourhood search: take related goals out, put each back where it is worth most.

use std::cmp::Reverse;

use rand::Rng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::domain::ids::SiteIx;
use crate::formulation::coupling::PER_MILLI;
use crate::solve::decomposed::bound::Bound;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::decomposed::state::State;
use crate::solve::limits::Meter;

/// How good a plan is: fewest goals without a run first (required ones before all), then the largest value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score {
    /// Minus the goals with required runs that are not placed.
    pub broken: i64,
    /// Minus the other goals that could run but do not.
    pub gaps: i64,
    /// Value, milli.
    pub value: i64,
}

/// Which moves are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The plan is no worse by its score.
    NoWorse,
    /// A search for room: another goal may lose its place instead, at any price.
    Room,
}

impl Keep {
    fn accepts(self, before: Score, after: Score) -> bool {
        let places = |s: Score| (s.broken, s.gaps);
        match self {
            Self::Room => places(after) >= places(before),
            Self::NoWorse => after >= before,
        }
    }
}

/// The goals' order for a first plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Required runs before the rest, the longest and those with least freedom first.
    RequiredFirst,
    /// The longest courses first, whether required or not: days in a row are the scarcest thing where rooms are.
    LongestFirst,
}

/// The goals that can run in this order.
#[must_use]
pub fn construction_order(problem: &Problem, order: Order) -> Vec<usize> {
    let freedom = |g: &usize| {
        let model = &problem.models[*g];
        let required = model.kinds.iter().filter(|k| k.is_required()).count();
        let runs = if order == Order::LongestFirst { required.max(1) } else { required };
        let starts: usize = model.sites.iter().map(|s| s.starts.len()).sum();
        (Reverse(runs * usize::from(model.days)), starts, *g)
    };
    let mut goals: Vec<usize> = (0..problem.models.len()).filter(|g| problem.must_run(*g)).collect();
    goals.sort_by_key(freedom);
    goals
}

/// Places the goals in order at the leading prices. Takes about as many steps as pricing all goals once.
#[must_use]
pub fn construct(problem: &Problem, lead: Vec<i64>, order: Order) -> Search<'_> {
    let mut state = State::new(problem, lead);
    let mut waiting = Vec::new();
    for goal in construction_order(problem, order) {
        if !state.insert_best(goal) {
            waiting.push(goal);
        }
    }
    Search { problem, state, waiting }
}

/// A plan being improved.
#[derive(Debug, Clone)]
pub struct Search<'a> {
    problem: &'a Problem,
    /// The present plan.
    pub state: State<'a>,
    /// Goals that could run but do not.
    pub waiting: Vec<usize>,
}

impl<'a> Search<'a> {
    /// The plan with these choices.
    #[must_use]
    pub fn from_choices(problem: &'a Problem, choices: &[Option<Choice>]) -> Self {
        let mut state = State::new(problem, vec![0; problem.coupling.rows.len()]);
        let mut waiting = Vec::new();
        for (goal, choice) in choices.iter().enumerate() {
            let placed = choice.clone().is_some_and(|c| state.insert(goal, c));
            if !placed && problem.must_run(goal) {
                waiting.push(goal);
            }
        }
        Self { problem, state, waiting }
    }

    /// The same; goals that must run and have no choice that fits go where they are worth most.
    #[must_use]
    pub fn from_known(problem: &'a Problem, choices: &[Option<Choice>]) -> Self {
        let mut search = Self::from_choices(problem, choices);
        for goal in construction_order(problem, Order::RequiredFirst) {
            if search.state.choice(goal).is_none() && search.state.insert_best(goal) {
                search.waiting.retain(|waiting| *waiting != goal);
            }
        }
        search
    }

    /// How good the present plan is.
    #[must_use]
    pub fn score(&self) -> Score {
        let broken = self.waiting.iter().filter(|g| !self.problem.models[**g].may_rest).count() as i64;
        Score { broken: -broken, gaps: broken - self.waiting.len() as i64, value: self.state.value() }
    }

    /// Goals without a place that most need one: those with required runs, if there are any.
    #[must_use]
    pub fn needy(&self) -> Vec<usize> {
        let broken: Vec<usize> = self.waiting.iter().copied().filter(|g| !self.problem.models[*g].may_rest).collect();
        if broken.is_empty() { self.waiting.clone() } else { broken }
    }

    /// The choice of every goal.
    #[must_use]
    pub fn choices(&self) -> Vec<Option<Choice>> {
        (0..self.problem.models.len()).map(|g| self.state.choice(g).cloned()).collect()
    }

    /// One move: removes the goals, puts them back in the given order, and keeps the result or takes the move back.
    /// Returns whether it was kept.
    pub fn try_move(&mut self, removed: &[usize], order: &[usize], keep: Keep, meter: &mut Meter<'_>) -> bool {
        let before = self.score();
        let waiting = self.waiting.clone();
        let old: Vec<(usize, Option<Choice>)> = removed.iter().map(|g| (*g, self.state.remove(*g))).collect();
        for goal in order {
            meter.count(self.problem.steps(*goal));
            let placed = self.state.insert_best(*goal);
            self.waiting.retain(|w| w != goal);
            if !placed {
                self.waiting.push(*goal);
            }
        }
        let kept = keep.accepts(before, self.score());
        if !kept {
            self.restore(old, waiting);
        }
        kept
    }

    /// Puts the goals back as they were before a move.
    pub fn restore(&mut self, old: Vec<(usize, Option<Choice>)>, waiting: Vec<usize>) {
        for (goal, _) in &old {
            let _ = self.state.remove(*goal);
        }
        for (goal, choice) in old {
            if let Some(choice) = choice {
                let back = self.state.insert(goal, choice);
                debug_assert!(back, "what was in fits again");
            }
        }
        self.waiting = waiting;
    }

    /// The goals of one neighbourhood around `seed`, `seed` first: sharing a site and season, or the FKB, or any.
    pub fn neighbourhood(&self, seed: usize, size: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
        let mut near: Vec<usize> = match rng.random_range(0..10) {
            0..=5 => self.same_site_and_season(seed, rng),
            6..=7 => self.problem.by_fkb[self.problem.fkb_of[seed]].clone(),
            _ => (0..self.problem.models.len()).collect(),
        };
        near.retain(|g| *g != seed && self.state.choice(*g).is_some());
        near.sort_unstable();
        near.dedup();
        near.shuffle(rng);
        near.truncate(size);
        near.insert(0, seed);
        near
    }

    /// The goals that stand where `seed` would best be at the prices, `seed` first; at most `size` others.
    pub fn in_the_way(&self, seed: usize, wish: &Choice, size: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
        let model = &self.problem.models[seed];
        let runs = model.placements[wish.placement].runs.iter().zip(&wish.picks);
        let slots = runs.map(|(run, pick)| (model.sites[run.site].site, model.sites[run.site].starts[pick.start].day.0));
        self.overlapping(seed, &slots.collect::<Vec<_>>(), size, rng)
    }

    /// The goals that stand where `seed` could be, at one site and date at random.
    pub fn at_random(&self, seed: usize, size: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
        let options = &self.problem.models[seed].sites;
        if options.is_empty() {
            return vec![seed];
        }
        let option = &options[rng.random_range(0..options.len())];
        let start = option.starts[rng.random_range(0..option.starts.len())].day.0;
        self.overlapping(seed, &[(option.site, start)], size, rng)
    }

    /// `seed`, and at most `size` others with a run that overlaps one of its own in these slots (site, first day).
    fn overlapping(&self, seed: usize, slots: &[(SiteIx, u16)], size: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
        let mut near = Vec::new();
        for (site, day) in slots {
            let end = day + span(self.problem.models[seed].days);
            let overlaps = |(g, d): &&(usize, u16)| *d <= end && *day <= *d + span(self.problem.models[*g].days);
            near.extend(self.state.runs_at(*site).iter().filter(overlaps).map(|(g, _)| *g));
        }
        near.retain(|g| *g != seed);
        near.sort_unstable();
        near.dedup();
        near.shuffle(rng);
        near.truncate(size);
        near.insert(0, seed);
        near
    }

    /// How far each goal falls short of its best answer at the prices: where improvement is to be found.
    #[must_use]
    pub fn losses(&self, bound: &Bound) -> Vec<i64> {
        let loss = |(g, answer): (usize, &Option<(i64, Choice)>)| {
            let (Some((best, _)), Some(choice)) = (answer, self.state.choice(g)) else { return 0 };
            (best - self.state.own_value(g) * PER_MILLI + bound.paid(self.problem, g, choice)).max(0)
        };
        bound.answers.iter().enumerate().map(loss).collect()
    }

    fn same_site_and_season(&self, seed: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
        let model = &self.problem.models[seed];
        let here = self.runs_of(seed);
        let (site, day) = if here.is_empty() || rng.random_bool(0.3) {
            let option = &model.sites[rng.random_range(0..model.sites.len())];
            (option.site, option.starts[rng.random_range(0..option.starts.len())].day.0)
        } else {
            here[rng.random_range(0..here.len())]
        };
        let reach = rng.random_range(7..60_u16);
        self.state.runs_at(site).iter().filter(|(_, d)| d.abs_diff(day) <= reach).map(|(g, _)| *g).collect()
    }

    /// Site and first day of each run of the goal.
    #[must_use]
    pub fn runs_of(&self, goal: usize) -> Vec<(SiteIx, u16)> {
        let model = &self.problem.models[goal];
        let Some(choice) = self.state.choice(goal) else { return Vec::new() };
        let runs = model.placements[choice.placement].runs.iter().zip(&choice.picks);
        runs.map(|(run, pick)| (model.sites[run.site].site, model.sites[run.site].starts[pick.start].day.0)).collect()
    }
}

/// Calendar days from the first to the last of so many course days, weekends included.
fn span(days: u16) -> u16 {
    days - 1 + (days - 1) / 5 * 2
}
