//! The verifier accepts a plan worked out by hand, and rejects wrong ones with the right rule.

#[path = "verifier/tiny.rs"]
mod tiny;

use amuplan::domain::calendar::Day;
use amuplan::domain::goal::{Agreement, Forbidden, When};
use amuplan::domain::ids::{SchoolIx, SiteIx};
use amuplan::domain::instance::Instance;
use amuplan::domain::words::Text;
use amuplan::verify::{Verdict, Violation, rules, verify, verify_change};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use tiny::{ALFA, BETA, BOUND, Folder, VALUE, day, eligible, instance, required, source};

/// The row of plan.csv for 10006.
const SIXTH_RUN: &str =
    "10006,\"Mål 10006, æøå\",3333,Industri,1,beta,beta-1,2027-02-02,2027-02-02,1,2027-W05,false,1,1,0.503,0.503,assigned,true\n";

/// The verdict must name the rule in a place that contains `place` with words that contain `words`.
#[track_caller]
fn rejects(instance: &Instance, folder: &Folder, rule: &str, place: &str, words: &str) -> Verdict {
    assert!(rules().contains(&rule), "{rule} is a rule");
    let verdict = verify(instance, &folder.bytes());
    let found = verdict.violations.iter().any(|v| v.rule == rule && v.place.en.contains(place) && v.what.en.contains(words));
    assert!(found, "{rule}, {place}, {words}: {:#?}", verdict.violations);
    for violation in &verdict.violations {
        let Text { da, en } = &violation.what;
        assert!(da.len() > 5 && en.len() > 5 && da != en, "in both languages: {violation:?}");
    }
    verdict
}

/// The correct plan with one text of plan.csv replaced is rejected.
#[track_caller]
fn rejects_plan(from: &str, to: &str, rule: &str, words: &str) {
    rejects(&instance(), &Folder::correct().with("plan.csv", from, to), rule, "", words);
}

/// The correct plan with one text of another file replaced is rejected for exactly that one reason.
#[track_caller]
fn rejects_paper(file: &str, from: &str, to: &str, rule: &str) {
    let verdict = rejects(&instance(), &Folder::correct().with(file, from, to), rule, file, "");
    assert_eq!(verdict.violations.len(), 1, "{:#?}", verdict.violations);
}

#[test]
fn a_plan_worked_out_by_hand_is_accepted() {
    let verdict = verify(&instance(), &Folder::correct().bytes());
    assert_eq!(verdict.violations, vec![]);
    assert!(verdict.accepted());
    assert_eq!((verdict.value, verdict.bound, verdict.gaps), (VALUE, BOUND, 1));
    let terms: Vec<i64> = verdict.terms.values().copied().collect();
    assert_eq!(terms, [26_016, -39, -2_500, -40, -550, 1_200, -600, 400]);
}

#[test]
fn all_violations_come_at_once() {
    let folder = Folder::correct()
        .with("plan.csv", "2027-02-02,2027-02-02", "2027-02-06,2027-02-06")
        .with("loads.csv", "24.503", "24.504")
        .without("areas.csv");
    let verdict = verify(&instance(), &folder.bytes());
    for rule in ["c02_start", "loads", "files", "announcements"] {
        assert!(verdict.violations.iter().any(|v| v.rule == rule), "{rule}: {:#?}", verdict.violations);
    }
}

// C01

#[test]
fn c01_cover_a_goal_that_is_simply_missing_is_rejected() {
    rejects_plan(SIXTH_RUN, "", "c01_cover", "not in gaps.csv");
}

#[test]
fn c01_cover_a_gap_that_is_not_listed_is_rejected() {
    let folder = Folder::correct().with("gaps.csv", "10004,\"Mål 10004, æøå\",2222,true,Ingen godkendelse,,,\n", "");
    rejects(&instance(), &folder, "c01_cover", "10004", "not in gaps.csv");
}

#[test]
fn c01_cover_a_run_and_a_gap_for_one_goal_are_rejected() {
    let folder = Folder::correct().and_line("gaps.csv", "10006,\"Mål 10006, æøå\",3333,false,,,,");
    rejects(&instance(), &folder, "c01_cover", "gaps.csv line 4", "has a run");
}

#[test]
fn c01_cover_a_required_goal_is_never_a_gap() {
    let line = "10001,\"Mål 10001, æøå\",2222,Transport,1,alfa,alfa-1,2027-01-11,2027-01-12,2,2027-W02,false,10,20,12.000,1.000,form,true\n";
    let folder = Folder::correct().with("plan.csv", line, "").and_line("gaps.csv", "10001,\"Mål 10001, æøå\",2222,false,,,,");
    rejects(&instance(), &folder, "c01_cover", "10001", "ask for has no run");
}

// C02

#[test]
fn c02_start_on_a_saturday_is_rejected() {
    rejects_plan("2027-02-02,2027-02-02", "2027-02-06,2027-02-06", "c02_start", "closed");
}

#[test]
fn c02_start_on_a_holiday_is_rejected() {
    rejects_plan("2027-02-02,2027-02-02", "2027-05-06,2027-05-06", "c02_start", "closed");
}

#[test]
fn c02_start_that_crosses_the_edge_of_a_week_is_rejected() {
    let friday = Folder::correct().with("plan.csv", "2027-01-11,2027-01-12", "2027-01-15,2027-01-18");
    rejects(&instance(), &friday, "c02_start", "plan.csv line 2", "one ISO week");
}

