//! Possible starts T_gs of a goal at a site (`models/annual-plan.md` 2.1).

use crate::domain::calendar::{Day, WeekIx};
use crate::domain::goal::{Eligible, Goal};
use crate::domain::ids::SiteIx;
use crate::domain::instance::Instance;
use crate::domain::network::Site;

/// The open days of one site, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDays {
    /// Days with at least one room.
    pub days: Vec<Day>,
}

impl OpenDays {
    /// The open days of the site.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        let days = (0u16..).zip(&site.rooms).filter(|(_, rooms)| **rooms > 0).map(|(d, _)| Day(d)).collect();
        Self { days }
    }
}

/// One possible start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Start {
    /// Position of the first day in the site's [`OpenDays`]; the run occupies this and the next `len_g - 1`.
    pub open: u16,
    /// First day.
    pub day: Day,
    /// Last day.
    pub last: Day,
    /// Week of the first day.
    pub week: WeekIx,
}

/// All possible starts of the goal at an eligible site, by day.
#[must_use]
pub fn possible_starts(instance: &Instance, goal: &Goal, eligible: &Eligible, open: &OpenDays) -> Vec<Start> {
    let len = usize::from(goal.days);
    let calendar = &instance.calendar;
    (0..(open.days.len() + 1).saturating_sub(len))
        .filter_map(|from| {
            let run = &open.days[from..from + len];
            let (day, last) = (run[0], run[len - 1]);
            let start = Start { open: from as u16, day, last, week: calendar.week(day) };
            let fits = if len <= 5 {
                calendar.week(last) == start.week
            } else {
                run.windows(2).all(|pair| calendar.week(pair[1]).0 - calendar.week(pair[0]).0 <= 1)
            };
            (fits && allowed(instance, goal, eligible, start)).then_some(start)
        })
        .collect()
}

/// Approval, archive and forbidding locks.
fn allowed(instance: &Instance, goal: &Goal, eligible: &Eligible, start: Start) -> bool {
    let approved = eligible.approved.iter().any(|(from, to)| *from <= start.day && start.last <= *to);
    let alive = goal.archived_from.is_none_or(|gone| start.last < gone);
    approved && alive && !forbidden(instance, goal, eligible.site, start.day)
}

fn forbidden(instance: &Instance, goal: &Goal, site: SiteIx, day: Day) -> bool {
    goal.forbidden.iter().any(|lock| {
        lock.school.is_none_or(|k| k == instance.school_of(site))
            && lock.site.is_none_or(|s| s == site)
            && lock.days.is_none_or(|(from, to)| from <= day && day <= to)
    })
}

/// The window of R that holds a week (2.3), 0 to R - 1.
#[must_use]
pub fn window_of(week: WeekIx, windows: usize, weeks: usize) -> usize {
    usize::from(week.0) * windows / weeks
}
