//! The change log for the minutes: what was asked for between two plans and by whom, apart from what followed from it.
//!
//! [`earlier`] reads the earlier plan folder, [`change_log`] writes the log of what changed since: numbered sentences
//! ([`sentences`], [`asks`]) as one paper in all forms ([`paper`]), and the same as data ([`data`]).

pub mod asks;
pub mod data;
pub mod paper;
pub mod sentences;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::compare::asked::{Asked, asked, cited};
use crate::compare::difference::{Change, Difference, Kind, by_kind, difference};
use crate::compare::plan::{FiledPlan, read};
use crate::domain::instance::Instance;
use crate::domain::words::Text;
use crate::papers::basis::basis;
use crate::papers::{docx, page_and_workbook};
use sentences::Teller;
use words::{foreign, unreadable};

/// The change log.
#[derive(Debug)]
pub struct ChangeLog {
    /// Its bytes by file name.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The same as data.
    pub data: Value,
    /// Version of the earlier plan.
    pub from: String,
    /// Sentences about what was asked for.
    pub asked: usize,
    /// Changes that somebody asked for: one change can meet several requests, and a request none.
    pub explained: usize,
    /// Changes that nobody asked for.
    pub followed: usize,
    /// The sentence of each request, then that of each other change.
    pub sentences: Vec<String>,
}

/// What the log is about.
struct Log<'a> {
    teller: Teller<'a>,
    old: &'a FiledPlan,
    new: &'a FiledPlan,
    difference: &'a Difference,
    asked: &'a [Asked],
    /// Positions of the changes that somebody asked for.
    explained: BTreeSet<usize>,
    made: Made,
}

impl<'a> Log<'a> {
    fn instance(&self) -> &'a Instance {
        self.teller.instance
    }

    /// The changes that meet it.
    fn changes_of(&self, asked: &Asked) -> Vec<&'a Change> {
        asked.changes.iter().filter_map(|at| self.difference.changes.get(*at)).collect()
    }

    /// Title and FKB of the goal, as the plans tell them.
    fn goal(&self, asked: &Asked) -> (&'a str, &'a str) {
        let goal = self.new.goals.get(&asked.goal).or_else(|| self.old.goals.get(&asked.goal));
        goal.map_or(("", ""), |goal| (&goal.title, &goal.fkb))
    }

    /// The sentence of a request.
    fn request(&self, asked: &Asked) -> String {
        self.teller.about(&asked.goal, self.goal(asked).0, &self.teller.ask(asked, &self.changes_of(asked)))
    }

    /// The changes that were asked for, or those that were not.
    fn changes(&self, asked: bool) -> impl Iterator<Item = &'a Change> {
        let passes = move |(at, _): &(usize, &Change)| self.explained.contains(at) == asked;
        self.difference.changes.iter().enumerate().filter(passes).map(|(_, change)| change)
    }

    /// Kinds that occur, with how often they were asked for and how often they followed.
    fn kinds(&self) -> Vec<(Kind, usize, usize)> {
        let (asked, followed) = (by_kind(self.changes(true)), by_kind(self.changes(false)));
        let count = |counts: &BTreeMap<Kind, usize>, kind| counts.get(&kind).copied().unwrap_or(0);
        let all = Kind::ALL.map(|kind| (kind, count(&asked, kind), count(&followed, kind)));
        all.into_iter().filter(|(_, asked, followed)| asked + followed > 0).collect()
    }
}

/// Reads an earlier plan folder, which must be one of the year and network of the planning folder.
///
/// # Errors
/// A sentence that says what hinders it.
pub fn earlier(instance: &Instance, files: &BTreeMap<String, Vec<u8>>) -> Result<FiledPlan, Text> {
    let plan = read(files).map_err(|why| unreadable(&why))?;
    let year = instance.calendar.year();
    plan.belongs_to(instance).map_err(|why| foreign(&why, year, &instance.network))?;
    Ok(plan)
}

/// How the new plan came from the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    /// Planned anew.
    Anew,
    /// By `replan`, with the least change that there can be.
    Least,
    /// By `replan`, with as few changes as were found.
    Few,
    /// By `replan`, with more changes than necessary, for a better plan.
    More,
    /// By `replan` from another plan.
    Steps,
}

/// How the plan came from that of this checksum, as result.json says it.
fn made(files: &BTreeMap<String, Vec<u8>>, base: &str) -> Made {
    let result = files.get("result.json").and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok());
    let Some(replan) = result.as_ref().and_then(|result| result.get("replan")).filter(|replan| !replan.is_null()) else {
        return Made::Anew;
    };
    match (replan["base_plan_sha256"] == base, replan["change_cost"] == replan["needed_change_cost"]) {
        (false, _) => Made::Steps,
        (true, false) => Made::More,
        (true, true) if replan["proven"] == true => Made::Least,
        (true, true) => Made::Few,
    }
}

/// The log of what changed between an earlier plan and the verified plan whose files are given. `before` is the year that the earlier plan was
/// made for, where its input files are known. The same files give the same bytes.
///
/// # Errors
/// A sentence, where the files are not those of a verified plan folder.
pub fn change_log(
    instance: &Instance,
    files: &BTreeMap<String, Vec<u8>>,
    old: &FiledPlan,
    before: Option<&Instance>,
) -> Result<ChangeLog, Text> {
    let basis = basis(instance, files)?;
    let new = read(files).map_err(|why| unreadable(&why))?;
    let difference = difference(old, &new);
    let asked = asked(instance, before, old, &new, &difference);
    let explained = cited(&asked);
    let made = made(files, &old.checksum);
    let log =
        Log { teller: Teller { instance, before }, old, new: &new, difference: &difference, asked: &asked, explained, made };
    let paper = paper::document(&basis, &log);
    let mut files = BTreeMap::new();
    page_and_workbook(&mut files, "aendringslog", &paper);
    files.insert("aendringslog.docx".to_owned(), docx::bytes(&paper));
    let from = old.version(instance.calendar.year());
    let [explained, followed] = [true, false].map(|asked| log.changes(asked).count());
    let requests = asked.iter().map(|asked| log.request(asked));
    let sentences = requests.chain(log.changes(false).map(|change| log.teller.whole(change))).collect();
    Ok(ChangeLog { files, data: data::data(&log), from, asked: asked.len(), explained, followed, sentences })
}
