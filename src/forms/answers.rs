//! The rows of a returned form as rows of forms.csv (E716 to E719, E722, E726, W730, W731, W735).

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cells, Word};
use super::columns::{Column, FILLED};
use super::layout::{MOST_PEOPLE, MOST_RUNS};
use super::open::Returned;
use super::prefill::{PlaceLabel, joined, places};
use super::questions::table;
use super::repeated::{Rows, check_w421_cannot_with_figures};
use super::rows::AnswerRow;
use super::whole_form::{check_e720_cannot_and_more, check_w732_merged, check_w734_unchanged};
use super::words::plain;
use crate::check::finding::{Findings, did_you_mean, say, with_hint};
use crate::check::schema::closest;
use crate::domain::instance::Instance;
use crate::read::folder::Folder;
use crate::read::start::Start;

/// What is known of goals, asked or not.
pub struct Known<'a> {
    /// The planning year.
    pub instance: &'a Instance,
    /// Title of every goal of goals.csv by code.
    pub titles: BTreeMap<String, String>,
    /// A goal with that title, by title in plain form.
    pub by_title: BTreeMap<String, String>,
}

impl<'a> Known<'a> {
    /// What the planning folder says.
    #[must_use]
    pub fn new(instance: &'a Instance, folder: &Folder) -> Self {
        let goals = table(folder, "goals.csv");
        let both = |row| (goals.cell(row, "goal_code").to_string(), goals.cell(row, "title").to_string());
        let titles: BTreeMap<String, String> = goals.rows.iter().map(both).collect();
        let by_title = titles.iter().map(|(code, title)| (plain(title), code.clone())).collect();
        Self { instance, titles, by_title }
    }
}

/// What one form says.
pub struct Answers {
    /// The answers with the row of each.
    pub rows: Vec<(AnswerRow, u32)>,
    /// Goals that have a row.
    pub seen: BTreeSet<String>,
    /// Goals with a row in which something could not be read.
    pub unread: BTreeSet<String>,
}

/// The answers of one form.
pub fn answers(form: &Returned<'_>, known: &Known<'_>, findings: &mut Findings) -> Answers {
    let instance = known.instance;
    let merged = check_w732_merged(form, findings);
    let places = places(instance, form.asked.school);
    let mut reader = Reader { form, known, places, seen: BTreeSet::new(), unread: BTreeSet::new(), raw: Vec::new() };
    let (mut out, mut before) = (Vec::new(), Rows::default());
    let rows: BTreeSet<u32> = form.sheet().cells.keys().map(|at| at.0).filter(|row| *row > form.header).collect();
    for row in rows {
        let mut cells = Cells::new(form, row, &merged, findings);
        let answers = reader.row(&mut cells);
        if !before.check_w302_copied(&answers, row, &mut cells) {
            out.extend(answers.into_iter().map(|answer| (answer, row)));
        }
    }
    check_e720_cannot_and_more(form, &mut out, findings);
    check_w734_unchanged(form, reader.raw, findings);
    Answers { rows: out, seen: reader.seen, unread: reader.unread }
}

struct Reader<'a> {
    form: &'a Returned<'a>,
    known: &'a Known<'a>,
    places: Vec<PlaceLabel>,
    /// Goals that have a row.
    seen: BTreeSet<String>,
    /// Goals with a row in which something could not be read.
    unread: BTreeSet<String>,
    /// Goal code and filled cells as they stand.
    raw: Vec<(String, Vec<String>)>,
}

