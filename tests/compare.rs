//! Two plans of a year: what is read from a plan folder, what differs, and what was asked for.

mod common;

use std::collections::BTreeMap;

use amuplan::compare::asked::{Ask, Asked, Shut, asked};
use amuplan::compare::difference::{Difference, Kind, What, difference};
use amuplan::compare::plan::{FiledGoal, FiledPlan, FiledRun, Foreign, State, Unreadable, read};
use amuplan::domain::goal::Origin;
use common::{Files, add_row, drop_row, instance, put, set, small_folder, text};
use sha2::{Digest, Sha256};

/// A run of a site named after its school, e.g. `syd-1`.
fn run(site: &str, start: &str) -> FiledRun {
    let start = start.parse().expect("a date");
    let school = site.split('-').next().expect("a school").to_owned();
    let site = site.to_owned();
    FiledRun { start, end: start, school, site, guarantee: false, min: 10, max: 20, expected: 4_500, origin: Origin::Assigned }
}

fn plan(goals: &[(&str, State)]) -> FiledPlan {
    let goal = |(code, state): &(&str, State)| {
        (
            (*code).to_owned(),
            FiledGoal { title: format!("Mål {code}"), fkb: "2222".into(), state: state.clone(), cure: String::new() },
        )
    };
    FiledPlan {
        year: Some(2027),
        network: None,
        checksum: "ab".repeat(32),
        program: "0.1.0".into(),
        profile: "balanced".into(),
        inputs: BTreeMap::new(),
        goals: goals.iter().map(goal).collect(),
    }
}

fn runs(runs: &[FiledRun]) -> State {
    State::Covered(runs.to_vec())
}

fn gap() -> State {
    State::Gap("ingen".into())
}

fn agreed(reference: &str) -> State {
    State::Agreement(reference.into())
}

/// The plan with another version of an input file.
fn with_input(mut plan: FiledPlan, file: &str, hash: &str) -> FiledPlan {
    plan.inputs.insert(file.into(), hash.into());
    plan
}

fn kinds(difference: &Difference) -> Vec<Kind> {
    difference.changes.iter().map(amuplan::compare::difference::Change::kind).collect()
}

/// A goal in the old plan, in the new one, and what that is.
type Case = (Option<State>, Option<State>, Kind);

#[test]
fn each_kind_of_change_is_told_apart_and_comes_in_its_order() {
    let one = |site: &str, start: &str| runs(&[run(site, start)]);
    let mut sure = run("syd-1", "2027-03-01");
    sure.guarantee = true;
    let mut large = run("syd-1", "2027-03-01");
    large.max = 24;
    let mut long = run("syd-1", "2027-03-01");
    long.end = "2027-03-02".parse().expect("a date");
    let stays = one("syd-1", "2027-03-01");
    let two = runs(&[run("syd-1", "2027-03-01"), run("syd-1", "2027-09-01")]);
    let cases: [Case; 17] = [
        (Some(stays.clone()), Some(gap()), Kind::GapOpened),
        (Some(agreed("A")), Some(gap()), Kind::GapOpened),
        (Some(gap()), Some(stays.clone()), Kind::GapClosedByRun),
        (Some(gap()), Some(agreed("A")), Kind::GapClosedByAgreement),
        (Some(agreed("A")), Some(agreed("B")), Kind::Agreement),
        (Some(agreed("A")), Some(stays.clone()), Kind::Agreement),
        (Some(stays.clone()), Some(agreed("A")), Kind::Agreement),
        (None, Some(gap()), Kind::GoalNew),
        (Some(stays.clone()), None, Kind::GoalGone),
        (Some(stays.clone()), Some(one("nord-1", "2027-03-01")), Kind::School),
        (Some(stays.clone()), Some(one("syd-2", "2027-04-01")), Kind::Site),
        (Some(stays.clone()), Some(one("syd-1", "2027-03-02")), Kind::Date),
        (Some(stays.clone()), Some(runs(&[long])), Kind::Date),
        (Some(stays.clone()), Some(two.clone()), Kind::Added),
        (Some(two.clone()), Some(stays.clone()), Kind::Dropped),
        (Some(stays.clone()), Some(runs(&[sure])), Kind::Guarantee),
        (Some(stays.clone()), Some(runs(&[large])), Kind::Size),
    ];
    let codes: Vec<String> = (0..cases.len()).map(|number| format!("{}", 50_000 - number)).collect();
    let of = |at: fn(&Case) -> &Option<State>| {
        let all = cases.iter().zip(&codes).filter_map(|(case, code)| Some((code.as_str(), at(case).clone()?)));
        plan(&all.collect::<Vec<_>>())
    };
    let found = difference(&of(|case| &case.0), &of(|case| &case.1));
    let expected: Vec<Kind> = cases.iter().map(|case| case.2).collect();
    assert!(expected.is_sorted(), "the cases stand in the order of the kinds");
    assert_eq!(kinds(&found), expected);
    assert_eq!(Kind::ALL.len(), expected.iter().collect::<std::collections::BTreeSet<_>>().len(), "every kind has a case");
    assert_eq!(found.unchanged, 2, "one run of each goal that gained or lost another");
    for (change, (_, _, kind)) in found.changes.iter().zip(&cases) {
        assert_eq!(change.kind(), *kind, "{change:?}");
    }
}

