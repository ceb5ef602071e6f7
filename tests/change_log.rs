//! The change log: every difference between two plan.csv stands in it once, in each of its forms, and nothing else does.

mod common;
#[path = "papers/made.rs"]
mod made;
#[path = "papers/read.rs"]
mod read;

use std::collections::{BTreeMap, BTreeSet};

use amuplan::compare::plan::{FiledGoal, FiledPlan, FiledRun, State};
use amuplan::domain::goal::Origin;
use amuplan::domain::instance::Instance;
use amuplan::papers::change_log::{ChangeLog, change_log, earlier};
use amuplan::papers::names::is_paper;
use chrono::{Datelike, NaiveDate};
use common::{Files, add_row, put, text};
use made::{Row, as_page, danish, name_of, one_school, planned, rows, run, sample, table, write};
use read::{items, page, part, sentences, tags, word, workbook};
use serde_json::Value;

const FORMS: [&str; 3] = ["aendringslog.docx", "aendringslog.html", "aendringslog.xlsx"];

fn log(instance: &Instance, new: &Files, old: &Files) -> ChangeLog {
    let old = earlier(instance, old).expect("an earlier plan");
    change_log(instance, new, &old, None).expect("a log")
}

/// The sample of the SOSU schools planned, and planned again after requests, answers and an agreement; its folder now.
fn twice() -> (Instance, Files, Files, Files) {
    let mut files = sample("sosu-midt-nord");
    let (_, old) = planned(&files);
    let assigned: Vec<Row> = rows(&old, "plan.csv").into_iter().filter(|row| row["origin"] == "assigned").collect();
    let of_one_run = |row: &&Row| assigned.iter().filter(|other| other["goal_code"] == row["goal_code"]).count() == 1;
    let single: Vec<&Row> = assigned.iter().filter(of_one_run).collect();
    for (number, row) in single.iter().take(3).enumerate() {
        let cells = [
            ("lock", "forbid"),
            ("goal_code", &row["goal_code"]),
            ("school_id", &row["school_id"]),
            ("week", &row["iso_week"]),
            ("by", "Kursuschefen"),
            ("reason", ["eksamen", "censorer", "flytning"][number]),
            ("at", "2026-05-20"),
        ];
        add_row(&mut files, "locks.csv", &cells);
    }
    let sure = single.iter().skip(3).find(|row| row["guarantee"] == "true").expect("a guarantee course");
    let cells = [
        ("lock", "keep"),
        ("goal_code", sure["goal_code"].as_str()),
        ("school_id", &sure["school_id"]),
        ("guarantee", "nej"),
        ("by", "mødet"),
        ("reason", "nok garantikurser"),
    ];
    add_row(&mut files, "locks.csv", &cells);
    let refused = single.iter().rev().find(|row| row["goal_code"] != sure["goal_code"]).expect("a goal");
    let cells = [("school_id", refused["school_id"].as_str()), ("goal_code", &refused["goal_code"]), ("answer", "cannot")];
    let forms = text(&files, "forms.csv");
    let about = format!("{},{},", refused["school_id"], refused["goal_code"]);
    let kept: Vec<&str> = forms.lines().filter(|line| !line.starts_with(&about)).collect();
    put(&mut files, "forms.csv", &(kept.join("\n") + "\n"));
    add_row(&mut files, "forms.csv", &cells);
    let open = rows(&old, "gaps.csv").into_iter().find(|row| row["agreement_reference"].is_empty()).expect("a gap");
    let cells = [("goal_code", open["goal_code"].as_str()), ("outside_school", "Naboskolen"), ("reference", "AFT-9")];
    add_row(&mut files, "agreements.csv", &cells);
    let (instance, new) = planned(&files);
    (instance, old, new, files)
}

/// All that a plan decides about a run.
fn key(row: &Row) -> [String; 8] {
    ["goal_code", "school_id", "site_id", "start_date", "end_date", "guarantee", "min_participants", "max_participants"]
        .map(|column| row[column].clone())
}

/// A run of the data, as plan.csv writes it.
fn of_data(goal: &Value, run: &Value) -> [String; 8] {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let columns = ["school_id", "site_id", "start_date", "end_date", "guarantee", "min_participants", "max_participants"];
    let cells: Vec<String> = std::iter::once(text(goal)).chain(columns.iter().map(|column| text(&run[*column]))).collect();
    cells.try_into().expect("eight cells")
}

