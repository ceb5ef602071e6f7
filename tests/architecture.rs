//! The house keeps to its plan: who imports whom, who may write, print, end the process, and how large a file may be.
//!
//! Reads the sources as text, without comments, strings and what is compiled for tests only. The import table is the one
//! in `src/README.md`; changing it means changing this page of the house, not only a `use` line.

#[path = "architecture/source.rs"]
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use source::{Source, Token, sources};

/// Files that may use hash maps: their order never reaches an output. File below `src`, and why.
const HASH_MAPS_ALLOWED: &[(&str, &str)] = &[];

/// Longest source file in lines.
const LONGEST: usize = 300;

/// Rooms by the rooms that they may import, from the table in `src/README.md`.
fn import_table() -> BTreeMap<String, BTreeSet<String>> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/README.md")).expect("src/README.md");
    let section = readme.split("## Who may import whom").nth(1).expect("the section `Who may import whom`");
    let rows = section.lines().take_while(|line| !line.starts_with("## ")).filter_map(|line| {
        let cells: Vec<_> = line.strip_prefix('|')?.split('|').map(str::trim).collect();
        (cells.len() >= 3 && cells[0].starts_with('`')).then_some((cells[0], cells[1]))
    });
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(ToString::to_string).collect::<BTreeSet<_>>();
    let table: BTreeMap<_, _> = rows.map(|(room, imports)| (room.trim_matches('`').to_string(), names(imports))).collect();
    assert!(table.len() >= 10, "the import table of src/README.md: {table:?}");
    table
}

