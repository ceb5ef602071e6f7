//! Twin of `models/annual-plan.md`: the coefficients, rows and terms of the programme.
//!
//! Pure functions of the `Instance`: no I/O, no solver. `starts`, `participants`, `poisson` and `parameters` are section 2,
//! `placement` section 2.5, `objective/` section 5, `coupling` the rows that tie goals together (C03, C04, C07, C08, O03, O04),
//! `room_window` rows over several days that C03 implies, `taken` how much of the hard ones dated runs use, `value` the worth of a whole plan. `model` puts all of it into one programme by day (`linear`, with `columns`, `usage` and the
//! row builders of the constraints); `translate` goes between its points and plans, `mps` writes it for other solvers.

pub mod columns;
pub mod constraints;
pub mod coupling;
pub mod gaps;
pub mod linear;
pub mod model;
pub mod mps;
pub mod objective;
pub mod parameters;
pub mod participants;
pub mod placement;
pub mod poisson;
pub mod room_window;
pub mod starts;
pub mod taken;
pub mod translate;
pub mod usage;
pub mod value;
pub mod windows;
