//! A finding: what is wrong where, and what to do. One text in Danish and one in English stand side by side at each check.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::catalogue;
use super::words::Word;
use crate::domain::instance::Language;
pub use crate::domain::words::Text;
pub(crate) use crate::domain::words::say;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The input cannot be used: exit code 3.
    Error,
    /// Fixed inputs contradict each other: exit code 4.
    Clash,
    /// Worth a look; the plan can be made.
    Warning,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `E###` or `W###`, see `models/findings.md`.
    pub code: &'static str,
    /// How bad.
    pub level: Level,
    /// File name in the folder.
    pub file: String,
    /// Line, 1 = first line of the file.
    pub line: Option<u64>,
    /// Column or key.
    pub column: Option<String>,
    /// What was found.
    pub what: Text,
    /// What to do.
    pub cure: Text,
}

/// " (did you mean x?)" in both languages, or nothing.
#[must_use]
pub fn did_you_mean(word: Option<&str>) -> Text {
    match word {
        Some(word) => say!(" (mente du »{word}«?)", " (did you mean \"{word}\"?)"),
        None => Text::default(),
    }
}

/// A text with a hint at its end.
#[must_use]
pub fn with_hint(text: Text, hint: &Text) -> Text {
    Text { da: text.da + &hint.da, en: text.en + &hint.en }
}

/// Where in the folder.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    file: &'a str,
    line: Option<u64>,
    column: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// The file as a whole.
    #[must_use]
    pub fn file(file: &'a str) -> Self {
        Self { file, line: None, column: None }
    }

    /// A line of a file.
    #[must_use]
    pub fn line(file: &'a str, line: u64) -> Self {
        Self { file, line: Some(line), column: None }
    }

    /// A column or key in that place.
    #[must_use]
    pub fn column(self, column: &'a str) -> Self {
        Self { column: Some(column), ..self }
    }
}

/// All findings so far.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    counts: BTreeMap<&'static str, usize>,
}

impl Findings {
    /// Notes one. The level is the catalogue's.
    pub fn add(&mut self, code: &'static str, place: Place<'_>, what: Text, cure: Text) {
        *self.counts.entry(code).or_insert(0) += 1;
        let (file, line, column) = (place.file.to_string(), place.line, place.column.map(str::to_string));
        self.list.push(Finding { code, level: catalogue::level(code), file, line, column, what, cure });
    }

    /// How many of one code there are: spelling help is looked for only while they are few.
    #[must_use]
    pub fn count(&self, code: &str) -> usize {
        self.counts.get(code).copied().unwrap_or(0)
    }

    /// Whether the input cannot be used.
    #[must_use]
    pub fn any_error(&self) -> bool {
        self.list.iter().any(|f| f.level != Level::Warning)
    }

    /// Whether a file has an error.
    #[must_use]
    pub fn any_error_in(&self, file: &str) -> bool {
        self.list.iter().any(|f| f.level == Level::Error && f.file == file)
    }

    /// The list by file, line and code.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Finding> {
        self.list
            .sort_by(|a, b| (&a.file, a.line, a.code, &a.column, &a.what).cmp(&(&b.file, b.line, b.code, &b.column, &b.what)));
        self.list
    }
}

/// The exit code that the findings call for: 3 with an error, else 4 with a clash, else 0.
#[must_use]
pub fn exit_code(findings: &[Finding]) -> u8 {
    match findings.iter().map(|f| f.level).min() {
        Some(Level::Error) => 3,
        Some(Level::Clash) => 4,
        Some(Level::Warning) | None => 0,
    }
}

/// At most this many findings of one code are printed.
const SHOWN: usize = 10;

/// The findings as text for people: by code, at most ten of each. Warnings come first and errors last, where the eye is when the text has run by;
/// where there are errors, a line at the end counts all of them.
#[must_use]
pub fn render(findings: &[Finding], language: Language) -> String {
    let mut groups: BTreeMap<(Reverse<Level>, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        groups.entry((Reverse(finding.level), finding.code)).or_default().push(finding);
    }
    let (line_word, cure_word) = (Word::Line.text(language), Word::Do.text(language));
    let mut out = String::new();
    for ((Reverse(level), code), group) in &groups {
        for finding in group.iter().take(SHOWN) {
            let line = finding.line.map(|l| format!(", {line_word} {l}")).unwrap_or_default();
            let column = finding.column.as_ref().map(|c| format!(", {c}")).unwrap_or_default();
            let word = level_word(*level).text(language);
            let _ = writeln!(out, "{word} {code} {}{line}{column}: {}", finding.file, finding.what.text(language));
            let _ = writeln!(out, "    {cure_word}: {}", finding.cure.text(language));
        }
        if group.len() > SHOWN {
            let more = (group.len() - SHOWN).to_string();
            let _ = writeln!(out, "    {}", Word::More.fill(language, &[("count", &more), ("code", code)]));
        }
    }
    if findings.iter().any(|f| f.level != Level::Warning) {
        let _ = writeln!(out, "{}", counted(findings, language));
    }
    out
}

/// How many there are of each level: `3 fejl, 190 advarsler.`
fn counted(findings: &[Finding], language: Language) -> String {
    let levels = [(Level::Error, Word::Errors), (Level::Clash, Word::Clashes), (Level::Warning, Word::Warnings)];
    let one = |(level, word): (Level, Word)| {
        let count = findings.iter().filter(|f| f.level == level).count();
        (count > 0).then(|| word.fill(language, &[("count", &count.to_string())]))
    };
    format!("{}.", levels.into_iter().filter_map(one).collect::<Vec<_>>().join(", "))
}

fn level_word(level: Level) -> Word {
    match level {
        Level::Error => Word::Error,
        Level::Clash => Word::Clash,
        Level::Warning => Word::Warning,
    }
}

/// The findings as a JSON array of objects with code, level, file, line, column, what and cure (both in `language`); all of them.
#[must_use]
pub fn to_json(findings: &[Finding], language: Language) -> Value {
    let level = |l: Level| match l {
        Level::Error => "error",
        Level::Clash => "clash",
        Level::Warning => "warning",
    };
    let one = |f: &Finding| {
        json!({
            "code": f.code, "level": level(f.level), "file": f.file, "line": f.line, "column": f.column,
            "what": f.what.text(language), "cure": f.cure.text(language),
        })
    };
    Value::Array(findings.iter().map(one).collect())
}
