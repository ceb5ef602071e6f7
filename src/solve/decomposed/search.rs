//! The order of work: prices, a first plan, rounds of improvement and better prices, until a limit or the asked gap.

use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::domain::plan::Stop;
use crate::solve::decomposed::improve::{Keep, Score, Search, construct};
use crate::solve::decomposed::prices::Volume;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::limits::{Limits, Meter};
use crate::solve::progress::{Phase, Progress, relative_gap};

/// Steps with one price a site and year, and then with daily prices, before the first improvement.
const YEARLY_STEPS: usize = 60;
const DAILY_STEPS: usize = 100;
const DAILY_ROUNDS: usize = 12;
/// Moves between price rounds for goals without a place.
const ROOM_MOVES: usize = 400;
/// Moves of one round, and price steps after it.
const MOVES: usize = 4000;
const STEPS_A_ROUND: usize = 25;

/// What the search found.
#[derive(Debug)]
pub struct Found {
    /// Choice of every goal in the best plan.
    pub choices: Vec<Option<Choice>>,
    /// Its score.
    pub score: Score,
    /// The best bound on plans with at most as many gaps, and how to go on with it.
    pub volume: Volume,
    /// Why it stopped.
    pub stop: Stop,
}

/// The search with its present best.
struct Run<'p, 'l, 'm> {
    problem: &'p Problem,
    limits: &'l Limits<'l>,
    meter: &'m mut Meter<'l>,
    report: &'m mut dyn FnMut(Progress),
    volume: Volume,
    best: Option<(Score, Vec<Option<Choice>>)>,
    rng: ChaCha8Rng,
}

/// Runs the search.
pub fn run<'l>(problem: &Problem, limits: &'l Limits<'l>, meter: &mut Meter<'l>, report: &mut dyn FnMut(Progress)) -> Found {
    let zeros = vec![0; problem.coupling.rows.len()];
    let first = construct(problem, zeros.clone(), meter);
    let volume = Volume::new(problem, zeros, 0, true);
    let mut run = Run { problem, limits, meter, report, volume, best: None, rng: ChaCha8Rng::seed_from_u64(limits.seed) };
    run.offer(&first);
    let stop = run.go();
    let (score, choices) = run.best.unwrap_or_else(|| (first.score(), first.choices()));
    Found { choices, score, volume: run.volume, stop }
}

impl<'p> Run<'p, '_, '_> {
    fn go(&mut self) -> Stop {
        if let Some(stop) = self.price_steps(YEARLY_STEPS) {
            return stop;
        }
        self.construct_at_prices();
        self.volume.go_daily(self.problem);
        for _ in 0..DAILY_ROUNDS {
            if let Some(stop) = self.find_room() {
                return stop;
            }
            let before = self.volume.best.bound;
            if let Some(stop) = self.price_steps(DAILY_STEPS) {
                return stop;
            }
            self.construct_at_prices();
            if before - self.volume.best.bound < before.abs() / 10_000 {
                break;
            }
        }
        let Some((_, choices)) = &self.best else { return Stop::Work };
        let mut search = Search::from_choices(self.problem, choices);
        loop {
            if let Some(stop) = self.round(&mut search) {
                return stop;
            }
            if let Some(stop) = self.price_steps(STEPS_A_ROUND) {
                return stop;
            }
        }
    }

    /// Moves around the goals that have no place yet, so that a whole plan is there early.
    fn find_room(&mut self) -> Option<Stop> {
        let (score, choices) = self.best.as_ref()?;
        if (score.broken, score.gaps) == (0, 0) {
            return None;
        }
        let mut search = Search::from_choices(self.problem, choices);
        for step in 0..ROOM_MOVES {
            if search.waiting.is_empty() {
                break;
            }
            if step % 50 == 0 {
                self.tell(Phase::Construct);
                if let Some(stop) = self.stop() {
                    return Some(stop);
                }
            }
            let needy = search.needy();
            let seed = needy[self.rng.random_range(0..needy.len())];
            self.move_around(&mut search, seed, 0);
            if self.best.as_ref().is_none_or(|(best, _)| search.score() > *best) {
                self.offer(&search);
            }
        }
        None
    }

    /// A plan from the present prices, at several strengths.
    fn construct_at_prices(&mut self) {
        for strength in [500, 800, 1000] {
            let lead = self.volume.best.prices.iter().map(|p| p * strength / 1000).collect();
            let found = construct(self.problem, lead, self.meter);
            self.offer(&found);
        }
        self.tell(Phase::Construct);
    }

    /// Keeps the plan if it is the best; a plan with another number of gaps changes what the bound is about.
    fn offer(&mut self, search: &Search<'p>) {
        let score = search.score();
        if self.best.as_ref().is_none_or(|(best, _)| score > *best) {
            self.best = Some((score, search.choices()));
            let gaps = usize::try_from(-score.gaps).unwrap_or(0);
            self.volume.allow_gaps(self.problem, gaps);
        }
    }

