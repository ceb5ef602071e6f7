//! What stands in the way of a gap by the rows of the folder: refusals, approvals, equipment; and the folder without all of that.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::check::goals::needed_equipment;
use crate::check::rows::Rows;
use crate::check::rows::answers::Answer;
use crate::check::rows::goals::{ApprovalRow, GoalRow};
use crate::domain::gap::Extension;
use crate::domain::ids::{FkbIx, GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::read::patch::Edit;

/// An approval of a member for an FKB that the goal is in, whenever it holds.
#[derive(Debug, Clone)]
pub struct Held {
    /// The school.
    pub school: SchoolIx,
    /// The FKB.
    pub fkb: FkbIx,
    /// First day, if it has one.
    pub from: Option<NaiveDate>,
    /// Last day, if it has one.
    pub to: Option<NaiveDate>,
    /// Who lends it.
    pub lender: Option<SchoolIx>,
    /// It leaves the goal out.
    pub excepted: bool,
}

impl Held {
    /// Valid on every day from first to last, for the goal.
    #[must_use]
    pub fn covers(&self, first: NaiveDate, last: NaiveDate) -> bool {
        !self.excepted && self.from.is_none_or(|from| from <= first) && self.to.is_none_or(|to| last <= to)
    }

    /// Valid on some day from first to last, whatever it leaves out.
    #[must_use]
    pub fn touches(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= last) && self.to.is_none_or(|to| first <= to)
    }
}

/// What the rows say about one gap.
#[derive(Debug)]
pub struct Facts {
    /// The goal.
    pub goal: GoalIx,
    /// Approvals of members, by school.
    pub held: Vec<Held>,
    /// What each site lacks of the equipment; sites that lack nothing are left out.
    pub lacking: BTreeMap<SiteIx, Vec<String>>,
}

impl Facts {
    /// Reads the rows for a goal.
    #[must_use]
    pub fn new(instance: &Instance, rows: &Rows, goal: GoalIx) -> Self {
        let data = instance.goal(goal);
        let fkbs: BTreeSet<FkbIx> = data.also_in.iter().copied().chain([data.fkb]).collect();
        let held = |row: &ApprovalRow| {
            let school = school(instance, &row.school).filter(|school| instance.school(*school).member)?;
            let fkb = instance.fkbs.binary_search_by(|fkb| fkb.code.as_str().cmp(&row.fkb)).ok().map(FkbIx::from)?;
            let lender = row.lender.as_ref().and_then(|lender| self::school(instance, lender));
            let (from, to, excepted) = (row.period.from, row.period.to, row.except.contains(&data.code));
            fkbs.contains(&fkb).then_some(Held { school, fkb, from, to, lender, excepted })
        };
        let mut held: Vec<Held> = rows.approvals.iter().filter_map(held).collect();
        held.sort_by_key(|h| (h.school, h.fkb, h.from, h.to, h.lender, h.excepted));
        let row = rows.goals.iter().find(|row| row.code == data.code);
        Self { goal, held, lacking: row.map(|row| lacking(instance, row)).unwrap_or_default() }
    }

    /// The approvals of a school.
    pub fn held_by(&self, school: SchoolIx) -> impl Iterator<Item = &Held> {
        self.held.iter().filter(move |h| h.school == school)
    }

