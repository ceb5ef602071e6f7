//! The sheet of an employer: its needs in order, the run that meets each, other runs, and why a need is not met.

use crate::domain::goal::Agreement;
use crate::domain::ids::GoalIx;
use crate::domain::instance::Instance;
use crate::domain::need::{Need, NeedFor, OutOfScope};
use crate::domain::units::rdiv;
use crate::papers::basis::Basis;
use crate::papers::document::{Block, Column, Document, Grid, Row, column, written};
use crate::papers::partner::answer::{Answer, Reached, Status};
use crate::papers::partner::words::PartnerWord;
use crate::report::derived::{outside_name, school_name, tidy_address};
use crate::report::messages::Message;
use crate::report::papers::sheet::Cell;
use crate::report::text::paper_date;

/// The sheet as a paper. `gaps` are all goals of the plan without a run.
#[must_use]
pub fn document(basis: &Basis, employer: &str, answers: &[Answer]) -> Document {
    let language = basis.instance.language;
    let title = PartnerWord::Title.fill(language, &[("year", &basis.year()), ("employer", employer)]);
    let mut paper = basis.document(title);
    paper.lines.push(summary(basis, answers));
    paper.blocks.push(Block::Heading(PartnerWord::Needs.text(language).to_owned()));
    paper.blocks.push(Block::Text(PartnerWord::Note.text(language).to_owned()));
    let needs = (1..).zip(answers).map(|(number, answer)| need_row(basis, number, answer));
    paper.blocks.push(Block::Grid(grid(basis, PartnerWord::NeedsTab, need_columns(basis), needs.collect())));
    let others = |answer: &Answer| -> usize { answer.within.len().min(1) };
    let lists = [
        (PartnerWord::Others, PartnerWord::OthersTab, run_rows(basis, answers, |answer| &answer.within[others(answer)..])),
        (PartnerWord::OtherTimes, PartnerWord::OtherTimesTab, run_rows(basis, answers, outside)),
    ];
    for (heading, tab, rows) in lists.into_iter().filter(|(_, _, rows)| !rows.is_empty()) {
        paper.blocks.push(Block::Heading(heading.text(language).to_owned()));
        paper.blocks.push(Block::Grid(grid(basis, tab, run_columns(basis), rows)));
    }
    paper
}

/// Runs at another time are of interest where there is none in the period.
fn outside<'a, 'b>(answer: &'b Answer<'a>) -> &'b [Reached<'a>] {
    if answer.status == Status::OtherTime { &answer.outside } else { &[] }
}

fn summary(basis: &Basis, answers: &[Answer]) -> String {
    let count = |status: Status| answers.iter().filter(|answer| answer.status == status).count();
    let (met, agreed) = (count(Status::Met), count(Status::Agreement));
    let numbers = [answers.len(), met, agreed, answers.len() - met - agreed].map(|number| number.to_string());
    let [needs, met, agreed, open] = numbers.each_ref().map(String::as_str);
    let values = [("needs", needs), ("met", met), ("agreed", agreed), ("open", open)];
    PartnerWord::Summary.fill(basis.instance.language, &values)
}

fn grid(basis: &Basis, tab: PartnerWord, columns: Vec<Column>, rows: Vec<Row>) -> Grid {
    Grid { tab: tab.text(basis.instance.language), columns, rows, tall: false }
}

fn need_columns(basis: &Basis) -> Vec<Column> {
    let say = |word: PartnerWord, width| column(word.text(basis.instance.language), width);
    let mut columns = vec![
        say(PartnerWord::Number, 6),
        say(PartnerWord::About, 12),
        say(PartnerWord::AboutTitle, 24),
        say(PartnerWord::Municipality, 14),
        say(PartnerWord::Participants, 10),
        say(PartnerWord::Period, 18),
        say(PartnerWord::Firm, 7),
        say(PartnerWord::Answer, 13),
    ];
    columns.extend(place_columns(basis));
    columns.push(say(PartnerWord::Remark, 29));
    columns
}

