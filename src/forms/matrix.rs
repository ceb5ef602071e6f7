//! Who answered what: FKBs by schools.

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::questions::Asked;
use super::rows::FormsFile;
use super::words::Word;
use crate::domain::ids::FkbIx;
use crate::domain::instance::{Instance, Language};
use crate::report::papers::sheet::harmless;
use crate::report::papers::sheet_xlsx::wrapped;
use crate::report::table::Table;

/// Names of the files that the table is written to.
pub const FILES: [&str; 2] = ["svaroversigt.csv", "svaroversigt.xlsx"];

/// Width of the column of titles, in characters.
const TITLE_WIDTH: usize = 46;
/// Most schools in the workbook.
const SCHOOLS: usize = 1000;

/// Goals answered, of goals asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Goals with at least one answer.
    pub answered: usize,
    /// Goals asked.
    pub asked: usize,
}

impl Share {
    fn add(&mut self, other: Self) {
        self.answered += other.answered;
        self.asked += other.asked;
    }

    /// `alle`, `3/5`, `intet`, or nothing where nothing was asked.
    #[must_use]
    pub fn text(self, language: Language) -> String {
        match self {
            Self { asked: 0, .. } => String::new(),
            Self { answered: 0, .. } => Word::Nothing.text(language).to_string(),
            Self { answered, asked } if answered == asked => Word::All.text(language).to_string(),
            Self { answered, asked } => format!("{answered}/{asked}"),
        }
    }
}

/// The table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// Id and name of each school that is asked.
    pub schools: Vec<(String, String)>,
    /// Code and title of each FKB, and the share of each school.
    pub rows: Vec<(String, String, Vec<Share>)>,
}

impl Matrix {
    /// Counts the answers in forms.csv.
    #[must_use]
    pub fn new(instance: &Instance, asked: &[Asked], forms: &FormsFile) -> Self {
        let answered: BTreeSet<(&str, &str)> =
            forms.rows.iter().map(|(row, _)| (row.school.as_str(), row.goal.as_str())).collect();
        let school = |a: &Asked| instance.school(a.school);
        let fkbs: BTreeSet<FkbIx> = asked.iter().flat_map(|a| a.questions.iter().map(|q| q.fkb)).collect();
        let share = |a: &Asked, fkb: FkbIx| {
            let mut share = Share::default();
            for question in a.questions.iter().filter(|q| q.fkb == fkb) {
                let is_answered = answered.contains(&(school(a).id.as_str(), instance.goal(question.goal).code.as_str()));
                share.add(Share { answered: usize::from(is_answered), asked: 1 });
            }
            share
        };
        let row = |fkb: FkbIx| {
            let known = instance.fkb(fkb);
            (known.code.clone(), known.title.clone(), asked.iter().map(|a| share(a, fkb)).collect())
        };
        let schools = asked.iter().map(|a| (school(a).id.clone(), school(a).name.clone())).collect();
        Self { schools, rows: fkbs.into_iter().map(row).collect() }
    }

    /// The share of each school over all FKBs.
    #[must_use]
    pub fn totals(&self) -> Vec<Share> {
        let mut totals = vec![Share::default(); self.schools.len()];
        for (_, _, shares) in &self.rows {
            totals.iter_mut().zip(shares).for_each(|(total, share)| total.add(*share));
        }
        totals
    }