/// Every place where a rule is broken, as `file:line: text`.
fn broken(applies: impl Fn(&Source) -> bool, found: impl Fn(&str) -> bool) -> Vec<String> {
    let mut places = Vec::new();
    for source in sources().iter().filter(|s| applies(s)) {
        for (number, line) in (1..).zip(source.code.lines()) {
            if found(line) {
                places.push(format!("src/{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    places
}

/// Is the word in the line, not as a part of a longer one?
fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].chars().next_back().is_some_and(part) && !line[at + word.len()..].chars().next().is_some_and(part)
    })
}

#[test]
fn rooms_import_only_what_the_table_allows() {
    let table = import_table();
    let mut wrong = Vec::new();
    for source in sources() {
        let allowed = table.get(&source.room).unwrap_or_else(|| panic!("src/README.md does not list the room {}", source.room));
        for room in source.imports(&table) {
            if room != source.room && !allowed.contains(&room) {
                wrong.push(format!("src/{} imports {room}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "against the table in src/README.md:\n{}", wrong.join("\n"));
}

#[test]
fn every_room_of_the_table_exists() {
    let rooms: BTreeSet<_> = sources().into_iter().map(|source| source.room).collect();
    assert_eq!(import_table().into_keys().collect::<BTreeSet<_>>(), rooms, "left: src/README.md, right: src");
}

/// What makes the verifier a judge and the domain plain data, whatever the table says.
#[test]
fn the_table_keeps_the_judge_apart_and_the_domain_free() {
    let table = import_table();
    let only = |room: &str, imports: &[&str]| {
        let allowed: BTreeSet<_> = imports.iter().map(ToString::to_string).collect();
        assert_eq!(table[room], allowed, "{room}");
    };
    only("domain", &[]);
    only("verify", &["domain"]);
    only("generate", &["domain"]);
    for room in ["read", "check", "formulation", "report"] {
        assert!(!table[room].contains("solve"), "{room} knows no solver");
    }
    for (room, imports) in &table {
        let edge = room == "main" || imports.is_disjoint(&BTreeSet::from(["cli".to_string(), "main".to_string()]));
        assert!(edge, "{room} imports the command line");
    }
}

#[test]
fn hash_maps_are_used_nowhere_but_in_the_listed_files() {
    let listed = |s: &Source| HASH_MAPS_ALLOWED.iter().any(|(path, _)| *path == s.path);
    let places = broken(|s| !listed(s), |line| has_word(line, "HashMap") || has_word(line, "HashSet"));
    assert!(places.is_empty(), "the order of a hash map changes from run to run; use BTreeMap:\n{}", places.join("\n"));
    for (path, reason) in HASH_MAPS_ALLOWED {
        assert!(sources().iter().any(|s| s.path == *path), "{path} ({reason}) is gone: take it off the list");
    }
}

#[test]
fn source_files_are_not_too_long() {
    let long: Vec<_> =
        sources().iter().filter(|s| s.lines > LONGEST).map(|s| format!("src/{}: {} lines", s.path, s.lines)).collect();
    assert!(long.is_empty(), "split by idea, not by size:\n{}", long.join("\n"));
}

#[test]
fn only_the_command_line_prints() {
    let prints = ["println!", "eprintln!", "print!", "eprint!"];
    let places = broken(
        |s| s.room != "cli" && s.room != "main",
        |line| prints.iter().any(|p| has_word(line, p.trim_end_matches('!')) && line.contains(p)),
    );
    assert!(places.is_empty(), "only src/cli and src/main.rs print:\n{}", places.join("\n"));
}

#[test]
fn only_main_ends_the_process() {
    let places = broken(|s| s.room != "main", |line| line.contains("process::exit") || line.contains("process::abort"));
    assert!(places.is_empty(), "return a code instead:\n{}", places.join("\n"));
}

#[test]
fn only_report_writes_files() {
    let writes = [
        "fs::write",
        "fs::copy",
        "fs::rename",
        "fs::remove",
        "fs::create",
        "fs::hard_link",
        "fs::set_permissions",
        "create_dir",
        "remove_file",
        "remove_dir",
        "File::create",
        "File::options",
        "OpenOptions",
        "tempfile",
    ];
    let places = broken(|s| s.room != "report", |line| writes.iter().any(|w| line.contains(w)));
    assert!(places.is_empty(), "call report::files instead:\n{}", places.join("\n"));
}

/// Files that tell the languages apart, and why. Everybody else asks a text of `domain::words` for its language.
const LANGUAGES_TOLD_APART: &[(&str, &str)] = &[
    ("domain/words.rs", "texts in two languages"),
    ("report/text.rs", "the decimal sign"),
    ("cli/arguments.rs", "the help is written in Danish first"),
    ("cli/help.rs", "the help is written in Danish first; Danish names of commands"),
];

#[test]
fn languages_are_told_apart_where_texts_are_kept_and_nowhere_else() {
    let tells = |line: &str| line.contains("Language::Da") || line.contains("Language::En");
    let places = broken(|s| !LANGUAGES_TOLD_APART.iter().any(|(path, _)| *path == s.path), tells);
    assert!(places.is_empty(), "use catalogue! or say! of domain::words:\n{}", places.join("\n"));
    for (path, reason) in LANGUAGES_TOLD_APART {
        assert!(!broken(|s| s.path == *path, tells).is_empty(), "{path} ({reason}) does not: take it off the list");
    }
}

/// What a line prints is a text of a catalogue, values, or JSON.
#[test]
fn the_command_line_has_no_words_of_its_own() {
    let speaking = ["print", "complain", "format", "write", "writeln", "fill", "push_str", "vec"];
    let mut places = Vec::new();
    for source in sources().iter().filter(|s| s.room == "cli" && s.path != "cli/words.rs") {
        for (name, literal) in texts_in_calls(source, &speaking) {
            if says_something(&literal.text) {
                places.push(format!("src/{}:{}: {name} \"{}\"", source.path, literal.line, literal.text));
            }
        }
    }
    assert!(places.is_empty(), "move it to src/cli/words.rs:\n{}", places.join("\n"));
}

/// Texts that stand directly in the brackets of a call of these functions or macros.
fn texts_in_calls<'a>(source: &'a Source, names: &[&'a str]) -> Vec<(&'a str, &'a Token)> {
    let mut found = Vec::new();
    let mut calls: Vec<Option<&str>> = Vec::new();
    for (at, token) in source.tokens.iter().enumerate() {
        let back = |n: usize| at.checked_sub(n).map_or("", |i| source.tokens[i].text.as_str());
        match token.text.as_str() {
            "(" | "[" | "{" if !token.quoted => {
                let name = if back(1) == "!" { back(2) } else { back(1) };
                calls.push(names.iter().copied().find(|n| *n == name));
            }
            ")" | "]" | "}" if !token.quoted => drop(calls.pop()),
            _ => {
                if let (true, Some(Some(name))) = (token.quoted, calls.last()) {
                    found.push((*name, token));
                }
            }
        }
    }
    found
}

/// Letters outside places to fill in.
fn says_something(text: &str) -> bool {
    let mut depth = 0;
    text.chars().any(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0 && c.is_alphabetic()
    })
}

#[test]
fn unsafe_code_is_in_one_file() {
    let places = broken(|s| s.path != "solve/highs.rs", |line| has_word(line, "unsafe"));
    assert!(places.is_empty(), "only src/solve/highs.rs calls HiGHS directly:\n{}", places.join("\n"));
}

#[test]
fn where_user_data_passes_nothing_can_panic_on_it() {
    let rooms = ["read", "check", "forms", "report", "papers", "cli"];
    let places = broken(|s| rooms.contains(&s.room.as_str()), |line| line.contains(".unwrap()") || line.contains(".expect("));
    assert!(places.is_empty(), "make it a finding or an error:\n{}", places.join("\n"));
}
