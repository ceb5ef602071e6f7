//! Plans side by side: every number of the table is worked out again here from the files of the plans, with nothing of the program.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Reader, Xlsx, open_workbook};
use common::{put, set, small_folder};
use serde_json::Value;
use tempfile::TempDir;

type Row = BTreeMap<String, String>;

/// A folder with the planning folder `in` and its scenarios: fewer rooms, more participants, one that is wrong and one that clashes.
struct Room(TempDir);

const MORE: &str = "name = \"=Flere\"\n[[scale]]\nfile = \"demand.csv\"\ncolumn = \"participants\"\nby = 1.5\n\
     [[set]]\nfile = \"goals.csv\"\nwhere = { goal_code = \"40002\" }\ncolumn = \"guarantee_ok\"\nvalue = false\n";
const WRONG: &str = "name = \"Forkert\"\n[[drop]]\nfile = \"forms.csv\"\nwhere = { school_id = \"vest\" }\n";
const CLASH: &str = "name = \"Sammenstød\"\n[[add]]\nfile = \"forms.csv\"\n\
     row = { school_id = \"nord\", goal_code = \"40001\", answer = \"cannot\" }\n";

impl Room {
    fn new(scenarios: &[(&str, &str)]) -> Self {
        let room = Self(tempfile::tempdir().expect("a folder"));
        let mut files = small_folder();
        for (name, text) in scenarios {
            put(&mut files, &format!("scenarios/{name}.toml"), text);
        }
        for (name, bytes) in files {
            let path = room.path("in").join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("created");
            fs::write(path, bytes).expect("written");
        }
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Exit code, standard output, standard error.
    fn run(&self, words: &str) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amuplan"));
        let output = command.args(words.split_whitespace()).current_dir(self.0.path()).output().expect("the program starts");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
    }

    fn json(&self, words: &str) -> (i32, Value) {
        let (code, out, err) = self.run(words);
        (code, serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}{err}")))
    }

    fn rows(&self, file: &str) -> Vec<Row> {
        let mut reader = csv::Reader::from_path(self.path(file)).expect("a file");
        reader.deserialize().map(|row| row.expect("a row")).collect()
    }

    /// A paper for people: headings and rows.
    fn paper(&self, file: &str) -> Vec<Vec<String>> {
        let text = fs::read_to_string(self.path(file)).expect("a paper");
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
    }
}

fn all_files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(all_files(&path).into_iter().map(|(name, bytes)| (path.join(name), bytes)));
        } else {
            files.insert(path.file_name().map(PathBuf::from).expect("a name"), fs::read(&path).expect("bytes"));
        }
    }
    files
}

/// What a goal is in a plan, worked out from plan.csv and gaps.csv.
fn goals(room: &Room, plan: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut goals: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in room.rows(&format!("{plan}/plan.csv")) {
        let run =
            ["site_id", "start_date", "end_date", "guarantee", "min_participants", "max_participants"].map(|c| row[c].clone());
        goals.entry(row["goal_code"].clone()).or_default().insert(run.join(" "));
    }
    for row in room.rows(&format!("{plan}/gaps.csv")) {
        goals.entry(row["goal_code"].clone()).or_default().insert(format!("hul {}", row["agreement_reference"]));
    }
    goals
}

fn sum(rows: &[Row], column: &str) -> f64 {
    rows.iter().map(|row| row[column].parse::<f64>().expect("a number")).sum()
}

