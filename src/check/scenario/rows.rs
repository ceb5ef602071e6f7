//! Which rows a patch is about, and what a cell becomes.

use toml::{Table as Keys, Value};

use crate::domain::units::rdiv_wide;
use crate::read::table::{Row, Table};
use crate::read::value;

/// Columns that may hold decimals; every other number stays whole when it is multiplied.
const DECIMAL: [&str; 5] = ["participants", "waiting", "duration_days", "km", "minutes"];

/// Largest number that is multiplied.
const MOST: f64 = 1e9;

/// A text, number, yes/no or date as the text of a cell; in semicolon files decimals have a comma.
pub fn cell_text(value: &Value, semicolon: bool) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) if number.is_finite() => Some(decimal(number.to_string(), semicolon)),
        Value::Boolean(yes) => Some(yes.to_string()),
        Value::Datetime(date) => Some(date.to_string()),
        _ => None,
    }
}

fn decimal(number: String, semicolon: bool) -> String {
    if semicolon { number.replace('.', ",") } else { number }
}

/// Whether a cell is what the condition asks for: one value, or one of a list.
pub fn meets(cell: &str, wanted: &Value) -> bool {
    match wanted {
        Value::Array(any) => any.iter().any(|value| meets(cell, value)),
        Value::Boolean(yes) => value::yes_no(cell) == Some(*yes),
        Value::Datetime(date) => value::date(cell).is_ok_and(|day| day.to_string() == date.to_string()),
        other => cell_text(other, false).is_some_and(|text| text == cell),
    }
}

/// The rows in which every column is what its condition asks for. A column that the file does not have is empty.
pub fn matching<'t>(table: &'t Table, conditions: &Keys) -> Vec<&'t Row> {
    let fits = |row: &&Row| conditions.iter().all(|(column, wanted)| meets(table.cell(row, column), wanted));
    table.rows.iter().filter(fits).collect()
}

/// A number of a cell times a factor in millionths, as it is written: with at most three decimals, halves up, whole where the column is.
pub fn scaled(cell: &str, column: &str, by: i64, semicolon: bool) -> Option<String> {
    let number = value::number(cell, semicolon).filter(|number| number.abs() <= MOST)?;
    let milli = libm::round(number * 1000.0) as i64;
    let product = rdiv_wide(i128::from(milli) * i128::from(by), 1_000_000);
    if !DECIMAL.contains(&column) {
        return Some(rdiv_wide(i128::from(product), 1000).to_string());
    }
    let sign = if product < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:03}", product.unsigned_abs() / 1000, product.unsigned_abs() % 1000);
    let short = text.trim_end_matches('0').trim_end_matches('.').to_owned();
    Some(decimal(short, semicolon))
}

#[cfg(test)]
mod tests {
    use toml::Value;

    use super::{meets, scaled};

    #[test]
    fn numbers_keep_the_kind_of_their_column() {
        let cases = [
            ("25", "participants", 900_000, false, "22.5"),
            ("25", "participants", 900_000, true, "22,5"),
            ("2,5", "participants", 1_000_000, true, "2,5"),
            ("3", "rooms", 500_000, false, "2"),
            ("1", "rooms", 400_000, false, "0"),
            ("0.001", "participants", 400_000, false, "0"),
            ("1000000000", "participants", 1_000_000_000, false, "1000000000000"),
        ];
        for (cell, column, by, semicolon, expected) in cases {
            assert_eq!(scaled(cell, column, by, semicolon).as_deref(), Some(expected), "{cell} {column} {by}");
        }
        for cell in ["", "mange", "2,5", "99999999999"] {
            assert_eq!(scaled(cell, "participants", 1_000_000, false), None, "{cell}");
        }
    }

    #[test]
    fn a_condition_is_a_value_or_a_list_of_them() {
        let value = |text: &str| text.parse::<toml::Table>().expect("TOML")["x"].clone();
        for (cell, wanted) in
            [("nord", "x = \"nord\""), ("12", "x = 12"), ("ja", "x = true"), ("", "x = \"\""), ("b", "x = [\"a\", \"b\"]")]
        {
            assert!(meets(cell, &value(wanted)), "{cell} {wanted}");
        }
        assert!(meets("01-03-2027", &value("x = 2027-03-01")));
        for (cell, wanted) in
            [("0851", "x = 851"), ("nej", "x = true"), ("", "x = false"), ("c", "x = [\"a\", \"b\"]"), ("a", "x = []")]
        {
            assert!(!meets(cell, &value(wanted)), "{cell} {wanted}");
        }
        assert!(!meets("a", &Value::Table(toml::Table::new())));
    }
}
