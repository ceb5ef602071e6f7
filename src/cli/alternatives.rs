//! `amuplan alternatives`: markedly different plans that are nearly as good as the one on the table.
//!
//! There is a direction for each of the other built-in profiles, and one that gives the worst-off school fewer course days. In each the year
//! is planned anew from the plan on the table, at first all the way and then less far, until the loss is within what is allowed. Every plan
//! is judged by the profile of the plan on the table, so all of them share its bound.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use crate::check::profile::{BUILT_IN, between, by_name};
use crate::check::{check, rows};
use crate::cli::arguments::AlternativesArgs;
use crate::cli::planning::{INTERRUPT, prepare, prices, usable, valued};
use crate::cli::scenarios::{side_by_side, write};
use crate::cli::verify::{Judged, judge_accepted};
use crate::cli::words::Word;
use crate::cli::{compare, complain, exit, folder, print, refuse};
use crate::compare::apart::{goals_elsewhere, markedly_different};
use crate::compare::measures::{Load, Measured, measured};
use crate::compare::placed::placed;
use crate::domain::instance::{Instance, Language};
use crate::domain::plan::{Plan, Price};
use crate::formulation::model::gaps;
use crate::papers::change_log::words::unreadable;
use crate::papers::comparison::{data, screen};
use crate::read::patch::{Edit, patched};
use crate::report::text::{decimal, thousandths};
use crate::report::{self, Options};
use crate::solve::decomposed::choices::choices_of;
use crate::solve::decomposed::problem::Problem;
use crate::solve::limits::{Limits, Meter};
use crate::solve::{Start, solve_from};

/// Name of the folder of the plan on the table.
const BASE: &str = "basis";

/// Name of the folder of the plan that gives the worst-off school less.
const RELIEVED: &str = "lettet";

/// How far towards another profile, permille, one after the other until the loss is allowed.
const SHARES: [i64; 4] = [1000, 500, 250, 125];

/// Course days of the worst-off school that are to be left, permille.
const DAYS_LEFT: [i64; 3] = [900, 950, 975];

/// Work on one plan, in millions of steps for each goal: the time limit is a guard, so that the answer is the same every time.
const STEPS_OF_A_GOAL: u64 = 1;

/// Alternatives that are shown.
const MOST: usize = 3;

/// The gap at which a direction is no longer followed: finer than the loss that is weighed.
const GAP: f64 = 0.005;

/// Where an alternative is sought.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Direction {
    /// Towards a built-in profile.
    Profile(&'static str),
    /// Fewer days for this school.
    Relieve(String),
}

impl Direction {
    fn name(&self) -> &str {
        match self {
            Self::Profile(name) => name,
            Self::Relieve(_) => RELIEVED,
        }
    }
}

/// A plan that is allowed.
#[derive(Debug)]
struct Alternative {
    files: BTreeMap<String, Vec<u8>>,
    measured: Measured,
}

/// What all directions share.
struct Search<'a> {
    judged: &'a Judged,
    problem: Problem,
    base: &'a Measured,
    plan: Plan,
    prices: Vec<Price>,
    /// The largest loss, milli.
    loss: i64,
    time: Duration,
}

/// Runs the command.
pub fn run(args: &AlternativesArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let done = usable(&args.dir, language)
        .and_then(|()| judge_accepted(&args.folder, &args.out, args.profile.as_deref(), args.json, language))
        .and_then(|judged| found(args, &judged, language));
    done.unwrap_or_else(|code| code)
}

fn found(args: &AlternativesArgs, judged: &Judged, language: Language) -> Result<u8, u8> {
    prepare(args.threads);
    let base = measured(BASE, &judged.files).map_err(|why| {
        refuse(&args.out, Word::NotComparable, &unreadable(&why), language);
        exit::INPUT
    })?;
    let plan = placed(&judged.instance, &base.plan).plan;
    let loss = (base.value.abs() * args.within).div_euclid(100);
    let (problem, prices) = (Problem::new(&judged.instance), prices(&judged.files));
    let time = Duration::from_secs(args.time_limit);
    let search = Search { judged, problem, base: &base, plan, prices, loss, time };
    let directions = directions(&judged.instance, &base);
    let results = side_by_side(&directions, |direction| search.follow(direction));
    let mut known: Vec<Alternative> = results.into_iter().flatten().collect();
    // The one that lightens the worst-off school is asked for most; of the others the most different come first.
    known.sort_by_key(|a| (a.measured.name != RELIEVED, Reverse(goals_elsewhere(&base, &a.measured))));
    let plans: Vec<&Measured> = known.iter().map(|a| &a.measured).collect();
    let mut shown = vec![write(&args.dir, BASE, &judged.files, language)?];
    for at in markedly_different(&base, &plans, MOST) {
        shown.push(write(&args.dir, &plans[at].name, &known[at].files, language)?);
    }
    compare::write(&args.dir, &shown, language)?;
    tell(args, &shown, language);
    Ok(exit::DONE)
}

/// The other profiles, and the school that carries most of its fair share.
fn directions(instance: &Instance, base: &Measured) -> Vec<Direction> {
    let others = BUILT_IN.iter().map(|(name, _)| *name).filter(|name| *name != instance.profile.name);
    let worst = base.worst_off_first().first().map(|load| Direction::Relieve(load.school.clone()));
    others.map(Direction::Profile).chain(worst).collect()
}

