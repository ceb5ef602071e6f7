//! The `amuplan` program.

use std::panic::catch_unwind;
use std::process::ExitCode;

use amuplan::cli::{exit, run};

fn main() -> ExitCode {
    // A panic has told what went wrong; it is a bug like any other.
    ExitCode::from(catch_unwind(run).unwrap_or(exit::BUG))
}
