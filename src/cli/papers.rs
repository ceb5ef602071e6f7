//! `amuplan papers`: the papers that the schools sign, from a plan folder that the verifier accepts.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::arguments::PapersArgs;
use crate::cli::kept::{earlier_year, own_inputs};
use crate::cli::verify::{Judged, judge_accepted, plan_files};
use crate::cli::words::Word;
use crate::cli::{complain, exit, folder, follow_up, print, refuse};
use crate::compare::plan::FiledPlan;
use crate::domain::instance::{Instance, Language};
use crate::domain::words::Text;
use crate::papers::change_log::{ChangeLog, change_log, earlier};
use crate::papers::edited::is_edited;
use crate::papers::{Papers, names, papers};
use crate::report::files::write_set;
use crate::report::history::kept_inputs;

/// Runs the command.
pub fn run(args: &PapersArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    if args.dir.join("plan.toml").exists() {
        complain(&Word::IsPlanningFolder.fill(language, &[("path", &args.dir.display().to_string())]));
        return exit::USAGE;
    }
    let judged = judge_accepted(&args.folder, &args.out, args.profile.as_deref(), args.json, language);
    let Judged { instance, files, .. } = match judged {
        Ok(judged) => judged,
        Err(code) => return code,
    };
    let made = match made(args, &instance, &files, language) {
        Ok(made) => made,
        Err(code) => return code,
    };
    if let Err(error) = write_set(&args.dir, &made.papers.files, names::is_paper, is_edited) {
        refuse(&args.dir, Word::PapersNotWritten, &error, language);
        return exit::USAGE;
    }
    if args.json {
        print(&made.into_json(&instance, language).to_string());
    } else {
        made.tell(args, language);
    }
    exit::DONE
}

/// Everything that is written, and what is said of it.
struct Made {
    papers: Papers,
    log: Option<ChangeLog>,
    follow_up: Option<follow_up::Made>,
}

/// All papers of the plan folder; what hinders that is printed and its exit code returned.
fn made(args: &PapersArgs, instance: &Instance, files: &BTreeMap<String, Vec<u8>>, language: Language) -> Result<Made, u8> {
    let unreadable = |why: Text| {
        refuse(&args.out, Word::PapersNotWritten, &why, language);
        exit::VERIFIER
    };
    let old = earlier_plan(instance, args.since.as_deref(), language)?;
    let mut papers = papers(instance, files).map_err(unreadable)?;
    let before = |old: &FiledPlan| earlier_year(own_inputs(kept_inputs(args.since.as_deref()?).ok()?, old), old);
    let log = old.map(|old| change_log(instance, files, &old, before(&old).as_ref())).transpose().map_err(unreadable)?;
    let follow_up = follow_up::made(instance, files, args, language).map_err(unreadable)??;
    papers.files.extend(log.iter().flat_map(|log| log.files.clone()));
    papers.files.extend(follow_up.iter().flat_map(|made| made.paper.clone()));
    Ok(Made { papers, log, follow_up })
}

impl Made {
    fn into_json(self, instance: &Instance, language: Language) -> Value {
        let Self { papers, log, follow_up } = self;
        let names: Vec<&String> = papers.files.keys().collect();
        json!({
            "files": names, "agreements_ready": papers.ready, "agreements_draft": papers.drafts,
            "runs_in_another_home_area": papers.away, "needs": papers.needs, "needs_met": papers.needs_met,
            "change_log": log.map(|log| log.data),
            "follow_up": follow_up.map(|made| made.as_json(instance, language)),
            "exit_code": exit::DONE,
        })
    }

    fn tell(&self, args: &PapersArgs, language: Language) {
        print(&told(&self.papers, args, language));
        if let Some(log) = &self.log {
            print(&told_of(log, language));
        }
        if let Some(made) = &self.follow_up {
            made.tell(language);
        }
    }
}

/// The earlier plan that a change log is asked from.
fn earlier_plan(instance: &Instance, since: Option<&Path>, language: Language) -> Result<Option<FiledPlan>, u8> {
    let Some(folder) = since else { return Ok(None) };
    let files = plan_files(folder, language).map_err(|why| {
        complain(&why);
        exit::INPUT
    })?;
    let plan = earlier(instance, &files).map_err(|why| {
        refuse(folder, Word::NoEarlierPlan, &why, language);
        exit::INPUT
    })?;
    Ok(Some(plan))
}

/// What was written, and what still keeps it from being signed.
fn told(papers: &Papers, args: &PapersArgs, language: Language) -> String {
    let counts = [papers.files.len(), papers.ready, papers.drafts, papers.away].map(|count| count.to_string());
    let ([count, ready, drafts, away], path) = (counts, args.dir.display().to_string());
    let values = [("count", count.as_str()), ("path", &path), ("ready", &ready), ("drafts", &drafts)];
    let mut lines = vec![Word::PapersWritten.fill(language, &values)];
    if papers.away > 0 {
        lines.push(Word::PapersAway.fill(language, &[("count", &away)]));
    }
    if papers.needs > 0 {
        let [met, needs] = [papers.needs_met, papers.needs].map(|number| number.to_string());
        lines.push(Word::PapersNeeds.fill(language, &[("met", &met), ("needs", &needs)]));
    }
    lines.join("\n")
}

/// What the change log says, in one line.
fn told_of(log: &ChangeLog, language: Language) -> String {
    if log.explained + log.followed == 0 {
        return Word::NoDifference.fill(language, &[("from", &log.from)]);
    }
    let [asked, followed] = [log.explained, log.followed].map(|number| number.to_string());
    Word::ChangesTold.fill(language, &[("from", &log.from), ("asked", &asked), ("followed", &followed)])
}
