//! Rooms per site and day: capacity.csv under the calendar and closures.csv; teacher pools per day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::cells::Period;
use super::finding::{Findings, Place, Text, say};
use super::names::check_w302_repeated;
use super::network::Network;
use super::rows::Rows;
use super::rows::days::ClosureRow;
use crate::domain::calendar::{Calendar, Day, customary_closed_days, public_holidays};
use crate::domain::ids::SchoolIx;
use crate::domain::network::{Pool, PoolScope};

/// A number that holds in a period, and its line.
struct Span {
    period: Period,
    value: u16,
    line: u64,
}

/// The days of the plan year in a period.
pub(super) fn days_in(calendar: Calendar, period: Period) -> impl Iterator<Item = Day> + use<> {
    let (from, to) = period.within(calendar);
    calendar.days().filter(move |d| (from..=to).contains(&calendar.date(*d)))
}

/// W215: the period does not touch the plan year.
pub(super) fn check_w215_outside_year(net: &Network, file: &str, line: u64, period: Period, findings: &mut Findings) {
    if days_in(net.calendar, period).next().is_none() && period.from <= period.to.or(period.from) {
        let year = net.calendar.year();
        let what =
            say!("perioden ligger uden for {year}; rækken virker ikke", "the period lies outside {year}; the row has no effect");
        findings.add(
            "W215",
            Place::line(file, line),
            what,
            say!("ret årstallet, eller lad rækken stå", "correct the year, or leave the row"),
        );
    }
}

/// The narrowest span that covers each day holds; `code` where two equally narrow ones disagree (E404, E405).
fn narrowest(calendar: Calendar, spans: &[Span], file: &str, code: &'static str, findings: &mut Findings) -> Vec<Option<u16>> {
    let mut holds: Vec<Option<(i64, &Span)>> = vec![None; calendar.len()];
    let mut clashes = BTreeSet::new();
    for span in spans {
        let (from, to) = span.period.within(calendar);
        let length = (to - from).num_days();
        for day in days_in(calendar, span.period) {
            let slot = &mut holds[day.index()];
            match slot {
                Some((shorter, _)) if *shorter < length => {}
                Some((same, other)) if *same == length => {
                    if other.value != span.value {
                        clashes.insert((day, other.line, span.line));
                    }
                }
                _ => *slot = Some((length, span)),
            }
        }
    }
    clashes.retain(|(day, line, _)| holds[day.index()].is_some_and(|(_, s)| s.line == *line));
    let mut told = BTreeSet::new();
    for (day, earlier, line) in clashes {
        if told.insert((earlier, line)) {
            let date = calendar.date(day);
            let what = say!(
                "rækken og linje {earlier} gælder lige lange perioder og er uenige, fx {date}",
                "the row and line {earlier} are equally narrow and disagree, e.g. on {date}"
            );
            let cure = say!("slet den ene, eller giv den en kortere periode", "remove one of them, or give it narrower dates");
            findings.add(code, Place::line(file, line), what, cure);
        }
    }
    holds.into_iter().map(|slot| slot.map(|(_, span)| span.value)).collect()
}

/// Fills `rooms` and `soft` of every site.
pub fn rooms(net: &mut Network, rows: &Rows, findings: &mut Findings) {
    let mut spans: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    for row in &rows.capacity {
        let place = Place::line("capacity.csv", row.line);
        check_w215_outside_year(net, "capacity.csv", row.line, row.period, findings);
        if let Some((_, Some(site))) = net.names.sites.find(&row.site, place.column("site_id"), findings) {
            let span = Span { period: row.period, value: row.rooms, line: row.line };
            spans.entry(site.index()).or_default().push(span);
        }
    }
    check_w406_site_without_rooms(net, rows, &spans, findings);
    let closures = Closures::new(net, rows, findings);
    for i in 0..net.sites.len() {
        let per_day = spans.get(&i).map(|s| narrowest(net.calendar, s, "capacity.csv", "E404", findings)).unwrap_or_default();
        let (school, id) = (net.sites[i].school, net.sites[i].id.clone());
        for day in net.calendar.days() {
            let state = closures.state(day, school, &id);
            let rooms = per_day.get(day.index()).copied().flatten().unwrap_or(0);
            let open = state != State::Closed;
            net.sites[i].rooms[day.index()] = if open { rooms } else { 0 };
            net.sites[i].soft[day.index()] = state == State::Soft && rooms > 0;
        }
    }
}

fn check_w406_site_without_rooms(net: &Network, rows: &Rows, spans: &BTreeMap<usize, Vec<Span>>, findings: &mut Findings) {
    for row in &rows.sites {
        let site = net.names.sites.get(&row.id).and_then(|(_, site)| site);
        if let Some(site) = site
            && !spans.contains_key(&site.index())
        {
            let id = &row.id;
            let what = say!("afdelingen {id} har ingen række i capacity.csv", "the site {id} has no row in capacity.csv");
            let cure =
                say!("skriv dens antal lokaler; uden dem er den lukket", "write its number of rooms; without them it is closed");
            findings.add("W406", Place::line("sites.csv", row.line), what, cure);
        }
    }
}

/// How a day is at a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Soft,
    Closed,
}