impl Search<'_> {
    /// The first plan in this direction whose loss is allowed and that opens no gap.
    fn follow(&self, direction: &Direction) -> Option<Alternative> {
        let allowed = |year: Instance| self.allowed(direction, &year);
        match direction {
            Direction::Profile(name) => SHARES.iter().filter_map(|share| self.towards(name, *share)).find_map(allowed),
            Direction::Relieve(school) => DAYS_LEFT.iter().filter_map(|left| self.relieved(school, *left)).find_map(allowed),
        }
    }

    fn towards(&self, name: &str, share: i64) -> Option<Instance> {
        let profile = between(&self.judged.instance.profile, &by_name(name)?, share)?;
        check(&self.judged.folder, Some(&profile)).instance
    }

    fn relieved(&self, school: &str, left: i64) -> Option<Instance> {
        let load = self.base.loads.iter().find(|load| load.school == school)?;
        let most = (load.days * left / 1000).min(load.days - 1);
        let line = rows(&self.judged.folder).schools.iter().find(|row| row.id == school)?.line;
        let edit = Edit::Set { file: "schools.csv", line, column: "max_course_days", value: most.max(0).to_string() };
        check(&patched(&self.judged.folder, &[edit]), Some(&self.judged.instance.profile)).instance
    }

    fn allowed(&self, direction: &Direction, year: &Instance) -> Option<Alternative> {
        let worker = std::env::current_exe().ok();
        let limits = Limits {
            gap: GAP,
            time: self.time,
            work: STEPS_OF_A_GOAL * self.problem.models.len() as u64,
            exact_columns: 0,
            seed: year.seed,
            interrupt: &INTERRUPT,
            worker: worker.as_deref(),
        };
        let start = Start { plan: &self.plan, prices: &self.prices };
        let plan = solve_from(year, Some(start), &limits, &mut |_| ()).ok()?.plan;
        let instance = &self.judged.instance;
        let choices = choices_of(&self.problem, instance.calendar, &plan).ok()?;
        let outcome = valued(instance, &self.problem, &choices, (&self.prices, None), &Meter::start(&limits));
        let open = |plan: &Plan| gaps(&self.problem.models, plan);
        if self.base.value - outcome.value > self.loss || open(&outcome.plan) > open(&self.plan) {
            return None;
        }
        let files = report::plan_folder(instance, &outcome, &Options { asked_gap: GAP, seed: instance.seed });
        let accepted = crate::verify::verify(instance, &files).accepted();
        let measured = measured(direction.name(), &files).ok().filter(|_| accepted)?;
        Some(Alternative { files, measured })
    }
}

fn tell(args: &AlternativesArgs, shown: &[Measured], language: Language) {
    let [base, others @ ..] = shown else { return };
    if args.json {
        let mut all = data(shown);
        let loss = |plan: &Measured| json!({ "name": plan.name, "loss": base.value - plan.value, "goals_elsewhere": goals_elsewhere(base, plan) });
        all["alternatives"] = Value::from(others.iter().map(loss).collect::<Vec<_>>());
        all["exit_code"] = Value::from(exit::DONE);
        print(&all.to_string());
        return;
    }
    let within = args.within.to_string();
    if others.is_empty() {
        complain(&Word::NoAlternative.fill(language, &[("within", &within)]));
    }
    for plan in others {
        print(&sentence(base, plan, language));
    }
    print("");
    print(&screen(shown, language));
    print(&Word::ComparisonWritten.fill(language, &[("path", &args.dir.display().to_string())]));
}

/// One alternative in one line: what it costs, how different it is, who is lightened and who carries more.
fn sentence(base: &Measured, plan: &Measured, language: Language) -> String {
    let loss = base.value - plan.value;
    let percent = format!("{:.1}", 100.0 * loss as f64 / (base.value.abs().max(1)) as f64);
    let (percent, loss) = (decimal(language, &percent), decimal(language, &thousandths(loss)));
    let goals = goals_elsewhere(base, plan).to_string();
    let mut line =
        Word::AlternativeIs.fill(language, &[("name", &plan.name), ("percent", &percent), ("loss", &loss), ("goals", &goals)]);
    for (word, change) in [(Word::Lightened, Extreme::Least), (Word::Burdened, Extreme::Most)] {
        if let Some((school, runs, days)) = shift(base, plan, change) {
            let [runs, days] = [runs, days].map(|n| format!("{n:+}"));
            line += &word.fill(language, &[("school", school), ("runs", &runs), ("days", &days)]);
        }
    }
    line
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extreme {
    Least,
    Most,
}

/// The school whose course days change most in one way, with the change in runs and days; `None` where none changes that way.
fn shift<'a>(base: &Measured, plan: &'a Measured, extreme: Extreme) -> Option<(&'a str, i64, i64)> {
    let before = |load: &Load| base.loads.iter().find(|other| other.school == load.school).map_or((0, 0), |l| (l.runs, l.days));
    let change = |load: &'a Load| (load.school.as_str(), load.runs - before(load).0, load.days - before(load).1);
    let changes = plan.loads.iter().map(change);
    match extreme {
        Extreme::Least => changes.min_by_key(|(_, _, days)| *days).filter(|(_, _, days)| *days < 0),
        Extreme::Most => changes.max_by_key(|(_, _, days)| *days).filter(|(_, _, days)| *days > 0),
    }
}
