//! What the schools answer: which goals they offer, could offer or cannot offer, and what nobody takes.

use super::dice::Dice;
use super::preset::Size;
use super::timetable::Place;
use super::world::World;

/// How the start is given in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Not at all.
    Free,
    /// By week.
    Week,
    /// By date.
    Date,
}

/// One run that a school asks for in its form.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Goal.
    pub goal: usize,
    /// School.
    pub school: usize,
    /// Site, where the form names it.
    pub site: Option<usize>,
    /// How the start is given.
    pub wanted: Wanted,
    /// Guarantee course, where the form says.
    pub guarantee: Option<bool>,
    /// The form's own class size, where it has one.
    pub size: Option<(usize, usize)>,
    /// Asked for by a lock, not by a form.
    pub lock: bool,
    /// Where and when it fits.
    pub place: Option<Place>,
}

impl Offer {
    /// Whether the two runs stand in one row of the form: alike in everything, and without a date.
    #[must_use]
    pub fn in_one_row(&self, other: &Self) -> bool {
        let undated = |o: &Self| o.wanted == Wanted::Free && !o.lock;
        let key = |o: &Self| (o.goal, o.school, o.site, o.guarantee, o.size);
        undated(self) && undated(other) && key(self) == key(other)
    }
}

/// An answer that asks for no run.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Goal.
    pub goal: usize,
    /// School.
    pub school: usize,
    /// `true` for can, `false` for cannot.
    pub can: bool,
}

/// All answers.
#[derive(Debug, Default)]
pub struct Answers {
    /// Runs asked for, by goal.
    pub offers: Vec<Offer>,
    /// Can and cannot.
    pub others: Vec<Answer>,
    /// Goals that nobody offers and nobody could offer.
    pub untaken: Vec<usize>,
    /// Goals closed by an agreement with an outside school.
    pub closed: Vec<usize>,
}

impl Answers {
    /// Whether the school said that it cannot hold the goal.
    #[must_use]
    pub fn declined(&self, goal: usize, school: usize) -> bool {
        self.others.iter().any(|a| a.goal == goal && a.school == school && !a.can)
    }
}

/// The answers of all schools. Popular goals are offered by several; about one goal in six is taken by nobody, a few more are only
/// thought possible.
#[must_use]
pub fn draw(world: &World, size: &Size, dice: &mut Dice) -> Answers {
    let mut answers = Answers::default();
    let mut goals: Vec<usize> = world.in_scope().collect();
    dice.shuffle(&mut goals);
    goals.sort_by_key(|g| !world.goals[*g].low);
    let (low, all) = (goals.iter().filter(|g| world.goals[**g].low).count(), goals.len());
    let untaken = all * 14 / 100;
    let only_can = untaken + all * 8 / 100;
    let mut order: Vec<(usize, usize)> = Vec::new();
    for (turn, goal) in goals.into_iter().enumerate() {
        let rank = if turn < low { turn } else { all + (turn - low) };
        order.push((goal, rank));
    }
    for (goal, rank) in order {
        let mut able = world.able(goal);
        dice.shuffle(&mut able);
        let popular_loss = rank >= all && dice.chance(0.08);
        if rank < untaken || popular_loss {
            nobody(goal, &able, &mut answers, dice);
        } else if rank < only_can {
            let can = 1 + usize::from(dice.chance(0.3));
            answers.others.extend(able.iter().take(can).map(|s| Answer { goal, school: *s, can: true }));
        } else {
            offered(world, size, goal, &able, &mut answers, dice);
        }
    }
    answers.offers.sort_by_key(|o| (o.goal, o.school));
    answers.untaken.sort_unstable();
    answers
}

/// Nobody takes the goal: mostly silence, sometimes every school says that it cannot.
fn nobody(goal: usize, able: &[usize], answers: &mut Answers, dice: &mut Dice) {
    let (all, some) = (dice.chance(0.15), dice.chance(0.3));
    let cannot = if all { able.len() } else { usize::from(some && able.len() > 1) };
    answers.others.extend(able.iter().take(cannot).map(|s| Answer { goal, school: *s, can: false }));
    answers.untaken.push(goal);
}

fn offered(world: &World, size: &Size, goal: usize, able: &[usize], answers: &mut Answers, dice: &mut Dice) {
    let g = &world.goals[goal];
    let classes = (g.demand / g.min.max(1)).max(1);
    let more = (1..able.len()).filter(|_| dice.chance(if g.low { 0.05 } else { 0.6 })).count();
    let (offering, most) = if g.days() > 5 { (2, 2) } else { (size.offering, size.runs) };
    let schools = (1 + more).min(offering).min(classes).min(able.len());
    let runs = if g.low { schools } else { (classes as f64 * (0.5 + 0.5 * dice.unit())) as usize };
    for turn in 0..runs.clamp(schools, most) {
        answers.offers.push(offer(world, goal, able[turn % schools], dice));
    }
    for school in able.iter().skip(schools) {
        match dice.below(100) {
            0..10 => answers.others.push(Answer { goal, school: *school, can: true }),
            10..16 => answers.others.push(Answer { goal, school: *school, can: false }),
            _ => {}
        }
    }
}

/// The sites of a school with the share of its courses that each has: the main site three times as many as the others.
#[must_use]
pub fn main_first(sites: &[usize]) -> Vec<(usize, f64)> {
    sites.iter().enumerate().map(|(turn, site)| (*site, if turn == 0 { 3.0 } else { 1.0 })).collect()
}

/// A run as a school would ask for it. Courses of more than a week are planned with site and date or week.
fn offer(world: &World, goal: usize, school: usize, dice: &mut Dice) -> Offer {
    let g = &world.goals[goal];
    let long = g.days() > 5;
    let wanted = dice.choose(&[(Wanted::Free, if long { 0.0 } else { 45.0 }), (Wanted::Week, 30.0), (Wanted::Date, 25.0)]);
    let named = match wanted {
        _ if long => 1.0,
        Wanted::Free => 0.25,
        Wanted::Week => 0.5,
        Wanted::Date => 0.8,
    };
    let guarantee = if g.guarantee_ok { dice.choose(&[(None, 6.0), (Some(true), 3.0), (Some(false), 1.0)]) } else { None };
    let size = match guarantee {
        Some(true) => dice.choose(&[(None, 3.0), (Some((1, g.max)), 1.0), (Some((5.min(g.min), g.max)), 1.0)]),
        _ if dice.chance(0.12) => Some((g.min.saturating_sub(2).max(1), g.max + 2)),
        _ => None,
    };
    let sites = world.sites_for(school, goal);
    let main_first: Vec<(usize, f64)> =
        sites.iter().enumerate().map(|(turn, s)| (*s, if turn == 0 { 2.0 } else { 1.0 })).collect();
    let site = dice.chance(named).then(|| dice.choose(&main_first));
    Offer { goal, school, site, wanted, guarantee, size, lock: false, place: None }
}

/// Schools that found no room for a run they wanted answer that they could, where they have no other run of the goal.
pub fn turn_into_can(kept: &[Offer], dropped: Vec<Offer>, others: &mut Vec<Answer>) {
    for offer in dropped {
        let answered = others.iter().any(|a| a.goal == offer.goal && a.school == offer.school);
        let runs = kept.iter().any(|o| o.goal == offer.goal && o.school == offer.school);
        if !answered && !runs {
            others.push(Answer { goal: offer.goal, school: offer.school, can: true });
        }
    }
}
