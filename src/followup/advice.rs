//! What to do with each run at its deadline, and why.

use crate::followup::pooling::Transfer;
use crate::followup::runs::RunStatus;
use crate::followup::seekers::Seeking;

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
    /// A guarantee course is held as soon as somebody comes.
    Guarantee,
    /// A guarantee course to which nobody comes yet.
    GuaranteeNotYet,
    /// A guarantee course to which nobody came by the deadline.
    GuaranteeNobody,
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
    /// Its participants who have a place elsewhere.
    pub placed: u32,
}

/// The advice for every run with figures that is neither cancelled nor begun, in the plan's order.
#[must_use]
pub fn advise(runs: &[RunStatus], transfers: &[Transfer]) -> Vec<Advice> {
    let mut placed = vec![0; runs.len()];
    for transfer in transfers {
        if let Seeking::Hopeless(run) = transfer.from {
            placed[run] += transfer.persons;
        }
    }
    let decided = |run: &usize| runs[*run].known && runs[*run].is_open();
    let advice = |run: usize| {
        let (action, reason) = action(&runs[run], placed[run]);
        Advice { run, action, reason, placed: placed[run] }
    };
    (0..runs.len()).filter(decided).map(advice).collect()
}

fn action(status: &RunStatus, placed: u32) -> (Action, Reason) {
    if status.enrolled >= status.run.min {
        (Action::Hold, Reason::Reached)
    } else if status.run.guarantee && status.enrolled + status.sent > 0 {
        (Action::Hold, Reason::Guarantee)
    } else if status.run.guarantee && status.days_left > 0 {
        (Action::Wait, Reason::GuaranteeNotYet)
    } else if status.run.guarantee {
        (Action::Cancel, Reason::GuaranteeNobody)
    } else if status.missing() == 0 {
        (Action::Hold, Reason::Filled)
    } else if !status.is_hopeless() {
        (Action::Wait, Reason::NotYet)
    } else if placed > 0 {
        (Action::Move, Reason::Hardly)
    } else {
        (Action::Cancel, if status.enrolled == 0 { Reason::Nobody } else { Reason::Hardly })
    }
}
