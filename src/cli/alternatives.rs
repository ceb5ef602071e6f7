//! `amuplan alternatives`: markedly different plans that are nearly as good as the one on the table.
//!
//! There is a direction for each of the other built-in profiles, and one that gives the worst-off school fewer course days. Beside them stands
//! what a single day fewer for that school costs (`lightened`). In each direction the year
//! is planned anew from the plan on the table, at first all the way and then less far, until the loss is within what is allowed. Every plan
//! is judged by the profile of the plan on the table, so all of them share its bound.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use crate::check::profile::{BUILT_IN, between, by_name};
use crate::check::{check, rows};
use crate::cli::arguments::AlternativesArgs;
use crate::cli::lightened::Lightened;
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
    /// At least one day fewer for this school, whatever it costs.
    Lighten(String),
}

impl Direction {
    fn name(&self) -> &str {
        match self {
            Self::Profile(name) => name,
            Self::Relieve(_) | Self::Lighten(_) => RELIEVED,
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
    let mut results = side_by_side(&directions, |direction| search.follow(direction));
    let lighter = match directions.last() {
        Some(Direction::Lighten(school)) => Some((school.as_str(), results.pop().flatten())),
        _ => None,
    };
    let mut known: Vec<Alternative> = results.into_iter().flatten().collect();
    // The one that lightens the worst-off school is asked for most; of the others the most different come first.
    known.sort_by_key(|a| (a.measured.name != RELIEVED, Reverse(goals_elsewhere(&base, &a.measured))));
    let plans: Vec<&Measured> = known.iter().map(|a| &a.measured).collect();
    let mut shown = vec![write(&args.dir, BASE, &judged.files, language)?];
    for at in markedly_different(&base, &plans, MOST) {
        shown.push(write(&args.dir, &plans[at].name, &known[at].files, language)?);
    }
    compare::write(&args.dir, &shown, language)?;
    let lightened = lighter.as_ref().map(|(school, found)| Lightened::new(school, &base, found.as_ref().map(|f| &f.measured)));
    tell(args, &shown, lightened.as_ref(), language);
    Ok(exit::DONE)
}

/// The other profiles, and last the school that carries most of its fair share: much less for it, and a little less.
fn directions(instance: &Instance, base: &Measured) -> Vec<Direction> {
    let others = BUILT_IN.iter().map(|(name, _)| *name).filter(|name| *name != instance.profile.name);
    let worst = base.worst_off_first().first().filter(|load| load.days > 0).map(|load| load.school.clone());
    let lighter = worst.into_iter().flat_map(|school| [Direction::Relieve(school.clone()), Direction::Lighten(school)]);
    others.map(Direction::Profile).chain(lighter).collect()
}

impl Search<'_> {
    /// The first plan in this direction whose loss is allowed and that opens no gap.
    fn follow(&self, direction: &Direction) -> Option<Alternative> {
        let allowed = |year: Instance| self.allowed(direction, &year);
        match direction {
            Direction::Profile(name) => SHARES.iter().filter_map(|share| self.towards(name, *share)).find_map(allowed),
            Direction::Relieve(school) => DAYS_LEFT.iter().filter_map(|left| self.relieved(school, *left)).find_map(allowed),
            Direction::Lighten(school) => self.relieved(school, 1000).and_then(|year| self.planned(direction.name(), &year)),
        }
    }

    fn allowed(&self, direction: &Direction, year: &Instance) -> Option<Alternative> {
        let within = |found: &Alternative| self.base.value - found.measured.value <= self.loss;
        let no_gap = |found: &Alternative| found.measured.totals.gaps <= self.base.totals.gaps;
        self.planned(direction.name(), year).filter(|found| within(found) && no_gap(found))
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

    /// A verified plan of the patched year, valued as the plan on the table.
    fn planned(&self, name: &str, year: &Instance) -> Option<Alternative> {
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
        let files = report::plan_folder(instance, &outcome, &Options { asked_gap: GAP, seed: instance.seed });
        let accepted = crate::verify::verify(instance, &files).accepted();
        let measured = measured(name, &files).ok().filter(|_| accepted)?;
        Some(Alternative { files, measured })
    }
}

fn tell(args: &AlternativesArgs, shown: &[Measured], lightened: Option<&Lightened<'_>>, language: Language) {
    let [base, others @ ..] = shown else { return };
    if args.json {
        let mut all = data(shown);
        let loss = |plan: &Measured| json!({ "name": plan.name, "loss": base.value - plan.value, "goals_elsewhere": goals_elsewhere(base, plan) });
        all["alternatives"] = Value::from(others.iter().map(loss).collect::<Vec<_>>());
        all["lightened"] = lightened.map_or(Value::Null, Lightened::as_json);
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
    if let Some(lightened) = lightened {
        print(&lightened.sentence(language));
    }
    print("");
    print(&screen(shown, language));
    print(&Word::ComparisonWritten.fill(language, &[("path", &args.dir.display().to_string())]));
}

/// A loss of value in percent of the plan on the table, and in participants.
pub(super) fn loss(base: &Measured, milli: i64, language: Language) -> (String, String) {
    let percent = format!("{:.2}", 100.0 * milli as f64 / (base.value.abs().max(1)) as f64);
    (decimal(language, &percent), decimal(language, &thousandths(milli)))
}

/// One alternative in one line: what it costs, how different it is, who is lightened and who carries more.
fn sentence(base: &Measured, plan: &Measured, language: Language) -> String {
    let (percent, loss) = loss(base, base.value - plan.value, language);
    let goals = goals_elsewhere(base, plan).to_string();
    let mut line =
        Word::AlternativeIs.fill(language, &[("name", &plan.name), ("percent", &percent), ("loss", &loss), ("goals", &goals)]);
    line += &shifted(base, plan, Extreme::Least, language);
    line += &shifted(base, plan, Extreme::Most, language);
    line
}

/// Who is lightened most, or gets most; empty where no school is.
pub(super) fn shifted(base: &Measured, plan: &Measured, change: Extreme, language: Language) -> String {
    let word = match change {
        Extreme::Least => Word::Lightened,
        Extreme::Most => Word::Burdened,
    };
    shift(base, plan, change).map_or_else(String::new, |(school, runs, days)| {
        let [runs, days] = [runs, days].map(|n| format!("{n:+}"));
        word.fill(language, &[("school", school), ("runs", &runs), ("days", &days)])
    })
}

/// Which of the changes in course days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extreme {
    /// The school that gets fewest more.
    Least,
    /// The school that gets most more.
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
