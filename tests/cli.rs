//! The program as the secretariat meets it: commands, messages, exit codes, and what lies in the folders afterwards.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use amuplan::report::files::OWNED;
use common::{Files, add_row, put, set, small_folder};
use serde_json::Value;
use tempfile::TempDir;

/// A folder of its own for each test.
struct Room(TempDir);

/// What a command said.
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Room {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a planning folder.
    fn holds(&self, name: &str, files: &Files) {
        for (file, bytes) in files {
            let path = self.path(name).join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("created");
            fs::write(path, bytes).expect("written");
        }
    }

    /// Runs the program in this folder; words are parted at blanks.
    fn run(&self, words: &str) -> Said {
        let output = self.command(words).output().expect("the program starts");
        Said::from(output)
    }

    fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amuplan"));
        command.args(words.split_whitespace()).current_dir(self.0.path());
        command
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).into_iter().flatten();
        let mut names: Vec<String> = entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Replaces a text that must be there, in a file of a folder.
    fn change(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(file)).expect("text");
        assert!(text.contains(from), "{file} holds no {from}");
        fs::write(self.path(file), text.replacen(from, to, 1)).expect("written");
    }

    /// The tiny sample as `in`, planned into `out`.
    fn planned() -> Self {
        let room = Self::new();
        let said = room.run(&format!("plan {} -o out", sample("tiny")));
        assert_eq!(said.code, 0, "{}", said.err);
        room
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

impl Said {
    /// The code and all the words, wherever they were printed.
    #[track_caller]
    fn means(&self, code: i32, words: &[&str]) {
        let all = format!("{}{}", self.out, self.err);
        assert_eq!(self.code, code, "{all}");
        for word in words {
            assert!(all.contains(word), "\"{word}\" is not in:\n{all}");
        }
        assert!(!all.contains("panicked"), "{all}");
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }
}

fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name).display().to_string()
}

#[test]
fn check_of_a_good_folder_is_done() {
    let room = Room::new();
    for command in ["check", "tjek"] {
        room.run(&format!("{command} {}", sample("tiny"))).means(0, &["kan planlægges", "5 mål"]);
    }
    let said = room.run(&format!("check {} --json", sample("tiny")));
    assert_eq!((said.code, said.json()["exit_code"].as_i64()), (0, Some(0)));
}

#[test]
fn check_of_a_bad_folder_names_file_line_and_column() {
    let room = Room::new();
    let mut files = small_folder();
    set(&mut files, "forms.csv", 3, "goal_code", "49999");
    set(&mut files, "demand.csv", 2, "participants", "mange");
    room.holds("in", &files);
    let words = ["forms.csv, linje 3, goal_code", "49999", "demand.csv, linje 2, participants", "mange", "Gør: "];
    room.run("check in").means(3, &words);
    let said = room.run("check in --json");
    let json = said.json();
    assert_eq!((said.code, json["exit_code"].as_i64()), (3, Some(3)));
    let findings = json["findings"].as_array().expect("a list");
    let found = |file: &str, line: i64, column: &str| {
        findings.iter().any(|f| f["file"] == file && f["line"] == line && f["column"] == column && f["level"] == "error")
    };
    assert!(found("forms.csv", 3, "goal_code") && found("demand.csv", 2, "participants"), "{findings:#?}");
    room.run("plan in -o out").means(3, &words);
    assert!(!room.path("out").exists(), "nothing is written");
}

#[test]
fn rows_that_contradict_each_other_are_both_named() {
    let room = Room::new();
    let mut files = small_folder();
    // syd-2 has one room.
    for goal in ["40003", "40004"] {
        let cells =
            [("school_id", "syd"), ("goal_code", goal), ("answer", "offers"), ("site_id", "syd-2"), ("start_date", "2027-05-10")];
        add_row(&mut files, "forms.csv", &cells);
    }
    room.holds("in", &files);
    room.run("check in").means(4, &["forms.csv", "linje 7", "linje 8"]);
    room.run("plan in -o out").means(4, &["linje 7", "linje 8"]);
    assert!(!room.path("out").exists());
}

