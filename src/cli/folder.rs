//! Reads and checks a planning folder, and prints what is wrong with it.

use std::path::Path;

use serde_json::json;

use crate::check::finding::{Finding, exit_code, render, to_json};
use crate::check::{self, profile};
use crate::cli::{complain, exit, print};
use crate::domain::instance::{Instance, Language};
use crate::domain::profile::Profile;
use crate::read::folder::{Folder, read_folder};

/// `amuplan check`: prints all findings.
pub fn check(folder: &Path, profile_name: Option<&str>, json: bool) -> u8 {
    let (folder, profile) = match open(folder, profile_name) {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    let checked = check::check(&folder, profile.as_ref());
    let code = exit_code(&checked.findings);
    if json {
        print(&json!({ "findings": to_json(&checked.findings), "exit_code": code }).to_string());
    } else {
        print(&render(&checked.findings, checked.language));
        if let Some(instance) = &checked.instance {
            print(&accepted(instance, &checked.findings));
        }
    }
    code
}

/// The instance of a folder; warnings go to standard error where `warn` asks for them. Without one, everything wrong is printed and the exit code returned.
pub fn instance(folder: &Path, profile_name: Option<&str>, json: bool, warn: bool) -> Result<Instance, u8> {
    folder_and_instance(folder, profile_name, json, warn).map(|(_, instance)| instance)
}

/// The same with the folder as it was read, for what-ifs.
pub fn folder_and_instance(folder: &Path, profile_name: Option<&str>, json: bool, warn: bool) -> Result<(Folder, Instance), u8> {
    let (folder, profile) = open(folder, profile_name)?;
    let checked = check::check(&folder, profile.as_ref());
    if let Some(instance) = checked.instance {
        if !checked.findings.is_empty() && warn && !json {
            complain(&render(&checked.findings, checked.language));
        }
        return Ok((folder, instance));
    }
    let code = exit_code(&checked.findings);
    if json {
        print(&json!({ "findings": to_json(&checked.findings), "exit_code": code }).to_string());
    } else {
        complain(&render(&checked.findings, checked.language));
    }
    Err(code)
}

fn open(folder: &Path, profile_name: Option<&str>) -> Result<(Folder, Option<Profile>), u8> {
    let profile = profile_name.map(profile_of).transpose().map_err(|why| {
        complain(&why);
        exit::USAGE
    })?;
    let read = read_folder(folder).map_err(|error| {
        complain(&format!(
            "{}: the planning folder cannot be read: {error}. Give the folder that holds plan.toml.",
            folder.display()
        ));
        exit::INPUT
    })?;
    Ok((read, profile))
}

/// A built-in profile by name, else the TOML file of that name.
fn profile_of(name: &str) -> Result<Profile, String> {
    if let Some(profile) = profile::by_name(name) {
        return Ok(profile);
    }
    let known = profile::BUILT_IN.map(|(name, _)| name).join(", ");
    let text = std::fs::read_to_string(name).map_err(|error| {
        format!("--profile {name}: neither a built-in profile ({known}) nor a file that can be read ({error})")
    })?;
    profile::parse_profile(&text).map_err(|why| format!("--profile {name}: {why}"))
}

fn accepted(instance: &Instance, findings: &[Finding]) -> String {
    let (schools, sites, goals) = (instance.schools.len(), instance.sites.len(), instance.goals.len());
    let duties: usize = instance.goals.iter().map(|g| g.duties.len()).sum();
    let (year, warnings) = (instance.calendar.year(), findings.len());
    match instance.language {
        Language::Da => format!(
            "Mappen kan planlægges: {year}, {schools} skoler, {sites} adresser, {goals} mål, {duties} pligter; {warnings} advarsler."
        ),
        Language::En => format!(
            "The folder can be planned: {year}, {schools} schools, {sites} sites, {goals} goals, {duties} duties; {warnings} warnings."
        ),
    }
}
