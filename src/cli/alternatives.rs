//! `amuplan alternatives`: markedly different plans that are nearly as good as the one on the table.
//!
//! Where they are sought stands in `directions`; of what is found there, the plans that are markedly different from each other are written and
//! compared, and every other direction says why it gave nothing. Beside them stands what a single day fewer for the school that carries most
//! costs (`lightened`).

use std::cmp::Reverse;
use std::time::Duration;

use serde_json::{Value, json};

use crate::cli::arguments::AlternativesArgs;
use crate::cli::directions::{Alternative, Direction, Nothing, Search, directions};
use crate::cli::lightened::Lightened;
use crate::cli::planning::{prepare, prices, usable_for_plans};
use crate::cli::scenarios::{side_by_side, write};
use crate::cli::verify::{Judged, judge_accepted};
use crate::cli::words::Word;
use crate::cli::{compare, complain, exit, folder, print, refuse};
use crate::compare::apart::{goals_elsewhere, markedly_different};
use crate::compare::measures::{Load, Measured, measured};
use crate::compare::placed::placed;
use crate::domain::instance::Language;
use crate::domain::units::rdiv;
use crate::papers::change_log::words::unreadable;
use crate::papers::comparison::{BASE, Known, Names, RELIEVED, data, screen, title};
use crate::report::text::decimal;
use crate::solve::decomposed::problem::Problem;

/// Alternatives that are shown.
const MOST: usize = 3;

/// Runs the command.
pub fn run(args: &AlternativesArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let done = usable_for_plans(&args.dir, language)
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
    let Results { known, mut nothing, lighter } = results(&search);
    let plans: Vec<&Measured> = known.iter().map(|a| &a.measured).collect();
    let chosen = markedly_different(&base, &plans, MOST);
    let left = known.iter().enumerate().filter(|(at, _)| !chosen.contains(at));
    nothing.extend(left.map(|(_, a)| (a.direction.name(), Nothing::NotShown(goals_elsewhere(&base, &a.measured)))));
    let names = Names::of_year(&judged.instance);
    let lightened = lighter
        .as_ref()
        .map(|(school, found)| Lightened::new((school, &base), found.as_ref().map_err(|why| *why), &names, (&known, &chosen)));
    let mut shown = vec![write(&args.dir, BASE, &judged.files, language)?];
    for plan in chosen.iter().map(|at| &known[*at]).chain(lightened.as_ref().and_then(Lightened::plan)) {
        shown.push(write(&args.dir, &plan.measured.name, &plan.files, language)?);
    }
    let cell = lightened.as_ref().map(|lightened| lightened.cell(language));
    let titles = shown.iter().map(|plan| title(&plan.name, language)).collect();
    let beside = Known { names: names.clone(), titles, lightening: cell.as_ref(), ..Known::default() };
    compare::write(&args.dir, &shown, &beside, language)?;
    let told = Told { args, shown: &shown, others: chosen.len(), nothing: &nothing, lightened: lightened.as_ref(), language };
    if args.json {
        print(&told.as_json().to_string());
    } else {
        told.print(&beside);
    }
    Ok(exit::DONE)
}

/// What was found in all directions.
struct Results {
    /// Plans that may be shown, in the order in which they are offered.
    known: Vec<Alternative>,
    /// Directions without one.
    nothing: Vec<(&'static str, Nothing)>,
    /// The school that carries most, and the plan that lightens it.
    lighter: Option<(String, Result<Alternative, Nothing>)>,
}

fn results(search: &Search<'_>) -> Results {
    let directions = directions(&search.judged.instance, search.base);
    let found = side_by_side(&directions, |direction| search.follow(direction));
    let mut results = Results { known: Vec::new(), nothing: Vec::new(), lighter: None };
    for (direction, found) in directions.into_iter().zip(found) {
        match (direction, found) {
            (Direction::Lighten(school), found) => results.lighter = Some((school, found)),
            (_, Ok(found)) => results.known.push(found),
            (direction, Err(why)) => results.nothing.push((direction.name(), why)),
        }
    }
    // The one that lightens the worst-off school is asked for most; of the others the most different come first.
    let order = |a: &Alternative| (a.direction.name() != RELIEVED, Reverse(goals_elsewhere(search.base, &a.measured)));
    results.known.sort_by_key(order);
    results
}

/// What is told.
struct Told<'a> {
    args: &'a AlternativesArgs,
    /// The plan on the table, the alternatives, and the plan that lightens a school.
    shown: &'a [Measured],
    /// How many alternatives.
    others: usize,
    nothing: &'a [(&'static str, Nothing)],
    lightened: Option<&'a Lightened<'a>>,
    language: Language,
}