#[test]
fn what_is_the_same_is_no_change_and_totals_count_both_plans() {
    let same = plan(&[("40001", runs(&[run("nord-1", "2027-03-01")])), ("40002", gap()), ("40003", agreed("A"))]);
    let found = difference(&same, &same);
    assert_eq!((found.changes.len(), found.unchanged), (0, 1));
    let mut other = same.clone();
    other.goals.get_mut("40002").expect("a goal").state = State::Gap("en anden grund".into());
    assert!(difference(&same, &other).changes.is_empty(), "another reason is no other plan");
    let mut sure = run("syd-1", "2027-05-03");
    sure.guarantee = true;
    other.goals.get_mut("40002").expect("a goal").state = runs(&[sure, run("syd-1", "2027-06-07")]);
    let totals = difference(&same, &other).after;
    // 4.5 participants in each of three runs.
    assert_eq!((totals.goals, totals.covered, totals.agreements, totals.gaps), (3, 2, 1, 0));
    assert_eq!((totals.runs, totals.guarantees, totals.expected), (3, 1, 13_500));
}

/// The same where the files of the old plan are known.
fn asked_since(before: &Files, files: &Files, old: &FiledPlan, new: &FiledPlan) -> Vec<Asked> {
    asked(&instance(files), Some(&instance(before)), old, new, &difference(old, new))
}

/// The folder gets a closure of nord-1 from Wednesday 14 to Friday 16 April 2027, and a run there lay from Monday 12 to Thursday 15.
#[test]
fn a_newly_closed_day_of_a_run_is_the_reason_of_its_move_and_nothing_else_is() {
    let (before, mut now) = (small_folder(), small_folder());
    add_row(
        &mut now,
        "closures.csv",
        &[("site_id", "nord-1"), ("from", "2027-04-14"), ("to", "2027-04-16"), ("reason", "flytning")],
    );
    let long = |start: &str, end: &str| {
        let mut run = run("nord-1", start);
        run.end = end.parse().expect("a date");
        runs(&[run])
    };
    let elsewhere = |start: &str| runs(&[run("syd-1", start)]);
    let old = plan(&[
        ("40001", long("2027-04-12", "2027-04-15")),
        ("40002", long("2027-04-12", "2027-04-13")),
        ("40003", elsewhere("2027-04-14")),
    ]);
    let new = plan(&[
        ("40001", long("2027-04-19", "2027-04-22")),
        ("40002", long("2027-04-19", "2027-04-20")),
        ("40003", elsewhere("2027-04-21")),
    ]);
    let (old, new) = (with_input(old, "closures.csv", "1"), with_input(new, "closures.csv", "2"));
    let found = asked_since(&before, &now, &old, &new);
    let instance = instance(&now);
    let [Asked { goal, ask: Ask::Closed(site, first, last, Shut::Closed), changes, met_by: None }] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!((goal.as_str(), instance.site(*site).id.as_str(), changes.as_slice()), ("40001", "nord-1", &[0][..]));
    assert_eq!([first, last].map(|day| instance.calendar.date(*day).to_string()), ["2027-04-14", "2027-04-16"]);
    assert_eq!(asked_since(&now, &now, &old, &new), [], "it was closed before");
    assert_eq!(asked_of(&now, &old, &new).0, [], "what is not known is not told");
}

