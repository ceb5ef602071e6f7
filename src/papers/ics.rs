//! Calendars (RFC 5545): whole-day events, escaped text, lines of at most 75 octets, nothing that changes from run to run.

use chrono::{Days, NaiveDate};
use sha2::{Digest, Sha256};

use crate::report::papers::sheet::straight;
use crate::report::text::hex;

/// An event of whole days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What makes it this event and no other, also when its date moves; any text.
    pub key: Vec<String>,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// What the calendar shows.
    pub summary: String,
    /// Where; may be empty.
    pub place: String,
    /// More about it; may be empty.
    pub text: String,
    /// It does not take place.
    pub cancelled: bool,
}

/// The bytes of a calendar with the given name. `stamp` is the day that all events were made, since a clock would change the bytes.
#[must_use]
pub fn bytes(name: &str, stamp: NaiveDate, events: &[Event]) -> Vec<u8> {
    let mut out = String::new();
    let mut line = |text: &str| fold(&mut out, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//amuplan//papirer//DA");
    line("CALSCALE:GREGORIAN");
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", uid(&event.key)));
        line(&format!("DTSTAMP:{}T000000Z", compact(stamp)));
        line(&format!("DTSTART;VALUE=DATE:{}", compact(event.first)));
        // The end is the day after the last.
        line(&format!("DTEND;VALUE=DATE:{}", compact(event.last.checked_add_days(Days::new(1)).unwrap_or(event.last))));
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        if !event.place.is_empty() {
            line(&format!("LOCATION:{}", escaped(&event.place)));
        }
        if !event.text.is_empty() {
            line(&format!("DESCRIPTION:{}", escaped(&event.text)));
        }
        if event.cancelled {
            line("STATUS:CANCELLED");
        }
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out.into_bytes()
}

/// A name for the event that depends on its key alone.
fn uid(key: &[String]) -> String {
    let mut hash = Sha256::new();
    for part in key {
        // The length keeps `ab, c` apart from `a, bc`.
        hash.update(part.len().to_le_bytes().first_chunk::<4>().unwrap_or(&[0; 4]));
        hash.update(part.as_bytes());
    }
    format!("{}@amuplan", hex(hash.finalize().get(..16).unwrap_or_default()))
}

fn compact(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}

/// TEXT of RFC 5545, 3.3.11; other control characters, and those that turn the text, become blanks.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in straight(text).replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Most octets of a line without its end.
const OCTETS: usize = 75;

/// Adds the line, folded between characters, each part ended by CRLF.
fn fold(out: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > OCTETS {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Event, bytes, escaped, fold, uid};

    #[test]
    fn lines_are_folded_between_letters() {
        let mut out = String::new();
        fold(&mut out, &format!("SUMMARY:{}", "æ".repeat(100)));
        assert!(out.split("\r\n").all(|line| line.len() <= 75), "{out}");
        assert_eq!(out.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "æ".repeat(100)));
        let mut short = String::new();
        fold(&mut short, &"x".repeat(75));
        assert_eq!(short, format!("{}\r\n", "x".repeat(75)), "75 octets need no fold");
    }

    #[test]
    fn text_cannot_become_a_line_of_its_own() {
        assert_eq!(escaped("a;b,c\\d\r\nEND:VEVENT\u{1}"), "a\\;b\\,c\\\\d\\nEND:VEVENT ");
    }

    #[test]
    fn a_name_depends_on_the_whole_key() {
        let key = |parts: &[&str]| uid(&parts.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_eq!(key(&["ab"]), key(&["ab"]));
    }

    /// 31 December 2028 ends on 1 January 2029, 28 February 2028 on the 29th.
    #[test]
    fn an_event_ends_on_the_day_after_its_last() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let event = |first: &str, last: &str| Event {
            key: vec![first.into()],
            first: day(first),
            last: day(last),
            summary: "x".into(),
            place: String::new(),
            text: String::new(),
            cancelled: false,
        };
        let events = [event("2028-12-31", "2028-12-31"), event("2028-02-28", "2028-02-28")];
        let text = String::from_utf8(bytes("n", day("2027-06-30"), &events)).expect("UTF-8");
        assert!(text.contains("DTEND;VALUE=DATE:20290101\r\n") && text.contains("DTEND;VALUE=DATE:20280229\r\n"), "{text}");
        assert!(text.contains("DTSTAMP:20270630T000000Z\r\n") && !text.contains("LOCATION"));
        assert!(!text.contains("STATUS"));
        let cancelled = Event { cancelled: true, ..event("2028-02-28", "2028-02-28") };
        let text = String::from_utf8(bytes("n", day("2027-06-30"), &[cancelled])).expect("UTF-8");
        assert!(text.contains("STATUS:CANCELLED\r\n"), "{text}");
    }
}
