//! The planning folder as bytes by file name, from disk or from memory.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::domain::words::system::reason;
use crate::domain::words::{Text, say};

/// Files above this size are not read, in bytes (64 MiB).
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// What stands under a file name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The bytes of a file.
    Bytes(Vec<u8>),
    /// A file of this many bytes, too large to read.
    TooLarge(u64),
    /// A folder where a file should be.
    Directory,
    /// Why it could not be read.
    Unreadable(Text),
    /// A file that is neither CSV nor TOML: noted, not read.
    Other,
}

/// A planning folder: names such as `forms.csv` or `scenarios/fewer-rooms.toml`, with what stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    /// Entries by name, with `/` as separator.
    pub entries: BTreeMap<String, Entry>,
}

impl Folder {
    /// A folder made of files in memory; the same size limit holds.
    #[must_use]
    pub fn from_files(files: BTreeMap<String, Vec<u8>>) -> Self {
        let entry = |bytes: Vec<u8>| match bytes.len() as u64 {
            size if size > MAX_BYTES => Entry::TooLarge(size),
            _ => Entry::Bytes(bytes),
        };
        Self { entries: files.into_iter().map(|(name, bytes)| (name, entry(bytes))).collect() }
    }

    /// The folder without `scenarios/`: what a plan is made from.
    #[must_use]
    pub fn without_scenarios(&self) -> Self {
        let entries = self.entries.iter().filter(|(name, _)| !name.starts_with("scenarios/"));
        Self { entries: entries.map(|(name, entry)| (name.clone(), entry.clone())).collect() }
    }

    /// The bytes of a file that could be read.
    #[must_use]
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        match self.entries.get(name) {
            Some(Entry::Bytes(bytes)) => Some(bytes),
            _ => None,
        }
    }
}

/// Reads the files of `path` and the TOML files of its sub-folders `scenarios` and `profiles`.
///
/// # Errors
/// When `path` itself cannot be listed. A file that cannot be read is an [`Entry::Unreadable`], not an error.
pub fn read_folder(path: &Path) -> io::Result<Folder> {
    let mut entries = BTreeMap::new();
    for item in fs::read_dir(path)? {
        let item = item?;
        let name = item.file_name().to_string_lossy().into_owned();
        let is_folder = fs::metadata(item.path()).is_ok_and(|m| m.is_dir());
        if is_folder && matches!(name.as_str(), "scenarios" | "profiles") {
            add_toml_files(&item.path(), &name, &mut entries);
        } else if is_folder && !is_table_or_toml(&name) {
            // A sub-folder of the user's own is none of our business.
        } else {
            entries.insert(name.clone(), read_entry(&item.path(), &name));
        }
    }
    Ok(Folder { entries })
}

fn add_toml_files(path: &Path, folder: &str, entries: &mut BTreeMap<String, Entry>) {
    let items = match fs::read_dir(path) {
        Ok(items) => items,
        Err(error) => {
            entries.insert(folder.to_string(), Entry::Unreadable(reason(&error)));
            return;
        }
    };
    for item in items.flatten() {
        let name = item.file_name().to_string_lossy().into_owned();
        if is_table_or_toml(&name) {
            entries.insert(format!("{folder}/{name}"), read_entry(&item.path(), &name));
        }
    }
}

fn is_table_or_toml(name: &str) -> bool {
    let extension = Path::new(name).extension().map(std::ffi::OsStr::to_ascii_lowercase);
    extension.is_some_and(|e| e == "csv" || e == "toml")
}

fn read_entry(path: &Path, name: &str) -> Entry {
    if !is_table_or_toml(name) {
        return Entry::Other;
    }
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => Entry::Directory,
        Ok(meta) if !meta.is_file() => Entry::Unreadable(say!("det er ikke en almindelig fil", "it is not a regular file")),
        Ok(meta) if meta.len() > MAX_BYTES => Entry::TooLarge(meta.len()),
        Ok(_) => fs::read(path).map_or_else(|error| Entry::Unreadable(reason(&error)), Entry::Bytes),
        Err(error) => Entry::Unreadable(reason(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Folder, read_folder};
    use std::collections::BTreeMap;

    #[test]
    fn a_folder_on_disk_equals_the_same_folder_in_memory() {
        let dir = tempfile::tempdir().expect("temporary folder");
        std::fs::write(dir.path().join("schools.csv"), b"a\n").expect("write");
        std::fs::create_dir(dir.path().join("scenarios")).expect("mkdir");
        std::fs::write(dir.path().join("scenarios/one.toml"), b"name = 1\n").expect("write");
        std::fs::create_dir(dir.path().join("photos")).expect("mkdir");
        let files =
            BTreeMap::from([("schools.csv".into(), b"a\n".to_vec()), ("scenarios/one.toml".into(), b"name = 1\n".to_vec())]);
        assert_eq!(read_folder(dir.path()).expect("readable"), Folder::from_files(files));
    }

    #[test]
    fn a_directory_with_the_name_of_a_file_is_noted() {
        let dir = tempfile::tempdir().expect("temporary folder");
        std::fs::create_dir(dir.path().join("goals.csv")).expect("mkdir");
        std::fs::write(dir.path().join("notes.docx"), b"x").expect("write");
        let folder = read_folder(dir.path()).expect("readable");
        assert_eq!(folder.entries.get("goals.csv"), Some(&Entry::Directory));
        assert_eq!(folder.entries.get("notes.docx"), Some(&Entry::Other));
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let dir = tempfile::tempdir().expect("temporary folder");
        assert!(read_folder(&dir.path().join("nowhere")).is_err());
    }
}
