//! Required runs: their canonical order, that each by itself has a possible start (E501 to E507, E602, E603), and the
//! windows of several free runs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::cells::Period;
use super::finding::{Findings, Place, Text, say};
use super::network::Network;
use super::rows::Rows;
use super::starts::{Obstacle, forbidding, run_days};
use crate::domain::calendar::{Day, WeekIx, public_holidays};
use crate::domain::goal::{Forbidden, Goal, RequiredRun, Source, When};
use crate::domain::ids::SiteIx;

/// Puts runs in an order that does not depend on the order of rows: lines decide only between runs that are equal otherwise.
pub fn sort(runs: &mut [RequiredRun]) {
    let texts = |r: &RequiredRun| r.sources.iter().map(|s| s.text.clone()).collect::<Vec<_>>();
    let lines = |r: &RequiredRun| r.sources.iter().map(|s| (s.file.clone(), s.line)).collect::<Vec<_>>();
    runs.sort_by_cached_key(|r| (r.sites.clone(), r.when, r.guarantee, r.min, r.max, r.origin, texts(r), lines(r)));
}

/// First and last day on which a run may start.
fn span(net: &Network, when: When) -> (Day, Day) {
    match when {
        When::Fixed(from, to) => (from, to),
        When::Free => (Day(0), Day(net.calendar.len() as u16 - 1)),
    }
}

/// Why no course of the goal can start at any of the sites on these days; `None` where one can.
pub(super) fn no_start(net: &Network, goal: &Goal, sites: &[SiteIx], days: (Day, Day)) -> Option<Text> {
    let trial = try_all(net, goal, sites, days);
    match trial {
        _ if trial.possible => None,
        _ if trial.blocked.is_empty() => Some(trial.text(goal)),
        _ => {
            let locks = list(trial.blocked.iter().map(|f| &f.source));
            Some(say!("en lås forbyder enhver start: {locks}", "a lock forbids every start: {locks}"; locks))
        }
    }
}

/// Courses of up to so many days stay within a week; longer ones are not spread over the year by rule: in few windows they
/// might find no room.
const WEEK: u16 = 5;

/// What stands in the way of a run.
#[derive(Default)]
struct Trial<'a> {
    possible: bool,
    /// Locks that forbid starts that would be possible otherwise.
    blocked: BTreeSet<&'a Forbidden>,
    obstacles: BTreeMap<Obstacle, usize>,
    /// Most open days that a site has among the days tried, where these are more than a single one.
    open: Option<usize>,
}

impl Trial<'_> {
    /// The commonest obstacle. Closed days are on the way everywhere; the commonest other one tells more.
    fn obstacle(&self) -> Obstacle {
        let telling = self.obstacles.iter().filter(|(o, _)| **o != Obstacle::Closed).max_by_key(|(_, n)| **n);
        telling.map_or(Obstacle::Closed, |(o, _)| *o)
    }

    /// The same in words; where holidays and closures leave too few days in a week, how many.
    fn text(&self, goal: &Goal) -> Text {
        let (days, within_week) = (usize::from(goal.days), goal.days <= WEEK);
        match (self.obstacle(), self.open) {
            (Obstacle::WeekEdge | Obstacle::YearEnd, Some(1)) if 1 < days && within_week => say!(
                "kurset tager {days} dage, og der er højst 1 åben dag på en afdeling",
                "the course takes {days} days, and no site has more than 1 open day"
            ),
            (Obstacle::WeekEdge | Obstacle::YearEnd, Some(open)) if open < days && within_week => say!(
                "kurset tager {days} dage, og der er højst {open} åbne dage på en afdeling",
                "the course takes {days} days, and no site has more than {open} open days"
            ),
            (obstacle, _) => obstacle.text(),
        }
    }
}

fn try_all<'a>(net: &'a Network, goal: &'a Goal, sites: &[SiteIx], (from, to): (Day, Day)) -> Trial<'a> {
    let mut trial = Trial::default();
    for ix in sites {
        let site = &net.sites[ix.index()];
        let open_days = (from.0..=to.0).filter(|day| site.rooms.get(usize::from(*day)).is_some_and(|rooms| *rooms > 0));
        trial.open = trial.open.max((from < to).then(|| open_days.count()));
        for start in (from.0..=to.0).map(Day) {
            if let Err(obstacle) = run_days(net.calendar, goal, *ix, site, start) {
                *trial.obstacles.entry(obstacle).or_insert(0) += 1;
                continue;
            }
            let mut locks = forbidding(goal, *ix, site, start).peekable();
            if locks.peek().is_none() {
                trial.possible = true;
                return trial;
            }
            trial.blocked.extend(locks);
        }
    }
    trial
}

