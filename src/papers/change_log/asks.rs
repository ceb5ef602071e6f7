//! One sentence for each thing that was asked for: what, by whom and why, and how the plan now meets it.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::compare::asked::{Ask, Asked, Shut};
use crate::compare::difference::Change;
use crate::domain::calendar::Day;
use crate::domain::decision::Decision;
use crate::domain::goal::{Origin, RequiredRun, When};
use crate::domain::ids::SchoolIx;
use crate::papers::change_log::sentences::Teller;
use crate::papers::change_log::words::LogWord;
use crate::report::derived::school_name;
use crate::report::text::{joined, paper_date};

/// Who asked, why and when, for the columns of the workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asker {
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When, if that is known.
    pub at: Option<NaiveDate>,
}

/// Where and when a run is wanted, or not wanted.
struct Wish {
    school: Option<String>,
    place: Option<String>,
    days: Option<(Day, Day)>,
    guarantee: Option<bool>,
}

impl Teller<'_> {
    /// Everybody who asked for it.
    #[must_use]
    pub fn askers(&self, asked: &Asked) -> Vec<Asker> {
        let row = |row: &Decision| Asker { by: row.by.clone(), reason: row.reason.clone(), at: row.at };
        let school = |school: SchoolIx| Asker { by: school_name(self.instance, school).to_owned(), ..Asker::default() };
        match &asked.ask {
            Ask::Lock(rows) => rows.iter().map(row).collect(),
            Ask::Offer(wanted) => self.offering(wanted).map(school).into_iter().collect(),
            Ask::Cannot(school_ix)
            | Ask::Can(school_ix)
            | Ask::RefusalGone(school_ix)
            | Ask::FewerDays(school_ix, _)
            | Ask::FewerGuarantees(school_ix, _)
            | Ask::FewerTeachers(school_ix, ..)
            | Ask::Left(school_ix) => vec![school(*school_ix)],
            Ask::Closed(site, ..) | Ask::FewerRooms(site, ..) => vec![school(self.instance.school_of(*site))],
            Ask::Withdrawn(_) | Ask::Agreement(_) => Vec::new(),
        }
    }

    /// The sentence without the goal it is about. `changes` are those that meet it.
    #[must_use]
    pub fn ask(&self, asked: &Asked, changes: &[&Change]) -> String {
        let outcome = self.outcome(asked, changes);
        match &asked.ask {
            Ask::Lock(rows) => {
                let who: Vec<String> = self.askers(asked).iter().map(|asker| self.who(asker)).collect();
                let wish = rows.first().map(|row| self.lock(row)).unwrap_or_default();
                self.say(
                    LogWord::LockAsk,
                    &[("wish", &wish), ("who", &joined(self.instance.language, &who)), ("outcome", &outcome)],
                )
            }
            Ask::Offer(wanted) => {
                let school = self.offering(wanted).map_or("", |school| school_name(self.instance, school));
                self.say(LogWord::OfferAsk, &[("wish", &self.offer(wanted)), ("school", school), ("outcome", &outcome)])
            }
            Ask::Cannot(school) => {
                self.say(LogWord::CannotAsk, &[("school", school_name(self.instance, *school)), ("outcome", &outcome)])
            }
            Ask::Can(school) => {
                self.say(LogWord::CanAsk, &[("school", school_name(self.instance, *school)), ("outcome", &outcome)])
            }
            Ask::RefusalGone(school) => {
                self.say(LogWord::RefusalGone, &[("school", school_name(self.instance, *school)), ("outcome", &outcome)])
            }
            Ask::FewerDays(school, most) | Ask::FewerGuarantees(school, most) => {
                let (school, most) = (school_name(self.instance, *school), most.to_string());
                let days = matches!(asked.ask, Ask::FewerDays(..));
                let word = if days { LogWord::FewerDays } else { LogWord::FewerGuarantees };
                self.say(word, &[("school", school), ("most", &most), ("outcome", &outcome)])
            }
            Ask::FewerTeachers(school, first, last) => {
                let (school, days) = (school_name(self.instance, *school), self.stretch(*first, *last));
                self.say(LogWord::FewerTeachers, &[("school", school), ("days", &days), ("outcome", &outcome)])
            }
            Ask::Left(school) => {
                self.say(LogWord::LeftAsk, &[("school", school_name(self.instance, *school)), ("outcome", &outcome)])
            }
            Ask::Closed(site, first, last, _) | Ask::FewerRooms(site, first, last) => {
                let school = school_name(self.instance, self.instance.school_of(*site));
                let place = self.place(&self.instance.site(*site).id);
                let days = self.stretch(*first, *last);
                let values = [("school", school), ("place", &place), ("days", &days), ("outcome", &outcome)];
                let word = match asked.ask {
                    Ask::Closed(.., Shut::Closed) => LogWord::ClosedAsk,
                    Ask::Closed(.., Shut::WithoutRooms) => LogWord::WithoutRooms,
                    Ask::Closed(.., Shut::Either) => LogWord::ClosedOrWithoutRooms,
                    _ => LogWord::FewerRooms,
                };
                self.say(word, &values)
            }
            Ask::Withdrawn(Origin::Lock) => self.say(LogWord::LockGone, &[("outcome", &outcome)]),
            Ask::Withdrawn(_) => self.say(LogWord::OfferGone, &[("outcome", &outcome)]),
            Ask::Agreement(_) => changes.iter().map(|change| self.change(change)).collect::<Vec<_>>().join("; "),
        }
    }

    /// A day, or from when to when.
    fn stretch(&self, first: Day, last: Day) -> String {
        let [first, last] = [first, last].map(|day| paper_date(self.instance.calendar.date(day)));
        if first == last { first } else { self.say(LogWord::FromUntil, &[("from", &first), ("to", &last)]) }
    }

    fn outcome(&self, asked: &Asked, changes: &[&Change]) -> String {
        let told: Vec<String> =
            changes.iter().map(|change| self.change(change).trim_end_matches(['.', ' ']).to_owned()).collect();
        match (&asked.met_by, told.is_empty()) {
            (Some(run), true) => self.say(LogWord::MetBy, &[("run", &self.runs(std::slice::from_ref(run)))]),
            (None, true) => String::new(),
            (_, false) => self.say(LogWord::Therefore, &[("changes", &told.join("; "))]),
        }
    }

    fn who(&self, asker: &Asker) -> String {
        let (by, reason) = (asker.by.as_str(), asker.reason.as_str());
        match asker.at {
            Some(at) => self.say(LogWord::WhoWhen, &[("by", by), ("reason", reason), ("at", &paper_date(at))]),
            None => self.say(LogWord::Who, &[("by", by), ("reason", reason)]),
        }
    }

    fn lock(&self, row: &Decision) -> String {
        let site = row.site.map(|site| &self.instance.site(site).id);
        let of_site = row.site.map(|site| self.instance.school_of(site));
        let school = row.school.or(of_site).map(|school| school_name(self.instance, school).to_owned());
        let wish = Wish { school, place: site.map(|id| self.place(id)), days: row.days, guarantee: row.guarantee };
        self.wish(if row.keep { LogWord::Wish } else { LogWord::NoWish }, &wish)
    }

    fn offer(&self, wanted: &RequiredRun) -> String {
        let place = if let [site] = wanted.sites[..] { Some(self.place(&self.instance.site(site).id)) } else { None };
        let days = if let When::Fixed(from, to) = wanted.when { Some((from, to)) } else { None };
        let school = self.offering(wanted).map(|school| school_name(self.instance, school).to_owned());
        self.wish(LogWord::Wish, &Wish { school, place, days, guarantee: wanted.guarantee })
    }

    /// The school that offers; all sites of an offer are its own.
    fn offering(&self, wanted: &RequiredRun) -> Option<SchoolIx> {
        wanted.sites.first().map(|site| self.instance.school_of(*site))
    }

    fn wish(&self, word: LogWord, wish: &Wish) -> String {
        let mut parts = String::new();
        if let Some(school) = &wish.school {
            parts.push_str(&self.say(LogWord::AtSchool, &[("school", school)]));
        }
        if let Some(place) = &wish.place {
            // Writing to a string cannot fail.
            let _ = write!(parts, " ({place})");
        }
        if let Some((from, to)) = wish.days {
            let (from, to) = (self.instance.calendar.date(from), self.instance.calendar.date(to));
            parts.push_str(&if from == to {
                self.say(LogWord::OnDate, &[("date", &self.date(from))])
            } else if self.week(from) == self.week(to) {
                self.say(LogWord::InWeek, &[("week", &self.week(from))])
            } else {
                self.say(LogWord::Between, &[("from", &paper_date(from)), ("to", &paper_date(to))])
            });
        }
        match wish.guarantee {
            Some(true) => parts.push_str(LogWord::WithGuarantee.text(self.instance.language)),
            Some(false) => parts.push_str(LogWord::WithoutGuarantee.text(self.instance.language)),
            None => {}
        }
        self.say(word, &[("parts", &parts)])
    }
}
