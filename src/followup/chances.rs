//! The second chance of those whose run is not held, and who stays without a place.

use crate::domain::ids::GoalIx;
use crate::domain::instance::Instance;
use crate::domain::units::Metres;
use crate::followup::new_runs::NewRun;
use crate::followup::pooling::{Destination, Transfer};
use crate::followup::runs::RunStatus;
use crate::followup::seekers::{Group, Seeking, metres, reach};
use crate::formulation::objective::o08_guarantee;

/// The next chance of those whose run is cancelled or is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondChance {
    /// Position of their run in the plan.
    pub run: usize,
    /// Where they can go; `None` where the goal has nothing more in the year.
    pub to: Option<Destination>,
    /// How far that is for them.
    pub metres: Option<Metres>,
}

/// The second chance of every run that is cancelled or is to be, in the plan's order: the next run of the goal in the plan within the
/// reach that has a free seat (or takes its participants), else a proposed run within the reach, else the next one however far.
#[must_use]
pub fn second_chances(instance: &Instance, runs: &[RunStatus], transfers: &[Transfer], new_runs: &[NewRun]) -> Vec<SecondChance> {
    let needed = |status: &RunStatus| status.is_given_up() || (status.cancelled && (!status.started || status.enrolled > 0));
    let chance = |run: usize| {
        let goal = runs[run].run.goal;
        let (from, to) =
            (runs.partition_point(|status| status.run.goal < goal), runs.partition_point(|status| status.run.goal <= goal));
        let receives = |to: Destination| {
            let from = [Seeking::Cancelled(run), Seeking::Hopeless(run)];
            transfers.iter().any(|transfer| transfer.to == to && from.contains(&transfer.from))
        };
        let next = |other: &usize| {
            let status = &runs[*other];
            *other != run && !status.is_given_up() && (status.seats_left() > 0 || receives(Destination::Run(*other)))
        };
        let planned = (from..to).filter(next).map(|other| (Destination::Run(other), runs[other].run));
        let proposed = new_runs.iter().enumerate().filter(|(_, new)| new.run.goal == goal);
        let all = planned.chain(proposed.map(|(at, new)| (Destination::New(at), new.run)));
        let ranked = all.map(|(to, next)| {
            let metres = metres(instance, goal, &[runs[run].run.site], next.site);
            let far = metres.is_none_or(|metres| metres > reach(instance));
            ((far, matches!(to, Destination::New(_)), next.start, to), metres)
        });
        let best = ranked.min_by_key(|(rank, _)| *rank);
        SecondChance { run, to: best.map(|((.., to), _)| to), metres: best.and_then(|(_, metres)| metres) }
    };
    (0..runs.len()).filter(|run| needed(&runs[*run])).map(chance).collect()
}

/// Those of a goal who stay without a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The goal.
    pub goal: GoalIx,
    /// Where they are, and how many.
    pub groups: Vec<(Seeking, u32)>,
    /// Fewest with whom a run of their own could be held, as a guarantee course where the goal allows it.
    pub least: u32,
    /// The run of the plan with a free seat that is nearest to one of them, beyond the reach, and how far that is.
    pub beyond: Option<(usize, Metres)>,
}

impl Left {
    /// What is left of the groups of a goal, if anybody is; its first run stands at `first` in the plan.
    #[must_use]
    pub fn of(instance: &Instance, goal: GoalIx, groups: &[Group], first: usize, runs: &[RunStatus]) -> Option<Self> {
        let data = instance.goal(goal);
        let least = if data.guarantee_ok { o08_guarantee::minimum(data.min) } else { data.min };
        let left = || groups.iter().filter(|group| group.persons > 0);
        let open = (first..).zip(runs).filter(|(_, status)| status.seats_left() > 0 && !status.is_given_up());
        let nearest = |(run, status): (usize, &RunStatus)| {
            Some((left().filter_map(|group| metres(instance, goal, &group.sites, status.run.site)).min()?, run))
        };
        let beyond = open.filter_map(nearest).min().map(|(metres, run)| (run, metres));
        let groups: Vec<(Seeking, u32)> = left().map(|group| (group.from, group.persons)).collect();
        (!groups.is_empty()).then_some(Self { goal, groups, least, beyond })
    }

    /// How many.
    #[must_use]
    pub fn persons(&self) -> u32 {
        self.groups.iter().map(|(_, persons)| persons).sum()
    }
}
