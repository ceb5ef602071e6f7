//! What a planning folder means: dialects, spellings, order of rows, demand, rooms, required runs.

mod common;

use amuplan::check::check;
use amuplan::domain::calendar::Day;
use amuplan::domain::goal::{Origin, When};
use amuplan::domain::instance::Instance;
use amuplan::domain::network::PoolScope;
use amuplan::read::folder::Folder;
use common::random::random_folder;
use common::{
    Files, add_row, day, drop_file, drop_row, goal, instance, is_csv, put, set, shuffled, small_folder, text, without_lines,
};

fn rooms(i: &Instance, site: &str, on: Day) -> u16 {
    i.sites.iter().find(|s| s.id == site).expect("site").rooms[on.index()]
}

fn demand(i: &Instance, code: &str) -> Vec<(String, i64)> {
    goal(i, code).demand.iter().map(|(a, n)| (i.areas[a.index()].code.clone(), *n)).collect()
}

#[test]
fn random_folders_are_valid_repeatable_and_of_all_kinds() {
    let (mut offers, mut locked, mut long, mut lent, mut fixed, mut closed) = (0, 0, 0, 0, 0, 0);
    for seed in 0..150 {
        let files = random_folder(seed);
        assert_eq!(files, random_folder(seed));
        let i = instance(&files);
        let runs = || i.goals.iter().flat_map(|g| &g.required);
        offers += runs().filter(|r| r.origin == Origin::Form).count();
        locked += runs().filter(|r| r.origin == Origin::Lock).count();
        fixed += runs().filter(|r| r.when != When::Free).count();
        long += i.goals.iter().filter(|g| g.days > 5).count();
        lent += i.goals.iter().flat_map(|g| &g.eligible).filter(|e| e.lender.is_some()).count();
        closed += i.goals.iter().filter(|g| g.agreement.is_some()).count();
        let open = i.calendar.days().filter(|d| i.sites.iter().any(|s| s.rooms[d.index()] > 0)).count();
        assert!(open <= 20, "seed {seed}: {open} open days");
    }
    let counts = [offers, locked, long, lent, fixed, closed];
    assert!(counts.iter().all(|n| *n > 10), "{counts:?}");
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let small = small_folder();
    for seed in 0..20 {
        assert_eq!(without_lines(instance(&shuffled(&small, seed))), without_lines(instance(&small)), "seed {seed}");
    }
    for seed in 0..100 {
        let files = random_folder(seed);
        assert_eq!(without_lines(instance(&shuffled(&files, seed))), without_lines(instance(&files)), "seed {seed}");
    }
}

/// The CSV files of a folder in another dialect; plan.toml stays.
fn translated(files: &Files, change: impl Fn(&str) -> Vec<u8>) -> Files {
    let one = |(name, bytes): (&String, &Vec<u8>)| {
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        (name.clone(), if is_csv(name) { change(&text) } else { bytes.clone() })
    };
    files.iter().map(one).collect()
}

/// Semicolons and decimal commas. Only numbers have points in the small folder.
fn semicolons(text: &str) -> String {
    text.replace(',', ";").replace('.', ",")
}

/// A name, and how it writes a text.
type Dialect<'a> = (&'a str, &'a dyn Fn(&str) -> Vec<u8>);

#[test]
fn all_dialects_mean_the_same() {
    let without_inputs = |files: &Files| {
        let mut i = without_lines(instance(files));
        i.inputs.clear();
        i
    };
    let small = small_folder();
    let expected = without_inputs(&small);
    let windows = |text: &str| encoding_rs::WINDOWS_1252.encode(&text.replace('\n', "\r\n")).0.into_owned();
    let dialects: [Dialect<'_>; 6] = [
        ("byte order mark and CRLF", &|t| format!("\u{FEFF}{}", t.replace('\n', "\r\n")).into_bytes()),
        ("lone carriage returns", &|t| t.replace('\n', "\r").into_bytes()),
        ("semicolons and decimal commas", &|t| semicolons(t).into_bytes()),
        ("Windows-1252 with semicolons", &|t| windows(&semicolons(t))),
        ("a first line sep=;", &|t| format!("sep=;\r\n{}", semicolons(t)).into_bytes()),
        ("blanks, blank lines and capitals in the header", &|t| {
            let (header, rows) = t.split_once('\n').expect("a header");
            format!("{}\n\n{}\n,,\n", header.to_uppercase(), rows.replace(',', " ,\u{A0}")).into_bytes()
        }),
    ];
    for (name, change) in dialects {
        assert_eq!(without_inputs(&translated(&small, change)), expected, "{name}");
    }
}

