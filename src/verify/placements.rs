//! The best placement with dates of one goal at given prices, exactly.
//!
//! All placements are looked at: a site for each required run and a multiset of sites for the extra runs. The start of each run
//! is then the best in its window; with several windows the runs are assigned to them by dynamic programming over sets
//! of windows. A branch is left out only when it cannot beat the best placement so far: a run never gets more participants than it
//! would get alone, and access and spread never add.

use crate::domain::calendar::Day;
use crate::domain::goal::{Goal, RequiredRun, When};
use crate::domain::ids::{GoalIx, SiteIx};

use super::facts::Facts;
use super::participants::{Catchment, Shares};
use super::poisson::Attendance;
use super::prices::Prices;
use super::rules::pool_counts;
use super::starts;
use super::worth;

/// Looking at more placements than this is refused.
const MOST_STEPS: usize = 1_000_000;
/// Value of what is not possible; far below any value, and sums of a few stay in range.
const IMPOSSIBLE: i64 = i64::MIN / 64;
/// Values from here on are possible.
const POSSIBLE: i64 = IMPOSSIBLE / 2;

/// The goal has too many placements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMany;

/// A goal at given prices, apart from the number of its runs.
struct Priced<'a> {
    facts: &'a Facts<'a>,
    prices: &'a Prices,
    ix: GoalIx,
    goal: &'a Goal,
    /// Per site of E_g: each possible start and its value as a required and as an extra run.
    dates: Vec<Vec<(Day, i64, i64)>>,
    /// Per site of E_g: the value of a run there apart from participants and date, required and extra.
    places: Vec<(i64, i64)>,
    /// Per site of E_g: who comes to a run there when it is the only one.
    alone: Vec<Attendance>,
    catchment: Catchment<'a>,
}

/// A run to be placed.
struct Slot {
    min: u32,
    max: u32,
    guarantee: Option<bool>,
    /// Starts in a window of its own, where C05 holds.
    decided: bool,
    /// Interchangeable with the slot before.
    twin: bool,
    /// Best first.
    choices: Vec<Choice>,
}

/// A slot at a site.
struct Choice {
    site: usize,
    place: i64,
    /// Best date value: of each window where C05 holds, else overall.
    dates: Vec<i64>,
    /// No placement gets more from this choice.
    most: i64,
}

/// The largest value of a placement with dates at the prices; `None` when no placement has possible starts.
pub(super) fn best(facts: &Facts, prices: &Prices, ix: GoalIx) -> Result<Option<i64>, TooMany> {
    let priced = Priced::new(facts, prices, ix);
    let required = priced.goal.required.len();
    let mut search = Search { priced: &priced, best: None, steps: 0, picks: Vec::new(), shares: Shares::default() };
    for runs in required.max(1)..=facts.goal(ix).most_runs {
        search.look(runs)?;
    }
    Ok(search.best)
}

impl<'a> Priced<'a> {
    fn new(facts: &'a Facts<'a>, prices: &'a Prices, ix: GoalIx) -> Self {
        let goal = facts.instance.goal(ix);
        let sites: Vec<SiteIx> = goal.eligible.iter().map(|e| e.site).collect();
        let catchment = Catchment::new(facts, ix, sites.clone());
        let mut shares = Shares::default();
        let mut alone = Vec::with_capacity(sites.len());
        for j in 0..sites.len() {
            catchment.share(&[j], &mut shares);
            alone.push(shares.attendance[0]);
        }
        let dates = sites.iter().zip(&facts.goal(ix).starts).map(|(s, t)| dates(facts, prices, goal, *s, t)).collect();
        let places = sites.iter().map(|s| place(facts, prices, goal, *s)).collect();
        Self { facts, prices, ix, goal, dates, places, alone, catchment }
    }

    /// The slots of placements with so many runs, required runs first; and the number of windows, 0 where C05 does not hold.
    fn slots(&self, runs: usize) -> (Vec<Slot>, usize) {
        let open = self.facts.open_windows(self.ix, runs);
        let required = &self.goal.required;
        let mut slots = Vec::with_capacity(runs);
        for (i, run) in required.iter().enumerate() {
            let twin = i > 0 && alike(&required[i - 1], run);
            slots.push(self.slot(Some(run), twin, open.as_deref()));
        }
        for i in required.len()..runs {
            slots.push(self.slot(None, i > required.len(), open.as_deref()));
        }
        (slots, open.map_or(0, |o| o.len()))
    }

