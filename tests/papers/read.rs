//! Reads written papers back: tables of pages, Word files and workbooks. Knows the tags that the formats define, nothing of the program.
#![allow(dead_code, reason = "each test binary uses its own part of these helpers")]

use std::io::{Cursor, Read as _};

/// A table as a reader sees it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Table {
    /// The last heading before it, or the name of its tab.
    pub title: String,
    /// Its headings.
    pub head: Vec<String>,
    /// Its rows; a row with one cell is a heading.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The cells of the named columns, row by row; heading rows left out.
    pub fn pick(&self, columns: &[&str]) -> Vec<Vec<String>> {
        let at = |name: &&str| {
            let found = self.head.iter().position(|head| head == name);
            found.unwrap_or_else(|| panic!("{}: no column {name} among {:?}", self.title, self.head))
        };
        let at: Vec<usize> = columns.iter().map(at).collect();
        let full = self.rows.iter().filter(|row| row.len() > 1);
        full.map(|row| at.iter().map(|i| row[*i].clone()).collect()).collect()
    }
}

/// The part of a zip archive.
pub fn part(archive: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|e| panic!("{name}: {e}")).read_to_string(&mut text).expect("UTF-8");
    text
}

/// Tags (with their attributes) each with the text that follows, references resolved. Every `<` must begin a tag that ends.
pub fn tags(markup: &str) -> Vec<(String, String)> {
    let parts = markup.split('<').skip(1);
    parts
        .map(|part| {
            let (tag, text) = part.split_once('>').unwrap_or_else(|| panic!("a tag without end: {part}"));
            (tag.to_owned(), resolved(text))
        })
        .collect()
}

fn resolved(text: &str) -> String {
    let references = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    references.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn is(tag: &str, name: &str) -> bool {
    tag.split([' ', '/']).next() == Some(name)
}

/// The tables of a page, without their foot lines.
pub fn page(bytes: &[u8]) -> Vec<Table> {
    let markup = std::str::from_utf8(bytes).expect("UTF-8");
    let (mut tables, mut heading, mut foot): (Vec<Table>, String, bool) = (Vec::new(), String::new(), false);
    let mut head = false;
    for (tag, text) in tags(markup) {
        match tag.as_str() {
            t if is(t, "h2") => heading = text,
            t if is(t, "table") => tables.push(Table { title: heading.clone(), ..Table::default() }),
            "thead" | "/thead" => head = tag == "thead",
            "tfoot" | "/tfoot" => foot = tag == "tfoot",
            t if is(t, "tr") && !head && !foot => tables.last_mut().expect("in a table").rows.push(Vec::new()),
            t if (is(t, "td") || is(t, "th")) && !foot => {
                let table = tables.last_mut().expect("in a table");
                // A place where a line may break is not read.
                let text = text.replace('\u{200b}', "");
                if head { table.head.push(text) } else { table.rows.last_mut().expect("in a row").push(text) }
            }
            // A day within a cell, and what follows it.
            t if (is(t, "span") || t == "/span") && !foot => {
                if let Some(cell) = tables.last_mut().and_then(|table| table.rows.last_mut()?.last_mut()) {
                    cell.push_str(&text);
                }
            }
            _ => {}
        }
    }
    tables
}

/// The tables of a Word file.
pub fn word(bytes: &[u8]) -> Vec<Table> {
    let (mut tables, mut paragraph): (Vec<Table>, String) = (Vec::new(), String::new());
    let (mut inside, mut title) = (false, String::new());
    for (tag, text) in tags(&part(bytes, "word/document.xml")) {
        match tag.as_str() {
            "w:tbl" | "/w:tbl" => {
                inside = tag == "w:tbl";
                if inside {
                    tables.push(Table { title: title.clone(), ..Table::default() });
                }
            }
            "w:p" => paragraph.clear(),
            "w:tr" => tables.last_mut().expect("in a table").rows.push(Vec::new()),
            "w:br/" => paragraph.push('\n'),
            t if is(t, "w:t") => paragraph.push_str(&text),
            "/w:p" if !inside && !paragraph.is_empty() => title.clone_from(&paragraph),
            "/w:tc" => tables.last_mut().and_then(|t| t.rows.last_mut()).expect("in a row").push(paragraph.clone()),
            _ => {}
        }
    }
    for table in &mut tables {
        table.head = table.rows.remove(0);
    }
    tables
}

/// The tabs of a workbook; numbers as written, dates as day numbers.
pub fn workbook(bytes: &[u8]) -> Vec<Table> {
    let mut strings: Vec<String> = Vec::new();
    for (tag, text) in tags(&part(bytes, "xl/sharedStrings.xml")) {
        match tag.as_str() {
            "si" => strings.push(String::new()),
            t if is(t, "t") => strings.last_mut().expect("in a string").push_str(&text),
            _ => {}
        }
    }
    let names = tags(&part(bytes, "xl/workbook.xml"));
    let names =
        names.iter().filter(|(tag, _)| is(tag, "sheet")).map(|(tag, _)| resolved(attribute(tag, "name").expect("a name")));
    let sheet = |(number, title): (usize, String)| {
        let mut table = Table { title, ..Table::default() };
        table.rows = cells(&part(bytes, &format!("xl/worksheets/sheet{number}.xml")), &strings);
        if !table.rows.is_empty() {
            table.head = table.rows.remove(0);
        }
        table
    };
    (1..).zip(names).map(sheet).collect()
}

fn cells(markup: &str, strings: &[String]) -> Vec<Vec<String>> {
    let (mut rows, mut shared): (Vec<Vec<String>>, bool) = (Vec::new(), false);
    for (tag, text) in tags(markup) {
        match tag.as_str() {
            t if is(t, "row") => rows.push(Vec::new()),
            t if is(t, "c") => {
                let reference = attribute(t, "r").expect("a reference");
                let letters = reference.bytes().take_while(u8::is_ascii_uppercase);
                let column = letters.fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
                let row = rows.last_mut().expect("in a row");
                row.resize(column, String::new());
                shared = attribute(t, "t") == Some("s");
            }
            "v" => {
                let value = if shared { strings[text.parse::<usize>().expect("a number")].clone() } else { text };
                *rows.last_mut().and_then(|row| row.last_mut()).expect("in a cell") = value;
            }
            _ => {}
        }
    }
    rows
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
}

/// An event of a calendar: name, first day, day after the last, summary, place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    pub first: String,
    pub end: String,
    pub uid: String,
    pub summary: String,
    pub place: String,
}

