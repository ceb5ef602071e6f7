//! The tables of people and new runs: who is placed where, proposed runs, second chances, and who stays without a place.

use crate::domain::goal::Agreement;
use crate::domain::plan::Run;
use crate::domain::units::{Metres, rdiv};
use crate::followup::chances::{Left, SecondChance};
use crate::followup::new_runs::NewRun;
use crate::followup::pooling::{Destination, Transfer};
use crate::followup::seekers::Seeking;
use crate::papers::document::{Grid, Row};
use crate::papers::follow_up::Context;
use crate::papers::follow_up::words::FollowWord;
use crate::papers::words::Word;
use crate::report::derived::{outside_name, school_name, tidy_address};
use crate::report::home_area::intruded;
use crate::report::messages::Message;
use crate::report::papers::overview::names;
use crate::report::papers::sheet::Cell;

/// Whole kilometres.
fn km(metres: Metres) -> Cell {
    Cell::Number(rdiv(metres, 1000))
}

impl Context<'_> {
    /// Where a group comes from.
    fn from(&self, from: Seeking) -> String {
        let of_run =
            |word: FollowWord, run: usize, school: &str| self.fill(word, &[("school", school), ("date", &self.start(run))]);
        match from {
            Seeking::Cancelled(run) => of_run(FollowWord::FromCancelled, run, self.school(run)),
            Seeking::Hopeless(run) => of_run(FollowWord::FromHopeless, run, self.school(run)),
            Seeking::Waiting(run, school) => {
                let school = school.map_or(self.school(run), |school| school_name(self.instance(), school));
                of_run(FollowWord::FromWaiting, run, school)
            }
            Seeking::List(school) => self.fill(FollowWord::FromList, &[("school", school_name(self.instance(), school))]),
        }
    }

    /// The run that people go to, the seats left there, and what kind of run it is.
    fn destination(&self, to: Destination) -> (Run, u32, FollowWord) {
        match to {
            Destination::Run(run) => (self.status(run).run, self.status(run).seats_left(), FollowWord::Planned),
            Destination::New(new) => {
                let new = &self.follow_up.new_runs[new];
                (new.run, new.run.max - new.persons, FollowWord::Proposed)
            }
        }
    }

    /// Who is placed where.
    pub(super) fn transfers(&self) -> Grid {
        let (instance, language) = (self.instance(), self.language);
        let row = |transfer: &Transfer| {
            let goal = instance.goal(transfer.goal);
            let (run, _, kind) = self.destination(transfer.to);
            Row::Plain(vec![
                Cell::text(&goal.code),
                Cell::text(&goal.title),
                Cell::Number(i64::from(transfer.persons)),
                Cell::Text(self.from(transfer.from)),
                Cell::text(school_name(instance, instance.school_of(run.site))),
                Cell::text(&tidy_address(instance, &run)),
                Cell::Date(instance.calendar.date(run.start)),
                km(transfer.metres),
                Cell::text(self.say(kind)),
            ])
        };
        let columns = [
            (Message::GoalCode.text(language), 10),
            (Message::GoalTitle.text(language), 32),
            (FollowWord::Persons.text(language), 8),
            (FollowWord::From.text(language), 40),
            (FollowWord::ToSchool.text(language), 28),
            (Message::Address.text(language), 32),
            (Message::StartDate.text(language), 14),
            (FollowWord::Kilometres.text(language), 6),
            (FollowWord::Kind.text(language), 14),
        ];
        self.grid(FollowWord::TransfersTab, &columns, self.follow_up.transfers.iter().map(row).collect())
    }

    /// Proposed runs.
    pub(super) fn new_runs(&self) -> Grid {
        let (instance, language) = (self.instance(), self.language);
        let row = |new: &NewRun| {
            let (goal, run) = (instance.goal(new.run.goal), &new.run);
            let guarantee = if run.guarantee { Word::YesLetter } else { Word::NoLetter };
            let homes = intruded(instance, run);
            let remark = Message::AwayRemark.fill(language, &[("school", &names(instance, &homes))]);
            Row::Plain(vec![
                Cell::text(&goal.code),
                Cell::text(&goal.title),
                Cell::text(school_name(instance, instance.school_of(run.site))),
                Cell::text(&tidy_address(instance, run)),
                Cell::Date(instance.calendar.date(run.start)),
                Cell::Date(instance.calendar.date(new.end)),
                Cell::Number(i64::from(instance.calendar.iso_week(run.start).1)),
                Cell::text(guarantee.text(language)),
                Cell::Number(i64::from(new.persons)),
                Cell::Number(i64::from(run.min)),
                Cell::Number(i64::from(run.max)),
                km(new.farthest),
                if homes.is_empty() { Cell::Empty } else { Cell::Text(remark) },
            ])
        };
        let columns = [
            (Message::GoalCode.text(language), 10),
            (Message::GoalTitle.text(language), 32),
            (Message::Executing.text(language), 26),
            (Message::Address.text(language), 30),
            (Message::StartDate.text(language), 14),
            (Message::EndDate.text(language), 14),
            (Message::Week.text(language), 6),
            (Word::GuaranteeYesNo.text(language), 10),
            (FollowWord::Persons.text(language), 8),
            (Word::Minimum.text(language), 9),
            (Word::Seats.text(language), 9),
            (FollowWord::Longest.text(language), 10),
            (Message::Remark.text(language), 22),
        ];
        self.grid(FollowWord::NewRunsTab, &columns, self.follow_up.new_runs.iter().map(row).collect())
    }

    /// The next chance of those whose run is not held.
    pub(super) fn second_chances(&self) -> Grid {
        let (instance, language) = (self.instance(), self.language);
        let row = |chance: &SecondChance| {
            let status = self.status(chance.run);
            let goal = instance.goal(status.run.goal);
            let state = if status.cancelled { FollowWord::Cancelled } else { FollowWord::ToCancel };
            let mut cells = vec![
                Cell::text(&goal.code),
                Cell::text(&goal.title),
                Cell::text(self.school(chance.run)),
                Cell::Date(instance.calendar.date(status.run.start)),
                Cell::text(self.say(state)),
                Cell::Number(i64::from(status.enrolled)),
            ];
            if let Some((run, free, kind)) = chance.to.map(|to| self.destination(to)) {
                cells.extend([
                    Cell::text(self.say(kind)),
                    Cell::text(school_name(instance, instance.school_of(run.site))),
                    Cell::text(&tidy_address(instance, &run)),
                    Cell::Date(instance.calendar.date(run.start)),
                    chance.metres.map_or(Cell::Empty, km),
                    Cell::Number(i64::from(free)),
                ]);
            } else {
                cells.push(Cell::text(self.say(FollowWord::NoNext)));
                cells.extend(std::iter::repeat_n(Cell::Empty, 5));
            }
            Row::Plain(cells)
        };
        let columns = [
            (Message::GoalCode.text(language), 10),
            (Message::GoalTitle.text(language), 30),
            (FollowWord::OldSchool.text(language), 24),
            (FollowWord::OldDate.text(language), 14),
            (FollowWord::State.text(language), 10),
            (FollowWord::Enrolled.text(language), 10),
            (FollowWord::Kind.text(language), 14),
            (FollowWord::NextSchool.text(language), 24),
            (Message::Address.text(language), 30),
            (FollowWord::NextDate.text(language), 14),
            (FollowWord::Kilometres.text(language), 6),
            (FollowWord::FreeSeats.text(language), 9),
        ];
        self.grid(FollowWord::SecondTab, &columns, self.follow_up.second_chances.iter().map(row).collect())
    }

    /// Who stays without a place.
    pub(super) fn left(&self) -> Grid {
        let (instance, language) = (self.instance(), self.language);
        let row = |left: &Left| {
            let goal = instance.goal(left.goal);
            let group = |(from, persons): &(Seeking, u32)| {
                self.fill(FollowWord::GroupItem, &[("persons", &persons.to_string()), ("from", &self.from(*from))])
            };
            let groups: Vec<String> = left.groups.iter().map(group).collect();
            Row::Plain(vec![
                Cell::text(&goal.code),
                Cell::text(&goal.title),
                Cell::Number(i64::from(left.persons())),
                Cell::Number(i64::from(left.least)),
                Cell::Text(groups.join("\n")),
                Cell::Text(self.what_now(left)),
            ])
        };
        let columns = [
            (Message::GoalCode.text(language), 10),
            (Message::GoalTitle.text(language), 34),
            (FollowWord::Persons.text(language), 8),
            (FollowWord::Least.text(language), 10),
            (FollowWord::Where.text(language), 55),
            (FollowWord::WhatNow.text(language), 55),
        ];
        self.grid(FollowWord::LeftTab, &columns, self.follow_up.left.iter().map(row).collect())
    }

    fn what_now(&self, left: &Left) -> String {
        let instance = self.instance();
        let advice = match &instance.goal(left.goal).agreement {
            Some(Agreement { outside_school, reference, .. }) => {
                let school = outside_name(instance, outside_school);
                self.fill(FollowWord::Agreed, &[("school", school), ("reference", reference)])
            }
            None if left.persons() < left.least => self.say(FollowWord::TooFew).to_owned(),
            None => self.fill_numbers(FollowWord::NoDate, &[("km", self.reach_km())]),
        };
        let Some((run, metres)) = left.beyond else { return advice };
        let km = rdiv(metres, 1000).to_string();
        let values = [("advice", advice.as_str()), ("school", self.school(run)), ("date", &self.start(run)), ("km", &km)];
        self.fill(FollowWord::Beyond, &values)
    }
}
