//! All texts in two languages, wherever they stand in the sources: lists (`catalogue!`) and findings (`say!`).
//!
//! The compiler already refuses a text that lacks a language or whose places differ (`domain/words/pair.rs`). Here every list and
//! sentence is found again by reading the sources, so that this does not rest on one guard, and judged for what the compiler
//! cannot see: values that a text is given, and words that a school secretary would not use.

#[path = "architecture/source.rs"]
#[allow(dead_code, reason = "this test reads tokens only")]
mod source;

use std::collections::{BTreeMap, BTreeSet};

use source::{Source, Token, sources};

/// A text in both languages. What is truly the same in both stands once.
struct Said {
    /// File and line, and the key in a list.
    place: String,
    key: String,
    da: String,
    en: Option<String>,
}

/// A list of texts.
struct List {
    /// First part of its path, e.g. `cli`, whose code uses it by its name.
    room: String,
    name: String,
    texts: Vec<Said>,
}

fn is(token: Option<&Token>, text: &str) -> bool {
    token.is_some_and(|t| !t.quoted && t.text == text)
}

/// Whether `words` stand at `at`.
fn stands(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(i, word)| is(tokens.get(at + i), word))
}

/// A text, and after a comma a second one, from `at` on.
fn pair(tokens: &[Token], at: usize) -> Option<(String, Option<String>)> {
    let quoted = |at: usize| tokens.get(at).filter(|t| t.quoted).map(|t| t.text.clone());
    Some((quoted(at)?, quoted(at + 2).filter(|_| is(tokens.get(at + 1), ","))))
}

/// The lists of a file, each `catalogue! { Name; Key: "...", "..."; ... }`.
fn lists(source: &Source) -> Vec<List> {
    let (tokens, mut found) = (&source.tokens, Vec::new());
    for at in (0..tokens.len()).filter(|at| stands(tokens, *at, &["catalogue", "!", "{"]) && is(tokens.get(at + 4), ";")) {
        let mut list = List { room: source.room.clone(), name: tokens[at + 3].text.clone(), texts: Vec::new() };
        let mut next = at + 5;
        while !is(tokens.get(next), "}") {
            let key = tokens[next].clone();
            let place = format!("src/{}:{} {}::{}", source.path, key.line, list.name, key.text);
            let (da, en) = pair(tokens, next + 2).unwrap_or_else(|| panic!("{place}: a key, a colon and texts"));
            next += if en.is_some() { 6 } else { 4 };
            assert!(is(tokens.get(next - 1), ";"), "{place}: ends with a semicolon");
            list.texts.push(Said { place, key: key.text, da, en });
        }
        found.push(list);
    }
    found
}

/// The sentences of a file, each `say!("...", "...")`.
fn sentences(source: &Source) -> Vec<Said> {
    let tokens = &source.tokens;
    let sentence = |at: usize| {
        let (da, en) = pair(tokens, at + 3)?;
        Some(Said { place: format!("src/{}:{}", source.path, tokens[at].line), key: String::new(), da, en })
    };
    (0..tokens.len()).filter(|at| stands(tokens, *at, &["say", "!", "("])).filter_map(sentence).collect()
}

fn all_lists() -> Vec<List> {
    sources().iter().flat_map(lists).collect()
}

fn all_texts() -> Vec<Said> {
    let sources = sources();
    let in_lists = sources.iter().flat_map(lists).flat_map(|list| list.texts);
    in_lists.chain(sources.iter().flat_map(sentences)).collect()
}

/// The names of the places of a text.
fn places(text: &str) -> BTreeSet<&str> {
    let names = text.split('{').skip(1).filter_map(|part| part.split('}').next());
    names.map(|name| name.split(':').next().unwrap_or(name)).collect()
}

#[test]
fn every_list_and_sentence_is_found() {
    let rooms: BTreeSet<String> = all_lists().into_iter().map(|list| list.room).collect();
    for room in ["check", "cli", "domain", "forms", "papers", "report"] {
        assert!(rooms.contains(room), "the list of {room}: {rooms:?}");
    }
    // As often as the macros are called, whatever the call looks like.
    for source in sources().iter().filter(|s| s.path != "domain/words.rs") {
        let calls = |name: &str| (0..source.tokens.len()).filter(|at| stands(&source.tokens, *at, &[name, "!"])).count();
        assert_eq!((calls("catalogue"), calls("say")), (lists(source).len(), sentences(source).len()), "src/{}", source.path);
    }
    assert!(sources().iter().filter(|s| s.room == "verify").map(|s| sentences(s).len()).sum::<usize>() > 40, "the verifier's");
}