/// The events of a calendar; checks the form of its lines.
pub fn calendar(bytes: &[u8]) -> Vec<Event> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let unfolded = text.replace("\r\n ", "");
    let events = unfolded.split("\r\nBEGIN:VEVENT\r\n").skip(1).map(|event| {
        let value = |name: &str| {
            let line = event.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or("").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
        };
        Event {
            first: value("DTSTART;VALUE=DATE:"),
            end: value("DTEND;VALUE=DATE:"),
            uid: value("UID:"),
            summary: value("SUMMARY:"),
            place: value("LOCATION:"),
        }
    });
    events.collect()
}

/// The numbered sentences of a page: number and text.
pub fn items(bytes: &[u8]) -> Vec<(String, String)> {
    let markup = std::str::from_utf8(bytes).expect("UTF-8");
    let item = |(tag, text): (String, String)| Some((attribute(&tag, "value")?.to_owned(), text)).filter(|_| is(&tag, "li"));
    tags(markup).into_iter().filter_map(item).collect()
}

/// The numbered sentences of a Word file.
pub fn sentences(bytes: &[u8]) -> Vec<(String, String)> {
    let (mut all, mut style, mut paragraph) = (Vec::new(), String::new(), String::new());
    for (tag, text) in tags(&part(bytes, "word/document.xml")) {
        match tag.as_str() {
            "w:p" => paragraph.clear(),
            t if is(t, "w:pStyle") => attribute(t, "w:val").unwrap_or("").clone_into(&mut style),
            t if is(t, "w:t") => paragraph.push_str(&text),
            "w:tab/" => paragraph.push('\t'),
            "/w:p" if style == "Sentence" => {
                let (number, text) = paragraph.split_once(".\t").expect("a number");
                all.push((number.to_owned(), text.to_owned()));
            }
            _ => {}
        }
    }
    all
}
