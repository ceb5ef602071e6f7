//! How many rooms each site lends to adult courses, so that the year is as tight as asked.
//!
//! The course days that the network needs are added up site by site: every run that a school asks for, and for each goal as many runs as its
//! demand can fill (one to three, one where it is narrow), at its school's sites or over all sites where it may be held, a main site counting three times.
//! Divided by the tightness this is the number of room-days of each site. A site gets the whole number of rooms that fits the year, and one more
//! in a stretch of weeks for the rest. A site with less than one room's worth has its room in two stretches, one in each
//! half of the year, or in one where long courses may be held. One factor for all sites then makes the sum right.

use super::dice::Dice;
use super::offers::{Answers, Offer, main_first};
use super::timetable::MOST_ROOMS;
use super::world::World;
use crate::domain::calendar::Day;

/// Fewest room-days of a site that is not open to adult courses the whole year.
const LEAST_DAYS: f64 = 30.0;
/// Fewest room-days of such a site where courses of more than a week may be held: enough for the longest, in one stretch.
const LEAST_LONG: f64 = 75.0;

/// Runs that the goal needs: those asked for, and as many as its demand fills.
fn runs_needed(world: &World, goal: usize, closed: bool, asked: usize) -> usize {
    let g = &world.goals[goal];
    let filled = if closed {
        0
    } else if g.low {
        1
    } else {
        ((g.demand + g.max / 2) / g.max).clamp(1, 3)
    };
    filled.max(asked)
}

/// Course days needed per site.
#[must_use]
pub fn needed_days(world: &World, answers: &Answers, offers: &[Offer]) -> Vec<f64> {
    let mut load = vec![0.0; world.sites.len()];
    for goal in world.in_scope() {
        let own: Vec<&Offer> = offers.iter().filter(|o| o.goal == goal).collect();
        let days = world.goals[goal].days() as f64;
        for offer in &own {
            let sites = offer.site.map_or_else(|| world.sites_for(offer.school, goal), |s| vec![s]);
            spread(&mut load, &main_first(&sites), days);
        }
        let schools = world.able(goal).into_iter().filter(|s| !answers.declined(goal, *s));
        let sites: Vec<(usize, f64)> = schools.flat_map(|s| main_first(&world.sites_for(s, goal))).collect();
        let extra = runs_needed(world, goal, answers.closed.contains(&goal), own.len()) - own.len();
        spread(&mut load, &sites, extra as f64 * days);
    }
    load
}

/// Adds course days to sites by their shares.
fn spread(load: &mut [f64], sites: &[(usize, f64)], days: f64) {
    let total: f64 = sites.iter().map(|(_, share)| share).sum();
    for (site, share) in sites {
        load[*site] += days * share / total;
    }
}

/// Gives every member's site its rooms for a tightness.
pub fn set(world: &mut World, answers: &Answers, tightness: f64, dice: &mut Dice) {
    let load = needed_days(world, answers, &answers.offers);
    let wanted: f64 = load.iter().sum::<f64>() / tightness;
    let place: Vec<f64> = load.iter().map(|_| dice.unit()).collect();
    let long: Vec<bool> = (0..world.sites.len()).map(|s| has_long_courses(world, s)).collect();
    let (mut low, mut high) = (0.05, 10.0);
    for _ in 0..40 {
        let factor = f64::midpoint(low, high);
        let targets: Vec<f64> = load.iter().map(|l| l * factor).collect();
        if apply(world, &targets, &place, &long) < wanted { low = factor } else { high = factor }
    }
}

/// Rooms for so many room-days a site; returns the sum they come to.
fn apply(world: &mut World, targets: &[f64], place: &[f64], long: &[bool]) -> f64 {
    let mut total = 0.0;
    for site in 0..world.sites.len() {
        let member = world.schools[world.sites[site].school].member;
        let rooms =
            if member { pattern(world, site, targets[site], place[site], long[site]) } else { vec![0; world.calendar.len()] };
        total += rooms.iter().map(|r| f64::from(*r)).sum::<f64>();
        world.sites[site].busy = vec![0; rooms.len()];
        world.sites[site].rooms = rooms;
    }
    total
}

