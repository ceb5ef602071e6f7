//! `amuplan papers` during the year: the follow-up, where the planning folder holds status.csv.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::check::finding::{Finding, Findings, render, to_json};
use crate::cli::arguments::PapersArgs;
use crate::cli::{complain, folder, print, today};
use crate::domain::instance::{Instance, Language};
use crate::domain::plan::Run;
use crate::domain::words::Text;
use crate::followup::advice::{Action, Advice};
use crate::followup::chances::Left;
use crate::followup::pooling::{Destination, Transfer};
use crate::followup::runs::Light;
use crate::followup::seekers::Seeking;
use crate::followup::{FollowUp, follow_up};
use crate::papers::basis::basis;
use crate::papers::follow_up::{paper, summary};

/// The follow-up and its paper.
pub struct Made {
    /// What it says.
    follow_up: FollowUp,
    /// The files of its paper by name.
    pub paper: BTreeMap<String, Vec<u8>>,
    /// What the paper says at the top, for the screen.
    summary: Vec<String>,
    /// Warnings about status.csv.
    findings: Vec<Finding>,
}

/// The follow-up, if there is a status.csv; the inner error is an exit code, after everything wrong with the figures was printed.
///
/// # Errors
/// A sentence, where the files are not those of a verified plan folder.
pub fn made(
    instance: &Instance,
    files: &BTreeMap<String, Vec<u8>>,
    args: &PapersArgs,
    language: Language,
) -> Result<Result<Option<Made>, u8>, Text> {
    if instance.status.is_none() {
        return Ok(Ok(None));
    }
    let basis = basis(instance, files)?;
    let mut findings = Findings::default();
    let day = args.today.unwrap_or_else(today::today);
    let found = follow_up(instance, &basis.plan, day, &mut findings);
    let findings = findings.sorted();
    let Some(follow_up) = found else { return Ok(Err(folder::refuse_findings(&findings, language, args.json))) };
    let (paper, summary) = (paper(&basis, &follow_up), summary(&basis, &follow_up, language));
    Ok(Ok(Some(Made { follow_up, paper, summary, findings })))
}

impl Made {
    /// Prints what is odd about the figures, and the summary.
    pub fn tell(&self, language: Language) {
        if !self.findings.is_empty() {
            complain(&render(&self.findings, language));
        }
        print(&self.summary.join("\n"));
    }

    /// All of it; findings in `language`.
    pub fn as_json(&self, instance: &Instance, language: Language) -> Value {
        let FollowUp { today, advice, transfers, new_runs, second_chances, left, .. } = &self.follow_up;
        let shown = Shown { instance, follow_up: &self.follow_up };
        let new_runs: Vec<Value> = (0..new_runs.len()).map(|new| shown.new_run(new)).collect();
        let chances: Vec<Value> = second_chances
            .iter()
            .map(|chance| json!({ "run": shown.planned(chance.run), "to": chance.to.map(|to| shown.to(to)), "metres": chance.metres }))
            .collect();
        json!({
            "today": today.to_string(),
            "findings": to_json(&self.findings, language),
            "runs": advice.iter().map(|advice| shown.advice(advice)).collect::<Vec<_>>(),
            "transfers": transfers.iter().map(|transfer| shown.transfer(transfer)).collect::<Vec<_>>(),
            "new_runs": new_runs,
            "second_chances": chances,
            "left": left.iter().map(|left| shown.left(left)).collect::<Vec<_>>(),
        })
    }
}

/// The follow-up as JSON, part by part.
struct Shown<'a> {
    instance: &'a Instance,
    follow_up: &'a FollowUp,
}

impl Shown<'_> {
    fn run(&self, run: &Run, number: Option<usize>) -> Value {
        let (instance, site) = (self.instance, self.instance.site(run.site));
        json!({
            "goal_code": instance.goal(run.goal).code, "run": number, "school_id": instance.school(site.school).id,
            "site_id": site.id, "start_date": instance.calendar.date(run.start).to_string(), "guarantee": run.guarantee,
            "min_participants": run.min, "max_participants": run.max,
        })
    }

    /// A run of the plan.
    fn planned(&self, at: usize) -> Value {
        let status = &self.follow_up.runs[at];
        self.run(&status.run, Some(status.number))
    }

    /// A proposed run, without a number.
    fn new_run(&self, at: usize) -> Value {
        let new = &self.follow_up.new_runs[at];
        let mut entry = self.run(&new.run, None);
        entry["end_date"] = json!(self.instance.calendar.date(new.end).to_string());
        entry["persons"] = json!(new.persons);
        entry["farthest_metres"] = json!(new.farthest);
        entry
    }

    fn to(&self, to: Destination) -> Value {
        match to {
            Destination::Run(at) => self.planned(at),
            Destination::New(at) => self.new_run(at),
        }
    }

    fn from(&self, from: Seeking) -> Value {
        let (kind, run, school) = match from {
            Seeking::Cancelled(at) => ("cancelled", self.follow_up.runs[at].number, None),
            Seeking::Hopeless(at) => ("to_be_cancelled", self.follow_up.runs[at].number, None),
            Seeking::Waiting(at, school) => ("waiting", self.follow_up.runs[at].number, school),
            Seeking::List(school) => ("waiting", 0, Some(school)),
        };
        json!({ "kind": kind, "run": run, "school_id": school.map(|school| &self.instance.school(school).id) })
    }

    fn advice(&self, advice: &Advice) -> Value {
        let status = &self.follow_up.runs[advice.run];
        let mut entry = self.planned(advice.run);
        entry["enrolled"] = json!(status.enrolled);
        entry["waiting"] = json!(status.waiting);
        entry["deadline"] = json!(status.deadline.to_string());
        entry["days_left"] = json!(status.days_left);
        entry["at_risk"] = json!(status.at_risk());
        entry["chance_permille"] = json!(status.chance);
        entry["light"] = json!(match status.light() {
            Light::Red => "red",
            Light::Yellow => "yellow",
            Light::Green => "green",
        });
        entry["action"] = json!(match advice.action {
            Action::Hold => "hold",
            Action::Wait => "wait",
            Action::Move => "move",
            Action::Cancel => "cancel",
        });
        entry["sent"] = json!(status.sent);
        entry["placed_elsewhere"] = json!(advice.placed);
        entry
    }

    fn transfer(&self, transfer: &Transfer) -> Value {
        let goal = &self.instance.goal(transfer.goal).code;
        let (from, to) = (self.from(transfer.from), self.to(transfer.to));
        json!({ "goal_code": goal, "persons": transfer.persons, "from": from, "to": to, "metres": transfer.metres })
    }

    fn left(&self, left: &Left) -> Value {
        let group = |(from, persons): &(Seeking, u32)| json!({ "persons": persons, "from": self.from(*from) });
        let groups: Vec<Value> = left.groups.iter().map(group).collect();
        let goal = &self.instance.goal(left.goal).code;
        let beyond = left.beyond.map(|(run, metres)| json!({ "run": self.planned(run), "metres": metres }));
        json!({ "goal_code": goal, "persons": left.persons(), "needed": left.least, "groups": groups, "beyond_reach": beyond })
    }
}
