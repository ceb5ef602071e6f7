//! The solver on random small networks, against the verifier and against the whole programme solved in one piece (the oracle).

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use amuplan::domain::calendar::Day;
use amuplan::domain::instance::Instance;
use amuplan::domain::plan::{Outcome, Plan, Stop};
use amuplan::domain::profile::Weights;
use amuplan::formulation::model::{gaps, size};
use amuplan::formulation::room_window::RoomWindow;
use amuplan::report::{Options, plan_folder};
use amuplan::solve::decomposed::bound::Bound;
use amuplan::solve::decomposed::problem::Problem;
use amuplan::solve::decomposed::window_costs::Windows;
use amuplan::solve::highs::{self, Status};
use amuplan::solve::limits::{EXACT_COLUMNS, Limits};
use amuplan::solve::monolithic::{self, Monolithic};
use amuplan::solve::outcome::certificate_of;
use amuplan::solve::{Failure, solve};
use amuplan::verify::verify;
use common::random::random_folder;
use common::{Files, instance, put};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

/// Networks as they come, and after them networks with one room in one week, which leave gaps or clash.
const SEEDS: u64 = 220;
const TIGHT_SEEDS: u64 = 80;

/// Millions of elementary steps: enough for networks of this size to settle.
const WORK: u64 = 1;

/// One random network, the best plan there is, and what the solver says.
struct Case {
    seed: u64,
    instance: Instance,
    problem: Problem,
    /// The programme in one piece.
    oracle: Monolithic,
    /// As the program solves.
    usual: Result<Outcome, Failure>,
    /// Without the programme in one piece.
    alone: Result<Outcome, Failure>,
}

/// Every case is solved once; the tests look at it from several sides.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| (0..SEEDS + TIGHT_SEEDS).into_par_iter().map(Case::new).collect());

impl Case {
    fn new(seed: u64) -> Self {
        let mut instance = instance(&random_folder(seed));
        if seed >= SEEDS {
            tighten(&mut instance, seed);
        }
        let problem = Problem::new(&instance);
        let limits = highs::Limits { seconds: Some(60.0), nodes: None, seed: 1, interrupt: None, worker: None };
        let oracle = monolithic::solve(&instance, &problem.parameters, &problem.models, &problem.coupling, &limits, None);
        let usual = solved(&instance, EXACT_COLUMNS);
        let alone = solved(&instance, 0);
        Self { seed, instance, problem, oracle, usual, alone }
    }

    fn gaps(&self, plan: &Plan) -> usize {
        gaps(&self.problem.models, plan)
    }

    /// Both ways of solving that gave a plan.
    fn outcomes(&self) -> impl Iterator<Item = (&'static str, &Outcome)> {
        let both = [("usual", &self.usual), ("alone", &self.alone)];
        both.into_iter().filter_map(|(name, solved)| solved.as_ref().ok().map(|o| (name, o)))
    }

    /// The oracle's best plan is proven.
    fn proven(&self) -> bool {
        self.oracle.status == Status::Optimal
    }
}

/// One room a site, open in the first open week alone; of odd seeds nothing is required.
fn tighten(instance: &mut Instance, seed: u64) {
    let open = |d: &Day| instance.sites.iter().any(|s| s.rooms[d.index()] > 0);
    let first = instance.calendar.days().find(open).map(|d| instance.calendar.week(d));
    for day in instance.calendar.days() {
        let rooms = u16::from(Some(instance.calendar.week(day)) == first);
        instance.sites.iter_mut().for_each(|s| s.rooms[day.index()] = s.rooms[day.index()].min(rooms));
    }
    if seed % 2 == 1 {
        instance.goals.iter_mut().for_each(|g| g.required.clear());
    }
}

fn solved(instance: &Instance, exact_columns: usize) -> Result<Outcome, Failure> {
    let interrupt = AtomicBool::new(false);
    let time = Duration::from_secs(600);
    let limits = Limits { gap: 0.0, time, work: WORK, exact_columns, seed: instance.seed, interrupt: &interrupt, worker: None };
    solve(instance, &limits, &mut |_| ())
}

/// The plan folder is accepted by the verifier, which recomputes value and bound.
fn accepted(case: &Case, outcome: &Outcome, how: &str) {
    let files = plan_folder(&case.instance, outcome, &Options { asked_gap: 0.0, seed: case.instance.seed });
    let verdict = verify(&case.instance, &files);
    assert_eq!(verdict.violations, [], "seed {}, {how}", case.seed);
    assert_eq!((verdict.value, verdict.bound), (outcome.value, outcome.bound), "seed {}, {how}", case.seed);
}

