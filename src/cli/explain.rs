//! `amuplan explain`: why a goal runs where it does, what would be next best, and why it does not run elsewhere.

use std::borrow::Cow;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde_json::{Value, json};

use crate::cli::arguments::ExplainArgs;
use crate::cli::locks::id_of;
use crate::cli::verify::{Judged, judge_accepted};
use crate::cli::words::Word;
use crate::cli::{complain, exit, folder, plan::spoken, print};
use crate::compare;
use crate::domain::ids::{GoalIx, SchoolIx};
use crate::domain::instance::{Instance, Language};
use crate::domain::plan::{Outcome, Plan, Stop};
use crate::domain::why::Asked;
use crate::explain::gaps::{Planned, gap};
use crate::explain::why::Question;
use crate::explain::why_not::why_not;
use crate::read::value;
use crate::report::why;
use crate::report::why::effects::Scale;
use crate::solve::limits::{Limits, Meter};

/// Time for the confirmation and for the cures of a gap, and work without limit besides.
const TIME: Duration = Duration::from_secs(30);

/// Runs the command.
pub fn run(args: &ExplainArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let judged = match judge_accepted(&args.folder, &args.out, args.profile.as_deref(), args.json, language) {
        Ok(judged) => judged,
        Err(code) => return code,
    };
    match told(args, &judged, language) {
        Ok(value) => {
            if args.json {
                print(&value.to_string());
            }
            exit::DONE
        }
        Err(why) => {
            complain(&why);
            exit::USAGE
        }
    }
}

/// Tells everything; what was told comes back for programs. An error is a word about what was asked.
fn told(args: &ExplainArgs, judged: &Judged, language: Language) -> Result<Value, String> {
    let instance: Cow<'_, Instance> = spoken(&judged.instance, language);
    let instance = instance.as_ref();
    let goal = goal_of(instance, &args.goal, language)?;
    let filed = compare::plan::read(&judged.files)
        .map_err(|_| Word::NoPlanHere.fill(language, &[("path", &args.out.display().to_string())]))?;
    let plan = compare::placed::placed(instance, &filed).plan;
    let say = |text: &str| {
        if !args.json {
            print(text);
        }
    };
    say(&why::heading(instance, goal));
    let interrupt = AtomicBool::new(false);
    let worker = std::env::current_exe().ok();
    let limits = Limits {
        gap: 0.0,
        time: TIME,
        work: u64::MAX,
        exact_columns: 0,
        seed: instance.seed,
        interrupt: &interrupt,
        worker: worker.as_deref(),
    };
    let unfit = || Word::PlanUnfit.text(language).to_owned();
    if let Some([school, week]) = args.why_not.as_deref() {
        let asked = asked(judged, instance, goal, (school, week), language)?;
        let mut question = Question::new(instance, &plan).ok_or_else(unfit)?;
        let answer = why_not(&mut question, &judged.folder, asked, &limits.highs());
        let scale = Scale::new(instance, &plan);
        say(&why::not::text(instance, &scale, asked, &answer));
        let answer = why::not::as_json(instance, &scale, &answer);
        return Ok(json!({ "goal_code": instance.goal(goal).code, "why_not": answer, "exit_code": exit::DONE }));
    }
    if plan.runs_of(goal).is_empty() {
        let outcome = without_run(judged, instance, plan, goal, &limits);
        let text = why::without_run(instance, &outcome, goal);
        say(&text);
        return Ok(json!({ "goal_code": instance.goal(goal).code, "runs": [], "text": text, "exit_code": exit::DONE }));
    }
    let mut question = Question::new(instance, &plan).ok_or_else(unfit)?;
    let scale = Scale::new(instance, &plan);
    let mut runs = Vec::new();
    for mut reason in question.reasons(goal) {
        say(&why::reason(instance, &scale, &reason));
        question.confirm(&mut reason, &limits.highs());
        say(&why::conclusion(instance, &scale, &reason));
        runs.push(why::json::reason(instance, &scale, &reason));
    }
    Ok(json!({ "goal_code": instance.goal(goal).code, "runs": runs, "exit_code": exit::DONE }))
}

/// The plan with the gap of one goal looked into.
fn without_run(judged: &Judged, instance: &Instance, plan: Plan, goal: GoalIx, limits: &Limits<'_>) -> Outcome {
    let mut outcome = Outcome {
        plan,
        value: judged.verdict.value,
        bound: judged.verdict.bound,
        certificate: Vec::new(),
        stop: Stop::Gap,
        work: 0,
        terms: std::collections::BTreeMap::default(),
        gaps: Vec::new(),
    };
    if instance.goal(goal).agreement.is_none() {
        let planned = Planned { folder: &judged.folder, instance, outcome: &outcome };
        outcome.gaps = gap(planned, goal, &limits.highs(), &Meter::start(limits));
    }
    outcome
}

/// School and week of the question.
fn asked(judged: &Judged, instance: &Instance, goal: GoalIx, of: (&str, &str), language: Language) -> Result<Asked, String> {
    let id = id_of(&judged.folder, "schools.csv", "school_id", of.0);
    let school = instance.schools.binary_search_by(|school| school.id.as_str().cmp(&id)).map(SchoolIx::from);
    let school = school.map_err(|_| Word::NoSuchSchool.fill(language, &[("school", of.0)]))?;
    let wrong = || Word::NoSuchWeek.fill(language, &[("week", of.1)]);
    let (year, week) = value::week(of.1).ok_or_else(wrong)?;
    let ours = year.is_none_or(|year| year == instance.calendar.year());
    let days = instance.calendar.iso_week_days(week).filter(|_| ours).ok_or_else(wrong)?;
    Ok(Asked { goal, school, days })
}

fn goal_of(instance: &Instance, code: &str, language: Language) -> Result<GoalIx, String> {
    let found = instance.goals.binary_search_by(|goal| goal.code.as_str().cmp(code)).map(GoalIx::from);
    found.map_err(|_| Word::NoSuchGoal.fill(language, &[("code", code)]))
}
