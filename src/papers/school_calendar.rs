//! A school's calendar: the days of its own runs and of those that it announces for others.

use chrono::NaiveDate;

use crate::domain::ids::SchoolIx;
use crate::domain::plan::Run;
use crate::papers::basis::Basis;
use crate::papers::ics::{Event, bytes};
use crate::papers::school_sheet::{mirrored, own};
use crate::papers::words::Word;
use crate::report::derived::{school_name, tidy_address};

/// The bytes of the calendar.
#[must_use]
pub fn file(basis: &Basis, school: SchoolIx) -> Vec<u8> {
    let (instance, language) = (basis.instance, basis.instance.language);
    let name = Word::CalendarName.fill(language, &[("year", &basis.year()), ("school", school_name(instance, school))]);
    let own = own(basis, school).flat_map(|run| events(basis, school, run, Word::EventOwn));
    let mirrored = mirrored(basis, school).into_iter().flat_map(|run| events(basis, school, run, Word::EventMirror));
    let mut all: Vec<Event> = own.chain(mirrored).collect();
    all.sort_by(|a, b| (a.first, &a.key).cmp(&(b.first, &b.key)));
    bytes(&name, instance.wheel.signed, &all)
}

/// One event for each stretch of course days without a free day between.
fn events(basis: &Basis, school: SchoolIx, run: &Run, summary: Word) -> Vec<Event> {
    let (instance, language) = (basis.instance, basis.instance.language);
    let (goal, executor) = (instance.goal(run.goal), instance.school_of(run.site));
    let number = basis.plan.runs_of(run.goal).iter().position(|other| other == run).unwrap_or(0) + 1;
    let executing = school_name(instance, executor);
    let title = [("code", goal.code.as_str()), ("title", goal.title.as_str()), ("school", executing)];
    let cancelled = basis.is_cancelled(run);
    let version = Word::ShortFooter.fill(language, &[("version", &basis.version)]);
    let event = |(part, (first, last)): (usize, (NaiveDate, NaiveDate))| Event {
        key: vec![
            instance.network.clone(),
            basis.year(),
            instance.school(school).id.clone(),
            goal.code.clone(),
            instance.school(executor).id.clone(),
            number.to_string(),
            part.to_string(),
        ],
        first,
        last,
        summary: if cancelled {
            Word::EventCancelled.fill(language, &[("summary", &summary.fill(language, &title))])
        } else {
            summary.fill(language, &title)
        },
        place: tidy_address(instance, run),
        text: Word::EventText.fill(language, &[("school", executing), ("version", &version)]),
        cancelled,
    };
    stretches(&basis.days(run)).into_iter().enumerate().map(event).collect()
}

/// First and last day of each row of dates that follow one another.
fn stretches(days: &[NaiveDate]) -> Vec<(NaiveDate, NaiveDate)> {
    let mut out: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in days {
        match out.last_mut() {
            Some((_, last)) if last.succ_opt() == Some(*day) => *last = *day,
            _ => out.push((*day, *day)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::stretches;

    #[test]
    fn a_weekend_parts_a_course_and_a_leap_day_does_not() {
        let days: Vec<_> = ["2028-02-25", "2028-02-28", "2028-02-29", "2028-03-01"].map(|d| d.parse().expect("a date")).to_vec();
        assert_eq!(stretches(&days), [(days[0], days[0]), (days[1], days[3])]);
        assert_eq!(stretches(&[]), []);
    }
}