    fn price_steps(&mut self, steps: usize) -> Option<Stop> {
        let cost: u64 = (0..self.problem.models.len()).map(|g| self.problem.steps(g)).sum();
        for _ in 0..steps {
            let target = self.best.as_ref().map_or(0, |(score, _)| score.value);
            self.volume.step(self.problem, target);
            self.meter.count(cost);
            self.tell(Phase::Bound);
            if let Some(stop) = self.stop() {
                return Some(stop);
            }
        }
        None
    }

    /// One round of moves on the present plan, cooling down.
    fn round(&mut self, search: &mut Search<'p>) -> Option<Stop> {
        let scale = search.score().value.abs() / 20_000;
        let mut losses = search.losses(&self.volume.best);
        for step in 0..MOVES {
            if step % 200 == 0 {
                let strength = [0, 300, 600, 900][self.rng.random_range(0..4)];
                let lead: Vec<i64> = self.volume.best.prices.iter().map(|p| p * strength / 1000).collect();
                search.state.set_lead(&lead);
                losses = search.losses(&self.volume.best);
                self.tell(Phase::Improve);
                if let Some(stop) = self.stop() {
                    return Some(stop);
                }
            }
            let slack = scale * (MOVES - step) as i64 / MOVES as i64;
            let slack = if slack > 0 { self.rng.random_range(0..=slack) } else { 0 };
            self.one_move(search, &losses, slack);
            if self.best.as_ref().is_none_or(|(best, _)| search.score() > *best) {
                self.offer(search);
            }
        }
        if let Some((_, choices)) = &self.best {
            *search = Search::from_choices(self.problem, choices);
        }
        None
    }

    fn one_move(&mut self, search: &mut Search<'p>, losses: &[i64], slack: i64) {
        if let Some(seed) = self.seed(search, losses) {
            self.move_around(search, seed, slack);
        }
    }

    fn move_around(&mut self, search: &mut Search<'p>, seed: usize, slack: i64) {
        let wish = self.volume.best.answers[seed].as_ref().filter(|_| self.rng.random_bool(0.5));
        let broken = !self.problem.models[seed].may_rest && search.waiting.contains(&seed);
        let size = if broken { self.rng.random_range(20..=200) } else { self.rng.random_range(1..=20) };
        let removed = match wish {
            Some((_, choice)) => search.in_the_way(seed, choice, size, &mut self.rng),
            None => search.neighbourhood(seed, size, &mut self.rng),
        };
        let mut order = removed.clone();
        order[1..].shuffle(&mut self.rng);
        if broken {
            order[1..].sort_by_key(|g| self.problem.models[*g].may_rest);
        } else if self.rng.random_bool(0.2) {
            order.shuffle(&mut self.rng);
        }
        let keep = if search.waiting.contains(&seed) { Keep::Room } else { Keep::Slack(slack) };
        let _ = search.try_move(&removed, &order, keep, self.meter);
    }

    /// The goal to build a move around: one that waits, one that loses much, or any.
    fn seed(&mut self, search: &Search<'p>, losses: &[i64]) -> Option<usize> {
        let any = self.rng.random_range(0..losses.len());
        let needy = search.needy();
        let seed = match needy.len() {
            n if n > 0 && self.rng.random_bool(0.3) => needy[self.rng.random_range(0..n)],
            _ if self.rng.random_bool(0.6) => {
                let others = [any, self.rng.random_range(0..losses.len()), self.rng.random_range(0..losses.len())];
                others.into_iter().max_by_key(|g| losses[*g]).unwrap_or(any)
            }
            _ => any,
        };
        let model = &self.problem.models[seed];
        (self.problem.can_run(seed) && (!model.may_rest || model.rest_is_gap)).then_some(seed)
    }

    fn stop(&self) -> Option<Stop> {
        if let Some((score, _)) = &self.best {
            if score.broken == 0 && score.value >= self.volume.best.bound {
                return Some(Stop::Optimal);
            }
            if score.broken == 0 && score.gaps == 0 && relative_gap(score.value, self.volume.best.bound) <= self.limits.gap {
                return Some(Stop::Gap);
            }
        }
        self.meter.stop()
    }

    fn tell(&mut self, phase: Phase) {
        let score = self.best.as_ref().map(|(score, _)| *score);
        (self.report)(Progress {
            elapsed: self.meter.elapsed(),
            phase,
            gaps: score.map(|s| usize::try_from(-s.gaps - s.broken).unwrap_or(0)),
            value: score.map(|s| s.value),
            bound: Some(self.volume.best.bound),
        });
    }
}
