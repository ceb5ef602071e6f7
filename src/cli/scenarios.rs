//! `amuplan scenarios`: the folder as it is, and as every scenario makes it, planned side by side and compared.
//!
//! The base comes first; every scenario starts from its plan and prices. A scenario that fails does not stop the others.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::check::finding::{exit_code, render, to_json};
use crate::check::scenario::{self, DIRECTORY};
use crate::cli::arguments::ScenariosArgs;
use crate::cli::planning::{Asked, Earlier, Made, failed, made, prepare, usable_for_plans};
use crate::cli::progress::Display;
use crate::cli::words::Word;
use crate::cli::{compare, complain, exit, folder, print, refuse, verify};
use crate::compare::measures::{Measured, measured};
use crate::compare::placed::placed;
use crate::compare::plan::{FiledPlan, read};
use crate::domain::instance::Language;
use crate::domain::plan::Price;
use crate::domain::profile::Profile;
use crate::papers::change_log::words::unreadable;
use crate::papers::comparison::{BASE, Known, Names, data, screen, title};
use crate::read::folder::Folder;
use crate::report::files::write_folder;
use crate::solve::progress::relative_gap;

/// A scenario with its plan.
struct Planned {
    /// Name of its folder.
    stem: String,
    made: Made,
    /// What it changes.
    changed: String,
}

/// Why a scenario has no plan.
struct Failed {
    /// Name of its folder.
    stem: String,
    code: u8,
    /// What to say on the terminal.
    text: String,
    /// Findings, for programs.
    findings: Value,
}

/// What all scenarios share.
struct Job<'a> {
    folder: &'a Folder,
    profile: Option<&'a Profile>,
    base: &'a FiledPlan,
    prices: &'a [Price],
    asked: &'a Asked,
    language: Language,
    quiet: bool,
}

/// Runs the command.
pub fn run(args: &ScenariosArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    if let Err(code) = usable_for_plans(&args.out, language) {
        return code;
    }
    let opened = folder::open(&args.folder, args.profile.as_deref(), language);
    let (whole, profile) = match opened {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    let names: Vec<&String> = whole.entries.keys().filter(|name| name.starts_with(DIRECTORY)).collect();
    if names.is_empty() {
        complain(&Word::NoScenarios.fill(language, &[("path", &args.folder.display().to_string())]));
        return exit::USAGE;
    }
    prepare(args.search.threads);
    let asked = Asked::new(&args.search, args.time_limit);
    let (base, files, schools) = match base(args, &asked, language) {
        Ok(base) => base,
        Err(code) => return code,
    };
    let prices = base.outcome.certificate.as_slice();
    let job = Job { folder: &whole, profile: profile.as_ref(), base: &files, prices, asked: &asked, language, quiet: args.json };
    let planned = side_by_side(&names, |name| job.planned(name));
    let mut results = vec![Ok(Planned { stem: BASE.to_owned(), made: base, changed: String::new() })];
    results.extend(planned);
    present(args, results, schools, language)
}

/// The plan of the folder as it is, the same as its files say it, and the names of its schools.
fn base(args: &ScenariosArgs, asked: &Asked, language: Language) -> Result<(Made, FiledPlan, Names), u8> {
    let (folder, instance) = folder::folder_and_instance(&args.folder, args.profile.as_deref(), args.json, true, language)?;
    let mut display = Display::new(args.json, language);
    let planned = made(&folder, &instance, None, asked, &mut |p| display.show(p));
    display.finish();
    let base = planned.map_err(|failure| {
        let (lines, code) = failed(&folder, &instance, &failure, language);
        complain(&lines.join("\n"));
        code
    })?;
    let filed = read(&base.files).ok().filter(|_| base.verdict.accepted());
    let Some(filed) = filed else {
        complain(Word::Disagreement.text(language));
        complain(&verify::violations(&base.verdict, language));
        return Err(exit::VERIFIER);
    };
    Ok((base, filed, Names::of_year(&instance)))
}

/// The results in the order of the names. As many at a time as there are threads, on threads of their own: a thread that waits for its
/// own small parts would otherwise take up another whole scenario.
pub(super) fn side_by_side<N: Sync, T: Send>(names: &[N], plan: impl Fn(&N) -> T + Sync) -> Vec<T> {
    let (next, results) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(name) = names.get(at) else { break };
            let result = plan(name);
            if let Ok(mut results) = results.lock() {
                results.insert(at, result);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..rayon::current_num_threads().min(names.len()) {
            scope.spawn(work);
        }
    });
    results.into_inner().map(|results| results.into_values().collect()).unwrap_or_default()
}

