//! The cure and the causes of gaps.csv, where a plan folder has them: what they name exists, and refusals, locks and moves are those of the
//! input and the plan. Whether a cure is the cheapest is not judged, nor that it works: that is asked of a plan of the changed folder.

use std::collections::BTreeSet;

use crate::domain::calendar::Day;
use crate::domain::goal::Origin;
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::words::{Text, say};

use super::facts::{Facts, Names};
use super::plan_file::PlanRuns;
use super::table::{Row, Table, iso_date, three_decimals, truth};
use super::verdict::Book;

/// Changes that a cure may ask for; several stand with spaces between.
const CHANGES: [&str; 9] = ["lock", "answer", "room", "teacher", "limit", "equipment", "open", "approval", "move"];

/// Words of the causes.
const CAUSES: [&str; 14] = [
    "ended",
    "not_yet",
    "excepted",
    "unapproved",
    "declined",
    "no_site",
    "equipment",
    "closed",
    "too_short",
    "locked",
    "limit",
    "full",
    "busy",
    "free",
];

/// Judges the columns of one row.
pub(super) struct Cures<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) plan: &'a PlanRuns,
    pub(super) names: &'a Names<'a>,
    pub(super) table: &'a Table,
}

/// Where and when the goal would run.
struct Place {
    school: SchoolIx,
    site: SiteIx,
    first: Day,
    last: Day,
}

