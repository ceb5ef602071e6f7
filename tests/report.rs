//! The plan folder: what stands in the files, how they look to Excel, and that they reach the disk whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use amuplan::domain::calendar::{Calendar, Day};
use amuplan::domain::gap::{Cause, Change, Cure, Gap, Move, Remedy, Slot};
use amuplan::domain::goal::{Agreement, Eligible, Forbidden, Goal, GoalKind, Origin, RequiredRun, Source, When};
use amuplan::domain::ids::{AreaIx, SchoolIx, SiteIx};
use amuplan::domain::instance::{Instance, Language};
use amuplan::domain::network::{Area, Fkb, School, Site};
use amuplan::domain::plan::{Outcome, Plan, Price, Run, Stop};
use amuplan::domain::profile::Profile;
use amuplan::domain::words::Text;
use amuplan::report::files::{OWNED, write_file, write_folder, write_new_folder};
use amuplan::report::summary::summary;
use amuplan::report::{Options, plan_folder};
use sha2::{Digest, Sha256};

const OPTIONS: Options = Options { asked_gap: 0.01, seed: 7 };

fn school(id: &str, name: &str, member: bool) -> School {
    School {
        id: id.to_owned(),
        name: name.to_owned(),
        institution_code: String::new(),
        member,
        guarantee_cap: None,
        max_course_days: None,
        addresses: Vec::new(),
        home_municipalities: Vec::new(),
    }
}

/// One room on every weekday of 2027.
fn site(id: &str, school: usize, calendar: Calendar) -> Site {
    let rooms: Vec<u16> = calendar.days().map(|day| u16::from(calendar.weekday(day) < 5)).collect();
    Site {
        id: id.to_owned(),
        school: SchoolIx::from(school),
        name: String::new(),
        address: format!("{id} Gade 1"),
        postal_code: "0800".to_owned(),
        city: "Høje".to_owned(),
        municipality_code: "0001".to_owned(),
        soft: vec![false; rooms.len()],
        rooms,
        equipment: Vec::new(),
    }
}

/// A two-day core goal of FKB 2222 that both members must announce and may run all year.
fn goal(code: &str, title: &str) -> Goal {
    let year = (Day(0), Day(364));
    let eligible = |site: usize| Eligible { site: SiteIx::from(site), approved: vec![year], lender: None };
    Goal {
        code: code.to_owned(),
        title: title.to_owned(),
        fkb: 0.into(),
        group: 0.into(),
        also_in: Vec::new(),
        kind: GoalKind::Core,
        duration: 1500,
        days: 2,
        min: 10,
        max: 20,
        guarantee_ok: true,
        distance_ok: false,
        archived_from: None,
        parent: None,
        demand: Vec::new(),
        waiting: vec![(AreaIx::from(0), 12_000)],
        eligible: vec![eligible(0), eligible(1)],
        required: Vec::new(),
        forbidden: Vec::new(),
        wishes: Vec::new(),
        declined: Vec::new(),
        last_executors: Vec::new(),
        agreement: None,
        duties: vec![SchoolIx::from(0), SchoolIx::from(1)],
        outside: Vec::new(),
    }
}

/// Two members with a site each, an outside school, two municipalities, six goals:
/// 00101 and 00102 with runs, 00103 declined by all, 00104 closed by an agreement, 00105 locked out, 00106 not proven.
fn network() -> Instance {
    let calendar = Calendar::new(2027).expect("2027");
    let mut goals = vec![
        goal("00101", "Løft, \"let\""),
        goal("00102", "=cmd|'/c calc'!A1"),
        goal("00103", "Afvist"),
        goal("00104", "Aftalt"),
        goal("00105", "Låst"),
        goal("00106", "Glemt"),
    ];
    goals[0].waiting = vec![(AreaIx::from(0), 24_000)];
    goals[0].eligible[1].lender = Some(SchoolIx::from(2));
    goals[2].eligible.clear();
    goals[2].declined = vec![SchoolIx::from(0)];
    goals[2].outside = vec![SchoolIx::from(2)];
    goals[3].agreement =
        Some(Agreement { outside_school: "x".into(), reference: "J.nr. 7/27".into(), start_date: "2027-05-03".into() });
    let source = Source { file: "locks.csv".into(), line: 4, text: Text { da: "forbyd".into(), en: "forbid".into() } };
    goals[4].forbidden = vec![Forbidden { school: None, site: None, days: None, source }];
    let area = |code: &str, name: &str, population| Area { code: code.into(), name: name.into(), population };
    Instance {
        network: "Net Øst".into(),
        language: Language::Da,
        seed: 7,
        profile: profile(),
        schools: vec![school("a", "Alfa Skole", true), school("b", "Bæta Skole", true), school("x", "Xenia", false)],
        sites: vec![site("a-1", 0, calendar), site("b-1", 1, calendar)],
        fkbs: vec![Fkb { code: "2222".into(), title: "Lager".into(), group: 0.into() }],
        groups: vec!["Transport".into()],
        areas: vec![area("0001", "Nær", 3000), area("0002", "Fjern", 1000)],
        goals,
        pools: Vec::new(),
        consents: Vec::new(),
        decisions: Vec::new(),
        needs: Vec::new(),
        wheel: amuplan::domain::wheel::Wheel::standard(&calendar, 1),
        status: None,
        travel: vec![vec![1000, 30_000], vec![64_250, 40_000]],
        scenario: None,
        inputs: BTreeMap::from([("goals.csv".to_owned(), "ab12".to_owned())]),
        calendar,
    }
}