    /// How an approval of the school is to be made longer or wider to cover these days: the one that is nearest to it.
    /// A loan stays a loan where the lender's own approval holds then. `None` without any approval.
    #[must_use]
    pub fn extension(
        &self,
        rows: &Rows,
        instance: &Instance,
        school: SchoolIx,
        days: (NaiveDate, NaiveDate),
    ) -> Option<Extension> {
        let (first, last) = days;
        let missing = |h: &&Held| {
            let late = h.to.map_or(0, |to| (last - to).num_days().max(0));
            let early = h.from.map_or(0, |from| (from - first).num_days().max(0));
            (late + early, h.lender.is_some(), h.fkb)
        };
        let nearest = self.held_by(school).min_by_key(missing)?;
        let owns = |lender: &SchoolIx| {
            let (id, code) = (&instance.school(*lender).id, &instance.fkb(nearest.fkb).code);
            let holds = |row: &&ApprovalRow| row.school == *id && row.fkb == *code && row.lender.is_none();
            rows.approvals
                .iter()
                .filter(holds)
                .any(|row| row.period.from.is_none_or(|from| from <= first) && row.period.to.is_none_or(|to| last <= to))
        };
        Some(Extension {
            fkb: nearest.fkb,
            lender: nearest.lender.filter(owns),
            ended: nearest.to.filter(|to| *to < last),
            begins: nearest.from.filter(|from| *from > first),
            excepted: nearest.excepted,
        })
    }
}

fn school(instance: &Instance, id: &str) -> Option<SchoolIx> {
    instance.schools.binary_search_by(|school| school.id.as_str().cmp(id)).ok().map(SchoolIx::from)
}

fn lacking(instance: &Instance, row: &GoalRow) -> BTreeMap<SiteIx, Vec<String>> {
    let lower = |equipment: &[String]| equipment.iter().map(|name| name.to_lowercase()).collect::<BTreeSet<_>>();
    let sites: Vec<BTreeSet<String>> = instance.sites.iter().map(|site| lower(&site.equipment)).collect();
    let known: BTreeSet<String> = sites.iter().flatten().cloned().collect();
    let needed = needed_equipment(&row.equipment, &known);
    let lacks = |(site, has): (usize, &BTreeSet<String>)| {
        let lacks: Vec<String> = needed.iter().filter(|name| !has.contains(*name)).cloned().collect();
        (!lacks.is_empty()).then(|| (SiteIx::from(site), lacks))
    };
    sites.iter().enumerate().filter_map(lacks).collect()
}

/// The edits that take away what stands in the way of the gaps: refusals and locks go, approvals hold all year, equipment is everywhere
/// where somebody could teach. Other goals can only gain possibilities.
#[must_use]
pub fn relaxed(instance: &Instance, rows: &Rows, gaps: &[Facts]) -> Vec<Edit> {
    let codes: BTreeSet<&str> = gaps.iter().map(|facts| instance.goal(facts.goal).code.as_str()).collect();
    let refusals = rows.forms.iter().filter(|row| row.answer == Answer::Cannot && codes.contains(&*row.goal));
    let refusals = refusals.map(|row| Edit::Drop { file: "forms.csv", line: row.line });
    let locks = rows.locks.iter().filter(|row| !row.keep && codes.contains(&*row.goal));
    let locks = locks.map(|row| Edit::Drop { file: "locks.csv", line: row.line });
    let year = (instance.calendar.first_date(), instance.calendar.last_date());
    let (mut approvals, mut equipment) = (BTreeSet::new(), BTreeSet::new());
    for facts in gaps {
        for held in &facts.held {
            if !facts.held_by(held.school).any(|h| h.covers(year.0, year.1)) {
                approvals.insert((&instance.school(held.school).id, &instance.fkb(held.fkb).code));
            }
        }
        for (site, lacks) in &facts.lacking {
            if facts.held_by(instance.school_of(*site)).next().is_some() {
                equipment.extend(lacks.iter().map(|name| (&instance.site(*site).id, name)));
            }
        }
    }
    let approvals = approvals.into_iter().map(|(school, fkb)| Edit::Add {
        file: "approvals.csv",
        cells: vec![("school_id", school.clone()), ("fkb_code", fkb.clone())],
    });
    let equipment = equipment.into_iter().map(|(site, name)| Edit::Add {
        file: "equipment.csv",
        cells: vec![("site_id", site.clone()), ("equipment", name.clone())],
    });
    refusals.chain(locks).chain(approvals).chain(equipment).collect()
}
