//! One random request to a folder, of the kinds that come up at a meeting.

use amuplan::domain::instance::Instance;
use amuplan::domain::plan::{Plan, Run};
use chrono::{Datelike, Days};
use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use crate::common::{Files, add_row, drop_row, set, text};

/// One room everywhere: requests are in each other's way.
pub fn tighten(files: &mut Files) {
    let lines = text(files, "capacity.csv").lines().count();
    for line in 2..=lines {
        set(files, "capacity.csv", line, "rooms", "1");
    }
}

struct At {
    goal: String,
    school: String,
    site: String,
    fkb: String,
    monday: chrono::NaiveDate,
    date: chrono::NaiveDate,
}

fn at(instance: &Instance, run: &Run) -> At {
    let (goal, site) = (instance.goal(run.goal), instance.site(run.site));
    let date = instance.calendar.date(run.start);
    At {
        goal: goal.code.clone(),
        school: instance.school(site.school).id.clone(),
        site: site.id.clone(),
        fkb: instance.fkb(goal.fkb).code.clone(),
        monday: date - Days::new(u64::from(date.weekday().num_days_from_monday())),
        date,
    }
}

/// Changes the folder; `None` where there is nothing to ask.
pub fn request(files: &mut Files, instance: &Instance, plan: &Plan, dice: &mut ChaCha8Rng) -> Option<()> {
    let here = at(instance, plan.runs.choose(dice)?);
    let other = at(instance, plan.runs.choose(dice)?);
    let (monday, friday) = (here.monday.to_string(), (here.monday + Days::new(4)).to_string());
    let (date, week) = (here.date.to_string(), here.date.iso_week().week().to_string());
    let by = [("by", "mødet"), ("reason", "prøve")];
    let lock = |lock: &'static str, cells: &[(&str, &str)], files: &mut Files| {
        let cells = [&[("lock", lock), ("goal_code", here.goal.as_str())], cells, &by].concat();
        add_row(files, "locks.csv", &cells);
    };
    match dice.random_range(0..15) {
        0 => lock("forbid", &[("school_id", &here.school), ("week", &week)], files),
        1 => lock("forbid", &[("school_id", &here.school)], files),
        2 => lock("forbid", &[("site_id", &here.site), ("start_date", &date)], files),
        3 => lock("keep", &[("school_id", &other.school)], files),
        4 => lock("keep", &[("start_date", &other.date.to_string())], files),
        5 => lock("keep", &[("site_id", &here.site), ("start_date", &date), ("guarantee", "ja")], files),
        6 => {
            add_row(files, "closures.csv", &[("school_id", &here.school), ("from", &monday), ("to", &friday), ("hard", "ja")]);
        }
        7 => {
            add_row(files, "capacity.csv", &[("site_id", &here.site), ("rooms", "1"), ("from", &monday), ("to", &friday)]);
        }
        8 => {
            add_row(files, "forms.csv", &[("school_id", &here.school), ("goal_code", &here.goal), ("answer", "cannot")]);
        }
        9 => {
            let offer = [("school_id", here.school.as_str()), ("goal_code", &other.goal), ("answer", "offers"), ("week", &week)];
            add_row(files, "forms.csv", &offer);
        }
        10 => {
            let limit = [("school_id", here.school.as_str()), ("fkb_code", &here.fkb), ("parallel_courses", "1")];
            add_row(files, "teachers.csv", &[&limit[..], &[("from", &monday), ("to", &friday)]].concat());
        }
        11 => {
            add_row(files, "agreements.csv", &[("goal_code", &here.goal), ("outside_school", "Udenfor"), ("reference", "A-9")]);
        }
        12 => {
            set(files, "schools.csv", line_of(files, "schools.csv", &here.school)?, "member", "nej");
            let sites = instance.sites.iter().filter(|site| instance.school(site.school).id == here.school);
            let ids: Vec<&str> = sites.map(|site| site.id.as_str()).chain([here.school.as_str()]).collect();
            for file in ["forms.csv", "locks.csv"] {
                drop_rows_of(files, file, &ids);
            }
        }
        13 => {
            let all: Vec<String> = files.keys().filter(|file| *file != "plan.toml").cloned().collect();
            for file in &all {
                drop_rows_of(files, file, &[&here.site]);
            }
        }
        _ => {
            let file = *["forms.csv", "locks.csv"].choose(dice)?;
            let lines = text(files, file).lines().count();
            (lines > 1).then_some(())?;
            drop_row(files, file, dice.random_range(2..=lines));
        }
    }
    Some(())
}

/// The line whose first cell is this.
fn line_of(files: &Files, file: &str, first: &str) -> Option<usize> {
    text(files, file).lines().position(|line| line.split(',').next() == Some(first)).map(|at| at + 1)
}

/// Drops every row that has one of these ids in a cell.
fn drop_rows_of(files: &mut Files, file: &str, ids: &[&str]) {
    let names = |line: &str| line.split(',').any(|cell| ids.contains(&cell));
    let lines: Vec<usize> = text(files, file).lines().enumerate().filter(|(_, line)| names(line)).map(|(at, _)| at + 1).collect();
    lines.into_iter().rev().for_each(|line| drop_row(files, file, line));
}