/// nord-1 has one room in place of two but for August, when it had one before too; two runs were there in April, one of which stays.
#[test]
fn fewer_rooms_are_the_reason_of_a_move_in_their_time() {
    let (before, mut now) = (small_folder(), small_folder());
    set(&mut now, "capacity.csv", 2, "rooms", "1");
    let at = |start: &str| runs(&[run("nord-1", start)]);
    let at_syd = |start: &str| runs(&[run("syd-1", start)]);
    let old =
        [("40001", at("2027-04-12")), ("40002", at("2027-08-09")), ("40003", at_syd("2027-04-12")), ("40006", at("2027-04-12"))];
    let new =
        [("40001", at("2027-05-10")), ("40002", at("2027-08-16")), ("40003", at_syd("2027-05-10")), ("40006", at("2027-04-12"))];
    let filed = |goals: &[(&str, State)], hash: &str| with_input(plan(goals), "capacity.csv", hash);
    assert_eq!(asked_since(&before, &now, &filed(&old[..3], "1"), &filed(&new[..3], "2")), [], "one room was enough");
    let (old, new) = (filed(&old, "1"), filed(&new, "2"));
    let found = asked_since(&before, &now, &old, &new);
    let instance = instance(&now);
    let [Asked { goal, ask: Ask::FewerRooms(site, first, last), changes, .. }] = &found[..] else { panic!("{found:?}") };
    assert_eq!((goal.as_str(), instance.site(*site).id.as_str(), changes.len()), ("40001", "nord-1", 1));
    // To the last weekday before the summer closure.
    let days = [first, last].map(|day| instance.calendar.date(*day).to_string());
    assert_eq!(days, ["2027-01-04", "2027-07-09"], "days that were closed before belong to the stretch");
    assert_eq!(asked_since(&now, &now, &old, &new), []);
}

/// nord may have 5 course days where it might have 120. That it may have 100 only is no reason: its runs take less.
#[test]
fn a_lower_limit_is_the_reason_of_a_run_that_leaves_the_school() {
    let (before, mut now) = (small_folder(), small_folder());
    let mut enough = small_folder();
    set(&mut now, "schools.csv", 2, "max_course_days", "5");
    set(&mut enough, "schools.csv", 2, "max_course_days", "100");
    let (here, there) = (runs(&[run("nord-1", "2027-04-12")]), runs(&[run("syd-1", "2027-04-12")]));
    let later = runs(&[run("nord-1", "2027-05-10")]);
    let old = plan(&[("40001", here.clone()), ("40002", here.clone()), ("40003", there.clone())]);
    let new = plan(&[("40001", there), ("40002", later), ("40003", here)]);
    let (old, new) = (with_input(old, "schools.csv", "1"), with_input(new, "schools.csv", "2"));
    let found = asked_since(&before, &now, &old, &new);
    let [Asked { goal, ask: Ask::FewerDays(school, 5), changes, .. }] = &found[..] else { panic!("{found:?}") };
    assert_eq!((goal.as_str(), instance(&now).school(*school).id.as_str(), changes.len()), ("40001", "nord", 1));
    assert_eq!(asked_since(&now, &now, &old, &new), []);
    assert_eq!(asked_since(&before, &enough, &old, &new), []);
}

