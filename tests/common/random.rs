//! Random small folders that are always valid: 1 to 4 schools with 1 or 2 sites, 2 to 8 goals, 2 to 4 open weeks.
//!
//! So few open weeks keep an exact day-by-day model small, and make rooms, teachers, caps and limits bind. Every kind of
//! constraint occurs: teacher pools, guarantee caps, yearly limits, forms with a date, a week or neither, locks of both
//! kinds, lent and expiring approvals, agreements, distance goals, half-day goals, goals of more than a week.

use amuplan::check::finding::Level;
use chrono::{Days, NaiveDate, Weekday};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{Files, checked, drop_row, put};

/// Municipalities of the sites and participants: code, latitude, longitude.
const TOWNS: [(&str, f64, f64); 6] = [
    ("0751", 56.156, 10.210),
    ("0746", 56.040, 9.930),
    ("0615", 55.862, 9.850),
    ("0730", 56.461, 10.036),
    ("0851", 57.048, 9.919),
    ("0461", 55.396, 10.388),
];

/// A random valid folder; the same seed gives the same bytes.
///
/// Rows that would be an error or a clash are dropped, so the folder gives an instance. Warnings may remain.
#[must_use]
pub fn random_folder(seed: u64) -> Files {
    let mut files = Draft::new(seed).files();
    for _ in 0..50 {
        let mut wrong: Vec<(String, usize)> = Vec::new();
        for finding in checked(&files).findings.iter().filter(|f| f.level != Level::Warning) {
            let line = finding.line.unwrap_or_else(|| panic!("seed {seed}: {finding:?}"));
            wrong.push((finding.file.clone(), line as usize));
        }
        if wrong.is_empty() {
            return files;
        }
        wrong.sort();
        wrong.dedup();
        for (file, line) in wrong.iter().rev() {
            drop_row(&mut files, file, *line);
        }
    }
    panic!("seed {seed}: still wrong after 50 rounds: {:#?}", checked(&files).findings);
}

/// Rows under construction.
struct Draft {
    rng: ChaCha8Rng,
    year: i32,
    /// Mondays of the open weeks.
    weeks: Vec<NaiveDate>,
    schools: usize,
    /// School of each site.
    sites: Vec<usize>,
    fkbs: usize,
    goals: usize,
}

fn school(i: usize) -> String {
    format!("s{i}")
}

fn site(i: usize) -> String {
    format!("p{i}")
}

fn fkb(i: usize) -> String {
    format!("000{i}")
}

fn goal(i: usize) -> String {
    format!("4000{i}")
}

fn csv(header: &str, rows: &[String]) -> String {
    std::iter::once(header).chain(rows.iter().map(String::as_str)).map(|line| format!("{line}\n")).collect()
}

impl Draft {
    fn new(seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let year = rng.random_range(2025..=2028);
        let count = rng.random_range(2..=4);
        let mut numbers: Vec<u32> = (0..count).map(|_| rng.random_range(2..=51)).collect();
        // Two neighbouring weeks, so that courses of more than a week fit somewhere.
        numbers.push(if numbers[0] == 51 { 50 } else { numbers[0] + 1 });
        numbers.sort_unstable();
        numbers.dedup();
        numbers.truncate(4);
        let weeks = numbers.iter().filter_map(|w| NaiveDate::from_isoywd_opt(year, *w, Weekday::Mon)).collect();
        let schools = rng.random_range(1..=4);
        let mut sites = Vec::new();
        for s in 0..schools {
            sites.extend(std::iter::repeat_n(s, rng.random_range(1..=2)));
        }
        let (fkbs, goals) = (rng.random_range(1..=3), rng.random_range(2..=8));
        Self { rng, year, weeks, schools, sites, fkbs, goals }
    }

    fn yes(&mut self, percent: u32) -> bool {
        self.rng.random_range(0..100) < percent
    }