#[test]
fn rows_that_clash_only_by_planning_are_named() {
    let room = Room::new();
    let mut files = small_folder();
    // One open week at syd-1, one room there, and six days of courses without dates.
    set(&mut files, "capacity.csv", 4, "rooms", "1");
    set(&mut files, "goals.csv", 4, "duration_days", "2");
    put(&mut files, "closures.csv", "site_id,from,to\nsyd-1,2027-01-01,2027-05-30\nsyd-1,2027-06-05,2027-12-31\n");
    put(&mut files, "locks.csv", "lock,goal_code,school_id,by,reason\n");
    let forms = "school_id,goal_code,answer,site_id\nsyd,40003,offers,syd-1\nsyd,40004,offers,syd-1\nsyd,40006,offers,syd-1\nsyd,40001,can,\n";
    put(&mut files, "forms.csv", forms);
    set(&mut files, "goals.csv", 7, "duration_days", "2");
    room.holds("in", &files);
    room.run("check in").means(0, &[]);
    let said = room.run("plan in -o out");
    said.means(4, &["forms.csv linje 2", "forms.csv linje 3", "forms.csv linje 4"]);
    assert!(!said.err.contains("forms.csv linje 5") && !room.path("out").exists());
    // What leaves no room is named too, and nothing else: without any one of these rows there is a plan.
    let after = said.err.split("ikke plads til dem").nth(1).expect("the rows that leave no room");
    let named: Vec<&str> = after.lines().skip(1).map(|line| line.trim().split(':').next().expect("a row")).collect();
    assert_eq!(named, ["capacity.csv linje 4", "closures.csv linje 2", "closures.csv linje 3"]);
    let closures = |line: &str| format!("site_id,from,to\n{line}\n");
    for (file, text) in [
        ("capacity.csv", String::from_utf8(files["capacity.csv"].clone()).expect("text").replace("syd-1,1", "syd-1,2")),
        ("closures.csv", closures("syd-1,2027-06-05,2027-12-31")),
        ("closures.csv", closures("syd-1,2027-01-01,2027-05-30")),
    ] {
        let mut with = files.clone();
        put(&mut with, file, &text);
        room.holds("with", &with);
        let code = room.run("plan with -o with-plan --time-limit 20").code;
        assert!([0, 5].contains(&code), "{file}: {code}\n{text}");
    }
}

#[test]
fn wrong_usage_is_told() {
    let room = Room::planned();
    let tiny = sample("tiny");
    for words in ["", "nosuch", "plan", "check", "generate --preset moon -o x"] {
        room.run(words).means(2, &[]);
    }
    room.run(&format!("plan {tiny} -o p --gap 2")).means(2, &["--gap", "mellem 0 og 1"]);
    room.run(&format!("plan {tiny} -o p --threads 0")).means(2, &["threads"]);
    room.run(&format!("plan {tiny} -o p --profile nosuch")).means(2, &["nosuch", "near-home"]);
    room.run(&format!("check {tiny} --profile nosuch")).means(2, &["nosuch"]);
    fs::write(room.path("file"), "mine").expect("written");
    room.run(&format!("plan {tiny} -o file")).means(2, &["file"]);
    assert_eq!(fs::read_to_string(room.path("file")).expect("still there"), "mine");
    assert!(!room.path("p").exists());
    room.run("--help").means(0, &["plan", "check"]);
    room.run("--version").means(0, &["amuplan"]);
}

