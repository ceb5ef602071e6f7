//! Applies a cure of gaps.csv to a planning folder, by what the data dictionary says of its kinds and by nothing else.

use std::collections::{BTreeMap, BTreeSet};

use amuplan::domain::calendar::{customary_closed_days, public_holidays};
use chrono::{Datelike, NaiveDate, Weekday};

use super::Files;

/// Column names and cells.
pub type Row = BTreeMap<String, String>;

/// A table of the folder; cells may hold commas and quotes.
pub struct Sheet {
    head: Vec<String>,
    pub rows: Vec<Row>,
}

impl Sheet {
    /// The file, or an empty table with these columns.
    pub fn of(files: &Files, name: &str, columns: &[&str]) -> Self {
        let Some(bytes) = files.get(name) else {
            return Self { head: columns.iter().map(ToString::to_string).collect(), rows: Vec::new() };
        };
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let head: Vec<String> = reader.headers().expect("a header").iter().map(String::from).collect();
        let row = |r: csv::StringRecord| head.iter().cloned().zip(r.iter().map(String::from)).collect();
        let rows = reader.records().map(|r| row(r.expect("a record"))).collect();
        Self { head, rows }
    }

    /// Forgets all columns but the first ones.
    pub fn keep_columns(&mut self, count: usize) {
        self.head.truncate(count);
        self.rows.iter_mut().for_each(|row| row.retain(|column, _| self.head.contains(column)));
    }

    /// Puts it back into the folder.
    pub fn put(mut self, files: &mut Files, name: &str) {
        let more: BTreeSet<String> = self.rows.iter().flat_map(|r| r.keys().cloned()).collect();
        self.head.extend(more.into_iter().filter(|c| !self.head.contains(c)).collect::<Vec<_>>());
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.head).expect("a header");
        for row in &self.rows {
            writer.write_record(self.head.iter().map(|c| row.get(c).map_or("", String::as_str))).expect("a record");
        }
        files.insert(name.to_owned(), writer.into_inner().expect("bytes"));
    }
}

/// A row of these cells.
pub fn row(cells: &[(&str, &str)]) -> Row {
    cells.iter().map(|(column, value)| ((*column).to_owned(), (*value).to_owned())).collect()
}

fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("{text} is a date"))
}

/// The folder with the changes that the cure asks for, but without fixing the run that they make possible.
pub fn applied(files: &Files, cure: &Row) -> Files {
    let mut out = files.clone();
    for kind in cell(cure, "cure_kind").split_whitespace() {
        match kind {
            "answer" => drop_rows(&mut out, "forms.csv", |r| {
                cell(r, "answer") == "cannot"
                    && same(r, cure, "school_id", "cure_school")
                    && same(r, cure, "goal_code", "goal_code")
            }),
            "lock" => drop_rows(&mut out, "locks.csv", |r| forbids(r, cure)),
            "room" => for_days(&mut out, cure, "capacity.csv", "site_id", "cure_site", "rooms"),
            "teacher" => for_days(&mut out, cure, "teachers.csv", "school_id", "cure_school", "parallel_courses"),
            "limit" => raise_limit(&mut out, cure),
            "equipment" => equip(&mut out, cure),
            "open" => open(&mut out, cure),
            "approval" => approve(&mut out, cure),
            "move" => cell(cure, "cure_moves").split_whitespace().for_each(|one| shift(&mut out, one)),
            "longer" => {}
            other => panic!("the kind {other} cannot be applied"),
        }
    }
    out
}

/// The same, and the run fixed by a lock as the meeting would.
pub fn applied_and_kept(files: &Files, cure: &Row) -> Files {
    let mut out = applied(files, cure);
    let mut sheet = Sheet::of(&out, "locks.csv", &["lock"]);
    sheet.rows.push(row(&[
        ("lock", "keep"),
        ("goal_code", cell(cure, "goal_code")),
        ("school_id", cell(cure, "cure_school")),
        ("site_id", cell(cure, "cure_site")),
        ("start_date", cell(cure, "cure_date")),
        ("by", "mødet"),
        ("reason", "hullet lukkes"),
    ]));
    sheet.put(&mut out, "locks.csv");
    out
}

