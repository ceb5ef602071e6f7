//! Scenarios: patches do what they say, wrong ones give all their errors, and their plans are judged like any other.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use amuplan::check::finding::Finding;
use amuplan::check::scenario::{Scenario, read};
use amuplan::domain::instance::Instance;
use amuplan::read::folder::Folder;
use common::{Files, add_row, checked, drop_row, instance, put, set, small_folder, text, without_lines};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

const FILE: &str = "scenarios/test.toml";

fn scenario(files: &Files, patches: &str) -> Result<Scenario, Vec<Finding>> {
    read(&Folder::from_files(files.clone()), FILE, format!("name = \"Prøve\"\n{patches}").as_bytes())
}

fn sound(files: &Files, patches: &str) -> Scenario {
    scenario(files, patches).unwrap_or_else(|findings| panic!("{patches}\n{findings:#?}"))
}

/// What must be the same whether a folder was patched or edited by hand: everything but lines and fingerprints.
fn essence(mut instance: Instance) -> Instance {
    instance.inputs.clear();
    instance.scenario = None;
    without_lines(instance)
}

fn codes(findings: &[Finding]) -> Vec<(&str, String)> {
    let mut codes: Vec<_> = findings.iter().map(|f| (f.code, f.what.en.clone())).collect();
    codes.retain(|(_, what)| !what.contains("line "));
    codes.sort();
    codes
}

fn assert_same(files: &Files, patches: &str, by_hand: &Files) -> bool {
    let patched = sound(files, patches).check(&Folder::from_files(files.clone()), None);
    let edited = checked(by_hand);
    let ours: Vec<_> = patched.findings.clone();
    assert_eq!(codes(&ours), codes(&edited.findings), "{patches}");
    let found = patched.instance.is_some();
    assert_eq!(patched.instance.map(essence), edited.instance.map(essence), "{patches}");
    found
}

#[test]
fn each_kind_of_patch_equals_the_edit_by_hand() {
    let files = small_folder();
    let mut hand = files.clone();
    set(&mut hand, "capacity.csv", 4, "rooms", "2");
    set(&mut hand, "demand.csv", 2, "participants", "13.75");
    set(&mut hand, "demand.csv", 3, "participants", "6.6");
    set(&mut hand, "demand.csv", 4, "participants", "33");
    set(&mut hand, "demand.csv", 5, "participants", "26.4");
    set(&mut hand, "demand.csv", 6, "participants", "44");
    add_row(
        &mut hand,
        "closures.csv",
        &[("school_id", "syd"), ("from", "2027-03-22"), ("to", "2027-03-26"), ("reason", "ombygning")],
    );
    drop_row(&mut hand, "forms.csv", 3);
    let patches = "[[set]]\nfile = \"capacity.csv\"\nwhere = { site_id = \"syd-1\" }\ncolumn = \"rooms\"\nvalue = 2\n\
         [[drop]]\nfile = \"forms.csv\"\nwhere = { school_id = \"syd\", goal_code = [\"40003\", \"1\"] }\n\
         [[scale]]\nfile = \"demand.csv\"\ncolumn = \"participants\"\nby = 1.1\n\
         [[add]]\nfile = \"closures.csv\"\nrow = { school_id = \"syd\", from = 2027-03-22, to = 2027-03-26, reason = \"ombygning\" }\n";
    assert!(assert_same(&files, patches, &hand));
}

/// A value that another row of the column has.
fn other_cell(text: &str, column: usize, rng: &mut ChaCha8Rng) -> String {
    let cells: Vec<&str> = text.lines().skip(1).map(|line| line.split(',').nth(column).expect("a cell")).collect();
    cells[rng.random_range(0..cells.len())].to_owned()
}

