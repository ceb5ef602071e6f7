//! Agreements with outside schools close a goal (W422).

use std::collections::BTreeMap;

use super::answers::check_w410_out_of_scope;
use super::finding::{Findings, Place, say};
use super::network::Network;
use super::rows::Rows;
use super::when::window;
use crate::domain::goal::{Agreement, Goal};
use crate::domain::ids::GoalIx;

/// Fills `agreement`; the first in alphabetical order where there are several (W422).
pub fn fill_agreements(net: &Network, goals: &mut [Goal], rows: &Rows, findings: &mut Findings) {
    let mut found: BTreeMap<GoalIx, Vec<(Agreement, u64)>> = BTreeMap::new();
    for row in &rows.agreements {
        let place = Place::line("agreements.csv", row.line);
        let Some(goal) = net.names.goals.find(&row.goal, place.column("goal_code"), findings) else { continue };
        let Some(goal) = goal else {
            check_w410_out_of_scope("agreements.csv", row.line, &row.goal, findings);
            continue;
        };
        let _ = window(net, place, row.start_date, None, findings);
        let agreement = Agreement {
            outside_school: row.outside_school.clone(),
            reference: row.reference.clone(),
            start_date: row.start_date.map(|d| d.to_string()).unwrap_or_default(),
        };
        found.entry(goal).or_default().push((agreement, row.line));
    }
    for (goal, mut agreements) in found {
        agreements.sort();
        for (agreement, line) in agreements.iter().skip(1) {
            let (code, other) = (&goals[goal.index()].code, &agreement.reference);
            let first = &agreements[0].0.reference;
            let what = say!(
                "{code} har flere aftaler; planen nævner {first}, ikke {other}",
                "{code} has several agreements; the plan names {first}, not {other}"
            );
            findings.add("W422", Place::line("agreements.csv", *line), what, say!("behold den ene", "keep one of them"));
        }
        goals[goal.index()].agreement = agreements.into_iter().next().map(|(a, _)| a);
    }
}
