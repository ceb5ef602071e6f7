//! The follow-up during the year: hand-computed recommendations, random figures on solved plans judged by the verifier, and its paper read back.

mod common;
#[path = "followup/random.rs"]
mod figures;
#[path = "followup/hand.rs"]
mod hand;
#[path = "followup/paper.rs"]
mod paper;
#[path = "papers/read.rs"]
mod read;

use amuplan::check::finding::{Finding, Findings};
use amuplan::domain::instance::Instance;
use amuplan::domain::plan::Plan;
use amuplan::followup::{FollowUp, follow_up};
use common::enrolment::date;

/// The follow-up, which must come about, and its findings.
fn followed(instance: &Instance, plan: &Plan, today: &str) -> (FollowUp, Vec<Finding>) {
    let mut findings = Findings::default();
    let made = follow_up(instance, plan, date(today), &mut findings);
    let findings = findings.sorted();
    (made.unwrap_or_else(|| panic!("no follow-up: {findings:#?}")), findings)
}