fn same(row: &Row, cure: &Row, column: &str, of_cure: &str) -> bool {
    cell(row, column) == cell(cure, of_cure)
}

fn drop_rows(files: &mut Files, name: &str, which: impl Fn(&Row) -> bool) {
    let mut sheet = Sheet::of(files, name, &[]);
    let before = sheet.rows.len();
    sheet.rows.retain(|r| !which(r));
    assert!(sheet.rows.len() < before, "{name}: nothing to take away");
    sheet.put(files, name);
}

/// A lock "forbid" of the goal that matches the start of the cure.
fn forbids(row: &Row, cure: &Row) -> bool {
    let start = date(cell(cure, "cure_date"));
    let open = |column: &str, of_cure: &str| cell(row, column).is_empty() || same(row, cure, column, of_cure);
    let week = match cell(row, "week") {
        "" => true,
        text => text.rsplit(['W', ' ']).next().and_then(|n| n.parse().ok()) == Some(start.iso_week().week()),
    };
    cell(row, "lock") == "forbid"
        && same(row, cure, "goal_code", "goal_code")
        && open("school_id", "cure_school")
        && open("site_id", "cure_site")
        && open("start_date", "cure_date")
        && week
}

fn goal(files: &Files, cure: &Row) -> Row {
    let goals = Sheet::of(files, "goals.csv", &[]).rows;
    goals.into_iter().find(|r| same(r, cure, "goal_code", "goal_code")).expect("the goal")
}

fn days(cure: &Row) -> impl Iterator<Item = NaiveDate> {
    let (first, last) = (date(cell(cure, "cure_date")), date(cell(cure, "cure_end")));
    first.iter_days().take_while(move |day| *day <= last)
}

fn covers(row: &Row, day: NaiveDate) -> bool {
    let (from, to) = (cell(row, "from"), cell(row, "to"));
    (from.is_empty() || date(from) <= day) && (to.is_empty() || day <= date(to))
}

fn length(row: &Row) -> i64 {
    let end = |column: &str, other: NaiveDate| if cell(row, column).is_empty() { other } else { date(cell(row, column)) };
    let year = |month, day| NaiveDate::from_ymd_opt(2027, month, day).expect("a date");
    (end("to", year(12, 31)) - end("from", year(1, 1))).num_days()
}

/// One more, on each day of the run, of what the narrowest row of each scope gives.
fn for_days(files: &mut Files, cure: &Row, name: &str, column: &str, of_cure: &str, number: &str) {
    let goal = goal(files, cure);
    let fkbs = Sheet::of(files, "fkbs.csv", &[]).rows;
    let home = fkbs.iter().find(|f| cell(f, "fkb_code") == cell(&goal, "fkb_code")).expect("the FKB");
    let mut sheet = Sheet::of(files, name, &[]);
    for day in days(cure) {
        let counts = |r: &&Row| {
            let about = [("fkb_code", cell(home, "fkb_code")), ("branch_group", cell(home, "branch_group"))];
            let scope = about.iter().all(|(c, value)| cell(r, c).is_empty() || cell(r, c) == *value);
            same(r, cure, column, of_cure) && covers(r, day) && scope
        };
        let mut scopes: BTreeMap<(String, String), Row> = BTreeMap::new();
        for found in sheet.rows.iter().filter(counts) {
            let key = (cell(found, "fkb_code").to_owned(), cell(found, "branch_group").to_owned());
            if scopes.get(&key).is_none_or(|known| length(found) < length(known)) {
                scopes.insert(key, found.clone());
            }
        }
        for mut found in scopes.into_values().filter(|r| cell(r, number) != "0" || name == "teachers.csv") {
            let more = (cell(&found, number).parse::<u32>().expect("a number") + 1).to_string();
            if length(&found) == 0 {
                let old = found.clone();
                sheet.rows.retain(|r| *r != old);
            }
            found.extend(row(&[(number, &more), ("from", &day.to_string()), ("to", &day.to_string())]));
            sheet.rows.push(found);
        }
    }
    sheet.put(files, name);
}

