//! What the compiler asks of a text in two languages: that neither is missing, and that both have the same places to fill in.
//!
//! Text is looked at byte by byte, since these functions run while the program is compiled.

/// Whether both say something, not the same, and name the same places, in whatever order.
#[must_use]
pub const fn is_pair(da: &str, en: &str) -> bool {
    let (da, en) = (da.as_bytes(), en.as_bytes());
    says(da) && says(en) && !same(da, en) && names_all(da, en) && names_all(en, da)
}

/// Whether the text says something.
#[must_use]
pub const fn is_text(text: &str) -> bool {
    says(text.as_bytes())
}

/// Something other than blanks, and every brace is one of a pair around a name.
const fn says(text: &[u8]) -> bool {
    let (mut at, mut blank) = (0, true);
    while at < text.len() {
        blank = blank && text[at] == b' ';
        if text[at] == b'}' {
            return false;
        }
        if text[at] == b'{' {
            let end = end_of_name(text, at + 1);
            if end == at + 1 || end == text.len() {
                return false;
            }
            at = skip_format(text, end);
            if at == text.len() {
                return false;
            }
        }
        at += 1;
    }
    !blank
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether every place of `a` is one of `b` too.
const fn names_all(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() {
        if a[at] == b'{' && !has_place(b, a, at + 1) {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether `text` has a place with the name that begins at `at` in `other`.
const fn has_place(text: &[u8], other: &[u8], at: usize) -> bool {
    let length = end_of_name(other, at) - at;
    let mut from = 0;
    while from < text.len() {
        if text[from] == b'{' && end_of_name(text, from + 1) == from + 1 + length {
            let mut i = 0;
            while i < length && text[from + 1 + i] == other[at + i] {
                i += 1;
            }
            if i == length {
                return true;
            }
        }
        from += 1;
    }
    false
}

/// The first position from `at` that is no part of a name.
const fn end_of_name(text: &[u8], at: usize) -> usize {
    let mut end = at;
    while end < text.len() && (text[end].is_ascii_alphanumeric() || text[end] == b'_') {
        end += 1;
    }
    end
}

/// The closing brace of a place whose name ends at `at`, past its format (`{list:?}`); the length of the text if there is none.
const fn skip_format(text: &[u8], at: usize) -> usize {
    let mut end = at;
    if text[at] == b':' {
        while end < text.len() && text[end] != b'}' && text[end] != b'{' {
            end += 1;
        }
    }
    if end < text.len() && text[end] == b'}' { end } else { text.len() }
}

#[cfg(test)]
mod tests {
    use super::{is_pair, is_text};

    #[test]
    fn a_pair_lacks_no_language_and_has_the_same_places() {
        let pairs = [("ja", "yes"), ("{a} og {b}", "{b} and {a}"), ("{n} mål, {n}", "{n} goals"), ("{x:?} æ", "{x:?}")];
        assert!(pairs.iter().all(|(da, en)| is_pair(da, en)));
        let wrong = [
            ("", "yes"),
            ("ja", " "),
            ("ens", "ens"),
            ("{a} og", "{b} and"),
            ("{a}", "{ab} x"),
            ("{a} og {b}", "{a}"),
            ("{a", "{a} x"),
            ("a}", "x"),
            ("{}", "{} x"),
            ("{{a}}", "x {{a}}"),
            ("{a b}", "x {a b}"),
        ];
        for (da, en) in wrong {
            assert!(!is_pair(da, en) && !is_pair(en, da), "{da} / {en}");
        }
        assert!(is_text("Status") && is_text("{code} {title}") && !is_text("  ") && !is_text("{"));
    }
}