#[test]
fn every_plan_is_accepted_by_the_verifier() {
    let (mut plans, mut runs, mut guarantees, mut priced) = (0, 0, 0, 0);
    for case in &*CASES {
        for (how, outcome) in case.outcomes() {
            accepted(case, outcome, how);
            plans += 1;
            runs += outcome.plan.runs.len();
            guarantees += outcome.plan.runs.iter().filter(|r| r.guarantee).count();
            priced += usize::from(!outcome.certificate.is_empty());
        }
    }
    let counts = format!("{plans} plans, {runs} runs, {guarantees} guarantee courses, {priced} certificates with prices");
    println!("{counts}");
    assert!(plans >= 500 && runs >= 1200 && guarantees >= 500 && priced >= 250, "{counts}");
}

#[test]
fn the_best_value_lies_between_value_and_bound() {
    let (mut compared, mut equal_alone, mut closed, mut with_gaps) = (0, 0, 0, 0);
    for case in CASES.iter().filter(|c| c.proven()) {
        let best = case.oracle.value;
        for (how, outcome) in case.outcomes() {
            let (seed, value, bound, found) = (case.seed, outcome.value, outcome.bound, case.gaps(&outcome.plan));
            assert!(found >= case.oracle.gaps, "seed {seed}, {how}: {found} gaps, {} are the fewest", case.oracle.gaps);
            assert!(value <= bound, "seed {seed}, {how}: {value} is above {bound}");
            // The bound is about plans with at most as many gaps, so also about the best one.
            assert!(best <= bound, "seed {seed}, {how}: the best value {best} is above the bound {bound}");
            if found == case.oracle.gaps {
                assert!(value <= best, "seed {seed}, {how}: {value} is above the best value {best}");
                compared += 1;
                with_gaps += usize::from(found > 0);
                equal_alone += usize::from(how == "alone" && value == best);
            }
            closed += usize::from(value == bound);
            assert!(outcome.stop != Stop::Optimal || found == case.oracle.gaps, "seed {seed}, {how}: best with {found} gaps");
        }
    }
    let counts = format!("{compared} compared, {with_gaps} of them with gaps, {equal_alone} best alone, {closed} bounds closed");
    println!("{counts}");
    assert!(compared >= 500 && with_gaps >= 180 && equal_alone >= 230 && closed >= 400, "{counts}");
}

/// Without weights every plan is worth its bound at once: no reason to leave a goal without a run, or to call that best.
#[test]
fn a_plan_that_is_worth_its_bound_still_has_its_gaps_closed() {
    let (mut plans, mut with_gaps) = (0, 0);
    for case in CASES.iter().filter(|c| c.seed >= SEEDS && c.proven()) {
        let mut instance = case.instance.clone();
        let weights = &mut instance.profile.weights;
        *weights = Weights { held: 0, access: 0, spread: 0, load: 0, date: 0, wishes: 0, stability: 0, guarantee: 0 };
        for exact_columns in [0, EXACT_COLUMNS] {
            let Ok(outcome) = solved(&instance, exact_columns) else { continue };
            let (seed, found) = (case.seed, case.gaps(&outcome.plan));
            assert_eq!((outcome.value, outcome.bound), (0, 0), "seed {seed}");
            assert_eq!(found, case.oracle.gaps, "seed {seed}, {exact_columns}");
            let open = outcome.stop != Stop::Optimal;
            plans += 1;
            with_gaps += usize::from(open);
        }
    }
    println!("{plans} plans, {with_gaps} of them not called best");
    assert!(plans >= 100 && with_gaps >= 10, "{plans} {with_gaps}");
}

#[test]
fn a_small_network_gets_the_best_plan_there_is() {
    let (mut small, mut better_than_alone) = (0, 0);
    for case in CASES.iter().filter(|c| c.proven() && size(&c.problem.models) <= EXACT_COLUMNS) {
        let outcome = case.usual.as_ref().unwrap_or_else(|e| panic!("seed {}: {e:?}", case.seed));
        let found = (case.gaps(&outcome.plan), outcome.value);
        assert_eq!(found, (case.oracle.gaps, case.oracle.value), "seed {}", case.seed);
        small += 1;
        let alone = case.alone.as_ref().map(|o| (case.gaps(&o.plan), o.value));
        better_than_alone += usize::from(alone != Ok(found));
    }
    let counts = format!("{small} networks, {better_than_alone} of them need the programme in one piece");
    println!("{counts}");
    assert!(small >= 260 && better_than_alone >= 1, "{counts}");
}