/// Goals without a run, and whether each is open.
fn gaps(plan: &Files) -> BTreeSet<(String, bool)> {
    rows(plan, "gaps.csv").iter().map(|row| (row["goal_code"].clone(), row["agreement_reference"].is_empty())).collect()
}

/// All changes of the data, each once.
fn changes(data: &Value) -> Vec<Value> {
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let asked = list(&data["asked"]).iter().flat_map(|asked| list(&asked["changes"])).collect::<Vec<_>>();
    let mut all: BTreeMap<String, Value> = BTreeMap::new();
    for mut change in asked.into_iter().chain(list(&data["followed"])) {
        change.as_object_mut().expect("an object").remove("number");
        all.insert(change.to_string(), change);
    }
    all.into_values().collect()
}

#[test]
fn the_changes_turn_the_old_plan_into_the_new_one() {
    let (instance, old, new, _) = twice();
    let data = log(&instance, &new, &old).data;
    let mut runs: BTreeMap<[String; 8], i64> = BTreeMap::new();
    for row in rows(&old, "plan.csv") {
        *runs.entry(key(&row)).or_insert(0) += 1;
    }
    for change in changes(&data) {
        for (list, step) in [("old_runs", -1), ("new_runs", 1)] {
            for run in change[list].as_array().expect("a list") {
                *runs.entry(of_data(&change["goal_code"], run)).or_insert(0) += step;
            }
        }
    }
    for row in rows(&new, "plan.csv") {
        *runs.entry(key(&row)).or_insert(0) -= 1;
    }
    let left: Vec<_> = runs.into_iter().filter(|(_, count)| *count != 0).collect();
    assert!(left.is_empty(), "{left:#?}");
    let told: BTreeSet<String> = changes(&data).iter().map(|c| c["goal_code"].as_str().expect("a code").to_owned()).collect();
    for (goal, _) in gaps(&old).symmetric_difference(&gaps(&new)) {
        assert!(told.contains(goal), "{goal} became a gap or is none any more");
    }
}

#[test]
fn page_word_file_workbook_and_data_say_the_same_sentences_in_the_same_order() {
    let (instance, old, new, _) = twice();
    let ChangeLog { files, data, .. } = log(&instance, &new, &old);
    assert_eq!(files.keys().collect::<Vec<_>>(), FORMS);
    let list = |key: &str| data[key].as_array().expect("a list").clone();
    let of_data = list("asked").into_iter().chain(list("followed"));
    let of_data: Vec<(String, String)> =
        of_data.map(|entry| (entry["number"].to_string(), entry["text"].as_str().expect("a text").to_owned())).collect();
    assert!(list("asked").len() >= 6 && list("followed").len() > 3, "{data:#}");
    let numbers: Vec<String> = (1..=of_data.len()).map(|number| number.to_string()).collect();
    assert_eq!(of_data.iter().map(|(number, _)| number.clone()).collect::<Vec<_>>(), numbers);
    assert_eq!(items(&files["aendringslog.html"]), of_data);
    assert_eq!(sentences(&files["aendringslog.docx"]), of_data);
    let tabs = workbook(&files["aendringslog.xlsx"]);
    let of_tabs = ["Ønsket", "Fulgte"].map(|tab| table(&tabs, tab).expect("a tab").pick(&["Nr.", "Ændring"]));
    let of_tabs: Vec<(String, String)> = of_tabs.concat().into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    assert_eq!(of_tabs, of_data);
}

