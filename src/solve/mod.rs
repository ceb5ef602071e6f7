//! The only room that knows HiGHS: bound, plan, limits, interrupt, progress.

pub mod highs;
pub mod monolithic;
