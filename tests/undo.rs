//! `replan` and `undo` from the command line: what lies in the folders after any sequence of steps.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use amuplan::report::files::OWNED;
use common::{Files, add_row, drop_file, small_folder};
use serde_json::Value;
use tempfile::TempDir;

/// A folder `in`, and plans beside it.
struct Room {
    dir: TempDir,
}

impl Room {
    fn new(files: &Files) -> Self {
        let room = Self { dir: tempfile::tempdir().expect("a temporary folder") };
        room.holds(files);
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Replaces the planning folder.
    fn holds(&self, files: &Files) {
        let _ = fs::remove_dir_all(self.path("in"));
        for (name, bytes) in files {
            let path = self.path("in").join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, bytes).expect("written");
        }
    }

    /// Exit code and everything said.
    fn run(&self, words: &str) -> (i32, String) {
        let words = words.split(' ');
        let output =
            Command::new(env!("CARGO_BIN_EXE_amuplan")).args(words).current_dir(self.dir.path()).output().expect("it starts");
        let said = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap_or(-1), String::from_utf8(said).expect("UTF-8"))
    }

    #[track_caller]
    fn done(&self, words: &str) -> String {
        let (code, said) = self.run(words);
        assert_eq!(code, 0, "{words}: {said}");
        said
    }

    fn json(&self, words: &str) -> Value {
        serde_json::from_str(&self.done(&format!("{words} --json"))).expect("JSON")
    }

    /// The files of a plan folder, or of the planning folder.
    fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        read(&self.path(folder))
    }
}

fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let files = entries.filter(|path| path.is_file());
    files.map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(path).expect("bytes"))).collect()
}

/// The small folder without locks, and what the meeting does to it one after the other: rows, new files, files taken away.
fn steps() -> Vec<Files> {
    let mut files = small_folder();
    drop_file(&mut files, "locks.csv");
    let mut all = vec![files.clone()];
    common::put(&mut files, "locks.csv", "lock,goal_code,school_id,site_id,start_date,week,guarantee,by,reason,at\n");
    add_row(
        &mut files,
        "locks.csv",
        &[
            ("lock", "forbid"),
            ("goal_code", "40002"),
            ("site_id", "nord-1"),
            ("week", "12"),
            ("by", "Nord"),
            ("reason", "eksamen"),
        ],
    );
    all.push(files.clone());
    drop_file(&mut files, "teachers.csv");
    all.push(files.clone());
    let closed = [("school_id", "nord"), ("from", "2027-03-22"), ("to", "2027-04-18"), ("reason", "flytning"), ("hard", "ja")];
    add_row(&mut files, "closures.csv", &closed);
    all.push(files.clone());
    add_row(&mut files, "agreements.csv", &[("goal_code", "40006"), ("outside_school", "Udeskolen"), ("reference", "A-18")]);
    all.push(files);
    all
}

#[test]
fn undo_gives_back_every_earlier_plan_and_its_inputs_byte_for_byte() {
    let steps = steps();
    let room = Room::new(&steps[0]);
    room.done("plan in -o out --gap 1");
    let mut known = vec![(room.files("out"), room.files("in"))];
    for files in &steps[1..] {
        room.holds(files);
        room.done("replan in out -o out");
        room.done("verify in out");
        known.push((room.files("out"), room.files("in")));
    }
    let last = known.pop().expect("steps");
    let mut left = known.len();
    for (n, (plan, inputs)) in known.iter().rev().enumerate() {
        left -= 1;
        let said = room.json("undo in out");
        assert_eq!((said["steps_left"].as_u64(), said["inputs_known"].as_bool()), (Some(left as u64), Some(true)), "{said}");
        assert_eq!(&room.files("out"), plan, "step {n}");
        assert_eq!(&room.files("in"), inputs, "step {n}");
        room.done("verify in out");
    }
    // Nothing is lost: the last plan and what it was made from are kept.
    assert_eq!(read(&room.path("out/history/undone-0004/plan")), last.0);
    assert_eq!(fs::read(room.path("out/history/undone-0004/inputs/agreements.csv")).ok().as_ref(), last.1.get("agreements.csv"));
    let (code, said) = room.run("undo in out");
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("intet at fortryde"), "{said}");
    // And on again from there.
    room.holds(&steps[1]);
    room.done("omplan in out -o out");
    room.done("fortryd in out");
    assert_eq!(room.files("out"), known[0].0);
}

#[test]
fn a_new_plan_in_another_folder_leaves_the_old_one_and_can_be_taken_back_too() {
    let steps = steps();
    let room = Room::new(&steps[0]);
    room.done("plan in -o out --gap 1");
    let old = room.files("out");
    room.holds(&steps[3]);
    let said = room.json("replan in out -o new");
    assert_eq!(room.files("out"), old);
    assert_eq!(room.files("new").keys().map(String::as_str).collect::<Vec<_>>(), OWNED);
    let result: Value = serde_json::from_slice(&room.files("new")["result.json"]).expect("JSON");
    assert_eq!(result["replan"], said["replan"]);
    let before: Value = serde_json::from_slice(&old["result.json"]).expect("JSON");
    assert_eq!(result["replan"]["base_plan_sha256"], before["plan_sha256"]);
    // A plan of somebody's own that lay there is kept as well.
    room.done("replan in out -o new");
    room.done("undo in new");
    assert_eq!(room.files("new"), old);
    room.done("undo in new");
    assert_ne!(room.files("new"), old);
}

