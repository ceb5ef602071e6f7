//! Which goals choose again together: several kinds of neighbourhood, each with a size that follows how hard its parts are to solve, and
//! chosen the more often the more it has brought lately.

use std::collections::BTreeSet;

use rand::Rng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::domain::ids::SiteIx;
use crate::solve::decomposed::bound::Bound;
use crate::solve::decomposed::candidates::{Width, candidates};
use crate::solve::decomposed::improve::Search;
use crate::solve::decomposed::parts::Answer;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Costs;
use crate::solve::highs::Status;

/// Kinds of neighbourhood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Goals with runs at one site, nearest in time.
    Site,
    /// Goals with runs at any site where the seed could be, nearest in time.
    Reach,
    /// Goals with runs at any site of one school, nearest in time.
    School,
    /// Goals of the seed's FKB and of others that share its sites.
    Fkb,
    /// Goals that lose most against their best answer, and those in their way.
    Losers,
    /// A goal that loses, those in its way, those in the way of where these would do as well, and so on.
    Chain,
}

const KINDS: [Kind; 6] = [Kind::Site, Kind::Reach, Kind::School, Kind::Fkb, Kind::Losers, Kind::Chain];

/// Goals in a part at first, at least and at most.
const FIRST_SIZE: f64 = 60.0;
const SIZES: (f64, f64) = (6.0, 300.0);

/// Elementary steps that a part should take: below half of it the next is larger, above twice of it smaller.
const GOOD_STEPS: u64 = 20_000_000;

/// Parts without gain after which parts may take twice, three times ... as many steps, and how many times at most.
const IDLE_PARTS: u64 = 12;
const MOST_GROWTH: u64 = 8;

/// Widths to try: choices of a goal, and dates with the same placement.
const WIDTHS: [Width; 3] = [Width::any(40, 12), Width::any(25, 8), Width::any(80, 30)];

/// Near-best choices that a chain looks at, and goals that it takes from each place.
const CHAIN_CHOICES: usize = 16;
const CHAIN_WIDTH: usize = 8;

/// A neighbourhood that was picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked {
    /// Position of its kind.
    kind: usize,
    /// Its goals.
    pub goals: Vec<usize>,
    /// How many choices they have.
    pub width: Width,
}

/// What is known of the kinds so far.
#[derive(Debug, Clone)]
pub struct Neighbourhoods {
    sizes: [f64; KINDS.len()],
    merits: [f64; KINDS.len()],
    /// Parts since the last gain: when small parts bring nothing more, larger ones may.
    idle: u64,
    tried: BTreeSet<(usize, Vec<usize>)>,
}

impl Default for Neighbourhoods {
    fn default() -> Self {
        Self { sizes: [FIRST_SIZE; KINDS.len()], merits: [1.0; KINDS.len()], idle: 0, tried: BTreeSet::new() }
    }
}

impl Neighbourhoods {
    /// A neighbourhood around `seed` without the goals in `others`, or `None` where it is too small or was tried since the last improvement.
    pub fn pick(&mut self, plan: &Plan<'_>, seed: usize, others: &BTreeSet<usize>, rng: &mut ChaCha8Rng) -> Option<Picked> {
        let kind = self.kind(rng);
        let size = (self.sizes[kind] * rng.random_range(0.7..1.3)) as usize;
        let mut goals = plan.goals(KINDS[kind], seed, size, rng);
        goals.retain(|g| !others.contains(g));
        goals.sort_unstable();
        let width = WIDTHS[rng.random_range(0..WIDTHS.len())];
        let new = goals.len() > 1 && !self.tried.contains(&(width.most, goals.clone()));
        new.then_some(Picked { kind, goals, width })
    }

    /// Learns from a part: whether its size was right, and what it brought (milli).
    pub fn learn(&mut self, picked: &Picked, answer: &Answer, gain: i64) {
        let good = GOOD_STEPS * (1 + self.idle / IDLE_PARTS).min(MOST_GROWTH);
        let size = &mut self.sizes[picked.kind];
        if answer.status != Status::Optimal || answer.steps > 2 * good {
            *size *= 0.8;
        } else if answer.steps < good / 2 {
            *size *= 1.15;
        }
        *size = size.clamp(SIZES.0, SIZES.1);
        let merit = gain.max(0) as f64 / (answer.steps.max(1) as f64 / 1e6);
        self.merits[picked.kind] = 0.9 * self.merits[picked.kind] + 0.1 * merit;
        if gain > 0 {
            self.tried.clear();
            self.idle /= 2;
        } else {
            self.idle += 1;
            self.tried.insert((picked.width.most, picked.goals.clone()));
        }
    }

    /// A kind: usually by merit, each in turn once in a while.
    fn kind(&self, rng: &mut ChaCha8Rng) -> usize {
        let floor = self.merits.iter().sum::<f64>() * 0.04 + 1e-9;
        let total: f64 = self.merits.iter().map(|m| m + floor).sum();
        let mut at = rng.random_range(0.0..total);
        for (kind, merit) in self.merits.iter().enumerate() {
            at -= merit + floor;
            if at < 0.0 {
                return kind;
            }
        }
        KINDS.len() - 1
    }
}

