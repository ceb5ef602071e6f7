//! `amuplan papers`: the papers that the schools sign, from a plan folder that the verifier accepts.

use std::path::Path;

use serde_json::json;

use crate::cli::verify::{Judged, as_json, judge, plan_files, rejected, violations};
use crate::cli::{PapersArgs, complain, exit, print};
use crate::compare::plan::FiledPlan;
use crate::domain::instance::{Instance, Language};
use crate::papers::change_log::{change_log, earlier};
use crate::papers::partner::words::PartnerWord;
use crate::papers::{Papers, names, papers};
use crate::report::files::write_set;

/// Runs the command.
pub fn run(args: &PapersArgs) -> u8 {
    if args.dir.join("plan.toml").exists() {
        complain(&format!("{}: this is a planning folder; give another folder for the papers with -o", args.dir.display()));
        return exit::USAGE;
    }
    let Judged { instance, files, verdict } = match judge(&args.folder, &args.out, args.profile.as_deref(), args.json) {
        Ok(judged) => judged,
        Err(code) => return code,
    };
    if !verdict.accepted() {
        if args.json {
            print(&as_json(&verdict, exit::VERIFIER).to_string());
        } else {
            complain(&violations(&verdict));
            complain(&rejected(&instance, &verdict, &args.out));
        }
        return exit::VERIFIER;
    }
    let earlier = match earlier_plan(&instance, args.since.as_deref()) {
        Ok(earlier) => earlier,
        Err(code) => return code,
    };
    let made = papers(&instance, &files).and_then(|mut papers| {
        let log = earlier.map(|old| change_log(&instance, &files, &old)).transpose()?;
        papers.files.extend(log.iter().flat_map(|log| log.files.clone()));
        Ok((papers, log))
    });
    let (papers, log) = match made {
        Ok(made) => made,
        Err(why) => {
            complain(&format!("{}: {why}", args.out.display()));
            return exit::VERIFIER;
        }
    };
    if let Err(error) = write_set(&args.dir, &papers.files, names::is_paper) {
        complain(&format!("{}: the papers could not be written: {error}", args.dir.display()));
        return exit::USAGE;
    }
    if args.json {
        let names: Vec<&String> = papers.files.keys().collect();
        let (ready, drafts, away) = (papers.ready, papers.drafts, papers.away);
        let result = json!({ "files": names, "agreements_ready": ready, "agreements_draft": drafts,
            "runs_in_another_home_area": away, "needs": papers.needs, "needs_met": papers.needs_met, "change_log": log.map(|log| log.data), "exit_code": exit::DONE });
        print(&result.to_string());
    } else {
        print(&told(&instance, &papers, args));
        if let Some(log) = log {
            print(&log.told);
        }
    }
    exit::DONE
}

/// The earlier plan that a change log is asked from.
fn earlier_plan(instance: &Instance, since: Option<&Path>) -> Result<Option<FiledPlan>, u8> {
    let Some(folder) = since else { return Ok(None) };
    let refused = |why: String| {
        complain(&why);
        exit::INPUT
    };
    let files = plan_files(folder).map_err(refused)?;
    let plan = earlier(instance, &files).map_err(|why| refused(format!("{}: {why}", folder.display())))?;
    Ok(Some(plan))
}

/// What was written, and what still keeps it from being signed.
fn told(instance: &Instance, papers: &Papers, args: &PapersArgs) -> String {
    let (count, ready, drafts, away, dir) = (papers.files.len(), papers.ready, papers.drafts, papers.away, args.dir.display());
    let mut lines = match instance.language {
        Language::Da => vec![format!(
            "{count} papirer i {dir}. Koordineringsaftaler klar til underskrift: {ready}; udkast med åbne huller: {drafts}."
        )],
        Language::En => vec![format!(
            "{count} papers in {dir}. Coordination agreements ready for signature: {ready}; drafts with open gaps: {drafts}."
        )],
    };
    if away > 0 {
        lines.push(match instance.language {
            Language::Da => format!("Kurser i en anden skoles hjemområde uden noteret samtykke: {away}; se skolernes ark."),
            Language::En => {
                format!("Runs in another school's home area without noted consent: {away}; see the school sheets.")
            }
        });
    }
    if papers.needs > 0 {
        let [met, needs] = [papers.needs_met, papers.needs].map(|number| number.to_string());
        lines.push(PartnerWord::Told.fill(instance.language, &[("met", &met), ("needs", &needs)]));
    }
    lines.join("\n")
}
