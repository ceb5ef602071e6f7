//! What `check` says about the new forms.csv, told at the cell of the returned form that it comes from.

use super::columns::Column;
use super::open::Returned;
use super::place;
use super::rows::{FormsFile, Origin};
use crate::check::finding::{Finding, Level, Text, say};
use crate::read::returned::has_ending;
use crate::read::workbook::cell_name;

/// Findings about forms.csv and errors elsewhere, each at its place.
#[must_use]
pub fn located(checked: Vec<Finding>, file: &FormsFile, forms: &[Returned<'_>]) -> Vec<Finding> {
    let lines = file.lines();
    let origin = |line: u64| lines.binary_search(&line).ok().and_then(|at| file.rows.get(at)).map(|(_, origin)| *origin);
    let mut out = Vec::new();
    for mut finding in checked {
        let ours = finding.file == "forms.csv";
        if !ours && finding.level == Level::Warning {
            continue;
        }
        let place_of = |line| Some(name(origin(line)?, forms));
        finding.what = Text { da: renamed(&finding.what.da, ours, place_of), en: renamed(&finding.what.en, ours, place_of) };
        match finding.line.filter(|_| ours).and_then(origin) {
            Some(Origin::Kept(line)) => finding.line = Some(line),
            Some(Origin::Form(form, row)) => {
                let Some(form) = forms.get(form) else { continue };
                let column = column_of(finding.column.as_deref());
                let at = (row, form.columns.get(&column).copied().unwrap_or(0));
                finding.file = form.file.to_string();
                finding.line = None;
                finding.column = Some(place(form.sheet(), at));
                if finding.code == "E401" {
                    finding.cure = cure_of_e401(form, row);
                }
            }
            None => {}
        }
        out.push(finding);
    }
    out
}

/// The bounds of a run by their headings and cells, in place of the columns of forms.csv.
fn cure_of_e401(form: &Returned<'_>, row: u32) -> Text {
    let [min, max] = [Column::Min, Column::Max].map(|column| column.word().both());
    let [min_cell, max_cell] =
        [Column::Min, Column::Max].map(|column| cell_name((row, form.columns.get(&column).copied().unwrap_or(0))));
    say!("ret {min} ({min_cell}) eller {max} ({max_cell})", "correct {min} ({min_cell}) or {max} ({max_cell})"; min, max)
}

fn column_of(name: Option<&str>) -> Column {
    match name {
        Some("answer") => Column::Answer,
        Some("site_id") => Column::Place,
        Some("start_date" | "week") => Column::When,
        Some("runs") => Column::Runs,
        Some("guarantee") => Column::Guarantee,
        Some("min_participants") => Column::Min,
        Some("max_participants") => Column::Max,
        Some("note") => Column::Note,
        _ => Column::Goal,
    }
}

fn name(origin: Origin, forms: &[Returned<'_>]) -> String {
    match origin {
        Origin::Kept(line) => format!("forms.csv:{line}"),
        Origin::Form(form, row) => forms.get(form).map_or_else(String::new, |form| {
            format!("{} {}", form.file, place(form.sheet(), (row, form.columns.get(&Column::Goal).copied().unwrap_or(0))))
        }),
    }
}

/// The text with "forms.csv linje 7" replaced by the place of that row; in a finding about forms.csv also "linje 7" alone.
fn renamed(text: &str, ours: bool, name: impl Fn(u64) -> Option<String>) -> String {
    let mut out: Vec<String> = Vec::new();
    let words: Vec<&str> = text.split(' ').collect();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        let number = words.get(at).map_or("", |next| *next);
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        let of_file = out.last().map(|last| last.trim_start_matches('(').to_string()).filter(|last| has_ending(last, &["csv"]));
        let about = of_file.as_deref().map_or(ours, |file| file == "forms.csv");
        let place = if about && matches!(*word, "linje" | "line") { digits.parse().ok().and_then(&name) } else { None };
        let Some(place) = place else {
            out.push((*word).to_string());
            continue;
        };
        let before = if of_file.is_some() { out.pop() } else { None };
        let bracket = if before.is_some_and(|b| b.starts_with('(')) { "(" } else { "" };
        out.push(format!("{bracket}{place}{}", number.get(digits.len()..).unwrap_or("")));
        at += 1;
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::renamed;

    #[test]
    fn lines_of_forms_csv_become_places_of_the_returned_forms() {
        let name = |line| Some(format!("a.xlsx Skema!B{line}"));
        let text = "2 kurser, men plads til 1: forms.csv linje 7 (nord), forms.csv linje 8, locks.csv linje 2";
        assert_eq!(
            renamed(text, true, name),
            "2 kurser, men plads til 1: a.xlsx Skema!B7 (nord), a.xlsx Skema!B8, locks.csv linje 2"
        );
        assert_eq!(renamed("det samme som linje 5; begge tæller", true, name), "det samme som a.xlsx Skema!B5; begge tæller");
        assert_eq!(renamed("står også i linje 5", false, name), "står også i linje 5");
        assert_eq!(renamed("intet at erstatte, linje", true, name), "intet at erstatte, linje");
    }
}