/// The numbers of a plan against its files.
fn judge(room: &Room, folder: &str, plan: &Value) {
    let (runs, gaps) = (room.rows(&format!("{folder}/plan.csv")), room.rows(&format!("{folder}/gaps.csv")));
    let loads = room.rows(&format!("{folder}/loads.csv"));
    let number = |key: &str| plan[key].as_f64().unwrap_or_else(|| panic!("{key}: {plan}"));
    let near =
        |key: &str, right: f64| assert!((number(key) - right).abs() < 1e-6, "{folder} {key}: {} is not {right}", number(key));
    let covered: BTreeSet<&String> = runs.iter().map(|row| &row["goal_code"]).collect();
    let open = gaps.iter().filter(|row| row["agreement_reference"].is_empty()).count();
    near("gaps", open as f64);
    near("agreements", (gaps.len() - open) as f64);
    near("covered", covered.len() as f64);
    near("goals", (covered.len() + gaps.len()) as f64);
    near("runs", runs.len() as f64);
    near("guarantee_runs", runs.iter().filter(|row| row["guarantee"] == "true").count() as f64);
    near("expected_participants", (sum(&runs, "expected_participants") * 1000.0).round() / 1000.0);
    let narrow: Vec<Row> = runs.iter().filter(|row| row["narrow"] == "true").cloned().collect();
    near("narrow_runs", narrow.len() as f64);
    near("narrow_held", (sum(&narrow, "probability_held") * 1000.0).round() / 1000.0);
    // Last year (2026) only nord ran 40001.
    let moved = runs.iter().filter(|row| row["goal_code"] == "40001" && row["school_id"] != "nord").count();
    near("moved", moved as f64);
    let areas = room.rows(&format!("{folder}/areas.csv"));
    let km = areas.iter().filter_map(|row| row["median_km"].parse::<f64>().ok()).fold(0.0, f64::max);
    assert_eq!(plan["farthest"]["km"].as_f64(), Some(km), "{folder}");
    let schools = plan["schools"].as_array().expect("schools");
    assert_eq!(schools.len(), loads.len());
    for (school, load) in schools.iter().zip(&loads) {
        let of = |row: &&Row| row["school_id"] == load["school_id"];
        let days: f64 = sum(&runs.iter().filter(of).cloned().collect::<Vec<_>>(), "days");
        assert_eq!(
            (school["school_id"].as_str(), school["course_days"].as_f64()),
            (Some(load["school_id"].as_str()), Some(days))
        );
        assert_eq!(school["runs"].as_u64(), Some(runs.iter().filter(of).count() as u64));
    }
}

/// Course days of every school in every plan, and the sum.
fn judge_days(room: &Room, folders: &[&str]) {
    let days = room.paper("ud/sammenligning-skoler.csv");
    for (at, folder) in folders.iter().enumerate() {
        let mut expected: Vec<i64> =
            room.rows(&format!("ud/{folder}/loads.csv")).iter().map(|load| load["course_days"].parse().expect("days")).collect();
        let mut told: Vec<i64> = days[1..].iter().map(|row| row[at + 1].parse().expect("days")).collect();
        assert_eq!(told.pop(), Some(expected.iter().sum()), "{days:?}");
        expected.sort_unstable();
        told.sort_unstable();
        assert_eq!(told, expected, "{days:?}");
    }
}

