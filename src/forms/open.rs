//! A returned file as a form: whose it is, whether it may be used, and where its columns are (E701 to E714, W703 to W715, E738).

use std::collections::BTreeMap;

use super::columns::{Column, FILLED};
use super::questions::Asked;
use super::stamp::{Stamp, VERSION};
use super::{place, whole};
use crate::check::finding::{Findings, Place, say};
use crate::domain::instance::Instance;
use crate::read::folder::Entry;
use crate::read::returned::has_ending;
use crate::read::workbook::{Sheet, Unreadable, Workbook};

/// Rows among which the headings are looked for, and fewest headings that make a row theirs.
const HEADER_WITHIN: u32 = 60;
const FEWEST_HEADINGS: usize = 4;

/// A returned form that can be read.
#[derive(Debug)]
pub struct Returned<'a> {
    /// File name.
    pub file: &'a str,
    /// The workbook.
    pub book: Workbook,
    /// The hidden sheet.
    pub stamp: Stamp,
    /// The school and its questions now.
    pub asked: &'a Asked,
    /// Which sheet holds the answers.
    sheet: usize,
    /// Row of the headings.
    pub header: u32,
    /// Columns of the sheet.
    pub columns: BTreeMap<Column, u32>,
}

impl Returned<'_> {
    /// The sheet with the answers.
    #[must_use]
    pub fn sheet(&self) -> &Sheet {
        &self.book.sheets[self.sheet]
    }
}

/// Opens a file; `None` after a finding.
pub fn open<'a>(
    file: &'a str,
    entry: &Entry,
    instance: &Instance,
    asked: &'a [Asked],
    findings: &mut Findings,
) -> Option<Returned<'a>> {
    let book = check_e701_e702_w703_workbook(file, entry, findings)?;
    let Some((hidden, stamp)) = book.sheets.iter().enumerate().find_map(|(at, s)| Some((at, Stamp::read(s)?))) else {
        let what = say!(
            "filen er ikke et af vores skemaer: det skjulte ark mangler",
            "the file is none of our forms: its hidden sheet is missing"
        );
        let cure = say!(
            "bed skolen om at udfylde det tilsendte skema (hele filen, ikke en kopi af arket), eller flyt filen væk",
            "ask the school to fill in the form that was sent (the whole file, not a copy of the sheet), or move the file away"
        );
        findings.add("E704", Place::file(file), what, cure);
        return None;
    };
    let asked = check_stamp(file, &stamp, instance, asked, findings)?;
    check_w711_other_goals(file, &stamp, asked, instance, findings);
    let (sheet, header) = check_e712_e738_sheet(file, &book, hidden, findings)?;
    let columns = check_headings(file, &book.sheets[sheet], header, findings)?;
    Some(Returned { file, book, stamp, asked, sheet, header, columns })
}

fn check_e701_e702_w703_workbook(file: &str, entry: &Entry, findings: &mut Findings) -> Option<Workbook> {
    let reason = match entry {
        Entry::Bytes(bytes) => match Workbook::read(bytes) {
            Ok(book) => return Some(book),
            Err(Unreadable::Compound) => return check_e702_format(file, findings),
            Err(Unreadable::TooLarge) => say!("den er for stor", "it is too large"),
            Err(Unreadable::Broken(reason)) => reason,
        },
        Entry::TooLarge(size) => {
            let size = size / 1024 / 1024;
            say!("den fylder {size} MB", "it has {size} MB")
        }
        Entry::Unreadable(reason) => reason.clone(),
        Entry::Other if has_ending(file, &["xls", "xlsb", "ods", "fods", "csv", "numbers", "xml"]) => {
            return check_e702_format(file, findings);
        }
        Entry::Other | Entry::Directory => {
            let what = say!("her står noget, der ikke er et skema; det læses ikke", "this is no form; it is not read");
            let cure = say!("se, om der er svar i det, eller lad det ligge", "see whether it holds answers, or leave it");
            findings.add("W703", Place::file(file), what, cure);
            return None;
        }
    };
    let what = say!("filen kan ikke åbnes: {reason}", "the file cannot be opened: {reason}"; reason);
    let cure = say!("hent den igen, eller bed skolen om at sende den igen", "fetch it again, or ask the school to send it again");
    findings.add("E701", Place::file(file), what, cure);
    None
}

