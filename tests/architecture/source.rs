//! Source files as code alone: comments, texts and test code blanked out, lines kept; or as tokens with their texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A file below `src`.
pub struct Source {
    /// Path below `src` with `/`, e.g. `read/table.rs`.
    pub path: String,
    /// First part of the path without `.rs`, e.g. `read`.
    pub room: String,
    /// Lines of the whole file.
    pub lines: usize,
    /// The code, line by line.
    pub code: String,
    /// Code and texts without comments and tests.
    pub tokens: Vec<Token>,
}

/// A word, a sign or a text of the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Line in the file, 1 = first.
    pub line: usize,
    /// The word or sign; a text with its quotes off.
    pub text: String,
    /// It stood in quotes.
    pub quoted: bool,
}

/// All files below `src` but `lib.rs` (which names the rooms) and files of tests, sorted.
pub fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder below src") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    let parts = |path: &Path| {
        let below = path.strip_prefix(&src).expect("a path below src").with_extension("");
        below.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    found
        .iter()
        .map(|path| (parts(path), path))
        .filter(|(parts, _)| parts[0] != "lib" && !parts.iter().any(|p| p == "tests"))
        .map(|(parts, path)| {
            let text = fs::read_to_string(path).expect("a source file");
            let code = without_tests(&without_comments_and_texts(&text));
            let (path, lines, tokens) = (parts.join("/") + ".rs", text.lines().count(), tokens(&text));
            Source { path, room: parts[0].clone(), lines, code, tokens }
        })
        .collect()
}

impl Source {
    /// Rooms named after `crate::` or `amuplan::`, or after enough `super::` to reach the top.
    pub fn imports(&self, table: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
        let words = words(&self.code);
        let mut rooms = BTreeSet::new();
        for (at, word) in words.iter().enumerate() {
            if (word == "crate" || word == "amuplan") && words.get(at + 1).is_some_and(|w| w == "::") {
                rooms.extend(heads(&words[at + 2..]));
            }
        }
        let depth = self.path.trim_end_matches(".rs").trim_end_matches("/mod").split('/').count();
        let mut ups = 0;
        for pair in words.windows(3) {
            ups = match (pair[0].as_str(), pair[1].as_str()) {
                ("super", "::") => ups + 1,
                ("::", "super") => ups,
                _ => 0,
            };
            if ups >= depth && pair[0] == "super" && table.contains_key(&pair[2]) {
                rooms.insert(pair[2].clone());
            }
        }
        rooms
    }
}

/// First names of a path or of a group of paths: `a::b` gives a; `{a::{b, c}, d}` gives a and d.
fn heads(words: &[String]) -> Vec<String> {
    if words.first().is_none_or(|w| w != "{") {
        return words.first().cloned().into_iter().collect();
    }
    let mut found = Vec::new();
    let mut depth = 0;
    for pair in words.windows(2) {
        match pair[0].as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && (pair[0] == "{" || pair[0] == ",") && pair[1] != "}" {
            found.push(pair[1].clone());
        }
    }
    found
}

/// Words, `::`, and single other signs.
fn words(code: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        if !first.is_whitespace() {
            words.push(rest[..length].to_string());
        }
        rest = &rest[length..];
    }
    words
}

/// The tokens of a source file up to its first test; escapes in texts are undone as far as sentences have them.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let (mut rest, mut line, mut before) = (text, 1, None);
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("#[cfg(test)]") {
            break;
        }
        let blank = blank_length(rest, before);
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = if blank > 0 { blank } else { word.max(first.len_utf8()) };
        let (token, quoted) = (&rest[..length], blank > 0);
        if quoted && token.starts_with('"') {
            let inside = token[1..length.max(2) - 1].replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\");
            found.push(Token { line, text: inside, quoted });
        } else if !quoted && !first.is_whitespace() {
            found.push(Token { line, text: token.to_string(), quoted });
        }
        line += token.matches('\n').count();
        before = token.chars().next_back();
        rest = &rest[length..];
    }
    found
}