#[test]
fn c02_start_beyond_the_approval_is_rejected() {
    let mut input = instance();
    input.goals[5].eligible[0].approved = vec![(day(1, 1), day(2, 1)), (day(2, 3), day(12, 31))];
    rejects(&input, &Folder::correct(), "c02_start", "plan.csv line 6", "no approval");
}

#[test]
fn c02_start_needs_one_approval_for_all_days() {
    let mut input = instance();
    input.goals[0].eligible[0].approved = vec![(day(1, 1), day(1, 11)), (day(1, 12), day(12, 31))];
    rejects(&input, &Folder::correct(), "c02_start", "plan.csv line 2", "no approval");
}

#[test]
fn c02_start_of_an_archived_goal_is_rejected() {
    let mut input = instance();
    input.goals[0].archived_from = Some(day(1, 12));
    rejects(&input, &Folder::correct(), "c02_start", "plan.csv line 2", "archived");
}

#[test]
fn c02_start_at_a_site_without_approval_is_rejected() {
    rejects_plan("beta,beta-1,2027-02-02", "alfa,alfa-1,2027-02-02", "c02_start", "no approval or equipment");
}

#[test]
fn c02_start_whose_days_leave_the_year_is_rejected() {
    rejects_plan("2027-01-11,2027-01-12", "2027-12-31,2028-01-03", "c02_start", "plan year");
}

// C03, C04, C07, C08

#[test]
fn c03_room_capacity_over_by_one_on_one_day_is_rejected() {
    // 10005 moves to 12 January, the second day of 10001.
    let folder = Folder::correct().with("plan.csv", "2027-01-18,2027-01-18", "2027-01-12,2027-01-12");
    rejects(&instance(), &folder, "c03_room_capacity", "alfa-1|2027-01-12", "2 courses");
    let verdict = verify(&instance(), &folder.bytes());
    assert_eq!(verdict.violations.iter().filter(|v| v.rule == "c03_room_capacity").count(), 1);
}

#[test]
fn c03_room_capacity_that_was_lowered_later_is_noticed() {
    let mut input = instance();
    input.sites[0].rooms[day(1, 12).index()] = 0;
    rejects(&input, &Folder::correct(), "files", "plan.csv line 2", "end_date");
    let mut input = instance();
    input.sites[0].rooms.iter_mut().for_each(|r| *r *= 2);
    let folder = Folder::correct().with("plan.csv", "2027-01-18,2027-01-18", "2027-01-12,2027-01-12");
    let verdict = verify(&input, &folder.bytes());
    assert!(verdict.violations.iter().all(|v| v.rule != "c03_room_capacity"), "two rooms hold both");
}

#[test]
fn c04_teacher_capacity_over_by_one_on_one_day_is_rejected() {
    let mut input = instance();
    input.sites[0].rooms.iter_mut().for_each(|r| *r *= 2);
    let folder = Folder::correct().with("plan.csv", "2027-01-18,2027-01-18", "2027-01-12,2027-01-12");
    rejects(&input, &folder, "c04_teacher_capacity", "alfa|Transport|2027-01-12", "2 courses");
}

#[test]
fn c07_guarantee_cap_passed_by_one_is_rejected() {
    let mut input = instance();
    input.schools[BETA].guarantee_cap = Some(0);
    rejects(&input, &Folder::correct(), "c07_guarantee_cap", "beta", "1 guarantee courses, at most 0");
}

#[test]
fn c08_yearly_limit_passed_by_one_is_rejected() {
    let mut input = instance();
    input.schools[ALFA].max_course_days = Some(2);
    rejects(&input, &Folder::correct(), "c08_yearly_limit", "alfa", "3 course days, at most 2");
}

// C05

#[test]
fn c05_window_with_two_runs_is_rejected() {
    // 2027 has 53 weeks: week 26, from 28 June, is still in the first half; week 27, from 5 July, in the second.
    rejects_plan("2027-10-04,2027-10-04", "2027-06-28,2027-06-28", "c05_window", "another run");
    let folder = Folder::correct().with("plan.csv", "2027-10-04,2027-10-04", "2027-07-05,2027-07-05");
    let verdict = verify(&instance(), &folder.bytes());
    assert!(verdict.violations.iter().all(|v| v.rule != "c05_window"), "{:#?}", verdict.violations);
}

/// The correct plan with both runs of 10005 asked for by forms, alfa-1 and beta-1, each on a date in an ISO week.
fn both_runs(alfa: (&str, &str), beta: (&str, &str)) -> Folder {
    let row = |(start, week): (&str, &str), from_form: bool| {
        let rest = if from_form { "false,10,20,20.000,1.000,form" } else { "false,10,16,16.000,1.000,assigned" };
        format!("{start},{start},1,{week},{rest}")
    };
    Folder::correct().with("plan.csv", &row(("2027-01-18", "2027-W03"), false), &row(alfa, true)).with(
        "plan.csv",
        &row(("2027-10-04", "2027-W40"), false),
        &row(beta, true),
    )
}

#[test]
fn c05_window_of_a_fixed_run_is_closed() {
    // One run of 10005 is fixed in October, the plan adds the other: two windows, the second one closed.
    let mut input = instance();
    input.goals[4].required = vec![required(0, When::Fixed(day(10, 4), day(10, 10)))];
    let added = |start: &str| {
        both_runs(("2027-10-04", "2027-W40"), (start, "2027-W40")).with(
            "plan.csv",
            &format!("{start},{start},1,2027-W40,false,10,20,20.000,1.000,form"),
            &format!("{start},{start},1,2027-W40,false,10,16,16.000,1.000,assigned"),
        )
    };
    rejects(&input, &added("2027-10-05"), "c05_window", "plan.csv line 5 window 2 of 2", "a fixed run");
    let verdict = verify(&input, &added("2027-02-08").bytes());
    assert!(verdict.violations.iter().all(|v| v.rule != "c05_window"), "{:#?}", verdict.violations);
}