#[test]
fn both_say_when_required_runs_cannot_all_be_held() {
    let mut clashes = 0;
    for case in &*CASES {
        let infeasible = case.oracle.status == Status::Infeasible;
        clashes += usize::from(infeasible);
        assert_eq!(matches!(case.usual, Err(Failure::Clash(_))), infeasible, "seed {}: {:?}", case.seed, case.oracle.status);
        let alone = matches!(case.alone, Err(Failure::Clash(_)));
        assert_eq!(alone, infeasible, "seed {}: {:?}", case.seed, case.oracle.status);
    }
    assert!(clashes >= 10, "only {clashes} clashes");
}

/// Prices around those of the certificate, or anywhere.
fn random_prices(problem: &Problem, outcome: &Outcome, near: bool, rng: &mut ChaCha8Rng) -> Vec<i64> {
    let proved =
        |rule: &str, key: &str| outcome.certificate.iter().find(|p| p.rule == rule && p.key == key).map_or(0, |p| p.price);
    let price = |row: &amuplan::formulation::coupling::Row| {
        let any = if rng.random_bool(0.3) { rng.random_range(0..=3_000_000) } else { 0 };
        let price = if near { proved(row.rule, &row.key) * rng.random_range(60..=140) / 100 + any / 50 } else { any };
        price.clamp(0, row.highest_price())
    };
    problem.coupling.rows.iter().map(price).collect()
}

/// Up to eight windows of the network.
fn random_windows(case: &Case, rng: &mut ChaCha8Rng) -> Vec<RoomWindow> {
    let mut windows = BTreeSet::new();
    for _ in 0..8 {
        let model = &case.problem.models[rng.random_range(0..case.problem.models.len())];
        if model.kinds.is_empty() || model.sites.is_empty() {
            continue;
        }
        let (kind, option) = (rng.random_range(0..model.kinds.len()), &model.sites[rng.random_range(0..model.sites.len())]);
        let start = option.starts[rng.random_range(0..option.starts.len())].open;
        let days = case.problem.parameters.open[option.site.index()].days.len() as u16;
        let (first, last) = (start.saturating_sub(rng.random_range(0..3)), (start + rng.random_range(1..4)).min(days - 1));
        if model.is_single(kind) && first < last {
            windows.insert(RoomWindow { site: option.site, goal: model.goal, kind, first, last });
        }
    }
    windows.into_iter().collect()
}

/// A bound at random prices of rows and windows, on plans with so many gaps.
fn random_bound(case: &Case, outcome: &Outcome, gaps: usize, near: bool, rng: &mut ChaCha8Rng) -> Bound {
    let mut prices = random_prices(&case.problem, outcome, near, rng);
    let windows = Windows::new(&case.problem.coupling, random_windows(case, rng));
    prices.extend(windows.list().iter().map(|_| rng.random_range(0..=if near { 60_000 } else { 3_000_000 })));
    Bound::at(&case.problem, prices, Arc::new(windows), gaps)
}

#[test]
fn any_prices_give_a_bound() {
    let (mut tried, mut close, mut with_gaps, mut windows) = (0, 0, 0, 0);
    for case in CASES.iter().filter(|c| c.proven()) {
        let Ok(outcome) = &case.usual else { continue };
        let hopeless = case.problem.models.iter().filter(|m| m.rest_is_gap && m.placements.is_empty()).count();
        let open = case.oracle.gaps - hopeless;
        let mut rng = ChaCha8Rng::seed_from_u64(case.seed);
        for i in 0..12 {
            let found = random_bound(case, outcome, open + usize::from(i % 4 > 1), i % 2 == 0, &mut rng);
            let (bound, priced) = (found.bound, found.window_prices().filter(|(_, price)| *price > 0).count());
            assert!(bound >= case.oracle.value, "seed {}, prices {i}: {bound} is below {}", case.seed, case.oracle.value);
            if i < 2 && case.gaps(&outcome.plan) == case.oracle.gaps {
                let certificate = certificate_of(&case.instance, &case.problem, &found);
                accepted(case, &Outcome { bound, certificate, stop: Stop::Work, ..outcome.clone() }, "random prices");
                windows += priced;
            }
            tried += 1;
            with_gaps += usize::from(open > 0);
            close += usize::from(bound - case.oracle.value <= case.oracle.value.abs() / 20);
        }
    }
    let counts = format!("{tried} prices, {with_gaps} with gaps, {close} bounds within 5 %, {windows} windows in certificates");
    println!("{counts}");
    assert!(tried >= 3000 && with_gaps >= 200 && close >= 200 && windows >= 500, "{counts}");
}