/// Comments, strings and characters become spaces; lines stay lines.
fn without_comments_and_texts(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = blank_length(rest, code.chars().next_back());
        if length == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        }
    }
    code
}

/// Bytes of the comment, string or character that starts here; 0 if none does.
fn blank_length(rest: &str, before: Option<char>) -> usize {
    let to = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return to("*/", 2);
    }
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let raw = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r')).filter(|_| !in_word);
    if let Some(raw) = raw {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            return to(&format!("\"{}", "#".repeat(hashes)), rest.len() - raw.len() + hashes + 1);
        }
    }
    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    // A character, not a lifetime: it ends after one sign or an escape.
    let mut signs = rest.chars();
    match (signs.next(), signs.next(), signs.next()) {
        (Some('\''), Some('\\'), _) => quoted(rest, '\''),
        (Some('\''), Some(sign), Some('\'')) => 2 + sign.len_utf8(),
        _ => 0,
    }
}

/// Bytes up to and with the closing quote, escapes counted.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, sign) in rest.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if sign == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Items under `#[cfg(test)]` become blank lines.
fn without_tests(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..at]);
        let item = &rest[at + "#[cfg(test)]".len()..];
        let length = item_length(item);
        kept.extend(item[..length].chars().filter(|c| *c == '\n'));
        rest = &item[length..];
    }
    kept.push_str(rest);
    kept
}

/// Bytes of the item at the start: up to its `;`, or to the end of its braces.
fn item_length(item: &str) -> usize {
    let mut depth = 0;
    for (at, sign) in item.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 && (sign == ';' || sign == '}') {
            return at + 1;
        }
    }
    item.len()
}

#[test]
fn comments_texts_and_tests_are_left_out() {
    let text = "use a; // HashMap\nlet s = \"unsafe \\\" {\"; let c = '\"'; let r = r#\"x\" unsafe\"#;\nfn f<'a>() {}\n\
                /* crate::x */ #[cfg(test)]\nmod tests { fn g() { crate::solve(); } }\nuse b;\n";
    let code = without_tests(&without_comments_and_texts(text));
    assert_eq!(code.lines().count(), text.lines().count());
    for word in ["HashMap", "unsafe", "crate", "tests"] {
        assert!(!code.contains(word), "{word} in {code:?}");
    }
    for word in ["use a;", "fn f<'a>() {}", "use b;", "let r ="] {
        assert!(code.contains(word), "{word} in {code:?}");
    }
}

#[test]
fn imports_are_found_in_every_form() {
    let table = ["domain", "read", "solve", "verify", "report"].map(|r| (r.to_string(), BTreeSet::new())).into();
    let code = "use crate::{domain::{a, b}, read};\nfn f() { crate::solve::x(); super::super::verify::y(); super::report(); }";
    let source = Source { path: "check/rows.rs".into(), room: "check".into(), lines: 2, code: code.into(), tokens: Vec::new() };
    let expected: BTreeSet<_> = ["domain", "read", "solve", "verify"].map(String::from).into();
    assert_eq!(source.imports(&table), expected);
}

#[test]
fn tokens_keep_texts_and_their_lines() {
    let text = "f(\"a \\\"b\\\" {x}\", 'c'); // no\nsay!(\"d\");\n#[cfg(test)]\nmod tests { \"no\" }";
    let found: Vec<_> = tokens(text).into_iter().map(|t| (t.line, t.text, t.quoted)).collect();
    let texts: Vec<_> = found.iter().filter(|(_, _, quoted)| *quoted).map(|(line, text, _)| (*line, text.as_str())).collect();
    assert_eq!(texts, [(1, "a \"b\" {x}"), (2, "d")]);
    let words: Vec<_> = found.iter().filter(|(_, _, quoted)| !*quoted).map(|(_, text, _)| text.as_str()).collect();
    assert_eq!(words, ["f", "(", ",", ")", ";", "say", "!", "(", ")", ";"]);
}
