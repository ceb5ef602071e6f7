//! Fingerprints of input files that do not depend on the order of rows.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// SHA-256 of a file, hex. For a CSV file the lines after the header (and after a first line `sep=`) are put in bytewise
/// order first, each with its line end as it is; a missing last line end counts as `\n`. It is therefore the plain SHA-256
/// of a file whose data lines are sorted.
#[must_use]
pub fn fingerprint(name: &str, bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    if name.to_lowercase().ends_with(".csv") {
        let mut lines = lines(bytes);
        let head = header_lines(&lines);
        if let Some(data) = lines.get_mut(head..) {
            data.sort_by(|a, b| whole(a).cmp(whole(b)));
        }
        for (text, ended) in &lines {
            hash.update(text);
            if !ended {
                hash.update(b"\n");
            }
        }
    } else {
        hash.update(bytes);
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Physical lines with their line end, and whether they have one.
type Line<'a> = (&'a [u8], bool);

fn whole<'a>(line: &'a Line<'_>) -> impl Iterator<Item = u8> + use<'a> {
    line.0.iter().copied().chain(if line.1 { None } else { Some(b'\n') })
}

fn lines(bytes: &[u8]) -> Vec<Line<'_>> {
    let (mut out, mut from) = (Vec::new(), 0);
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            out.push((&bytes[from..=at], true));
            from = at + 1;
        }
    }
    if from < bytes.len() {
        out.push((&bytes[from..], false));
    }
    out
}

fn header_lines(lines: &[Line<'_>]) -> usize {
    let first = lines.first().map_or(&b""[..], |l| l.0);
    let first = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first);
    let has_separator_line = first.get(..4).is_some_and(|p| p.eq_ignore_ascii_case(b"sep="));
    if has_separator_line { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn the_order_of_rows_does_not_matter_and_the_header_stays_first() {
        let sorted = fingerprint("a.csv", b"z,y\n1,2\n3,4\n");
        assert_eq!(fingerprint("a.csv", b"z,y\n3,4\n1,2\n"), sorted);
        assert_eq!(fingerprint("a.csv", b"z,y\n3,4\n1,2"), sorted, "a missing last line end counts as one");
        assert_eq!(fingerprint("a.toml", b"z,y\n1,2\n3,4\n"), sorted, "equal to the plain hash of the sorted file");
        assert_ne!(fingerprint("a.csv", b"z,y\n1,2\n3,5\n"), sorted);
    }

    #[test]
    fn known_hash_of_nothing() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!([fingerprint("a.csv", b""), fingerprint("plan.toml", b"")], [empty, empty]);
    }
}
