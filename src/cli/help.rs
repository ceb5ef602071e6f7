//! The command line with its help in the language of the user. clap reads it; the words, also those that clap would say itself, are ours.

use clap::{Arg, ArgAction, Command, CommandFactory};

use super::arguments::Cli;
use super::words::Help;
use crate::domain::instance::Language;
use crate::report::text::decimal;

/// Place of what every command has, after its own options.
const LAST: usize = 900;

/// The whole command line. Texts that `arguments` gives in Danish are found in the catalogue and said in `language`.
pub fn command(language: Language) -> Command {
    let mut command = localized(Cli::command(), language).version(env!("CARGO_PKG_VERSION"));
    command = command.disable_version_flag(true).arg(
        Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help(Help::ShowVersion.text(language))
            .help_heading(Help::Options.text(language))
            .display_order(LAST),
    );
    command.build();
    with_usage(command, language)
}

/// The command that the words name, from the top; `None` for one that does not exist.
pub fn find(mut command: Command, words: &[String]) -> Option<Command> {
    for word in words {
        command = command.find_subcommand(word)?.clone();
    }
    Some(command)
}

/// The text of the catalogue that is `danish` in Danish, in `language`. `tests/help.rs` sees to it that there is one for every command and option.
fn said(danish: impl ToString, language: Language) -> &'static str {
    let danish = danish.to_string();
    Help::ALL.iter().find(|text| text.text(Language::Da) == danish).map_or("", |text| text.text(language))
}

fn localized(command: Command, language: Language) -> Command {
    let aliases: Vec<String> = command.get_all_aliases().map(str::to_owned).collect();
    let mut about = command.get_about().map_or("", |about| said(about, language)).to_owned();
    if language == Language::Da && !aliases.is_empty() {
        about = Help::Alias.fill(language, &[("help", &about), ("alias", &aliases.join(", "))]);
    }
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(Help::ShowHelp.text(language))
        .help_heading(Help::Options.text(language))
        .display_order(LAST);
    let mut order = 0..LAST;
    command
        .about(about)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .subcommand_help_heading(Help::Commands.text(language))
        .subcommand_value_name(Help::CommandValue.text(language))
        .mut_args(|arg| {
            // As they stand in `arguments`, with the options of every command after a command's own.
            let order = order.next().filter(|_| !arg.is_global_set()).unwrap_or(LAST);
            localized_arg(arg, language).display_order(order)
        })
        .mut_subcommands(|command| localized(command, language))
        .arg(help)
}

fn localized_arg(arg: Arg, language: Language) -> Arg {
    let heading = if arg.is_positional() { Help::Arguments } else { Help::Options };
    let mut help = arg.get_help().map_or("", |help| said(help, language)).to_owned();
    let default: Vec<String> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if !default.is_empty() && arg.get_action().takes_values() {
        let value = decimal(language, &default.join(", "));
        help = Help::Default.fill(language, &[("help", &help), ("value", &value)]);
    }
    let names: Vec<&str> = arg.get_value_names().unwrap_or_default().iter().map(|name| said(name, language)).collect();
    let arg = arg.help(help).help_heading(heading.text(language)).hide_default_value(true).hide_possible_values(true);
    if names.is_empty() || !arg.get_action().takes_values() { arg } else { arg.value_names(names) }
}

/// Usage and the page around it; only a built command knows how it is called.
fn with_usage(mut command: Command, language: Language) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", Help::OptionsHere.text(language));
    let page = format!("{{about}}\n\n{} {{usage}}\n\n{{all-args}}", Help::Usage.text(language));
    command.override_usage(usage).help_template(page).mut_subcommands(|command| with_usage(command, language))
}

#[cfg(test)]
mod tests {
    use super::{Help, Language};
    use std::collections::BTreeSet;

    /// Else the English of one would stand for the other.
    #[test]
    fn no_two_texts_of_the_help_are_the_same_in_danish() {
        let texts: BTreeSet<&str> = Help::ALL.iter().map(|text| text.text(Language::Da)).collect();
        assert_eq!(texts.len(), Help::ALL.len());
    }
}
