//! needs.csv: what employers have said they will need. Its references, and W215 for periods outside the year.

use std::collections::BTreeMap;

use super::finding::{Findings, Place};
use super::goals::out_of_scope;
use super::network::Network;
use super::rooms::check_w215_outside_year;
use super::rows::Rows;
use super::rows::demand::NeedRow;
use super::rows::goals::GoalRow;
use crate::domain::goal::Goal;
use crate::domain::ids::GoalIx;
use crate::domain::need::{Need, NeedFor};

/// The needs, sorted; rows that name something unknown are left out.
pub fn needs(net: &Network, goals: &[Goal], rows: &Rows, all_kinds: bool, findings: &mut Findings) -> Vec<Need> {
    let by_code: BTreeMap<&str, &GoalRow> = rows.goals.iter().rev().map(|row| (row.code.as_str(), row)).collect();
    let mut needs = Vec::new();
    for row in &rows.needs {
        check_w215_outside_year(net, "needs.csv", row.line, row.period, findings);
        let place = Place::line("needs.csv", row.line);
        let area = net.names.areas.find(&row.municipality, place.column("municipality_code"), findings);
        let about = about(net, row, &by_code, all_kinds, findings);
        if let (Some(area), Some(about)) = (area, about) {
            needs.push(Need {
                employer: row.employer.clone(),
                goals: goals_of(&about, goals),
                about,
                area,
                earliest: row.period.from,
                latest: row.period.to,
                participants: row.participants,
                firm: row.firm,
                note: row.note.clone(),
            });
        }
    }
    needs.sort();
    needs
}

/// What the row asks for: its goal, else its FKB.
fn about(
    net: &Network,
    row: &NeedRow,
    by_code: &BTreeMap<&str, &GoalRow>,
    all_kinds: bool,
    findings: &mut Findings,
) -> Option<NeedFor> {
    let place = Place::line("needs.csv", row.line);
    let goal = net.names.goals.find_some(row.goal.as_ref(), place.column("goal_code"), findings);
    let fkb = net.names.fkbs.find_some(row.fkb.as_ref(), place.column("fkb_code"), findings);
    match goal {
        Some(Some(goal)) => Some(NeedFor::Goal(goal)),
        Some(None) => {
            let goal = by_code.get(row.goal.as_deref()?)?;
            let why = out_of_scope(net, goal, all_kinds)?;
            Some(NeedFor::Unplanned { code: goal.code.clone(), title: goal.title.clone(), why })
        }
        None => fkb.map(NeedFor::Fkb),
    }
}

fn goals_of(about: &NeedFor, goals: &[Goal]) -> Vec<GoalIx> {
    match about {
        NeedFor::Goal(goal) => vec![*goal],
        NeedFor::Unplanned { .. } => Vec::new(),
        NeedFor::Fkb(fkb) => (0..goals.len()).filter(|i| goals[*i].fkb == *fkb).map(GoalIx::from).collect(),
    }
}