#[test]
fn every_run_that_came_or_went_is_in_a_sentence_and_no_goal_that_stayed_is() {
    let (instance, old, new, _) = twice();
    let files = log(&instance, &new, &old).files;
    let sentences = items(&files["aendringslog.html"]);
    let keys = |plan: &Files| -> BTreeSet<[String; 8]> { rows(plan, "plan.csv").iter().map(key).collect() };
    let (before, after) = (keys(&old), keys(&new));
    let mut goals = BTreeSet::new();
    for run in before.symmetric_difference(&after) {
        let (goal, school, start) = (&run[0], name_of(&instance, &run[1]), danish(&run[3]));
        let about = format!("Mål {goal} ");
        let told = |(_, text): &&(String, String)| text.starts_with(&about) && text.contains(school) && text.contains(&start);
        assert!(sentences.iter().any(|sentence| told(&sentence)), "{run:?}\n{sentences:#?}");
        goals.insert(goal.clone());
    }
    goals.extend(gaps(&old).symmetric_difference(&gaps(&new)).map(|(goal, _)| goal.clone()));
    for (_, text) in &sentences {
        let goal = text.split(' ').nth(1).expect("a code");
        assert!(goals.contains(goal), "{text}");
    }
}

#[test]
fn the_columns_of_the_workbook_and_the_numbers_are_those_of_both_plans() {
    let (instance, old, new, _) = twice();
    let ChangeLog { files, data, .. } = log(&instance, &new, &old);
    let tabs = workbook(&files["aendringslog.xlsx"]);
    let followed = table(&tabs, "Fulgte").expect("a tab");
    let columns = ["Målkode", "Skole før", "Start før", "Skole nu", "Start nu"];
    for (cells, entry) in followed.pick(&columns).iter().zip(data["followed"].as_array().expect("a list")) {
        assert_eq!(cells[0], entry["goal_code"].as_str().expect("a code"));
        for (list, at) in [("old_runs", 1), ("new_runs", 3)] {
            let [run] = &entry[list].as_array().expect("a list")[..] else { continue };
            assert_eq!(cells[at], name_of(&instance, run["school_id"].as_str().expect("an id")));
            let date = danish(run["start_date"].as_str().expect("a date"));
            assert_eq!(as_page(&cells[at + 1], &date), date);
        }
    }
    let numbers = page(&files["aendringslog.html"]);
    let plans = table(&numbers, "Planerne i tal").expect("numbers").pick(&["Tal", "Før", "Nu", "Forskel"]);
    let count = |plan: &Files| {
        let (runs, gaps) = (rows(plan, "plan.csv"), rows(plan, "gaps.csv"));
        let covered: BTreeSet<&String> = runs.iter().map(|row| &row["goal_code"]).collect();
        let open = gaps.iter().filter(|row| row["agreement_reference"].is_empty()).count();
        let expected: f64 = runs.iter().map(|row| row["expected_participants"].parse::<f64>().expect("a number")).sum();
        let sure = runs.iter().filter(|row| row["guarantee"] == "true").count();
        [covered.len() + gaps.len(), covered.len(), gaps.len() - open, open, runs.len(), sure, expected.round() as usize]
    };
    let (before, after) = (count(&old), count(&new));
    for (row, (before, after)) in plans.iter().zip(before.into_iter().zip(after)) {
        let step = after as i64 - before as i64;
        assert_eq!(row[1..], [before.to_string(), after.to_string(), step.to_string()], "{}", row[0]);
    }
    assert_eq!(plans.len(), 7);
    let kinds = table(&numbers, "Ændringerne i tal").expect("kinds").pick(&["Slags", "Ønsket", "Fulgte", "I alt"]);
    let sum = kinds.last().expect("a sum");
    assert_eq!(sum[2], data["followed"].as_array().expect("a list").len().to_string());
    assert_eq!(sum[3], changes(&data).len().to_string());
    let (raw, [value, bound]) = (String::from_utf8(files["aendringslog.html"].clone()).expect("UTF-8"), ["objective", "bound"]);
    let result: Value = serde_json::from_slice(&new["result.json"]).expect("JSON");
    for key in [value, bound] {
        assert!(!raw.contains(&result[key].to_string()), "the weighted sum is no natural unit");
    }
}

