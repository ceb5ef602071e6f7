//! Why each school does not run a goal, a sentence for each.

use crate::domain::gap::{Cause, Slot};
use crate::domain::ids::SchoolIx;
use crate::domain::instance::Instance;
use crate::domain::words::Text;
use crate::report::derived::school_name;
use crate::report::gap_words::GapWord;
use crate::report::text::{joined, paper_date, week_name};

/// All of them; the members that are not among them have no approval and are counted.
#[must_use]
pub fn sentences(instance: &Instance, causes: &[(SchoolIx, Cause)]) -> String {
    let language = instance.language;
    let sentence = |(school, cause): &(SchoolIx, Cause)| {
        let values = [("school", school_name(instance, *school)), ("cause", &cause_in_words(instance, cause))];
        GapWord::CauseOf.fill(language, &values)
    };
    let mut parts: Vec<String> = causes.iter().map(sentence).collect();
    let members = instance.schools.iter().filter(|school| school.member).count();
    match members.saturating_sub(causes.len()) {
        0 => {}
        1 => parts.push(GapWord::CauseOther.text(language).to_owned()),
        others => parts.push(GapWord::CauseOthers.fill(language, &[("count", &others.to_string())])),
    }
    parts.join(" ")
}

/// Why a school does not run a goal, without its name.
#[must_use]
pub fn cause_in_words(instance: &Instance, cause: &Cause) -> String {
    let language = instance.language;
    let fill = |word: GapWord, values: &[(&str, &str)]| word.fill(language, values);
    match cause {
        Cause::Ended { to, lender: None } => fill(GapWord::CauseEnded, &[("date", &paper_date(*to))]),
        Cause::Ended { to, lender: Some(lender) } => {
            fill(GapWord::CauseEndedLent, &[("date", &paper_date(*to)), ("lender", school_name(instance, *lender))])
        }
        Cause::NotYet { from, lender: None } => fill(GapWord::CauseNotYet, &[("date", &paper_date(*from))]),
        Cause::NotYet { from, lender: Some(lender) } => {
            fill(GapWord::CauseNotYetLent, &[("date", &paper_date(*from)), ("lender", school_name(instance, *lender))])
        }
        Cause::Equipment(names) => fill(GapWord::CauseEquipment, &[("names", &names.join(", "))]),
        Cause::Locked(texts) => fill(GapWord::CauseLocked, &[("locks", Text::joined(texts, "; ").text(language))]),
        Cause::Full(slots) | Cause::Busy(slots) if slots.is_empty() => fill(GapWord::CauseFullNobody, &[]),
        Cause::Full(slots) => fill(GapWord::CauseFull, &[("runs", &runs(instance, slots))]),
        Cause::Busy(slots) => fill(GapWord::CauseBusy, &[("runs", &runs(instance, slots))]),
        Cause::Closed => fill(GapWord::CauseClosed, &[]),
        Cause::Excepted => fill(GapWord::CauseExcepted, &[]),
        Cause::Unapproved => fill(GapWord::CauseUnapproved, &[]),
        Cause::Declined => fill(GapWord::CauseDeclined, &[]),
        Cause::NoSite => fill(GapWord::CauseNoSite, &[]),
        Cause::TooShort => fill(GapWord::CauseTooShort, &[]),
        Cause::Limit => fill(GapWord::CauseLimit, &[]),
        Cause::Free => fill(GapWord::CauseFree, &[]),
    }
}

fn runs(instance: &Instance, slots: &[Slot]) -> String {
    let run = |slot: &Slot| {
        let data = instance.goal(slot.goal);
        let week = week_name(instance.calendar.date(slot.start));
        GapWord::Course.fill(instance.language, &[("code", &data.code), ("title", &data.title), ("week", &week)])
    };
    joined(instance.language, &slots.iter().map(run).collect::<Vec<_>>())
}
