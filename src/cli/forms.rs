//! `amuplan forms`: forms out to the schools, and back.

use serde_json::json;

use crate::check::check;
use crate::check::finding::{exit_code, render, to_json};
use crate::cli::{FormsBack, FormsOut, complain, exit, print};
use crate::domain::instance::Language;
use crate::forms::export::{self, Exported};
use crate::read::folder::read_folder;
use crate::report::files::write_new_folder;

/// `amuplan forms export`.
pub fn export(args: &FormsOut) -> u8 {
    let folder = match read_folder(&args.folder) {
        Ok(folder) => folder,
        Err(error) => {
            complain(&format!("{}: the planning folder cannot be read: {error}", args.folder.display()));
            return exit::INPUT;
        }
    };
    let checked = check(&folder, None);
    let Some(instance) = checked.instance else {
        let code = exit_code(&checked.findings);
        if args.json {
            print(&json!({ "findings": to_json(&checked.findings), "exit_code": code }).to_string());
        } else {
            complain(&render(&checked.findings, checked.language));
        }
        return code;
    };
    let (files, list) = export::export(&instance, &folder);
    if let Err(error) = write_new_folder(&args.out, &files) {
        complain(&format!("{}: the forms could not be written: {error}", args.out.display()));
        return exit::USAGE;
    }
    print(&exported(&list, instance.language));
    exit::DONE
}

fn exported(list: &[Exported], _language: Language) -> String {
    list.iter().map(|f| format!("{} {} {}", f.file, f.goals, f.prefilled)).collect::<Vec<_>>().join("\n")
}

/// `amuplan forms import`.
pub fn import(args: &FormsBack) -> u8 {
    let _ = args;
    exit::BUG
}