fn profile() -> Profile {
    toml::from_str(include_str!("../models/profiles/balanced.toml")).expect("the profile")
}

fn run(goal: usize, site: usize, start: u16, guarantee: bool) -> Run {
    let (min, origin) = if guarantee { (5, Origin::Form) } else { (10, Origin::Assigned) };
    Run { goal: goal.into(), start: Day(start), site: site.into(), guarantee, min, max: 20, origin }
}

/// Monday 4 January (day 3), Friday 1 January (day 0, ISO week 53 of 2026), and two more dates of 00101.
fn outcome() -> Outcome {
    let runs = vec![run(0, 0, 3, true), run(0, 0, 66, false), run(0, 1, 73, false), run(1, 1, 4, false)];
    let price = |rule: &str, key: &str, price| Price { rule: rule.into(), key: key.into(), price };
    Outcome {
        plan: Plan::new(runs),
        value: 100_000,
        bound: 100_801,
        certificate: vec![price("c03_room_capacity", "b-1|2027-01-05", 40), price("c03_room_capacity", "a-1|2027-01-05", 2)],
        stop: Stop::Gap,
        work: 125,
        terms: BTreeMap::from([("o01_held", 90_000), ("o08_guarantee", 900)]),
        gaps: gaps(),
    }
}

/// What was found of 00103 and 00105; of 00106 nothing was looked for. Day 66 is Monday 8 March, day 11 Tuesday 12 January.
fn gaps() -> Vec<Gap> {
    let (alfa, beta, lender) = (SchoolIx::from(0), SchoolIx::from(1), Some(SchoolIx::from(2)));
    let to = "2026-06-30".parse().expect("a date");
    let busy = Slot { goal: 1.into(), site: 1.into(), start: Day(4) };
    let (site, start, last) = (SiteIx::from(1), Day(66), Day(67));
    let kran = || vec!["kran".to_owned()];
    let cure = Cure {
        site,
        start,
        last,
        changes: vec![Change::Equipment(kran())],
        moves: Vec::new(),
        replanned: 0,
        gain: 1234,
        tried: true,
    };
    let forbyd = Change::Lock(vec![Text { da: "forbyd".into(), en: "forbid".into() }]);
    let moves = vec![Move { from: busy, to: Day(11) }];
    let (first, changes) = (Cure { changes: vec![forbyd], ..cure.clone() }, cure);
    let second = Cure { moves, replanned: 2, gain: -500, tried: false, site: 0.into(), start: Day(4), last: Day(5), ..first };
    vec![
        Gap {
            goal: 2.into(),
            causes: vec![(alfa, Cause::Declined), (beta, Cause::Equipment(kran()))],
            remedy: Remedy::Cure(changes),
        },
        Gap {
            goal: 4.into(),
            causes: vec![(alfa, Cause::Ended { to, lender }), (beta, Cause::Full(vec![busy]))],
            remedy: Remedy::Cure(second),
        },
    ]
}

fn folder() -> BTreeMap<String, Vec<u8>> {
    plan_folder(&network(), &outcome(), &OPTIONS)
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("UTF-8")
}

