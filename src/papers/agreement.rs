//! The coordination agreement of an FKB (document 004, principles 1 to 3 and Dokumentation), and the list of all of them.

use crate::domain::ids::{FkbIx, GoalIx, SchoolIx};
use crate::papers::basis::Basis;
use crate::papers::document::{Block, Document, Grid, Notice, Row, column};
use crate::papers::overview::{Overview, columns};
use crate::papers::words::Word;
use crate::report::derived::{Fulfilment, fulfilment, school_name};
use crate::report::messages::Message;
use crate::report::papers::overview::names;
use crate::report::papers::sheet::Cell;

const SHOWN: [(Message, u16); 14] = [
    (Message::GoalCode, 13),
    (Message::GoalTitle, 30),
    (Message::Duration, 12),
    (Message::Core, 13),
    (Message::Executing, 26),
    (Message::Address, 25),
    (Message::StartDate, 16),
    (Message::EndDate, 16),
    (Message::Week, 7),
    (Message::Guarantee, 19),
    (Message::Mirrors, 26),
    (Message::OutsideSchool, 20),
    (Message::AgreementReference, 21),
    (Message::Remark, 18),
];

/// Whether the agreement may be signed: no goal without provider or agreement, and somebody to sign.
#[must_use]
pub fn is_ready(basis: &Basis, fkb: FkbIx) -> bool {
    basis.open_gaps(fkb).is_empty() && !basis.signers(fkb).is_empty()
}

/// The agreement as a paper.
#[must_use]
pub fn document(basis: &Basis, overview: &Overview, fkb: FkbIx) -> Document {
    let (instance, language) = (basis.instance, basis.instance.language);
    let (data, year) = (instance.fkb(fkb), basis.year());
    let version = basis.version.as_str();
    let title = [("year", year.as_str()), ("code", data.code.as_str()), ("title", data.title.as_str()), ("version", version)];
    let mut paper = basis.document(Word::AgreementTitle.fill(language, &title));
    paper.lines.insert(1, Word::GroupLine.fill(language, &[("group", instance.group(data.group))]));
    if is_ready(basis, fkb) {
        paper.lines.push(Word::Ready.text(language).to_owned());
    } else {
        paper.footer = Word::DraftFooter.fill(language, &[("footer", &paper.footer)]);
        paper.notice = Some(notice(basis, fkb));
    }
    let promises = [Word::Principle1, Word::Principle2, Word::Principle3];
    let goals = Grid {
        tab: Word::GoalsAndRuns.text(language),
        columns: columns(basis, &SHOWN),
        rows: overview.rows(basis, fkb, &SHOWN),
        tall: false,
    };
    paper.blocks = vec![
        Block::Heading(Word::Promises.text(language).to_owned()),
        Block::List(promises.map(|word| word.fill(language, &[("year", &year)])).to_vec()),
        Block::Heading(Word::GoalsAndRuns.text(language).to_owned()),
        Block::Grid(goals),
    ];
    paper.blocks.extend(guests(basis, fkb));
    paper.blocks.extend([
        Block::Heading(Word::Signatures.text(language).to_owned()),
        // What is signed, also where the lines stand on a page of their own.
        Block::Text(Word::SignaturesNote.fill(language, &title)),
        Block::Grid(signatures(basis, fkb)),
    ]);
    paper
}

/// Why it is a draft.
fn notice(basis: &Basis, fkb: FkbIx) -> Notice {
    let (instance, language) = (basis.instance, basis.instance.language);
    let open = basis.open_gaps(fkb);
    let mut lines = Vec::new();
    if !open.is_empty() {
        lines.push(Word::DraftGaps.text(language).to_owned());
    }
    for goal in open {
        let data = instance.goal(goal);
        let reason = basis.gaps.iter().find(|row| row.goal == goal).map_or("", |row| row.reason.as_str());
        let values = [("code", data.code.as_str()), ("title", data.title.as_str()), ("reason", reason)];
        lines.push(Word::GapReason.fill(language, &values));
    }
    if basis.signers(fkb).is_empty() {
        lines.push(Word::DraftNobody.text(language).to_owned());
    }
    Notice { title: Word::DraftTitle.text(language).to_owned(), lines }
}

