//! Why: what stands in the way, and what would change it. Answers are found by solving, not by looking.
//!
//! A question is asked of the plan inside a problem ([`scene`]). A what-if is the planning folder with some rows changed
//! (`read::patch`), checked again like any other: an `Instance` is never changed. [`gaps`] asks of every goal without a run why each
//! school does not take it, and for the cheapest change that would give it one; [`why`] why a run is
//! where it is and what would be next best; [`why_not`] why it is not somewhere else. [`clash`] asks which rows leave no room for
//! required runs that contradict each other.

pub mod clash;
pub mod desk;
pub mod gaps;
pub mod scene;
pub mod why;
pub mod why_not;
