//! `amuplan generate`: writes a synthetic planning folder.

use crate::cli::{GenerateArgs, complain, exit, print};
use crate::report::files::write_new_folder;

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
