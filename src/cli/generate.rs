//! `amuplan generate`: writes a synthetic planning folder.

use crate::cli::arguments::GenerateArgs;
use crate::cli::words::Word;
use crate::cli::{complain, exit, print, refuse};
use crate::domain::instance::Language;
use crate::report::files::{is_taken, write_new_folder};

/// Runs the command.
pub fn run(args: &GenerateArgs, language: Option<Language>) -> u8 {
    let language = language.unwrap_or_default();
    let files = crate::generate::generate(args.preset.into(), args.seed, args.tightness);
    if is_taken(&args.out) {
        complain(&Word::FolderTaken.fill(language, &[("path", &args.out.display().to_string())]));
        return exit::USAGE;
    }
    match write_new_folder(&args.out, &files) {
        Ok(()) => {
            let (path, count, seed) = (args.out.display().to_string(), files.len().to_string(), args.seed.to_string());
            print(&Word::Generated.fill(language, &[("path", &path), ("count", &count), ("seed", &seed)]));
            exit::DONE
        }
        Err(error) => {
            refuse(&args.out, Word::FolderNotWritten, &error, language);
            exit::USAGE
        }
    }
}
