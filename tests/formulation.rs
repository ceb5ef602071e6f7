//! The annual programme against rows and optima worked out by hand, against every plan tried one by one, and against its own dump.

mod tiny;

use std::path::Path;

use amuplan::domain::calendar::Day;
use amuplan::domain::goal::{Origin, When};
use amuplan::domain::ids::{AreaIx, GoalIx, SiteIx};
use amuplan::domain::plan::{Plan, Run};
use amuplan::formulation::model::{AnnualModel, GapMode, build, gaps, size};
use amuplan::solve::highs::{Limits, Status, maximise};
use amuplan::solve::monolithic::{Monolithic, export, solve};
use tiny::{JAN, JUL, Year, brute, goal, network, random, required};

const LIMITS: Limits = Limits { seconds: Some(60.0), nodes: None, seed: 1, interrupt: None, worker: None };

fn model(year: &Year, gaps: GapMode) -> AnnualModel<'_> {
    build(&year.instance, &year.parameters, &year.goals, &year.coupling, gaps)
}

fn solved(year: &Year) -> Monolithic {
    solve(&year.instance, &year.parameters, &year.goals, &year.coupling, &LIMITS, None)
}

/// The row of this name as one line.
fn row(model: &AnnualModel, name: &str) -> String {
    let found = model.linear.rows.iter().find(|r| r.name == name);
    model.linear.row_text(found.unwrap_or_else(|| panic!("no row {name}")))
}

fn objective(model: &AnnualModel, name: &str) -> i64 {
    model.linear.columns.iter().find(|c| c.name == name).unwrap_or_else(|| panic!("no column {name}")).objective
}

#[test]
fn c01_cover_takes_one_placement_or_a_gap() {
    let year = Year::new(tiny::tiny());
    let model = model(&year, GapMode::Fixed(2));
    assert_eq!(row(&model, "c01_cover[40003]"), "c01_cover[40003]: +1 z[40003,0:b1] +1 gap[40003] = 1");
    // Required by a form: never a gap.
    assert_eq!(row(&model, "c01_cover[40002]"), "c01_cover[40002]: +1 z[40002,0:a1] = 1");
    assert_eq!(row(&model, "c01_cover[gaps]"), "c01_cover[gaps]: +1 gap[40001] +1 gap[40003] <= 2");
}

#[test]
fn c02_start_gives_every_run_one_start() {
    let year = Year::new(tiny::tiny());
    let model = model(&year, GapMode::Count);
    // Placements with two runs: a1+a1 has two runs at a1, a1+b1 one, b1+b1 none.
    let days = ["01-04", "01-05", "07-05", "07-06"].map(|d| format!(" +1 y[40001,2,extra,a1,2027-{d}]")).concat();
    let wanted = format!("c02_start[40001,2,extra,a1]: -2 z[40001,2:a1+a1] -1 z[40001,3:a1+b1]{days} = 0");
    assert_eq!(row(&model, "c02_start[40001,2,extra,a1]"), wanted);
    // Two days in one week of January: 5 January would end in July. The form's own week only, so not 5 July either.
    let wanted = "c02_start[40002,1,q1,a1]: -1 z[40002,0:a1] +1 y[40002,1,q1,a1,2027-01-04] = 0";
    assert_eq!(row(&model, "c02_start[40002,1,q1,a1]"), wanted);
}

#[test]
fn c03_room_capacity_counts_runs_in_progress() {
    let year = Year::new(tiny::tiny());
    // On 5 January: one-day runs that start then, and the two-day run that started the day before. One room.
    let wanted = "c03_room_capacity[a1,2027-01-05]: +1 y[40001,1,extra,a1,2027-01-05] +1 y[40001,2,extra,a1,2027-01-05] \
                  +1 y[40002,1,q1,a1,2027-01-04] <= 1";
    assert_eq!(row(&model(&year, GapMode::Count), "c03_room_capacity[a1,2027-01-05]"), wanted);
}

