//! The paper on the follow-up of the year (opfoelgning): what [`crate::followup`] found, in tables.
//!
//! [`paper`] is the flow; [`risk`] holds the tables of runs, [`moves`] those of people and new runs, [`words`] every word.

pub mod moves;
pub mod risk;
pub mod words;

use std::collections::BTreeMap;

use crate::domain::instance::{Instance, Language};
use crate::domain::units::rdiv;
use crate::followup::advice::{Action, Advice};
use crate::followup::pooling::Destination;
use crate::followup::runs::{Light, RunStatus};
use crate::followup::seekers::reach;
use crate::followup::{DEADLINE_DAYS, DECISION_DAYS, ENROLMENT_DAYS, FollowUp, HARDLY, LEAD_DAYS, LIKELY};
use crate::papers::basis::Basis;
use crate::papers::document::{Block, Document, Grid, Notice, Row, column};
use crate::papers::words::Word;
use crate::papers::{docx, html, xlsx};
use crate::report::derived::school_name;
use crate::report::text::paper_date;
use words::FollowWord;

/// Name of the paper's files without ending.
pub const NAME: &str = "opfoelgning";

/// Urgent runs named in the box at the top.
const URGENT_SHOWN: usize = 12;

/// The files by name of the paper on the follow-up of a verified plan; the same follow-up gives the same bytes.
#[must_use]
pub fn paper(basis: &Basis, follow_up: &FollowUp) -> BTreeMap<String, Vec<u8>> {
    let document = Context { basis, follow_up, language: basis.instance.language }.document();
    BTreeMap::from([
        (format!("{NAME}.html"), html::bytes(&document)),
        (format!("{NAME}.xlsx"), xlsx::bytes(&document)),
        (format!("{NAME}.docx"), docx::bytes(&document)),
    ])
}

/// What the paper says at the top, in the language of the screen.
#[must_use]
pub fn summary(basis: &Basis, follow_up: &FollowUp, language: Language) -> Vec<String> {
    Context { basis, follow_up, language }.summary()
}

/// What every table of the paper is made from.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    basis: &'a Basis<'a>,
    follow_up: &'a FollowUp,
    language: Language,
}

