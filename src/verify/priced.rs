//! One goal at given prices: what each run could get at each site and in each window (`models/annual-plan.md` 6).
//! All values here are in millionths, as the prices are.

use crate::domain::calendar::Day;
use crate::domain::goal::{Goal, RequiredRun, When};
use crate::domain::ids::{GoalIx, SiteIx};

use super::facts::Facts;
use super::participants::{Catchment, Shares};
use super::poisson::Attendance;
use super::prices::{PER_MILLI, Prices, Window};
use super::rules::pool_counts;
use super::starts;
use super::worth;

/// Value of what is not possible; far below any value, and sums of a few stay in range.
pub(super) const IMPOSSIBLE: i64 = i64::MIN / 64;
/// Values from here on are possible.
pub(super) const POSSIBLE: i64 = IMPOSSIBLE / 2;

/// A goal at given prices, apart from the number of its runs.
pub(super) struct Priced<'a> {
    facts: &'a Facts<'a>,
    prices: &'a Prices,
    ix: GoalIx,
    pub(super) goal: &'a Goal,
    /// Per site of E_g: each possible start and its value.
    dates: Vec<Vec<Dated>>,
    /// Per site of E_g: the value of a run there apart from participants and date, required and extra.
    places: Vec<(i64, i64)>,
    /// Per site of E_g: who comes to a run there when it is the only one.
    alone: Vec<Attendance>,
    pub(super) catchment: Catchment<'a>,
    apart: Vec<Apart>,
}

/// A window that sets a run of the goal apart.
struct Apart {
    run: usize,
    /// Position of the site in E_g.
    site: usize,
    window: Window,
}

/// A possible start at a site.
struct Dated {
    start: Day,
    end: Day,
    /// Value as a required run, the prices of its days paid.
    required: i64,
    /// Value as an extra run.
    extra: i64,
}

/// A run to be placed.
pub(super) struct Slot {
    pub(super) min: u32,
    pub(super) max: u32,
    pub(super) guarantee: Option<bool>,
    /// Starts in a window of its own, where C05 holds.
    pub(super) decided: bool,
    /// Interchangeable with the slot before.
    pub(super) twin: bool,
    /// Best first.
    pub(super) choices: Vec<Choice>,
}

/// A slot at a site.
pub(super) struct Choice {
    pub(super) site: usize,
    pub(super) place: i64,
    /// Best date value: of each window where C05 holds, else overall.
    pub(super) dates: Vec<i64>,
    /// No placement gets more from this choice.
    pub(super) most: i64,
}

impl<'a> Priced<'a> {
    /// Prepares a goal.
    pub(super) fn new(facts: &'a Facts<'a>, prices: &'a Prices, ix: GoalIx) -> Self {
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
        let apart = apart(prices, ix, &sites);
        Self { facts, prices, ix, goal, dates, places, alone, catchment, apart }
    }

    /// The slots of placements with so many runs, required runs first; and the number of windows, 0 where C05 does not hold.
    pub(super) fn slots(&self, runs: usize) -> (Vec<Slot>, usize) {
        let open = self.facts.open_windows(self.ix, runs);
        let required = &self.goal.required;
        let mut slots = Vec::with_capacity(runs);
        for (i, run) in required.iter().enumerate() {
            let twin = i > 0 && alike(&required[i - 1], run) && !self.is_apart(i - 1) && !self.is_apart(i);
            slots.push(self.slot(i, Some(run), twin, open.as_deref()));
        }
        for i in required.len()..runs {
            let twin = i > required.len() && !self.is_apart(i - 1) && !self.is_apart(i);
            slots.push(self.slot(i, None, twin, open.as_deref()));
        }
        (slots, open.map_or(0, |o| o.len()))
    }

    /// Whether a window at some site sets this run of the goal apart.
    fn is_apart(&self, run: usize) -> bool {
        self.apart.iter().any(|w| w.run == run)
    }

    /// The `position`-th run of a placement.
    fn slot(&self, position: usize, run: Option<&RequiredRun>, twin: bool, open: Option<&[bool]>) -> Slot {
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
            let here = |w: &&Apart| (w.run, w.site) == (position, site);
            let apart: Vec<Window> = self.apart.iter().filter(here).map(|w| w.window).collect();
            let value = |d: &Dated| {
                let more = |w: &&Window| w.is_touched(d.start, d.end) && !w.is_held(d.start, d.end);
                let paid: i64 = apart.iter().filter(more).map(|w| w.price).sum();
                (d.start, if run.is_some() { d.required } else { d.extra } - paid)
            };
            let values = self.dates[site].iter().filter(|d| inside(d.start)).map(value);
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
    pub(super) fn participants(&self, slot: &Slot, site: usize, attendance: Attendance) -> i64 {
        let ordinary = || worth::held(self.facts, self.ix, attendance, slot.min, slot.max) * PER_MILLI;
        let guarantee = || {
            let min = worth::guarantee_min(slot.min);
            let held = worth::held(self.facts, self.ix, attendance, min, slot.max);
            (held + worth::guarantee(self.facts, self.goal, attendance, min)) * PER_MILLI - self.guarantee_price(site)
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
            worth::held_value(self.facts, self.ix, milli) * PER_MILLI
        };
        let reward = worth::scaled(profile.guarantee.reward, profile.weights.guarantee) * PER_MILLI;
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

/// The windows that set runs of the goal apart.
fn apart(prices: &Prices, goal: GoalIx, sites: &[SiteIx]) -> Vec<Apart> {
    let mut found = Vec::new();
    for (site, ix) in sites.iter().enumerate() {
        let own = prices.windows[ix.index()].iter().filter(|w| w.goal == goal);
        found.extend(own.map(|w| Apart { run: w.run, site, window: *w }));
    }
    found
}

/// Each possible start at a site with its value: O05 and O06 less the prices of rooms and teachers.
fn dates(facts: &Facts, prices: &Prices, goal: &Goal, site: SiteIx, starts: &[Day]) -> Vec<Dated> {
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
            let end = days.last().copied().unwrap_or(*start);
            let held = prices.windows[site.index()].iter().filter(|w| w.is_held(*start, end));
            let paid: i64 = days.iter().map(|d| daily[d.index()]).sum::<i64>() + held.map(|w| w.price).sum::<i64>();
            let required = worth::date(facts, goal, site, &days) * PER_MILLI - paid;
            let extra = required + worth::wished_start(facts, goal, site, *start) * PER_MILLI;
            list.push(Dated { start: *start, end, required, extra });
        }
    }
    list
}

/// The value of a run at a site apart from participants and date: O06 and O07 less the prices of the school's rows.
fn place(facts: &Facts, prices: &Prices, goal: &Goal, site: SiteIx) -> (i64, i64) {
    let school = facts.instance.school_of(site).index();
    let paid = prices.course_days[school] * i64::from(goal.days) + prices.spread[goal.fkb.index()][school];
    let required = worth::stability(facts, goal, site) * PER_MILLI - paid;
    (required, required + worth::wished_site(facts, goal, site) * PER_MILLI)
}
