//! `amuplan plan`: check, solve, verify, write.

use std::borrow::Cow;

use crate::cli::arguments::PlanArgs;
use crate::cli::kept::inputs;
use crate::cli::planning::{Asked, Made, failed, made, prepare, usable};
use crate::cli::progress::Display;
use crate::cli::words::Word;
use crate::cli::{complain, exit, folder, print, refuse, scenario, verify};
use crate::domain::instance::{Instance, Language};
use crate::read::folder::Folder;
use crate::report::files::write_folder;
use crate::report::history::keep_inputs;
use crate::report::summary::summary;
use crate::solve::progress::relative_gap;

/// Runs the command.
pub fn run(args: &PlanArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    if let Err(code) = usable(&args.out, language) {
        return code;
    }
    let profile = args.profile.as_deref();
    let read = match &args.scenario {
        Some(file) => scenario::folder_and_instance(&args.folder, file, profile, args.json, true, language),
        None => folder::folder_and_instance(&args.folder, profile, args.json, true, language),
    };
    let (folder, instance) = match read {
        Ok(read) => read,
        Err(code) => return code,
    };
    prepare(args.search.threads);
    let asked = Asked::new(&args.search, args.time_limit);
    let mut display = Display::new(args.json, language);
    let planned = made(&folder, &instance, None, &asked, &mut |p| display.show(p));
    display.finish();
    match planned {
        Ok(made) => finish(args, (&folder, &instance), &made, language),
        Err(failure) => {
            let (lines, code) = failed(&folder, &instance, &failure, language);
            complain(&lines.join("\n"));
            code
        }
    }
}

/// Writes what the verifier accepts, and nothing else.
fn finish(args: &PlanArgs, (folder, instance): (&Folder, &Instance), made: &Made, language: Language) -> u8 {
    let Made { outcome, files, verdict, elapsed } = made;
    if !verdict.accepted() {
        complain(Word::Disagreement.text(language));
        complain(&verify::violations(verdict, language));
        return exit::VERIFIER;
    }
    let written = keep_inputs(&args.out, &inputs(folder, instance)).and_then(|()| write_folder(&args.out, files));
    if let Err(error) = written {
        refuse(&args.out, Word::PlanNotWritten, &error, language);
        return exit::USAGE;
    }
    if args.json {
        print(&files.get("result.json").map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default());
    } else {
        print(&summary(&spoken(instance, language), outcome, *elapsed));
        print(&verify::accepted(verdict, &args.out, language));
    }
    if relative_gap(outcome.value, outcome.bound) <= args.search.gap { exit::DONE } else { exit::LIMIT }
}

/// The year with the language of the terminal in place of that of its files.
pub fn spoken(instance: &Instance, language: Language) -> Cow<'_, Instance> {
    if instance.language == language {
        return Cow::Borrowed(instance);
    }
    Cow::Owned(Instance { language, ..instance.clone() })
}