#[test]
fn requests_are_quoted_with_name_reason_and_date_and_old_ones_are_no_news() {
    let (instance, old, new, files) = twice();
    let log = log(&instance, &new, &old);
    let texts: Vec<(String, String)> = items(&log.files["aendringslog.html"]);
    for reason in ["eksamen", "censorer", "flytning"] {
        let quote = format!("ønsket af Kursuschefen den 20-05-2026 (»{reason}«)");
        assert_eq!(texts.iter().filter(|(_, text)| text.contains(&quote)).count(), 1, "{quote}\n{texts:#?}");
    }
    assert!(texts.iter().any(|(_, text)| text.contains("uden garanti, ønsket af mødet (»nok garantikurser«)")));
    assert!(texts.iter().any(|(_, text)| text.contains("har svaret, at skolen ikke kan. Derfor: ")));
    assert!(texts.iter().any(|(_, text)| text.contains("hullet er lukket ved aftale med Naboskolen (AFT-9).")));
    let locks = text(&files, "locks.csv").lines().count() - 1;
    let asked = log.data["asked"].as_array().expect("a list");
    let kinds: Vec<&str> = asked.iter().filter_map(|entry| entry["asked"].as_str()).collect();
    assert_eq!(kinds.iter().filter(|kind| ["keep", "forbid"].contains(kind)).count(), 4, "{kinds:?}, of {locks} locks");
    assert!(locks > 4, "the sample has locks of its own");
    assert!(kinds.contains(&"cannot") && kinds.contains(&"agreement"), "{kinds:?}");
    let changed: Vec<&str> = log.data["changed_inputs"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert_eq!(changed, ["agreements.csv", "forms.csv", "locks.csv"]);
    assert_eq!(word(&log.files["aendringslog.docx"]).len(), 2, "the numbers stand in two tables");
}

#[test]
fn the_same_plan_twice_says_that_there_is_no_difference() {
    let (instance, plan) = planned(&sample("tiny"));
    let log = log(&instance, &plan, &plan);
    let raw = String::from_utf8(log.files["aendringslog.html"].clone()).expect("UTF-8");
    assert!(raw.contains("Der er ingen forskel på de to planer.") && items(raw.as_bytes()).is_empty());
    assert!(part(&log.files["aendringslog.docx"], "word/document.xml").contains("Der er ingen forskel på de to planer."));
    assert!(part(&log.files["aendringslog.xlsx"], "xl/sharedStrings.xml").contains("Der er ingen forskel på de to planer."));
    assert!(changes(&log.data).is_empty() && log.asked + log.followed == 0);
    let again = change_log(&instance, &plan, &earlier(&instance, &plan).expect("a plan"), None).expect("a log");
    assert_eq!(again.files, log.files, "the same bytes");
}

fn of_vest(start: &str, end: &str) -> FiledRun {
    let [start, end] = [start, end].map(|date| date.parse().expect("a date"));
    let (school, site) = ("vest".to_owned(), "vest-1".to_owned());
    FiledRun { start, end, school, site, guarantee: false, min: 10, max: 12, expected: 0, origin: Origin::Assigned }
}

/// A sample planned, and the log of what changed from another plan to it.
struct Since {
    instance: Instance,
    new: Files,
    plan: FiledPlan,
}

impl Since {
    fn new(name: &str) -> Self {
        let (instance, new) = planned(&sample(name));
        let plan = earlier(&instance, &new).expect("a plan");
        Self { instance, new, plan }
    }

    fn told(&self, old: &FiledPlan) -> Vec<String> {
        let log = change_log(&self.instance, &self.new, old, None).expect("a log");
        items(&log.files["aendringslog.html"]).into_iter().map(|(_, text)| text).collect()
    }

    /// The one sentence about a goal of which the old plan had made something else, or nothing.
    fn one(&self, goal: &str, state: impl Into<Option<State>>) -> String {
        let mut old = self.plan.clone();
        let known = old.goals.remove(goal);
        if let Some(state) = state.into() {
            let new =
                FiledGoal { title: "Gammelt".into(), fkb: "9001".into(), state: State::Gap(String::new()), cure: String::new() };
            old.goals.insert(goal.into(), FiledGoal { state, ..known.unwrap_or(new) });
        }
        let mut all = self.told(&old);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }
}

fn runs(runs: &[FiledRun]) -> State {
    State::Covered(runs.to_vec())
}

fn gap() -> State {
    State::Gap("x".into())
}

fn agreed(reference: &str) -> State {
    State::Agreement(reference.into())
}

fn on(date: &str) -> NaiveDate {
    date.parse().expect("a date")
}

const AT_VEST: &str = "Vestklippens Kursusskole (opdigtet) (Havnegade 1, Vestby)";
const DAY: &str = "08-03-2027 (uge 10)";

/// The tiny plan has 90001 at Vest from 8 to 12 March with 10 to 12 participants and no guarantee.
#[test]
fn each_change_of_a_run_has_its_sentence() {
    let tiny = Since::new("tiny");
    let vest = of_vest("2027-03-08", "2027-03-12");
    let one = |change: &dyn Fn(&mut FiledRun)| {
        let mut run = vest.clone();
        change(&mut run);
        let sentence = tiny.one("90001", runs(&[run]));
        sentence.strip_prefix("Mål 90001 Butiksdrift i små samfund (opdigtet): ").expect("the goal").to_owned()
    };
    let school = "Vestklippens Kursusskole (opdigtet)";
    let expected = [
        (
            one(&|run| (run.school, run.site) = ("lukket".into(), "lukket-1".into())),
            format!("kurset den {DAY} er flyttet fra lukket (lukket-1) til {AT_VEST}."),
        ),
        (
            one(&|run| (run.school, run.start) = ("lukket".into(), on("2027-09-13"))),
            format!("kurset er flyttet fra lukket (Havnegade 1, Vestby) den 13-09-2027 (uge 37) til {AT_VEST} den {DAY}."),
        ),
        (
            one(&|run| run.site = "vest-9".into()),
            format!("kurset hos {school} den {DAY} er flyttet fra vest-9 til Havnegade 1, Vestby."),
        ),
        (
            one(&|run| (run.site, run.start) = ("vest-9".into(), on("2027-09-13"))),
            format!("kurset hos {school} er flyttet fra vest-9 den 13-09-2027 (uge 37) til Havnegade 1, Vestby den {DAY}."),
        ),
        (
            one(&|run| run.start = on("2027-01-01")),
            format!("kurset hos {AT_VEST} er flyttet fra 01-01-2027 (uge 53/2026) til {DAY}."),
        ),
        (
            one(&|run| run.end = on("2027-03-15")),
            format!("kurset hos {AT_VEST} den {DAY} slutter nu 12-03-2027 i stedet for 15-03-2027."),
        ),
        (
            one(&|run| (run.guarantee, run.min) = (true, 5)),
            format!("kurset hos {AT_VEST} den {DAY} er ikke længere et garantikursus."),
        ),
        (
            one(&|run| run.max = 16),
            format!("kurset hos {AT_VEST} den {DAY} har nu 12 pladser og 10 som mindste antal (før 16 og 10)."),
        ),
        (
            one(&|run| (run.guarantee, run.max, run.start) = (true, 16, on("2027-03-09"))),
            format!(
                "kurset hos {AT_VEST} er flyttet fra 09-03-2027 (uge 10) til {DAY}; det er ikke længere et garantikursus; \
                 det har nu 12 pladser og 10 som mindste antal (før 16 og 10)."
            ),
        ),
    ];
    for (found, right) in expected {
        assert_eq!(found, right);
    }
    let two = tiny.one("90001", runs(&[vest.clone(), of_vest("2027-09-13", "2027-09-17")]));
    assert!(two.ends_with(&format!("): kurset hos {AT_VEST} den 13-09-2027 (uge 37) udgår.")), "{two}");
}

/// A goal of the plan with several runs, of which the old plan had one less; and one that is a guarantee course now.
#[test]
fn new_runs_and_new_guarantees_have_their_sentences() {
    let sosu = Since::new("sosu-midt-nord");
    let several = |goal: &&FiledGoal| matches!(&goal.state, State::Covered(runs) if runs.len() > 1);
    let code = sosu.plan.goals.iter().find(|(_, goal)| several(goal)).expect("a goal").0.clone();
    let mut fewer = sosu.plan.runs_of(&code).to_vec();
    let gone = fewer.pop().expect("a run");
    let added = sosu.one(&code, runs(&fewer));
    let right = format!("den {} (uge {})", gone.start.format("%d-%m-%Y"), gone.start.iso_week().week());
    assert!(added.contains(": nyt kursus hos ") && added.contains(&right), "{added}");
    assert_eq!(added.contains(" som garantikursus."), gone.guarantee, "{added}");
    let sure = |run: &FiledRun| run.guarantee;
    let code = sosu.plan.goals.keys().find(|code| sosu.plan.runs_of(code).iter().any(sure)).expect("a goal").clone();
    let mut before = sosu.plan.runs_of(&code).to_vec();
    let run = before.iter_mut().find(|run| run.guarantee).expect("a run");
    (run.guarantee, run.min) = (false, 9);
    let told = sosu.one(&code, runs(&before));
    assert!(told.contains(": kurset hos ") && told.ends_with("er nu et garantikursus."), "{told}");
}

/// In the tiny plan 90001 has a run, 90003 is a gap, and 90004 is closed by an agreement.
#[test]
fn each_change_of_a_goal_has_its_sentence() {
    let tiny = Since::new("tiny");
    let vest = of_vest("2027-03-08", "2027-03-12");
    let both = [vest.clone(), of_vest("2027-09-13", "2027-09-17")];
    let run = format!("kurset hos {AT_VEST} den {DAY}");
    let none = "Ingen afdeling i netværket kan gennemføre målet: Vestklippens Kursusskole (opdigtet) har svaret nej.";
    let agreement = "aftale med Fastlandets Fagskole (opdigtet) (AFT-2027-001)";
    let expected = [
        ("90001", Some(gap()), format!("Butiksdrift i små samfund (opdigtet): hullet er lukket med {run}.")),
        ("90001", Some(agreed("A-1")), format!("Butiksdrift i små samfund (opdigtet): aftalen A-1 er afløst af {run}.")),
        ("90001", None, format!("Butiksdrift i små samfund (opdigtet): målet er nyt i planen med {run}.")),
        (
            "90003",
            Some(runs(&both)),
            format!(
                "Sagsbehandling i små kommuner (opdigtet): målet er blevet et hul; \
                 kurserne hos {AT_VEST} den {DAY} og {AT_VEST} den 13-09-2027 (uge 37) udgår. {none}"
            ),
        ),
        (
            "90003",
            Some(agreed("A-1")),
            format!("Sagsbehandling i små kommuner (opdigtet): målet er blevet et hul; aftalen A-1 gælder ikke længere. {none}"),
        ),
        ("90003", None, format!("Sagsbehandling i små kommuner (opdigtet): målet er nyt i planen og er et hul. {none}")),
        ("90004", Some(gap()), format!("Løn og fravær (opdigtet): hullet er lukket ved {agreement}.")),
        ("90004", Some(agreed("GAMMEL")), format!("Løn og fravær (opdigtet): aftalen GAMMEL er afløst af {agreement}.")),
        ("90004", Some(runs(&both[..1])), format!("Løn og fravær (opdigtet): {run} udgår; målet er nu dækket af {agreement}.")),
        ("90004", None, format!("Løn og fravær (opdigtet): målet er nyt i planen med {agreement}.")),
        ("12345", Some(runs(&both[..1])), format!("Gammelt: målet er ikke længere med i planen; {run} udgår.")),
        (
            "12345",
            Some(agreed("A-2")),
            "Gammelt: målet er ikke længere med i planen; aftalen A-2 gælder ikke længere.".to_owned(),
        ),
        ("12345", Some(gap()), "Gammelt: målet er ikke længere med i planen.".to_owned()),
    ];
    for (goal, state, right) in expected {
        assert_eq!(tiny.one(goal, state), format!("Mål {goal} {right}"));
    }
}

/// Names and reasons as somebody hostile would write them, and very long ones.
#[test]
fn what_stands_in_a_reason_is_never_markup_formula_or_a_line_of_its_own() {
    let mut files = sample("tiny");
    let school = text(&files, "schools.csv").replacen("Vestklippens Kursusskole (opdigtet)", "=cmd|'/c calc'!A1</w:t>", 1);
    put(&mut files, "schools.csv", &school);
    let (_, old) = planned(&files);
    let long = "lang ".repeat(20_000);
    let locks = format!(
        "lock,goal_code,school_id,week,by,reason,at\n\
         forbid,90005,vest,37,\"@SUM(1)<script>\",\"=1+1\n\u{1b}[2J<img src=x>&amp;\u{7}\",2026-05-01\n\
         forbid,90001,vest,10,\"-2\",\"{long}\",\n"
    );
    put(&mut files, "locks.csv", &locks);
    put(&mut files, "forms.csv", "school_id,goal_code,answer\nvest,90003,cannot\nvest,90004,cannot\n");
    let (instance, new) = planned(&files);
    let ChangeLog { files, data, .. } = log(&instance, &new, &old);
    let html = String::from_utf8(files["aendringslog.html"].clone()).expect("UTF-8");
    let known = [
        "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ol", "li", "table", "colgroup",
        "col", "thead", "tbody", "tfoot", "tr", "th", "td",
    ];
    for (tag, _) in tags(&html) {
        let element = tag.trim_start_matches('/').split(' ').next().expect("a name").to_owned();
        assert!(known.contains(&element.as_str()), "<{tag}>");
    }
    let of_page = items(html.as_bytes());
    assert_eq!(of_page, sentences(&files["aendringslog.docx"]));
    assert!(of_page.iter().all(|(_, text)| !text.contains(|c: char| c.is_control())), "each sentence is one line");
    assert!(
        of_page.iter().any(|(_, text)| text.contains("=1+1 [2J<img src=x>&amp; «)") || text.contains("=1+1 [2J<img src=x>&amp;"))
    );
    assert!(of_page.iter().any(|(_, text)| text.len() > 100_000), "long texts stay whole on pages");
    let tabs = workbook(&files["aendringslog.xlsx"]);
    let cells: Vec<&String> = tabs.iter().flat_map(|tab| tab.head.iter().chain(tab.rows.iter().flatten())).collect();
    assert!(cells.iter().any(|cell| cell.starts_with("'=1+1")) && cells.iter().any(|cell| cell.starts_with("'@SUM")));
    assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '@']) && cell.len() <= 32_767));
    for sheet in 1..=tabs.len() {
        assert!(!part(&files["aendringslog.xlsx"], &format!("xl/worksheets/sheet{sheet}.xml")).contains("<f>"));
    }
    assert!(data["asked"].as_array().expect("a list").len() >= 2);
}

