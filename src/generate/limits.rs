//! Teachers, and the yearly limits of a few schools: loose enough for everything that was promised.

use super::dice::Dice;
use super::facts::GROUPS;
use super::offers::Offer;
use super::world::World;

/// `teachers.csv`: limits for some of the schools and branch groups, and for single FKBs.
#[must_use]
pub fn teachers(world: &World, offers: &[Offer], dice: &mut Dice) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (school, s) in world.schools.iter().enumerate().filter(|(_, s)| s.member) {
        let held = |f: usize| world.approvals.iter().any(|a| a.school == school && a.fkb == f);
        for (group, name) in GROUPS.iter().enumerate() {
            let fkbs = (0..world.fkbs.len()).filter(|f| world.fkbs[*f].group == group && held(*f)).count();
            if fkbs >= 2 && dice.chance(0.35) {
                let most = peak(world, offers, school, |g| world.group(g) == group).max(fkbs.div_ceil(2)) + 2;
                rows.push(vec![s.id.clone(), String::new(), (*name).to_string(), most.to_string(), String::new(), String::new()]);
                if dice.chance(0.3) {
                    let (from, to) = ("2027-08-02", "2027-12-17");
                    let more = (most + 1).to_string();
                    rows.push(vec![s.id.clone(), String::new(), (*name).to_string(), more, from.to_string(), to.to_string()]);
                }
            }
        }
        for (fkb, f) in world.fkbs.iter().enumerate().filter(|(i, _)| held(*i)) {
            if dice.chance(0.06) {
                let most = peak(world, offers, school, |g| world.goals[g].fkb == fkb) + 2;
                rows.push(vec![s.id.clone(), f.code.clone(), String::new(), most.to_string(), String::new(), String::new()]);
            }
        }
    }
    rows
}

/// Most runs side by side that the school has promised.
fn peak(world: &World, offers: &[Offer], school: usize, counts: impl Fn(usize) -> bool) -> usize {
    let mut side_by_side = vec![0; world.calendar.len()];
    for offer in offers.iter().filter(|o| o.school == school && counts(o.goal)) {
        if let Some(place) = &offer.place {
            place.days.iter().for_each(|d| side_by_side[*d] += 1);
        }
    }
    side_by_side.into_iter().max().unwrap_or(0)
}

/// `guarantee_cap` and `max_course_days` per school, for a few.
#[must_use]
pub fn yearly(world: &World, offers: &[Offer], needed: &[f64], dice: &mut Dice) -> Vec<(Option<usize>, Option<usize>)> {
    let limits = |(school, s): (usize, &super::world::School)| {
        let own: Vec<&Offer> = offers.iter().filter(|o| o.school == school).collect();
        let guarantees = own.iter().filter(|o| o.guarantee != Some(false)).count();
        let cap = (s.member && dice.chance(0.3)).then_some(guarantees + 5);
        let promised: usize = own.iter().map(|o| world.goals[o.goal].days()).sum();
        let load: f64 = s.sites.iter().map(|site| needed[*site]).sum();
        let days = (s.member && dice.chance(0.2)).then(|| (promised.max(load as usize) * 13 / 10 + 20).next_multiple_of(10));
        (cap, days)
    };
    world.schools.iter().enumerate().map(limits).collect()
}
