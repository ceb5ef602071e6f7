//! A school's sheet: what it executes, what it announces for others, where its participants go, what it lends, what is open.

use crate::domain::ids::{FkbIx, GoalIx, SchoolIx};
use crate::domain::plan::Run;
use crate::papers::agreement;
use crate::papers::basis::{Basis, OpenGap};
use crate::papers::course_table::{course_row, courses};
use crate::papers::document::{Block, Document, Grid, Row, column};
use crate::papers::words::Word;
use crate::report::derived::{Fulfilment, fulfilment, mirrors, outside_name, school_name, tidy_address};
use crate::report::home_area::intrusions;
use crate::report::messages::Message;
use crate::report::papers::overview::{lender, names};
use crate::report::papers::sheet::Cell;
use crate::report::text::paper_date;

/// The runs that the school announces for others, with the duty they fulfil: all runs of the goal at the school that executes the first.
#[must_use]
pub fn mirrored<'a>(basis: &'a Basis, school: SchoolIx) -> Vec<&'a Run> {
    let instance = basis.instance;
    let mut runs = Vec::new();
    for goal in instance.goal_ixs().filter(|goal| instance.goal(*goal).duties.contains(&school)) {
        if let Fulfilment::Mirror(first) = fulfilment(instance, &basis.plan, goal, school) {
            let executor = instance.school_of(first.site);
            runs.extend(basis.plan.runs_of(goal).iter().filter(|run| instance.school_of(run.site) == executor));
        }
    }
    runs
}

/// The runs that the school executes.
pub fn own<'a>(basis: &'a Basis, school: SchoolIx) -> impl Iterator<Item = &'a Run> {
    basis.plan.runs.iter().filter(move |run| basis.instance.school_of(run.site) == school)
}

