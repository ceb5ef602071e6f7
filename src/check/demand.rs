//! Expected and certain participants per goal and municipality (W414, W415, E424), and last year's executors.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Findings, Place, say};
use super::network::Network;
use super::rooms::check_w215_outside_year;
use super::rows::Rows;
use super::rows::demand::{DemandRow, HistoryRow};
use crate::domain::goal::Goal;
use crate::domain::ids::{AreaIx, FkbIx, GoalIx, GroupIx, SchoolIx};
use crate::domain::profile::Profile;
use crate::domain::units::{Metres, Milli, rdiv_wide};

/// What a demand row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Goal(GoalIx),
    Fkb(FkbIx),
    Group(GroupIx),
}

/// A demand row with its references resolved.
struct Asked<'a> {
    row: &'a DemandRow,
    about: About,
    area: Option<AreaIx>,
}

/// Where participants come from when no municipality is given: areas near a member site, with their inhabitants.
struct Spread {
    areas: Vec<(AreaIx, i64)>,
    total: i128,
}

impl Spread {
    fn new(net: &Network, profile: &Profile) -> Self {
        let near = profile.travel.tier_km[1] * 1000;
        let reached = |metres: &Vec<Metres>| metres.iter().any(|m| *m <= near);
        let of = |keep: &dyn Fn(usize) -> bool| -> Vec<(AreaIx, i64)> {
            let all = net.areas.iter().enumerate().filter(|(i, _)| keep(*i));
            all.map(|(i, a)| (AreaIx::from(i), a.population)).collect()
        };
        let mut areas = of(&|i| reached(&net.travel[i]));
        if areas.is_empty() {
            areas = of(&|_| true);
        }
        let total = areas.iter().map(|(_, p)| i128::from(*p)).sum();
        Self { areas, total }
    }

    fn add(&self, sums: &mut BTreeMap<AreaIx, Milli>, area: Option<AreaIx>, amount: Milli) {
        if let Some(area) = area {
            *sums.entry(area).or_insert(0) += amount;
        } else if self.total > 0 {
            for (area, population) in &self.areas {
                *sums.entry(*area).or_insert(0) += rdiv_wide(i128::from(amount) * i128::from(*population), self.total);
            }
        }
    }
}

/// Participants of one goal under construction.
#[derive(Default, Clone)]
struct Sums {
    demand: BTreeMap<AreaIx, Milli>,
    waiting: BTreeMap<AreaIx, Milli>,
}

fn share(amount: Milli, among: usize) -> Milli {
    rdiv_wide(i128::from(amount), among.max(1) as i128)
}

/// Fills `demand` and `waiting` of every goal.
pub fn fill_demand(net: &Network, goals: &mut [Goal], rows: &Rows, profile: &Profile, findings: &mut Findings) {
    let asked = resolve(net, rows, findings);
    let spread = Spread::new(net, profile);
    if spread.total == 0 {
        let what = say!("ingen kommune har indbyggere", "no municipality has inhabitants");
        let cure = say!("udfyld population", "fill in population");
        findings.add("E424", Place::file("municipalities.csv"), what, cure);
    }
    let mut sums = vec![Sums::default(); goals.len()];
    let served = from_demand(goals, &asked, &spread, &mut sums);
    check_w415_unused_rows(&asked, goals, &served, findings);
    for (i, mean) in history_means(net, rows) {
        if !served.contains_key(&GoalIx::from(i)) {
            spread.add(&mut sums[i].demand, None, mean);
        }
    }
    from_needs(net, goals, rows, &mut sums, findings);
    for (goal, sums) in goals.iter_mut().zip(sums) {
        goal.demand = sums.demand.into_iter().filter(|(_, n)| *n > 0).collect();
        goal.waiting = sums.waiting.into_iter().filter(|(_, n)| *n > 0).collect();
    }
    check_w414_no_participants(net, goals, rows, findings);
}

fn resolve<'a>(net: &Network, rows: &'a Rows, findings: &mut Findings) -> Vec<Asked<'a>> {
    let mut out = Vec::new();
    for row in &rows.demand {
        let place = Place::line("demand.csv", row.line);
        let goal = net.names.goals.find_some(row.goal.as_ref(), place.column("goal_code"), findings);
        let fkb = net.names.fkbs.find_some(row.fkb.as_ref(), place.column("fkb_code"), findings);
        let group = net.names.groups.find_some(row.group.as_ref(), place.column("branch_group"), findings);
        let area = net.names.areas.find_some(row.municipality.as_ref(), place.column("municipality_code"), findings);
        let about = goal.flatten().map(About::Goal).or(fkb.map(About::Fkb)).or(group.map(About::Group));
        if let Some(about) = about
            && (area.is_some() || row.municipality.is_none())
        {
            out.push(Asked { row, about, area });
        }
    }
    out
}

