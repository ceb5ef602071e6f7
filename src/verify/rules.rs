//! Rules C02 to C05, C07 and C08 on the runs of the plan; C06 is in `fixed`.

use std::collections::BTreeMap;

use crate::domain::calendar::Day;
use crate::domain::goal::{Goal, When};
use crate::domain::ids::{GoalIx, SchoolIx};
use crate::domain::network::{Pool, PoolScope};
use crate::domain::words::{Text, say};

use super::facts::Facts;
use super::fixed;
use super::plan_file::{PlanRun, PlanRuns};
use super::starts::{self, Refusal};
use super::verdict::Book;

/// Judges the runs, and notes in each which required run it fulfils.
pub(super) fn check(facts: &Facts, plan: &mut PlanRuns, book: &mut Book) {
    for run in &plan.runs {
        c02_start(facts, run, book);
    }
    fixed::check(facts, plan, book);
    for goal in facts.instance.goal_ixs() {
        c05_window(facts, plan, goal, book);
    }
    c03_room_capacity(facts, plan, book);
    c04_teacher_capacity(facts, plan, book);
    c07_guarantee_cap(facts, plan, book);
    c08_yearly_limit(facts, plan, book);
}

/// Every run starts at a possible start. A forbidden start breaks C06.
fn c02_start(facts: &Facts, run: &PlanRun, book: &mut Book) {
    let (instance, goal) = (facts.instance, facts.instance.goal(run.goal));
    let code = &goal.code;
    let date = instance.calendar.date(run.start);
    let Some(position) = facts.position(run.goal, run.site) else {
        let site = &instance.site(run.site).id;
        let what = say!(
            "{site} har ingen godkendelse eller intet udstyr til mål {code}",
            "{site} has no approval or equipment for goal {code}"
        );
        book.add("c02_start", run.place.clone(), what);
        return;
    };
    let mut days = Vec::new();
    match starts::possible(instance, &facts.days, goal, &goal.eligible[position], run.start, &mut days) {
        Ok(()) => {}
        Err(Refusal::Forbidden) => {
            let what = say!("en lås forbyder mål {code} her den {date}", "a lock forbids goal {code} here on {date}");
            book.add("c06_fixed", run.place.clone(), what);
        }
        Err(reason) => {
            let why = reason.words();
            let what = say!("mål {code} kan ikke starte den {date}: {why}", "goal {code} cannot start on {date}: {why}"; why);
            book.add("c02_start", run.place.clone(), what);
        }
    }
}

/// On each day a site holds at most its rooms.
fn c03_room_capacity(facts: &Facts, plan: &PlanRuns, book: &mut Book) {
    let mut used: BTreeMap<(usize, Day), u32> = BTreeMap::new();
    for run in &plan.runs {
        for day in &run.days {
            *used.entry((run.site.index(), *day)).or_default() += 1;
        }
    }
    for ((site, day), count) in used {
        let site = &facts.instance.sites[site];
        let rooms = site.rooms.get(day.index()).copied().unwrap_or(0);
        if count > u32::from(rooms) {
            let place = Text::same(format!("plan.csv {}|{}", site.id, facts.instance.calendar.date(day)));
            let what = say!(
                "{count} kurser på samme dag, men lokaler til {rooms}",
                "{count} courses run side by side, rooms for {rooms}"
            );
            book.add("c03_room_capacity", place, what);
        }
    }
}

/// Whether a pool teaches the goal at the school.
pub(super) fn pool_counts(pool: &Pool, school: SchoolIx, goal: &Goal) -> bool {
    pool.school == school
        && match pool.scope {
            PoolScope::Fkb(fkb) => fkb == goal.fkb,
            PoolScope::Group(group) => group == goal.group,
        }
}

/// The key of a pool: school, and FKB code or branch group.
pub(super) fn pool_key(facts: &Facts, pool: &Pool) -> String {
    let scope = match pool.scope {
        PoolScope::Fkb(fkb) => &facts.instance.fkb(fkb).code,
        PoolScope::Group(group) => facts.instance.group(group),
    };
    format!("{}|{scope}", facts.instance.school(pool.school).id)
}