/// Each required run of the goal by itself must have a possible start. Equal runs are told once.
pub fn check_starts(net: &Network, rows: &Rows, goal: &Goal, findings: &mut Findings) {
    let mut told = BTreeSet::new();
    for run in &goal.required {
        let Some(source) = run.sources.last() else { continue };
        if !told.insert((&source.file, source.line)) {
            continue;
        }
        let trial = try_all(net, goal, &run.sites, span(net, run.when));
        if trial.possible {
            continue;
        }
        if trial.blocked.is_empty() {
            check_e50x_no_start((net, rows), goal, run, source, &trial, findings);
        } else {
            check_e602_e603_forbidden(run, source, &trial, findings);
        }
    }
}

fn check_e602_e603_forbidden(run: &RequiredRun, source: &Source, trial: &Trial<'_>, findings: &mut Findings) {
    let (rows, locks) = (list(run.sources.iter()), list(trial.blocked.iter().map(|f| &f.source)));
    let what = say!("en lås forbyder enhver start: {rows}; {locks}", "a lock forbids every start: {rows}; {locks}"; rows, locks);
    let cure =
        say!("slet en af rækkerne, eller giv en af dem andre datoer", "remove one of the rows, or give one of them other dates");
    let code = if source.file == "locks.csv" { "E602" } else { "E603" };
    findings.add(code, Place::line(&source.file, source.line), what, cure);
}

/// Rows with file, line and text.
pub(super) fn list<'a>(sources: impl Iterator<Item = &'a Source>) -> Text {
    let one = |s: &Source| {
        let (file, line, text) = (&s.file, s.line, &s.text);
        say!("{file} linje {line} ({text})", "{file} line {line} ({text})"; text)
    };
    Text::joined(&sources.map(one).collect::<Vec<_>>(), "; ")
}

fn check_e50x_no_start(
    (net, rows): (&Network, &Rows),
    goal: &Goal,
    run: &RequiredRun,
    source: &Source,
    trial: &Trial<'_>,
    findings: &mut Findings,
) {
    let (from, to) = span(net, run.when);
    let obstacle = trial.obstacle();
    let (own, reason) = (&source.text, trial.text(goal));
    let place = Place::line(&source.file, source.line);
    let change = say!("vælg en anden dato, eller ret kalenderen", "choose another date, or correct the calendar");
    match run.when {
        When::Fixed(..) if from == to => {
            let until = match obstacle {
                Obstacle::Closed => Some(from),
                Obstacle::WeekEdge => net.calendar.days().filter(|day| net.calendar.week(*day) == net.calendar.week(from)).last(),
                _ => None,
            };
            let closed = until.and_then(|until| closing(net, rows, &run.sites, (from, until)));
            let told: Vec<Text> = [own.clone(), reason].into_iter().chain(closed).collect();
            findings.add(obstacle.code(), place.column("start_date"), Text::joined(&told, ": "), change);
        }
        When::Fixed(..) => {
            let what = say!("{own}: ugen har ingen mulig start; {reason}", "{own}: the week has no possible start; {reason}"; own, reason);
            let told: Vec<Text> = [what].into_iter().chain(closing(net, rows, &run.sites, (from, to))).collect();
            findings.add("E505", place.column("week"), Text::joined(&told, ": "), change);
        }
        When::Free => {
            let what = say!("{own}: året har ingen mulig start; {reason}", "{own}: the year has no possible start; {reason}"; own, reason);
            let cure =
                say!("se på lokaler, lukkedage, godkendelse og varighed", "look at rooms, closures, approval and duration");
            findings.add("E506", place, what, cure);
        }
    }
}

