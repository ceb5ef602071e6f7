//! `gaps.csv`: every goal without a run, and what would help.

use crate::domain::gap::{Cause, Cure, Move, Remedy, Slot};
use crate::domain::ids::SchoolIx;
use crate::domain::instance::Instance;
use crate::domain::plan::Outcome;
use crate::report::figures::Figures;
use crate::report::gap_list::{GapRow, gap_rows};
use crate::report::table::Table;
use crate::report::text::{code_part, flag, iso_date, thousandths};

/// Columns of the file.
pub const COLUMNS: [&str; 18] = [
    "goal_code",
    "title",
    "fkb_code",
    "proven",
    "reason",
    "schools_considered",
    "cheapest_cure",
    "agreement_reference",
    "schools_approved",
    "causes",
    "cure_kind",
    "cure_school",
    "cure_site",
    "cure_date",
    "cure_end",
    "cure_moves",
    "cure_gain",
    "cure_tried",
];

/// The file, sorted by goal; goals that an agreement closes are listed with its reference.
#[must_use]
pub fn file(instance: &Instance, outcome: &Outcome, figures: &Figures) -> Vec<u8> {
    let mut table = Table::machine(&COLUMNS);
    for row in gap_rows(instance, outcome, figures) {
        table.row(&cells(instance, &row));
    }
    table.bytes()
}

fn cells(instance: &Instance, row: &GapRow<'_>) -> Vec<String> {
    let goal = instance.goal(row.goal);
    let considered: Vec<&str> = row.considered.iter().map(|school| &*instance.school(*school).id).collect();
    let causes: Vec<String> = row.causes.iter().map(|(school, cause)| cause_code(instance, *school, cause)).collect();
    let mut cells = vec![
        goal.code.clone(),
        goal.title.clone(),
        instance.fkb(goal.fkb).code.clone(),
        flag(row.proven),
        row.reason.clone(),
        considered.join(" "),
        row.cure_in_words(instance),
        goal.agreement.as_ref().map_or_else(String::new, |agreement| agreement.reference.clone()),
        row.approved.to_string(),
        causes.join(" "),
    ];
    cells.extend(match row.remedy {
        Some(Remedy::Cure(cure)) => cure_cells(instance, cure),
        Some(Remedy::Outside { .. }) => alone("outside"),
        None if goal.agreement.is_some() => alone(""),
        Some(Remedy::Unsearched) | None => alone("unsearched"),
    });
    cells
}

/// The cells of the cure where there is only a kind.
fn alone(kind: &str) -> [String; 8] {
    let mut cells = [const { String::new() }; 8];
    kind.clone_into(&mut cells[0]);
    cells
}

/// Kind, school, site, first and last day, moves, gain, and whether moves were tried.
fn cure_cells(instance: &Instance, cure: &Cure) -> [String; 8] {
    let moves = cure.moves.iter().map(|_| "move");
    let mut kinds: Vec<&str> = cure.changes.iter().map(crate::domain::gap::Change::code).chain(moves.take(1)).collect();
    if kinds.is_empty() {
        kinds.push("longer");
    }
    let moves: Vec<String> = cure.moves.iter().map(|one| moved(instance, one)).collect();
    [
        kinds.join(" "),
        instance.school(instance.school_of(cure.site)).id.clone(),
        instance.site(cure.site).id.clone(),
        iso_date(&instance.calendar, cure.start),
        iso_date(&instance.calendar, cure.last),
        moves.join(" "),
        thousandths(cure.gain),
        flag(cure.tried),
    ]
}

/// `school=cause`, and for full rooms the runs in the way: `school=full:48937@tradium-1@2027-03-15+...`.
fn cause_code(instance: &Instance, school: SchoolIx, cause: &Cause) -> String {
    let (id, code) = (code_part(&instance.school(school).id), cause.code());
    match cause {
        Cause::Full(slots) | Cause::Busy(slots) if !slots.is_empty() => {
            let runs: Vec<String> = slots.iter().map(|slot| slot_code(instance, *slot)).collect();
            format!("{id}={code}:{}", runs.join("+"))
        }
        _ => format!("{id}={code}"),
    }
}

/// `goal@site@date`.
fn slot_code(instance: &Instance, slot: Slot) -> String {
    let date = iso_date(&instance.calendar, slot.start);
    format!("{}@{}@{date}", code_part(&instance.goal(slot.goal).code), code_part(&instance.site(slot.site).id))
}

/// `goal@site@from>to`.
fn moved(instance: &Instance, one: &Move) -> String {
    format!("{}>{}", slot_code(instance, one.from), iso_date(&instance.calendar, one.to))
}
