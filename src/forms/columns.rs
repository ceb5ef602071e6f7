//! The columns of a form: what the school reads, and what it fills in.

use super::words::{Word, plain};
use crate::domain::instance::Language;

/// A column of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// FKB under which the goal is asked.
    Fkb,
    /// Goal code.
    Goal,
    /// Its title.
    Title,
    /// Title of the FKB.
    FkbTitle,
    /// Duration in days.
    Days,
    /// Usual minimum and maximum.
    Usual,
    /// Who announced it last year.
    LastYear,
    /// Offers, can, cannot.
    Answer,
    /// Why cannot.
    Why,
    /// Guarantee course.
    Guarantee,
    /// Date or week.
    When,
    /// Number of runs.
    Runs,
    /// Fewest participants.
    Min,
    /// Seats.
    Max,
    /// Site.
    Place,
    /// Remark.
    Note,
}

/// All columns in their order: heading and width in characters.
pub const COLUMNS: [(Column, Word, f64); 16] = [
    (Column::Fkb, Word::Fkb, 7.0),
    (Column::Goal, Word::Goal, 9.0),
    (Column::Title, Word::GoalTitle, 36.0),
    (Column::FkbTitle, Word::FkbTitle, 30.0),
    (Column::Days, Word::Days, 6.0),
    (Column::Usual, Word::Usual, 9.0),
    (Column::LastYear, Word::LastYear, 30.0),
    (Column::Answer, Word::Answer, 20.0),
    (Column::Why, Word::Why, 18.0),
    (Column::Guarantee, Word::Guarantee, 9.0),
    (Column::When, Word::When, 16.0),
    (Column::Runs, Word::Runs, 7.0),
    (Column::Min, Word::Min, 6.0),
    (Column::Max, Word::Max, 6.0),
    (Column::Place, Word::Place, 24.0),
    (Column::Note, Word::Note, 30.0),
];

/// Headings of forms that went out before they were renamed.
const FORMER: [(&str, Column); 3] = [("Sted", Column::Place), ("Place", Column::Place), ("Normalt min-max", Column::Usual)];

/// Columns that the school fills in, in the order of the form.
pub const FILLED: [Column; 9] = [
    Column::Answer,
    Column::Why,
    Column::Guarantee,
    Column::When,
    Column::Runs,
    Column::Min,
    Column::Max,
    Column::Place,
    Column::Note,
];

impl Column {
    /// The heading.
    #[must_use]
    pub fn word(self) -> Word {
        COLUMNS.iter().find(|(column, _, _)| *column == self).map_or(Word::Note, |(_, word, _)| *word)
    }

    /// Position in a form as it goes out.
    #[must_use]
    pub fn position(self) -> u16 {
        COLUMNS.iter().position(|(column, _, _)| *column == self).map_or(0, |at| at as u16)
    }

    /// The column of a heading, in either language or as it was called before; hyphens and blanks do not matter.
    #[must_use]
    pub fn of_heading(text: &str) -> Option<Self> {
        let letters = |text: &str| plain(text).replace(['-', ' '], "");
        let text = letters(text);
        let fits = |word: &Word| Language::ALL.iter().any(|language| letters(word.text(*language)) == text);
        let known = COLUMNS.iter().find(|(_, word, _)| fits(word)).map(|(column, _, _)| *column);
        known.or_else(|| FORMER.into_iter().find(|(heading, _)| letters(heading) == text).map(|(_, column)| column))
    }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Column, FILLED};
    use crate::domain::instance::Language;

    #[test]
    fn every_heading_leads_back_to_its_column() {
        for (at, (column, word, _)) in COLUMNS.iter().enumerate() {
            let [da, en] = Language::ALL.map(|language| word.text(language));
            let shouted = format!("  {} *", da.to_uppercase());
            for heading in [da, en, &shouted] {
                assert_eq!(Column::of_heading(heading), Some(*column), "{heading}");
            }
            assert_eq!(usize::from(column.position()), at);
        }
        assert_eq!(Column::of_heading("Garantikursus"), Some(Column::Guarantee));
        assert_eq!([Column::of_heading("Sted"), Column::of_heading("max")], [Some(Column::Place), Some(Column::Max)]);
        assert_eq!((Column::of_heading("Uge"), Column::of_heading("")), (None, None));
        assert!(FILLED.windows(2).all(|pair| pair[0].position() < pair[1].position()));
    }
}
