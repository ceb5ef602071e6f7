//! A network small enough to be worked out by hand, and a correct plan folder for it.
//!
//! Two member schools with one site each, one outside school, three municipalities, six goals, year 2027.
//!
//! | km | alfa-1 | beta-1 |
//! |---|---|---|
//! | 0101, 3000 people | 5 | 40 |
//! | 0202, 1000 people | 70 | 5 |
//! | 0303, 6000 people | 200 | 200 |
//!
//! Tiers are 12, 60 and 120 km with shares 1, 0.7, 0.25 and 0.05. Demand D (milli): 12000, 8000, 16000, 8000, 40000, 1000, so
//! D_ref = 8000 (the third of six), and with alpha = 1 the weights are 8/12 = 667, 1000, 500, 1000, 8/40 = 200 cut to 250, and 8000 cut to 4000.
//!
//! | goal | what | run | participants |
//! |---|---|---|---|
//! | 10001 | form: alfa-1 on 11 January, no guarantee; two days | Mon 11 January | 12 waiting in 0101: N = 12 for sure |
//! | 10002 | beta-1 only; guarantee with b = 5, n = 10 | Wed 14 April | 8 waiting in 0202: N = 8 for sure |
//! | 10003 | closed by an agreement | | |
//! | 10004 | nobody is approved: a proven gap | | |
//! | 10005 | both sites; R = min(2, 40/10) = 2 | alfa-1 Mon 18 January, beta-1 Mon 4 October | 20 waiting in 0101, 20 in 0202: N = 20 each, 16 seats |
//! | 10006 | beta-1 only, one seat | Tue 2 February, softly closed | 1 expected in 0101, 0.7 come: p = 1 - exp(-0.7) = 0.503 |
//!
//! O01: 12000 · 0.667 = 8004; 8000 · 1 = 8000; 2 · 16000 · 0.25 = 8000; 503 · 4 = 2012; together 26016.
//! O02: only expected participants count: 700 · 2 · (40000 - 12000) / 1 000 000 = 39.2, so -39.
//! O03 (a): shares 3000/4000 and 1000/4000 (0303 is far from all). Each of 0101 and 0202 is in reach of 3 of the 5 goals of
//! Transport: emph = 1000 + 400. 10001 leaves out 0202: 6000 · 0.25 · 1.4 = 2100. (b): the fair share of alfa in FKB 2222 is 1/2 (10001) + 1/2 (10005) = 1,
//! it has 2 runs: 400. beta: 1/2 + 1 + 1/2 = 2. Together -2500.
//! O04: fair alfa = 2/2 + 1/2 -> 2, has 3 days, first tier floor(2 · 0.5) = 1 wide: -40. beta = 1 + 1 + 1/2 + 1 -> 4, has 3.
//! O05: April is the second quarter of Transport: 150; the soft day: 400; together -550.
//! O06: 10002 is at a school that said "can" (800) in the week it wished (400): 1200.
//! O07: 10005 was run by alfa last year, the run at beta costs 600: -600.
//! O08: 900 less 250 for each of the two empty seats below 10: 400.
//! Value: 26016 - 39 - 2500 - 40 - 550 + 1200 - 600 + 400 = 23887.
//!
//! Bound: alone and at no prices the goals reach 5904 (8004 - 2100), 9450 (8000 + 400 + 1200 - 150), 7400 (8000 - 600; both runs at beta-1 reach
//! 2 · (4000 - 600) = 6800, one run 3400) and 1973 (2012 - 39, another day). Prices:
//!
//! | row | price | capacity | paid by |
//! |---|---|---|---|
//! | o03_spread 2222, alfa | 400 | 1 | 10001, 10005: 400 each |
//! | o04_load alfa | 40 | 2 | 10001: 80, 10005: 40 |
//! | c03_room_capacity alfa-1, 11 January | 5 | 1 | 10001: 5 |
//! | c04_teacher_capacity alfa, Transport, 12 January | 7 | 1 | 10001: 7 |
//! | c07_guarantee_cap beta | 100 | 1 | 10002: 100 |
//! | c08_yearly_limit alfa | 10 | 3 | 10001: 20, 10005: 10 |
//!
//! Rows: 400 + 80 + 5 + 7 + 100 + 30 = 622. Goals: 5904 - 512 = 5392; 9450 - 100 = 9350; 7400 - 450 = 6950 (still above 6800); 1973. Bound: 24287.

