//! A cure as one sentence that names school, week, place, and what has to change.

use crate::domain::gap::{Change, Cure, Extension, Move};
use crate::domain::ids::SchoolIx;
use crate::domain::instance::Instance;
use crate::domain::words::Text;
use crate::report::derived::school_name;
use crate::report::gap_words::GapWord;
use crate::report::text::{joined, paper_date, week_name};

/// The sentence; a second and third say what the plan moves by itself, and what was not looked into.
#[must_use]
pub fn sentence(instance: &Instance, cure: &Cure) -> String {
    let language = instance.language;
    let (school, date) = (instance.school_of(cure.site), instance.calendar.date(cure.start));
    let site = instance.site(cure.site);
    let changes = cure.changes.iter().map(|change| condition(instance, cure, change));
    let moves = cure.moves.iter().map(|one| moved(instance, school, one));
    let conditions: Vec<String> = changes.chain(moves).collect();
    let word = if conditions.is_empty() { GapWord::CureLonger } else { GapWord::CureIf };
    let values = [
        ("school", school_name(instance, school)),
        ("week", &week_name(date)),
        ("place", if site.name.is_empty() { &site.id } else { &site.name }),
        ("date", &paper_date(date)),
        ("conditions", &joined(instance.language, &conditions)),
    ];
    let mut parts = vec![word.fill(language, &values)];
    match cure.replanned {
        0 => {}
        1 => parts.push(GapWord::ReplannedOne.text(language).to_owned()),
        count => parts.push(GapWord::Replanned.fill(language, &[("count", &count.to_string())])),
    }
    if !cure.tried {
        parts.push(GapWord::Untried.text(language).to_owned());
    }
    parts.join(" ")
}

fn condition(instance: &Instance, cure: &Cure, change: &Change) -> String {
    let language = instance.language;
    let date = |day| paper_date(instance.calendar.date(day));
    match change {
        Change::Lock(texts) => GapWord::IfLock.fill(language, &[("locks", Text::joined(texts, "; ").text(language))]),
        Change::Answer => GapWord::IfAnswer.text(language).to_owned(),
        Change::Room => GapWord::IfRoom.text(language).to_owned(),
        Change::Teacher => GapWord::IfTeacher.text(language).to_owned(),
        Change::Limit(days) => GapWord::IfLimit.fill(language, &[("days", &days.to_string())]),
        Change::Equipment(names) => GapWord::IfEquipment.fill(language, &[("names", &names.join(", "))]),
        Change::Open(days) => {
            let days: Vec<String> = days.iter().map(|day| date(*day)).collect();
            GapWord::IfOpen.fill(language, &[("days", &joined(instance.language, &days))])
        }
        Change::Approval(extension) => approval(instance, cure, extension),
    }
}

fn approval(instance: &Instance, cure: &Cure, extension: &Extension) -> String {
    let language = instance.language;
    let date = |day| paper_date(instance.calendar.date(day));
    let lender = extension.lender.map(|lender| GapWord::Lent.fill(language, &[("lender", school_name(instance, lender))]));
    let (word, known) = match extension {
        Extension { ended: Some(ended), .. } => (GapWord::IfProlonged, paper_date(*ended)),
        Extension { begins: Some(begins), .. } => (GapWord::IfEarlier, paper_date(*begins)),
        Extension { excepted: true, .. } => (GapWord::IfIncluded, String::new()),
        Extension { .. } => (GapWord::IfApproval, String::new()),
    };
    let values = [
        ("fkb", instance.fkb(extension.fkb).code.as_str()),
        ("lent", &lender.unwrap_or_default()),
        ("date", &known),
        ("first", &date(cure.start)),
        ("last", &date(cure.last)),
    ];
    word.fill(language, &values)
}

/// The school that takes the goal moves mostly runs of its own.
fn moved(instance: &Instance, school: SchoolIx, one: &Move) -> String {
    let data = instance.goal(one.from.goal);
    let owner = instance.school_of(one.from.site);
    let week = |day| week_name(instance.calendar.date(day));
    let word = if owner == school { GapWord::IfMoveItself } else { GapWord::IfMove };
    let values = [
        ("school", school_name(instance, owner)),
        ("code", &data.code),
        ("title", &data.title),
        ("from", &week(one.from.start)),
        ("to", &week(one.to)),
    ];
    word.fill(instance.language, &values)
}