#[test]
fn the_folder_has_every_file_of_the_contract_and_repeats_to_the_byte() {
    let files = folder();
    assert_eq!(files.keys().map(String::as_str).collect::<Vec<_>>(), OWNED);
    assert_eq!(files, folder());
    for (name, bytes) in files.iter().filter(|(name, _)| !name.contains("overs") && !name.contains("hulliste")) {
        assert!(!bytes.starts_with("\u{feff}".as_bytes()) && !bytes.contains(&b'\r'), "{name}");
        assert!(bytes.ends_with(b"\n"), "{name}");
    }
}

/// 24 waiting in municipality 0001 share the two equally near runs at a-1: 12 each; b-1 gets none.
#[test]
fn plan_csv_lists_the_runs_with_their_numbers() {
    let expected = "\
goal_code,title,fkb_code,branch_group,run,school_id,site_id,start_date,end_date,days,iso_week,guarantee,\
min_participants,max_participants,expected_participants,probability_held,origin,narrow
00101,\"Løft, \"\"let\"\"\",2222,Transport,1,a,a-1,2027-01-04,2027-01-05,2,2027-W01,true,5,20,12.000,1.000,form,false
00101,\"Løft, \"\"let\"\"\",2222,Transport,2,a,a-1,2027-03-08,2027-03-09,2,2027-W10,false,10,20,12.000,1.000,assigned,false
00101,\"Løft, \"\"let\"\"\",2222,Transport,3,b,b-1,2027-03-15,2027-03-16,2,2027-W11,false,10,20,0.000,0.000,assigned,false
00102,=cmd|'/c calc'!A1,2222,Transport,1,b,b-1,2027-01-05,2027-01-06,2,2027-W01,false,10,20,0.000,0.000,assigned,true
";
    assert_eq!(text(&folder(), "plan.csv"), expected);
}

/// 00102: 12 waiting 30 km away, 70 % willing: 8 certain, below the minimum of 10.
#[test]
fn a_run_ends_on_the_next_open_day_and_keeps_the_year_of_its_week() {
    let mut instance = network();
    let mut outcome = outcome();
    outcome.plan = Plan::new(vec![run(1, 1, 0, false)]);
    instance.goals[1].days = 3;
    let plan = text(&plan_folder(&instance, &outcome, &OPTIONS), "plan.csv");
    assert!(plan.contains("b-1,2027-01-01,2027-01-05,3,2026-W53,"), "{plan}");
}

#[test]
fn every_duty_is_announced_with_place_and_date() {
    let expected = "\
school_id,goal_code,fulfilled_by,executing_school_id,site_id,address,start_date,end_date,further_runs
a,00101,own,a,a-1,\"a-1 Gade 1, 0800 Høje\",2027-01-04,2027-01-05,2027-03-08/2027-03-09@a-1
a,00102,mirror,b,b-1,\"b-1 Gade 1, 0800 Høje\",2027-01-05,2027-01-06,
a,00103,gap,,,,,,
a,00104,agreement,x,,,2027-05-03,,
a,00105,gap,,,,,,
a,00106,gap,,,,,,
b,00101,own,b,b-1,\"b-1 Gade 1, 0800 Høje\",2027-03-15,2027-03-16,
b,00102,own,b,b-1,\"b-1 Gade 1, 0800 Høje\",2027-01-05,2027-01-06,
b,00103,gap,,,,,,
b,00104,agreement,x,,,2027-05-03,,
b,00105,gap,,,,,,
b,00106,gap,,,,,,
";
    assert_eq!(text(&folder(), "announcements.csv"), expected);
}