use std::collections::BTreeMap;

use amuplan::domain::calendar::{Calendar, Day};
use amuplan::domain::goal::{Agreement, Eligible, Goal, GoalKind, Origin, RequiredRun, Source, When, Wish};
use amuplan::domain::ids::{AreaIx, FkbIx, GroupIx, SchoolIx, SiteIx};
use amuplan::domain::instance::{Instance, Language};
use amuplan::domain::network::{Area, Fkb, Pool, PoolScope, School, Site};
use amuplan::domain::profile::Profile;
use amuplan::domain::words::Text;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

/// Value, bound and open gaps of the plan folder.
pub const VALUE: i64 = 23_887;
pub const BOUND: i64 = 24_287;

pub const ALFA: usize = 0;
pub const BETA: usize = 1;

const PROFILE: &str = r#"
name = "hand"
description_da = "Til håndregning"
description_en = "For sums by hand"
[weights]
held = 1000
access = 1000
spread = 1000
load = 1000
date = 1000
wishes = 1000
stability = 1000
guarantee = 1000
[travel]
tier_km = [12, 60, 120]
share = [1000, 700, 250, 50]
detour = 1300
[narrow]
alpha = 1000
floor = 1000
least = 250
cap = 4000
[runs]
max_runs = 2
[access]
near = 2
far = 8
[spread]
area = 6000
emphasis = 1000
executor = 400
[load]
width = [500, 250]
cost = [40, 120, 300]
[date]
short = [0, 0, 0, 150, 400]
long = [0, 50, 100, 400, 800]
soft = 400
[date.season]
"Transport" = [0, 150, 200, 0]
[wishes]
can = 800
week = 400
[stability]
executor = 600
[guarantee]
reward = 900
shortfall = 250
"#;

/// A day of 2027.
pub fn day(month: u32, day: u32) -> Day {
    let date = NaiveDate::from_ymd_opt(2027, month, day).expect("a date of the test");
    calendar().day(date).expect("a day of 2027")
}

fn calendar() -> Calendar {
    Calendar::new(2027).expect("2027")
}

fn school(id: &str, member: bool, guarantee_cap: Option<u32>, max_course_days: Option<u32>) -> School {
    School {
        id: id.into(),
        name: id.to_uppercase(),
        institution_code: String::new(),
        member,
        guarantee_cap,
        max_course_days,
        addresses: Vec::new(),
        home_municipalities: Vec::new(),
    }
}

/// A site with one room on weekdays, closed on 25, 26 and 29 March and on 6 and 17 May.
fn site(id: &str, school: usize, city: &str) -> Site {
    let holidays = [day(1, 1), day(3, 25), day(3, 26), day(3, 29), day(5, 6), day(5, 17)];
    let open = |d: Day| calendar().weekday(d) < 5 && !holidays.contains(&d);
    Site {
        id: id.into(),
        school: SchoolIx::from(school),
        name: String::new(),
        address: "Skolevej 1".into(),
        postal_code: "0800".into(),
        city: city.into(),
        municipality_code: "0101".into(),
        rooms: calendar().days().map(|d| u16::from(open(d))).collect(),
        soft: calendar().days().map(|d| school == BETA && d == day(2, 2)).collect(),
        equipment: Vec::new(),
    }
}

fn area(code: &str, population: i64) -> Area {
    Area { code: code.into(), name: code.into(), population }
}

pub fn eligible(site: usize) -> Eligible {
    Eligible { site: SiteIx::from(site), approved: vec![(Day(0), Day(364))], lender: None }
}

