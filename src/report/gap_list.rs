//! The goals without a run: why, how sure that is, and what would help, in plain sentences.

use crate::domain::goal::Goal;
use crate::domain::ids::{GoalIx, SchoolIx};
use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::report::derived::{outside_name, school_name};
use crate::report::figures::Figures;
use crate::report::figures::gaps::GapReason;
use crate::report::messages::Message;
use crate::report::text::joined;

/// A goal without a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapRow {
    /// The goal.
    pub goal: GoalIx,
    /// No plan can give it a run, or an agreement closes it.
    pub proven: bool,
    /// Why it has no run.
    pub reason: String,
    /// Members that were considered, sorted.
    pub considered: Vec<SchoolIx>,
    /// What would close it with the least trouble, the nearest first.
    pub cure: String,
}

/// All goals without a run, in order.
#[must_use]
pub fn gap_rows(instance: &Instance, plan: &Plan, figures: &Figures) -> Vec<GapRow> {
    let without_run = instance.goal_ixs().filter(|goal| plan.runs_of(*goal).is_empty());
    without_run.map(|goal| gap_row(instance, figures, goal)).collect()
}

fn gap_row(instance: &Instance, figures: &Figures, goal: GoalIx) -> GapRow {
    let (data, language) = (instance.goal(goal), instance.language);
    let numbers = &figures.goals[goal.index()];
    let considered = numbers.considered.clone();
    let Some(why) = numbers.gap else {
        let outside = data.agreement.as_ref().map_or("", |agreement| outside_name(instance, &agreement.outside_school));
        let reason = Message::ReasonAgreement.fill(language, &[("school", outside)]);
        let cure = Message::CureNone.text(language).to_owned();
        return GapRow { goal, proven: true, reason, considered, cure };
    };
    let reason = reason(instance, data, why, &considered);
    let cure = cures(instance, data, why, &considered).join(&format!(" {}", Message::Else.text(language)));
    GapRow { goal, proven: why.proven(), reason, considered, cure }
}

/// The reason in one sentence.
fn reason(instance: &Instance, goal: &Goal, why: GapReason, considered: &[SchoolIx]) -> String {
    let language = instance.language;
    let able = names(instance, &able_schools(instance, goal));
    let schools: &[(&str, &str)] = &[("schools", &able)];
    match why {
        GapReason::NoSite if considered.is_empty() => Message::ReasonNoApproval.text(language).to_owned(),
        GapReason::NoSite => {
            let (declined, unequipped) = split(goal, considered);
            let groups = [(Message::PartDeclined, declined), (Message::PartNoSite, unequipped)];
            let groups = groups.into_iter().filter(|(_, schools)| !schools.is_empty());
            let parts: Vec<String> = groups.map(|(message, schools)| name_schools(instance, message, &schools)).collect();
            Message::ReasonNoSite.fill(language, &[("schools", &parts.join("; "))])
        }
        GapReason::NoStart => Message::ReasonNoStart.fill(language, schools),
        GapReason::Taken => Message::ReasonTaken.fill(language, schools),
        GapReason::Unproven => Message::ReasonUnproven.fill(language, schools),
    }
}

/// What would help, the nearest first, at most two sentences: one inside the network, one outside.
fn cures(instance: &Instance, goal: &Goal, why: GapReason, considered: &[SchoolIx]) -> Vec<String> {
    let inside = match why {
        GapReason::NoSite => cure_no_site(instance, goal, considered),
        GapReason::NoStart => Some(cure_no_start(instance, goal)),
        GapReason::Taken => Some(name_schools(instance, Message::CureMove, &able_schools(instance, goal))),
        GapReason::Unproven => Some(name_schools(instance, Message::CureLonger, &able_schools(instance, goal))),
    };
    let outside = if goal.outside.is_empty() {
        Message::CureSearch.fill(instance.language, &[("fkb", &instance.fkb(goal.fkb).code)])
    } else {
        name_schools(instance, Message::CureOutside, &goal.outside)
    };
    inside.into_iter().chain([outside]).collect()
}

/// Equipment first, since no one has refused; then those who answered that they cannot.
fn cure_no_site(instance: &Instance, goal: &Goal, considered: &[SchoolIx]) -> Option<String> {
    let (declined, unequipped) = split(goal, considered);
    if !unequipped.is_empty() {
        return Some(name_schools(instance, Message::CureEquipment, &unequipped));
    }
    (!declined.is_empty()).then(|| name_schools(instance, Message::CureAskAgain, &declined))
}

/// Schools that answered that they cannot, and the others.
fn split(goal: &Goal, considered: &[SchoolIx]) -> (Vec<SchoolIx>, Vec<SchoolIx>) {
    considered.iter().partition(|school| goal.declined.contains(school))
}

/// A lock can be lifted at once; a calendar takes longer to change.
fn cure_no_start(instance: &Instance, goal: &Goal) -> String {
    let Some(lock) = goal.forbidden.first() else {
        return name_schools(instance, Message::CureOpen, &able_schools(instance, goal));
    };
    // Not its line, which would change with the order of rows.
    Message::CureLock.fill(instance.language, &[("lock", lock.source.text.text(instance.language))])
}

/// Schools with an eligible site, sorted.
fn able_schools(instance: &Instance, goal: &Goal) -> Vec<SchoolIx> {
    let mut schools: Vec<_> = goal.eligible.iter().map(|eligible| instance.school_of(eligible.site)).collect();
    schools.sort_unstable();
    schools.dedup();
    schools
}

fn name_schools(instance: &Instance, message: Message, schools: &[SchoolIx]) -> String {
    message.fill(instance.language, &[("schools", &names(instance, schools))])
}

/// Schools named before the rest is only counted.
const NAMED: usize = 4;

/// Names joined as in a sentence: `A, B og C`; of many schools the first ones and how many others.
fn names(instance: &Instance, schools: &[SchoolIx]) -> String {
    let mut names: Vec<String> = schools.iter().map(|school| school_name(instance, *school).to_owned()).collect();
    if names.len() > NAMED + 1 {
        let others = names.split_off(NAMED).len().to_string();
        names.push(Message::Others.fill(instance.language, &[("count", &others)]));
    }
    joined(instance.language, &names)
}