/// nord may have one guarantee course where it might have three: what is no guarantee course any more, or has left, went for that.
#[test]
fn fewer_guarantee_courses_are_the_reason_of_one_that_ends() {
    let (mut before, mut now) = (small_folder(), small_folder());
    set(&mut before, "schools.csv", 2, "guarantee_cap", "3");
    set(&mut now, "schools.csv", 2, "guarantee_cap", "1");
    let guaranteed = |site: &str| FiledRun { guarantee: true, ..run(site, "2027-04-12") };
    let (here, there) = (runs(&[guaranteed("nord-1")]), runs(&[guaranteed("syd-1")]));
    let old = plan(&[("40001", here.clone()), ("40002", here.clone()), ("40003", runs(&[run("nord-1", "2027-04-12")]))]);
    let new = plan(&[
        ("40001", runs(&[run("nord-1", "2027-04-12")])),
        ("40002", there),
        ("40003", runs(&[run("syd-1", "2027-04-12")])),
    ]);
    let (old, new) = (with_input(old, "schools.csv", "1"), with_input(new, "schools.csv", "2"));
    let found = asked_since(&before, &now, &old, &new);
    let told: Vec<&str> = found.iter().map(|asked| asked.goal.as_str()).collect();
    assert_eq!(told, ["40001", "40002"], "{found:?}");
    let nord = |asked: &Asked| matches!(asked.ask, Ask::FewerGuarantees(school, 1) if instance(&now).school(school).id == "nord");
    assert!(found.iter().all(nord), "{found:?}");
    assert_eq!(asked_since(&now, &now, &old, &new), []);
}

/// Teachers of nord for the FKB of 40001 alone, fewer in April than before.
#[test]
fn fewer_teachers_are_the_reason_of_a_move_in_their_time() {
    let (mut before, mut now) = (small_folder(), small_folder());
    let of = |files: &Files, code: &str| {
        let goal = instance(files).goals.iter().find(|goal| goal.code == code).expect("the goal").fkb;
        instance(files).fkb(goal).code.clone()
    };
    let (fkb, other) = (of(&now, "40001"), of(&now, "40004"));
    assert_ne!(fkb, other, "the test needs a goal that other teachers teach");
    put(&mut before, "teachers.csv", "school_id,fkb_code,parallel_courses,from,to\n");
    put(&mut now, "teachers.csv", &format!("school_id,fkb_code,parallel_courses,from,to\nnord,{fkb},1,2027-04-05,2027-04-30\n"));
    let at = |start: &str| runs(&[run("nord-1", start)]);
    let old = [("40001", at("2027-04-12")), ("40004", at("2027-04-12")), ("40002", at("2027-04-12"))];
    let new = [("40001", at("2027-05-10")), ("40004", at("2027-05-10")), ("40002", at("2027-04-12"))];
    let filed = |goals: &[(&str, State)], hash: &str| with_input(plan(goals), "teachers.csv", hash);
    assert_eq!(asked_since(&before, &now, &filed(&old[..2], "1"), &filed(&new[..2], "2")), [], "one was enough");
    assert_eq!(fkb, of(&now, "40002"));
    let (old, new) = (filed(&old, "1"), filed(&new, "2"));
    let found = asked_since(&before, &now, &old, &new);
    let year = instance(&now);
    let [Asked { goal, ask: Ask::FewerTeachers(school, first, last), changes, .. }] = &found[..] else { panic!("{found:?}") };
    assert_eq!((goal.as_str(), year.school(*school).id.as_str(), changes.len()), ("40001", "nord", 1));
    assert_eq!([first, last].map(|day| year.calendar.date(*day).to_string()), ["2027-04-05", "2027-04-30"]);
    assert_eq!(asked_since(&now, &now, &old, &new), []);
}

/// syd leaves the network: its runs had to go, whatever else they rested on.
#[test]
fn a_school_that_left_is_the_reason_of_the_end_of_its_runs() {
    let mut now = small_folder();
    set(&mut now, "schools.csv", 3, "member", "nej");
    assert!(text(&now, "schools.csv").lines().nth(2).is_some_and(|line| line.starts_with("syd,")));
    for file in ["forms.csv", "locks.csv"] {
        let of_syd: Vec<usize> =
            text(&now, file).lines().enumerate().filter(|(_, line)| line.contains("syd")).map(|(at, _)| at + 1).collect();
        of_syd.into_iter().rev().for_each(|line| drop_row(&mut now, file, line));
    }
    let stays = run("nord-1", "2027-05-03");
    let old =
        plan(&[("40002", runs(&[run("syd-1", "2027-05-10")])), ("40003", runs(&[stays.clone(), run("syd-2", "2027-08-09")]))]);
    let new = plan(&[("40002", runs(&[run("nord-1", "2027-05-10")])), ("40003", runs(&[stays]))]);
    let (found, difference) = asked_of(&now, &old, &new);
    let told: Vec<&str> =
        found.iter().filter(|asked| matches!(asked.ask, Ask::Left(_))).map(|asked| asked.goal.as_str()).collect();
    assert_eq!((told, found.len(), difference.changes.len()), (vec!["40002", "40003"], 2, 2), "{found:?}");
}

