//! What is told about a returned form only when all its rows are known (E720, W732, W733, W734, E740).

use std::collections::{BTreeMap, BTreeSet};

use super::answers::Answers;
use super::columns::{Column, FILLED};
use super::export::answers_sum;
use super::open::{Returned, few};
use super::rows::AnswerRow;
use super::{place, whole};
use crate::check::finding::{Findings, Place, Text, say};
use crate::domain::instance::Instance;
use crate::read::workbook::{At, Value};

/// Merged cells: the value counts in every row that they cover, in the first column.
pub fn check_w732_merged(form: &Returned<'_>, findings: &mut Findings) -> BTreeMap<At, Value> {
    let (sheet, mut out) = (form.sheet(), BTreeMap::new());
    let last = sheet.last_row();
    for (from, to) in &sheet.merged {
        let fillable = FILLED.iter().any(|c| form.columns.get(c) == Some(&from.1));
        if from.0 <= form.header || !fillable {
            continue;
        }
        let Some(value) = sheet.cells.get(from) else { continue };
        let (first, end) = (from.0 + 1, to.0.min(last) + 1);
        let text = value.text();
        let rows = if first == end {
            say!("række {first}", "row {first}")
        } else {
            say!("række {first} til {end}", "rows {first} to {end}")
        };
        let what =
            say!("cellerne er flettet; »{text}« tæller for {rows}", "the cells are merged; \"{text}\" counts for {rows}"; rows);
        let cure = say!("ophæv fletningen, hvis det ikke er meningen", "part the cells if that is not meant");
        findings.add("W732", Place::file(form.file).column(&place(sheet, *from)), what, cure);
        out.extend((first..end).map(|row| ((row, from.1), value.clone())));
    }
    out
}

/// E720: "cannot" beside another answer to the same goal; none of them is used.
pub fn check_e720_cannot_and_more(form: &Returned<'_>, rows: &mut Vec<(AnswerRow, u32)>, findings: &mut Findings) {
    let mut kinds: BTreeMap<String, (BTreeSet<bool>, u32)> = BTreeMap::new();
    for (answer, row) in rows.iter() {
        let (kinds, last) = kinds.entry(answer.goal.clone()).or_default();
        kinds.insert(answer.answer == "cannot");
        *last = *row;
    }
    kinds.retain(|_, (kinds, _)| kinds.len() > 1);
    for (goal, (_, row)) in &kinds {
        let column = form.columns.get(&Column::Answer).copied().unwrap_or(0);
        let cell = place(form.sheet(), (*row, column));
        let what = say!("{goal} har både »kan ikke« og et andet svar", "{goal} has both \"cannot\" and another answer");
        findings.add(
            "E720",
            Place::file(form.file).column(&cell),
            what,
            say!("slet den række, der ikke gælder", "remove the row that does not hold"),
        );
    }
    rows.retain(|(answer, _)| !kinds.contains_key(&answer.goal));
}

/// W733: goals of the form that have no row; `seen` are those that have one.
pub fn check_w733_missing(form: &Returned<'_>, instance: &Instance, seen: &BTreeSet<String>, findings: &mut Findings) {
    let asked = form.asked.questions.iter().map(|q| instance.goal(q.goal).code.as_str());
    let sent = |code: &&str| form.stamp.asked.iter().any(|a| a == code);
    let missing: Vec<&str> = asked.filter(sent).filter(|code| !seen.contains(*code)).collect();
    if !missing.is_empty() {
        let (count, codes) = (missing.len(), few(&missing));
        let what = if count == 1 {
            say!(
                "et af skemaets mål har ingen række ({codes}); det tæller som ubesvaret",
                "a goal of the form has no row ({codes}); it counts as not answered"
            )
        } else {
            say!(
                "{count} af skemaets mål har ingen række ({codes}); de tæller som ubesvarede",
                "{count} goals of the form have no row ({codes}); they count as not answered"
            )
        };
        let cure =
            say!("spørg skolen, om rækkerne er slettet med vilje", "ask the school whether the rows were removed on purpose");
        findings.add("W733", Place::file(form.file).column(&form.sheet().name), what, cure);
    }
}

/// E740: a form without any answer whose rows are gone, or which would take `earlier` answers of its school away. Whether it is one.
pub fn check_e740_no_answer(form: &Returned<'_>, read: &Answers, earlier: usize, findings: &mut Findings) -> bool {
    let told = findings.any_error_in(form.file);
    if told || !read.rows.is_empty() || (earlier == 0 && !read.seen.is_empty()) {
        return false;
    }
    let cause = if read.seen.is_empty() {
        say!("alle rækker er slettet", "all its rows are gone")
    } else {
        say!("kolonnen Svar er tom", "the column Answer is empty")
    };
    let effect = match earlier {
        0 => Text::default(),
        1 => say!("; skolens tidligere svar ville falde bort", "; the school's earlier answer would go"),
        _ => say!("; skolens {earlier} tidligere svar ville falde bort", "; the school's {earlier} earlier answers would go"),
    };
    let what = say!("skemaet har ingen svar: {cause}{effect}", "the form has no answers: {cause}{effect}"; cause, effect);
    let cure = say!(
        "bed skolen om skemaet igen, eller flyt filen væk, og læs de andre ind; gælder svarene ikke mere, så slet dem i forms.csv",
        "ask the school for the form again, or move the file away and import the others; where the answers no longer hold, remove them from forms.csv"
    );
    findings.add("E740", Place::file(form.file).column(&form.sheet().name), what, cure);
    true
}

/// W734: goal codes and filled cells `raw` are those that went out.
pub fn check_w734_unchanged(form: &Returned<'_>, raw: Vec<(String, Vec<String>)>, findings: &mut Findings) {
    if answers_sum(raw) != form.stamp.answers {
        return;
    }
    let what = say!(
        "skemaet kom tilbage, som det blev sendt: skolen har intet ændret",
        "the form came back as it went out: the school changed nothing"
    );
    let cure = say!("spørg skolen, om det er meningen", "ask the school whether that is meant");
    findings.add("W734", whole(form.file), what, cure);
}
