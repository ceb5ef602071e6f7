//! Two plans of a year: what differs, in natural units, and what was asked for.
//!
//! [`plan`] reads a plan folder from its files, with codes instead of positions, so that a plan made before the planning folder was
//! changed can still be read. [`difference`] says what differs between two of them ([`pairs`] finds which run became which), and
//! [`asked`] tells which of the changes somebody asked for. [`measures`] puts plans side by side in
//! natural units. [`placed`] puts a filed plan into today's year. Nothing here is written or
//! printed.

pub mod apart;
pub mod asked;
pub mod difference;
pub mod measures;
pub mod pairs;
pub mod placed;
pub mod plan;