#[test]
fn no_text_lacks_a_language_and_both_have_the_same_places() {
    for said in all_texts() {
        let place = &said.place;
        assert!(!said.da.trim().is_empty(), "{place}");
        let Some(en) = &said.en else { continue };
        assert!(!en.trim().is_empty(), "{place}");
        assert_ne!(said.da, *en, "{place}: the same in both languages; write it once");
        assert_eq!(places(&said.da), places(en), "{place}");
    }
}

/// Where the values stand at the call, they are exactly those that the text has places for; a text without values has no places.
#[test]
fn texts_get_the_values_that_they_have_places_for() {
    let lists = all_lists();
    let of_room = |room: &str, list: &str, key: &str| {
        let known = |l: &&List| l.name == list && l.texts.iter().any(|said| said.key == key);
        let found = lists.iter().filter(known).find(|l| l.room == room).or_else(|| lists.iter().find(known))?;
        found.texts.iter().find(|said| said.key == key)
    };
    let mut judged = 0;
    for source in sources() {
        let tokens = &source.tokens;
        for at in 0..tokens.len() {
            let [list, _, _, key, _, call, ..] = &tokens[at..] else { break };
            if !stands(tokens, at + 1, &[":", ":"]) || !is(tokens.get(at + 4), ".") {
                continue;
            }
            let Some(said) = of_room(&source.room, &list.text, &key.text) else { continue };
            let place = format!("src/{}:{} {}::{}", source.path, list.line, list.text, key.text);
            if call.text == "text" || call.text == "both" {
                assert!(places(&said.da).is_empty(), "{place}: has places, but gets no values");
            } else if let Some(values) = literal_values(tokens, at + 6).filter(|_| call.text == "fill") {
                assert_eq!(values.iter().map(String::as_str).collect::<BTreeSet<_>>(), places(&said.da), "{place}");
                judged += 1;
            }
        }
    }
    assert!(judged > 60, "{judged} calls");
}

/// The names in `(language, &[("name", value), ...])`; `None` where the values come from elsewhere.
fn literal_values(tokens: &[Token], open: usize) -> Option<Vec<String>> {
    let (mut depth, mut names, mut seen) = (0, Vec::new(), false);
    for at in open..tokens.len() {
        let token = &tokens[at];
        match token.text.as_str() {
            "(" | "[" | "{" if !token.quoted => {
                depth += 1;
                seen |= depth == 2 && token.text == "[" && is(tokens.get(at - 1), "&");
            }
            ")" | "]" | "}" if !token.quoted => depth -= 1,
            _ if token.quoted && depth == 3 && is(tokens.get(at - 1), "(") && is(tokens.get(at + 1), ",") => {
                names.push(token.text.clone());
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    seen.then_some(names)
}

/// The words of `models/glossary.md` that are not used, without their star, with those that are.
fn unused_words() -> Vec<(String, bool, String)> {
    let glossary = include_str!("../models/glossary.md");
    let mut found = Vec::new();
    for row in glossary.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        for word in cells[3].split('`').skip(1).step_by(2) {
            found.push((word.trim_end_matches('*').to_string(), word.ends_with('*'), cells[0].to_string()));
        }
    }
    assert!(found.len() >= 12, "{found:?}");
    found
}

/// Words of the field that begin like one that is not used.
const KEPT: [&str; 1] = ["deltagerbetaling"];

#[test]
fn danish_has_one_word_for_one_thing() {
    let unused = unused_words();
    let mut wrong = Vec::new();
    for said in all_texts() {
        let text = said.da.to_lowercase();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !KEPT.contains(word)) {
            let is = |(unused, begins, _): &&(String, bool, String)| word == unused || (*begins && word.starts_with(unused));
            if let Some((_, _, ours)) = unused.iter().find(is) {
                wrong.push(format!("{}: not \"{word}\" but {ours}: {}", said.place, said.da));
            }
        }
    }
    assert!(wrong.is_empty(), "against models/glossary.md:\n{}", wrong.join("\n"));
}

#[test]
fn quotes_and_blanks_are_those_of_the_language() {
    let mut wrong = BTreeMap::new();
    for said in all_texts() {
        let en = said.en.clone().unwrap_or_default();
        // The name of a file or a key may stand in straight quotes, where it must be written so.
        let straight = said.da.replace("\"all\"", "").contains('"');
        let doubled = [said.da.trim_start(), en.trim_start()].iter().any(|t| t.contains("  ") && !t.contains("{seconds}"));
        let danish = en.contains(['æ', 'ø', 'å', '»']);
        if straight || doubled || danish {
            wrong.insert(said.place, (said.da, en));
        }
    }
    assert!(wrong.is_empty(), "»« in Danish, no double blanks, no Danish letters in English: {wrong:#?}");
}
