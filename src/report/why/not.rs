//! "Why not" in words and for programs.

use serde_json::{Value, json};

use crate::domain::calendar::Day;
use crate::domain::gap::Slot;
use crate::domain::goal::Source;
use crate::domain::instance::Instance;
use crate::domain::why::{Asked, Closed, Full, Rule, Ruled, Shift, User, WhyNot};
use crate::report::cause_text::cause_in_words;
use crate::report::derived::school_name;
use crate::report::text::{paper_date, week_name};
use crate::report::why::effects::Scale;
use crate::report::why::not_words::NotWord;
use crate::report::why::{effects, json, place, row};

/// The answer in words.
#[must_use]
pub fn text(instance: &Instance, scale: &Scale<'_>, asked: Asked, answer: &WhyNot) -> String {
    let language = instance.language;
    let week = week_name(instance.calendar.date(asked.days.0));
    let values = [("school", school_name(instance, asked.school)), ("week", week.as_str())];
    let mut lines = vec![NotWord::Ask.fill(language, &values)];
    match answer {
        WhyNot::Here(run) => {
            let here = Slot { goal: run.goal, site: run.site, start: run.start };
            lines.push(NotWord::Here.fill(language, &[("place", &place(instance, here))]));
        }
        WhyNot::Possible(other) => lines.push(elsewhere(instance, scale, NotWord::Possible, other)),
        WhyNot::Ruled(ruled) => lines.extend(ruled.iter().map(|ruled| ruled_line(instance, ruled))),
        WhyNot::Full(full) => lines.extend(full_lines(instance, scale, full)),
    }
    lines.join("\n")
}

fn elsewhere(instance: &Instance, scale: &Scale<'_>, word: NotWord, other: &crate::domain::why::Alternative) -> String {
    let there: Vec<String> = other.places.iter().map(|slot| place(instance, *slot)).collect();
    word.fill(instance.language, &[("place", &there.join("; ")), ("effects", &effects(instance, scale, other))])
}

fn full_lines(instance: &Instance, scale: &Scale<'_>, full: &Full) -> Vec<String> {
    let language = instance.language;
    let what = match (full.rooms, full.teachers) {
        (true, true) => NotWord::Both,
        (false, true) => NotWord::Teachers,
        _ => NotWord::Rooms,
    };
    let date = paper_date(instance.calendar.date(full.start.start));
    let values = [("date", date.as_str()), ("site", site_name(instance, full.start)), ("what", what.text(language))];
    let word = if full.users.is_empty() { NotWord::NobodyThere } else { NotWord::FullRooms };
    let mut lines = vec![word.fill(language, &values[..])];
    for user in &full.users {
        lines.extend(user_lines(instance, user));
    }
    if full.more > 0 {
        lines.push(NotWord::MoreUsers.fill(language, &[("count", &full.more.to_string())]));
    }
    let alone = full.users.iter().flat_map(|user| [&user.other_school, &user.same_school]).flatten().any(|shift| shift.enough);
    match &full.together {
        Some(other) => lines.push(elsewhere(instance, scale, NotWord::Together, other)),
        None if alone => {}
        None => lines.push(NotWord::NotTogether.text(language).to_owned()),
    }
    lines
}

fn user_lines(instance: &Instance, user: &User) -> Vec<String> {
    let language = instance.language;
    let goal = instance.goal(user.slot.goal);
    let rows = rows(instance, &user.sources);
    let fixed = if user.sources.is_empty() { String::new() } else { NotWord::Fixed.fill(language, &[("rows", &rows)]) };
    let here = place(instance, user.slot);
    let values = [("code", goal.code.as_str()), ("title", &goal.title), ("place", &here), ("fixed", &fixed)];
    let mut lines = vec![NotWord::UserLine.fill(language, &values)];
    let tick = |word: NotWord, shift: &Shift| {
        let enough = if shift.enough { NotWord::Enough } else { NotWord::NotEnough }.text(language);
        word.fill(language, &[("place", &place(instance, shift.to)), ("enough", enough)])
    };
    lines.extend(user.other_school.iter().map(|shift| tick(NotWord::TickSchool, shift)));
    lines.extend(user.same_school.iter().map(|shift| tick(NotWord::TickSame, shift)));
    if lines.len() == 1 {
        lines.push(NotWord::TickNone.text(language).to_owned());
    }
    lines
}

fn site_name(instance: &Instance, slot: Slot) -> &str {
    let site = instance.site(slot.site);
    if site.name.is_empty() { &site.id } else { &site.name }
}

fn rows(instance: &Instance, sources: &[Source]) -> String {
    sources.iter().map(|source| row(instance, source)).collect::<Vec<_>>().join("; ")
}

fn ruled_line(instance: &Instance, ruled: &Ruled) -> String {
    let language = instance.language;
    let site = ruled.site.map(|site| {
        let slot = instance.site(site);
        let name = if slot.name.is_empty() { &slot.id } else { &slot.name };
        NotWord::AtSite.fill(language, &[("site", name)])
    });
    let (site, rule) = (site.unwrap_or_default(), rule(instance, &ruled.rule));
    NotWord::Ruled.fill(language, &[("site", &site), ("rule", &rule)])
}

