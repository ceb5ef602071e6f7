//! `amuplan papers`: the papers that the schools sign, from a plan folder that the verifier accepts.

use serde_json::json;

use crate::cli::verify::{Judged, as_json, judge, rejected, violations};
use crate::cli::{PapersArgs, complain, exit, follow_up, print};
use crate::domain::instance::{Instance, Language};
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
    let unreadable = |why: String| {
        complain(&format!("{}: {why}", args.out.display()));
        exit::VERIFIER
    };
    let mut papers = match papers(&instance, &files) {
        Ok(papers) => papers,
        Err(why) => return unreadable(why),
    };
    let follow_up = match follow_up::made(&instance, &files, args) {
        Ok(Ok(made)) => made,
        Ok(Err(code)) => return code,
        Err(why) => return unreadable(why),
    };
    papers.files.extend(follow_up.iter().flat_map(|made| made.paper.files.clone()));
    if let Err(error) = write_set(&args.dir, &papers.files, names::is_paper) {
        complain(&format!("{}: the papers could not be written: {error}", args.dir.display()));
        return exit::USAGE;
    }
    if args.json {
        let names: Vec<&String> = papers.files.keys().collect();
        let (ready, drafts, away) = (papers.ready, papers.drafts, papers.away);
        let result = json!({ "files": names, "agreements_ready": ready, "agreements_draft": drafts,
            "runs_in_another_home_area": away, "follow_up": follow_up.map(|made| made.as_json(&instance)),
            "exit_code": exit::DONE });
        print(&result.to_string());
    } else {
        print(&told(&instance, &papers, args));
        if let Some(made) = follow_up {
            made.tell(&instance);
        }
    }
    exit::DONE
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
    lines.join("\n")
}
