//! A paper as CSV that a Danish Excel opens by double-click: semicolon, BOM, CRLF, decimal comma, dates dd-mm-yyyy.

use crate::domain::instance::Language;
use crate::report::papers::sheet::{Cell, Sheet, harmless};
use crate::report::table::Table;
use crate::report::text::{decimal, paper_date, thousandths};

/// The bytes of the file.
#[must_use]
pub fn bytes(sheet: &Sheet, language: Language) -> Vec<u8> {
    let headings: Vec<&str> = sheet.columns.iter().map(|column| column.heading.text(language)).collect();
    rows(&headings, &sheet.rows)
}

/// The same from headings and rows.
#[must_use]
pub fn rows(headings: &[&str], rows: &[Vec<Cell>]) -> Vec<u8> {
    let headings: Vec<String> = headings.iter().map(|heading| harmless(heading)).collect();
    let mut table = Table::excel(&headings.iter().map(String::as_str).collect::<Vec<_>>());
    for row in rows {
        table.row(&row.iter().map(written).collect::<Vec<_>>());
    }
    table.bytes()
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Number(number) => number.to_string(),
        Cell::Thousandths(value) => short_decimal(*value),
        Cell::Date(date) => paper_date(*date),
        Cell::Empty => String::new(),
    }
}

/// A decimal in thousandths with the sign of the language, without zeros at its end.
#[must_use]
pub fn number(value: i64, language: Language) -> String {
    decimal(language, thousandths(value).trim_end_matches('0').trim_end_matches('.'))
}

/// A decimal with comma, without zeros at its end: 2500 is `2,5`, 3000 is `3`.
#[must_use]
pub fn short_decimal(value: i64) -> String {
    let long = thousandths(value);
    long.trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::NaiveDate;

    use super::{bytes, short_decimal};
    use crate::domain::instance::Language;
    use crate::report::messages::Message;
    use crate::report::papers::sheet::{Cell, Column, Sheet};

    const COLUMNS: &[Column] =
        &[Column { heading: Message::GoalTitle, width: 20 }, Column { heading: Message::Duration, width: 8 }];

    #[test]
    fn a_danish_excel_can_open_it() {
        let date = NaiveDate::from_ymd_opt(2027, 3, 5).expect("a date");
        let rows = vec![
            vec![Cell::text("Svejsning; \"TIG\""), Cell::Thousandths(2500)],
            vec![Cell::text("=HYPERLINK(\"x\")"), Cell::Number(-3)],
            vec![Cell::text(""), Cell::Date(date)],
        ];
        let text =
            String::from_utf8(bytes(&Sheet { columns: COLUMNS, rows, marked: BTreeSet::new() }, Language::Da)).expect("UTF-8");
        let expected = "\u{feff}Måltitel;Varighed (dage)\r\n\"Svejsning; \"\"TIG\"\"\";2,5\r\n\
                        \"'=HYPERLINK(\"\"x\"\")\";-3\r\n;05-03-2027\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn decimals_lose_only_the_zeros_behind_the_comma() {
        assert_eq!([short_decimal(10_000), short_decimal(500), short_decimal(0)], ["10", "0,5", "0"]);
    }
}