#[test]
fn limits_bind_in_the_random_networks() {
    let (mut caps, mut yearly, mut rooms) = (0, 0, 0);
    for case in &*CASES {
        let Some(plan) = &case.oracle.plan else { continue };
        let i = &case.instance;
        let at = |k: usize| plan.runs.iter().filter(move |r| i.school_of(r.site).index() == k);
        for (k, school) in i.schools.iter().enumerate() {
            let guarantees = at(k).filter(|r| r.guarantee).count();
            caps += usize::from(guarantees > 0 && school.guarantee_cap == u32::try_from(guarantees).ok());
            let days: u32 = at(k).map(|r| u32::from(i.goal(r.goal).days)).sum();
            yearly += usize::from(school.max_course_days.is_some_and(|most| days + 1 >= most));
        }
        let first_days = |r: &amuplan::domain::plan::Run| (r.site, r.start);
        rooms += plan.runs.iter().filter(|r| plan.runs.iter().filter(|o| first_days(o) == first_days(r)).count() > 1).count();
    }
    let counts = format!("{caps} guarantee caps used up, {yearly} yearly limits, {rooms} runs that start beside another");
    println!("{counts}");
    assert!(caps >= 30 && yearly >= 5 && rooms >= 30, "{counts}");
}

/// One school with two sites of one room, open in one week: `p0` for the goals 40000 to 40002, `p1` for 40003.
fn one_week(days_of_goals: u32) -> Files {
    let mut files = Files::new();
    put(&mut files, "plan.toml", "year = 2027\nnetwork = \"En uge\"\n");
    put(&mut files, "schools.csv", "school_id,name\ns0,Skole\n");
    let sites = "site_id,school_id,municipality_code,latitude,longitude\np0,s0,0751,56.1,10.2\np1,s0,0751,56.1,10.2\n";
    put(&mut files, "sites.csv", sites);
    put(&mut files, "fkbs.csv", "fkb_code,title,branch_group\n0001,Titel,Transport\n");
    let goals = [0, 1, 2, 3].map(|g| format!("4000{g},Mål,0001,{days_of_goals}\n")).concat();
    put(&mut files, "goals.csv", &format!("goal_code,title,fkb_code,duration_days\n{goals}"));
    put(&mut files, "approvals.csv", "school_id,fkb_code\ns0,0001\n");
    put(&mut files, "capacity.csv", "site_id,rooms\np0,1\np1,1\n");
    put(&mut files, "closures.csv", "from,to\n2027-01-01,2027-02-28\n2027-03-08,2027-12-31\n");
    put(&mut files, "demand.csv", "goal_code,participants\n40000,20\n");
    let forms =
        "school_id,goal_code,answer,site_id\ns0,40003,offers,p1\ns0,40001,offers,p0\ns0,40000,offers,p0\ns0,40002,offers,p0\n";
    put(&mut files, "forms.csv", forms);
    files
}

#[test]
fn offers_without_dates_that_do_not_fit_together_are_named() {
    // Each of the three fits by itself, and any two fit; the fourth is elsewhere and no part of it.
    let clash = solved(&instance(&one_week(2)), EXACT_COLUMNS).expect_err("six days in a week of five");
    let Failure::Clash(clash) = clash else { panic!("{clash:?}") };
    let lines: Vec<(&str, u64)> = clash.rows.iter().map(|s| (s.file.as_str(), s.line)).collect();
    assert_eq!(lines, [("forms.csv", 3), ("forms.csv", 4), ("forms.csv", 5)]);
    let plan = solved(&instance(&one_week(1)), EXACT_COLUMNS).expect("three days in a week of five").plan;
    assert_eq!(plan.runs.len(), 4);
}