#[test]
fn random_patches_equal_the_edits_by_hand() {
    let files = small_folder();
    let names =
        ["forms.csv", "capacity.csv", "demand.csv", "locks.csv", "history.csv", "closures.csv", "approvals.csv", "needs.csv"];
    let mut sound_ones = 0;
    for seed in 0..300 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let (mut hand, mut patches) = (files.clone(), Vec::new());
        for name in names {
            if rng.random_bool(0.3) {
                continue;
            }
            let body = text(&files, name);
            let header: Vec<&str> = body.lines().next().expect("a header").split(',').collect();
            let line = rng.random_range(2..=body.lines().count());
            // All cells of the row: so the patch is about it and about rows equal to it, of which the small folder has none.
            let row: Vec<&str> = body.lines().nth(line - 1).expect("a row").split(',').collect();
            let wanted: Vec<String> = header.iter().zip(&row).map(|(column, cell)| format!("{column} = \"{cell}\"")).collect();
            let wanted = format!("file = \"{name}\"\nwhere = {{ {} }}\n", wanted.join(", "));
            let column = rng.random_range(0..header.len());
            match rng.random_range(0..3) {
                0 => {
                    patches.push(format!("[[drop]]\n{wanted}"));
                    drop_row(&mut hand, name, line);
                }
                1 => {
                    let value = other_cell(&body, column, &mut rng);
                    patches.push(format!("[[set]]\n{wanted}column = \"{}\"\nvalue = \"{value}\"\n", header[column]));
                    set(&mut hand, name, line, header[column], &value);
                }
                _ => {
                    let cells: Vec<(&str, String)> =
                        header.iter().enumerate().map(|(at, column)| (*column, other_cell(&body, at, &mut rng))).collect();
                    let row: Vec<String> = cells.iter().map(|(column, cell)| format!("{column} = \"{cell}\"")).collect();
                    if cells.iter().any(|(_, cell)| !cell.is_empty()) {
                        patches.push(format!("[[add]]\nfile = \"{name}\"\nrow = {{ {} }}\n", row.join(", ")));
                        let cells: Vec<(&str, &str)> = cells.iter().map(|(column, cell)| (*column, cell.as_str())).collect();
                        add_row(&mut hand, name, &cells);
                    }
                }
            }
        }
        sound_ones += usize::from(assert_same(&files, &patches.concat(), &hand));
    }
    assert!(sound_ones > 20, "{sound_ones} of 300 can be planned");
}

#[test]
fn the_order_of_patches_does_not_matter_and_the_folder_stays_as_it_is() {
    let files = small_folder();
    let set = "[[set]]\nfile = \"goals.csv\"\nwhere = { goal_code = \"40001\" }\ncolumn = \"min_participants\"\nvalue = 4\n";
    let drop = "[[drop]]\nfile = \"goals.csv\"\nwhere = { exempt = true }\n";
    let folder = Folder::from_files(files.clone());
    let [one, two] = [format!("{set}{drop}"), format!("{drop}{set}")].map(|p| sound(&files, &p).patched(&folder));
    assert_eq!(one, two);
    assert_eq!(folder, Folder::from_files(files.clone()));
    assert!(!one.entries.keys().any(|name| name.starts_with("scenarios/")));
    let nothing = sound(&files, "").check(&folder, None).instance.expect("an instance");
    assert_eq!(nothing.scenario.as_deref(), Some("Prøve"));
    assert_eq!(Instance { scenario: None, ..nothing }, instance(&files), "no patch, no change, to the fingerprint");
}

#[test]
fn a_scenario_has_its_profile_and_weights() {
    let files = small_folder();
    let folder = Folder::from_files(files.clone());
    let of = |patches: &str| sound(&files, patches).check(&folder, None).instance.expect("an instance").profile;
    let profile = of("profile = \"near-home\"\n[weights]\nheld = 1250\nload = 0\n");
    assert_eq!((profile.name.as_str(), profile.weights.held, profile.weights.load), ("near-home", 1250, 0));
    assert_eq!(of("").name, "balanced");
}

/// A semicolon file keeps its dialect: decimals get a comma.
#[test]
fn a_file_of_a_danish_excel_is_patched_in_its_own_way() {
    let mut files = small_folder();
    put(&mut files, "demand.csv", "goal_code;municipality_code;participants\n40001;0851;12,5\n\n40002;;30\n");
    let mut hand = files.clone();
    put(&mut hand, "demand.csv", "goal_code;municipality_code;participants\n40001;0851;6,25\n40002;;2,5\n");
    let patches = "[[scale]]\nfile = \"demand.csv\"\nwhere = { goal_code = \"40001\" }\ncolumn = \"participants\"\nby = 0.5\n\
         [[set]]\nfile = \"demand.csv\"\nwhere = { goal_code = \"40002\" }\ncolumn = \"participants\"\nvalue = 2.5\n";
    assert!(assert_same(&files, patches, &hand));
}

#[test]
fn a_wrong_scenario_gives_all_its_errors_at_once() {
    let patches = "[[set]]\nfile = \"forms.csw\"\ncolumn = \"week\"\nvalue = 12\n\
         [[set]]\nfile = \"forms.csv\"\nwhere = { scool_id = \"nord\" }\ncolumn = \"uge\"\n\
         [[drop]]\nfile = \"forms.csv\"\n\
         [[scale]]\nfile = \"demand.csv\"\ncolumn = \"participants\"\nby = \"mange\"\n\
         [[add]]\nfile = \"closures.csv\"\nrow = {}\n";
    let findings = scenario(&small_folder(), patches).expect_err("errors");
    let found: Vec<_> = findings.iter().map(|f| (f.code, f.line)).collect();
    let expected = [
        ("E901", Some(3)),
        ("E115", Some(6)),
        ("E902", Some(8)),
        ("E902", Some(9)),
        ("E115", Some(10)),
        ("E115", Some(15)),
        ("E115", Some(18)),
    ];
    assert_eq!(found, expected, "{findings:#?}");
    for finding in &findings {
        assert!(finding.file == FILE && !finding.cure.da.is_empty() && finding.cure.da != finding.cure.en, "{finding:?}");
    }
    for broken in ["[[set]\n", "set = 3\n", "add = [1]\n", "profile = \"nosuch\"\n", "[weights]\nheld = 10001\n"] {
        assert_eq!(scenario(&small_folder(), broken).expect_err("an error").len(), 1, "{broken}");
    }
    let unnamed = read(&Folder::from_files(small_folder()), FILE, b"name = \" \"\n").expect_err("no name");
    assert_eq!(unnamed[0].code, "E115");
}

