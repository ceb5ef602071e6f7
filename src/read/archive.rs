//! The zip archive that a workbook is: did it come whole? Every part is unpacked once and must fit its checksum, and what the directory says of
//! it must fit its own header, before anything is read: else one damaged byte could be read as another answer.

use std::io::{self, Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

/// Why an archive is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Something in it is not as it was written, or is missing.
    Damaged,
    /// A part needs a password.
    Locked,
    /// It unpacks to more than allowed.
    TooLarge,
}

/// Bytes of a header in front of a part, and of an entry of the directory, without names and further fields.
const HEADER: usize = 30;
const ENTRY: usize = 46;

/// Unpacks every part once and keeps nothing but the names of all.
///
/// # Errors
/// [`Flaw`]; too large where the parts have more than `most` bytes together, as told or as they are.
pub fn check(bytes: &[u8], most: u64) -> Result<Vec<String>, Flaw> {
    let told = directory(bytes);
    if told.is_some_and(|(_, size)| size > most) {
        return Err(Flaw::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Flaw::Damaged)?;
    // Readers believe a number at the end of the file: with a smaller one, parts would be missing.
    if told.is_some_and(|(counts, _)| counts.iter().any(|count| *count != archive.len() as u64)) {
        return Err(Flaw::Damaged);
    }
    let mut left = most;
    for at in 0..archive.len() {
        left -= unpack(bytes, &mut archive, at, left)?;
    }
    Ok(archive.file_names().map(ToString::to_string).collect())
}

/// Unpacks one part, of at most `left` bytes; its size.
fn unpack(bytes: &[u8], archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize, left: u64) -> Result<u64, Flaw> {
    let raw = archive.by_index_raw(at).map_err(|_| Flaw::Damaged)?;
    let (name, start) = (raw.name_raw().to_vec(), raw.header_start());
    drop(raw);
    let header = usize::try_from(start).ok().and_then(|start| bytes.get(start..)).ok_or(Flaw::Damaged)?;
    if header.get(HEADER..HEADER + name.len()) != Some(&name[..]) || number(header, 26, 2) != Some(name.len() as u64) {
        return Err(Flaw::Damaged);
    }
    let locked = number(header, 6, 2).is_some_and(|flags| flags & 1 == 1);
    let part = archive.by_index(at).map_err(|error| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) if locked => Flaw::Locked,
        _ => Flaw::Damaged,
    })?;
    let told = part.size();
    // The end of a part is where its checksum is judged.
    let size = io::copy(&mut part.take(left.saturating_add(1)), &mut io::sink()).map_err(|_| Flaw::Damaged)?;
    match size {
        _ if size > left => Err(Flaw::TooLarge),
        _ if size != told => Err(Flaw::Damaged),
        _ => Ok(size),
    }
}

/// A number of `length` bytes, the smallest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |sum, digit| sum * 256 + u64::from(*digit)))
}

/// Number of entries that the directory has, and that the end of the file tells twice; the sum of the unpacked sizes that the directory tells.
/// `None` without a directory.
fn directory(bytes: &[u8]) -> Option<([u64; 3], u64)> {
    let end = bytes.windows(4).rposition(|part| part == b"PK\x05\x06")?;
    let mut at = usize::try_from(number(bytes, end + 16, 4)?).ok()?;
    let (mut count, mut sum) = (0, 0);
    while bytes.get(at..)?.starts_with(b"PK\x01\x02") {
        sum += number(bytes, at + 24, 4)?;
        count += 1;
        let lengths = [28, 30, 32].map(|field| number(bytes, at + field, 2));
        let [Some(name), Some(extra), Some(comment)] = lengths else { return None };
        at = at.checked_add(ENTRY + usize::try_from(name + extra + comment).ok()?)?;
    }
    Some(([count, number(bytes, end + 8, 2)?, number(bytes, end + 10, 2)?], sum))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::{Flaw, check};

    fn archive() -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a.xml", "b.xml"] {
            archive.start_file(name, SimpleFileOptions::default()).expect("a part");
            archive.write_all(&[b'x'; 5000]).expect("written");
        }
        archive.finish().expect("an archive").into_inner()
    }

    fn position(bytes: &[u8], part: &[u8]) -> usize {
        bytes.windows(part.len()).position(|window| window == part).expect("there")
    }

    #[test]
    fn every_part_must_fit_its_checksum_its_header_and_its_size() {
        let whole = archive();
        assert_eq!(check(&whole, 20_000), Ok(vec!["a.xml".to_string(), "b.xml".to_string()]));
        let entry = position(&whole, b"PK\x01\x02");
        let end = position(&whole, b"PK\x05\x06");
        // A byte of a part; its name there; number of entries; checksum, size, method, name and password in the directory.
        for (at, what) in
            [(40, "part"), (31, "name"), (end + 8, "count"), (end + 10, "count"), (entry + 16, "sum"), (entry + 24, "size")]
                .into_iter()
                .chain([(entry + 10, "method"), (entry + 46, "entry"), (entry + 8, "flags")])
        {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert_eq!(check(&bytes, 20_000), Err(Flaw::Damaged), "{what}");
        }
        for bytes in [&whole[..whole.len() / 2], b"", b"PK\x03\x04 half"] {
            assert_eq!(check(bytes, 20_000), Err(Flaw::Damaged));
        }
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused_whatever_it_tells() {
        let mut bytes = archive();
        assert_eq!(check(&bytes, 9_999), Err(Flaw::TooLarge));
        let (first, second) = (position(&bytes, b"PK\x01\x02"), position(&bytes, b"b.xml") - 30);
        assert!(second < first);
        // Both places where the size of the first part is told say that it is small.
        for at in [22, first + 24] {
            bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        assert!(check(&bytes, 4_000).is_err());
    }
}
