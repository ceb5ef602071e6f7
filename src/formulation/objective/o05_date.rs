//! O05 date: weekday of the start, season of the branch group, softly closed days.
//!
//! Per run: `-scale(weekday + season + soft · (soft closed days among its days), weight)`.

use crate::domain::goal::Goal;
use crate::domain::ids::SiteIx;
use crate::domain::instance::Instance;
use crate::domain::units::scale;
use crate::formulation::starts::{OpenDays, Start};

/// The term's name.
pub const NAME: &str = "o05_date";

/// Value of a start of the goal at the site; zero or negative.
#[must_use]
pub fn value(instance: &Instance, goal: &Goal, site: SiteIx, open: &OpenDays, start: Start) -> i64 {
    let date = &instance.profile.date;
    let table = if goal.days <= 2 { &date.short } else { &date.long };
    let weekday = table.get(instance.calendar.weekday(start.day)).copied().unwrap_or(0);
    let season = date.season.get(instance.group(goal.group)).map_or(0, |q| q[instance.calendar.quarter(start.day)]);
    let from = usize::from(start.open);
    let occupied = &open.days[from..from + usize::from(goal.days)];
    let soft = occupied.iter().filter(|d| instance.site(site).soft[d.index()]).count() as i64;
    -scale(weekday + season + date.soft * soft, instance.profile.weights.date)
}
