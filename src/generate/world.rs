//! The network while it is being made: plain lists, and numbers for the places in them.

use chrono::NaiveDate;

use super::facts::Kind;
use crate::domain::calendar::Calendar;

/// A school.
#[derive(Debug, Clone)]
pub struct School {
    /// `school_id`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Institution number or empty.
    pub institution_code: String,
    /// Member of the network.
    pub member: bool,
    /// Kind.
    pub kind: Kind,
    /// Approvals it would have in a network that asks for no certain sum.
    pub wish: usize,
    /// Its sites.
    pub sites: Vec<usize>,
}

/// A course address.
#[derive(Debug, Clone)]
pub struct Site {
    /// `site_id`.
    pub id: String,
    /// Its school.
    pub school: usize,
    /// Name of the department.
    pub name: String,
    /// Street.
    pub address: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Municipality code.
    pub municipality: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Equipment.
    pub equipment: Vec<&'static str>,
    /// Open for teaching, per day of the year.
    pub open: Vec<bool>,
    /// Rooms per day; 0 when not open.
    pub rooms: Vec<u16>,
    /// Rooms taken by the runs that schools asked for, in the timetable that shows that they fit.
    pub busy: Vec<u16>,
}

/// An FKB.
#[derive(Debug, Clone)]
pub struct Fkb {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Branch group.
    pub group: usize,
}

/// An approval, own or lent.
#[derive(Debug, Clone)]
pub struct Approval {
    /// The school that may teach.
    pub school: usize,
    /// For this FKB.
    pub fkb: usize,
    /// First day of the plan year.
    pub first: usize,
    /// Last day of the plan year.
    pub last: usize,
    /// Where it is lent: by this school.
    pub lender: Option<usize>,
    /// Goals that it does not cover.
    pub except: Vec<usize>,
}

/// A goal.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent columns of goals.csv")]
pub struct Goal {
    /// Five-digit code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Home FKB.
    pub fkb: usize,
    /// Further FKBs.
    pub also_in: Vec<usize>,
    /// `kind` of goals.csv.
    pub kind: &'static str,
    /// Duration in halves of a day.
    pub halves: usize,
    /// Least participants.
    pub min: usize,
    /// Seats.
    pub max: usize,
    /// Guarantee course possible.
    pub guarantee_ok: bool,
    /// Distance course possible.
    pub distance_ok: bool,
    /// Exempt from the duty.
    pub exempt: bool,
    /// Archived from this date.
    pub archived: Option<NaiveDate>,
    /// Parent goal.
    pub parent: Option<usize>,
    /// Equipment it needs.
    pub equipment: Option<&'static str>,
    /// Has to be planned.
    pub in_scope: bool,
    /// Low activity: fewer than two minimum classes in the network.
    pub low: bool,
    /// Participants a year, waiting and firm ones included.
    pub demand: usize,
}

impl Goal {
    /// Course days: a half day counts as a day.
    #[must_use]
    pub fn days(&self) -> usize {
        self.halves.div_ceil(2)
    }
}

/// Everything, as far as it is made.
#[derive(Debug)]
pub struct World {
    /// The plan year.
    pub calendar: Calendar,
    /// Members first, then outside schools.
    pub schools: Vec<School>,
    /// Sites of all schools.
    pub sites: Vec<Site>,
    /// FKBs.
    pub fkbs: Vec<Fkb>,
    /// Approvals.
    pub approvals: Vec<Approval>,
    /// Goals.
    pub goals: Vec<Goal>,
}

impl World {
    /// Days of the plan year on which the archived goal may still be taught: all up to this number.
    #[must_use]
    pub fn last_day(&self, goal: usize) -> usize {
        let archived = self.goals[goal].archived.and_then(|date| self.calendar.day(date));
        archived.map_or(self.calendar.len(), crate::domain::calendar::Day::index)
    }

    /// Whether one approval of the school lets it teach the goal from `first` to `last`.
    #[must_use]
    pub fn approved(&self, school: usize, goal: usize, first: usize, last: usize) -> bool {
        let g = &self.goals[goal];
        last < self.last_day(goal)
            && self.approvals.iter().any(|a| {
                a.school == school
                    && (a.fkb == g.fkb || g.also_in.contains(&a.fkb))
                    && a.first <= first
                    && last <= a.last
                    && !a.except.contains(&goal)
            })
    }

    /// Member schools with an approval for the goal, on some day, and a site that has the equipment.
    #[must_use]
    pub fn able(&self, goal: usize) -> Vec<usize> {
        let g = &self.goals[goal];
        let mut schools: Vec<usize> = self
            .approvals
            .iter()
            .filter(|a| (a.fkb == g.fkb || g.also_in.contains(&a.fkb)) && !a.except.contains(&goal))
            .map(|a| a.school)
            .filter(|s| self.schools[*s].member && !self.sites_for(*s, goal).is_empty())
            .collect();
        schools.sort_unstable();
        schools.dedup();
        schools
    }

    /// Sites of a school that have what the goal needs.
    #[must_use]
    pub fn sites_for(&self, school: usize, goal: usize) -> Vec<usize> {
        let need = self.goals[goal].equipment;
        let has = |site: &&usize| need.is_none_or(|e| self.sites[**site].equipment.contains(&e));
        self.schools[school].sites.iter().filter(has).copied().collect()
    }

    /// Branch group of a goal.
    #[must_use]
    pub fn group(&self, goal: usize) -> usize {
        self.fkbs[self.goals[goal].fkb].group
    }

    /// Goals that have to be planned.
    pub fn in_scope(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.goals.len()).filter(|g| self.goals[*g].in_scope)
    }
}

/// Kilometres between two points on the great circle.
#[must_use]
pub fn kilometres(from: (f64, f64), to: (f64, f64)) -> f64 {
    let radians = |degrees: f64| degrees * std::f64::consts::PI / 180.0;
    let (north, east) = (radians(to.0 - from.0) / 2.0, radians(to.1 - from.1) / 2.0);
    let (sin_north, sin_east) = (libm::sin(north), libm::sin(east));
    let cosines = libm::cos(radians(from.0)) * libm::cos(radians(to.0));
    let h = sin_north * sin_north + cosines * sin_east * sin_east;
    2.0 * 6_371.0 * libm::asin(libm::sqrt(h))
}