    fn slot(&self, run: Option<&RequiredRun>, twin: bool, open: Option<&[bool]>) -> Slot {
        let (min, max) = run.map_or((self.goal.min, self.goal.max), |r| (r.min, r.max));
        let fixed = match run.map(|r| r.when) {
            Some(When::Fixed(from, to)) => Some((from, to)),
            _ => None,
        };
        let guarantee = run.and_then(|r| r.guarantee).or(if self.goal.guarantee_ok { None } else { Some(false) });
        let mut slot = Slot { min, max, guarantee, decided: fixed.is_none(), twin, choices: Vec::new() };
        for (site, eligible) in self.goal.eligible.iter().enumerate() {
            if run.is_some_and(|r| !r.sites.contains(&eligible.site)) {
                continue;
            }
            let inside = |d: Day| fixed.is_none_or(|(from, to)| from <= d && d <= to);
            let values = self.dates[site].iter().filter(|x| inside(x.0)).map(|x| (x.0, if run.is_some() { x.1 } else { x.2 }));
            let dates = self.best_dates(values, open.filter(|_| slot.decided));
            let latest = dates.iter().copied().max().unwrap_or(IMPOSSIBLE);
            if latest > POSSIBLE {
                let place = if run.is_some() { self.places[site].0 } else { self.places[site].1 };
                let most = place + latest + self.most_from_participants(&slot, site);
                slot.choices.push(Choice { site, place, dates, most });
            }
        }
        slot.choices.sort_by_key(|c| std::cmp::Reverse(c.most));
        slot
    }

    /// The best of the dated values: per window when windows are given, else overall.
    fn best_dates(&self, values: impl Iterator<Item = (Day, i64)>, open: Option<&[bool]>) -> Vec<i64> {
        let windows = open.map_or(1, <[bool]>::len);
        let mut best = vec![IMPOSSIBLE; windows];
        for (day, value) in values {
            let window = self.facts.days.window(day, windows);
            if open.is_none_or(|open| open[window]) {
                best[window] = best[window].max(value);
            }
        }
        best
    }

    /// Value of a slot at a site from those who come: O01, and O08 with its price where that is better or asked for.
    fn participants(&self, slot: &Slot, site: usize, attendance: Attendance) -> i64 {
        let ordinary = || worth::held(self.facts, self.ix, attendance, slot.min, slot.max);
        let guarantee = || {
            let min = worth::guarantee_min(slot.min);
            worth::held(self.facts, self.ix, attendance, min, slot.max) + worth::guarantee(self.facts, attendance, slot.min)
                - self.guarantee_price(site)
        };
        match slot.guarantee {
            Some(true) => guarantee(),
            Some(false) => ordinary(),
            None => ordinary().max(guarantee()),
        }
    }

    fn guarantee_price(&self, site: usize) -> i64 {
        self.prices.guarantees[self.facts.instance.school_of(self.goal.eligible[site].site).index()]
    }

    /// At least the value from participants in any placement.
    fn most_from_participants(&self, slot: &Slot, site: usize) -> i64 {
        let profile = &self.facts.instance.profile;
        let signs = [
            profile.weights.held,
            profile.weights.access,
            profile.weights.spread,
            profile.weights.guarantee,
            profile.access.near,
            profile.access.far,
            profile.spread.area,
            profile.spread.emphasis,
            profile.guarantee.shortfall,
        ];
        if signs.iter().chain(&profile.travel.share).any(|x| *x < 0) {
            return i64::MAX / 64;
        }
        let held = |min: u32| {
            let alone = self.alone[site];
            // One more than rounded, so that the last digit of a sum can decide nothing; a certain number can lie below a Poisson one.
            let milli = if alone.mean >= 600_000 { i64::from(slot.max) * 1000 } else { alone.held(min, slot.max) } + 1;
            worth::held_value(self.facts, self.ix, milli)
        };
        let reward = worth::scaled(profile.guarantee.reward, profile.weights.guarantee);
        let guarantee = || held(worth::guarantee_min(slot.min)) + reward - self.guarantee_price(site);
        match slot.guarantee {
            Some(true) => guarantee(),
            Some(false) => held(slot.min),
            None => held(slot.min).max(guarantee()),
        }
    }
}

/// Whether two required runs can stand for each other.
fn alike(a: &RequiredRun, b: &RequiredRun) -> bool {
    (&a.sites, a.when, a.guarantee, a.min, a.max) == (&b.sites, b.when, b.guarantee, b.min, b.max)
}

/// Each possible start at a site with its value as a required and as an extra run: O05 and O06 less the prices of rooms and teachers.
fn dates(facts: &Facts, prices: &Prices, goal: &Goal, site: SiteIx, starts: &[Day]) -> Vec<(Day, i64, i64)> {
    let instance = facts.instance;
    let school = instance.school_of(site);
    let mut daily = prices.rooms[site.index()].clone();
    for (_, row) in instance.pools.iter().zip(&prices.pools).filter(|(pool, _)| pool_counts(pool, school, goal)) {
        daily.iter_mut().zip(row).for_each(|(sum, price)| *sum += price);
    }
    let mut days = Vec::new();
    let mut list = Vec::with_capacity(starts.len());
    for start in starts {
        if starts::walk(&instance.site(site).rooms, &facts.days, *start, goal.days, &mut days).is_ok() {
            let paid: i64 = days.iter().map(|d| daily[d.index()]).sum();
            let value = worth::date(facts, goal, site, &days) - paid;
            list.push((*start, value, value + worth::wished_start(facts, goal, site, *start)));
        }
    }
    list
}

