//! The `amuplan` program.

fn main() {}
