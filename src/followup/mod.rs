//! What the enrolment figures of the year ask for (`models/follow-up.md`): which runs are at risk, who can be moved where, which waiting
//! lists together fill a run, and on which date a new run could be.
//!
//! [`follow_up`] is the flow. [`rows`] holds status.csv against the plan, [`runs`] says how each run stands, [`seekers`] who needs a
//! place, [`pooling`] gives them places in runs of the plan, [`new_runs`] proposes further runs, [`advice`] says what to do with each
//! run, [`chances`] where the others can go. Pure: the date it is made for is given, nothing is written, and the plan stays as it is.

pub mod advice;
pub mod chances;
pub mod new_runs;
pub mod pooling;
pub mod robustness;
pub mod rows;
pub mod runs;
pub mod seekers;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::check::finding::Findings;
use crate::domain::ids::GoalIx;
use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::formulation::parameters::Parameters;
use advice::{Advice, advise};
use chances::{Left, SecondChance, second_chances};
use new_runs::{Free, NewRun};
use pooling::{Pool, Transfer};
use rows::first_of;
use runs::{RunStatus, run_statuses};
use seekers::groups;

/// Enrolment for a run lasts so many days up to its deadline.
pub const ENROLMENT_DAYS: i64 = 90;

/// Where no deadline is written, it is so many days before the start.
pub const DEADLINE_DAYS: i64 = 5;

/// A run that is hardly filled is decided when so many days are left to its deadline.
pub const DECISION_DAYS: i64 = 14;

/// A new run starts so many days from today at the earliest: after the deadline of every run that is decided now.
pub const LEAD_DAYS: u64 = 21;
const _: () = assert!(LEAD_DAYS > DECISION_DAYS as u64, "people of a hopeless run keep it until its deadline");

/// From this chance on (permille) a run is expected to be filled.
pub const LIKELY: i64 = 800;

/// Below this chance (permille) a run is hardly filled.
pub const HARDLY: i64 = 200;

/// What to do, as of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The date it is made for.
    pub today: NaiveDate,
    /// How each run of the plan stands, in the plan's order.
    pub runs: Vec<RunStatus>,
    /// What to do with each run that has figures and is neither cancelled nor begun, in the plan's order.
    pub advice: Vec<Advice>,
    /// Who moves where, by goal.
    pub transfers: Vec<Transfer>,
    /// Proposed new runs, by goal.
    pub new_runs: Vec<NewRun>,
    /// Where those can go whose run is not held, in the plan's order.
    pub second_chances: Vec<SecondChance>,
    /// Who stays without a place, by goal.
    pub left: Vec<Left>,
}

/// Works out what the figures of status.csv ask for on a day; `None` where they do not fit the plan, after findings that say why.
#[must_use]
pub fn follow_up(instance: &Instance, plan: &Plan, today: NaiveDate, findings: &mut Findings) -> Option<FollowUp> {
    let rows = rows::rows_of_runs(instance, plan, findings)?;
    let mut runs = run_statuses(instance, plan, &rows, today);
    let parameters = Parameters::new(instance);
    let mut free = Free::new(instance, &parameters, plan, today);
    let (mut transfers, mut new_runs, mut left) = (Vec::new(), Vec::new(), Vec::new());
    let goals: BTreeSet<GoalIx> = rows.iter().map(|row| row.row.goal).collect();
    for goal in goals {
        let mut groups = groups(instance, plan, &rows, &runs, goal);
        let first = first_of(plan, goal);
        let of_goal = &mut runs[first..first + plan.runs_of(goal).len()];
        transfers.extend(Pool::new(instance, goal, first, of_goal, &mut groups).transfers());
        let (proposed, moved) = free.propose(goal, &mut groups, new_runs.len());
        new_runs.extend(proposed);
        transfers.extend(moved);
        left.extend(Left::of(instance, goal, &groups, first, of_goal));
    }
    let advice = advise(&runs, &transfers);
    let second_chances = second_chances(instance, &runs, &transfers, &new_runs);
    Some(FollowUp { today, runs, advice, transfers, new_runs, second_chances, left })
}
