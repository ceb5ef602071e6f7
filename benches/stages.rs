//! The stages of a plan, each measured alone, on `sample-data/esoe`: see `benches/README.md`.
#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use amuplan::check::check;
use amuplan::domain::instance::Instance;
use amuplan::explain::gaps::{Planned, gaps};
use amuplan::read::folder::read_folder;
use amuplan::report::{Options, plan_folder};
use amuplan::solve::decomposed::prices::evaluate;
use amuplan::solve::decomposed::problem::Problem;
use amuplan::solve::limits::{EXACT_COLUMNS, Limits, Meter};
use amuplan::solve::solve;
use amuplan::verify::verify;
use criterion::{Criterion, criterion_group, criterion_main};

fn instance(folder: &Path) -> Instance {
    let folder = read_folder(folder).expect("the sample can be read");
    check(&folder, None).instance.expect("the sample is valid")
}

fn stages(c: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/esoe");
    let year = instance(&folder);
    let problem = Problem::new(&year);
    let interrupt = AtomicBool::new(false);
    let limits = Limits {
        gap: 0.01,
        time: Duration::from_secs(600),
        work: 8000,
        exact_columns: EXACT_COLUMNS,
        seed: 1,
        interrupt: &interrupt,
        worker: None,
    };
    let outcome = solve(&year, &limits, &mut |_| {}).expect("the sample has a plan");
    let options = Options { asked_gap: 0.01, seed: 1 };
    let files = plan_folder(&year, &outcome, &options);
    let mut group = c.benchmark_group("esoe");
    group.sample_size(10);
    group.bench_function("read_and_check", |b| b.iter(|| black_box(instance(&folder))));
    group.bench_function("build_problem", |b| b.iter(|| black_box(Problem::new(&year))));
    group.bench_function("price_all_goals", |b| {
        b.iter(|| black_box(evaluate(&problem, vec![0; problem.coupling.rows.len()], 0)));
    });
    let read = read_folder(folder.as_path()).expect("the sample can be read");
    let planned = Planned { folder: &read, instance: &year, outcome: &outcome };
    group.bench_function("cures", |b| b.iter(|| black_box(gaps(planned, &limits.highs(), &Meter::start(&limits)))));
    group.bench_function("report", |b| b.iter(|| black_box(plan_folder(&year, &outcome, &options))));
    group.bench_function("verify", |b| b.iter(|| black_box(verify(&year, &files))));
    group.bench_function("solve_to_one_percent", |b| b.iter(|| black_box(solve(&year, &limits, &mut |_| {}))));
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
