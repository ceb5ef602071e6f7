//! A returned file as a form: whose it is, whether it may be used, and where its columns are (E701 to E711, W703, E741).

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Column;
use super::headings::{check_e712_e738_sheet, check_headings};
use super::questions::{Asked, Question};
use super::stamp::{Stamp, VERSION};
use super::whole;
use crate::check::finding::{Findings, Place, say};
use crate::domain::instance::Instance;
use crate::read::folder::Entry;
use crate::read::returned::has_ending;
use crate::read::text::clean;
use crate::read::workbook::{Sheet, Unreadable, Workbook};

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
            Err(Unreadable::TooLarge) => say!("filen er for stor", "the file is too large"),
            Err(Unreadable::Damaged) => say!("filen er beskadiget", "the file is damaged"),
            Err(Unreadable::OtherKind) => say!("filen er ikke en Excel-fil", "the file is no Excel file"),
        },
        Entry::TooLarge(size) => {
            let size = size / 1024 / 1024;
            say!("filen fylder {size} MB", "the file has {size} MB")
        }
        Entry::Unreadable(reason) => say!("filen kan ikke åbnes: {reason}", "the file cannot be opened: {reason}"; reason),
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
    let cure = say!("hent den igen, eller bed skolen om at sende den igen", "fetch it again, or ask the school to send it again");
    findings.add("E701", Place::file(file), reason, cure);
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

/// E705, E706, E707, E710 and E741; the questions of the form's school.
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
    if check_e741_network(file, stamp, instance, own, findings) {
        return None;
    }
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

/// E741: a form of another network that asks about other goals; one that asks about the same may be of this one under an earlier name.
fn check_e741_network(file: &str, stamp: &Stamp, instance: &Instance, own: Option<&Asked>, findings: &mut Findings) -> bool {
    let (theirs, ours) = (&stamp.network, clean(&instance.network));
    let code = |q: &Question| instance.goal(q.goal).code.clone();
    let now: Option<BTreeSet<String>> = own.map(|asked| asked.questions.iter().map(code).collect());
    if theirs.is_empty() || theirs == ours || now == Some(stamp.asked.iter().cloned().collect()) {
        return false;
    }
    let what = say!(
        "skemaet er fra netværket »{theirs}«; planen er for »{ours}«",
        "the form is of the network \"{theirs}\"; the plan is for \"{ours}\""
    );
    let cure = say!(
        "flyt filen væk; er det samme netværk under et nyt navn, så skriv det gamle i plan.toml, mens skemaerne læses ind",
        "move the file away; if it is the same network under a new name, write the old one in plan.toml while the forms are read"
    );
    findings.add("E741", whole(file), what, cure);
    true
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
