//! The same input gives the same bytes: again, with rows in another order, with any number of threads, in either CSV dialect.

mod common;

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use amuplan::check::check;
use amuplan::read::folder::Folder;
use amuplan::report::{Options, plan_folder};
use amuplan::solve::limits::Limits;
use amuplan::solve::solve;
use common::random::random_folder;
use common::{Files, is_csv, put, shuffled, small_folder, text};

/// Files that programs read.
const MACHINE: [&str; 7] =
    ["plan.csv", "announcements.csv", "gaps.csv", "areas.csv", "loads.csv", "certificate.csv", "result.json"];

/// Random folders that have a plan, with and without gaps, and with certificates that hold prices.
const SEEDS: [u64; 8] = [3, 18, 24, 86, 128, 187, 198, 217];

/// The small networks are also solved in one piece, the sample of five schools is not.
const EXACT_COLUMNS: usize = 5_000;

/// The sample as files in memory.
fn sample(name: &str) -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name);
    let entries = std::fs::read_dir(folder).expect("the sample").map(|e| e.expect("an entry").path());
    let planning = entries.filter(|p| p.extension().is_some_and(|e| e == "csv" || e == "toml"));
    planning.map(|p| (p.file_name().expect("a name").to_string_lossy().into_owned(), std::fs::read(&p).expect("bytes"))).collect()
}

/// The plan folder, with so many millions of steps of work.
fn planned(files: &Files, work: u64) -> Files {
    let checked = check(&Folder::from_files(files.clone()), None);
    let instance = checked.instance.unwrap_or_else(|| panic!("no instance: {:#?}", checked.findings));
    let interrupt = AtomicBool::new(false);
    let time = Duration::from_secs(600);
    let limits =
        Limits { gap: 0.0, time, work, exact_columns: EXACT_COLUMNS, seed: instance.seed, interrupt: &interrupt, worker: None };
    let outcome = solve(&instance, &limits, &mut |_| ()).expect("a plan");
    plan_folder(&instance, &outcome, &Options { asked_gap: 0.0, seed: instance.seed })
}

/// Every network of this file: what it is called, its files, and the work for it.
fn networks() -> Vec<(String, Files, u64)> {
    let random = SEEDS.iter().map(|seed| (format!("seed {seed}"), random_folder(*seed), 2));
    let samples = [("sosu-midt-nord", 60), ("tiny", 2)].map(|(name, work)| (name.to_owned(), sample(name), work));
    random.chain(samples).chain([("small".to_owned(), small_folder(), 20)]).collect()
}

/// Which of the files differ.
fn differing(a: &Files, b: &Files, names: &[&str]) -> Vec<String> {
    names.iter().filter(|n| a[**n] != b[**n]).map(|n| (*n).to_owned()).collect()
}

#[test]
fn planning_again_gives_the_same_bytes() {
    for (name, files, work) in networks() {
        let (first, again) = (planned(&files, work), planned(&files, work));
        let names: Vec<&str> = first.keys().map(String::as_str).collect();
        assert_eq!(names.len(), 11, "{name}: {names:?}");
        assert_eq!(differing(&first, &again, &names), Vec::<String>::new(), "{name}");
        assert!(text(&first, "plan.csv").lines().count() > 1, "{name}: no run to compare");
    }
}

#[test]
fn the_order_of_rows_changes_no_machine_file() {
    for (i, (name, files, work)) in networks().into_iter().enumerate() {
        let other = shuffled(&files, i as u64);
        assert_ne!(other, files, "{name}");
        assert_eq!(differing(&planned(&files, work), &planned(&other, work), &MACHINE), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for (name, files, work) in networks() {
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| planned(&files, work))
        };
        let one = with(1);
        let names: Vec<&str> = one.keys().map(String::as_str).collect();
        for threads in [2, 8] {
            assert_eq!(differing(&one, &with(threads), &names), Vec::<String>::new(), "{name} with {threads} threads");
        }
    }
}

/// A CSV text with semicolons, decimal commas and Danish dates. Cells with a semicolon do not occur.
fn danish(text: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for row in reader.records() {
        writer.write_record(row.expect("a row").iter().map(danish_cell)).expect("written");
    }
    String::from_utf8(writer.into_inner().expect("flushed")).expect("UTF-8")
}

fn danish_cell(cell: &str) -> String {
    let parts: Vec<&str> = cell.split('-').collect();
    if let [year, month, day] = parts[..]
        && (year.len(), month.len(), day.len()) == (4, 2, 2)
        && cell.chars().all(|c| c.is_ascii_digit() || c == '-')
    {
        return format!("{day}-{month}-{year}");
    }
    let number = cell.contains('.') && cell.parse::<f64>().is_ok();
    if number { cell.replace('.', ",") } else { cell.to_owned() }
}

#[test]
fn both_dialects_give_the_same_plan() {
    for (name, files, work) in networks() {
        let mut other = files.clone();
        for file in files.keys().filter(|f| is_csv(f)) {
            put(&mut other, file, &danish(&text(&files, file)));
        }
        assert!(text(&other, "sites.csv").contains(';') && !text(&other, "sites.csv").contains("55."), "{name}");
        let (a, b) = (planned(&files, work), planned(&other, work));
        let names: Vec<&str> = a.keys().map(String::as_str).filter(|n| *n != "result.json").collect();
        assert_eq!(differing(&a, &b, &names), Vec::<String>::new(), "{name}");
        let without_inputs = |plan: &Files| {
            let mut result: serde_json::Value = serde_json::from_slice(&plan["result.json"]).expect("JSON");
            let inputs = result["inputs"].take();
            assert!(inputs.as_object().is_some_and(|i| !i.is_empty()), "{name}: no inputs");
            (result, inputs)
        };
        let ((result_a, inputs_a), (result_b, inputs_b)) = (without_inputs(&a), without_inputs(&b));
        assert_eq!(result_a, result_b, "{name}");
        assert_ne!(inputs_a, inputs_b, "{name}: the hashes are those of the files as they are");
    }
}
