//! The forms that go out, as bytes by file name.

use std::collections::{BTreeMap, BTreeSet};

use super::layout;
use super::name::form_name;
use super::prefill::{Line, PlaceLabel, lines, places};
use super::questions::{Asked, asked};
use super::rows::FormsFile;
use super::stamp::{Stamp, checksum};
use crate::domain::instance::Instance;
use crate::read::folder::Folder;

/// A form before it is a file.
#[derive(Debug)]
pub struct Form<'a> {
    /// The planning year.
    pub instance: &'a Instance,
    /// School and questions.
    pub asked: &'a Asked,
    /// Lines in the order of the form.
    pub lines: Vec<Line>,
    /// The school's sites.
    pub places: Vec<PlaceLabel>,
    /// The hidden sheet.
    pub stamp: Stamp,
}

/// A form that goes out, for people and programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// File name.
    pub file: String,
    /// `school_id`.
    pub school: String,
    /// Goals asked.
    pub goals: usize,
    /// Goals with an answer that stands there already.
    pub prefilled: usize,
}

/// The forms of all member schools that are approved for anything in scope. The folder must have passed `check`; the same
/// folder gives the same bytes.
#[must_use]
pub fn export(instance: &Instance, folder: &Folder) -> (BTreeMap<String, Vec<u8>>, Vec<Exported>) {
    let forms = FormsFile::read(folder);
    let (mut files, mut list, mut taken) = (BTreeMap::new(), Vec::new(), BTreeSet::new());
    for asked in asked(instance, folder) {
        let form = form(instance, &asked, &forms);
        let school = instance.school(asked.school);
        let file = form_name(instance.calendar.year(), &school.name, &school.id, &mut taken);
        let answered: BTreeSet<usize> = form.lines.iter().filter(|(_, cells)| !cells[0].is_empty()).map(|(at, _)| *at).collect();
        list.push(Exported {
            file: file.clone(),
            school: school.id.clone(),
            goals: asked.questions.len(),
            prefilled: answered.len(),
        });
        files.insert(file, layout::bytes(&form));
    }
    (files, list)
}

fn form<'a>(instance: &'a Instance, asked: &'a Asked, forms: &FormsFile) -> Form<'a> {
    let places = places(instance, asked.school);
    let lines = lines(instance, asked, forms, &places);
    let code = |at: usize| instance.goal(asked.questions[at].goal).code.clone();
    let answers = lines.iter().map(|(at, cells)| (code(*at), cells.to_vec())).collect();
    let codes = (0..asked.questions.len()).map(code).collect();
    let whose = (instance.school(asked.school).id.as_str(), instance.network.as_str());
    let stamp = Stamp::new(instance.calendar.year(), whose, codes, answers_sum(answers));
    Form { instance, asked, lines, places, stamp }
}

/// Checksum of filled lines: goal code and cells; lines without any cell do not count, nor does the order.
#[must_use]
pub fn answers_sum(mut lines: Vec<(String, Vec<String>)>) -> String {
    lines.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    lines.sort();
    checksum(lines.into_iter().flat_map(|(code, cells)| std::iter::once(code).chain(cells)))
}