    /// The table for the screen: a number per school, with its name below.
    #[must_use]
    pub fn screen(&self, language: Language) -> String {
        let width = self.cells(language).iter().flatten().map(|cell| cell.chars().count()).max().unwrap_or(0).max(2) + 1;
        let line = |first: &str, cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:>width$}")).collect();
            let cells = cells.concat();
            format!("{first:<6}{cells}").trim_end().to_string()
        };
        let numbers: Vec<String> = (1..=self.schools.len()).map(|n| n.to_string()).collect();
        let mut lines = vec![line("FKB", &numbers)];
        lines.extend(self.rows.iter().zip(self.cells(language)).map(|((code, _, _), cells)| line(code, &cells)));
        lines.push(String::new());
        for ((number, (_, name)), total) in (1..).zip(&self.schools).zip(self.totals()) {
            lines.push(format!("{number:>4}  {name}: {}/{}", total.answered, total.asked));
        }
        lines.join("\n")
    }

    fn cells(&self, language: Language) -> Vec<Vec<String>> {
        self.rows.iter().map(|(_, _, shares)| shares.iter().map(|s| s.text(language)).collect()).collect()
    }

    /// Headings and rows with the totals at the end, as text.
    fn grid(&self, language: Language) -> Vec<Vec<String>> {
        let head = [super::columns::Column::Fkb, super::columns::Column::FkbTitle].map(|c| c.word().text(language).to_string());
        let names = self.schools.iter().map(|(_, name)| name.clone());
        let mut grid = vec![head.into_iter().chain(names).collect::<Vec<_>>()];
        for ((code, title, _), cells) in self.rows.iter().zip(self.cells(language)) {
            grid.push([code.clone(), title.clone()].into_iter().chain(cells).collect());
        }
        let totals = self.totals().into_iter().map(|t| format!("{}/{}", t.answered, t.asked));
        grid.push([Word::Total.text(language).to_string(), String::new()].into_iter().chain(totals).collect());
        grid
    }

    /// The table as CSV that a Danish Excel opens by double-click.
    #[must_use]
    pub fn csv(&self, language: Language) -> Vec<u8> {
        let grid = self.grid(language);
        let mut rows = grid.iter().map(|row| row.iter().map(|cell| spreadsheet(cell, language)).collect::<Vec<_>>());
        let head = rows.next().unwrap_or_default();
        let mut table = Table::excel(&head.iter().map(String::as_str).collect::<Vec<_>>());
        rows.for_each(|row| table.row(&row));
        table.bytes()
    }

    /// The table as a workbook; the same table gives the same bytes.
    #[must_use]
    pub fn xlsx(&self, language: Language) -> Vec<u8> {
        match self.workbook(language) {
            Ok(bytes) => bytes,
            // Schools are fewer than columns, FKBs fewer than rows, texts cut: no input leads here.
            Err(error) => unreachable!("the table keeps to the limits of a workbook: {error}"),
        }
    }

    fn workbook(&self, language: Language) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
        let page = book.add_worksheet();
        page.set_name(Word::MatrixTitle.text(language))?;
        let cell = Format::new().set_border(FormatBorder::Thin).set_border_color(0x00C8_C8C8).set_text_wrap();
        let centred = cell.clone().set_align(FormatAlign::Center);
        let heading = cell.clone().set_bold().set_background_color(0x00DD_E6EE);
        let turned = heading.clone().set_rotation(90).set_align(FormatAlign::Center);
        let (all, nothing) = (Word::All.text(language), Word::Nothing.text(language));
        for (line, row) in (0..).zip(self.grid(language)) {
            let lines = row.get(1).map_or(1, |title| wrapped(title, TITLE_WIDTH));
            page.set_row_height(line, 15.0 * f64::from(lines.clamp(1, 6)))?;
            for (column, text) in (0..).zip(row.iter().take(SCHOOLS)) {
                let format = match (line, column, text.as_str()) {
                    (0, 0 | 1, _) => heading.clone(),
                    (0, ..) => turned.clone(),
                    (_, 0 | 1, _) => cell.clone(),
                    (_, _, text) if text == all => centred.clone().set_background_color(0x00D5_EBD5),
                    (_, _, text) if text == nothing => centred.clone().set_background_color(0x00F6_CFCF),
                    (_, _, "") => centred.clone().set_background_color(0x00F2_F2F2),
                    _ => centred.clone().set_background_color(0x00FF_F2C4),
                };
                page.write_string_with_format(line, column, harmless(text).chars().take(1000).collect::<String>(), &format)?;
            }
        }
        let last_column = u16::try_from(self.schools.len().min(SCHOOLS)).unwrap_or(0) + 1;
        page.set_column_width(0, 8)?.set_column_width(1, TITLE_WIDTH as f64)?.set_column_range_width(2, last_column, 7)?;
        page.set_row_height(0, 170)?.set_freeze_panes(1, 2)?.set_repeat_rows(0, 0)?;
        page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&L&A&R&P / &N");
        book.save_to_buffer()
    }
}

/// A cell of the CSV file: harmless, and `3/5` with blanks so that no spreadsheet makes a date of it.
fn spreadsheet(text: &str, language: Language) -> String {
    match text.split_once('/') {
        Some((a, b)) if [a, b].iter().all(|t| !t.is_empty() && t.bytes().all(|c| c.is_ascii_digit())) => {
            Word::Of.fill(language, &[("answered", a), ("asked", b)])
        }
        _ => harmless(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{Matrix, Share, spreadsheet};
    use crate::domain::instance::Language;

    #[test]
    fn the_table_tells_all_some_nothing_and_not_asked() {
        let share = |answered, asked| Share { answered, asked };
        let matrix = Matrix {
            schools: vec![("nord".into(), "Nordskolen".into()), ("syd".into(), "=Syd".into())],
            rows: vec![
                ("2222".into(), "Kraner".into(), vec![share(2, 2), share(1, 3)]),
                ("2679".into(), "Nedrivning".into(), vec![share(0, 4), share(0, 0)]),
            ],
        };
        let expected = "FKB        1     2\n2222    alle   1/3\n2679   intet\n\n   1  Nordskolen: 2/6\n   2  =Syd: 1/3";
        assert_eq!(matrix.screen(Language::Da), expected);
        let csv = String::from_utf8(matrix.csv(Language::Da)).expect("UTF-8");
        assert_eq!(
            csv,
            "\u{feff}FKB-nr;FKB-titel;Nordskolen;'=Syd\r\n2222;Kraner;alle;1 af 3\r\n2679;Nedrivning;intet;\r\nI alt;;2 af 6;1 af 3\r\n"
        );
        assert_eq!(&matrix.xlsx(Language::En)[..2], b"PK");
        assert_eq!(matrix.xlsx(Language::Da), matrix.xlsx(Language::Da));
        assert_eq!(["og/eller", "1/", "2/3"].map(|text| spreadsheet(text, Language::En)), ["og/eller", "1/", "2 of 3"]);
    }
}
