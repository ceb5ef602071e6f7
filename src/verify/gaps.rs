//! Rule C01 and gaps.csv: every goal in scope is covered, closed by an agreement, or listed as a gap; which gaps are proven.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::calendar::Day;
use crate::domain::goal::When;
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::words::say;

use super::cures::Cures;
use super::facts::{Facts, Names};
use super::plan_file::{PlanRuns, not_in_scope};
use super::rules::pool_counts;
use super::starts;
use super::table::{Files, Row, Table, place_of_goal, truth};
use super::verdict::Book;

const COLUMNS: [&str; 8] =
    ["goal_code", "title", "fkb_code", "proven", "reason", "schools_considered", "cheapest_cure", "agreement_reference"];

/// Judges C01 and gaps.csv. Returns the number of open gaps: goals with neither run nor agreement.
pub(super) fn check(facts: &Facts, plan: &PlanRuns, files: &Files, book: &mut Book) -> usize {
    let mut listed = BTreeSet::new();
    if let Some(table) = Table::read(files, "gaps.csv", &COLUMNS, book) {
        let names = Names::new(facts.instance);
        let pinned = Pinned::new(facts);
        for row in &table.rows {
            let code = table.cell(row, "goal_code");
            let Some(goal) = names.goals.get(code).copied() else {
                book.add("gaps", table.place(row), not_in_scope(code));
                continue;
            };
            if !listed.insert(goal) {
                book.add("gaps", table.place(row), say!("målet står der to gange", "the goal is listed twice"));
            }
            check_row(facts, plan, &pinned, goal, &table, row, book);
            Cures { facts, plan, names: &names, table: &table }.check(goal, row, book);
        }
    }
    let mut open = 0;
    for goal in facts.instance.goal_ixs().filter(|g| !plan.covers(*g)) {
        let data = facts.instance.goal(goal);
        if data.agreement.is_some() && data.required.is_empty() {
            continue;
        }
        open += usize::from(data.agreement.is_none());
        let place = place_of_goal("plan.csv", &data.code);
        if !data.required.is_empty() {
            let what = say!(
                "skoler eller låse beder om kurser i målet, men det har ingen",
                "a goal that schools or locks ask for has no run"
            );
            book.add("c01_cover", place, what);
        } else if !listed.contains(&goal) {
            let what = say!(
                "målet har hverken kursus eller aftale og står ikke i gaps.csv",
                "the goal has no run, no agreement, and is not in gaps.csv"
            );
            book.add("c01_cover", place, what);
        }
    }
    open
}

/// Open gaps among the goals that have a possible start.
pub(super) fn avoidable(facts: &Facts, plan: &PlanRuns) -> usize {
    let starts = |g: GoalIx| facts.goal(g).starts.iter().any(|list| !list.is_empty());
    facts.instance.goal_ixs().filter(|g| facts.may_be_gap(*g) && !plan.covers(*g) && starts(*g)).count()
}

fn check_row(facts: &Facts, plan: &PlanRuns, pinned: &Pinned, goal: GoalIx, table: &Table, row: &Row, book: &mut Book) {
    let data = facts.instance.goal(goal);
    let (place, code, proven) = (table.place(row), &data.code, table.cell(row, "proven"));
    if plan.covers(goal) {
        let what = say!("mål {code} står som hul, men har et kursus", "goal {code} is listed as a gap but has a run");
        book.add("c01_cover", place.clone(), what);
    }
    book.expect("gaps", &place, "title", table.cell(row, "title"), &data.title);
    book.expect("gaps", &place, "fkb_code", table.cell(row, "fkb_code"), &facts.instance.fkb(data.fkb).code);
    let reference = data.agreement.as_ref().map_or("", |a| a.reference.as_str());
    book.expect("gaps", &place, "agreement_reference", table.cell(row, "agreement_reference"), reference);
    match truth(proven) {
        None => {
            let what = say!("proven er »{proven}«, ikke true eller false", "proven is \"{proven}\", not true or false");
            book.add("gaps", place, what);
        }
        Some(true) if data.agreement.is_none() && !pinned.proves(facts, goal) => {
            let what = say!(
                "proven er true, men mål {code} har en mulig start med plads",
                "proven is true, but goal {code} has a possible start with room"
            );
            book.add("gaps", place, what);
        }
        Some(_) => {}
    }
}

/// What fixed required runs with one site and one date take for sure.
#[derive(Debug)]
struct Pinned {
    rooms: BTreeMap<(SiteIx, Day), u32>,
    pools: BTreeMap<(usize, Day), u32>,
    course_days: BTreeMap<SchoolIx, u32>,
}

impl Pinned {
    fn new(facts: &Facts) -> Self {
        let instance = facts.instance;
        let mut pinned = Self { rooms: BTreeMap::new(), pools: BTreeMap::new(), course_days: BTreeMap::new() };
        let mut days = Vec::new();
        for goal in &instance.goals {
            for run in &goal.required {
                let ([site], When::Fixed(from, to)) = (run.sites.as_slice(), run.when) else { continue };
                if from != to || starts::walk(&instance.site(*site).rooms, &facts.days, from, goal.days, &mut days).is_err() {
                    continue;
                }
                let school = instance.school_of(*site);
                *pinned.course_days.entry(school).or_default() += u32::from(goal.days);
                for day in &days {
                    *pinned.rooms.entry((*site, *day)).or_default() += 1;
                    for (i, _) in instance.pools.iter().enumerate().filter(|(_, p)| pool_counts(p, school, goal)) {
                        *pinned.pools.entry((i, *day)).or_default() += 1;
                    }
                }
            }
        }
        pinned
    }

    /// Whether the goal has no placement in any plan, as far as section 7 goes.
    fn proves(&self, facts: &Facts, goal: GoalIx) -> bool {
        let data = facts.instance.goal(goal);
        data.required.is_empty()
            && data
                .eligible
                .iter()
                .zip(&facts.goal(goal).starts)
                .all(|(e, starts)| starts.iter().all(|start| self.blocks(facts, goal, e.site, *start)))
    }

    /// Whether a run of the goal there and then would break a limit together with the pinned runs.
    fn blocks(&self, facts: &Facts, goal: GoalIx, site: SiteIx, start: Day) -> bool {
        let instance = facts.instance;
        let (data, school) = (instance.goal(goal), instance.school_of(site));
        let rooms = &instance.site(site).rooms;
        let mut days = Vec::new();
        if starts::walk(rooms, &facts.days, start, data.days, &mut days).is_err() {
            return true;
        }
        let taken = self.course_days.get(&school).copied().unwrap_or(0);
        if instance.school(school).max_course_days.is_some_and(|most| taken + u32::from(data.days) > most) {
            return true;
        }
        days.iter().any(|day| {
            let full = |pool: usize, limit: u16| self.pools.get(&(pool, *day)).copied().unwrap_or(0) >= u32::from(limit);
            self.rooms.get(&(site, *day)).copied().unwrap_or(0) >= u32::from(rooms[day.index()])
                || instance.pools.iter().enumerate().any(|(i, p)| {
                    let limit = p.limit.get(day.index()).copied().flatten();
                    pool_counts(p, school, data) && limit.is_some_and(|limit| full(i, limit))
                })
        })
    }
}
