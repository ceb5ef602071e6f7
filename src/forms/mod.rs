//! Coordination forms: one workbook per school goes out, any number of filled ones come back and become forms.csv.

pub mod columns;
pub mod export;
mod layout;
mod name;
mod prefill;
pub mod questions;
pub mod rows;
pub mod stamp;
pub mod words;
