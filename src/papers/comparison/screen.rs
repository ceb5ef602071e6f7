//! The comparison on the terminal: at most three plans beside each other, the first in every block, so that each stands beside it.

use super::words::CompareWord as W;
use super::{Known, Table, fairness, goals, measures, schools};
use crate::compare::measures::Measured;
use crate::domain::instance::Language;
use crate::report::papers::sheet::Cell;
use crate::report::papers::sheet_csv;

/// Plans in a block beside the first.
const BESIDE: usize = 2;

/// Widths in characters: of the label and of a plan.
const LABEL: usize = 42;
const PLAN: usize = 27;

/// Width of a number in the table of the schools.
const NUMBER: usize = 10;

/// Goals that are listed.
const GOALS: usize = 12;

/// Schools that are listed beside several plans.
const SCHOOLS: usize = 8;

/// The tables as lines: goals cut after some, schools too where there are several plans. What lightening costs is said apart.
#[must_use]
pub fn screen(plans: &[Measured], known: &Known<'_>, language: Language) -> String {
    let (table, mut differing) = (measures(plans, known, language), goals(plans, known, language));
    let mut blocks = beside(&table, 1, language);
    if let Some(mut table) = schools(plans, known, language) {
        let more = if plans.len() > 1 { table.rows.len().saturating_sub(SCHOOLS) } else { 0 };
        table.rows.truncate(table.rows.len() - more);
        table.columns.truncate(fairness::COLUMNS.len());
        table.rows.iter_mut().for_each(|row| row.truncate(fairness::COLUMNS.len()));
        blocks.push(vec![format!("{}:", W::Fairness.text(language))]);
        blocks.push(narrow(&table, language));
        blocks.push(broken(W::FairMeans.text(language), LABEL + 2 * PLAN));
        if more > 0 {
            blocks.push(vec![W::MoreSchools.fill(language, &[("count", &more.to_string())])]);
        }
    }
    if plans.len() > 1 {
        let more = differing.rows.len().saturating_sub(GOALS);
        differing.rows.truncate(GOALS);
        if differing.rows.is_empty() {
            blocks.push(vec![W::Same.text(language).to_owned()]);
        } else {
            blocks.push(vec![format!("{}:", W::Goals.text(language))]);
            blocks.extend(beside(&with_one_label(differing), 1, language));
        }
        if more > 0 {
            blocks.push(vec![W::More.fill(language, &[("count", &more.to_string())])]);
        }
    }
    blocks.into_iter().map(|lines| lines.join("\n")).collect::<Vec<_>>().join("\n\n")
}

/// The table of the schools: a wide column, then narrow ones.
fn narrow(table: &Table, language: Language) -> Vec<String> {
    let width = |at: usize| if at == 0 { 30 } else { NUMBER };
    let heading: Vec<String> = table.columns.iter().map(|(heading, _)| heading.clone()).collect();
    let cells = |row: &Vec<Cell>| row.iter().map(|cell| said(cell, language)).collect::<Vec<_>>();
    std::iter::once(heading).chain(table.rows.iter().map(cells)).flat_map(|row| line_of(&row, width)).collect()
}

/// Code and title in one column.
fn with_one_label(table: Table) -> Table {
    let join = |mut row: Vec<Cell>| {
        let label: Vec<String> =
            row.drain(..2).filter_map(|cell| if let Cell::Text(text) = cell { Some(text) } else { None }).collect();
        row.insert(0, Cell::text(&label.join(" ")));
        row
    };
    Table { columns: table.columns.into_iter().skip(1).collect(), rows: table.rows.into_iter().map(join).collect() }
}

/// The table in blocks of three plans; with labels in the first `labels` columns.
fn beside(table: &Table, labels: usize, language: Language) -> Vec<Vec<String>> {
    let plans: Vec<usize> = (labels..table.columns.len()).collect();
    let Some((first, others)) = plans.split_first() else { return Vec::new() };
    let blocks: Vec<&[usize]> = if others.is_empty() { vec![&[]] } else { others.chunks(BESIDE).collect() };
    let block = |others: &[usize]| {
        let columns: Vec<usize> = (0..labels).chain([*first]).chain(others.iter().copied()).collect();
        let heading: Vec<String> = columns.iter().map(|at| table.columns[*at].0.clone()).collect();
        let mut lines = line(&heading);
        for row in &table.rows {
            let cells: Vec<String> =
                columns.iter().map(|at| row.get(*at).map_or_else(String::new, |c| said(c, language))).collect();
            lines.extend(line(&cells));
        }
        lines
    };
    blocks.into_iter().map(block).collect()
}

fn said(cell: &Cell, language: Language) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Thousandths(value) => sheet_csv::number(*value, language),
        Cell::Date(date) => date.to_string(),
        Cell::Empty => String::new(),
    }
}

/// A row as lines, a label and plans.
fn line(cells: &[String]) -> Vec<String> {
    line_of(cells, |at| if at == 0 { LABEL } else { PLAN })
}

/// A row as lines in columns of these widths: cells that are too long go on below.
fn line_of(cells: &[String], width: impl Fn(usize) -> usize) -> Vec<String> {
    let parts: Vec<Vec<String>> = cells.iter().enumerate().map(|(at, cell)| broken(cell, width(at))).collect();
    let height = parts.iter().map(Vec::len).max().unwrap_or(0);
    let text = |line: usize| {
        let cell = |(at, part): (usize, &Vec<String>)| {
            let width = width(at);
            format!("{:width$}", part.get(line).map_or("", String::as_str))
        };
        parts.iter().enumerate().map(cell).collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    (0..height).map(text).collect()
}

/// The text in lines of at most `width` characters, broken at blanks, and within a word only where it is longer than a line.
fn broken(text: &str, width: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(width) {
            if !line.is_empty() && line.chars().count() + 1 + piece.len() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.extend(piece);
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::{broken, line};

    #[test]
    fn long_cells_go_on_below() {
        assert_eq!(broken("aarhus-tech uge 12; tradium uge 40", 20), ["aarhus-tech uge 12;", "tradium uge 40"]);
        assert_eq!(broken("æøåæøåæøå", 4), ["æøåæ", "øåæø", "å"]);
        assert_eq!(broken("", 4), [""]);
        let lines = line(&["Huller".to_owned(), "3".to_owned(), String::new()]);
        assert_eq!(lines, [format!("{:42}  3", "Huller")]);
    }
}