#[test]
fn spellings_of_dates_weeks_and_yes_mean_the_same() {
    let mut files = small_folder();
    set(&mut files, "forms.csv", 2, "start_date", "01-03-2027");
    set(&mut files, "forms.csv", 2, "guarantee", "X");
    set(&mut files, "forms.csv", 3, "week", "2027-W14");
    set(&mut files, "forms.csv", 4, "guarantee", "N");
    set(&mut files, "locks.csv", 2, "week", "Uge 10");
    set(&mut files, "schools.csv", 2, "member", "");
    set(&mut files, "goals.csv", 5, "distance_ok", "j");
    let mut changed = instance(&files);
    changed.inputs.clear();
    let mut expected = instance(&small_folder());
    expected.inputs.clear();
    assert_eq!(changed, expected);
}

#[test]
fn our_own_escaping_apostrophe_is_taken_off() {
    let mut files = small_folder();
    set(&mut files, "goals.csv", 2, "title", "'=Kranfører");
    assert_eq!(goal(&instance(&files), "40001").title, "=Kranfører");
}

#[test]
fn fingerprints_do_not_depend_on_the_order_of_rows() {
    let i = instance(&small_folder());
    let mut names: Vec<String> = small_folder().into_keys().collect();
    names.retain(|name| name != "status.csv" && !name.starts_with("scenarios/"));
    assert_eq!(i.inputs.keys().cloned().collect::<Vec<_>>(), names, "every file that a plan depends on");
    let mut files = small_folder();
    set(&mut files, "status.csv", 2, "enrolled", "8");
    assert_eq!(instance(&files).inputs, i.inputs, "enrolment makes no other plan");
    assert_eq!(instance(&shuffled(&small_folder(), 3)).inputs, i.inputs);
    let mut files = small_folder();
    set(&mut files, "demand.csv", 2, "participants", "12.6");
    let changed: Vec<_> = instance(&files).inputs.into_iter().filter(|(name, hash)| i.inputs[name] != *hash).collect();
    assert_eq!(changed.len(), 1);
}

#[test]
fn rooms_follow_the_narrowest_row_closures_and_the_calendar() {
    let i = instance(&small_folder());
    let at = |site, month, d| rooms(&i, site, day(&i, month, d));
    assert_eq!([at("nord-1", 3, 1), at("nord-1", 8, 2), at("nord-1", 9, 1)], [2, 1, 2], "August has a row of its own");
    assert_eq!(
        [at("syd-1", 3, 6), at("syd-1", 3, 29), at("syd-1", 12, 24), at("syd-1", 5, 7)],
        [0; 4],
        "weekend, holiday, customary"
    );
    assert_eq!([at("syd-1", 7, 13), at("nord-1", 7, 13), at("nord-1", 2, 16), at("syd-1", 2, 16)], [0, 0, 0, 3]);
    let syd = i.sites.iter().find(|s| s.id == "syd-1").expect("syd-1");
    let soft: Vec<_> = i.calendar.days().filter(|d| syd.soft[d.index()]).map(|d| i.calendar.date(d).to_string()).collect();
    assert_eq!(soft, ["2027-10-18", "2027-10-19", "2027-10-20", "2027-10-21", "2027-10-22"]);
}

#[test]
fn a_soft_closure_opens_customary_days_but_never_holidays() {
    let mut files = small_folder();
    add_row(&mut files, "closures.csv", &[("from", "2027-05-05"), ("to", "2027-05-09"), ("hard", "false")]);
    let i = instance(&files);
    let syd = i.sites.iter().find(|s| s.id == "syd-1").expect("syd-1");
    let state = |d| (syd.rooms[day(&i, 5, d).index()], syd.soft[day(&i, 5, d).index()]);
    assert_eq!(state(5), (3, true));
    assert_eq!(state(6), (0, false), "Ascension Day stays closed");
    assert_eq!(state(7), (3, true), "the Friday after is open, softly closed");
    assert_eq!(state(8), (0, false), "Saturday");
}