#[test]
fn c04_teacher_capacity_holds_on_limited_days_only() {
    let year = Year::new(tiny::tiny());
    let model = model(&year, GapMode::Count);
    let wanted = "c04_teacher_capacity[aa,Lager,2027-01-04]: +1 y[40001,1,extra,a1,2027-01-04] +1 y[40001,2,extra,a1,2027-01-04] \
                  +1 y[40002,1,q1,a1,2027-01-04] <= 1";
    assert_eq!(row(&model, "c04_teacher_capacity[aa,Lager,2027-01-04]"), wanted);
    assert_eq!(model.linear.rows.iter().filter(|r| r.name.starts_with("c04")).count(), 1);
}

#[test]
fn c05_window_keeps_two_runs_in_two_halves_of_the_year() {
    let year = Year::new(tiny::tiny());
    // Weeks 1 and 27 of 53: floor(1 · 2 / 53) = 0, floor(27 · 2 / 53) = 1.
    let placed = "-1 z[40001,2:a1+a1] -1 z[40001,3:a1+b1] -1 z[40001,4:b1+b1]";
    let starts = "+1 y[40001,2,extra,a1,2027-07-05] +1 y[40001,2,extra,a1,2027-07-06] \
                  +1 y[40001,2,extra,b1,2027-07-05] +1 y[40001,2,extra,b1,2027-07-06]";
    let wanted = format!("c05_window[40001,2,1]: {placed} {starts} <= 0");
    assert_eq!(row(&model(&year, GapMode::Count), "c05_window[40001,2,1]"), wanted);
}

#[test]
fn c05_window_is_closed_where_a_fixed_run_starts_first() {
    let mut one = goal("40001", 1, &[0]);
    one.demand = vec![(AreaIx::from(0), 20_000)];
    one.required = vec![required(&[0], When::Fixed(Day(JAN), Day(JAN + 6)))];
    let year = Year::new(network(&[JAN, JAN + 1, JUL], vec![one]));
    // 20 participants at 8 a run: two runs. The form's run takes the first window, the extra run may not start there.
    let starts = "+1 y[40001,2,extra,a1,2027-01-04] +1 y[40001,2,extra,a1,2027-01-05]";
    let model = model(&year, GapMode::Count);
    assert_eq!(row(&model, "c05_window[40001,2,0]"), format!("c05_window[40001,2,0]: {starts} <= 0"));
    let wanted = "c05_window[40001,2,1]: -1 z[40001,1:a1+a1] +1 y[40001,2,extra,a1,2027-07-05] <= 0";
    assert_eq!(row(&model, "c05_window[40001,2,1]"), wanted);
}

#[test]
fn c06_fixed_has_no_rows_and_leaves_out_columns() {
    let year = Year::new(tiny::tiny());
    let model = model(&year, GapMode::Count);
    assert!(model.linear.rows.iter().all(|r| !r.name.starts_with("c06")));
    let names: Vec<&str> = model.linear.columns.iter().map(|c| c.name.as_str()).collect();
    assert!(!names.contains(&"gap[40002]") && !names.contains(&"y[40002,1,q1,a1,2027-07-05]"));
    assert!(names.contains(&"gap[40001]") && names.contains(&"y[40001,1,extra,a1,2027-07-05]"));
}

#[test]
fn c07_guarantee_cap_counts_guarantee_runs() {
    let year = Year::new(tiny::tiny());
    let model = model(&year, GapMode::Count);
    // a1 is run 0 of a1, runs 0 and 1 of a1+a1, run 0 of a1+b1; 40003 may never be a guarantee course, and is at b1.
    let wanted = "c07_guarantee_cap[aa]: +1 u[40001,0,0] +1 u[40001,2,0] +1 u[40001,2,1] +1 u[40001,3,0] +1 u[40002,0,0] <= 1";
    assert_eq!(row(&model, "c07_guarantee_cap[aa]"), wanted);
    assert_eq!(
        row(&model, "c07_guarantee_cap[40001,3,0]"),
        "c07_guarantee_cap[40001,3,0]: -1 z[40001,3:a1+b1] +1 u[40001,3,0] <= 0"
    );
}

