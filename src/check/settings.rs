//! plan.toml (E113 to E118, W114).

use toml::{Table, Value};

use super::files::{check_e101_missing_file, check_entry};
use super::finding::{Findings, Place, did_you_mean, say, with_hint};
use super::keys::{Keys, a_text, check_e113_toml, check_w114_unknown_keys};
use super::profile;
use super::schema::closest;
use super::wheel::Written;
use crate::domain::calendar::Calendar;
use crate::domain::instance::Language;
use crate::domain::profile::Profile;
use crate::read::folder::Folder;
use crate::read::text::decode;

const PLAN: &str = "plan.toml";

/// What plan.toml says.
pub struct Settings {
    /// The plan year, if it is given and possible.
    pub calendar: Option<Calendar>,
    /// Name of the network.
    pub network: String,
    /// Language of papers and findings.
    pub language: Language,
    /// All kinds but catalogue instead of core goals alone.
    pub all_kinds: bool,
    /// The profile named there, if it can be used.
    pub profile: Option<Profile>,
    /// Seed.
    pub seed: u64,
    /// The table `[wheel]`, if there is one.
    pub wheel: Option<Written>,
}

/// The language that the bytes of a plan.toml ask for, as far as that can be found; else the default.
#[must_use]
pub fn language(plan: &[u8]) -> Language {
    let table: Table = decode(plan).parse().unwrap_or_default();
    table.get("language").and_then(Value::as_str).and_then(Language::of_code).unwrap_or_default()
}

/// Reads plan.toml. What cannot be used leaves a finding and the default.
pub fn read(folder: &Folder, profile: Option<&Profile>, findings: &mut Findings) -> Settings {
    let language = language(folder.bytes(PLAN).unwrap_or_default());
    let mut settings = Settings {
        calendar: None,
        network: String::new(),
        language,
        all_kinds: false,
        profile: profile.cloned(),
        seed: 1,
        wheel: None,
    };
    let Some(entry) = folder.entries.get(PLAN) else {
        check_e101_missing_file(folder, PLAN, findings);
        return settings;
    };
    let bytes = check_entry(PLAN, entry, findings);
    let Some(keys) = bytes.and_then(|b| check_e113_toml(PLAN, b, findings)) else { return settings };
    check_w114_unknown_keys(&keys, &["year", "network", "language", "scope", "profile", "seed", "wheel"], findings);
    settings.calendar = check_e116_year(&keys, findings);
    match keys.table.get("network") {
        Some(_) => settings.network = keys.text("network", findings).unwrap_or_default(),
        None => keys.wrong_kind("network", &a_text(), findings),
    }
    check_e117_word(&keys, "language", &Language::ALL.map(Language::code), findings);
    settings.all_kinds = check_e117_word(&keys, "scope", &["core", "all"], findings).as_deref() == Some("all");
    let seed = |v: &Value| v.as_integer().and_then(|s| u64::try_from(s).ok());
    let whole = say!("et helt tal fra 0", "a whole number from 0");
    settings.seed = keys.get("seed", &whole, seed, findings).unwrap_or(1);
    let a_table = say!("en tabel [wheel]", "a table [wheel]");
    let wheel = keys.get("wheel", &a_table, |v| v.as_table().cloned(), findings);
    settings.wheel = wheel.map(|table| Written { text: keys.text.clone(), table });
    if settings.profile.is_none() {
        settings.profile = check_e118_profile(folder, &keys, findings);
    }
    settings
}

fn check_e116_year(keys: &Keys<'_>, findings: &mut Findings) -> Option<Calendar> {
    let whole = say!("et årstal", "a year");
    if !keys.table.contains_key("year") {
        keys.wrong_kind("year", &whole, findings);
        return None;
    }
    let year = keys.get("year", &whole, Value::as_integer, findings)?;
    let calendar = i32::try_from(year).ok().and_then(Calendar::new);
    if calendar.is_none() {
        let what = say!("året {year} ligger uden for 1900 til 2199", "the year {year} lies outside 1900 to 2199");
        findings.add(
            "E116",
            keys.place("year"),
            what,
            say!("skriv planåret med fire cifre", "write the plan year with four digits"),
        );
    }
    calendar
}

fn check_e117_word(keys: &Keys<'_>, key: &str, words: &[&str], findings: &mut Findings) -> Option<String> {
    let word = keys.text(key, findings)?;
    if !words.contains(&word.as_str()) {
        let all = words.join(", ");
        let what = say!("{key} = »{word}« er ikke en af: {all}", "{key} = \"{word}\" is none of: {all}");
        findings.add("E117", keys.place(key), what, say!("skriv en af dem", "write one of them"));
    }
    Some(word)
}

/// The profile that plan.toml names: a built-in one, else `profiles/NAME.toml` or a path within the folder.
pub(super) fn check_e118_profile(folder: &Folder, keys: &Keys<'_>, findings: &mut Findings) -> Option<Profile> {
    let name = match keys.table.get("profile") {
        Some(_) => keys.text("profile", findings)?,
        None => "balanced".to_string(),
    };
    if let Some(profile) = profile::by_name(&name) {
        return Some(profile);
    }
    let paths = [format!("profiles/{name}.toml"), name.clone()];
    let Some(path) = paths.iter().find(|p| folder.bytes(p).is_some()) else {
        let known = profile::BUILT_IN.map(|(n, _)| n);
        let (all, hint) = (known.join(", "), did_you_mean(closest(&name, known.into_iter())));
        let what = with_hint(say!("profilen »{name}« findes ikke", "there is no profile \"{name}\""), &hint);
        let cure =
            say!("skriv en af {all}, eller læg {name}.toml i profiles", "write one of {all}, or put {name}.toml into profiles");
        findings.add("E118", keys.place("profile"), what, cure);
        return None;
    };
    match profile::parse_profile(&decode(folder.bytes(path)?)) {
        Ok(profile) => Some(profile),
        Err(reason) => {
            let what = say!("profilen kan ikke bruges: {reason}", "the profile cannot be used: {reason}"; reason);
            findings.add("E118", Place::file(path), what, say!("ret tallet eller nøglen", "correct the number or key"));
            None
        }
    }
}