/// A one-day goal of FKB 2222 at the given sites.
fn goal(code: &str, sites: &[usize], duties: &[usize]) -> Goal {
    Goal {
        code: code.into(),
        title: format!("Mål {code}, æøå"),
        fkb: FkbIx::from(0),
        group: GroupIx::from(1),
        also_in: Vec::new(),
        kind: GoalKind::Core,
        duration: 1000,
        days: 1,
        min: 10,
        max: 20,
        guarantee_ok: false,
        distance_ok: false,
        archived_from: None,
        parent: None,
        demand: Vec::new(),
        waiting: Vec::new(),
        eligible: sites.iter().map(|s| eligible(*s)).collect(),
        required: Vec::new(),
        forbidden: Vec::new(),
        wishes: Vec::new(),
        declined: Vec::new(),
        last_executors: Vec::new(),
        agreement: None,
        duties: duties.iter().map(|k| SchoolIx::from(*k)).collect(),
        outside: Vec::new(),
    }
}

pub fn required(site: usize, when: When) -> RequiredRun {
    RequiredRun {
        sites: vec![SiteIx::from(site)],
        when,
        guarantee: Some(false),
        min: 10,
        max: 20,
        origin: Origin::Form,
        sources: vec![source()],
    }
}

pub fn source() -> Source {
    Source { file: "forms.csv".into(), line: 2, text: Text::same("alfa offers 10001 on 2027-01-11") }
}

fn goals() -> Vec<Goal> {
    let from = |area: usize, milli: i64| (AreaIx::from(area), milli);
    let agreement = Agreement { outside_school: "gamma".into(), reference: "A-17".into(), start_date: "2027-05-03".into() };
    let wish = Wish { school: SchoolIx::from(BETA), site: None, days: Some((day(4, 12), day(4, 18))) };
    vec![
        Goal {
            days: 2,
            duration: 1500,
            guarantee_ok: true,
            waiting: vec![from(0, 12_000)],
            required: vec![required(0, When::Fixed(day(1, 11), day(1, 11)))],
            ..goal("10001", &[0, 1], &[ALFA, BETA])
        },
        Goal {
            max: 12,
            guarantee_ok: true,
            waiting: vec![from(1, 8_000)],
            wishes: vec![wish],
            ..goal("10002", &[1], &[ALFA, BETA])
        },
        Goal { demand: vec![from(0, 16_000)], agreement: Some(agreement), ..goal("10003", &[], &[ALFA]) },
        Goal { demand: vec![from(0, 8_000)], ..goal("10004", &[], &[ALFA]) },
        Goal {
            max: 16,
            waiting: vec![from(0, 20_000), from(1, 20_000)],
            last_executors: vec![SchoolIx::from(ALFA)],
            ..goal("10005", &[0, 1], &[ALFA, BETA])
        },
        Goal {
            fkb: FkbIx::from(1),
            group: GroupIx::from(0),
            min: 1,
            max: 1,
            demand: vec![from(0, 1_000)],
            ..goal("10006", &[1], &[BETA])
        },
    ]
}

/// The input.
pub fn instance() -> Instance {
    let fkb = |code: &str, group: usize| Fkb { code: code.into(), title: code.into(), group: GroupIx::from(group) };
    let in_january = |d: Day| (day(1, 11) <= d && d <= day(1, 15)).then_some(1);
    Instance {
        calendar: calendar(),
        network: "Lille netværk".into(),
        language: Language::Da,
        seed: 1,
        profile: toml::from_str::<Profile>(PROFILE).expect("the profile of the test"),
        schools: vec![
            school("alfa", true, None, Some(3)),
            school("beta", true, Some(1), None),
            school("gamma", false, None, None),
        ],
        sites: vec![site("alfa-1", ALFA, "Ålborg"), site("beta-1", BETA, "Bøvling")],
        fkbs: vec![fkb("2222", 1), fkb("3333", 0)],
        groups: vec!["Industri".into(), "Transport".into()],
        areas: vec![area("0101", 3000), area("0202", 1000), area("0303", 6000)],
        goals: goals(),
        pools: vec![Pool {
            school: SchoolIx::from(ALFA),
            scope: PoolScope::Group(GroupIx::from(1)),
            limit: calendar().days().map(in_january).collect(),
        }],
        consents: Vec::new(),
        decisions: Vec::new(),
        needs: Vec::new(),
        wheel: amuplan::domain::wheel::Wheel::standard(&calendar(), 2),
        status: None,
        travel: vec![vec![5_000, 40_000], vec![70_000, 5_000], vec![200_000, 200_000]],
        scenario: None,
        inputs: BTreeMap::from([("goals.csv".to_string(), "00ff".to_string())]),
    }
}

