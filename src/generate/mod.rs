//! Synthetic networks of realistic size from a seed: complete planning folders to try, to test and to measure with.
//!
//! Real are the schools, addresses, towns, municipalities and some of the FKBs and goals (`data/README.md`); everything else is
//! drawn and recognisable: codes that start with 9, titles and names that end in "(genereret)". The folder holds together: what
//! the schools promise fits into their rooms, teachers and limits, because a timetable of all of it was made (`timetable`).
//! How tight the year is, and how that is computed, stands in `rooms`.
//!
//! Knows the plain types of `domain` (calendar) and nothing of reading, checking or solving.

mod approvals;
mod closures;
mod curriculum;
mod demand;
pub mod dice;
pub mod facts;
mod limits;
mod locks;
mod network;
mod offers;
pub mod preset;
mod rooms;
pub mod table;
mod timetable;
mod world;
mod write;

use std::collections::BTreeMap;

use dice::{Dice, Stream};
pub use preset::Preset;
use world::World;

use crate::domain::calendar::Calendar;

/// The plan year of every generated folder.
const YEAR: i32 = 2027;

/// A complete planning folder: file name to bytes. The same preset, seed and tightness give the same bytes. `tightness` is the share of
/// the room-days that the needed runs would fill, from 0.2 to 1; what lies outside is moved to the nearest end, and what is no number counts as 0.7.
#[must_use]
pub fn generate(preset: Preset, seed: u64, tightness: f64) -> BTreeMap<String, Vec<u8>> {
    let tightness = if tightness.is_nan() { 0.7 } else { tightness.clamp(0.2, 1.0) };
    let size = preset.size();
    let chance = |stream| Dice::new(seed, stream);
    let (mut world, closures) = build_world(preset, seed);
    let demand = demand::build(&mut world, preset, &mut chance(Stream::Demand));

    let mut forms_dice = chance(Stream::Forms);
    let mut answers = offers::draw(&world, &size, &mut forms_dice);
    locks::assign_untaken(&world, &mut answers, &mut forms_dice);
    let agreements = locks::agreements(&world, &mut answers, &mut forms_dice);
    rooms::set(&mut world, &answers, tightness, &mut chance(Stream::Rooms));
    let asked = std::mem::take(&mut answers.offers);
    let (offers, dropped) = timetable::place_all(&mut world, asked, &mut chance(Stream::Timetable));
    offers::turn_into_can(&offers, dropped, &mut answers.others);

    let mut limits_dice = chance(Stream::Limits);
    let needed = rooms::needed_days(&world, &answers, &offers);
    let yearly = limits::yearly(&world, &offers, &needed, &mut limits_dice);
    let teachers = limits::teachers(&world, &offers, &mut limits_dice);
    let files = [
        ("plan.toml", write::plan_toml(size.network, YEAR, seed)),
        ("schools.csv", write::schools(&world, &yearly)),
        ("sites.csv", write::sites(&world)),
        ("fkbs.csv", write::fkbs(&world)),
        ("goals.csv", write::goals(&world)),
        ("approvals.csv", write::approvals(&world)),
        ("capacity.csv", table::csv(&["site_id", "rooms", "from", "to"], &rooms::rows(&world))),
        ("teachers.csv", table::csv(&["school_id", "fkb_code", "branch_group", "parallel_courses", "from", "to"], &teachers)),
        ("equipment.csv", write::equipment(&world)),
        ("closures.csv", closures::table(world.calendar, &closures, &world.schools, &world.sites)),
        ("forms.csv", write::forms(&world, &offers, &answers.others, &mut forms_dice)),
        ("demand.csv", demand.demand),
        ("history.csv", demand.history),
        ("agreements.csv", table::csv(&["goal_code", "outside_school", "reference", "start_date", "note"], &agreements)),
        ("locks.csv", locks::locks(&world, &offers, &mut forms_dice)),
        ("needs.csv", demand.needs),
    ];
    files.into_iter().map(|(name, bytes)| (name.to_string(), bytes)).collect()
}

/// Schools, sites, FKBs, approvals and goals; and the closures.
fn build_world(preset: Preset, seed: u64) -> (World, Vec<closures::Closure>) {
    let size = preset.size();
    let calendar = Calendar::new(YEAR).expect("the plan year is a year of the calendar");
    let (schools, mut sites) = network::build(preset, &mut Dice::new(seed, Stream::Network));
    let closures = closures::build(calendar, &schools, &mut sites, &mut Dice::new(seed, Stream::Closures));
    let fkbs = curriculum::fkbs(&size);
    let mut dice = Dice::new(seed, Stream::Approvals);
    let approvals = approvals::build(&size, &schools, &fkbs, &mut dice);
    let goals = curriculum::goals(&size, YEAR, &fkbs, &approvals, &schools, &mut Dice::new(seed, Stream::Goals));
    let mut world = World { calendar, schools, sites, fkbs, approvals, goals };
    let goals_of: Vec<Vec<usize>> = (0..world.fkbs.len())
        .map(|f| (0..world.goals.len()).filter(|g| world.goals[*g].in_scope && world.goals[*g].fkb == f).collect())
        .collect();
    approvals::vary(&mut world.approvals, &world.schools, &goals_of, calendar.len(), &mut dice);
    equip(&mut world, &mut dice);
    (world, closures)
}

/// Equipment: at the main site of the first school of each FKB, and at most others that teach the branch group.
fn equip(world: &mut World, dice: &mut Dice) {
    let mut first = vec![true; world.fkbs.len()];
    for index in 0..world.approvals.len() {
        let (school, fkb) = (world.approvals[index].school, world.approvals[index].fkb);
        let tag = curriculum::EQUIPMENT[world.fkbs[fkb].group];
        let sure = std::mem::replace(&mut first[fkb], false);
        let Some(site) = world.schools[school].sites.first().copied() else { continue };
        let has = world.sites[site].equipment.contains(&tag);
        if !has && (sure || (world.schools[school].member && dice.chance(0.3))) {
            world.sites[site].equipment.push(tag);
        }
    }
}
