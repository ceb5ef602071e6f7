//! A row more or fewer in a CSV file, while all else stays as it was written: separator, order, unknown columns, blank lines, line ends.
//!
//! [`super::patch`] writes a file anew for a what-if; here is what may be put back into the folder of the user.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::{Entry, Folder};
use super::table::Table;
use super::text::decode;

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The folder with another file in place of its own.
#[must_use]
pub fn with_file(folder: &Folder, name: &str, bytes: Vec<u8>) -> Folder {
    let mut out = folder.clone();
    out.entries.insert(name.to_owned(), Entry::Bytes(bytes));
    out
}

/// The file without the rows that begin on these lines.
#[must_use]
pub fn without_rows(bytes: &[u8], lines: &BTreeSet<u64>) -> Vec<u8> {
    let text = decode(bytes);
    let kept = records(&text).into_iter().filter(|record| !lines.contains(&record.line));
    encoded(bytes, &kept.map(|record| [record.text, record.end].concat()).collect::<String>())
}

/// The file with one more row at its end. Columns that it lacks are added where the row has something to say in them; a file without a
/// header gets `columns`.
#[must_use]
pub fn with_row(file: &str, bytes: &[u8], columns: &[&str], cells: &BTreeMap<&str, String>) -> Vec<u8> {
    let table = Table::parse(file, bytes);
    let text = decode(bytes);
    let records = records(&text);
    let end = records.iter().map(|record| record.end).find(|end| !end.is_empty()).unwrap_or("\n");
    let separator = if table.semicolon { ";" } else { "," };
    let known = |column: &str| table.columns.iter().any(|known| known == column);
    if table.columns.is_empty() {
        let row: Vec<String> = columns.iter().map(|column| cell(cells.get(column), separator)).collect();
        return [columns.join(separator), row.join(separator), String::new()].join("\n").into_bytes();
    }
    let more: Vec<&str> = columns.iter().copied().filter(|c| !known(c) && cells.get(c).is_some_and(|v| !v.is_empty())).collect();
    let mut out = String::new();
    for record in &records {
        out.push_str(record.text);
        if record.line >= table.header_line && !record.text.trim().is_empty() {
            for column in &more {
                out.push_str(separator);
                out.push_str(if record.line == table.header_line { column } else { "" });
            }
        }
        out.push_str(if record.end.is_empty() && !record.text.is_empty() { end } else { record.end });
    }
    let all = table.columns.iter().map(String::as_str).chain(more);
    let row: Vec<String> = all.map(|column| cell(cells.get(column), separator)).collect();
    out.push_str(&row.join(separator));
    out.push_str(end);
    encoded(bytes, &out)
}

/// The cell as it is written: quoted where it holds what would end it.
fn cell(value: Option<&String>, separator: &str) -> String {
    let value = value.map(String::as_str).unwrap_or_default();
    let quoted = value.contains(['"', '\n', '\r', ',', ';']) || value.contains(separator);
    if quoted { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.to_owned() }
}

/// UTF-8 with a mark where there was one, or where another encoding was read: a spreadsheet would else take it for that again.
fn encoded(before: &[u8], text: &str) -> Vec<u8> {
    let marked = before.starts_with(MARK) || std::str::from_utf8(before).is_err();
    [if marked { MARK } else { b"" }, text.as_bytes()].concat()
}

/// A row or blank line as it is written.
struct Record<'a> {
    /// Line on which it begins, 1 = first.
    line: u64,
    text: &'a str,
    /// Its line end; empty at the end of a file.
    end: &'a str,
}

fn records(text: &str) -> Vec<Record<'_>> {
    let (mut found, mut line, mut first, mut begin, mut quoted) = (Vec::new(), 1, 1, 0, false);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'"' => {
                quoted = !quoted;
                0
            }
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
            b'\r' | b'\n' => 1,
            _ => 0,
        };
        if end > 0 {
            line += 1;
            if !quoted {
                found.push(Record { line: first, text: &text[begin..at], end: &text[at..at + end] });
                (first, begin) = (line, at + end);
            }
        }
        at += end.max(1);
    }
    if begin < text.len() {
        found.push(Record { line: first, text: &text[begin..], end: "" });
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{with_row, without_rows};

    #[test]
    fn all_else_stays_as_it_was_written() {
        let text = "\u{feff}sep=;\r\nlås;by;x\r\n1;\"a\r\nb\";  q \r\n\r\n2;Ærø;\r\n3;c;z";
        let cells = BTreeMap::from([("by", "Bo; \"Å\"".to_owned()), ("reason", "r".to_owned())]);
        let more = String::from_utf8(with_row("locks.csv", text.as_bytes(), &["by", "reason"], &cells)).expect("UTF-8");
        let expected =
            "\u{feff}sep=;\r\nlås;by;x;reason\r\n1;\"a\r\nb\";  q ;\r\n\r\n2;Ærø;;\r\n3;c;z;\r\n;\"Bo; \"\"Å\"\"\";;r\r\n";
        assert_eq!(more, expected);
        let fewer = without_rows(text.as_bytes(), &BTreeSet::from([3, 7]));
        assert_eq!(String::from_utf8(fewer).expect("UTF-8"), "\u{feff}sep=;\r\nlås;by;x\r\n\r\n2;Ærø;\r\n");
        assert_eq!(without_rows(text.as_bytes(), &BTreeSet::new()), text.as_bytes());
    }

    #[test]
    fn a_new_file_gets_its_header_and_letters_of_old_files_stay() {
        let cells = BTreeMap::from([("a", "1".to_owned())]);
        assert_eq!(with_row("t.csv", b"", &["a", "b"], &cells), b"a,b\n1,\n");
        let old = with_row("t.csv", b"a,b\n\xC5,x\n", &["a", "b"], &cells);
        assert_eq!(old, "\u{feff}a,b\nÅ,x\n1,\n".as_bytes());
    }
}
