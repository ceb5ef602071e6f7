//! Papers that somebody has worked in. They hold what people filled in, and are never replaced.
//!
//! Every Word file and workbook that is written here carries a seal: a property whose value is a digest over the names and packed bytes of all
//! its other parts, in their order. A file whose seal fits is as it was written. Everything else is kept, whatever it is: saved by another
//! program (which writes parts of its own, or leaves the old seal on new ones), with a password, or no archive at all.

use std::io::{Cursor, Read as _, Write as _};

use sha2::{Digest, Sha256};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::report::text::hex;

/// The part with the seal.
pub const PART: &str = "docProps/custom.xml";

/// Name of the property.
pub const PROPERTY: &str = "amuplan";

/// Longest part with a seal, in bytes; a bomb does not grow.
const LONGEST: u64 = 10_000;

/// Was the paper changed since it was written? Pages, calendars and CSV files hold nobody's work.
#[must_use]
pub fn is_edited(name: &str, bytes: &[u8]) -> bool {
    matches!(name.rsplit('.').next(), Some("docx" | "xlsx")) && !is_sealed(bytes).unwrap_or(false)
}

fn is_sealed(bytes: &[u8]) -> ZipResult<bool> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut seal = String::new();
    archive.by_name(PART)?.take(LONGEST).read_to_string(&mut seal)?;
    Ok(seal == properties(&digest(&mut archive)?))
}

/// The archive with its seal, as its last part; the same archive gives the same bytes. Its relations and content types must name [`PART`].
///
/// # Errors
/// What a damaged archive gives; those made here are whole.
pub fn sealed(bytes: &[u8]) -> ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let seal = properties(&digest(&mut archive)?);
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + seal.len())));
    for number in 0..archive.len() {
        let part = archive.by_index_raw(number)?;
        if part.name() != PART {
            out.raw_copy_file(part)?;
        }
    }
    out.start_file(PART, options())?;
    out.write_all(seal.as_bytes())?;
    Ok(out.finish()?.into_inner())
}

/// How a part is packed: without the time of writing, which would make the bytes differ from run to run.
#[must_use]
pub fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

/// SHA-256, in hex, over all parts but the seal: the length and text of each name, the length and packed bytes of each content.
fn digest(archive: &mut ZipArchive<Cursor<&[u8]>>) -> ZipResult<String> {
    let mut hash = Sha256::new();
    for number in 0..archive.len() {
        let mut part = archive.by_index_raw(number)?;
        if part.name() == PART {
            continue;
        }
        hash.update((part.name_raw().len() as u64).to_le_bytes());
        hash.update(part.name_raw());
        hash.update(part.compressed_size().to_le_bytes());
        std::io::copy(&mut part, &mut hash)?;
    }
    Ok(hex(&hash.finalize()))
}

/// The part, as Office reads it.
fn properties(seal: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">\
         <property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"2\" name=\"{PROPERTY}\"><vt:lpwstr>{seal}</vt:lpwstr></property>\
         </Properties>"
    )
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::{ZipArchive, ZipWriter};

    use super::{PART, is_edited, options};
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
            end: "Planversion, hele".into(),
            language: Language::Da,
        }
    }

    /// Packs the parts anew, one with other content or left out.
    fn repacked(bytes: &[u8], changed: Option<&str>, content: Option<&str>) -> Vec<u8> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..archive.len() {
            let part = archive.by_index_raw(number).expect("a part");
            if changed != Some(part.name()) {
                out.raw_copy_file(part).expect("copied");
            } else if let Some(content) = content {
                out.start_file(part.name(), options()).expect("a part");
                out.write_all(content.as_bytes()).expect("written");
            }
        }
        out.finish().expect("an archive").into_inner()
    }

    #[test]
    fn what_was_written_here_is_not_edited() {
        assert!(!is_edited("a.docx", &docx::bytes(&paper())) && !is_edited("a.xlsx", &xlsx::bytes(&paper())));
        assert!(!is_edited("a.html", b"") && !is_edited("a.ics", b"BEGIN"));
    }

    /// What Word saves with a password is no archive; what cannot be shown to be ours is somebody's.
    #[test]
    fn what_is_no_paper_of_ours_is_edited() {
        for bytes in [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], b"", b"PK\x05\x06"] {
            assert!(is_edited("a.docx", bytes) && is_edited("a.xlsx", bytes), "{bytes:?}");
        }
    }

    #[test]
    fn a_change_in_any_part_is_seen_whatever_program_made_it() {
        for (name, bytes) in [("a.docx", docx::bytes(&paper())), ("a.xlsx", xlsx::bytes(&paper()))] {
            assert!(!is_edited(name, &repacked(&bytes, None, None)), "the same parts");
            let mut archive = ZipArchive::new(Cursor::new(&bytes[..])).expect("an archive");
            let parts: Vec<String> = (0..archive.len()).map(|n| archive.by_index(n).expect("a part").name().to_owned()).collect();
            for changed in &parts {
                assert!(is_edited(name, &repacked(&bytes, Some(changed), Some("<filled/>"))), "{name}: {changed}");
                assert!(is_edited(name, &repacked(&bytes, Some(changed), None)), "{name}: no {changed}");
            }
            assert_eq!(parts.last().map(String::as_str), Some(PART));
        }
    }
}