#[test]
fn c05_window_of_free_required_runs_is_a_week() {
    let mut input = instance();
    input.goals[4].required = vec![required(0, When::Free), required(1, When::Free)];
    let week = both_runs(("2027-10-04", "2027-W40"), ("2027-10-08", "2027-W40"));
    rejects(&input, &week, "c05_window", "plan.csv line 5", "another run");
    let next = both_runs(("2027-10-08", "2027-W40"), ("2027-10-11", "2027-W41"));
    let verdict = verify(&input, &next.bytes());
    let wrong = |v: &&Violation| v.rule == "c05_window" || v.rule == "c06_fixed";
    assert_eq!(verdict.violations.iter().find(wrong), None, "Friday and the Monday after are two weeks");
    // Two fixed runs may start in one week.
    let fixed = When::Fixed(day(10, 4), day(10, 10));
    input.goals[4].required = vec![required(0, fixed), required(1, fixed)];
    assert_eq!(verify(&input, &week.bytes()).violations.iter().find(wrong), None);
}

#[test]
fn c05_window_lets_a_run_within_a_long_period_stand_for_a_free_one() {
    let rows = [("2027-09-29", "2027-W39"), ("2027-10-04", "2027-W40"), ("2027-10-08", "2027-W40")];
    let row = |(i, (start, week)): (usize, &(&str, &str))| {
        let goal = "10005,\"Mål 10005, æøå\",2222,Transport";
        format!("{goal},{},alfa,alfa-1,{start},{start},1,{week},false,10,20,13.333,1.000,form,false\n", i + 1)
    };
    let three: String = rows.iter().enumerate().map(row).collect();
    let folder = Folder::correct().with("plan.csv", "10006,\"", &(three + "10006,\""));
    let plan = |fixed: When| {
        let mut input = instance();
        input.goals[4].required = vec![required(0, fixed), required(0, When::Free), required(0, When::Free)];
        let without = folder.clone().without_lines("plan.csv", ",assigned,false");
        verify(&input, &without.bytes())
            .violations
            .iter()
            .filter(|v| ["c05_window", "c06_fixed"].contains(&v.rule.as_str()))
            .count()
    };
    // The free runs lie in two weeks when one of week 40 counts as the run of the long period, though that of week 39 fits it too.
    assert_eq!(plan(When::Fixed(day(9, 27), day(12, 10))), 0);
    assert_eq!(plan(When::Fixed(day(9, 27), day(9, 30))), 1, "only the run of week 39 fits, and the others lie in one week");
}

#[test]
fn c05_window_is_waived_where_free_runs_cannot_keep_it() {
    let mut input = instance();
    input.goals[4].required = vec![required(0, When::Free), required(1, When::Free)];
    for eligible in &mut input.goals[4].eligible {
        eligible.approved = vec![(day(10, 4), day(10, 10))];
    }
    let week = both_runs(("2027-10-04", "2027-W40"), ("2027-10-08", "2027-W40"));
    let verdict = verify(&input, &week.bytes());
    assert!(verdict.violations.iter().all(|v| v.rule != "c05_window"), "{:#?}", verdict.violations);
}

// C06

#[test]
fn c06_fixed_run_on_another_day_is_rejected() {
    rejects_plan("2027-01-11,2027-01-12", "2027-01-13,2027-01-14", "c06_fixed", "alfa offers 10001");
}

#[test]
fn c06_fixed_run_at_another_site_is_rejected() {
    rejects_plan("alfa,alfa-1,2027-01-11", "beta,beta-1,2027-01-11", "c06_fixed", "alfa offers 10001");
}

#[test]
fn c06_fixed_run_made_a_guarantee_against_the_form_is_rejected() {
    rejects_plan("2027-W02,false,10", "2027-W02,true,5", "c06_fixed", "alfa offers 10001");
}

#[test]
fn c06_fixed_origin_minimum_and_seats_come_from_the_input() {
    rejects_plan("12.000,1.000,form", "12.000,1.000,lock", "c06_fixed", "alfa offers 10001");
    rejects_plan("2027-W02,false,10,20", "2027-W02,false,9,20", "c06_fixed", "alfa offers 10001");
    rejects_plan("2027-W02,false,10,20", "2027-W02,false,10,21", "c06_fixed", "alfa offers 10001");
    rejects_plan("2027-W05,false,1,1,", "2027-W05,false,2,1,", "c06_fixed", "min_participants is 2");
    rejects_plan("2027-W05,false,1,1,", "2027-W05,false,1,2,", "c06_fixed", "max_participants is 2");
    rejects_plan("0.503,0.503,assigned", "0.503,0.503,form", "c06_fixed", "no form or lock asks");
}

#[test]
fn c06_fixed_a_guarantee_with_minimum_six_is_rejected() {
    rejects_plan("2027-W15,true,5", "2027-W15,true,6", "c06_fixed", "min_participants is 6 but must be 5");
}

#[test]
fn c06_fixed_a_guarantee_where_the_goal_allows_none_is_rejected() {
    rejects_plan("2027-W05,false,1,1,", "2027-W05,true,1,1,", "c06_fixed", "may not be a guarantee");
}

