//! `amuplan robustness`: a verified plan in drawn years.

use serde_json::{Value, json};

use crate::cli::arguments::RobustnessArgs;
use crate::cli::verify::{Judged, judge_accepted};
use crate::cli::words::Word;
use crate::cli::{exit, folder, print, refuse};
use crate::compare::placed::placed;
use crate::compare::plan::read;
use crate::domain::instance::{Instance, Language};
use crate::domain::plan::{Plan, Run};
use crate::domain::units::rdiv;
use crate::followup::robustness::{Year, robustness};
use crate::papers::change_log::words::unreadable;
use crate::report::text::paper_date;

/// Fragile runs that are named.
const SHOWN: usize = 15;

/// Runs the command.
pub fn run(args: &RobustnessArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let judged = judge_accepted(&args.folder, &args.out, args.profile.as_deref(), args.json, language);
    let Judged { instance, files, .. } = match judged {
        Ok(judged) => judged,
        Err(code) => return code,
    };
    let plan = match read(&files) {
        Ok(filed) => placed(&instance, &filed).plan,
        Err(why) => {
            refuse(&args.out, Word::NotComparable, &unreadable(&why), language);
            return exit::INPUT;
        }
    };
    let years = robustness(&instance, &plan, args.draws, args.seed);
    if args.json {
        print(&data(args, &instance, &plan, &years).to_string());
    } else {
        print(&told(args, &instance, &plan, &years, language));
    }
    exit::DONE
}

/// The runs that are held in less than half of the years as expected, the most fragile first, with the draws that hold them.
fn fragile<'p>(plan: &'p Plan, years: &[Year], draws: u64) -> Vec<(u64, &'p Run)> {
    let held = years.first().map(|year| year.held_of_run.as_slice()).unwrap_or_default();
    let mut fragile: Vec<(u64, &Run)> = held.iter().copied().zip(&plan.runs).filter(|(held, _)| held * 2 < draws).collect();
    fragile.sort_by_key(|(held, _)| *held);
    fragile
}

fn told(args: &RobustnessArgs, instance: &Instance, plan: &Plan, years: &[Year], language: Language) -> String {
    let [draws, seed] = [args.draws, args.seed].map(|number| number.to_string());
    let mut lines = vec![Word::DrawnYears.fill(language, &[("draws", &draws), ("seed", &seed)])];
    let names = [Word::NormalYear, Word::LowYear, Word::HighYear].map(|word| word.text(language));
    for (year, name) in years.iter().zip(names) {
        let [held, people] = [year.held, year.participants].map(|milli| rdiv(milli, 1000).to_string());
        let [low, high, runs] =
            [u64::from(year.low), u64::from(year.high), plan.runs.len() as u64].map(|number| number.to_string());
        let values = [("year", name), ("held", &held), ("runs", &runs), ("low", &low), ("high", &high), ("people", &people)];
        lines.push(Word::DrawnYear.fill(language, &values));
    }
    let fragile = fragile(plan, years, args.draws);
    if fragile.is_empty() {
        lines.push(Word::NoFragile.text(language).to_owned());
        return lines.join("\n");
    }
    lines.push(Word::Fragile.fill(language, &[("count", &fragile.len().to_string())]));
    for (held, run) in fragile.iter().take(SHOWN) {
        let (goal, percent) = (instance.goal(run.goal), (held * 100 / args.draws.max(1)).to_string());
        let (date, min) = (paper_date(instance.calendar.date(run.start)), run.min.to_string());
        let school = &instance.school(instance.school_of(run.site)).name;
        let values = [
            ("percent", percent.as_str()),
            ("goal", &goal.code),
            ("title", &goal.title),
            ("school", school),
            ("date", &date),
            ("min", &min),
        ];
        lines.push(Word::FragileRun.fill(language, &values));
    }
    if let Some(more @ 1..) = fragile.len().checked_sub(SHOWN) {
        lines.push(Word::MoreFragile.fill(language, &[("count", &more.to_string())]));
    }
    lines.join("\n")
}

fn data(args: &RobustnessArgs, instance: &Instance, plan: &Plan, years: &[Year]) -> Value {
    let milli = |value: i64| value as f64 / 1000.0;
    let share = |held: u64| held as f64 / args.draws.max(1) as f64;
    let year = |year: &Year| {
        json!({
            "percent": year.percent, "held": milli(year.held), "low": year.low, "high": year.high,
            "participants": milli(year.participants),
        })
    };
    let run = |(at, run): (usize, &Run)| {
        let shares: Vec<f64> = years.iter().map(|year| share(year.held_of_run[at])).collect();
        let site = instance.site(run.site);
        json!({
            "goal_code": instance.goal(run.goal).code, "school_id": instance.school(site.school).id, "site_id": site.id,
            "start_date": instance.calendar.date(run.start).to_string(), "held": shares,
        })
    };
    json!({
        "draws": args.draws, "seed": args.seed, "years": years.iter().map(year).collect::<Vec<_>>(),
        "runs": plan.runs.iter().enumerate().map(run).collect::<Vec<_>>(), "exit_code": exit::DONE,
    })
}
