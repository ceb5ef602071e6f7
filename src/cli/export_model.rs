//! `amuplan export-model`: the complete programme by day as MPS.

use crate::cli::{ExportArgs, complain, exit, folder, print};
use crate::report::files::write_file;
use crate::solve::monolithic;

/// Runs the command.
pub fn run(args: &ExportArgs) -> u8 {
    let instance = match folder::instance(&args.folder, args.profile.as_deref(), false, true) {
        Ok(instance) => instance,
        Err(code) => return code,
    };
    let exported = monolithic::export(&instance);
    match write_file(&args.out, exported.text.as_bytes()) {
        Ok(()) => {
            print(&format!("{}: {} columns, {} rows", args.out.display(), exported.columns, exported.rows));
            exit::DONE
        }
        Err(error) => {
            complain(&format!("{}: the model could not be written: {error}", args.out.display()));
            exit::USAGE
        }
    }
}