impl Job<'_> {
    /// One scenario, from its file to verified files.
    fn planned(&self, file: &str) -> Result<Planned, Failed> {
        let language = self.language;
        let stem = Path::new(file).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let fail = |code, text, findings| Failed { stem: stem.clone(), code, text, findings };
        if stem == BASE {
            let text = Word::ScenarioNamedBase.fill(language, &[("file", file)]);
            return Err(fail(exit::INPUT, text, Value::Null));
        }
        let head = |name: &str| Word::ScenarioWrong.fill(language, &[("name", name), ("file", file)]);
        let read = scenario::read(self.folder, file, self.folder.bytes(file).unwrap_or_default());
        let scenario = read.map_err(|findings| {
            let text = format!("{}\n{}", head(&stem), render(&findings, language));
            fail(exit_code(&findings), text, to_json(&findings, language))
        })?;
        let checked = scenario.check(self.folder, self.profile);
        let Some(instance) = checked.instance else {
            let text = format!("{}\n{}", head(&scenario.name), render(&checked.findings, language));
            return Err(fail(exit_code(&checked.findings), text, to_json(&checked.findings, language)));
        };
        let earlier = Earlier { plan: placed(&instance, self.base).plan, prices: self.prices.to_vec() };
        let folder = scenario.patched(self.folder);
        let made = made(&folder, &instance, Some(&earlier), self.asked, &mut |_| ()).map_err(|failure| {
            let (lines, code) = failed(&folder, &instance, &failure, language);
            fail(code, format!("{}\n{}", head(&scenario.name), lines.join("\n")), Value::Null)
        })?;
        if !made.verdict.accepted() {
            let why = [Word::Disagreement.text(language), &verify::violations(&made.verdict, language)].join("\n");
            return Err(fail(exit::VERIFIER, format!("{}\n{why}", head(&scenario.name)), Value::Null));
        }
        if !self.quiet {
            complain(&Word::ScenarioPlanned.fill(language, &[("name", &scenario.name)]));
        }
        Ok(Planned { stem, made, changed: scenario.summary().text(language).to_owned() })
    }
}

/// Writes the plans, then the comparison; says which scenarios failed and why.
fn present(args: &ScenariosArgs, results: Vec<Result<Planned, Failed>>, names: Names, language: Language) -> u8 {
    let (mut plans, mut failures, mut code, mut changes) = (Vec::new(), Vec::new(), exit::DONE, Vec::new());
    for result in results {
        match result {
            Ok(Planned { stem, made, changed }) => match write(&args.out, &stem, &made.files, language) {
                Ok(plan) => {
                    let within = relative_gap(made.outcome.value, made.outcome.bound) <= args.search.gap;
                    code = worse(code, if within { exit::DONE } else { exit::LIMIT });
                    changes.push(changed);
                    plans.push(plan);
                }
                Err(code) => return code,
            },
            Err(failure) => {
                code = worse(code, failure.code);
                failures.push(failure);
            }
        }
    }
    let failed: Vec<(String, String)> = failures.iter().map(|failure| (failure.stem.clone(), failure.text.clone())).collect();
    let known = Known { names, titles: vec![title(BASE, language)], changed: changes, failed: &failed, lightening: None };
    if let Err(code) = compare::write(&args.out, &plans, &known, language) {
        return code;
    }
    if args.json {
        let failures: Vec<Value> = failures
            .iter()
            .map(|f| json!({ "folder": f.stem, "exit_code": f.code, "why": f.text, "findings": f.findings }))
            .collect();
        let mut all = data(&plans);
        all["failed"] = Value::from(failures);
        all["exit_code"] = Value::from(code);
        print(&all.to_string());
    } else {
        print(&screen(&plans, &known, language));
        print(&Word::ComparisonWritten.fill(language, &[("path", &args.out.display().to_string())]));
        for failure in &failures {
            complain(&failure.text);
        }
    }
    code
}

/// Writes the files of a plan into a folder of its own, and measures it.
pub(super) fn write(out: &Path, stem: &str, files: &BTreeMap<String, Vec<u8>>, language: Language) -> Result<Measured, u8> {
    let dir = &out.join(stem);
    let wrong = |why| {
        refuse(dir, Word::PlanNotWritten, &why, language);
        exit::USAGE
    };
    write_folder(dir, files).map_err(wrong)?;
    measured(stem, files).map_err(|why| wrong(unreadable(&why)))
}

/// The code that matters more: a disagreement, wrong input, a clash, no plan, a limit.
fn worse(one: u8, other: u8) -> u8 {
    let order = [exit::VERIFIER, exit::INPUT, exit::CLASH, exit::NOTHING, exit::LIMIT, exit::DONE];
    order.into_iter().find(|code| [one, other].contains(code)).unwrap_or(other)
}