#[test]
fn scenarios_are_planned_beside_the_base_and_the_numbers_are_right() {
    let room = Room::new(&[("flere", MORE), ("forkert", WRONG), ("sammen", CLASH)]);
    let (code, said) = room.json("scenarios in -o ud --json --threads 2");
    assert_eq!(code, 3, "an error of the input weighs more than a clash: {said}");
    assert_eq!(said["exit_code"], 3);
    let failed: Vec<_> =
        said["failed"].as_array().expect("a list").iter().map(|f| (f["folder"].clone(), f["exit_code"].clone())).collect();
    assert_eq!(failed, [("forkert".into(), 3.into()), ("sammen".into(), 4.into())]);
    assert_eq!(said["failed"][0]["findings"][0]["code"], "E903");
    let folders = ["basis", "fewer-rooms", "flere"];
    let names: Vec<_> = said["plans"].as_array().expect("plans").iter().map(|plan| plan["name"].clone()).collect();
    // In the order of the files, the base first.
    assert_eq!(names, ["basis", "Færre lokaler", "=Flere"]);
    for (at, folder) in folders.into_iter().enumerate() {
        let (code, out, err) = room.run(&format!("verify in ud/{folder}"));
        assert_eq!(code, 0, "{out}{err}");
        judge(&room, &format!("ud/{folder}"), &said["plans"][at]);
    }
    // The goals that differ, and no others.
    let all: Vec<_> = folders.map(|folder| goals(&room, &format!("ud/{folder}"))).into();
    let codes: BTreeSet<&String> = all.iter().flat_map(|goals| goals.keys()).collect();
    let differ: BTreeSet<String> =
        codes.into_iter().filter(|c| all.iter().any(|g| g.get(*c) != all[0].get(*c))).cloned().collect();
    let told = said["differing_goals"].as_array().expect("a list").iter();
    assert_eq!(differ, told.map(|g| g["goal_code"].as_str().expect("a code").to_owned()).collect());
    assert!(!differ.is_empty(), "the scenarios change something");
    let paper = room.paper("ud/sammenligning-maal.csv");
    assert_eq!(
        paper[0],
        ["Målkode", "Måltitel", "Udgangspunkt (basis)", "Færre lokaler", "'=Flere"],
        "a name that could be a formula is harmless"
    );
    assert_eq!(paper[1..].iter().map(|row| row[0].clone()).collect::<BTreeSet<_>>(), differ);
    let table = room.paper("ud/sammenligning.csv");
    let row =
        |label: &str| table.iter().find(|row| row[0] == label).unwrap_or_else(|| panic!("{label} in {table:?}"))[1..].to_vec();
    for (at, plan) in said["plans"].as_array().expect("plans").iter().enumerate() {
        assert_eq!(row("Huller")[at], plan["gaps"].to_string());
        assert_eq!(row("Kurser")[at], plan["runs"].to_string());
        let days: Vec<i64> =
            plan["schools"].as_array().expect("schools").iter().map(|s| s["course_days"].as_i64().expect("days")).collect();
        let cell = &row("Kursusdage pr. skole, færrest til flest")[at];
        let (low, high) = (days.iter().min().expect("a school"), days.iter().max().expect("a school"));
        assert!(cell.starts_with(&format!("{low} (")) && cell.contains(&format!(" – {high} (")), "{cell}");
        let count = differ.iter().filter(|c| all[at].get(*c) != all[0].get(*c)).count();
        let expected = if at == 0 { String::new() } else { count.to_string() };
        assert_eq!(row("Mål, der er anderledes end i den første plan (skole, sted, dato eller garanti)")[at], expected);
    }
    let [base, _, more] = row("Hvad er ændret").try_into().expect("three plans");
    assert!(base.is_empty() && more.contains("demand.csv: ") && more.contains("goals.csv: 1 celle ændret"), "{more}");
    judge_days(&room, &folders);
    assert!(fs::read(room.path("ud/sammenligning.xlsx")).expect("a workbook").starts_with(b"PK"));
    // The same on one thread, and the base is the plan that `plan` makes.
    assert_eq!(room.run("scenarios in -o igen --threads 1").0, 3);
    assert_eq!(all_files(&room.path("ud/flere")), all_files(&room.path("igen/flere")));
    for name in ["sammenligning.csv", "sammenligning-maal.csv", "sammenligning.xlsx"] {
        assert!(fs::read(room.path("ud").join(name)).ok() == fs::read(room.path("igen").join(name)).ok(), "{name}");
    }
    assert_eq!(room.run("plan in -o alene").0, 0);
    // Beside the plan `plan` keeps what it was made from, for `undo`.
    fs::remove_dir_all(room.path("alene/inputs")).expect("the inputs");
    let (base, alone) = (all_files(&room.path("ud/basis")), all_files(&room.path("alene")));
    assert_eq!(base.keys().collect::<Vec<_>>(), alone.keys().collect::<Vec<_>>());
    assert!(base == alone);
}

