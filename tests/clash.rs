//! Rows that leave no room for fixed runs: each that is named is needed, and no other is, by planning the folder that is left without them.

mod common;

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use amuplan::check::finding::Level;
use amuplan::domain::goal::Source;
use amuplan::domain::instance::Instance;
use amuplan::explain::clash::narrowing;
use amuplan::read::folder::Folder;
use amuplan::solve::contradiction::Clash;
use amuplan::solve::limits::Limits;
use amuplan::solve::{Failure, highs, solve};
use common::random::random_folder;
use common::{Files, add_row, checked, drop_row, instance, put, set, text};
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

/// A cell that limits, for a test: file, line, column; the row itself where no column is given.
type Limit = (&'static str, usize, Option<&'static str>);

fn clash_of(instance: &Instance) -> Option<Clash> {
    let interrupt = AtomicBool::new(false);
    let time = Duration::from_secs(600);
    let limits = Limits { gap: 0.5, time, work: 1, exact_columns: 40_000, seed: 1, interrupt: &interrupt, worker: None };
    match solve(instance, &limits, &mut |_| ()) {
        Err(Failure::Clash(clash)) => Some(clash),
        _ => None,
    }
}

fn named(files: &Files, instance: &Instance, clash: &Clash) -> BTreeSet<(String, usize)> {
    let folder = Folder::from_files(files.clone());
    let rows = narrowing(&folder, instance, clash, &highs::Limits::default()).expect("no limit was given");
    rows.iter().map(place).collect()
}

fn place(source: &Source) -> (String, usize) {
    (source.file.clone(), source.line as usize)
}

/// One room a site, and all closed but the first open week. Rows that `check` then finds wrong are left out.
fn tight(seed: u64) -> Files {
    let mut files = random_folder(seed);
    let before = instance(&files);
    let open = |d: &amuplan::domain::calendar::Day| before.sites.iter().any(|s| s.rooms[d.index()] > 0);
    let days: Vec<_> = before.calendar.days().collect();
    let first = days.iter().position(open).expect("an open day");
    let week = before.calendar.week(days[first]);
    let end = days.iter().rposition(|d| before.calendar.week(*d) == week).expect("its last day");
    let date = |at: usize| before.calendar.date(days[at]).to_string();
    for (from, to) in [(0, first.wrapping_sub(1)), (end + 1, days.len() - 1)] {
        if to < days.len() && from <= to {
            add_row(&mut files, "closures.csv", &[("from", &date(from)), ("to", &date(to))]);
        }
    }
    for line in 2..=text(&files, "capacity.csv").lines().count() {
        set(&mut files, "capacity.csv", line, "rooms", "1");
    }
    // A second school offers what one offers already: a row that a clash of the first can do without.
    for goal in before.goals.iter().filter(|goal| !goal.required.is_empty()) {
        let schools = goal.eligible.iter().map(|eligible| before.school_of(eligible.site));
        let taken: Vec<_> = goal.required.iter().flat_map(|run| &run.sites).map(|site| before.school_of(*site)).collect();
        if let Some(other) = schools.into_iter().find(|school| !taken.contains(school)) {
            let school = before.school(other).id.clone();
            let cells = [("school_id", school.as_str()), ("goal_code", goal.code.as_str()), ("answer", "offers")];
            add_row(&mut files, "forms.csv", &cells);
        }
    }
    for _ in 0..50 {
        let findings = checked(&files).findings;
        let wrong: BTreeSet<(String, usize)> = findings
            .iter()
            .filter(|f| f.level != Level::Warning)
            .filter_map(|f| Some((f.file.clone(), f.line? as usize)))
            .collect();
        if wrong.is_empty() {
            break;
        }
        wrong.iter().rev().for_each(|(file, line)| drop_row(&mut files, file, *line));
    }
    files
}

/// Everything in the folder that may leave less room.
fn limits(files: &Files) -> Vec<Limit> {
    let mut all = Vec::new();
    let filled = |file: &str, line: usize, column: &str| {
        let text = text(files, file);
        let at = text.lines().next().and_then(|header| header.split(',').position(|c| c == column));
        let cell = at.and_then(|at| text.lines().nth(line - 1)?.split(',').nth(at).map(str::to_owned));
        cell.is_some_and(|cell| !cell.is_empty())
    };
    for (file, columns) in [
        ("capacity.csv", vec![Some("rooms")]),
        ("closures.csv", vec![None]),
        ("teachers.csv", vec![None]),
        ("schools.csv", vec![Some("guarantee_cap"), Some("max_course_days")]),
        ("goals.csv", vec![Some("archived_from")]),
    ] {
        for line in 2..=text(files, file).lines().count() {
            let here = columns.iter().filter(|c| c.is_none_or(|column| filled(file, line, column)));
            all.extend(here.map(|column| (file, line, *column)));
        }
    }
    for line in 2..=text(files, "approvals.csv").lines().count() {
        if filled("approvals.csv", line, "valid_from") || filled("approvals.csv", line, "valid_to") {
            all.push(("approvals.csv", line, Some("valid_to")));
        }
    }
    for (at, row) in text(files, "locks.csv").lines().enumerate().skip(1) {
        if row.starts_with("forbid") {
            all.push(("locks.csv", at + 1, None));
        }
    }
    all
}

