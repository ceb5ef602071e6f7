//! File names that every system accepts.

use std::collections::BTreeSet;

/// Longest part made of a name.
const LONGEST: usize = 60;

/// Lower-case letters a to z, digits and single hyphens; Danish letters as they are written without them.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'æ' | 'ä' => out.push_str("ae"),
            'ø' | 'ö' => out.push_str("oe"),
            'å' => out.push_str("aa"),
            'é' | 'è' => out.push('e'),
            'ü' => out.push('u'),
            _ if !out.ends_with('-') && !out.is_empty() => out.push('-'),
            _ => {}
        }
    }
    out.truncate(LONGEST);
    out.trim_matches('-').to_string()
}

/// The file of a school's form: year, name and id, different from all that are taken.
#[must_use]
pub fn form_name(year: i32, name: &str, id: &str, taken: &mut BTreeSet<String>) -> String {
    let (name, id) = (slug(name), slug(id));
    let parts: Vec<&str> = [name.as_str(), id.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    let both = if name == id { name.clone() } else { parts.join("-") };
    let stem = format!("skema-{year}-{both}");
    let mut names = std::iter::once(format!("{stem}.xlsx")).chain((2_u32..).map(|n| format!("{stem}-{n}.xlsx")));
    let free = names.find(|name| !taken.contains(name)).unwrap_or(stem.clone());
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::{form_name, slug};
    use std::collections::BTreeSet;

    #[test]
    fn names_are_safe_on_every_system() {
        assert_eq!(slug("Den Jydske Håndværkerskole / Ærø"), "den-jydske-haandvaerkerskole-aeroe");
        assert_eq!([slug("../../etc/passwd"), slug("CON:"), slug("學校"), slug("-")], ["etc-passwd", "con", "", ""]);
        assert!(slug(&"æ".repeat(100)).len() <= 60);
    }

    #[test]
    fn two_schools_never_share_a_file() {
        let mut taken = BTreeSet::new();
        let name = |name: &str, id: &str, taken: &mut BTreeSet<String>| form_name(2027, name, id, taken);
        assert_eq!(name("Aarhus Tech", "aarhus-tech", &mut taken), "skema-2027-aarhus-tech.xlsx");
        assert_eq!(name("Aarhus Tech", "AARHUS/TECH", &mut taken), "skema-2027-aarhus-tech-2.xlsx");
        assert_eq!(name("Tradium", "123456", &mut taken), "skema-2027-tradium-123456.xlsx");
        assert_eq!(name("學校", "學", &mut taken), "skema-2027-.xlsx");
    }
}
