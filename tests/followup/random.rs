//! Random figures on solved plans: people are counted once, seats are kept, and the verifier accepts every proposed run.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use amuplan::domain::goal::{RequiredRun, When};
use amuplan::domain::ids::GoalIx;
use amuplan::domain::instance::Instance;
use amuplan::domain::plan::{Outcome, Plan, Run};
use amuplan::followup::advice::{Action, Reason};
use amuplan::followup::pooling::Destination;
use amuplan::followup::seekers::{Seeking, reach};
use amuplan::followup::{FollowUp, LEAD_DAYS};
use amuplan::generate::{Preset, generate};
use amuplan::report::{Options, plan_folder};
use amuplan::solve::limits::Limits;
use amuplan::solve::solve;
use amuplan::verify::{Violation, verify};
use chrono::{Days, NaiveDate};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::common::enrolment::HEAD;
use crate::common::random::random_folder;
use crate::common::{Files, instance, put, text};
use crate::followed;

/// Tiny networks, and networks of five schools with room and without.
const TINY: u64 = 60;
const DEMOS: [(u64, f64); 4] = [(1, 0.5), (2, 0.7), (3, 0.9), (4, 0.95)];
/// Status files for each plan.
const DRAWS: u64 = 3;

struct Case {
    name: String,
    files: Files,
    instance: Instance,
    outcome: Outcome,
    follow_up: FollowUp,
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let tiny = (0..TINY).map(|seed| (format!("tiny {seed}"), seed));
    let demos = (0..).zip(DEMOS).map(|(at, (seed, _))| (format!("demo {seed}"), TINY + at));
    let all: Vec<(String, u64)> = tiny.chain(demos).collect();
    all.into_par_iter().flat_map(|(name, seed)| cases(&name, seed)).collect()
});

fn cases(name: &str, seed: u64) -> Vec<Case> {
    let mut files = match DEMOS.get(seed.wrapping_sub(TINY) as usize) {
        Some((seed, tightness)) => generate(Preset::Demo, *seed, *tightness),
        None => random_folder(seed),
    };
    files.remove("status.csv");
    let before = instance(&files);
    let interrupt = AtomicBool::new(false);
    let time = Duration::from_secs(600);
    let limits = Limits { gap: 0.05, time, work: 30, exact_columns: 5_000, seed: 1, interrupt: &interrupt, worker: None };
    let Ok(outcome) = solve(&before, &limits, &mut |_| ()) else { return Vec::new() };
    let draw = |draw: u64| {
        let mut rng = ChaCha8Rng::seed_from_u64(1000 * draw + seed);
        let mut files = files.clone();
        let (rows, today) = figures(&before, &outcome.plan, &mut rng);
        put(&mut files, "status.csv", &format!("{HEAD}{rows}"));
        let instance = instance(&files);
        assert_eq!(instance.inputs, before.inputs, "the plan stays that of its input");
        let (follow_up, _) = followed(&instance, &outcome.plan, &today.to_string());
        Case { name: format!("{name}, draw {draw}, {today}\n{rows}"), files, instance, outcome: outcome.clone(), follow_up }
    };
    (0..DRAWS).map(draw).collect()
}