#[test]
fn the_terminal_names_what_failed_and_shows_three_plans_beside_each_other() {
    let room = Room::new(&[("flere", MORE), ("forkert", WRONG), ("sammen", CLASH)]);
    let (code, out, err) = room.run("scenarier in -o ud");
    assert_eq!(code, 3);
    for word in ["»forkert«", "E903", "scenarios/forkert.toml", "»Sammenstød«", "E601"] {
        assert!(err.contains(word), "{word} in {err}");
    }
    // The workbook names them too.
    let mut book: Xlsx<_> = open_workbook(room.path("ud/sammenligning.xlsx")).expect("a workbook");
    let failed = book.worksheet_range("Uden plan").expect("a tab");
    let failed: Vec<String> =
        failed.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")).collect();
    for (name, code) in [("forkert ", "E903"), ("sammen ", "E601")] {
        assert!(failed.iter().any(|row| row.starts_with(name) && row.contains(code)), "{failed:?}");
    }
    for word in ["Sammenligning", "basis", "Færre lokaler", "=Flere", "Huller", "Bilag: ", "sammenligning.xlsx"] {
        assert!(out.contains(word), "{word} in {out}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 140), "{out}");
    let head = out.lines().next().expect("a line");
    assert!(head.contains("basis") && head.contains("Færre lokaler") && head.contains("=Flere"), "{head}");
    let value = out.lines().position(|line| line.starts_with("Bilag: samlet"));
    let gaps = out.lines().position(|line| line.starts_with("Huller"));
    assert!(gaps.is_some() && gaps < value, "the weighted sum is no headline: {out}");
    let (code, out, _) = room.run("compare ud/basis ud/flere ud/fewer-rooms ud/basis --language en");
    assert_eq!(code, 0);
    assert!(out.contains("Gaps") && out.contains("ud/basis") && out.matches("Comparison").count() == 2, "a second block: {out}");
    fs::remove_dir_all(room.path("in/scenarios")).expect("removed");
    let (code, _, err) = room.run("scenarios in -o ud");
    assert!(code == 2 && err.contains("ingen scenarier"), "{err}");
    fs::create_dir(room.path("in/scenarios")).expect("created");
    fs::write(room.path("in/scenarios/basis.toml"), "name = \"x\"\n").expect("written");
    let (code, _, err) = room.run("scenarios in -o ud");
    assert!(code == 3 && err.contains("basis bruges til planen uden scenarie"), "{err}");
}

#[test]
fn plans_of_another_year_or_network_are_refused() {
    let room = Room::new(&[]);
    assert_eq!(room.run("plan in -o en").0, 0);
    let toml = fs::read_to_string(room.path("in/plan.toml")).expect("text");
    fs::write(room.path("in/plan.toml"), toml.replace("Prøvenetværk", "Naboerne")).expect("written");
    assert_eq!(room.run("plan in -o to").0, 0);
    let (code, out, err) = room.run("sammenlign en to");
    assert!(code == 3 && out.is_empty() && err.contains("»Naboerne«") && err.contains("»Prøvenetværk«"), "{err}");
    let mut result: Value = serde_json::from_slice(&fs::read(room.path("to/result.json")).expect("bytes")).expect("JSON");
    result["year"] = 2028.into();
    result["network"] = "Prøvenetværk".into();
    fs::write(room.path("to/result.json"), result.to_string()).expect("written");
    let (code, _, err) = room.run("compare en to");
    assert!(code == 3, "{err}");
    fs::write(room.path("en/loads.csv"), "school_id\nx\n").expect("written");
    let (code, _, err) = room.run("compare en");
    assert!(code == 3 && err.contains("loads.csv"), "{err}");
    let (code, _, err) = room.run("compare nowhere");
    assert!(code == 3 && err.contains("nowhere"), "{err}");
    assert_eq!(room.run("compare").0, 2);
}

#[test]
fn one_plan_alone_shows_the_schools_worst_off_first() {
    let room = Room::new(&[]);
    assert_eq!(room.run("plan in -o en").0, 0);
    let (code, out, err) = room.run("compare en -o ud");
    assert!(code == 0 && out.contains("Retfærdighed"), "{out}{err}");
    let paper = room.paper("ud/retfaerdighed.csv");
    let loads = room.rows("en/loads.csv");
    let duties = room.rows("en/announcements.csv");
    let called = |row: &Row| if row["name"].is_empty() { row["school_id"].clone() } else { row["name"].clone() };
    let names: BTreeMap<String, String> =
        room.rows("in/schools.csv").iter().map(|row| (row["school_id"].clone(), called(row))).collect();
    let table = room.paper("ud/sammenligning.csv");
    assert!(table.iter().all(|row| !row[0].contains("den første plan")), "nothing to differ from: {table:?}");
    assert_eq!(paper.len(), 1 + loads.len());
    let mut before = f64::MAX;
    for row in &paper[1..] {
        let load = loads.iter().find(|load| names[&load["school_id"]] == row[0]).expect("a school");
        let [days, fair] = ["course_days", "fair_share"].map(|column| load[column].parse::<f64>().expect("a number"));
        let duties = duties.iter().filter(|duty| duty["school_id"] == load["school_id"]).count();
        let expected = [
            &load["course_days"],
            &load["fair_share"],
            &load["deviation"],
            &load["runs"],
            &load["narrow_runs"],
            &load["guarantee_runs"],
        ];
        assert_eq!(row[2..8].iter().collect::<Vec<_>>(), expected);
        assert_eq!(row[8], duties.to_string());
        let share: f64 = row[1].replace(',', ".").parse().expect("a number");
        assert!((share - days / fair * 100.0).abs() < 0.051 && share <= before, "{row:?}");
        before = share;
    }
}

/// Each share of draws lies within five standard deviations of the exact probability in plan.csv.
#[test]
fn drawn_years_agree_with_the_exact_probability() {
    let room = Room::new(&[]);
    assert_eq!(room.run("plan in -o en").0, 0);
    let draws = 20_000.0;
    let (code, said) = room.json("robustness in en --draws 20000 --json");
    assert_eq!(code, 0);
    let rows = room.rows("en/plan.csv");
    let runs = said["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), rows.len());
    for (run, row) in runs.iter().zip(&rows) {
        let (held, exact) =
            (run["held"][0].as_f64().expect("a share"), row["probability_held"].parse::<f64>().expect("a number"));
        let sigma = (exact * (1.0 - exact) / draws).sqrt();
        assert!((held - exact).abs() <= 5.0 * sigma + 0.000_6, "{row:?}: {held}");
        assert_eq!(run["site_id"], row["site_id"].as_str());
        let [normal, low, high] = [0, 1, 2].map(|at| run["held"][at].as_f64().expect("a share"));
        assert!(low <= normal + 0.02 && normal <= high + 0.02, "{run}");
    }
    let year = &said["years"][0];
    let held = sum(&rows, "probability_held");
    assert!((year["held"].as_f64().expect("a mean") - held).abs() < 0.05, "{year} {held}");
    let people = sum(&rows, "expected_participants");
    assert!((year["participants"].as_f64().expect("a mean") / people - 1.0).abs() < 0.02, "{year} {people}");
    assert!(year["low"].as_f64() <= year["held"].as_f64() && year["held"].as_f64() <= year["high"].as_f64(), "{year}");
    // The same on any number of threads; another seed, other years.
    let on = |threads: &str, seed: &str| {
        let words = ["robusthed", "in", "en", "--seed", seed];
        let mut command = Command::new(env!("CARGO_BIN_EXE_amuplan"));
        let output = command.args(words).env("RAYON_NUM_THREADS", threads).current_dir(room.0.path()).output().expect("starts");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    assert_eq!(on("1", "7"), on("3", "7"));
    assert!(on("1", "7").contains("Planen i 1000 tilfældige år") && on("1", "7") != on("1", "8"));
    let (code, _, err) = room.run("robustness in en --draws 0");
    assert!(code == 2 && err.contains("1 til 100000"), "{err}");
    let mut files = small_folder();
    set(&mut files, "capacity.csv", 2, "rooms", "1");
    fs::write(room.path("in/capacity.csv"), &files["capacity.csv"]).expect("written");
    assert_eq!(room.run("robustness in en").0, 7, "a plan that does not verify is not measured");
}
