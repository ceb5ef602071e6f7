//! What a generated folder holds, counted from its files alone.

use std::collections::{BTreeMap, BTreeSet};

use amuplan::check::{Checked, check};
use amuplan::domain::calendar::{Calendar, Day, customary_closed_days, public_holidays};
use amuplan::read::folder::read_folder;
use chrono::NaiveDate;

/// File names and bytes.
pub type Files = BTreeMap<String, Vec<u8>>;
/// Column names and cells.
pub type Row = BTreeMap<String, String>;

/// The rows of a table, by column.
pub fn rows(files: &Files, name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(files[name].as_slice());
    let head = reader.headers().expect("a header").clone();
    let row = |r: csv::StringRecord| head.iter().map(String::from).zip(r.iter().map(String::from)).collect();
    reader.records().map(|r| row(r.expect("a record"))).collect()
}

/// The values of a column.
pub fn codes(rows: &[Row], column: &str) -> BTreeSet<String> {
    rows.iter().map(|r| r[column].clone()).collect()
}

/// Figures of a folder.
#[derive(Debug)]
pub struct Counts {
    pub members: usize,
    pub synthetic: usize,
    pub fkbs: usize,
    pub shared_fkbs: usize,
    pub approvals: usize,
    pub goals: usize,
    pub duties: usize,
    pub low_share: f64,
    pub not_offered_share: f64,
    pub untaken_share: f64,
    pub mean_days: f64,
    pub longest: f64,
    pub forms: usize,
}

/// Counts a folder.
pub fn count(files: &Files) -> Counts {
    let schools = rows(files, "schools.csv");
    let members: BTreeSet<&str> = schools.iter().filter(|s| s["member"] == "true").map(|s| s["school_id"].as_str()).collect();
    let (fkbs, approvals, forms) = (rows(files, "fkbs.csv"), rows(files, "approvals.csv"), rows(files, "forms.csv"));
    let goals: Vec<Row> = rows(files, "goals.csv").into_iter().filter(in_scope).collect();
    let mut holders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let excepted: usize = approvals.iter().map(|a| a["except_goals"].split_whitespace().count()).sum();
    for a in approvals.iter().filter(|a| members.contains(a["school_id"].as_str())) {
        holders.entry(&a["fkb_code"]).or_default().insert(&a["school_id"]);
    }
    let answered = |answers: &[&str]| -> BTreeSet<String> {
        forms.iter().filter(|f| answers.contains(&f["answer"].as_str())).map(|f| f["goal_code"].clone()).collect()
    };
    let demand = demand(files);
    let share = |n: usize| n as f64 / goals.len() as f64;
    let low = goals.iter().filter(|g| demand[&g["goal_code"]] < 2 * number(&g["min_participants"]) as usize).count();
    let without = |given: &BTreeSet<String>| share(goals.iter().filter(|g| !given.contains(&g["goal_code"])).count());
    let days: Vec<f64> = goals.iter().map(|g| number(&g["duration_days"])).collect();
    Counts {
        members: members.len(),
        synthetic: members.iter().filter(|m| m.starts_with("syn-")).count(),
        fkbs: fkbs.len(),
        shared_fkbs: holders.values().filter(|h| h.len() > 1).count(),
        approvals: approvals.len(),
        duties: goals.iter().map(|g| holders[g["fkb_code"].as_str()].len()).sum::<usize>() - excepted,
        low_share: share(low),
        not_offered_share: without(&answered(&["offers"])),
        untaken_share: without(&answered(&["offers", "can"])),
        mean_days: days.iter().sum::<f64>() / days.len() as f64,
        longest: days.iter().copied().fold(0.0, f64::max),
        forms: forms.len(),
        goals: goals.len(),
    }
}

/// Whether the goal has to be planned.
pub fn in_scope(goal: &Row) -> bool {
    let archived = &goal["archived_from"];
    goal["kind"] == "core" && goal["exempt"] == "false" && (archived.is_empty() || archived.as_str() > "2027-01-01")
}

/// A number; panics on anything else.
pub fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

