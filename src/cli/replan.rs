//! `amuplan replan`: the plan on the table, made to fit the folder as it is now with the least change.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::cli::arguments::ReplanArgs;
use crate::cli::kept::{earlier_year, inputs, own_inputs};
use crate::cli::plan::spoken;
use crate::cli::planning::{INTERRUPT, USUAL_GAP, failed, prepare, prices, usable, valued};
use crate::cli::verify::{plan_files, profile_in, violations};
use crate::cli::words::Word;
use crate::cli::{complain, exit, folder, print, refuse, scenario};
use crate::compare::placed::placed;
use crate::compare::plan::{FiledPlan, State};
use crate::domain::instance::{Instance, Language};
use crate::domain::plan::{Outcome, Stop};
use crate::domain::words::Text;
use crate::explain::gaps::{Planned, gaps};
use crate::papers::change_log::{ChangeLog, change_log, earlier};
use crate::read::folder::Folder;
use crate::replan::cost::Table;
use crate::replan::more::{Budget, more};
use crate::replan::near;
use crate::report::files::write_folder;
use crate::report::history::{Step, carry, keep_inputs, kept_inputs, remember};
use crate::report::replanned::Replanned;
use crate::report::text::{decimal, thousandths};
use crate::report::{self, Options};
use crate::solve::decomposed::problem::Problem;
use crate::solve::limits::{Limits, Meter};
use crate::solve::progress::relative_gap;

/// Share of the time for the cures of gaps.
const CURES_SHARE: u32 = 5;

/// What a point of change must bring, milli, from `--stability` 0 to 3; at 4 nothing moves for the sake of the value.
const PRICES: [i64; 4] = [0, 250, 1000, 4000];

type Files = BTreeMap<String, Vec<u8>>;

/// What goes in: the folder as it is now, and the plan on the table.
struct Asked {
    folder: Folder,
    instance: Instance,
    files: Files,
    filed: FiledPlan,
    /// The input files that the plan on the table was made from, where its folder keeps them.
    known: Files,
}

/// What comes out, verified.
struct Made {
    files: Files,
    outcome: Outcome,
    replanned: Replanned,
    log: ChangeLog,
}

/// Runs the command.
pub fn run(args: &ReplanArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let done = usable(&args.new, language).and_then(|()| asked(args, language)).and_then(|asked| {
        prepare(args.threads);
        let began = Instant::now();
        let made = made(&asked, args, language)?;
        written(&asked, &made, args, language)?;
        tell(&asked, &made, args, began.elapsed(), language);
        Ok(if made.replanned.proven() { exit::DONE } else { exit::LIMIT })
    });
    done.unwrap_or_else(|code| code)
}

/// Reads both folders; what hinders that is printed and its exit code returned.
fn asked(args: &ReplanArgs, language: Language) -> Result<Asked, u8> {
    let files = plan_files(&args.out, language).map_err(|why| {
        complain(&why);
        exit::INPUT
    })?;
    let profile = args.profile.clone().or_else(|| profile_in(&files));
    // What `check` warns of is for `check` to say: the room looks at the changes.
    let (folder, instance) = folder::folder_and_instance(&args.folder, profile.as_deref(), args.json, false, language)?;
    if let Some(name) = files.get("result.json").and_then(|bytes| scenario::name_in(bytes)) {
        complain(&Word::ScenarioDropped.fill(language, &[("name", &name)]));
    }
    let filed = earlier(&instance, &files).map_err(|why| {
        refuse(&args.out, Word::NoPlanOnTable, &why, language);
        exit::INPUT
    })?;
    let kept = kept_inputs(&args.out).map_err(|error| {
        refuse(&args.new, Word::PlanNotWritten, &error, language);
        exit::USAGE
    })?;
    let known = own_inputs(kept, &filed);
    Ok(Asked { folder, instance, files, filed, known })
}

/// Finds the plan, and verifies its files.
fn made(asked: &Asked, args: &ReplanArgs, language: Language) -> Result<Made, u8> {
    let instance = &asked.instance;
    let worker = std::env::current_exe().ok();
    let limits = Limits {
        gap: USUAL_GAP,
        time: Duration::from_secs(args.time_limit),
        work: u64::MAX,
        exact_columns: 0,
        seed: instance.seed,
        interrupt: &INTERRUPT,
        worker: worker.as_deref(),
    };
    let meter = Meter::start(&limits);
    let problem = Problem::new(instance);
    let on_table = placed(instance, &asked.filed);
    let found = near(instance, &problem, &asked.filed, &on_table, &meter, &limits.highs());
    let mut near = found.map_err(|failure| {
        let (lines, code) = failed(&asked.folder, instance, &failure, language);
        complain(&lines.join("\n"));
        code
    })?;
    if let Some(budget) = budget(args) {
        near = more(&problem, &Table::new(instance, &on_table), near, budget, &meter);
    }
    let mut outcome = valued(instance, &problem, &near.choices, (&prices(&asked.files), near.stop), &meter);
    let cures = Limits { time: limits.time / CURES_SHARE, ..limits.clone() };
    outcome.gaps = gaps(Planned { folder: &asked.folder, instance, outcome: &outcome }, &cures.highs(), &Meter::start(&cures));
    let replanned = Replanned { base: asked.filed.checksum.clone(), cost: near.cost, needed: near.needed, least: near.least };
    let mut files = report::plan_folder(instance, &outcome, &Options { asked_gap: USUAL_GAP, seed: instance.seed });
    replanned.add_to(&mut files);
    let verdict = crate::verify::verify_change(instance, &files, asked.files.get("plan.csv").map(Vec::as_slice));
    let before = earlier_year(asked.known.clone(), &asked.filed);
    let log = change_log(&spoken(instance, language), &files, &asked.filed, before.as_ref());
    match log {
        Ok(log) if verdict.accepted() => Ok(Made { files, outcome, replanned, log }),
        log => {
            complain(Word::Disagreement.text(language));
            complain(&violations(&verdict, language));
            if let Err(why) = log {
                complain(why.text(language));
            }
            Err(exit::VERIFIER)
        }
    }
}

