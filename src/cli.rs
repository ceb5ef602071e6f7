//! Commands, messages and exit codes. The only room that prints.

mod export_model;
mod folder;
mod forms;
mod generate;
mod papers;
mod plan;
mod progress;
mod verify;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use self::generate::PresetName;
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

/// Plans the yearly AMU courses of a network of schools, with a proven bound.
#[derive(Debug, Parser)]
#[command(name = "amuplan", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Report everything that is wrong with a planning folder
    #[command(alias = "tjek")]
    Check(CheckArgs),
    /// Make a verified plan with a proven bound
    Plan(PlanArgs),
    /// Judge a plan folder against the planning folder, from the files alone
    Verify(VerifyArgs),
    /// Send forms out to the schools, and take them back
    #[command(subcommand, alias = "skemaer")]
    Forms(FormsCommand),
    /// Write the papers that the schools sign and work from, out of a verified plan
    #[command(alias = "papirer")]
    Papers(PapersArgs),
    /// Write a synthetic planning folder of realistic size
    Generate(GenerateArgs),
    /// Write the complete programme by day as MPS for other solvers
    ExportModel(ExportArgs),
    /// Solve one programme from standard input (used by the program itself)
    #[command(hide = true, name = isolated::COMMAND)]
    SolvePart,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// The planning folder
    folder: PathBuf,
    /// A built-in profile, or a TOML file
    #[arg(long)]
    profile: Option<String>,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct PlanArgs {
    /// The planning folder
    folder: PathBuf,
    /// The folder for the plan
    #[arg(short, long)]
    out: PathBuf,
    /// Stop after so many seconds of solving with the best plan so far
    #[arg(long, default_value_t = 300, value_name = "S")]
    time_limit: u64,
    /// Stop when no plan can be better by more than this share
    #[arg(long, default_value_t = 0.01, value_parser = share)]
    gap: f64,
    /// Stop after so many million elementary steps: the same on every machine
    #[arg(long, default_value_t = 15000, value_name = "MILLIONS")]
    work_limit: u64,
    /// Threads, all processors if absent; the result does not depend on it
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Seed of the search; else that of plan.toml
    #[arg(long)]
    seed: Option<u64>,
    /// A built-in profile, or a TOML file
    #[arg(long)]
    profile: Option<String>,
    /// Print result and progress as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct VerifyArgs {
    /// The planning folder
    folder: PathBuf,
    /// The plan folder
    out: PathBuf,
    /// The profile of the plan, where it is not a built-in one
    #[arg(long)]
    profile: Option<String>,
    /// Print the verdict as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum FormsCommand {
    /// Write one form (.xlsx) per member school
    #[command(alias = "eksport")]
    Export(FormsOut),
    /// Read the forms that came back into forms.csv
    Import(FormsBack),
}

#[derive(Debug, Args)]
struct FormsOut {
    /// The planning folder
    folder: PathBuf,
    /// A new folder for the forms
    #[arg(short, long)]
    out: PathBuf,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct FormsBack {
    /// The folder with the forms that came back
    forms: PathBuf,
    /// The planning folder
    folder: PathBuf,
    /// A folder for the table of answers (svaroversigt) as CSV and xlsx
    #[arg(short, long)]
    out: Option<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct PapersArgs {
    /// The planning folder
    folder: PathBuf,
    /// The plan folder
    out: PathBuf,
    /// The folder for the papers; papers of an earlier plan there are replaced
    #[arg(short = 'o', long = "out", value_name = "DIR")]
    dir: PathBuf,
    /// The profile of the plan, where it is not a built-in one
    #[arg(long)]
    profile: Option<String>,
    /// An earlier plan folder of the same year: write the change log (aendringslog) from it to this plan
    #[arg(long, value_name = "OLD_OUT")]
    since: Option<PathBuf>,
    /// Print what was written as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct GenerateArgs {
    /// Size of the network
    #[arg(long, value_enum)]
    preset: PresetName,
    /// Seed; the same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Share of the room-days that the needed runs fill, 0.2 to 1
    #[arg(long, default_value_t = 0.7, value_parser = tightness)]
    tightness: f64,
    /// The new planning folder
    #[arg(short, long)]
    out: PathBuf,
}

#[derive(Debug, Args)]
struct ExportArgs {
    /// The planning folder
    folder: PathBuf,
    /// The MPS file
    #[arg(short, long)]
    out: PathBuf,
    /// A built-in profile, or a TOML file
    #[arg(long)]
    profile: Option<String>,
}

/// A share from 0 to 1, decimal point or comma.
fn share(text: &str) -> Result<f64, String> {
    let number: f64 = text.replace(',', ".").parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err("must lie between 0 and 1, e.g. 0.01".to_owned()) }
}

fn tightness(text: &str) -> Result<f64, String> {
    let wrong = || "must lie between 0.2 and 1".to_owned();
    share(text).ok().filter(|number| *number >= 0.2).ok_or_else(wrong)
}

/// Reads the command line, runs the command and returns the exit code.
#[must_use]
pub fn run() -> u8 {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { exit::USAGE } else { exit::DONE };
            // A closed terminal is no reason to fail.
            let _ = error.print();
            return code;
        }
    };
    match cli.command {
        Command::Check(args) => folder::check(&args.folder, args.profile.as_deref(), args.json),
        Command::Plan(args) => plan::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Forms(FormsCommand::Export(args)) => forms::export(&args),
        Command::Forms(FormsCommand::Import(args)) => forms::import(&args),
        Command::Papers(args) => papers::run(&args),
        Command::Generate(args) => generate::run(&args),
        Command::ExportModel(args) => export_model::run(&args),
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