/// The periods of the rows that close the sites on the days: closures with their reasons, or a capacity of no rooms. `None` on weekends and holidays, and where no row
/// says so: by their periods, as rows that a scenario adds have no lines in the folder.
fn closing(net: &Network, rows: &Rows, sites: &[SiteIx], (from, to): (Day, Day)) -> Option<Text> {
    let holidays = public_holidays(net.calendar.date(from).year());
    let working = |day: &Day| net.calendar.weekday(*day) < 5 && holidays.iter().all(|(off, _)| *off != net.calendar.date(*day));
    let of_site = |(day, site): (Day, &SiteIx)| {
        let date = net.calendar.date(day);
        let site = &net.sites[site.index()];
        let closure = rows
            .closing(&net.schools[site.school.index()].id, &site.id, date)
            .map(|row| said("closures.csv", row.period, row.reason.as_deref()));
        closure.or_else(|| rows.without_rooms(net.calendar, &site.id, date).map(|row| said("capacity.csv", row.period, None)))
    };
    let days = (from.0..=to.0).map(Day).filter(working);
    let pairs = days.flat_map(|day| sites.iter().map(move |site| (day, site)));
    let mut found: Vec<Text> = Vec::new();
    for told in pairs.filter_map(of_site) {
        if !found.contains(&told) {
            found.push(told);
        }
    }
    if found.is_empty() { None } else { Some(Text::joined(&found, "; ")) }
}

fn said(file: &str, Period { from, to }: Period, reason: Option<&str>) -> Text {
    let period = match (from, to) {
        (Some(from), Some(to)) => say!("{file} {from} til {to}", "{file} {from} to {to}"),
        (Some(from), None) => say!("{file} fra {from}", "{file} from {from}"),
        (None, Some(to)) => say!("{file} til {to}", "{file} until {to}"),
        (None, None) => say!("{file} hele året", "{file} all year"),
    };
    let reason = reason.map(|reason| Text::same(format!("({reason})")));
    Text::joined(&[period].into_iter().chain(reason).collect::<Vec<_>>(), " ")
}

/// The rule of 2.2 for a form that asks for several runs without a date: the j-th of them starts in the j-th of so many windows,
/// or anywhere if it has no possible start there.
pub fn spread_free_runs(net: &Network, goal: &mut Goal) {
    if goal.days > WEEK {
        return;
    }
    let mut of_row: BTreeMap<Source, Vec<usize>> = BTreeMap::new();
    for (i, run) in goal.required.iter().enumerate().filter(|(_, r)| r.when == When::Free) {
        if let Some(source) = run.sources.first() {
            of_row.entry(source.clone()).or_default().push(i);
        }
    }
    for runs in of_row.values().filter(|runs| runs.len() > 1) {
        for (j, i) in runs.iter().enumerate() {
            let window = window_days(net, j, runs.len());
            if let Some((from, to)) = window.filter(|w| try_all(net, goal, &goal.required[*i].sites, *w).possible) {
                goal.required[*i].when = When::Fixed(from, to);
            }
        }
    }
    sort(&mut goal.required);
}

/// More choices of sites for the required runs of one goal than this are not weighed.
const MOST_SITE_CHOICES: usize = 20_000;

/// The rule of 2.2 for a goal with very many choices of sites: each required run keeps the site with the most room-days.
pub fn narrow_sites(net: &Network, goal: &mut Goal) {
    let choices = goal.required.iter().fold(1_usize, |n, r| n.saturating_mul(r.sites.len().max(1)));
    if choices <= MOST_SITE_CHOICES {
        return;
    }
    let room_days = |s: &SiteIx| net.sites[s.index()].rooms.iter().map(|r| u64::from(*r)).sum::<u64>();
    for run in &mut goal.required {
        if let Some(roomiest) = run.sites.iter().copied().max_by_key(|s| (room_days(s), std::cmp::Reverse(*s))) {
            run.sites = vec![roomiest];
        }
    }
    sort(&mut goal.required);
}

/// First and last day of window `j` of `windows` (2.3); `None` if no week falls into it.
fn window_days(net: &Network, j: usize, windows: usize) -> Option<(Day, Day)> {
    let weeks = net.calendar.weeks();
    let inside = |day: &Day| {
        let WeekIx(week) = net.calendar.week(*day);
        usize::from(week) * windows / weeks == j
    };
    let mut days = net.calendar.days().filter(inside);
    let first = days.next()?;
    Some((first, days.last().unwrap_or(first)))
}
