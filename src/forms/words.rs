//! What people read in a form, in Danish and English. A form that comes back is understood in both.

use crate::domain::words::{Text, catalogue};

catalogue! {
    Word;

    // The form.
    Sheet: "Skema", "Form";
    GuideSheet: "Vejledning", "Guide";
    Title: "Koordineringsskema {year}: {school}", "Coordination form {year}: {school}";
    Hint: "Udfyld de hvide og de gule felter (gult: svaret mangler), gem, og send filen til sekretariatet. Vejledning på næste ark. Flere hold: skriv antallet, eller flere datoer med semikolon imellem.", "Fill in the white and the yellow cells (yellow: the answer is missing), save, and send the file to the secretariat. Guide on the next sheet. Several runs: write how many, or several dates with semicolons.";

    // Its columns.
    Fkb: "FKB-nr", "FKB no.";
    Goal: "Målkode", "Goal code";
    GoalTitle: "Måltitel", "Goal title";
    FkbTitle: "FKB-titel", "FKB title";
    Days: "Dage", "Days";
    Usual: "Normalt min-maks", "Usual min-max";
    LastYear: "Sidste år", "Last year";
    Answer: "Svar", "Answer";
    Why: "Hvorfor ikke", "Why not";
    Guarantee: "Garanti-kursus", "Guarantee";
    When: "Dato eller uge", "Date or week";
    Runs: "Antal hold", "Runs";
    Min: "Min";
    Max: "Maks", "Max";
    Place: "Afdeling", "Site";
    Note: "Bemærkning", "Remark";

    // Answers to choose from.
    Offers: "tilbyder som udbyder", "offers";
    Can: "kan påtage sig", "can";
    Cannot: "kan ikke", "cannot";
    Yes: "ja", "yes";
    No: "nej", "no";
    NoTeacher: "ingen underviser", "no teacher";
    NoRooms: "ingen lokaler", "no rooms";
    NoEquipment: "intet udstyr", "no equipment";
    TooFew: "for få kursister", "too few participants";
    ApprovalEnds: "godkendelsen ophører", "the approval ends";
    Other: "andet (se bemærkning)", "other (see remark)";

    // What was last year, and a week.
    OwnLastYear: "I selv: {announced} annonceret, {held} gennemført, {participants} kursister", "You: {announced} announced, {held} held, {participants} participants";
    OthersLastYear: "Udbudt af {schools}", "Announced by {schools}";
    NobodyLastYear: "ingen", "nobody";
    AndOthers: "{schools} med flere", "{schools} and others";
    Week: "uge {week}", "week {week}";

    // The guide.
    Guide: "Sådan udfylder I skemaet", "How to fill in the form";
    GuideRows: "Skemaet har en række for hvert mål i de FKB'er, I er godkendt til. Svar på alle rækker. Er svaret udfyldt på forhånd, er det fra jeres seneste svar eller fra jeres udbud sidste år: ret det, der ikke gælder.", "The form has a row for each goal of the FKBs that you are approved for. Answer every row. An answer that stands there already is your latest one or comes from what you announced last year: correct what no longer holds.";
    GuideAnswer: "Svar »tilbyder som udbyder«: I holder kurset; det kommer med i planen. »kan påtage sig«: I kan holde det, hvis ingen andre gør. »kan ikke«: skriv hvorfor.", "Answer \"offers\": you will hold the course; it will be in the plan. \"can\": you could hold it if nobody else does. \"cannot\": write why.";
    GuideGuarantee: "Garantikursus: »ja« betyder, at kurset holdes, også med få tilmeldte. Lad feltet stå tomt, hvis sekretariatet må vælge.", "Guarantee: \"yes\" means that the course is held even with few participants. Leave the cell empty if the secretariat may choose.";
    GuideWhen: "Dato eller uge: startdato (12-03-2027, 12/3, 12. marts) eller uge (uge 12). Tomt betyder når som helst. Flere hold: skriv flere med semikolon imellem (uge 12; uge 40).", "Date or week: start date (12-03-2027) or week (week 12). Empty means any time. Several runs: write several with semicolons (week 12; week 40).";
    GuideRuns: "Antal hold: kun hvis I holder flere hold og ikke skriver deres datoer. Tomt betyder ét hold.", "Runs: only where you hold several runs without different dates. Empty means one.";
    GuideSizes: "Min og Maks: færrest kursister og antal pladser, hvis de er anderledes end »Normalt«.", "Min and Max: fewest participants and seats, where they differ from \"Usual\".";
    GuidePlace: "Afdeling: vælg den på listen, hvis det ikke er lige meget, hvor kurset holdes.", "Site: choose it from the list if it matters where the course is held.";
    GuideNote: "Bemærkning: fri tekst, som læses af mennesker.", "Remark: free text, read by people.";
    GuideTwoAnswers: "Skal to hold i samme mål have forskellige svar (fx et med garanti og et uden), så skriv målkoden igen i en af de tomme rækker nederst, og udfyld den.", "Where two runs of a goal need different answers (one with guarantee, one without), write the goal code once more in one of the empty rows at the end.";
    GuideSorting: "Rækkerne må gerne sorteres og filtreres. Overskrifterne er låst, for at svarene kan læses ind. Ret ikke målkoder.", "Rows may be sorted and filtered. The headings are locked so that the answers can be read. Do not change goal codes.";
    GuideFile: "Filen må gerne omdøbes og gemmes fra Excel eller LibreOffice, men som .xlsx.", "The file may be renamed and saved by Excel or LibreOffice, but as .xlsx.";
    GuideWhole: "Ét skema fra hver skole. Send det hele igen, hvis noget skal rettes.", "One form from each school. Send all of it again to correct something.";

    // The table of answers.
    MatrixTitle: "Svaroversigt", "Answers";
    All: "alle", "all";
    Nothing: "intet", "nothing";
    Of: "{answered} af {asked}", "{answered} of {asked}";
    Total: "I alt", "Total";
}