#[test]
fn c06_fixed_a_forbidden_date_is_rejected() {
    let lock = |school: Option<usize>, site: Option<usize>, days: Option<(Day, Day)>| {
        let mut input = instance();
        let (school, site) = (school.map(SchoolIx::from), site.map(SiteIx::from));
        input.goals[5].forbidden = vec![Forbidden { school, site, days, source: source() }];
        input
    };
    let week = Some((day(2, 1), day(2, 7)));
    for input in [lock(Some(BETA), None, week), lock(None, Some(1), week), lock(None, None, week), lock(Some(BETA), None, None)] {
        rejects(&input, &Folder::correct(), "c06_fixed", "plan.csv line 6", "a lock forbids");
    }
    for input in [lock(Some(ALFA), None, week), lock(None, None, Some((day(2, 3), day(2, 3))))] {
        let verdict = verify(&input, &Folder::correct().bytes());
        assert!(verdict.violations.iter().all(|v| v.rule != "c06_fixed"), "another school or day: {:#?}", verdict.violations);
    }
}

#[test]
fn c06_fixed_a_school_that_declined_is_not_used() {
    let mut input = instance();
    input.goals[5].declined = vec![SchoolIx::from(BETA)];
    rejects(&input, &Folder::correct(), "c06_fixed", "plan.csv line 6", "declined");
}

#[test]
fn c06_fixed_a_run_too_many_is_rejected() {
    let second = "10006,\"Mål 10006, æøå\",3333,Industri,2,beta,beta-1,2027-09-07,2027-09-07,1,2027-W36,false,1,1,0.503,0.503,assigned,true";
    let folder = Folder::correct().and_line("plan.csv", second);
    rejects(&instance(), &folder, "c06_fixed", "10006", "2 runs, at most 1");
}

#[test]
fn c06_fixed_an_agreement_leaves_room_for_required_runs_only() {
    let mut input = instance();
    let agreement = Agreement { outside_school: "gamma".into(), reference: "B".into(), start_date: String::new() };
    input.goals[5].agreement = Some(agreement);
    rejects(&input, &Folder::correct(), "c06_fixed", "10006", "1 runs, at most 0");
}

// Announcements

#[test]
fn announcements_with_a_wrong_mirror_date_are_rejected() {
    let from = "mirror,beta,beta-1,\"Skolevej 1, 0800 Bøvling\",2027-04-14,2027-04-14";
    let to = "mirror,beta,beta-1,\"Skolevej 1, 0800 Bøvling\",2027-04-15,2027-04-14";
    rejects_paper("announcements.csv", from, to, "announcements");
}

#[test]
fn announcements_name_the_executing_school_and_its_address() {
    rejects_paper("announcements.csv", "beta,10001,mirror,alfa,alfa-1", "beta,10001,own,alfa,alfa-1", "announcements");
    rejects_paper("announcements.csv", "beta,10001,mirror,alfa", "beta,10001,mirror,beta", "announcements");
    rejects_paper(
        "announcements.csv",
        "mirror,alfa,alfa-1,\"Skolevej 1, 0800",
        "mirror,alfa,alfa-1,\"Skolevej 1, 800",
        "announcements",
    );
    rejects_paper("announcements.csv", "alfa,10003,agreement,gamma", "alfa,10003,agreement,alfa", "announcements");
    rejects_paper("announcements.csv", "alfa,10004,gap", "alfa,10004,agreement", "announcements");
}

#[test]
fn announcements_have_one_row_per_duty() {
    rejects_paper("announcements.csv", "alfa,10004,gap,,,,,\n", "", "announcements");
    rejects_paper("announcements.csv", "alfa,10004,gap,,,,,\n", "alfa,10004,gap,,,,,\nalfa,10004,gap,,,,,\n", "announcements");
    rejects_paper("announcements.csv", "alfa,10004,gap,,,,,\n", "alfa,10004,gap,,,,,\nbeta,10004,gap,,,,,\n", "announcements");
}

// Gaps

#[test]
fn gaps_proven_needs_that_no_placement_exists() {
    let mut input = instance();
    input.goals[3].eligible = vec![eligible(0)];
    rejects(&input, &Folder::correct(), "gaps", "gaps.csv line 3", "possible start with room");
    // Only 11 January is left, and there the form of 10001 has the one room.
    input.goals[3].eligible[0].approved = vec![(day(1, 11), day(1, 11))];
    let verdict = verify(&input, &Folder::correct().bytes());
    assert!(verdict.violations.iter().all(|v| v.rule != "gaps"), "{:#?}", verdict.violations);
    // A run that may start any day of a week takes no room for sure.
    input.goals[0].required[0].when = When::Fixed(day(1, 11), day(1, 17));
    rejects(&input, &Folder::correct(), "gaps", "gaps.csv line 3", "possible start with room");
}

#[test]
fn gaps_proven_by_teachers_or_the_yearly_limit() {
    let mut input = instance();
    input.sites[0].rooms.iter_mut().for_each(|r| *r *= 3);
    input.goals[3].eligible = vec![eligible(0)];
    input.goals[3].eligible[0].approved = vec![(day(1, 11), day(1, 11))];
    let verdict = verify(&input, &Folder::correct().bytes());
    assert!(verdict.violations.iter().all(|v| v.rule != "gaps"), "teachers: {:#?}", verdict.violations);
    input.pools.clear();
    rejects(&input, &Folder::correct(), "gaps", "gaps.csv line 3", "possible start with room");
    input.schools[ALFA].max_course_days = Some(2);
    let verdict = verify(&input, &Folder::correct().bytes());
    assert!(verdict.violations.iter().all(|v| v.rule != "gaps"), "limit: {:#?}", verdict.violations);
}