#[test]
fn what_is_wrong_with_an_added_row_is_found_in_the_scenario() {
    let files = small_folder();
    let patches = "[[add]]\nfile = \"locks.csv\"\nrow = { lock = \"keep\", goal_code = \"4\", school_id = \"nord\", by = \"Bo\", reason = \"x\" }\n\
         [[add]]\nfile = \"equipment.csv\"\nrow = { site_id = \"nord-1\", equipment = \"kran\" }\n\
         [[set]]\nfile = \"forms.csv\"\nwhere = { school_id = \"nord\", goal_code = \"40001\" }\ncolumn = \"start_date\"\nvalue = \"31-02-2027\"\n";
    let checked = sound(&files, patches).check(&Folder::from_files(files), None);
    let errors: Vec<_> = checked.findings.iter().map(|f| (f.code, f.file.as_str(), f.line)).collect();
    assert!(errors.contains(&("E306", FILE, Some(2))), "{errors:?}");
    assert!(errors.contains(&("E205", "forms.csv", Some(2))), "{errors:?}");
    assert!(checked.instance.is_none());
}

/// Runs the program in a folder.
fn run(room: &Path, words: &str) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_amuplan")).args(words.split_whitespace()).current_dir(room).output().expect("runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(said).expect("UTF-8"))
}

fn hold(room: &Path, files: &Files) {
    for (name, bytes) in files {
        let path = room.join("in").join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("created");
        fs::write(path, bytes).expect("written");
    }
}

#[test]
fn a_plan_with_a_scenario_names_it_and_is_verified() {
    let room = tempfile::tempdir().expect("a folder");
    let room = room.path();
    let mut files = small_folder();
    put(&mut files, "scenarios/wrong.toml", "name = \"Forkert\"\n[[drop]]\nfile = \"x.csv\"\n");
    hold(room, &files);
    let (code, said) = run(room, "check in");
    assert!(code == 3 && said.contains("E901") && said.contains("scenarios/wrong.toml, linje 3"), "{said}");
    let (code, said) = run(room, "plan in -o base");
    assert_eq!(code, 0, "a wrong scenario does not stand in the way of the plan: {said}");
    let (code, said) = run(room, "plan in -o out --scenario in/scenarios/fewer-rooms.toml");
    assert_eq!(code, 0, "{said}");
    let result = |name: &str| -> Value {
        serde_json::from_slice(&fs::read(room.join(name).join("result.json")).expect("result.json")).expect("JSON")
    };
    assert_eq!((&result("out")["scenario"], result("base").get("scenario")), (&Value::from("Færre lokaler"), None));
    let changed = |file: &str| result("out")["inputs"][file] != result("base")["inputs"][file];
    assert!(changed("capacity.csv") && !changed("forms.csv") && result("base")["inputs"].get("scenarios/wrong.toml").is_none());
    assert_eq!(run(room, "verify in out").0, 0, "the scenario is found by its name");
    assert_eq!(run(room, "papers in out -o papers").0, 0);
    fs::rename(room.join("in/scenarios/fewer-rooms.toml"), room.join("away.toml")).expect("moved");
    let (code, said) = run(room, "verify in out");
    assert!(code == 2 && said.contains("»Færre lokaler«") && said.contains("--scenario"), "{said}");
    assert_eq!(run(room, "verify in out --scenario away.toml").0, 0);
    let (code, said) = run(room, "plan in -o no --scenario in/scenarios/wrong.toml --json");
    assert!(code == 3 && said.contains("\"E901\"") && !room.join("no").exists(), "{said}");
    let (code, said) = run(room, "plan in -o no --scenario nowhere.toml");
    assert!(code == 2 && said.contains("nowhere.toml"), "{said}");
    let clash = "name = \"Sammenstød\"\n[[add]]\nfile = \"forms.csv\"\nrow = { school_id = \"nord\", goal_code = \"40001\", answer = \"cannot\" }\n";
    fs::write(room.join("clash.toml"), clash).expect("written");
    let (code, said) = run(room, "plan in -o no --scenario clash.toml");
    assert!(code == 4 && said.contains("»Sammenstød«") && said.contains("E601"), "{said}");
}