impl Reader<'_> {
    fn row(&mut self, cells: &mut Cells<'_>) -> Vec<AnswerRow> {
        let texts: Vec<String> = FILLED.iter().map(|column| cells.text(*column)).collect();
        let filled = texts.iter().any(|text| !text.is_empty());
        let Some(code) = self.code(cells, filled) else { return Vec::new() };
        self.seen.insert(code.clone());
        self.raw.push((code.clone(), texts));
        let rows = self.of_goal(&code, filled, cells);
        if !cells.sound {
            self.unread.insert(code);
        }
        rows
    }

    /// The answers of a row about the goal.
    fn of_goal(&self, code: &str, filled: bool, cells: &mut Cells<'_>) -> Vec<AnswerRow> {
        for column in FILLED {
            cells.check_e729_e739_no_value(column);
        }
        if !filled || !cells.sound {
            return Vec::new();
        }
        let Some(answer) = cells.answer() else {
            check_e722_w730_no_answer(cells);
            return Vec::new();
        };
        if answer == "cannot" {
            return vec![self.cannot(code, cells)];
        }
        let row = self.answer(code, answer, cells);
        let starts = cells.starts(self.known.instance.calendar.year());
        let rows = each_start(row, &starts, cells);
        if cells.sound { rows } else { Vec::new() }
    }

    /// A refusal, which has a reason and nothing else.
    fn cannot(&self, code: &str, cells: &mut Cells<'_>) -> AnswerRow {
        check_w421_cannot_with_figures(cells);
        let (why, note) = (cells.text(Column::Why), cells.text(Column::Note));
        if why.is_empty() && note.is_empty() {
            let what = say!("der står ikke, hvorfor {code} ikke kan udbydes", "it is not said why {code} cannot be offered");
            cells.add("W731", Column::Why, what, say!("spørg skolen, eller lad det stå", "ask the school, or leave it"));
        }
        AnswerRow { note: joined(&why, &note), ..self.bare(code, "cannot") }
    }

    /// An offer or "can" but for its start.
    fn answer(&self, code: &str, answer: Word, cells: &mut Cells<'_>) -> AnswerRow {
        AnswerRow {
            site: cells.site(&self.places),
            runs: cells.whole(Column::Runs, MOST_RUNS),
            guarantee: cells.guarantee(),
            min: cells.whole(Column::Min, MOST_PEOPLE),
            max: cells.whole(Column::Max, MOST_PEOPLE),
            note: joined(&cells.text(Column::Why), &cells.text(Column::Note)),
            ..self.bare(code, answer)
        }
    }

    fn bare(&self, code: &str, answer: Word) -> AnswerRow {
        let school = self.known.instance.school(self.form.asked.school).id.clone();
        AnswerRow { school, goal: code.to_string(), answer: answer.to_string(), ..AnswerRow::default() }
    }

    /// The goal of a row that the school is asked about now; `None` for a row that is none, or after a finding.
    fn code(&self, cells: &mut Cells<'_>, filled: bool) -> Option<String> {
        let text = cells.text(Column::Goal);
        if Column::of_heading(&text) == Some(Column::Goal) {
            return None;
        }
        cells.check_e729_e739_no_value(Column::Goal);
        if text.is_empty() && filled {
            let what = say!("rækken er udfyldt, men har ingen målkode", "the row is filled in but has no goal code");
            cells.add(
                "E716",
                Column::Goal,
                what,
                say!("skriv målkoden, eller tøm rækken", "write the goal code, or empty the row"),
            );
        }
        if text.is_empty() || !cells.sound {
            return None;
        }
        // A spreadsheet takes leading zeros away.
        let padded = format!("{text:0>5}");
        let code = [text.clone(), padded].into_iter().find(|code| self.known.titles.contains_key(code));
        let Some(code) = code else {
            self.check_e717_unknown_goal(&text, cells);
            return None;
        };
        let asked = self.form.asked.questions.iter().any(|q| self.known.instance.goal(q.goal).code == code);
        if !asked {
            self.check_e718_w735_not_asked(&code, filled, cells);
            return None;
        }
        self.check_e719_title(&code, cells).then_some(code)
    }

    fn check_e717_unknown_goal(&self, code: &str, cells: &mut Cells<'_>) {
        let near = closest(code, self.form.stamp.asked.iter().map(String::as_str));
        let what = say!("målet »{code}« findes ikke", "there is no goal \"{code}\"");
        let cure = say!("ret målkoden, eller slet rækken", "correct the goal code, or remove the row");
        cells.add("E717", Column::Goal, with_hint(what, &did_you_mean(near)), cure);
    }

    fn check_e718_w735_not_asked(&self, code: &str, filled: bool, cells: &mut Cells<'_>) {
        if !self.form.stamp.asked.iter().any(|asked| asked == code) {
            let what = say!("skolen er aldrig blevet spurgt om målet {code}", "the school was never asked about the goal {code}");
            let cure = say!(
                "slet rækken; har skolen godkendelsen, så skriv den i approvals.csv, og send et nyt skema",
                "remove the row; if the school holds the approval, add it to approvals.csv and send a new form"
            );
            cells.add("E718", Column::Goal, what, cure);
        } else if filled {
            let what = say!(
                "målet {code} er ikke længere med i planen for skolen; svaret bruges ikke",
                "the goal {code} is no longer planned for the school; the answer is not used"
            );
            let cure = say!(
                "ret goals.csv eller approvals.csv, hvis det er en fejl",
                "correct goals.csv or approvals.csv if that is a mistake"
            );
            cells.add("W735", Column::Goal, what, cure);
        }
    }

    /// E719: a title that belongs to another goal shows that columns were sorted or copied apart.
    fn check_e719_title(&self, code: &str, cells: &mut Cells<'_>) -> bool {
        let text = plain(&cells.text(Column::Title));
        let own = self.known.titles.get(code).is_some_and(|title| plain(title) == text);
        let other = self.known.by_title.get(&text).filter(|_| !own && !text.is_empty());
        let Some(other) = other else { return true };
        let what = say!(
            "målkoden er {code}, men titlen er den for {other}",
            "the goal code is {code}, but the title is that of {other}"
        );
        let cure = say!(
            "kolonnerne er forskubbet (sorteret hver for sig?): bed skolen om skemaet igen",
            "the columns have shifted (sorted one by one?): ask the school for the form again"
        );
        cells.add("E719", Column::Goal, what, cure);
        false
    }
}

