//! Why the system refuses a file or folder, in plain words.

use std::io::{Error, ErrorKind};

use super::{Text, catalogue};

catalogue! {
    Refusal;

    NotFound: "findes ikke", "does not exist";
    NoAccess: "ingen adgang", "no access";
    Busy: "er åben i et andet program", "is open in another program";
    Exists: "findes allerede", "exists already";
    NoFolder: "er en fil, ikke en mappe", "is a file, not a folder";
    NoFile: "er en mappe, ikke en fil", "is a folder, not a file";
    NotEmpty: "mappen er ikke tom", "the folder is not empty";
    ReadOnly: "der kan kun læses, ikke skrives", "can only be read, not written to";
    Full: "der er ikke mere plads på disken", "there is no space left on the disk";
    BadName: "navnet er ikke tilladt", "the name is not allowed";
}

/// What Windows says of a file that another program, mostly Excel, holds open.
const SHARING_VIOLATION: i32 = 32;

/// The reason of an error; what is not known here is said in the words of the system, which has its own language.
#[must_use]
pub fn reason(error: &Error) -> Text {
    let known = match error.kind() {
        _ if cfg!(windows) && error.raw_os_error() == Some(SHARING_VIOLATION) => Refusal::Busy,
        ErrorKind::NotFound => Refusal::NotFound,
        ErrorKind::PermissionDenied => Refusal::NoAccess,
        ErrorKind::ResourceBusy => Refusal::Busy,
        ErrorKind::AlreadyExists => Refusal::Exists,
        ErrorKind::NotADirectory => Refusal::NoFolder,
        ErrorKind::IsADirectory => Refusal::NoFile,
        ErrorKind::DirectoryNotEmpty => Refusal::NotEmpty,
        ErrorKind::ReadOnlyFilesystem => Refusal::ReadOnly,
        ErrorKind::StorageFull => Refusal::Full,
        ErrorKind::InvalidFilename => Refusal::BadName,
        _ => return Text::same(error.to_string()),
    };
    known.both()
}

#[cfg(test)]
mod tests {
    use super::reason;
    use std::io::{Error, ErrorKind};

    #[test]
    fn what_the_system_says_is_said_in_both_languages_where_it_is_known() {
        let missing = std::fs::read("/no/such/file/anywhere").map(|_| ()).expect_err("missing");
        assert_eq!([reason(&missing).da, reason(&missing).en], ["findes ikke", "does not exist"]);
        let other = Error::new(ErrorKind::InvalidData, "odd");
        assert_eq!([reason(&other).da, reason(&other).en], ["odd", "odd"]);
    }
}
