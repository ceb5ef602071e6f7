//! Returned forms become forms.csv, or findings: the flow of `amuplan forms import`.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::{Answers, Known, answers};
use super::located::located;
use super::matrix::Matrix;
use super::open::{Returned, few, open};
use super::questions::{Asked, asked};
use super::rows::{FormsFile, Origin};
use super::whole;
use super::whole_form::{check_e740_no_answer, check_w733_missing};
use crate::check::check;
use crate::check::finding::{Finding, Findings, Level, Place, Text, say, with_hint};
use crate::domain::instance::{Instance, Language};
use crate::read::folder::{Entry, Folder};
use crate::read::returned::is_workbook;

/// What came of the returned forms.
#[derive(Debug)]
pub struct Imported {
    /// All findings by file and cell. With an error nothing may be written.
    pub findings: Vec<Finding>,
    /// Language of the folder.
    pub language: Language,
    /// What to write; `None` with an error.
    pub result: Option<Result>,
}

/// The new forms.csv and what it holds.
#[derive(Debug)]
pub struct Result {
    /// Bytes of forms.csv.
    pub forms_csv: Vec<u8>,
    /// File, school and number of answers of each form.
    pub forms: Vec<(String, String, usize)>,
    /// Rows of schools that returned nothing.
    pub kept: usize,
    /// Who answered what.
    pub matrix: Matrix,
}

/// Files that forms may contradict, or that are replaced: the questions do not depend on them.
const NOT_ASKED_OF: [&str; 5] = ["forms.csv", "locks.csv", "agreements.csv", "status.csv", "needs.csv"];

/// Reads the returned forms (name to content) into the planning folder. Nothing is written here.
#[must_use]
pub fn import(returned: &BTreeMap<String, Entry>, folder: &Folder) -> Imported {
    let mut base = folder.clone();
    base.entries.retain(|name, _| !NOT_ASKED_OF.contains(&name.as_str()));
    let checked = check(&base, None);
    let language = checked.language;
    let Some(instance) = checked.instance else {
        return Imported { findings: checked.findings, language, result: None };
    };
    let questions = asked(&instance, folder);
    let mut findings = Findings::default();
    let forms = opened(returned, &instance, &questions, &mut findings);
    let known = Known::new(&instance, folder);
    let old = FormsFile::read(folder);
    let mut new = FormsFile { extra: old.extra.clone(), rows: Vec::new() };
    let mut counts = Vec::new();
    for (number, form) in forms.iter().enumerate() {
        let read = answers(form, &known, &mut findings);
        let school = &instance.school(form.asked.school).id;
        let earlier = old.rows.iter().filter(|(row, _)| row.school == *school).count();
        if !check_e740_no_answer(form, &read, earlier, &mut findings) {
            check_w733_missing(form, &instance, &read.seen, &mut findings);
            check_w736_answer_gone(form, school, &old, &read, &mut findings);
        }
        counts.push((form.file.to_string(), school.clone(), read.rows.len()));
        new.rows.extend(read.rows.into_iter().map(|(answer, row)| (answer, Origin::Form(number, row))));
    }
    let answered: BTreeSet<&String> = counts.iter().map(|(_, school, _)| school).collect();
    let kept: Vec<_> = old.rows.iter().filter(|(row, _)| !answered.contains(&row.school)).cloned().collect();
    let kept_count = kept.len();
    new.rows.extend(kept);
    new.sort();
    let mut all = findings.sorted();
    all.extend(flaws_of_old(folder));
    all.extend(judged(folder, &new, &forms));
    let all = by_cell(all);
    let sound = all.iter().all(|f| f.level == Level::Warning);
    let matrix = || Matrix::new(&instance, &questions, &new);
    let result = sound.then(|| Result { forms_csv: new.bytes(), forms: counts.clone(), kept: kept_count, matrix: matrix() });
    Imported { findings: all, language, result }
}

/// The forms that can be read, one per school (E737, E708, W709).
fn opened<'a>(
    returned: &'a BTreeMap<String, Entry>,
    instance: &Instance,
    questions: &'a [Asked],
    findings: &mut Findings,
) -> Vec<Returned<'a>> {
    let names = returned.keys().filter(|name| !super::matrix::FILES.contains(&name.as_str()));
    let names: Vec<&String> = names.collect();
    if !names.iter().any(|name| is_workbook(name)) {
        let what = say!("mappen har intet skema (.xlsx)", "the folder holds no form (.xlsx)");
        let cure = say!(
            "læg de returnerede skemaer i mappen, eller giv en anden mappe",
            "put the returned forms into the folder, or give another folder"
        );
        findings.add("E737", Place::file("."), what, cure);
    }
    let mut forms: Vec<Returned<'_>> = Vec::new();
    for name in names {
        let Some(form) = returned.get(name).and_then(|entry| open(name, entry, instance, questions, findings)) else { continue };
        match forms.iter().find(|other| other.asked.school == form.asked.school) {
            None => forms.push(form),
            Some(first) => check_e708_w709_second(first, &form, instance, findings),
        }
    }
    forms
}

