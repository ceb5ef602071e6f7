//! `amuplan forms`: forms out to the schools, and back.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

use crate::check::check;
use crate::check::finding::{Finding, exit_code, render, to_json};
use crate::cli::{FormsBack, FormsOut, complain, exit, print};
use crate::domain::instance::Language;
use crate::forms::export::{self, Exported};
use crate::forms::import::{self, Imported};
use crate::forms::matrix::FILES;
use crate::read::folder::{Folder, read_folder};
use crate::read::returned::read_returned;
use crate::report::files::{write_beside, write_file, write_new_folder};

/// The folder, or an exit code after a message.
fn open(path: &Path) -> Result<Folder, u8> {
    read_folder(path).map_err(|error| {
        let path = path.display();
        complain(&format!("{path}: the planning folder cannot be read: {error}. Give the folder that holds plan.toml."));
        exit::INPUT
    })
}

/// `amuplan forms export`.
pub fn export(args: &FormsOut) -> u8 {
    let folder = match open(&args.folder) {
        Ok(folder) => folder,
        Err(code) => return code,
    };
    let checked = check(&folder, None);
    let Some(instance) = checked.instance else {
        return refused(&checked.findings, checked.language, args.json);
    };
    let (files, list) = export::export(&instance, &folder);
    // Forms that came back may lie in the folder: nothing is ever overwritten.
    if let Err(error) = write_new_folder(&args.out, &files) {
        complain(&format!("{}: the forms could not be written: {error}", args.out.display()));
        return exit::USAGE;
    }
    if args.json {
        let form = |f: &Exported| json!({ "file": f.file, "school_id": f.school, "goals": f.goals, "prefilled": f.prefilled });
        let forms: Vec<Value> = list.iter().map(form).collect();
        print(&json!({ "forms": forms, "exit_code": exit::DONE }).to_string());
    } else {
        print(&exported(&list, &args.out, instance.language));
    }
    exit::DONE
}

/// Everything that stands in the way, and the exit code for it.
fn refused(findings: &[Finding], language: Language, json: bool) -> u8 {
    let code = exit_code(findings);
    if json {
        print(&json!({ "findings": located_json(findings), "written": false, "exit_code": code }).to_string());
    } else {
        complain(&render(findings, language));
    }
    code
}

fn exported(list: &[Exported], out: &Path, language: Language) -> String {
    let one = |f: &Exported| match language {
        Language::Da => format!("  {}: {} mål, {} udfyldt på forhånd", f.file, f.goals, f.prefilled),
        Language::En => format!("  {}: {} goals, {} filled in already", f.file, f.goals, f.prefilled),
    };
    let (count, out) = (list.len(), out.display());
    let head = match language {
        Language::Da => format!("{count} skemaer i {out}, ét til hver skole:"),
        Language::En => format!("{count} forms in {out}, one for each school:"),
    };
    std::iter::once(head).chain(list.iter().map(one)).collect::<Vec<_>>().join("\n")
}

/// `amuplan forms import`.
pub fn import(args: &FormsBack) -> u8 {
    let folder = match open(&args.folder) {
        Ok(folder) => folder,
        Err(code) => return code,
    };
    let returned = match read_returned(&args.forms) {
        Ok(returned) => returned,
        Err(error) => {
            complain(&format!("{}: the folder of forms cannot be read: {error}", args.forms.display()));
            return exit::INPUT;
        }
    };
    let imported = import::import(&returned, &folder);
    let Some(result) = &imported.result else {
        let code = refused(&imported.findings, imported.language, args.json);
        if !args.json {
            complain(match imported.language {
                Language::Da => "Intet er skrevet. Ret skemaerne (eller flyt dem væk), og kør igen.",
                Language::En => "Nothing is written. Correct the forms (or move them away), and run again.",
            });
        }
        return code;
    };
    if let Err(error) = write(args, result, imported.language) {
        complain(&format!("forms.csv: {error}"));
        return exit::USAGE;
    }
    if args.json {
        print(&as_json(&imported, result).to_string());
    } else {
        if !imported.findings.is_empty() {
            complain(&render(&imported.findings, imported.language));
        }
        print(&result.matrix.screen(imported.language));
        print(&summary(args, result, imported.language));
    }
    exit::DONE
}

/// forms.csv last: where it is new, all is.
fn write(args: &FormsBack, result: &import::Result, language: Language) -> io::Result<()> {
    if let Some(out) = &args.out {
        let [csv, xlsx] = FILES.map(ToString::to_string);
        let tables = BTreeMap::from([(csv, result.matrix.csv(language)), (xlsx, result.matrix.xlsx(language))]);
        write_beside(out, &tables)?;
    }
    write_file(&args.folder.join("forms.csv"), &result.forms_csv)
}

fn summary(args: &FormsBack, result: &import::Result, language: Language) -> String {
    let (forms, kept) = (result.forms.len(), result.kept);
    let rows: usize = result.forms.iter().map(|(_, _, rows)| rows).sum();
    let path = args.folder.join("forms.csv");
    let path = path.display();
    match language {
        Language::Da => format!(
            "\n{forms} skemaer læst, {rows} svar; {kept} svar fra skoler uden nyt skema er beholdt. Skrevet: {path}. Kør nu check."
        ),
        Language::En => {
            format!(
                "\n{forms} forms read, {rows} answers; {kept} answers of schools without a new form are kept. Written: {path}. Now run check."
            )
        }
    }
}

/// The findings, with sheet and cell apart where they are about a form.
fn located_json(findings: &[Finding]) -> Value {
    let mut list = to_json(findings);
    for (entry, finding) in list.as_array_mut().into_iter().flatten().zip(findings) {
        let (sheet, cell) = finding.column.as_deref().and_then(|c| c.rsplit_once('!')).unzip();
        entry["sheet"] = json!(sheet);
        entry["cell"] = json!(cell);
    }
    list
}

fn as_json(imported: &Imported, result: &import::Result) -> Value {
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
        "findings": located_json(&imported.findings), "forms": forms, "kept": result.kept, "schools": schools,
        "completeness": cells, "written": true, "exit_code": exit::DONE,
    })
}