/// syd said no to 40002 and says nothing any more; syd says "can" to 40006 for the first time.
#[test]
fn a_school_that_has_come_to_say_yes_is_the_reason_of_its_run() {
    let (before, mut now) = (small_folder(), small_folder());
    drop_row(&mut now, "forms.csv", 6);
    add_row(&mut now, "forms.csv", &[("school_id", "syd"), ("goal_code", "40006"), ("answer", "can")]);
    let at_syd = |start: &str| runs(&[run("syd-1", start)]);
    let old = plan(&[("40002", gap()), ("40006", gap()), ("40003", gap())]);
    let new = plan(&[("40002", at_syd("2027-05-10")), ("40006", at_syd("2027-06-07")), ("40003", at_syd("2027-08-09"))]);
    let (old, new) = (with_input(old, "forms.csv", "1"), with_input(new, "forms.csv", "2"));
    let found = asked_since(&before, &now, &old, &new);
    let told: Vec<(&str, bool)> = found.iter().map(|asked| (asked.goal.as_str(), matches!(asked.ask, Ask::Can(_)))).collect();
    assert_eq!(
        told.iter().filter(|(goal, _)| *goal != "40003").copied().collect::<Vec<_>>(),
        [("40002", false), ("40006", true)]
    );
    assert!(!told.contains(&("40003", true)), "its answer is the same");
    assert!(found.iter().any(|asked| asked.goal == "40002" && matches!(asked.ask, Ask::RefusalGone(_))), "it says nothing now");
    assert_eq!(asked_since(&now, &now, &old, &new).iter().filter(|asked| matches!(asked.ask, Ask::Can(_))).count(), 0);
}

/// What was asked for between two plans of the small folder, after changes of its files; the change of each.
fn asked_of(files: &Files, old: &FiledPlan, new: &FiledPlan) -> (Vec<Asked>, Difference) {
    let (instance, difference) = (instance(files), difference(old, new));
    (asked(&instance, None, old, new, &difference), difference)
}

/// The small folder forbids 40006 at syd-2 in week 20 (18 to 24 May 2027 is week 20 from Monday 17).
#[test]
fn a_forbidding_lock_that_the_old_plan_broke_is_news_and_one_that_it_kept_is_not() {
    let old = plan(&[("40006", runs(&[run("syd-2", "2027-05-19"), run("syd-1", "2027-05-19")]))]);
    let new = plan(&[("40006", runs(&[run("syd-2", "2027-05-26"), run("syd-1", "2027-06-01")]))]);
    let (found, difference) = asked_of(&small_folder(), &old, &new);
    let [Asked { goal, ask: Ask::Lock(rows), changes, met_by: None }] = &found[..] else { panic!("{found:?}") };
    assert_eq!((goal.as_str(), rows.len(), rows[0].by.as_str(), rows[0].reason.as_str()), ("40006", 1, "Jens", "eksamen"));
    let [only] = changes[..] else { panic!("{changes:?}") };
    assert!(matches!(&difference.changes[only].what, What::Moved(from, _) if from.site == "syd-2"));
    let kept = plan(&[("40006", runs(&[run("syd-2", "2027-05-25"), run("syd-1", "2027-05-19")]))]);
    assert_eq!(asked_of(&small_folder(), &kept, &new).0, []);
}