#[test]
fn gaps_rows_are_checked() {
    rejects_paper("gaps.csv", "Aftale,,,A-17", "Aftale,,,A-18", "gaps");
    rejects_paper("gaps.csv", "\"Mål 10004, æøå\",2222", "\"Mål 10004, æøå\",3333", "gaps");
    rejects_paper("gaps.csv", "2222,true,Ingen", "2222,ja,Ingen", "gaps");
    let folder = Folder::correct().and_line("gaps.csv", "99999,x,2222,false,,,,");
    rejects(&instance(), &folder, "gaps", "gaps.csv line 4", "99999 is not in scope");
}

// Loads and areas

#[test]
fn loads_are_recomputed() {
    rejects_paper("loads.csv", "alfa,2,3,0,1", "alfa,2,2,0,1", "loads");
    rejects_paper("loads.csv", "28.000,2,1", "28.000,2,0", "loads");
    rejects_paper("loads.csv", "24.503,4,-1", "24.503,5,-1", "loads");
    rejects_paper("loads.csv", "alfa,2,3,0,1,28.000,2,1\n", "", "loads");
    rejects_paper("loads.csv", "beta,3,3,1,2", "gamma,0,0,0,0,0.000,0,0\nbeta,3,3,1,2", "loads");
}

#[test]
fn areas_are_recomputed() {
    rejects_paper("areas.csv", "0101,Transport,2,3", "0101,Transport,3,3", "areas");
    rejects_paper("areas.csv", "0101,Industri,0,1,40.0", "0101,Industri,0,1,40.1", "areas");
    rejects_paper("areas.csv", "5.0,10001", "5.0,10002", "areas");
    rejects_paper("areas.csv", "0202,Industri,1,1,5.0,10006\n", "", "areas");
    rejects_paper("areas.csv", "0202,Industri", "0303,Industri,0,0,200.0,10006\n0202,Industri", "areas");
}

// Objective and result.json

#[test]
fn objective_wrong_by_one_is_rejected() {
    rejects_paper("result.json", "\"objective\": 23887", "\"objective\": 23888", "objective");
    rejects_paper("result.json", "\"value\": -2500", "\"value\": -2499", "objective");
    rejects_paper(
        "result.json",
        "\"o07_stability\": {\"value\": -600, \"weight\": 1000",
        "\"o07_stability\": {\"value\": -600, \"weight\": 900",
        "objective",
    );
    rejects_paper("result.json", "0.016470", "0.016480", "objective");
    rejects_paper("result.json", "52.503", "52.504", "objective");
    let moved = "\"o07_stability\": {\"value\": -600, \"weight\": 1000, \"natural\": ";
    rejects_paper("result.json", &format!("{moved}1"), &format!("{moved}0"), "objective");
    rejects_paper("result.json", "\"status\": \"work_limit\"", "\"status\": \"optimal\"", "objective");
    rejects_paper("result.json", "\"status\": \"work_limit\"", "\"status\": \"within_gap\"", "objective");
    for (from, to) in [
        ("\"asked_gap\": 0.01", "\"asked_gap\": -0.01"),
        ("\"asked_gap\": 0.01", "\"asked_gap\": \"0.01\""),
        ("\"asked_gap\": 0.01, ", ""),
        ("\"seconds\": 0.1", "\"seconds\": -0.1"),
        ("\"seconds\": 0.1, ", ""),
    ] {
        rejects_paper("result.json", from, to, "files");
    }
    rejects_paper("result.json", "\"terms\": {", "\"terms\": {\"o09_luck\": {\"value\": 0},", "objective");
}

#[test]
fn objective_counts_are_recomputed() {
    for (from, to) in [
        ("\"goals_in_scope\": 6", "\"goals_in_scope\": 5"),
        ("\"covered\": 4", "\"covered\": 5"),
        ("\"gaps\": 1", "\"gaps\": 0"),
        ("\"agreements\": 1", "\"agreements\": 2"),
        ("\"runs\": 5", "\"runs\": 6"),
        ("\"guarantee_runs\": 1", "\"guarantee_runs\": 2"),
        ("\"narrow_held\": 2.503", "\"narrow_held\": 2.504"),
    ] {
        rejects_paper("result.json", from, to, "objective");
    }
}

#[test]
fn a_plan_with_the_seed_of_the_command_line_is_accepted() {
    let folder = Folder::correct().with("result.json", "\"seed\": 1", "\"seed\": 18446744073709551615");
    assert_eq!(verify(&instance(), &folder.bytes()).violations, vec![]);
}

#[test]
fn files_of_another_input_profile_or_plan_are_rejected() {
    rejects_paper("result.json", "\"00ff\"", "\"00fe\"", "files");
    rejects_paper("result.json", "{\"goals.csv\"", "{\"more.csv\": \"1\", \"goals.csv\"", "files");
    rejects_paper("result.json", "\"hand\"", "\"balanced\"", "files");
    rejects_paper("result.json", "\"seed\": 1", "\"seed\": -2", "files");
    let other = Folder::correct().with("result.json", "\"seed\": 1", "\"seed\": 2");
    assert!(verify(&instance(), &other.bytes()).accepted(), "a plan may be made with a seed of its own");
    rejects_paper("result.json", "PLAN-HASH", "0000", "files");
    rejects_paper("result.json", "work_limit", "done", "files");
    // Plans of before these keys have neither, as the folder by hand.
    let named = |year: &str, network: &str| format!("\"year\": {year}, \"network\": \"{network}\", \"seed\": 1");
    let right = Folder::correct().with("result.json", "\"seed\": 1", &named("2027", "Lille netværk"));
    assert!(verify(&instance(), &right.bytes()).accepted());
    rejects_paper("result.json", "\"seed\": 1", &named("2026", "Lille netværk"), "files");
    rejects_paper("result.json", "\"seed\": 1", &named("2027", "Et andet"), "files");
}

