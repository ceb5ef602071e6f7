//! The log as a paper: requests, consequences, counts, and what the two plans were made from.

use std::collections::BTreeSet;

use crate::compare::asked::Asked;
use crate::compare::difference::{Change, Kind, changed_inputs};
use crate::compare::plan::FiledRun;
use crate::domain::instance::Language;
use crate::domain::units::rdiv;
use crate::papers::basis::Basis;
use crate::papers::change_log::asks::Asker;
use crate::papers::change_log::words::{LogWord, heading};
use crate::papers::change_log::{Log, Made};
use crate::papers::document::{Block, Column, Document, Grid, Row, column};
use crate::report::messages::Message;
use crate::report::papers::sheet::Cell;

/// Files whose change makes the expected participants of two plans differ without any change of the plan.
const DEMAND: [&str; 4] = ["demand.csv", "needs.csv", "history.csv", "municipalities.csv"];

/// The log as a paper.
pub(super) fn document(basis: &Basis, log: &Log<'_>) -> Document {
    let (instance, language) = (log.instance(), log.instance().language);
    let year = basis.year();
    let mut paper = basis.document(LogWord::Title.fill(language, &[("year", &year), ("network", &instance.network)]));
    let versions = [log.old, log.new].map(|plan| plan.version(instance.calendar.year()));
    paper.lines.push(LogWord::FromTo.fill(language, &[("from", &versions[0]), ("to", &versions[1])]));
    if log.difference.changes.is_empty() {
        paper.blocks.push(Block::Text(LogWord::NoDifference.text(language).to_owned()));
        paper.blocks.extend(basis_of(log));
    } else {
        paper.lines.push(summary(log));
        let asked = asked_rows(log);
        let followed = followed_rows(log, 1 + asked.len());
        let (asked, followed) = (asked_grid(language, asked), followed_grid(language, followed));
        let words = [
            (LogWord::AskedHeading, LogWord::AskedNote, LogWord::NothingAsked, asked),
            (LogWord::FollowedHeading, followed_note(log), LogWord::NothingFollowed, followed),
        ];
        for (heading, note, nothing, grid) in words {
            let empty = grid.rows.is_empty();
            paper.blocks.push(Block::Heading(heading.text(language).to_owned()));
            paper.blocks.push(Block::Text(if empty { nothing } else { note }.text(language).to_owned()));
            paper.blocks.extend((!empty).then_some(Block::Sentences(grid)));
        }
        paper.blocks.extend(basis_of(log));
        paper.blocks.push(Block::Heading(LogWord::NumbersHeading.text(language).to_owned()));
        paper.blocks.push(Block::Grid(kinds_grid(log)));
    }
    paper.blocks.push(Block::Heading(LogWord::PlansHeading.text(language).to_owned()));
    paper.blocks.push(Block::Grid(plans_grid(log)));
    paper
}

/// How the changes that nobody asked for came about.
fn followed_note(log: &Log<'_>) -> LogWord {
    match log.made {
        Made::Anew => LogWord::FollowedNote,
        Made::Least => LogWord::LeastNote,
        Made::Few => LogWord::FewNote,
        Made::More => LogWord::MoreNote,
        Made::Steps => LogWord::StepsNote,
    }
}

fn summary(log: &Log<'_>) -> String {
    let all = log.difference.changes.len();
    let asked = log.explained.len();
    let numbers = [all, asked, all - asked, log.difference.unchanged].map(|number| number.to_string());
    let [changes, asked, followed, unchanged] = numbers.each_ref().map(String::as_str);
    let values = [("changes", changes), ("asked", asked), ("followed", followed), ("unchanged", unchanged)];
    LogWord::Summary.fill(log.instance().language, &values)
}

/// A row for each request, numbered from 1.
fn asked_rows(log: &Log<'_>) -> Vec<Row> {
    let row = |(number, asked): (i64, &Asked)| {
        let (title, fkb) = log.goal(asked);
        let askers = log.teller.askers(asked);
        let joined =
            |part: fn(&Asker) -> &str| askers.iter().map(part).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ");
        Row::Plain(vec![
            Cell::Number(number),
            Cell::Text(log.request(asked)),
            Cell::text(&asked.goal),
            Cell::text(title),
            Cell::text(fkb),
            Cell::text(&joined(|asker| &asker.by)),
            Cell::text(&joined(|asker| &asker.reason)),
            askers.iter().find_map(|asker| asker.at).map_or(Cell::Empty, Cell::Date),
        ])
    };
    (1..).zip(log.asked).map(row).collect()
}

fn asked_grid(language: Language, rows: Vec<Row>) -> Grid {
    let say = |word: LogWord, width| column(word.text(language), width);
    let mut columns = goal_columns(language);
    columns.extend([say(LogWord::AskedBy, 26), say(LogWord::Grounds, 40), say(LogWord::AskedAt, 14)]);
    Grid { tab: LogWord::AskedTab.text(language), columns, rows, tall: false }
}

/// Number, sentence, goal, title and FKB.
fn goal_columns(language: Language) -> Vec<Column> {
    vec![
        column(LogWord::Number.text(language), 6),
        column(LogWord::Change.text(language), 90),
        column(Message::GoalCode.text(language), 10),
        column(Message::GoalTitle.text(language), 34),
        column(Message::FkbCode.text(language), 9),
    ]
}

