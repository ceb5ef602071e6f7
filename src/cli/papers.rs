//! `amuplan papers`: the papers that the schools sign, from a plan folder that the verifier accepts.

use serde_json::json;

use crate::cli::arguments::PapersArgs;
use crate::cli::verify::{Judged, as_json, judge, rejected, violations};
use crate::cli::words::Word;
use crate::cli::{complain, exit, folder, print, refuse};
use crate::domain::instance::Language;
use crate::papers::{Papers, names, papers};
use crate::report::files::write_set;

/// Runs the command.
pub fn run(args: &PapersArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    if args.dir.join("plan.toml").exists() {
        complain(&Word::IsPlanningFolder.fill(language, &[("path", &args.dir.display().to_string())]));
        return exit::USAGE;
    }
    let Judged { instance, files, verdict } = match judge(&args.folder, &args.out, args.profile.as_deref(), args.json, language) {
        Ok(judged) => judged,
        Err(code) => return code,
    };
    if !verdict.accepted() {
        if args.json {
            print(&as_json(&verdict, exit::VERIFIER, language).to_string());
        } else {
            complain(&violations(&verdict, language));
            complain(&rejected(&verdict, &args.out, language));
        }
        return exit::VERIFIER;
    }
    let papers = match papers(&instance, &files) {
        Ok(papers) => papers,
        Err(why) => {
            refuse(&args.out, Word::PapersNotWritten, &why, language);
            return exit::VERIFIER;
        }
    };
    if let Err(error) = write_set(&args.dir, &papers.files, names::is_paper) {
        refuse(&args.dir, Word::PapersNotWritten, &error, language);
        return exit::USAGE;
    }
    if args.json {
        let names: Vec<&String> = papers.files.keys().collect();
        let (ready, drafts, away) = (papers.ready, papers.drafts, papers.away);
        let result = json!({ "files": names, "agreements_ready": ready, "agreements_draft": drafts,
            "runs_in_another_home_area": away, "exit_code": exit::DONE });
        print(&result.to_string());
    } else {
        print(&told(&papers, args, language));
    }
    exit::DONE
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
    lines.join("\n")
}
