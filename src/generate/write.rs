//! The made network as files, column by column.

use std::collections::BTreeMap;

use super::dice::Dice;
use super::facts::GROUPS;
use super::locks::possible_week;
use super::offers::{Answer, Offer, Wanted};
use super::table::{csv, or_empty, yes_no};
use super::world::{Goal, World};
use crate::domain::calendar::Day;

/// `plan.toml`.
#[must_use]
pub fn plan_toml(network: &str, year: i32, seed: u64) -> Vec<u8> {
    let seed = seed.min(i64::MAX as u64);
    format!(
        "year = {year}\nnetwork = \"{network}\"\nlanguage = \"da\"\nscope = \"core\"\nprofile = \"balanced\"\nseed = {seed}\n"
    )
    .into_bytes()
}

/// `schools.csv`.
#[must_use]
pub fn schools(world: &World, limits: &[(Option<usize>, Option<usize>)]) -> Vec<u8> {
    let head = ["school_id", "name", "institution_code", "member", "guarantee_cap", "max_course_days", "home_municipalities"];
    let row = |(school, (cap, days)): (&super::world::School, &(Option<usize>, Option<usize>))| {
        let mut home: Vec<&str> = school.sites.iter().map(|s| world.sites[*s].municipality.as_str()).collect();
        home.sort_unstable();
        home.dedup();
        vec![
            school.id.clone(),
            school.name.clone(),
            school.institution_code.clone(),
            yes_no(school.member),
            or_empty(*cap),
            or_empty(*days),
            home.join(" "),
        ]
    };
    csv(&head, &world.schools.iter().zip(limits).map(row).collect::<Vec<_>>())
}

/// `sites.csv`.
#[must_use]
pub fn sites(world: &World) -> Vec<u8> {
    let head = ["site_id", "school_id", "name", "address", "postal_code", "city", "municipality_code", "latitude", "longitude"];
    let row = |s: &super::world::Site| {
        let mut row = vec![s.id.clone(), world.schools[s.school].id.clone(), s.name.clone(), s.address.clone()];
        row.extend([s.postal_code.clone(), s.city.clone(), s.municipality.clone()]);
        row.extend([s.latitude, s.longitude].map(|degrees| format!("{degrees:.5}")));
        row
    };
    csv(&head, &world.sites.iter().map(row).collect::<Vec<_>>())
}

/// `fkbs.csv`.
#[must_use]
pub fn fkbs(world: &World) -> Vec<u8> {
    let row = |f: &super::world::Fkb| vec![f.code.clone(), f.title.clone(), GROUPS[f.group].to_string()];
    csv(&["fkb_code", "title", "branch_group"], &world.fkbs.iter().map(row).collect::<Vec<_>>())
}

/// `goals.csv`.
#[must_use]
pub fn goals(world: &World) -> Vec<u8> {
    let head = [
        "goal_code",
        "title",
        "fkb_code",
        "also_in",
        "kind",
        "duration_days",
        "min_participants",
        "max_participants",
        "guarantee_ok",
        "distance_ok",
        "exempt",
        "archived_from",
        "parent_goal",
        "equipment",
    ];
    csv(&head, &world.goals.iter().map(|g| goal(world, g)).collect::<Vec<_>>())
}

fn goal(world: &World, g: &Goal) -> Vec<String> {
    let whole = g.halves / 2;
    let also: Vec<&str> = g.also_in.iter().map(|f| world.fkbs[*f].code.as_str()).collect();
    vec![
        g.code.clone(),
        g.title.clone(),
        world.fkbs[g.fkb].code.clone(),
        also.join(" "),
        g.kind.to_string(),
        if g.halves.is_multiple_of(2) { whole.to_string() } else { format!("{whole}.5") },
        g.min.to_string(),
        g.max.to_string(),
        yes_no(g.guarantee_ok),
        yes_no(g.distance_ok),
        yes_no(g.exempt),
        or_empty(g.archived),
        g.parent.map_or_else(String::new, |p| world.goals[p].code.clone()),
        g.equipment.unwrap_or_default().to_string(),
    ]
}

