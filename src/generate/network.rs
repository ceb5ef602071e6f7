//! Schools and sites of a preset: the real ones, and synthetic ones where the preset needs more than we know.

use super::dice::Dice;
use super::facts::{self, FactArea, FactSchool, FactSite, Kind};
use super::preset::Preset;
use super::world::{School, Site};

/// Kinds of synthetic schools, in turn.
const SYNTHETIC: [(Kind, &str, usize); 11] = [
    (Kind::Technical, "Erhvervsskolen", 12),
    (Kind::Business, "Handelsskolen", 6),
    (Kind::Care, "Social- og Sundhedsskolen", 4),
    (Kind::Technical, "Teknisk Skole", 10),
    (Kind::Agricultural, "Landbrugsskolen", 4),
    (Kind::Technical, "AMU-Centret", 14),
    (Kind::Business, "Handelsskolen", 7),
    (Kind::Technical, "Erhvervsskolen", 11),
    (Kind::Transport, "Transportskolen", 4),
    (Kind::Care, "Social- og Sundhedsskolen", 4),
    (Kind::Food, "Fødevareskolen", 5),
];

/// Members first, then outside schools; with as many sites each as the preset allows.
#[must_use]
pub fn build(preset: Preset, dice: &mut Dice) -> (Vec<School>, Vec<Site>) {
    let (facts, size) = (facts::schools(), preset.size());
    let (mut schools, mut sites) = (Vec::new(), Vec::new());
    for fact in facts.iter().filter(|f| preset.has(f)) {
        add_real(fact, true, fact.approvals, size.sites, &mut schools, &mut sites);
    }
    for (kind, index) in (0..size.synthetic).map(|i| (SYNTHETIC[i % SYNTHETIC.len()], i)) {
        add_synthetic(kind, index, dice, &mut schools, &mut sites);
    }
    for (id, approvals) in size.outside {
        if let Some(fact) = facts.iter().find(|f| f.id == *id) {
            add_real(fact, false, *approvals, 1, &mut schools, &mut sites);
        }
    }
    (schools, sites)
}

fn add_real(fact: &FactSchool, member: bool, wish: usize, most: usize, schools: &mut Vec<School>, sites: &mut Vec<Site>) {
    let first = sites.len();
    let school = schools.len();
    let own = facts::sites().into_iter().filter(|s| s.school == fact.id);
    sites.extend(own.take(most.min(1 + wish / 3)).map(|s| site(s, school)));
    schools.push(School {
        id: fact.id.clone(),
        name: fact.name.clone(),
        institution_code: fact.institution_code.clone(),
        member,
        kind: fact.kind,
        wish,
        sites: (first..sites.len()).collect(),
    });
}

fn site(fact: FactSite, school: usize) -> Site {
    Site {
        id: fact.id,
        school,
        name: fact.name,
        address: fact.address,
        postal_code: fact.postal_code,
        city: fact.city,
        municipality: fact.municipality,
        latitude: fact.latitude,
        longitude: fact.longitude,
        equipment: Vec::new(),
        open: Vec::new(),
        rooms: Vec::new(),
        busy: Vec::new(),
    }
}

/// A school that exists only here, in a municipality where no other school is yet, at its main town.
fn add_synthetic(
    (kind, word, wish): (Kind, &str, usize),
    index: usize,
    dice: &mut Dice,
    schools: &mut Vec<School>,
    sites: &mut Vec<Site>,
) {
    let areas = facts::areas();
    let empty = |a: &&FactArea| !sites.iter().any(|s| s.municipality == a.code);
    let mut free: Vec<&FactArea> = areas.iter().filter(empty).collect();
    if free.is_empty() {
        free = areas.iter().collect();
    }
    let weights: Vec<f64> = free.iter().map(|a| a.population).collect();
    let area = free[dice.weighted(&weights).unwrap_or(0)];
    let id = format!("syn-{}-{}", slug(&area.name), index + 1);
    let school = schools.len();
    let fact = FactSite {
        id: format!("{id}-1"),
        school: id.clone(),
        name: format!("{word} {}, afdeling (genereret)", area.town),
        address: String::new(),
        postal_code: String::new(),
        city: area.town.clone(),
        municipality: area.code.clone(),
        latitude: area.latitude,
        longitude: area.longitude,
    };
    let name = format!("{word} {} (genereret)", area.name);
    schools.push(School { id, name, institution_code: String::new(), member: true, kind, wish, sites: vec![sites.len()] });
    sites.push(site(fact, school));
}

/// The name in small ASCII letters.
fn slug(name: &str) -> String {
    let mut text = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'æ' => text.push_str("ae"),
            'ø' => text.push_str("oe"),
            'å' => text.push_str("aa"),
            'a'..='z' | '0'..='9' => text.push(letter),
            _ => text.push('-'),
        }
    }
    text
}