#[test]
fn teacher_pools_hold_on_their_days() {
    let i = instance(&small_folder());
    let [nord, syd] = &i.pools[..] else { panic!("two pools") };
    assert!(matches!(nord.scope, PoolScope::Fkb(f) if i.fkb(f).code == "2222"));
    assert!(nord.limit.iter().all(|l| *l == Some(1)));
    assert!(matches!(syd.scope, PoolScope::Group(g) if i.group(g) == "Bygge- og anlæg"));
    assert_eq!([syd.limit[day(&i, 6, 30).index()], syd.limit[day(&i, 7, 1).index()]], [Some(2), None]);
}

#[test]
fn demand_takes_the_closest_level() {
    let i = instance(&small_folder());
    let pair = |code: &str, n| (code.to_string(), n);
    assert_eq!(demand(&i, "40001"), [pair("0751", 6000), pair("0851", 12_500)], "rows of the goal");
    // FKB 2679 has two goals in scope; the need of 6 is shared too.
    assert_eq!(demand(&i, "40003"), [pair("0615", 3000), pair("0751", 12_000)]);
    assert_eq!(demand(&i, "40004"), [pair("0615", 3000), pair("0751", 12_000)]);
    let waiting: Vec<_> = goal(&i, "40001").waiting.iter().map(|(a, n)| (i.areas[a.index()].code.as_str(), *n)).collect();
    assert_eq!(waiting, [("0851", 6000)], "2 waiting and 4 firm of a need");
    // Transport has two goals in scope (40007 is attached, 40008 exempt): 20 participants each, spread by inhabitants.
    let spread = demand(&i, "40005");
    let total: i64 = spread.iter().map(|(_, n)| n).sum();
    assert!((19_980..=20_020).contains(&total), "{total}");
    assert!(spread.iter().all(|(code, _)| code != "0101"), "Copenhagen is out of reach");
    assert!(spread.iter().any(|(code, _)| code == "0751"));
}

#[test]
fn demand_falls_back_to_the_mean_of_the_last_three_years() {
    let mut files = small_folder();
    drop_row(&mut files, "demand.csv", 4);
    let rows = [("2027", "500"), ("2026", "30"), ("2025", "12"), ("2023", "9"), ("2020", "900")];
    for (year, participants) in rows {
        let cells = [("year", year), ("goal_code", "40002"), ("school_id", "nord"), ("participants", participants)];
        add_row(&mut files, "history.csv", &cells);
    }
    let cells = [("year", "2026"), ("goal_code", "40002"), ("school_id", "syd"), ("participants", "3")];
    add_row(&mut files, "history.csv", &cells);
    let i = instance(&files);
    let total: i64 = demand(&i, "40002").iter().map(|(_, n)| n).sum();
    assert!((17_980..=18_020).contains(&total), "(33 + 12 + 9) / 3 = 18, found {total}");
}

#[test]
fn eligibility_duties_and_lenders_follow_the_approvals() {
    let i = instance(&small_folder());
    let sites = |code: &str| goal(&i, code).eligible.iter().map(|e| i.site(e.site).id.clone()).collect::<Vec<_>>();
    assert_eq!(sites("40001"), ["nord-1", "syd-2"], "syd-1 has no crane");
    assert_eq!(sites("40002"), ["nord-1"], "syd said cannot");
    assert_eq!(sites("40003"), ["syd-1", "syd-2"], "40003 is excepted from nord's approval");
    assert_eq!(sites("40005"), ["syd-1", "syd-2"]);
    let ids = |schools: &[amuplan::domain::ids::SchoolIx]| schools.iter().map(|s| i.school(*s).id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&goal(&i, "40001").duties), ["nord", "syd"], "a lent approval is a duty too");
    assert_eq!(ids(&goal(&i, "40002").duties), ["nord", "syd"], "a refusal does not take the duty away");
    assert_eq!(ids(&goal(&i, "40003").duties), ["syd"]);
    assert_eq!(ids(&goal(&i, "40001").outside), ["ude"]);
    assert_eq!(ids(&goal(&i, "40001").last_executors), ["nord"]);
    let lent = &goal(&i, "40001").eligible[1];
    assert_eq!((lent.approved.clone(), lent.lender.map(|s| i.school(s).id.as_str())), (vec![(Day(31), Day(364))], Some("ude")));
    let codes: Vec<_> = i.goals.iter().map(|g| g.code.as_str()).collect();
    assert_eq!(codes, ["40001", "40002", "40003", "40004", "40005", "40006"]);
    let mut all = small_folder();
    let plan = text(&all, "plan.toml").replace("\"core\"", "\"all\"");
    put(&mut all, "plan.toml", &plan);
    assert_eq!(instance(&all).goals.len(), 7, "attached goals are in scope with scope = all, exempt ones never");
}

