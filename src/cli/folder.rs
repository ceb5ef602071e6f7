//! Reads and checks a planning folder, and prints what is wrong with it.

use std::path::Path;

use serde_json::json;

use crate::check::finding::{Finding, exit_code, render, to_json};
use crate::check::{self, profile};
use crate::cli::words::Word;
use crate::cli::{complain, exit, print, refuse};
use crate::domain::instance::{Instance, Language};
use crate::domain::profile::Profile;
use crate::domain::words::Text;
use crate::domain::words::system::reason;
use crate::read::folder::{Folder, read_folder};

/// The language of messages about a planning folder: the one asked for, else that of its plan.toml.
pub fn language(folder: &Path, asked: Option<Language>) -> Language {
    let plan = folder.join("plan.toml");
    // Anything but a file is no matter of language, and a pipe must not be waited for.
    let read = || if plan.is_file() { std::fs::read(plan).unwrap_or_default() } else { Vec::new() };
    asked.unwrap_or_else(|| check::language(&read()))
}

/// `amuplan check`: prints all findings.
pub fn check(folder: &Path, profile_name: Option<&str>, json: bool, asked: Option<Language>) -> u8 {
    let language = language(folder, asked);
    let (folder, profile) = match open(folder, profile_name, language) {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    let checked = check::check(&folder, profile.as_ref());
    let code = exit_code(&checked.findings);
    if json {
        print(&json!({ "findings": to_json(&checked.findings, language), "exit_code": code }).to_string());
    } else {
        print(&render(&checked.findings, language));
        if let Some(instance) = &checked.instance {
            print(&accepted(instance, &checked.findings, language));
        }
    }
    code
}

/// The instance of a folder; warnings go to standard error where `warn` asks for them. Without one, everything wrong is printed and the exit code returned.
pub fn instance(folder: &Path, profile_name: Option<&str>, json: bool, warn: bool, language: Language) -> Result<Instance, u8> {
    folder_and_instance(folder, profile_name, json, warn, language).map(|(_, instance)| instance)
}

/// The same with the folder as it was read, for what-ifs.
pub fn folder_and_instance(
    folder: &Path,
    profile_name: Option<&str>,
    json: bool,
    warn: bool,
    language: Language,
) -> Result<(Folder, Instance), u8> {
    let (folder, profile) = open(folder, profile_name, language)?;
    // A scenario that is wrong does not stand in the way of a plan without it.
    let folder = folder.without_scenarios();
    let checked = check::check(&folder, profile.as_ref());
    if let Some(instance) = checked.instance {
        if !checked.findings.is_empty() && warn && !json {
            complain(&render(&checked.findings, language));
        }
        return Ok((folder, instance));
    }
    Err(refuse_findings(&checked.findings, language, json))
}

/// Prints everything that stands in the way, and returns the exit code for it.
pub fn refuse_findings(findings: &[Finding], language: Language, json: bool) -> u8 {
    let code = exit_code(findings);
    if json {
        print(&json!({ "findings": to_json(findings, language), "exit_code": code }).to_string());
    } else {
        complain(&render(findings, language));
    }
    code
}

/// The folder and the profile asked for, or an exit code after a message.
pub fn open(folder: &Path, profile_name: Option<&str>, language: Language) -> Result<(Folder, Option<Profile>), u8> {
    let profile = profile_name.map(|name| profile_of(name, language)).transpose().map_err(|why| {
        complain(&why);
        exit::USAGE
    })?;
    Ok((read(folder, language)?, profile))
}

/// The files of a planning folder, or an exit code after a message.
pub fn read(folder: &Path, language: Language) -> Result<Folder, u8> {
    read_folder(folder).map_err(|error| {
        refuse(folder, Word::FolderUnreadable, &reason(&error), language);
        exit::INPUT
    })
}

/// A built-in profile by name, else the TOML file of that name.
fn profile_of(name: &str, language: Language) -> Result<Profile, String> {
    if let Some(profile) = profile::by_name(name) {
        return Ok(profile);
    }
    let known = profile::BUILT_IN.map(|(name, _)| name).join(", ");
    let text = std::fs::read_to_string(name).map_err(|error| {
        let reason = reason(&error);
        Word::UnknownProfile.fill(language, &[("name", name), ("known", &known), ("reason", reason.text(language))])
    })?;
    let wrong = |why: Text| Word::WrongProfile.fill(language, &[("name", name), ("reason", why.text(language))]);
    profile::parse_profile(&text).map_err(wrong)
}

fn accepted(instance: &Instance, findings: &[Finding], language: Language) -> String {
    let duties: usize = instance.goals.iter().map(|g| g.duties.len()).sum();
    let year = instance.calendar.year().to_string();
    let counts = [instance.schools.len(), instance.sites.len(), instance.goals.len(), duties, findings.len()];
    let [schools, sites, goals, duties, warnings] = counts.map(|count| count.to_string());
    let values = [
        ("year", year.as_str()),
        ("schools", &schools),
        ("sites", &sites),
        ("goals", &goals),
        ("duties", &duties),
        ("warnings", &warnings),
    ];
    Word::Sound.fill(language, &values)
}
