//! FKBs and goals: the real ones where code, duration and FKB are known, the rest generated and recognisable: five-digit
//! codes that start with 9, titles that say so.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::dice::Dice;
use super::facts::{self, BUILDING, CARE, FactGoal, OFFICE, SERVICE, TRANSPORT, Words};
use super::preset::Size;
use super::world::{Approval, Fkb, Goal, School};

/// Equipment that some goals of a branch group need, in the order of `facts::GROUPS`.
pub const EQUIPMENT: [&str; 8] = [
    "køregård",
    "kranplads",
    "svejseværksted",
    "edb-lokale",
    "storkøkken",
    "rengøringslaboratorium",
    "maskinhal",
    "simulationsstue",
];

/// The FKBs of a preset: the best known of each branch group.
#[must_use]
pub fn fkbs(size: &Size) -> Vec<Fkb> {
    let mut left = size.fkbs;
    let mut chosen = Vec::new();
    for fact in facts::fkbs() {
        if left[fact.group] > 0 {
            left[fact.group] -= 1;
            chosen.push(Fkb { code: fact.code, title: fact.title, group: fact.group });
        }
    }
    chosen
}

/// Goals per FKB, summing to the goals of the preset, such that goals times approvals comes near its duties: the exponent that ties
/// the size of an FKB to the number of its schools is found by halving an interval.
fn sizes(size: &Size, least: &[usize], holders: &[usize], dice: &mut Dice) -> Vec<usize> {
    let shape: Vec<f64> = least.iter().map(|_| libm::exp(0.35 * dice.normal())).collect();
    let (mut low, mut high) = (-1.0, 3.0);
    for _ in 0..30 {
        let middle = f64::midpoint(low, high);
        let sizes = sizes_at(size.goals, least, &shape, holders, middle);
        let duties: usize = sizes.iter().zip(holders).map(|(s, h)| s * h).sum();
        if duties < size.duties { low = middle } else { high = middle }
    }
    sizes_at(size.goals, least, &shape, holders, high)
}

fn sizes_at(goals: usize, least: &[usize], shape: &[f64], holders: &[usize], exponent: f64) -> Vec<usize> {
    let weight: Vec<f64> = shape.iter().zip(holders).map(|(s, h)| s * libm::pow(*h as f64, exponent)).collect();
    let total: f64 = weight.iter().sum();
    let wanted = |i: usize| ((goals as f64 * weight[i] / total) as usize).clamp(least[i], 60);
    let mut sizes: Vec<usize> = (0..least.len()).map(wanted).collect();
    let mut turn = 0;
    while sizes.iter().sum::<usize>() != goals && turn < 100 * goals {
        let i = turn % sizes.len();
        if sizes.iter().sum::<usize>() < goals && sizes[i] < 60 {
            sizes[i] += 1;
        } else if sizes.iter().sum::<usize>() > goals && sizes[i] > least[i] {
            sizes[i] -= 1;
        }
        turn += 1;
    }
    sizes
}

/// All goals: those in scope, FKB by FKB, and after them a few that are not.
#[must_use]
pub fn goals(size: &Size, year: i32, fkbs: &[Fkb], approvals: &[Approval], schools: &[School], dice: &mut Dice) -> Vec<Goal> {
    let real = facts::goals();
    let of = |f: &Fkb| real.iter().filter(|g| g.fkb == f.code).count();
    let least: Vec<usize> = fkbs.iter().map(|f| of(f).max(4)).collect();
    let held_by = |f: usize| approvals.iter().filter(|a| a.fkb == f && schools[a.school].member).count();
    let holders: Vec<usize> = (0..fkbs.len()).map(held_by).collect();
    let sizes = sizes(size, &least, &holders, dice);
    let mut maker = Maker { words: facts::words(), titles: BTreeSet::new(), code: 90_000 };
    let mut goals = Vec::new();
    for (fkb, count) in sizes.iter().enumerate() {
        let known: Vec<&FactGoal> = real.iter().filter(|g| g.fkb == fkbs[fkb].code).collect();
        goals.extend(known.iter().map(|fact| maker.real(fact, fkb, fkbs[fkb].group, dice)));
        goals.extend((known.len()..*count).map(|_| maker.generated(fkb, fkbs[fkb].group, dice)));
    }
    relate(&mut goals, fkbs, year, dice);
    let extra = goals.len() / 30 + 4;
    goals.extend((0..extra).map(|i| {
        let fkb = dice.below(fkbs.len());
        maker.out_of_scope(i, fkb, fkbs[fkb].group, year, dice)
    }));
    goals
}

