//! Goals in scope, who may hold them and who must announce them (W313, W314, E401, W413, E423).

use std::collections::BTreeSet;

use super::approvals::Approvals;
use super::finding::{Findings, Place, Text, say};
use super::names::check_e301_sorted_by_code;
use super::network::Network;
use super::rows::Rows;
use super::rows::goals::GoalRow;
use crate::domain::calendar::Day;
use crate::domain::goal::{Eligible, Goal, GoalKind};
use crate::domain::ids::{FkbIx, GoalIx, SchoolIx, SiteIx};
use crate::domain::need::OutOfScope;
use crate::domain::network::Site;

/// The goals in scope by code, still without demand, sites, runs; and the goals' names.
pub fn goals(net: &mut Network, rows: &Rows, all_kinds: bool, findings: &mut Findings) -> Vec<Goal> {
    let sorted = check_e301_sorted_by_code("goals.csv", "goal_code", &rows.goals, |r| (&r.code, r.line), findings);
    let mut goals = Vec::new();
    for row in sorted {
        let place = Place::line("goals.csv", row.line);
        let bounds = say!(" (hvor intet er skrevet, gælder 10 og 20)", " (where nothing is written, 10 and 20 hold)");
        check_e401_min_above_max(place, (row.min, row.max), &bounds, findings);
        let home = net.names.fkbs.find(&row.fkb, place.column("fkb_code"), findings);
        let mut also_in: Vec<FkbIx> = Vec::new();
        for code in &row.also_in {
            also_in.extend(net.names.fkbs.find(code, place.column("also_in"), findings));
        }
        let Some(home) = home else {
            net.names.goals.insert_broken(&row.code);
            continue;
        };
        let in_scope = out_of_scope(net, row, all_kinds).is_none();
        net.names.goals.insert(&row.code, in_scope.then(|| GoalIx::from(goals.len())));
        if in_scope {
            goals.push(goal(net, row, home, also_in));
        }
    }
    check_w313_parent(net, rows, findings);
    if goals.is_empty() {
        let what = say!("intet mål er med i planen", "no goal is in scope");
        let cure = say!(
            "se på kind, exempt og archived_from, eller skriv scope = \"all\" i plan.toml",
            "look at kind, exempt and archived_from, or write scope = \"all\" in plan.toml"
        );
        findings.add("E423", Place::file("goals.csv"), what, cure);
    }
    goals
}

/// Why the goal of the row is not planned; `None` where it is.
pub(super) fn out_of_scope(net: &Network, row: &GoalRow, all_kinds: bool) -> Option<OutOfScope> {
    let kind = row.kind == GoalKind::Core || (all_kinds && row.kind != GoalKind::Catalogue);
    let archived = row.archived_from.is_some_and(|date| date <= net.calendar.date(Day(0)));
    let reasons = [(row.exempt, OutOfScope::Exempt), (archived, OutOfScope::Archived), (!kind, OutOfScope::Kind)];
    reasons.into_iter().find(|(applies, _)| *applies).map(|(_, why)| why)
}

fn goal(net: &Network, row: &GoalRow, home: FkbIx, mut also_in: Vec<FkbIx>) -> Goal {
    also_in.retain(|f| *f != home);
    also_in.sort();
    also_in.dedup();
    Goal {
        code: row.code.clone(),
        title: row.title.clone(),
        fkb: home,
        group: net.fkbs[home.index()].group,
        also_in,
        kind: row.kind,
        duration: row.duration,
        days: u16::try_from((row.duration + 999) / 1000).unwrap_or(1),
        min: row.min,
        max: row.max.max(row.min),
        guarantee_ok: row.guarantee_ok,
        distance_ok: row.distance_ok,
        archived_from: row.archived_from.and_then(|date| net.calendar.day(date)),
        parent: row.parent.clone(),
        demand: Vec::new(),
        waiting: Vec::new(),
        eligible: Vec::new(),
        required: Vec::new(),
        forbidden: Vec::new(),
        wishes: Vec::new(),
        declined: Vec::new(),
        last_executors: Vec::new(),
        agreement: None,
        duties: Vec::new(),
        outside: Vec::new(),
    }
}