catalogue! {
    Named;

    // Days of the week, Monday first.
    Monday: "mandag", "Monday";
    Tuesday: "tirsdag", "Tuesday";
    Wednesday: "onsdag", "Wednesday";
    Thursday: "torsdag", "Thursday";
    Friday: "fredag", "Friday";
    Saturday: "lørdag", "Saturday";
    Sunday: "søndag", "Sunday";

    // Months.
    January: "januar", "January";
    February: "februar", "February";
    March: "marts", "March";
    April: "april", "April";
    May: "maj", "May";
    June: "juni", "June";
    July: "juli", "July";
    August: "august", "August";
    September: "september", "September";
    October: "oktober", "October";
    November: "november", "November";
    December: "december", "December";
}

impl Named {
    /// A day of the week, 0 = Monday.
    #[must_use]
    pub fn weekday(day: usize) -> Text {
        Self::ALL[day % 7].both()
    }

    /// A month, 1 = January.
    #[must_use]
    pub fn month(month: u32) -> Text {
        Self::ALL[7 + (month as usize + 11) % 12].both()
    }
}

/// The answers as written into a form: offers, can, cannot.
pub const ANSWERS: [Word; 3] = [Word::Offers, Word::Can, Word::Cannot];
/// Other ways to write them; the number is that of [`ANSWERS`]. "ja" is none: it does not say whether the school must hold the course or could.
pub const ALSO: [(&str, usize); 15] = [
    ("udbyder", 0),
    ("udbydes", 0),
    ("tilbyder", 0),
    ("vi udbyder", 0),
    ("offer", 0),
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
pub const YES_NO: [Word; 2] = [Word::Yes, Word::No];
/// Reasons offered for "cannot"; any other text will do too.
pub const REASONS: [Word; 6] = [Word::NoTeacher, Word::NoRooms, Word::NoEquipment, Word::TooFew, Word::ApprovalEnds, Word::Other];

/// Lines of the guide; the first is its heading.
pub const GUIDE: [Word; 13] = [
    Word::Guide,
    Word::GuideRows,
    Word::GuideAnswer,
    Word::GuideGuarantee,
    Word::GuideWhen,
    Word::GuideRuns,
    Word::GuideSizes,
    Word::GuidePlace,
    Word::GuideNote,
    Word::GuideTwoAnswers,
    Word::GuideSorting,
    Word::GuideFile,
    Word::GuideWhole,
];

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
    use super::{ALSO, ANSWERS, Named, plain};

    #[test]
    fn days_and_months_have_their_names() {
        assert_eq!([Named::weekday(0).da, Named::weekday(6).en], ["mandag", "Sunday"]);
        assert_eq!([Named::month(1).da, Named::month(12).en, Named::month(3).da], ["januar", "December", "marts"]);
    }

    #[test]
    fn texts_are_compared_without_case_blanks_and_marks() {
        assert_eq!([plain(" Kan  IKKE! "), plain("»kan\u{a0}ikke«"), plain("")], ["kan ikke", "kan ikke", ""]);
        assert!(ALSO.iter().all(|(text, n)| plain(text) == *text && *n < ANSWERS.len()));
    }
}