#[test]
fn c08_yearly_limit_counts_course_days() {
    let year = Year::new(tiny::tiny());
    // One day a run; b1+b1 has two runs. 40002 is at a1.
    let wanted = "c08_yearly_limit[bb]: +1 z[40001,1:b1] +1 z[40001,3:a1+b1] +2 z[40001,4:b1+b1] +1 z[40003,0:b1] <= 3";
    assert_eq!(row(&model(&year, GapMode::Count), "c08_yearly_limit[bb]"), wanted);
}

#[test]
fn o03_spread_and_o04_load_allow_the_fair_share() {
    let year = Year::new(tiny::tiny());
    let model = model(&year, GapMode::Fixed(0));
    // 40001 and 40002 could be at either school, half each: one run for aa.
    let wanted = "o03_spread[2701,aa]: +1 z[40001,0:a1] +2 z[40001,2:a1+a1] +1 z[40001,3:a1+b1] +1 z[40002,0:a1] \
                  -1 over[o03_spread[2701,aa],1] <= 1";
    assert_eq!(row(&model, "o03_spread[2701,aa]"), wanted);
    // 1/2 + 2/2 days, rounded up: 2. 40002 has two days.
    let over = [1, 2, 3].map(|j| format!(" -1 over[o04_load[aa],{j}]")).concat();
    let wanted = format!("o04_load[aa]: +1 z[40001,0:a1] +2 z[40001,2:a1+a1] +1 z[40001,3:a1+b1] +2 z[40002,0:a1]{over} <= 2");
    assert_eq!(row(&model, "o04_load[aa]"), wanted);
    // Tiers of 10 and 25 percent of two days: none. The rest at 300.
    let tier = |j: usize| {
        model.linear.columns.iter().find(|c| c.name == format!("over[o04_load[aa],{j}]")).map(|c| (c.objective, c.upper))
    };
    assert_eq!([tier(1), tier(2), tier(3)], [Some((-40, Some(0))), Some((-120, Some(0))), Some((-300, None))]);
}

#[test]
fn objective_of_the_columns_by_hand() {
    let year = Year::new(tiny::tiny());
    let model = model(&year, GapMode::Fixed(0));
    // 40002 at a1, 6 expected, median demand 6 so weight 1000: sum over N >= 8 of N P(N) = 6 P(N >= 7) = 6 · 0.39370 = 2362.
    // Area 0202 is lost: 40 percent of the people, in reach of every goal: 6000 · 0.4 = 2400.
    assert_eq!(objective(&model, "z[40002,0:a1]"), 2362 - 2400);
    // 6 July is soft at a1 only; the wish for the first week of July is b1's.
    assert_eq!(objective(&model, "y[40001,1,extra,a1,2027-07-05]"), 0);
    assert_eq!(objective(&model, "y[40001,1,extra,a1,2027-07-06]"), -400);
    assert_eq!(objective(&model, "y[40001,1,extra,b1,2027-07-06]"), 400);
    assert_eq!(objective(&model, "gap[40001]"), 0);
}

/// Renew with `UPDATE_GOLDEN=1` and read the difference: a change here is a change of the mathematics.
#[test]
fn dump_of_the_tiny_programme_is_the_stored_one() {
    let year = Year::new(tiny::tiny());
    let model = model(&year, GapMode::Weighted);
    for (name, text) in [("tiny.txt", model.linear.text()), ("tiny.mps", model.mps())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &text).expect("the golden file can be written");
        }
        let stored = std::fs::read_to_string(&path).unwrap_or_default();
        let differs = stored.lines().zip(text.lines()).find(|(a, b)| a != b);
        assert_eq!(differs, None, "{name}");
        assert_eq!(stored.lines().count(), text.lines().count(), "{name}");
    }
}

#[test]
fn export_is_the_weighted_programme() {
    let year = Year::new(tiny::tiny());
    let model = model(&year, GapMode::Weighted);
    let exported = export(&year.instance);
    assert_eq!(
        (exported.text, exported.columns, exported.rows),
        (model.mps(), model.linear.columns.len(), model.linear.rows.len())
    );
}

