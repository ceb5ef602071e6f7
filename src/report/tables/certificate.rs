//! `certificate.csv`: the prices that prove the bound.

use crate::domain::plan::Outcome;
use crate::report::table::Table;

/// Columns of the file; prices are whole milli, rows with price 0 are left out.
pub const COLUMNS: [&str; 3] = ["rule", "key", "price"];

/// The file, sorted by rule and key.
#[must_use]
pub fn file(outcome: &Outcome) -> Vec<u8> {
    let mut prices: Vec<_> = outcome.certificate.iter().filter(|price| price.price != 0).collect();
    prices.sort();
    let mut table = Table::machine(&COLUMNS);
    for price in prices {
        table.row(&[price.rule.as_str(), &price.key, &price.price.to_string()]);
    }
    table.bytes()
}
