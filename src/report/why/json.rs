//! "Why" and "why not" for programs: codes, dates and numbers.

use serde_json::{Value, json};

use crate::domain::gap::Slot;
use crate::domain::goal::Source;
use crate::domain::instance::Instance;
use crate::domain::plan::Run;
use crate::domain::why::{Alternative, Reason};
use crate::report::text::{iso_date, iso_week};
use crate::report::why::effects::Scale;

/// One run of `explain --json`.
#[must_use]
pub fn reason(instance: &Instance, scale: &Scale<'_>, reason: &Reason) -> Value {
    let here = Slot { goal: reason.run.goal, site: reason.run.site, start: reason.run.start };
    let other = |other: &Option<Alternative>| other.as_ref().map(|other| alternative(instance, scale, other));
    json!({
        "place": slot(instance, here),
        "sources": sources(instance, &reason.sources),
        "only_school": reason.only_school,
        "preliminary": other(&reason.preliminary),
        "confirmed": other(&reason.confirmed),
    })
}

/// Another plan: what changes.
#[must_use]
pub fn alternative(instance: &Instance, scale: &Scale<'_>, other: &Alternative) -> Value {
    let effects = scale.effects(other);
    let effect =
        |effect: &super::effects::Effect| json!({ "term": effect.code, "value": effect.value, "natural": effect.natural });
    let moved = |(from, to): &(Slot, Slot)| json!({ "from": slot(instance, *from), "to": slot(instance, *to) });
    json!({
        "places": other.places.iter().map(|place| new_place(instance, other, *place)).collect::<Vec<_>>(),
        "cost": other.cost(),
        "effects": effects.iter().map(effect).collect::<Vec<_>>(),
        "moved": other.moved.iter().map(moved).collect::<Vec<_>>(),
        "gone": other.gone.iter().map(|gone| slot(instance, *gone)).collect::<Vec<_>>(),
        "added": other.added.iter().map(|added| slot(instance, *added)).collect::<Vec<_>>(),
    })
}

/// A new place, and whether its run is a guarantee course.
fn new_place(instance: &Instance, other: &Alternative, place: Slot) -> Value {
    let there = |run: &&Run| (run.site, run.start) == (place.site, place.start);
    let mut told = slot(instance, place);
    told["guarantee"] = other.plan.runs_of(place.goal).iter().find(there).map(|run| run.guarantee).into();
    told
}

/// Where a run is.
#[must_use]
pub fn slot(instance: &Instance, slot: Slot) -> Value {
    let (site, calendar) = (instance.site(slot.site), &instance.calendar);
    json!({
        "goal_code": instance.goal(slot.goal).code,
        "school_id": instance.school(site.school).id,
        "site_id": site.id,
        "start_date": iso_date(calendar, slot.start),
        "iso_week": iso_week(calendar, slot.start),
    })
}

/// Rows of the folder.
#[must_use]
pub fn sources(instance: &Instance, sources: &[Source]) -> Vec<Value> {
    let one = |source: &Source| json!({ "file": source.file, "line": source.line, "text": source.text.text(instance.language) });
    sources.iter().map(one).collect()
}
