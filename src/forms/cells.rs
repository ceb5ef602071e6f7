//! The cells that a school filled in, as values of forms.csv (E721, E723 to E725, E727 to E729, E739).

use std::collections::BTreeMap;

use chrono::Datelike;

use super::columns::Column;
use super::open::Returned;
use super::place;
use super::prefill::PlaceLabel;
use super::words::{self, ALSO, ANSWERS, Named, plain};
use crate::check::finding::{Findings, Place, Text, did_you_mean, say, with_hint};
use crate::check::schema::closest;
use crate::domain::instance::Language;
use crate::read::start::{BadStart, Start, starts};
use crate::read::value;
use crate::read::workbook::{At, Value};
use crate::report::text::{decimal, paper_date};

/// One row of a returned form.
pub struct Cells<'a> {
    form: &'a Returned<'a>,
    row: u32,
    /// Values of merged cells, at every row that they cover.
    merged: &'a BTreeMap<At, Value>,
    findings: &'a mut Findings,
    /// No cell of the row was unreadable so far.
    pub sound: bool,
}

/// `offers`, `can` or `cannot` as forms.csv writes it.
pub type Word = &'static str;

impl<'a> Cells<'a> {
    /// The cells of a row.
    pub fn new(form: &'a Returned<'a>, row: u32, merged: &'a BTreeMap<At, Value>, findings: &'a mut Findings) -> Self {
        Self { form, row, merged, findings, sound: true }
    }

    fn at(&self, column: Column) -> At {
        (self.row, self.form.columns.get(&column).copied().unwrap_or(u32::MAX))
    }

