//! One sentence for each change. Schools and addresses are named as the planning folder names them today, else as the earlier one did, and by
//! their codes from the plan where neither is known.

use chrono::{Datelike, NaiveDate};

use crate::compare::difference::{Change, What};
use crate::compare::plan::{FiledRun, State};
use crate::domain::instance::Instance;
use crate::papers::change_log::words::LogWord;
use crate::papers::document::readable;
use crate::report::derived::{outside_name, school_name};
use crate::report::text::{joined, paper_date};

/// Names what codes stand for.
#[derive(Debug)]
pub struct Teller<'a> {
    /// The planning year.
    pub instance: &'a Instance,
    /// The year that the earlier plan was made for, where its files are known.
    pub before: Option<&'a Instance>,
}

impl Teller<'_> {
    /// The text with its values.
    #[must_use]
    pub fn say(&self, word: LogWord, values: &[(&str, &str)]) -> String {
        word.fill(self.instance.language, values)
    }

    /// The years that may know a code, today's first.
    fn years(&self) -> impl Iterator<Item = &Instance> {
        std::iter::once(self.instance).chain(self.before)
    }

    /// The school's name, or its code.
    #[must_use]
    pub fn school(&self, id: &str) -> String {
        let named = |year: &Instance| {
            let at = year.schools.iter().position(|school| school.id == id)?;
            Some(school_name(year, at.into()).to_owned())
        };
        self.years().find_map(named).unwrap_or_else(|| id.to_owned())
    }

    /// Street and town of a site; its name too where another site of the school has the same; its code where there is nothing else.
    #[must_use]
    pub fn place(&self, id: &str) -> String {
        self.years().find_map(|year| place_in(year, id)).unwrap_or_else(|| id.to_owned())
    }

    /// The date with its ISO week, and the week's year where it is another.
    #[must_use]
    pub fn date(&self, date: NaiveDate) -> String {
        format!("{} ({})", paper_date(date), self.week(date))
    }

    /// The ISO week of the date.
    #[must_use]
    pub fn week(&self, date: NaiveDate) -> String {
        let week = date.iso_week();
        let number = week.week().to_string();
        let number = if week.year() == date.year() { number } else { format!("{number}/{}", week.year()) };
        self.say(LogWord::Week, &[("week", &number)])
    }

    /// School, address and date of a run.
    #[must_use]
    pub fn run(&self, run: &FiledRun) -> String {
        let (school, place, date) = (self.school(&run.school), self.place(&run.site), self.date(run.start));
        self.say(LogWord::Where, &[("school", &school), ("place", &place), ("date", &date)])
    }

    /// The run or runs, as the subject of a sentence.
    #[must_use]
    pub fn runs(&self, runs: &[FiledRun]) -> String {
        let word = if runs.len() == 1 { LogWord::OneRun } else { LogWord::ManyRuns };
        let named: Vec<String> = runs.iter().map(|run| self.run(run)).collect();
        self.say(word, &[("runs", &joined(self.instance.language, &named))])
    }

    /// The sentence of a change without the goal it is about.
    #[must_use]
    pub fn change(&self, change: &Change) -> String {
        match &change.what {
            What::Moved(from, to) => self.moved(from, to),
            What::Added(run) => self.guaranteed(self.say(LogWord::NewRun, &[("run", &self.run(run))]), run),
            What::Dropped(run) => self.gone(std::slice::from_ref(run)),
            What::Goal(from, to) => self.goal(change, from.as_ref(), to.as_ref()),
        }
    }

    /// The whole sentence about a goal: one line, whatever the texts hold.
    #[must_use]
    pub fn about(&self, goal: &str, title: &str, what: &str) -> String {
        let what = what.trim_end_matches(['.', ' ']);
        one_line(&self.say(LogWord::Sentence, &[("code", goal), ("title", title), ("what", what)]))
    }

    /// The whole sentence of a change.
    #[must_use]
    pub fn whole(&self, change: &Change) -> String {
        self.about(&change.goal, &change.title, &self.change(change))
    }

    fn gone(&self, runs: &[FiledRun]) -> String {
        self.say(LogWord::GoneRuns, &[("runs", &self.runs(runs))])
    }

    fn guaranteed(&self, what: String, run: &FiledRun) -> String {
        if run.guarantee { self.say(LogWord::AsGuarantee, &[("what", &what)]) } else { what }
    }

    /// A run that became another: where and when first, then what else changed.
    fn moved(&self, from: &FiledRun, to: &FiledRun) -> String {
        let mut parts: Vec<String> = self.went(from, to).into_iter().collect();
        let subject = |parts: &[String]| {
            if parts.is_empty() {
                self.runs(std::slice::from_ref(to))
            } else {
                LogWord::It.text(self.instance.language).to_owned()
            }
        };
        if from.guarantee != to.guarantee {
            let word = if to.guarantee { LogWord::NowGuarantee } else { LogWord::NoGuarantee };
            parts.push(self.say(word, &[("run", &subject(&parts))]));
        }
        // A guarantee course has a smaller minimum: that is said already.
        if from.max != to.max || (from.min != to.min && from.guarantee == to.guarantee) {
            let numbers = [to.max, to.min, from.max, from.min].map(|number| number.to_string());
            let [max, min, old_max, old_min] = numbers.each_ref().map(String::as_str);
            let run = subject(&parts);
            let values = [("run", run.as_str()), ("max", max), ("min", min), ("old_max", old_max), ("old_min", old_min)];
            parts.push(self.say(LogWord::NewSize, &values));
        }
        parts.join("; ")
    }

    /// From where and when to where and when; `None` where it stayed.
    fn went(&self, from: &FiledRun, to: &FiledRun) -> Option<String> {
        let (old_date, new_date) = (self.date(from.start), self.date(to.start));
        let (old_place, new_place) = (self.place(&from.site), self.place(&to.site));
        let (old_school, school) = (self.school(&from.school), self.school(&to.school));
        let same_day = from.start == to.start;
        let sentence = if from.school != to.school && same_day {
            let (from, to) = (format!("{old_school} ({old_place})"), format!("{school} ({new_place})"));
            self.say(LogWord::SameDaySchool, &[("date", &new_date), ("from", &from), ("to", &to)])
        } else if from.school != to.school {
            self.say(LogWord::MovedSchool, &[("from", &self.run(from)), ("to", &self.run(to))])
        } else if from.site != to.site && same_day {
            let values = [("school", school.as_str()), ("date", &new_date), ("from", &old_place), ("to", &new_place)];
            self.say(LogWord::SameDaySite, &values)
        } else if from.site != to.site {
            let (from, to) = (("from", old_date.as_str()), ("to", new_date.as_str()));
            let values = [("school", school.as_str()), ("from_place", &old_place), from, ("to_place", &new_place), to];
            self.say(LogWord::MovedSite, &values)
        } else if !same_day {
            let values = [("school", school.as_str()), ("place", &new_place), ("from", &old_date), ("to", &new_date)];
            self.say(LogWord::MovedDate, &values)
        } else if from.end != to.end {
            let run = self.runs(std::slice::from_ref(to));
            let ends = [paper_date(to.end), paper_date(from.end)];
            self.say(LogWord::MovedEnd, &[("run", &run), ("to", &ends[0]), ("from", &ends[1])])
        } else {
            return None;
        };
        Some(sentence)
    }

    /// A goal that changed as a whole.
    fn goal(&self, change: &Change, from: Option<&State>, to: Option<&State>) -> String {
        let lost = match from {
            Some(State::Covered(runs)) => self.gone(runs),
            Some(State::Agreement(reference)) => self.say(LogWord::AgreementEnded, &[("reference", reference)]),
            _ => String::new(),
        };
        let has = match to {
            Some(State::Covered(runs)) => self.runs(runs),
            Some(State::Agreement(reference)) => self.agreement(&change.goal, reference),
            _ => String::new(),
        };
        match (from, to) {
            (None, Some(State::Gap(reason))) => self.say(LogWord::NewAsGap, &[("reason", reason)]),
            (None, _) => self.say(LogWord::NewWith, &[("what", &has)]),
            (_, None) if lost.is_empty() => LogWord::NoLonger.text(self.instance.language).to_owned(),
            (_, None) => self.say(LogWord::NoLongerAndLost, &[("lost", &lost)]),
            (_, Some(State::Gap(reason))) => self.say(LogWord::Gap, &[("lost", &lost), ("reason", reason)]),
            (Some(State::Gap(_)), Some(State::Agreement(_))) => self.say(LogWord::ClosedByAgreement, &[("what", &has)]),
            (Some(State::Gap(_)), _) => self.say(LogWord::ClosedByRun, &[("what", &has)]),
            (Some(State::Agreement(reference)), _) => self.say(LogWord::ReplacedBy, &[("reference", reference), ("what", &has)]),
            (Some(State::Covered(_)), _) => self.say(LogWord::CoveredInstead, &[("lost", &lost), ("what", &has)]),
        }
    }

    /// An agreement with its school, where today's folder tells.
    fn agreement(&self, goal: &str, reference: &str) -> String {
        let goal = self.instance.goals.iter().find(|data| data.code == goal);
        let agreement = goal.and_then(|goal| goal.agreement.as_ref()).filter(|agreement| agreement.reference == reference);
        let Some(agreement) = agreement else { return self.say(LogWord::AgreementOnly, &[("reference", reference)]) };
        let school = outside_name(self.instance, &agreement.outside_school);
        self.say(LogWord::AgreementWith, &[("school", school), ("reference", reference)])
    }
}

fn place_in(year: &Instance, id: &str) -> Option<String> {
    let address = |at: usize| {
        let site = &year.sites[at];
        [site.address.as_str(), site.city.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let at = year.sites.iter().position(|site| site.id == id)?;
    let (own, site) = (address(at), &year.sites[at]);
    let name = if site.name.is_empty() { &site.id } else { &site.name };
    let of_school = |other: &usize| *other != at && year.sites[*other].school == site.school;
    let shared = (0..year.sites.len()).filter(of_school).any(|other| address(other) == own);
    Some(match (own.is_empty(), shared) {
        (true, _) => name.clone(),
        (false, true) => format!("{name}, {own}"),
        (false, false) => own,
    })
}

/// The text on one line, without control characters.
#[must_use]
pub fn one_line(text: &str) -> String {
    readable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
