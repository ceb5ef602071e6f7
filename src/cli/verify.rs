//! `amuplan verify`: judges a plan folder from the files alone.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::check::profile;
use crate::cli::arguments::VerifyArgs;
use crate::cli::words::Word;
use crate::cli::{complain, exit, folder, print, scenario};
use crate::domain::instance::{Instance, Language};
use crate::domain::words::Text;
use crate::domain::words::system::reason;
use crate::read::folder::Folder;
use crate::report::files::OWNED;
use crate::report::history::kept_plan;
use crate::report::text::{decimal, thousandths};
use crate::verify::{Verdict, Violation};

/// Violations printed before the rest is only counted.
const SHOWN: usize = 30;

/// A plan folder, its planning folder, and what the verifier says.
pub struct Judged {
    /// The planning folder as it was read.
    pub folder: Folder,
    /// The planning year.
    pub instance: Instance,
    /// The files of the plan folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The verdict.
    pub verdict: Verdict,
}

/// Reads both folders and judges the plan; what hinders that is printed and its exit code returned.
fn judge(folder: &Path, out: &Path, profile: Option<&str>, json: bool, language: Language) -> Result<Judged, u8> {
    judge_with(folder, out, None, profile, json, language)
}

/// The same for those who need a plan that the verifier accepts; what it has against the plan is printed too.
pub fn judge_accepted(folder: &Path, out: &Path, profile: Option<&str>, json: bool, language: Language) -> Result<Judged, u8> {
    let judged = judge(folder, out, profile, json, language)?;
    if judged.verdict.accepted() {
        return Ok(judged);
    }
    if json {
        print(&as_json(&judged.verdict, exit::VERIFIER, language).to_string());
    } else {
        let changed = changed_inputs(&judged);
        if changed.is_empty() {
            complain(&violations(&judged.verdict, language));
        } else {
            // What follows from it in bounds and checksums helps nobody.
            complain(&Word::FolderChanged.fill(language, &[("files", &changed.join(", "))]));
            let rules = broken_rules(&judged.verdict, language);
            if !rules.is_empty() {
                complain(&rules);
            }
        }
        complain(&rejected(&judged.verdict, out, language));
    }
    Err(exit::VERIFIER)
}

/// Input files that are not those that the plan was made from.
fn changed_inputs(judged: &Judged) -> Vec<String> {
    let result: Value =
        serde_json::from_slice(judged.files.get("result.json").map(Vec::as_slice).unwrap_or_default()).unwrap_or_default();
    let stated = |file: &str| result["inputs"][file].as_str().map(str::to_owned);
    let inputs = &judged.instance.inputs;
    let mut files: Vec<String> =
        inputs.iter().filter(|(file, print)| stated(file) != Some((*print).clone())).map(|(file, _)| file.clone()).collect();
    let gone = result["inputs"].as_object().into_iter().flatten().map(|(file, _)| file);
    files.extend(gone.filter(|file| !inputs.contains_key(*file)).cloned());
    files
}

/// As [`judge`], for a plan that may have been made with a scenario in a file outside the planning folder.
fn judge_with(
    folder: &Path,
    out: &Path,
    scenario: Option<&Path>,
    profile: Option<&str>,
    json: bool,
    language: Language,
) -> Result<Judged, u8> {
    let files = plan_files(out, language).map_err(|why| {
        complain(&why);
        exit::INPUT
    })?;
    let profile = profile.map(str::to_owned).or_else(|| profile_in(&files));
    let profile = profile.as_deref();
    let (folder, instance) = match files.get("result.json").and_then(|bytes| scenario::name_in(bytes)) {
        Some(name) => scenario::folder_of(folder, scenario, &name, profile, json, language)?,
        None => folder::folder_and_instance(folder, profile, json, false, language)?,
    };
    let earlier = earlier_plan(out, &files).map_err(|why| {
        complain(why.text(language));
        exit::INPUT
    })?;
    let verdict = crate::verify::verify_change(&instance, &files, earlier.as_deref());
    Ok(Judged { folder, instance, files, verdict })
}