/// The small folder keeps a run of 40005 at syd in week 10 (8 to 12 March 2027), and syd offers two runs at syd-1.
#[test]
fn a_keeping_lock_that_the_old_plan_broke_is_met_by_the_change_that_brought_the_run() {
    let old = plan(&[("40005", runs(&[run("syd-1", "2027-04-05"), run("syd-1", "2027-09-06")]))]);
    let new = plan(&[("40005", runs(&[run("syd-1", "2027-03-08"), run("syd-1", "2027-09-13")]))]);
    let (found, difference) = asked_of(&small_folder(), &old, &new);
    let [Asked { ask: Ask::Lock(rows), changes, met_by: Some(met), .. }] = &found[..] else { panic!("{found:?}") };
    assert_eq!((rows[0].by.as_str(), rows[0].at.map(|at| at.to_string()).as_deref()), ("Mette", Some("2026-05-01")));
    assert_eq!(met.start.to_string(), "2027-03-08");
    assert!(matches!(&difference.changes[changes[0]].what, What::Moved(from, _) if from.start.to_string() == "2027-04-05"));
    assert_eq!((changes.len(), difference.changes.len()), (1, 2), "the other run followed");
    let met = plan(&[("40005", runs(&[run("syd-1", "2027-03-09"), run("syd-1", "2027-09-06")]))]);
    assert_eq!(asked_of(&small_folder(), &met, &new).0, [], "a run of the week was there");
}

#[test]
fn two_locks_want_two_runs_and_rows_that_say_the_same_are_one_request() {
    let mut files = small_folder();
    for (by, at) in [("Ole", "2026-05-03"), ("Anne", "2026-05-02")] {
        let cells =
            [("lock", "keep"), ("goal_code", "40003"), ("school_id", "syd"), ("by", by), ("reason", "hold 2"), ("at", at)];
        add_row(&mut files, "locks.csv", &cells);
    }
    let week = [("lock", "keep"), ("goal_code", "40003"), ("school_id", "syd"), ("week", "14"), ("by", "Bo"), ("reason", "x")];
    add_row(&mut files, "locks.csv", &week);
    let first = run("syd-1", "2027-04-05");
    let old = plan(&[("40003", runs(std::slice::from_ref(&first)))]);
    let new = plan(&[("40003", runs(&[first, run("syd-2", "2027-10-04")]))]);
    let (found, difference) = asked_of(&files, &old, &new);
    let [Asked { ask: Ask::Lock(rows), changes, .. }] = &found[..] else { panic!("{found:?}") };
    assert_eq!(rows.iter().map(|row| row.by.as_str()).collect::<Vec<_>>(), ["Anne", "Ole"], "by date");
    assert_eq!((kinds(&difference), changes.as_slice()), (vec![Kind::Added], &[0][..]));
}

#[test]
fn a_lock_about_the_guarantee_is_met_by_the_change_of_it() {
    let mut files = small_folder();
    let cells =
        [("lock", "keep"), ("goal_code", "40002"), ("school_id", "nord"), ("guarantee", "nej"), ("by", "N"), ("reason", "r")];
    add_row(&mut files, "locks.csv", &cells);
    let mut sure = run("nord-1", "2027-05-10");
    sure.guarantee = true;
    let old = plan(&[("40002", runs(&[sure]))]);
    let new = plan(&[("40002", runs(&[run("nord-1", "2027-05-10")]))]);
    let (found, difference) = asked_of(&files, &old, &new);
    assert_eq!(kinds(&difference), [Kind::Guarantee]);
    assert!(matches!(&found[..], [Asked { ask: Ask::Lock(_), changes, .. }] if changes == &[0]), "{found:?}");
}

/// nord offers 40001 on 1 March with 5 to 12 participants and guarantee; syd cannot hold 40002.
#[test]
fn answers_are_news_only_where_the_forms_have_changed() {
    let mut offered = run("nord-1", "2027-03-01");
    (offered.guarantee, offered.min, offered.max, offered.origin) = (true, 5, 12, Origin::Form);
    let moved = FiledRun { start: "2027-03-15".parse().expect("a date"), ..offered.clone() };
    let old = plan(&[("40001", runs(&[moved])), ("40002", runs(&[run("syd-1", "2027-05-10")]))]);
    let new = plan(&[("40001", runs(&[offered])), ("40002", runs(&[run("nord-1", "2027-05-10")]))]);
    assert_eq!(asked_of(&small_folder(), &old, &new).0, [], "the forms are the same: something else moved them");
    let (old, new) = (with_input(old, "forms.csv", "1"), with_input(new, "forms.csv", "2"));
    let (found, difference) = asked_of(&small_folder(), &old, &new);
    let [offer, refusal] = &found[..] else { panic!("{found:?}") };
    assert!(matches!(&offer.ask, Ask::Offer(wanted) if wanted.max == 12) && offer.goal == "40001");
    assert!(matches!(refusal.ask, Ask::Cannot(_)) && refusal.goal == "40002");
    assert_eq!(kinds(&difference), [Kind::School, Kind::Date]);
    assert_eq!((offer.changes.as_slice(), refusal.changes.as_slice()), (&[1][..], &[0][..]));
}