impl Told<'_> {
    fn base_and_others(&self) -> (&Measured, &[Measured]) {
        let (base, others) = (&self.shown[0], &self.shown[1..]);
        (base, &others[..self.others])
    }

    fn as_json(&self) -> Value {
        let (base, others) = self.base_and_others();
        let loss = |plan: &Measured| json!({ "name": plan.name, "loss": base.value - plan.value, "goals_elsewhere": goals_elsewhere(base, plan) });
        let nothing = |(name, why): &(&str, Nothing)| why.as_json(name);
        let mut all = data(self.shown);
        all["alternatives"] = others.iter().map(loss).collect();
        all["nothing"] = self.nothing.iter().map(nothing).collect();
        all["lightened"] = self.lightened.map_or(Value::Null, Lightened::as_json);
        all["exit_code"] = Value::from(exit::DONE);
        all
    }

    fn print(&self, beside: &Known<'_>) {
        let language = self.language;
        let (base, others) = self.base_and_others();
        if others.is_empty() {
            complain(&Word::NoAlternative.fill(language, &[("within", &self.args.within.to_string())]));
        }
        for plan in others {
            print(&sentence(base, plan, &beside.names, language));
        }
        for (name, why) in self.nothing {
            print(&format!("{}: {}", title(name, language), why.text(base, language)));
        }
        if let Some(lightened) = self.lightened {
            print(&lightened.sentence(language));
        }
        print("");
        print(&screen(self.shown, beside, language));
        print(&Word::ComparisonWritten.fill(language, &[("path", &self.args.dir.display().to_string())]));
    }
}

/// A difference of value in percent of the plan on the table.
pub(super) fn percent(base: &Measured, milli: i64, language: Language) -> String {
    decimal(language, &format!("{:.2}", 100.0 * milli as f64 / (base.value.abs().max(1)) as f64))
}

/// Expected participants in the plan on the table and in another.
pub(super) fn expected(base: &Measured, plan: &Measured) -> [String; 2] {
    [base, plan].map(|plan| rdiv(plan.totals.expected, 1000).to_string())
}

/// One alternative in one line: what it costs, how different it is, who is lightened and who carries more.
fn sentence(base: &Measured, plan: &Measured, names: &Names, language: Language) -> String {
    let loss = base.value - plan.value;
    let percent = percent(base, loss.abs(), language);
    let (name, goals) = (title(&plan.name, language), goals_elsewhere(base, plan).to_string());
    let [before, after] = expected(base, plan);
    let values = [("name", name.as_str()), ("percent", &percent), ("before", &before), ("after", &after), ("goals", &goals)];
    let word = if loss < 0 { Word::AlternativeGains } else { Word::AlternativeIs };
    let mut line = word.fill(language, &values);
    line += &shifted(base, plan, Extreme::Least, names, language);
    line += &shifted(base, plan, Extreme::Most, names, language);
    line
}

/// Who is lightened most, or gets most; empty where no school is.
pub(super) fn shifted(base: &Measured, plan: &Measured, change: Extreme, names: &Names, language: Language) -> String {
    let word = match change {
        Extreme::Least => Word::Lightened,
        Extreme::Most => Word::Burdened,
    };
    shift(base, plan, change).map_or_else(String::new, |(school, runs, days)| {
        let [runs, days] = [runs, days].map(|n| format!("{n:+}"));
        word.fill(language, &[("school", names.school(school)), ("runs", &runs), ("days", &days)])
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
