//! The data of a planning year: plain types, no I/O, no solver, no judgement.
//!
//! Everything here is either read from the planning folder or follows from it by arithmetic that has one right answer
//! (calendar, ids, units). What is *best* is decided elsewhere. Imports nothing from the other rooms.

pub mod calendar;
pub mod decision;
pub mod gap;
pub mod goal;
pub mod ids;
pub mod instance;
pub mod need;
pub mod network;
pub mod plan;
pub mod profile;
pub mod status;
pub mod units;
pub mod wheel;
pub mod why;
pub mod words;
