//! The year's wheel: the deadlines of the year before the plan year (documents 000 and 004), as far as arithmetic gives them.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::calendar::{Calendar, customary_closed_days, public_holidays};
use super::ids::GroupIx;

/// The dates on which everything else hangs, and how far the deadlines lie from a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wheel {
    /// The forms go out.
    pub forms_out: NaiveDate,
    /// The forms are back.
    pub forms_back: NaiveDate,
    /// The proposed plan and the gap list go out.
    pub draft: NaiveDate,
    /// The coordination meeting of each branch group, in the order of `Instance::groups`.
    pub meetings: Vec<NaiveDate>,
    /// Meetings of the forum (document 000); empty where the network holds none.
    pub forum: Vec<NaiveDate>,
    /// All agreements are signed.
    pub signed: NaiveDate,
    /// Days around a meeting.
    pub days: Notice,
}

/// Days before or after a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// Agenda items are in, days before.
    pub items: u16,
    /// The agenda is out, days before.
    pub agenda: u16,
    /// The minutes are out, days after.
    pub minutes: u16,
    /// Comments on the minutes are in, days after.
    pub comments: u16,
}

impl Default for Notice {
    /// The rules of procedure of document 000: two weeks, one week, one week, two weeks.
    fn default() -> Self {
        Self { items: 14, agenda: 7, minutes: 7, comments: 14 }
    }
}

/// Which meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meeting {
    /// The coordination meeting of a branch group.
    Group(GroupIx),
    /// A meeting of the forum, numbered from 1.
    Forum(usize),
}

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The secretariat sends the forms.
    FormsOut,
    /// The schools return them.
    FormsBack,
    /// The secretariat sends the proposed plan and the gap list.
    Draft,
    /// Items for the agenda are in.
    Items(Meeting),
    /// The agenda is out.
    Agenda(Meeting),
    /// The meeting.
    Meeting(Meeting),
    /// The minutes are out.
    Minutes(Meeting),
    /// Comments on the minutes are in.
    Comments(Meeting),
    /// All agreements are signed and with the secretariat.
    Signed,
}

impl Step {
    /// The meeting that the step belongs to, if any.
    #[must_use]
    pub fn meeting(self) -> Option<Meeting> {
        match self {
            Self::Items(meeting)
            | Self::Agenda(meeting)
            | Self::Meeting(meeting)
            | Self::Minutes(meeting)
            | Self::Comments(meeting) => Some(meeting),
            Self::FormsOut | Self::FormsBack | Self::Draft | Self::Signed => None,
        }
    }
}

impl Wheel {
    /// The dates where the folder gives none: working days of the year before the plan year.
    ///
    /// Forms from 1 March to 30 April, the draft a week later, the meetings spread over Tuesdays to Thursdays from three weeks after
    /// the forms, so that the draft is there when agenda items are due, until comments on the minutes can be in before the end of June.
    #[must_use]
    pub fn standard(calendar: &Calendar, groups: usize) -> Self {
        let year = calendar.year() - 1;
        let back = working_day_until(date(year, 4, 30));
        let signed = working_day_until(date(year, 6, 30));
        Self {
            forms_out: working_day_from(date(year, 3, 1)),
            forms_back: back,
            draft: working_day_from(plus(back, 7)),
            meetings: spread(plus(back, 21), minus(signed, 15), groups),
            forum: Vec::new(),
            signed,
            days: Notice::default(),
        }
    }

    /// Every deadline, by date and step. A deadline around a meeting that falls on a closed day moves to the working day before.
    #[must_use]
    pub fn deadlines(&self) -> Vec<(NaiveDate, Step)> {
        let groups = self.meetings.iter().enumerate().map(|(i, date)| (*date, Meeting::Group(GroupIx::from(i))));
        let forum = self.forum.iter().enumerate().map(|(i, date)| (*date, Meeting::Forum(i + 1)));
        let mut all = vec![
            (self.forms_out, Step::FormsOut),
            (self.forms_back, Step::FormsBack),
            (self.draft, Step::Draft),
            (self.signed, Step::Signed),
        ];
        for (date, meeting) in groups.chain(forum) {
            let around = working_day_until;
            all.extend([
                (around(minus(date, self.days.items)), Step::Items(meeting)),
                (around(minus(date, self.days.agenda)), Step::Agenda(meeting)),
                (date, Step::Meeting(meeting)),
                (around(plus(date, self.days.minutes)).max(date), Step::Minutes(meeting)),
                (around(plus(date, self.days.comments)).max(date), Step::Comments(meeting)),
            ]);
        }
        all.sort_unstable();
        all
    }
}

