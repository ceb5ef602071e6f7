//! The folder into which the returned forms were put.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use super::folder::Entry;
use super::workbook::MAX_BYTES;
use crate::domain::words::say;
use crate::domain::words::system::reason;

/// Whether the name is that of a workbook that can be read.
#[must_use]
pub fn is_workbook(name: &str) -> bool {
    has_ending(name, &["xlsx", "xlsm"])
}

/// Whether the name has one of the endings, in capitals or not.
#[must_use]
pub fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = Path::new(name).extension().map(|e| e.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// What stands in the folder by name. Only workbooks are read. What other programs leave behind while a file is open
/// (`~$form.xlsx`, `.~lock.form.xlsx#`) is left out.
///
/// # Errors
/// When the folder itself cannot be listed.
pub fn read_returned(path: &Path) -> io::Result<BTreeMap<String, Entry>> {
    let mut entries = BTreeMap::new();
    for item in fs::read_dir(path)? {
        let item = item?;
        let name = item.file_name().to_string_lossy().into_owned();
        if !name.starts_with(['~', '.']) {
            entries.insert(name.clone(), entry(&item.path(), &name));
        }
    }
    Ok(entries)
}

fn entry(path: &Path, name: &str) -> Entry {
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => Entry::Directory,
        Ok(_) if !is_workbook(name) => Entry::Other,
        Ok(meta) if !meta.is_file() => Entry::Unreadable(say!("det er ikke en almindelig fil", "it is not a regular file")),
        Ok(meta) if meta.len() > MAX_BYTES as u64 => Entry::TooLarge(meta.len()),
        Ok(_) => fs::read(path).map_or_else(|error| Entry::Unreadable(reason(&error)), Entry::Bytes),
        Err(error) => Entry::Unreadable(reason(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, read_returned};

    #[test]
    fn only_workbooks_are_read_and_traces_of_open_files_are_left_out() {
        let dir = tempfile::tempdir().expect("temporary folder");
        for name in ["a.xlsx", "B.XLSX", "old.xls", "letter.pdf", "~$a.xlsx", ".~lock.a.xlsx#"] {
            std::fs::write(dir.path().join(name), b"x").expect("write");
        }
        std::fs::create_dir(dir.path().join("more")).expect("mkdir");
        let entries = read_returned(dir.path()).expect("listed");
        let bytes = Entry::Bytes(b"x".to_vec());
        let expected = [
            ("B.XLSX", &bytes),
            ("a.xlsx", &bytes),
            ("letter.pdf", &Entry::Other),
            ("more", &Entry::Directory),
            ("old.xls", &Entry::Other),
        ];
        assert_eq!(entries.iter().map(|(name, entry)| (name.as_str(), entry)).collect::<Vec<_>>(), expected);
    }
}
