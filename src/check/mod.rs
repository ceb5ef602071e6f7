//! Rows to an `Instance`, or all findings at once.
//!
//! [`check`] is the flow: settings, files and columns, cells, then everything that needs more than one row. Each kind of
//! finding has its function, named after its code; [`catalogue`] lists them all.

mod agreements;
mod answers;
mod approvals;
pub mod catalogue;
pub(crate) mod cells;
mod clashes;
mod consents;
mod demand;
mod files;
pub mod finding;
pub(crate) mod goals;
mod keys;
pub(crate) mod limiting;
mod locks;
mod names;
mod needs;
mod network;
pub mod profile;
mod required;
mod rooms;
pub(crate) mod rows;
pub mod scenario;
pub mod schema;
mod settings;
pub(crate) mod starts;
pub mod status;
mod wheel;
mod when;
mod without_effect;
mod words;

use std::collections::BTreeMap;

use self::files::Tables;
use self::finding::{Finding, Findings};
use self::rows::Rows;
use self::schema::FILES;
use self::settings::Settings;
pub use self::settings::language;
use crate::domain::calendar::Calendar;
use crate::domain::instance::{Instance, Language};
use crate::domain::profile::Profile;
use crate::read::digest::fingerprint;
use crate::read::folder::Folder;

/// What came of a folder.
#[derive(Debug)]
pub struct Checked {
    /// The planning year, if there is neither an error nor a clash.
    pub instance: Option<Instance>,
    /// All findings by file, line and code.
    pub findings: Vec<Finding>,
    /// The folder's language.
    pub language: Language,
}

/// Checks a planning folder. `profile` overrides the one that plan.toml names.
///
/// With an error or clash there is no instance.
#[must_use]
pub fn check(folder: &Folder, profile: Option<&Profile>) -> Checked {
    let mut findings = Findings::default();
    let settings = settings::read(folder, profile, &mut findings);
    let tables = files::tables(folder, &mut findings);
    let rows = Rows::read(&tables, &mut findings);
    let instance = build(folder, &settings, &tables, &rows, &mut findings);
    scenario::check_all(folder, &mut findings);
    let instance = instance.filter(|_| !findings.any_error());
    Checked { instance, findings: findings.sorted(), language: settings.language }
}

/// The rows of all tables as written, whatever is wrong with them: what is fixed, for those who ask what would change it.
#[must_use]
pub(crate) fn rows(folder: &Folder) -> Rows {
    let mut findings = Findings::default();
    Rows::read(&files::tables(folder, &mut findings), &mut findings)
}

/// Resolves the rows. Without a year, a profile or a required file there is nothing to resolve them against.
fn build(folder: &Folder, settings: &Settings, tables: &Tables, rows: &Rows, findings: &mut Findings) -> Option<Instance> {
    let (calendar, profile) = (settings.calendar?, settings.profile.as_ref()?);
    if !tables.complete {
        return None;
    }
    Some(resolve(folder, settings, calendar, profile, rows, findings))
}

fn resolve(
    folder: &Folder,
    settings: &Settings,
    calendar: Calendar,
    profile: &Profile,
    rows: &Rows,
    findings: &mut Findings,
) -> Instance {
    let mut net = network::network(rows, calendar, profile, findings);
    rooms::rooms(&mut net, rows, findings);
    let pools = rooms::pools(&net, rows, findings);
    let mut goals = goals::goals(&mut net, rows, settings.all_kinds, findings);
    let approvals = approvals::approvals(&net, rows, findings);
    let equipment = goals::Equipment::new(&net, &goals, rows, findings);
    let forms = answers::forms(&net, &goals, rows, findings);
    answers::fill_refusals_and_wishes(&mut goals, &forms);
    agreements::fill_agreements(&net, &mut goals, rows, findings);
    goals::fill_eligible(&net, &mut goals, &approvals, &equipment);
    goals::check_w413_nobody(&net, &goals, (&approvals, &equipment), rows, findings);
    let approved = |goal: &_, school| !approvals.of(goal, school).days.is_empty();
    let refusals = answers::refusals(&forms);
    answers::fill_offers(&net, &mut goals, &forms, &refusals, approved, findings);
    for goal in &mut goals {
        required::sort(&mut goal.required);
    }
    let decisions = locks::fill_locks(&net, &mut goals, rows, &refusals, findings);
    for goal in &mut goals {
        required::sort(&mut goal.required);
        required::check_starts(&net, rows, goal, findings);
        required::narrow_sites(&net, goal);
        required::spread_free_runs(&net, goal);
    }
    without_effect::check_w508_can_without_start(&net, &goals, &forms, findings);
    clashes::check_clashes(&net, &goals, &pools, findings);
    let needs = needs::needs(&net, &goals, rows, settings.all_kinds, findings);
    demand::fill_demand(&net, &mut goals, rows, &needs, profile, findings);
    demand::fill_last_executors(&net, &mut goals, rows, findings);
    let enrolment = status::status(&net, rows, findings);
    let consents = consents::consents(&net, rows, findings);
    let wheel = wheel::wheel(settings.wheel.as_ref(), &net, findings);
    Instance {
        calendar,
        network: settings.network.clone(),
        language: settings.language,
        seed: settings.seed,
        profile: profile.clone(),
        schools: net.schools,
        sites: net.sites,
        fkbs: net.fkbs,
        groups: net.groups,
        areas: net.areas,
        goals,
        pools,
        consents,
        decisions,
        needs,
        wheel,
        status: folder.bytes(status::FILE).is_some().then_some(enrolment),
        travel: net.travel,
        scenario: None,
        inputs: inputs(folder),
    }
}

/// Fingerprints of the files that a plan depends on. Enrolment comes in after the plan is made, and must not make it another one;
/// neither must a scenario that is added or changed, for it works by the files that it patches.
fn inputs(folder: &Folder) -> BTreeMap<String, String> {
    let names = input_names(folder).into_iter();
    names.filter_map(|n| Some((n.clone(), fingerprint(&n, folder.bytes(&n)?)))).collect()
}

/// Names of the files of a folder that a plan depends on.
#[must_use]
pub fn input_names(folder: &Folder) -> Vec<String> {
    let decides = |name: &str| {
        name == "plan.toml" || name.starts_with("profiles/") || FILES.iter().any(|f| f.name == name && name != status::FILE)
    };
    folder.entries.keys().filter(|name| decides(name) && folder.bytes(name).is_some()).cloned().collect()
}
