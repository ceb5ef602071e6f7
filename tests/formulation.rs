//! The annual programme against rows and optima worked out by hand, against every plan tried one by one, and against its own dump.

mod tiny;

use amuplan::domain::calendar::Day;
use amuplan::formulation::model::{AnnualModel, GapMode, build};
use amuplan::solve::highs::{Limits, Status};
use amuplan::solve::monolithic::{Monolithic, solve};
use tiny::{Year, brute, random};

fn model(year: &Year, gaps: GapMode) -> AnnualModel<'_> {
    build(&year.instance, &year.parameters, &year.goals, &year.coupling, gaps)
}

fn solved(year: &Year) -> Monolithic {
    let limits = Limits { seconds: Some(60.0), ..Limits::default() };
    solve(&year.instance, &year.parameters, &year.goals, &year.coupling, &limits, None)
}

#[test]
fn every_plan_tried_one_by_one_gives_the_same_optimum() {
    let mut planned = 0;
    for seed in 0..120 {
        let year = Year::new(random::instance(seed));
        let found = solved(&year);
        match brute::best(&year) {
            Some(best) => {
                assert_eq!((&found.status, found.gaps, found.value), (&Status::Optimal, best.0, best.1), "seed {seed}");
                assert_eq!(found.bound, Some(best.1), "seed {seed}");
                planned += 1;
                eprintln!("{seed} {best:?} {} {}", found.columns, found.rows);
            }
            None => assert_eq!(found.status, Status::Infeasible, "seed {seed}"),
        }
    }
    assert!(planned >= 30, "only {planned} years have a plan");
}

#[test]
fn dump() {
    let year = Year::new(tiny::tiny());
    println!("{}", model(&year, GapMode::Weighted).linear.text());
    println!("{:?}", solved(&year));
}
