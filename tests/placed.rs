//! A filed plan in today's planning year.

mod common;

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use amuplan::compare::placed::placed;
use amuplan::compare::plan::read;
use amuplan::domain::goal::Origin;
use amuplan::domain::instance::Instance;
use amuplan::domain::plan::Plan;
use amuplan::report::{Options, plan_folder};
use amuplan::solve::limits::Limits;
use amuplan::solve::solve;
use amuplan::verify::verify;
use common::random::random_folder;
use common::{Files, add_row, instance, small_folder};

/// The plan of a folder and the files that it is filed as; `None` where required runs clash.
fn filed(instance: &Instance) -> Option<(Plan, Files)> {
    let interrupt = AtomicBool::new(false);
    let limits = Limits {
        gap: 0.05,
        time: Duration::from_secs(60),
        work: 20,
        exact_columns: 0,
        seed: 1,
        interrupt: &interrupt,
        worker: None,
    };
    let outcome = solve(instance, &limits, &mut |_| ()).ok()?;
    let files = plan_folder(instance, &outcome, &Options { asked_gap: 0.05, seed: 1 });
    assert!(verify(instance, &files).accepted());
    Some((outcome.plan, files))
}

#[test]
fn a_plan_of_an_unchanged_folder_comes_back_as_it_was() {
    let mut plans = 0;
    for seed in 0..60 {
        let instance = instance(&random_folder(seed));
        let Some((plan, files)) = filed(&instance) else { continue };
        let back = placed(&instance, &read(&files).expect("a plan"));
        assert_eq!(back.plan, plan, "seed {seed}");
        assert!(back.lost.is_empty(), "seed {seed}");
        plans += 1;
    }
    assert!(plans >= 40, "{plans}");
}

#[test]
fn a_run_that_a_lock_now_keeps_is_a_run_of_the_lock_and_lost_ones_are_named() {
    let files = small_folder();
    let (plan, out) = filed(&instance(&files)).expect("a plan");
    let old = instance(&files);
    let run = plan.runs.iter().find(|r| r.origin == Origin::Assigned).expect("an assigned run");
    let mut locked = files.clone();
    let (goal, site) = (&old.goal(run.goal).code, &old.site(run.site).id);
    let date = old.calendar.date(run.start).to_string();
    add_row(
        &mut locked,
        "locks.csv",
        &[("lock", "keep"), ("goal_code", goal), ("site_id", site), ("start_date", &date), ("by", "Nord"), ("reason", "prøve")],
    );
    let filed_plan = read(&out).expect("a plan");
    let back = placed(&instance(&locked), &filed_plan);
    let now = back.plan.runs.iter().find(|r| (r.goal, r.start, r.site) == (run.goal, run.start, run.site)).expect("there");
    assert_eq!(now.origin, Origin::Lock);

    let mut other_year = instance(&files);
    other_year.goals.retain(|g| g.code != *goal);
    let back = placed(&other_year, &filed_plan);
    assert_eq!(back.lost.len(), plan.runs_of(run.goal).len());
    assert!(back.lost.iter().all(|(code, _)| code == goal));
}
