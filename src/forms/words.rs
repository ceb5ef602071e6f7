//! What people read in a form, in Danish and English. A form that comes back is understood in both.

use crate::domain::instance::Language;

/// A text in both languages; `{...}` is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Danish.
    pub da: &'static str,
    /// English.
    pub en: &'static str,
}

impl Word {
    /// The text in one language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match language {
            Language::Da => self.da,
            Language::En => self.en,
        }
    }

    /// The text with `{0}`, `{1}` replaced.
    #[must_use]
    pub fn fill(self, language: Language, values: &[&str]) -> String {
        let mut parts = self.text(language).split('{');
        let mut out = parts.next().unwrap_or("").to_string();
        for part in parts {
            let (number, rest) = part.split_once('}').unwrap_or(("", part));
            let value = number.parse().ok().and_then(|n: usize| values.get(n));
            out.push_str(value.unwrap_or(&""));
            out.push_str(rest);
        }
        out
    }
}

const fn word(da: &'static str, en: &'static str) -> Word {
    Word { da, en }
}

/// Name of the sheet with the questions.
pub const SHEET: Word = word("Skema", "Form");
/// Name of the sheet with the guide.
pub const GUIDE_SHEET: Word = word("Vejledning", "Guide");
/// First line of the form: year and school.
pub const TITLE: Word = word("Koordineringsskema {0}: {1}", "Coordination form {0}: {1}");
/// Second line of the form.
pub const HINT: Word = word(
    "Udfyld de hvide felter, gem, og send filen til sekretariatet. Vejledning på næste ark. Flere hold: flere datoer med semikolon imellem, eller målkoden igen i de tomme rækker nederst.",
    "Fill in the white cells, save, and send the file to the secretariat. Guide on the next sheet. Several runs: several dates with semicolons, or the goal code once more in the empty rows at the end.",
);

/// The answers as written into a form: offers, can, cannot.
pub const ANSWERS: [Word; 3] =
    [word("tilbyder som udbyder", "offers"), word("kan påtage sig", "can"), word("kan ikke", "cannot")];
/// Other ways to write them; the number is that of [`ANSWERS`].
pub const ALSO: [(&str, usize); 17] = [
    ("udbyder", 0),
    ("udbydes", 0),
    ("tilbyder", 0),
    ("vi udbyder", 0),
    ("offer", 0),
    ("ja", 0),
    ("yes", 0),
    ("kan", 1),
    ("kan godt", 1),
    ("kan påtage", 1),
    ("kan påtage sig udbuddet", 1),
    ("could", 1),
    ("nej", 2),
    ("no", 2),
    ("nej tak", 2),
    ("kan ikke udbyde", 2),
    ("can not", 2),
];
/// Yes and no.
pub const YES_NO: [Word; 2] = [word("ja", "yes"), word("nej", "no")];
/// Reasons offered for "cannot"; any other text will do too.
pub const REASONS: [Word; 6] = [
    word("ingen underviser", "no teacher"),
    word("ingen lokaler", "no rooms"),
    word("intet udstyr", "no equipment"),
    word("for få kursister", "too few participants"),
    word("godkendelsen ophører", "the approval ends"),
    word("andet (se bemærkning)", "other (see remark)"),
];

/// What the school did last year: runs announced, held, participants.
pub const OWN_LAST_YEAR: Word =
    word("I selv: {0} annonceret, {1} holdt, {2} deltagere", "You: {0} announced, {1} held, {2} participants");
/// Who else announced it.
pub const OTHERS_LAST_YEAR: Word = word("Udbudt af {0}", "Announced by {0}");
/// Nobody announced it.
pub const NOBODY_LAST_YEAR: Word = word("ingen", "nobody");
/// More schools than are named.
pub const AND_OTHERS: Word = word("{0} med flere", "{0} and others");