#[test]
fn announcements_of_further_runs_that_do_not_exist_are_rejected() {
    let wide = || {
        let lines = Folder::correct().with("announcements.csv", "\n", ",\n");
        lines.with("announcements.csv", "end_date,\n", "end_date,further_runs\n")
    };
    assert_eq!(verify(&instance(), &wide().bytes()).violations, vec![]);
    for (from, to) in [
        ("2027-10-04,\n", "2027-10-04,2027-11-01/2027-11-01@beta-1\n"),
        ("beta,10005,own,beta,beta-1,\"Skolevej 1, 0800 Bøvling\",2027-10-04,2027-10-04,\n", ""),
        ("alfa,10004,gap,,,,,,\n", "alfa,10004,gap,,,,,,2027-11-01/2027-11-01@beta-1\n"),
    ] {
        rejects(&instance(), &wide().with("announcements.csv", from, to), "announcements", "announcements.csv", "");
    }
}

// Files

#[test]
fn files_that_are_missing_or_damaged_are_named() {
    for file in ["plan.csv", "announcements.csv", "gaps.csv", "areas.csv", "loads.csv", "certificate.csv", "result.json"] {
        rejects(&instance(), &Folder::correct().without(file), "files", file, "missing");
    }
    rejects(&instance(), &Folder::correct().with("plan.csv", "goal_code,", "goal,"), "files", "plan.csv line 1", "goal_code");
    rejects(&instance(), &Folder::correct().and_line("plan.csv", "10001,x"), "files", "plan.csv", "cannot be read");
    rejects(
        &instance(),
        &Folder::correct().with("result.json", "\"status\"", "status"),
        "files",
        "result.json",
        "cannot be read",
    );
    let mut bytes = Folder::correct().bytes();
    bytes.insert("loads.csv".into(), vec![0xff, 0xfe, b'\n', 0xff]);
    assert!(verify(&instance(), &bytes).violations.iter().any(|v| v.rule == "files" && v.place.en.contains("loads.csv")));
    bytes.insert("plan.csv".into(), Vec::new());
    assert!(verify(&instance(), &bytes).violations.iter().any(|v| v.rule == "files" && v.place.en.contains("plan.csv")));
}

#[test]
fn files_the_rows_of_the_plan_agree_with_the_input() {
    for (from, to, words) in [
        ("10006,\"Mål", "99999,\"Mål", "goal 99999 is not in scope"),
        ("beta,beta-1,2027-02-02", "beta,beta-9,2027-02-02", "site beta-9 is not known"),
        ("\"Mål 10006, æøå\",3333", "\"Mål 10006\",3333", "title"),
        ("3333,Industri", "2222,Industri", "fkb_code"),
        ("3333,Industri", "3333,Transport", "branch_group"),
        ("beta,beta-1,2027-02-02", "alfa,beta-1,2027-02-02", "school_id"),
        ("2027-02-02,2027-02-02,1", "2027-02-02,2027-02-03,1", "end_date"),
        ("2027-02-02,2027-02-02,1", "2027-02-02,2027-02-02,2", "days is"),
        ("2027-02-02,2027-02-02", "2026-02-02,2027-02-02", "not in the plan year"),
        ("2027-02-02,2027-02-02", "2/2/2027,2027-02-02", "start_date"),
        ("2027-W05", "2027-W06", "iso_week"),
        ("0.503,0.503,assigned", "0.504,0.503,assigned", "expected_participants"),
        ("0.503,0.503,assigned", "0.503,0.504,assigned", "probability_held"),
        ("0.503,0.503,assigned,true", "0.503,0.503,assigned,false", "narrow"),
        ("0.503,0.503,assigned", "0.503,0.503,given", "origin"),
        ("2027-W05,false", "2027-W05,nej", "guarantee"),
        ("Transport,2,beta", "Transport,3,beta", "runs are numbered by start date"),
        ("Transport,2,beta", "Transport,1,beta", "not sorted"),
        ("2027-W05,false,1,", "2027-W05,false,-1,", "min_participants"),
    ] {
        rejects_plan(from, to, "files", words);
    }
}

#[test]
fn files_for_people_must_be_those_written_with_the_plan() {
    let mut files = Folder::correct().bytes();
    files.insert("hulliste.csv".to_owned(), b"changed by hand".to_vec());
    let verdict = verify(&instance(), &files);
    assert!(verdict.violations.iter().any(|v| v.rule == "files" && v.place == Text::same("result.json outputs.hulliste.csv")));
}

// The certificate

