//! Names of the files of the papers: from codes and ids that may hold anything to names that every system takes.

use std::collections::BTreeSet;

/// Beginnings and endings of all names that papers have; a folder is cleared of these before new ones are put there. A code follows a hyphen,
/// nothing follows a point.
const STEMS: [&str; 9] = [
    "koordineringsaftale-",
    "aftale-ekstern-",
    "skolens-ark-",
    "partnerark-",
    "koordineringsoversigt.",
    "underskriftsliste.",
    "aarshjul.",
    "aendringslog.",
    "opfoelgning.",
];
const ENDINGS: [&str; 5] = [".html", ".xlsx", ".docx", ".csv", ".ics"];

/// Does the file belong to a set of papers? The overview as CSV and workbook belongs to the plan folder, and a name that [`Names::give`] cannot
/// give (`koordineringsaftale-2222 underskrevet.docx`) to whoever gave it.
#[must_use]
pub fn is_paper(name: &str) -> bool {
    let of_the_plan = name == "koordineringsoversigt.csv" || name == "koordineringsoversigt.xlsx";
    let Some(main) = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) else { return false };
    let given = |stem: &str| match stem.strip_suffix('.') {
        Some(whole) => main == whole,
        None => main.strip_prefix(stem).is_some_and(|code| !code.is_empty() && code.chars().all(is_plain)),
    };
    !of_the_plan && STEMS.iter().any(|stem| given(stem))
}

/// Stays as it is in a name.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

/// Names given so far.
#[derive(Debug, Default)]
pub struct Names {
    given: BTreeSet<String>,
}

impl Names {
    /// A name from a code or id: letters and digits without marks, one hyphen for whatever stands between them, never one that differs
    /// from another by capitals alone.
    pub fn give(&mut self, stem: &str, code: &str) -> String {
        let plain: String = code.chars().flat_map(letters).take(60).collect();
        let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
        // A code of marks alone still needs a name.
        let plain = if parts.is_empty() { "x".to_owned() } else { parts.join("-") };
        let mut name = format!("{stem}{plain}");
        let mut number = 2;
        while !self.given.insert(name.to_lowercase()) {
            name = format!("{stem}{plain}-{number}");
            number += 1;
        }
        name
    }
}

fn letters(c: char) -> Vec<char> {
    match c {
        'æ' | 'Æ' => vec!['a', 'e'],
        'ø' | 'Ø' => vec!['o', 'e'],
        'å' | 'Å' => vec!['a', 'a'],
        c if is_plain(c) => vec![c],
        _ => vec!['-'],
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, is_paper};

    #[test]
    fn codes_become_harmless_names_and_stay_apart() {
        let mut names = Names::default();
        assert_eq!(names.give("koordineringsaftale-", "2222"), "koordineringsaftale-2222");
        assert_eq!(names.give("skolens-ark-", "../år/æø"), "skolens-ark-aar-aeoe");
        assert_eq!(names.give("partnerark-", "Plejecenter (opdigtet)"), "partnerark-Plejecenter-opdigtet");
        assert_eq!([names.give("x-", "/"), names.give("x-", "-")], ["x-x", "x-x-2"]);
        assert_eq!(names.give("x-", "Ab"), "x-Ab");
        assert_eq!(names.give("x-", "aB"), "x-aB-2");
        assert_eq!(names.give("x-", "a b"), "x-a-b");
        assert_eq!(names.give("x-", "a/b"), "x-a-b-2");
    }

    #[test]
    fn only_papers_are_cleared_away() {
        assert!(is_paper("koordineringsaftale-2222.docx") && is_paper("aarshjul.ics") && is_paper("koordineringsoversigt.html"));
        assert!(is_paper("partnerark-Plejecenter--opdigtet--2.xlsx"));
        let own = [
            "koordineringsaftale-2222 underskrevet.docx",
            "aftale-ekstern-90003 (udfyldt).docx",
            "aarshjul.minut.csv",
            "skolens-ark-.ics",
        ];
        for name in own.into_iter().chain(["aarshjul-2.html", "partnerark-møde.docx"]) {
            assert!(!is_paper(name), "{name}");
        }
        for name in ["koordineringsoversigt.csv", "plan.csv", "koordineringsaftale-2222.pdf", "noter.html", "hulliste.xlsx"] {
            assert!(!is_paper(name), "{name}");
        }
    }
}
