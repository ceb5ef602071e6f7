//! result.json: what the program says about its plan, compared with what was recomputed.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::domain::words::{Text, say};

use super::facts::Facts;
use super::plan_file::PlanRuns;
use super::replanned;
use super::table::{Files, missing_file};
use super::terms::Figures;
use super::verdict::Book;
use super::worth;

const RULE: &str = "objective";
const FILE: &str = "result.json";
const STATES: [&str; 5] = ["optimal", "within_gap", "work_limit", "time_limit", "interrupted"];

/// Judges result.json against the recomputed figures; `earlier` is plan.csv of the plan that it was made from, where that is known.
pub(super) fn check(
    facts: &Facts,
    (plan, open_gaps): (&PlanRuns, usize),
    (figures, bound): (&Figures, i64),
    (files, earlier): (&Files, Option<&[u8]>),
    book: &mut Book,
) {
    let Some(bytes) = files.get(FILE) else {
        book.add("files", Text::same(FILE), missing_file());
        return;
    };
    let result: Value = match serde_json::from_slice(bytes) {
        Ok(result) => result,
        Err(error) => {
            let what = say!("filen kan ikke læses: {error}", "the file cannot be read: {error}");
            book.add("files", Text::same(FILE), what);
            return;
        }
    };
    let value: i64 = figures.terms.values().sum();
    check_values(facts, figures, value, bound, &result, book);
    check_counts(facts, plan, figures, open_gaps, &result, book);
    check_origin(facts, files, &result, book);
    replanned::check(facts, files, earlier, &result, book);
    check_limits(&result, relative(value, bound), book);
    let status = result["status"].as_str().unwrap_or("");
    if !STATES.contains(&status) {
        let all = STATES.join(", ");
        let what = say!("status er »{status}«, ikke en af: {all}", "status is \"{status}\", none of: {all}");
        book.add("files", key_place("status"), what);
    } else if status == "optimal" && value != bound {
        let what = say!(
            "status er optimal, men grænsen {bound} er ikke værdien {value}",
            "status is optimal, but the bound {bound} is not the value {value}"
        );
        book.add(RULE, key_place("status"), what);
    }
}

/// What is left between value and bound, as a share of the bound.
fn relative(value: i64, bound: i64) -> f64 {
    (bound as f64 - value as f64) / (bound as f64).abs().max(1.0)
}

/// What was asked for and how long it took are numbers from 0; who says "within the asked gap" must be.
fn check_limits(result: &Value, gap: f64, book: &mut Book) {
    for key in ["asked_gap", "seconds"] {
        if !result[key].as_f64().is_some_and(|number| number >= 0.0) {
            let found = &result[key];
            let what = say!("{key} er {found}, men skal være et tal fra 0", "{key} is {found} but must be a number from 0");
            book.add("files", key_place(key), what);
        }
    }
    let asked = result["asked_gap"].as_f64().unwrap_or(0.0);
    if result["status"] == "within_gap" && gap > asked + 1e-6 {
        let what = say!(
            "status er within_gap, men afstanden {gap} er over den ønskede {asked}",
            "status is within_gap, but the gap {gap} is above the asked {asked}"
        );
        book.add(RULE, key_place("status"), what);
    }
}

pub(super) fn key_place(key: &str) -> Text {
    Text::same(format!("{FILE} {key}"))
}

/// What is said of a number that is not the right one.
pub(super) fn not_right(key: &str, found: &Value, right: &str) -> Text {
    say!("{key} er {found}, men skal være {right}", "{key} is {found} but must be {right}")
}

/// Compares an integer.
pub(super) fn integer(rule: &str, key: &str, found: &Value, right: i64, book: &mut Book) {
    if found.as_i64() != Some(right) {
        book.add(rule, key_place(key), not_right(key, found, &right.to_string()));
    }
}

/// Compares a number that is written with a few decimals.
fn number(rule: &str, key: &str, found: &Value, right: f64, tolerance: f64, book: &mut Book) {
    if !found.as_f64().is_some_and(|x| (x - right).abs() <= tolerance) {
        book.add(rule, key_place(key), not_right(key, found, &right.to_string()));
    }
}

/// Objective, terms, bound and gap.
fn check_values(facts: &Facts, figures: &Figures, value: i64, bound: i64, result: &Value, book: &mut Book) {
    integer(RULE, "objective", &result["objective"], value, book);
    integer("certificate", "bound", &result["bound"], bound, book);
    if let Some(stated) = result["bound"].as_i64().filter(|stated| *stated < value) {
        let what =
            say!("den oplyste grænse {stated} er under værdien {value}", "the stated bound {stated} is below the value {value}");
        book.add("certificate", key_place("bound"), what);
    }
    number(RULE, "gap", &result["gap"], relative(value, bound), 1e-6, book);
    let weights = &facts.instance.profile.weights;
    let weight = |code: &str| match code {
        "o01_held" => weights.held,
        "o02_access" => weights.access,
        "o03_spread" => weights.spread,
        "o04_load" => weights.load,
        "o05_date" => weights.date,
        "o06_wishes" => weights.wishes,
        "o07_stability" => weights.stability,
        _ => weights.guarantee,
    };
    let terms = &result["terms"];
    for (code, value) in &figures.terms {
        integer(RULE, &format!("terms.{code}.value"), &terms[code]["value"], *value, book);
        integer(RULE, &format!("terms.{code}.weight"), &terms[code]["weight"], weight(code), book);
    }
    for code in terms.as_object().into_iter().flatten().map(|(code, _)| code) {
        if !figures.terms.contains_key(code.as_str()) {
            let what = say!("der findes intet led med det navn", "there is no such term");
            book.add(RULE, key_place(&format!("terms.{code}")), what);
        }
    }
}

