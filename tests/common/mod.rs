//! Helpers for tests: a small valid planning folder in memory, patches on it, and random small folders.
//!
//! ```ignore
//! let mut files = common::small_folder();
//! common::set(&mut files, "forms.csv", 2, "school_id", "nord");   // line 2 is the first data row
//! let line = common::add_row(&mut files, "locks.csv", &[("lock", "forbid"), ("goal_code", "40001")]);
//! common::drop_file(&mut files, "teachers.csv");
//! let checked = common::checked(&files);
//! ```
//!
//! Cells of the small folder hold neither commas nor quotes, so a patch can split lines at commas.
#![allow(dead_code, reason = "each test binary uses its own part of these helpers")]

pub mod book;
pub mod cure;
pub mod enrolment;
pub mod random;
pub mod spoilt;
pub mod wrong;
pub mod zip;

use std::collections::BTreeMap;

use amuplan::check::{Checked, check};
use amuplan::domain::calendar::Day;
use amuplan::domain::goal::Goal;
use amuplan::domain::instance::Instance;
use amuplan::read::folder::Folder;
use chrono::NaiveDate;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// File name to bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The small folder: year 2027, two member schools (nord with one site, syd with two), one outside school (ude), three
/// FKBs in two branch groups, eight goals of which one (40008) is exempt. Every kind of file is there. It gives an
/// instance without any finding.
const SMALL: &[(&str, &str)] = &[
    (
        "plan.toml",
        "year = 2027\nnetwork = \"Prøvenetværk\"\nlanguage = \"da\"\nscope = \"core\"\nprofile = \"balanced\"\nseed = 7\n",
    ),
    (
        "schools.csv",
        "school_id,name,institution_code,member,guarantee_cap,max_course_days,home_municipalities\n\
         nord,Nordskolen,111111,true,3,120,0851\n\
         syd,Sydskolen,222222,ja,,,0751 0615\n\
         ude,Udeskolen,333333,nej,,,\n",
    ),
    (
        "sites.csv",
        "site_id,school_id,name,address,postal_code,city,municipality_code,latitude,longitude\n\
         nord-1,nord,Hovedafdeling,Nordvej 1,9000,Aalborg,0851,57.048,9.919\n\
         syd-1,syd,Aarhus,Sydvej 2,8000,Aarhus C,0751,56.163,10.204\n\
         syd-2,syd,Horsens,Havnevej 3,8700,Horsens,0615,55.860,9.850\n\
         ude-1,ude,Odense,Udevej 4,5000,Odense C,0461,55.396,10.388\n",
    ),
    (
        "fkbs.csv",
        "fkb_code,title,branch_group\n2222,Kraner og løft,Bygge- og anlæg\n2679,Nedrivning,Bygge- og anlæg\n0312,Vejtransport,Transport\n",
    ),
    (
        "goals.csv",
        "goal_code,title,fkb_code,also_in,kind,duration_days,min_participants,max_participants,guarantee_ok,distance_ok,exempt,archived_from,parent_goal,equipment\n\
         40001,Kranfører,2222,,core,5,8,16,true,false,false,,,kran\n\
         40002,Løftegrej,2222,2679,core,1,10,20,true,false,false,,,\n\
         40003,Asbest,2679,,core,2.5,10,20,true,false,false,,,\n\
         40004,Nedrivningsplan,2679,,core,2,6,,true,true,false,,,\n\
         40005,Buskørsel,0312,,core,10,8,16,false,false,false,,,\n\
         40006,Køreteknik,0312,,core,0.5,,,true,false,false,,40005,\n\
         40007,Gods til fods,0312,,attached,1,,,true,false,false,,,\n\
         40008,Gammelt mål,0312,,core,1,,,true,false,true,,,\n",
    ),
    (
        "approvals.csv",
        "school_id,fkb_code,valid_from,valid_to,lender_school_id,except_goals\n\
         nord,2222,2020-01-01,,,\n\
         nord,2679,,,,40003\n\
         syd,2679,,,,\n\
         syd,2222,2027-02-01,,ude,\n\
         syd,0312,,,,\n\
         ude,2222,,,,\n",
    ),
    ("capacity.csv", "site_id,rooms,from,to\nnord-1,2,,\nnord-1,1,2027-08-01,2027-08-31\nsyd-1,3,,\nsyd-2,1,,\n"),
    (
        "teachers.csv",
        "school_id,fkb_code,branch_group,parallel_courses,from,to\nnord,2222,,1,,\nsyd,,Bygge- og anlæg,2,2027-01-01,2027-06-30\n",
    ),
    ("equipment.csv", "site_id,equipment\nnord-1,kran\nsyd-2,kran\n"),
    (
        "closures.csv",
        "school_id,site_id,from,to,reason,hard\n,,2027-07-12,2027-08-01,Sommer,true\nsyd,,2027-10-18,2027-10-22,Efterår,false\n,nord-1,2027-02-15,2027-02-19,Ombygning,\n",
    ),
    (
        "forms.csv",
        "school_id,goal_code,answer,site_id,start_date,week,runs,guarantee,min_participants,max_participants,note\n\
         nord,40001,offers,nord-1,2027-03-01,,,true,5,12,\n\
         syd,40003,offers,,,uge 14,,,,,\n\
         syd,40005,offers,syd-1,,,2,nej,,,\n\
         nord,40002,can,,,12,,,,,\n\
         syd,40002,cannot,,,,,,,,\n",
    ),
    (
        "demand.csv",
        "goal_code,fkb_code,branch_group,municipality_code,participants,waiting\n\
         40001,,,0851,12.5,2\n\
         40001,,,0751,6,\n\
         40002,,,,30,\n\
         ,2679,,0751,24,\n\
         ,,Transport,,40,3\n",
    ),
    ("history.csv", "year,goal_code,school_id,announced,held,participants\n2026,40001,nord,2,1,14\n2025,40003,syd,1,1,9\n"),
    ("agreements.csv", "goal_code,outside_school,reference,start_date,note\n40004,Udeskolen,A-17,2027-09-06,\n"),
    (
        "locks.csv",
        "lock,goal_code,school_id,site_id,start_date,week,guarantee,by,reason,at\n\
         keep,40005,syd,,,2027-W10,,Mette,aftalt,2026-05-01\n\
         forbid,40006,syd,syd-2,,20,,Jens,eksamen,\n",
    ),
    (
        "needs.csv",
        "employer,municipality_code,goal_code,fkb_code,participants,earliest,latest,firm,note\n\
         Kranfirmaet,0851,40001,,4,2027-02-01,2027-04-30,ja,\n\
         Nedriver,0615,,2679,6,,,,\n",
    ),
    ("status.csv", "goal_code,run,enrolled,waiting,deadline,cancelled\n40001,1,7,0,2027-02-20,false\n"),
    ("travel.csv", "municipality_code,site_id,km,minutes\n0751,syd-2,48,\n0851,syd-1,,75\n"),
    (
        "scenarios/fewer-rooms.toml",
        "name = \"Færre lokaler\"\ndescription = \"Halvt så mange\"\n[[scale]]\nfile = \"capacity.csv\"\ncolumn = \"rooms\"\nby = 0.5\n",
    ),
];