/// The school may hold the goal on the days of the run, by its home FKB; other goals stay left out.
fn approve(files: &mut Files, cure: &Row) {
    let goal = goal(files, cure);
    let mut sheet = Sheet::of(files, "approvals.csv", &[]);
    let mine = sheet.rows.iter().filter(|r| same(r, cure, "school_id", "cure_school"));
    let held = mine.filter(|r| cell(r, "fkb_code") == cell(&goal, "fkb_code"));
    let others: BTreeSet<&str> = held.flat_map(|r| cell(r, "except_goals").split_whitespace()).collect();
    let others: Vec<&str> = others.into_iter().filter(|code| *code != cell(cure, "goal_code")).collect();
    let new = row(&[
        ("school_id", cell(cure, "cure_school")),
        ("fkb_code", cell(&goal, "fkb_code")),
        ("valid_from", cell(cure, "cure_date")),
        ("valid_to", cell(cure, "cure_end")),
        ("except_goals", &others.join(" ")),
    ]);
    sheet.rows.push(new);
    sheet.put(files, "approvals.csv");
}

fn raise_limit(files: &mut Files, cure: &Row) {
    let days: f64 = cell(&goal(files, cure), "duration_days").parse().expect("a number");
    let mut sheet = Sheet::of(files, "schools.csv", &[]);
    let school = sheet.rows.iter_mut().find(|r| same(r, cure, "school_id", "cure_school")).expect("the school");
    let limit = cell(school, "max_course_days").parse::<u32>().expect("a limit") + days.ceil() as u32;
    school.insert("max_course_days".to_owned(), limit.to_string());
    sheet.put(files, "schools.csv");
}

fn equip(files: &mut Files, cure: &Row) {
    let needed = goal(files, cure)["equipment"].clone();
    let mut sheet = Sheet::of(files, "equipment.csv", &["site_id", "equipment"]);
    for name in needed.split([',', ';', '|']) {
        sheet.rows.push(row(&[("site_id", cell(cure, "cure_site")), ("equipment", name.trim())]));
    }
    sheet.put(files, "equipment.csv");
}

