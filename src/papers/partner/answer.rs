//! Is a need met? It is, when a run of the goal (or of a goal of the FKB) starts in its period and the seats suffice for all who are
//! certain. The distance is told and decides nothing.
//!
//! Seats do not suffice where the firm needs that can use no other runs than these, or all waiting lists and firm needs of the goals
//! against all their runs, are more than the seats. Nobody is given a seat here: all needs that share the seats get the same answer.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::goal::Agreement;
use crate::domain::need::{Need, NeedFor, OutOfScope};
use crate::domain::plan::Run;
use crate::domain::units::{Metres, Milli};
use crate::papers::basis::Basis;
use crate::report::figures::RunFigures;

/// The answer to a need.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The need.
    pub need: &'a Need,
    /// Whether it is met, else why not.
    pub status: Status,
    /// Runs that start in the period, the nearest first.
    pub within: Vec<Reached<'a>>,
    /// Runs of the goals that start before or after it, by date.
    pub outside: Vec<Reached<'a>>,
}

/// Whether a need is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// A run meets it.
    Met,
    /// No run, but an agreement with an outside school for one of the goals, in the period as far as its start is known.
    Agreement,
    /// Runs or agreements, but none in the period.
    OtherTime,
    /// More certain participants than seats.
    Full {
        /// Participants that are certain.
        certain: Milli,
        /// Seats of the runs.
        seats: u32,
    },
    /// No run of any of the goals.
    Gap,
    /// The FKB has no goal in the plan.
    NoGoals,
    /// The goal is not in the plan.
    Unplanned(OutOfScope),
}

/// A run as the employer sees it.
#[derive(Debug, Clone, Copy)]
pub struct Reached<'a> {
    /// The run.
    pub run: &'a Run,
    /// Its end and the probability that it is held.
    pub figures: &'a RunFigures,
    /// From the employer's municipality to the site.
    pub metres: Metres,
}

/// First and last day of a need.
type Period = (Option<NaiveDate>, Option<NaiveDate>);

/// All needs of the year, to be answered.
#[derive(Debug)]
pub struct Asking<'a> {
    basis: &'a Basis<'a>,
    /// Participants of all firm needs about the same in the same period, with one of them.
    firm: BTreeMap<(&'a NeedFor, Period), (&'a Need, Milli)>,
}

fn period(need: &Need) -> Period {
    (need.earliest, need.latest)
}

/// Does the need's period include the day?
fn includes(need: &Need, day: NaiveDate) -> bool {
    need.earliest.is_none_or(|earliest| earliest <= day) && need.latest.is_none_or(|latest| day <= latest)
}

impl<'a> Asking<'a> {
    /// Adds the firm needs up.
    #[must_use]
    pub fn new(basis: &'a Basis<'a>) -> Self {
        let mut firm: BTreeMap<_, (&Need, Milli)> = BTreeMap::new();
        for need in basis.instance.needs.iter().filter(|need| need.firm) {
            firm.entry((&need.about, period(need))).or_insert((need, 0)).1 += need.participants;
        }
        Self { basis, firm }
    }

    /// Answers a need.
    #[must_use]
    pub fn answer(&self, need: &'a Need) -> Answer<'a> {
        let reached = |(run, figures): (&'a Run, &'a RunFigures)| {
            let metres = self.basis.instance.travel[need.area.index()][run.site.index()];
            Reached { run, figures, metres }
        };
        let all = self.runs(need).map(reached);
        let (mut within, mut outside): (Vec<_>, Vec<_>) = all.partition(|reached| self.starts_within(need, reached.run));
        within.sort_by_key(|reached| (reached.metres, reached.run.start, *reached.run));
        outside.sort_by_key(|reached| (reached.run.start, reached.metres, *reached.run));
        let status = self.status(need, within.is_empty(), outside.is_empty());
        Answer { need, status, within, outside }
    }

    fn status(&self, need: &Need, none_within: bool, none_outside: bool) -> Status {
        let agreements: Vec<&Agreement> =
            need.goals.iter().filter_map(|goal| self.basis.instance.goal(*goal).agreement.as_ref()).collect();
        let in_time = |agreement: &&Agreement| agreement.start_date.parse().map_or(true, |start| includes(need, start));
        match &need.about {
            NeedFor::Unplanned { why, .. } => Status::Unplanned(*why),
            _ if need.goals.is_empty() => Status::NoGoals,
            _ if !none_within => self.full(need).unwrap_or(Status::Met),
            _ if agreements.iter().any(in_time) => Status::Agreement,
            _ if !none_outside || !agreements.is_empty() => Status::OtherTime,
            _ => Status::Gap,
        }
    }

    /// All runs of the goals that meet the need; none that is cancelled during the year.
    fn runs(&self, need: &Need) -> impl Iterator<Item = (&'a Run, &'a RunFigures)> {
        let basis = self.basis;
        let runs = need.goals.clone().into_iter().flat_map(move |goal| basis.figures.runs_of(&basis.plan, goal));
        runs.filter(move |(run, _)| !basis.is_cancelled(run))
    }

    fn starts_within(&self, need: &Need, run: &Run) -> bool {
        includes(need, self.basis.instance.calendar.date(run.start))
    }

    /// Too few seats for all who are certain, and the need itself.
    fn full(&self, need: &Need) -> Option<Status> {
        let own = if need.firm { 0 } else { need.participants };
        let seats = |within: bool| -> u32 {
            let counted = self.runs(need).filter(|(run, _)| !within || self.starts_within(need, run));
            counted.map(|(run, _)| run.max).sum()
        };
        let firm: Milli = self.firm.values().filter(|(other, _)| self.confined(other, need)).map(|(_, sum)| sum).sum();
        let goals = need.goals.iter().map(|goal| self.basis.instance.goal(*goal));
        let waiting: Milli = goals.flat_map(|goal| goal.waiting.iter().map(|(_, amount)| amount)).sum();
        let counts = [(firm + own, seats(true)), (waiting + own, seats(false))];
        let full = counts.into_iter().find(|(certain, seats)| *certain > 1000 * Milli::from(*seats));
        full.map(|(certain, seats)| Status::Full { certain, seats })
    }

    /// The other need has runs, and all of them are among those of this one.
    fn confined(&self, other: &Need, need: &Need) -> bool {
        let about_the_same = other.about == need.about || other.goals.iter().all(|goal| need.goals.contains(goal));
        if !about_the_same {
            return false;
        }
        let mut own = self.runs(other).filter(|(run, _)| self.starts_within(other, run)).peekable();
        own.peek().is_some() && own.all(|(run, _)| self.starts_within(need, run))
    }
}