/// Every plan of the meeting in a folder of its own, and then all steps back in the last one.
#[test]
fn steps_into_new_folders_are_taken_back_one_after_the_other_in_the_last() {
    let steps = steps();
    let room = Room::new(&steps[0]);
    room.done("plan in -o plan0 --gap 1");
    let mut known = vec![(room.files("plan0"), room.files("in"))];
    for (n, files) in steps.iter().enumerate().skip(1) {
        room.holds(files);
        room.done(&format!("replan in plan{} -o plan{n}", n - 1));
        known.push((room.files(&format!("plan{n}")), room.files("in")));
    }
    let (last, rest) = known.split_last().expect("steps");
    for (plan, inputs) in rest.iter().rev() {
        room.done(&format!("undo in plan{}", steps.len() - 1));
        assert_eq!((&room.files(&format!("plan{}", steps.len() - 1)), &room.files("in")), (plan, inputs));
    }
    assert_eq!(room.run(&format!("undo in plan{}", steps.len() - 1)).0, 3);
    // A command that was stopped while it carried the steps is given again.
    for folder in ["plan", "inputs"] {
        let kept = room.path(&format!("plan3/history/0001/{folder}"));
        fs::create_dir_all(room.path(&format!("again/history/0001/{folder}"))).expect("made");
        for (name, bytes) in read(&kept) {
            fs::write(room.path(&format!("again/history/0001/{folder}/{name}")), bytes).expect("written");
        }
    }
    room.done("replan in plan3 -o again");
    let said = room.json("undo in again");
    assert_eq!((said["steps_left"].as_u64(), &room.files("again")), (Some(3), &known[3].0), "{said}");
    // The folders before it and their own steps are as they were.
    for (n, (plan, _)) in rest.iter().enumerate() {
        assert_eq!(&room.files(&format!("plan{n}")), plan);
    }
    assert_eq!(read(&room.path("plan3/history/0001/plan")), rest[0].0);
    assert_ne!(last.0, rest[0].0);
}

#[test]
fn a_step_that_was_not_written_to_its_end_is_no_step() {
    let steps = steps();
    let room = Room::new(&steps[0]);
    room.done("plan in -o out --gap 1");
    let old = room.files("out");
    // As if the program was killed while it kept the plan.
    fs::create_dir_all(room.path("out/history/0001/plan")).expect("made");
    fs::write(room.path("out/history/0001/plan/plan.csv"), "half").expect("written");
    assert_eq!(room.run("undo in out").0, 3);
    room.holds(&steps[1]);
    room.done("replan in out -o out");
    room.done("undo in out");
    assert_eq!(room.files("out"), old);
}

#[test]
fn what_cannot_be_the_plan_on_the_table_is_told() {
    let steps = steps();
    let room = Room::new(&steps[0]);
    assert_eq!(room.run("replan in out -o new").0, 3);
    room.done("plan in -o out --gap 1");
    let (code, said) = room.run("replan in out -o in");
    assert_eq!(code, 2, "{said}");
    fs::write(room.path("out/plan.csv"), "changed").expect("written");
    let (code, said) = room.run("replan in out -o new --language en");
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("cannot serve as the plan on the table"), "{said}");
    assert!(!room.path("new").exists());
}

#[test]
fn nothing_asked_is_nothing_changed() {
    let room = Room::new(&steps()[0]);
    room.done("plan in -o out --gap 1");
    let said = room.done("replan in out -o new");
    assert!(said.contains("ingen ændringer") && said.contains("efterprøvet"), "{said}");
    assert_eq!(room.files("new")["plan.csv"], room.files("out")["plan.csv"]);
}

#[test]
fn verify_counts_the_change_against_the_plan_that_the_folder_keeps() {
    let steps = steps();
    let room = Room::new(&steps[0]);
    room.done("plan in -o out --gap 1");
    room.holds(&steps[1]);
    room.done("replan in out -o out");
    room.holds(&steps[2]);
    room.done("replan in out -o out");
    room.done("verify in out");
    let file = room.path("out/result.json");
    let right = fs::read(&file).expect("result.json");
    let mut result: Value = serde_json::from_slice(&right).expect("JSON");
    let cost = result["replan"]["change_cost"].as_i64().expect("points");
    result["replan"]["change_cost"] = Value::from(cost + 1);
    fs::write(&file, result.to_string()).expect("written");
    let (code, said) = room.run("verify in out --language en");
    assert_eq!(code, 7, "{said}");
    assert!(said.contains("replan.change_cost"), "{said}");
    fs::write(&file, &right).expect("written");
    room.done("verify in out");
    // The plan on the table, changed by one letter where it is kept; then not kept at all.
    let kept = room.path("out/history/0002/plan/plan.csv");
    let mut plan = fs::read(&kept).expect("kept");
    let last = plan.len() - 2;
    plan[last] ^= 1;
    fs::write(&kept, &plan).expect("written");
    let (code, said) = room.run("verify in out --language en");
    assert_eq!(code, 7, "{said}");
    assert!(said.contains("earlier plan"), "{said}");
    fs::remove_dir_all(room.path("out/history")).expect("removed");
    room.done("verify in out");
}

#[test]
fn a_plan_whose_origin_another_folder_keeps_is_sound_after_undo() {
    let steps = steps();
    let room = Room::new(&steps[0]);
    room.done("plan in -o out --gap 1");
    room.holds(&steps[1]);
    room.done("replan in out -o out");
    let old = room.files("out");
    room.done("plan in -o new --gap 1");
    room.holds(&steps[2]);
    room.done("replan in out -o new");
    room.done("verify in new");
    room.done("undo in new");
    assert_eq!(room.files("new"), old);
    room.done("verify in new");
}