/// The sheet as a paper.
#[must_use]
pub fn document(basis: &Basis, school: SchoolIx) -> Document {
    let (instance, language) = (basis.instance, basis.instance.language);
    let (own, mirrored): (Vec<&Run>, Vec<&Run>) = (own(basis, school).collect(), mirrored(basis, school));
    let name = school_name(instance, school);
    let mut paper = basis.document(Word::SheetTitle.fill(language, &[("year", &basis.year()), ("school", name)]));
    let values = [("runs", own.len().to_string()), ("mirrors", mirrored.len().to_string())];
    paper.lines.push(Word::SheetNote.fill(language, &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
    let own_rows = own.iter().map(|run| course_row(basis, school, run, own_remark(basis, run))).collect();
    let mirror_rows = mirrored.iter().map(|run| course_row(basis, school, run, Vec::new())).collect();
    let signs: Vec<FkbIx> = basis.fkbs().into_iter().filter(|fkb| basis.signers(*fkb).contains(&school)).collect();
    let parts = [
        (Word::OwnRuns, None, courses(basis, Word::OwnRunsTab, own_rows)),
        (Word::MirrorRuns, Some(Word::MirrorNote), courses(basis, Word::MirrorRunsTab, mirror_rows)),
        (Word::Transfers, Some(Word::TransfersNote), transfers(basis, school)),
        (Word::Loans, Some(Word::LoansNote), loans(basis, school)),
        (Word::HomeArea, Some(Word::HomeAreaNote), home_area(basis, school)),
        (Word::OpenDuties, None, open_duties(basis, school)),
        (Word::ToSign, None, agreement::table(basis, Word::ToSignTab.text(language), &signs)),
    ];
    for (heading, note, grid) in parts {
        paper.blocks.push(Block::Heading(heading.text(language).to_owned()));
        if grid.rows.is_empty() {
            paper.blocks.push(Block::Text(Word::Nothing.text(language).to_owned()));
            continue;
        }
        paper.blocks.extend(note.map(|word| Block::Text(word.text(language).to_owned())));
        paper.blocks.push(Block::Grid(grid));
    }
    paper
}

/// Who announces the run besides, and whose approval it uses.
fn own_remark(basis: &Basis, run: &Run) -> Vec<String> {
    let (instance, language) = (basis.instance, basis.instance.language);
    let others = mirrors(instance, &basis.plan, run.goal, instance.school_of(run.site));
    let mut parts = Vec::new();
    if !others.is_empty() {
        parts.push(format!("{}: {}", Message::Mirrors.text(language), names(instance, &others)));
    }
    if let Some(lender) = lender(instance.goal(run.goal), run) {
        parts.push(Message::LentRemark.fill(language, &[("school", school_name(instance, lender))]));
    }
    parts
}

fn grid(basis: &Basis, tab: Word, columns: &[(&'static str, u16)], rows: Vec<Row>) -> Grid {
    let columns = columns.iter().map(|(heading, width)| column(heading, *width)).collect();
    Grid { tab: tab.text(basis.instance.language), columns, rows, tall: false }
}

/// Goals whose participants go elsewhere, to another member or to an outside school.
fn transfers(basis: &Basis, school: SchoolIx) -> Grid {
    let (instance, language) = (basis.instance, basis.instance.language);
    let row = |goal: GoalIx| {
        let data = instance.goal(goal);
        let (to, code, dates) = match fulfilment(instance, &basis.plan, goal, school) {
            Fulfilment::Mirror(first) => {
                let executor = instance.school_of(first.site);
                let runs = basis.plan.runs_of(goal).iter().filter(|run| instance.school_of(run.site) == executor);
                let dates: Vec<String> = runs.map(|run| paper_date(instance.calendar.date(run.start))).collect();
                let code = instance.school(executor).institution_code.clone();
                (school_name(instance, executor).to_owned(), code, dates.join(", "))
            }
            Fulfilment::Agreement => {
                let agreement = data.agreement.as_ref()?;
                let date = agreement.start_date.parse().map_or_else(|_| agreement.start_date.clone(), paper_date);
                let to = format!("{} ({})", outside_name(instance, &agreement.outside_school), agreement.reference);
                (to, String::new(), date)
            }
            Fulfilment::Own(_) | Fulfilment::Gap => return None,
        };
        let taximeter = if code.is_empty() && to.is_empty() { String::new() } else { to.clone() };
        let cells = [data.code.as_str(), &data.title, &to, &code, &dates, &taximeter];
        Some(Row::Plain(cells.into_iter().map(Cell::text).collect()))
    };
    let rows = duties(basis, school).filter_map(row).collect();
    let columns = [
        (Message::GoalCode.text(language), 9),
        (Message::GoalTitle.text(language), 40),
        (Word::TransferTo.text(language), 34),
        (Word::InstitutionCode.text(language), 10),
        (Word::FirstDate.text(language), 28),
        (Word::Taximeter.text(language), 34),
    ];
    grid(basis, Word::TransfersTab, &columns, rows)
}

/// Goals that the school must announce.
fn duties(basis: &Basis, school: SchoolIx) -> impl Iterator<Item = GoalIx> {
    let instance = basis.instance;
    instance.goal_ixs().filter(move |goal| instance.goal(*goal).duties.contains(&school))
}

/// Runs with an approval that the school lends or borrows.
fn loans(basis: &Basis, school: SchoolIx) -> Grid {
    let (instance, language) = (basis.instance, basis.instance.language);
    let row = |run: &Run| {
        let (data, executor) = (instance.goal(run.goal), instance.school_of(run.site));
        let lender = lender(data, run).filter(|lender| *lender == school || executor == school)?;
        Some(Row::Plain(vec![
            Cell::text(&data.code),
            Cell::text(&data.title),
            Cell::text(school_name(instance, lender)),
            Cell::text(school_name(instance, executor)),
            Cell::Date(instance.calendar.date(run.start)),
            Cell::Date(instance.calendar.date(basis.end(run))),
        ]))
    };
    let columns = [
        (Message::GoalCode.text(language), 9),
        (Message::GoalTitle.text(language), 40),
        (Word::Lender.text(language), 34),
        (Word::Borrower.text(language), 34),
        (Message::StartDate.text(language), 12),
        (Message::EndDate.text(language), 12),
    ];
    grid(basis, Word::LoansTab, &columns, basis.plan.runs.iter().filter_map(row).collect())
}

/// Runs in another school's home area that this school executes, or that lie in its own home area.
fn home_area(basis: &Basis, school: SchoolIx) -> Grid {
    let (instance, language) = (basis.instance, basis.instance.language);
    let all = intrusions(instance, &basis.plan).into_iter();
    let about = all.filter(|(run, homes)| instance.school_of(run.site) == school || homes.contains(&school));
    let row = |(run, homes): (&Run, Vec<SchoolIx>)| {
        let data = instance.goal(run.goal);
        Row::Marked(vec![
            Cell::text(&data.code),
            Cell::text(&data.title),
            Cell::text(school_name(instance, instance.school_of(run.site))),
            Cell::text(&tidy_address(instance, run)),
            Cell::Date(instance.calendar.date(run.start)),
            Cell::Text(names(instance, &homes)),
        ])
    };
    let columns = [
        (Message::GoalCode.text(language), 9),
        (Message::GoalTitle.text(language), 40),
        (Message::Executing.text(language), 30),
        (Message::Address.text(language), 34),
        (Message::StartDate.text(language), 12),
        (Word::LocalSchool.text(language), 34),
    ];
    grid(basis, Word::HomeAreaTab, &columns, about.map(row).collect())
}

/// Duties that nobody fulfils yet.
fn open_duties(basis: &Basis, school: SchoolIx) -> Grid {
    let (instance, language) = (basis.instance, basis.instance.language);
    let row = |gap: &OpenGap| {
        let data = instance.goal(gap.goal);
        let open = data.duties.contains(&school);
        let cells = [data.code.as_str(), &data.title, &gap.reason, &gap.cure];
        open.then(|| Row::Marked(cells.into_iter().map(Cell::text).collect()))
    };
    let columns = [
        (Message::GoalCode.text(language), 9),
        (Message::GoalTitle.text(language), 40),
        (Word::Reason.text(language), 55),
        (Message::Cure.text(language), 55),
    ];
    grid(basis, Word::OpenDutiesTab, &columns, basis.gaps.iter().filter_map(row).collect())
}
