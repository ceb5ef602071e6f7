//! The paper read back: it says what plan.csv and status.csv say, in each of its forms; and the command.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use amuplan::check::check;
use amuplan::domain::instance::Instance;
use amuplan::papers::basis::basis;
use amuplan::papers::follow_up::paper;
use amuplan::read::folder::Folder;
use amuplan::report::{Options, plan_folder};
use amuplan::solve::limits::Limits;
use amuplan::solve::solve;
use amuplan::verify::verify;
use chrono::NaiveDate;

use crate::common::enrolment::{HEAD, date, folder};
use crate::common::{Files, put, text};
use crate::followed;
use crate::read::{Table, page, word, workbook};

type Row = BTreeMap<String, String>;

/// The sample with its status.csv, and its plan folder.
static SAMPLE: LazyLock<(Files, Instance, Files)> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/sosu-midt-nord");
    let entries = std::fs::read_dir(folder).expect("the sample").map(|e| e.expect("an entry").path());
    let planning = entries.filter(|p| p.extension().is_some_and(|e| e == "csv" || e == "toml"));
    let files: Files = planning
        .map(|p| (p.file_name().expect("a name").to_string_lossy().into_owned(), std::fs::read(&p).expect("bytes")))
        .collect();
    let (instance, plan) = planned(&files, 100);
    (files, instance, plan)
});

fn planned(files: &Files, work: u64) -> (Instance, Files) {
    let checked = check(&Folder::from_files(files.clone()), None);
    let instance = checked.instance.unwrap_or_else(|| panic!("no instance: {:#?}", checked.findings));
    let interrupt = AtomicBool::new(false);
    let time = Duration::from_secs(600);
    let limits = Limits { gap: 0.05, time, work, exact_columns: 5_000, seed: 1, interrupt: &interrupt, worker: None };
    let outcome = solve(&instance, &limits, &mut |_| ()).expect("a plan");
    let plan = plan_folder(&instance, &outcome, &Options { asked_gap: 0.05, seed: 1 });
    assert!(verify(&instance, &plan).accepted());
    (instance, plan)
}

fn rows(files: &Files, name: &str) -> Vec<Row> {
    let all = text(files, name);
    let all = all.trim_start_matches('\u{feff}');
    let separator = if all.lines().next().is_some_and(|head| head.contains(';')) { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(all.as_bytes());
    let head: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    reader.records().map(|r| head.iter().cloned().zip(r.expect("a record").iter().map(str::to_owned)).collect()).collect()
}

fn danish(iso: &str) -> String {
    iso.split('-').rev().collect::<Vec<_>>().join("-")
}

fn table<'a>(tables: &'a [Table], title: &str) -> &'a Table {
    tables.iter().find(|t| t.title == title).unwrap_or_else(|| panic!("no table {title}"))
}

fn sorted(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.sort();
    rows
}

fn number(row: &Row, column: &str) -> i64 {
    row.get(column).filter(|cell| !cell.is_empty()).map_or(0, |cell| cell.parse().expect("a number"))
}

/// Goal, number, school, start, enrolled, minimum, seats and waiting of every run with figures, from plan.csv and status.csv; and whether it is below its minimum and open.
fn expected(files: &Files, instance: &Instance, plan: &Files, today: &str) -> Vec<(Vec<String>, bool)> {
    let status = rows(files, "status.csv");
    let mut all = Vec::new();
    for run in rows(plan, "plan.csv") {
        let own: Vec<&Row> = status.iter().filter(|s| s["goal_code"] == run["goal_code"] && s["run"] == run["run"]).collect();
        if own.is_empty() {
            continue;
        }
        let sum = |column: &str| own.iter().map(|row| number(row, column)).sum::<i64>();
        let cancelled = own.iter().any(|row| row["cancelled"] == "ja");
        let least: i64 = run["min_participants"].parse().expect("a number");
        let school = instance.schools.iter().find(|s| s.id == run["school_id"]).expect("a school").name.clone();
        let cells = vec![
            run["goal_code"].clone(),
            run["run"].clone(),
            school,
            danish(&run["start_date"]),
            sum("enrolled").to_string(),
            run["min_participants"].clone(),
            run["max_participants"].clone(),
            sum("waiting").to_string(),
        ];
        all.push((cells, !cancelled && run["start_date"].as_str() > today && sum("enrolled") < least));
    }
    all
}

