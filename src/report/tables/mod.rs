//! The machine files of a plan folder, one file each: comma, UTF-8, LF, ISO dates, sorted.

pub mod announcements;
pub mod areas;
pub mod certificate;
pub mod gaps;
pub mod loads;
pub mod plan;
pub mod result;