    fn value(&self, column: Column) -> Option<&'a Value> {
        let at = self.at(column);
        self.form.sheet().cells.get(&at).or_else(|| self.merged.get(&at))
    }

    /// The text of a cell; empty if there is none.
    #[must_use]
    pub fn text(&self, column: Column) -> String {
        self.value(column).map(Value::text).unwrap_or_default()
    }

    /// A cell as findings quote it: numbers and dates as people write them, nothing long.
    #[must_use]
    pub fn quoted(&self, column: Column) -> Text {
        self.value(column).map(quoted).unwrap_or_default()
    }

    /// Adds a finding at a cell; an error makes the row unsound.
    pub fn add(&mut self, code: &'static str, column: Column, what: Text, cure: Text) {
        self.sound &= code.starts_with('W');
        let cell = place(self.form.sheet(), self.at(column));
        self.findings.add(code, Place::file(self.form.file).column(&cell), what, cure);
    }

    /// E729, and E739 for a formula that nobody worked out.
    pub fn check_e729_e739_no_value(&mut self, column: Column) {
        match self.value(column) {
            Some(Value::Error(name)) => {
                let what = say!("cellen viser fejlen {name}", "the cell shows the error {name}");
                let cure = say!("skriv værdien i stedet for formlen", "write the value in place of the formula");
                self.add("E729", column, what, cure);
            }
            Some(Value::Unsolved) => {
                let what = say!("cellen har en formel uden gemt resultat", "the cell has a formula without a stored result");
                let cure = say!(
                    "åbn og gem filen i Excel, eller skriv værdien",
                    "open the file in Excel and save it, or write the value"
                );
                self.add("E739", column, what, cure);
            }
            _ => {}
        }
    }

    /// The answer (E721); `None` for an empty cell too.
    pub fn answer(&mut self) -> Option<Word> {
        let cell = self.text(Column::Answer);
        if cell.is_empty() {
            return None;
        }
        let text = plain(&cell);
        let in_both = |(at, word): (usize, &words::Word)| Language::ALL.map(|language| (word.text(language), at));
        let known = ANSWERS.iter().enumerate().flat_map(in_both).chain(ALSO);
        if let Some((_, at)) = known.clone().find(|(word, _)| plain(word) == text) {
            return Some(["offers", "can", "cannot"][at]);
        }
        let near = closest(&text, known.map(|(word, _)| word));
        let cell = self.quoted(Column::Answer);
        let what = say!("svaret »{cell}« kan ikke forstås", "the answer \"{cell}\" is not understood"; cell);
        let cure = say!(
            "vælg på listen: tilbyder som udbyder, kan påtage sig eller kan ikke",
            "choose from the list: offers, can or cannot"
        );
        self.add("E721", Column::Answer, with_hint(what, &did_you_mean(near)), cure);
        None
    }

    /// `true`, `false` or nothing (E723).
    pub fn guarantee(&mut self) -> String {
        let cell = self.text(Column::Guarantee);
        if cell.is_empty() {
            return cell;
        }
        if let Some(yes) = value::yes_no(&plain(&cell)) {
            return yes.to_string();
        }
        let cell = self.quoted(Column::Guarantee);
        let what = say!("»{cell}« er hverken ja eller nej", "\"{cell}\" is neither yes nor no"; cell);
        self.add(
            "E723",
            Column::Guarantee,
            what,
            say!("vælg ja eller nej, eller lad cellen stå tom", "choose yes or no, or leave the cell empty"),
        );
        String::new()
    }

    /// The starts (E724, E725).
    pub fn starts(&mut self, year: i32) -> Vec<Start> {
        let found = match self.value(Column::When) {
            None => return Vec::new(),
            Some(Value::Date(date)) => Ok(vec![Start::Date(*date)]),
            Some(Value::Number(number)) if number.fract() == 0.0 && (1.0..=53.0).contains(number) => {
                Ok(vec![Start::Week(None, *number as u32)])
            }
            Some(Value::Number(number)) => self.form.book.day(*number).map(|day| vec![Start::Date(day)]).ok_or(BadStart::Form),
            Some(value) => starts(&value.text(), year),
        };
        found.unwrap_or_else(|bad| {
            self.check_e724_e725_start(bad, year);
            Vec::new()
        })
    }

    fn check_e724_e725_start(&mut self, bad: BadStart, year: i32) {
        let cell = self.quoted(Column::When);
        let cure = say!("ret datoen; dag før måned", "correct the date; day before month");
        let (code, what, cure) = match bad {
            BadStart::Form => {
                let what = say!("»{cell}« er hverken en dato eller en uge", "\"{cell}\" is neither a date nor a week"; cell);
                let cure = say!(
                    "skriv startdatoen (12-03-{year}) eller ugen (uge 12); flere med semikolon imellem",
                    "write the start date (12-03-{year}) or the week (week 12); several with semicolons between"
                );
                ("E724", what, cure)
            }
            BadStart::NoSuchDay => ("E725", say!("dagen »{cell}« findes ikke", "there is no such day as \"{cell}\""; cell), cure),
            BadStart::OtherWeekday(date, named) => {
                let (day, month, year) = (date.day(), Named::month(date.month()), date.year());
                let (is, not) = (Named::weekday(date.weekday().num_days_from_monday() as usize), Named::weekday(named));
                let what = say!(
                    "{day}. {month} {year} er en {is}, ikke en {not}",
                    "{day} {month} {year} is a {is}, not a {not}"; month, is, not
                );
                ("E725", what, say!("ret datoen eller ugedagen", "correct the date or the weekday"))
            }
        };
        self.add(code, Column::When, what, cure);
    }

    /// A whole number from 1 to `most` (E727), as text; empty for an empty cell.
    pub fn whole(&mut self, column: Column, most: i32) -> String {
        let cell = self.text(column);
        if cell.is_empty() {
            return cell;
        }
        let number = value::number(&cell, true).filter(|n| n.fract() == 0.0 && (1.0..=f64::from(most)).contains(n));
        if let Some(number) = number {
            return number.to_string();
        }
        let cell = self.quoted(column);
        let what = say!("»{cell}« er ikke et helt tal fra 1 til {most}", "\"{cell}\" is no whole number from 1 to {most}"; cell);
        self.add(
            "E727",
            column,
            what,
            say!("skriv kun tallet, eller lad cellen stå tom", "write the number alone, or leave the cell empty"),
        );
        String::new()
    }

    /// The id of a site of the school (E728), or nothing.
    pub fn site(&mut self, places: &[PlaceLabel]) -> String {
        let cell = self.text(Column::Place);
        let text = plain(&cell);
        if text.is_empty() {
            return String::new();
        }
        if let Some(place) = places.iter().find(|p| plain(&p.label) == text || plain(&p.id) == text) {
            return place.id.clone();
        }
        let known = places.iter().map(|p| p.label.as_str()).collect::<Vec<_>>().join("; ");
        let cell = self.quoted(Column::Place);
        let what = say!("skolen har ingen afdeling »{cell}«", "the school has no site \"{cell}\""; cell);
        self.add("E728", Column::Place, what, say!("vælg på listen: {known}", "choose from the list: {known}"));
        String::new()
    }
}

/// Longest quotation, in letters.
const QUOTED: usize = 40;

fn quoted(value: &Value) -> Text {
    let text = match value {
        Value::Number(number) => {
            let number = number.to_string();
            let [da, en] = Language::ALL.map(|language| decimal(language, &number));
            Text { da, en }
        }
        Value::Date(date) => Text { da: paper_date(*date), en: date.to_string() },
        value => Text::same(value.text()),
    };
    Text { da: shortened(&text.da), en: shortened(&text.en) }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= QUOTED {
        return text.to_string();
    }
    let shown: String = text.chars().take(QUOTED - 1).collect();
    format!("{}…", shown.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{QUOTED, quoted};
    use crate::read::workbook::Value;

    #[test]
    fn cells_are_quoted_short_and_as_people_write() {
        let half = quoted(&Value::Number(2.5));
        assert_eq!([half.da.as_str(), half.en.as_str()], ["2,5", "2.5"]);
        let date = quoted(&Value::Date(chrono::NaiveDate::from_ymd_opt(2028, 3, 12).expect("a date")));
        assert_eq!([date.da.as_str(), date.en.as_str()], ["12-03-2028", "2028-03-12"]);
        for value in [Value::Number(1e300), Value::Number(-1e-300), Value::Text("æ".repeat(400))] {
            let shown = quoted(&value).da;
            assert!(shown.chars().count() == QUOTED && shown.ends_with('…'), "{shown}");
        }
        assert_eq!(quoted(&Value::Text("ø".repeat(QUOTED))).da, "ø".repeat(QUOTED));
    }
}
