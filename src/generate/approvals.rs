//! Who is approved for what: by kind of school, every FKB by at least one member, some by many.

use super::dice::Dice;
use super::facts::CARE;
use super::preset::Size;
use super::world::{Approval, Fkb, School};

/// Which schools hold which FKBs, while it is being decided.
struct Draft<'a> {
    schools: &'a [School],
    fkbs: &'a [Fkb],
    /// Approvals still to be given, per school.
    left: Vec<usize>,
    /// Schools of each FKB.
    holders: Vec<Vec<usize>>,
    /// Whether more than one school may hold the FKB.
    shared: Vec<bool>,
}

/// The approvals of all schools; all own and the whole year long.
#[must_use]
pub fn build(size: &Size, schools: &[School], fkbs: &[Fkb], dice: &mut Dice) -> Vec<Approval> {
    let mut draft = Draft {
        schools,
        fkbs,
        left: quotas(size.approvals, schools, fkbs),
        holders: vec![Vec::new(); fkbs.len()],
        shared: vec![false; fkbs.len()],
    };
    draft.mark_shared(size.shared, dice);
    draft.give_each_a_school(dice);
    draft.give_shared_a_second(dice);
    draft.give_the_rest(size.approvals, dice);
    draft.give_outside(dice);
    let own = |(fkb, holders): (usize, &Vec<usize>)| -> Vec<Approval> {
        holders.iter().map(|s| Approval { school: *s, fkb, first: 0, last: 365, lender: None, except: Vec::new() }).collect()
    };
    draft.holders.iter().enumerate().flat_map(own).collect()
}

/// How many approvals each member gets: its wish, scaled to the sum that the preset asks for.
fn quotas(target: usize, schools: &[School], fkbs: &[Fkb]) -> Vec<usize> {
    let wished: usize = schools.iter().filter(|s| s.member).map(|s| s.wish).sum();
    let most = |s: &School| fkbs.iter().filter(|f| s.kind.groups()[f.group] > 0.0).count();
    let share = |s: &School| (s.wish * target / wished.max(1)).clamp(1, most(s));
    schools.iter().map(|s| if s.member { share(s) } else { 0 }).collect()
}

