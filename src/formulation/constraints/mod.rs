//! The constraints, one file per code (`models/annual-plan.md` section 4).

pub mod c01_cover;
pub mod c02_start;
pub mod c03_room_capacity;
pub mod c04_teacher_capacity;
pub mod c05_window;
pub mod c06_fixed;
pub mod c07_guarantee_cap;
pub mod c08_yearly_limit;