/// Rows of status.csv, and a day near some of the runs.
fn figures(i: &Instance, plan: &Plan, rng: &mut ChaCha8Rng) -> (String, NaiveDate) {
    let first = i.calendar.date(amuplan::domain::calendar::Day(0));
    let some = plan.runs.choose(rng).map_or(first, |run| i.calendar.date(run.start));
    let today = some - Days::new(rng.random_range(0..60));
    let (mut rows, mut number): (Vec<String>, usize) = (Vec::new(), 0);
    let school = |rng: &mut ChaCha8Rng| i.schools.choose(rng).map(|s| s.id.clone()).unwrap_or_default();
    for (at, run) in plan.runs.iter().enumerate() {
        number = if at > 0 && plan.runs[at - 1].goal == run.goal { number + 1 } else { 1 };
        if rng.random_bool(0.3) {
            continue;
        }
        let code = &i.goal(run.goal).code;
        let enrolled = rng.random_range(0..=run.max + 2);
        let enrolled = if rng.random_bool(0.6) { enrolled.min(rng.random_range(0..=run.min)) } else { enrolled };
        let waiting = if rng.random_bool(0.4) { rng.random_range(0..15) } else { 0 };
        let deadline = i.calendar.date(run.start) - Days::new(rng.random_range(0..20));
        let deadline = if rng.random_bool(0.7) { deadline.to_string() } else { String::new() };
        let cancelled = if rng.random_bool(0.15) { "ja" } else { "" };
        rows.push(format!("{code},{number},{enrolled},{waiting},{deadline},{cancelled},\n"));
        let other = school(rng);
        if rng.random_bool(0.4) && other != i.school(i.school_of(run.site)).id {
            rows.push(format!("{code},{number},{},{},,,{other}\n", rng.random_range(0..3), rng.random_range(0..9)));
        }
    }
    for goal in &i.goals {
        if rng.random_bool(0.2) {
            rows.push(format!("{},0,0,{},,,{}\n", goal.code, rng.random_range(0..30), school(rng)));
        }
    }
    (rows.concat(), today)
}

#[test]
fn every_person_is_counted_once_and_every_seat_is_kept() {
    let (mut moved, mut proposed) = (0, 0);
    for case in CASES.iter() {
        let (i, f, name) = (&case.instance, &case.follow_up, &case.name);
        let mut looking: BTreeMap<(GoalIx, Seeking), i64> = BTreeMap::new();
        for row in i.status.iter().flatten() {
            let first = case.outcome.plan.runs.partition_point(|run| run.goal < row.goal);
            let run = (row.run as usize).checked_sub(1).map(|number| first + number);
            let list = match (run, row.school) {
                (Some(run), school) => Seeking::Waiting(run, school),
                (None, Some(school)) => Seeking::List(school),
                (None, None) => panic!("{name}"),
            };
            *looking.entry((row.goal, list)).or_default() += i64::from(row.waiting);
            let Some(run) = run else { continue };
            let status = &f.runs[run];
            let place = if status.cancelled { Seeking::Cancelled(run) } else { Seeking::Hopeless(run) };
            if status.cancelled || status.is_given_up() {
                *looking.entry((row.goal, place)).or_default() += i64::from(row.enrolled);
            }
        }
        for t in &f.transfers {
            *looking.get_mut(&(t.goal, t.from)).unwrap_or_else(|| panic!("{t:?} {name}")) -= i64::from(t.persons);
            assert!(t.persons > 0 && t.metres <= reach(i), "{name}");
        }
        for left in &f.left {
            for (from, persons) in &left.groups {
                *looking.get_mut(&(left.goal, *from)).unwrap_or_else(|| panic!("{left:?} {name}")) -= i64::from(*persons);
            }
            assert!(left.beyond.is_none_or(|(_, metres)| metres > reach(i)), "{left:?} {name}");
        }
        assert!(looking.values().all(|rest| *rest == 0), "{looking:?}\n{name}");
        for (at, status) in f.runs.iter().enumerate() {
            let sent: u32 = f.transfers.iter().filter(|t| t.to == Destination::Run(at)).map(|t| t.persons).sum();
            assert_eq!(sent, status.sent, "{name}");
            assert!(sent == 0 || (status.is_open() && !status.is_given_up()), "{status:?} {name}");
            assert!(status.enrolled + sent <= status.run.max.max(status.enrolled), "{status:?} {name}");
        }
        for (at, new) in f.new_runs.iter().enumerate() {
            let sent: u32 = f.transfers.iter().filter(|t| t.to == Destination::New(at)).map(|t| t.persons).sum();
            assert!(sent == new.persons && new.run.min <= sent && sent <= new.run.max, "{new:?} {name}");
            assert!(i.calendar.date(new.run.start) >= f.today + Days::new(LEAD_DAYS), "{new:?} {name}");
        }
        (moved, proposed) = (moved + f.transfers.len(), proposed + f.new_runs.len());
    }
    assert!(CASES.len() > 100 && moved > 500 && proposed > 200, "{} cases, {moved} moves, {proposed} new runs", CASES.len());
}