/// Closures by day, with the calendar's own closed days.
struct Closures {
    /// Weekend or public holiday.
    fixed: Vec<bool>,
    /// Customary closed days.
    customary: Vec<bool>,
    /// Rows that cover a day: whom, and whether hard.
    rows: Vec<Vec<(Whom, bool)>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Whom {
    Everyone,
    School(SchoolIx),
    Site(String),
}

impl Closures {
    fn new(net: &Network, rows: &Rows, findings: &mut Findings) -> Self {
        let calendar = net.calendar;
        let on = |list: Vec<(NaiveDate, &str)>| {
            let mut days = vec![false; calendar.len()];
            for day in list.iter().filter_map(|(date, _)| calendar.day(*date)) {
                days[day.index()] = true;
            }
            days
        };
        let mut fixed = on(public_holidays(calendar.year()));
        for day in calendar.days().filter(|d| calendar.weekday(*d) >= 5) {
            fixed[day.index()] = true;
        }
        let customary = on(customary_closed_days(calendar.year()));
        let mut closures = Self { fixed, customary, rows: vec![Vec::new(); calendar.len()] };
        for row in &rows.closures {
            closures.add(net, row, findings);
        }
        let keys = rows.closures.iter().map(|r| ((&r.school, &r.site, r.period.from, r.period.to, r.hard), r.line));
        check_w302_repeated("closures.csv", keys, &say!("den ene er nok", "one is enough"), findings);
        closures
    }

    fn add(&mut self, net: &Network, row: &ClosureRow, findings: &mut Findings) {
        let place = Place::line("closures.csv", row.line);
        check_w215_outside_year(net, "closures.csv", row.line, row.period, findings);
        let school = net.names.schools.find_some(row.school.as_ref(), place.column("school_id"), findings);
        let site = net.names.sites.find_some(row.site.as_ref(), place.column("site_id"), findings);
        if let (Some(school), Some((owner, _))) = (school, site)
            && school != owner
        {
            check_e310_site_of_other_school("closures.csv", row.line, row.site.as_deref().unwrap_or(""), findings);
        }
        let whom = match (&row.site, &row.school, school) {
            (Some(site), _, _) => Whom::Site(site.clone()),
            (None, Some(_), Some(school)) => Whom::School(school),
            (None, Some(_), None) => return,
            (None, None, _) => Whom::Everyone,
        };
        // An unreadable date must not become a closure of the whole year.
        if row.period.from.is_none() || row.period.to.is_none() {
            return;
        }
        let days: Vec<Day> = days_in(net.calendar, row.period).collect();
        if !row.hard && !days.is_empty() && days.iter().all(|d| self.fixed[d.index()]) {
            let what = say!(
                "rækken dækker kun helligdage og weekender, som altid er lukket",
                "the row covers only public holidays and weekends, which are always closed"
            );
            findings.add("W407", place, what, say!("slet rækken", "remove the row"));
        }
        for day in days {
            self.rows[day.index()].push((whom.clone(), row.hard));
        }
    }

    fn state(&self, day: Day, school: SchoolIx, site: &str) -> State {
        let applies = |whom: &Whom| match whom {
            Whom::Everyone => true,
            Whom::School(s) => *s == school,
            Whom::Site(s) => s == site,
        };
        let rows = || self.rows[day.index()].iter().filter(|(whom, _)| applies(whom));
        let soft = rows().any(|(_, hard)| !hard);
        if self.fixed[day.index()] || rows().any(|(_, hard)| *hard) || (self.customary[day.index()] && !soft) {
            State::Closed
        } else if soft {
            State::Soft
        } else {
            State::Open
        }
    }
}

/// E310.
pub(super) fn check_e310_site_of_other_school(file: &str, line: u64, site: &str, findings: &mut Findings) {
    let what = say!("afdelingen {site} hører til en anden skole", "the site {site} belongs to another school");
    let cure = say!("ret skolen eller afdelingen", "correct the school or the site");
    findings.add("E310", Place::line(file, line).column("site_id"), what, cure);
}

/// Teacher pools of member schools, by school and scope; those without any limit in the year are left out.
pub fn pools(net: &Network, rows: &Rows, findings: &mut Findings) -> Vec<Pool> {
    let mut spans: BTreeMap<(SchoolIx, PoolScope), Vec<Span>> = BTreeMap::new();
    for row in &rows.teachers {
        let place = Place::line("teachers.csv", row.line);
        check_w215_outside_year(net, "teachers.csv", row.line, row.period, findings);
        let school = net.names.schools.find(&row.school, place.column("school_id"), findings);
        let fkb = net.names.fkbs.find_some(row.fkb.as_ref(), place.column("fkb_code"), findings);
        let group = net.names.groups.find_some(row.group.as_ref(), place.column("branch_group"), findings);
        let scope = fkb.map(PoolScope::Fkb).or(group.map(PoolScope::Group));
        if let (Some(school), Some(scope)) = (school, scope)
            && net.schools[school.index()].member
        {
            let span = Span { period: row.period, value: row.parallel, line: row.line };
            spans.entry((school, scope)).or_default().push(span);
        }
    }
    let pool = |((school, scope), spans): ((SchoolIx, PoolScope), Vec<Span>)| {
        let limit = narrowest(net.calendar, &spans, "teachers.csv", "E405", findings);
        Pool { school, scope, limit }
    };
    spans.into_iter().map(pool).filter(|p| p.limit.iter().any(Option::is_some)).collect()
}

/// The scope of a pool as people write it.
pub(super) fn scope_name(net: &Network, scope: PoolScope) -> Text {
    match scope {
        PoolScope::Fkb(fkb) => Text::same(format!("FKB {}", net.fkbs[fkb.index()].code)),
        PoolScope::Group(group) => Text::same(net.groups[group.index()].as_str()),
    }
}