/// Neither weekend nor public holiday nor customarily closed.
#[must_use]
pub fn is_working_day(date: NaiveDate) -> bool {
    let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    let closed = |days: Vec<(NaiveDate, &str)>| days.iter().any(|(day, _)| *day == date);
    !(weekend || closed(public_holidays(date.year())) || closed(customary_closed_days(date.year())))
}

/// The date, or the next working day.
fn working_day_from(mut date: NaiveDate) -> NaiveDate {
    while !is_working_day(date) {
        date = plus(date, 1);
    }
    date
}

/// The date, or the working day before.
fn working_day_until(mut date: NaiveDate) -> NaiveDate {
    while !is_working_day(date) {
        date = minus(date, 1);
    }
    date
}

/// So many meetings, evenly over the Tuesdays to Thursdays of the span; several on a day only where there are more than days.
fn spread(first: NaiveDate, last: NaiveDate, count: usize) -> Vec<NaiveDate> {
    let midweek = |day: &NaiveDate| matches!(day.weekday(), Weekday::Tue | Weekday::Wed | Weekday::Thu);
    let days: Vec<_> =
        first.iter_days().take_while(|day| *day <= last).filter(midweek).filter(|day| is_working_day(*day)).collect();
    let at = |number: usize| days.get(number * days.len() / count.max(1)).copied().unwrap_or(first);
    (0..count).map(at).collect()
}

/// A day that every year has.
fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}

fn plus(date: NaiveDate, days: u16) -> NaiveDate {
    date.checked_add_days(Days::new(u64::from(days))).unwrap_or(date)
}

fn minus(date: NaiveDate, days: u16) -> NaiveDate {
    date.checked_sub_days(Days::new(u64::from(days))).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Meeting, Step, Wheel, is_working_day};
    use crate::domain::calendar::Calendar;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date of the test")
    }

    /// 1 March 2026 is a Sunday, 30 April a Thursday, 30 June a Tuesday.
    #[test]
    fn the_wheel_of_2027_turns_in_2026() {
        let wheel = Wheel::standard(&Calendar::new(2027).expect("2027"), 8);
        assert_eq!((wheel.forms_out, wheel.forms_back), (day("2026-03-02"), day("2026-04-30")));
        assert_eq!((wheel.draft, wheel.signed), (day("2026-05-07"), day("2026-06-30")));
        // Tuesdays to Thursdays from 21 May, a Thursday, to 15 June.
        assert_eq!(wheel.meetings.len(), 8);
        assert_eq!(wheel.meetings[0], day("2026-05-21"));
        assert!(wheel.meetings.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(wheel.meetings.iter().all(|date| is_working_day(*date) && *date <= day("2026-06-15")));
    }

    /// Meeting on Thursday 28 May 2026: items 14 May is Ascension Day, so the 13th; minutes 4 June; comments 11 June.
    #[test]
    fn deadlines_around_a_meeting_move_to_the_working_day_before() {
        let mut wheel = Wheel::standard(&Calendar::new(2027).expect("2027"), 0);
        wheel.forum = vec![day("2026-05-28")];
        let of_the_meeting: Vec<_> = wheel.deadlines().into_iter().filter(|(_, step)| step.meeting().is_some()).collect();
        let meeting = Meeting::Forum(1);
        let expected = [
            (day("2026-05-13"), Step::Items(meeting)),
            (day("2026-05-21"), Step::Agenda(meeting)),
            (day("2026-05-28"), Step::Meeting(meeting)),
            (day("2026-06-04"), Step::Minutes(meeting)),
            (day("2026-06-11"), Step::Comments(meeting)),
        ];
        assert_eq!(of_the_meeting, expected);
    }

    #[test]
    fn every_year_has_a_wheel_within_the_year_before() {
        for year in 1900..=2199 {
            let wheel = Wheel::standard(&Calendar::new(year).expect("a year"), 40);
            for (date, step) in wheel.deadlines() {
                assert_eq!(chrono::Datelike::year(&date), year - 1, "{step:?}");
                assert!(is_working_day(date), "{date} {step:?}");
            }
            assert!(wheel.forms_out < wheel.forms_back && wheel.forms_back < wheel.draft && wheel.draft < wheel.signed);
            assert_eq!(wheel.meetings.len(), 40, "more meetings than days");
        }
    }
}