/// Adds the demand rows, the closest level first; which goals are served at which level (0 goal, 1 FKB, 2 branch group).
fn from_demand(goals: &[Goal], asked: &[Asked<'_>], spread: &Spread, sums: &mut [Sums]) -> BTreeMap<GoalIx, u8> {
    let about: BTreeSet<About> = asked.iter().map(|a| a.about).collect();
    let level = |(i, goal): (usize, &Goal)| {
        let keys = [About::Goal(GoalIx::from(i)), About::Fkb(goal.fkb), About::Group(goal.group)];
        let at = keys.iter().position(|k| about.contains(k))?;
        Some((keys[at], GoalIx::from(i), at as u8))
    };
    let mut served = BTreeMap::new();
    let mut members: BTreeMap<About, Vec<GoalIx>> = BTreeMap::new();
    for (key, goal, at) in goals.iter().enumerate().filter_map(level) {
        served.insert(goal, at);
        members.entry(key).or_default().push(goal);
    }
    for ask in asked {
        let Some(among) = members.get(&ask.about) else { continue };
        for goal in among {
            let sums = &mut sums[goal.index()];
            spread.add(&mut sums.demand, ask.area, share(ask.row.participants, among.len()));
            spread.add(&mut sums.waiting, ask.area, share(ask.row.waiting, among.len()));
        }
    }
    served
}

fn check_w415_unused_rows(asked: &[Asked<'_>], goals: &[Goal], served: &BTreeMap<GoalIx, u8>, findings: &mut Findings) {
    let at_level = |level: u8| served.iter().filter(move |(_, l)| **l == level).map(|(g, _)| &goals[g.index()]);
    let fkbs: BTreeSet<FkbIx> = at_level(1).map(|g| g.fkb).collect();
    let groups: BTreeSet<GroupIx> = at_level(2).map(|g| g.group).collect();
    for ask in asked {
        let used = match ask.about {
            About::Goal(_) => true,
            About::Fkb(fkb) => fkbs.contains(&fkb),
            About::Group(group) => groups.contains(&group),
        };
        if !used {
            let what = say!(
                "rækken gælder ingen mål: de har alle egne, nærmere rækker eller er ikke med i planen",
                "the row reaches no goal: all its goals have closer rows of their own or are not planned"
            );
            findings.add(
                "W415",
                Place::line("demand.csv", ask.row.line),
                what,
                say!("slet rækken, eller lad den stå", "remove the row, or leave it"),
            );
        }
    }
}

/// Mean participants a year over the up to three latest years before the plan year that have rows for the goal.
fn history_means(net: &Network, rows: &Rows) -> Vec<(usize, Milli)> {
    let mut years: BTreeMap<GoalIx, BTreeMap<i32, Milli>> = BTreeMap::new();
    for row in rows.history.iter().filter(|r| r.year < net.calendar.year()) {
        if let Some(Some(goal)) = net.names.goals.get(&row.goal) {
            *years.entry(goal).or_default().entry(row.year).or_insert(0) += row.participants;
        }
    }
    let mean = |by_year: &BTreeMap<i32, Milli>| {
        let latest: Vec<Milli> = by_year.values().rev().take(3).copied().collect();
        share(latest.iter().sum(), latest.len())
    };
    years.iter().map(|(goal, by_year)| (goal.index(), mean(by_year))).collect()
}

fn from_needs(net: &Network, goals: &[Goal], rows: &Rows, sums: &mut [Sums], findings: &mut Findings) {
    for row in &rows.needs {
        let place = Place::line("needs.csv", row.line);
        check_w215_outside_year(net, "needs.csv", row.line, row.period, findings);
        let area = net.names.areas.find(&row.municipality, place.column("municipality_code"), findings);
        let goal = net.names.goals.find_some(row.goal.as_ref(), place.column("goal_code"), findings);
        let fkb = net.names.fkbs.find_some(row.fkb.as_ref(), place.column("fkb_code"), findings);
        let among: Vec<usize> = match (goal, fkb) {
            (Some(goal), _) => goal.iter().map(|g| g.index()).collect(),
            (None, Some(fkb)) => (0..goals.len()).filter(|i| goals[*i].fkb == fkb).collect(),
            (None, None) => Vec::new(),
        };
        let Some(area) = area else { continue };
        for i in &among {
            let sums = &mut sums[*i];
            let target = if row.firm { &mut sums.waiting } else { &mut sums.demand };
            *target.entry(area).or_insert(0) += share(row.participants, among.len());
        }
    }
}

fn check_w414_no_participants(net: &Network, goals: &[Goal], rows: &Rows, findings: &mut Findings) {
    for row in &rows.goals {
        let Some(Some(ix)) = net.names.goals.get(&row.code) else { continue };
        let goal = &goals[ix.index()];
        if goal.demand.is_empty() && goal.waiting.is_empty() {
            let code = &goal.code;
            let what = say!("{code} har ingen forventede kursister", "{code} has no expected participants");
            let cure = say!("tilføj en række i demand.csv eller history.csv", "add a row to demand.csv or history.csv");
            findings.add("W414", Place::line("goals.csv", row.line), what, cure);
        }
    }
}

/// Fills `last_executors` from history.csv of the year before (W309 for what is unknown).
pub fn fill_last_executors(net: &Network, goals: &mut [Goal], rows: &Rows, findings: &mut Findings) {
    for row in &rows.history {
        let school = known_school(net, row, findings);
        let Some(Some(goal)) = net.names.goals.get(&row.goal) else { continue };
        if let Some(school) = school
            && row.active
            && row.year == net.calendar.year() - 1
            && net.schools[school.index()].member
        {
            goals[goal.index()].last_executors.push(school);
        }
    }
    for goal in goals {
        goal.last_executors.sort();
        goal.last_executors.dedup();
    }
}

fn known_school(net: &Network, row: &HistoryRow, findings: &mut Findings) -> Option<SchoolIx> {
    let school = net.names.schools.get(&row.school);
    let goal = net.names.goals.get(&row.goal);
    let (column, word) = match (goal, school) {
        (None, _) => ("goal_code", &row.goal),
        (_, None) => ("school_id", &row.school),
        _ => return school,
    };
    if !word.is_empty() {
        let what = say!(
            "»{word}« kendes ikke; i history.csv gør det ikke noget",
            "\"{word}\" is not known; in the history that does no harm"
        );
        let cure = say!("ret koden, hvis det er en fejl", "correct the code if it is a slip");
        findings.add("W309", Place::line("history.csv", row.line).column(column), what, cure);
    }
    school
}