/// E401; `bounds` says which numbers hold where nothing is written.
pub(super) fn check_e401_min_above_max(place: Place<'_>, (min, max): (u32, u32), bounds: &Text, findings: &mut Findings) {
    if min > max {
        let what = say!(
            "mindst {min} kursister, men kun {max} pladser{bounds}",
            "at least {min} participants, but only {max} seats{bounds}"; bounds
        );
        let cure = say!("ret min_participants eller max_participants", "correct min_participants or max_participants");
        findings.add("E401", place.column("min_participants"), what, cure);
    }
}

fn check_w313_parent(net: &Network, rows: &Rows, findings: &mut Findings) {
    for row in &rows.goals {
        if let Some(parent) = row.parent.as_ref().filter(|p| net.names.goals.get(p).is_none()) {
            let what =
                say!("det overordnede mål {parent} findes ikke i goals.csv", "the parent goal {parent} is not in goals.csv");
            let cure = say!("ret koden, eller lad den stå", "correct the code, or leave it");
            findings.add("W313", Place::line("goals.csv", row.line).column("parent_goal"), what, cure);
        }
    }
}

/// What a goal needs: names separated by `,`, `;` or `|`. A part that no site has is taken as several names with blanks
/// between, if all of these are known; so both spellings work.
pub fn needed_equipment(cell: &str, known: &BTreeSet<String>) -> Vec<String> {
    let parts = cell.split([',', ';', '|']).map(|p| p.trim().to_lowercase()).filter(|p| !p.is_empty());
    let words = |part: String| -> Vec<String> {
        let words: Vec<String> = part.split_whitespace().map(str::to_string).collect();
        if !known.contains(&part) && words.iter().all(|w| known.contains(w)) { words } else { vec![part] }
    };
    parts.flat_map(words).collect()
}

/// Which sites have what which goal needs.
pub struct Equipment {
    /// Lower-case names per site.
    sites: Vec<BTreeSet<String>>,
    /// Lower-case names per goal.
    goals: Vec<Vec<String>>,
}

impl Equipment {
    /// Collects equipment, with W314 for what no site has.
    pub fn new(net: &Network, goals: &[Goal], rows: &Rows, findings: &mut Findings) -> Self {
        let lower = |s: &Site| s.equipment.iter().map(|e| e.to_lowercase()).collect();
        let sites: Vec<BTreeSet<String>> = net.sites.iter().map(lower).collect();
        let known: BTreeSet<String> = sites.iter().flatten().cloned().collect();
        let mut of_goal = vec![Vec::new(); goals.len()];
        for row in &rows.goals {
            let Some(Some(goal)) = net.names.goals.get(&row.code) else { continue };
            let needed = needed_equipment(&row.equipment, &known);
            for name in needed.iter().filter(|n| !known.contains(*n)) {
                let what = say!("ingen afdeling har udstyret »{name}«", "no site has the equipment \"{name}\"");
                let cure = say!("tilføj det i equipment.csv, eller ret navnet", "add it to equipment.csv, or correct the name");
                findings.add("W314", Place::line("goals.csv", row.line).column("equipment"), what, cure);
            }
            of_goal[goal.index()] = needed;
        }
        Self { sites, goals: of_goal }
    }

    /// Whether the site has all that the goal needs.
    #[must_use]
    pub fn suffices(&self, goal: GoalIx, site: SiteIx) -> bool {
        self.goals[goal.index()].iter().all(|n| self.sites[site.index()].contains(n))
    }
}

