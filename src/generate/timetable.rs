//! Places the runs that schools ask for, one by one, so that all of them fit together. The dates found become the dates of
//! the dated offers; for the free ones they only show that there is room. Rules as in `models/annual-plan.md` 2.1 to 2.3 and C03, C05.

use super::dice::Dice;
use super::offers::{Offer, Wanted};
use super::world::World;
use crate::domain::calendar::Day;

/// How likely a course starts on each weekday, Monday first: as announced in the open data of one popular goal.
const WEEKDAYS: [f64; 5] = [49.0, 19.0, 21.0, 10.0, 1.0];
/// Most rooms that a site lends to adult courses.
pub const MOST_ROOMS: u16 = 6;

/// Days that a run of `length` course days occupies when it starts on `start`; `None` when it cannot.
#[must_use]
pub fn run_days(world: &World, site: usize, start: usize, length: usize) -> Option<Vec<usize>> {
    let rooms = &world.sites[site].rooms;
    if rooms[start] == 0 {
        return None;
    }
    let week = |day: usize| usize::from(world.calendar.week(Day(day as u16)).0);
    let days: Vec<usize> = (start..rooms.len()).filter(|d| rooms[*d] > 0).take(length).collect();
    let last = *days.last()?;
    let mut weeks: Vec<usize> = days.iter().map(|d| week(*d)).collect();
    weeks.dedup();
    let in_one_week = length > 5 || weeks.len() == 1;
    let without_break = weeks.len() == week(last) - week(start) + 1;
    (days.len() == length && in_one_week && without_break).then_some(days)
}

/// A part of the year: part `at`, counted from 0, of `of` equal parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Window {
    at: usize,
    of: usize,
}

impl Window {
    fn holds(self, world: &World, day: usize) -> bool {
        let week = usize::from(world.calendar.week(Day(day as u16)).0);
        week * self.of / world.calendar.weeks() == self.at
    }
}

/// A place for a run: the site, and its days.
#[derive(Debug, Clone)]
pub struct Place {
    /// Site.
    pub site: usize,
    /// Days, the start first.
    pub days: Vec<usize>,
}

/// Places all offers, longest goals first. Offers for which there is no room are dropped, as long as the goal keeps one; for the
/// last one the site gets another room in the weeks of the run. Returns the offers that stay, each with its place, and the dropped ones.
#[must_use]
pub fn place_all(world: &mut World, offers: Vec<Offer>, dice: &mut Dice) -> (Vec<Offer>, Vec<Offer>) {
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    let mut groups: Vec<Vec<Offer>> = offers.chunk_by(|a, b| a.goal == b.goal).map(<[Offer]>::to_vec).collect();
    groups.sort_by_key(|g| std::cmp::Reverse(world.goals[g[0].goal].days()));
    for mut group in groups {
        while !group.is_empty() {
            match place_goal(world, &group, dice) {
                Ok(places) => {
                    for (offer, place) in group.iter_mut().zip(places) {
                        offer.place = Some(place);
                    }
                    kept.append(&mut group);
                }
                Err(index) => dropped.push(group.remove(index)),
            }
        }
    }
    kept.sort_by_key(|o| (o.goal, o.school, o.place.as_ref().map(|p| p.days[0])));
    (kept, dropped)
}

/// A place for every run of one goal, in different windows; or the index of one that has none.
fn place_goal(world: &mut World, offers: &[Offer], dice: &mut Dice) -> Result<Vec<Place>, usize> {
    let count = offers.len();
    let mut free: Vec<Window> = (0..count).map(|at| Window { at, of: count }).collect();
    dice.shuffle(&mut free);
    let mut places: Vec<Place> = Vec::new();
    for (index, offer) in offers.iter().enumerate() {
        let own = window_in_row(world, offers, index);
        let windows = own.map_or_else(|| free.clone(), |window| vec![window]);
        let mut found = first_place(world, offer, &windows, true, dice);
        if found.is_none() && count == 1 {
            found = first_place(world, offer, &windows, false, dice);
            if let Some((_, place)) = &found {
                add_room(world, place);
            }
        }
        let Some((window, place)) = found else { return Err(undo(world, &places, index)) };
        free.retain(|w| *w != window || own.is_some());
        place.days.iter().for_each(|d| world.sites[place.site].busy[*d] += 1);
        places.push(place);
    }
    Ok(places)
}

/// The runs of one form row without a date are spread over the year: each has its part of it (`models/annual-plan.md` 2.2).
fn window_in_row(world: &World, offers: &[Offer], index: usize) -> Option<Window> {
    let offer = &offers[index];
    let alike = |o: &&Offer| o.in_one_row(offer);
    let of = offers.iter().filter(alike).count();
    let short = world.goals[offer.goal].days() <= 5;
    (offer.wanted == Wanted::Free && short && of >= 2).then(|| Window { at: offers[..index].iter().filter(alike).count(), of })
}

/// A place in the first of the windows that has one.
fn first_place(world: &World, offer: &Offer, windows: &[Window], with_room: bool, dice: &mut Dice) -> Option<(Window, Place)> {
    windows.iter().find_map(|window| Some((*window, find(world, offer, *window, with_room, dice)?)))
}

/// Takes back the places already given; returns the index it was called with.
fn undo(world: &mut World, places: &[Place], index: usize) -> usize {
    for place in places {
        place.days.iter().for_each(|d| world.sites[place.site].busy[*d] -= 1);
    }
    index
}

/// One more room in the weeks of the run.
fn add_room(world: &mut World, place: &Place) {
    let (first, last) = (place.days[0], place.days[place.days.len() - 1]);
    let week = |day: usize| world.calendar.week(Day(day as u16));
    for day in (0..world.calendar.len()).filter(|d| week(first) <= week(*d) && week(*d) <= week(last)) {
        let site = &mut world.sites[place.site];
        if site.rooms[day] > 0 {
            site.rooms[day] += 1;
        }
    }
}

/// A start in the window, chosen by weekday: one with a room left, or any.
fn find(world: &World, offer: &Offer, window: Window, with_room: bool, dice: &mut Dice) -> Option<Place> {
    let length = world.goals[offer.goal].days();
    let sites = offer.site.map_or_else(|| world.sites_for(offer.school, offer.goal), |s| vec![s]);
    let mut places = Vec::new();
    let mut weights = Vec::new();
    for site in sites {
        for start in (0..world.calendar.len()).filter(|d| window.holds(world, *d)) {
            let Some(days) = run_days(world, site, start, length) else { continue };
            let room = |d: &usize| world.sites[site].busy[*d] < world.sites[site].rooms[*d];
            let fits = !with_room || days.iter().all(room);
            let may_grow = with_room || days.iter().all(|d| world.sites[site].rooms[*d] < MOST_ROOMS);
            if fits && may_grow && world.approved(offer.school, offer.goal, start, days[days.len() - 1]) {
                weights.push(WEEKDAYS[world.calendar.weekday(Day(start as u16)).min(4)]);
                places.push(Place { site, days });
            }
        }
    }
    let index = dice.weighted(&weights)?;
    Some(places.swap_remove(index))
}
