//! What a plan folder keeps so that a step can be taken back: the inputs of its plan, and the plans before it.
//!
//! ```text
//! OUT/inputs/                 the input files that the plan was made from, byte for byte
//! OUT/history/0001/plan/      the plan before the first step, byte for byte
//! OUT/history/0001/inputs/    its input files, where they are known
//! OUT/history/undone-0002/    what the step back from 0002 replaced: nothing is ever lost
//! ```
//!
//! The copies are complete before the plan is replaced, and an entry goes away only after its plan is back: whenever the program is killed,
//! OUT holds one whole plan, and the same command can be given again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::words::Text;
use crate::report::files::{OWNED, named, write_beside, write_folder, write_set};
use crate::report::messages::Message;

/// Bytes by file name; names may have one folder before them, e.g. `profiles/ours.toml`.
pub type Files = BTreeMap<String, Vec<u8>>;

const INPUTS: &str = "inputs";
const HISTORY: &str = "history";
const PLAN: &str = "plan";
const UNDONE: &str = "undone-";

/// A plan, and the inputs that it was made from where they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// The files of the plan folder.
    pub plan: Files,
    /// The input files; empty where they are not known.
    pub inputs: Files,
}

/// Writes the inputs of the plan that is about to be written.
///
/// # Errors
/// As [`write_set`].
pub fn keep_inputs(out: &Path, inputs: &Files) -> Result<(), Text> {
    write_tree(&out.join(INPUTS), inputs)
}

/// The kept inputs of the plan in the folder; whether they are its own is for the caller to see.
///
/// # Errors
/// The file that cannot be read.
pub fn kept_inputs(out: &Path) -> Result<Files, Text> {
    read_tree(&out.join(INPUTS))
}

/// Gives the folder of a new plan the steps of the one that its plan is made from, after those that lie there and are others, so that all of
/// them can be taken back there too. Kept files never change, so that both folders may hold the same ones.
///
/// # Errors
/// What could not be read or written.
pub fn carry(from: &Path, to: &Path) -> Result<(), Text> {
    let own = steps(to)?;
    let mut last = own.last().map_or(0, |(number, _)| *number);
    for (number, path) in steps(from)? {
        // It was carried by a command that was stopped.
        if own.iter().any(|(known, there)| *known == number && is_same(there, &path)) {
            continue;
        }
        last = number.max(last + 1);
        let there = to.join(HISTORY).join(format!("{last:04}"));
        share(&path.join(INPUTS), &there.join(INPUTS))?;
        share(&path.join(PLAN), &there.join(PLAN))?;
    }
    Ok(())
}

/// Two steps with the same plan.
fn is_same(one: &Path, other: &Path) -> bool {
    let file = |step: &Path| fs::read(step.join(PLAN).join(OWNED[OWNED.len() - 1])).ok();
    file(one).is_some() && file(one) == file(other)
}

/// The files of a folder in another one too, by hard links where the disk knows them; what makes a step count comes last.
fn share(from: &Path, to: &Path) -> Result<(), Text> {
    let (mut files, last) = (entries(from)?, OWNED[OWNED.len() - 1]);
    files.sort_by_key(|path| path.ends_with(last));
    fs::create_dir_all(to).map_err(|error| named(Message::CannotWrite, to, &error))?;
    for path in files {
        let there = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            share(&path, &there)?;
            continue;
        }
        // Left there by a command that was stopped.
        let _ = fs::remove_file(&there);
        if fs::hard_link(&path, &there).is_err() {
            fs::copy(&path, &there).map_err(|error| named(Message::CannotWrite, &there, &error))?;
        }
    }
    Ok(())
}

/// Keeps a step as the newest one.
///
/// # Errors
/// As [`write_set`]; the plan of the folder is as it was.
pub fn remember(out: &Path, step: &Step) -> Result<(), Text> {
    let next = steps(out)?.last().map_or(1, |(number, _)| number + 1);
    write_step(&out.join(HISTORY).join(format!("{next:04}")), step)
}

/// The newest step and its number, `None` where there is none.
///
/// # Errors
/// The file that cannot be read.
pub fn newest(out: &Path) -> Result<Option<(u32, Step)>, Text> {
    let Some((number, path)) = steps(out)?.pop() else { return Ok(None) };
    Ok(Some((number, Step { plan: read_tree(&path.join(PLAN))?, inputs: read_tree(&path.join(INPUTS))? })))
}

/// plan.csv of the kept plan that `is_it` picks by its plan.csv and its result.json, the newest first; `None` where it picks none.
///
/// # Errors
/// The file that cannot be read.
pub fn kept_plan(out: &Path, is_it: impl Fn(&[u8], &[u8]) -> bool) -> Result<Option<Vec<u8>>, Text> {
    for (_, path) in steps(out)?.into_iter().rev() {
        let mut plan = read_tree(&path.join(PLAN))?;
        let (csv, result) = (plan.remove("plan.csv").unwrap_or_default(), plan.remove("result.json").unwrap_or_default());
        if is_it(&csv, &result) {
            return Ok(Some(csv));
        }
    }
    Ok(None)
}

