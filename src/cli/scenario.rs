//! A planning folder as a scenario makes it, for the commands that plan or judge one plan.

use std::path::Path;

use serde_json::{Value, json};

use crate::check::finding::{Finding, render, to_json};
use crate::check::scenario::{self, DIRECTORY, Scenario};
use crate::cli::words::Word;
use crate::cli::{complain, exit, folder, print};
use crate::domain::instance::{Instance, Language};
use crate::domain::words::system::reason;
use crate::read::folder::Folder;

/// The patched folder and its instance. What hinders that is printed, under the name of the scenario, and its exit code returned.
pub fn folder_and_instance(
    path: &Path,
    file: &Path,
    profile: Option<&str>,
    json: bool,
    warn: bool,
    language: Language,
) -> Result<(Folder, Instance), u8> {
    let (folder, profile) = folder::open(path, profile, language)?;
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| {
        let reason = reason(&error);
        complain(&Word::ScenarioUnreadable.fill(language, &[("path", &name), ("reason", reason.text(language))]));
        exit::USAGE
    })?;
    let scenario =
        scenario::read(&folder, &name, &bytes).map_err(|findings| folder::refuse_findings(&findings, language, json))?;
    let checked = scenario.check(&folder, profile.as_ref());
    let Some(instance) = checked.instance else { return Err(refuse(&scenario, &checked.findings, json, language)) };
    if !checked.findings.is_empty() && warn && !json {
        complain(&render(&checked.findings, language));
    }
    Ok((scenario.patched(&folder), instance))
}

/// Prints what is wrong with the folder that a scenario makes; the exit code for it.
fn refuse(scenario: &Scenario, findings: &[Finding], json: bool, language: Language) -> u8 {
    let code = crate::check::finding::exit_code(findings);
    if json {
        let findings = to_json(findings, language);
        print(&json!({ "scenario": scenario.name, "findings": findings, "exit_code": code }).to_string());
    } else {
        complain(&wrong(scenario, findings, language));
    }
    code
}

/// The findings under the name of the scenario.
pub fn wrong(scenario: &Scenario, findings: &[Finding], language: Language) -> String {
    let head = Word::ScenarioWrong.fill(language, &[("name", &scenario.name), ("file", &scenario.file)]);
    format!("{head}\n{}", render(findings, language))
}

/// The name of the scenario that a plan was made with, as its result.json says it.
pub fn name_in(result: &[u8]) -> Option<String> {
    let result: Value = serde_json::from_slice(result).ok()?;
    result.get("scenario")?.as_str().map(str::to_owned)
}

/// What the plan of a scenario is judged against: the folder as the file makes it, else as the scenario of that name in the folder does.
pub fn folder_of(
    path: &Path,
    file: Option<&Path>,
    name: &str,
    profile: Option<&str>,
    json: bool,
    language: Language,
) -> Result<(Folder, Instance), u8> {
    if let Some(file) = file {
        return folder_and_instance(path, file, profile, json, false, language);
    }
    let folder = folder::read(path, language)?;
    let named = |file: &&String| {
        let bytes = folder.bytes(file).unwrap_or_default();
        file.starts_with(DIRECTORY) && scenario::read(&folder, file, bytes).is_ok_and(|scenario| scenario.name == name)
    };
    let Some(file) = folder.entries.keys().find(named) else {
        complain(&Word::ScenarioMissing.fill(language, &[("name", name)]));
        return Err(exit::USAGE);
    };
    folder_and_instance(path, &path.join(file), profile, json, false, language)
}