/// Fills `eligible`, `duties` and `outside`; `declined` must be there.
pub fn fill_eligible(net: &Network, goals: &mut [Goal], approvals: &Approvals, equipment: &Equipment) {
    let member = |s: &SchoolIx| net.schools[s.index()].member;
    for (i, goal) in goals.iter_mut().enumerate() {
        let schools = approvals.schools(goal);
        goal.outside = schools.iter().copied().filter(|s| !member(s)).collect();
        if goal.kind == GoalKind::Core {
            goal.duties = approvals.home_schools(goal).into_iter().filter(member).collect();
        }
        let mut eligible = Vec::new();
        for school in schools.iter().filter(|s| !goal.declined.contains(s)) {
            let validity = approvals.of(goal, *school);
            let own = net.sites.iter().enumerate().filter(|(_, site)| site.school == *school);
            for (site, _) in own.filter(|(s, _)| equipment.suffices(GoalIx::from(i), SiteIx::from(*s))) {
                let (approved, lender) = (validity.days.clone(), validity.lender);
                eligible.push(Eligible { site: SiteIx::from(site), approved, lender });
            }
        }
        eligible.sort_by_key(|e| e.site);
        goal.eligible = eligible;
    }
}

/// W413: no site may hold the goal and no agreement closes it.
pub fn check_w413_nobody(
    net: &Network,
    goals: &[Goal],
    (approvals, equipment): (&Approvals, &Equipment),
    rows: &Rows,
    findings: &mut Findings,
) {
    for row in &rows.goals {
        let Some(Some(ix)) = net.names.goals.get(&row.code) else { continue };
        let goal = &goals[ix.index()];
        if goal.eligible.is_empty() && goal.agreement.is_none() {
            let (code, (cause, cure)) = (&goal.code, why_nobody(net, ix, goal, (approvals, equipment)));
            let what = say!("ingen kan gennemføre {code}: {cause}", "nobody can hold {code}: {cause}"; cause);
            findings.add("W413", Place::line("goals.csv", row.line), what, cure);
        }
    }
}

/// The first that is missing (approval, equipment, will), and what to do.
fn why_nobody(net: &Network, ix: GoalIx, goal: &Goal, (approvals, equipment): (&Approvals, &Equipment)) -> (Text, Text) {
    let schools: Vec<SchoolIx> = approvals.schools(goal).into_iter().filter(|s| net.schools[s.index()].member).collect();
    let equipped = |(at, site): (usize, &Site)| schools.contains(&site.school) && equipment.suffices(ix, SiteIx::from(at));
    if schools.is_empty() {
        return (
            say!("ingen medlemsskole er godkendt til det i planåret", "no member school is approved for it in the plan year"),
            say!(
                "lån en godkendelse, eller indgå en aftale med en skole uden for netværket",
                "borrow an approval, or agree with an outside school"
            ),
        );
    }
    if net.sites.iter().enumerate().any(equipped) {
        return (
            say!(
                "alle med godkendelse og udstyr har svaret »kan ikke«",
                "everyone with approval and equipment has answered \"cannot\""
            ),
            say!(
                "bed en af dem om at tage sit svar tilbage, eller indgå en aftale med en skole uden for netværket",
                "ask one of them to take the answer back, or agree with an outside school"
            ),
        );
    }
    (
        say!(
            "ingen godkendt skole har en afdeling med udstyret til det",
            "no approved school has a site with the equipment for it"
        ),
        say!(
            "skaf udstyret til en af dem, eller indgå en aftale med en skole uden for netværket",
            "get the equipment to one of them, or agree with an outside school"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::needed_equipment;
    use std::collections::BTreeSet;

    #[test]
    fn equipment_names_may_have_blanks_or_be_separated_by_them() {
        let known = BTreeSet::from(["kran".to_string(), "truck".to_string(), "stort værksted".to_string()]);
        assert_eq!(needed_equipment("Stort værksted; kran", &known), ["stort værksted", "kran"]);
        assert_eq!(needed_equipment("kran truck", &known), ["kran", "truck"]);
        assert_eq!(needed_equipment("lille værksted", &known), ["lille værksted"]);
        assert!(needed_equipment("", &known).is_empty());
    }
}