fn check_e708_w709_second(first: &Returned<'_>, second: &Returned<'_>, instance: &Instance, findings: &mut Findings) {
    let (school, other) = (&instance.school(first.asked.school).name, first.file);
    let same = first.sheet().cells == second.sheet().cells && first.sheet().merged == second.sheet().merged;
    if same {
        let what = say!(
            "skemaet fra {school} er det samme som {other}; det tæller én gang",
            "the form of {school} is the same as {other}; it counts once"
        );
        findings.add(
            "W709",
            whole(second.file),
            what,
            say!("slet den ene fil, eller lad den ligge", "remove one of the files, or leave it"),
        );
        return;
    }
    let what = say!("{school} har sendt to forskellige skemaer: også {other}", "{school} sent two different forms: {other} too");
    let what = with_hint(what, &of_elsewhere([first, second], instance));
    let cure = say!("find ud af, hvilket der gælder, og flyt det andet væk", "find out which one holds, and move the other away");
    findings.add("E708", whole(second.file), what, cure);
}

/// Which of two forms of a school asks about goals that it is not asked about here, if one does: school ids are the same in other networks too.
fn of_elsewhere(forms: [&Returned<'_>; 2], instance: &Instance) -> Text {
    let foreign = forms.map(|form| {
        let asked = |code: &String| form.asked.questions.iter().any(|q| instance.goal(q.goal).code == *code);
        form.stamp.asked.iter().filter(|code| !asked(code)).count()
    });
    let at = usize::from(foreign[1] > foreign[0]);
    let (count, file) = (foreign[at], forms[at].file);
    if foreign[0] == foreign[1] {
        return Text::default();
    }
    say!(
        "; {file} spørger om mål, som skolen ikke bliver spurgt om her ({count}): er det fra et andet netværk?",
        "; {file} asks about goals that the school is not asked about here ({count}): is it of another network?"
    )
}

/// W736: answers of a school in forms.csv to goals about which its form says nothing. What it says and cannot be read has its own finding.
fn check_w736_answer_gone(form: &Returned<'_>, school: &str, old: &FormsFile, read: &Answers, findings: &mut Findings) {
    let said = |goal: &str| read.unread.contains(goal) || read.rows.iter().any(|(row, _)| row.goal == goal);
    let own = old.rows.iter().map(|(row, _)| row).filter(|row| row.school == school);
    let gone: BTreeSet<&str> = own.map(|row| row.goal.as_str()).filter(|goal| !said(goal)).collect();
    if gone.is_empty() {
        return;
    }
    let goals: Vec<&str> = gone.into_iter().collect();
    let (count, codes) = (goals.len(), few(&goals));
    let what = if count == 1 {
        say!(
            "skolens svar om 1 mål i forms.csv falder bort; skemaet siger intet om det ({codes})",
            "the school's answer about 1 goal in forms.csv goes; the form says nothing about it ({codes})"
        )
    } else {
        say!(
            "skolens svar om {count} mål i forms.csv falder bort; skemaet siger intet om dem ({codes})",
            "the school's answers about {count} goals in forms.csv go; the form says nothing about them ({codes})"
        )
    };
    let cure = say!("spørg skolen, hvis svarene stadig gælder", "ask the school if these answers still hold");
    findings.add("W736", whole(form.file), what, cure);
}

/// A forms.csv that cannot be read as a whole must not be replaced: rows would be lost.
fn flaws_of_old(folder: &Folder) -> Vec<Finding> {
    if !folder.entries.contains_key("forms.csv") {
        return Vec::new();
    }
    let of_file = |f: &Finding| f.file == "forms.csv" && f.level != Level::Warning && f.code.starts_with("E1");
    check(folder, None).findings.into_iter().filter(of_file).collect()
}

/// What `check` says of the folder with the new forms.csv.
fn judged(folder: &Folder, new: &FormsFile, forms: &[Returned<'_>]) -> Vec<Finding> {
    let mut folder = folder.clone();
    folder.entries.insert("forms.csv".to_string(), Entry::Bytes(new.bytes()));
    located(check(&folder, None).findings, new, forms)
}

/// By file, sheet, row and column of the cell, then code.
fn by_cell(mut findings: Vec<Finding>) -> Vec<Finding> {
    let key = |f: &Finding| {
        let column = f.column.clone().unwrap_or_default();
        let (sheet, cell) = column.rsplit_once('!').unwrap_or((&column, ""));
        let letters: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
        let row: u64 = cell.get(letters.len()..).and_then(|digits| digits.parse().ok()).unwrap_or(0);
        (f.file.clone(), f.line, sheet.to_string(), row, letters.len(), letters, f.code, f.what.clone())
    };
    findings.sort_by_cached_key(key);
    findings.dedup();
    findings
}