/// What may change for the sake of the value.
fn budget(args: &ReplanArgs) -> Option<Budget> {
    let price = PRICES.get(usize::from(args.stability)).copied();
    match (args.at_most, price) {
        (None, None) => None,
        (most, price) => Some(Budget { runs: most.unwrap_or(usize::MAX), price: price.unwrap_or(0) }),
    }
}

/// Keeps what is replaced, then writes.
fn written(asked: &Asked, made: &Made, args: &ReplanArgs, language: Language) -> Result<(), u8> {
    let write = || -> Result<(), Text> {
        // Another plan that lies where the new one goes is kept too; a new folder gets the steps before.
        match plan_files(&args.new, language) {
            Ok(there) if there != asked.files => remember(&args.new, &Step { plan: there, inputs: kept_inputs(&args.new)? })?,
            Ok(_) => {}
            Err(_) => carry(&args.out, &args.new)?,
        }
        remember(&args.new, &Step { plan: asked.files.clone(), inputs: asked.known.clone() })?;
        keep_inputs(&args.new, &inputs(&asked.folder, &asked.instance))?;
        write_folder(&args.new, &made.files)
    };
    write().map_err(|error| {
        refuse(&args.new, Word::PlanNotWritten, &error, language);
        exit::USAGE
    })
}

fn open_gaps(filed: &FiledPlan) -> usize {
    filed.goals.values().filter(|goal| matches!(goal.state, State::Gap(_))).count()
}

fn tell(asked: &Asked, made: &Made, args: &ReplanArgs, elapsed: Duration, language: Language) {
    let seconds = format!("{}.{}", elapsed.as_secs(), elapsed.subsec_millis() / 100);
    if args.json {
        print(&as_json(made, elapsed).to_string());
        return;
    }
    let Made { outcome, replanned, log, .. } = made;
    let mut lines = changes(log, language);
    lines.extend(weighed(replanned, language));
    let open = |goal: &crate::domain::ids::GoalIx| {
        outcome.plan.runs_of(*goal).is_empty() && asked.instance.goal(*goal).agreement.is_none()
    };
    let [before, after] = [open_gaps(&asked.filed), asked.instance.goal_ixs().filter(open).count()].map(|n| n.to_string());
    lines.push(Word::GapsNow.fill(language, &[("before", &before), ("after", &after)]));
    let old = value_in(&asked.files).map_or_else(|| "?".to_owned(), |milli| decimal(language, &thousandths(milli)));
    let percent = decimal(language, &format!("{:.2}", 100.0 * relative_gap(outcome.value, outcome.bound)));
    let value = decimal(language, &thousandths(outcome.value));
    lines.push(Word::PriceOfCalm.fill(language, &[("value", &value), ("before", &old), ("percent", &percent)]));
    if matches!(outcome.stop, Stop::Time | Stop::Interrupt) {
        lines.push(Word::ReplanStopped.fill(language, &[("seconds", &args.time_limit.to_string())]));
    }
    let (path, folder, seconds) = (shown(&args.new), shown(&args.folder), decimal(language, &seconds));
    lines.push(Word::Replanned.fill(language, &[("path", &path), ("seconds", &seconds), ("folder", &folder)]));
    print(&lines.join("\n"));
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// How large the change is in all, and whether less would do.
fn weighed(replanned: &Replanned, language: Language) -> Vec<String> {
    let [cost, needed, least] = [replanned.cost, replanned.needed, replanned.least].map(|points| points.to_string());
    let mut lines = Vec::new();
    if replanned.proven() && replanned.cost > 0 {
        lines.push(Word::LeastProven.fill(language, &[("needed", &needed)]));
    } else if !replanned.proven() {
        lines.push(Word::LeastOpen.fill(language, &[("needed", &needed), ("least", &least)]));
    }
    if replanned.cost != replanned.needed {
        lines.push(Word::MoreChanged.fill(language, &[("cost", &cost), ("needed", &needed)]));
    }
    lines
}

/// The objective that result.json states.
fn value_in(files: &Files) -> Option<i64> {
    serde_json::from_slice::<Value>(files.get("result.json")?).ok()?["objective"].as_i64()
}

/// What was asked for, apart from what followed.
fn changes(log: &ChangeLog, language: Language) -> Vec<String> {
    if log.sentences.is_empty() {
        return vec![Word::NothingChanged.text(language).to_owned()];
    }
    let [all, asked, followed] = [log.explained + log.followed, log.explained, log.followed].map(|n| n.to_string());
    let mut lines = vec![Word::ChangesCounted.fill(language, &[("all", &all), ("asked", &asked), ("followed", &followed)])];
    let (requests, others) = log.sentences.split_at(log.asked.min(log.sentences.len()));
    for (heading, sentences) in [(Word::AskedHeading, requests), (Word::FollowedHeading, others)] {
        if !sentences.is_empty() {
            lines.push(heading.text(language).to_owned());
            lines.extend(sentences.iter().map(|sentence| format!("  {sentence}")));
        }
    }
    lines
}

fn as_json(made: &Made, elapsed: Duration) -> Value {
    let proven = made.replanned.proven();
    json!({
        "replan": made.replanned.as_json(), "changes": made.log.data, "sentences": made.log.sentences,
        "objective": made.outcome.value, "bound": made.outcome.bound, "seconds": elapsed.as_secs_f64(),
        "exit_code": if proven { exit::DONE } else { exit::LIMIT },
    })
}
