//! "Why" and "why not" on the screen: three lines for a run, and the same for programs.

pub mod effects;
pub mod json;
pub mod not;
pub mod not_words;
pub mod words;

use crate::domain::calendar::Day;
use crate::domain::gap::Slot;
use crate::domain::goal::{Origin, Source};
use crate::domain::ids::{GoalIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, Run};
use crate::domain::why::{Alternative, Reason};
use crate::report::derived::{outside_name, school_name};
use crate::report::figures::Figures;
use crate::report::gap_list::gap_rows;
use crate::report::text::{joined, paper_date, week_name};
use effects::Scale;
use words::WhyWord;

/// Runs that are named where many move.
const NAMED: usize = 4;

/// The goal, as a heading.
#[must_use]
pub fn heading(instance: &Instance, goal: GoalIx) -> String {
    let data = instance.goal(goal);
    WhyWord::Goal.fill(instance.language, &[("code", &data.code), ("title", &data.title)])
}

/// A run and what is known at once: its place, why, and the preliminary next best.
#[must_use]
pub fn reason(instance: &Instance, scale: &Scale<'_>, reason: &Reason) -> String {
    let language = instance.language;
    let here = Slot { goal: reason.run.goal, site: reason.run.site, start: reason.run.start };
    let place = place(instance, here);
    let because = because(instance, scale, reason).join("; ");
    let next = match &reason.preliminary {
        Some(next) => alternative(instance, scale, WhyWord::Next, next),
        None if reason.movable || reason.sources.is_empty() => WhyWord::NoNext.text(language).to_owned(),
        None => WhyWord::NoNextFixed.text(language).to_owned(),
    };
    [
        WhyWord::Run.fill(language, &[("number", &(reason.number + 1).to_string()), ("place", &place)]),
        WhyWord::Because.fill(language, &[("reasons", &because)]),
        next,
    ]
    .join("\n")
}

/// What the confirmation found, and what would change the run.
#[must_use]
pub fn conclusion(instance: &Instance, scale: &Scale<'_>, reason: &Reason) -> String {
    let language = instance.language;
    let confirmed = match (&reason.preliminary, &reason.confirmed) {
        (Some(first), Some(next)) if first.places == next.places => Some(WhyWord::ConfirmedSame.text(language).to_owned()),
        (_, Some(next)) => Some(alternative(instance, scale, WhyWord::Confirmed, next)),
        (None, None) if reason.movable || reason.sources.is_empty() => Some(WhyWord::NoneConfirmed.text(language).to_owned()),
        _ => None,
    };
    let changes = changes(instance, reason).join("; ");
    confirmed.into_iter().chain([WhyWord::Changes.fill(language, &[("changes", &changes)])]).collect::<Vec<_>>().join("\n")
}

/// A goal without a run: the agreement that covers it, or the gap with its causes and cures.
#[must_use]
pub fn without_run(instance: &Instance, outcome: &Outcome, goal: GoalIx) -> String {
    let language = instance.language;
    if let Some(agreement) = &instance.goal(goal).agreement {
        let school = outside_name(instance, &agreement.outside_school);
        return WhyWord::Agreed.fill(language, &[("school", school), ("reference", &agreement.reference)]);
    }
    let figures = Figures::new(instance, outcome);
    let rows = gap_rows(instance, outcome, &figures);
    let Some(row) = rows.iter().find(|row| row.goal == goal) else { return String::new() };
    let lines = [
        (WhyWord::GapLine, "reason", row.reason.clone()),
        (WhyWord::CauseLine, "causes", row.causes_in_words(instance)),
        (WhyWord::CureLine, "cure", row.cure_in_words(instance)),
    ];
    lines.map(|(word, name, value)| word.fill(language, &[(name, &value)])).join("\n")
}

fn because(instance: &Instance, scale: &Scale<'_>, reason: &Reason) -> Vec<String> {
    let language = instance.language;
    let mut told: Vec<String> = reason.sources.iter().map(|source| by_row(instance, source)).collect();
    if reason.only_school {
        told.push(WhyWord::OnlySchool.text(language).to_owned());
    }
    let next = reason.preliminary.as_ref().or(reason.confirmed.as_ref());
    match next {
        Some(next) => told.extend(scale.reasons(next)),
        None if told.is_empty() => told.push(WhyWord::NowhereElse.text(language).to_owned()),
        None => {}
    }
    if told.is_empty() {
        told.push(WhyWord::AsGood.text(language).to_owned());
    }
    told
}

fn by_row(instance: &Instance, source: &Source) -> String {
    let word = if source.file == "locks.csv" { WhyWord::ByLock } else { WhyWord::ByForm };
    word.fill(instance.language, &[("row", &row(instance, source))])
}

/// A row of the folder in words.
#[must_use]
pub fn row(instance: &Instance, source: &Source) -> String {
    let (line, text) = (source.line.to_string(), source.text.text(instance.language));
    WhyWord::Row.fill(instance.language, &[("file", &source.file), ("line", &line), ("text", text)])
}

