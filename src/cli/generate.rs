//! `amuplan generate`: writes a synthetic planning folder.

use crate::cli::arguments::GenerateArgs;
use crate::cli::words::Word;
use crate::cli::{exit, print, write_new};
use crate::domain::instance::Language;

/// Runs the command.
pub fn run(args: &GenerateArgs, language: Option<Language>) -> u8 {
    let language = language.unwrap_or_default();
    let files = crate::generate::generate(args.preset.into(), args.seed, args.tightness);
    match write_new(&args.out, &files, Word::FolderNotWritten, language) {
        Ok(()) => {
            let (path, count, seed) = (args.out.display().to_string(), files.len().to_string(), args.seed.to_string());
            print(&Word::Generated.fill(language, &[("path", &path), ("count", &count), ("seed", &seed)]));
            exit::DONE
        }
        Err(code) => code,
    }
}