const PLAN: &str = "\
goal_code,title,fkb_code,branch_group,run,school_id,site_id,start_date,end_date,days,iso_week,guarantee,min_participants,max_participants,expected_participants,probability_held,origin,narrow
10001,\"Mål 10001, æøå\",2222,Transport,1,alfa,alfa-1,2027-01-11,2027-01-12,2,2027-W02,false,10,20,12.000,1.000,form,true
10002,\"Mål 10002, æøå\",2222,Transport,1,beta,beta-1,2027-04-14,2027-04-14,1,2027-W15,true,5,12,8.000,1.000,assigned,true
10005,\"Mål 10005, æøå\",2222,Transport,1,alfa,alfa-1,2027-01-18,2027-01-18,1,2027-W03,false,10,16,16.000,1.000,assigned,false
10005,\"Mål 10005, æøå\",2222,Transport,2,beta,beta-1,2027-10-04,2027-10-04,1,2027-W40,false,10,16,16.000,1.000,assigned,false
10006,\"Mål 10006, æøå\",3333,Industri,1,beta,beta-1,2027-02-02,2027-02-02,1,2027-W05,false,1,1,0.503,0.503,assigned,true
";

const ANNOUNCEMENTS: &str = "\
school_id,goal_code,fulfilled_by,executing_school_id,site_id,address,start_date,end_date
alfa,10001,own,alfa,alfa-1,\"Skolevej 1, 0800 Ålborg\",2027-01-11,2027-01-12
alfa,10002,mirror,beta,beta-1,\"Skolevej 1, 0800 Bøvling\",2027-04-14,2027-04-14
alfa,10003,agreement,gamma,,,2027-05-03,
alfa,10004,gap,,,,,
alfa,10005,own,alfa,alfa-1,\"Skolevej 1, 0800 Ålborg\",2027-01-18,2027-01-18
beta,10001,mirror,alfa,alfa-1,\"Skolevej 1, 0800 Ålborg\",2027-01-11,2027-01-12
beta,10002,own,beta,beta-1,\"Skolevej 1, 0800 Bøvling\",2027-04-14,2027-04-14
beta,10005,own,beta,beta-1,\"Skolevej 1, 0800 Bøvling\",2027-10-04,2027-10-04
beta,10006,own,beta,beta-1,\"Skolevej 1, 0800 Bøvling\",2027-02-02,2027-02-02
";

const GAPS: &str = "\
goal_code,title,fkb_code,proven,reason,schools_considered,cheapest_cure,agreement_reference
10003,\"Mål 10003, æøå\",2222,true,Aftale,,,A-17
10004,\"Mål 10004, æøå\",2222,true,Ingen godkendelse,,,
";

const AREAS: &str = "\
municipality_code,branch_group,goals_within_12km,goals_within_60km,median_km,worst_goal
0101,Industri,0,1,40.0,10006
0101,Transport,2,3,5.0,10002
0202,Industri,1,1,5.0,10006
0202,Transport,2,2,5.0,10001
";

const LOADS: &str = "\
school_id,runs,course_days,guarantee_runs,narrow_runs,expected_participants,fair_share,deviation
alfa,2,3,0,1,28.000,2,1
beta,3,3,1,2,24.503,4,-1
";