#[test]
fn gaps_have_a_reason_a_proof_and_a_cure() {
    let expected = "\
goal_code,title,fkb_code,proven,reason,schools_considered,cheapest_cure,agreement_reference,schools_approved,causes,\
cure_kind,cure_school,cure_site,cure_date,cure_end,cure_moves,cure_gain,cure_tried
00103,Afvist,2222,true,Ingen afdeling i netværket kan gennemføre målet: Alfa Skole har svaret nej; Bæta Skole har ingen \
afdeling med det nødvendige udstyr.,a b,\
\"Bæta Skole kan gennemføre målet i uge 10 (b-1, start 08-03-2027), hvis afdelingen får udstyret (kran). Ellers: Spørg Xenia, \
som har godkendelsen, om en bindende aftale.\",,2,a=declined b=equipment,equipment,b,b-1,2027-03-08,2027-03-09,,1.234,true
00104,Aftalt,2222,true,Lukket af aftale med Xenia.,a b,Ingen: aftalen dækker målet.,J.nr. 7/27,2,,,,,,,,,
00105,Låst,2222,true,\"Ingen mulig startdato hos Alfa Skole og Bæta Skole: på ingen dag er der både åbent på alle \
kursusdage og en gyldig godkendelse, mens målet er i kraft og ingen lås forbyder det.\",a b,\"Alfa Skole kan gennemføre målet i uge 1 (a-1, start 05-01-2027), \
hvis låsen ophæves (forbyd) og Bæta Skole flytter 00102 =cmd|'/c calc'!A1 fra uge 1 til uge 2. Planen flytter selv 2 andre \
kurser. Om det kan klares ved at flytte andre kurser, er ikke undersøgt. Ellers: Find en skole uden for netværket med \
godkendelse til FKB 2222, og lav en bindende aftale.\",,1,a=ended b=full:00102@b-1@2027-01-05,lock move,a,a-1,2027-01-05,\
2027-01-06,00102@b-1@2027-01-05>2027-01-12,-0.500,false
00106,Glemt,2222,false,\"Planen har ikke fundet plads hos Alfa Skole og Bæta Skole. Det er ikke bevist, at der ikke er plads.\"\
,a b,\"Løsninger i netværket er ikke undersøgt, for beregningen blev stoppet. Find en skole uden for netværket med godkendelse til \
FKB 2222, og lav en bindende aftale.\",,2,,unsearched,,,,,,,
";
    assert_eq!(text(&folder(), "gaps.csv"), expected);
}

#[test]
fn of_many_schools_the_first_are_named_and_the_rest_counted() {
    let mut instance = network();
    instance.schools = (0..9).map(|number| school(&format!("s{number}"), &format!("Skole {number}"), true)).collect();
    instance.goals[2].declined = (0..9).map(SchoolIx::from).collect();
    let gaps = text(&plan_folder(&instance, &outcome(), &OPTIONS), "gaps.csv");
    assert!(gaps.contains("Skole 0, Skole 1, Skole 2, Skole 3 og 5 andre har svaret nej"), "{gaps}");
    assert!(gaps.contains(",s0 s1 s2 s3 s4 s5 s6 s7 s8,"), "{gaps}");
}

/// Both rooms are taken all year by runs that the schools have fixed: no plan can hold 00106.
#[test]
fn a_gap_behind_fixed_runs_is_proven() {
    let mut instance = network();
    let fixed = |site: usize, day: u16| RequiredRun {
        sites: vec![SiteIx::from(site)],
        when: When::Fixed(Day(day), Day(day)),
        guarantee: None,
        min: 10,
        max: 20,
        origin: Origin::Form,
        sources: Vec::new(),
    };
    for site in 0..2 {
        // Mondays, Wednesdays and Fridays: no two days in a row stay free in a week.
        let days = (0..365).filter(|day| matches!((day + 4) % 7, 0 | 2));
        instance.goals[0].required.extend(days.map(|day| fixed(site, day)));
    }
    instance.goals[0].days = 1;
    instance.goals[0].required.retain(|run| run.when != When::Fixed(Day(3), Day(3)) || run.sites[0] != SiteIx::from(1));
    let proven =
        |instance: &Instance| text(&plan_folder(instance, &outcome(), &OPTIONS), "gaps.csv").contains("00106,Glemt,2222,true");
    assert!(!proven(&instance), "Monday 4 January is still free at b-1");
    instance.goals[0].required.push(fixed(1, 3));
    instance.goals[0].required.extend((0..365).filter(|day| (day + 4) % 7 == 3).flat_map(|day| [fixed(0, day), fixed(1, day)]));
    assert!(proven(&instance));
}

/// 0001: 00101 at 1 km, 00102 at 30 km. 0002: 40 km to both, at b-1.
#[test]
fn areas_show_what_people_can_reach() {
    let expected = "\
municipality_code,branch_group,goals_within_12km,goals_within_60km,median_km,worst_goal
0001,Transport,1,2,1.0,00102
0002,Transport,0,2,40.0,00101
";
    assert_eq!(text(&folder(), "areas.csv"), expected);
    let mut empty = outcome();
    empty.plan = Plan::default();
    let areas = text(&plan_folder(&network(), &empty, &OPTIONS), "areas.csv");
    assert!(areas.ends_with("0001,Transport,0,0,,\n0002,Transport,0,0,,\n"), "{areas}");
}

