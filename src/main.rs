//! The `amuplan` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(amuplan::cli::run())
}