/// `approvals.csv`. An approval of the whole year has no dates.
#[must_use]
pub fn approvals(world: &World) -> Vec<u8> {
    let head = ["school_id", "fkb_code", "valid_from", "valid_to", "lender_school_id", "except_goals"];
    let date = |day: usize| world.calendar.date(Day(day as u16)).to_string();
    let row = |a: &super::world::Approval| {
        let except: Vec<&str> = a.except.iter().map(|g| world.goals[*g].code.as_str()).collect();
        vec![
            world.schools[a.school].id.clone(),
            world.fkbs[a.fkb].code.clone(),
            or_empty((a.first > 0).then(|| date(a.first))),
            or_empty((a.last + 1 < world.calendar.len()).then(|| date(a.last))),
            a.lender.map_or_else(String::new, |s| world.schools[s].id.clone()),
            except.join(" "),
        ]
    };
    csv(&head, &world.approvals.iter().map(row).collect::<Vec<_>>())
}

/// `equipment.csv`.
#[must_use]
pub fn equipment(world: &World) -> Vec<u8> {
    let rows: Vec<Vec<String>> =
        world.sites.iter().flat_map(|s| s.equipment.iter().map(|e| vec![s.id.clone(), (*e).to_string()])).collect();
    csv(&["site_id", "equipment"], &rows)
}

/// `forms.csv`: free runs of one school that are alike stand in one row.
#[must_use]
pub fn forms(world: &World, offers: &[Offer], others: &[Answer], dice: &mut Dice) -> Vec<u8> {
    let head = [
        "school_id",
        "goal_code",
        "answer",
        "site_id",
        "start_date",
        "week",
        "runs",
        "guarantee",
        "min_participants",
        "max_participants",
        "note",
    ];
    let mut count: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for offer in offers.iter().filter(|o| !o.lock) {
        *count.entry(offered(world, offer)).or_default() += 1;
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (mut row, runs) in count {
        row[6] = runs.to_string();
        row[10] =
            dice.choose(&[("", 12.0), ("fast hold", 1.0), ("ring ved færre end 8 tilmeldte, vi venter gerne", 1.0)]).to_string();
        rows.push(row);
    }
    rows.extend(others.iter().map(|a| other(world, a, dice)));
    csv(&head, &rows)
}

fn offered(world: &World, offer: &Offer) -> Vec<String> {
    let start = offer.place.as_ref().map(|p| Day(p.days[0] as u16));
    let date = start.filter(|_| offer.wanted == Wanted::Date).map(|d| world.calendar.date(d));
    let week = start.filter(|_| offer.wanted == Wanted::Week).map(|d| world.calendar.iso_week(d).1);
    let (min, max) = offer.size.unzip();
    vec![
        world.schools[offer.school].id.clone(),
        world.goals[offer.goal].code.clone(),
        "offers".to_string(),
        offer.site.map_or_else(String::new, |s| world.sites[s].id.clone()),
        or_empty(date),
        or_empty(week),
        String::new(),
        or_empty(offer.guarantee),
        or_empty(min),
        or_empty(max),
        String::new(),
    ]
}

fn other(world: &World, answer: &Answer, dice: &mut Dice) -> Vec<String> {
    let mut row = vec![String::new(); 11];
    row[0].clone_from(&world.schools[answer.school].id);
    row[1].clone_from(&world.goals[answer.goal].code);
    row[2] = if answer.can { "can" } else { "cannot" }.to_string();
    if answer.can {
        let sites = world.sites_for(answer.school, answer.goal);
        if dice.chance(0.25) {
            row[3].clone_from(&world.sites[dice.pick(&sites)].id);
        } else if dice.chance(0.4) {
            row[5] = or_empty(possible_week(world, answer.goal, answer.school, dice));
        }
    } else {
        row[10] = dice
            .pick(&["", "ingen underviser", "udstyret er solgt", "for få kursister, \"tomme hold\" tre år i træk"])
            .to_string();
    }
    row
}