/// The value of a run at a site apart from participants and date: O06 and O07 less the prices of the school's rows.
fn place(facts: &Facts, prices: &Prices, goal: &Goal, site: SiteIx) -> (i64, i64) {
    let school = facts.instance.school_of(site).index();
    let paid = prices.course_days[school] * i64::from(goal.days) + prices.spread[goal.fkb.index()][school];
    let required = worth::stability(facts, goal, site) - paid;
    (required, required + worth::wished_site(facts, goal, site))
}

/// The walk over all placements.
struct Search<'a> {
    priced: &'a Priced<'a>,
    best: Option<i64>,
    steps: usize,
    /// Choice of each slot so far.
    picks: Vec<usize>,
    shares: Shares,
}

impl Search<'_> {
    /// Looks at all placements with so many runs.
    fn look(&mut self, runs: usize) -> Result<(), TooMany> {
        let (slots, windows) = self.priced.slots(runs);
        let mut rest = vec![0_i64; runs + 1];
        for (i, slot) in slots.iter().enumerate().rev() {
            let Some(first) = slot.choices.first() else { return Ok(()) };
            rest[i] = rest[i + 1].saturating_add(first.most);
        }
        self.descend(&slots, windows, &rest, 0)
    }

    /// Tries every choice of the next slot; `sofar` bounds the slots already chosen.
    fn descend(&mut self, slots: &[Slot], windows: usize, rest: &[i64], sofar: i64) -> Result<(), TooMany> {
        let depth = self.picks.len();
        let Some(slot) = slots.get(depth) else {
            self.judge(slots, windows);
            return Ok(());
        };
        let from = if slot.twin { self.picks.last().copied().unwrap_or(0) } else { 0 };
        for (i, choice) in slot.choices.iter().enumerate().skip(from) {
            let most = sofar.saturating_add(choice.most);
            if self.best.is_some_and(|best| most.saturating_add(rest[depth + 1]) <= best) {
                break;
            }
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return Err(TooMany);
            }
            self.picks.push(i);
            self.descend(slots, windows, rest, most)?;
            self.picks.pop();
        }
        Ok(())
    }

    /// The value of the placement that has been picked.
    fn judge(&mut self, slots: &[Slot], windows: usize) {
        let choices: Vec<&Choice> = slots.iter().zip(&self.picks).map(|(slot, i)| &slot.choices[*i]).collect();
        let decided = |slot: &Slot| slot.decided && windows > 0;
        let pairs = || slots.iter().zip(&choices);
        let rows: Vec<&[i64]> = pairs().filter(|(s, _)| decided(s)).map(|(_, c)| c.dates.as_slice()).collect();
        let fixed: i64 = pairs().filter(|(s, _)| !decided(s)).map(|(_, c)| c.dates[0]).sum();
        let dates = fixed + assign(&rows, windows);
        if dates <= POSSIBLE {
            return;
        }
        let sites: Vec<usize> = choices.iter().map(|c| c.site).collect();
        self.priced.catchment.share(&sites, &mut self.shares);
        let mut value = dates + self.shares.access + self.shares.left_out;
        for ((slot, choice), attendance) in pairs().zip(&self.shares.attendance) {
            value += choice.place + self.priced.participants(slot, choice.site, *attendance);
        }
        self.best = Some(self.best.map_or(value, |best| best.max(value)));
    }
}

/// The best sum of one entry per row from different columns.
fn assign(rows: &[&[i64]], columns: usize) -> i64 {
    if rows.is_empty() {
        return 0;
    }
    let mut best = vec![IMPOSSIBLE; 1 << columns];
    best[0] = 0;
    for row in rows {
        let mut next = vec![IMPOSSIBLE; 1 << columns];
        for (set, value) in best.iter().enumerate().filter(|(_, v)| **v > POSSIBLE) {
            for (column, entry) in row.iter().enumerate().filter(|(c, e)| **e > POSSIBLE && set & (1 << c) == 0) {
                let slot = &mut next[set | (1 << column)];
                *slot = (*slot).max(value + entry);
            }
        }
        best = next;
    }
    best.into_iter().max().unwrap_or(IMPOSSIBLE)
}

#[cfg(test)]
mod tests {
    use super::{IMPOSSIBLE, POSSIBLE, assign};

    #[test]
    fn runs_share_out_the_windows_as_well_as_possible() {
        assert_eq!(assign(&[&[5, 4], &[5, 1]], 2), 9);
        assert_eq!(assign(&[&[-5, -4, -9], &[-5, -1, -9]], 3), -6);
        assert_eq!(assign(&[], 0), 0);
    }

    #[test]
    fn two_runs_cannot_use_one_window() {
        assert!(assign(&[&[5, IMPOSSIBLE], &[7, IMPOSSIBLE]], 2) <= POSSIBLE);
    }
}