fn rule(instance: &Instance, rule: &Rule) -> String {
    let language = instance.language;
    let date = |day: Day| paper_date(instance.calendar.date(day));
    match rule {
        Rule::Outside => NotWord::Outside.text(language).to_owned(),
        Rule::Unapproved(goal) => {
            let goal = instance.goal(*goal);
            let fkbs: Vec<String> = [goal.fkb].iter().chain(&goal.also_in).map(|fkb| instance.fkb(*fkb).code.clone()).collect();
            NotWord::Unapproved.fill(language, &[("fkbs", &fkbs.join(NotWord::Or.text(language)))])
        }
        Rule::Cause(cause) => cause_in_words(instance, cause),
        Rule::Refused(lines) => {
            let line = |line: &u64| NotWord::Line.fill(language, &[("file", "forms.csv"), ("line", &line.to_string())]);
            NotWord::Refused.fill(language, &[("rows", &lines.iter().map(line).collect::<Vec<_>>().join(", "))])
        }
        Rule::Days { open, needed, closed } => {
            // Neighbours that are closed for the same reason are told together.
            let stretches = closed.chunk_by(|(day, why), (next, other)| why == other && next.0 == day.0 + 1);
            let days: Vec<String> = stretches.map(|stretch| closed_days(instance, stretch)).collect();
            let closed = NotWord::ClosedDays.fill(language, &[("days", &days.join(", "))]);
            let closed = if days.is_empty() { String::new() } else { closed };
            let word = match open {
                0 => NotWord::NoDays,
                1 => NotWord::OneDay,
                _ => NotWord::Days,
            };
            let (open, needed) = (open.to_string(), needed.to_string());
            word.fill(language, &[("open", &open), ("needed", &needed), ("closed", &closed)])
        }
        Rule::Gap => NotWord::Gap.text(language).to_owned(),
        Rule::YearEnd => NotWord::YearEnd.text(language).to_owned(),
        Rule::Approval => NotWord::Approval.text(language).to_owned(),
        Rule::Archived(day) => NotWord::Archived.fill(language, &[("date", &date(*day))]),
        Rule::Locked(sources) => NotWord::Locked.fill(language, &[("rows", &rows(instance, sources))]),
        Rule::Fixed(sources) => NotWord::FixedElsewhere.fill(language, &[("rows", &rows(instance, sources))]),
        Rule::Window => NotWord::Window.text(language).to_owned(),
        Rule::Limit(days) => NotWord::Limit.fill(language, &[("days", &days.to_string())]),
        Rule::Cap(count) => NotWord::Cap.fill(language, &[("count", &count.to_string())]),
    }
}

/// Days after each other with one reason; at least one.
fn closed_days(instance: &Instance, days: &[(Day, Closed)]) -> String {
    let language = instance.language;
    let ([(first, why), ..], [.., (last, _)]) = (days, days) else { return String::new() };
    let [from, to] = [first, last].map(|day| paper_date(instance.calendar.date(*day)));
    let date = if first == last { from } else { NotWord::Stretch.fill(language, &[("from", &from), ("to", &to)]) };
    match why {
        Closed::Holiday => NotWord::Holiday.fill(language, &[("date", &date)]),
        Closed::Customary => NotWord::Customary.fill(language, &[("date", &date)]),
        Closed::Row(line, reason) => {
            let reason = reason.as_ref().map_or_else(String::new, |reason| format!(" ({reason})"));
            NotWord::ByRow.fill(language, &[("date", &date), ("line", &line.to_string()), ("reason", &reason)])
        }
        Closed::NoRooms(Some(line)) => NotWord::NoRoomsRow.fill(language, &[("date", &date), ("line", &line.to_string())]),
        Closed::NoRooms(None) => NotWord::NoRooms.fill(language, &[("date", &date)]),
    }
}

/// The answer for programs.
#[must_use]
pub fn as_json(instance: &Instance, scale: &Scale<'_>, answer: &WhyNot) -> Value {
    let shift = |shift: &Option<Shift>| shift.as_ref().map(|s| json!({ "to": json::slot(instance, s.to), "enough": s.enough }));
    let user = |user: &User| {
        json!({
            "place": json::slot(instance, user.slot), "sources": json::sources(instance, &user.sources),
            "other_school": shift(&user.other_school), "same_school": shift(&user.same_school),
        })
    };
    match answer {
        WhyNot::Here(run) => {
            json!({ "answer": "here", "place": json::slot(instance, Slot { goal: run.goal, site: run.site, start: run.start }) })
        }
        WhyNot::Possible(other) => json!({ "answer": "possible", "alternative": json::alternative(instance, scale, other) }),
        WhyNot::Ruled(ruled) => {
            let one = |ruled: &Ruled| json!({ "site_id": ruled.site.map(|site| &instance.site(site).id), "rule": rule(instance, &ruled.rule) });
            json!({ "answer": "ruled", "rules": ruled.iter().map(one).collect::<Vec<_>>() })
        }
        WhyNot::Full(full) => json!({
            "answer": "full", "place": json::slot(instance, full.start), "rooms": full.rooms, "teachers": full.teachers,
            "users": full.users.iter().map(user).collect::<Vec<_>>(), "more": full.more,
            "together": full.together.as_ref().map(|other| json::alternative(instance, scale, other)),
        }),
    }
}
