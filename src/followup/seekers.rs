//! Who looks for a place: participants of cancelled runs and of runs that will be cancelled, and waiting lists.

use crate::domain::ids::{AreaIx, GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::domain::units::Metres;
use crate::followup::rows::{RowOfRun, first_of};
use crate::followup::runs::RunStatus;

/// Where a group comes from; runs are positions in the plan. Those who had a place come before those who wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seeking {
    /// Enrolled in a cancelled run.
    Cancelled(usize),
    /// Enrolled in a run that is hopeless.
    Hopeless(usize),
    /// On a waiting list of a run, of the school given or else of the executing school.
    Waiting(usize, Option<SchoolIx>),
    /// On a school's waiting list that belongs to no run.
    List(SchoolIx),
}

/// People who look for a place in a run of the goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Where they come from.
    pub from: Seeking,
    /// Addresses where they are enrolled or wait; none for an outside school.
    pub sites: Vec<SiteIx>,
    /// How many still look.
    pub persons: u32,
}

/// The groups that look for a place in the goal, in order. Those of hopeless runs look only if their run is given up.
#[must_use]
pub fn groups(instance: &Instance, plan: &Plan, rows: &[RowOfRun], runs: &[RunStatus], goal: GoalIx) -> Vec<Group> {
    let mut groups = Vec::new();
    let first = first_of(plan, goal);
    for (position, status) in (first..).zip(&runs[first..first + plan.runs_of(goal).len()]) {
        let from = match status {
            status if status.cancelled => Seeking::Cancelled(position),
            status if status.is_hopeless() => Seeking::Hopeless(position),
            _ => continue,
        };
        groups.push(Group { from, sites: vec![status.run.site], persons: status.enrolled });
    }
    for RowOfRun { row, run } in rows.iter().filter(|row| row.row.goal == goal) {
        let from = match (run, row.school) {
            (Some(run), school) => Seeking::Waiting(*run, school),
            (None, Some(school)) => Seeking::List(school),
            (None, None) => continue,
        };
        let executing = run.map(|run| plan.runs[run].site);
        let sites = match (executing, row.school) {
            (Some(site), None) => vec![site],
            (Some(site), Some(school)) if instance.school_of(site) == school => vec![site],
            (_, school) => sites_of(instance, school),
        };
        groups.push(Group { from, sites, persons: row.waiting });
    }
    groups.retain(|group| group.persons > 0);
    groups.sort_by_key(|group| group.from);
    groups
}

fn sites_of(instance: &Instance, school: Option<SchoolIx>) -> Vec<SiteIx> {
    let sites = (0..instance.sites.len()).map(SiteIx::from);
    sites.filter(|site| Some(instance.school_of(*site)) == school).collect()
}

/// From the nearest of the addresses to a site: 0 at the same address or where the goal may be run at a distance, else from the
/// municipality of the address; `None` where no address is known.
#[must_use]
pub fn metres(instance: &Instance, goal: GoalIx, from: &[SiteIx], to: SiteIx) -> Option<Metres> {
    if instance.goal(goal).distance_ok {
        return Some(0);
    }
    from.iter().filter_map(|site| if *site == to { Some(0) } else { between(instance, goal, *site, to) }).min()
}

fn between(instance: &Instance, goal: GoalIx, from: SiteIx, to: SiteIx) -> Option<Metres> {
    let code = &instance.site(from).municipality_code;
    let area = instance.areas.binary_search_by(|area| area.code.cmp(code)).ok()?;
    Some(instance.metres(goal, AreaIx::from(area), to))
}

/// As far as people are sent: the profile's second tier, 60 km in the built-in ones.
#[must_use]
pub fn reach(instance: &Instance) -> Metres {
    instance.profile.travel.tier_km[1] * 1000
}