#[test]
fn certificate_with_a_forged_price_is_rejected() {
    // One more on the room of 11 January: capacity 1 and one payer, so the bound stays; on a day nobody uses it rises.
    let same = Folder::correct().with("certificate.csv", "2027-01-11,5000", "2027-01-11,6000");
    assert!(verify(&instance(), &same.bytes()).accepted(), "another proof of the same bound");
    let folder = Folder::correct().with("certificate.csv", "2027-01-11,5000", "2027-03-01,5000");
    let verdict = rejects(&instance(), &folder, "certificate", "result.json bound", "24292");
    assert_eq!(verdict.bound, BOUND + 5);
    // A lower price on alfa's load: rows lose 2 each, goals gain 3 each.
    let folder = Folder::correct().with("certificate.csv", "o04_load,alfa,40000", "o04_load,alfa,30000");
    assert_eq!(rejects(&instance(), &folder, "certificate", "result.json bound", "").bound, BOUND + 10);
}

#[test]
fn certificate_bound_must_be_the_one_that_the_prices_prove() {
    let folder = Folder::correct().with("result.json", "24287", "24286");
    rejects(&instance(), &folder, "certificate", "result.json bound", "must be 24287");
    let folder = Folder::correct().with("result.json", "24287", "24288");
    rejects(&instance(), &folder, "certificate", "result.json bound", "must be 24287");
    let folder = Folder::correct().with("result.json", "24287", "23886");
    rejects(&instance(), &folder, "certificate", "result.json bound", "below the value");
}

#[test]
fn certificate_rows_must_exist_once_with_a_usable_price() {
    let wrong = [
        ("c03_room_capacity,alfa-2|2027-01-11,5000", "no row"),
        ("c03_room_capacity,alfa-1|2028-01-11,5", "no row"),
        ("c03_room_capacity,alfa-1,5", "no row"),
        ("c03_room_capacity,alfa-1|10001|0|2027-01-11|2027-01-12,5", "no row"),
        ("c03_room_capacity,alfa-1|10001|9|2027-01-11|2027-01-12,5", "no row"),
        ("c03_room_capacity,alfa-1|10001|1|2027-01-12|2027-01-12,5", "no row"),
        ("c03_room_capacity,alfa-1|10001|1|2027-01-13|2027-01-12,5", "no row"),
        ("c03_room_capacity,alfa-1|10001|1|2027-01-15|2027-01-16,5", "no row"),
        ("c03_room_capacity,alfa-1|99999|1|2027-01-11|2027-01-12,5", "no row"),
        ("c03_room_capacity,alfa-1|10001|1|2027-01-11|2027-01-12,0", "not positive"),
        ("c03_room_capacity,alfa-1|10001|1|2027-01-11|2027-01-12,1000000000001", "above"),
        ("c04_teacher_capacity,alfa|Transport|2027-01-18,5000", "no row"),
        ("c04_teacher_capacity,beta|Transport|2027-01-12,5000", "no row"),
        ("c07_guarantee_cap,alfa,5", "no row"),
        ("c08_yearly_limit,beta,5", "no row"),
        ("o03_spread,2222|gamma,5", "no row"),
        ("o04_load,gamma,5", "no row"),
        ("c01_cover,10001,5", "no row"),
        ("c02_start,10001,5", "no row"),
        ("o04_load,alfa,1", "two prices"),
        ("o04_load,beta,0", "not positive"),
        ("o04_load,beta,-1", "not positive"),
        ("o04_load,beta,1.5", "not an integer"),
        ("o04_load,beta,+1", "not an integer"),
        ("o04_load,beta,01", "not an integer"),
        ("o04_load,beta,300001", "above 300000"),
        ("o03_spread,2222|beta,400001", "above 400000"),
    ];
    for (line, words) in wrong {
        rejects(&instance(), &Folder::correct().and_line("certificate.csv", line), "certificate", "line 8", words);
    }
}

/// The room of alfa-1 costs 3 over a window. 10001 is there on 11 and 12 January and pays where it holds the whole window, or is set apart
/// and there on any of its days; the other goals have other days. What nobody pays is added to the bound.
#[test]
fn certificate_price_of_a_window_is_paid_by_runs_that_hold_it_and_by_the_run_set_apart() {
    let windows = [
        ("10001|1|2027-01-11|2027-01-12", 0),
        ("10001|1|2027-01-12|2027-01-13", 0),
        ("10001|1|2027-01-13|2027-01-14", 3),
        ("10005|1|2027-01-11|2027-01-12", 0),
        ("10005|1|2027-01-12|2027-01-13", 3),
        ("10005|1|2027-01-11|2027-01-13", 3),
    ];
    for (window, more) in windows {
        let line = format!("c03_room_capacity,alfa-1|{window},3000");
        let verdict = verify(&instance(), &Folder::correct().and_line("certificate.csv", &line).bytes());
        assert_eq!(verdict.bound, BOUND + more, "{window}");
        let complaints: Vec<_> = verdict.violations.iter().map(|v| v.rule.clone()).collect();
        assert_eq!(complaints.is_empty(), more == 0, "{window}: {complaints:?}");
    }
}

#[test]
fn certificate_key_of_a_code_with_a_bar_is_understood() {
    let mut barred = instance();
    let fkb = barred.fkbs.iter_mut().find(|f| f.code == "2222").expect("FKB 2222");
    fkb.code = "2|2".to_owned();
    let verdict = verify(&barred, &Folder::correct().with("certificate.csv", "2222|alfa", "2|2|alfa").bytes());
    assert_eq!((verdict.bound, verdict.violations.iter().filter(|v| v.rule == "certificate").count()), (BOUND, 0));
}