fn run_columns(basis: &Basis) -> Vec<Column> {
    let tell = |message: Message, width| column(message.text(basis.instance.language), width);
    let mut columns = vec![column(PartnerWord::Number.text(basis.instance.language), 6)];
    columns.extend([tell(Message::GoalCode, 10), tell(Message::GoalTitle, 36)]);
    columns.extend(place_columns(basis));
    columns
}

/// Where and when a run is, and how sure.
fn place_columns(basis: &Basis) -> [Column; 7] {
    let language = basis.instance.language;
    let (tell, say) = (|message: Message| message.text(language), |word: PartnerWord| word.text(language));
    [
        column(tell(Message::Executing), 24),
        column(tell(Message::Address), 22),
        column(say(PartnerWord::Start), 15),
        column(say(PartnerWord::End), 15),
        column(say(PartnerWord::Kilometres), 7),
        column(say(PartnerWord::Seats), 13),
        column(say(PartnerWord::Held), 12),
    ]
}

fn place_cells(basis: &Basis, reached: &Reached) -> [Cell; 7] {
    let (instance, run) = (basis.instance, reached.run);
    [
        Cell::text(school_name(instance, instance.school_of(run.site))),
        Cell::text(&tidy_address(instance, run)),
        Cell::Date(instance.calendar.date(run.start)),
        Cell::Date(instance.calendar.date(reached.figures.end)),
        Cell::Number(rdiv(reached.metres, 1000)),
        Cell::Number(i64::from(run.max)),
        Cell::Number(rdiv(reached.figures.probability, 10)),
    ]
}

fn need_row(basis: &Basis, number: i64, answer: &Answer) -> Row {
    let (instance, language, need) = (basis.instance, basis.instance.language, answer.need);
    let (code, title) = about(instance, need);
    let area = &instance.areas[need.area.index()];
    let status = match answer.status {
        Status::Met => PartnerWord::Met,
        Status::Agreement => PartnerWord::MetByAgreement,
        _ => PartnerWord::NotMet,
    };
    let mut cells = vec![
        Cell::Number(number),
        Cell::Text(code),
        Cell::text(title),
        Cell::text(if area.name.is_empty() { &area.code } else { &area.name }),
        Cell::Thousandths(need.participants),
        Cell::Text(period(basis, need)),
        Cell::text(if need.firm { Message::Yes } else { Message::No }.text(language)),
        Cell::text(status.text(language)),
    ];
    let nearest = answer.within.first();
    cells.extend(nearest.map_or([const { Cell::Empty }; 7], |reached| place_cells(basis, reached)));
    cells.push(Cell::Text(remarks(basis, answer).join(" ")));
    if status == PartnerWord::NotMet { Row::Marked(cells) } else { Row::Plain(cells) }
}

/// Code and title of what is asked for.
fn about<'a>(instance: &'a Instance, need: &'a Need) -> (String, &'a str) {
    match &need.about {
        NeedFor::Goal(goal) => (instance.goal(*goal).code.clone(), &instance.goal(*goal).title),
        NeedFor::Unplanned { code, title, .. } => (code.clone(), title),
        NeedFor::Fkb(fkb) => {
            let fkb = instance.fkb(*fkb);
            (format!("FKB {}", fkb.code), &fkb.title)
        }
    }
}

fn period(basis: &Basis, need: &Need) -> String {
    let language = basis.instance.language;
    let [from, to] = [need.earliest, need.latest].map(|date| date.map(paper_date));
    match (from, to) {
        (None, None) => PartnerWord::WholeYear.text(language).to_owned(),
        (Some(from), None) => PartnerWord::From.fill(language, &[("from", &from)]),
        (None, Some(to)) => PartnerWord::To.fill(language, &[("to", &to)]),
        (Some(from), Some(to)) => PartnerWord::FromTo.fill(language, &[("from", &from), ("to", &to)]),
    }
}

