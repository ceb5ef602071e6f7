//! Every site and start of a gap in the relaxed problem, and what each needs to become possible.

use std::collections::BTreeMap;

use crate::check::starts::forbidding;
use crate::domain::calendar::Day;
use crate::domain::ids::SchoolIx;
use crate::domain::instance::Instance;
use crate::explain::gaps::facts::Facts;
use crate::explain::scene::Scene;
use crate::formulation::constraints::{c03_room_capacity, c04_teacher_capacity, c08_yearly_limit};
use crate::solve::decomposed::respond::{Choice, Pick};

/// A change that an option may need, cheapest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A lock to be lifted.
    Lock,
    /// A refusal to be taken back.
    Answer,
    /// One more room.
    Room,
    /// Teachers for one more course.
    Teacher,
    /// A larger yearly limit.
    Limit,
    /// Equipment.
    Equipment,
    /// An approval that covers it.
    Approval,
}

/// What each need costs (`models/annual-plan.md` 7).
const COSTS: [(Need, i64); 7] = [
    (Need::Lock, 40),
    (Need::Answer, 60),
    (Need::Room, 100),
    (Need::Teacher, 100),
    (Need::Limit, 100),
    (Need::Equipment, 110),
    (Need::Approval, 130),
];

/// What an option needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Needs(u8);

/// Cost of a fixed run that moves; the unit of the other costs. Three moves are cheaper than a lock.
pub const MOVE: i64 = 10;

impl Needs {
    /// With this need too, where it is one.
    #[must_use]
    pub fn and(self, need: Need, needed: bool) -> Self {
        if needed { Self(self.0 | 1 << need as u8) } else { self }
    }

    /// Whether it needs that.
    #[must_use]
    pub fn has(self, need: Need) -> bool {
        self.0 & 1 << need as u8 != 0
    }

    /// The same if other runs make room: without room and teachers.
    #[must_use]
    pub fn with_room(self) -> Self {
        Self(self.0 & !(1 << Need::Room as u8 | 1 << Need::Teacher as u8))
    }

    /// What the needs cost together.
    #[must_use]
    pub fn cost(self) -> i64 {
        COSTS.iter().filter(|(need, _)| self.has(*need)).map(|(_, cost)| cost).sum()
    }
}

/// A site and start at which a gap could run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The site, position in the goal's model.
    pub site: usize,
    /// Its school.
    pub school: SchoolIx,
    /// The start, position at the site.
    pub start: usize,
    /// First and last day.
    pub days: (Day, Day),
    /// What it needs.
    pub needs: Needs,
    /// Rows of rooms and teachers that are full.
    pub full: Vec<usize>,
}

/// All candidates of a gap, by site and start. `instance` is that of the folder as it is.
#[must_use]
pub fn candidates(scene: &Scene<'_>, instance: &Instance, facts: &Facts) -> Vec<Candidate> {
    let goal = facts.goal.index();
    let model = &scene.problem.models[goal];
    let data = instance.goal(facts.goal);
    let mut found = Vec::new();
    for (site, option) in model.sites.iter().enumerate() {
        let open = &scene.problem.parameters.open[option.site.index()].days;
        let base = Needs::default()
            .and(Need::Answer, data.declined.contains(&option.school))
            .and(Need::Equipment, facts.lacking.contains_key(&option.site))
            .and(Need::Limit, over_limit(scene, goal, site));
        for (start, valued) in option.starts.iter().enumerate() {
            let last = open[usize::from(valued.open) + usize::from(model.days) - 1];
            let dates = (instance.calendar.date(valued.day), instance.calendar.date(last));
            let full = full_rows(scene, goal, site, valued.open, model.days);
            let rule = |name: &str| full.iter().any(|row| scene.problem.coupling.rows[*row].rule == name);
            let approved = facts.held_by(option.school).any(|held| held.covers(dates.0, dates.1));
            let needs = base
                .and(Need::Lock, forbidding(data, option.site, instance.site(option.site), valued.day).next().is_some())
                .and(Need::Approval, !approved)
                .and(Need::Room, rule(c03_room_capacity::NAME))
                .and(Need::Teacher, rule(c04_teacher_capacity::NAME));
            found.push(Candidate { site, school: option.school, start, days: (valued.day, last), needs, full });
        }
    }
    found
}

fn over_limit(scene: &Scene<'_>, goal: usize, site: usize) -> bool {
    let once = &scene.problem.uses[goal][site].scalars;
    once.iter()
        .any(|(row, amount)| scene.problem.coupling.rows[*row].rule == c08_yearly_limit::NAME && scene.lacks(*row, *amount))
}

/// Rows of the days of a run that are full.
fn full_rows(scene: &Scene<'_>, goal: usize, site: usize, open: u16, days: u16) -> Vec<usize> {
    let lane = &scene.problem.lanes[scene.problem.uses[goal][site].lane].rows;
    let days = &lane[usize::from(open)..usize::from(open) + usize::from(days)];
    days.iter().flatten().copied().filter(|row| scene.lacks(*row, 1)).collect()
}

/// The choice of one run at the candidate, as the better of ordinary and guarantee course; `None` where the goal has no such placement.
#[must_use]
pub fn choice(scene: &Scene<'_>, goal: usize, candidate: &Candidate) -> Option<Choice> {
    let model = &scene.problem.models[goal];
    let alone = |p: &crate::formulation::placement::Placement| matches!(&p.runs[..], [run] if run.site == candidate.site);
    let placement = model.placements.iter().position(alone)?;
    let run = &model.placements[placement].runs[0];
    let capped = scene.problem.uses[goal][candidate.site].guarantee.is_some_and(|row| scene.lacks(row, 1));
    let guarantee = run.ordinary.is_none() || (!capped && run.guarantee > run.ordinary);
    Some(Choice { placement, picks: vec![Pick { start: candidate.start, guarantee }] })
}

/// The cheapest candidate; of equally cheap ones the one with which the plan is worth most, then the first. With its choice and the gain.
#[must_use]
pub fn cheapest<'c>(scene: &Scene<'_>, goal: usize, candidates: &'c [Candidate]) -> Option<(&'c Candidate, Choice, i64)> {
    let least = candidates.iter().map(|c| c.needs.cost()).min()?;
    // At one site starts differ by their date alone.
    let model = &scene.problem.models[goal];
    let date = |c: &Candidate| {
        let start = &model.sites[c.site].starts[c.start];
        i64::from(start.date_value) + i64::from(start.wish_value)
    };
    let mut best: BTreeMap<usize, &Candidate> = BTreeMap::new();
    for candidate in candidates.iter().filter(|c| c.needs.cost() == least) {
        let known = best.entry(candidate.site).or_insert(candidate);
        if date(candidate) > date(known) {
            *known = candidate;
        }
    }
    let valued = best.into_values().filter_map(|candidate| {
        let choice = choice(scene, goal, candidate)?;
        let gain = scene.gain(goal, &choice);
        Some((candidate, choice, gain))
    });
    valued.reduce(|a, b| if b.2 > a.2 { b } else { a })
}
