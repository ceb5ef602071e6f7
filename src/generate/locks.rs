//! Decisions of the meeting (locks) and agreements with outside schools.

use super::dice::Dice;
use super::offers::{Answers, Offer, Wanted};
use super::table::csv;
use super::timetable::run_days;
use super::world::World;
use crate::domain::calendar::Day;

/// Who may have decided: roles, no persons.
const ROLES: [&str; 3] = ["sekretariatet", "koordineringsmødet", "kursuschefen"];

/// A few goals that nobody took and that the meeting gave to a school: they become runs to be placed. The goals leave the list of untaken ones.
pub fn assign_untaken(world: &World, answers: &mut Answers, dice: &mut Dice) {
    let count = (answers.untaken.len() / 25).max(1);
    let mut given = Vec::new();
    for goal in answers.untaken.clone() {
        let able: Vec<usize> = world.able(goal).into_iter().filter(|s| !answers.declined(goal, *s)).collect();
        if given.len() < count && !able.is_empty() && dice.chance(0.3) {
            let school = dice.pick(&able);
            let wanted = if dice.chance(0.5) { Wanted::Date } else { Wanted::Free };
            given.push(goal);
            answers.offers.push(Offer { goal, school, site: None, wanted, guarantee: None, size: None, lock: true, place: None });
        }
    }
    answers.untaken.retain(|g| !given.contains(g));
    answers.offers.sort_by_key(|o| (o.goal, o.school));
}

/// `locks.csv`: the runs given at the meeting, a few offers confirmed with their date, and a few starts that must not be.
#[must_use]
pub fn locks(world: &World, offers: &[Offer], dice: &mut Dice) -> Vec<u8> {
    let head = ["lock", "goal_code", "school_id", "site_id", "start_date", "week", "guarantee", "by", "reason", "at"];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for offer in offers {
        let only_run = offers.iter().filter(|o| o.goal == offer.goal && o.school == offer.school).count() == 1;
        let reason = match (offer.lock, only_run && dice.chance(0.02)) {
            (true, _) => "ingen tog målet, fordelt på mødet",
            (false, true) => "dato aftalt, annonceret",
            (false, false) => continue,
        };
        let dated = !offer.lock || offer.wanted == Wanted::Date;
        let start = offer.place.as_ref().filter(|_| dated).map(|p| date(world, p.days[0]));
        rows.push(row(world, "keep", (offer.goal, offer.school, offer.site), start, String::new(), reason, dice));
    }
    for goal in world.in_scope() {
        let idle = |s: &usize| !offers.iter().any(|o| o.goal == goal && o.school == *s);
        let able = world.able(goal);
        let schools: Vec<usize> = able.iter().copied().filter(idle).collect();
        if able.len() < 2 || schools.is_empty() || !dice.chance(0.02) {
            continue;
        }
        let week = if dice.chance(0.5) { dice.between(2, 24).to_string() } else { String::new() };
        let reason = if week.is_empty() { "underviseren er rejst" } else { "lokalerne bruges til eksamen, grundforløb" };
        rows.push(row(world, "forbid", (goal, dice.pick(&schools), None), None, week, reason, dice));
    }
    csv(&head, &rows)
}

fn date(world: &World, day: usize) -> String {
    world.calendar.date(Day(day as u16)).to_string()
}

fn row(
    world: &World,
    lock: &str,
    (goal, school, site): (usize, usize, Option<usize>),
    start: Option<String>,
    week: String,
    reason: &str,
    dice: &mut Dice,
) -> Vec<String> {
    let at = format!("{}-05-{:02}", world.calendar.year() - 1, dice.between(3, 28));
    vec![
        lock.to_string(),
        world.goals[goal].code.clone(),
        world.schools[school].id.clone(),
        site.map_or_else(String::new, |s| world.sites[s].id.clone()),
        start.unwrap_or_default(),
        week,
        String::new(),
        dice.pick(&ROLES).to_string(),
        reason.to_string(),
        at,
    ]
}

/// Closes a few of the untaken goals by an agreement with an outside school, first such that no member can hold; returns the rows
/// of `agreements.csv`. Some goals without any member that can remain.
pub fn agreements(world: &World, answers: &mut Answers, dice: &mut Dice) -> Vec<Vec<String>> {
    let outside: Vec<&str> = world.schools.iter().filter(|s| !s.member).map(|s| s.name.as_str()).collect();
    let mut rows = Vec::new();
    let count = (answers.untaken.len() / 12).max(1);
    let mut order = answers.untaken.clone();
    dice.shuffle(&mut order);
    order.sort_by_key(|g| world.able(*g).iter().any(|s| !answers.declined(*g, *s)));
    for (number, goal) in order.into_iter().take(count).enumerate() {
        let school = if outside.is_empty() { "Udbyder uden for kredsen (genereret)" } else { dice.pick(&outside) };
        let start = if dice.chance(0.5) { start_date(world, dice) } else { String::new() };
        let reference = format!("AFT-{}-{:03}", world.calendar.year(), number + 1);
        let note = dice.pick(&["", "bindende aftale, underskrevet"]).to_string();
        rows.push(vec![world.goals[goal].code.clone(), school.to_string(), reference, start, note]);
        answers.closed.push(goal);
    }
    rows
}

/// An open day of the first site.
fn start_date(world: &World, dice: &mut Dice) -> String {
    let open = |d: &usize| world.sites[0].open[*d];
    let days: Vec<usize> = (0..world.calendar.len()).filter(open).collect();
    if days.is_empty() { String::new() } else { date(world, dice.pick(&days)) }
}

/// A start that is possible for the school, as a week number: what a school writes that could offer.
#[must_use]
pub fn possible_week(world: &World, goal: usize, school: usize, dice: &mut Dice) -> Option<u32> {
    let site = *world.sites_for(school, goal).first()?;
    let length = world.goals[goal].days();
    let fits =
        |d: &usize| run_days(world, site, *d, length).is_some_and(|days| world.approved(school, goal, *d, days[days.len() - 1]));
    let starts: Vec<usize> = (0..world.calendar.len()).filter(fits).collect();
    (!starts.is_empty()).then(|| world.calendar.iso_week(Day(dice.pick(&starts) as u16)).1)
}