#[test]
fn travel_comes_from_the_file_else_from_the_great_circle() {
    let i = instance(&small_folder());
    let metres = |area: &str, site: &str| {
        let a = i.areas.iter().position(|x| x.code == area).expect("area");
        let s = i.sites.iter().position(|x| x.id == site).expect("site");
        i.travel[a][s]
    };
    assert_eq!(metres("0751", "syd-2"), 48_000);
    assert_eq!(metres("0851", "syd-1"), 75_000, "75 minutes at 60 km an hour");
    let odense = metres("0461", "nord-1");
    assert!((235_000..=250_000).contains(&odense), "184 to 190 km times 1.3, found {odense}");
    assert_eq!((i.areas.len(), i.sites.len()), (98, 3));
    let mut files = small_folder();
    put(
        &mut files,
        "municipalities.csv",
        "code,name,latitude,longitude,population\n0751,Aarhus,56.163,10.204,5\n0999,Ny,56,10,7\n",
    );
    let i = instance(&files);
    assert_eq!(i.areas.len(), 99, "new ones are added");
    assert_eq!(i.areas.iter().find(|a| a.code == "0751").map(|a| a.population), Some(5), "known ones replaced");
}

#[test]
fn optional_files_may_be_missing_or_empty() {
    let mut files = small_folder();
    for file in ["teachers.csv", "equipment.csv", "closures.csv", "forms.csv", "history.csv", "agreements.csv", "locks.csv"] {
        drop_file(&mut files, file);
    }
    for file in ["needs.csv", "status.csv", "travel.csv", "demand.csv"] {
        put(&mut files, file, "");
    }
    set(&mut files, "goals.csv", 2, "equipment", "");
    let i = instance(&files);
    assert!(i.goals.iter().all(|g| g.demand.is_empty() && g.required.is_empty()));
}

#[test]
fn one_school_alone_is_a_network() {
    let mut files = Files::new();
    put(&mut files, "plan.toml", "year = 2028\nnetwork = \"En\"\n");
    put(&mut files, "schools.csv", "school_id,name\na,A\n");
    put(&mut files, "sites.csv", "site_id,school_id,municipality_code,latitude,longitude\na1,a,0751,56.1,10.2\n");
    put(&mut files, "fkbs.csv", "fkb_code,title,branch_group\n1,T,G\n");
    put(&mut files, "goals.csv", "goal_code,title,fkb_code,duration_days\n00001,T,1,0.5\n");
    put(&mut files, "approvals.csv", "school_id,fkb_code\na,1\n");
    put(&mut files, "capacity.csv", "site_id,rooms\na1,1\n");
    put(&mut files, "demand.csv", "goal_code,participants\n00001,0.5\n");
    let i = instance(&files);
    assert_eq!((i.calendar.len(), i.seed, i.profile.name.as_str()), (366, 1, "balanced"));
    let g = goal(&i, "00001");
    assert_eq!((g.days, g.duration, g.min, g.max, g.duties.len()), (1, 500, 10, 20, 1));
    assert_eq!(rooms(&i, "a1", Day(59)), 1, "29 February 2028 is a Tuesday");
}

#[test]
fn a_profile_of_the_caller_or_of_the_folder_is_used() {
    let profile = amuplan::check::profile::by_name("near-home").expect("built in");
    let folder = Folder::from_files(small_folder());
    assert_eq!(check(&folder, Some(&profile)).instance.expect("instance").profile, profile);
    let mut files = small_folder();
    put(&mut files, "plan.toml", "year = 2027\nnetwork = \"x\"\nprofile = \"own\"\n");
    let own = include_str!("../models/profiles/balanced.toml").replace("max_runs = 3", "max_runs = 4");
    put(&mut files, "profiles/own.toml", &own);
    assert_eq!(instance(&files).profile.runs.max_runs, 4);
}