/// A fresh copy of the small folder.
#[must_use]
pub fn small_folder() -> Files {
    SMALL.iter().map(|(name, text)| ((*name).to_string(), text.as_bytes().to_vec())).collect()
}

/// The text of a file; empty if it is not there.
#[must_use]
pub fn text(files: &Files, file: &str) -> String {
    String::from_utf8(files.get(file).cloned().unwrap_or_default()).expect("the small folder is UTF-8")
}

/// Replaces or adds a whole file.
pub fn put(files: &mut Files, file: &str, text: &str) {
    files.insert(file.to_string(), text.as_bytes().to_vec());
}

/// Removes a file.
pub fn drop_file(files: &mut Files, file: &str) {
    assert!(files.remove(file).is_some(), "{file} is not there");
}

fn lines(files: &Files, file: &str) -> Vec<String> {
    text(files, file).lines().map(str::to_string).collect()
}

fn put_lines(files: &mut Files, file: &str, lines: &[String]) {
    put(files, file, &(lines.join("\n") + "\n"));
}

/// Replaces one cell; line 1 is the header.
pub fn set(files: &mut Files, file: &str, line: usize, column: &str, value: &str) {
    let mut all = lines(files, file);
    let at = all[0].split(',').position(|c| c == column).unwrap_or_else(|| panic!("{file} has no column {column}"));
    let mut cells: Vec<&str> = all[line - 1].split(',').collect();
    cells[at] = value;
    all[line - 1] = cells.join(",");
    put_lines(files, file, &all);
}

