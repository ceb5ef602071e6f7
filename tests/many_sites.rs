//! A goal that could run at very many sites: the choices weighed stay bounded, and the plan is still verified.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use amuplan::check::{check, profile::parse_profile};
use amuplan::domain::instance::Instance;
use amuplan::formulation::parameters::Parameters;
use amuplan::read::folder::Folder;
use amuplan::report::{Options, plan_folder};
use amuplan::solve::limits::Limits;
use amuplan::solve::solve;
use amuplan::verify::verify;

/// One school with so many sites, a popular goal that nobody offers (90001), and one that it offers twice (90002).
fn instance(sites: usize) -> Instance {
    let mut rows =
        (String::from("site_id,school_id,name,municipality_code,latitude,longitude\n"), String::from("site_id,rooms\n"));
    for i in 0..sites {
        let _ = writeln!(rows.0, "s{i:03},skole,Afdeling {i},0751,{:.4},10.2", 56.0 + i as f64 / 1000.0);
        let _ = writeln!(rows.1, "s{i:03},1");
    }
    let goals = "goal_code,title,fkb_code,duration_days\n90001,Et mål,2222,2\n90002,Et andet mål,2222,3\n";
    let files: [(&str, &str); 9] = [
        ("plan.toml", "year = 2027\nnetwork = \"Et net\"\n"),
        ("schools.csv", "school_id,name\nskole,Skolen\n"),
        ("sites.csv", &rows.0),
        ("fkbs.csv", "fkb_code,title,branch_group\n2222,Et område,SOSU\n"),
        ("goals.csv", goals),
        ("approvals.csv", "school_id,fkb_code\nskole,2222\n"),
        ("capacity.csv", &rows.1),
        ("demand.csv", "goal_code,municipality_code,participants\n90001,0751,1000\n90002,0751,1000\n"),
        ("forms.csv", "school_id,goal_code,answer,runs\nskole,90002,offers,2\n"),
    ];
    let files: BTreeMap<String, Vec<u8>> =
        files.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect();
    let many = include_str!("../models/profiles/balanced.toml").replace("max_runs = 3 ", "max_runs = 4 ");
    let profile = parse_profile(&many).expect("four runs are allowed");
    assert_eq!(profile.runs.max_runs, 4);
    let checked = check(&Folder::from_files(files), Some(&profile));
    checked.instance.unwrap_or_else(|| panic!("{:?}", checked.findings))
}

#[test]
fn most_runs_are_lowered_until_the_choices_of_sites_can_be_weighed() {
    // 10 sites: C(13, 4) = 715. 60 sites: C(63, 4) = 595,665 is too many, C(62, 3) = 37,820 is not; 60 · 60 · 60 is too many for 90002.
    assert_eq!(Parameters::new(&instance(10)).most_runs, [4, 4]);
    assert_eq!(Parameters::new(&instance(60)).most_runs, [3, 2]);
}

#[test]
fn a_school_with_sixty_sites_gets_a_verified_plan() {
    let year = instance(60);
    let interrupt = AtomicBool::new(false);
    let limits = Limits {
        gap: 0.05,
        time: Duration::from_secs(120),
        work: 50,
        exact_columns: 0,
        seed: 1,
        interrupt: &interrupt,
        worker: None,
    };
    let outcome = solve(&year, &limits, &mut |_| {}).expect("a plan");
    let files = plan_folder(&year, &outcome, &Options { asked_gap: 0.05, seed: 1 });
    let verdict = verify(&year, &files);
    assert_eq!(verdict.violations, []);
    assert!(outcome.plan.runs.len() >= 3);
}
