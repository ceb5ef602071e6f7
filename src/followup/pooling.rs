//! Places in runs of the plan for those who look for one.
//!
//! In this order: waiting lists and participants of cancelled runs fill hopeless runs; hopeless runs fill each other; everybody else goes
//! to the nearest seat in a run that is held; the rest fill runs that are undecided, or else add to the nearest of them. Nobody is sent
//! beyond the reach. A run is filled with what it misses or not at all; of several that which misses least comes first.

use crate::domain::ids::GoalIx;
use crate::domain::instance::Instance;
use crate::domain::units::Metres;
use crate::followup::runs::RunStatus;
use crate::followup::seekers::{Group, Seeking, metres, reach};

/// So many people of a group go to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transfer {
    /// The goal.
    pub goal: GoalIx,
    /// Where they come from.
    pub from: Seeking,
    /// How many, at least one.
    pub persons: u32,
    /// Where they go.
    pub to: Destination,
    /// How far it is for them.
    pub metres: Metres,
}

/// Where people go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// A run of the plan, by position.
    Run(usize),
    /// A proposed run, by position among them.
    New(usize),
}

/// The runs of one goal while people are given places.
#[derive(Debug)]
pub struct Pool<'a> {
    instance: &'a Instance,
    goal: GoalIx,
    /// Position of the goal's first run in the plan.
    first: usize,
    runs: &'a mut [RunStatus],
    /// Hopeless runs whose people have begun to go elsewhere.
    leaving: Vec<bool>,
    groups: &'a mut [Group],
    transfers: Vec<Transfer>,
}

impl<'a> Pool<'a> {
    /// The runs of a goal, the first of which stands at `first` in the plan, and those who look for a place.
    pub fn new(instance: &'a Instance, goal: GoalIx, first: usize, runs: &'a mut [RunStatus], groups: &'a mut [Group]) -> Self {
        let leaving = vec![false; runs.len()];
        Self { instance, goal, first, runs, leaving, groups, transfers: Vec::new() }
    }

    /// Gives places; what is left in the groups found none.
    #[must_use]
    pub fn transfers(mut self) -> Vec<Transfer> {
        self.fill_from_lists();
        self.fill_from_each_other();
        self.place(|missing| missing == 0);
        self.fill_undecided();
        self.place(|_| true);
        self.transfers
    }

    /// Runs that pass and are not filled, those first that miss fewest.
    fn unfilled(&self, passes: impl Fn(&RunStatus) -> bool) -> Vec<usize> {
        let lacking = |run: &usize| self.runs[*run].missing() > 0 && passes(&self.runs[*run]);
        let mut runs: Vec<usize> = (0..self.runs.len()).filter(lacking).collect();
        runs.sort_by_key(|run| (self.runs[*run].missing(), *run));
        runs
    }

    /// Waiting lists and participants of cancelled runs fill hopeless runs.
    fn fill_from_lists(&mut self) {
        for run in self.unfilled(RunStatus::is_hopeless) {
            self.fill(run, |group| !matches!(group.from, Seeking::Hopeless(_)));
        }
        self.settle();
    }

    /// Participants of hopeless runs fill others of them; those that are not filled are given up.
    fn fill_from_each_other(&mut self) {
        for run in self.unfilled(RunStatus::is_hopeless) {
            if !self.leaving[run] {
                let own = Seeking::Hopeless(self.first + run);
                self.fill(run, |group| group.from != own);
                self.settle();
            }
        }
    }

    /// Whoever is left fills runs that may still be held.
    fn fill_undecided(&mut self) {
        for run in self.unfilled(|status| !status.is_hopeless()) {
            self.fill(run, |_| true);
        }
    }

    /// The participants of a hopeless run that has been filled stay.
    fn settle(&mut self) {
        for group in self.groups.iter_mut() {
            if let Seeking::Hopeless(run) = group.from
                && !self.runs[run - self.first].is_given_up()
            {
                group.persons = 0;
            }
        }
    }

    /// Sends what the run needs from the nearest groups that pass, if together they are enough.
    fn fill(&mut self, run: usize, passes: impl Fn(&Group) -> bool) {
        let near = |group: &Group| passes(group).then(|| self.within_reach(group, run)).flatten();
        let mut near: Vec<(Metres, usize)> =
            self.groups.iter().enumerate().filter_map(|(at, group)| Some((near(group)?, at))).collect();
        near.sort_unstable();
        let total: u32 = near.iter().map(|(_, at)| self.groups[*at].persons).sum();
        if total >= self.runs[run].missing() {
            for (metres, at) in near {
                self.send(at, run, metres, self.runs[run].missing());
            }
        }
    }

    /// The distance, if people still look and would go so far.
    fn within_reach(&self, group: &Group, run: usize) -> Option<Metres> {
        let metres = metres(self.instance, self.goal, &group.sites, self.runs[run].run.site)?;
        (group.persons > 0 && metres <= reach(self.instance)).then_some(metres)
    }

    /// Sends people of a group to a run, as many as there are and at most so many.
    fn send(&mut self, at: usize, run: usize, metres: Metres, most: u32) {
        let group = &mut self.groups[at];
        let persons = group.persons.min(most);
        if persons == 0 {
            return;
        }
        group.persons -= persons;
        if let Seeking::Hopeless(left) = group.from {
            self.leaving[left - self.first] = true;
        }
        self.runs[run].sent += persons;
        let (from, to) = (group.from, Destination::Run(self.first + run));
        match self.transfers.iter_mut().find(|transfer| (transfer.from, transfer.to) == (from, to)) {
            Some(earlier) => earlier.persons += persons,
            None => self.transfers.push(Transfer { goal: self.goal, from, persons, to, metres }),
        }
    }

    /// Everybody goes to the nearest free seats in runs that still miss so many; never into a run that is given up.
    fn place(&mut self, passes: impl Fn(u32) -> bool) {
        for at in 0..self.groups.len() {
            let open = |run: &usize| {
                let status = &self.runs[*run];
                passes(status.missing()) && status.seats_left() > 0 && !status.is_given_up()
            };
            let near = |run: usize| Some((self.within_reach(&self.groups[at], run)?, run));
            let mut near: Vec<(Metres, usize)> = (0..self.runs.len()).filter(open).filter_map(near).collect();
            near.sort_unstable();
            for (metres, run) in near {
                self.send(at, run, metres, self.runs[run].seats_left());
            }
        }
    }
}