/// How many steps can be taken back.
///
/// # Errors
/// The folder that cannot be read.
pub fn count(out: &Path) -> Result<usize, Text> {
    Ok(steps(out)?.len())
}

/// Puts the step back. `replaced` is what is there now and is kept; `inputs` are files of the planning folder to write, `gone` those that it
/// did not have. Returns the folder in which what was replaced is kept.
///
/// # Errors
/// What could not be written; the same call can be made again.
pub fn put_back(
    out: &Path,
    folder: &Path,
    (number, step): (u32, &Step),
    replaced: &Step,
    inputs: &Files,
    gone: &BTreeSet<String>,
) -> Result<PathBuf, Text> {
    let history = out.join(HISTORY);
    let free = |n: &u32| {
        let name = if *n == 1 { format!("{UNDONE}{number:04}") } else { format!("{UNDONE}{number:04}-{n}") };
        Some(history.join(name)).filter(|path| !path.exists())
    };
    let kept = (1..u32::MAX).find_map(|n| free(&n)).unwrap_or_else(|| history.join(UNDONE));
    write_step(&kept, replaced)?;
    write_parts(folder, inputs, write_beside)?;
    for name in gone {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(|error| named(Message::CannotRemove, &path, &error))?;
    }
    keep_inputs(out, &step.inputs)?;
    write_folder(out, &step.plan)?;
    let done = history.join(format!("{number:04}"));
    fs::remove_dir_all(&done).map_err(|error| named(Message::CannotRemove, &done, &error))?;
    Ok(kept)
}

/// The steps by number. What has another name is not ours, and neither is a step that was not written to its end.
fn steps(out: &Path) -> Result<Vec<(u32, PathBuf)>, Text> {
    let history = out.join(HISTORY);
    let mut steps = Vec::new();
    for path in entries(&history)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let number = if name.len() >= 4 { name.parse::<u32>().ok() } else { None };
        if let Some(number) = number.filter(|_| path.join(PLAN).join(OWNED[OWNED.len() - 1]).is_file()) {
            steps.push((number, path));
        }
    }
    steps.sort();
    Ok(steps)
}

/// The inputs first: a step counts once its plan is whole.
fn write_step(dir: &Path, step: &Step) -> Result<(), Text> {
    write_tree(&dir.join(INPUTS), &step.inputs)?;
    let mut plan = step.plan.clone();
    let last = plan.remove_entry(OWNED[OWNED.len() - 1]);
    write_set(&dir.join(PLAN), &plan, |_| true, |_, _| false)?;
    write_beside(&dir.join(PLAN), &last.into_iter().collect())
}

/// Writes files with one level of folders, and removes what else is there.
fn write_tree(dir: &Path, files: &Files) -> Result<(), Text> {
    write_parts(dir, files, |dir, files| write_set(dir, files, |_| true, |_, _| false))?;
    for path in entries(dir)?.into_iter().filter(|path| path.is_dir()) {
        let folder = path.file_name().map(|name| format!("{}/", name.to_string_lossy())).unwrap_or_default();
        if !files.keys().any(|name| name.starts_with(&folder)) {
            fs::remove_dir_all(&path).map_err(|error| named(Message::CannotRemove, &path, &error))?;
        }
    }
    Ok(())
}

fn write_parts(dir: &Path, files: &Files, write: impl Fn(&Path, &Files) -> Result<(), Text>) -> Result<(), Text> {
    let mut parts: BTreeMap<PathBuf, Files> = BTreeMap::from([(dir.to_owned(), Files::new())]);
    for (name, bytes) in files {
        let (folder, file) = name.split_once('/').map_or((dir.to_owned(), name.as_str()), |(f, n)| (dir.join(f), n));
        parts.entry(folder).or_default().insert(file.to_owned(), bytes.clone());
    }
    parts.iter().try_for_each(|(folder, files)| write(folder, files))
}

fn read_tree(dir: &Path) -> Result<Files, Text> {
    let mut files = Files::new();
    for path in entries(dir)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            for (below, bytes) in read_tree(&path)? {
                files.insert(format!("{name}/{below}"), bytes);
            }
        } else if !name.starts_with('.') {
            let bytes = fs::read(&path).map_err(|error| named(Message::CannotRead, &path, &error))?;
            files.insert(name, bytes);
        }
    }
    Ok(files)
}

/// What is in a folder, in order; nothing where there is none.
fn entries(dir: &Path) -> Result<Vec<PathBuf>, Text> {
    let read = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read,
    };
    let all: io::Result<Vec<PathBuf>> = read.and_then(|all| all.map(|entry| entry.map(|entry| entry.path())).collect());
    let mut all = all.map_err(|error| named(Message::CannotRead, dir, &error))?;
    all.sort();
    Ok(all)
}