impl<'a> Context<'a> {
    fn instance(&self) -> &'a Instance {
        self.basis.instance
    }

    fn say(&self, word: FollowWord) -> &'static str {
        word.text(self.language)
    }

    fn fill(&self, word: FollowWord, values: &[(&str, &str)]) -> String {
        word.fill(self.language, values)
    }

    fn fill_numbers(&self, word: FollowWord, values: &[(&str, i64)]) -> String {
        let texts: Vec<(&str, String)> = values.iter().map(|(name, value)| (*name, value.to_string())).collect();
        self.fill(word, &texts.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
    }

    fn status(&self, run: usize) -> &'a RunStatus {
        &self.follow_up.runs[run]
    }

    /// The school that executes a run of the plan.
    fn school(&self, run: usize) -> &'a str {
        let instance = self.instance();
        school_name(instance, instance.school_of(self.status(run).run.site))
    }

    /// Its start as people write it.
    fn start(&self, run: usize) -> String {
        paper_date(self.instance().calendar.date(self.status(run).run.start))
    }

    fn grid(&self, tab: FollowWord, columns: &[(&'static str, u16)], rows: Vec<Row>) -> Grid {
        let columns = columns.iter().map(|(heading, width)| column(heading, *width)).collect();
        Grid { tab: self.say(tab), columns, rows, tall: false }
    }

    fn document(&self) -> Document {
        let instance = self.instance();
        let values = [("year", self.basis.year()), ("network", instance.network.clone())];
        let title = self.fill(FollowWord::Title, &values.each_ref().map(|(name, value)| (*name, value.as_str())));
        let mut paper = self.basis.document(title);
        paper.lines.extend(self.summary());
        paper.notice = self.urgent();
        let note = |word: FollowWord| Some(self.fill_numbers(word, &[("km", self.reach_km())]));
        let parts = [
            (FollowWord::Risk, note(FollowWord::RiskNote), self.risk()),
            (FollowWord::Transfers, note(FollowWord::TransfersNote), self.transfers()),
            (FollowWord::NewRuns, note(FollowWord::NewRunsNote), self.new_runs()),
            (FollowWord::Second, note(FollowWord::SecondNote), self.second_chances()),
            (FollowWord::Left, None, self.left()),
            (FollowWord::Others, None, self.others()),
        ];
        for (heading, note, grid) in parts {
            paper.blocks.push(Block::Heading(self.say(heading).to_owned()));
            if grid.rows.is_empty() {
                paper.blocks.push(Block::Text(Word::Nothing.text(self.language).to_owned()));
                continue;
            }
            paper.blocks.extend(note.map(Block::Text));
            paper.blocks.push(Block::Grid(grid));
        }
        paper.blocks.push(Block::Heading(self.say(FollowWord::Method).to_owned()));
        paper.blocks.push(Block::List(self.method()));
        paper
    }

    /// What stands at the top, and on the screen.
    fn summary(&self) -> Vec<String> {
        let FollowUp { today, runs, advice, transfers, new_runs, left, .. } = self.follow_up;
        let count = |passes: &dyn Fn(&RunStatus) -> bool| runs.iter().filter(|run| passes(run)).count() as i64;
        let light = |light: Light| count(&|run| run.at_risk() && run.light() == light);
        let known = [
            ("known", count(&|run| run.known)),
            ("runs", runs.len() as i64),
            ("cancelled", count(&|run| run.known && run.cancelled)),
            ("started", count(&|run| run.known && run.started && !run.cancelled)),
            ("risk", count(&RunStatus::at_risk)),
            ("red", light(Light::Red)),
            ("yellow", light(Light::Yellow)),
            ("green", light(Light::Green)),
        ];
        let advised = |action: Action| advice.iter().filter(|advice| advice.action == action).count() as i64;
        let actions = [("hold", Action::Hold), ("wait", Action::Wait), ("move", Action::Move), ("cancel", Action::Cancel)];
        let persons = |new: bool| -> i64 {
            let to = transfers.iter().filter(|transfer| matches!(transfer.to, Destination::New(_)) == new);
            to.map(|transfer| i64::from(transfer.persons)).sum()
        };
        let (planned, new) = (persons(false), persons(true));
        let left: i64 = left.iter().map(|left| i64::from(left.persons())).sum();
        let seeking = planned + new + left;
        let places = [("seeking", seeking), ("planned", planned), ("new", new), ("count", new_runs.len() as i64), ("left", left)];
        vec![
            self.fill(FollowWord::AsOf, &[("date", &paper_date(*today))]),
            self.fill_numbers(FollowWord::RunsLine, &known),
            self.fill_numbers(FollowWord::AdviceLine, &actions.map(|(name, action)| (name, advised(action)))),
            self.fill_numbers(FollowWord::PlacesLine, &places),
        ]
    }

    /// Runs below their minimum whose deadline has come.
    fn urgent(&self) -> Option<Notice> {
        let due = |advice: &&&Advice| self.status(advice.run).days_left <= 0;
        let urgent: Vec<&Advice> = self.at_risk().into_iter().filter(|advice| due(&advice)).collect();
        let line = |advice: &&Advice| {
            let (status, goal) = (self.status(advice.run), self.instance().goal(self.status(advice.run).run.goal));
            let values = [
                ("code", goal.code.clone()),
                ("title", goal.title.clone()),
                ("school", self.school(advice.run).to_owned()),
                ("date", self.start(advice.run)),
                ("enrolled", status.enrolled.to_string()),
                ("min", status.run.min.to_string()),
                ("action", self.say(risk::action(advice.action)).to_owned()),
            ];
            self.fill(FollowWord::UrgentLine, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
        };
        let mut lines: Vec<String> = urgent.iter().take(URGENT_SHOWN).map(line).collect();
        if urgent.len() > URGENT_SHOWN {
            lines.push(self.fill_numbers(FollowWord::AndMore, &[("count", (urgent.len() - URGENT_SHOWN) as i64)]));
        }
        let title = self.say(FollowWord::UrgentTitle).to_owned();
        (!lines.is_empty()).then_some(Notice { title, lines })
    }

    /// How it is worked out.
    fn method(&self) -> Vec<String> {
        let FollowUp { today, runs, .. } = self.follow_up;
        let unwritten = runs.iter().filter(|run| run.known && run.written_deadline.is_none()).count() as i64;
        let unknown = runs.iter().filter(|run| !run.known && run.is_open()).count() as i64;
        let lights = [("likely", LIKELY / 10), ("hardly", HARDLY / 10), ("decision", DECISION_DAYS)];
        vec![
            self.fill_numbers(FollowWord::MethodChance, &[("period", ENROLMENT_DAYS)]),
            self.fill_numbers(FollowWord::MethodLights, &lights),
            self.fill_numbers(FollowWord::MethodDeadline, &[("days", DEADLINE_DAYS), ("count", unwritten)]),
            self.fill_numbers(FollowWord::MethodUnknown, &[("count", unknown)]),
            self.fill_numbers(FollowWord::MethodDistance, &[("km", self.reach_km())]),
            self.fill(FollowWord::MethodNew, &[("lead", &LEAD_DAYS.to_string()), ("date", &paper_date(*today))]),
        ]
    }

    fn reach_km(&self) -> i64 {
        rdiv(reach(self.instance()), 1000)
    }
}
