//! A named linear programme in whole numbers: what the annual programme is before any solver sees it.
//!
//! Every coefficient is an integer, so that a point can be judged exactly. The objective is maximised.

use std::fmt::Write;

/// A column. Values run from `lower` to `upper`, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name, e.g. `gap[47001]`.
    pub name: String,
    /// Least value.
    pub lower: i64,
    /// Greatest value; `None` = unlimited.
    pub upper: Option<i64>,
    /// Takes whole numbers only.
    pub integer: bool,
    /// Objective coefficient, milli.
    pub objective: i64,
}

/// A row: `lower <= sum of terms <= upper`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelRow {
    /// Name, e.g. `c01_cover[47001]`.
    pub name: String,
    /// Least activity; `None` = unlimited.
    pub lower: Option<i64>,
    /// Greatest activity; `None` = unlimited.
    pub upper: Option<i64>,
    /// Columns with their coefficients, by column, each column once.
    pub terms: Vec<(usize, i64)>,
}

impl ModelRow {
    /// `sum of terms <= upper`.
    #[must_use]
    pub fn at_most(name: String, upper: i64, terms: Vec<(usize, i64)>) -> Self {
        Self { name, lower: None, upper: Some(upper), terms: sorted(terms) }
    }

    /// `sum of terms = value`.
    #[must_use]
    pub fn equal(name: String, value: i64, terms: Vec<(usize, i64)>) -> Self {
        Self { name, lower: Some(value), upper: Some(value), terms: sorted(terms) }
    }

    /// The sum of the terms at a point that has one value per column.
    #[must_use]
    pub fn activity(&self, point: &[i64]) -> i128 {
        self.terms.iter().map(|(c, a)| i128::from(*a) * i128::from(point[*c])).sum()
    }
}

fn sorted(mut terms: Vec<(usize, i64)>) -> Vec<(usize, i64)> {
    terms.sort_unstable();
    terms
}

/// A programme: maximise the objective within the rows and bounds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinearModel {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<ModelRow>,
}

impl LinearModel {
    /// Number of coefficients in the rows.
    #[must_use]
    pub fn nonzeros(&self) -> usize {
        self.rows.iter().map(|r| r.terms.len()).sum()
    }

    /// The objective at a point that has one value per column.
    #[must_use]
    pub fn objective(&self, point: &[i64]) -> i64 {
        self.columns.iter().zip(point).map(|(c, x)| c.objective * x).sum()
    }

    /// Every bound and row that the point breaks, in words; empty for a feasible point.
    #[must_use]
    pub fn violations(&self, point: &[i64]) -> Vec<String> {
        if point.len() != self.columns.len() {
            return vec![format!("the point has {} values for {} columns", point.len(), self.columns.len())];
        }
        let outside = |lower: Option<i64>, upper: Option<i64>, x: i128| {
            lower.is_some_and(|l| x < i128::from(l)) || upper.is_some_and(|u| x > i128::from(u))
        };
        let columns = self.columns.iter().zip(point).filter(|(c, x)| outside(Some(c.lower), c.upper, i128::from(**x)));
        let mut found: Vec<String> = columns.map(|(c, x)| format!("{} is {x}", c.name)).collect();
        for row in &self.rows {
            let activity = row.activity(point);
            if outside(row.lower, row.upper, activity) {
                found.push(format!("{} is {activity}", row.name));
            }
        }
        found
    }

    /// One line per row and column, for people and for comparing two models.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from("maximise\n");
        for column in &self.columns {
            let upper = column.upper.map_or_else(|| "unlimited".to_owned(), |u| u.to_string());
            let kind = if column.integer { "integer" } else { "continuous" };
            let _ = writeln!(text, "  {:+} {}   {kind} {} to {upper}", column.objective, column.name, column.lower);
        }
        text.push_str("rows\n");
        for row in &self.rows {
            let _ = writeln!(text, "  {}", self.row_text(row));
        }
        text
    }

    /// A row as one line, e.g. `c01_cover[47001]: +1 z[47001,0:a] +1 gap[47001] = 1`.
    #[must_use]
    pub fn row_text(&self, row: &ModelRow) -> String {
        let mut text = format!("{}:", row.name);
        for (column, coefficient) in &row.terms {
            let _ = write!(text, " {coefficient:+} {}", self.columns[*column].name);
        }
        match (row.lower, row.upper) {
            (Some(l), Some(u)) if l == u => _ = write!(text, " = {u}"),
            (lower, upper) => {
                if let Some(l) = lower {
                    _ = write!(text, " >= {l}");
                }
                if let Some(u) = upper {
                    _ = write!(text, " <= {u}");
                }
            }
        }
        text
    }
}