/// A row for each change that nobody asked for, under the headings of their kinds, numbered on.
fn followed_rows(log: &Log<'_>, first: usize) -> Vec<Row> {
    let language = log.instance().language;
    let (mut rows, mut last): (Vec<Row>, Option<Kind>) = (Vec::new(), None);
    for (number, change) in (first..).zip(log.changes(false)) {
        if last.replace(change.kind()) != Some(change.kind()) {
            rows.push(Row::Group(heading(change.kind()).text(language).to_owned()));
        }
        rows.push(Row::Plain(followed_row(log, number, change)));
    }
    rows
}

fn followed_row(log: &Log<'_>, number: usize, change: &Change) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Number(number as i64),
        Cell::Text(log.teller.whole(change)),
        Cell::text(&change.goal),
        Cell::text(&change.title),
        Cell::text(&change.fkb),
        Cell::text(heading(change.kind()).text(log.instance().language)),
    ];
    for runs in [change.old_runs(), change.new_runs()] {
        let all = |part: &dyn Fn(&FiledRun) -> String| Cell::text(&runs.iter().map(part).collect::<Vec<_>>().join("; "));
        cells.push(all(&|run| log.teller.school(&run.school)));
        cells.push(all(&|run| log.teller.place(&run.site)));
        // A goal that loses or gains several runs has several dates.
        cells.push(if let [run] = runs { Cell::Date(run.start) } else { all(&|run| log.teller.date(run.start)) });
    }
    cells
}

fn followed_grid(language: Language, rows: Vec<Row>) -> Grid {
    let say = |word: LogWord, width| column(word.text(language), width);
    let mut columns = goal_columns(language);
    columns.push(say(LogWord::Sort, 36));
    columns.extend([say(LogWord::OldSchool, 26), say(LogWord::OldPlace, 30), say(LogWord::OldStart, 14)]);
    columns.extend([say(LogWord::NewSchool, 26), say(LogWord::NewPlace, 30), say(LogWord::NewStart, 14)]);
    Grid { tab: LogWord::FollowedTab.text(language), columns, rows, tall: false }
}

/// Changes of each kind, and all of them together.
fn kinds_grid(log: &Log<'_>) -> Grid {
    let language = log.instance().language;
    let row = |name: &str, asked: usize, followed: usize| {
        let numbers = [asked, followed, asked + followed].map(|number| Cell::Number(number as i64));
        Row::Plain(std::iter::once(Cell::text(name)).chain(numbers).collect())
    };
    let kinds = log.kinds();
    let mut rows: Vec<Row> = kinds.iter().map(|(kind, a, f)| row(heading(*kind).text(language), *a, *f)).collect();
    let sums = kinds.iter().fold((0, 0), |(asked, followed), (_, a, f)| (asked + a, followed + f));
    rows.push(row(LogWord::Together.text(language), sums.0, sums.1));
    let columns = [(LogWord::Sort, 60), (LogWord::AskedTab, 14), (LogWord::Followed, 14), (LogWord::Together, 14)];
    grid(language, LogWord::NumbersTab, &columns, rows)
}

/// Both plans in natural units.
fn plans_grid(log: &Log<'_>) -> Grid {
    let language = log.instance().language;
    let (before, after) = (&log.difference.before, &log.difference.after);
    let rows = [
        (LogWord::TotalGoals, before.goals as i64, after.goals as i64),
        (LogWord::TotalCovered, before.covered as i64, after.covered as i64),
        (LogWord::TotalAgreements, before.agreements as i64, after.agreements as i64),
        (LogWord::TotalGaps, before.gaps as i64, after.gaps as i64),
        (LogWord::TotalRuns, before.runs as i64, after.runs as i64),
        (LogWord::TotalGuarantees, before.guarantees as i64, after.guarantees as i64),
        (LogWord::TotalExpected, rdiv(before.expected, 1000), rdiv(after.expected, 1000)),
    ];
    let row = |(word, before, after): (LogWord, i64, i64)| {
        let numbers = [before, after, after - before].map(Cell::Number);
        Row::Plain(std::iter::once(Cell::text(word.text(language))).chain(numbers).collect())
    };
    let columns = [(LogWord::Figure, 60), (LogWord::Before, 14), (LogWord::Now, 14), (LogWord::Step, 14)];
    grid(language, LogWord::PlansTab, &columns, rows.map(row).to_vec())
}

fn grid(language: Language, tab: LogWord, columns: &[(LogWord, u16)], rows: Vec<Row>) -> Grid {
    let columns = columns.iter().map(|(word, width)| column(word.text(language), *width)).collect();
    Grid { tab: tab.text(language), columns, rows, tall: false }
}

/// What else the two plans differ in; before the tables, so that it never stands alone on a page.
fn basis_of(log: &Log<'_>) -> Vec<Block> {
    let heading = Block::Heading(LogWord::BasisHeading.text(log.instance().language).to_owned());
    std::iter::once(heading).chain(grounds(log).into_iter().map(Block::Text)).collect()
}

fn grounds(log: &Log<'_>) -> Vec<String> {
    let language = log.instance().language;
    let inputs: BTreeSet<String> = changed_inputs(log.old, log.new);
    let files: Vec<&str> = inputs.iter().map(String::as_str).collect();
    let mut lines = vec![if files.is_empty() {
        LogWord::NoChangedFiles.text(language).to_owned()
    } else {
        LogWord::ChangedFiles.fill(language, &[("files", &files.join(", "))])
    }];
    let (old, new) = (&log.old.profile, &log.new.profile);
    if old != new {
        lines.push(LogWord::OtherProfile.fill(language, &[("from", old), ("to", new)]));
    }
    if old != new || DEMAND.iter().any(|file| inputs.contains(*file)) {
        lines.push(LogWord::OtherDemand.text(language).to_owned());
    }
    lines
}
