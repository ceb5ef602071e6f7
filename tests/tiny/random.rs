//! Random years of two sites and three goals, from a seed.

use amuplan::domain::calendar::Day;
use amuplan::domain::goal::{Agreement, Forbidden, Goal, Source, When, Wish};
use amuplan::domain::ids::{AreaIx, FkbIx, GroupIx, SchoolIx, SiteIx};
use amuplan::domain::instance::Instance;
use amuplan::domain::network::{Pool, PoolScope};
use amuplan::domain::words::Text;

use super::{goal, network, required};

/// A small generator (the multiplier of Knuth's MMIX), enough for tests.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x1234_5678)
    }

    /// 0 to `sides - 1`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }
}

/// Mondays of four school weeks of 2027; every site is open on some of their first days.
const WEEKS: [u16; 4] = [3, 94, 185, 276];

pub fn instance(seed: u64) -> Instance {
    let mut dice = Dice::new(seed);
    // Every other year is so short that goals compete for the days.
    let short = dice.one_in(2);
    let mut open: Vec<u16> = Vec::new();
    for monday in &WEEKS[if short { 2 } else { 0 }..] {
        let days = 1 + dice.roll(if short { 1 } else { 3 }) as u16;
        open.extend(*monday..monday + days);
    }
    let goals = (0..3).map(|i| random_goal(&mut dice, &format!("4000{i}"))).collect();
    let mut instance = network(&open, goals);
    for area in 0..2 {
        for site in 0..2 {
            instance.travel[area][site] = 1_000 * (1 + dice.roll(90) as i64);
        }
    }
    for site in &mut instance.sites {
        for rooms in site.rooms.iter_mut().filter(|r| **r > 0) {
            *rooms = 1 + u16::from(dice.one_in(3)) - u16::from(dice.one_in(9));
        }
        site.soft = (0..365).map(|_| dice.one_in(5)).collect();
    }
    if dice.one_in(2) {
        let limit = (0..365).map(|_| dice.one_in(2).then(|| 1 - u16::from(dice.one_in(5)))).collect();
        let scope = if dice.one_in(2) { PoolScope::Fkb(FkbIx::from(0)) } else { PoolScope::Group(GroupIx::from(0)) };
        instance.pools.push(Pool { school: SchoolIx::from(dice.roll(2) as usize), scope, limit });
    }
    for school in &mut instance.schools {
        school.guarantee_cap = dice.one_in(2).then(|| dice.roll(3) as u32);
        school.max_course_days = dice.one_in(3).then(|| 2 + dice.roll(5) as u32);
    }
    instance
}

fn random_goal(dice: &mut Dice, code: &str) -> Goal {
    let sites: &[usize] = [&[0][..], &[1], &[0, 1], &[0, 1]][dice.roll(4) as usize];
    let mut goal = goal(code, 1 + dice.roll(2) as u16, sites);
    goal.min = 5 + dice.roll(4) as u32;
    goal.demand = (0..2).map(|a| (AreaIx::from(a), 500 + 100 * dice.roll(90) as i64)).collect();
    goal.waiting = if dice.one_in(3) { vec![(AreaIx::from(1), 2_000)] } else { Vec::new() };
    goal.guarantee_ok = !dice.one_in(3);
    goal.distance_ok = dice.one_in(6);
    if dice.one_in(4) {
        goal.last_executors = vec![SchoolIx::from(dice.roll(2) as usize)];
    }
    for _ in 0..[0, 0, 0, 0, 1, 1, 2, 3][dice.roll(8) as usize] {
        let monday = WEEKS[dice.roll(4) as usize];
        let when = if dice.one_in(2) { When::Free } else { When::Fixed(Day(monday), Day(monday + 6)) };
        let mut run = required(&sites[..=dice.roll(sites.len() as u64) as usize], when);
        run.guarantee = [None, None, Some(true), Some(false)][dice.roll(4) as usize];
        run.min = goal.min + dice.roll(2) as u32;
        goal.required.push(run);
        if dice.one_in(6) {
            goal.required.extend(goal.required.last().cloned());
        }
    }
    goal.required.sort();
    let source = Source { file: "locks.csv".to_owned(), line: 2, text: Text::default() };
    if dice.one_in(3) {
        let monday = WEEKS[dice.roll(4) as usize];
        let site = dice.one_in(2).then(|| SiteIx::from(sites[0]));
        goal.forbidden = vec![Forbidden { school: None, site, days: Some((Day(monday), Day(monday))), source }];
    }
    if dice.one_in(3) {
        let monday = WEEKS[dice.roll(4) as usize];
        goal.wishes = vec![Wish { school: SchoolIx::from(sites[0]), site: None, days: Some((Day(monday), Day(monday + 6))) }];
    }
    if dice.one_in(8) {
        goal.agreement = Some(Agreement { outside_school: "X".to_owned(), reference: "1".to_owned(), start_date: String::new() });
    }
    goal
}