/// Parents, further FKBs, and archiving within the year.
fn relate(goals: &mut [Goal], fkbs: &[Fkb], year: i32, dice: &mut Dice) {
    let mut by_group: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, fkb) in fkbs.iter().enumerate() {
        by_group.entry(fkb.group).or_default().push(index);
    }
    for index in 0..goals.len() {
        let (fkb, days) = (goals[index].fkb, goals[index].days());
        if dice.chance(0.06) {
            let other = dice.pick(&by_group[&fkbs[fkb].group]);
            goals[index].also_in = if other == fkb { Vec::new() } else { vec![other] };
        }
        if dice.chance(0.04) {
            goals[index].parent = (0..goals.len()).find(|p| goals[*p].fkb == fkb && goals[*p].days() > days && *p != index);
        }
        if days <= 5 && dice.chance(0.015) {
            let month = dice.between(7, 10) as u32;
            goals[index].archived = NaiveDate::from_ymd_opt(year, month, 1);
        }
    }
}

/// Makes goals with codes and titles that are not used twice.
struct Maker {
    words: Vec<Words>,
    titles: BTreeSet<String>,
    code: usize,
}

impl Maker {
    fn real(&mut self, fact: &FactGoal, fkb: usize, group: usize, dice: &mut Dice) -> Goal {
        self.titles.insert(fact.title.clone());
        goal(fact.code.clone(), fact.title.clone(), fkb, group, fact.halves, dice)
    }

    fn generated(&mut self, fkb: usize, group: usize, dice: &mut Dice) -> Goal {
        self.code += 1;
        let title = self.title(group, dice);
        let halves = halves(group, dice);
        goal(self.code.to_string(), title, fkb, group, halves, dice)
    }

    fn title(&mut self, group: usize, dice: &mut Dice) -> String {
        let words = &self.words[group];
        let pick = |list: &[String], dice: &mut Dice| list[dice.below(list.len())].clone();
        loop {
            let (activity, object) = (pick(&words.activities, dice), pick(&words.objects, dice));
            let tail = pick(&words.tails, dice);
            let title = format!("{activity} {object}{tail} (genereret)");
            if self.titles.insert(title.clone()) {
                return title;
            }
        }
    }

    /// Attached, from the common catalogue, a single subject, exempt or archived: not to be planned.
    fn out_of_scope(&mut self, turn: usize, fkb: usize, group: usize, year: i32, dice: &mut Dice) -> Goal {
        let mut goal = self.generated(fkb, group, dice);
        goal.in_scope = false;
        match turn % 5 {
            0 => goal.kind = "attached",
            1 => goal.kind = "catalogue",
            2 => goal.kind = "single_subject",
            3 => goal.exempt = true,
            _ => goal.archived = NaiveDate::from_ymd_opt(year - 1, 7, 1),
        }
        goal
    }
}

fn goal(code: String, title: String, fkb: usize, group: usize, halves: usize, dice: &mut Dice) -> Goal {
    let (min, max) = class_size(group, halves, dice);
    Goal {
        code,
        title,
        fkb,
        also_in: Vec::new(),
        kind: "core",
        halves,
        min,
        max,
        guarantee_ok: dice.chance(0.88),
        distance_ok: dice.chance(if group == OFFICE || group == CARE { 0.1 } else { 0.02 }),
        exempt: false,
        archived: None,
        parent: None,
        equipment: dice.chance(0.07).then_some(EQUIPMENT[group]),
        in_scope: true,
        low: false,
        demand: 0,
    }
}

/// Mostly one to five days; long courses only in Transport and building.
fn halves(group: usize, dice: &mut Dice) -> usize {
    if (group == TRANSPORT || group == BUILDING) && dice.chance(0.08) {
        return 2 * dice.choose(&[(7, 3.0), (10, 4.0), (15, 2.0), (20, 2.0), (30, 1.0)]);
    }
    dice.choose(&[(1, 3.0), (2, 15.0), (3, 2.0), (4, 26.0), (5, 3.0), (6, 19.0), (8, 9.0), (9, 1.0), (10, 22.0)])
}

/// Least participants and seats: theory classes as schools announce them, workshops smaller, care larger.
fn class_size(group: usize, halves: usize, dice: &mut Dice) -> (usize, usize) {
    let theory = [((10, 20), 4.0), ((8, 20), 3.0), ((8, 16), 2.0), ((12, 24), 1.0)];
    if halves > 10 {
        return dice.choose(&[((5, 10), 1.0), ((6, 12), 1.0), ((4, 8), 1.0)]);
    }
    match group {
        CARE => dice.choose(&[((16, 24), 4.0), ((12, 24), 2.0), ((10, 20), 4.0)]),
        OFFICE | SERVICE => dice.choose(&theory),
        _ if dice.chance(0.45) => dice.choose(&[((4, 8), 1.0), ((5, 10), 1.0), ((6, 12), 2.0), ((8, 12), 1.0)]),
        _ => dice.choose(&theory),
    }
}
