//! What the judge says.

use std::collections::BTreeMap;

use crate::domain::words::{Text, say};

/// One thing that is wrong with a plan folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// Name of the broken rule, one of [`rules`](super::rules).
    pub rule: String,
    /// File and line, or file and key, e.g. `plan.csv line 4` or `result.json objective`.
    pub place: Text,
    /// What is wrong, a plain sentence.
    pub what: Text,
}

/// The judgement on a plan folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Everything that is wrong, in the order of the checks.
    pub violations: Vec<Violation>,
    /// The value of the plan in milli, recomputed; gaps do not count in it.
    pub value: i64,
    /// The bound in milli that the prices of certificate.csv prove, recomputed.
    pub bound: i64,
    /// The weighted value of each term in milli, recomputed; keys `o01_held` to `o08_guarantee`.
    pub terms: BTreeMap<&'static str, i64>,
    /// Goals in scope with neither run nor agreement.
    pub gaps: usize,
}

impl Verdict {
    /// Nothing is wrong.
    #[must_use]
    pub fn accepted(&self) -> bool {
        self.violations.is_empty()
    }
}

/// Collects violations.
#[derive(Debug, Default)]
pub(super) struct Book {
    violations: Vec<Violation>,
}

impl Book {
    /// Notes a violation.
    pub(super) fn add(&mut self, rule: &str, place: Text, what: Text) {
        self.violations.push(Violation { rule: rule.to_owned(), place, what });
    }

    /// Notes a violation when a cell or key does not hold what it must.
    pub(super) fn expect(&mut self, rule: &str, place: &Text, name: &str, found: &str, right: &str) {
        if found != right {
            let what = say!("{name} er »{found}«, men skal være »{right}«", "{name} is \"{found}\" but must be \"{right}\"");
            self.add(rule, place.clone(), what);
        }
    }

    /// Everything noted, in order.
    pub(super) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }
}