const RUN: [&str; 8] =
    ["Målkode", "Nr.", "Gennemførende skole", "Startdato", "Tilmeldte", "Mindste antal", "Pladser", "På venteliste"];

#[test]
fn the_paper_says_what_plan_and_figures_say() {
    let (files, instance, plan) = &*SAMPLE;
    for today in ["2027-01-20", "2027-03-01", "2027-08-16"] {
        let basis = basis(instance, plan).expect("a plan folder");
        let (follow_up, _) = followed(instance, &basis.plan, today);
        let made = paper(&basis, &follow_up);
        let tables = page(&made["opfoelgning.html"]);
        let (risk, others): (Vec<_>, Vec<_>) = expected(files, instance, plan, today).into_iter().partition(|(_, risk)| *risk);
        let cells = |list: Vec<(Vec<String>, bool)>| sorted(list.into_iter().map(|(cells, _)| cells).collect());
        assert!(!risk.is_empty() && !others.is_empty(), "{today}: the sample has both");
        assert_eq!(sorted(table(&tables, "Kurser i fare").pick(&RUN)), cells(risk), "{today}");
        assert_eq!(sorted(table(&tables, "Øvrige kurser med tal").pick(&RUN)), cells(others), "{today}");
        let words = ["rød: nås næppe", "gul: usikkert", "grøn: ventes nået"];
        let shown = table(&tables, "Kurser i fare").pick(&["Vurdering", "Dage til frist"]);
        assert!(shown.iter().all(|row| words.contains(&row[0].as_str())), "words, not colours alone");
        let days: Vec<i64> = shown.iter().map(|row| row[1].parse().expect("days")).collect();
        assert!(days.is_sorted(), "the most urgent first");
        let head = String::from_utf8_lossy(&made["opfoelgning.html"]).into_owned();
        assert!(head.contains(&format!("Lavet for den {} efter tallene i status.csv.", danish(today))), "the day is stated");
    }
}

#[test]
fn page_word_file_and_workbook_of_the_paper_agree() {
    let (_, instance, plan) = &*SAMPLE;
    let basis = basis(instance, plan).expect("a plan folder");
    let (follow_up, _) = followed(instance, &basis.plan, "2027-03-01");
    let made = paper(&basis, &follow_up);
    let (pages, words) = (page(&made["opfoelgning.html"]), word(&made["opfoelgning.docx"]));
    assert!(pages.len() >= 4, "runs, moves, new runs and those without a place");
    assert_eq!(pages.len(), words.len());
    let tabs: Vec<Table> = workbook(&made["opfoelgning.xlsx"]).into_iter().skip(1).collect();
    assert_eq!(tabs.len(), pages.len());
    for ((page, word), tab) in pages.iter().zip(&words).zip(&tabs) {
        assert_eq!((&page.head, &page.rows), (&word.head, &word.rows), "{}", page.title);
        assert_eq!((&page.head, page.rows.len()), (&tab.head, tab.rows.len()), "{}", page.title);
        assert_eq!(page.pick(&["Målkode"]), tab.pick(&["Målkode"]));
    }
    assert_eq!(paper(&basis, &follow_up), made, "the same bytes");
}

