//! Plans of the samples and their papers, and what plan.csv says, for the tests of papers.
#![allow(dead_code, reason = "each test binary uses its own part of these helpers")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use amuplan::check::check;
use amuplan::domain::instance::Instance;
use amuplan::papers::{Papers, papers};
use amuplan::read::folder::Folder;
use amuplan::report::{Options, plan_folder};
use amuplan::solve::limits::Limits;
use amuplan::solve::solve;
use amuplan::verify::verify;
use chrono::{Days, NaiveDate};

use crate::common::{Files, put};
use crate::read::Table;

pub type Row = BTreeMap<String, String>;

/// The sample as files in memory.
pub fn sample(name: &str) -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name);
    let entries = std::fs::read_dir(folder).expect("the sample").map(|e| e.expect("an entry").path());
    let planning = entries.filter(|p| p.extension().is_some_and(|e| e == "csv" || e == "toml"));
    planning.map(|p| (p.file_name().expect("a name").to_string_lossy().into_owned(), std::fs::read(&p).expect("bytes"))).collect()
}

/// The instance and the verified plan folder.
pub fn planned(files: &Files) -> (Instance, Files) {
    let checked = check(&Folder::from_files(files.clone()), None);
    let instance = checked.instance.unwrap_or_else(|| panic!("no instance: {:#?}", checked.findings));
    let interrupt = AtomicBool::new(false);
    let time = Duration::from_secs(600);
    let limits =
        Limits { gap: 0.05, time, work: 100, exact_columns: 5_000, seed: instance.seed, interrupt: &interrupt, worker: None };
    let outcome = solve(&instance, &limits, &mut |_| ()).expect("a plan");
    let plan = plan_folder(&instance, &outcome, &Options { asked_gap: 0.05, seed: instance.seed });
    assert!(verify(&instance, &plan).accepted());
    (instance, plan)
}

pub fn made(files: &Files) -> (Instance, Files, Papers) {
    let (instance, plan) = planned(files);
    let papers = papers(&instance, &plan).expect("papers");
    (instance, plan, papers)
}

/// The rows of a CSV file of the plan folder.
pub fn rows(files: &Files, name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(&files[name][..]);
    let head: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| head.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.expect("a record"))).collect()
}

/// `2027-03-15` as papers write it.
pub fn danish(iso: &str) -> String {
    iso.split('-').rev().collect::<Vec<_>>().join("-")
}

pub fn table<'a>(tables: &'a [Table], title: &str) -> Option<&'a Table> {
    tables.iter().find(|table| table.title == title)
}

pub fn sorted(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.sort();
    rows
}

pub fn name_of<'a>(instance: &'a Instance, school: &str) -> &'a str {
    &instance.schools.iter().find(|s| s.id == school).expect("a school").name
}

pub fn address(instance: &Instance, site: &str) -> String {
    let site = instance.sites.iter().find(|s| s.id == site).expect("a site");
    // The sites of tiny have no postal code: no blank is left where it would stand.
    let full = format!("{}, {} {}", site.address, site.postal_code, site.city).replace(",  ", ", ");
    full.trim_matches([',', ' ']).to_owned()
}

/// The runs of plan.csv that pass: goal, executing school, address, start and end.
pub fn runs(instance: &Instance, plan: &Files, passes: impl Fn(&Row) -> bool) -> Vec<Vec<String>> {
    let row = |row: &Row| {
        let school = name_of(instance, &row["school_id"]).to_owned();
        let dates = (danish(&row["start_date"]), danish(&row["end_date"]));
        vec![row["goal_code"].clone(), school, address(instance, &row["site_id"]), dates.0, dates.1]
    };
    sorted(rows(plan, "plan.csv").iter().filter(|r| passes(r)).map(row).collect())
}

pub const RUN: [&str; 5] = ["Målkode", "Gennemførende skole", "Adresse", "Startdato", "Slutdato"];

/// One school, one room, one goal of two days, asked for on a given day.
pub fn one_school(year: i32, start: &str) -> Files {
    let mut files = Files::new();
    let mut add = |name: &str, text: &str| put(&mut files, name, text);
    add("plan.toml", &format!("year = {year}\nnetwork = \"Ene\"\n"));
    add("schools.csv", "school_id,name\nene,Eneskolen\n");
    add(
        "sites.csv",
        "site_id,school_id,address,postal_code,city,municipality_code,latitude,longitude\nene-1,ene,Vej 1,8000,Aarhus C,0751,56.16,10.2\n",
    );
    add("fkbs.csv", "fkb_code,title,branch_group\n0312,Én FKB,Transport\n");
    add("goals.csv", "goal_code,title,fkb_code,duration_days\n01234,Ét mål,0312,2\n");
    add("approvals.csv", "school_id,fkb_code\nene,0312\n");
    add("capacity.csv", "site_id,rooms\nene-1,1\n");
    add("demand.csv", "goal_code,municipality_code,participants\n01234,0751,14\n");
    add("forms.csv", &format!("school_id,goal_code,answer,site_id,start_date\nene,01234,offers,ene-1,{start}\n"));
    files
}

/// Runs the program in a folder.
pub fn run(dir: &Path, words: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_amuplan")).args(words).current_dir(dir).output().expect("the program starts");
    (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

pub fn write(dir: &Path, files: &Files) {
    std::fs::create_dir_all(dir).expect("a folder");
    for (name, bytes) in files {
        std::fs::write(dir.join(name), bytes).expect("written");
    }
}

/// A cell of a workbook as a page writes it: day numbers as dates, points as commas.
pub fn as_page(cell: &str, like: &str) -> String {
    let is_date = like.len() == 10 && like.as_bytes()[2] == b'-' && like.as_bytes()[5] == b'-';
    match cell.parse::<u64>() {
        Ok(days) if is_date => {
            let date = NaiveDate::from_ymd_opt(1899, 12, 30).expect("the first day of Excel") + Days::new(days);
            date.format("%d-%m-%Y").to_string()
        }
        _ if like.contains(',') && cell.parse::<f64>().is_ok() => cell.replace('.', ","),
        _ => cell.to_owned(),
    }
}