/// Adds a row with the given cells, the others empty; returns its line.
pub fn add_row(files: &mut Files, file: &str, cells: &[(&str, &str)]) -> usize {
    let mut all = lines(files, file);
    let header: Vec<String> = all[0].split(',').map(str::to_string).collect();
    for (column, _) in cells {
        assert!(header.iter().any(|h| h == column), "{file} has no column {column}");
    }
    let cell = |h: &String| cells.iter().find(|(c, _)| c == h).map_or("", |(_, v)| v);
    all.push(header.iter().map(cell).collect::<Vec<_>>().join(","));
    put_lines(files, file, &all);
    all.len()
}

/// Removes a line.
pub fn drop_row(files: &mut Files, file: &str, line: usize) {
    let mut all = lines(files, file);
    all.remove(line - 1);
    put_lines(files, file, &all);
}

/// Keeps the header alone.
pub fn drop_rows(files: &mut Files, file: &str) {
    let header = lines(files, file)[..1].to_vec();
    put_lines(files, file, &header);
}

/// What `check` says of the files.
#[must_use]
pub fn checked(files: &Files) -> Checked {
    check(&Folder::from_files(files.clone()), None)
}

/// The instance; panics with all findings if there is none.
#[must_use]
pub fn instance(files: &Files) -> Instance {
    let checked = checked(files);
    let findings = checked.findings;
    checked.instance.unwrap_or_else(|| panic!("no instance: {findings:#?}"))
}

/// A goal by code.
#[must_use]
pub fn goal<'a>(i: &'a Instance, code: &str) -> &'a Goal {
    i.goals.iter().find(|g| g.code == code).unwrap_or_else(|| panic!("no goal {code}"))
}

/// A day of the plan year.
#[must_use]
pub fn day(i: &Instance, month: u32, day: u32) -> Day {
    let date = NaiveDate::from_ymd_opt(i.calendar.year(), month, day).expect("a date");
    i.calendar.day(date).expect("in the year")
}

/// Line numbers are for messages; everything else must not depend on the order of rows.
#[must_use]
pub fn without_lines(mut i: Instance) -> Instance {
    for goal in &mut i.goals {
        goal.required.iter_mut().flat_map(|r| &mut r.sources).for_each(|s| s.line = 0);
        goal.forbidden.iter_mut().for_each(|f| f.source.line = 0);
    }
    i.status.iter_mut().flatten().for_each(|row| row.line = 0);
    i
}

/// Whether a file of the small folder is a table.
#[must_use]
pub fn is_csv(name: &str) -> bool {
    !name.contains("toml")
}

/// The same rows in another order.
#[must_use]
pub fn shuffled(files: &Files, seed: u64) -> Files {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut out = files.clone();
    for (name, bytes) in files.iter().filter(|(name, _)| is_csv(name)) {
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].shuffle(&mut rng);
        put(&mut out, name, &(lines.join("\n") + "\n"));
    }
    out
}