impl Draft<'_> {
    fn weight(&self, school: usize, fkb: usize) -> f64 {
        self.schools[school].kind.groups()[self.fkbs[fkb].group]
    }

    fn may_hold(&self, school: usize, fkb: usize) -> bool {
        self.schools[school].member && self.weight(school, fkb) > 0.0 && !self.holders[fkb].contains(&school)
    }

    fn give(&mut self, school: usize, fkb: usize) {
        self.holders[fkb].push(school);
        self.left[school] = self.left[school].saturating_sub(1);
    }

    /// Care FKBs first: there the schools are few and all alike.
    fn mark_shared(&mut self, count: usize, dice: &mut Dice) {
        let able = |f: usize| (0..self.schools.len()).filter(|s| self.may_hold(*s, f)).count() >= 2;
        let mut order: Vec<usize> = (0..self.fkbs.len()).filter(|f| able(*f)).collect();
        dice.shuffle(&mut order);
        order.sort_by_key(|f| self.fkbs[*f].group != CARE);
        for fkb in order.into_iter().take(count) {
            self.shared[fkb] = true;
        }
    }

    /// The school that the FKB matters most to: many approvals left, few other FKBs to spend them on.
    fn best_school(&self, fkb: usize, dice: &mut Dice) -> Option<usize> {
        let open =
            |s: usize| (0..self.fkbs.len()).map(|f| if self.may_hold(s, f) { self.weight(s, f) } else { 0.0 }).sum::<f64>();
        let mut best: Option<(f64, usize)> = None;
        for school in (0..self.schools.len()).filter(|s| self.may_hold(*s, fkb)) {
            let need = (self.left[school] as f64 + 0.01) * self.weight(school, fkb) / open(school).max(0.1);
            let score = need * (0.6 + 0.8 * dice.unit());
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, school));
            }
        }
        best.map(|(_, school)| school)
    }

    fn give_each_a_school(&mut self, dice: &mut Dice) {
        let mut order: Vec<usize> = (0..self.fkbs.len()).collect();
        dice.shuffle(&mut order);
        for fkb in order {
            if let Some(school) = self.best_school(fkb, dice) {
                self.give(school, fkb);
            }
        }
    }

    fn give_shared_a_second(&mut self, dice: &mut Dice) {
        for fkb in (0..self.fkbs.len()).filter(|f| self.shared[*f]).collect::<Vec<_>>() {
            if let Some(school) = self.best_school(fkb, dice) {
                self.give(school, fkb);
            }
        }
    }

    /// The rest goes to shared FKBs, more to those that many want; what a school cannot use, others get.
    fn give_the_rest(&mut self, target: usize, dice: &mut Dice) {
        let pull: Vec<f64> = (0..self.fkbs.len()).map(|_| libm::exp(0.8 * dice.normal())).collect();
        let mut given: usize = self.holders.iter().map(Vec::len).sum();
        while given < target {
            let room = |s: usize| (0..self.fkbs.len()).any(|f| self.shared[f] && self.may_hold(s, f));
            let wish = |s: usize| match (self.left[s], self.schools[s].member && room(s)) {
                (_, false) => 0.0,
                (0, true) => 0.001 * self.schools[s].wish as f64,
                (left, true) => left as f64,
            };
            let wishes: Vec<f64> = (0..self.schools.len()).map(wish).collect();
            let Some(school) = dice.weighted(&wishes) else { return };
            let weight =
                |f: usize| if self.shared[f] && self.may_hold(school, f) { self.weight(school, f) * pull[f] } else { 0.0 };
            let weights: Vec<f64> = (0..self.fkbs.len()).map(weight).collect();
            let Some(fkb) = dice.weighted(&weights) else { return };
            self.give(school, fkb);
            given += 1;
        }
    }

    fn give_outside(&mut self, dice: &mut Dice) {
        for school in (0..self.schools.len()).filter(|s| !self.schools[*s].member) {
            for _ in 0..self.schools[school].wish {
                let weight = |f: usize| if self.holders[f].contains(&school) { 0.0 } else { self.weight(school, f) };
                let weights: Vec<f64> = (0..self.fkbs.len()).map(weight).collect();
                if let Some(fkb) = dice.weighted(&weights) {
                    self.holders[fkb].push(school);
                }
            }
        }
    }
}

/// What makes an approval different from an own one for the whole year.
#[derive(Debug, Clone, Copy)]
enum Change {
    Lent,
    Ends,
    Begins,
    Excepts,
}

/// Makes a few approvals lent, begin or end within the year, or leave out a goal; at least one of each. Every FKB keeps a member with an own
/// approval for the whole year and all goals: the first in the list.
pub fn vary(approvals: &mut [Approval], schools: &[School], goals_of: &[Vec<usize>], days: usize, dice: &mut Dice) {
    let first_of = |fkb: usize| approvals.iter().position(|a| a.fkb == fkb).unwrap_or(0);
    let mut free: Vec<(usize, usize)> = (0..approvals.len())
        .map(|index| (index, approvals[first_of(approvals[index].fkb)].school))
        .filter(|(index, keeper)| approvals[*index].school != *keeper && schools[approvals[*index].school].member)
        .collect();
    dice.shuffle(&mut free);
    for approval in approvals.iter_mut() {
        approval.last = days - 1;
    }
    let one_in = |n: usize| approvals.len().div_ceil(n);
    let changes =
        [(Change::Lent, one_in(35)), (Change::Ends, one_in(35)), (Change::Begins, one_in(35)), (Change::Excepts, one_in(20))];
    let turns = changes.iter().flat_map(|(change, count)| std::iter::repeat_n(*change, *count));
    let chosen: Vec<(Change, (usize, usize))> = turns.zip(free).collect();
    for (change, (index, keeper)) in chosen {
        let approval = &mut approvals[index];
        match change {
            Change::Lent => (approval.lender, approval.last) = (Some(keeper), 180),
            Change::Ends => approval.last = 211,
            Change::Begins => approval.first = 212,
            Change::Excepts => approval.except = vec![dice.pick(&goals_of[approval.fkb])],
        }
    }
}
