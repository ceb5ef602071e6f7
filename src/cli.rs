//! Commands, messages and exit codes. The only room that prints.
//!
//! A message is in the language that `--language` asks for; without it in the language of plan.toml, and where no planning
//! folder is read (help, wrong usage, `generate`) in Danish. The environment is not asked: the same words give the same answer
//! on every machine. What is written into files is always in the language of plan.toml.

mod alternatives;
mod arguments;
mod compare;
mod directions;
mod explain;
mod export_model;
mod folder;
mod follow_up;
mod forms;
mod generate;
mod help;
mod kept;
mod lightened;
mod locks;
mod papers;
mod plan;
mod planning;
mod progress;
mod replan;
mod robustness;
mod scenario;
mod scenarios;
mod today;
mod undo;
mod usage;
mod values;
mod verify;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use arguments::{Command, FormsCommand, LocksCommand};
use words::Word;

use crate::domain::instance::Language;
use crate::domain::words::Text;
use crate::report::files::{is_taken, write_new_folder};
use crate::solve::isolated;

/// Exit codes, a fixed contract.
pub mod exit {
    /// Done; the plan is within the asked gap.
    pub const DONE: u8 = 0;
    /// Unexpected error: a bug.
    pub const BUG: u8 = 1;
    /// Wrong usage.
    pub const USAGE: u8 = 2;
    /// The input has errors; all of them were printed.
    pub const INPUT: u8 = 3;
    /// The fixed input contradicts itself; the rows that clash were named.
    pub const CLASH: u8 = 4;
    /// Stopped at a limit or by interrupt; the best plan is written, its gap stated.
    pub const LIMIT: u8 = 5;
    /// Stopped before any plan was found; nothing is written.
    pub const NOTHING: u8 = 6;
    /// The verifier disagrees; nothing is presented as a plan.
    pub const VERIFIER: u8 = 7;
}

/// Reads the command line, runs the command and returns the exit code.
#[must_use]
pub fn run() -> u8 {
    let words: Vec<_> = std::env::args_os().collect();
    let cli = match usage::read(&words) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let language = cli.language;
    match cli.command {
        Command::Check(args) => folder::check(&args.folder, args.profile.as_deref(), args.json, language),
        Command::Plan(args) => plan::run(&args, language),
        Command::Scenarios(args) => scenarios::run(&args, language),
        Command::Alternatives(args) => alternatives::run(&args, language),
        Command::Compare(args) => compare::run(&args, language),
        Command::Robustness(args) => robustness::run(&args, language),
        Command::Replan(args) => replan::run(&args, language),
        Command::Undo(args) => undo::run(&args, language),
        Command::Verify(args) => verify::run(&args, language),
        Command::Forms(FormsCommand::Export(args)) => forms::export(&args, language),
        Command::Forms(FormsCommand::Import(args)) => forms::import(&args, language),
        Command::Papers(args) => papers::run(&args, language),
        Command::Explain(args) => explain::run(&args, language),
        Command::Locks(LocksCommand::List(args)) => locks::list(&args, language),
        Command::Locks(LocksCommand::Add(args)) => locks::add(&args, language),
        Command::Locks(LocksCommand::Lift(args)) => locks::lift(&args, language),
        Command::Generate(args) => generate::run(&args, language),
        Command::ExportModel(args) => export_model::run(&args, language),
        // Answered where the command line is read.
        Command::Help(_) => exit::DONE,
        Command::SolvePart => solve_part(),
    }
}

/// Prints to standard output; a closed pipe is no reason to fail.
fn print(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{}", plain(text.trim_end_matches('\n')));
}

/// Prints to standard error.
fn complain(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{}", plain(text.trim_end_matches('\n')));
}

/// Says on standard error what could not be done with a file or folder, and why.
fn refuse(path: &Path, text: Word, reason: &Text, language: Language) {
    let path = path.display().to_string();
    complain(&text.fill(language, &[("path", &path), ("reason", reason.text(language))]));
}

/// Writes files into a folder that is new or empty. Otherwise, or where that fails, says so, in the words of `text`, and returns the exit code.
fn write_new(path: &Path, files: &BTreeMap<String, Vec<u8>>, text: Word, language: Language) -> Result<(), u8> {
    if is_taken(path) {
        complain(&Word::FolderTaken.fill(language, &[("path", &path.display().to_string())]));
        return Err(exit::USAGE);
    }
    write_new_folder(path, files).map_err(|error| {
        refuse(path, text, &error, language);
        exit::USAGE
    })
}

/// The text without control characters other than line breaks and tabs: a cell of a file must not steer the terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { ' ' } else { c }).collect()
}

/// The child side of `solve::isolated`.
fn solve_part() -> u8 {
    match isolated::serve(&mut std::io::stdin().lock(), &mut std::io::stdout().lock()) {
        Ok(()) => exit::DONE,
        Err(_) => exit::BUG,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn cells_cannot_steer_the_terminal() {
        assert_eq!(plain("pris \"\u{1b}[2J\u{9b}1m\"\r\n\tÆrø"), "pris \" [2J 1m\" \n\tÆrø");
    }
}