/// The same in both languages: exit codes, and what is written. The language of plan.toml decides on files, `--language` on the terminal.
#[test]
fn the_terminal_speaks_danish_or_english_and_files_the_language_of_the_folder() {
    let room = Room::planned();
    let tiny = sample("tiny");
    let danish = room.run(&format!("check {tiny}"));
    danish.means(0, &["kan planlægges"]);
    room.run(&format!("check {tiny} --language en")).means(0, &["can be planned"]);
    room.run(&format!("--language en check {tiny}")).means(0, &["can be planned"]);
    let said = room.run(&format!("plan {tiny} -o english --language en"));
    said.means(0, &["Goals in scope: 5", "Gaps:", "answered no", "Verified: the plan in english"]);
    for name in OWNED {
        assert_eq!(fs::read(room.path("out").join(name)).ok(), fs::read(room.path("english").join(name)).ok(), "{name}");
    }
    room.run(&format!("verify {tiny} english --language en")).means(0, &["Verified", "44.164"]);
    room.change("english/gaps.csv", "90003", "90002");
    room.run(&format!("verify {tiny} english"))
        .means(7, &["gaps.csv linje 2", "mål 90002 står som hul, men har et kursus", "AFVIST"]);
    let said = room.run(&format!("verify {tiny} english --language en"));
    said.means(7, &["gaps.csv line 2", "goal 90002 is listed as a gap but has a run", "REJECTED"]);
    let json = room.run(&format!("verify {tiny} english --language en --json")).json();
    assert!(json["violations"].to_string().contains("is listed as a gap"), "{json}");
    // A folder in English, and Danish by switch.
    let mut files = small_folder();
    let toml = String::from_utf8(files["plan.toml"].clone()).expect("text").replace("\"da\"", "\"en\"");
    put(&mut files, "plan.toml", &toml);
    room.holds("in", &files);
    room.run("check in").means(0, &["can be planned"]);
    room.run("plan in -o in").means(2, &["this is a planning folder"]);
    room.run("check in --language da").means(0, &["kan planlægges"]);
    set(&mut files, "forms.csv", 3, "goal_code", "49999");
    room.holds("in", &files);
    room.run("check in").means(3, &["ERROR E306 forms.csv, line 3", "there is no goal", "Do: "]);
    room.run("check in --language da").means(3, &["FEJL E306 forms.csv, linje 3", "målet »49999« findes ikke", "Gør: "]);
    room.run("check in --language da --json").means(3, &["målet »49999« findes ikke"]);
}

/// The environment is not asked: the same words give the same answer on every machine.
#[test]
fn the_environment_does_not_choose_the_language() {
    let room = Room::new();
    for locale in ["en_US.UTF-8", "C", "da_DK.UTF-8"] {
        let output = room.command("--help").env("LC_ALL", locale).env("LANG", locale).output().expect("the program starts");
        Said::from(output).means(0, &["Brug:", "Kommandoer:", "Tilvalg:"]);
    }
}

#[test]
fn a_missing_folder_is_an_input_error() {
    let room = Room::new();
    room.run("check nowhere").means(3, &["nowhere", "plan.toml"]);
    room.run("plan nowhere -o out").means(3, &["nowhere"]);
    room.run(&format!("verify {} nowhere", sample("tiny"))).means(3, &["nowhere"]);
    assert!(room.names(".").is_empty());
}

#[test]
fn plan_writes_its_files_and_nothing_else() {
    let room = Room::planned();
    let mut owned = OWNED.map(str::to_owned).to_vec();
    owned.sort();
    // And, for `undo`, the input files that it was made from.
    let mut all = [owned.clone(), vec!["inputs".to_owned()]].concat();
    all.sort();
    assert_eq!(room.names("out"), all);
    let tiny = sample("tiny");
    room.run(&format!("verify {tiny} out")).means(0, &["Efterprøvet", "44,164"]);
    let verdict = room.run(&format!("verify {tiny} out --json")).json();
    assert_eq!(
        (verdict["accepted"].as_bool(), verdict["value"].as_i64(), verdict["gaps"].as_i64()),
        (Some(true), Some(44_164), Some(1))
    );
    // Again into the same folder: a file of the user's own stays, everything else is as before.
    let bytes = |name: &String| fs::read(room.path("out").join(name)).expect("readable");
    let before: Vec<Vec<u8>> = owned.iter().map(bytes).collect();
    fs::write(room.path("out/notes.txt"), "mine").expect("written");
    fs::write(room.path("out/plan.csv"), "old").expect("written");
    let said = room.run(&format!("plan {tiny} -o out --json"));
    assert_eq!(said.json()["objective"].as_i64(), Some(44_164));
    assert_eq!(owned.iter().map(bytes).collect::<Vec<_>>(), before);
    assert_eq!(room.names("out").len(), all.len() + 1);
}