/// Four goals have possible starts at both schools (00103 has no site, 00105 no start): 4 x 2 days / 2 = 4 each.
#[test]
fn loads_stand_beside_the_fair_shares() {
    let expected = "\
school_id,runs,course_days,guarantee_runs,narrow_runs,expected_participants,fair_share,deviation
a,2,4,1,0,24.000,4,0
b,2,4,0,1,0.000,4,0
";
    assert_eq!(text(&folder(), "loads.csv"), expected);
}

#[test]
fn the_certificate_is_sorted() {
    let expected = "rule,key,price\nc03_room_capacity,a-1|2027-01-05,2\nc03_room_capacity,b-1|2027-01-05,40\n";
    assert_eq!(text(&folder(), "certificate.csv"), expected);
}

#[test]
fn result_json_says_how_good_and_how_sure() {
    let files = folder();
    let json: serde_json::Value = serde_json::from_slice(&files["result.json"]).expect("JSON");
    assert_eq!(json["status"], "within_gap");
    assert_eq!((&json["objective"], &json["bound"]), (&100_000.into(), &100_801.into()));
    assert_eq!(json["gap"], 0.007_946);
    assert_eq!(json["seconds"], 2.5);
    assert_eq!(json["terms"].as_object().map(serde_json::Map::len), Some(8));
    assert_eq!(json["terms"]["o01_held"]["value"], 90_000);
    assert_eq!(json["terms"]["o01_held"]["natural"], 24.0);
    assert_eq!(json["terms"]["o08_guarantee"]["natural"], 1.0);
    let counts = serde_json::json!({"goals_in_scope": 6, "covered": 2, "gaps": 3, "agreements": 1, "runs": 4,
        "guarantee_runs": 1, "narrow_held": 0.0});
    assert_eq!(json["counts"], counts);
    assert_eq!(json["inputs"]["goals.csv"], "ab12");
    assert_eq!(json["version"], env!("CARGO_PKG_VERSION"));
    let sum = format!("{:x}", Sha256::digest(&files["plan.csv"]));
    assert_eq!(json["plan_sha256"], sum);
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "result.json") {
        assert_eq!(json["outputs"][name], format!("{:x}", Sha256::digest(bytes)), "{name}");
    }
}

#[test]
fn the_overview_is_a_danish_excel_file_without_formulas() {
    let overview = text(&folder(), "koordineringsoversigt.csv");
    let lines: Vec<&str> = overview.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{feff}FKB-nr;FKB-titel;Målkode;Måltitel;Varighed (dage);Kernemål;Udbyder(e);Egetudbud/samarbejde;\
         Gennemførende skole;Adresse;Startdato;Slutdato;Uge;Garantikursus;Medannoncerende skoler;Ekstern skole;\
         Aftalereference;Bemærkning"
    );
    assert_eq!(
        lines[1],
        "2222;Lager;00101;\"Løft, \"\"let\"\"\";1,5;ja;Alfa Skole, Bæta Skole;eget udbud;Alfa Skole;\
         a-1 Gade 1, 0800 Høje;04-01-2027;05-01-2027;1;ja;;;;"
    );
    assert!(lines[3].ends_with(";15-03-2027;16-03-2027;11;nej;;;;Godkendelse lånt af Xenia"), "{}", lines[3]);
    assert_eq!(
        lines[4],
        "2222;Lager;00102;'=cmd|'/c calc'!A1;1,5;ja;Bæta Skole;samarbejde;Bæta Skole;b-1 Gade 1, 0800 Høje;\
         05-01-2027;06-01-2027;1;nej;Alfa Skole;;;Smalt mål"
    );
    assert!(
        lines[5].ends_with(";;;;;;;;;;;;HUL: ingen skole; Smalt mål") || lines[5].ends_with("\"HUL: ingen skole; Smalt mål\"")
    );
    // The agreement starts on Monday 3 May 2027, week 18.
    assert!(lines[6].contains(";samarbejde;;;03-05-2027;;18;;;Xenia;J.nr. 7/27;"), "{}", lines[6]);
    assert!(lines[8].contains("HUL: ingen skole (ikke bevist)"), "{}", lines[8]);
    assert_eq!((lines.len(), lines[9]), (10, ""));
}

