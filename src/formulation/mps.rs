//! The programme as a free-format MPS file for other solvers.
//!
//! MPS has no agreed way to say "maximise": the file minimises `MINUS_VALUE`, the objective with its sign turned, and says so in a
//! comment. Names keep to printable ASCII without spaces, at most `LONGEST` characters, each once; Danish letters are spelt out.
//! Same programme, same bytes.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::formulation::linear::{LinearModel, ModelRow};

/// Name of the objective row.
pub const OBJECTIVE: &str = "MINUS_VALUE";

/// Longest name, in characters: readers stop at 255, some at 159.
const LONGEST: usize = 120;

/// The whole file, with comments of one line each at its head.
#[must_use]
pub fn text(model: &LinearModel, comments: &[String]) -> String {
    let mut names = Names::default();
    names.used.insert(OBJECTIVE.to_owned());
    let rows: Vec<String> = model.rows.iter().map(|r| names.unique(&r.name)).collect();
    let mut names = Names::default();
    let columns: Vec<String> = model.columns.iter().map(|c| names.unique(&c.name)).collect();
    let mut text = String::new();
    let _ = writeln!(text, "* Minimise {OBJECTIVE} = minus the value of the plan in milli; the best value is minus the optimum.");
    for comment in comments {
        let _ = writeln!(text, "* {comment}");
    }
    text.push_str("NAME amuplan FREE\n");
    write_rows(model, &rows, &mut text);
    write_columns(model, &rows, &columns, &mut text);
    write_right_sides(model, &rows, &mut text);
    write_bounds(model, &columns, &mut text);
    text.push_str("ENDATA\n");
    text
}

/// Sense of a row, its right side, and the width of its range if it has two different sides.
fn sides(row: &ModelRow) -> (char, i64, Option<i64>) {
    match (row.lower, row.upper) {
        (None, None) => ('N', 0, None),
        (None, Some(upper)) => ('L', upper, None),
        (Some(lower), None) => ('G', lower, None),
        (Some(lower), Some(upper)) if lower == upper => ('E', upper, None),
        (Some(lower), Some(upper)) => ('G', lower, Some(upper - lower)),
    }
}

fn write_rows(model: &LinearModel, names: &[String], text: &mut String) {
    let _ = writeln!(text, "ROWS\n N {OBJECTIVE}");
    for (row, name) in model.rows.iter().zip(names) {
        let _ = writeln!(text, " {} {name}", sides(row).0);
    }
}

fn write_columns(model: &LinearModel, rows: &[String], names: &[String], text: &mut String) {
    let mut of_column: Vec<Vec<(usize, i64)>> = vec![Vec::new(); model.columns.len()];
    for (r, row) in model.rows.iter().enumerate() {
        for (column, coefficient) in &row.terms {
            of_column[*column].push((r, *coefficient));
        }
    }
    text.push_str("COLUMNS\n");
    let mut integer = false;
    let mut markers = 0;
    for (c, column) in model.columns.iter().enumerate() {
        if column.integer != integer {
            integer = column.integer;
            write_marker(integer, &mut markers, text);
        }
        let _ = writeln!(text, " {} {OBJECTIVE} {}", names[c], -column.objective);
        for (row, coefficient) in &of_column[c] {
            let _ = writeln!(text, " {} {} {coefficient}", names[c], rows[*row]);
        }
    }
    if integer {
        write_marker(false, &mut markers, text);
    }
}

fn write_marker(begins: bool, markers: &mut usize, text: &mut String) {
    let _ = writeln!(text, " MARKER{markers} 'MARKER' '{}'", if begins { "INTORG" } else { "INTEND" });
    *markers += 1;
}