#[test]
fn the_advice_follows_from_the_figures() {
    let mut seen: BTreeSet<(Action, bool)> = BTreeSet::new();
    for case in CASES.iter() {
        let f = &case.follow_up;
        for a in &f.advice {
            let status = &f.runs[a.run];
            let total = status.enrolled + status.sent;
            let fine = match (a.action, a.reason) {
                (Action::Hold, Reason::Guarantee) => status.run.guarantee && total > 0,
                (Action::Wait, Reason::GuaranteeNotYet) => status.run.guarantee && total == 0 && status.days_left > 0,
                (Action::Cancel, Reason::GuaranteeNobody) => status.run.guarantee && total == 0 && status.days_left <= 0,
                (Action::Hold, _) => total >= status.run.min,
                (Action::Wait, _) => total < status.run.min && !status.is_hopeless(),
                (Action::Move, _) => status.is_given_up() && a.placed > 0 && a.placed <= status.enrolled,
                (Action::Cancel, _) => status.is_given_up() && a.placed == 0,
            };
            assert!(fine && status.known && status.is_open(), "{a:?} {status:?} {}", case.name);
            assert!(!(status.run.guarantee && status.is_given_up()), "{}", case.name);
            seen.insert((a.action, status.run.guarantee));
        }
        for chance in &f.second_chances {
            let goal = f.runs[chance.run].run.goal;
            let to = match chance.to {
                Some(Destination::Run(at)) => {
                    assert!(f.runs[at].is_open() && !f.runs[at].is_given_up() && at != chance.run, "{}", case.name);
                    f.runs[at].run.goal
                }
                Some(Destination::New(at)) => f.new_runs[at].run.goal,
                None => goal,
            };
            assert_eq!(to, goal, "{}", case.name);
        }
    }
    let ordinary = seen.iter().filter(|(_, guarantee)| !guarantee).count();
    assert_eq!(ordinary, 4, "every action of ordinary runs: {seen:?}");
    assert!(seen.contains(&(Action::Hold, true)) && !seen.contains(&(Action::Move, true)), "{seen:?}");
}

/// What the verifier says of the rules of the plan when runs are added.
fn broken(instance: &Instance, outcome: &Outcome, runs: Vec<Run>) -> Vec<Violation> {
    let more = Outcome { plan: Plan::new(runs), ..outcome.clone() };
    let files = plan_folder(instance, &more, &Options { asked_gap: 0.05, seed: 1 });
    let violations = verify(instance, &files).violations;
    violations.into_iter().filter(|v| v.rule.starts_with("c0") || v.rule == "files").collect()
}

/// Added to plan.csv as they stand, together and one by one, new runs break nothing but what is planned for a year as a whole: how many runs a goal has, and
/// in which parts of the year they lie.
#[test]
fn every_proposed_run_added_to_the_plan_keeps_the_rules_that_bind_a_run() {
    let yearly = |v: &Violation| v.rule == "c05_window" || (v.rule == "c06_fixed" && v.what.en.contains(" runs, at most "));
    let (mut judged, mut clean) = (0, 0);
    for case in CASES.iter().filter(|case| !case.follow_up.new_runs.is_empty()) {
        let plan = &case.outcome.plan;
        let new: Vec<Run> = case.follow_up.new_runs.iter().map(|new| new.run).collect();
        let together = broken(&case.instance, &case.outcome, plan.runs.iter().chain(&new).copied().collect());
        assert!(together.iter().all(yearly), "{together:#?}\n{}", case.name);
        for run in new.iter().take(2) {
            let alone = broken(&case.instance, &case.outcome, plan.runs.iter().chain([run]).copied().collect());
            assert!(alone.iter().all(yearly), "{alone:#?}\n{}", case.name);
            (judged, clean) = (judged + 1, clean + usize::from(alone.is_empty()));
        }
    }
    // Most goals are narrow: the plan of a year has one run of them at most.
    assert!(judged > 80 && clean > 0, "{judged} judged alone, {clean} without any violation");
}