fn check_e702_format(file: &str, findings: &mut Findings) -> Option<Workbook> {
    let what = say!(
        "filen er i et andet format end .xlsx, eller den har adgangskode",
        "the file is in another format than .xlsx, or has a password"
    );
    let cure = say!("åbn den, og gem den som .xlsx uden adgangskode", "open it and save it as .xlsx without a password");
    findings.add("E702", Place::file(file), what, cure);
    None
}

/// E705, E706, E707 and E710; the questions of the form's school.
fn check_stamp<'a>(
    file: &str,
    stamp: &Stamp,
    instance: &Instance,
    asked: &'a [Asked],
    findings: &mut Findings,
) -> Option<&'a Asked> {
    let (version, year, school) = (&stamp.version, &stamp.year, &stamp.school);
    let this_year = instance.calendar.year();
    let send = say!("send skolen det nye skema", "send the school the new form");
    if version.parse() != Ok(VERSION) && !version.is_empty() {
        let what = say!(
            "skemaet har version {version}; kun version {VERSION} kan læses",
            "the form has version {version}; version {VERSION} is read"
        );
        findings.add("E705", whole(file), what, send);
        return None;
    }
    if stamp.sum() != stamp.checksum {
        let what = say!(
            "det skjulte ark er ændret; skemaet passer ikke til sin kontrolsum",
            "the hidden sheet was changed; the form does not fit its checksum"
        );
        let cure = say!(
            "bed skolen om at udfylde det tilsendte skema igen, uden at røre det skjulte ark",
            "ask the school to fill in the form that was sent, without touching the hidden sheet"
        );
        findings.add("E710", whole(file), what, cure);
        return None;
    }
    if year.parse() != Ok(this_year) {
        let what = say!("skemaet er for {year}, planen for {this_year}", "the form is for {year}, the plan for {this_year}");
        findings.add(
            "E706",
            whole(file),
            what,
            say!(
                "flyt filen væk, og send skolen skemaet for {this_year}",
                "move the file away, and send the school the form for {this_year}"
            ),
        );
        return None;
    }
    let own = asked.iter().find(|a| instance.school(a.school).id == *school);
    if own.is_none() {
        let what = say!(
            "skemaet er fra skolen »{school}«, som ikke skal svare i denne plan",
            "the form is from the school \"{school}\", which is not asked in this plan"
        );
        let cure = say!(
            "flyt filen væk, eller ret schools.csv og approvals.csv",
            "move the file away, or correct schools.csv and approvals.csv"
        );
        findings.add("E707", whole(file), what, cure);
    }
    own
}

fn check_w711_other_goals(file: &str, stamp: &Stamp, asked: &Asked, instance: &Instance, findings: &mut Findings) {
    let now: Vec<&str> = asked.questions.iter().map(|q| instance.goal(q.goal).code.as_str()).collect();
    let new: Vec<&str> = now.iter().copied().filter(|code| !stamp.asked.iter().any(|a| a == code)).collect();
    let gone = stamp.asked.iter().filter(|code| !now.contains(&code.as_str())).count();
    if new.is_empty() && gone == 0 {
        return;
    }
    let (count, codes) = (new.len(), few(&new));
    let what = say!(
        "siden skemaet blev sendt, er {count} mål kommet til ({codes}) og {gone} faldet væk",
        "since the form went out, {count} goals were added ({codes}) and {gone} dropped"
    );
    let cure =
        say!("spørg skolen om de nye mål, eller send et nyt skema", "ask the school about the new goals, or send a new form");
    findings.add("W711", whole(file), what, cure);
}

/// The first codes of a list, and that there are more.
pub(super) fn few(codes: &[&str]) -> String {
    let shown = codes.iter().take(5).copied().collect::<Vec<_>>().join(", ");
    if codes.len() > 5 { format!("{shown} …") } else { shown }
}