impl Cures<'_> {
    /// Judges the row of a goal, as far as the file has the columns.
    pub(super) fn check(&self, goal: GoalIx, row: &Row, book: &mut Book) {
        let place = self.table.place(row);
        let mut wrong = Vec::new();
        if self.table.has("causes") {
            self.causes(goal, self.table.cell(row, "causes"), &mut wrong);
        }
        if self.table.has("cure_kind") {
            self.cure(goal, row, &mut wrong);
        }
        for what in wrong {
            book.add("gaps", place.clone(), what);
        }
    }

    /// `school=word`, with runs behind a colon where they stand in the way.
    fn causes(&self, goal: GoalIx, text: &str, wrong: &mut Vec<Text>) {
        let mut seen = BTreeSet::new();
        for part in text.split_whitespace() {
            let (school, cause) = part.rsplit_once('=').unwrap_or((part, ""));
            let (word, runs) = cause.split_once(':').unwrap_or((cause, ""));
            let Some(school) = self.member(school).filter(|school| seen.insert(*school)) else {
                wrong.push(say!(
                    "causes: {school} er ingen medlemsskole, eller står to gange",
                    "causes: {school} is no member school, or stands twice"
                ));
                continue;
            };
            if !CAUSES.contains(&word) {
                wrong.push(say!("causes: {word} er ingen årsag", "causes: {word} is no cause"));
            }
            let declined = self.facts.instance.goal(goal).declined.contains(&school);
            if ["declined", "unapproved"].contains(&word) && !declined {
                wrong.push(say!(
                    "causes: {part}, men skolen har ikke svaret nej til målet",
                    "causes: {part}, but the school did not refuse the goal"
                ));
            }
            for run in runs.split('+').filter(|run| !run.is_empty()) {
                if self.run(run).is_none() {
                    wrong.push(say!("causes: {run} er intet kursus i planen", "causes: {run} is no run of the plan"));
                }
            }
        }
    }

    fn cure(&self, goal: GoalIx, row: &Row, wrong: &mut Vec<Text>) {
        let data = self.facts.instance.goal(goal);
        let (kind, moves) = (self.table.cell(row, "cure_kind"), self.table.cell(row, "cure_moves"));
        if data.agreement.is_some() || ["outside", "unsearched"].contains(&kind) {
            let rest = ["cure_school", "cure_site", "cure_date", "cure_end", "cure_moves"];
            let kinds: &[&str] = if data.agreement.is_some() { &[""] } else { &["outside", "unsearched"] };
            if !kinds.contains(&kind) || rest.iter().any(|column| !self.table.cell(row, column).is_empty()) {
                wrong.push(say!(
                    "cure_kind er »{kind}«: der kan ikke stå en løsning ved siden af",
                    "cure_kind is \"{kind}\": there can be no cure beside it"
                ));
            }
            return;
        }
        let kinds: Vec<&str> = kind.split_whitespace().collect();
        let known = kind == "longer" || (!kinds.is_empty() && kinds.iter().all(|k| CHANGES.contains(k)));
        let distinct = kinds.iter().collect::<BTreeSet<_>>().len() == kinds.len();
        if !known || !distinct {
            wrong.push(say!("cure_kind er »{kind}«: ingen liste over ændringer", "cure_kind is \"{kind}\": no list of changes"));
        }
        if truth(self.table.cell(row, "cure_tried")).is_none() || !is_decimal(self.table.cell(row, "cure_gain")) {
            wrong.push(say!(
                "cure_gain eller cure_tried: ikke et tal med tre decimaler, eller ikke true eller false",
                "cure_gain or cure_tried: no decimal with three digits, or not true or false"
            ));
        }
        if let Some(place) = self.place(row) {
            self.at(goal, &place, &kinds, wrong);
        } else {
            wrong.push(say!(
                "cure_school, cure_site, cure_date, cure_end: ikke en medlemsskoles afdeling på dage i planåret",
                "cure_school, cure_site, cure_date, cure_end: no site of a member on days of the plan year"
            ));
        }
        if kinds.contains(&"move") == moves.is_empty() {
            wrong.push(say!("cure_moves og cure_kind passer ikke sammen", "cure_moves and cure_kind do not agree"));
        }
        for one in moves.split_whitespace() {
            if !self.is_move(one) {
                wrong.push(say!(
                    "cure_moves: {one} flytter ikke et fastlagt kursus i planen til en dag i planåret",
                    "cure_moves: {one} moves no fixed run of the plan to a day of the plan year"
                ));
            }
        }
    }

    /// What the place says of the changes.
    fn at(&self, goal: GoalIx, place: &Place, kinds: &[&str], wrong: &mut Vec<Text>) {
        let data = self.facts.instance.goal(goal);
        let rooms = &self.facts.instance.site(place.site).rooms;
        let open = (place.first.0..=place.last.0).filter(|day| rooms[usize::from(*day)] > 0).count();
        let length = usize::from(data.days);
        if kinds.contains(&"open") == (open >= length) || (!kinds.contains(&"open") && open != length) {
            wrong.push(say!(
                "cure_date og cure_end: {open} åbne dage til et kursus på {length}",
                "cure_date and cure_end: {open} open days for a course of {length}"
            ));
        }
        if kinds.contains(&"answer") != data.declined.contains(&place.school) {
            wrong.push(say!(
                "cure_kind: »answer« står, hvor skolen har svaret nej til målet, og kun der",
                "cure_kind: \"answer\" stands where the school refused the goal, and nowhere else"
            ));
        }
        let locked = data.forbidden.iter().any(|lock| {
            lock.school.is_none_or(|k| k == place.school)
                && lock.site.is_none_or(|s| s == place.site)
                && lock.days.is_none_or(|(from, to)| from <= place.first && place.first <= to)
        });
        if kinds.contains(&"lock") != locked {
            wrong.push(say!(
                "cure_kind: »lock« står, hvor en lås forbyder starten, og kun der",
                "cure_kind: \"lock\" stands where a lock forbids the start, and nowhere else"
            ));
        }
    }

    fn member(&self, id: &str) -> Option<SchoolIx> {
        self.names.schools.get(&*plain(id)).copied().filter(|school| self.facts.instance.school(*school).member)
    }

    fn day(&self, text: &str) -> Option<Day> {
        self.facts.instance.calendar.day(iso_date(text)?)
    }

    fn place(&self, row: &Row) -> Option<Place> {
        let school = self.names.schools.get(self.table.cell(row, "cure_school")).copied()?;
        let site = self.names.sites.get(self.table.cell(row, "cure_site")).copied()?;
        let (first, last) = (self.day(self.table.cell(row, "cure_date"))?, self.day(self.table.cell(row, "cure_end"))?);
        let fits = self.facts.instance.school_of(site) == school && self.facts.instance.school(school).member && first <= last;
        fits.then_some(Place { school, site, first, last })
    }

    /// `goal@site@date`: the origin of that run of the plan.
    fn run(&self, text: &str) -> Option<Origin> {
        let mut parts = text.rsplitn(3, '@');
        let (date, site, goal) = (parts.next()?, parts.next()?, parts.next()?);
        let (goal, site) = (self.names.goals.get(&*plain(goal)).copied()?, self.names.sites.get(&*plain(site)).copied()?);
        let start = self.day(date)?;
        let run = self.plan.of(goal).find(|run| run.site == site && run.start == start)?;
        Some(run.origin)
    }

    /// `goal@site@from>to`.
    fn is_move(&self, text: &str) -> bool {
        let Some((run, to)) = text.split_once('>') else { return false };
        self.run(run).is_some_and(|origin| origin != Origin::Assigned) && self.day(to).is_some()
    }
}

/// A code as it is: `%` and two hex digits stand for a byte that would not go with others in one cell.
fn plain(code: &str) -> String {
    let mut parts = code.split('%');
    let mut bytes = parts.next().unwrap_or("").as_bytes().to_vec();
    for part in parts {
        let (byte, rest) = part.split_at_checked(2).unwrap_or(("", part));
        bytes.extend(u8::from_str_radix(byte, 16));
        bytes.extend(rest.bytes());
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// A decimal with three digits, with a sign if it is below 0.
fn is_decimal(text: &str) -> bool {
    let size = text.strip_prefix('-').unwrap_or(text);
    size.replace('.', "").parse().is_ok_and(|milli| three_decimals(milli) == size)
}
