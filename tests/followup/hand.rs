//! Small cases worked out by hand, on the network of `common::enrolment`.

use amuplan::domain::instance::Instance;
use amuplan::domain::plan::Plan;
use amuplan::followup::FollowUp;
use amuplan::followup::advice::{Action, Reason};
use amuplan::followup::pooling::Destination;
use amuplan::followup::runs::Light;
use amuplan::followup::seekers::Seeking;

use crate::common::enrolment::{MARCH, WRONG, date, folder, plan, with_march, with_status};
use crate::common::put;
use crate::followed;

type Runs<'a> = &'a [(&'a str, &'a str, &'a str, bool)];

fn made(rows: &str, runs: Runs, today: &str) -> (Instance, Plan, FollowUp) {
    let instance = with_status(folder(2027), rows);
    let plan = plan(&instance, runs);
    let (follow_up, _) = followed(&instance, &plan, today);
    (instance, plan, follow_up)
}

/// Action and reason of each run with advice.
fn advice(f: &FollowUp) -> Vec<(usize, Action, Reason)> {
    f.advice.iter().map(|a| (a.run, a.action, a.reason)).collect()
}

/// Where from, how many, where to, kilometres.
fn transfers(f: &FollowUp) -> Vec<(Seeking, u32, Destination, i64)> {
    f.transfers.iter().map(|t| (t.from, t.persons, t.to, t.metres / 1000)).collect()
}

/// Site, start, guarantee, persons and kilometres of each proposed run.
fn proposals(i: &Instance, f: &FollowUp) -> Vec<(String, String, bool, u32, i64)> {
    let row = |n: &amuplan::followup::new_runs::NewRun| {
        let (site, start) = (i.site(n.run.site).id.clone(), i.calendar.date(n.run.start).to_string());
        (site, start, n.run.guarantee, n.persons, n.farthest / 1000)
    };
    f.new_runs.iter().map(row).collect()
}

/// Mean 9; the deadline is 30 days away, so 9 · 30 / 90 = 3 are still to come. P(X >= k) for mean 3, e^-3 = 0.049787:
/// k = 1: 1 - 0.049787; k = 2: 1 - 4 · 0.049787 = 0.800852; k = 4: 1 - 13 · 0.049787 = 0.352768; k = 7: 1 - 19.4125 · 0.049787 = 0.033509.
#[test]
fn the_chance_to_fill_a_run_is_the_poisson_sum_of_those_still_to_come() {
    for (enrolled, chance, light) in
        [(7, 950, Light::Green), (6, 801, Light::Green), (4, 353, Light::Yellow), (1, 34, Light::Red)]
    {
        let (_, _, f) = made(&format!("01001,1,{enrolled},0,2027-03-10,,\n"), &[MARCH], "2027-02-08");
        assert_eq!((f.runs[0].days_left, f.runs[0].chance, f.runs[0].light()), (30, chance, light), "{enrolled} enrolled");
        assert_eq!(advice(&f), [(0, Action::Wait, Reason::NotYet)], "30 days left: nothing is decided");
    }
}

/// 14 days left: 9 · 14 / 90 = 1.4 to come. 6 enrolled: 1 - e^-1.4 · 2.4 = 0.408167; 4 enrolled: 1 - e^-1.4 (1 + 1.4 + 0.98 + 0.457333) = 0.053725.
#[test]
fn a_run_that_is_hardly_filled_is_decided_two_weeks_before_its_deadline_and_not_before() {
    let row = |enrolled: u32| format!("01001,1,{enrolled},0,2027-03-10,,\n");
    let (_, _, f) = made(&row(6), &[MARCH], "2027-02-24");
    assert_eq!((f.runs[0].days_left, f.runs[0].chance, advice(&f)), (14, 408, vec![(0, Action::Wait, Reason::NotYet)]));
    let (_, _, f) = made(&row(4), &[MARCH], "2027-02-24");
    assert_eq!((f.runs[0].chance, advice(&f)), (54, vec![(0, Action::Cancel, Reason::Hardly)]));
    let (_, _, f) = made(&row(4), &[MARCH], "2027-02-23");
    assert_eq!(advice(&f), [(0, Action::Wait, Reason::NotYet)], "15 days left");
}

#[test]
fn on_the_deadline_itself_the_figures_decide_alone() {
    let (_, _, f) = made("01001,1,7,0,2027-03-10,,\n", &[MARCH], "2027-03-10");
    assert_eq!((f.runs[0].days_left, f.runs[0].chance), (0, 0));
    assert_eq!(advice(&f), [(0, Action::Cancel, Reason::Hardly)]);
    let (_, _, f) = made("01001,1,8,0,10-03-2027,,\n", &[MARCH], "2027-03-10");
    assert_eq!((f.runs[0].chance, advice(&f)), (1000, vec![(0, Action::Hold, Reason::Reached)]));
    let (_, _, f) = made("01001,1,0,0,2027-03-10,,\n", &[MARCH], "2027-03-12");
    assert_eq!((f.runs[0].days_left, advice(&f)), (-2, vec![(0, Action::Cancel, Reason::Nobody)]));
}

#[test]
fn without_a_written_deadline_it_is_five_days_before_the_start() {
    let (_, _, f) = made("01001,1,3,0,,,\n", &[MARCH], "2027-03-01");
    assert_eq!((f.runs[0].deadline, f.runs[0].written_deadline, f.runs[0].days_left), (date("2027-03-10"), None, 9));
}

#[test]
fn guarantee_courses_are_held_below_their_own_minimum_of_five() {
    let guarantee = ("01002", "aar-1", "2027-03-15", true);
    let (_, _, f) = made("01002,1,2,0,2027-03-10,,\n", &[guarantee], "2027-03-10");
    assert!(f.runs[0].at_risk());
    assert_eq!(advice(&f), [(0, Action::Hold, Reason::Guarantee)]);
    let (_, _, f) = made("01002,1,5,0,2027-03-10,,\n", &[guarantee], "2027-03-10");
    assert!(!f.runs[0].at_risk());
    assert_eq!(advice(&f), [(0, Action::Hold, Reason::Reached)]);
}

/// One participant is enough for a guarantee course, none is not: before the deadline it waits, on it and after it there is nobody to hold it
/// for, unless somebody is sent there.
#[test]
fn a_guarantee_course_without_anybody_is_not_held() {
    let guarantee = ("01002", "aar-1", "2027-03-15", true);
    let on = |rows: &str, day: &str| advice(&made(rows, &[guarantee], day).2);
    let nobody = "01002,1,0,0,2027-03-10,,\n";
    assert_eq!(on(nobody, "2027-03-09"), [(0, Action::Wait, Reason::GuaranteeNotYet)]);
    for day in ["2027-03-10", "2027-03-11"] {
        assert_eq!(on(nobody, day), [(0, Action::Cancel, Reason::GuaranteeNobody)], "{day}");
    }
    assert_eq!(on("01002,1,0,1,2027-03-10,,\n", "2027-03-10"), [(0, Action::Hold, Reason::Guarantee)], "one waits for it");
    assert_eq!(on("01002,1,1,0,2027-03-10,,\n", "2027-03-10"), [(0, Action::Hold, Reason::Guarantee)]);
}

/// 3 enrolled at Aarhus, lists of 4 at Horsens (42 km) and 2 at Aarhus itself: 3 + 2 + 3 of the 4 make the 8; the fourth takes a free seat.
#[test]
fn waiting_lists_of_several_schools_together_fill_a_run() {
    let (i, _, f) = made("01001,1,3,2,2027-03-10,,\n01001,1,0,4,,,hor\n", &[MARCH], "2027-03-10");
    let hor = i.schools.iter().position(|s| s.id == "hor").expect("hor").into();
    let to = Destination::Run(0);
    let expected = [(Seeking::Waiting(0, None), 2, to, 0), (Seeking::Waiting(0, Some(hor)), 4, to, 42)];
    assert_eq!(transfers(&f), expected);
    assert_eq!((advice(&f), f.runs[0].sent), (vec![(0, Action::Hold, Reason::Filled)], 6));
    assert!(f.left.is_empty() && f.new_runs.is_empty());
}

#[test]
fn a_list_beyond_sixty_kilometres_fills_nothing() {
    let (_, _, f) = made("01001,1,3,0,2027-03-10,,\n01001,1,0,5,,,aal\n", &[MARCH], "2027-03-10");
    assert_eq!(advice(&f), [(0, Action::Cancel, Reason::Hardly)]);
    assert!(f.transfers.is_empty());
    let left: Vec<u32> = f.left.iter().map(amuplan::followup::chances::Left::persons).collect();
    assert_eq!((left, f.left[0].least), (vec![8], 8), "3 at Aarhus and 5 at Aalborg: enough, but too far apart");
}

/// Aarhus has 5 of 8, Horsens 4: Aarhus misses least and is filled with 3 of Horsens; the fourth goes there too, since it is held now.
#[test]
fn of_two_hopeless_runs_the_fuller_is_filled_by_the_other() {
    let runs = [MARCH, ("01001", "hor-1", "2027-03-22", false)];
    let (_, _, f) = made("01001,1,5,0,2027-03-10,,\n01001,2,4,0,2027-03-10,,\n", &runs, "2027-03-10");
    assert_eq!(advice(&f), [(0, Action::Hold, Reason::Filled), (1, Action::Move, Reason::Hardly)]);
    let to = Destination::Run(0);
    assert_eq!(transfers(&f), [(Seeking::Hopeless(1), 4, to, 42)]);
    let chance = f.second_chances[0];
    assert_eq!((f.second_chances.len(), chance.run, chance.to, chance.metres), (1, 1, Some(to), Some(42_000)));
}

/// 10 of 12 seats are taken in April: of 4 who lose their run 2 find a seat, and 2 are left.
#[test]
fn participants_move_as_far_as_there_are_seats() {
    let runs = [MARCH, ("01001", "hor-1", "2027-04-12", false)];
    let (_, _, f) = made("01001,1,4,0,2027-03-10,,\n01001,2,6,0,,,\n01001,2,4,0,,,aar\n", &runs, "2027-03-10");
    assert_eq!(f.runs[1].enrolled, 10, "Horsens and those who announce share the seats");
    assert_eq!(advice(&f), [(0, Action::Move, Reason::Hardly), (1, Action::Hold, Reason::Reached)]);
    assert_eq!((transfers(&f), f.advice[0].placed), (vec![(Seeking::Hopeless(0), 2, Destination::Run(1), 40)], 2));
    assert_eq!((f.left[0].persons(), f.left[0].groups.clone()), (2, vec![(Seeking::Hopeless(0), 2)]));
}

/// The two lists at Aalborg are 4 + 5 = 9 >= 8, and nobody of them comes to Aarhus. 21 days from Monday 1 March 2027 is Monday 22 March. A run of the plan has
/// the room on the 22nd and 23rd; the 24th alone is too short, the 25th, 26th and 29th are Easter: the first free start is Tuesday 30 March.
#[test]
fn lists_that_no_run_takes_make_a_new_one_on_the_first_free_day() {
    let runs = [("01001", "aar-1", "2027-05-10", false), ("01005", "aal-1", "2027-03-22", false)];
    let rows = "01001,0,0,4,,,aal\n01001,1,8,0,,,\n01001,1,0,5,,,aal\n";
    let (i, _, f) = made(rows, &runs, "2027-03-01");
    assert_eq!(proposals(&i, &f), [("aal-1".into(), "2027-03-30".into(), false, 9, 0)]);
    let new: Vec<_> = transfers(&f).into_iter().map(|t| (t.1, t.2)).collect();
    assert_eq!((new, f.left.is_empty()), (vec![(5, Destination::New(0)), (4, Destination::New(0))], true));
}

/// Aarhus has 7 and Horsens 6 waiting. At Aarhus all 13 can come, 12 find a seat: 7 at 0 km and 5 of Horsens at 42; at Horsens too, but the way is 7 · 40 > 6 · 42.
#[test]
fn a_new_run_is_where_most_can_come_with_the_shortest_way() {
    let (i, _, f) = made("01001,0,0,7,,,aar\n01001,0,0,6,,,hor\n", &[], "2027-03-01");
    assert_eq!(proposals(&i, &f), [("aar-1".into(), "2027-03-22".into(), false, 12, 42)]);
    assert_eq!((f.left[0].persons(), f.left[0].beyond), (1, None));
}

#[test]
fn five_are_enough_for_a_guarantee_course_where_the_goal_allows_it() {
    let (i, _, f) = made("01002,0,0,5,,,hor\n01001,0,0,7,,,hor\n", &[], "2027-03-01");
    assert_eq!(proposals(&i, &f), [("hor-1".into(), "2027-03-22".into(), true, 5, 0)]);
    assert_eq!((f.new_runs[0].run.min, f.new_runs[0].run.max), (5, 12));
    assert_eq!((f.left.len(), f.left[0].persons(), f.left[0].least), (1, 7, 8), "01001 allows no guarantee");
    let mut files = folder(2027);
    put(&mut files, "schools.csv", "school_id,name,guarantee_cap\naal,A,\naar,B,0\nhor,C,0\n");
    let i = with_status(files, "01002,0,0,5,,,hor\n");
    let (f, _) = followed(&i, &Plan::default(), "2027-03-01");
    assert_eq!((f.new_runs.len(), f.left[0].persons()), (0, 5), "no school within reach may have another guarantee course");
}

#[test]
fn a_gap_can_be_closed_by_its_waiting_list_where_somebody_is_approved() {
    let rows = "01004,0,0,9,,,aar\n01005,0,0,9,,,aal\n01005,0,0,3,,,ude\n";
    let (i, _, f) = made(rows, &[], "2027-03-01");
    assert_eq!(proposals(&i, &f), [("aal-1".into(), "2027-03-22".into(), false, 9, 0)]);
    let left: Vec<(&str, u32, u32)> = f.left.iter().map(|l| (i.goal(l.goal).code.as_str(), l.persons(), l.least)).collect();
    assert_eq!(
        left,
        [("01004", 9, 5), ("01005", 3, 5)],
        "nobody is approved for 01004; of an outside school no address is known"
    );
}

#[test]
fn distance_counts_nothing_where_the_goal_may_be_run_at_a_distance() {
    let rows = "01003,1,4,0,2027-03-10,,\n01003,1,0,4,,,aal\n";
    let (_, _, f) = made(rows, &[("01003", "aar-1", "2027-03-15", false)], "2027-03-10");
    assert_eq!(advice(&f), [(0, Action::Hold, Reason::Filled)]);
    assert_eq!(transfers(&f).iter().map(|t| (t.1, t.3)).collect::<Vec<_>>(), [(4, 0)]);
}

/// A seat in a run that is held comes before a nearer one in a run that may be cancelled; in a run without figures everything is free.
#[test]
fn a_seat_that_is_sure_comes_before_one_that_is_near() {
    let runs = [MARCH, ("01001", "aar-1", "2027-09-06", false), ("01001", "hor-1", "2027-10-04", false)];
    let rows = "01001,1,12,4,2027-03-10,,\n01001,2,2,0,,,\n01001,3,9,0,,,\n";
    let (_, _, f) = made(rows, &runs, "2027-03-01");
    let sent: Vec<_> = transfers(&f).iter().map(|t| (t.1, t.2, t.3)).collect();
    assert_eq!(sent, [(3, Destination::Run(2), 40), (1, Destination::Run(1), 0)]);
    assert_eq!(f.advice[1].action, Action::Wait);
    let (_, _, f) = made("01001,1,12,4,2027-03-10,,\n", &runs[..2], "2027-03-01");
    assert_eq!(transfers(&f).iter().map(|t| (t.1, t.2)).collect::<Vec<_>>(), [(4, Destination::Run(1))]);
    assert_eq!(advice(&f).len(), 1, "no advice without figures");
}

#[test]
fn when_all_runs_are_cancelled_their_people_make_new_ones_or_stay() {
    let runs = [MARCH, ("01001", "aal-1", "2027-04-12", false)];
    let rows = "01001,1,8,0,,ja,\n01001,2,3,1,,ja,\n";
    let (i, _, f) = made(rows, &runs, "2027-03-01");
    assert!(f.advice.is_empty());
    assert_eq!(proposals(&i, &f), [("aar-1".into(), "2027-03-22".into(), false, 8, 0)]);
    let chances: Vec<_> = f.second_chances.iter().map(|c| (c.run, c.to, c.metres)).collect();
    let new = Some(Destination::New(0));
    assert_eq!(chances, [(0, new, Some(0)), (1, new, Some(112_000))]);
    assert_eq!((f.left[0].persons(), f.left[0].beyond), (4, None), "no run of the plan is left");
}

#[test]
fn no_figures_ask_for_nothing() {
    let (_, _, f) = made("", &[MARCH], "2027-03-12");
    assert!(f.advice.is_empty() && f.transfers.is_empty() && f.new_runs.is_empty() && f.left.is_empty());
    assert!(f.second_chances.is_empty() && !f.runs[0].known);
}

#[test]
fn a_run_that_has_begun_is_left_alone_but_its_list_still_waits() {
    let runs = [MARCH, ("01001", "aar-1", "2027-09-06", false)];
    for today in ["2027-03-15", "2027-03-20"] {
        let (_, _, f) = made("01001,1,3,2,2027-03-10,,\n", &runs, today);
        assert!(f.advice.is_empty() && f.runs[0].started, "{today}");
        assert_eq!(transfers(&f), [(Seeking::Waiting(0, None), 2, Destination::Run(1), 0)]);
    }
    let (_, _, f) = made("01001,1,3,2,2027-03-10,,\n", &runs, "2028-05-01");
    assert_eq!((f.transfers.len(), f.new_runs.len(), f.left[0].persons()), (0, 0, 2), "the year is over");
}

/// 21 days after 18 January 2027 is Monday 8 February; on the first of December of the year before, the first weekday of the year: Monday 4 January.
#[test]
fn the_day_may_lie_before_the_plan_year() {
    let rows = "01001,0,0,8,,,aar\n";
    let (i, _, f) = made(rows, &[], "2027-01-18");
    assert_eq!(proposals(&i, &f)[0].1, "2027-02-08");
    let (i, _, f) = made(rows, &[], "2026-12-01");
    assert_eq!(proposals(&i, &f)[0].1, "2027-01-04");
    let (i, _, f) = made(rows, &[], "2027-12-10");
    assert!(proposals(&i, &f).is_empty(), "21 days later is the 31st");
}

/// 21 days after 8 February 2028 is Tuesday the 29th, and 1 March is the next day; from 28 February to 1 March are two days.
#[test]
fn a_leap_day_is_a_day() {
    let i = with_status(folder(2028), "01001,0,0,8,,,aar\n01002,1,7,0,2028-03-01,,\n");
    let p = plan(&i, &[("01002", "hor-1", "2028-03-06", false)]);
    let (f, _) = followed(&i, &p, "2028-02-08");
    assert_eq!(proposals(&i, &f)[0].1, "2028-02-29");
    assert_eq!(i.calendar.date(f.new_runs[0].end), date("2028-03-01"));
    let (f, _) = followed(&i, &p, "2028-02-28");
    assert_eq!(f.runs[0].days_left, 2);
    let i = with_status(folder(2028), "01002,1,7,0,,,\n");
    let (f, _) = followed(&i, &plan(&i, &[("01002", "hor-1", "2028-03-02", false)]), "2028-02-28");
    assert_eq!(f.runs[0].deadline, date("2028-02-26"));
}

#[test]
fn figures_that_do_not_fit_the_plan_are_named_with_line_and_column() {
    for (code, line, column, rows) in WRONG {
        let (made, found) = with_march(rows);
        let places: Vec<_> =
            found.iter().map(|f| (f.code, f.file.as_str(), f.line, f.column.clone().unwrap_or_default())).collect();
        assert_eq!(places, [(code, "status.csv", Some(line), column.to_owned())], "{rows}{found:#?}");
        assert_eq!(made.is_some(), code.starts_with('W'), "{rows}");
    }
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let runs = [MARCH, ("01001", "hor-1", "2027-04-12", false), ("01002", "aar-1", "2027-04-19", true)];
    let rows = ["01001,1,4,3,2027-03-10,,", "01001,1,1,2,,,hor", "01001,2,10,6,,,", "01002,1,1,9,,,", "01002,0,0,5,,,aal"];
    let (_, _, first) = made(&(rows.join("\n") + "\n"), &runs, "2027-03-08");
    let turned: Vec<&str> = rows.into_iter().rev().collect();
    let (_, _, second) = made(&(turned.join("\n") + "\n"), &runs, "2027-03-08");
    assert_eq!(first, second);
}
