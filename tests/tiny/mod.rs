//! Planning years small enough to hold in the head, made in memory.

pub mod brute;
pub mod random;

use amuplan::domain::calendar::{Calendar, Day};
use amuplan::domain::goal::{Eligible, Goal, GoalKind, Origin, RequiredRun, When, Wish};
use amuplan::domain::ids::{AreaIx, FkbIx, GroupIx, SchoolIx, SiteIx};
use amuplan::domain::instance::{Instance, Language};
use amuplan::domain::network::{Area, Fkb, Pool, PoolScope, School, Site};
use amuplan::formulation::coupling::Coupling;
use amuplan::formulation::parameters::Parameters;
use amuplan::formulation::placement::GoalModel;

/// Monday 4 January 2027, in week 1 of the plan year (weeks from 0), the first half of the year.
pub const JAN: u16 = 3;
/// Monday 5 July 2027, in week 27, the second half.
pub const JUL: u16 = 185;

/// Everything that a model is built from.
pub struct Year {
    pub instance: Instance,
    pub parameters: Parameters,
    pub goals: Vec<GoalModel>,
    pub coupling: Coupling,
}

impl Year {
    pub fn new(instance: Instance) -> Self {
        let parameters = Parameters::new(&instance);
        let goals = instance.goal_ixs().map(|g| GoalModel::new(&instance, &parameters, g)).collect();
        let coupling = Coupling::new(&instance, &parameters);
        Self { instance, parameters, goals, coupling }
    }
}

/// Two schools 80 km apart, `aa` with site a1 and `bb` with site b1, one room each, open on 4 and 5 January and 5 and 6 July only.
/// - 40001: one day, 18 participants, 10 near a1 and 8 near b1: one or two runs.
/// - 40002: two days, required by a form of `aa` in the first week of January.
/// - 40003: one day, narrow, at b1 only, never a guarantee course.
///
/// `aa` may hold one guarantee run, `bb` three course days, and `aa` has one teacher on 4 January. 6 July is to be avoided at a1, and
/// `bb` said that it can hold 40001, best in the first week of July.
pub fn tiny() -> Instance {
    let mut first = goal("40001", 1, &[0, 1]);
    first.demand = vec![(AreaIx::from(0), 10_000), (AreaIx::from(1), 8_000)];
    first.wishes = vec![Wish { school: SchoolIx::from(1), site: None, days: Some((Day(JUL), Day(JUL + 6))) }];
    let mut second = goal("40002", 2, &[0, 1]);
    second.demand = vec![(AreaIx::from(0), 6_000)];
    second.required = vec![required(&[0], When::Fixed(Day(JAN), Day(JAN + 6)))];
    let mut third = goal("40003", 1, &[1]);
    third.demand = vec![(AreaIx::from(1), 3_000)];
    third.guarantee_ok = false;
    let mut limit = vec![None; 365];
    limit[usize::from(JAN)] = Some(1);
    let mut instance = network(&[JAN, JAN + 1, JUL, JUL + 1], vec![first, second, third]);
    instance.pools = vec![Pool { school: SchoolIx::from(0), scope: PoolScope::Group(GroupIx::from(0)), limit }];
    instance.sites[0].soft[usize::from(JUL) + 1] = true;
    instance.schools[0].guarantee_cap = Some(1);
    instance.schools[1].max_course_days = Some(3);
    instance
}

/// The two schools with the given goals, open on the given days.
pub fn network(open: &[u16], goals: Vec<Goal>) -> Instance {
    let area = |code: &str, population| Area { code: code.to_owned(), name: code.to_owned(), population };
    Instance {
        calendar: Calendar::new(2027).expect("2027"),
        network: "Tiny".to_owned(),
        language: Language::Da,
        seed: 1,
        profile: toml::from_str(include_str!("profile.toml")).expect("the profile"),
        schools: vec![school("aa"), school("bb")],
        sites: vec![site("a1", 0, open), site("b1", 1, open)],
        fkbs: vec![Fkb { code: "2701".to_owned(), title: "Lager".to_owned(), group: GroupIx::from(0) }],
        groups: vec!["Lager".to_owned()],
        areas: vec![area("0101", 60_000), area("0202", 40_000)],
        goals,
        pools: Vec::new(),
        consents: Vec::new(),
        decisions: Vec::new(),
        needs: Vec::new(),
        wheel: amuplan::domain::wheel::Wheel::standard(&Calendar::new(2027).expect("2027"), 1),
        status: None,
        travel: vec![vec![5_000, 80_000], vec![80_000, 5_000]],
        scenario: None,
        inputs: std::collections::BTreeMap::new(),
    }
}

pub fn school(id: &str) -> School {
    School {
        id: id.to_owned(),
        name: id.to_owned(),
        institution_code: String::new(),
        member: true,
        guarantee_cap: None,
        max_course_days: None,
        addresses: Vec::new(),
        home_municipalities: Vec::new(),
    }
}

pub fn site(id: &str, school: usize, open: &[u16]) -> Site {
    let mut rooms = vec![0; 365];
    for day in open {
        rooms[usize::from(*day)] = 1;
    }
    Site {
        id: id.to_owned(),
        school: SchoolIx::from(school),
        name: id.to_owned(),
        address: String::new(),
        postal_code: String::new(),
        city: String::new(),
        municipality_code: "0101".to_owned(),
        rooms,
        soft: vec![false; 365],
        equipment: Vec::new(),
    }
}

/// A goal at the given sites, 8 to 20 participants, without demand.
pub fn goal(code: &str, days: u16, sites: &[usize]) -> Goal {
    let eligible = |s: &usize| Eligible { site: SiteIx::from(*s), approved: vec![(Day(0), Day(364))], lender: None };
    Goal {
        code: code.to_owned(),
        title: code.to_owned(),
        fkb: FkbIx::from(0),
        group: GroupIx::from(0),
        also_in: Vec::new(),
        kind: GoalKind::Core,
        duration: i64::from(days) * 1000,
        days,
        min: 8,
        max: 20,
        guarantee_ok: true,
        distance_ok: false,
        archived_from: None,
        parent: None,
        demand: Vec::new(),
        waiting: Vec::new(),
        eligible: sites.iter().map(eligible).collect(),
        required: Vec::new(),
        forbidden: Vec::new(),
        wishes: Vec::new(),
        declined: Vec::new(),
        last_executors: Vec::new(),
        agreement: None,
        duties: Vec::new(),
        outside: Vec::new(),
    }
}

/// A run that a form asks for, 8 to 20 participants, guarantee left open.
pub fn required(sites: &[usize], when: When) -> RequiredRun {
    RequiredRun {
        sites: sites.iter().map(|s| SiteIx::from(*s)).collect(),
        when,
        guarantee: None,
        min: 8,
        max: 20,
        origin: Origin::Form,
        sources: Vec::new(),
    }
}
