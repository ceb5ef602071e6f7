//! What the columns take from the coupling rows, and the rows of the programme that follow.

use std::collections::BTreeMap;

use crate::formulation::columns::{Columns, Meaning};
use crate::formulation::coupling::Coupling;
use crate::formulation::linear::{Column, LinearModel, ModelRow};

/// Units of coupling rows used per column: row, column, units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage(BTreeMap<usize, BTreeMap<usize, i64>>);

impl Usage {
    /// Counts further units of a column on a row.
    pub fn add(&mut self, row: usize, column: usize, units: i64) {
        *self.0.entry(row).or_default().entry(column).or_default() += units;
    }

    /// The rows in use as hard rows, in the order of the coupling.
    #[must_use]
    pub fn hard_rows(self, coupling: &Coupling) -> Vec<ModelRow> {
        let named = |(row, terms): (usize, BTreeMap<usize, i64>)| {
            ModelRow::at_most(row_name(coupling, row), coupling.rows[row].capacity, terms.into_iter().collect())
        };
        self.0.into_iter().map(named).collect()
    }

    /// Appends the rows in use as soft rows, each with a column for every tier.
    pub fn push_soft_rows(self, coupling: &Coupling, columns: &mut Columns, linear: &mut LinearModel) {
        for (at, terms) in self.0 {
            let row = &coupling.rows[at];
            let name = row_name(coupling, at);
            let mut terms: Vec<(usize, i64)> = terms.into_iter().collect();
            for (tier, limit) in row.tiers.iter().enumerate() {
                terms.push((linear.columns.len(), -1));
                linear.columns.push(Column {
                    name: format!("over[{name},{}]", tier + 1),
                    lower: 0,
                    upper: limit.width,
                    integer: false,
                    objective: -limit.cost,
                });
                columns.meanings.push(Meaning::Over { row: at, tier });
            }
            linear.rows.push(ModelRow::at_most(name, row.capacity, terms));
        }
    }
}

/// Name of a coupling row, e.g. `c03_room_capacity[aarhus-1,2027-03-15]`.
#[must_use]
pub fn row_name(coupling: &Coupling, row: usize) -> String {
    let row = &coupling.rows[row];
    format!("{}[{}]", row.rule, row.key.replace('|', ","))
}
