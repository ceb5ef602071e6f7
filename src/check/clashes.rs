//! Fixed runs that cannot all be: too many for rooms, teachers, guarantee or yearly limits (E605 to E608).

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Findings, Place, say};
use super::network::Network;
use super::required::list;
use super::rooms::scope_name;
use super::starts::run_days;
use crate::domain::calendar::Day;
use crate::domain::goal::{Goal, RequiredRun, Source, When};
use crate::domain::ids::{SchoolIx, SiteIx};
use crate::domain::network::{Pool, PoolScope};

/// A required run with one date and one site, and the days it occupies.
struct Fixed<'a> {
    goal: &'a Goal,
    run: &'a RequiredRun,
    site: SiteIx,
    days: Vec<Day>,
}

fn fixed_runs<'a>(net: &Network, goals: &'a [Goal]) -> Vec<Fixed<'a>> {
    let mut out = Vec::new();
    for goal in goals {
        for run in &goal.required {
            let (When::Fixed(from, to), [site]) = (run.when, &run.sites[..]) else { continue };
            if from == to
                && let Ok(days) = run_days(net.calendar, goal, *site, &net.sites[site.index()], from)
            {
                out.push(Fixed { goal, run, site: *site, days });
            }
        }
    }
    out
}

/// All clashes of limits.
pub fn check_clashes(net: &Network, goals: &[Goal], pools: &[Pool], findings: &mut Findings) {
    let fixed = fixed_runs(net, goals);
    check_e605_rooms(net, &fixed, findings);
    check_e606_teachers(net, &fixed, pools, findings);
    for school in 0..net.schools.len() {
        check_e607_guarantee_cap(net, goals, SchoolIx::from(school), findings);
        check_e608_yearly_limit(net, goals, SchoolIx::from(school), findings);
    }
}

/// Rows that clash, at the place of the last of them.
fn last_place(sources: &[&Source]) -> (String, u64) {
    sources.iter().map(|s| (s.file.clone(), s.line)).max().unwrap_or_default()
}

fn rows_of(runs: &[&RequiredRun]) -> Vec<Source> {
    let set: BTreeSet<Source> = runs.iter().flat_map(|r| r.sources.iter().cloned()).collect();
    set.into_iter().collect()
}

fn cure() -> super::finding::Text {
    say!("flyt eller slet en af rækkerne, eller hæv grænsen", "move or remove one of the rows, or raise the limit")
}

/// A day, its limit, and all runs on it.
type Excess<'a> = (Day, u16, Vec<&'a RequiredRun>);

