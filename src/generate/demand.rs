//! How many want each goal, from where: three quarters of the goals with fewer than two minimum classes in the whole
//! network, the others log-normal with a long tail. Also waiting lists, needs of employers, and last year.

use super::dice::Dice;
use super::facts::{self, FactArea};
use super::preset::Preset;
use super::table::{csv, or_empty, yes_no};
use super::world::{World, kilometres};

/// A row of `demand.csv`.
#[derive(Debug, Clone)]
struct Row {
    goal: usize,
    area: Option<usize>,
    participants: usize,
    waiting: usize,
}

/// Demand, needs and history as files.
#[derive(Debug)]
pub struct Files {
    /// `demand.csv`.
    pub demand: Vec<u8>,
    /// `needs.csv`.
    pub needs: Vec<u8>,
    /// `history.csv`.
    pub history: Vec<u8>,
}

/// Share of goals with fewer than two minimum classes.
const LOW_SHARE: f64 = 0.75;
/// Log-normal demand in minimum classes: median 0.52, three quarters below two, one in twenty above 14.
const LOCATION: f64 = -0.656;
/// Deviation of the logarithm.
const DEVIATION: f64 = 2.0;

/// Decides the demand of every goal and writes it; the goals know their sum afterwards.
#[must_use]
pub fn build(world: &mut World, preset: Preset, dice: &mut Dice) -> Files {
    let areas = facts::areas();
    let pull = catchment(world, &areas, preset);
    draw_low(world, dice);
    let mut rows = Vec::new();
    let mut needs = Vec::new();
    for goal in world.in_scope().collect::<Vec<_>>() {
        let total = draw_total(world, goal, dice);
        world.goals[goal].demand = total;
        let waiting = if total > 3 && dice.chance(0.12) { dice.between(1, 5.min(total / 2)) } else { 0 };
        let firm = if total > 6 && dice.chance(0.02) { dice.between(2, 8.min(total / 2)) } else { 0 };
        rows.extend(spread(world, goal, total - waiting - firm, waiting, &pull, &areas, dice));
        if firm > 0 {
            needs.push(need(world, goal, firm, &pull, &areas, dice));
        }
    }
    let needs_head =
        ["employer", "municipality_code", "goal_code", "fkb_code", "participants", "earliest", "latest", "firm", "note"];
    let history_head = ["year", "goal_code", "school_id", "announced", "held", "participants"];
    Files {
        demand: demand_table(world, &rows, &areas),
        needs: csv(&needs_head, &needs),
        history: csv(&history_head, &history(world, dice)),
    }
}

/// How much of the network's demand comes from each municipality: its inhabitants, fewer the further they live from a member's site.
fn catchment(world: &World, areas: &[FactArea], preset: Preset) -> Vec<f64> {
    let members: Vec<(f64, f64)> =
        world.sites.iter().filter(|s| world.schools[s.school].member).map(|s| (s.latitude, s.longitude)).collect();
    let pull = |a: &FactArea| {
        let nearest = members.iter().map(|p| kilometres(*p, (a.latitude, a.longitude))).fold(f64::INFINITY, f64::min);
        let near = nearest < 60.0 || preset == Preset::National;
        if near { a.population * libm::exp(-nearest / 30.0) } else { 0.0 }
    };
    areas.iter().map(pull).collect()
}

/// Marks three quarters of the goals in scope as goals with low activity.
fn draw_low(world: &mut World, dice: &mut Dice) {
    let mut goals: Vec<usize> = world.in_scope().collect();
    dice.shuffle(&mut goals);
    let low = (goals.len() as f64 * LOW_SHARE) as usize;
    for goal in &goals[..low] {
        world.goals[*goal].low = true;
    }
}

/// A draw of the log-normal law on the goal's side of two minimum classes.
fn draw_total(world: &World, goal: usize, dice: &mut Dice) -> usize {
    let g = &world.goals[goal];
    loop {
        let classes = libm::exp(LOCATION + DEVIATION * dice.normal()).min(40.0);
        let total = (classes * g.min as f64) as usize;
        if total >= 1 && (total < 2 * g.min) == g.low {
            return total;
        }
    }
}

