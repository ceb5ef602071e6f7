//! `amuplan plan`: check, solve, verify, write.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::cli::progress::Display;
use crate::cli::{PlanArgs, complain, exit, folder, print, verify};
use crate::domain::instance::{Instance, Language};
use crate::domain::plan::Outcome;
use crate::explain::gaps::{Planned, gaps};
use crate::report::files::{try_folder, write_folder};
use crate::report::{self, Options, summary::summary};
use crate::solve::limits::{EXACT_COLUMNS, Limits, Meter};
use crate::solve::progress::relative_gap;
use crate::solve::{Failure, solve};

/// Time kept for the cures of gaps, at most; a twentieth of a short limit.
const CURES_TIME: Duration = Duration::from_secs(10);

/// Set by Ctrl-C: the solve stops with the best plan so far.
static INTERRUPT: AtomicBool = AtomicBool::new(false);

/// Runs the command.
pub fn run(args: &PlanArgs) -> u8 {
    if let Err(why) = usable(&args.out) {
        complain(&why);
        return exit::USAGE;
    }
    let read = folder::folder_and_instance(&args.folder, args.profile.as_deref(), args.json, true);
    let (folder, instance) = match read {
        Ok(read) => read,
        Err(code) => return code,
    };
    prepare(args);
    let began = Instant::now();
    let seed = args.seed.unwrap_or(instance.seed);
    let all = Duration::from_secs(args.time_limit);
    let time = all.saturating_sub((all / 20).min(CURES_TIME));
    let worker = std::env::current_exe().ok();
    let limits = Limits {
        gap: args.gap,
        time,
        work: args.work_limit,
        exact_columns: EXACT_COLUMNS,
        seed,
        interrupt: &INTERRUPT,
        worker: worker.as_deref(),
    };
    let mut display = Display::new(args.json, instance.language);
    let solved = solve(&instance, &limits, &mut |p| display.show(p));
    display.finish();
    match solved {
        Ok(mut outcome) => {
            let limits = Limits { time: all.saturating_sub(began.elapsed()), work: u64::MAX, ..limits };
            let planned = Planned { folder: &folder, instance: &instance, outcome: &outcome };
            outcome.gaps = gaps(planned, &limits.highs(), &Meter::start(&limits));
            finish(args, &instance, &outcome, seed, began.elapsed())
        }
        Err(failure) => failed(&failure, instance.language),
    }
}

/// Threads and Ctrl-C. Both are set once a process; a second call changes nothing.
fn prepare(args: &PlanArgs) {
    let threads = args.threads.map_or(0, usize::from);
    let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    let _ = ctrlc::set_handler(|| INTERRUPT.store(true, Ordering::Relaxed));
}

/// The out folder must be new or a folder, and writable, so that a wrong path fails before the long run.
fn usable(out: &Path) -> Result<(), String> {
    if out.exists() && !out.is_dir() {
        return Err(format!("{}: this is a file; give a folder for the plan with -o", out.display()));
    }
    if out.join("plan.toml").exists() {
        return Err(format!("{}: this is a planning folder; give another folder for the plan with -o", out.display()));
    }
    try_folder(out).map_err(|error| format!("{}: no plan can be written there: {error}", out.display()))
}

/// Verifies the files before anything is written.
fn finish(args: &PlanArgs, instance: &Instance, outcome: &Outcome, seed: u64, elapsed: Duration) -> u8 {
    let files = report::plan_folder(instance, outcome, &Options { asked_gap: args.gap, seed });
    let verdict = crate::verify::verify(instance, &files);
    if !verdict.accepted() {
        complain("The verifier disagrees with the solver; nothing is written. Please report this with the planning folder.");
        complain(&verify::violations(&verdict));
        return exit::VERIFIER;
    }
    if let Err(error) = write_folder(&args.out, &files) {
        complain(&format!("{}: the plan could not be written: {error}", args.out.display()));
        return exit::USAGE;
    }
    if args.json {
        print(&files.get("result.json").map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default());
    } else {
        print(&summary(instance, outcome, elapsed));
        print(&verify::accepted(instance, &verdict, &args.out));
    }
    if relative_gap(outcome.value, outcome.bound) <= args.gap { exit::DONE } else { exit::LIMIT }
}

fn failed(failure: &Failure, language: Language) -> u8 {
    let (words, sources, code) = match (failure, language) {
        (Failure::NoPlan(_, sources), Language::Da) => (
            "Stoppet, før der var en plan, som holder alle faste kurser; intet er skrevet. Giv mere tid med --time-limit. Uden plads endnu:",
            sources,
            exit::NOTHING,
        ),
        (Failure::NoPlan(_, sources), Language::En) => (
            "Stopped before a plan was found that holds all fixed runs; nothing is written. Give more time with --time-limit. Without a place yet:",
            sources,
            exit::NOTHING,
        ),
        (Failure::Clash(sources), Language::Da) => (
            "Kurserne i disse rækker kan ikke alle holdes (lokaler, undervisere, grænser, datoer). Ret en af dem:",
            sources,
            exit::CLASH,
        ),
        (Failure::Clash(sources), Language::En) => (
            "The fixed runs that these rows ask for cannot all be held (rooms, teachers, limits, dates). Change one of them:",
            sources,
            exit::CLASH,
        ),
    };
    complain(words);
    for source in sources {
        let line = if language == Language::Da { "linje" } else { "line" };
        complain(&format!("  {} {line} {}: {}", source.file, source.line, source.text));
    }
    code
}