#[test]
fn verify_tells_which_rule_is_broken() {
    let tiny = sample("tiny");
    let judge = |file: &str, from: &str, to: &str, words: &[&str]| {
        let room = Room::planned();
        room.change(file, from, to);
        let said = room.run(&format!("verify {tiny} out"));
        said.means(7, words);
        let json = room.run(&format!("verify {tiny} out --json")).json();
        assert_eq!((json["accepted"].as_bool(), json["exit_code"].as_i64()), (Some(false), Some(7)));
    };
    // Both courses of five days in week 10 at one site with one room.
    judge(
        "out/plan.csv",
        "2027-09-13,2027-09-17,5,2027-W37",
        "2027-03-08,2027-03-12,5,2027-W10",
        &["c03_room_capacity", "vest-1"],
    );
    judge("out/gaps.csv", "90003", "90002", &["gaps"]);
    judge("out/result.json", "\"objective\": 44164", "\"objective\": 44165", &["objective", "44165"]);
    let room = Room::planned();
    let certificate = fs::read_to_string(room.path("out/certificate.csv")).expect("text");
    let row = certificate.lines().nth(1).expect("a price");
    let (row_key, price) = row.rsplit_once(',').expect("three columns");
    let more: i64 = price.parse::<i64>().expect("a number") + 900_000_000;
    judge("out/certificate.csv", row, &format!("{row_key},{more}"), &["certificate", "bound"]);
}

#[test]
fn verify_rejects_a_plan_of_other_input() {
    let room = Room::new();
    room.holds("in", &small_folder());
    room.run("plan in -o out --gap 1").means(0, &[]);
    room.run("verify in out").means(0, &[]);
    room.change("in/demand.csv", "12.5", "12.6");
    room.run("verify in out").means(7, &["demand.csv"]);
    room.change("in/demand.csv", "12.6", "12.5");
    fs::remove_file(room.path("out/loads.csv")).expect("removed");
    room.run("verify in out").means(7, &["loads.csv", "filen mangler"]);
    room.change("in/forms.csv", "nord,40001", "nord,49999");
    room.run("verify in out").means(3, &["49999"]);
}

#[test]
fn a_plan_is_made_with_another_profile_or_seed() {
    let room = Room::new();
    let tiny = sample("tiny");
    room.run(&format!("plan {tiny} -o near --profile near-home")).means(0, &[]);
    room.run(&format!("verify {tiny} near")).means(0, &[]);
    let own = include_str!("../models/profiles/balanced.toml").replace("name = \"balanced\"", "name = \"own\"");
    fs::write(room.path("own.toml"), own.replace("access = 1000", "access = 1700")).expect("written");
    room.run(&format!("plan {tiny} -o own --profile own.toml")).means(0, &[]);
    room.run(&format!("verify {tiny} own --profile own.toml")).means(0, &[]);
    room.run(&format!("verify {tiny} own")).means(7, &["profile"]);
    fs::write(room.path("bad.toml"), "name = \"bad\"\n").expect("written");
    room.run(&format!("plan {tiny} -o bad --profile bad.toml")).means(2, &["bad.toml", "missing"]);
    room.run(&format!("plan {tiny} -o seven --seed 7")).means(0, &[]);
    assert!(fs::read_to_string(room.path("seven/result.json")).expect("text").contains("\"seed\": 7"));
    room.run(&format!("verify {tiny} seven")).means(0, &[]);
}

/// Either a plan that the verifier accepts and code 5 (or 0), or code 6 and nothing.
#[track_caller]
fn whole_or_nothing(room: &Room, folder: &str, code: i32, out: &str, err: &str) {
    match code {
        0 | 5 => {
            room.run(&format!("verify {folder} {out}")).means(0, &[]);
            assert_eq!(room.names(out).len(), OWNED.len() + 1, "the inputs, and no temporary files");
        }
        6 => assert!(room.names(out).is_empty(), "nothing is written"),
        _ => panic!("exit code {code}: {err}"),
    }
}