/// Participants by municipality, around a focus: narrow demand is local. Distance courses of small demand are asked for everywhere.
fn spread(
    world: &World,
    goal: usize,
    total: usize,
    waiting: usize,
    pull: &[f64],
    areas: &[FactArea],
    dice: &mut Dice,
) -> Vec<Row> {
    if world.goals[goal].distance_ok && waiting == 0 {
        return vec![Row { goal, area: None, participants: total, waiting }];
    }
    let focus = &areas[dice.weighted(pull).unwrap_or(0)];
    let near = |a: &FactArea| kilometres((focus.latitude, focus.longitude), (a.latitude, a.longitude));
    let weights: Vec<f64> = areas.iter().zip(pull).map(|(a, p)| p * libm::exp(-near(a) / 60.0)).collect();
    let mut count = vec![(0, 0); areas.len()];
    for _ in 0..total {
        count[dice.weighted(&weights).unwrap_or(0)].0 += 1;
    }
    for _ in 0..waiting {
        count[dice.weighted(&weights).unwrap_or(0)].1 += 1;
    }
    let asked = count.iter().enumerate().filter(|(_, c)| **c != (0, 0));
    asked
        .map(|(area, (participants, waiting))| Row { goal, area: Some(area), participants: *participants, waiting: *waiting })
        .collect()
}

fn demand_table(world: &World, rows: &[Row], areas: &[FactArea]) -> Vec<u8> {
    let head = ["goal_code", "fkb_code", "branch_group", "municipality_code", "participants", "waiting"];
    let line = |r: &Row| {
        vec![
            world.goals[r.goal].code.clone(),
            String::new(),
            String::new(),
            r.area.map_or_else(String::new, |a| areas[a].code.clone()),
            r.participants.to_string(),
            or_empty((r.waiting > 0).then_some(r.waiting)),
        ]
    };
    csv(&head, &rows.iter().map(line).collect::<Vec<_>>())
}

/// A need for a whole team, announced by an invented employer.
fn need(world: &World, goal: usize, firm: usize, pull: &[f64], areas: &[FactArea], dice: &mut Dice) -> Vec<String> {
    const EMPLOYERS: [&str; 8] = [
        "Vognmandsforretning (opdigtet)",
        "Entreprenør (opdigtet)",
        "Maskinfabrik (opdigtet)",
        "Butikskæde (opdigtet)",
        "Fødevarevirksomhed (opdigtet)",
        "Rengøringsselskab (opdigtet)",
        "Gartneri (opdigtet)",
        "Plejecenter (opdigtet)",
    ];
    let area = &areas[dice.weighted(pull).unwrap_or(0)];
    let (earliest, latest) = dice.pick(&[("", ""), ("2027-02-01", "2027-06-18"), ("2027-08-16", "2027-12-10")]);
    let code = world.goals[goal].code.clone();
    vec![
        EMPLOYERS[world.group(goal)].to_string(),
        area.code.clone(),
        code,
        String::new(),
        firm.to_string(),
        earliest.to_string(),
        latest.to_string(),
        yes_no(true),
        dice.pick(&["", "helst samlet hold", "kan deles på to hold"]).to_string(),
    ]
}

/// Last year: one or two schools announced a goal; narrow ones were often not held.
fn history(world: &World, dice: &mut Dice) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for goal in world.in_scope() {
        let mut able = world.able(goal);
        dice.shuffle(&mut able);
        let schools = if dice.chance(0.85) { 1 + usize::from(dice.chance(0.25)) } else { 0 };
        for school in able.into_iter().take(schools) {
            let g = &world.goals[goal];
            let announced = if g.low { dice.between(1, 2) } else { dice.between(1, 4) };
            let most = (g.demand / g.min.max(1)).min(announced);
            let held = if g.low && dice.chance(0.5) { 0 } else { most };
            let participants = if held == 0 { 0 } else { dice.between(held * g.min, held * g.max) };
            let numbers = [announced, held, participants].map(|n| n.to_string());
            let mut row = vec![(world.calendar.year() - 1).to_string(), g.code.clone(), world.schools[school].id.clone()];
            row.extend(numbers);
            rows.push(row);
        }
    }
    rows
}
