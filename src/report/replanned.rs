//! `result.json` of a plan that was made from another one: what changed, and whether less would have done.

use serde_json::{Value, json};

use crate::report::history::Files;

/// What is said of the changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replanned {
    /// SHA-256 of plan.csv of the plan on the table.
    pub base: String,
    /// What the changes cost.
    pub cost: i64,
    /// What they cost without those that were made for the sake of the value.
    pub needed: i64,
    /// No plan that holds these goals costs less than this; at most `needed`.
    pub least: i64,
}

impl Replanned {
    /// No plan changes less than was needed here.
    #[must_use]
    pub fn proven(&self) -> bool {
        self.least == self.needed
    }

    /// As data.
    #[must_use]
    pub fn as_json(&self) -> Value {
        json!({
            "base_plan_sha256": self.base, "change_cost": self.cost, "needed_change_cost": self.needed,
            "least_change_cost": self.least, "proven": self.proven(),
        })
    }

    /// Adds it to `result.json`. Nothing else holds a checksum of that file.
    pub fn add_to(&self, files: &mut Files) {
        let Some(bytes) = files.get_mut("result.json") else { return };
        if let Ok(mut result) = serde_json::from_slice::<Value>(bytes) {
            result["replan"] = self.as_json();
            *bytes = format!("{result:#}\n").into_bytes();
        }
    }
}