/// Lines of the guide; the first is its heading.
pub const GUIDE: [Word; 13] = [
    word("Sådan udfylder I skemaet", "How to fill in the form"),
    word(
        "Skemaet har en række for hvert mål i de FKB'er, I er godkendt til. Svar på alle rækker. Er svaret udfyldt på forhånd, er det fra jeres seneste svar eller fra jeres udbud sidste år: ret det, der ikke gælder.",
        "The form has a row for each goal of the FKBs that you are approved for. Answer every row. An answer that stands there already is your latest one or comes from what you announced last year: correct what no longer holds.",
    ),
    word(
        "Svar »tilbyder som udbyder«: I holder kurset; det kommer med i planen. »kan påtage sig«: I kan holde det, hvis ingen andre gør. »kan ikke«: skriv hvorfor.",
        "Answer \"offers\": you will hold the course; it will be in the plan. \"can\": you could hold it if nobody else does. \"cannot\": write why.",
    ),
    word(
        "Garantikursus: »ja« betyder, at kurset holdes, også med få tilmeldte. Lad feltet stå tomt, hvis sekretariatet må vælge.",
        "Guarantee: \"yes\" means that the course is held even with few participants. Leave the cell empty if the secretariat may choose.",
    ),
    word(
        "Dato eller uge: startdato (12-03-2027, 12/3, 12. marts) eller uge (uge 12). Tomt betyder når som helst. Flere hold: skriv flere med semikolon imellem (uge 12; uge 40).",
        "Date or week: start date (12-03-2027) or week (week 12). Empty means any time. Several runs: write several with semicolons (week 12; week 40).",
    ),
    word(
        "Antal hold: kun når I holder flere hold uden forskellige datoer. Tomt betyder ét hold.",
        "Runs: only where you hold several runs without different dates. Empty means one.",
    ),
    word(
        "Min og Max: færrest deltagere og antal pladser, hvis de er anderledes end »Normalt«.",
        "Min and Max: fewest participants and seats, where they differ from \"Usual\".",
    ),
    word("Sted: vælg adressen på listen, hvis det ikke er lige meget.", "Place: choose the address from the list if it matters."),
    word("Bemærkning: frit felt; læses af mennesker.", "Remark: free text, read by people."),
    word(
        "Skal to hold af samme mål have forskellige svar (fx et med garanti og et uden), så skriv målkoden igen i en af de tomme rækker nederst, og udfyld den.",
        "Where two runs of a goal need different answers (one with guarantee, one without), write the goal code once more in one of the empty rows at the end.",
    ),
    word(
        "Rækker må sorteres og filtreres. Overskrifterne er låst, for at svarene kan læses ind. Ret ikke målkoder.",
        "Rows may be sorted and filtered. The headings are locked so that the answers can be read. Do not change goal codes.",
    ),
    word(
        "Filen må gerne omdøbes og gemmes fra Excel eller LibreOffice, men som .xlsx.",
        "The file may be renamed and saved by Excel or LibreOffice, but as .xlsx.",
    ),
    word(
        "Ét skema fra hver skole. Send det hele igen, hvis noget skal rettes.",
        "One form from each school. Send all of it again to correct something.",
    ),
];

/// Words of the table of answers.
pub const MATRIX_TITLE: Word = word("Svaroversigt", "Answers");
/// Every goal is answered.
pub const ALL: Word = word("alle", "all");
/// No goal is answered.
pub const NOTHING: Word = word("intet", "nothing");
/// Goals answered, of goals asked.
pub const OF: Word = word("{0} af {1}", "{0} of {1}");
/// Last row of the table.
pub const TOTAL: Word = word("I alt", "Total");

/// A text to compare with: lower case, single blanks, without marks at its end.
#[must_use]
pub fn plain(text: &str) -> String {
    let words: Vec<String> =
        text.to_lowercase().split(|c: char| c.is_whitespace() || c == '\u{a0}').map(str::to_string).collect();
    let joined = words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    joined
        .trim_matches(|c: char| matches!(c, '*' | ':' | '.' | '!' | '?' | '"' | '»' | '«' | '\'') || c.is_whitespace())
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::{ALSO, ANSWERS, GUIDE, REASONS, TITLE, Word, plain};
    use crate::domain::instance::Language;

    #[test]
    fn every_word_has_both_languages_with_the_same_places() {
        let places = |text: &str| text.matches('{').count();
        let others = [super::SHEET, super::HINT, TITLE, super::OWN_LAST_YEAR, super::OTHERS_LAST_YEAR, super::AND_OTHERS];
        for Word { da, en } in ANSWERS.iter().chain(&GUIDE).chain(&REASONS).chain(&others) {
            assert!(!da.is_empty() && !en.is_empty() && da != en && places(da) == places(en), "{da} / {en}");
        }
    }

    #[test]
    fn texts_are_compared_without_case_blanks_and_marks() {
        assert_eq!([plain(" Kan  IKKE! "), plain("»kan\u{a0}ikke«"), plain("")], ["kan ikke", "kan ikke", ""]);
        assert!(ALSO.iter().all(|(text, n)| plain(text) == *text && *n < ANSWERS.len()));
        assert_eq!(TITLE.fill(Language::Da, &["2027", "Skole {0}"]), "Koordineringsskema 2027: Skole {0}");
    }
}
