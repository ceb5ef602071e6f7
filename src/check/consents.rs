//! consents.csv: who may hold courses in whose home area. Its references; W302 for rows that repeat one, E310 for a foreign site.

use super::finding::{Findings, Place, say};
use super::names::check_w302_repeated;
use super::network::Network;
use super::rows::Rows;
use super::rows::network::ConsentRow;
use crate::domain::network::Consent;

/// The consents, sorted; rows that name something unknown are left out.
pub fn consents(net: &Network, rows: &Rows, findings: &mut Findings) -> Vec<Consent> {
    let mut consents: Vec<Consent> = rows.consents.iter().filter_map(|row| consent(net, row, findings)).collect();
    consents.sort_unstable();
    consents.dedup();
    let keys = rows.consents.iter().map(|r| ((&r.home, &r.school, &r.site, &r.goal), r.line));
    check_w302_repeated("consents.csv", keys, &say!("den ene er nok", "one is enough"), findings);
    consents
}

fn consent(net: &Network, row: &ConsentRow, findings: &mut Findings) -> Option<Consent> {
    let place = Place::line("consents.csv", row.line);
    let home = net.names.schools.find(&row.home, place.column("home_school_id"), findings);
    let school = net.names.schools.find(&row.school, place.column("school_id"), findings);
    let site = net.names.sites.find_some(row.site.as_ref(), place.column("site_id"), findings);
    let goal = net.names.goals.find_some(row.goal.as_ref(), place.column("goal_code"), findings);
    if let (Some((owner, _)), Some(school)) = (site, school)
        && owner != school
    {
        let (site, id) = (row.site.as_deref().unwrap_or(""), &row.school);
        let what = say!("afdelingen {site} hører ikke til skolen {id}", "the site {site} does not belong to the school {id}");
        findings.add(
            "E310",
            place.column("site_id"),
            what,
            say!("ret afdelingen eller skolen", "correct the site or the school"),
        );
    }
    // A site or goal that is given but not planned makes the consent one about nothing.
    let planned = (row.site.is_none() || site?.1.is_some()) && (row.goal.is_none() || goal?.is_some());
    planned.then_some(Consent { home: home?, school: school?, site: site.and_then(|s| s.1), goal: goal.flatten() })
}
