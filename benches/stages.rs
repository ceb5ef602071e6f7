//! The stages of a plan, each measured alone, at three sizes and three tightnesses: see `benches/README.md`.
//!
//! The networks are generated: synthetic. Whole solves stop at an amount of work, so that two commits do the same where they search alike.
#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use amuplan::check::check;
use amuplan::domain::ids::GoalIx;
use amuplan::domain::instance::Instance;
use amuplan::explain::gaps::{Planned, gaps};
use amuplan::formulation::placement::GoalModel;
use amuplan::generate::{Preset, generate};
use amuplan::read::folder::read_folder;
use amuplan::report::files::write_new_folder;
use amuplan::report::{Options, plan_folder};
use amuplan::solve::decomposed::bound::Bound;
use amuplan::solve::decomposed::candidates::Width;
use amuplan::solve::decomposed::improve::{Order, construct};
use amuplan::solve::decomposed::parts::{Part, solve_part};
use amuplan::solve::decomposed::prices::Ascent;
use amuplan::solve::decomposed::problem::Problem;
use amuplan::solve::limits::{Limits, Meter};
use amuplan::solve::solve;
use amuplan::verify::verify;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};

const PRESETS: [Preset; 3] = [Preset::Demo, Preset::Esoe, Preset::Region];
const TIGHTNESSES: [f64; 3] = [0.5, 0.7, 0.95];

/// Steps of prices, goals of a part, and work of a solve (millions of steps) that are measured.
const PRICE_STEPS: usize = 20;
const PART_GOALS: usize = 60;
const WORK: u64 = 500;

fn instance(folder: &Path) -> Instance {
    let folder = read_folder(folder).expect("the network can be read");
    check(&folder, None).instance.expect("the network is valid")
}

fn stages(c: &mut Criterion) {
    for preset in PRESETS {
        for tightness in TIGHTNESSES {
            let room = tempfile::tempdir().expect("a temporary folder");
            let folder = room.path().join("network");
            write_new_folder(&folder, &generate(preset, 1, tightness)).expect("the network is written");
            let mut group = c.benchmark_group(format!("{}-{tightness}", preset.name()));
            group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
            group.bench_function("read_and_check", |b| b.iter(|| black_box(instance(&folder))));
            let year = instance(&folder);
            before_the_plan(&mut group, &year);
            plan_and_after(&mut group, &folder, &year);
            group.finish();
        }
    }
}

fn before_the_plan(group: &mut BenchmarkGroup<'_, WallTime>, year: &Instance) {
    let problem = Problem::new(year);
    let nothing = || vec![0; problem.coupling.rows.len()];
    group.bench_function("build_problem", |b| b.iter(|| black_box(Problem::new(year))));
    group.bench_function("placements_of_all_goals", |b| {
        let model = |g| GoalModel::new(year, &problem.parameters, GoalIx::from(g)).placements.len();
        b.iter(|| black_box((0..year.goals.len()).map(model).sum::<usize>()));
    });
    group.bench_function("price_all_goals", |b| b.iter(|| black_box(Bound::at(&problem, nothing(), Arc::default(), 0))));
    group.bench_function("twenty_steps_of_prices", |b| {
        b.iter(|| {
            let mut ascent = Ascent::new(&problem, 0);
            (0..PRICE_STEPS).for_each(|_| _ = ascent.step(&problem));
            black_box(ascent.best.bound)
        });
    });
    let plan = construct(&problem, nothing(), Order::RequiredFirst);
    group.bench_function("first_plan", |b| b.iter(|| black_box(construct(&problem, nothing(), Order::RequiredFirst))));
    let goals = (0..problem.models.len()).filter(|g| plan.state.choice(*g).is_some()).take(PART_GOALS).collect();
    let part = Part { goals, width: Width::any(40, 12), lead: nothing(), nodes: 60 };
    let limits = amuplan::solve::highs::Limits::default();
    group.bench_function("part_of_sixty_goals", |b| b.iter(|| black_box(solve_part(&problem, &plan, &part, &limits))));
}

fn plan_and_after(group: &mut BenchmarkGroup<'_, WallTime>, folder: &Path, year: &Instance) {
    let interrupt = AtomicBool::new(false);
    let limits = Limits {
        gap: 0.0,
        time: Duration::from_secs(600),
        work: WORK,
        exact_columns: 0,
        seed: 1,
        interrupt: &interrupt,
        worker: None,
    };
    group.bench_function("solve", |b| b.iter(|| black_box(solve(year, &limits, &mut |_| {}).is_ok())));
    // Where rooms are scarce so little work may leave a fixed run without a place: then there is no plan to write.
    let Ok(outcome) = solve(year, &limits, &mut |_| {}) else { return };
    let options = Options { asked_gap: 0.01, seed: 1 };
    let files = plan_folder(year, &outcome, &options);
    let read = read_folder(folder).expect("the network can be read");
    let planned = Planned { folder: &read, instance: year, outcome: &outcome };
    let unlimited = Limits { work: u64::MAX, ..limits };
    group.bench_function("cures", |b| b.iter(|| black_box(gaps(planned, &unlimited.highs(), &Meter::start(&unlimited)))));
    group.bench_function("report", |b| b.iter(|| black_box(plan_folder(year, &outcome, &options))));
    group.bench_function("verify", |b| b.iter(|| black_box(verify(year, &files))));
}

criterion_group!(benches, stages);
criterion_main!(benches);