/// Participants a year per goal, waiting ones and needs included.
pub fn demand(files: &Files) -> BTreeMap<String, usize> {
    let mut sum: BTreeMap<String, usize> = BTreeMap::new();
    for r in rows(files, "demand.csv") {
        let waiting = if r["waiting"].is_empty() { 0.0 } else { number(&r["waiting"]) };
        *sum.entry(r["goal_code"].clone()).or_default() += (number(&r["participants"]) + waiting) as usize;
    }
    for r in rows(files, "needs.csv") {
        *sum.entry(r["goal_code"].clone()).or_default() += number(&r["participants"]) as usize;
    }
    sum
}

/// Rooms per day of every site with capacity, from the files and the calendar alone.
pub fn rooms(files: &Files) -> BTreeMap<String, Vec<usize>> {
    let calendar = Calendar::new(2027).expect("2027");
    let date = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a date");
    let free: BTreeSet<NaiveDate> =
        public_holidays(2027).into_iter().chain(customary_closed_days(2027)).map(|(d, _)| d).collect();
    let school_of: BTreeMap<String, String> =
        rows(files, "sites.csv").into_iter().map(|s| (s["site_id"].clone(), s["school_id"].clone())).collect();
    let closures: Vec<Row> = rows(files, "closures.csv").into_iter().filter(|c| c["hard"] == "true").collect();
    let mut capacity: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for r in rows(files, "capacity.csv") {
        capacity.entry(r["site_id"].clone()).or_default().push(r);
    }
    let covers = |r: &Row, d: NaiveDate| r["from"].is_empty() || (date(&r["from"]) <= d && d <= date(&r["to"]));
    let length = |r: &Row| if r["from"].is_empty() { 1_000 } else { (date(&r["to"]) - date(&r["from"])).num_days() };
    let of_day = |site: &str, day: Day| {
        let d = calendar.date(day);
        let hits = |c: &&Row| {
            let here = (c["school_id"].is_empty() || c["school_id"] == school_of[site])
                && (c["site_id"].is_empty() || c["site_id"] == site);
            here && date(&c["from"]) <= d && d <= date(&c["to"])
        };
        if calendar.weekday(day) > 4 || free.contains(&d) || closures.iter().any(|c| hits(&c)) {
            return 0;
        }
        let row = capacity[site].iter().filter(|r| covers(r, d)).min_by_key(|r| length(r));
        row.map_or(0, |r| number(&r["rooms"]) as usize)
    };
    capacity.keys().map(|s| (s.clone(), calendar.days().map(|d| of_day(s, d)).collect())).collect()
}

/// Course days of the runs asked for, and of as many runs as the demand of each goal fills (one to three).
pub fn needed_days(files: &Files) -> usize {
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    for f in rows(files, "forms.csv").iter().filter(|f| f["answer"] == "offers") {
        *asked.entry(f["goal_code"].clone()).or_default() += number(&f["runs"]) as usize;
    }
    for l in rows(files, "locks.csv").iter().filter(|l| l["lock"] == "keep") {
        asked.entry(l["goal_code"].clone()).or_insert(1);
    }
    let closed = codes(&rows(files, "agreements.csv"), "goal_code");
    let demand = demand(files);
    let need = |g: Row| {
        let (wanted, max) = (demand[&g["goal_code"]], number(&g["max_participants"]) as usize);
        let narrow = wanted < 2 * number(&g["min_participants"]) as usize;
        let filled = if narrow { 1 } else { ((wanted + max / 2) / max).clamp(1, 3) };
        let filled = if closed.contains(&g["goal_code"]) { 0 } else { filled };
        let runs = filled.max(asked.get(&g["goal_code"]).copied().unwrap_or(0));
        runs * number(&g["duration_days"]).ceil() as usize
    };
    rows(files, "goals.csv").into_iter().filter(in_scope).map(need).sum()
}

/// What the check says of a folder.
pub fn checked(files: &Files) -> Checked {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("a file of the folder");
    }
    check(&read_folder(folder.path()).expect("a folder that can be read"), None)
}
