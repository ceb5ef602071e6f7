//! certificate.csv: the prices on the coupling rows, and the part of the bound that depends on the rows alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::calendar::Day;
use crate::domain::ids::{FkbIx, GoalIx, SchoolIx, SiteIx};
use crate::domain::words::{Text, say};

use super::facts::{Facts, Names};
use super::rules::pool_key;
use super::table::{Files, Table, iso_date, whole};
use super::verdict::Book;
use super::worth;

const RULE: &str = "certificate";
/// Prices are in millionths of a participant: so many to a milli.
pub(super) const PER_MILLI: i64 = 1000;
/// A price of a million participants is a mistake, and keeps all sums far inside 64 bits.
const HIGHEST_PRICE: i64 = 1_000_000_000_000;
/// So much may the windows of a site cost together.
const MOST_AT_A_SITE: i64 = 1000 * HIGHEST_PRICE;

/// A coupling row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Coupling {
    /// C03.
    Room(SiteIx, Day),
    /// C03 over the days of a window, with one run of a goal set apart.
    Window(SiteIx, GoalIx, usize, Day, Day),
    /// C04, position of the pool.
    Pool(usize, Day),
    /// C07.
    Guarantees(SchoolIx),
    /// C08.
    CourseDays(SchoolIx),
    /// O03 (b).
    Spread(FkbIx, SchoolIx),
    /// O04.
    Load(SchoolIx),
    /// C01, open gaps.
    Gaps,
}

/// The price of a window at a site. A run that holds all its days pays, and of the run set apart also one that is there on any of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    /// First day, an open one.
    pub(super) first: Day,
    /// Last day, an open one.
    pub(super) last: Day,
    /// Goal of the run set apart.
    pub(super) goal: GoalIx,
    /// The run set apart, 0 for the first: required runs in their order, then the first extra run.
    pub(super) run: usize,
    /// Millionths.
    pub(super) price: i64,
}

impl Window {
    /// Whether a run on all open days from `start` to `end` holds all its days.
    pub(super) fn is_held(&self, start: Day, end: Day) -> bool {
        start <= self.first && self.last <= end
    }

    /// Whether it is there on any of its days.
    pub(super) fn is_touched(&self, start: Day, end: Day) -> bool {
        start <= self.last && self.first <= end
    }
}

/// All prices in millionths, 0 where certificate.csv has none.
#[derive(Debug)]
pub(super) struct Prices {
    /// C03, per site and day.
    pub(super) rooms: Vec<Vec<i64>>,
    /// C03 over windows, per site.
    pub(super) windows: Vec<Vec<Window>>,
    /// C04, per pool and day.
    pub(super) pools: Vec<Vec<i64>>,
    /// C07, per school and guarantee run.
    pub(super) guarantees: Vec<i64>,
    /// C08 and O04 together, per school and course day.
    pub(super) course_days: Vec<i64>,
    /// O03 (b), per FKB and school and run.
    pub(super) spread: Vec<Vec<i64>>,
    /// C01, per open gap.
    pub(super) gap: i64,
    /// The plan leaves out a goal that has a possible start.
    pub(super) gaps_allowed: bool,
    /// Prices times capacities, and what the tiers add.
    pub(super) rows: i128,
}

/// Reads certificate.csv for a plan with `avoidable_gaps` open gaps among goals that have a possible start. Rows that may not be used are violations and left out, which leaves a valid bound.
pub(super) fn read(facts: &Facts, avoidable_gaps: usize, files: &Files, book: &mut Book) -> Prices {
    let instance = facts.instance;
    let (days, schools) = (instance.calendar.len(), instance.schools.len());
    let mut prices = Prices {
        rooms: vec![vec![0; days]; instance.sites.len()],
        windows: vec![Vec::new(); instance.sites.len()],
        pools: vec![vec![0; days]; instance.pools.len()],
        guarantees: vec![0; schools],
        course_days: vec![0; schools],
        spread: vec![vec![0; schools]; instance.fkbs.len()],
        gap: 0,
        gaps_allowed: avoidable_gaps > 0,
        rows: 0,
    };
    let Some(table) = Table::read(files, "certificate.csv", &["rule", "key", "price"], book) else { return prices };
    let names = Names::new(instance);
    let pools: BTreeMap<String, usize> = instance.pools.iter().enumerate().map(|(i, p)| (pool_key(facts, p), i)).collect();
    let mut seen = BTreeSet::new();
    for row in &table.rows {
        let (rule, key) = (table.cell(row, "rule"), table.cell(row, "key"));
        let Some(coupling) = find(facts, &names, &pools, rule, key) else {
            book.add(RULE, table.place(row), say!("der findes ingen række {rule}[{key}]", "there is no row {rule}[{key}]"));
            continue;
        };
        if !seen.insert(coupling) {
            let what = say!("rækken {rule}[{key}] har to priser", "the row {rule}[{key}] has two prices");
            book.add(RULE, table.place(row), what);
            continue;
        }
        match usable(facts, coupling, table.cell(row, "price")).and_then(|price| in_range(&prices, coupling, price)) {
            Ok(price) => set(facts, &mut prices, coupling, price, avoidable_gaps),
            Err(what) => book.add(RULE, table.place(row), what),
        }
    }
    prices
}

