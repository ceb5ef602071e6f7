//! A paper as an editable Word file.
//!
//! Written by hand as the smallest set of parts that Word and LibreOffice open without a question (content types, relations, document,
//! styles, footer), packed with the `zip` crate that the workbooks need anyway: paragraphs, tables and a footer are all there is to it, and so the
//! archive carries no time of writing and the same plan gives the same bytes.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::result::ZipResult;

use crate::domain::instance::Language;
use crate::papers::document::{Block, Document, Grid, Line, Row, escaped, written};
use crate::papers::edited::{options, sealed};
use crate::papers::words::Word;

/// Width between the margins of an A4 page across, in twentieths of a point.
const WIDTH: u32 = 15_398;

/// Rows of a table that stay with the signatures below it.
const LAST_ROWS: usize = 2;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const CONTENT_TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
<Override PartName=\"/docProps/custom.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/>\
</Types>";

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties\" Target=\"docProps/custom.xml\"/>\
</Relationships>";

const DOCUMENT_RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/>\
</Relationships>";

/// The parts of a Word file as it is written here; the seal comes behind them.
const PARTS: [&str; 6] = [
    "[Content_Types].xml",
    "_rels/.rels",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/footer1.xml",
    "word/styles.xml",
];

/// The bytes of the Word file; the same document gives the same bytes.
#[must_use]
pub fn bytes(document: &Document) -> Vec<u8> {
    match packed(document) {
        Ok(bytes) => bytes,
        // Writing to memory cannot fail, and the parts have fixed names.
        Err(error) => unreachable!("a Word file is packed in memory: {error}"),
    }
}

fn packed(document: &Document) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let texts = [
        CONTENT_TYPES.to_owned(),
        RELATIONS.to_owned(),
        DOCUMENT_RELATIONS.to_owned(),
        body(document),
        footer(document),
        styles(document.language),
    ];
    for (name, text) in PARTS.into_iter().zip(texts) {
        archive.start_file(name, options())?;
        archive.write_all(HEAD.as_bytes())?;
        archive.write_all(text.as_bytes())?;
    }
    sealed(&archive.finish()?.into_inner())
}

fn styles(language: Language) -> String {
    let language = Word::Locale.text(language);
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    format!(
        "<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" w:cs=\"Calibri\"/><w:sz w:val=\"20\"/><w:lang w:val=\"{language}\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"60\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>{}{}{}{}{}{}{}{}{}</w:styles>",
        style("Title", "Title", "<w:spacing w:after=\"60\"/>", "<w:b/><w:sz w:val=\"32\"/>"),
        style(
            "Heading1",
            "heading 1",
            "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\"/><w:outlineLvl w:val=\"0\"/>",
            "<w:b/><w:sz w:val=\"24\"/>"
        ),
        style(
            "Heading2",
            "heading 2",
            "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"40\"/><w:outlineLvl w:val=\"1\"/>",
            "<w:b/>"
        ),
        style("Sentence", "Sentence", "<w:keepLines/><w:ind w:left=\"560\" w:hanging=\"560\"/>", ""),
        style("Note", "Note", "<w:keepNext/>", ""),
        style("Notice", "Notice", "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F8D9CF\"/>", ""),
        style("Cell", "Cell", "<w:spacing w:after=\"0\"/>", "<w:sz w:val=\"16\"/>"),
        style("Kept", "Kept cell", "<w:keepNext/><w:spacing w:after=\"0\"/>", "<w:sz w:val=\"16\"/>"),
        style(
            "Footer",
            "footer",
            "<w:tabs><w:tab w:val=\"right\" w:pos=\"15398\"/></w:tabs><w:spacing w:after=\"0\"/>",
            "<w:color w:val=\"555555\"/><w:sz w:val=\"14\"/>"
        ),
    )
}

fn footer(document: &Document) -> String {
    let field = |code: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    format!(
        "<w:ftr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}<w:r><w:tab/></w:r>{}{}{}</w:p></w:ftr>",
        run(&document.footer, ""),
        field("PAGE"),
        run(" / ", ""),
        field("NUMPAGES")
    )
}

