//! What a goal is in each plan, in as few words as tell the plans apart.

use std::collections::BTreeSet;

use super::known::Known;
use super::words::CompareWord as W;
use crate::compare::plan::{FiledRun, State};
use crate::domain::instance::Language;
use crate::report::text::week_name;

/// How much is said of a run.
#[derive(Debug, Clone, Copy)]
struct Detail {
    /// The first day beside its week.
    date: bool,
    /// The site in place of the school.
    site: bool,
    /// Least and most participants.
    size: bool,
}

/// From the school and week alone to all that can differ.
const DETAILS: [Detail; 5] = [
    Detail { date: false, site: false, size: false },
    Detail { date: true, site: false, size: false },
    Detail { date: false, site: true, size: false },
    Detail { date: true, site: true, size: false },
    Detail { date: true, site: true, size: true },
];

/// What a goal is in each plan, in as few words as tell the plans apart.
pub(super) fn told_apart(states: &[Option<&State>], known: &Known<'_>, language: Language) -> Vec<String> {
    let said = |detail: Detail| states.iter().map(|s| state(*s, known, detail, language)).collect::<Vec<_>>();
    let different = |texts: &[String]| texts.iter().collect::<BTreeSet<_>>().len();
    let [shorter @ .., last] = DETAILS;
    let all = said(last);
    shorter.into_iter().map(said).find(|texts| different(texts) == different(&all)).unwrap_or(all)
}

/// What a goal is in a plan, in a few words.
fn state(state: Option<&State>, known: &Known<'_>, detail: Detail, language: Language) -> String {
    match state {
        Some(State::Covered(runs)) => places(runs, known, detail, language),
        Some(State::Agreement(reference)) => W::Agreement.fill(language, &[("reference", reference)]),
        Some(State::Gap(_)) => W::Gap.text(language).to_owned(),
        None => W::NotInPlan.text(language).to_owned(),
    }
}

/// Schools and weeks of the runs; runs of the same place and kind that follow each other stand together.
fn places(runs: &[FiledRun], known: &Known<'_>, detail: Detail, language: Language) -> String {
    let name = |run: &FiledRun| if detail.site { run.site.clone() } else { known.names.school(&run.school).to_owned() };
    let alike = |a: &FiledRun, b: &FiledRun| (name(a), a.guarantee) == (name(b), b.guarantee);
    let when = |run: &FiledRun| {
        let mut when = week_name(run.start);
        if detail.date {
            when = W::Dated.fill(language, &[("week", &when), ("date", &run.start.format("%d-%m").to_string())]);
        }
        if detail.size {
            when = W::Sized.fill(language, &[("week", &when), ("min", &run.min.to_string()), ("max", &run.max.to_string())]);
        }
        when
    };
    let place = |runs: &[FiledRun]| {
        let weeks: Vec<String> = runs.iter().map(when).collect();
        let week = W::Week.fill(language, &[("week", &weeks.join(", "))]);
        let guarantee = runs.iter().any(|run| run.guarantee);
        let school = runs.first().map(name).unwrap_or_default();
        let word = if guarantee { W::GuaranteeRun } else { W::Run };
        word.fill(language, &[("school", &school), ("week", &week)])
    };
    runs.chunk_by(alike).map(place).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Known, told_apart};
    use crate::compare::plan::{FiledRun, State};
    use crate::domain::goal::Origin;
    use crate::domain::instance::Language;

    fn run(day: u32, school: &str, site: &str, max: u32) -> State {
        let start = NaiveDate::from_ymd_opt(2027, 1, day).expect("a date");
        let (school, site) = (school.to_owned(), site.to_owned());
        let (guarantee, min, expected, origin) = (false, 8, 9000, Origin::Assigned);
        State::Covered(vec![FiledRun { start, end: start, school, site, guarantee, min, max, expected, origin }])
    }

    fn said(a: &State, b: &State) -> [String; 2] {
        let texts = told_apart(&[Some(a), Some(b)], &Known::default(), Language::Da);
        texts.try_into().expect("two texts")
    }

    #[test]
    fn a_goal_is_said_in_as_few_words_as_tell_the_plans_apart() {
        let first = run(18, "alfa", "alfa-1", 16);
        assert_eq!(said(&first, &run(19, "beta", "beta-1", 12)), ["alfa uge 3", "beta uge 3"]);
        assert_eq!(said(&first, &run(19, "alfa", "alfa-1", 16)), ["alfa uge 3 (18-01)", "alfa uge 3 (19-01)"]);
        assert_eq!(said(&first, &run(18, "alfa", "alfa-2", 16)), ["alfa-1 uge 3", "alfa-2 uge 3"]);
        let seats = said(&first, &run(18, "alfa", "alfa-1", 12));
        assert_eq!(seats, ["alfa-1 uge 3 (18-01), 8 til 16 kursister", "alfa-1 uge 3 (18-01), 8 til 12 kursister"]);
    }

    #[test]
    fn three_plans_that_differ_in_day_and_site_are_all_told_apart() {
        let (a, b, c) = (run(18, "alfa", "alfa-1", 16), run(19, "alfa", "alfa-1", 16), run(18, "alfa", "alfa-2", 16));
        let texts = told_apart(&[Some(&a), Some(&b), Some(&c)], &Known::default(), Language::Da);
        assert_eq!(texts, ["alfa-1 uge 3 (18-01)", "alfa-1 uge 3 (19-01)", "alfa-2 uge 3 (18-01)"]);
    }
}
