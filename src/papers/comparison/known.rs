//! What a comparison knows beside the plan folders: they hold codes, people know names.

use std::collections::BTreeMap;

use super::fairness::Lightening;
use crate::domain::instance::Instance;
use crate::report::derived::school_name;

/// Names of schools by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Those of a year.
    #[must_use]
    pub fn of_year(instance: &Instance) -> Self {
        let named = |at: usize| (instance.schools[at].id.clone(), school_name(instance, at.into()).to_owned());
        (0..instance.schools.len()).map(named).collect()
    }

    /// The name of a school; its id where no name is known.
    #[must_use]
    pub fn school<'n>(&'n self, id: &'n str) -> &'n str {
        self.0.get(id).map_or(id, String::as_str)
    }
}

/// Ids with names. Of an id that comes again the first name counts; an empty one is none.
impl FromIterator<(String, String)> for Names {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut names = BTreeMap::new();
        for (id, name) in pairs.into_iter().filter(|(_, name)| !name.is_empty()) {
            names.entry(id).or_insert(name);
        }
        Self(names)
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