/// The plan that neighbourhoods are picked from.
pub struct Plan<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// The plan.
    pub search: &'a Search<'a>,
    /// The best prices and answers.
    pub bound: &'a Bound,
    /// How far each goal falls short of its best answer.
    pub losses: &'a [i64],
    /// Costs of the rows at the best prices.
    pub costs: &'a Costs,
}

impl Plan<'_> {
    fn goals(&self, kind: Kind, seed: usize, size: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
        let model = &self.problem.models[seed];
        let option = &model.sites[rng.random_range(0..model.sites.len())];
        let day = self.day(seed, rng);
        match kind {
            Kind::Site => self.nearest(seed, &[option.site], day, size),
            Kind::Reach => {
                let sites: Vec<SiteIx> = model.sites.iter().map(|o| o.site).collect();
                self.nearest(seed, &sites, day, size)
            }
            Kind::School => {
                let sites = &self.problem.sites_of[option.school.index()];
                self.nearest(seed, sites, day, size)
            }
            Kind::Fkb => self.same_fkbs(seed, size, rng),
            Kind::Losers => self.losers(seed, size, rng),
            Kind::Chain => self.chain(seed, size, rng),
        }
    }

    /// A day on which the seed runs, or could.
    fn day(&self, seed: usize, rng: &mut ChaCha8Rng) -> u16 {
        let runs = self.search.runs_of(seed);
        if runs.is_empty() || rng.random_bool(0.5) {
            let option = &self.problem.models[seed].sites[0];
            option.starts[rng.random_range(0..option.starts.len())].day.0
        } else {
            runs[rng.random_range(0..runs.len())].1
        }
    }

    /// The seed and the goals with runs at the sites nearest to the day.
    fn nearest(&self, seed: usize, sites: &[SiteIx], day: u16, size: usize) -> Vec<usize> {
        let runs = sites.iter().flat_map(|s| self.search.state.runs_at(*s));
        let mut near: Vec<(u16, usize)> = runs.map(|(g, d)| (d.abs_diff(day), *g)).collect();
        near.sort_unstable();
        self.first_of(seed, near.into_iter().map(|(_, g)| g), size)
    }

    fn same_fkbs(&self, seed: usize, size: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
        let site = |g: usize| self.problem.models[g].sites.iter().map(|o| o.site).collect::<BTreeSet<_>>();
        let here = site(seed);
        let mut fkbs: Vec<usize> = (0..self.problem.by_fkb.len()).filter(|f| *f != self.problem.fkb_of[seed]).collect();
        fkbs.shuffle(rng);
        let shares = |f: &usize| self.problem.by_fkb[*f].first().is_some_and(|g| !site(*g).is_disjoint(&here));
        let order = std::iter::once(self.problem.fkb_of[seed]).chain(fkbs.into_iter().filter(shares));
        self.first_of(seed, order.flat_map(|f| self.problem.by_fkb[f].iter().copied()), size)
    }

    /// Goals without a place and those that lose most, each with all that stands where it would rather be.
    fn losers(&self, seed: usize, size: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
        let mut order: Vec<(i64, usize)> =
            self.losses.iter().enumerate().map(|(g, loss)| (-(loss / 1000 * rng.random_range(1..=8)), g)).collect();
        order.sort_unstable();
        let first = if self.search.waiting.contains(&seed) { Some(seed) } else { None };
        let mut found = Vec::new();
        for goal in first.into_iter().chain(order.into_iter().map(|(_, g)| g)) {
            if found.len() >= size {
                break;
            }
            let wish = self.bound.answers[goal].as_ref().filter(|_| rng.random_bool(0.7));
            found.extend(match wish {
                Some((_, wish)) => self.search.in_the_way(goal, wish, SIZES.1 as usize, rng),
                None => self.search.at_random(goal, SIZES.1 as usize, rng),
            });
        }
        // A long course may need more room than the usual size frees.
        let seed = found.first().copied().unwrap_or(seed);
        let all = found.len();
        self.first_of(seed, found.into_iter(), size.max(all).min(SIZES.1 as usize))
    }

    /// From the seed step by step to the goals that stand where a goal already found would do about as well as at its best.
    fn chain(&self, seed: usize, size: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
        let mut found = vec![seed];
        let mut next = 0;
        while next < found.len() && found.len() < size {
            let goal = found[next];
            next += 1;
            let choices = candidates(self.problem, goal, self.costs, Width::any(CHAIN_CHOICES, CHAIN_CHOICES / 2));
            if choices.is_empty() {
                continue;
            }
            let (_, wish) = &choices[rng.random_range(0..choices.len())];
            for other in self.search.in_the_way(goal, wish, CHAIN_WIDTH, rng) {
                if !found.contains(&other) {
                    found.push(other);
                }
            }
        }
        self.first_of(seed, found.into_iter(), size)
    }

    /// The seed and the first goals that can run, each once.
    fn first_of(&self, seed: usize, goals: impl Iterator<Item = usize>, size: usize) -> Vec<usize> {
        let mut seen = BTreeSet::from([seed]);
        let mut found = vec![seed];
        for goal in goals {
            if found.len() > size {
                break;
            }
            if self.problem.must_run(goal) && seen.insert(goal) {
                found.push(goal);
            }
        }
        found
    }
}
