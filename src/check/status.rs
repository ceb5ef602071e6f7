//! status.csv: its references. The file is used during the year; here only its sanity counts.

use std::collections::BTreeMap;

use super::finding::{Findings, Place, say};
use super::network::Network;
use super::rows::Rows;

/// Unknown goals, and two rows about the same run (E315).
pub fn check_status(net: &Network, rows: &Rows, findings: &mut Findings) {
    let mut seen: BTreeMap<(&str, u32), u64> = BTreeMap::new();
    for row in &rows.status {
        let place = Place::line("status.csv", row.line);
        net.names.goals.find(&row.goal, place.column("goal_code"), findings);
        if let Some(line) = seen.insert((&row.goal, row.run), row.line) {
            let (goal, run) = (&row.goal, row.run);
            let what = say!("{goal} kursus {run} står også i linje {line}", "{goal} run {run} stands in line {line} too");
            findings.add("E315", place, what, say!("slet den ene", "remove one of them"));
        }
    }
}
