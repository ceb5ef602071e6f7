//! Letters: bytes to text, and the trimming of cells.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// UTF-8 (with or without byte order mark); what is not UTF-8 is taken as Windows-1252, in which every byte is a letter.
#[must_use]
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// Letters with their marks in one character, as programs on other systems than macOS write them: `a` with a ring above becomes `å`.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| matches!(c, '\u{300}'..='\u{30C}')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match out.chars().last().and_then(|letter| with_mark(letter, c)) {
            Some(one) => {
                out.pop();
                out.push(one);
            }
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The letter with the mark: those of the languages around us.
fn with_mark(letter: char, mark: char) -> Option<char> {
    let (plain, marked) = match mark {
        '\u{30A}' => ("aAuU", "åÅůŮ"),
        '\u{308}' => ("aAoOuUeEiI", "äÄöÖüÜëËïÏ"),
        '\u{301}' => ("aAeEiIoOuUyY", "áÁéÉíÍóÓúÚýÝ"),
        '\u{300}' => ("aAeEiIoOuU", "àÀèÈìÌòÒùÙ"),
        '\u{302}' => ("aAeEiIoOuU", "âÂêÊîÎôÔûÛ"),
        '\u{303}' => ("aAnNoO", "ãÃñÑõÕ"),
        '\u{30C}' => ("cCsSzZ", "čČšŠžŽ"),
        _ => return None,
    };
    plain.chars().position(|c| c == letter).and_then(|at| marked.chars().nth(at))
}

/// A cell as people mean it: without blanks, non-breaking and invisible spaces at the ends, and without the one
/// apostrophe that our own files put before `=`, `+`, `-` and `@` so that a spreadsheet does not calculate.
#[must_use]
pub fn clean(cell: &str) -> &str {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'));
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, composed, decode};

    #[test]
    fn danish_letters_survive_both_encodings() {
        assert_eq!(decode("\u{FEFF}Sønderjylland".as_bytes()), "Sønderjylland");
        assert_eq!(decode(b"\xC5rhus, S\xF8nderg\xE6rde"), "Århus, Søndergærde");
    }

    #[test]
    fn a_letter_and_its_mark_become_one() {
        assert_eq!(composed("kan pa\u{30A}tage sig, A\u{30A}rhus, cafe\u{301}"), "kan påtage sig, Århus, café");
        assert_eq!(composed("x\u{30A} og \u{30A}a"), "x\u{30A} og \u{30A}a");
        assert_eq!(composed("påtage"), "påtage");
    }

    #[test]
    fn blanks_and_the_escaping_apostrophe_go() {
        assert_eq!(clean("\u{A0} 0101 \u{A0}"), "0101");
        assert_eq!(clean("'=1+1"), "=1+1");
        assert_eq!(clean("'t Hof"), "'t Hof");
        assert_eq!(clean("'"), "'");
    }
}