/// Goals: 40001 at best a1+b1, both guarantee, b1 in the wished week, at worst b1+b1; 40002 by its guarantee; 40003 or nothing.
/// Rows: three runs at `aa` instead of one and three at `bb` instead of two, 400 each; four days at `aa` instead of two, 300 each.
#[test]
fn a_gap_weighs_more_than_all_terms() {
    let year = Year::new(tiny::tiny());
    let goals = (8987 + 1508 + 1986 + 400 + 2174) + 3396 + 143;
    assert_eq!(model(&year, GapMode::Weighted).gap_weight(), goals + 2 * 400 + 400 + 2 * 300 + 1);
}

#[test]
fn size_is_never_below_the_number_of_columns() {
    let year = Year::new(tiny::tiny());
    // 47 columns, 8 of them over. Also counted: gap[40002], its start in July, u[40003,0,0].
    assert_eq!((model(&year, GapMode::Count).linear.columns.len(), size(&year.goals)), (47, 47 - 8 + 3));
}

#[test]
fn certain_participants_are_planned_as_guarantee_course() {
    let mut one = goal("40001", 1, &[0]);
    one.waiting = vec![(AreaIx::from(0), 12_000)];
    let mut instance = network(&[JAN], vec![one]);
    // 12 people 5 km away, weight 1000, a Monday, fair share 1 run and 1 day: 12000, and 900 for the guarantee.
    let found = solved(&Year::new(instance.clone()));
    assert_eq!((found.status, found.gaps, found.value, found.bound), (Status::Optimal, 0, 12_900, Some(12_900)));
    instance.schools[0].guarantee_cap = Some(0);
    assert_eq!(solved(&Year::new(instance)).value, 12_000);
}

#[test]
fn two_goals_and_one_day_leave_a_gap() {
    let waiting = |code: &str, people: i64| {
        let mut goal = goal(code, 1, &[0]);
        goal.waiting = vec![(AreaIx::from(0), 1000 * people)];
        goal
    };
    let year = Year::new(network(&[JAN], vec![waiting("40001", 12), waiting("40002", 9)]));
    // The lower median is 9. 40001: weight 1000 · sqrt(9/12) = 866, so 10392; 40002: 9000. Either is a guarantee course: 900.
    let found = solved(&year);
    assert_eq!((found.gaps, found.value), (1, 10_392 + 900));
    assert_eq!(found.plan.map(|p| p.runs_of(GoalIx::from(1)).len()), Some(0));
}

#[test]
fn required_runs_part_into_windows_if_they_can() {
    let mut one = goal("40001", 1, &[0]);
    one.waiting = vec![(AreaIx::from(0), 20_000)];
    one.required = vec![required(&[0], When::Free); 2];
    let mut instance = network(&[JAN, JAN + 1, JUL], vec![one]);
    instance.sites[0].soft[usize::from(JUL)] = true;
    // Two runs at one site, ten people each, both guarantee: 20000 + 1800. One in July, on a day to be avoided: -400.
    assert_eq!(solved(&Year::new(instance.clone())).value, 21_400);
    // Without July no two windows: the rule is waived, Monday and Tuesday in January.
    instance.sites[0].rooms[usize::from(JUL)] = 0;
    assert_eq!(solved(&Year::new(instance)).value, 21_800);
}

#[test]
fn a_required_run_without_a_start_is_infeasible() {
    let mut one = goal("40001", 1, &[0]);
    one.required = vec![required(&[0], When::Fixed(Day(JUL), Day(JUL + 6)))];
    let found = solved(&Year::new(network(&[JAN], vec![one])));
    assert_eq!((found.status, found.plan), (Status::Infeasible, None));
}

#[test]
fn an_empty_year_is_solved() {
    let found = solved(&Year::new(network(&[JAN], Vec::new())));
    assert_eq!((found.status, found.value, found.plan), (Status::Optimal, 0, Some(Plan::default())));
}

