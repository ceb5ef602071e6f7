//! What to do with each run at its deadline, and why; and the second chance of those whose run is not held.

use crate::domain::ids::GoalIx;
use crate::domain::instance::Instance;
use crate::domain::units::Metres;
use crate::followup::new_runs::NewRun;
use crate::followup::pooling::{Destination, Transfer};
use crate::followup::runs::RunStatus;
use crate::followup::seekers::{Group, Seeking, metres};
use crate::formulation::objective::o08_guarantee;

/// What to do with a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Hold it.
    Hold,
    /// Wait until its deadline.
    Wait,
    /// Cancel it and move its participants.
    Move,
    /// Cancel it; its participants have no other place, or there are none.
    Cancel,
}

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The minimum is reached.
    Reached,
    /// A guarantee course is held whoever comes.
    Guarantee,
    /// Others who come make up what is missing.
    Filled,
    /// It is not to be decided yet.
    NotYet,
    /// Hardly filled, and nobody is enrolled.
    Nobody,
    /// Hardly filled.
    Hardly,
}

/// The advice for a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// Position of the run in the plan.
    pub run: usize,
    /// What to do.
    pub action: Action,
    /// Why.
    pub reason: Reason,
    /// People who come to it from waiting lists and other runs.
    pub added: u32,
    /// Its participants who have a place elsewhere.
    pub placed: u32,
}

/// The advice for every run with figures that is neither cancelled nor begun, in the plan's order.
#[must_use]
pub fn advise(runs: &[RunStatus], transfers: &[Transfer]) -> Vec<Advice> {
    let (mut added, mut placed) = (vec![0; runs.len()], vec![0; runs.len()]);
    for transfer in transfers {
        if let Destination::Run(run) = transfer.to {
            added[run] += transfer.persons;
        }
        if let Seeking::Hopeless(run) = transfer.from {
            placed[run] += transfer.persons;
        }
    }
    let decided = |run: &usize| runs[*run].known && runs[*run].is_open();
    let advice = |run: usize| {
        let (action, reason) = action(&runs[run], added[run], placed[run]);
        Advice { run, action, reason, added: added[run], placed: placed[run] }
    };
    (0..runs.len()).filter(decided).map(advice).collect()
}

fn action(status: &RunStatus, added: u32, placed: u32) -> (Action, Reason) {
    if status.enrolled >= status.run.min {
        (Action::Hold, Reason::Reached)
    } else if status.run.guarantee {
        (Action::Hold, Reason::Guarantee)
    } else if status.enrolled + added >= status.run.min {
        (Action::Hold, Reason::Filled)
    } else if !status.is_hopeless() {
        (Action::Wait, Reason::NotYet)
    } else if placed > 0 {
        (Action::Move, Reason::Hardly)
    } else {
        (Action::Cancel, if status.enrolled == 0 { Reason::Nobody } else { Reason::Hardly })
    }
}

/// The next chance of those whose run is cancelled or is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondChance {
    /// Position of their run in the plan.
    pub run: usize,
    /// Where they can go: the next run of the goal in the plan with a free seat, else the first proposed one; `None` where there is neither.
    pub to: Option<Destination>,
    /// How far that is for them.
    pub metres: Option<Metres>,
}

/// The second chance of every run that is cancelled or is to be, in the plan's order.
#[must_use]
pub fn second_chances(instance: &Instance, runs: &[RunStatus], advice: &[Advice], new_runs: &[NewRun]) -> Vec<SecondChance> {
    let mut given_up = vec![false; runs.len()];
    for advice in advice {
        given_up[advice.run] = matches!(advice.action, Action::Move | Action::Cancel);
    }
    let needed = |run: &usize| {
        let status = &runs[*run];
        given_up[*run] || (status.cancelled && (!status.started || status.enrolled > 0))
    };
    let chance = |run: usize| {
        let status = &runs[run];
        let goal = status.run.goal;
        let next = |other: &usize| {
            let data = &runs[*other];
            *other != run && data.run.goal == goal && data.takes_people() && !given_up[*other] && data.free_seats() > 0
        };
        // The plan's runs of a goal are in order of their dates.
        let planned = (0..runs.len()).find(next).map(|other| (Destination::Run(other), runs[other].run.site));
        let proposed = || {
            let of_goal = new_runs.iter().enumerate().filter(|(_, new)| new.run.goal == goal);
            of_goal.min_by_key(|(_, new)| new.run.start).map(|(at, new)| (Destination::New(at), new.run.site))
        };
        let to = planned.or_else(proposed);
        let metres = to.and_then(|(_, site)| metres(instance, goal, &[status.run.site], site));
        SecondChance { run, to: to.map(|(to, _)| to), metres }
    };
    (0..runs.len()).filter(needed).map(chance).collect()
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
}

impl Left {
    /// What is left of the groups of a goal, if anybody is.
    #[must_use]
    pub fn of(instance: &Instance, goal: GoalIx, groups: &[Group]) -> Option<Self> {
        let data = instance.goal(goal);
        let least = if data.guarantee_ok { o08_guarantee::minimum(data.min) } else { data.min };
        let groups: Vec<(Seeking, u32)> =
            groups.iter().filter(|group| group.persons > 0).map(|group| (group.from, group.persons)).collect();
        (!groups.is_empty()).then_some(Self { goal, groups, least })
    }

    /// How many.
    #[must_use]
    pub fn persons(&self) -> u32 {
        self.groups.iter().map(|(_, persons)| persons).sum()
    }
}