/// The counts, and the natural values that are counts or sums of the runs.
fn check_counts(facts: &Facts, plan: &PlanRuns, figures: &Figures, open_gaps: usize, result: &Value, book: &mut Book) {
    let counts = &result["counts"];
    let goals = facts.instance.goals.len();
    let covered = facts.instance.goal_ixs().filter(|g| plan.covers(*g)).count();
    let guarantees = plan.runs.iter().filter(|r| r.guarantee).count();
    let integers = [
        ("goals_in_scope", goals),
        ("covered", covered),
        ("gaps", open_gaps),
        ("agreements", goals - covered - open_gaps),
        ("runs", plan.runs.len()),
        ("guarantee_runs", guarantees),
    ];
    for (key, right) in integers {
        integer(RULE, &format!("counts.{key}"), &counts[key], right as i64, book);
    }
    let narrow = |(run, p): (&super::plan_file::PlanRun, &i64)| if facts.goal(run.goal).narrow { *p } else { 0 };
    let held: i64 = plan.runs.iter().zip(&figures.probability).map(narrow).sum();
    number(RULE, "counts.narrow_held", &counts["narrow_held"], held as f64 / 1000.0, 0.000_4, book);
    let moved = plan.runs.iter().filter(|r| worth::moved(facts, facts.instance.goal(r.goal), r.site)).count();
    let natural = [
        ("o01_held", figures.held.iter().sum::<i64>() as f64 / 1000.0),
        ("o07_stability", moved as f64),
        ("o08_guarantee", guarantees as f64),
    ];
    for (code, right) in natural {
        number(RULE, &format!("terms.{code}.natural"), &result["terms"][code]["natural"], right, 0.000_4, book);
    }
}

/// Where the plan comes from: input files, profile, seed, and the plan file itself.
fn check_origin(facts: &Facts, files: &Files, result: &Value, book: &mut Book) {
    let text = |key: &str| result[key].as_str().unwrap_or("");
    book.expect("files", &key_place("profile"), "profile", text("profile"), &facts.instance.profile.name);
    // Plans of before these keys do not have them.
    let (year, network) = (Value::from(facts.instance.calendar.year()), Value::from(facts.instance.network.as_str()));
    for (key, right) in [("year", year), ("network", network)] {
        if let Some(found) = result.get(key).filter(|found| **found != right) {
            book.add("files", key_place(key), not_right(key, found, &right.to_string()));
        }
    }
    let scenario = facts.instance.scenario.as_deref().unwrap_or("");
    book.expect("files", &key_place("scenario"), "scenario", text("scenario"), scenario);
    // The seed of a run may differ from the folder's (`plan --seed`).
    if result["seed"].as_u64().is_none() {
        let seed = &result["seed"];
        let what = say!("seed er {seed}, men skal være et helt tal fra 0", "seed is {seed} but must be a whole number from 0");
        book.add("files", key_place("seed"), what);
    }
    if let Some(plan) = files.get("plan.csv") {
        let hex = format!("{:x}", Sha256::digest(plan));
        book.expect("files", &key_place("plan_sha256"), "plan_sha256", text("plan_sha256"), &hex);
    }
    check_outputs(files, result, book);
    let stated = result["inputs"].as_object();
    for (file, hash) in &facts.instance.inputs {
        let found = stated.and_then(|s| s.get(file)).and_then(Value::as_str).unwrap_or("");
        if found != hash {
            let what = say!(
                "{file} er ændret, siden planen blev lavet; lav planen igen",
                "{file} has changed since the plan was made; plan again"
            );
            book.add("files", key_place(&format!("inputs.{file}")), what);
        }
    }
    for (file, _) in stated.into_iter().flatten().filter(|(file, _)| !facts.instance.inputs.contains_key(*file)) {
        let what = say!(
            "planen er lavet med en fil, som ikke er i planlægningsmappen",
            "the plan was made with an input file that is not here"
        );
        book.add("files", key_place(&format!("inputs.{file}")), what);
    }
}

/// Every other file of the folder is the one that was written with this plan: what is only for people is not derived again here.
fn check_outputs(files: &Files, result: &Value, book: &mut Book) {
    for (file, bytes) in files.iter().filter(|(file, _)| file.as_str() != FILE) {
        let found = result["outputs"][file.as_str()].as_str().unwrap_or("");
        let hex = format!("{:x}", Sha256::digest(bytes));
        let carried = result.get("outputs").is_some() || is_paper(file);
        if carried && found != hex {
            let what = say!(
                "{file} er ikke den fil, der blev skrevet med planen",
                "{file} is not the file that was written with the plan"
            );
            book.add("files", key_place(&format!("outputs.{file}")), what);
        }
    }
}

/// Papers for the meeting, which nothing else here judges.
fn is_paper(file: &str) -> bool {
    file.starts_with("koordineringsoversigt.") || file.starts_with("hulliste.")
}
