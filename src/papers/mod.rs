//! The papers that the schools sign and work from, made from a verified plan folder and nothing else.
//!
//! [`papers`] reads the plan back from its files ([`basis`]), describes every paper once ([`document`]) and renders each description as a
//! page ([`html`]), a workbook ([`xlsx`]) and, where it is signed, a Word file ([`docx`]): the forms of one paper cannot disagree. Rows
//! about goals are those of the coordination overview ([`overview`]). Words stand in [`words`]. [`follow_up`] is the paper of the year
//! itself, once there are enrolment figures. [`comparison`] puts plans side by side. Nothing here writes a file.

pub mod agreement;
pub mod basis;
pub mod change_log;
pub mod comparison;
pub mod course_table;
pub mod document;
pub mod docx;
pub mod edited;
pub mod follow_up;
pub mod html;
pub mod ics;
pub mod names;
pub mod outside;
pub mod overview;
pub mod partner;
pub mod school_calendar;
pub mod school_sheet;
pub mod wheel;
pub mod words;
pub mod xlsx;

use std::collections::BTreeMap;

use crate::domain::instance::Instance;
use crate::domain::words::Text;
use crate::report::home_area::intrusions;
use document::Document;
use names::Names;
use overview::Overview;

/// All papers of a plan.
#[derive(Debug)]
pub struct Papers {
    /// Their bytes by file name.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Agreements that may be signed.
    pub ready: usize,
    /// Agreements that are drafts.
    pub drafts: usize,
    /// Runs in another school's home area without noted consent.
    pub away: usize,
    /// Needs of needs.csv.
    pub needs: usize,
    /// Needs that a run meets.
    pub needs_met: usize,
}

/// The papers of the plan folder whose files are given; the verifier must have accepted it. The same files give the same bytes.
///
/// # Errors
/// A sentence, where the files are not those of a verified plan folder.
pub fn papers(instance: &Instance, files: &BTreeMap<String, Vec<u8>>) -> Result<Papers, Text> {
    let basis = basis::basis(instance, files)?;
    let overview = Overview::new(&basis);
    let (mut files, mut names) = (BTreeMap::new(), Names::default());
    let mut ready = 0;
    for fkb in basis.fkbs() {
        let paper = agreement::document(&basis, &overview, fkb);
        ready += usize::from(agreement::is_ready(&basis, fkb));
        let name = names.give("koordineringsaftale-", &instance.fkb(fkb).code);
        files.insert(format!("{name}.docx"), docx::bytes(&paper));
        page_and_workbook(&mut files, &name, &paper);
    }
    for gap in &basis.gaps {
        let (name, paper) = (names.give("aftale-ekstern-", &instance.goal(gap.goal).code), outside::document(&basis, gap.goal));
        files.insert(format!("{name}.docx"), docx::bytes(&paper));
        files.insert(format!("{name}.html"), html::bytes(&paper));
    }
    for school in basis.members() {
        let name = names.give("skolens-ark-", &instance.school(school).id);
        page_and_workbook(&mut files, &name, &school_sheet::document(&basis, school));
        files.insert(format!("{name}.ics"), school_calendar::file(&basis, school));
    }
    let partners = partner::sheets(&basis);
    for (employer, paper) in &partners.by_employer {
        let name = names.give("partnerark-", employer);
        files.insert(format!("{name}.docx"), docx::bytes(paper));
        page_and_workbook(&mut files, &name, paper);
    }
    page_and_workbook(&mut files, "underskriftsliste", &agreement::list(&basis));
    files.insert("koordineringsoversigt.html".to_owned(), html::bytes(&overview::document(&basis, &overview)));
    files.insert("aarshjul.html".to_owned(), html::bytes(&wheel::document(&basis)));
    files.insert("aarshjul.csv".to_owned(), wheel::csv(&basis));
    files.insert("aarshjul.ics".to_owned(), wheel::calendar(&basis));
    let drafts = basis.fkbs().len() - ready;
    let away = intrusions(instance, &basis.plan).len();
    Ok(Papers { files, ready, drafts, away, needs: partners.needs, needs_met: partners.met })
}

fn page_and_workbook(files: &mut BTreeMap<String, Vec<u8>>, name: &str, paper: &Document) {
    files.insert(format!("{name}.html"), html::bytes(paper));
    files.insert(format!("{name}.xlsx"), xlsx::bytes(paper));
}
