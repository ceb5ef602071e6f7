//! A network for the follow-up, with a plan made by hand: three schools, all distances given.
//!
//! | school | site | town | to aar-1 | to hor-1 | to aal-1 |
//! |---|---|---|---|---|---|
//! | aar | aar-1 | 0751 | 2 km | 42 km | 112 km |
//! | hor | hor-1 | 0615 | 40 km | 3 km | 150 km |
//! | aal | aal-1 | 0851 | 110 km | 152 km | 1 km |
//!
//! Each goal has 9 expected participants in 0751 and nobody elsewhere, so that its only run at aar-1 has a mean of 9.

use amuplan::check::finding::{Finding, Findings};
use amuplan::domain::goal::Origin;
use amuplan::domain::ids::{GoalIx, SiteIx};
use amuplan::domain::instance::Instance;
use amuplan::domain::plan::{Plan, Run};
use amuplan::followup::{FollowUp, follow_up};
use chrono::NaiveDate;

use super::{Files, instance, put};

/// The heading of status.csv.
pub const HEAD: &str = "goal_code,run,enrolled,waiting,deadline,cancelled,school_id\n";

/// The planning folder without status.csv. Goals of two days, 8 to 12 participants: 01001 plain, 01002 may be a guarantee course, 01003 at a
/// distance, 01004 that nobody is approved for, 01005 that Aalborg alone is approved for.
pub fn folder(year: i32) -> Files {
    let mut files = Files::new();
    let mut add = |name: &str, text: &str| put(&mut files, name, text);
    add("plan.toml", &format!("year = {year}\nnetwork = \"Opfølgning\"\n"));
    add(
        "schools.csv",
        "school_id,name,member\naal,Aalborgskolen,ja\naar,Aarhusskolen,ja\nhor,Horsensskolen,ja\nude,Udeskolen,nej\n",
    );
    add(
        "sites.csv",
        "site_id,school_id,address,postal_code,city,municipality_code,latitude,longitude\n\
         aal-1,aal,Nordvej 1,9000,Aalborg,0851,57.048,9.919\n\
         aar-1,aar,Åvej 2,8000,Aarhus C,0751,56.156,10.21\n\
         hor-1,hor,Fjordvej 3,8700,Horsens,0615,55.862,9.85\n",
    );
    add(
        "travel.csv",
        "municipality_code,site_id,km\n0751,aar-1,2\n0751,hor-1,40\n0751,aal-1,110\n0615,aar-1,42\n0615,hor-1,3\n0615,aal-1,152\n\
         0851,aar-1,112\n0851,hor-1,150\n0851,aal-1,1\n",
    );
    add("fkbs.csv", "fkb_code,title,branch_group\n0001,Fælles,SOSU\n0002,Ingen,SOSU\n0003,Nord,SOSU\n");
    add(
        "goals.csv",
        "goal_code,title,fkb_code,duration_days,min_participants,max_participants,guarantee_ok,distance_ok\n\
         01001,Første mål,0001,2,8,12,nej,nej\n01002,Andet mål,0001,2,8,12,ja,nej\n01003,Fjernt mål,0001,2,8,12,nej,ja\n\
         01004,Hul,0002,2,8,12,ja,nej\n01005,Nordmål,0003,2,8,12,ja,nej\n",
    );
    add("approvals.csv", "school_id,fkb_code\naal,0001\naar,0001\nhor,0001\naal,0003\n");
    add("capacity.csv", "site_id,rooms\naal-1,1\naar-1,1\nhor-1,1\n");
    let demand: Vec<String> = (1..=5).map(|goal| format!("0100{goal},0751,9")).collect();
    add("demand.csv", &format!("goal_code,municipality_code,participants\n{}\n", demand.join("\n")));
    files
}

/// The folder's instance with these rows of status.csv.
pub fn with_status(mut files: Files, rows: &str) -> Instance {
    put(&mut files, "status.csv", &format!("{HEAD}{rows}"));
    instance(&files)
}

/// A run: goal, site and start; a guarantee course where `guarantee`.
pub fn run(i: &Instance, goal: &str, site: &str, start: &str, guarantee: bool) -> Run {
    let goal = GoalIx::from(i.goals.iter().position(|g| g.code == goal).expect("a goal"));
    let site = SiteIx::from(i.sites.iter().position(|s| s.id == site).expect("a site"));
    let start = i.calendar.day(date(start)).expect("in the year");
    Run { goal, start, site, guarantee, min: if guarantee { 5 } else { 8 }, max: 12, origin: Origin::Assigned }
}

/// A plan of such runs.
pub fn plan(i: &Instance, runs: &[(&str, &str, &str, bool)]) -> Plan {
    Plan::new(runs.iter().map(|(goal, site, start, guarantee)| run(i, goal, site, start, *guarantee)).collect())
}

/// A date.
pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date of the test")
}

/// Findings that need a plan: `tests/followup.rs` produces them.
pub const OF_THE_PLAN: [&str; 3] = ["E801", "E803", "W804"];

/// The run of 15 March 2027.
pub const MARCH: (&str, &str, &str, bool) = ("01001", "aar-1", "2027-03-15", false);

/// What these rows ask for with the plan of that one run on 1 March 2027, and what is wrong with them.
pub fn with_march(rows: &str) -> (Option<FollowUp>, Vec<Finding>) {
    let i = with_status(folder(2027), rows);
    let mut findings = Findings::default();
    let made = follow_up(&i, &plan(&i, &[MARCH]), date("2027-03-01"), &mut findings);
    (made, findings.sorted())
}

/// Figures that do not fit that plan: code, line, column and rows.
pub const WRONG: [(&str, u64, &str, &str); 6] = [
    ("E801", 2, "run", "01001,2,3,,,,\n"),
    ("E801", 3, "run", "01001,1,3,,,,\n01004,1,0,4,,,\n"),
    ("E803", 2, "deadline", "01001,1,3,,2027-03-16,,\n"),
    ("E803", 2, "deadline", "01001,1,3,,14-03-2026,,\n01001,1,0,2,,,hor\n"),
    ("W804", 2, "enrolled", "01001,1,9,,,,\n01001,1,4,,,,hor\n"),
    ("E315", 3, "", "01001,1,3,,,,\n01001,1,4,,,,aar\n"),
];