/// The coupling row that a rule and a key name.
fn find(facts: &Facts, names: &Names, pools: &BTreeMap<String, usize>, rule: &str, key: &str) -> Option<Coupling> {
    let instance = facts.instance;
    let member = |id: &str| names.schools.get(id).copied().filter(|k| instance.school(*k).member);
    let dated = || {
        let (name, date) = key.rsplit_once('|')?;
        Some((name, instance.calendar.day(iso_date(date)?)?))
    };
    match rule {
        "c03_room_capacity" => match dated().and_then(|(site, day)| Some((names.sites.get(site)?, day))) {
            Some((site, day)) => Some(Coupling::Room(*site, day)),
            None => window(facts, names, key),
        },
        "c04_teacher_capacity" => {
            let (pool, day) = dated()?;
            let pool = *pools.get(pool)?;
            instance.pools[pool].limit.get(day.index()).copied().flatten()?;
            Some(Coupling::Pool(pool, day))
        }
        "c07_guarantee_cap" => member(key).filter(|k| instance.school(*k).guarantee_cap.is_some()).map(Coupling::Guarantees),
        "c08_yearly_limit" => member(key).filter(|k| instance.school(*k).max_course_days.is_some()).map(Coupling::CourseDays),
        "o03_spread" => {
            // A code may itself hold the bar.
            key.match_indices('|')
                .find_map(|(at, _)| Some(Coupling::Spread(*names.fkbs.get(&key[..at])?, member(&key[at + 1..])?)))
        }
        "o04_load" => member(key).map(Coupling::Load),
        "c01_cover" if key == "gaps" => Some(Coupling::Gaps),
        _ => None,
    }
}

/// The window of a key `site|goal|run|first day|last day`.
fn window(facts: &Facts, names: &Names, key: &str) -> Option<Coupling> {
    let parts: Vec<&str> = key.rsplitn(4, '|').collect();
    let [last, first, run, place] = parts[..] else { return None };
    let named = |(at, _): (usize, &str)| Some((*names.sites.get(&place[..at])?, *names.goals.get(&place[at + 1..])?));
    let (site, goal) = place.match_indices('|').find_map(named)?;
    let rooms = &facts.instance.site(site).rooms;
    let open = |text: &str| {
        let day = facts.instance.calendar.day(iso_date(text)?)?;
        rooms.get(day.index()).is_some_and(|r| *r > 0).then_some(day)
    };
    let (first, last) = (open(first)?, open(last)?);
    let run = whole::<usize>(run)?.checked_sub(1)?;
    (first < last && run < facts.goal(goal).most_runs).then_some(Coupling::Window(site, goal, run, first, last))
}

/// The price, if this row may have it.
fn usable(facts: &Facts, coupling: Coupling, text: &str) -> Result<i64, Text> {
    let price: i64 =
        whole(text).ok_or_else(|| say!("prisen »{text}« er ikke et helt tal", "price \"{text}\" is not an integer"))?;
    if price < 1 {
        return Err(say!(
            "prisen {price} er ikke større end 0; rækker med prisen 0 udelades",
            "price {price} is not positive; rows with price 0 are left out"
        ));
    }
    let highest = match coupling {
        Coupling::Spread(..) => worth::executor_cost(facts) * PER_MILLI,
        Coupling::Load(_) => worth::load_costs(facts)[2] * PER_MILLI,
        _ => HIGHEST_PRICE,
    };
    if price > highest {
        return Err(say!(
            "prisen {price} er over {highest}, som er det højeste for rækken",
            "price {price} is above {highest}, the most that this row may have"
        ));
    }
    Ok(price)
}

/// The price, unless the windows of a site together would cost so much that sums could leave their range.
fn in_range(prices: &Prices, coupling: Coupling, price: i64) -> Result<i64, Text> {
    let Coupling::Window(site, ..) = coupling else { return Ok(price) };
    let sum = prices.windows[site.index()].iter().map(|w| w.price).sum::<i64>() + price;
    if sum <= MOST_AT_A_SITE {
        return Ok(price);
    }
    Err(say!(
        "vinduerne på afdelingen koster tilsammen over {MOST_AT_A_SITE}",
        "the windows of the site cost more than {MOST_AT_A_SITE} in all"
    ))
}

/// Notes a price, and adds its row's part of the bound.
fn set(facts: &Facts, prices: &mut Prices, coupling: Coupling, price: i64, avoidable_gaps: usize) {
    let instance = facts.instance;
    let mut tiers = 0_i128;
    let capacity = match coupling {
        Coupling::Room(site, day) => {
            prices.rooms[site.index()][day.index()] = price;
            i64::from(instance.site(site).rooms.get(day.index()).copied().unwrap_or(0))
        }
        Coupling::Window(site, goal, run, first, last) => {
            prices.windows[site.index()].push(Window { first, last, goal, run, price });
            let rooms = &instance.site(site).rooms[first.index()..=last.index()];
            rooms.iter().copied().max().map_or(0, i64::from)
        }
        Coupling::Pool(pool, day) => {
            prices.pools[pool][day.index()] = price;
            i64::from(instance.pools[pool].limit.get(day.index()).copied().flatten().unwrap_or(0))
        }
        Coupling::Guarantees(k) => {
            prices.guarantees[k.index()] = price;
            i64::from(instance.school(k).guarantee_cap.unwrap_or(0))
        }
        Coupling::CourseDays(k) => {
            prices.course_days[k.index()] += price;
            i64::from(instance.school(k).max_course_days.unwrap_or(0))
        }
        Coupling::Spread(fkb, k) => {
            prices.spread[fkb.index()][k.index()] = price;
            facts.fair_runs[fkb.index()][k.index()]
        }
        Coupling::Load(k) => {
            prices.course_days[k.index()] += price;
            let fair = facts.fair_days[k.index()];
            for (width, cost) in worth::load_widths(facts, fair).into_iter().zip(worth::load_costs(facts)) {
                tiers += i128::from((price - cost * PER_MILLI).max(0)) * i128::from(width);
            }
            fair
        }
        Coupling::Gaps => {
            prices.gap = price;
            avoidable_gaps as i64
        }
    };
    prices.rows += i128::from(price) * i128::from(capacity) + tiers;
}
