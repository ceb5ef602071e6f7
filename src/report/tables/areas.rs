//! `areas.csv`: what the people of each municipality can reach, per branch group.

use crate::domain::ids::{AreaIx, GoalIx, GroupIx};
use crate::domain::instance::Instance;
use crate::domain::plan::Outcome;
use crate::domain::units::{Metres, rdiv};
use crate::report::figures::reach::{lower_median, near_areas, nearest};
use crate::report::table::Table;
use crate::report::text::tenths;

/// Columns of the file.
pub const COLUMNS: [&str; 6] =
    ["municipality_code", "branch_group", "goals_within_12km", "goals_within_60km", "median_km", "worst_goal"];

/// The file, sorted by municipality and branch group.
#[must_use]
pub fn file(instance: &Instance, outcome: &Outcome) -> Vec<u8> {
    let mut table = Table::machine(&COLUMNS);
    for area in near_areas(instance) {
        for group in (0..instance.groups.len()).map(GroupIx::from) {
            table.row(&row(instance, outcome, area, group));
        }
    }
    table.bytes()
}

fn row(instance: &Instance, outcome: &Outcome, area: AreaIx, group: GroupIx) -> [String; COLUMNS.len()] {
    let goals = instance.goal_ixs().filter(|goal| instance.goal(*goal).group == group);
    let distance = |goal: GoalIx| Some((nearest(instance, &outcome.plan, goal, area)?, goal));
    let distances: Vec<(Metres, GoalIx)> = goals.filter_map(distance).collect();
    let [near, far, _] = instance.profile.travel.tier_km;
    let within = |km: i64| distances.iter().filter(|(metres, _)| *metres <= km * 1000).count().to_string();
    let median = lower_median(distances.iter().map(|(metres, _)| *metres).collect());
    // Goals are in code order, and `rev` makes `max_by_key` keep the first of equals.
    let worst = distances.iter().rev().max_by_key(|(metres, _)| *metres);
    [
        instance.areas[area.index()].code.clone(),
        instance.group(group).to_owned(),
        within(near),
        within(far),
        median.map_or_else(String::new, |metres| tenths(rdiv(metres, 100))),
        worst.map_or_else(String::new, |(_, goal)| instance.goal(*goal).code.clone()),
    ]
}