fn write_right_sides(model: &LinearModel, names: &[String], text: &mut String) {
    text.push_str("RHS\n");
    for (row, name) in model.rows.iter().zip(names) {
        let (_, side, _) = sides(row);
        if side != 0 {
            let _ = writeln!(text, " RHS {name} {side}");
        }
    }
    let ranges: Vec<(&String, i64)> = model.rows.iter().zip(names).filter_map(|(r, n)| Some((n, sides(r).2?))).collect();
    if !ranges.is_empty() {
        text.push_str("RANGES\n");
    }
    for (name, width) in ranges {
        let _ = writeln!(text, " RANGES {name} {width}");
    }
}

/// Every bound is written out: readers differ in what an integer column may be without one.
fn write_bounds(model: &LinearModel, names: &[String], text: &mut String) {
    text.push_str("BOUNDS\n");
    for (column, name) in model.columns.iter().zip(names) {
        if column.lower != 0 {
            let _ = writeln!(text, " LO BOUND {name} {}", column.lower);
        }
        match column.upper {
            Some(upper) => _ = writeln!(text, " UP BOUND {name} {upper}"),
            None => _ = writeln!(text, " PL BOUND {name}"),
        }
    }
}

/// Names given so far.
#[derive(Default)]
struct Names {
    used: BTreeSet<String>,
}

impl Names {
    /// The name in plain characters; `~2`, `~3`, .. is added to one that is already there.
    fn unique(&mut self, name: &str) -> String {
        let plain = plain(name);
        let mut unique = plain.clone();
        let mut count = 2;
        while !self.used.insert(unique.clone()) {
            unique = format!("{plain}~{count}");
            count += 1;
        }
        unique
    }
}

fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            'æ' => plain.push_str("ae"),
            'ø' => plain.push_str("oe"),
            'å' => plain.push_str("aa"),
            'Æ' => plain.push_str("Ae"),
            'Ø' => plain.push_str("Oe"),
            'Å' => plain.push_str("Aa"),
            other if other.is_ascii_graphic() => plain.push(other),
            _ => plain.push('_'),
        }
    }
    plain.truncate(LONGEST);
    plain
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::formulation::linear::{Column, LinearModel, ModelRow};

    fn column(name: &str, upper: Option<i64>, integer: bool, objective: i64) -> Column {
        Column { name: name.to_owned(), lower: 0, upper, integer, objective }
    }

    #[test]
    fn names_are_plain_and_unique_and_every_section_is_there() {
        let model = LinearModel {
            columns: vec![
                column("y[Blå plads]", Some(1), true, 5),
                column("y[Blå_plads]", None, true, 0),
                column("over", None, false, -2),
            ],
            rows: vec![
                ModelRow::at_most("c1 a".to_owned(), 4, vec![(0, 2), (1, -1)]),
                ModelRow { name: "c2".to_owned(), lower: Some(1), upper: Some(3), terms: vec![(1, 1), (2, 1)] },
                ModelRow::equal("c1_a".to_owned(), 0, vec![(0, 1), (2, -1)]),
            ],
        };
        let wanted = "\
* Minimise MINUS_VALUE = minus the value of the plan in milli; the best value is minus the optimum.
* One gap.
NAME amuplan FREE
ROWS
 N MINUS_VALUE
 L c1_a
 G c2
 E c1_a~2
COLUMNS
 MARKER0 'MARKER' 'INTORG'
 y[Blaa_plads] MINUS_VALUE -5
 y[Blaa_plads] c1_a 2
 y[Blaa_plads] c1_a~2 1
 y[Blaa_plads]~2 MINUS_VALUE 0
 y[Blaa_plads]~2 c1_a -1
 y[Blaa_plads]~2 c2 1
 MARKER1 'MARKER' 'INTEND'
 over MINUS_VALUE 2
 over c2 1
 over c1_a~2 -1
RHS
 RHS c1_a 4
 RHS c2 1
RANGES
 RANGES c2 2
BOUNDS
 UP BOUND y[Blaa_plads] 1
 PL BOUND y[Blaa_plads]~2
 PL BOUND over
ENDATA
";
        assert_eq!(text(&model, &["One gap.".to_owned()]), wanted);
    }
}