fn body(document: &Document) -> String {
    let mut out = format!(
        "<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>"
    );
    out.push_str(&paragraph("Title", &document.title, ""));
    for line in &document.lines {
        out.push_str(&paragraph("Normal", line, ""));
    }
    if let Some(notice) = &document.notice {
        out.push_str(&paragraph("Notice", &notice.title, "<w:b/><w:color w:val=\"8C1D18\"/><w:sz w:val=\"28\"/>"));
        for line in &notice.lines {
            out.push_str(&paragraph("Notice", &format!("\u{2022} {line}"), ""));
        }
    }
    for (position, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Heading(text) => out.push_str(&paragraph("Heading1", text, "")),
            Block::Text(text) => out.push_str(&paragraph("Note", text, "")),
            Block::List(items) => {
                (1..).zip(items).for_each(|(n, item)| out.push_str(&paragraph("Normal", &format!("{n}. {item}"), "")));
            }
            Block::Grid(grid) => table(&mut out, grid, document.language, document.leads_to_signatures(position)),
            Block::Sentences(grid) => {
                for line in grid.sentences(document.language) {
                    out.push_str(&match line {
                        Line::Heading(text) => paragraph("Heading2", &text, ""),
                        Line::Numbered(number, text) => numbered(&number, &text),
                    });
                }
            }
        }
    }
    out.push_str(&paragraph("Footer", &document.end, ""));
    out.push_str(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\
         <w:pgMar w:top=\"720\" w:right=\"720\" w:bottom=\"794\" w:left=\"720\" w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/></w:sectPr>\
         </w:body></w:document>",
    );
    out
}

fn paragraph(style: &str, text: &str, look: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run(text, look))
}

/// The text begins where its further lines begin.
fn numbered(number: &str, text: &str) -> String {
    let (number, text) = (run(&format!("{number}."), ""), run(text, ""));
    format!("<w:p><w:pPr><w:pStyle w:val=\"Sentence\"/></w:pPr>{number}<w:r><w:tab/></w:r>{text}</w:p>")
}

/// Text with line breaks.
fn run(text: &str, look: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line))).collect();
    format!("<w:r><w:rPr>{look}</w:rPr>{}</w:r>", lines.join("<w:br/>"))
}

fn table(out: &mut String, grid: &Grid, language: Language, leads: bool) {
    let total: u32 = grid.shown().map(|(_, column)| u32::from(column.width)).sum::<u32>().max(1);
    let widths: Vec<u32> = grid.shown().map(|(_, column)| u32::from(column.width) * WIDTH / total).collect();
    let border = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"B9C2C9\"/>");
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    let columns = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect::<Vec<_>>().concat();
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>\
         <w:tblGrid>{columns}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    );
    for ((_, column), width) in grid.shown().zip(&widths) {
        out.push_str(&cell(
            column.heading,
            *width,
            1,
            Some("DDE6EE"),
            Look { run: "<w:b/><w:sz w:val=\"14\"/>", kept: grid.tall },
        ));
    }
    out.push_str("</w:tr>");
    for (number, row) in (1..).zip(&grid.rows) {
        // Rows to sign stay on one page as long as a page holds them, with the last rows of the table before.
        let kept = (grid.tall && number < grid.rows.len()) || (leads && number + LAST_ROWS > grid.rows.len());
        let height = if grid.tall { "<w:trHeight w:val=\"680\" w:hRule=\"atLeast\"/>" } else { "" };
        let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>");
        match row {
            Row::Group(text) => out.push_str(&cell(text, WIDTH, widths.len(), Some("EEF2F5"), Look { run: "<w:b/>", kept })),
            Row::Plain(cells) | Row::Marked(cells) => {
                let fill = matches!(row, Row::Marked(_)).then_some("F8D9CF");
                for ((position, _), width) in grid.shown().zip(&widths) {
                    let text = cells.get(position).map(|cell| written(cell, language)).unwrap_or_default();
                    out.push_str(&cell(&text, *width, 1, fill, Look { run: "", kept }));
                }
            }
        }
        out.push_str("</w:tr>");
    }
    // Two tables in a row would grow together without a paragraph between.
    let style = if leads { "Kept" } else { "Cell" };
    let _ = write!(out, "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr></w:p>");
}

/// How the text of a cell looks, and whether its row stays on the page of the next.
#[derive(Clone, Copy)]
struct Look {
    run: &'static str,
    kept: bool,
}

fn cell(text: &str, width: u32, span: usize, fill: Option<&str>, look: Look) -> String {
    let fill = fill.map(|fill| format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>")).unwrap_or_default();
    let span = if span > 1 { format!("<w:gridSpan w:val=\"{span}\"/>") } else { String::new() };
    let text = paragraph(if look.kept { "Kept" } else { "Cell" }, text, look.run);
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{fill}</w:tcPr>{text}</w:tc>")
}