const CERTIFICATE: &str = "\
rule,key,price
c03_room_capacity,alfa-1|2027-01-11,5000
c04_teacher_capacity,alfa|Transport|2027-01-12,7000
c07_guarantee_cap,beta,100000
c08_yearly_limit,alfa,10000
o03_spread,2222|alfa,400000
o04_load,alfa,40000
";

// The gap is 400 / 24287 = 0.0164697. Narrow goals: 10001 and 10002 surely, 10006 with 0.503.
const RESULT: &str = r#"{
"status": "work_limit", "objective": 23887, "bound": 24287, "gap": 0.016470,
"terms": {
"o01_held": {"value": 26016, "weight": 1000, "natural": 52.503, "unit": "x"},
"o02_access": {"value": -39, "weight": 1000, "natural": 1, "unit": "x"},
"o03_spread": {"value": -2500, "weight": 1000, "natural": 1, "unit": "x"},
"o04_load": {"value": -40, "weight": 1000, "natural": 1, "unit": "x"},
"o05_date": {"value": -550, "weight": 1000, "natural": 1, "unit": "x"},
"o06_wishes": {"value": 1200, "weight": 1000, "natural": 1, "unit": "x"},
"o07_stability": {"value": -600, "weight": 1000, "natural": 1, "unit": "x"},
"o08_guarantee": {"value": 400, "weight": 1000, "natural": 1, "unit": "x"}},
"counts": {"goals_in_scope": 6, "covered": 4, "gaps": 1, "agreements": 1, "runs": 5, "guarantee_runs": 1, "narrow_held": 2.503},
"seconds": 0.1, "asked_gap": 0.01, "seed": 1, "profile": "hand", "version": "0.1.0", "inputs": {"goals.csv": "00ff"}, "plan_sha256": "PLAN-HASH"}
"#;

/// The files of a plan folder, as text.
#[derive(Clone)]
pub struct Folder(BTreeMap<&'static str, String>);

impl Folder {
    /// The correct plan.
    pub fn correct() -> Self {
        let files = [
            ("plan.csv", PLAN),
            ("announcements.csv", ANNOUNCEMENTS),
            ("gaps.csv", GAPS),
            ("areas.csv", AREAS),
            ("loads.csv", LOADS),
            ("certificate.csv", CERTIFICATE),
            ("result.json", RESULT),
        ];
        Self(files.into_iter().map(|(name, text)| (name, text.to_owned())).collect())
    }

    /// Replaces a text that must be there.
    pub fn with(mut self, file: &str, from: &str, to: &str) -> Self {
        let text = self.0.get_mut(file).expect("a file of the plan folder");
        assert!(text.contains(from), "{file} does not contain {from}");
        *text = text.replace(from, to);
        self
    }

    /// Adds a line at the end of a file.
    pub fn and_line(mut self, file: &str, line: &str) -> Self {
        let text = self.0.get_mut(file).expect("a file of the plan folder");
        text.push_str(line);
        text.push('\n');
        self
    }

    /// Leaves out the lines that hold a text; there must be some.
    pub fn without_lines(mut self, file: &str, words: &str) -> Self {
        let text = self.0.get_mut(file).expect("a file of the plan folder");
        assert!(text.contains(words), "{file} does not contain {words}");
        *text = text.split_inclusive('\n').filter(|l| !l.contains(words)).collect();
        self
    }

    /// Leaves a file out.
    pub fn without(mut self, file: &str) -> Self {
        self.0.remove(file).expect("a file of the plan folder");
        self
    }

    /// The bytes, with the hash of the plan as it now is.
    pub fn bytes(&self) -> BTreeMap<String, Vec<u8>> {
        let hash = format!("{:x}", Sha256::digest(self.0.get("plan.csv").map_or("", String::as_str)));
        let bytes = |text: &String| text.replace("PLAN-HASH", &hash).into_bytes();
        self.0.iter().map(|(name, text)| ((*name).to_owned(), bytes(text))).collect()
    }
}
