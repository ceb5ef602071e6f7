//! `amuplan export-model`: the complete programme by day as MPS.

use crate::cli::arguments::ExportArgs;
use crate::cli::words::Word;
use crate::cli::{exit, folder, print, refuse};
use crate::domain::instance::Language;
use crate::report::files::write_file;
use crate::solve::monolithic;

/// Runs the command.
pub fn run(args: &ExportArgs, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let instance = match folder::instance(&args.folder, args.profile.as_deref(), false, true, language) {
        Ok(instance) => instance,
        Err(code) => return code,
    };
    let exported = monolithic::export(&instance);
    match write_file(&args.out, exported.text.as_bytes()) {
        Ok(()) => {
            let [columns, rows] = [exported.columns, exported.rows].map(|number| number.to_string());
            let path = args.out.display().to_string();
            print(&Word::ModelWritten.fill(language, &[("path", &path), ("columns", &columns), ("rows", &rows)]));
            exit::DONE
        }
        Err(error) => {
            refuse(&args.out, Word::ModelNotWritten, &error, language);
            exit::USAGE
        }
    }
}