#[test]
fn what_is_proposed_stands_in_the_paper_person_by_person() {
    let (_, instance, plan) = &*SAMPLE;
    let basis = basis(instance, plan).expect("a plan folder");
    let (f, _) = followed(instance, &basis.plan, "2027-03-01");
    let made = paper(&basis, &f);
    let tables = page(&made["opfoelgning.html"]);
    let date = |day| danish(&instance.calendar.date(day).to_string());
    let code = |goal| instance.goal(goal).code.clone();
    let new: Vec<Vec<String>> = f
        .new_runs
        .iter()
        .map(|n| vec![code(n.run.goal), date(n.run.start), date(n.end), n.persons.to_string(), n.run.min.to_string()])
        .collect();
    assert!(!new.is_empty());
    let columns = ["Målkode", "Startdato", "Slutdato", "Antal", "Mindste antal"];
    assert_eq!(table(&tables, "Forslag til nye kurser").pick(&columns), new);
    let sum = |rows: Vec<Vec<String>>| rows.iter().map(|row| row[0].parse::<u32>().expect("a number")).sum::<u32>();
    let moved = table(&tables, "Kursister og ventelister, der får plads");
    assert_eq!(sum(moved.pick(&["Antal"])), f.transfers.iter().map(|t| t.persons).sum::<u32>());
    let left = table(&tables, "Uden plads");
    assert_eq!(sum(left.pick(&["Antal"])), f.left.iter().map(amuplan::followup::chances::Left::persons).sum::<u32>());
    let mut list = text(&made, "opfoelgning.html");
    list.retain(|c| c != '\n');
    assert!(list.contains("uafhængigt af hinanden (Poisson)"), "the assumption is stated");
}

