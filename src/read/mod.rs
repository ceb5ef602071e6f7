//! Bytes of the planning folder to rows that know file, line and column. Never judges, never stops at bad text.
//!
//! [`folder`] fetches the bytes, [`text`] makes letters of them, [`table`] makes rows and cells, [`value`] reads one cell
//! as a date, week, number or yes/no, [`lines`] adds and removes rows, [`digest`] makes the fingerprint of a file. [`workbook`] and [`start`] read the
//! forms that come back, once [`archive`] has found them whole. What is wrong is only noted here;
//! `check` says it to people.

pub mod archive;
pub mod digest;
pub mod folder;
pub mod lines;
pub mod patch;
pub mod returned;
pub mod start;
pub mod table;
pub mod text;
pub mod value;
pub mod workbook;
