//! amuplan turns the returned forms of a network of Danish vocational schools into a proposed yearly plan of AMU courses, with a proven bound.
//!
//! Data flows one way: read, check, formulate, solve, verify, report. `src/README.md` is the map.

pub mod check;
pub mod cli;
pub mod compare;
pub mod domain;
pub mod explain;
pub mod followup;
pub mod forms;
pub mod formulation;
pub mod generate;
pub mod papers;
pub mod read;
pub mod replan;
pub mod report;
pub mod solve;
pub mod verify;
