//! The keys of a TOML file, and where they stand (E113, W114, E115).

use std::ops::Range;

use toml::{Table, Value};

use super::finding::{Findings, Place, Text, did_you_mean, say, with_hint};
use super::schema::closest;
use crate::read::text::decode;

/// Line of a byte position, 1 = first.
pub(super) fn line_of(text: &str, at: usize) -> u64 {
    1 + text.bytes().take(at).filter(|b| *b == b'\n').count() as u64
}

/// A TOML file or one of its tables being read: its text for lines, and its keys.
pub(super) struct Keys<'a> {
    /// File name.
    pub file: &'a str,
    /// Text of the whole file.
    pub text: String,
    /// The keys.
    pub table: Table,
    /// Where in the text they stand, in lines from 0.
    lines: Range<usize>,
    /// Line of the heading of the table, from 1; `None` for the file itself.
    heading: Option<u64>,
}

impl Keys<'_> {
    /// Where the key stands, else where its table begins.
    pub fn place<'k>(&'k self, key: &'k str) -> Place<'k> {
        let starts = |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
        let found = self.text.lines().enumerate().skip(self.lines.start).take(self.lines.len()).find(|(_, line)| starts(line));
        match found.map(|(at, _)| at as u64 + 1).or(self.heading) {
            Some(line) => Place::line(self.file, line).column(key),
            None => Place::file(self.file).column(key),
        }
    }

    /// Line of the heading, 1 = first of the file.
    pub fn line(&self) -> u64 {
        self.heading.unwrap_or(1)
    }

    /// What the key says, read; E115 where it is of another kind, nothing where it is not there.
    pub fn get<T>(&self, key: &str, kind: &Text, read: impl Fn(&Value) -> Option<T>, findings: &mut Findings) -> Option<T> {
        let value = self.table.get(key)?;
        let found = read(value);
        if found.is_none() {
            self.wrong_kind(key, kind, findings);
        }
        found
    }

    /// The same for a key that must be there.
    pub fn need<T>(&self, key: &str, kind: &Text, read: impl Fn(&Value) -> Option<T>, findings: &mut Findings) -> Option<T> {
        if !self.table.contains_key(key) {
            self.wrong_kind(key, kind, findings);
        }
        self.get(key, kind, read, findings)
    }

    /// E115.
    pub fn wrong_kind(&self, key: &str, kind: &Text, findings: &mut Findings) {
        let what = say!("{key} mangler eller er ikke {kind}", "{key} is missing or not {kind}"; kind);
        let cure = say!("skriv {key} = {kind}", "write {key} = {kind}"; kind);
        findings.add("E115", self.place(key), what, cure);
    }

    /// A text, where the key is there.
    pub fn text(&self, key: &str, findings: &mut Findings) -> Option<String> {
        self.get(key, &a_text(), |v| v.as_str().map(str::to_string), findings)
    }

    /// The tables `[[name]]`, in the order of the file.
    pub fn tables(&self, name: &str, findings: &mut Findings) -> Vec<Self> {
        let list = |value: &Value| value.as_array()?.iter().map(|v| v.as_table().cloned()).collect::<Option<Vec<Table>>>();
        let kind = say!("en liste af tabeller [[{name}]]", "a list of tables [[{name}]]");
        let tables = self.get(name, &kind, list, findings).unwrap_or_default();
        let heads: Vec<Range<usize>> = headings(&self.text, name).collect();
        let part = |(number, table): (usize, Table)| {
            let lines = heads.get(number).cloned().unwrap_or(0..0);
            let heading = Some(if lines.is_empty() { line_with(&self.text, name) } else { lines.start as u64 + 1 });
            Self { file: self.file, text: self.text.clone(), table, lines, heading }
        };
        tables.into_iter().enumerate().map(part).collect()
    }
}

/// The lines of each table `[[name]]`, from 0.
fn headings<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let head = format!("[[{name}]]");
    let is_head = move |line: &str| line.chars().filter(|c| !c.is_whitespace()).collect::<String>().starts_with(&head);
    let starts = text.lines().enumerate().filter(move |(_, line)| is_head(line)).map(|(at, _)| at);
    starts.map(|start| {
        let after = text.lines().skip(start + 1).take_while(|line| !line.trim_start().starts_with('[')).count();
        start..start + 1 + after
    })
}

/// The first line that begins with the word, else the first line.
fn line_with(text: &str, word: &str) -> u64 {
    text.lines().position(|line| line.trim_start().starts_with(word)).map_or(1, |at| at as u64 + 1)
}

/// What a text looks like.
pub(super) fn a_text() -> Text {
    say!("en tekst i citationstegn", "a text in quotes")
}

/// The keys of a file; E113 where it cannot be understood.
pub(super) fn check_e113_toml<'a>(file: &'a str, bytes: &[u8], findings: &mut Findings) -> Option<Keys<'a>> {
    let text = decode(bytes).into_owned();
    match text.parse::<Table>() {
        Ok(table) => Some(Keys { file, lines: 0..text.lines().count(), text, table, heading: None }),
        Err(error) => {
            let line = error.span().map_or(1, |span| line_of(&text, span.start));
            let message = error.message();
            let what = say!("filen kan ikke forstås: {message}", "the file cannot be understood: {message}");
            let cure = say!("ret linjen; tekster står i citationstegn", "correct the line; texts stand in quotes");
            findings.add("E113", Place::line(file, line), what, cure);
            None
        }
    }
}

/// W114.
pub(super) fn check_w114_unknown_keys(keys: &Keys<'_>, known: &[&str], findings: &mut Findings) {
    for key in keys.table.keys().filter(|k| !known.contains(&k.as_str())) {
        let hint = did_you_mean(closest(key, known.iter().copied()));
        let what = say!("ukendt nøgle »{key}«; den læses ikke", "unknown key \"{key}\"; it is not read");
        let cure = say!("ret eller slet den", "correct or remove it");
        findings.add("W114", keys.place(key), with_hint(what, &hint), cure);
    }
}
