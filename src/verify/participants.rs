//! Who goes where: each municipality to the nearest run (`models/annual-plan.md` 2.5), and what that costs in access and spread.

use crate::domain::ids::{AreaIx, GoalIx, SiteIx};
use crate::domain::units::{Metres, Milli, rdiv, rdiv_wide};

use super::facts::Facts;
use super::poisson::Attendance;
use super::worth::scaled;

/// A municipality that matters to a goal.
#[derive(Debug)]
struct Area {
    demand: Milli,
    waiting: Milli,
    /// share_a times emph_ba, if it is in reach of the goal.
    loss: i64,
}

/// The municipalities of a goal seen from some sites. Tables have one row per municipality, one column per site.
#[derive(Debug)]
pub(super) struct Catchment<'a> {
    facts: &'a Facts<'a>,
    sites: Vec<SiteIx>,
    areas: Vec<Area>,
    metres: Vec<Metres>,
    /// q(m), permille.
    coming: Vec<i64>,
    /// Expected participants who come to a run that is nearest alone, milli.
    alone: Vec<Milli>,
    /// O02 before rounding, per expected participant (milli) who comes.
    burden: Vec<i64>,
    far: Metres,
}

/// What a set of runs gets.
#[derive(Debug, Default)]
pub(super) struct Shares {
    /// Attendance of each run, in the order of the runs.
    pub(super) attendance: Vec<Attendance>,
    /// Value of O02, not positive.
    pub(super) access: i64,
    /// Value of O03 (a), not positive.
    pub(super) left_out: i64,
    waiting: Vec<Milli>,
}

impl<'a> Catchment<'a> {
    /// Prepares the goal for runs at any of `sites`.
    pub(super) fn new(facts: &'a Facts<'a>, goal: GoalIx, sites: Vec<SiteIx>) -> Self {
        let instance = facts.instance;
        let data = instance.goal(goal);
        let travel = &instance.profile.travel;
        let access = &instance.profile.access;
        let (near, far) = facts.tiers();
        let amount = |list: &[(AreaIx, Milli)], a: AreaIx| -> Milli { list.iter().filter(|x| x.0 == a).map(|x| x.1).sum() };
        let mut catchment = Self {
            facts,
            sites,
            areas: Vec::new(),
            metres: Vec::new(),
            coming: Vec::new(),
            alone: Vec::new(),
            burden: Vec::new(),
            far,
        };
        for a in (0..instance.areas.len()).map(AreaIx::from) {
            let (demand, waiting) = (amount(&data.demand, a), amount(&data.waiting, a));
            let reached = facts.goal(goal).reach[a.index()];
            let loss = if reached { facts.share[a.index()] * facts.emphasis[data.group.index()][a.index()] } else { 0 };
            if demand == 0 && waiting == 0 && loss == 0 {
                continue;
            }
            catchment.areas.push(Area { demand, waiting, loss });
            for s in &catchment.sites {
                let m = instance.metres(goal, a, *s);
                let tier = travel.tier_km.iter().position(|km| m <= km * 1000).unwrap_or(travel.tier_km.len());
                let q = travel.share[tier];
                catchment.metres.push(m);
                catchment.coming.push(q);
                catchment.alone.push(rdiv(demand * q, 1000));
                catchment.burden.push(access.near * (m - near).clamp(0, (far - near).max(0)) + access.far * (m - far).max(0));
            }
        }
        catchment
    }

    /// Shares the municipalities out among runs at `picks` (positions in the sites given, repeats allowed).
    pub(super) fn share(&self, picks: &[usize], out: &mut Shares) {
        out.attendance.clear();
        out.attendance.resize(picks.len(), Attendance { certain: 0, mean: 0 });
        out.waiting.clear();
        out.waiting.resize(picks.len(), 0);
        let (mut travel, mut lost) = (0_i128, 0_i128);
        for (i, area) in self.areas.iter().enumerate() {
            let base = i * self.sites.len();
            let row = &self.metres[base..base + self.sites.len()];
            let Some((nearest, pick)) = picks.iter().map(|p| (row[*p], *p)).min() else { break };
            if nearest > self.far {
                lost += i128::from(area.loss);
            }
            if area.demand == 0 && area.waiting == 0 {
                continue;
            }
            let equal = picks.iter().filter(|p| row[**p] == nearest).count() as i64;
            let q = self.coming[base + pick];
            let coming = if equal == 1 { self.alone[base + pick] } else { rdiv(area.demand * q, 1000 * equal) };
            let waiting = if area.waiting == 0 { 0 } else { rdiv(area.waiting * q, 1000 * equal) };
            for (r, p) in picks.iter().enumerate() {
                if row[*p] == nearest {
                    out.attendance[r].mean += coming;
                    out.waiting[r] += waiting;
                }
            }
            travel += i128::from(coming * equal) * i128::from(self.burden[base + pick]);
        }
        for (attendance, waiting) in out.attendance.iter_mut().zip(&out.waiting) {
            attendance.certain = waiting / 1000;
        }
        let profile = &self.facts.instance.profile;
        out.access = -scaled(rdiv_wide(travel, 1_000_000), profile.weights.access);
        let left_out = rdiv_wide(i128::from(profile.spread.area) * lost, 1_000_000_000);
        out.left_out = -scaled(left_out, profile.weights.spread);
    }
}
