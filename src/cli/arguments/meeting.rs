//! What may be written after the commands of the meeting: scenarios, comparison, re-planning, questions and locks.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use super::{SearchArgs, da};
use crate::cli::values::{date, draws, percent, runs, stability, threads, whole};
use crate::cli::words::Help;

#[derive(Debug, Args)]
pub struct ScenariosArgs {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(short, long, value_name = da(Help::DirValue), help = da(Help::ScenariosOut))]
    pub out: PathBuf,
    #[arg(long, default_value = "300", value_parser = whole, value_name = da(Help::SecondsValue), help = da(Help::TimeLimitEach))]
    pub time_limit: u64,
    #[command(flatten)]
    pub search: SearchArgs,
    #[arg(long, value_name = da(Help::ProfileValue), help = da(Help::Profile))]
    pub profile: Option<String>,
    #[arg(long, help = da(Help::JsonResult))]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct AlternativesArgs {
    #[arg(value_name = da(Help::FolderValue), help = da(Help::Folder))]
    pub folder: PathBuf,
    #[arg(value_name = da(Help::PlanFolderValue), help = da(Help::PlanOnTable))]
    pub out: PathBuf,
    #[arg(short = 'o', long = "out", value_name = da(Help::DirValue), help = da(Help::AlternativesOut))]
    pub dir: PathBuf,
    #[arg(long, default_value = "2", value_parser = percent, value_name = da(Help::PercentValue), help = da(Help::Within))]
    pub within: i64,
    #[arg(long, default_value = "60", value_parser = whole, value_name = da(Help::SecondsValue), help = da(Help::TimeLimitEach))]
    pub time_limit: u64,
    #[arg(long, value_parser = threads, value_name = da(Help::NumberValue), help = da(Help::Threads))]
    pub threads: Option<usize>,
    #[arg(long, value_name = da(Help::ProfileValue), help = da(Help::ProfileOfPlan))]
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
    #[arg(long, default_value = "30", value_parser = whole, value_name = da(Help::SecondsValue), help = da(Help::TimeLimit))]
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
