//! Who is approved for what, and when (E311, E312, W408).

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Findings, Place, say};
use super::names::check_w302_repeated;
use super::network::Network;
use super::rooms::{check_w215_outside_year, days_in};
use super::rows::Rows;
use super::rows::goals::ApprovalRow;
use crate::domain::calendar::Day;
use crate::domain::goal::Goal;
use crate::domain::ids::{FkbIx, SchoolIx};

/// One approval, own or lent, that is valid on some day of the plan year.
#[derive(Debug)]
struct Approval {
    school: SchoolIx,
    days: (Day, Day),
    lender: Option<SchoolIx>,
    except: BTreeSet<String>,
}

/// The approvals of the year by FKB.
#[derive(Debug)]
pub struct Approvals {
    by_fkb: BTreeMap<FkbIx, Vec<Approval>>,
}

/// When a school is approved for a goal, and who lends.
#[derive(Debug, Default)]
pub struct Validity {
    /// First and last day of each approval within the year, sorted.
    pub days: Vec<(Day, Day)>,
    /// The first lender, if every approval is lent.
    pub lender: Option<SchoolIx>,
}

/// Resolves approvals.csv.
pub fn approvals(net: &Network, rows: &Rows, findings: &mut Findings) -> Approvals {
    let mut by_fkb: BTreeMap<FkbIx, Vec<Approval>> = BTreeMap::new();
    for row in &rows.approvals {
        let place = Place::line("approvals.csv", row.line);
        let school = net.names.schools.find(&row.school, place.column("school_id"), findings);
        let fkb = net.names.fkbs.find(&row.fkb, place.column("fkb_code"), findings);
        let lender = net.names.schools.find_some(row.lender.as_ref(), place.column("lender_school_id"), findings);
        for goal in &row.except {
            net.names.goals.find(goal, place.column("except_goals"), findings);
        }
        check_w215_outside_year(net, "approvals.csv", row.line, row.period, findings);
        if lender.is_some() {
            check_e311_e312_lender(row, rows, findings);
        }
        check_w408_ends_during_year(net, row, rows, findings);
        let mut days = days_in(net.calendar, row.period);
        let (first, last) = (days.next(), days.last());
        if let (Some(school), Some(fkb), Some(first)) = (school, fkb, first) {
            let except = row.except.iter().cloned().collect();
            let approval = Approval { school, days: (first, last.unwrap_or(first)), lender, except };
            by_fkb.entry(fkb).or_default().push(approval);
        }
    }
    let keys = rows.approvals.iter().map(|r| ((&r.school, &r.fkb, r.period.from, r.period.to, &r.lender, &r.except), r.line));
    check_w302_repeated("approvals.csv", keys, &say!("den ene er nok", "one is enough"), findings);
    Approvals { by_fkb }
}

fn check_e311_e312_lender(row: &ApprovalRow, rows: &Rows, findings: &mut Findings) {
    let place = Place::line("approvals.csv", row.line).column("lender_school_id");
    let (lender, fkb) = (row.lender.as_deref().unwrap_or(""), &row.fkb);
    if lender == row.school {
        let what = say!("skolen {lender} låner af sig selv", "the school {lender} lends to itself");
        let cure = say!("slet udlåneren, eller skriv den rigtige skole", "remove the lender, or write the right school");
        findings.add("E312", place, what, cure);
        return;
    }
    let overlaps = |own: &ApprovalRow| {
        let starts_in_time = row.period.to.is_none_or(|to| own.period.from.is_none_or(|from| from <= to));
        let ends_late_enough = row.period.from.is_none_or(|from| own.period.to.is_none_or(|to| to >= from));
        starts_in_time && ends_late_enough
    };
    let own = rows.approvals.iter().any(|r| r.school == lender && r.fkb == *fkb && r.lender.is_none() && overlaps(r));
    if !own {
        let what = say!(
            "udlåneren {lender} har selv ingen godkendelse til FKB {fkb} i den periode",
            "the lender {lender} has no approval of its own for FKB {fkb} in that time"
        );
        let cure = say!("tilføj udlånerens godkendelse, eller ret udlåneren", "add the lender's approval, or correct the lender");
        findings.add("E311", place, what, cure);
    }
}

fn check_w408_ends_during_year(net: &Network, row: &ApprovalRow, rows: &Rows, findings: &mut Findings) {
    let Some(to) = row.period.to else { return };
    let Some(last) = net.calendar.day(to) else { return };
    let Some(next) = to.succ_opt().filter(|_| last.index() + 1 < net.calendar.len()) else { return };
    let goes_on = |r: &ApprovalRow| {
        let covers = r.period.from.is_none_or(|from| from <= next) && r.period.to.is_none_or(|end| end >= next);
        r.school == row.school && r.fkb == row.fkb && covers
    };
    if !rows.approvals.iter().any(goes_on) {
        let (school, fkb) = (&row.school, &row.fkb);
        let what = say!(
            "{school} er kun godkendt til FKB {fkb} til og med {to}; kurser skal slutte inden",
            "{school} is approved for FKB {fkb} only up to {to}; courses must end by then"
        );
        let cure = say!("tilføj fornyelsen, hvis den er givet", "add the renewal if it has been given");
        findings.add("W408", Place::line("approvals.csv", row.line).column("valid_to"), what, cure);
    }
}

impl Approvals {
    /// When the school is approved for the goal, in any FKB that the goal is in.
    #[must_use]
    pub fn of(&self, goal: &Goal, school: SchoolIx) -> Validity {
        let mut found: Vec<&Approval> = self.for_goal(goal).filter(|a| a.school == school).collect();
        found.sort_by_key(|a| (a.days, a.lender));
        let own = found.iter().any(|a| a.lender.is_none());
        let lender = if own { None } else { found.iter().filter_map(|a| a.lender).min() };
        let mut days: Vec<_> = found.iter().map(|a| a.days).collect();
        days.dedup();
        Validity { days, lender }
    }

    /// Schools approved for the goal in any FKB that it is in, sorted.
    #[must_use]
    pub fn schools(&self, goal: &Goal) -> Vec<SchoolIx> {
        let set: BTreeSet<SchoolIx> = self.for_goal(goal).map(|a| a.school).collect();
        set.into_iter().collect()
    }

    /// Schools approved for the goal in its home FKB, sorted.
    #[must_use]
    pub fn home_schools(&self, goal: &Goal) -> Vec<SchoolIx> {
        let home = self.by_fkb.get(&goal.fkb).into_iter().flatten();
        let set: BTreeSet<SchoolIx> = home.filter(|a| !a.except.contains(&goal.code)).map(|a| a.school).collect();
        set.into_iter().collect()
    }

    fn for_goal<'a>(&'a self, goal: &'a Goal) -> impl Iterator<Item = &'a Approval> {
        let fkbs = std::iter::once(&goal.fkb).chain(&goal.also_in);
        fkbs.filter_map(|f| self.by_fkb.get(f)).flatten().filter(|a| !a.except.contains(&goal.code))
    }
}
