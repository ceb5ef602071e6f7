//! The goals without a run: why, how sure that is, and what would help, in plain sentences.

use crate::domain::gap::{Cause, Remedy};
use crate::domain::goal::Goal;
use crate::domain::ids::{GoalIx, SchoolIx};
use crate::domain::instance::Instance;
use crate::domain::plan::Outcome;
use crate::formulation::gaps::GapReason;
use crate::report::derived::outside_name;
use crate::report::figures::Figures;
use crate::report::gap_words::{GapWord, NAMED, joined};
use crate::report::{cause_text, cure_text};

/// A goal without a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapRow<'a> {
    /// The goal.
    pub goal: GoalIx,
    /// No plan can give it a run, or an agreement closes it.
    pub proven: bool,
    /// Why it has no run.
    pub reason: String,
    /// Members that were considered, sorted.
    pub considered: Vec<SchoolIx>,
    /// Members with an approval for it on some day of the year.
    pub approved: usize,
    /// Why each school does not run it; empty where nobody looked.
    pub causes: &'a [(SchoolIx, Cause)],
    /// What would close it with the least trouble; `None` where an agreement does, or nobody looked.
    pub remedy: Option<&'a Remedy>,
}

/// All goals without a run, in order.
#[must_use]
pub fn gap_rows<'a>(instance: &Instance, outcome: &'a Outcome, figures: &Figures) -> Vec<GapRow<'a>> {
    let without_run = instance.goal_ixs().filter(|goal| outcome.plan.runs_of(*goal).is_empty());
    without_run.map(|goal| gap_row(instance, outcome, figures, goal)).collect()
}

fn gap_row<'a>(instance: &Instance, outcome: &'a Outcome, figures: &Figures, goal: GoalIx) -> GapRow<'a> {
    let (data, language) = (instance.goal(goal), instance.language);
    let numbers = &figures.goals[goal.index()];
    let considered = numbers.considered.clone();
    let approved = considered.iter().filter(|school| !data.declined.contains(school) || data.duties.contains(school)).count();
    let Some(why) = numbers.gap else {
        let outside = data.agreement.as_ref().map_or("", |agreement| outside_name(instance, &agreement.outside_school));
        let reason = GapWord::ReasonAgreement.fill(language, &[("school", outside)]);
        return GapRow { goal, proven: true, reason, considered, approved, causes: &[], remedy: None };
    };
    let reason = reason(instance, data, why, &considered, NAMED);
    let gap = outcome.gap(goal);
    let causes = gap.map(|gap| gap.causes.as_slice()).unwrap_or_default();
    let approved = gap.map_or(approved, |gap| gap.causes.iter().filter(|(_, cause)| cause.is_approved()).count());
    GapRow { goal, proven: why.proven(), reason, considered, approved, causes, remedy: gap.map(|gap| &gap.remedy) }
}

impl GapRow<'_> {
    /// The causes, a sentence for each school; the members without any approval are counted.
    #[must_use]
    pub fn causes_in_words(&self, instance: &Instance) -> String {
        if self.remedy.is_none() { String::new() } else { cause_text::sentences(instance, self.causes) }
    }

    /// What would help: one sentence inside the network, and one outside.
    #[must_use]
    pub fn cure_in_words(&self, instance: &Instance) -> String {
        let (data, language) = (instance.goal(self.goal), instance.language);
        if data.agreement.is_some() {
            return GapWord::CureNone.text(language).to_owned();
        }
        let outside = outside(instance, data);
        match self.remedy {
            Some(Remedy::Cure(cure)) => {
                format!("{} {}{outside}", cure_text::sentence(instance, cure), GapWord::Else.text(language))
            }
            Some(Remedy::Outside { proven: true }) => format!("{} {outside}", GapWord::CureNobody.text(language)),
            Some(Remedy::Outside { proven: false }) => format!("{} {outside}", GapWord::CureNotFound.text(language)),
            Some(Remedy::Unsearched) | None => format!("{} {outside}", GapWord::CureUnsearched.text(language)),
        }
    }
}

/// Which schools outside to ask.
fn outside(instance: &Instance, goal: &Goal) -> String {
    if goal.outside.is_empty() {
        GapWord::CureSearch.fill(instance.language, &[("fkb", &instance.fkb(goal.fkb).code)])
    } else {
        name_schools(instance, GapWord::CureOutside, &goal.outside, NAMED)
    }
}

/// The reason that gaps.csv gives for a goal, with every school named: a paper is read by all of them. Another reason than that of today's
/// folder is left as it is.
#[must_use]
pub fn in_full(instance: &Instance, figures: &Figures, goal: GoalIx, filed: &str) -> String {
    let (data, numbers) = (instance.goal(goal), &figures.goals[goal.index()]);
    let told = |named: usize| numbers.gap.map(|why| reason(instance, data, why, &numbers.considered, named));
    if told(NAMED).is_some_and(|short| short == filed) { told(usize::MAX).unwrap_or_default() } else { filed.to_owned() }
}

/// The reason in one sentence, with so many schools by name.
fn reason(instance: &Instance, goal: &Goal, why: GapReason, considered: &[SchoolIx], named: usize) -> String {
    let language = instance.language;
    let able = joined(instance, &able_schools(instance, goal), named);
    let schools: &[(&str, &str)] = &[("schools", &able)];
    match why {
        GapReason::NoSite if considered.is_empty() => GapWord::ReasonNoApproval.text(language).to_owned(),
        GapReason::NoSite => {
            let (declined, unequipped): (Vec<_>, Vec<_>) = considered.iter().partition(|k| goal.declined.contains(k));
            let groups = [(GapWord::PartDeclined, declined), (GapWord::PartNoSite, unequipped)];
            let groups = groups.into_iter().filter(|(_, schools)| !schools.is_empty());
            let parts: Vec<String> = groups.map(|(word, schools)| name_schools(instance, word, &schools, named)).collect();
            GapWord::ReasonNoSite.fill(language, &[("schools", &parts.join("; "))])
        }
        GapReason::NoStart => GapWord::ReasonNoStart.fill(language, schools),
        GapReason::Taken => GapWord::ReasonTaken.fill(language, schools),
        GapReason::Unproven => GapWord::ReasonUnproven.fill(language, schools),
    }
}

/// Schools with an eligible site, sorted.
fn able_schools(instance: &Instance, goal: &Goal) -> Vec<SchoolIx> {
    let mut schools: Vec<_> = goal.eligible.iter().map(|eligible| instance.school_of(eligible.site)).collect();
    schools.sort_unstable();
    schools.dedup();
    schools
}

fn name_schools(instance: &Instance, word: GapWord, schools: &[SchoolIx], named: usize) -> String {
    word.fill(instance.language, &[("schools", &joined(instance, schools, named))])
}
