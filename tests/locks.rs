//! `amuplan locks`: shown, added, lifted; what contradicts others is refused by name, and the file keeps what it was.

mod common;

use std::path::Path;
use std::process::Command;

use common::Files;

fn run(words: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_amuplan")).args(words).output().expect("the program starts");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(said).expect("UTF-8"))
}

fn written(files: &Files) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("temporary folder");
    for (name, bytes) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
        std::fs::write(path, bytes).expect("write");
    }
    dir
}

fn locks(dir: &Path) -> String {
    std::fs::read_to_string(dir.join("locks.csv")).expect("locks.csv")
}

fn add<'a>(dir: &'a str, lock: &'a str, goal: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["locks", "add", dir, lock, goal, "--today", "2026-10-01"], more].concat()
}

#[test]
fn a_lock_is_added_shown_and_lifted_and_those_of_others_stay() {
    let dir = written(&common::small_folder());
    let path = dir.path().to_str().expect("a path");
    let before = locks(dir.path());
    let words = add(
        path,
        "keep",
        "40002",
        &["--school", "Nordskolen", "--week", "15", "--by", "Ærø skole", "--reason", "lokale; aftalt \"fast\""],
    );
    let (code, said) = run(&words);
    assert_eq!(code, 0, "{said}");
    let after = locks(dir.path());
    let row = after.strip_prefix(&before).expect("all else stays");
    assert_eq!(row, "keep,40002,nord,,,15,,Ærø skole,\"lokale; aftalt \"\"fast\"\"\",2026-10-01\n");
    let (code, said) = run(&["laase", "vis", path]);
    assert!(code == 0 && said.contains("Ærø skole fastholder 40002") && said.contains("Mette fastholder 40005"), "{said}");
    let (code, said) = run(&["locks", "list", path, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, json["locks"].as_array().map(Vec::len)), (0, Some(before.lines().count())));
    let (code, said) = run(&["locks", "lift", path, "--by", "ærø skole"]);
    assert!(code == 0 && said.contains("Låse ophævet: 1"), "{said}");
    assert_eq!(locks(dir.path()), before);
    let (code, _) = run(&["locks", "lift", path, "40002", "--by", "nobody"]);
    assert_eq!((code, locks(dir.path())), (2, before));
}

#[test]
fn a_contradiction_names_both_rows_and_owners_and_writes_nothing() {
    let dir = written(&common::small_folder());
    let path = dir.path().to_str().expect("a path");
    let place = ["--site", "nord-1", "--date", "2027-04-19"];
    let first = [&place[..], &["--by", "Mette", "--reason", "aftalt"]].concat();
    assert_eq!(run(&add(path, "keep", "40002", &first)).0, 0);
    let before = locks(dir.path());
    let line = before.lines().count();
    let second = [&place[..], &["--by", "Jens", "--reason", "eksamen"]].concat();
    let (code, said) = run(&add(path, "forbid", "40002", &second));
    assert_eq!((code, locks(dir.path())), (4, before.clone()), "{said}");
    for word in ["Mette fastholder 40002", "Jens forbyder 40002", &format!("linje {line}"), &format!("linje {}", line + 1)] {
        assert!(said.contains(word), "{word}: {said}");
    }
    // A form's refusal, an unknown goal, and nobody who asks for it.
    for (words, code) in [
        (add(path, "keep", "40002", &["--school", "syd", "--by", "x", "--reason", "y"]), 4),
        (add(path, "keep", "49999", &["--school", "syd", "--by", "x", "--reason", "y"]), 3),
        (add(path, "keep", "40006", &["--by", "x", "--reason", "y"]), 3),
        (add(path, "keep", "40006", &["--school", "syd", "--by", " ", "--reason", "y"]), 2),
    ] {
        let (found, said) = run(&words);
        assert_eq!((found, locks(dir.path())), (code, before.clone()), "{said}");
    }
}

#[test]
fn text_that_could_calculate_or_end_a_row_is_made_harmless_and_comes_back() {
    let dir = written(&common::small_folder());
    let path = dir.path().to_str().expect("a path");
    let more = ["--school", "syd", "--week", "16", "--by", "=HYPERLINK(\"x\")", "--reason", "@a\nforbid,40001;-1\u{1b}[2J"];
    let (code, said) = run(&add(path, "keep", "40006", &more));
    assert_eq!(code, 0, "{said}");
    let row = locks(dir.path()).lines().last().expect("a row").to_owned();
    assert_eq!(row, "keep,40006,syd,,,16,,\"'=HYPERLINK(\"\"x\"\")\",\"'@a forbid,40001;-1 [2J\",2026-10-01");
    let (_, said) = run(&["locks", "list", path, "--language", "en"]);
    assert!(said.contains("=HYPERLINK(\"x\") keeps 40006"), "{said}");
    assert_eq!(run(&["locks", "lift", path, "--by", "=HYPERLINK(\"x\")"]).0, 0);
}
