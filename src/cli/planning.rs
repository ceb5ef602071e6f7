//! From a checked folder to the verified files of a plan: solve, cures of the gaps, files, verdict. Several commands do this.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::cli::arguments::SearchArgs;
use crate::cli::words::Word;
use crate::cli::{complain, exit, refuse};
use crate::domain::goal::Source;
use crate::domain::instance::{Instance, Language};
use crate::domain::plan::{Outcome, Plan, Price, Stop};
use crate::explain::clash::narrowing;
use crate::explain::gaps::{Planned, gaps};
use crate::formulation::value::terms;
use crate::read::folder::Folder;
use crate::replan::bound::bound;
use crate::report::files::try_folder;
use crate::report::{self, Options};
use crate::solve::decomposed::improve::Search;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::highs;
use crate::solve::limits::{EXACT_COLUMNS, Limits, Meter};
use crate::solve::outcome::{certificate_of, plan_of};
use crate::solve::progress::{Progress, relative_gap};
use crate::solve::{Failure, Start, solve_from};
use crate::verify::Verdict;

/// Time kept for the cures of gaps, at most; a twentieth of a short limit.
const CURES_TIME: Duration = Duration::from_secs(10);

/// Time to find the rows that leave no room for runs that clash.
const NARROWING_SECONDS: f64 = 20.0;

/// The gap within which a plan counts as good as a new one, as `plan` has it.
pub const USUAL_GAP: f64 = 0.01;

/// Set by Ctrl-C: the solve stops with the best plan so far.
pub static INTERRUPT: AtomicBool = AtomicBool::new(false);

/// What is asked of the planning.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The asked optimality gap.
    pub gap: f64,
    /// Time for all of it.
    pub time: Duration,
    /// Millions of elementary steps.
    pub work: u64,
    /// Another seed than the folder's.
    pub seed: Option<u64>,
}

impl Asked {
    /// What the options ask for, in so many seconds.
    pub fn new(search: &SearchArgs, seconds: u64) -> Self {
        Self { gap: search.gap, time: Duration::from_secs(seconds), work: search.work_limit, seed: search.seed }
    }
}

/// A plan with its verified files.
#[derive(Debug, Clone)]
pub struct Made {
    /// The plan and its proof.
    pub outcome: Outcome,
    /// The files of the plan folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What the verifier says of them.
    pub verdict: Verdict,
    /// How long it took.
    pub elapsed: Duration,
}

/// A plan of a folder much like this one, to go on from.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// The plan, in the terms of this year.
    pub plan: Plan,
    /// The prices of its certificate.
    pub prices: Vec<Price>,
}

/// Plans the year and writes the files, in memory, and judges them.
///
/// # Errors
/// Why there is no plan.
pub fn made(
    folder: &Folder,
    instance: &Instance,
    earlier: Option<&Earlier>,
    asked: &Asked,
    report: &mut dyn FnMut(Progress),
) -> Result<Made, Failure> {
    let began = Instant::now();
    let seed = asked.seed.unwrap_or(instance.seed);
    let worker: Option<PathBuf> = std::env::current_exe().ok();
    let limits = Limits {
        gap: asked.gap,
        time: asked.time.saturating_sub((asked.time / 20).min(CURES_TIME)),
        work: asked.work,
        exact_columns: EXACT_COLUMNS,
        seed,
        interrupt: &INTERRUPT,
        worker: worker.as_deref(),
    };
    let start = earlier.map(|earlier| Start { plan: &earlier.plan, prices: &earlier.prices });
    let mut outcome = solve_from(instance, start, &limits, report)?;
    let limits = Limits { time: asked.time.saturating_sub(began.elapsed()), work: u64::MAX, ..limits };
    outcome.gaps = gaps(Planned { folder, instance, outcome: &outcome }, &limits.highs(), &Meter::start(&limits));
    let files = report::plan_folder(instance, &outcome, &Options { asked_gap: asked.gap, seed });
    let verdict = crate::verify::verify(instance, &files);
    Ok(Made { outcome, files, verdict, elapsed: began.elapsed() })
}