/// Runs the command.
pub fn run(args: &VerifyArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let verdict =
        match judge_with(&args.folder, &args.out, args.scenario.as_deref(), args.profile.as_deref(), args.json, language) {
            Ok(judged) => judged.verdict,
            Err(code) => return code,
        };
    let code = if verdict.accepted() { exit::DONE } else { exit::VERIFIER };
    if args.json {
        print(&as_json(&verdict, code, language).to_string());
    } else if verdict.accepted() {
        print(&accepted(&verdict, &args.out, language));
    } else {
        complain(&violations(&verdict, language));
        complain(&rejected(&verdict, &args.out, language));
    }
    code
}

/// The files of a plan folder that are there.
pub fn plan_files(out: &Path, language: Language) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut files = BTreeMap::new();
    for name in OWNED {
        let path = out.join(name);
        if path.is_file() {
            let bytes = std::fs::read(&path).map_err(|error| {
                let (path, reason) = (path.display().to_string(), reason(&error));
                Word::Unreadable.fill(language, &[("path", &path), ("reason", reason.text(language))])
            })?;
            files.insert(name.to_owned(), bytes);
        }
    }
    if files.is_empty() {
        return Err(Word::NoPlanHere.fill(language, &[("path", &out.display().to_string())]));
    }
    Ok(files)
}

/// plan.csv of the plan that `replan` made this one from: of the kept plans the one with its checksum, else the one that says it has that
/// checksum, which the verifier then rejects. `None` where the plan has no such origin, or the folder does not keep it.
fn earlier_plan(out: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<Option<Vec<u8>>, Text> {
    let parsed = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap_or_default();
    let result = files.get("result.json").map(|bytes| parsed(bytes)).unwrap_or_default();
    let Some(base) = result["replan"]["base_plan_sha256"].as_str() else { return Ok(None) };
    match kept_plan(out, |plan, _| format!("{:x}", Sha256::digest(plan)) == base)? {
        Some(plan) => Ok(Some(plan)),
        None => kept_plan(out, |_, result| parsed(result)["plan_sha256"].as_str() == Some(base)),
    }
}

/// The profile that the plan names, where it is a built-in one.
pub(super) fn profile_in(files: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let result: Value = serde_json::from_slice(files.get("result.json")?).ok()?;
    let name = result.get("profile")?.as_str()?;
    profile::by_name(name).map(|_| name.to_owned())
}

/// One line that says that the plan was verified.
pub fn accepted(verdict: &Verdict, out: &Path, language: Language) -> String {
    let [value, bound] = [verdict.value, verdict.bound].map(|milli| decimal(language, &thousandths(milli)));
    let path = out.display().to_string();
    Word::Accepted.fill(language, &[("path", &path), ("value", &value), ("bound", &bound)])
}

/// One line that says that the plan was not accepted.
fn rejected(verdict: &Verdict, out: &Path, language: Language) -> String {
    let (count, path) = (verdict.violations.len().to_string(), out.display().to_string());
    Word::Rejected.fill(language, &[("path", &path), ("count", &count)])
}

/// Every violation on a line of its own, long lists cut.
pub fn violations(verdict: &Verdict, language: Language) -> String {
    told(verdict, language, |_| true)
}

/// Only the broken rules of the model.
fn broken_rules(verdict: &Verdict, language: Language) -> String {
    told(verdict, language, |v| v.rule.starts_with("c0"))
}

fn told(verdict: &Verdict, language: Language, passes: impl Fn(&Violation) -> bool) -> String {
    // Broken rules of the model come before what follows from them in other files.
    let mut all: Vec<&Violation> = verdict.violations.iter().filter(|v| passes(v)).collect();
    all.sort_by_key(|v| !v.rule.starts_with("c0"));
    let line = |v: &&Violation| format!("{}: {}: {}", v.rule, v.place.text(language), v.what.text(language));
    let mut lines: Vec<String> = all.iter().take(SHOWN).map(line).collect();
    if let Some(more @ 1..) = all.len().checked_sub(SHOWN) {
        lines.push(Word::MoreViolations.fill(language, &[("count", &more.to_string())]));
    }
    lines.join("\n")
}

fn as_json(verdict: &Verdict, code: u8, language: Language) -> Value {
    let one = |v: &Violation| json!({ "rule": v.rule, "place": v.place.text(language), "what": v.what.text(language) });
    let violations: Vec<Value> = verdict.violations.iter().map(one).collect();
    json!({
        "accepted": verdict.accepted(), "value": verdict.value, "bound": verdict.bound, "gaps": verdict.gaps,
        "terms": verdict.terms, "violations": violations, "exit_code": code,
    })
}
