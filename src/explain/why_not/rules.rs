//! What forbids every start of a goal at a school in a week, site by site.

use chrono::NaiveDate;

use crate::check::rows;
use crate::check::rows::Rows;
use crate::check::rows::answers::Answer;
use crate::check::starts::{Obstacle, forbidding, run_days};
use crate::domain::calendar::{Day, customary_closed_days, public_holidays};
use crate::domain::gap::Cause;
use crate::domain::ids::SiteIx;
use crate::domain::instance::Instance;
use crate::domain::why::{Asked, Closed, Rule, Ruled};
use crate::explain::gaps::causes::approval;
use crate::explain::gaps::facts::Facts;
use crate::read::folder::Folder;

/// The rules, of the school as a whole or of each of its sites; at least one.
#[must_use]
pub fn rules(instance: &Instance, folder: &Folder, asked: Asked) -> Vec<Ruled> {
    let whole = |rule| vec![Ruled { site: None, rule }];
    let school = instance.school(asked.school);
    if !school.member {
        return whole(Rule::Outside);
    }
    let (rows, goal) = (rows(folder), instance.goal(asked.goal));
    let facts = Facts::new(instance, &rows, asked.goal);
    let refusals =
        || rows.forms.iter().filter(|row| row.answer == Answer::Cannot && row.school == school.id && row.goal == goal.code);
    let refused = goal.declined.contains(&asked.school).then(|| Rule::Refused(refusals().map(|row| row.line).collect()));
    match approval(instance, &facts, asked.school) {
        Some(Cause::Unapproved) => {
            let rules = [Rule::Unapproved(asked.goal)].into_iter().chain(refused);
            return rules.map(|rule| Ruled { site: None, rule }).collect();
        }
        Some(cause) => return whole(Rule::Cause(cause)),
        None => {}
    }
    if let Some(refused) = refused {
        return whole(refused);
    }
    let sites = (0..instance.sites.len()).map(SiteIx::from).filter(|site| instance.school_of(*site) == asked.school);
    let of_site = |site: SiteIx| Ruled { site: Some(site), rule: rule_of_site(instance, &rows, &facts, asked, site) };
    let ruled: Vec<Ruled> = sites.map(of_site).collect();
    if ruled.is_empty() { whole(Rule::Cause(Cause::NoSite)) } else { ruled }
}

fn rule_of_site(instance: &Instance, rows: &Rows, facts: &Facts, asked: Asked, site: SiteIx) -> Rule {
    if let Some(lacks) = facts.lacking.get(&site) {
        return Rule::Cause(Cause::Equipment(lacks.clone()));
    }
    let (goal, data) = (instance.goal(asked.goal), instance.site(site));
    let week: Vec<Day> = instance.calendar.days().filter(|day| asked.days.0 <= *day && *day <= asked.days.1).collect();
    let tried: Vec<(Day, Result<Vec<Day>, Obstacle>)> =
        week.iter().map(|day| (*day, run_days(instance.calendar, goal, site, data, *day))).collect();
    let mut locks: Vec<_> = tried
        .iter()
        .filter(|(_, days)| days.is_ok())
        .flat_map(|(day, _)| forbidding(goal, site, data, *day).map(|lock| lock.source.clone()))
        .collect();
    locks.sort();
    locks.dedup();
    if !locks.is_empty() {
        return Rule::Locked(locks);
    }
    let met = |obstacle: Obstacle| tried.iter().any(|(_, days)| *days == Err(obstacle));
    match goal.archived_from {
        Some(gone) if met(Obstacle::Archived) => Rule::Archived(gone),
        _ if met(Obstacle::Approval) => Rule::Approval,
        _ if met(Obstacle::EmptyWeek) => Rule::Gap,
        _ if met(Obstacle::YearEnd) => Rule::YearEnd,
        _ => {
            let open = week.iter().filter(|day| data.rooms[day.index()] > 0).count();
            let shut = week.iter().filter(|day| data.rooms[day.index()] == 0 && instance.calendar.weekday(**day) < 5);
            let closed = shut.map(|day| (*day, closed(instance, rows, site, instance.calendar.date(*day)))).collect();
            Rule::Days { open, needed: goal.days, closed }
        }
    }
}

/// Why the site is closed on a weekday.
fn closed(instance: &Instance, rows: &Rows, site: SiteIx, date: NaiveDate) -> Closed {
    let year = instance.calendar.year();
    let listed = |days: Vec<(NaiveDate, &'static str)>| days.into_iter().any(|(day, _)| day == date);
    if listed(public_holidays(year)) {
        return Closed::Holiday;
    }
    let (id, school) = (&instance.site(site).id, &instance.school(instance.school_of(site)).id);
    if let Some(row) = rows.closing(school, id, date) {
        return Closed::Row(row.line, row.reason.clone());
    }
    if listed(customary_closed_days(year)) {
        return Closed::Customary;
    }
    Closed::NoRooms(rows.without_rooms(instance.calendar, id, date).map(|row| row.line))
}