#[test]
fn an_offer_or_lock_that_is_gone_explains_what_became_of_its_run() {
    let mut files = small_folder();
    drop_row(&mut files, "forms.csv", 2);
    let mut was = run("nord-1", "2027-03-01");
    was.origin = Origin::Form;
    let mut locked = run("nord-1", "2027-06-07");
    locked.origin = Origin::Lock;
    let old = plan(&[("40001", runs(&[was])), ("40002", runs(&[locked]))]);
    let new = plan(&[("40001", runs(&[run("syd-2", "2027-03-08")])), ("40002", runs(&[run("nord-1", "2027-06-14")]))]);
    let changed = |plan, hash: &str| with_input(with_input(plan, "forms.csv", hash), "locks.csv", hash);
    let (found, _) = asked_of(&files, &changed(old.clone(), "1"), &changed(new.clone(), "2"));
    let asks: Vec<(&str, &Ask)> = found.iter().map(|asked| (asked.goal.as_str(), &asked.ask)).collect();
    assert_eq!(asks, [("40001", &Ask::Withdrawn(Origin::Form)), ("40002", &Ask::Withdrawn(Origin::Lock))]);
    assert_eq!(asked_of(&files, &old, &new).0, [], "without a change of the files nothing was taken back");
}

#[test]
fn an_agreement_is_asked_for_and_what_it_replaces_is_told() {
    let old = plan(&[("40004", gap())]);
    let (found, difference) = asked_of(&small_folder(), &old, &plan(&[("40004", agreed("A-17"))]));
    assert_eq!(kinds(&difference), [Kind::GapClosedByAgreement]);
    assert!(matches!(&found[..], [Asked { ask: Ask::Agreement(reference), .. }] if reference == "A-17"), "{found:?}");
}

#[test]
fn no_change_is_explained_by_nothing_and_goals_that_are_gone_do_no_harm() {
    let old = plan(&[("99999", runs(&[run("borte-1", "2027-03-01")])), ("40006", runs(&[run("væk-9", "2027-05-19")]))]);
    let new = plan(&[("40006", runs(&[run("syd-1", "2027-05-19")]))]);
    let (found, difference) = asked_of(&small_folder(), &old, &new);
    assert_eq!((kinds(&difference), found.len()), (vec![Kind::GoalGone, Kind::School], 0));
}

