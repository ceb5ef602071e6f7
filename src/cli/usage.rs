//! The command line read, and what is wrong with it in our own words.

use std::error::Error as _;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Error, FromArgMatches as _};

use super::arguments::{Cli, Command, HelpArgs};
use super::values::Wrong;
use super::words::Help;
use super::{complain, exit, help, print};
use crate::domain::instance::Language;

/// The command line as commands and options; `Err` with an exit code after help, the version or an error was printed.
pub fn read(words: &[OsString]) -> Result<Cli, u8> {
    let language = asked(words);
    let parsed = help::command(language).try_get_matches_from(words).and_then(|matches| Cli::from_arg_matches(&matches));
    let error = match parsed {
        Ok(Cli { command: Command::Help(HelpArgs { command }), .. }) => return Err(show_help(&command, language)),
        Ok(cli) => return Ok(cli),
        Err(error) => error,
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // A closed terminal is no reason to fail.
            let _ = error.print();
        }
        _ => complain(&told(&error, language)),
    }
    Err(if error.use_stderr() { exit::USAGE } else { exit::DONE })
}

/// The language that `--language` asks for, looked for before anything is understood, since help and errors are said in it.
fn asked(words: &[OsString]) -> Language {
    let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let after = |pair: &[String]| (pair[0] == "--language").then(|| pair[1].clone());
    let joined = || words.iter().find_map(|word| word.strip_prefix("--language=").map(str::to_owned));
    let code = words.windows(2).find_map(after).or_else(joined).unwrap_or_default();
    Language::of_code(&code).unwrap_or_default()
}

/// `amuplan help`, with or without a command.
fn show_help(words: &[String], language: Language) -> u8 {
    let command = help::command(language);
    if let Some(mut found) = help::find(command, words) {
        print(&found.render_help().to_string());
        return exit::DONE;
    }
    let what = Help::UnknownCommand.fill(language, &[("name", &words.join(" "))]);
    complain(&Help::Error.fill(language, &[("what", &what)]));
    exit::USAGE
}

/// The error, the usage of the command, and where to read more.
fn told(error: &Error, language: Language) -> String {
    let mut lines = vec![Help::Error.fill(language, &[("what", &sentence(error, language))])];
    if let Some(usage) = text(error, ContextKind::Usage) {
        let usage = usage.trim().trim_start_matches("Usage: ").to_owned();
        let words = usage.split_whitespace().take_while(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
        let command = words.collect::<Vec<_>>().join(" ");
        lines.push(String::new());
        lines.push(format!("{} {usage}", Help::Usage.text(language)));
        lines.push(Help::MoreHelp.fill(language, &[("command", &command)]));
    }
    lines.join("\n")
}

/// What clap noted about the error, as text; several things are joined with commas.
fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

fn sentence(error: &Error, language: Language) -> String {
    let argument = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = text(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            Help::UnknownCommand.fill(language, &[("name", &name)])
        }
        ErrorKind::UnknownArgument => Help::UnknownArgument.fill(language, &[("name", &argument)]),
        ErrorKind::MissingRequiredArgument => Help::Missing.fill(language, &[("names", &argument)]),
        ErrorKind::MissingSubcommand => Help::NoCommand.text(language).to_owned(),
        ErrorKind::ArgumentConflict => Help::Twice.fill(language, &[("argument", &argument)]),
        ErrorKind::InvalidUtf8 => Help::NotText.text(language).to_owned(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => wrong_value(error, &argument, language),
        _ => Help::Odd.text(language).to_owned(),
    };
    let suggested = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg].into_iter().find_map(|kind| text(error, kind));
    match suggested {
        Some(name) => Help::DidYouMean.fill(language, &[("what", &what), ("name", &name)]),
        None => what,
    }
}

fn wrong_value(error: &Error, argument: &str, language: Language) -> String {
    let Some(value) = text(error, ContextKind::InvalidValue) else {
        return Help::NoValue.fill(language, &[("argument", argument)]);
    };
    if let Some(Wrong(reason)) = error.source().and_then(|source| source.downcast_ref()) {
        let reason = reason.text(language);
        return Help::WrongValueWhy.fill(language, &[("argument", argument), ("value", &value), ("reason", reason)]);
    }
    let what = Help::WrongValue.fill(language, &[("argument", argument), ("value", &value)]);
    match text(error, ContextKind::ValidValue) {
        Some(values) => Help::OneOf.fill(language, &[("what", &what), ("values", &values)]),
        None => what,
    }
}