#[test]
fn the_gap_list_puts_open_gaps_first() {
    let list = text(&folder(), "hulliste.csv");
    let starts: Vec<&str> = list.split("\r\n").skip(1).map(|line| line.split(';').next().unwrap_or("")).collect();
    assert_eq!(starts, ["HUL", "HUL", "HUL", "aftale", ""]);
    // For 00105 only Bæta is approved, for the others both schools.
    let goals: Vec<&str> = list.split("\r\n").skip(1).filter_map(|line| line.split(';').nth(4)).collect();
    assert_eq!(goals, ["00105", "00103", "00106", "00104"]);
    let causes = "Alfa Skole: godkendelsen, lånt af Xenia, udløb 30-06-2026. \
                  Bæta Skole: optaget af faste kurser, mindst ved 00102 =cmd|'/c calc'!A1 (uge 1).";
    assert!(list.contains(causes), "{list}");
    assert!(list.contains("Alfa Skole: har svaret nej. Bæta Skole: mangler udstyr (kran)."), "{list}");
    assert!(list.contains(";Xenia;;03-05-2027;J.nr. 7/27\r\n"), "{list}");
}

#[test]
fn an_english_network_gets_english_papers() {
    let mut instance = network();
    instance.language = Language::En;
    let files = plan_folder(&instance, &outcome(), &OPTIONS);
    assert!(text(&files, "koordineringsoversigt.csv").starts_with("\u{feff}FKB no.;FKB title;Goal code;"));
    assert!(text(&files, "gaps.csv").contains("Closed by an agreement with Xenia."));
    let screen = summary(&instance, &outcome(), Duration::from_millis(1250));
    assert!(screen.contains("more than 0.9 % better (proven), worth at most 0.9 participants"), "{screen}");
}

#[test]
fn the_workbooks_are_zip_files() {
    let files = folder();
    for name in ["koordineringsoversigt.xlsx", "hulliste.xlsx"] {
        assert!(files[name].starts_with(b"PK\x03\x04"), "{name}");
    }
}

#[test]
fn the_summary_fits_a_screen_and_says_what_matters() {
    let screen = summary(&network(), &outcome(), Duration::from_millis(1250));
    for part in [
        "Plan for Net Øst 2027",
        "Mål i planen: 6. Dækket af kurser: 2. Lukket af aftaler: 1. Huller: 3.",
        "Kurser: 4, heraf 1 garantikurser. Forventet antal kursister på kurser, der gennemføres: 24.",
        "00106 Glemt (ikke bevist): Planen har ikke fundet plads",
        "i Fjern er halvdelen af målene mindst 40,0 km væk",
        "Ingen plan med lige så få huller kan være mere end 0,9 % bedre (bevist), det svarer til højst 0,9 kursister.",
        "inden for den ønskede afstand",
        "koordineringsoversigt.xlsx",
    ] {
        assert!(screen.contains(part), "{part}\n{screen}");
    }
    assert!(screen.lines().count() <= 24, "{screen}");
}

#[test]
fn many_gaps_are_cut_after_ten() {
    let mut instance = network();
    instance.goals = (0..25).map(|number| goal(&format!("{number:05}"), "Mål")).collect();
    let screen = summary(&instance, &Outcome { plan: Plan::default(), ..outcome() }, Duration::ZERO);
    assert_eq!(screen.matches("(ikke bevist)").count(), 10);
    assert!(screen.contains("og 15 mere"), "{screen}");
}

#[test]
fn an_optimal_or_worthless_plan_is_described_without_percent() {
    let best = Outcome { bound: 100_000, stop: Stop::Optimal, ..outcome() };
    assert!(summary(&network(), &best, Duration::ZERO).contains("kan være bedre (bevist)"));
    let poor = Outcome { value: -500, bound: 0, ..outcome() };
    assert!(summary(&network(), &poor, Duration::ZERO).contains("mere end 0,5 kursister bedre"));
}

#[test]
fn a_network_without_goals_or_sites_has_papers_too() {
    let mut instance = network();
    (instance.goals, instance.sites) = (Vec::new(), Vec::new());
    instance.travel = vec![Vec::new(), Vec::new()];
    let empty = Outcome { plan: Plan::default(), value: 0, bound: 0, ..outcome() };
    let files = plan_folder(&instance, &empty, &OPTIONS);
    assert_eq!(files.len(), OWNED.len());
    assert_eq!(text(&files, "plan.csv").lines().count(), 1);
    assert!(summary(&instance, &empty, Duration::ZERO).contains("Ingen huller"));
}

