//! `amuplan undo`: one step back, plan and planning folder.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::json;

use crate::cli::arguments::UndoArgs;
use crate::cli::verify::plan_files;
use crate::cli::words::Word;
use crate::cli::{complain, exit, folder, print, refuse};
use crate::compare::plan::read;
use crate::domain::instance::Language;
use crate::domain::words::Text;
use crate::read::folder::Folder;
use crate::report::history::{Files, Step, count, newest, put_back};

/// What was done.
struct Undone {
    version: String,
    left: usize,
    /// Files of the planning folder that were put back or taken away.
    inputs: Vec<String>,
    kept: String,
    known: bool,
}

/// Runs the command.
pub fn run(args: &UndoArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let now = match folder::read(&args.folder, language) {
        Ok(folder) => folder,
        Err(code) => return code,
    };
    let plan = match plan_files(&args.out, language) {
        Ok(plan) => plan,
        Err(why) => {
            complain(&why);
            return exit::INPUT;
        }
    };
    match undone(&args.folder, &args.out, &now, plan) {
        Ok(Some(undone)) => {
            tell(&undone, args, language);
            exit::DONE
        }
        Ok(None) => {
            complain(&Word::NothingToUndo.fill(language, &[("path", &args.out.display().to_string())]));
            exit::INPUT
        }
        Err(why) => {
            refuse(&args.out, Word::PlanNotWritten, &why, language);
            exit::USAGE
        }
    }
}

fn undone(folder: &Path, out: &Path, now: &Folder, plan: Files) -> Result<Option<Undone>, Text> {
    let Some((number, step)) = newest(out)? else { return Ok(None) };
    let known = !step.inputs.is_empty();
    let there = crate::check::input_names(now);
    let bytes = |name: &str| now.bytes(name).map(<[u8]>::to_vec);
    let changed = |(name, bytes): &(&String, &Vec<u8>)| now.bytes(name) != Some(bytes.as_slice());
    let inputs: Files = step.inputs.iter().filter(changed).map(|(name, bytes)| (name.clone(), bytes.clone())).collect();
    let gone: BTreeSet<String> = there.into_iter().filter(|name| known && !step.inputs.contains_key(name)).collect();
    let touched: Vec<String> = inputs.keys().chain(&gone).cloned().collect();
    let replaced = touched.iter().filter_map(|name| Some((name.clone(), bytes(name)?))).collect();
    let kept = put_back(out, folder, (number, &step), &Step { plan, inputs: replaced }, &inputs, &gone)?;
    let version = read(&step.plan).map_or_else(|_| format!("{number:04}"), |plan| plan.version(plan.year.unwrap_or_default()));
    Ok(Some(Undone { version, left: count(out)?, inputs: touched, kept: kept.display().to_string(), known }))
}

fn tell(undone: &Undone, args: &UndoArgs, language: Language) {
    let Undone { version, left, inputs, kept, known } = undone;
    if args.json {
        let answer = json!({ "version": version, "steps_left": left, "inputs_put_back": inputs, "inputs_known": known, "exit_code": exit::DONE });
        print(&answer.to_string());
        return;
    }
    let (path, folder, left) = (args.out.display().to_string(), args.folder.display().to_string(), left.to_string());
    let mut lines = vec![Word::Undone.fill(language, &[("path", &path), ("version", version), ("left", &left)])];
    if !known {
        lines.push(Word::UndoneWithout.fill(language, &[("folder", &folder)]));
    } else if !inputs.is_empty() {
        let files = inputs.join(", ");
        lines.push(Word::UndoneInputs.fill(language, &[("folder", &folder), ("files", &files), ("kept", kept)]));
    }
    print(&lines.join("\n"));
}
