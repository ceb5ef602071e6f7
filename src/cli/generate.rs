//! `amuplan generate`: writes a synthetic planning folder.

use clap::ValueEnum;

use crate::cli::{GenerateArgs, complain, exit, print};
use crate::generate::Preset;
use crate::report::files::write_new_folder;

/// The presets of `generate`.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum PresetName {
    /// Five schools
    Demo,
    /// Thirteen schools, about 800 goals
    Esoe,
    /// About 25 schools
    Region,
    /// 86 schools, about 3,000 goals
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

/// Runs the command.
pub fn run(args: &GenerateArgs) -> u8 {
    let files = crate::generate::generate(args.preset.into(), args.seed, args.tightness);
    match write_new_folder(&args.out, &files) {
        Ok(()) => {
            print(&format!("{}: {} files, synthetic (seed {})", args.out.display(), files.len(), args.seed));
            exit::DONE
        }
        Err(error) => {
            complain(&format!("{}: the folder could not be written: {error}", args.out.display()));
            exit::USAGE
        }
    }
}