/// The same per school and pool, where teachers.csv gives a limit.
fn c04_teacher_capacity(facts: &Facts, plan: &PlanRuns, book: &mut Book) {
    for pool in &facts.instance.pools {
        let mut used = vec![0_u32; facts.instance.calendar.len()];
        for run in &plan.runs {
            if pool_counts(pool, facts.instance.school_of(run.site), facts.instance.goal(run.goal)) {
                run.days.iter().for_each(|d| used[d.index()] += 1);
            }
        }
        for (day, count) in facts.instance.calendar.days().zip(used) {
            let limit = pool.limit.get(day.index()).copied().flatten();
            if let Some(limit) = limit.filter(|l| count > u32::from(*l)) {
                let place = Text::same(format!("plan.csv {}|{}", pool_key(facts, pool), facts.instance.calendar.date(day)));
                let what = say!(
                    "{count} kurser på samme dag, men undervisere til {limit}",
                    "{count} courses run side by side, teachers for {limit}"
                );
                book.add("c04_teacher_capacity", place, what);
            }
        }
    }
}

/// Free and extra runs start in different windows, none of them closed by a fixed required run.
fn c05_window(facts: &Facts, plan: &PlanRuns, goal: GoalIx, book: &mut Book) {
    let runs: Vec<&PlanRun> = plan.of(goal).collect();
    let Some(open) = facts.open_windows(goal, runs.len()) else { return };
    let required = &facts.instance.goal(goal).required;
    let mut taken = vec![false; open.len()];
    for run in runs {
        if run.fulfils.is_some_and(|i| required[i].when != When::Free) {
            continue;
        }
        let window = facts.days.window(run.start, open.len());
        let (row, number, of) = (&run.place, window + 1, open.len());
        let place = || say!("{row} vindue {number} af {of}", "{row} window {number} of {of}"; row);
        if !open[window] {
            let what = say!(
                "et fast kursus i målet starter i denne del af året",
                "a fixed run of the goal starts in this part of the year"
            );
            book.add("c05_window", place(), what);
        } else if taken[window] {
            let what = say!(
                "et andet kursus i målet starter i denne del af året",
                "another run of the goal starts in this part of the year"
            );
            book.add("c05_window", place(), what);
        }
        taken[window] = true;
    }
}

/// Guarantee runs per school.
fn c07_guarantee_cap(facts: &Facts, plan: &PlanRuns, book: &mut Book) {
    let count = per_school(facts, plan, |run| i64::from(run.guarantee));
    for (school, count) in facts.instance.schools.iter().zip(count) {
        if let Some(cap) = school.guarantee_cap.filter(|cap| count > i64::from(*cap)) {
            let what =
                say!("{count} garantikurser, højst {cap} er tilladt", "{count} guarantee courses, at most {cap} are allowed");
            book.add("c07_guarantee_cap", Text::same(format!("plan.csv {}", school.id)), what);
        }
    }
}

/// Course days per school.
fn c08_yearly_limit(facts: &Facts, plan: &PlanRuns, book: &mut Book) {
    let count = per_school(facts, plan, |run| i64::from(facts.instance.goal(run.goal).days));
    for (school, count) in facts.instance.schools.iter().zip(count) {
        if let Some(most) = school.max_course_days.filter(|most| count > i64::from(*most)) {
            let what = say!("{count} kursusdage, højst {most} er tilladt", "{count} course days, at most {most} are allowed");
            book.add("c08_yearly_limit", Text::same(format!("plan.csv {}", school.id)), what);
        }
    }
}

/// Sums something over the runs of each school.
pub(super) fn per_school(facts: &Facts, plan: &PlanRuns, of: impl Fn(&PlanRun) -> i64) -> Vec<i64> {
    let mut sums = vec![0; facts.instance.schools.len()];
    for run in &plan.runs {
        sums[facts.instance.school_of(run.site).index()] += of(run);
    }
    sums
}
