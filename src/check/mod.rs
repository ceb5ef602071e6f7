//! Rows to an `Instance`, or all findings at once.