/// All runs on each day on which there are more than the limit; rows that are told of another day, alone or with others, are told once.
fn excesses<'a>(runs: &[&'a Fixed<'a>], limit: impl Fn(Day) -> Option<u16>) -> Vec<Excess<'a>> {
    let mut by_day: BTreeMap<Day, Vec<&'a RequiredRun>> = BTreeMap::new();
    for fixed in runs {
        for day in &fixed.days {
            by_day.entry(*day).or_default().push(fixed.run);
        }
    }
    let over = by_day.into_iter().filter_map(|(day, runs)| {
        let limit = limit(day).filter(|limit| runs.len() > usize::from(*limit))?;
        Some((day, limit, runs))
    });
    let mut out: Vec<(BTreeSet<Source>, Excess<'a>)> = Vec::new();
    for excess in over {
        let rows: BTreeSet<Source> = rows_of(&excess.2).into_iter().collect();
        if !out.iter().any(|(told, _)| rows.is_subset(told)) {
            out.retain(|(told, _)| !told.is_subset(&rows));
            out.push((rows, excess));
        }
    }
    out.into_iter().map(|(_, excess)| excess).collect()
}

fn check_e605_rooms(net: &Network, fixed: &[Fixed<'_>], findings: &mut Findings) {
    for (i, site) in net.sites.iter().enumerate() {
        let here: Vec<&Fixed<'_>> = fixed.iter().filter(|f| f.site.index() == i).collect();
        let rooms = |day: Day| site.rooms.get(day.index()).copied();
        for (day, limit, runs) in excesses(&here, rooms) {
            let (date, id, count) = (net.calendar.date(day), &site.id, runs.len());
            let rows = rows_of(&runs);
            let (file, line) = last_place(&rows.iter().collect::<Vec<_>>());
            let list = list(rows.iter());
            let what = say!(
                "{count} faste kurser på {id} den {date}, men der er plads til {limit}: {list}",
                "{count} fixed courses at {id} on {date}, but there is room for {limit}: {list}"; list
            );
            findings.add("E605", Place::line(&file, line), what, cure());
        }
    }
}

fn check_e606_teachers(net: &Network, fixed: &[Fixed<'_>], pools: &[Pool], findings: &mut Findings) {
    for pool in pools {
        let counts = |f: &&Fixed<'_>| {
            let in_scope = match pool.scope {
                PoolScope::Fkb(fkb) => f.goal.fkb == fkb,
                PoolScope::Group(group) => f.goal.group == group,
            };
            in_scope && net.sites[f.site.index()].school == pool.school
        };
        let here: Vec<&Fixed<'_>> = fixed.iter().filter(counts).collect();
        let limit = |day: Day| pool.limit.get(day.index()).copied().flatten();
        for (day, limit, runs) in excesses(&here, limit) {
            let (date, id, count) = (net.calendar.date(day), &net.schools[pool.school.index()].id, runs.len());
            let rows = rows_of(&runs);
            let (file, line) = last_place(&rows.iter().collect::<Vec<_>>());
            let (list, scope) = (list(rows.iter()), scope_name(net, pool.scope));
            let what = say!(
                "{count} faste kurser hos {id} ({scope}) den {date}, men undervisere til {limit}: {list}",
                "{count} fixed courses with {id} ({scope}) on {date}, but teachers for {limit}: {list}"; list, scope
            );
            findings.add("E606", Place::line(&file, line), what, cure());
        }
    }
}

/// Required runs whose sites all belong to the school, with their goal.
fn runs_at<'a>(net: &'a Network, goals: &'a [Goal], school: SchoolIx) -> impl Iterator<Item = (&'a Goal, &'a RequiredRun)> {
    let all_here = move |r: &&RequiredRun| r.sites.iter().all(|s| net.sites[s.index()].school == school);
    goals.iter().flat_map(move |g| g.required.iter().filter(all_here).map(move |r| (g, r)))
}

fn check_e607_guarantee_cap(net: &Network, goals: &[Goal], school: SchoolIx, findings: &mut Findings) {
    let row = &net.schools[school.index()];
    let Some(cap) = row.guarantee_cap else { return };
    let mut runs: Vec<&RequiredRun> = runs_at(net, goals, school).map(|(_, r)| r).filter(|r| r.guarantee == Some(true)).collect();
    if runs.len() <= cap as usize {
        return;
    }
    runs.truncate(cap as usize + 1);
    let (id, rows) = (&row.id, rows_of(&runs));
    let (file, line) = last_place(&rows.iter().collect::<Vec<_>>());
    let list = list(rows.iter());
    let what = say!(
        "{id} vil højst holde {cap} garantikurser (guarantee_cap i schools.csv), men flere er faste: {list}",
        "{id} will hold at most {cap} guarantee courses (guarantee_cap in schools.csv), but more are fixed: {list}"; list
    );
    findings.add("E607", Place::line(&file, line), what, cure());
}

fn check_e608_yearly_limit(net: &Network, goals: &[Goal], school: SchoolIx, findings: &mut Findings) {
    let row = &net.schools[school.index()];
    let Some(most) = row.max_course_days else { return };
    let mut runs: Vec<(&Goal, &RequiredRun)> = runs_at(net, goals, school).collect();
    let days = |runs: &[(&Goal, &RequiredRun)]| runs.iter().map(|(g, _)| u64::from(g.days)).sum::<u64>();
    let total = days(&runs);
    if total <= u64::from(most) {
        return;
    }
    // The longest courses make the smallest set that is already too much.
    runs.sort_by_key(|(g, _)| std::cmp::Reverse(g.days));
    let needed = (1..=runs.len()).find(|n| days(&runs[..*n]) > u64::from(most)).unwrap_or(runs.len());
    let chosen: Vec<&RequiredRun> = runs[..needed].iter().map(|(_, r)| *r).collect();
    let (id, rows) = (&row.id, rows_of(&chosen));
    let (file, line) = last_place(&rows.iter().collect::<Vec<_>>());
    let list = list(rows.iter());
    let what = say!(
        "{id} vil højst holde {most} kursusdage (max_course_days i schools.csv), men {total} er faste; disse er nok: {list}",
        "{id} will hold at most {most} course days (max_course_days in schools.csv), but {total} are fixed; these are enough: {list}"; list
    );
    findings.add("E608", Place::line(&file, line), what, cure());
}
