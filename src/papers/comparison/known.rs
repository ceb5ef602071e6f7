//! What a comparison knows beside the plan folders: they hold codes, people know names.

use std::collections::BTreeMap;

use super::fairness::Lightening;
use super::words::CompareWord as W;
use crate::domain::instance::{Instance, Language};
use crate::report::derived::school_name;

/// Name of the plan that others are compared with, where it has no other.
pub const BASE: &str = "basis";

/// Names of the plan that gives the worst-off school clearly less, and of the one that gives it at least a day less.
pub const RELIEVED: &str = "lettet";

/// See [`RELIEVED`].
pub const LIGHTENED: &str = "lettet-mindst";

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

/// Ids with names. Of an id that comes again the first name counts; an empty one is none. Schools of the same name have their ids behind it.
impl FromIterator<(String, String)> for Names {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut names = BTreeMap::new();
        for (id, name) in pairs.into_iter().filter(|(_, name)| !name.is_empty()) {
            names.entry(id).or_insert(name);
        }
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for name in names.values() {
            *times.entry(name.clone()).or_default() += 1;
        }
        for (id, name) in names.iter_mut().filter(|(_, name)| times[*name] > 1) {
            *name = format!("{name} ({id})");
        }
        Self(names)
    }
}

/// What a plan or profile of this name is for, with the name; else the name alone.
#[must_use]
pub fn title(name: &str, language: Language) -> String {
    let word = match name {
        BASE => W::Base,
        "balanced" => W::Balanced,
        "even-load" => W::EvenLoad,
        "least-change" => W::LeastChange,
        "narrow-first" => W::NarrowFirst,
        "near-home" => W::NearHome,
        RELIEVED => W::Relieved,
        LIGHTENED => W::LeastRelieved,
        _ => return name.to_owned(),
    };
    word.fill(language, &[("name", name)])
}

/// What is known beside the plans.
#[derive(Debug, Clone, Default)]
pub struct Known<'a> {
    /// Names of the schools.
    pub names: Names,
    /// What lightening a school of the first plan costs.
    pub lightening: Option<&'a Lightening>,
    /// Headings of the plans in their order; a plan without one is called by its name.
    pub titles: Vec<String>,
    /// What the scenario of each plan changes, in their order; empty where there are no scenarios.
    pub changed: Vec<String>,
    /// Scenarios that have no plan, each with why, on one or more lines.
    pub failed: &'a [(String, String)],
}