fn names_in(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("the folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn small_folder() -> BTreeMap<String, Vec<u8>> {
    BTreeMap::from([("plan.csv".to_owned(), b"new".to_vec()), ("result.json".to_owned(), b"{}".to_vec())])
}

#[test]
fn files_are_written_and_the_folder_is_created() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("år 2027").join("plan");
    write_folder(&dir, &small_folder()).expect("written");
    assert_eq!(names_in(&dir), ["plan.csv", "result.json"]);
    assert_eq!(fs::read(dir.join("plan.csv")).expect("read"), b"new");
}

#[test]
fn old_files_of_a_plan_go_and_foreign_files_stay() {
    let temp = tempfile::tempdir().expect("a folder");
    for name in ["plan.csv", "gaps.csv", "referat.docx"] {
        fs::write(temp.path().join(name), "old").expect("written");
    }
    write_folder(temp.path(), &small_folder()).expect("written");
    assert_eq!(names_in(temp.path()), ["plan.csv", "referat.docx", "result.json"]);
    assert_eq!(fs::read(temp.path().join("plan.csv")).expect("read"), b"new");
}

#[test]
fn a_path_that_is_a_file_is_refused_and_left_alone() {
    let temp = tempfile::tempdir().expect("a folder");
    let path = temp.path().join("plan");
    fs::write(&path, "mine").expect("written");
    let error = write_folder(&path, &small_folder()).expect_err("a file is no folder").en;
    assert!(error.contains("plan") && error.contains("not a folder"), "{error}");
    assert_eq!(fs::read(&path).expect("read"), b"mine");
}

/// A rename onto a folder cannot succeed; the old plan stays whole and nothing temporary is left.
#[test]
fn a_target_that_is_a_folder_stops_before_anything_changes() {
    let temp = tempfile::tempdir().expect("a folder");
    fs::write(temp.path().join("plan.csv"), "old").expect("written");
    fs::create_dir(temp.path().join("result.json")).expect("made");
    let error = write_folder(temp.path(), &small_folder()).expect_err("a folder is in the way").en;
    assert!(error.contains("result.json") && error.contains("replaced"), "{error}");
    assert_eq!(names_in(temp.path()), ["plan.csv", "result.json"]);
    assert_eq!(fs::read(temp.path().join("plan.csv")).expect("read"), b"old");
}

/// The second file cannot be written at all: the first, already complete, must not replace the old one.
#[test]
fn a_file_that_cannot_be_written_leaves_the_old_plan() {
    let temp = tempfile::tempdir().expect("a folder");
    fs::write(temp.path().join("plan.csv"), "old").expect("written");
    let mut files = small_folder();
    files.insert("ø".repeat(300), Vec::new());
    write_folder(temp.path(), &files).expect_err("no file system has such names");
    assert_eq!(names_in(temp.path()), ["plan.csv"]);
    assert_eq!(fs::read(temp.path().join("plan.csv")).expect("read"), b"old");
}

#[test]
fn a_planning_folder_is_never_written_over() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("new");
    write_new_folder(&dir, &small_folder()).expect("written");
    assert_eq!(names_in(&dir), ["plan.csv", "result.json"]);
    let error = write_new_folder(&dir, &small_folder()).expect_err("it holds files").en;
    assert_eq!(error, "new: cannot be used: the folder is not empty");
}

#[test]
fn a_single_file_is_replaced_whole() {
    let temp = tempfile::tempdir().expect("a folder");
    let path = temp.path().join("model.mps");
    write_file(&path, b"one").expect("written");
    write_file(&path, b"two").expect("written again");
    assert_eq!(fs::read(&path).expect("read"), b"two");
    write_file(temp.path(), b"x").expect_err("a folder");
    write_file(&temp.path().join("missing").join("x"), b"x").expect_err("no such folder");
    assert_eq!(names_in(temp.path()), ["model.mps"]);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_an_error_that_names_it() {
    use std::os::unix::fs::PermissionsExt;
    let temp = tempfile::tempdir().expect("a folder");
    fs::set_permissions(temp.path(), fs::Permissions::from_mode(0o555)).expect("set");
    let result = write_folder(temp.path(), &small_folder());
    fs::set_permissions(temp.path(), fs::Permissions::from_mode(0o755)).expect("set back");
    // An administrator may write anywhere; everybody else gets the error and a clean folder.
    if let Err(error) = result {
        assert!(error.en.contains("plan.csv: cannot be created"), "{error:?}");
        assert!(names_in(temp.path()).is_empty());
    }
}