/// Opens the site on the closed working days from first to last, and nothing else.
fn open(files: &mut Files, cure: &Row) {
    let year = date(cell(cure, "cure_date")).year();
    let holidays: BTreeSet<NaiveDate> = public_holidays(year).into_iter().map(|(d, _)| d).collect();
    let customary: BTreeSet<NaiveDate> = customary_closed_days(year).into_iter().map(|(d, _)| d).collect();
    let working = |d: &NaiveDate| !matches!(d.weekday(), Weekday::Sat | Weekday::Sun) && !holidays.contains(d);
    let sites = Sheet::of(files, "sites.csv", &[]).rows;
    let mut closures = Sheet::of(files, "closures.csv", &["school_id", "site_id", "from", "to", "reason", "hard"]);
    let mut capacity = Sheet::of(files, "capacity.csv", &[]);
    for day in days(cure).filter(working) {
        let text = day.to_string();
        let hard = |r: &Row| cell(r, "hard") != "false" && covers(r, day);
        let mine = |r: &Row| cell(r, "site_id") == cell(cure, "cure_site");
        let schools = |r: &Row| cell(r, "site_id").is_empty() && cell(r, "school_id") == cell(cure, "cure_school");
        if closures.rows.iter().any(|r| hard(r) && cell(r, "site_id").is_empty() && cell(r, "school_id").is_empty()) {
            continue;
        }
        let (over, mut rest): (Vec<Row>, Vec<Row>) = closures.rows.into_iter().partition(|r| hard(r) && (mine(r) || schools(r)));
        for old in over {
            let (from, to) = (date(cell(&old, "from")), date(cell(&old, "to")));
            for site in sites.iter().filter(|s| schools(&old) && same(s, cure, "school_id", "cure_school") && !mine(s)) {
                rest.push(row(&[("site_id", cell(site, "site_id")), ("from", &from.to_string()), ("to", &to.to_string())]));
            }
            let parts = [(from, day.pred_opt().expect("a day")), (day.succ_opt().expect("a day"), to)];
            for (from, to) in parts.into_iter().filter(|(from, to)| from <= to) {
                rest.push(row(&[("site_id", cell(cure, "cure_site")), ("from", &from.to_string()), ("to", &to.to_string())]));
            }
        }
        if customary.contains(&day) {
            rest.push(row(&[("site_id", cell(cure, "cure_site")), ("from", &text), ("to", &text), ("hard", "false")]));
        }
        closures.rows = rest;
        let here = capacity.rows.iter().filter(|r| mine(r) && covers(r, day)).min_by_key(|r| length(r)).cloned();
        if here.as_ref().is_none_or(|r| cell(r, "rooms") == "0") {
            if let Some(old) = here.filter(|r| length(r) == 0) {
                capacity.rows.retain(|r| *r != old);
            }
            let site = cell(cure, "cure_site");
            capacity.rows.push(row(&[("site_id", site), ("rooms", "1"), ("from", &text), ("to", &text)]));
        }
    }
    closures.put(files, "closures.csv");
    capacity.put(files, "capacity.csv");
}

/// `goal@site@from>to`: the row that fixes the run gets the new date, or its week.
fn shift(files: &mut Files, one: &str) {
    let (run, to) = one.split_once('>').expect("goal@site@from>to");
    let [goal, site, from] = run.split('@').collect::<Vec<_>>()[..] else { panic!("{one}") };
    let (from, to) = (date(from), date(to));
    let sites = Sheet::of(files, "sites.csv", &[]).rows;
    let school = sites.iter().find(|s| cell(s, "site_id") == site).map(|s| s["school_id"].clone()).expect("the school");
    let mut moved = 0;
    for name in ["forms.csv", "locks.csv"] {
        let mut sheet = Sheet::of(files, name, &["lock"]);
        let fits = |r: &Row| {
            let asks = cell(r, "answer") == "offers" || cell(r, "lock") == "keep";
            let here =
                [("site_id", site), ("school_id", &*school)].iter().all(|(c, v)| cell(r, c).is_empty() || cell(r, c) == *v);
            let week = cell(r, "week").rsplit(['W', ' ']).next().and_then(|n| n.parse().ok()) == Some(from.iso_week().week());
            asks && here && cell(r, "goal_code") == goal && (cell(r, "start_date") == from.to_string() || week)
        };
        let by_date = |r: &Row| !cell(r, "start_date").is_empty();
        let at = sheet.rows.iter().position(|r| fits(r) && by_date(r)).or_else(|| sheet.rows.iter().position(fits));
        let Some(at) = at else { continue };
        moved += 1;
        let mut new = sheet.rows[at].clone();
        if by_date(&new) {
            new.insert("start_date".to_owned(), to.to_string());
        }
        if !cell(&new, "week").is_empty() {
            new.insert("week".to_owned(), format!("{}-W{:02}", to.iso_week().year(), to.iso_week().week()));
        }
        let runs = cell(&new, "runs").parse::<u32>().unwrap_or(1);
        if runs > 1 {
            new.insert("runs".to_owned(), "1".to_owned());
            sheet.rows[at].insert("runs".to_owned(), (runs - 1).to_string());
            sheet.rows.push(new);
        } else {
            sheet.rows[at] = new;
        }
        sheet.put(files, name);
    }
    assert!(moved > 0, "no row fixes {one}");
}