/// Runs the program in a folder.
fn run(dir: &Path, words: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_amuplan")).args(words).current_dir(dir).output().expect("the program starts");
    (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

/// The network by hand, planned, in a folder: `in` without status.csv, and `out`.
fn on_disk() -> (tempfile::TempDir, Files) {
    let room = tempfile::tempdir().expect("a folder");
    let files = folder(2027);
    let (_, plan) = planned(&files, 20);
    for (name, files) in [("in", &files), ("out", &plan)] {
        std::fs::create_dir_all(room.path().join(name)).expect("a folder");
        for (file, bytes) in files {
            std::fs::write(room.path().join(name).join(file), bytes).expect("written");
        }
    }
    (room, plan)
}

#[test]
fn papers_follow_up_where_there_is_a_status_file_and_only_there() {
    let (room, plan) = on_disk();
    let dir = room.path();
    let paper = |name: &str| dir.join("papers").join(name);
    let (code, said) = run(dir, &["papers", "in", "out", "-o", "papers"]);
    assert!(code == Some(0) && !said.contains("Lavet for den") && !paper("opfoelgning.html").exists(), "{said}");
    // As Excel saves it: byte order mark, semicolons, Danish dates, CRLF. The plan made without it stays verified.
    let first = rows(&plan, "plan.csv").into_iter().find(|row| row["goal_code"] == "01001").expect("a run");
    let start: NaiveDate = first["start_date"].parse().expect("a date");
    let (deadline, today) = (start - chrono::Days::new(3), start - chrono::Days::new(3));
    let excel = format!(
        "\u{feff}{}\r\n01001;1;2;4;{};nej;\r\n01004;0;0;3;;;aar\r\n",
        HEAD.trim_end().replace(',', ";"),
        deadline.format("%d-%m-%Y")
    );
    std::fs::write(dir.join("in/status.csv"), excel).expect("written");
    let day = today.format("%d-%m-%Y").to_string();
    let (code, said) = run(dir, &["papirer", "in", "out", "-o", "papers", "--today", &day]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains(&format!("Lavet for den {day}")) && said.contains("Kurser med tal: 1 af"), "{said}");
    let bytes =
        ["opfoelgning.html", "opfoelgning.xlsx", "opfoelgning.docx"].map(|name| std::fs::read(paper(name)).expect("written"));
    let (_, said) = run(dir, &["papers", "in", "out", "-o", "papers", "--today", &today.to_string(), "--language", "en"]);
    assert!(said.contains(&format!("Made for {day}")) && !said.contains("Lavet for"), "{said}");
    for (name, bytes) in ["opfoelgning.html", "opfoelgning.xlsx", "opfoelgning.docx"].iter().zip(bytes) {
        assert_eq!(
            std::fs::read(paper(name)).expect("written"),
            bytes,
            "{name}: the same day, the same bytes, whatever the language of the screen"
        );
    }
    let (code, said) = run(dir, &["papers", "in", "out", "-o", "papers", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let stated: NaiveDate = json["follow_up"]["today"].as_str().expect("a day").parse().expect("a date");
    assert!(code == Some(0) && stated >= date("2025-01-01"), "the clock's day is stated: {stated}");
    std::fs::remove_file(dir.join("in/status.csv")).expect("removed");
    let (code, _) = run(dir, &["papers", "in", "out", "-o", "papers"]);
    assert!(code == Some(0) && !paper("opfoelgning.html").exists(), "an old follow-up goes");
    assert_eq!(run(dir, &["papers", "in", "out", "-o", "papers", "--today", "31-02-2027"]).0, Some(2));
}

#[test]
fn figures_that_do_not_fit_the_plan_write_nothing() {
    let (room, _) = on_disk();
    let dir = room.path();
    std::fs::write(dir.join("in/status.csv"), format!("{HEAD}01001,1,3,,,,\n01001,9,3,,,,\n")).expect("written");
    let (code, said) = run(dir, &["papers", "in", "out", "-o", "papers", "--today", "2027-01-10"]);
    assert!(code == Some(3) && said.contains("FEJL E801 status.csv, linje 3, run:"), "{code:?} {said}");
    assert!(!dir.join("papers").exists());
    let (code, said) = run(dir, &["papers", "in", "out", "-o", "papers", "--today", "2027-01-10", "--language", "en"]);
    assert!(code == Some(3) && said.contains("ERROR E801 status.csv, line 3, run: the plan has"), "{code:?} {said}");
    let (code, said) = run(dir, &["papers", "in", "out", "-o", "papers", "--today", "2027-01-10", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(
        (code, json["findings"][0]["code"].as_str(), json["findings"][0]["line"].as_u64()),
        (Some(3), Some("E801"), Some(3))
    );
    std::fs::write(dir.join("in/status.csv"), format!("{HEAD}01001,1,13,,,,\n")).expect("written");
    let (code, said) = run(dir, &["papers", "in", "out", "-o", "papers", "--today", "2026-11-10"]);
    assert!(code == Some(0) && said.contains("ADVARSEL W804") && dir.join("papers/opfoelgning.docx").exists(), "{said}");
}

#[test]
fn an_english_follow_up_is_english() {
    let mut files = folder(2027);
    put(&mut files, "plan.toml", "year = 2027\nnetwork = \"Follow\"\nlanguage = \"en\"\n");
    put(&mut files, "status.csv", &format!("{HEAD}01001,1,2,4,,,\n"));
    let (instance, plan) = planned(&files, 20);
    let basis = basis(&instance, &plan).expect("a plan folder");
    let (follow_up, _) = followed(&instance, &basis.plan, "2026-12-01");
    let made = paper(&basis, &follow_up);
    assert!(text(&made, "opfoelgning.html").contains("Made for 01-12-2026"));
    assert_eq!(table(&page(&made["opfoelgning.html"]), "Runs at risk").rows.len(), 1);
}

#[test]
fn who_waits_for_a_goal_agreed_outside_is_referred_there() {
    let mut files = folder(2027);
    put(&mut files, "agreements.csv", "goal_code,outside_school,reference\n01004,ude,AFT-7\n");
    put(&mut files, "status.csv", &format!("{HEAD}01004,0,0,6,,,hor\n"));
    let (instance, plan) = planned(&files, 20);
    let basis = basis(&instance, &plan).expect("a plan folder");
    let (follow_up, _) = followed(&instance, &basis.plan, "2027-03-01");
    let made = paper(&basis, &follow_up);
    let tables = page(&made["opfoelgning.html"]);
    let expected = [["01004", "6", "6: Venteliste hos Horsensskolen", "Målet er aftalt med Udeskolen (AFT-7): henvis til dem."]];
    assert_eq!(table(&tables, "Uden plads").pick(&["Målkode", "Antal", "Hvor", "Hvad nu"]), expected);
}