/// The plan of these choices with its value, and the bound that known prices prove. `found` is those prices, and what ended the search if
/// something did.
pub fn valued(
    instance: &Instance,
    problem: &Problem,
    choices: &[Option<Choice>],
    found: (&[Price], Option<Stop>),
    meter: &Meter<'_>,
) -> Outcome {
    let (old, stop) = found;
    let plan = plan_of(problem, choices);
    let terms = terms(instance, &problem.parameters, &problem.coupling, &plan);
    let value = terms.values().sum();
    let waiting = Search::from_choices(problem, choices).waiting.len();
    let ascent = bound(instance, problem, old, (waiting, value), meter);
    let bound = ascent.best.bound;
    let stop = match stop {
        // Where a goal waits, the bound says nothing of plans with fewer gaps.
        _ if bound <= value && waiting == 0 => Stop::Optimal,
        Some(stop) => stop,
        None if relative_gap(value, bound) <= USUAL_GAP => Stop::Gap,
        None => Stop::Work,
    };
    let certificate = certificate_of(instance, problem, &ascent.best);
    Outcome { plan, value, bound, certificate, stop, work: meter.work(), terms, gaps: Vec::new() }
}

/// The prices of certificate.csv; none where it cannot be read, as the bound is then only worse.
pub fn prices(files: &BTreeMap<String, Vec<u8>>) -> Vec<Price> {
    let bytes = files.get("certificate.csv").map(Vec::as_slice).unwrap_or_default();
    let rows = csv::Reader::from_reader(bytes).into_records().filter_map(Result::ok);
    let price = |row: csv::StringRecord| {
        let price = row.get(2)?.parse().ok()?;
        Some(Price { rule: row.get(0)?.to_owned(), key: row.get(1)?.to_owned(), price })
    };
    rows.filter_map(price).collect()
}

/// Threads and Ctrl-C. Both are set once a process; a second call changes nothing.
pub fn prepare(threads: Option<usize>) {
    let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build_global();
    let _ = ctrlc::set_handler(|| INTERRUPT.store(true, Ordering::Relaxed));
}

/// The out folder must be new or a folder, and writable, so that a wrong path fails before the long run.
pub fn usable(out: &Path, language: Language) -> Result<(), u8> {
    let wrong = match () {
        () if out.exists() && !out.is_dir() => Some(Word::IsFile),
        () if out.join("plan.toml").exists() => Some(Word::IsPlanningFolder),
        () => None,
    };
    if let Some(word) = wrong {
        complain(&word.fill(language, &[("path", &out.display().to_string())]));
        return Err(exit::USAGE);
    }
    try_folder(out).map_err(|error| {
        refuse(out, Word::NoPlanThere, &error, language);
        exit::USAGE
    })
}

/// The same for a folder of several plans, each in a folder of its own: a plan of before is not mixed with them.
pub fn usable_for_plans(out: &Path, language: Language) -> Result<(), u8> {
    if out.join("result.json").exists() {
        complain(&Word::IsPlanFolder.fill(language, &[("path", &out.display().to_string())]));
        return Err(exit::USAGE);
    }
    usable(out, language)
}

/// Why there is no plan of the year, as lines, and the exit code for it. Where fixed runs clash, the rows that leave no room are sought too.
pub fn failed(folder: &Folder, instance: &Instance, failure: &Failure, language: Language) -> (Vec<String>, u8) {
    let clash = match failure {
        Failure::NoPlan(_, rows) => return (listed(Word::NoPlanYet, rows, language), exit::NOTHING),
        Failure::Clash(clash) => clash,
    };
    let mut lines = listed(Word::FixedClash, &clash.rows, language);
    let worker = std::env::current_exe().ok();
    let (seconds, interrupt) = (Some(NARROWING_SECONDS), Some(&INTERRUPT));
    let limits = highs::Limits { seconds, interrupt, worker: worker.as_deref(), ..highs::Limits::default() };
    match narrowing(folder, instance, clash, &limits) {
        Some(rows) if rows.is_empty() => {}
        Some(rows) => lines.extend(listed(Word::NoRoomBy, &rows, language)),
        None => lines.push(Word::NoRoomUnknown.text(language).to_owned()),
    }
    (lines, exit::CLASH)
}

fn listed(heading: Word, rows: &[Source], language: Language) -> Vec<String> {
    let row = |source: &Source| {
        let (line, text) = (source.line.to_string(), source.text.text(language));
        Word::FixedRow.fill(language, &[("file", &source.file), ("line", &line), ("text", text)])
    };
    std::iter::once(heading.text(language).to_owned()).chain(rows.iter().map(row)).collect()
}