#[test]
fn certificate_tiers_of_a_soft_row_add_their_width() {
    // alfa's fair share is 2, the first tier 1 wide at 40, the second floor(2 · 0.25) = 0 wide: at a price of 240 the row
    // counts 2 · 240 + 1 · 200 = 680 instead of 80. 10001 pays 400 more; 10005 would pay 200 more at alfa and goes to beta
    // twice: 6800 instead of 6950.
    let folder = Folder::correct().with("certificate.csv", "o04_load,alfa,40000", "o04_load,alfa,240000");
    assert_eq!(verify(&instance(), &folder.bytes()).bound, BOUND + 600 - 400 - 150);
}

#[test]
fn certificate_price_of_a_guarantee_decides_whether_a_run_is_one() {
    // A price of 9500 on the cap makes 10002 worthless as a guarantee course: as an ordinary run it is not held, worth 1050 (800 + 400 - 150).
    let folder = Folder::correct().with("certificate.csv", "c07_guarantee_cap,beta,100000", "c07_guarantee_cap,beta,9500000");
    assert_eq!(verify(&instance(), &folder.bytes()).bound, BOUND + 9400 - 9350 + 1050);
}

#[test]
fn certificate_price_on_gaps_counts_the_gaps_that_could_run() {
    // 10004 can run nowhere: the capacity is 0, and every other goal always runs, whatever it costs.
    let gaps = |folder: Folder, price: &str| folder.and_line("certificate.csv", &format!("c01_cover,gaps,{price}"));
    assert_eq!(verify(&instance(), &gaps(Folder::correct(), "1000000").bytes()).bound, BOUND);
    // At 2900 a course day at beta 10006 would be worth 1973 - 2900. 10002 and 10005 pay 2900 once each (10005 would get
    // 3000 from two runs at alfa, 4050 as before). The row counts 3 · 2900.
    let mut input = instance();
    input.schools[BETA].max_course_days = Some(3);
    let dear = Folder::correct().and_line("certificate.csv", "c08_yearly_limit,beta,2900000");
    let bound = BOUND + 8700 - 2900 - 2900 - 2900;
    assert_eq!(verify(&input, &dear.bytes()).bound, bound);
    // When 10006 is left out of the plan though it could run, each goal may be left out: 10006 for 0, or for the price.
    let without = dear.with("plan.csv", SIXTH_RUN, "");
    assert_eq!(verify(&input, &without.bytes()).bound, bound + 927);
    assert_eq!(verify(&input, &gaps(without, "200000").bytes()).bound, bound + 927 - 200 + 200);
}

#[test]
fn certificate_with_shuffled_rows_is_the_same() {
    let folder = Folder::correct().with("certificate.csv", "o04_load,alfa,40000\n", "").with(
        "certificate.csv",
        "rule,key,price\n",
        "rule,key,price\no04_load,alfa,40000\n",
    );
    assert!(verify(&instance(), &folder.bytes()).accepted());
}

/// The correct folder with this `replan`, judged beside the earlier plan.
fn with_replan(replan: &Value, earlier: Option<&str>) -> Vec<Violation> {
    let mut files = Folder::correct().bytes();
    let mut result: Value = serde_json::from_slice(&files["result.json"]).expect("JSON");
    result["replan"] = replan.clone();
    files.insert("result.json".to_owned(), result.to_string().into_bytes());
    verify_change(&instance(), &files, earlier.map(str::as_bytes)).violations
}

#[test]
fn what_is_said_of_a_change_is_counted_again() {
    let plan = String::from_utf8(Folder::correct().bytes()["plan.csv"].clone()).expect("UTF-8");
    let sha = |text: &str| format!("{:x}", Sha256::digest(text));
    // 10006 was a day later (1), 10002 ran once more at a site that is no more (3), and 19999 is out of scope (0).
    let gone = SIXTH_RUN.replace("beta,beta-1", "gamma,gamma-1");
    let earlier = plan.replace(SIXTH_RUN, &SIXTH_RUN.replace("2027-02-02", "2027-02-03"))
        + &gone.replace("10006", "10002")
        + &gone.replace("10006", "19999");
    let right = json!({
        "base_plan_sha256": sha(&earlier), "change_cost": 4, "needed_change_cost": 3, "least_change_cost": 3, "proven": true,
    });
    assert_eq!(with_replan(&right, Some(&earlier)), vec![]);
    assert_eq!(with_replan(&right, None), vec![]);
    let wrong = [
        ("change_cost", json!(5), true),
        ("change_cost", json!(3), true),
        ("change_cost", json!(-1), false),
        ("change_cost", json!("4"), false),
        ("needed_change_cost", json!(2), false),
        ("least_change_cost", json!(2), false),
        ("least_change_cost", json!(4), false),
        ("least_change_cost", json!(2.5), false),
        ("proven", json!(false), false),
        ("proven", json!(1), false),
        ("base_plan_sha256", json!("abc"), false),
        ("base_plan_sha256", json!(sha(&plan)), true),
        ("of_my_own", json!(1), false),
    ];
    for (key, value, needs_earlier) in wrong {
        let mut stated = right.clone();
        stated[key] = value.clone();
        let found = with_replan(&stated, Some(&earlier));
        assert!(!found.is_empty() && found.iter().all(|v| v.rule == "replan"), "{key} {value}: {found:?}");
        assert_eq!(with_replan(&stated, None).is_empty(), needs_earlier, "{key} {value}");
    }
    for stated in [json!(null), json!([]), json!(7), json!({ "proven": true })] {
        assert!(!with_replan(&stated, None).is_empty(), "{stated}");
    }
    let spoilt = earlier.replace("2027-02-03", "2027-02-04");
    assert!(with_replan(&right, Some(&spoilt)).iter().any(|v| v.rule == "replan" && v.place.en.contains("base_plan_sha256")));
}
