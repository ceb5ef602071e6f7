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
    (Column::Fkb, Word { da: "FKB-nr", en: "FKB no." }, 7.0),
    (Column::Goal, Word { da: "Målkode", en: "Goal code" }, 9.0),
    (Column::Title, Word { da: "Måltitel", en: "Goal title" }, 36.0),
    (Column::FkbTitle, Word { da: "FKB-titel", en: "FKB title" }, 30.0),
    (Column::Days, Word { da: "Dage", en: "Days" }, 6.0),
    (Column::Usual, Word { da: "Normalt min-max", en: "Usual min-max" }, 9.0),
    (Column::LastYear, Word { da: "Sidste år", en: "Last year" }, 30.0),
    (Column::Answer, Word { da: "Svar", en: "Answer" }, 20.0),
    (Column::Why, Word { da: "Hvorfor ikke", en: "Why not" }, 18.0),
    (Column::Guarantee, Word { da: "Garanti-kursus", en: "Guarantee" }, 9.0),
    (Column::When, Word { da: "Dato eller uge", en: "Date or week" }, 16.0),
    (Column::Runs, Word { da: "Antal hold", en: "Runs" }, 7.0),
    (Column::Min, Word { da: "Min", en: "Min" }, 6.0),
    (Column::Max, Word { da: "Max", en: "Max" }, 6.0),
    (Column::Place, Word { da: "Sted", en: "Place" }, 24.0),
    (Column::Note, Word { da: "Bemærkning", en: "Remark" }, 30.0),
];

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
    /// The heading in one language.
    #[must_use]
    pub fn heading(self, language: Language) -> &'static str {
        COLUMNS.iter().find(|(column, _, _)| *column == self).map_or("", |(_, word, _)| word.text(language))
    }

    /// Position in a form as it goes out.
    #[must_use]
    pub fn position(self) -> u16 {
        COLUMNS.iter().position(|(column, _, _)| *column == self).map_or(0, |at| at as u16)
    }

    /// The column of a heading, in either language; hyphens and blanks do not matter.
    #[must_use]
    pub fn of_heading(text: &str) -> Option<Self> {
        let letters = |text: &str| plain(text).replace(['-', ' '], "");
        let text = letters(text);
        let fits = |word: &Word| letters(word.da) == text || letters(word.en) == text;
        COLUMNS.iter().find(|(_, word, _)| fits(word)).map(|(column, _, _)| *column)
    }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Column, FILLED};

    #[test]
    fn every_heading_leads_back_to_its_column() {
        for (at, (column, word, _)) in COLUMNS.iter().enumerate() {
            let shouted = format!("  {} *", word.da.to_uppercase());
            for heading in [word.da, word.en, &shouted] {
                assert_eq!(Column::of_heading(heading), Some(*column), "{heading}");
            }
            assert_eq!(usize::from(column.position()), at);
        }
        assert_eq!(Column::of_heading("Garantikursus"), Some(Column::Guarantee));
        assert_eq!((Column::of_heading("Uge"), Column::of_heading("")), (None, None));
        assert!(FILLED.windows(2).all(|pair| pair[0].position() < pair[1].position()));
    }
}