fn changes(instance: &Instance, reason: &Reason) -> Vec<String> {
    let language = instance.language;
    let by_source = |source: &Source| {
        let word = if source.file == "locks.csv" { WhyWord::ChangeLock } else { WhyWord::ChangeForm };
        word.fill(language, &[("row", &row(instance, source))])
    };
    let mut told: Vec<String> = reason.sources.iter().map(by_source).collect();
    if reason.only_school {
        told.push(WhyWord::ChangeOnly.text(language).to_owned());
    }
    let next = reason.confirmed.as_ref().or(reason.preliminary.as_ref());
    if let Some(slot) = next.and_then(|next| next.places.first()) {
        let lock = |word: WhyWord, site: SiteIx, start: Day| {
            let week = week_name(instance.calendar.date(start));
            let code = instance.goal(slot.goal).code.as_str();
            word.fill(language, &[("code", code), ("site", &instance.site(site).id), ("week", &week)])
        };
        let mut locks = vec![lock(WhyWord::ChangeKeep, slot.site, slot.start)];
        // A lock asks for a run; which of the goal's runs makes way for it is open. Another run in this place and week would have to go too.
        let calendar = instance.calendar;
        let emptied = |run: &Run| run.site != reason.run.site || calendar.week(run.start) != calendar.week(reason.run.start);
        if reason.runs > 1 && next.is_some_and(|next| next.plan.runs_of(slot.goal).iter().all(emptied)) {
            locks.push(lock(WhyWord::ChangeForbid, reason.run.site, reason.run.start));
        }
        told.push(locks.join(", "));
    } else if told.is_empty() {
        told.push(WhyWord::ChangeRoom.text(language).to_owned());
    }
    if reason.run.origin == Origin::Assigned && !reason.only_school {
        let school = school_name(instance, instance.school_of(reason.run.site));
        told.push(WhyWord::ChangeRefusal.fill(language, &[("school", school)]));
    }
    told
}

/// Another plan: its place, what changes, and who moves.
#[must_use]
pub fn alternative(instance: &Instance, scale: &Scale<'_>, word: WhyWord, other: &Alternative) -> String {
    let language = instance.language;
    let mut places: Vec<String> = other.places.iter().map(|slot| place(instance, *slot)).collect();
    if places.is_empty() {
        places.push(WhyWord::Without.text(language).to_owned());
    }
    let effects = effects(instance, scale, other);
    word.fill(language, &[("place", &joined(language, &places)), ("effects", &effects)])
}

/// What changes with the other plan, and who moves.
#[must_use]
pub fn effects(instance: &Instance, scale: &Scale<'_>, other: &Alternative) -> String {
    let mut told = scale.told(other);
    told.extend(moved(instance, &other.moved));
    told.extend(listed(instance, WhyWord::Gone, &other.gone));
    told.extend(listed(instance, WhyWord::Added, &other.added));
    told.join("; ")
}

/// Runs that fall away or are added; `None` where there is none.
fn listed(instance: &Instance, word: WhyWord, slots: &[Slot]) -> Option<String> {
    let (count, runs) = (slots.len().to_string(), named(instance, WhyWord::RunAt, slots.iter().copied()));
    (!slots.is_empty()).then(|| word.fill(instance.language, &[("count", &count), ("runs", &runs)]))
}

/// The first of the runs with their places, and how many more there are.
fn named(instance: &Instance, word: WhyWord, slots: impl ExactSizeIterator<Item = Slot>) -> String {
    let language = instance.language;
    let more = slots.len().saturating_sub(NAMED);
    let run = |slot: Slot| {
        let data = instance.goal(slot.goal);
        let values = [("code", data.code.as_str()), ("title", &data.title), ("place", &place(instance, slot))];
        word.fill(language, &values)
    };
    let mut runs: Vec<String> = slots.take(NAMED).map(run).collect();
    if more > 0 {
        runs.push(WhyWord::AndOthers.fill(language, &[("count", &more.to_string())]));
    }
    runs.join(", ")
}

fn moved(instance: &Instance, moved: &[(Slot, Slot)]) -> Option<String> {
    let word = if moved.len() == 1 { WhyWord::MovedOne } else { WhyWord::Moved };
    let (count, runs) = (moved.len().to_string(), named(instance, WhyWord::MovedRun, moved.iter().map(|(_, to)| *to)));
    (!moved.is_empty()).then(|| word.fill(instance.language, &[("count", &count), ("runs", &runs)]))
}

/// School, site, week and date.
#[must_use]
pub fn place(instance: &Instance, slot: Slot) -> String {
    let site = instance.site(slot.site);
    let date = instance.calendar.date(slot.start);
    let name = if site.name.is_empty() { &site.id } else { &site.name };
    let school = school_name(instance, site.school);
    let at = if name.starts_with(school) { name.clone() } else { format!("{school}, {name}") };
    let values = [("at", at.as_str()), ("week", &week_name(date)), ("date", &paper_date(date))];
    WhyWord::Place.fill(instance.language, &values)
}
