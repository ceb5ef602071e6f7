//! A paper as a page to print: one file, no script, nothing loaded from elsewhere.
//!
//! Table heads and the line with plan version and checksum repeat on every page that a table reaches; the page margin holds
//! the short version and the page number (browsers that know margin boxes).

use std::fmt::Write as _;

use crate::papers::document::{Block, Document, Grid, Line, Row, escaped, written};

const STYLE: &str = "\
@page { size: A4 landscape; margin: 13mm 12mm 15mm }
* { box-sizing: border-box }
body { font: 9pt/1.3 Calibri, Carlito, Arial, 'Liberation Sans', sans-serif; color: #111; margin: 0 auto; max-width: 297mm }
h1 { font-size: 15pt; margin: 0 0 1mm }
h2 { font-size: 11pt; margin: 5mm 0 1.5mm; break-after: avoid }
h3 { font-size: 9.5pt; margin: 2.5mm 0 1mm; break-after: avoid }
p { margin: 0 0 1.5mm; max-width: 210mm }
p.note { break-after: avoid }
p.line { color: #444; margin: 0 }
ol { margin: 0 0 2mm; padding-left: 6mm; max-width: 230mm }
li { margin-bottom: 1mm; break-inside: avoid; overflow-wrap: anywhere }
ol.sentences { max-width: none; padding-left: 11mm }
.notice { border: 1.2pt solid #b3261e; background: #fdeeec; padding: 2mm 3mm; margin: 3mm 0 }
.notice strong { font-size: 12pt; color: #8c1d18 }
.notice ul { margin: 1mm 0 0; padding-left: 5mm }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin-bottom: 2mm; font-size: 7.5pt; line-height: 1.22 }
thead { display: table-header-group }
tfoot { display: table-footer-group }
tr { break-inside: avoid }
th, td { border: .5pt solid #b9c2c9; padding: .7mm 1mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; white-space: pre-line }
thead th { background: #dde6ee; overflow-wrap: break-word; hyphens: auto }
tr.group th { background: #eef2f5; font-size: 8.5pt; break-after: avoid }
td.short, .day { white-space: nowrap }
tr.marked td { background: #f8d9cf }
table.dense { font-size: 6.8pt; line-height: 1.15 }
table.tall { break-inside: avoid }
table.kept, table.kept tfoot, table.kept tbody tr:nth-last-child(-n+2) { break-after: avoid }
table.tall tbody td { height: 12mm }
tfoot td { border: 0; color: #555; font-size: 6.5pt; padding-top: 1mm }
.end { color: #555; font-size: 6.5pt; margin-top: 3mm; max-width: none }
@media print { body { max-width: none; padding-right: .5mm } tr.marked td, thead th, tr.group th, .notice { -webkit-print-color-adjust: exact; print-color-adjust: exact } }
";

/// The bytes of the page.
#[must_use]
pub fn bytes(document: &Document) -> Vec<u8> {
    let language = document.language.code();
    let title = escaped(&document.title);
    // Digits, letters and a hyphen only: nothing from the folder reaches the style sheet.
    let version: String = document.short_footer.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-')).collect();
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}\
         @page {{ @bottom-left {{ content: \"{version}\"; font-size: 7pt; color: #555 }} \
         @bottom-right {{ content: counter(page) \" / \" counter(pages); font-size: 7pt; color: #555 }} }}\n\
         </style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    for line in &document.lines {
        let _ = writeln!(page, "<p class=\"line\">{}</p>", escaped(line));
    }
    if let Some(notice) = &document.notice {
        let _ = writeln!(page, "<div class=\"notice\"><strong>{}</strong>\n<ul>", escaped(&notice.title));
        for line in &notice.lines {
            let _ = writeln!(page, "<li>{}</li>", escaped(line));
        }
        page.push_str("</ul></div>\n");
    }
    for (position, block) in document.blocks.iter().enumerate() {
        push(&mut page, block, document, document.leads_to_signatures(position));
    }
    let _ = writeln!(page, "<p class=\"end\">{}</p>", escaped(&document.end));
    page.push_str("</body>\n</html>\n");
    page.into_bytes()
}

fn push(page: &mut String, block: &Block, document: &Document, kept: bool) {
    // Writing to a string cannot fail.
    let _ = match block {
        Block::Heading(text) => writeln!(page, "<h2>{}</h2>", escaped(text)),
        Block::Text(text) => writeln!(page, "<p class=\"note\">{}</p>", escaped(text)),
        Block::List(items) => {
            let items: Vec<String> = items.iter().map(|item| format!("<li>{}</li>", escaped(item))).collect();
            writeln!(page, "<ol>\n{}\n</ol>", items.join("\n"))
        }
        Block::Grid(grid) => {
            grid_rows(page, grid, document, kept);
            Ok(())
        }
        Block::Sentences(grid) => {
            sentences(page, &grid.sentences(document.language));
            Ok(())
        }
    };
}

/// A list for the sentences below each heading; their numbers go on.
fn sentences(page: &mut String, lines: &[Line]) {
    let mut open = false;
    for line in lines {
        let _ = match line {
            Line::Heading(text) => {
                let end = if std::mem::replace(&mut open, false) { "</ol>\n" } else { "" };
                writeln!(page, "{end}<h3>{}</h3>", escaped(text))
            }
            Line::Numbered(number, text) => {
                let begin = if std::mem::replace(&mut open, true) { "" } else { "<ol class=\"sentences\">\n" };
                writeln!(page, "{begin}<li value=\"{}\">{}</li>", escaped(number), escaped(text))
            }
        };
    }
    if open {
        page.push_str("</ol>\n");
    }
}

/// From so many columns on the letters are smaller.
const MANY: usize = 15;

/// Dates, numbers and codes are not broken.
fn is_short(text: &str) -> bool {
    text.len() <= 10 && text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains(' ')
}

/// The text with each day (`30-09`, `30-09-2027`) in a piece that is not broken.
fn whole_dates(text: &str) -> String {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = |word: &str| {
        let parts: Vec<&str> = word.split('-').collect();
        (2..=3).contains(&parts.len()) && parts.iter().all(|part| digits(part) && matches!(part.len(), 2 | 4))
    };
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !(c.is_alphanumeric() || c == '-')) {
        let word = piece.trim_end_matches(|c: char| !(c.is_alphanumeric() || c == '-'));
        if is_date(word) {
            let _ = write!(out, "<span class=\"day\">{word}</span>{}", &piece[word.len()..]);
        } else {
            out.push_str(piece);
        }
    }
    out
}

fn grid_rows(page: &mut String, grid: &Grid, document: &Document, kept: bool) {
    let total: u32 = grid.shown().map(|(_, column)| u32::from(column.width)).sum::<u32>().max(1);
    let count = grid.shown().count();
    let classes = [(grid.tall, "tall"), (!grid.tall && count >= MANY, "dense"), (kept, "kept")];
    let classes: Vec<&str> = classes.into_iter().filter(|(applies, _)| *applies).map(|(_, class)| class).collect();
    let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
    let _ = write!(page, "<table{class}>\n<colgroup>");
    for (_, column) in grid.shown() {
        let tenths = u32::from(column.width) * 1000 / total;
        let _ = write!(page, "<col style=\"width:{}.{}%\">", tenths / 10, tenths % 10);
    }
    page.push_str("</colgroup>\n<thead><tr>");
    for (_, column) in grid.shown() {
        // A line may break after the stroke of two words.
        let _ = write!(page, "<th scope=\"col\">{}</th>", escaped(column.heading).replace('/', "/\u{200b}"));
    }
    let footer = escaped(&document.footer);
    let _ = writeln!(page, "</tr></thead>\n<tfoot><tr><td colspan=\"{count}\">{footer}</td></tr></tfoot>\n<tbody>");
    for row in &grid.rows {
        match row {
            Row::Group(text) => {
                let _ = writeln!(page, "<tr class=\"group\"><th colspan=\"{count}\">{}</th></tr>", escaped(text));
            }
            Row::Plain(cells) | Row::Marked(cells) => {
                page.push_str(if matches!(row, Row::Marked(_)) { "<tr class=\"marked\">" } else { "<tr>" });
                for (position, _) in grid.shown() {
                    let text = cells.get(position).map(|cell| written(cell, document.language)).unwrap_or_default();
                    let start = if is_short(&text) { "<td class=\"short\">" } else { "<td>" };
                    let _ = write!(page, "{start}{}</td>", whole_dates(&escaped(&text)));
                }
                page.push_str("</tr>\n");
            }
        }
    }
    page.push_str("</tbody>\n</table>\n");
}

#[cfg(test)]
mod tests {
    use super::whole_dates;

    #[test]
    fn days_are_not_broken_and_nothing_else_is_touched() {
        assert_eq!(whole_dates("30-09, 01-10"), "<span class=\"day\">30-09</span>, <span class=\"day\">01-10</span>");
        assert_eq!(whole_dates("(29-09-2027)"), "(<span class=\"day\">29-09-2027</span>)");
        for text in ["", "2027-3f2a9c1b", "VE-17", "a-b &amp; 3-4", "æ\n\u{2013}"] {
            assert_eq!(whole_dates(text), text);
        }
    }
}
