//! How each run of the plan stands: enrolled, days to the deadline, and the chance that it is filled.

use chrono::{Days, NaiveDate};

use crate::domain::instance::Instance;
use crate::domain::plan::{Plan, Run};
use crate::domain::units::{Milli, rdiv};
use crate::followup::rows::RowOfRun;
use crate::followup::{DEADLINE_DAYS, DECISION_DAYS, ENROLMENT_DAYS, HARDLY, LIKELY};
use crate::formulation::poisson::Turnout;
use crate::formulation::value::plan_turnouts;

/// A run of the plan on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunStatus {
    /// The run.
    pub run: Run,
    /// Its number in plan.csv.
    pub number: usize,
    /// status.csv has figures for it; else it counts as empty and undecided.
    pub known: bool,
    /// It is cancelled.
    pub cancelled: bool,
    /// It has begun, on the day or before.
    pub started: bool,
    /// Enrolled at the executing school and at all who announce it.
    pub enrolled: u32,
    /// On all its waiting lists.
    pub waiting: u32,
    /// Last day of enrolment: as written, or some days before the start.
    pub deadline: NaiveDate,
    /// The deadline that is written in status.csv.
    pub written_deadline: Option<NaiveDate>,
    /// Days from the day to the deadline; negative after it.
    pub days_left: i64,
    /// Chance in permille that it reaches its minimum by the deadline, with those enrolled so far.
    pub chance: i64,
    /// People whom this follow-up sends to it, from waiting lists and other runs.
    pub sent: u32,
}

/// The chance in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Light {
    /// Hardly filled.
    Red,
    /// Uncertain.
    Yellow,
    /// Expected to be filled.
    Green,
}

impl RunStatus {
    /// Neither cancelled nor begun.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.cancelled && !self.started
    }

    /// It is held whoever comes: the minimum is reached, or it is a guarantee course.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.is_open() && (self.run.guarantee || self.enrolled >= self.run.min)
    }

    /// Open, and the figures are below its own minimum.
    #[must_use]
    pub fn at_risk(&self) -> bool {
        self.known && self.is_open() && self.enrolled < self.run.min
    }

    /// It must be decided now, is hardly filled, and no guarantee.
    #[must_use]
    pub fn is_hopeless(&self) -> bool {
        self.at_risk() && !self.run.guarantee && self.light() == Light::Red && self.days_left <= DECISION_DAYS
    }

    /// People can be sent there: it is open, and its deadline has not passed without figures.
    #[must_use]
    pub fn takes_people(&self) -> bool {
        self.is_open() && (self.known || self.days_left >= 0)
    }

    /// People whom it lacks to be held; 0 where it is held whoever comes, or takes nobody.
    #[must_use]
    pub fn missing(&self) -> u32 {
        let settled = self.is_sure() || !self.takes_people();
        if settled { 0 } else { self.run.min.saturating_sub(self.enrolled + self.sent) }
    }

    /// It is hopeless, and those who are sent to it do not fill it either.
    #[must_use]
    pub fn is_given_up(&self) -> bool {
        self.is_hopeless() && self.missing() > 0
    }

    /// Seats that are free when everybody is where they are sent; none where people cannot be sent.
    #[must_use]
    pub fn seats_left(&self) -> u32 {
        let taken = if self.takes_people() { self.enrolled + self.sent } else { self.run.max };
        self.run.max.saturating_sub(taken)
    }

    /// The chance in words.
    #[must_use]
    pub fn light(&self) -> Light {
        match self.chance {
            chance if chance >= LIKELY => Light::Green,
            chance if chance >= HARDLY => Light::Yellow,
            _ => Light::Red,
        }
    }
}

/// How each run of the plan stands on the day, in the plan's order.
#[must_use]
pub fn run_statuses(instance: &Instance, plan: &Plan, rows: &[RowOfRun], today: NaiveDate) -> Vec<RunStatus> {
    let mut statuses: Vec<RunStatus> = Vec::with_capacity(plan.runs.len());
    for run in &plan.runs {
        let number = statuses.last().filter(|last| last.run.goal == run.goal).map_or(1, |last| last.number + 1);
        let start = instance.calendar.date(run.start);
        statuses.push(RunStatus {
            run: *run,
            number,
            known: false,
            cancelled: false,
            started: start <= today,
            enrolled: 0,
            waiting: 0,
            deadline: start.checked_sub_days(Days::new(DEADLINE_DAYS.unsigned_abs())).unwrap_or(start),
            written_deadline: None,
            days_left: 0,
            chance: 0,
            sent: 0,
        });
    }
    for RowOfRun { row, run } in rows {
        let Some(status) = run.and_then(|run| statuses.get_mut(run)) else { continue };
        status.known = true;
        status.cancelled |= row.cancelled;
        status.enrolled += row.enrolled;
        status.waiting += row.waiting;
        status.written_deadline = status.written_deadline.or(row.deadline);
    }
    for (status, expected) in statuses.iter_mut().zip(plan_turnouts(instance, plan)) {
        status.deadline = status.written_deadline.unwrap_or(status.deadline);
        status.days_left = (status.deadline - today).num_days();
        status.chance = chance(status, expected);
    }
    statuses
}

/// Enrolments come evenly over the enrolment period, as many as the plan expects (Poisson): those still to come do not depend on those
/// who came.
fn chance(status: &RunStatus, expected: Turnout) -> i64 {
    let turnout = Turnout { certain: i64::from(status.enrolled), lambda: still_to_come(expected, status.days_left) };
    libm::round(turnout.probability(status.run.min) * 1000.0) as i64
}

/// Expected enrolments from the day to the deadline; none on the deadline itself, when it is decided.
fn still_to_come(expected: Turnout, days_left: i64) -> Milli {
    let total = expected.lambda + 1000 * expected.certain;
    rdiv(total * days_left.clamp(0, ENROLMENT_DAYS), ENROLMENT_DAYS)
}

#[cfg(test)]
mod tests {
    use super::still_to_come;
    use crate::formulation::poisson::Turnout;

    /// 9 expected and 3 certain: 12 over 90 days, so 4 in 30 days, 2/15 in one day.
    #[test]
    fn what_is_still_to_come_shrinks_evenly_to_nothing() {
        let expected = Turnout { certain: 3, lambda: 9_000 };
        let days = [400, 90, 45, 30, 1, 0, -3];
        assert_eq!(days.map(|left| still_to_come(expected, left)), [12_000, 12_000, 6_000, 4_000, 133, 0, 0]);
    }
}
