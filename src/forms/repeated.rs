//! What stands in a row of a returned form and does not count: a row that was copied (W302), and figures beside "cannot" (W421).

use std::collections::BTreeMap;

use super::cells::Cells;
use super::columns::Column;
use super::rows::AnswerRow;
use crate::check::finding::say;

/// What can stand beside "cannot" and has no meaning there.
const FIGURES: [Column; 6] = [Column::Guarantee, Column::When, Column::Runs, Column::Min, Column::Max, Column::Place];

/// The rows of a form so far, by what they say.
#[derive(Default)]
pub struct Rows(BTreeMap<Vec<AnswerRow>, u32>);

impl Rows {
    /// W302: whether an earlier row says wholly the same; then it counts once. Two starts of one row may be the same.
    pub fn check_w302_copied(&mut self, answers: &[AnswerRow], row: u32, cells: &mut Cells<'_>) -> bool {
        let Some(earlier) = self.0.get(answers).filter(|_| !answers.is_empty()) else {
            self.0.insert(answers.to_vec(), row);
            return false;
        };
        let earlier = earlier + 1;
        let what = say!(
            "rækken siger det samme som række {earlier}; den tæller én gang",
            "the row says the same as row {earlier}; it counts once"
        );
        let cure = say!(
            "slet den ene; er det flere hold, så skriv hvor mange i Antal hold",
            "remove one of them; if several runs are meant, write how many under Runs"
        );
        cells.add("W302", Column::Goal, what, cure);
        true
    }
}

/// W421: each cell that says something about a run which "cannot" rules out.
pub fn check_w421_cannot_with_figures(cells: &mut Cells<'_>) {
    for column in FIGURES.into_iter().filter(|column| !cells.text(*column).is_empty()).collect::<Vec<_>>() {
        let figure = cells.quoted(column);
        let what = say!(
            "»kan ikke« gælder hele skolen og hele året; »{figure}« bruges ikke",
            "\"cannot\" holds for the whole school and year; \"{figure}\" is not used"; figure
        );
        let cure = say!(
            "tøm cellen, eller ret svaret; en enkelt afdeling eller uge forbydes i locks.csv",
            "empty the cell, or correct the answer; forbid a single site or week in locks.csv"
        );
        cells.add("W421", column, what, cure);
    }
}
