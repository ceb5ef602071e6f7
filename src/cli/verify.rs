//! `amuplan verify`: judges a plan folder from the files alone.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::check::profile;
use crate::cli::{VerifyArgs, complain, exit, folder, print};
use crate::domain::instance::{Instance, Language};
use crate::report::files::OWNED;
use crate::verify::{Verdict, Violation};

/// Violations printed before the rest is only counted.
const SHOWN: usize = 30;

/// A plan folder, its planning folder, and what the verifier says.
pub struct Judged {
    /// The planning year.
    pub instance: Instance,
    /// The files of the plan folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The verdict.
    pub verdict: Verdict,
}

/// Reads both folders and judges the plan; what hinders that is printed and its exit code returned.
pub fn judge(folder: &Path, out: &Path, profile: Option<&str>, json: bool) -> Result<Judged, u8> {
    let files = plan_files(out).map_err(|why| {
        complain(&why);
        exit::INPUT
    })?;
    let profile = profile.map(str::to_owned).or_else(|| profile_in(&files));
    let instance = folder::instance(folder, profile.as_deref(), json, false)?;
    let verdict = crate::verify::verify(&instance, &files);
    Ok(Judged { instance, files, verdict })
}

/// Runs the command.
pub fn run(args: &VerifyArgs) -> u8 {
    let Judged { instance, verdict, .. } = match judge(&args.folder, &args.out, args.profile.as_deref(), args.json) {
        Ok(judged) => judged,
        Err(code) => return code,
    };
    let code = if verdict.accepted() { exit::DONE } else { exit::VERIFIER };
    if args.json {
        print(&as_json(&verdict, code).to_string());
    } else if verdict.accepted() {
        print(&accepted(&instance, &verdict, &args.out));
    } else {
        complain(&violations(&verdict));
        complain(&rejected(&instance, &verdict, &args.out));
    }
    code
}

/// The files of a plan folder that are there.
pub fn plan_files(out: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut files = BTreeMap::new();
    for name in OWNED {
        let path = out.join(name);
        if path.is_file() {
            let bytes = std::fs::read(&path).map_err(|error| format!("{}: cannot be read: {error}", path.display()))?;
            files.insert(name.to_owned(), bytes);
        }
    }
    if files.is_empty() {
        return Err(format!("{}: no plan folder: it holds none of plan.csv, result.json ...", out.display()));
    }
    Ok(files)
}

/// The profile that the plan names, where it is a built-in one.
fn profile_in(files: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let result: Value = serde_json::from_slice(files.get("result.json")?).ok()?;
    let name = result.get("profile")?.as_str()?;
    profile::by_name(name).map(|_| name.to_owned())
}

/// One line that says that the plan was verified.
pub fn accepted(instance: &Instance, verdict: &Verdict, out: &Path) -> String {
    let (value, bound, out) = (thousandths(verdict.value), thousandths(verdict.bound), out.display());
    match instance.language {
        Language::Da => format!(
            "Efterprøvet: planen i {out} holder alle regler; værdi {}, bevist grænse {}.",
            value.replace('.', ","),
            bound.replace('.', ",")
        ),
        Language::En => format!("Verified: the plan in {out} keeps all rules; value {value}, proven bound {bound}."),
    }
}

/// One line that says that the plan was not accepted.
pub fn rejected(instance: &Instance, verdict: &Verdict, out: &Path) -> String {
    let (count, out) = (verdict.violations.len(), out.display());
    match instance.language {
        Language::Da => {
            format!("AFVIST: planen i {out} holder ikke alle regler, eller dens filer passer ikke sammen ({count} fejl).")
        }
        Language::En => format!("REJECTED: the plan in {out} breaks rules, or its files do not agree ({count} violations)."),
    }
}

fn thousandths(milli: i64) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", milli.abs() / 1000, milli.abs() % 1000)
}

/// Every violation on a line of its own, long lists cut.
pub fn violations(verdict: &Verdict) -> String {
    // Broken rules of the model come before what follows from them in other files.
    let mut all: Vec<&Violation> = verdict.violations.iter().collect();
    all.sort_by_key(|v| !v.rule.starts_with("c0"));
    let mut lines: Vec<String> = all.iter().take(SHOWN).map(|v| format!("{}: {}: {}", v.rule, v.place, v.what)).collect();
    if all.len() > SHOWN {
        lines.push(format!("... and {} more", all.len() - SHOWN));
    }
    lines.join("\n")
}

pub fn as_json(verdict: &Verdict, code: u8) -> Value {
    let violations: Vec<Value> =
        verdict.violations.iter().map(|v| json!({ "rule": v.rule, "place": v.place, "what": v.what })).collect();
    json!({
        "accepted": verdict.accepted(), "value": verdict.value, "bound": verdict.bound, "gaps": verdict.gaps,
        "terms": verdict.terms, "violations": violations, "exit_code": code,
    })
}
