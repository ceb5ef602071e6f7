//! The tables of runs: those at risk with what to do, and all with figures.

use crate::domain::units::rdiv;
use crate::followup::DECISION_DAYS;
use crate::followup::advice::{Action, Advice, Reason};
use crate::followup::runs::Light;
use crate::papers::document::{Grid, Row};
use crate::papers::follow_up::Context;
use crate::papers::follow_up::words::FollowWord;
use crate::papers::words::Word;
use crate::report::messages::Message;
use crate::report::papers::sheet::Cell;

/// The words for an action.
#[must_use]
pub fn action(action: Action) -> FollowWord {
    match action {
        Action::Hold => FollowWord::Hold,
        Action::Wait => FollowWord::Wait,
        Action::Move => FollowWord::Move,
        Action::Cancel => FollowWord::Cancel,
    }
}

fn light(light: Light) -> FollowWord {
    match light {
        Light::Red => FollowWord::Red,
        Light::Yellow => FollowWord::Yellow,
        Light::Green => FollowWord::Green,
    }
}

impl Context<'_> {
    /// The advice for the runs at risk, the most urgent first: by days left, then by chance.
    pub(super) fn at_risk(&self) -> Vec<&Advice> {
        let mut advice: Vec<&Advice> = self.follow_up.advice.iter().filter(|advice| self.status(advice.run).at_risk()).collect();
        advice.sort_by_key(|advice| (self.status(advice.run).days_left, self.status(advice.run).chance, advice.run));
        advice
    }

    /// Runs below their minimum.
    pub(super) fn risk(&self) -> Grid {
        let language = self.language;
        let row = |advice: &Advice| {
            let status = self.status(advice.run);
            let mut cells = self.run_cells(advice.run);
            cells.extend([
                Cell::Number(status.days_left),
                Cell::Number(rdiv(status.chance, 10)),
                Cell::text(self.say(light(status.light()))),
                Cell::text(self.say(action(advice.action))),
                Cell::Text(self.reason(advice)),
            ]);
            if matches!(advice.action, Action::Move | Action::Cancel) { Row::Marked(cells) } else { Row::Plain(cells) }
        };
        let mut columns = self.run_columns();
        columns.extend([
            (FollowWord::DaysLeft.text(language), 8),
            (FollowWord::Chance.text(language), 9),
            (FollowWord::Light.text(language), 12),
            (FollowWord::Advice.text(language), 15),
            (FollowWord::Why.text(language), 34),
        ]);
        self.grid(FollowWord::RiskTab, &columns, self.at_risk().into_iter().map(row).collect())
    }

    /// The other runs with figures, in the plan's order.
    pub(super) fn others(&self) -> Grid {
        let language = self.language;
        let others = |run: &usize| self.status(*run).known && !self.status(*run).at_risk();
        let advice_for = |run: usize| self.follow_up.advice.binary_search_by_key(&run, |advice| advice.run).ok();
        let row = |run: usize| {
            let (status, advice) = (self.status(run), advice_for(run).map(|at| &self.follow_up.advice[at]));
            let state = match advice {
                Some(_) => FollowWord::Open,
                None if status.cancelled => FollowWord::Cancelled,
                None => FollowWord::Begun,
            };
            let advised = advice.map_or("", |advice| self.say(action(advice.action)));
            let mut cells = self.run_cells(run);
            cells.extend([Cell::text(self.say(state)), Cell::text(advised)]);
            Row::Plain(cells)
        };
        let mut columns = self.run_columns();
        columns.extend([(FollowWord::State.text(language), 11), (FollowWord::Advice.text(language), 26)]);
        self.grid(FollowWord::OthersTab, &columns, (0..self.follow_up.runs.len()).filter(others).map(row).collect())
    }

    fn run_columns(&self) -> Vec<(&'static str, u16)> {
        let language = self.language;
        vec![
            (Message::GoalCode.text(language), 11),
            (Message::GoalTitle.text(language), 27),
            (FollowWord::Number.text(language), 5),
            (Message::Executing.text(language), 20),
            (Message::StartDate.text(language), 14),
            (FollowWord::Enrolled.text(language), 12),
            (Word::Minimum.text(language), 10),
            (Word::Seats.text(language), 10),
            (FollowWord::Waiting.text(language), 13),
            (FollowWord::Deadline.text(language), 14),
        ]
    }

    fn run_cells(&self, run: usize) -> Vec<Cell> {
        let (instance, status) = (self.instance(), self.status(run));
        let goal = instance.goal(status.run.goal);
        vec![
            Cell::text(&goal.code),
            Cell::text(&goal.title),
            Cell::Number(status.number as i64),
            Cell::text(self.school(run)),
            Cell::Date(instance.calendar.date(status.run.start)),
            Cell::Number(i64::from(status.enrolled)),
            Cell::Number(i64::from(status.run.min)),
            Cell::Number(i64::from(status.run.max)),
            Cell::Number(i64::from(status.waiting)),
            Cell::Date(status.deadline),
        ]
    }

    /// Why, in a sentence.
    fn reason(&self, advice: &Advice) -> String {
        let status = self.status(advice.run);
        let [enrolled, min, added, placed] = [status.enrolled, status.run.min, status.sent, advice.placed].map(i64::from);
        match advice.reason {
            Reason::Reached => self.say(FollowWord::Reached).to_owned(),
            Reason::Guarantee if added > 0 => self.fill_numbers(FollowWord::GuaranteeMore, &[("added", added)]),
            Reason::Guarantee => self.fill_numbers(FollowWord::Guarantee, &[("missing", min - enrolled)]),
            Reason::Filled => {
                self.fill_numbers(FollowWord::Filled, &[("added", added), ("total", enrolled + added), ("min", min)])
            }
            Reason::NotYet => self.wait(status.light(), added),
            Reason::GuaranteeNotYet => self.say(FollowWord::GuaranteeNotYet).to_owned(),
            Reason::GuaranteeNobody => self.say(FollowWord::GuaranteeNobody).to_owned(),
            Reason::Nobody => self.say(FollowWord::NobodyYet).to_owned(),
            Reason::Hardly if placed == enrolled => self.fill_numbers(FollowWord::MoveAll, &[("enrolled", enrolled)]),
            Reason::Hardly if placed > 0 => {
                self.fill_numbers(FollowWord::MoveSome, &[("placed", placed), ("enrolled", enrolled)])
            }
            Reason::Hardly => self.fill_numbers(FollowWord::NoPlace, &[("km", self.reach_km()), ("enrolled", enrolled)]),
        }
    }

    fn wait(&self, light: Light, added: i64) -> String {
        let reason = match light {
            Light::Green => self.say(FollowWord::WaitLikely).to_owned(),
            Light::Yellow => self.say(FollowWord::WaitUnsure).to_owned(),
            Light::Red => self.fill_numbers(FollowWord::WaitHardly, &[("days", DECISION_DAYS)]),
        };
        if added == 0 {
            return reason;
        }
        self.fill(FollowWord::WaitAdded, &[("reason", &reason), ("added", &added.to_string())])
    }
}
