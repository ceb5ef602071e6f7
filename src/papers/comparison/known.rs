//! What a comparison knows beside the plan folders: they hold codes, people know names.

use std::collections::BTreeMap;

use super::fairness::Lightening;
use crate::domain::instance::Instance;
use crate::read::table::{Row, Table};
use crate::report::derived::school_name;

/// Names of schools by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Those of a year.
    #[must_use]
    pub fn of_year(instance: &Instance) -> Self {
        let named = |at: usize| (instance.schools[at].id.clone(), school_name(instance, at.into()).to_owned());
        Self((0..instance.schools.len()).map(named).collect())
    }

    /// Those that the bytes of a schools.csv tell.
    #[must_use]
    pub fn of_file(bytes: &[u8]) -> Self {
        let table = Table::parse("schools.csv", bytes);
        let named = |row: &Row| (table.cell(row, "school_id").to_owned(), table.cell(row, "name").to_owned());
        Self(table.rows.iter().map(named).filter(|(_, name)| !name.is_empty()).collect())
    }

    /// With those of others for ids that it does not know.
    #[must_use]
    pub fn or(mut self, others: Self) -> Self {
        for (id, name) in others.0 {
            self.0.entry(id).or_insert(name);
        }
        self
    }

    /// The name of a school; its id where no name is known.
    #[must_use]
    pub fn school<'n>(&'n self, id: &'n str) -> &'n str {
        self.0.get(id).map_or(id, String::as_str)
    }
}

/// What is known beside the plans.
#[derive(Debug, Clone, Default)]
pub struct Known<'a> {
    /// Names of the schools.
    pub names: Names,
    /// What lightening a school of the first plan costs.
    pub lightening: Option<&'a Lightening>,
    /// Scenarios that have no plan, each with why, on one or more lines.
    pub failed: &'a [(String, String)],
}
