//! `amuplan plan`: check, solve, verify, write.

use std::borrow::Cow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::cli::arguments::PlanArgs;
use crate::cli::progress::Display;
use crate::cli::words::Word;
use crate::cli::{complain, exit, folder, print, refuse, verify};
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
pub fn run(args: &PlanArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    if let Err(code) = usable(&args.out, language) {
        return code;
    }
    let read = folder::folder_and_instance(&args.folder, args.profile.as_deref(), args.json, true, language);
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
    let mut display = Display::new(args.json, language);
    let solved = solve(&instance, &limits, &mut |p| display.show(p));
    display.finish();
    match solved {
        Ok(mut outcome) => {
            let limits = Limits { time: all.saturating_sub(began.elapsed()), work: u64::MAX, ..limits };
            let planned = Planned { folder: &folder, instance: &instance, outcome: &outcome };
            outcome.gaps = gaps(planned, &limits.highs(), &Meter::start(&limits));
            finish(args, &instance, &outcome, seed, began.elapsed(), language)
        }
        Err(failure) => failed(&failure, language),
    }
}

/// Threads and Ctrl-C. Both are set once a process; a second call changes nothing.
fn prepare(args: &PlanArgs) {
    let threads = args.threads.unwrap_or(0);
    let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    let _ = ctrlc::set_handler(|| INTERRUPT.store(true, Ordering::Relaxed));
}

/// The out folder must be new or a folder, and writable, so that a wrong path fails before the long run.
fn usable(out: &Path, language: Language) -> Result<(), u8> {
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

/// Verifies the files before anything is written.
fn finish(args: &PlanArgs, instance: &Instance, outcome: &Outcome, seed: u64, elapsed: Duration, language: Language) -> u8 {
    let files = report::plan_folder(instance, outcome, &Options { asked_gap: args.gap, seed });
    let verdict = crate::verify::verify(instance, &files);
    if !verdict.accepted() {
        complain(Word::Disagreement.text(language));
        complain(&verify::violations(&verdict, language));
        return exit::VERIFIER;
    }
    if let Err(error) = write_folder(&args.out, &files) {
        refuse(&args.out, Word::PlanNotWritten, &error, language);
        return exit::USAGE;
    }
    if args.json {
        print(&files.get("result.json").map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default());
    } else {
        print(&summary(&spoken(instance, language), outcome, elapsed));
        print(&verify::accepted(&verdict, &args.out, language));
    }
    if relative_gap(outcome.value, outcome.bound) <= args.gap { exit::DONE } else { exit::LIMIT }
}

/// The year with the language of the terminal in place of that of its files.
pub fn spoken(instance: &Instance, language: Language) -> Cow<'_, Instance> {
    if instance.language == language {
        return Cow::Borrowed(instance);
    }
    Cow::Owned(Instance { language, ..instance.clone() })
}

fn failed(failure: &Failure, language: Language) -> u8 {
    let (word, sources, code) = match failure {
        Failure::NoPlan(_, sources) => (Word::NoPlanYet, sources, exit::NOTHING),
        Failure::Clash(sources) => (Word::FixedClash, sources, exit::CLASH),
    };
    complain(word.text(language));
    for source in sources {
        let (line, text) = (source.line.to_string(), source.text.text(language));
        complain(&Word::FixedRow.fill(language, &[("file", &source.file), ("line", &line), ("text", text)]));
    }
    code
}