/// Why the need is not met, what the nearest run is, and what the employer wrote.
fn remarks(basis: &Basis, answer: &Answer) -> Vec<String> {
    let (instance, language, need) = (basis.instance, basis.instance.language, answer.need);
    let mut parts = reason(basis, answer);
    if let Some(Reached { run, .. }) = answer.within.first() {
        let goal = instance.goal(run.goal);
        if matches!(need.about, NeedFor::Fkb(_)) {
            parts.push(PartnerWord::OfGoal.fill(language, &[("code", &goal.code), ("title", &goal.title)]));
        }
        let marks = [(run.guarantee, PartnerWord::Guarantee), (goal.distance_ok, PartnerWord::AtDistance)];
        parts.extend(marks.into_iter().filter(|(applies, _)| *applies).map(|(_, word)| word.text(language).to_owned()));
    }
    if !need.note.is_empty() {
        parts.push(PartnerWord::FromNeed.fill(language, &[("note", need.note.trim_end_matches('.'))]));
    }
    parts
}

fn reason(basis: &Basis, answer: &Answer) -> Vec<String> {
    let (language, need) = (basis.instance.language, answer.need);
    let one = |word: PartnerWord| vec![word.text(language).to_owned()];
    match answer.status {
        Status::Met => Vec::new(),
        Status::OtherTime if answer.outside.is_empty() => {
            let agreed = need.goals.iter().filter_map(|goal| agreement(basis, *goal));
            agreed.chain(one(PartnerWord::AgreedOtherTime)).collect()
        }
        Status::OtherTime => one(PartnerWord::OtherTime),
        Status::Full { certain, seats } => {
            let certain = written(&Cell::Thousandths(certain), language);
            vec![PartnerWord::Full.fill(language, &[("certain", &certain), ("seats", &seats.to_string())])]
        }
        Status::Agreement => need.goals.iter().filter_map(|goal| agreement(basis, *goal)).collect(),
        Status::Gap if matches!(need.about, NeedFor::Fkb(_)) => {
            vec![PartnerWord::GapOfFkb.fill(language, &[("count", &need.goals.len().to_string())])]
        }
        Status::Gap => match basis.gaps.iter().find(|gap| need.goals.contains(&gap.goal)) {
            Some(gap) => vec![PartnerWord::GapOfGoal.fill(language, &[("reason", &gap.reason)])],
            None => one(PartnerWord::AllCancelled),
        },
        Status::NoGoals => one(PartnerWord::NoGoals),
        Status::Unplanned(OutOfScope::Kind) => one(PartnerWord::OtherKind),
        Status::Unplanned(OutOfScope::Exempt) => one(PartnerWord::Exempt),
        Status::Unplanned(OutOfScope::Archived) => one(PartnerWord::Archived),
    }
}

/// Who takes the goal by agreement, and when.
fn agreement(basis: &Basis, goal: GoalIx) -> Option<String> {
    let (instance, data) = (basis.instance, basis.instance.goal(goal));
    let Agreement { outside_school, reference, start_date } = data.agreement.as_ref()?;
    let school = outside_name(instance, outside_school);
    let values = [("school", school), ("code", &data.code), ("reference", reference)];
    let agreed = PartnerWord::ByAgreement.fill(instance.language, &values);
    Some(match start_date.parse().map(paper_date) {
        Ok(date) => PartnerWord::AgreedFrom.fill(instance.language, &[("agreed", &agreed), ("date", &date)]),
        Err(_) => format!("{agreed}."),
    })
}

/// A row for each run of each need, with the number of the need.
fn run_rows<'a, 'b: 'a>(
    basis: &Basis,
    answers: &'b [Answer<'a>],
    runs: impl Fn(&'b Answer<'a>) -> &'b [Reached<'a>],
) -> Vec<Row> {
    let row = |number: i64, reached: &Reached| {
        let goal = basis.instance.goal(reached.run.goal);
        let mut cells = vec![Cell::Number(number), Cell::text(&goal.code), Cell::text(&goal.title)];
        cells.extend(place_cells(basis, reached));
        Row::Plain(cells)
    };
    (1..).zip(answers).flat_map(|(number, answer)| runs(answer).iter().map(move |reached| row(number, reached))).collect()
}
