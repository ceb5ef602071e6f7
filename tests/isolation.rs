//! The solver in a process of its own: the same answers, and no harm from one that crashes, hangs or lies.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use amuplan::check::check;
use amuplan::domain::instance::Instance;
use amuplan::domain::plan::Outcome;
use amuplan::formulation::linear::{Column, LinearModel, ModelRow};
use amuplan::read::folder::read_folder;
use amuplan::report::{Options, plan_folder};
use amuplan::solve::highs::{self, Status};
use amuplan::solve::isolated::maximise;
use amuplan::solve::limits::Limits;
use amuplan::solve::solve;
use amuplan::verify::verify;

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_amuplan"))
}

/// A programme with a tie-free optimum: the best of three columns beside one that stands alone.
fn small() -> LinearModel {
    let column = |objective| Column { name: String::new(), lower: 0, upper: Some(1), integer: true, objective };
    let terms = vec![(0, 1), (1, 1), (2, 1)];
    let row = ModelRow { name: String::new(), lower: None, upper: Some(1), terms };
    LinearModel { columns: [3, 7, 5, 2].map(column).to_vec(), rows: vec![row] }
}

/// A worker that does what the script says.
fn stub(folder: &Path, name: &str, script: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("made executable");
    path
}

#[test]
fn a_child_answers_as_the_solver_in_this_process_does() {
    let program = program();
    let child = highs::Limits { worker: Some(&program), ..highs::Limits::default() };
    for start in [None, Some(&[1, 0, 0, 0][..])] {
        let here = maximise(&small(), &highs::Limits::default(), start);
        assert_eq!(here.point, Some(vec![0, 1, 0, 1]));
        assert_eq!(maximise(&small(), &child, start), here);
    }
}

#[test]
fn a_child_that_crashes_hangs_or_answers_nonsense_is_a_failed_solve() {
    let folder = tempfile::tempdir().expect("a folder");
    let scripts = [
        ("missing", None),
        ("silent", Some("cat >/dev/null")),
        ("deaf", Some("exit 3")),
        ("crash", Some("kill -SEGV $$")),
        ("garbage", Some("cat >/dev/null; head -c 100000 /dev/zero")),
        ("outside", Some(r#"cat >/dev/null; echo '{"status":"Optimal","point":[[99,1]],"bound":9,"iterations":1}'"#)),
        ("hang", Some("sleep 60")),
    ];
    for (name, script) in scripts {
        let worker = script.map_or_else(|| folder.path().join(name), |s| stub(folder.path(), name, s));
        let limits = highs::Limits { seconds: Some(0.2), worker: Some(&worker), ..highs::Limits::default() };
        let began = Instant::now();
        let solved = maximise(&small(), &limits, None);
        assert!(matches!(solved.status, Status::Failed(_)), "{name}: {:?}", solved.status);
        assert_eq!(solved.point, None, "{name}");
        assert!(began.elapsed() < Duration::from_secs(20), "{name} took {:?}", began.elapsed());
    }
}

#[test]
fn an_interrupt_stops_a_child_that_hangs() {
    let folder = tempfile::tempdir().expect("a folder");
    let worker = stub(folder.path(), "hang", "sleep 60");
    let asked = AtomicBool::new(true);
    let limits = highs::Limits { worker: Some(&worker), interrupt: Some(&asked), ..highs::Limits::default() };
    assert_eq!(maximise(&small(), &limits, None).status, Status::Interrupt);
}

fn demo() -> Instance {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/sosu-midt-nord");
    check(&read_folder(&folder).expect("readable"), None).instance.expect("valid")
}

fn planned(instance: &Instance, worker: Option<&Path>) -> Outcome {
    let interrupt = AtomicBool::new(false);
    let time = Duration::from_secs(300);
    let limits = Limits { gap: 0.0, time, work: 120, exact_columns: 0, seed: 1, interrupt: &interrupt, worker };
    let outcome = solve(instance, &limits, &mut |_| ()).expect("a plan");
    let files = plan_folder(instance, &outcome, &Options { asked_gap: 0.0, seed: 1 });
    assert_eq!(verify(instance, &files).violations, []);
    outcome
}

#[test]
fn the_plan_does_not_depend_on_where_parts_are_solved() {
    let instance = demo();
    assert_eq!(planned(&instance, Some(&program())).plan, planned(&instance, None).plan);
}

#[test]
fn a_solver_that_fails_or_lies_costs_parts_and_not_the_plan() {
    let instance = demo();
    let folder = tempfile::tempdir().expect("a folder");
    // Every column at once, said to be optimal; then no answer at all.
    let cells: Vec<String> = (0..20_000).map(|c| format!("[{c},1]")).collect();
    let lie = format!(r#"{{"status":"Optimal","point":[{}],"bound":1,"iterations":1}}"#, cells[..40].join(","));
    for (name, script) in [("lie", format!("cat >/dev/null; echo '{lie}'")), ("crash", "exit 1".to_owned())] {
        let worker = stub(folder.path(), name, &script);
        let outcome = planned(&instance, Some(&worker));
        assert!(outcome.bound >= outcome.value && !outcome.plan.runs.is_empty(), "{name}");
    }
}
