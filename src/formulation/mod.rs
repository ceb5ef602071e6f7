//! Twin of `models/annual-plan.md`: the coefficients, rows and terms of the programme.
//!
//! Pure functions of the `Instance`: no I/O, no solver. `starts`, `participants`, `poisson` and `parameters` are section 2,
//! `placement` section 2.5, `objective/` section 5, `coupling` the rows that tie goals together (C03, C04, C07, C08, O03, O04),
//! `value` the worth of a whole plan.

pub mod constraints;
pub mod coupling;
pub mod objective;
pub mod parameters;
pub mod participants;
pub mod placement;
pub mod poisson;
pub mod starts;
pub mod value;