fn check_e722_w730_no_answer(cells: &mut Cells<'_>) {
    if !cells.sound {
        return;
    }
    let other = FILLED.into_iter().filter(|c| *c != Column::Note).find(|c| !cells.text(*c).is_empty());
    let note = cells.text(Column::Note);
    let cure = say!("vælg et svar i kolonnen Svar, eller tøm rækken", "choose an answer in the column Answer, or empty the row");
    if let Some(column) = other {
        let text = cells.quoted(column);
        let what = say!(
            "rækken er udfyldt (»{text}«), men svaret mangler",
            "the row is filled in (\"{text}\"), but the answer is missing"; text
        );
        cells.add("E722", Column::Answer, what, cure);
    } else {
        let what = say!(
            "bemærkningen »{note}« står uden svar og kommer ikke med",
            "the remark \"{note}\" stands without an answer and is not taken over"
        );
        cells.add("W730", Column::Note, what, cure);
    }
}

/// One row per start (E726).
fn each_start(row: AnswerRow, starts: &[Start], cells: &mut Cells<'_>) -> Vec<AnswerRow> {
    let count = starts.len();
    let runs = row.runs.clone();
    if count > 1 && !runs.is_empty() && runs != count.to_string() {
        let what = say!("{count} datoer, men {runs} hold", "{count} dates, but {runs} runs");
        cells.add(
            "E726",
            Column::Runs,
            what,
            say!("ret antallet, eller lad cellen stå tom", "correct the number, or leave the cell empty"),
        );
    }
    if count == 0 {
        return vec![row];
    }
    let one = |start: &Start| {
        let mut row = row.clone();
        if count > 1 {
            row.runs = "1".to_string();
        }
        match start {
            Start::Date(date) => row.start_date = date.to_string(),
            Start::Week(None, week) => row.week = week.to_string(),
            Start::Week(Some(year), week) => row.week = format!("{year}-W{week:02}"),
        }
        row
    };
    starts.iter().map(one).collect()
}