/// Goals that are in the FKB too, with their home elsewhere.
fn guests(basis: &Basis, fkb: FkbIx) -> Option<Block> {
    let instance = basis.instance;
    let guest = |goal: &GoalIx| instance.goal(*goal).also_in.contains(&fkb) && instance.goal(*goal).fkb != fkb;
    let named = |goal: GoalIx| format!("{} (FKB {})", instance.goal(goal).code, instance.fkb(instance.goal(goal).fkb).code);
    let goals: Vec<String> = instance.goal_ixs().filter(guest).map(named).collect();
    let text = Word::AlsoIn.fill(instance.language, &[("goals", &goals.join(", "))]);
    (!goals.is_empty()).then_some(Block::Text(text))
}

/// A line for each school that must sign.
fn signatures(basis: &Basis, fkb: FkbIx) -> Grid {
    let language = basis.instance.language;
    let ready = is_ready(basis, fkb);
    let heading = |word: Word, width| column(word.text(language), width);
    let row = |school: SchoolIx| {
        let data = basis.instance.school(school);
        let signature = if ready { Cell::Empty } else { Cell::text(Word::NotYet.text(language)) };
        Row::Plain(vec![
            Cell::text(school_name(basis.instance, school)),
            Cell::text(&data.institution_code),
            Cell::Text(role(basis, fkb, school)),
            Cell::Empty,
            Cell::Empty,
            signature,
        ])
    };
    Grid {
        tab: Word::Signatures.text(language),
        columns: vec![
            heading(Word::School, 34),
            heading(Word::InstitutionCode, 10),
            heading(Word::Role, 30),
            heading(Word::NameAndTitle, 30),
            heading(Word::Date, 14),
            heading(Word::Signature, 40),
        ],
        rows: basis.signers(fkb).into_iter().map(row).collect(),
        tall: true,
    }
}

/// What the school takes upon itself.
fn role(basis: &Basis, fkb: FkbIx, school: SchoolIx) -> String {
    let (mut runs, mut mirrors) = (0, 0);
    for goal in basis.goals_of(fkb).iter().copied() {
        let own = basis.plan.runs_of(goal).iter().filter(|run| basis.instance.school_of(run.site) == school);
        runs += own.count();
        let duty = basis.instance.goal(goal).duties.contains(&school);
        mirrors += usize::from(duty && matches!(fulfilment(basis.instance, &basis.plan, goal, school), Fulfilment::Mirror(_)));
    }
    let values = [("runs", runs.to_string()), ("mirrors", mirrors.to_string())];
    Word::RoleText.fill(basis.instance.language, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// The list of all agreements: ready or draft, and who signs.
#[must_use]
pub fn list(basis: &Basis) -> Document {
    let (instance, language) = (basis.instance, basis.instance.language);
    let mut paper = basis.document(Word::ListTitle.fill(language, &[("year", &basis.year()), ("network", &instance.network)]));
    let ready = basis.fkbs().into_iter().filter(|fkb| is_ready(basis, *fkb)).count();
    let values = [("ready", ready.to_string()), ("drafts", (basis.fkbs().len() - ready).to_string())];
    paper.lines.push(Word::ListNote.fill(language, &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
    paper.blocks.push(Block::Grid(table(basis, Word::Agreements.text(language), &basis.fkbs())));
    paper
}

/// A table of agreements.
#[must_use]
pub fn table(basis: &Basis, tab: &'static str, fkbs: &[FkbIx]) -> Grid {
    let (instance, language) = (basis.instance, basis.instance.language);
    let row = |fkb: &FkbIx| {
        let (data, ready) = (instance.fkb(*fkb), is_ready(basis, *fkb));
        let status = if ready { Word::StatusReady } else { Word::StatusDraft };
        let cells = vec![
            Cell::text(&data.code),
            Cell::text(&data.title),
            Cell::text(instance.group(data.group)),
            Cell::Number(basis.goals_of(*fkb).len() as i64),
            Cell::Number(basis.open_gaps(*fkb).len() as i64),
            Cell::text(status.text(language)),
            Cell::Text(names(instance, &basis.signers(*fkb))),
        ];
        if ready { Row::Plain(cells) } else { Row::Marked(cells) }
    };
    let columns = vec![
        column(Message::FkbCode.text(language), 9),
        column(Message::FkbTitle.text(language), 36),
        column(Message::BranchGroup.text(language), 18),
        column(Word::Goals.text(language), 7),
        column(Word::Gaps.text(language), 8),
        column(Word::Status.text(language), 10),
        column(Word::Signers.text(language), 70),
    ];
    Grid { tab, columns, rows: fkbs.iter().map(row).collect(), tall: false }
}