/// A plan folder by hand, as a reader of before `year` and `network` knew it.
fn folder(plan: &str, gaps: &str) -> Files {
    let mut files = Files::new();
    put(&mut files, "plan.csv", plan);
    put(&mut files, "gaps.csv", gaps);
    let checksum = format!("{:x}", Sha256::digest(plan.as_bytes()));
    put(&mut files, "result.json", &format!(r#"{{"plan_sha256":"{checksum}","version":"0.1.0","profile":"balanced"}}"#));
    files
}

const PLAN: &str = "goal_code,title,fkb_code,branch_group,run,school_id,site_id,start_date,end_date,days,iso_week,guarantee,\
    min_participants,max_participants,expected_participants,probability_held,origin,narrow\n\
    40001,\"Kran, \"\"stor\"\"\",2222,B,1,nord,nord-1,2027-03-01,2027-03-05,5,2027-W09,true,5,16,7.25,0.9,form,false\n";
const GAPS: &str = "goal_code,title,fkb_code,proven,reason,schools_considered,cheapest_cure,agreement_reference\n\
    40002,Løft,2222,true,Ingen kan.,nord,,\n40003,Asbest,2679,true,Lukket.,,,A-1\n";

#[test]
fn a_plan_folder_is_read_with_codes_whatever_todays_folder_knows() {
    let plan = read(&folder(PLAN, GAPS)).expect("a plan");
    assert_eq!((plan.year, plan.network.as_deref()), (Some(2027), None));
    let run = &plan.runs_of("40001")[0];
    assert_eq!((run.school.as_str(), run.expected, run.origin), ("nord", 7_250, Origin::Form));
    assert_eq!(plan.goals["40001"].title, "Kran, \"stor\"");
    assert_eq!(plan.goals["40002"].state, State::Gap("Ingen kan.".into()));
    assert_eq!(plan.goals["40003"].state, State::Agreement("A-1".into()));
    assert!(plan.version(2027).starts_with("2027-") && plan.version(2027).len() == 13);
    plan.belongs_to(&instance(&small_folder())).expect("a plan of 2027");
    let mut files = small_folder();
    put(&mut files, "plan.toml", "year = 2028\nnetwork = \"Prøvenetværk\"\n");
    assert_eq!(plan.belongs_to(&year_2028(&files)), Err(Foreign::Year(2027)));
    let named = FiledPlan { network: Some("Et andet".into()), ..plan };
    assert_eq!(named.belongs_to(&instance(&small_folder())), Err(Foreign::Network("Et andet".into())));
}

/// The small folder of another year: without the rows that name dates.
fn year_2028(files: &Files) -> amuplan::domain::instance::Instance {
    let mut files = files.clone();
    for file in
        ["forms.csv", "locks.csv", "needs.csv", "status.csv", "agreements.csv", "closures.csv", "capacity.csv", "teachers.csv"]
    {
        common::drop_rows(&mut files, file);
    }
    put(&mut files, "capacity.csv", "site_id,rooms\nnord-1,2\nsyd-1,3\nsyd-2,1\n");
    instance(&files)
}

#[test]
fn a_folder_that_is_no_whole_plan_is_refused_with_the_reason() {
    let refused = |files: &Files| read(files).expect_err("refused");
    let with = |plan: &str, gaps: &str| refused(&folder(plan, gaps));
    let mut files = folder(PLAN, GAPS);
    files.remove("gaps.csv");
    assert_eq!(refused(&files), Unreadable::Missing("gaps.csv"));
    let mut files = folder(PLAN, GAPS);
    put(&mut files, "plan.csv", &PLAN.replace("2027-03-01", "2027-03-02"));
    assert_eq!(refused(&files), Unreadable::Changed("plan.csv"));
    put(&mut files, "result.json", "{");
    assert!(matches!(refused(&files), Unreadable::Broken("result.json", _)));
    put(&mut files, "result.json", "[1]");
    assert_eq!(refused(&files), Unreadable::Lacking("result.json", "plan_sha256"));
    assert_eq!(with(&PLAN.replace("site_id", "sted"), GAPS), Unreadable::Lacking("plan.csv", "site_id"));
    assert_eq!(with(&PLAN.replace(",form,", ",andet,"), GAPS), Unreadable::Cell("plan.csv", 2, "origin"));
    assert_eq!(with(&PLAN.replace("7.25", "NaN"), GAPS), Unreadable::Cell("plan.csv", 2, "expected_participants"));
    assert_eq!(with(&PLAN.replace("2027-03-05", "5. marts"), GAPS), Unreadable::Cell("plan.csv", 2, "end_date"));
    assert!(matches!(with("a,b\n1\n", GAPS), Unreadable::Lacking("plan.csv", _)));
    assert!(matches!(
        with(PLAN, &format!("{}1,2\n", GAPS.split_inclusive('\n').next().expect("a heading"))),
        Unreadable::Broken("gaps.csv", _)
    ));
    assert_eq!(with(PLAN, &format!("{GAPS}40001,Kran,2222,true,x,,,\n")), Unreadable::Contradiction("40001".into()));
    let other_year = PLAN.to_owned() + &PLAN.lines().nth(1).expect("a run").replace("2027-", "2028-");
    assert_eq!(with(&other_year, GAPS), Unreadable::Cell("plan.csv", 3, "start_date"));
}