#[test]
fn three_thousand_changes_of_goals_that_nobody_knows_any_more_are_told() {
    let (instance, new) = planned(&one_school(2027, "2027-03-01"));
    let mut old: FiledPlan = earlier(&instance, &new).expect("a plan");
    for number in 0..3_000 {
        let run = FiledRun {
            school: format!("skole-{}", number % 90),
            site: format!("sted-{number}"),
            ..of_vest("2027-04-05", "2027-04-06")
        };
        let goal = FiledGoal {
            title: format!("Mål nr. {number}"),
            fkb: "0000".into(),
            state: State::Covered(vec![run]),
            cure: String::new(),
        };
        old.goals.insert(format!("x{number:04}"), goal);
    }
    let log = change_log(&instance, &new, &old, None).expect("a log");
    let of_page = items(&log.files["aendringslog.html"]);
    assert_eq!(of_page.len(), 3_000);
    assert_eq!(of_page, sentences(&log.files["aendringslog.docx"]));
    assert_eq!(table(&workbook(&log.files["aendringslog.xlsx"]), "Fulgte").expect("a tab").rows.len(), 3_000);
    let right =
        "Mål x0007 Mål nr. 7: målet er ikke længere med i planen; kurset hos skole-7 (sted-7) den 05-04-2027 (uge 14) udgår.";
    assert_eq!(of_page[7], ("8".to_owned(), right.to_owned()));
}