/// Columns by heading in one row, with repeated ones.
fn headings(sheet: &Sheet, row: u32) -> Vec<(Column, u32)> {
    let cells = sheet.cells.range((row, 0)..(row + 1, 0));
    cells.filter_map(|((_, column), cell)| Some((Column::of_heading(&cell.text())?, *column))).collect()
}

fn header_row(sheet: &Sheet) -> Option<u32> {
    let rows = (0..=sheet.last_row().min(HEADER_WITHIN)).map(|row| (headings(sheet, row).len(), row));
    let best = rows.max_by_key(|(count, row)| (*count, std::cmp::Reverse(*row)));
    best.filter(|(count, _)| *count >= FEWEST_HEADINGS).map(|(_, row)| row)
}

fn check_e712_e738_sheet(file: &str, book: &Workbook, hidden: usize, findings: &mut Findings) -> Option<(usize, u32)> {
    let sheets = book.sheets.iter().enumerate().filter(|(at, _)| *at != hidden);
    let found: Vec<(usize, u32)> = sheets.filter_map(|(at, sheet)| Some((at, header_row(sheet)?))).collect();
    match found.as_slice() {
        [one] => return Some(*one),
        [] => {
            let what = say!("intet ark har skemaets overskrifter", "no sheet has the headings of the form");
            let cure = say!(
                "sæt overskriftsrækken ind igen, eller bed om skemaet igen",
                "put the row of headings back, or ask for the form again"
            );
            findings.add("E712", Place::file(file), what, cure);
        }
        [_, (second, _), ..] => {
            let name = &book.sheets[*second].name;
            let what = say!("skemaet står på flere ark, også »{name}«", "the form stands on several sheets, also \"{name}\"");
            let cure = say!("slet det ark, der ikke gælder", "remove the sheet that does not hold");
            findings.add("E738", Place::file(file).column(name), what, cure);
        }
    }
    None
}

/// E713, E714 and W715; the columns if every one that is needed is there once.
fn check_headings(file: &str, sheet: &Sheet, header: u32, findings: &mut Findings) -> Option<BTreeMap<Column, u32>> {
    let mut columns = BTreeMap::new();
    let mut sound = true;
    for (column, at) in headings(sheet, header) {
        if columns.contains_key(&column) {
            let heading = sheet.text((header, at));
            let what = say!("overskriften »{heading}« står to gange", "the heading \"{heading}\" stands twice");
            findings.add(
                "E714",
                Place::file(file).column(&place(sheet, (header, at))),
                what,
                say!("slet den ene kolonne", "remove one of the columns"),
            );
            sound = false;
        }
        columns.entry(column).or_insert(at);
    }
    for column in std::iter::once(Column::Goal).chain(FILLED).filter(|c| !columns.contains_key(c)) {
        let heading = column.word().both();
        let what = say!("overskriften »{heading}« mangler", "the heading \"{heading}\" is missing"; heading);
        let cure = say!(
            "skriv den igen over sin kolonne, eller sæt kolonnen ind",
            "write it above its column again, or put the column back"
        );
        findings.add("E713", Place::file(file).column(&place(sheet, (header, 0))), what, cure);
        sound = false;
    }
    check_w715_extra_columns(file, sheet, header, &columns, findings);
    sound.then_some(columns)
}

fn check_w715_extra_columns(file: &str, sheet: &Sheet, header: u32, columns: &BTreeMap<Column, u32>, findings: &mut Findings) {
    let known = |at: u32| columns.values().any(|known| *known == at);
    let mut extra: BTreeMap<u32, u32> = BTreeMap::new();
    for ((row, at), _) in sheet.cells.range((header, 0)..) {
        if !known(*at) && Column::of_heading(&sheet.text((header, *at))).is_none() {
            extra.entry(*at).or_insert(*row);
        }
    }
    for (at, row) in extra {
        let text = sheet.text((row, at));
        let what = say!(
            "kolonnen hører ikke til skemaet og læses ikke (»{text}«)",
            "the column is no part of the form and is not read (\"{text}\")"
        );
        let cure = say!("flyt det, der skal med, til Bemærkning, eller lad det stå", "move what matters to Remark, or leave it");
        findings.add("W715", Place::file(file).column(&place(sheet, (row, at))), what, cure);
    }
}