#[test]
fn limits_stop_the_solve_with_a_whole_plan_or_none() {
    let room = Room::new();
    let folder = sample("sosu-midt-nord");
    for (i, limit) in ["--time-limit 0", "--work-limit 1", "--work-limit 0", "--time-limit 1"].iter().enumerate() {
        let said = room.run(&format!("plan {folder} -o out{i} {limit} --gap 0"));
        // In a second a fast machine may find the best plan and prove it.
        let allowed: &[i32] = if *limit == "--time-limit 1" { &[0, 5, 6] } else { &[5, 6] };
        assert!(allowed.contains(&said.code), "{limit}: {} {}", said.code, said.err);
        whole_or_nothing(&room, &folder, said.code, &format!("out{i}"), &said.err);
    }
}

#[test]
fn generated_folders_are_checked_and_planned() {
    let room = Room::new();
    room.run("generate --preset demo --seed 3 -o demo").means(0, &["demo"]);
    room.run("generate --preset demo --seed 3 -o demo").means(2, &["demo"]);
    room.run("check demo").means(0, &[]);
    room.run("plan demo -o out --gap 0.1").means(0, &[]);
    room.run("verify demo out").means(0, &[]);
    room.holds("mine", &small_folder());
    let before = room.names("mine");
    room.run("generate --preset demo -o mine").means(2, &["mine", "ikke tom"]);
    assert_eq!(room.names("mine"), before);
}

#[test]
fn export_model_writes_an_mps_file() {
    let room = Room::new();
    room.run(&format!("export-model {} -o tiny.mps", sample("tiny"))).means(0, &["kolonner", "rækker"]);
    let text = fs::read_to_string(room.path("tiny.mps")).expect("text");
    for section in ["ROWS", "COLUMNS", "RHS", "BOUNDS", "ENDATA", "c03_room_capacity[vest-1,2027-03-08]"] {
        assert!(text.contains(section), "no {section}");
    }
    assert_eq!(room.names("."), ["tiny.mps"]);
}

/// Interrupts the planning of a folder: after so many milliseconds, counted from the first complete plan if `complete`.
#[cfg(unix)]
fn interrupted(room: &Room, folder: &str, out: &str, wait: u64, complete: bool) -> i32 {
    use std::io::{BufRead, BufReader, Read};
    let mut command = room.command(&format!("plan {folder} -o {out} --gap 0 --json"));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut progress = BufReader::new(child.stderr.take().expect("piped"));
    let mut line = String::new();
    while complete && !line.contains("\"phase\":\"improve\"") {
        line.clear();
        assert!(progress.read_line(&mut line).expect("readable") > 0, "ended before it was interrupted");
    }
    std::thread::sleep(Duration::from_millis(wait));
    let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill starts");
    let asked = Instant::now();
    let code = child.wait().expect("it ends").code().unwrap_or(-1);
    let took = asked.elapsed();
    let mut rest = String::new();
    progress.read_to_string(&mut rest).expect("readable");
    println!("{folder}, interrupted at {wait} ms: exit code {code}, {took:?} later");
    // 0 when it had just proven the best plan.
    assert!([0, 5, 6].contains(&code), "{folder}, interrupted at {wait} ms: {code} {rest}");
    assert!(took < Duration::from_secs(15), "{folder}, interrupted at {wait} ms, it ended {took:?} later");
    whole_or_nothing(room, folder, code, out, &rest);
    code
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_soon_with_a_whole_plan_or_none() {
    let room = Room::new();
    room.run("generate --preset esoe --seed 2 -o esoe").means(0, &[]);
    // Early, while no plan holds all the required runs yet.
    for (i, wait) in [300, 1200, 2500].into_iter().enumerate() {
        interrupted(&room, "esoe", &format!("early{i}"), wait, false);
    }
    assert_eq!(interrupted(&room, "esoe", "late", 300, true), 5, "there was a complete plan");
    let small = sample("sosu-midt-nord");
    for (i, wait) in [100, 400, 900].into_iter().enumerate() {
        interrupted(&room, &small, &format!("small{i}"), wait, false);
    }
}
