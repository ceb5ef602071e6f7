//! `amuplan compare`: plan folders of a year side by side, in natural units.

use std::path::{Path, PathBuf};

use crate::cli::arguments::CompareArgs;
use crate::cli::verify::plan_files;
use crate::cli::words::Word;
use crate::cli::{complain, exit, print, refuse};
use crate::compare::measures::{Apart, Measured, measured, together};
use crate::domain::instance::Language;
use crate::papers::change_log::words::unreadable;
use crate::papers::comparison::{Known, data, files, screen};
use crate::read::table::{Row, Table};
use crate::report::files::write_beside;
use crate::report::history::kept_inputs;

/// Runs the command.
pub fn run(args: &CompareArgs, language: Option<Language>) -> u8 {
    let language = language.unwrap_or_default();
    let mut plans = Vec::new();
    for folder in &args.plans {
        match plan(folder, language) {
            Ok(plan) => plans.push(plan),
            Err(code) => return code,
        }
    }
    tell_apart(&mut plans, &args.plans);
    let known = Known { names: args.plans.iter().flat_map(|folder| kept_names(folder)).collect(), ..Known::default() };
    if let Err(apart) = together(&plans) {
        complain(&not_together(&plans, &apart, language));
        return exit::INPUT;
    }
    if let Some(dir) = &args.out
        && let Err(code) = write(dir, &plans, &known, language)
    {
        return code;
    }
    if args.json {
        print(&data(&plans).to_string());
    } else {
        print(&screen(&plans, &known, language));
        if let Some(dir) = &args.out {
            print(&Word::ComparisonWritten.fill(language, &[("path", &dir.display().to_string())]));
        }
    }
    exit::DONE
}

/// Writes the files of the comparison beside what is in the folder.
pub fn write(dir: &Path, plans: &[Measured], known: &Known<'_>, language: Language) -> Result<(), u8> {
    if dir.join("plan.toml").exists() {
        complain(&Word::IsPlanningFolder.fill(language, &[("path", &dir.display().to_string())]));
        return Err(exit::USAGE);
    }
    write_beside(dir, &files(plans, known, language)).map_err(|why| {
        refuse(dir, Word::ComparisonNotWritten, &why, language);
        exit::USAGE
    })
}

/// Ids and names of the schools, from the input files that the folder keeps; none where it keeps none.
fn kept_names(folder: &Path) -> Vec<(String, String)> {
    let kept = kept_inputs(folder).unwrap_or_default();
    let table = Table::parse("schools.csv", kept.get("schools.csv").map(Vec::as_slice).unwrap_or_default());
    let named = |row: &Row| (table.cell(row, "school_id").to_owned(), table.cell(row, "name").to_owned());
    table.rows.iter().map(named).collect()
}

fn plan(folder: &Path, language: Language) -> Result<Measured, u8> {
    let files = plan_files(folder, language).map_err(|why| {
        complain(&why);
        exit::INPUT
    })?;
    let name = folder.file_name().map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into_owned());
    measured(&name, &files).map_err(|why| {
        refuse(folder, Word::NotComparable, &unreadable(&why), language);
        exit::INPUT
    })
}

/// Plans of the same name are called by their folders.
fn tell_apart(plans: &mut [Measured], folders: &[PathBuf]) {
    let names: Vec<String> = plans.iter().map(|plan| plan.name.clone()).collect();
    for (plan, folder) in plans.iter_mut().zip(folders) {
        if names.iter().filter(|name| **name == plan.name).count() > 1 {
            plan.name = folder.display().to_string();
        }
    }
}

fn not_together(plans: &[Measured], apart: &Apart, language: Language) -> String {
    let name = |at: usize| plans.get(at).map_or("", |plan| plan.name.as_str());
    match apart {
        Apart::Years(first, at, other) => {
            let [first, other] = [first, other].map(ToString::to_string);
            Word::OtherYear.fill(language, &[("name", name(*at)), ("year", &other), ("first", &first)])
        }
        Apart::Networks(first, at, other) => {
            Word::OtherNetwork.fill(language, &[("name", name(*at)), ("network", other), ("first", first)])
        }
    }
}
