//! What may be written after `amuplan`. Texts are Danish here; [`super::help`] puts English ones in their place.

mod meeting;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::values::{date, language, share, threads, tightness, whole};
use super::words::Help;
use crate::domain::instance::Language;
use crate::generate::Preset;
use crate::solve::isolated;
pub use meeting::{
    AlternativesArgs, CompareArgs, ExplainArgs, LockName, LocksAdd, LocksCommand, LocksLift, LocksList, ReplanArgs,
    RobustnessArgs, ScenariosArgs, UndoArgs,
};

/// A text of the help, in Danish.
fn da(text: Help) -> &'static str {
    text.text(Language::Da)
}

#[derive(Debug, Parser)]
#[command(name = "amuplan", version, about = da(Help::About))]
pub struct Cli {
    #[arg(long, global = true, value_parser = language, value_name = da(Help::LanguageValue), help = da(Help::Language))]
    pub language: Option<Language>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(alias = "tjek", about = da(Help::Check))]
    Check(CheckArgs),
    #[command(about = da(Help::Plan))]
    Plan(PlanArgs),
    #[command(alias = "scenarier", about = da(Help::Scenarios))]
    Scenarios(ScenariosArgs),
    #[command(alias = "alternativer", about = da(Help::Alternatives))]
    Alternatives(AlternativesArgs),
    #[command(alias = "sammenlign", about = da(Help::Compare))]
    Compare(CompareArgs),
    #[command(alias = "robusthed", about = da(Help::Robustness))]
    Robustness(RobustnessArgs),
    #[command(about = da(Help::Verify))]
    Verify(VerifyArgs),
    #[command(alias = "omplan", about = da(Help::Replan))]
    Replan(ReplanArgs),
    #[command(alias = "fortryd", about = da(Help::Undo))]
    Undo(UndoArgs),
    #[command(subcommand, alias = "skemaer", about = da(Help::Forms))]
    Forms(FormsCommand),
    #[command(alias = "papirer", about = da(Help::Papers))]
    Papers(PapersArgs),
    #[command(alias = "hvorfor", about = da(Help::Explain))]
    Explain(ExplainArgs),
    #[command(subcommand, alias = "laase", about = da(Help::Locks))]
    Locks(LocksCommand),
    #[command(about = da(Help::Generate))]
    Generate(GenerateArgs),
    #[command(about = da(Help::ExportModel))]
    ExportModel(ExportArgs),
    #[command(about = da(Help::HelpCommand))]
    Help(HelpArgs),
    /// One programme from standard input: the child side of `solve::isolated`.
    #[command(hide = true, name = isolated::COMMAND)]
    SolvePart,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(long, value_name = da(Help::ProfileValue), help = da(Help::Profile))]
    pub profile: Option<String>,
    #[arg(long, help = da(Help::JsonFindings))]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct PlanArgs {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(short, long, value_name = da(Help::PlanFolderValue), help = da(Help::PlanOut))]
    pub out: PathBuf,
    #[arg(long, default_value = "300", value_parser = whole, value_name = da(Help::SecondsValue), help = da(Help::TimeLimit))]
    pub time_limit: u64,
    #[command(flatten)]
    pub search: SearchArgs,
    #[arg(long, value_name = da(Help::ProfileValue), help = da(Help::Profile))]
    pub profile: Option<String>,
    #[arg(long, value_name = da(Help::ScenarioValue), help = da(Help::Scenario))]
    pub scenario: Option<PathBuf>,
    #[arg(long, help = da(Help::JsonPlan))]
    pub json: bool,
}

/// How far and how a search goes, of every command that plans.
#[derive(Debug, Args)]
pub struct SearchArgs {
    #[arg(long, default_value = "0.01", value_parser = share, value_name = da(Help::ShareValue), help = da(Help::Gap))]
    pub gap: f64,
    #[arg(long, default_value = "15000", value_parser = whole, value_name = da(Help::MillionsValue), help = da(Help::WorkLimit))]
    pub work_limit: u64,
    #[arg(long, value_parser = threads, value_name = da(Help::NumberValue), help = da(Help::Threads))]
    pub threads: Option<usize>,
    #[arg(long, value_parser = whole, value_name = da(Help::NumberValue), help = da(Help::Seed))]
    pub seed: Option<u64>,
}

#[derive(Debug, Args)]
pub struct VerifyArgs {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(value_name = da(Help::PlanFolderValue), help = da(Help::PlanFolder))]
    pub out: PathBuf,
    #[arg(long, value_name = da(Help::ProfileValue), help = da(Help::ProfileOfPlan))]
    pub profile: Option<String>,
    #[arg(long, value_name = da(Help::ScenarioValue), help = da(Help::ScenarioOfPlan))]
    pub scenario: Option<PathBuf>,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum FormsCommand {
    #[command(alias = "eksport", about = da(Help::FormsExport))]
    Export(FormsOut),
    #[command(about = da(Help::FormsImport))]
    Import(FormsBack),
}

#[derive(Debug, Args)]
pub struct FormsOut {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(short, long, value_name = da(Help::DirValue), help = da(Help::FormsDir))]
    pub out: PathBuf,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct FormsBack {
    #[arg(value_name = da(Help::ReturnedValue), help = da(Help::Returned))]
    pub forms: PathBuf,
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(short, long, value_name = da(Help::DirValue), help = da(Help::AnswersDir))]
    pub out: Option<PathBuf>,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct PapersArgs {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(value_name = da(Help::PlanFolderValue), help = da(Help::PlanFolder))]
    pub out: PathBuf,
    #[arg(short = 'o', long = "out", value_name = da(Help::DirValue), help = da(Help::PapersDir))]
    pub dir: PathBuf,
    #[arg(long, value_parser = date, value_name = da(Help::DateValue), help = da(Help::Today))]
    pub today: Option<NaiveDate>,
    #[arg(long, value_name = da(Help::ProfileValue), help = da(Help::ProfileOfPlan))]
    pub profile: Option<String>,
    #[arg(long, value_name = da(Help::SinceValue), help = da(Help::Since))]
    pub since: Option<PathBuf>,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct GenerateArgs {
    #[arg(long, value_enum, value_name = da(Help::PresetValue), help = da(Help::Preset))]
    pub preset: PresetName,
    #[arg(long, default_value = "1", value_parser = whole, value_name = da(Help::NumberValue), help = da(Help::GeneratorSeed))]
    pub seed: u64,
    #[arg(long, default_value = "0.7", value_parser = tightness, value_name = da(Help::ShareValue), help = da(Help::Tightness))]
    pub tightness: f64,
    #[arg(short, long, value_name = da(Help::FolderValue), help = da(Help::NewFolder))]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(short, long, value_name = da(Help::FileValue), help = da(Help::MpsFile))]
    pub out: PathBuf,
    #[arg(long, value_name = da(Help::ProfileValue), help = da(Help::Profile))]
    pub profile: Option<String>,
}

#[derive(Debug, Args)]
pub struct HelpArgs {
    #[arg(value_name = da(Help::CommandValue), help = da(Help::OfCommand))]
    pub command: Vec<String>,
}

/// The presets of `generate`.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum PresetName {
    Demo,
    Esoe,
    Region,
    National,
}

impl From<PresetName> for Preset {
    fn from(name: PresetName) -> Self {
        match name {
            PresetName::Demo => Self::Demo,
            PresetName::Esoe => Self::Esoe,
            PresetName::Region => Self::Region,
            PresetName::National => Self::National,
        }
    }
}
