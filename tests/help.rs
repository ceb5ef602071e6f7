//! Help and errors of usage: every command and option in Danish and in English, and no word of clap's own in between.

use std::process::Command;

/// Exit code and all that was said.
fn run(words: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_amuplan")).args(words).output().expect("the program starts");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(said).expect("UTF-8"))
}

fn help(command: &[&str], language: &str) -> String {
    let (code, said) = run(&[command, &["--help", "--language", language]].concat());
    assert_eq!(code, 0, "{command:?} {language}: {said}");
    said
}

/// The commands that a page of help lists, without `help` itself.
fn commands(page: &str, heading: &str) -> Vec<String> {
    let list = page.split(heading).nth(1).unwrap_or("");
    let lines = list.lines().skip(1).take_while(|line| line.starts_with("  "));
    lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_string).collect()
}

/// Every command, found from the help itself: one that is added later is judged too.
fn all_commands() -> Vec<Vec<String>> {
    let mut found = vec![Vec::new()];
    for name in commands(&help(&[], "da"), "Kommandoer:") {
        found.push(vec![name.clone()]);
        found.extend(commands(&help(&[&name], "da"), "Kommandoer:").into_iter().map(|sub| vec![name.clone(), sub]));
    }
    found
}

/// Options and arguments of a page, each with its text.
fn entries(page: &str) -> Vec<(String, String)> {
    let described = |line: &str| {
        let line = line.strip_prefix("  ")?;
        let (name, text) = line.trim_start().split_once("  ").unwrap_or((line.trim_start(), ""));
        Some((name.to_string(), text.trim().to_string()))
    };
    page.lines().filter_map(described).collect()
}

#[test]
fn every_command_and_option_is_explained_in_both_languages() {
    let all = all_commands();
    assert!(all.len() >= 10, "{all:?}");
    for command in all {
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        let (danish, english) = (help(&command, "da"), help(&command, "en"));
        assert!(danish.contains("Brug: amuplan") && english.contains("Usage: amuplan"), "{danish}{english}");
        let (da, en) = (entries(&danish), entries(&english));
        assert_eq!(da.len(), en.len(), "{danish}{english}");
        for ((name, da), (_, en)) in da.iter().zip(&en) {
            assert!(da.len() >= 5 && en.len() >= 5 && da != en, "{command:?} {name}: {da} / {en}");
        }
        assert_ne!(danish.lines().next(), english.lines().next(), "what the command is for");
        // What clap would say itself.
        for word in
            ["Usage", "Options", "OPTIONS", "Commands", "COMMAND", "Arguments", "default:", "aliases", "possible values", "Print"]
        {
            assert!(!danish.contains(word), "\"{word}\" in {danish}");
        }
        for letter in ['æ', 'ø', 'å', 'Æ', 'Ø', 'Å'] {
            assert!(!english.contains(letter), "{english}");
        }
    }
}

#[test]
fn options_stand_in_their_order_with_defaults_in_the_language() {
    let page = help(&["plan"], "da");
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not in {page}"));
    assert!(at("--out <PLAN>") < at("--gap <ANDEL>") && at("--gap <ANDEL>") < at("--json") && at("--json") < at("--language"));
    assert!(page.contains("[standard: 0,01]") && page.contains("[standard: 15000]"), "{page}");
    assert!(help(&["plan"], "en").contains("[default: 0.01]"));
    let page = help(&["forms", "import"], "da");
    assert!(page.contains("Brug: amuplan forms import [TILVALG] <SKEMAER> <MAPPE>"), "{page}");
    assert!(page.find("  <SKEMAER>") < page.find("  <MAPPE>"), "{page}");
}

#[test]
fn danish_names_of_commands_are_shown_and_work() {
    let page = help(&[], "da");
    for (name, command) in [("tjek", "check"), ("skemaer", "forms"), ("papirer", "papers")] {
        assert!(page.lines().any(|l| l.trim_start().starts_with(command) && l.ends_with(&format!("(også: {name})"))), "{page}");
        assert_eq!(help(&[name], "da"), help(&[command], "da"));
        assert!(!help(&[], "en").contains(name), "English speaks of {command} only");
    }
}