/// Entered as the network enters what it decides, by locks that keep every run of the goal in place of what was asked for, the plan with all new runs keeps every
/// hard rule.
#[test]
fn with_locks_the_plan_and_all_proposed_runs_keep_every_hard_rule() {
    let mut judged = 0;
    for case in CASES.iter().filter(|case| !case.follow_up.new_runs.is_empty()) {
        let new: Vec<Run> = case.follow_up.new_runs.iter().map(|new| new.run).collect();
        let goals: BTreeSet<GoalIx> = new.iter().map(|run| run.goal).collect();
        let mut runs: Vec<Run> = case.outcome.plan.runs.iter().chain(&new).copied().collect();
        let mut files = case.files.clone();
        files.remove("status.csv");
        lock(&mut files, &case.instance, &goals, &runs);
        let locked = instance(&files);
        for goal in &goals {
            let mut asked: Vec<&RequiredRun> = locked.goal(*goal).required.iter().collect();
            for run in runs.iter_mut().filter(|run| run.goal == *goal) {
                let fits = |asked: &&RequiredRun| {
                    asked.sites == [run.site]
                        && asked.when == When::Fixed(run.start, run.start)
                        && asked.guarantee == Some(run.guarantee)
                };
                let at = asked.iter().position(fits).unwrap_or_else(|| panic!("{run:?} {asked:#?} {}", case.name));
                let asked = asked.remove(at);
                let min = if run.guarantee { asked.min.min(5) } else { asked.min };
                (run.origin, run.min, run.max) = (asked.origin, min, asked.max);
            }
        }
        let broken = broken(&locked, &case.outcome, runs);
        assert!(broken.is_empty(), "{broken:#?}\n{}", case.name);
        judged += new.len();
    }
    assert!(judged > 200, "{judged}");
}

/// Locks that keep all runs of these goals, in place of the locks that keep some and of what forms offer.
fn lock(files: &mut Files, i: &Instance, goals: &BTreeSet<GoalIx>, runs: &[Run]) {
    let codes: BTreeSet<&str> = goals.iter().map(|goal| i.goal(*goal).code.as_str()).collect();
    let columns = ["lock", "goal_code", "school_id", "site_id", "start_date", "week", "guarantee", "by", "reason"];
    without(files, "locks.csv", "lock", "keep", &codes, &columns);
    let all = ["school_id", "goal_code", "answer", "site_id", "start_date", "week", "runs", "guarantee"];
    let forms = [&all[..], &["min_participants", "max_participants"]].concat();
    without(files, "forms.csv", "answer", "offers", &codes, &forms);
    let mut writer = csv::Writer::from_writer(files.remove("locks.csv").expect("locks"));
    for run in runs.iter().filter(|run| goals.contains(&run.goal)) {
        let (site, date) = (i.site(run.site), i.calendar.date(run.start).to_string());
        let guarantee = run.guarantee.to_string();
        let school = &i.school(site.school).id;
        let row = ["keep", &i.goal(run.goal).code, school, &site.id, &date, "", &guarantee, "forum", "opfølgning"];
        writer.write_record(row).expect("written");
    }
    files.insert("locks.csv".to_owned(), writer.into_inner().expect("bytes"));
}

/// The file with these columns, without the rows about these goals that have the value.
fn without(files: &mut Files, file: &str, column: &str, value: &str, codes: &BTreeSet<&str>, columns: &[&str]) {
    let old = text(files, file);
    let mut reader = csv::Reader::from_reader(old.as_bytes());
    let head = reader.headers().expect("a header").clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns).expect("written");
    for record in reader.records().map(|record| record.expect("a record")) {
        let cell = |name: &str| head.iter().position(|h| h == name).and_then(|at| record.get(at)).unwrap_or("").to_owned();
        if cell(column) != value || !codes.contains(cell("goal_code").as_str()) {
            writer.write_record(columns.iter().map(|column| cell(column))).expect("written");
        }
    }
    files.insert(file.to_owned(), writer.into_inner().expect("bytes"));
}
