//! An independent judge of plans.
//!
//! [`verify`] takes the checked input ([`Instance`]) and the bytes of the files of a plan folder, nothing else. It works
//! everything out a second time from `models/annual-plan.md`, in whole numbers, and lists every disagreement. It imports
//! `domain` only: a mistake in the formulation, the solver or the reports cannot hide here, because none of their code
//! is used.
//!
//! How it goes, in the order of the files:
//!
//! 1. `facts` derives what the model derives from the input: possible starts (`starts`), narrow goals, weights,
//!    fair shares, what is in reach.
//! 2. `plan_file` reads plan.csv; `rules` and `fixed` judge C02 to C08 on its runs; `gaps` judges C01 and gaps.csv, `cures` the cures in it.
//! 3. `terms` shares out the participants (`participants`, `poisson`) and recomputes O01 to O08 (`worth`).
//! 4. `announcements`, `loads` and `areas` judge the derived papers.
//! 5. `prices` reads certificate.csv and `bound` recomputes the bound of section 6 by looking at every placement of
//!    every goal (`priced`, `placements`); `result` compares result.json with all of it, `replanned` what it says of a change.
//!
//! A violation names the rule, the place (file and line, or key) and what is wrong, as a sentence, in Danish and English.

mod announcements;
mod areas;
mod bound;
mod cures;
mod facts;
mod fixed;
mod gaps;
mod loads;
mod matching;
mod participants;
mod placements;
mod plan_file;
mod poisson;
mod priced;
mod prices;
mod replanned;
mod result;
mod rules;
mod starts;
mod table;
mod terms;
mod verdict;
mod worth;

use std::collections::BTreeMap;

use crate::domain::instance::Instance;
use crate::domain::words::{Text, say};

pub use verdict::{Verdict, Violation};

use facts::Facts;
use verdict::Book;

/// The names of all rules that a violation may name, constraints first.
#[must_use]
pub fn rules() -> &'static [&'static str] {
    &[
        "c01_cover",
        "c02_start",
        "c03_room_capacity",
        "c04_teacher_capacity",
        "c05_window",
        "c06_fixed",
        "c07_guarantee_cap",
        "c08_yearly_limit",
        "announcements",
        "gaps",
        "loads",
        "areas",
        "objective",
        "certificate",
        "replan",
        "files",
    ]
}

/// Judges the plan folder whose files (name to bytes, e.g. `plan.csv`) are given against the input.
///
/// The verdict holds every violation, the value and the terms of the plan, and the bound that the certificate proves,
/// each recomputed here. With no violation the plan keeps all rules, and its files say the truth about it.
#[must_use]
pub fn verify(instance: &Instance, files: &BTreeMap<String, Vec<u8>>) -> Verdict {
    verify_change(instance, files, None)
}

/// The same with plan.csv of the plan that `replan` started from, where it is there: what the change costs is counted again.
#[must_use]
pub fn verify_change(instance: &Instance, files: &BTreeMap<String, Vec<u8>>, earlier: Option<&[u8]>) -> Verdict {
    let facts = Facts::new(instance);
    let mut book = Book::default();
    let mut plan = plan_file::read(&facts, files, &mut book);
    rules::check(&facts, &mut plan, &mut book);
    let open_gaps = gaps::check(&facts, &plan, files, &mut book);
    let figures = terms::compute(&facts, &plan, &mut book);
    announcements::check(&facts, &plan, files, &mut book);
    loads::check(&facts, &plan, &figures, files, &mut book);
    areas::check(&facts, &plan, files, &mut book);
    let prices = prices::read(&facts, gaps::avoidable(&facts, &plan), files, &mut book);
    let bound = bound::compute(&facts, &prices, &mut book);
    let value = figures.terms.values().sum();
    if value > bound {
        let what =
            say!("planen er {value} værd, mere end grænsen {bound}", "the plan is worth {value}, more than the bound {bound}");
        book.add("certificate", Text::same("certificate.csv"), what);
    }
    result::check(&facts, (&plan, open_gaps), (&figures, bound), (files, earlier), &mut book);
    Verdict { violations: book.into_violations(), value, bound, terms: figures.terms, gaps: open_gaps }
}
