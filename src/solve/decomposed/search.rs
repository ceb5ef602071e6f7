//! The order of work: prices, a first plan, rounds of improvement and better prices, until a limit or the asked gap.

use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::domain::plan::Stop;
use crate::solve::decomposed::improve::{Keep, Order, Score, Search, construct};
use crate::solve::decomposed::known::Known;
use crate::solve::decomposed::neighbourhoods::Neighbourhoods;
use crate::solve::decomposed::prices::{Ascent, Pass};
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::limits::{Limits, Meter};
use crate::solve::progress::{Phase, Progress, relative_gap};

/// Moves for goals without a place before parts are solved.
const ROOM_MOVES: usize = 400;

/// Moves of a round while the plan is rough.
const ROUGH_MOVES: usize = 1000;

/// Work on the plan between two passes of prices, as a multiple of a pass, at first.
const PATIENCE: u64 = 8;

/// What the search found.
#[derive(Debug)]
pub struct Found {
    /// Choice of every goal in the best plan.
    pub choices: Vec<Option<Choice>>,
    /// Its score.
    pub score: Score,
    /// The best bound on plans with at most as many gaps, and how to go on with it.
    pub ascent: Ascent,
    /// Why it stopped.
    pub stop: Stop,
}

/// The search with its present best.
pub(super) struct Run<'p, 'l, 'm> {
    pub(super) problem: &'p Problem,
    pub(super) limits: &'l Limits<'l>,
    pub(super) meter: &'m mut Meter<'l>,
    pub(super) report: &'m mut dyn FnMut(Progress),
    pub(super) ascent: Ascent,
    pub(super) best: Option<(Score, Vec<Option<Choice>>)>,
    pub(super) rng: ChaCha8Rng,
    /// How far the plan was from the bound when the last pass was tried.
    pub(super) tried_missing: i64,
}

/// Runs the search, from what is known where something is.
pub fn run<'l>(
    problem: &Problem,
    known: Option<Known>,
    limits: &'l Limits<'l>,
    meter: &mut Meter<'l>,
    report: &mut dyn FnMut(Progress),
) -> Found {
    let (ascent, rng) = (Ascent::new(problem, 0), ChaCha8Rng::seed_from_u64(limits.seed));
    let mut run = Run { problem, limits, meter, report, ascent, best: None, rng, tried_missing: i64::MAX / 16 };
    let near = known.is_some_and(|known| run.is_near(&known));
    if !near {
        run.best = None;
        run.ascent = Ascent::new(problem, 0);
        run.offer(&construct(problem, vec![0; problem.coupling.rows.len()], Order::RequiredFirst));
    }
    let stop = run.go();
    let (score, choices) =
        run.best.unwrap_or_else(|| (Search::from_choices(problem, &[]).score(), vec![None; problem.models.len()]));
    Found { choices, score, ascent: run.ascent, stop }
}

impl<'p> Run<'p, '_, '_> {
    fn go(&mut self) -> Stop {
        if let Some(stop) = self.first_prices().or_else(|| self.find_room()) {
            return stop;
        }
        let Some((_, choices)) = &self.best else { return Stop::Work };
        let mut search = Search::from_choices(self.problem, choices);
        if let Some(stop) = self.moves(&mut search) {
            return stop;
        }
        if let Some(stop) = self.better_prices(None) {
            return stop;
        }
        let mut kinds = Neighbourhoods::default();
        let mut wait = PATIENCE * self.pass_steps(Pass::again(0));
        let mut passes = 0;
        loop {
            let (due, gaps) = (self.meter.steps() + wait, self.gaps());
            while self.meter.steps() < due && self.gaps() == gaps {
                if let Some(stop) = self.batch(&mut search, &mut kinds) {
                    return stop;
                }
            }
            let before = self.ascent.best.bound;
            let pass = if self.gaps() == gaps { Pass::again(passes) } else { Pass::FEWER_GAPS };
            passes = if self.gaps() == gaps { passes + 1 } else { 0 };
            if let Some(stop) = self.better_prices(Some(pass)).or_else(|| self.last_pass(&mut search)) {
                return stop;
            }
            let missing = self.best.as_ref().map_or(0, |(score, _)| before - score.value);
            if (before - self.ascent.best.bound) * 100 < missing {
                wait *= 2;
            }
        }
    }

    fn gaps(&self) -> Option<i64> {
        self.best.as_ref().map(|(score, _)| score.gaps)
    }

    /// Rounds of single moves as long as they bring much: far cheaper than parts while the plan is rough.
    fn moves(&mut self, search: &mut Search<'p>) -> Option<Stop> {
        loop {
            let before = search.score();
            self.single_moves(search);
            self.offer(search);
            self.tell(Phase::Improve);
            if let Some(stop) = self.stop() {
                return Some(stop);
            }
            let missing = self.ascent.best.bound - before.value;
            if (search.score().value - before.value) * 20 < missing {
                return None;
            }
        }
    }

    /// One round of moves: without HiGHS, so also what is left when the solver fails.
    pub(super) fn single_moves(&mut self, search: &mut Search<'p>) {
        let lead: Vec<i64> = self.ascent.best.row_prices().iter().map(|p| p * 9 / 10).collect();
        search.state.set_lead(&lead);
        let losses = search.losses(&self.ascent.best);
        for _ in 0..ROUGH_MOVES {
            if let Some(seed) = self.seed(search, &losses) {
                self.move_around(search, seed);
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
            self.move_around(&mut search, seed);
            if self.best.as_ref().is_none_or(|(best, _)| search.score() > *best) {
                self.offer(&search);
            }
        }
        None
    }

    /// Keeps the plan if it is the best; a plan with another number of gaps changes what the bound is about.
    pub(super) fn offer(&mut self, search: &Search<'p>) {
        let score = search.score();
        if self.best.as_ref().is_none_or(|(best, _)| score > *best) {
            self.best = Some((score, search.choices()));
            let gaps = usize::try_from(-score.gaps).unwrap_or(0);
            self.ascent.allow_gaps(self.problem, gaps);
        }
    }

    fn move_around(&mut self, search: &mut Search<'p>, seed: usize) {
        let wish = self.ascent.best.answers[seed].as_ref().filter(|_| self.rng.random_bool(0.5));
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
        let keep = if search.waiting.contains(&seed) { Keep::Room } else { Keep::NoWorse };
        let _ = search.try_move(&removed, &order, keep, self.meter);
    }

    /// The goal to build a move around: one that waits, one that loses much, or any.
    pub(super) fn seed(&mut self, search: &Search<'p>, losses: &[i64]) -> Option<usize> {
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
        self.problem.must_run(seed).then_some(seed)
    }

    pub(super) fn stop(&self) -> Option<Stop> {
        // The bound is about plans with as few gaps: where a goal still waits, it says nothing of a plan with fewer.
        if let Some((score, _)) = self.best.as_ref().filter(|(score, _)| (score.broken, score.gaps) == (0, 0)) {
            if score.value >= self.ascent.best.bound {
                return Some(Stop::Optimal);
            }
            if relative_gap(score.value, self.ascent.best.bound) <= self.limits.gap {
                return Some(Stop::Gap);
            }
        }
        self.meter.stop()
    }

    pub(super) fn tell(&mut self, phase: Phase) {
        let score = self.best.as_ref().map(|(score, _)| *score);
        (self.report)(Progress {
            elapsed: self.meter.elapsed(),
            phase,
            gaps: score.map(|s| usize::try_from(-s.gaps - s.broken).unwrap_or(0)),
            value: score.map(|s| s.value),
            bound: Some(self.ascent.best.bound),
        });
    }
}