#[test]
fn every_plan_tried_one_by_one_gives_the_same_optimum() {
    let mut planned = 0;
    let mut short = 0;
    for seed in 0..150 {
        let year = Year::new(random::instance(seed));
        let found = solved(&year);
        match brute::best(&year) {
            Some(best) => {
                assert_eq!((&found.status, found.gaps, found.value), (&Status::Optimal, best.0, best.1), "seed {seed}");
                assert_eq!(found.bound, Some(best.1), "seed {seed}");
                planned += 1;
                short += usize::from(best.0 > 0);
            }
            None => assert_eq!(found.status, Status::Infeasible, "seed {seed}"),
        }
    }
    assert!(planned >= 30 && short >= 5, "only {planned} years have a plan, {short} of them gaps");
}

#[test]
fn solved_plans_keep_the_rules_and_go_to_points_and_back() {
    for seed in 0..150 {
        let year = Year::new(random::instance(seed));
        let Some(plan) = solved(&year).plan else { continue };
        assert_eq!(brute::broken(&year, &plan), None, "seed {seed}");
        let model = model(&year, GapMode::Fixed(gaps(&year.goals, &plan)));
        let point = model.point(&plan).expect("a point");
        assert_eq!(model.linear.violations(&point), Vec::<String>::new(), "seed {seed}");
        assert_eq!(model.plan(&point).as_ref(), Some(&plan), "seed {seed}");
        let again = solve(&year.instance, &year.parameters, &year.goals, &year.coupling, &LIMITS, Some(&plan));
        assert_eq!(again.value, model.linear.objective(&point), "seed {seed}: from the best plan as start");
    }
}

#[test]
fn one_weight_for_gaps_gives_the_same_as_two_steps() {
    for seed in 0..150 {
        let year = Year::new(random::instance(seed));
        let found = solved(&year);
        let model = model(&year, GapMode::Weighted);
        let once = maximise(&model.linear, &LIMITS, None);
        let point = once.point.map(|p| model.linear.objective(&p));
        let wanted = found.plan.is_some().then(|| found.value - model.gap_weight() * found.gaps as i64);
        assert_eq!(point, wanted, "seed {seed}");
    }
}

#[test]
fn a_plan_that_breaks_c02_c05_or_c06_has_no_point() {
    let year = Year::new(tiny::tiny());
    let model = model(&year, GapMode::Count);
    let run = |goal: usize, site: usize, day: u16, origin: Origin| Run {
        goal: GoalIx::from(goal),
        start: Day(day),
        site: SiteIx::from(site),
        guarantee: false,
        min: 8,
        max: 20,
        origin,
    };
    let asked = run(1, 0, JAN, Origin::Form);
    let has_point = |runs: &[Run]| model.point(&Plan::new(runs.to_vec())).is_some();
    assert!(has_point(&[asked]));
    assert!(has_point(&[asked, run(0, 0, JAN, Origin::Assigned), run(0, 1, JUL, Origin::Assigned)]));
    assert!(!has_point(&[]), "the form's run is missing");
    assert!(!has_point(&[run(1, 0, JUL, Origin::Form)]), "not in the form's week");
    assert!(!has_point(&[run(1, 0, JAN + 1, Origin::Form)]), "two days from 5 January are not in one week");
    assert!(!has_point(&[asked, run(0, 0, JAN, Origin::Assigned), run(0, 1, JAN, Origin::Assigned)]), "one window twice");
    assert!(
        !has_point(&[asked, Run { guarantee: true, min: 5, ..run(2, 1, JAN, Origin::Assigned) }]),
        "never a guarantee course"
    );
}

#[test]
fn a_plan_above_a_limit_has_a_point_that_names_the_row() {
    let year = Year::new(tiny::tiny());
    let model = model(&year, GapMode::Count);
    let run = |goal: usize, site: usize, origin: Origin| {
        let (goal, site) = (GoalIx::from(goal), SiteIx::from(site));
        Run { goal, start: Day(JAN), site, guarantee: false, min: 8, max: 20, origin }
    };
    let plan = Plan::new(vec![run(0, 0, Origin::Assigned), run(1, 0, Origin::Form)]);
    let point = model.point(&plan).expect("each goal by itself is in order");
    let wanted = ["c03_room_capacity[a1,2027-01-04] is 2", "c04_teacher_capacity[aa,Lager,2027-01-04] is 2"];
    assert_eq!(model.linear.violations(&point), wanted);
}
