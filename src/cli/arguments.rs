//! What may be written after `amuplan`. Texts are Danish here; [`super::help`] puts English ones in their place.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::values::{date, draws, language, runs, share, stability, threads, tightness, whole};
use super::words::Help;
use crate::domain::instance::Language;
use crate::generate::Preset;
use crate::solve::isolated;

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
    #[arg(long, default_value = "0.01", value_parser = share, value_name = da(Help::ShareValue), help = da(Help::Gap))]
    pub gap: f64,
    #[arg(long, default_value = "15000", value_parser = whole, value_name = da(Help::MillionsValue), help = da(Help::WorkLimit))]
    pub work_limit: u64,
    #[arg(long, value_parser = threads, value_name = da(Help::NumberValue), help = da(Help::Threads))]
    pub threads: Option<usize>,
    #[arg(long, value_parser = whole, value_name = da(Help::NumberValue), help = da(Help::Seed))]
    pub seed: Option<u64>,
    #[arg(long, value_name = da(Help::ProfileValue), help = da(Help::Profile))]
    pub profile: Option<String>,
    #[arg(long, value_name = da(Help::ScenarioValue), help = da(Help::Scenario))]
    pub scenario: Option<PathBuf>,
    #[arg(long, help = da(Help::JsonPlan))]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ScenariosArgs {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(short, long, value_name = da(Help::DirValue), help = da(Help::ScenariosOut))]
    pub out: PathBuf,
    #[arg(long, default_value = "300", value_parser = whole, value_name = da(Help::SecondsValue), help = da(Help::TimeLimitEach))]
    pub time_limit: u64,
    #[arg(long, default_value = "0.01", value_parser = share, value_name = da(Help::ShareValue), help = da(Help::Gap))]
    pub gap: f64,
    #[arg(long, default_value = "15000", value_parser = whole, value_name = da(Help::MillionsValue), help = da(Help::WorkLimit))]
    pub work_limit: u64,
    #[arg(long, value_parser = threads, value_name = da(Help::NumberValue), help = da(Help::Threads))]
    pub threads: Option<usize>,
    #[arg(long, value_parser = whole, value_name = da(Help::NumberValue), help = da(Help::Seed))]
    pub seed: Option<u64>,
    #[arg(long, value_name = da(Help::ProfileValue), help = da(Help::Profile))]
    pub profile: Option<String>,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct CompareArgs {
    #[arg(required = true, value_name = da(Help::PlanFolderValue), help = da(Help::PlanFolders))]
    pub plans: Vec<PathBuf>,
    #[arg(short, long, value_name = da(Help::DirValue), help = da(Help::ComparisonDir))]
    pub out: Option<PathBuf>,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct RobustnessArgs {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(value_name = da(Help::PlanFolderValue), help = da(Help::PlanFolder))]
    pub out: PathBuf,
    #[arg(long, default_value = "1000", value_parser = draws, value_name = da(Help::NumberValue), help = da(Help::Draws))]
    pub draws: u64,
    #[arg(long, default_value = "1", value_parser = whole, value_name = da(Help::NumberValue), help = da(Help::DrawSeed))]
    pub seed: u64,
    #[arg(long, value_name = da(Help::ProfileValue), help = da(Help::ProfileOfPlan))]
    pub profile: Option<String>,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ReplanArgs {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(value_name = da(Help::PlanFolderValue), help = da(Help::PlanOnTable))]
    pub out: PathBuf,
    #[arg(short = 'o', long = "out", value_name = da(Help::NewPlanValue), help = da(Help::ReplanOut))]
    pub new: PathBuf,
    #[arg(long, default_value = "4", value_parser = stability, value_name = da(Help::NumberValue), help = da(Help::Stability))]
    pub stability: u8,
    #[arg(long, value_parser = runs, value_name = da(Help::NumberValue), help = da(Help::AtMost))]
    pub at_most: Option<usize>,
    #[arg(long, default_value = "10", value_parser = whole, value_name = da(Help::SecondsValue), help = da(Help::TimeLimit))]
    pub time_limit: u64,
    #[arg(long, value_parser = threads, value_name = da(Help::NumberValue), help = da(Help::Threads))]
    pub threads: Option<usize>,
    #[arg(long, value_name = da(Help::ProfileValue), help = da(Help::ProfileOfPlan))]
    pub profile: Option<String>,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct UndoArgs {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(value_name = da(Help::PlanFolderValue), help = da(Help::PlanFolder))]
    pub out: PathBuf,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
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
pub struct ExplainArgs {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(value_name = da(Help::PlanFolderValue), help = da(Help::PlanFolder))]
    pub out: PathBuf,
    #[arg(value_name = da(Help::GoalValue), help = da(Help::Goal))]
    pub goal: String,
    #[arg(long, num_args = 2, value_names = [da(Help::SchoolValue), da(Help::WeekValue)], help = da(Help::WhyNot))]
    pub why_not: Option<Vec<String>>,
    #[arg(long, value_name = da(Help::ProfileValue), help = da(Help::ProfileOfPlan))]
    pub profile: Option<String>,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum LocksCommand {
    #[command(alias = "vis", about = da(Help::LocksList))]
    List(LocksList),
    #[command(alias = "tilfoej", about = da(Help::LocksAdd))]
    Add(LocksAdd),
    #[command(alias = "ophaev", about = da(Help::LocksLift))]
    Lift(LocksLift),
}

#[derive(Debug, Args)]
pub struct LocksList {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct LocksAdd {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(value_enum, value_name = da(Help::LockValue), help = da(Help::LockKind))]
    pub lock: LockName,
    #[arg(value_name = da(Help::GoalValue), help = da(Help::Goal))]
    pub goal: String,
    #[arg(long, value_name = da(Help::SchoolValue), help = da(Help::LockSchool))]
    pub school: Option<String>,
    #[arg(long, value_name = da(Help::SiteValue), help = da(Help::LockSite))]
    pub site: Option<String>,
    #[arg(long, value_parser = date, value_name = da(Help::DateValue), help = da(Help::LockDate))]
    pub date: Option<NaiveDate>,
    #[arg(long, value_name = da(Help::WeekValue), help = da(Help::LockWeek))]
    pub week: Option<String>,
    #[arg(long, help = da(Help::LockGuarantee))]
    pub guarantee: bool,
    #[arg(long, value_name = da(Help::OwnerValue), help = da(Help::LockBy))]
    pub by: String,
    #[arg(long, value_name = da(Help::ReasonValue), help = da(Help::LockReason))]
    pub reason: String,
    #[arg(long, value_parser = date, value_name = da(Help::DateValue), help = da(Help::LockToday))]
    pub today: Option<NaiveDate>,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct LocksLift {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(value_name = da(Help::GoalValue), help = da(Help::Goal))]
    pub goal: Option<String>,
    #[arg(long, value_name = da(Help::OwnerValue), help = da(Help::LiftBy))]
    pub by: Option<String>,
    #[arg(long, value_name = da(Help::SchoolValue), help = da(Help::LiftSchool))]
    pub school: Option<String>,
    #[arg(long, value_parser = date, value_name = da(Help::DateValue), help = da(Help::LiftDate))]
    pub date: Option<NaiveDate>,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

/// What a lock does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LockName {
    Keep,
    Forbid,
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
