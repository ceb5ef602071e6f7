//! What the secretariat sees when the planning has ended: one screen, plain words.

use std::time::Duration;

use crate::domain::ids::AreaIx;
use crate::domain::instance::{Instance, Language};
use crate::domain::plan::{Outcome, Stop};
use crate::domain::units::{Metres, rdiv};
use crate::report::derived::{GoalState, count, school_name};
use crate::report::figures::Figures;
use crate::report::figures::reach::{lower_median, near_areas, nearest};
use crate::report::gap_list::gap_rows;
use crate::report::home_area::intrusions;
use crate::report::messages::Message;
use crate::report::tables::loads::{loads, members};
use crate::report::text::{decimal, tenths};

/// Gaps that are named one by one.
const GAPS_SHOWN: usize = 10;

/// Widest bar and widest school name, in characters.
const BAR: i64 = 20;
const NAME: usize = 40;

/// The summary in the language of the instance, with a line break at its end. `elapsed` is the time the user waited.
#[must_use]
pub fn summary(instance: &Instance, outcome: &Outcome, elapsed: Duration) -> String {
    let figures = Figures::new(instance, outcome);
    let language = instance.language;
    let seconds = decimal(language, &tenths(i64::try_from(elapsed.as_millis() / 100).unwrap_or(i64::MAX)));
    let blocks = [
        head(instance, outcome, &figures),
        gaps(instance, outcome, &figures),
        schools(instance, outcome, &figures),
        [furthest(instance, outcome), Some(bound(outcome, language))].into_iter().flatten().collect(),
        vec![
            stop(outcome.stop).text(language).to_owned(),
            Message::TimeLine.fill(language, &[("seconds", &seconds)]),
            Message::PapersLine.text(language).to_owned(),
        ],
    ];
    let blocks: Vec<String> = blocks.into_iter().filter(|lines| !lines.is_empty()).map(|b| b.join("\n")).collect();
    let screen = blocks.join("\n\n");
    // A title must not steer the terminal.
    let screen: String = screen.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    screen + "\n"
}

fn head(instance: &Instance, outcome: &Outcome, figures: &Figures) -> Vec<String> {
    let (language, plan) = (instance.language, &outcome.plan);
    let year = instance.calendar.year().to_string();
    let goals = |state| count(instance, plan, state).to_string();
    let people: i64 = figures.runs.iter().map(|run| run.expected).sum();
    let guarantee = plan.runs.iter().filter(|run| run.guarantee).count();
    let values = [
        ("scope", instance.goals.len().to_string()),
        ("covered", goals(GoalState::Covered)),
        ("agreements", goals(GoalState::Agreement)),
        ("gaps", goals(GoalState::Gap)),
        ("runs", plan.runs.len().to_string()),
        ("guarantee", guarantee.to_string()),
        ("people", rdiv(people, 1000).to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut lines = vec![
        Message::Heading.fill(language, &[("network", &instance.network), ("year", &year)]),
        Message::GoalsLine.fill(language, &values),
        Message::CoursesLine.fill(language, &values),
    ];
    let away = intrusions(instance, plan).len();
    if away > 0 {
        lines.push(Message::AwayLine.fill(language, &[("count", &away.to_string())]));
    }
    lines
}

fn gaps(instance: &Instance, outcome: &Outcome, figures: &Figures) -> Vec<String> {
    let language = instance.language;
    let rows = gap_rows(instance, outcome, figures);
    let open: Vec<_> = rows.iter().filter(|row| figures.goals[row.goal.index()].gap.is_some()).collect();
    if open.is_empty() {
        return vec![Message::NoGaps.text(language).to_owned()];
    }
    let mut lines = vec![Message::GapsHeading.text(language).to_owned()];
    for row in open.iter().take(GAPS_SHOWN) {
        let goal = instance.goal(row.goal);
        let mark = if row.proven { Message::ProvenMark } else { Message::UnprovenMark };
        lines.push(format!("  {} {} ({}): {}", goal.code, goal.title, mark.text(language), row.reason));
    }
    if let Some(more @ 1..) = open.len().checked_sub(GAPS_SHOWN) {
        lines.push(format!("  {}", Message::AndMore.fill(language, &[("count", &more.to_string())])));
    }
    lines
}

/// One line per member school: runs, course days with a bar, fair share.
fn schools(instance: &Instance, outcome: &Outcome, figures: &Figures) -> Vec<String> {
    let language = instance.language;
    let loads = loads(instance, outcome, figures);
    let width = members(instance).map(|k| school_name(instance, k).chars().count()).max().unwrap_or(0).clamp(5, NAME);
    let most = loads.iter().map(|load| load.course_days).max().unwrap_or(0).max(1);
    let [school, runs, days, fair] =
        [Message::SchoolColumn, Message::RunsColumn, Message::DaysColumn, Message::FairColumn].map(|m| m.text(language));
    let mut lines = vec![format!("{school:width$} {runs:>6} {days:>5} {fair:>7}")];
    for school in members(instance) {
        let (load, fair) = (&loads[school.index()], figures.fair[school.index()]);
        let name: String = school_name(instance, school).chars().take(width).collect();
        let bar = "#".repeat(usize::try_from(rdiv(BAR * load.course_days, most)).unwrap_or(0));
        let line = format!("{name:width$} {:>6} {:>5} {fair:>7}  {bar}", load.runs, load.course_days);
        lines.push(line.trim_end().to_owned());
    }
    lines.push(Message::FairNote.text(language).to_owned());
    lines
}

/// The municipality whose median distance to the goals is largest.
fn furthest(instance: &Instance, outcome: &Outcome) -> Option<String> {
    let median = |area: AreaIx| -> Option<(Metres, AreaIx)> {
        let distances = instance.goal_ixs().filter_map(|goal| nearest(instance, &outcome.plan, goal, area));
        Some((lower_median(distances.collect())?, area))
    };
    let (metres, area) = near_areas(instance).into_iter().rev().filter_map(median).max_by_key(|(metres, _)| *metres)?;
    let km = decimal(instance.language, &tenths(rdiv(metres, 100)));
    let name = &instance.areas[area.index()].name;
    Some(Message::FarLine.fill(instance.language, &[("name", name), ("km", &km)]))
}

/// How much better any plan could be; rounded up, so that the sentence is true.
fn bound(outcome: &Outcome, language: Language) -> String {
    let better = i128::from(outcome.bound) - i128::from(outcome.value);
    if better <= 0 {
        return Message::BestLine.text(language).to_owned();
    }
    let tenths_up = |a: i128, b: i128| decimal(language, &tenths(i64::try_from((a + b - 1) / b).unwrap_or(i64::MAX)));
    let people = tenths_up(better, 100);
    if outcome.value <= 0 {
        return Message::BoundPeopleLine.fill(language, &[("people", &people)]);
    }
    let percent = tenths_up(better * 1000, i128::from(outcome.value));
    Message::BoundLine.fill(language, &[("percent", &percent), ("people", &people)])
}

fn stop(stop: Stop) -> Message {
    match stop {
        Stop::Optimal => Message::StopOptimal,
        Stop::Gap => Message::StopGap,
        Stop::Work => Message::StopWork,
        Stop::Time => Message::StopTime,
        Stop::Interrupt => Message::StopInterrupt,
    }
}
