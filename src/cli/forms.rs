//! `amuplan forms`: forms out to the schools, and back.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::check::check;
use crate::check::finding::{Finding, exit_code, render, to_json};
use crate::cli::arguments::{FormsBack, FormsOut};
use crate::cli::words::Word;
use crate::cli::{complain, exit, folder, print, refuse, write_new};
use crate::domain::instance::{Instance, Language};
use crate::domain::network::School;
use crate::domain::words::Text;
use crate::domain::words::system::reason;
use crate::forms::export::{self, Exported};
use crate::forms::import::{self, Imported};
use crate::forms::matrix::FILES;
use crate::read::returned::read_returned;
use crate::report::files::{write_beside, write_file};

/// `amuplan forms export`.
pub fn export(args: &FormsOut, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let folder = match folder::read(&args.folder, language) {
        Ok(folder) => folder,
        Err(code) => return code,
    };
    let checked = check(&folder, None);
    let Some(instance) = checked.instance else {
        return refused(&checked.findings, language, args.json);
    };
    let (files, list) = export::export(&instance, &folder);
    // Forms that came back may lie in the folder: nothing is ever overwritten.
    if let Err(code) = write_new(&args.out, &files, Word::FormsNotWritten, language) {
        return code;
    }
    if args.json {
        let form = |f: &Exported| json!({ "file": f.file, "school_id": f.school, "goals": f.goals, "prefilled": f.prefilled });
        let forms: Vec<Value> = list.iter().map(form).collect();
        print(&json!({ "forms": forms, "exit_code": exit::DONE }).to_string());
    } else {
        print(&exported(&list, &instance, &args.out, language));
    }
    exit::DONE
}

/// Everything that stands in the way, and the exit code for it.
fn refused(findings: &[Finding], language: Language, json: bool) -> u8 {
    let code = exit_code(findings);
    if json {
        print(&json!({ "findings": located_json(findings, language), "written": false, "exit_code": code }).to_string());
    } else {
        complain(&render(findings, language));
    }
    code
}

fn exported(list: &[Exported], instance: &Instance, out: &Path, language: Language) -> String {
    let one = |f: &Exported| {
        let [goals, prefilled] = [f.goals, f.prefilled].map(|count| count.to_string());
        Word::FormWritten.fill(language, &[("file", &f.file), ("goals", &goals), ("prefilled", &prefilled)])
    };
    let (count, path) = (list.len().to_string(), out.display().to_string());
    let head = Word::FormsWritten.fill(language, &[("count", &count), ("path", &path)]);
    let has_none = |s: &&School| s.member && !list.iter().any(|form| form.school == s.id);
    let without: Vec<&str> = instance.schools.iter().filter(has_none).map(|s| s.name.as_str()).collect();
    let last = (!without.is_empty()).then(|| Word::FormsNotFor.fill(language, &[("schools", &without.join(", "))]));
    std::iter::once(head).chain(list.iter().map(one)).chain(last).collect::<Vec<_>>().join("\n")
}

/// `amuplan forms import`.
pub fn import(args: &FormsBack, language: Option<Language>) -> u8 {
    let language = folder::language(&args.folder, language);
    let folder = match folder::read(&args.folder, language) {
        Ok(folder) => folder,
        Err(code) => return code,
    };
    let returned = match read_returned(&args.forms) {
        Ok(returned) => returned,
        Err(error) => {
            refuse(&args.forms, Word::ReturnedUnreadable, &reason(&error), language);
            return exit::INPUT;
        }
    };
    let imported = import::import(&returned, &folder);
    let Some(result) = &imported.result else {
        let code = refused(&imported.findings, language, args.json);
        if !args.json {
            complain(Word::NothingImported.text(language));
        }
        return code;
    };
    if let Err(error) = write(args, result, imported.language) {
        complain(error.text(language));
        return exit::USAGE;
    }
    if args.json {
        print(&as_json(&imported, result, language).to_string());
    } else {
        if !imported.findings.is_empty() {
            complain(&render(&imported.findings, language));
        }
        print(&result.matrix.screen(language));
        print("");
        print(&summary(args, result, language));
    }
    exit::DONE
}

/// forms.csv last: where it is new, all is.
fn write(args: &FormsBack, result: &import::Result, language: Language) -> Result<(), Text> {
    if let Some(out) = &args.out {
        let [csv, xlsx] = FILES.map(ToString::to_string);
        let tables = BTreeMap::from([(csv, result.matrix.csv(language)), (xlsx, result.matrix.xlsx(language))]);
        write_beside(out, &tables)?;
    }
    write_file(&args.folder.join("forms.csv"), &result.forms_csv)
}

fn summary(args: &FormsBack, result: &import::Result, language: Language) -> String {
    let rows: usize = result.forms.iter().map(|(_, _, rows)| rows).sum();
    let [forms, rows, kept] = [result.forms.len(), rows, result.kept].map(|count| count.to_string());
    let path = args.folder.join("forms.csv").display().to_string();
    Word::Imported.fill(language, &[("forms", &forms), ("rows", &rows), ("kept", &kept), ("path", &path)])
}

/// The findings, with sheet and cell apart where they are about a form.
fn located_json(findings: &[Finding], language: Language) -> Value {
    let mut list = to_json(findings, language);
    for (entry, finding) in list.as_array_mut().into_iter().flatten().zip(findings) {
        let (sheet, cell) = finding.column.as_deref().and_then(|c| c.rsplit_once('!')).unzip();
        entry["sheet"] = json!(sheet);
        entry["cell"] = json!(cell);
    }
    list
}

fn as_json(imported: &Imported, result: &import::Result, language: Language) -> Value {
    let forms: Vec<Value> = result
        .forms
        .iter()
        .map(|(file, school, answers)| json!({ "file": file, "school_id": school, "answers": answers }))
        .collect();
    let schools: Vec<Value> = result
        .matrix
        .schools
        .iter()
        .zip(result.matrix.totals())
        .map(|((id, _), total)| json!({ "school_id": id, "asked": total.asked, "answered": total.answered }))
        .collect();
    let mut cells = Vec::new();
    for (fkb, _, shares) in &result.matrix.rows {
        for ((school, _), share) in result.matrix.schools.iter().zip(shares).filter(|(_, share)| share.asked > 0) {
            cells.push(json!({ "fkb_code": fkb, "school_id": school, "asked": share.asked, "answered": share.answered }));
        }
    }
    json!({
        "findings": located_json(&imported.findings, language), "forms": forms, "kept": result.kept, "schools": schools,
        "completeness": cells, "written": true, "exit_code": exit::DONE,
    })
}
