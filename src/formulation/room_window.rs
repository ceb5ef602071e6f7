//! Rows that C03 implies over several days: what single days do not say about goals that can choose among dates.
//!
//! A window is a stretch of open days at a site, with one run of one goal set apart (`models/annual-plan.md` section 6):
//!
//! `runs at s that hold all days of the window, the one set apart left out  +  1 where the run set apart is there on any of its days  <=  rooms`
//!
//! with the most rooms of any of its days. It holds in every plan: where the run set apart is there on day d, all runs that hold the whole
//! window are there on d as well, and C03 holds on d; where it is not, they meet on each of the days. The days of a single row are a window
//! of one day. A run is set apart only if a goal never has two like it, so that both sides mean the same run.

use crate::domain::ids::{GoalIx, SiteIx};
use crate::domain::instance::Instance;
use crate::formulation::constraints::c03_room_capacity;
use crate::formulation::coupling::Coupling;
use crate::formulation::parameters::Parameters;
use crate::formulation::placement::GoalModel;

/// A window at a site for one run of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoomWindow {
    /// The site.
    pub site: SiteIx,
    /// The goal with the run that is set apart.
    pub goal: GoalIx,
    /// The run set apart, position in `GoalModel::kinds`.
    pub kind: usize,
    /// First day, position among the site's open days.
    pub first: u16,
    /// Last day, position among the site's open days.
    pub last: u16,
}

impl RoomWindow {
    /// Whether a run of so many days that starts at this open day holds every day of the window.
    #[must_use]
    pub fn is_held(&self, start: u16, days: u16) -> bool {
        start <= self.first && self.last < start + days
    }

    /// Whether such a run is there on any day of the window.
    #[must_use]
    pub fn is_touched(&self, start: u16, days: u16) -> bool {
        start <= self.last && self.first < start + days
    }

    /// Whether a run of the goal, with so many days from this open day on, counts in the row; the runs are of the window's site.
    #[must_use]
    pub fn counts(&self, goal: GoalIx, kind: usize, start: u16, days: u16) -> bool {
        if (goal, kind) == (self.goal, self.kind) { self.is_touched(start, days) } else { self.is_held(start, days) }
    }

    /// The most rooms of any day of the window.
    #[must_use]
    pub fn capacity(&self, coupling: &Coupling) -> i64 {
        let first = coupling.room[self.site.index()];
        let days = &coupling.rows[first + usize::from(self.first)..=first + usize::from(self.last)];
        days.iter().map(|row| row.capacity).max().unwrap_or(0)
    }

    /// The row's key in the certificate: `site|goal|run|first day|last day`, runs counted from 1, the extra run after the required ones.
    #[must_use]
    pub fn key(&self, instance: &Instance, parameters: &Parameters) -> String {
        let days = &parameters.open[self.site.index()].days;
        let date = |open: u16| instance.calendar.date(days[usize::from(open)]);
        let (site, goal) = (&instance.site(self.site).id, &instance.goal(self.goal).code);
        format!("{site}|{goal}|{}|{}|{}", self.kind + 1, date(self.first), date(self.last))
    }

    /// The window of a key, e.g. of an earlier certificate; `None` where this instance has no such row.
    #[must_use]
    pub fn from_key(instance: &Instance, parameters: &Parameters, models: &[GoalModel], rule: &str, key: &str) -> Option<Self> {
        if rule != c03_room_capacity::NAME {
            return None;
        }
        let mut parts = key.rsplitn(4, '|');
        let (last, first, run, names) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        // A code may itself hold the bar.
        let named = |(at, _): (usize, &str)| {
            let site = instance.sites.iter().position(|s| s.id == names[..at])?;
            Some((SiteIx::from(site), instance.goals.iter().position(|g| g.code == names[at + 1..])?))
        };
        let (site, goal) = names.match_indices('|').find_map(named)?;
        let open = |date: &str| {
            let day = instance.calendar.day(date.parse().ok()?)?;
            parameters.open[site.index()].days.binary_search(&day).ok().and_then(|at| u16::try_from(at).ok())
        };
        let kind = run.parse::<usize>().ok()?.checked_sub(1)?;
        let (first, last) = (open(first)?, open(last)?);
        let window = Self { site, goal: GoalIx::from(goal), kind, first, last };
        (first < last && models[goal].kinds.len() > kind && models[goal].is_single(kind)).then_some(window)
    }
}
