//! Judges the plan files against the `Instance`, sharing no code with formulation or solve.
