//! Writing files and folders so that a failure leaves nothing half-written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::domain::words::Text;
use crate::domain::words::system::reason;
use crate::report::messages::Message;

/// The names that belong to a plan folder; files of an earlier plan with these names are replaced or removed.
pub const OWNED: [&str; 11] = [
    "announcements.csv",
    "areas.csv",
    "certificate.csv",
    "gaps.csv",
    "hulliste.csv",
    "hulliste.xlsx",
    "koordineringsoversigt.csv",
    "koordineringsoversigt.xlsx",
    "loads.csv",
    "plan.csv",
    LAST,
];

/// Put in place last: where it is new, the whole plan is.
const LAST: &str = "result.json";

/// A complete file that waits under another name; removed again unless it is put in place.
struct Waiting {
    temporary: PathBuf,
    target: PathBuf,
    placed: bool,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if !self.placed {
            // The first error is the one to report; a stray temporary file is harmless.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// Writes the files of a plan into `dir`, which is created where it is missing.
///
/// Every file is written and synced under a temporary name in the same folder before the first one is put in place, and
/// `result.json` is put in place last. Files of an earlier plan that are not in the new set are removed, other files left alone.
///
/// # Errors
/// The file and the operation that failed; temporary files are removed, and unless a rename or removal itself failed,
/// the folder is as it was.
pub fn write_folder(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Text> {
    make_folder(dir)?;
    for name in files.keys().map(String::as_str).chain(OWNED) {
        refuse_folder(&dir.join(name))?;
    }
    let mut waiting = write_all_waiting(dir, files)?;
    waiting.sort_by_key(|file| file.target.ends_with(LAST));
    let last = waiting.pop_if(|file| file.target.ends_with(LAST));
    waiting.iter_mut().try_for_each(place)?;
    remove_old(dir, files)?;
    last.map_or(Ok(()), |mut file| place(&mut file))?;
    sync_folder(dir)
}

/// Writes a set of files into `dir`, which is created where it is missing, and removes files of an earlier set: those that `belongs` names and
/// the new set does not have. Other files are left alone. Nothing is written while the earlier set holds a file with somebody's work, as
/// `edited` says of its name and bytes; one that is already what would be written loses nothing.
///
/// # Errors
/// As [`write_folder`]; the files that hold work.
pub fn write_set(
    dir: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    belongs: impl Fn(&str) -> bool,
    edited: impl Fn(&str, &[u8]) -> bool,
) -> Result<(), Text> {
    make_folder(dir)?;
    files.keys().try_for_each(|name| refuse_folder(&dir.join(name)))?;
    let earlier = earlier_set(dir, belongs)?;
    refuse_edited(dir, &earlier, |name, bytes| files.get(name).is_none_or(|new| new != bytes) && edited(name, bytes))?;
    write_all_waiting(dir, files)?.iter_mut().try_for_each(place)?;
    for path in earlier.iter().filter(|name| !files.contains_key(*name)).map(|name| dir.join(name)) {
        fs::remove_file(&path).map_err(|error| named(Message::CannotRemove, &path, &error))?;
    }
    sync_folder(dir)
}

/// The names of the files in `dir` that belong to a set, sorted.
fn earlier_set(dir: &Path, belongs: impl Fn(&str) -> bool) -> Result<BTreeSet<String>, Text> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(dir).map_err(|error| named(Message::CannotRead, dir, &error))? {
        let entry = entry.map_err(|error| named(Message::CannotRead, dir, &error))?;
        names.extend(entry.file_name().into_string().ok().filter(|name| belongs(name) && entry.path().is_file()));
    }
    Ok(names)
}

fn refuse_edited(dir: &Path, earlier: &BTreeSet<String>, edited: impl Fn(&str, &[u8]) -> bool) -> Result<(), Text> {
    let mut kept = Vec::new();
    for name in earlier {
        let bytes = fs::read(dir.join(name)).map_err(|error| named(Message::CannotRead, &dir.join(name), &error))?;
        kept.extend(edited(name, &bytes).then(|| Text::same(name.as_str())));
    }
    if kept.is_empty() { Ok(()) } else { Err(Text::joined(&[Text::joined(&kept, ", "), Message::Edited.both()], ": ")) }
}

/// Whether there is a folder that holds anything.
#[must_use]
pub fn is_taken(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some())
}

/// Writes the files into a folder that is missing or empty, so that no planning folder is ever overwritten.
///
/// # Errors
/// As [`write_folder`]; a folder that holds anything is refused.
pub fn write_new_folder(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Text> {
    make_folder(dir)?;
    let first = fs::read_dir(dir).and_then(|mut entries| entries.next().transpose());
    if first.map_err(|error| named(Message::CannotRead, dir, &error))?.is_some() {
        return Err(named(Message::CannotUse, dir, &io::ErrorKind::DirectoryNotEmpty.into()));
    }
    write_all_waiting(dir, files)?.iter_mut().try_for_each(place)?;
    sync_folder(dir)
}

/// Writes files into a folder beside what is there, which is created where it is missing; only files of the same names are replaced.
///
/// # Errors
/// As [`write_folder`].
pub fn write_beside(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Text> {
    make_folder(dir)?;
    for name in files.keys() {
        refuse_folder(&dir.join(name))?;
    }
    write_all_waiting(dir, files)?.iter_mut().try_for_each(place)?;
    sync_folder(dir)
}

/// Writes one file, whole or not at all. A device or pipe is written to as it is, and a link keeps pointing where it points.
///
/// # Errors
/// The operation that failed; what was there before is then unchanged.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Text> {
    refuse_folder(path)?;
    if path.exists() && !path.is_file() {
        let written = OpenOptions::new().write(true).open(path).and_then(|mut device| device.write_all(bytes));
        return written.map_err(|error| named(Message::CannotWrite, path, &error));
    }
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut waiting = write_waiting(path.clone(), bytes)?;
    place(&mut waiting)?;
    sync_folder(dir)
}

/// Tries whether files can be made in `dir`, or in the nearest folder above it where it is missing; leaves nothing behind.
///
/// # Errors
/// The folder, and why nothing can be written there.
pub fn try_folder(dir: &Path) -> Result<(), Text> {
    let here = Path::new(".");
    let mut above = dir.ancestors().take_while(|folder| !folder.as_os_str().is_empty());
    let folder = above.find(|folder| folder.exists()).unwrap_or(here);
    if !folder.is_dir() {
        return Err(named(Message::CannotUse, folder, &io::ErrorKind::NotADirectory.into()));
    }
    let (temporary, _) = create_temporary(&folder.join("try")).map_err(|error| named(Message::CannotWrite, folder, &error))?;
    fs::remove_file(&temporary).map_err(|error| named(Message::CannotRemove, &temporary, &error))
}

/// Creates the folder where it is missing; a file in its place is refused.
fn make_folder(dir: &Path) -> Result<(), Text> {
    if dir.exists() && !dir.is_dir() {
        return Err(named(Message::CannotUse, dir, &io::ErrorKind::NotADirectory.into()));
    }
    fs::create_dir_all(dir).map_err(|error| named(Message::CannotCreate, dir, &error))
}

fn write_all_waiting(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Waiting>, Text> {
    files.iter().map(|(name, bytes)| write_waiting(dir.join(name), bytes)).collect()
}

/// A folder in the place of a file would stop the renames half-way.
fn refuse_folder(target: &Path) -> Result<(), Text> {
    if target.is_dir() {
        return Err(named(Message::CannotReplace, target, &io::ErrorKind::IsADirectory.into()));
    }
    Ok(())
}

fn write_waiting(target: PathBuf, bytes: &[u8]) -> Result<Waiting, Text> {
    let (temporary, mut file) = create_temporary(&target).map_err(|error| named(Message::CannotCreate, &target, &error))?;
    let waiting = Waiting { temporary, target, placed: false };
    file.write_all(bytes).map_err(|error| named(Message::CannotWrite, &waiting.target, &error))?;
    file.sync_all().map_err(|error| named(Message::CannotWrite, &waiting.target, &error))?;
    Ok(waiting)
}

/// A new file beside the target, so that the rename stays within one file system. A name left by a crash is skipped.
fn create_temporary(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let process = std::process::id();
    let mut attempt = 0;
    loop {
        let path = target.with_file_name(format!(".{name}.{process}-{attempt}.tmp"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 1000 => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

fn place(file: &mut Waiting) -> Result<(), Text> {
    fs::rename(&file.temporary, &file.target).map_err(|error| named(Message::CannotReplace, &file.target, &error))?;
    file.placed = true;
    Ok(())
}

/// Removes files of an earlier plan that the new one does not have.
fn remove_old(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Text> {
    for name in OWNED.into_iter().filter(|name| !files.contains_key(*name)) {
        let path = dir.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(named(Message::CannotRemove, &path, &error)),
            _ => {}
        }
    }
    Ok(())
}

/// Makes the renames last through a power cut. Only Unix can open a folder for that.
fn sync_folder(dir: &Path) -> Result<(), Text> {
    if cfg!(unix) {
        File::open(dir).and_then(|folder| folder.sync_all()).map_err(|error| named(Message::CannotWrite, dir, &error))?;
    }
    Ok(())
}

/// The file, what could not be done, and why.
pub(super) fn named(operation: Message, path: &Path, error: &io::Error) -> Text {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    Text::joined(&[Text::same(name), operation.both(), reason(error)], ": ")
}

#[cfg(test)]
mod tests {
    use super::{try_folder, write_file};

    #[test]
    #[cfg(unix)]
    fn a_device_is_written_to_and_not_replaced() {
        use std::os::unix::fs::FileTypeExt as _;
        let dir = tempfile::tempdir().expect("temporary folder");
        let link = dir.path().join("null");
        std::os::unix::fs::symlink("/dev/null", &link).expect("link");
        write_file(&link, b"x").expect("written");
        assert!(std::fs::symlink_metadata(&link).expect("link").file_type().is_symlink());
        assert!(std::fs::metadata(&link).expect("device").file_type().is_char_device());
    }

    #[test]
    #[cfg(unix)]
    fn a_link_to_a_file_stays_a_link() {
        let dir = tempfile::tempdir().expect("temporary folder");
        let (file, link) = (dir.path().join("model.mps"), dir.path().join("link"));
        std::fs::write(&file, b"old").expect("write");
        std::os::unix::fs::symlink(&file, &link).expect("link");
        write_file(&link, b"new").expect("written");
        assert!(std::fs::symlink_metadata(&link).expect("link").file_type().is_symlink());
        assert_eq!(std::fs::read(&file).expect("read"), b"new");
    }

    #[test]
    fn a_folder_is_tried_without_a_trace() {
        let dir = tempfile::tempdir().expect("temporary folder");
        try_folder(dir.path()).expect("there");
        try_folder(&dir.path().join("new/below")).expect("can be made");
        assert_eq!(std::fs::read_dir(dir.path()).expect("list").count(), 0);
        let file = dir.path().join("file");
        std::fs::write(&file, b"x").expect("write");
        assert!(try_folder(&file).is_err() && try_folder(&file.join("below")).is_err());
    }
}
