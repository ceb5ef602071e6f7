//! What stands in a form before the school fills it in: its answers in forms.csv; if there are none, its own offers of last year.

use chrono::Datelike;

use super::layout::MOST_RUNS;
use super::questions::{Asked, Question};
use super::rows::{AnswerRow, FormsFile};
use super::words::{ANSWERS, REASONS, Word, YES_NO, plain};
use crate::domain::ids::SchoolIx;
use crate::domain::instance::{Instance, Language};
use crate::read::value;

/// The cells that the school fills in, in the order of [`super::columns::FILLED`].
pub type Filled = [String; 9];

/// One line of the form: position of its question, and its cells.
pub type Line = (usize, Filled);

/// A site as the school chooses it from the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceLabel {
    /// What the school reads: name of the site, with its id where two have the same.
    pub label: String,
    /// `site_id`.
    pub id: String,
}

/// The sites of a school, by id.
#[must_use]
pub fn places(instance: &Instance, school: SchoolIx) -> Vec<PlaceLabel> {
    let own: Vec<_> = instance.sites.iter().filter(|site| site.school == school).collect();
    let name = |at: usize| {
        let site = own[at];
        let parts = [site.name.as_str(), site.address.as_str(), site.city.as_str()];
        parts.into_iter().find(|part| !part.is_empty()).unwrap_or(&site.id).to_string()
    };
    let unique = |at: usize| (0..own.len()).filter(|other| plain(&name(*other)) == plain(&name(at))).count() == 1;
    let label = |at: usize| if unique(at) { name(at) } else { format!("{} ({})", name(at), own[at].id) };
    (0..own.len()).map(|at| PlaceLabel { label: label(at), id: own[at].id.clone() }).collect()
}

/// The lines of a form: each question at least once, several times where the school gave several answers.
#[must_use]
pub fn lines(instance: &Instance, asked: &Asked, forms: &FormsFile, places: &[PlaceLabel]) -> Vec<Line> {
    let id = &instance.school(asked.school).id;
    // Once a school has answered, a goal without an answer is one that it left open.
    let own: Vec<&AnswerRow> = forms.rows.iter().map(|(row, _)| row).filter(|row| row.school == *id).collect();
    let mut lines = Vec::new();
    for (at, question) in asked.questions.iter().enumerate() {
        let code = &instance.goal(question.goal).code;
        let answers = merged(own.iter().copied().filter(|row| row.goal == *code).cloned().collect());
        if answers.is_empty() {
            lines.push((at, if own.is_empty() { untouched(question, instance.language) } else { Filled::default() }));
        }
        lines.extend(answers.iter().map(|row| (at, filled(row, instance.language, places))));
    }
    lines
}

/// The answers to one goal, sorted. Equal ones become one with the sum of their runs, for of equal rows of a form that comes back one counts.
fn merged(mut answers: Vec<AnswerRow>) -> Vec<AnswerRow> {
    answers.sort();
    let runs = |row: &AnswerRow| row.runs.parse().unwrap_or(1);
    let mut out: Vec<(AnswerRow, i32)> = Vec::new();
    for row in answers {
        match out.last_mut() {
            Some((last, sum)) if *last == row && *sum + runs(&row) <= MOST_RUNS => *sum += runs(&row),
            _ => out.push((row.clone(), runs(&row))),
        }
    }
    for (row, sum) in &mut out {
        if row.answer == "offers" && *sum > runs(row) {
            row.runs = sum.to_string();
        }
    }
    out.into_iter().map(|(row, _)| row).collect()
}

fn untouched(question: &Question, language: Language) -> Filled {
    let mut cells = Filled::default();
    if question.offered_last_year {
        cells[0] = ANSWERS[0].text(language).to_string();
    }
    cells
}

fn filled(row: &AnswerRow, language: Language, places: &[PlaceLabel]) -> Filled {
    let answer = ["offers", "can", "cannot"].iter().position(|word| *word == row.answer);
    let answer_text = answer.map_or(row.answer.clone(), |at| ANSWERS[at].text(language).to_string());
    let (why, note) = if row.answer == "cannot" { reason(&row.note) } else { ("", row.note.as_str()) };
    let guarantee = match value::yes_no(&row.guarantee) {
        Some(yes) => YES_NO[usize::from(!yes)].text(language),
        None => "",
    };
    let place = places.iter().find(|place| place.id == row.site).map_or(row.site.as_str(), |place| &place.label);
    [
        answer_text,
        why.to_string(),
        guarantee.to_string(),
        start(row, language),
        row.runs.clone(),
        row.min.clone(),
        row.max.clone(),
        place.to_string(),
        note.to_string(),
    ]
}

/// The reason for "cannot" and the rest of the remark. Nobody knows where free text ends to be the reason: it is the reason.
fn reason(note: &str) -> (&str, &str) {
    let is = |text: &str, reason: &Word| Language::ALL.iter().any(|language| plain(reason.text(*language)) == plain(text));
    let known = |text: &str| REASONS.iter().any(|reason| is(text, reason));
    match note.split_once("; ") {
        Some((why, rest)) if known(why) => (why, rest),
        _ => (note, ""),
    }
}

/// Reason and remark as one remark; [`reason`] parts them again.
#[must_use]
pub fn joined(why: &str, note: &str) -> String {
    [why, note].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

fn start(row: &AnswerRow, language: Language) -> String {
    if let Ok(date) = value::date(&row.start_date) {
        return format!("{:02}-{:02}-{:04}", date.day(), date.month(), date.year());
    }
    match value::week(&row.week) {
        Some((None, week)) => Word::Week.fill(language, &[("week", &week.to_string())]),
        _ => row.week.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{filled, joined, merged, reason};
    use crate::domain::instance::Language;
    use crate::forms::rows::AnswerRow;

    #[test]
    fn a_reason_and_a_remark_find_back_to_their_cells() {
        for (why, note) in [("ingen lokaler", "kun efterår; måske"), ("udstyret er solgt", ""), ("", ""), ("no rooms", "")] {
            assert_eq!(reason(&joined(why, note)), (why, note));
        }
    }

    #[test]
    fn equal_answers_become_one_with_all_their_runs() {
        let row = |answer: &str, runs: &str| AnswerRow { answer: answer.into(), runs: runs.into(), ..AnswerRow::default() };
        let runs = |answers: Vec<AnswerRow>| merged(answers).into_iter().map(|row| row.runs).collect::<Vec<_>>();
        assert_eq!(runs(vec![row("offers", ""), row("offers", "3"), row("offers", "")]), ["2", "3"]);
        assert_eq!(runs(vec![row("offers", "3"), row("offers", "3")]), ["6"]);
        assert_eq!(runs(vec![row("can", ""), row("can", ""), row("offers", "")]), ["", ""]);
    }

    #[test]
    fn an_answer_is_written_in_the_words_of_the_form() {
        let row = AnswerRow {
            answer: "offers".into(),
            week: "14".into(),
            guarantee: "x".into(),
            runs: "2".into(),
            site: "syd-1".into(),
            note: "fast hold".into(),
            ..AnswerRow::default()
        };
        let cells = filled(&row, Language::Da, &[]);
        assert_eq!(cells, ["tilbyder som udbyder", "", "ja", "uge 14", "2", "", "", "syd-1", "fast hold"].map(String::from));
        let row = AnswerRow { start_date: "2027-03-05".into(), guarantee: "nej".into(), ..row };
        assert_eq!(filled(&row, Language::En, &[])[2..4], ["no".to_string(), "05-03-2027".to_string()]);
    }
}