    /// The text in some of a hundred cases, else nothing.
    fn maybe(&mut self, percent: u32, text: &str) -> String {
        if self.yes(percent) { text.to_string() } else { String::new() }
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.choose(&mut self.rng).copied().unwrap_or("")
    }

    fn town(&mut self) -> &'static str {
        TOWNS.choose(&mut self.rng).map_or("", |t| t.0)
    }

    fn any_goal(&mut self) -> String {
        goal(self.rng.random_range(0..self.goals))
    }

    fn any_school(&mut self) -> String {
        school(self.rng.random_range(0..self.schools))
    }

    fn open_day(&mut self) -> NaiveDate {
        let week = self.weeks.choose(&mut self.rng).copied().unwrap_or_default();
        week + Days::new(self.rng.random_range(0..4))
    }

    fn files(mut self) -> Files {
        let mut files = Files::new();
        let plan = self.plan();
        put(&mut files, "plan.toml", &plan);
        self.network(&mut files);
        self.goals_and_approvals(&mut files);
        self.days(&mut files);
        self.participants(&mut files);
        self.answers(&mut files);
        files
    }

    fn plan(&mut self) -> String {
        let profile = self.pick(&["balanced", "narrow-first", "near-home", "even-load", "least-change"]);
        let scope = self.pick(&["core", "core", "all"]);
        let seed = self.rng.random_range(0..1000);
        let year = self.year;
        format!("year = {year}\nnetwork = \"Tilfældigt\"\nscope = \"{scope}\"\nprofile = \"{profile}\"\nseed = {seed}\n")
    }

    fn network(&mut self, files: &mut Files) {
        let mut schools = Vec::new();
        for i in 0..self.schools {
            let cap = self.rng.random_range(0..=3).to_string();
            let limit = self.rng.random_range(6..=25).to_string();
            let (cap, limit) = (self.maybe(40, &cap), self.maybe(30, &limit));
            schools.push(format!("{},Skole {i},true,{cap},{limit}", school(i)));
        }
        schools.push("x,Udenfor,false,,".to_string());
        put(files, "schools.csv", &csv("school_id,name,member,guarantee_cap,max_course_days", &schools));
        let (mut sites, mut equipment) = (Vec::new(), Vec::new());
        for (i, owner) in self.sites.clone().into_iter().enumerate() {
            let (code, latitude, longitude) = TOWNS[self.rng.random_range(0..TOWNS.len())];
            sites.push(format!("{},{},{code},{latitude},{longitude}", site(i), school(owner)));
            if self.yes(70) {
                equipment.push(format!("{},kran", site(i)));
            }
        }
        put(files, "sites.csv", &csv("site_id,school_id,municipality_code,latitude,longitude", &sites));
        put(files, "equipment.csv", &csv("site_id,equipment", &equipment));
        let groups = ["Transport", "Bygge- og anlæg"];
        let fkbs: Vec<String> = (0..self.fkbs).map(|i| format!("{},Titel {i},{}", fkb(i), groups[i % 2])).collect();
        put(files, "fkbs.csv", &csv("fkb_code,title,branch_group", &fkbs));
        if self.yes(50) {
            let minutes = self.rng.random_range(5..150);
            let rows = [format!("0751,{},,{minutes}", site(0)), format!("0615,{},33.5,", site(0))];
            put(files, "travel.csv", &csv("municipality_code,site_id,km,minutes", &rows));
        }
    }

    fn goals_and_approvals(&mut self, files: &mut Files) {
        let mut goals = Vec::new();
        for i in 0..self.goals {
            let home = self.rng.random_range(0..self.fkbs);
            let also = self.maybe(20, &fkb(self.fkbs - 1));
            let kind = if i == 0 { "core" } else { self.pick(&["core", "core", "core", "core", "attached", "catalogue"]) };
            let days = self.pick(&["0.5", "1", "1", "2", "2.5", "3", "5", "7"]);
            let min = self.rng.random_range(2..=12);
            let max = min + self.rng.random_range(0..=10);
            let guarantee = self.pick(&["ja", "ja", "nej"]);
            let distance = self.maybe(15, "x");
            let exempt = if i == 0 { String::new() } else { self.maybe(5, "ja") };
            let last_day = self.weeks.last().copied().unwrap_or_default();
            let archived = if i == 0 { String::new() } else { self.maybe(8, &last_day.to_string()) };
            let equipment = self.maybe(20, "kran");
            goals.push(format!(
                "{},Mål {i},{},{also},{kind},{days},{min},{max},{guarantee},{distance},{exempt},{archived},{equipment}",
                goal(i),
                fkb(home)
            ));
        }
        let header = "goal_code,title,fkb_code,also_in,kind,duration_days,min_participants,max_participants,guarantee_ok,\
                      distance_ok,exempt,archived_from,equipment";
        put(files, "goals.csv", &csv(header, &goals));
        let mut approvals = vec![format!("{},{},,,,", school(0), fkb(0)), format!("x,{},,,,", fkb(0))];
        for s in 0..self.schools {
            for f in 0..self.fkbs {
                if (s, f) == (0, 0) || !self.yes(70) {
                    continue;
                }
                let from = self.weeks[0] + Days::new(2);
                let (from, lender) = (self.maybe(15, &from.to_string()), self.maybe(15, "x"));
                let to = self.weeks.last().copied().unwrap_or_default() + Days::new(2);
                let to = self.maybe(15, &to.to_string());
                let goal = self.any_goal();
                let except = self.maybe(10, &goal);
                approvals.push(format!("{},{},{from},{to},{lender},{except}", school(s), fkb(f)));
            }
        }
        let header = "school_id,fkb_code,valid_from,valid_to,lender_school_id,except_goals";
        put(files, "approvals.csv", &csv(header, &approvals));
    }

    fn days(&mut self, files: &mut Files) {
        let mut capacity = Vec::new();
        for i in 0..self.sites.len() {
            capacity.push(format!("{},{},,", site(i), self.rng.random_range(1..=2)));
            if self.yes(20) {
                let day = self.open_day();
                capacity.push(format!("{},{},{day},{day}", site(i), self.rng.random_range(0..=3)));
            }
        }
        put(files, "capacity.csv", &csv("site_id,rooms,from,to", &capacity));
        let mut teachers = Vec::new();
        for s in 0..self.schools {
            if self.yes(35) {
                let code = fkb(self.rng.random_range(0..self.fkbs));
                teachers.push(format!("{},{code},,1,,", school(s)));
            }
            if self.yes(25) {
                let day = self.open_day();
                teachers.push(format!("{},,Transport,{},{day},{}", school(s), self.rng.random_range(0..=2), day + Days::new(7)));
            }
        }
        put(files, "teachers.csv", &csv("school_id,fkb_code,branch_group,parallel_courses,from,to", &teachers));
        let mut closures = self.closed_gaps();
        let day = self.open_day();
        closures.push(format!(",,{day},{day},Blødt,nej"));
        if self.yes(30) {
            let (school, day) = (self.any_school(), self.open_day());
            closures.push(format!("{school},,{day},{day},Lukket,ja"));
        }
        put(files, "closures.csv", &csv("school_id,site_id,from,to,reason,hard", &closures));
    }

    /// Everything but the open weeks is closed for everyone.
    fn closed_gaps(&self) -> Vec<String> {
        let mut rows = Vec::new();
        let mut from = NaiveDate::from_ymd_opt(self.year, 1, 1).unwrap_or_default();
        for monday in &self.weeks {
            let to = *monday - Days::new(1);
            if from <= to {
                rows.push(format!(",,{from},{to},Lukket,ja"));
            }
            from = *monday + Days::new(7);
        }
        let end = NaiveDate::from_ymd_opt(self.year, 12, 31).unwrap_or_default();
        if from <= end {
            rows.push(format!(",,{from},{end},Lukket,ja"));
        }
        rows
    }

    fn participants(&mut self, files: &mut Files) {
        let mut demand = Vec::new();
        for i in 0..self.goals {
            if self.yes(75) {
                for _ in 0..self.rng.random_range(1..=3) {
                    let (town, amount) = (self.town(), self.rng.random_range(1..=150));
                    let waiting = self.rng.random_range(0..5).to_string();
                    let (town, waiting) = (self.maybe(85, town), self.maybe(20, &waiting));
                    demand.push(format!("{},,,{town},{}.{},{waiting}", goal(i), amount / 10, amount % 10));
                }
            }
        }
        if self.yes(50) {
            demand.push(format!(",{},,{},{},", fkb(0), self.town(), self.rng.random_range(1..40)));
        }
        if self.yes(50) {
            demand.push(format!(",,Transport,,{},2", self.rng.random_range(1..60)));
        }
        let header = "goal_code,fkb_code,branch_group,municipality_code,participants,waiting";
        put(files, "demand.csv", &csv(header, &demand));
        let mut history = Vec::new();
        for _ in 0..self.rng.random_range(0..6) {
            let (goal, school) = (self.any_goal(), self.any_school());
            let (year, people) = (self.year - self.rng.random_range(1..=3), self.rng.random_range(0..30));
            history.push(format!("{year},{goal},{school},1,{},{people}", u8::from(people > 5)));
        }
        put(files, "history.csv", &csv("year,goal_code,school_id,announced,held,participants", &history));
        let mut needs = Vec::new();
        if self.yes(40) {
            let (goal, town, firm) = (self.any_goal(), self.town(), self.pick(&["ja", "nej"]));
            needs.push(format!("Firma,{town},{goal},{},{firm}", self.rng.random_range(1..9)));
        }
        put(files, "needs.csv", &csv("employer,municipality_code,goal_code,participants,firm", &needs));
    }

    /// A start date, a week, or neither, as two cells.
    fn when(&mut self) -> String {
        let day = self.open_day();
        match self.rng.random_range(0..3) {
            0 => format!("{day},"),
            1 => format!(",{}", day.format("%G-W%V")),
            _ => ",".to_string(),
        }
    }

    fn answers(&mut self, files: &mut Files) {
        let mut forms = Vec::new();
        for _ in 0..self.rng.random_range(0..=self.goals) {
            let (school, goal) = (self.any_school(), self.any_goal());
            let answer = self.pick(&["offers", "offers", "can", "can", "cannot"]);
            let when = if answer == "cannot" { ",".to_string() } else { self.when() };
            let runs = if answer == "offers" { self.maybe(15, "2") } else { String::new() };
            let guarantee = self.pick(&["", "", "ja", "nej"]);
            let min = self.maybe(20, "4");
            forms.push(format!("{school},{goal},{answer},,{when},{runs},{guarantee},{min},"));
        }
        let header = "school_id,goal_code,answer,site_id,start_date,week,runs,guarantee,min_participants,max_participants";
        put(files, "forms.csv", &csv(header, &forms));
        let mut locks = Vec::new();
        for _ in 0..self.rng.random_range(0..=3) {
            let (school, goal, when) = (self.any_school(), self.any_goal(), self.when());
            let (lock, guarantee) = (self.pick(&["keep", "forbid"]), self.pick(&["", "", "ja"]));
            let guarantee = if lock == "keep" { guarantee } else { "" };
            locks.push(format!("{lock},{goal},{school},,{when},{guarantee},Sekretariatet,test"));
        }
        let header = "lock,goal_code,school_id,site_id,start_date,week,guarantee,by,reason";
        put(files, "locks.csv", &csv(header, &locks));
        let mut agreements = Vec::new();
        if self.yes(20) {
            agreements.push(format!("{},Udenfor,A-1,", self.any_goal()));
        }
        put(files, "agreements.csv", &csv("goal_code,outside_school,reference,start_date", &agreements));
    }
}