/// The folder without some limits.
fn without(files: &Files, limits: &[Limit]) -> Files {
    let mut out = files.clone();
    let mut dropped: Vec<(&str, usize)> = Vec::new();
    for (file, line, column) in limits {
        match column {
            Some("valid_to") => {
                let text = text(&out, file);
                let row: Vec<&str> = text.lines().nth(line - 1).expect("the row").split(',').collect();
                add_row(&mut out, file, &[("school_id", row[0]), ("fkb_code", row[1])]);
            }
            Some("rooms") => set(&mut out, file, *line, "rooms", "500"),
            Some(column) => set(&mut out, file, *line, column, ""),
            None => dropped.push((file, *line)),
        }
    }
    for (file, line) in dropped {
        let text = text(&out, file);
        // Blank, so that the other rows keep their lines.
        let kept: Vec<&str> = text.lines().enumerate().map(|(at, row)| if at + 1 == line { "" } else { row }).collect();
        put(&mut out, file, &(kept.join("\n") + "\n"));
    }
    out
}

/// The required runs of the clash alone, in the year of these files.
fn only(files: &Files, clash: &Clash) -> Option<Instance> {
    let mut year = checked(files).instance?;
    for goal in year.goal_ixs().collect::<Vec<_>>() {
        year.goals[goal.index()].required.retain(|run| clash.asks_for(run));
    }
    Some(year)
}

/// Rows of the goals of the clash that ask for runs and are not named; each one that is named must be needed.
fn left_out(seed: u64, files: &Files, clash: &Clash) -> usize {
    let without = |row: &Source| {
        let mut year = only(files, clash).expect("a year");
        year.goals.iter_mut().for_each(|goal| goal.required.retain(|run| !run.sources.contains(row)));
        year
    };
    for row in &clash.rows {
        assert_eq!(clash_of(&without(row)), None, "seed {seed}: {row:?} is not needed");
    }
    let year = instance(files);
    let all = clash.goals.iter().flat_map(|goal| year.goal(*goal).required.iter().flat_map(|run| &run.sources));
    all.filter(|row| !clash.rows.contains(row)).collect::<BTreeSet<_>>().len()
}

#[test]
fn every_row_that_is_named_is_needed_and_no_other() {
    let judge = |seed: u64| -> Option<(usize, usize)> {
        let files = tight(seed);
        let year = checked(&files).instance?;
        let clash = clash_of(&year)?;
        let named = named(&files, &year, &clash);
        let is_named = |(file, line, _): &Limit| named.contains(&((*file).to_owned(), *line));
        let all = limits(&files);
        let others: Vec<Limit> = all.iter().filter(|l| !is_named(l)).copied().collect();
        let bare = without(&files, &others);
        assert!(only(&bare, &clash).is_some_and(|year| clash_of(&year).is_some()), "seed {seed}: {named:?} is not enough");
        for limit in all.iter().filter(|l| is_named(l) && l.0 != "schools.csv") {
            let free = without(&files, &[others.as_slice(), &[*limit]].concat());
            let year = only(&free, &clash).unwrap_or_else(|| panic!("seed {seed}: {limit:?}"));
            assert_eq!(clash_of(&year), None, "seed {seed}: {limit:?} is not needed");
        }
        Some((named.len(), left_out(seed, &files, &clash)))
    };
    let found: Vec<(usize, usize)> = (0..500u64).into_par_iter().filter_map(judge).collect();
    let (clashes, rows) = (found.len(), found.iter().map(|(rows, _)| rows).sum::<usize>());
    let spared = found.iter().filter(|(_, others)| *others > 0).count();
    println!("{clashes} clashes, {rows} rows that leave no room, {spared} clashes do without a row of their goals");
    assert!(clashes >= 8 && rows >= 15 && spared >= 3, "{clashes} clashes, {rows} rows, {spared} do without a row");
}
