//! Forms and locks become required runs and wishes.

mod common;

use amuplan::domain::calendar::Day;
use amuplan::domain::goal::{Origin, RequiredRun, When};
use common::random::random_folder;
use common::{add_row, day, drop_row, drop_rows, goal, instance, put, set, shuffled, small_folder, without_lines};

#[test]
fn a_kept_run_narrows_the_form_that_it_fits() {
    let i = instance(&small_folder());
    let runs = &goal(&i, "40005").required;
    let shape: Vec<_> = runs.iter().map(|r| (r.when, r.origin, r.sources.len(), r.guarantee)).collect();
    let week = When::Fixed(day(&i, 3, 8), day(&i, 3, 14));
    assert_eq!(shape, [(week, Origin::Form, 2, Some(false)), (When::Free, Origin::Form, 1, Some(false))]);
    let mut files = small_folder();
    set(&mut files, "locks.csv", 2, "guarantee", "ja");
    let i = instance(&files);
    assert_eq!(goal(&i, "40005").required.len(), 3, "an opposed guarantee does not fit");
    let mut files = small_folder();
    set(&mut files, "forms.csv", 4, "week", "11");
    assert_eq!(goal(&instance(&files), "40005").required.len(), 3, "neither does another week");
}

/// Of several offers that it fits a lock joins the one with dates, then the one with fewest sites, then the one that says a guarantee: what is
/// left open in the others stays open.
#[test]
fn a_lock_joins_the_offer_that_says_most() {
    let mut files = small_folder();
    drop_rows(&mut files, "forms.csv");
    drop_rows(&mut files, "locks.csv");
    let lock = [("lock", "keep"), ("goal_code", "40003"), ("site_id", "syd-2"), ("week", "20"), ("guarantee", "nej")];
    add_row(&mut files, "locks.csv", &[&lock[..], &[("by", "Bo"), ("reason", "aftalt")]].concat());
    let more: [&[(&str, &str)]; 4] = [&[], &[("guarantee", "nej")], &[("site_id", "syd-2")], &[("week", "20")]];
    for (before, cells) in more.into_iter().enumerate() {
        let offer = [("school_id", "syd"), ("goal_code", "40003"), ("answer", "offers")];
        let line = add_row(&mut files, "forms.csv", &[&offer[..], cells].concat());
        let i = instance(&files);
        let runs = &goal(&i, "40003").required;
        assert_eq!(runs.len(), before + 1, "the lock asks for no run of its own");
        let joined: Vec<&RequiredRun> = runs.iter().filter(|run| run.sources.len() == 2).collect();
        assert_eq!(joined.len(), 1);
        let rows: Vec<(&str, u64)> = joined[0].sources.iter().map(|s| (s.file.as_str(), s.line)).collect();
        assert_eq!(rows, [("forms.csv", line as u64), ("locks.csv", 2)], "{cells:?}");
    }
}

#[test]
fn equal_locks_count_once() {
    let mut files = small_folder();
    drop_row(&mut files, "forms.csv", 4);
    let again =
        [("lock", "keep"), ("goal_code", "40005"), ("school_id", "syd"), ("week", "10"), ("by", "Bo"), ("reason", "igen")];
    add_row(&mut files, "locks.csv", &again);
    let i = instance(&files);
    assert_eq!(goal(&i, "40005").required.len(), 1);
    for seed in 0..8 {
        assert_eq!(
            without_lines(instance(&shuffled(&files, seed))),
            without_lines(instance(&files)),
            "which one does not depend on rows"
        );
    }
}

#[test]
fn several_free_runs_of_one_form_get_windows() {
    let mut files = small_folder();
    drop_rows(&mut files, "locks.csv");
    set(&mut files, "forms.csv", 4, "runs", "9");
    set(&mut files, "schools.csv", 3, "max_course_days", "");
    set(&mut files, "goals.csv", 6, "duration_days", "2");
    let i = instance(&files);
    let runs = &goal(&i, "40005").required;
    assert_eq!(runs.len(), 9);
    let weeks = i.calendar.weeks();
    for (j, run) in runs.iter().enumerate() {
        let When::Fixed(from, to) = run.when else { panic!("{run:?} is free") };
        let window = |d: Day| usize::from(i.calendar.week(d).0) * 9 / weeks;
        assert_eq!([window(from), window(to)], [j, j]);
    }
    set(&mut files, "forms.csv", 4, "runs", "1");
    assert_eq!(goal(&instance(&files), "40005").required[0].when, When::Free, "a single run may start at any time");
    set(&mut files, "forms.csv", 4, "runs", "2");
    set(&mut files, "goals.csv", 6, "duration_days", "6");
    let i = instance(&files);
    assert!(goal(&i, "40005").required.iter().all(|r| r.when == When::Free), "longer courses are not spread by rule");
}

#[test]
fn weeks_at_the_edge_of_the_year() {
    let mut files = small_folder();
    drop_rows(&mut files, "locks.csv");
    set(&mut files, "forms.csv", 5, "week", "2026-W53");
    let i = instance(&files);
    assert_eq!(goal(&i, "40002").wishes[0].days, Some((Day(0), Day(2))), "1 to 3 January 2027 lie in week 53 of 2026");
    put(&mut files, "plan.toml", "year = 2026\nnetwork = \"x\"\n");
    drop_rows(&mut files, "forms.csv");
    drop_rows(&mut files, "agreements.csv");
    add_row(&mut files, "forms.csv", &[("school_id", "nord"), ("goal_code", "40002"), ("answer", "can"), ("week", "53")]);
    assert_eq!(goal(&instance(&files), "40002").wishes[0].days, Some((Day(361), Day(364))));
}

#[test]
fn required_runs_are_in_canonical_order() {
    for seed in 0..60 {
        for goal in instance(&random_folder(seed)).goals {
            let key = |r: &RequiredRun| (r.sites.clone(), r.when, r.guarantee, r.min, r.max, r.origin);
            assert!(goal.required.windows(2).all(|w| key(&w[0]) <= key(&w[1])), "seed {seed}");
        }
    }
}