/// Rooms per day with about `room_days` in all.
fn pattern(world: &World, site: usize, room_days: f64, place: f64, long: bool) -> Vec<u16> {
    let open = &world.sites[site].open;
    let year = open.iter().filter(|o| **o).count() as f64;
    let whole = ((room_days / year) as u16).min(MOST_ROOMS);
    let rest = room_days - f64::from(whole) * year;
    let mut rooms: Vec<u16> = open.iter().map(|o| if *o { whole } else { 0 }).collect();
    if whole == 0 && long {
        stretch(world, site, &mut rooms, (0, world.calendar.weeks()), rest.max(LEAST_LONG), place);
    } else if whole == 0 {
        let half = rest.max(LEAST_DAYS) / 2.0;
        stretch(world, site, &mut rooms, (0, 26), half, place);
        stretch(world, site, &mut rooms, (30, world.calendar.weeks()), half, place);
    } else if rest >= 5.0 && whole < MOST_ROOMS {
        stretch(world, site, &mut rooms, (0, world.calendar.weeks()), rest, place);
    }
    rooms
}

/// One room more in whole weeks that follow one another, from a week between `from` and `to` on, for about `days` open days.
fn stretch(world: &World, site: usize, rooms: &mut [u16], (from, to): (usize, usize), days: f64, place: f64) {
    let open = &world.sites[site].open;
    let week = |day: usize| usize::from(world.calendar.week(Day(day as u16)).0);
    let length = ((days / 4.6) as usize + 1).min(to - from);
    let first = from + (place * (to - from - length + 1) as f64) as usize;
    let mut left = days;
    for week_at in first..to {
        let in_week: Vec<usize> = (0..open.len()).filter(|d| open[*d] && week(*d) == week_at).collect();
        if left < in_week.len() as f64 / 2.0 {
            return;
        }
        for day in &in_week {
            rooms[*day] += 1;
        }
        left -= in_week.len() as f64;
    }
}

fn has_long_courses(world: &World, site: usize) -> bool {
    let school = world.sites[site].school;
    let holds = |fkb: usize| world.approvals.iter().any(|a| a.school == school && a.fkb == fkb);
    world.in_scope().any(|g| world.goals[g].days() > 5 && holds(world.goals[g].fkb))
}

/// `capacity.csv`: a base row for each site and one row for each stretch with another number.
#[must_use]
pub fn rows(world: &World) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for site in world.sites.iter().filter(|s| world.schools[s.school].member) {
        let most = *site.rooms.iter().max().unwrap_or(&0);
        let days = |n: u16| site.rooms.iter().zip(&site.open).filter(|(r, o)| **o && **r == n).count();
        let base = (0..=most).max_by_key(|n| days(*n)).unwrap_or(0);
        rows.push(vec![site.id.clone(), base.to_string(), String::new(), String::new()]);
        let weeks = week_values(world, &site.rooms, &site.open, base);
        for stretch in weeks.chunk_by(|a, b| a.2 == b.2) {
            let (first, last) = (stretch[0].0, stretch[stretch.len() - 1].1);
            if stretch[0].2 != base {
                let date = |d: usize| world.calendar.date(Day(d as u16)).to_string();
                rows.push(vec![site.id.clone(), stretch[0].2.to_string(), date(first), date(last)]);
            }
        }
    }
    rows
}

/// First day, last day and rooms of each stretch of days with the same rooms; closed days take the value before them.
fn week_values(world: &World, rooms: &[u16], open: &[bool], base: u16) -> Vec<(usize, usize, u16)> {
    let mut value = base;
    let mut stretches: Vec<(usize, usize, u16)> = Vec::new();
    for day in 0..world.calendar.len() {
        value = if open[day] { rooms[day] } else { value };
        match stretches.last_mut() {
            Some(last) if last.2 == value => last.1 = day,
            _ => stretches.push((day, day, value)),
        }
    }
    stretches
}