#[test]
fn the_command_writes_the_log_beside_the_papers_and_refuses_a_foreign_plan() {
    let room = tempfile::tempdir().expect("a folder");
    let dir = room.path();
    let mut files = sample("tiny");
    let (_, old) = planned(&files);
    write(&dir.join("old"), &old);
    put(&mut files, "locks.csv", "lock,goal_code,school_id,week,by,reason,at\nforbid,90005,vest,37,Vest,ferie,2026-05-01\n");
    let (_, new) = planned(&files);
    write(&dir.join("in"), &files);
    write(&dir.join("out"), &new);
    let (code, said) = run(dir, &["papers", "in", "out", "-o", "papers", "--since", "old"]);
    assert!(
        code == Some(0) && said.contains("Ændringslog fra planversion 2027-") && said.contains(": 1 ændring efter ønske og "),
        "{said}"
    );
    assert!(FORMS.iter().all(|name| dir.join("papers").join(name).is_file() && is_paper(name)));
    let (code, said) = run(dir, &["papirer", "in", "out", "-o", "papers", "--since", "old", "--json"]);
    let json: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((code, json["change_log"]["asked"][0]["rows"][0]["reason"].as_str()), (Some(0), Some("ferie")));
    assert!(json["files"].as_array().expect("files").iter().any(|name| name == "aendringslog.docx"));
    let (code, said) = run(dir, &["papers", "in", "out", "-o", "papers"]);
    assert!(code == Some(0) && FORMS.iter().all(|name| !dir.join("papers").join(name).exists()), "an old log goes: {said}");
    let refused = |said: &str, what: &str| {
        let (code, told) = run(dir, &["papers", "in", "out", "-o", "other", "--since", said]);
        assert!(code == Some(3) && told.contains(what) && !dir.join("other").exists(), "{said}: {code:?} {told}");
    };
    refused("nothing", "her ligger ingen plan");
    let mut foreign = old.clone();
    put(&mut foreign, "result.json", &text(&old, "result.json").replace("\"year\": 2027", "\"year\": 2026"));
    write(&dir.join("foreign"), &foreign);
    refused("foreign", "plan.csv, linje 2: start_date kan ikke læses");
    let (_, other_year) = planned(&one_school(2026, "2026-03-02"));
    write(&dir.join("year"), &other_year);
    refused("year", "planen er for 2026, og planlægningsmappen er for 2027");
    let (_, other_network) = planned(&one_school(2027, "2027-03-01"));
    write(&dir.join("network"), &other_network);
    refused("network", "planen er for netværket »Ene«");
    let mut changed = old.clone();
    put(&mut changed, "plan.csv", &text(&old, "plan.csv").replacen("2027-03-08", "2027-03-09", 1));
    write(&dir.join("changed"), &changed);
    refused("changed", "plan.csv er ikke den fil, der blev skrevet sammen med planen");
}