#[test]
fn help_is_a_command_too_and_the_default_is_danish() {
    assert_eq!(run(&["help"]), (0, help(&[], "da")));
    assert_eq!(run(&["help", "forms", "export"]), (0, help(&["forms", "export"], "da")));
    assert_eq!(run(&["--language", "en", "help", "plan"]), (0, help(&["plan"], "en")));
    let (code, said) = run(&["help", "nosuch"]);
    assert!(code == 2 && said.contains("kommandoen »nosuch« findes ikke"), "{said}");
    // Without a command: the help, as wrong usage.
    assert_eq!(run(&[]), (2, help(&[], "da")));
    let (code, said) = run(&["--version"]);
    assert_eq!((code, said.trim()), (0, concat!("amuplan ", env!("CARGO_PKG_VERSION"))));
}

/// Each kind of wrong usage: exit code 2, in Danish, and in English by switch.
#[test]
fn wrong_usage_is_told_in_both_languages() {
    let cases: [(&[&str], &str, &str); 15] = [
        (&["nosuch"], "kommandoen »nosuch« findes ikke", "there is no command \"nosuch\""),
        (&["chek", "x"], "(mente du check?)", "(did you mean check?)"),
        (&["forms", "eksporter"], "kommandoen »eksporter« findes ikke", "there is no command \"eksporter\""),
        (&["plan"], "der mangler: --out <PLAN>, <MAPPE>", "missing: --out <OUT>, <FOLDER>"),
        (
            &["plan", "x", "-o", "y", "--gab", "1"],
            "»--gab« kendes ikke her (mente du --gap?)",
            "\"--gab\" is not known here (did you mean --gap?)",
        ),
        (&["check", "x", "y"], "»y« kendes ikke her", "\"y\" is not known here"),
        (&["check", "x", "--json", "--json"], "--json står der to gange", "--json is given twice"),
        (&["plan", "x", "-o"], "der mangler en værdi efter --out <PLAN>", "a value is missing after --out <OUT>"),
        (&["plan", "x", "-o", "y", "--gap", "2"], "»2« ligger ikke mellem 0 og 1", "\"2\" does not lie between 0 and 1"),
        (
            &["plan", "x", "-o", "y", "--threads", "0"],
            "»0« er ikke et helt tal fra 1 til 1024",
            "\"0\" is not a whole number from 1 to 1024",
        ),
        (&["plan", "x", "-o", "y", "--seed", "-1"], "»-1« kendes ikke her", "\"-1\" is not known here"),
        (
            &["plan", "x", "-o", "y", "--time-limit", "1,5"],
            "»1,5« er ikke et helt tal fra 0",
            "\"1,5\" is not a whole number from 0",
        ),
        (
            &["generate", "-o", "x", "--preset", "moon"],
            "»moon« kan ikke bruges; vælg demo, esoe",
            "\"moon\" cannot be used; choose demo, esoe",
        ),
        (&["generate", "-o", "x", "--preset", "demo", "--tightness", "0,1"], "mellem 0,2 og 1", "between 0.2 and 1"),
        (&["forms", "export", "x"], "der mangler: --out <UDMAPPE>", "missing: --out <DIR>"),
    ];
    for (words, da, en) in cases {
        let (code, said) = run(words);
        assert!(code == 2 && said.starts_with("fejl: ") && said.contains(da), "{words:?}: {code} {said}");
        for word in ["error", "Usage", "tip", "try", "For more"] {
            assert!(!said.contains(word), "\"{word}\" in {said}");
        }
        let (code, said) = run(&[words, &["--language=en"]].concat());
        // A value that is missing at the end takes the switch for one, so it stands first there.
        let (code, said) = if said.starts_with("error: ") { (code, said) } else { run(&[&["--language", "en"], words].concat()) };
        assert!(code == 2 && said.starts_with("error: ") && said.contains(en), "{words:?}: {code} {said}");
    }
    let (code, said) = run(&["check", "x", "--language", "fr"]);
    assert!(code == 2 && said.contains("»fr« er hverken da eller en"), "{said}");
}
