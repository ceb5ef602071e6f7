//! Papers that somebody has worked in: a Word file or workbook that Word, Excel or LibreOffice saved after it was written here. They hold what people
//! filled in, and are never replaced.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::papers::docx;
use crate::report::papers::sheet_xlsx::MADE;

/// Was the paper saved by another program since it was written? A file that is no archive holds nobody's work.
#[must_use]
pub fn is_edited(name: &str, bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    match name.rsplit('.').next() {
        Some("docx") => archive.file_names().any(|part| !docx::PARTS.contains(&part)),
        Some("xlsx") => !properties(&mut archive).contains(&format!("{MADE}</dcterms:modified></cp:coreProperties>")),
        _ => false,
    }
}

/// Who saved a workbook and when, as the file tells; empty where it does not.
fn properties(archive: &mut ZipArchive<Cursor<&[u8]>>) -> String {
    let mut text = String::new();
    if let Ok(part) = archive.by_name("docProps/core.xml") {
        // What cannot be read tells nothing; a bomb does not grow.
        let _ = part.take(100_000).read_to_string(&mut text);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::is_edited;
    use crate::domain::instance::Language;
    use crate::papers::document::{Block, Document};
    use crate::papers::{docx, xlsx};

    fn paper() -> Document {
        Document {
            title: "Æ".into(),
            lines: Vec::new(),
            notice: None,
            blocks: vec![Block::Text("x".into())],
            footer: "Planversion".into(),
            short_footer: "Planversion".into(),
            language: Language::Da,
        }
    }

    fn archive(name: &str, text: &str) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(text.as_bytes()).expect("written");
        archive.finish().expect("an archive").into_inner()
    }

    #[test]
    fn what_was_written_here_is_not_edited() {
        assert!(!is_edited("a.docx", &docx::bytes(&paper())) && !is_edited("a.xlsx", &xlsx::bytes(&paper())));
        assert!(!is_edited("a.docx", b"") && !is_edited("a.html", &archive("docProps/core.xml", "")));
    }

    /// Word adds parts; Excel and LibreOffice keep the day of making and write when it was saved.
    #[test]
    fn what_another_program_saved_is_edited() {
        assert!(is_edited("a.docx", &archive("docProps/core.xml", "")));
        let saved =
            "<dcterms:created>2000-01-01T00:00:00Z</dcterms:created><dcterms:modified>2026-11-25T12:00:00Z</dcterms:modified>";
        assert!(is_edited("a.xlsx", &archive("docProps/core.xml", saved)));
        // LibreOffice keeps the day where it only converts, and writes more behind it.
        let converted =
            "<dcterms:modified>2000-01-01T00:00:00Z</dcterms:modified><cp:revision>0</cp:revision></cp:coreProperties>";
        assert!(is_edited("a.xlsx", &archive("docProps/core.xml", converted)));
        assert!(is_edited("a.xlsx", &archive("xl/workbook.xml", "")), "a program that writes no properties");
    }
}