/// The days of a run are closed between two plans: the log tells the closure as what was asked for, from the inputs that the plan folder keeps.
#[test]
fn a_closure_between_two_plans_is_told_as_the_reason() {
    let room = tempfile::tempdir().expect("a folder");
    let dir = room.path();
    let mut files = sample("tiny");
    write(&dir.join("in"), &files);
    let (code, said) = run(dir, &["plan", "in", "-o", "old"]);
    assert_eq!(code, Some(0), "{said}");
    let plan = Files::from([("plan.csv".to_owned(), std::fs::read(dir.join("old/plan.csv")).expect("the plan"))]);
    let moved = rows(&plan, "plan.csv").into_iter().find(|row| row["origin"] == "assigned").expect("a run that may move");
    let cells = [("site_id", &moved["site_id"]), ("from", &moved["start_date"]), ("to", &moved["start_date"])];
    if !files.contains_key("closures.csv") {
        put(&mut files, "closures.csv", "school_id,site_id,from,to,reason,hard\n");
    }
    add_row(&mut files, "closures.csv", &cells.map(|(column, value)| (column, value.as_str())));
    write(&dir.join("in"), &files);
    let (code, said) = run(dir, &["replan", "in", "old", "-o", "new"]);
    assert!(matches!(code, Some(0 | 5)), "{said}");
    let (code, said) = run(dir, &["papers", "in", "new", "-o", "papers", "--since", "old", "--json"]);
    assert_eq!(code, Some(0), "{said}");
    let json: Value = serde_json::from_str(&said).expect("JSON");
    let asked = json["change_log"]["asked"].as_array().expect("a list");
    let closure = asked.iter().find(|ask| ask["asked"] == "closure" && ask["goal_code"] == moved["goal_code"].as_str());
    let closure = closure.unwrap_or_else(|| panic!("{asked:?}"));
    assert_eq!(
        (&closure["site_id"], &closure["closed"][0]),
        (&Value::from(moved["site_id"].as_str()), &Value::from(moved["start_date"].as_str()))
    );
    let text = closure["text"].as_str().expect("a sentence");
    assert!(text.contains("holder nu lukket") && text.contains("Derfor: "), "{text}");
}
