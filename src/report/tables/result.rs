//! `result.json`: how good the plan is, how sure that is, and what it was made from.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, Stop};
use crate::domain::units::rdiv_wide;
use crate::report::Options;
use crate::report::derived::{GoalState, count};
use crate::report::figures::Figures;
use crate::report::figures::terms::Term;
use crate::report::text::hex;

/// Units of deterministic work that count as one nominal second; a clock would make the file differ from run to run.
const WORK_PER_SECOND: f64 = 50.0;

/// The file. `others` are all other files of the plan folder, finished: it carries their checksums.
#[must_use]
pub fn file(
    instance: &Instance,
    outcome: &Outcome,
    figures: &Figures,
    options: &Options,
    others: &BTreeMap<String, Vec<u8>>,
) -> Vec<u8> {
    let outputs: BTreeMap<&str, String> =
        others.iter().map(|(name, bytes)| (name.as_str(), hex(&Sha256::digest(bytes)))).collect();
    let mut result = json!({
        "status": status(outcome.stop),
        "objective": outcome.value,
        "bound": outcome.bound,
        "gap": gap(outcome),
        "asked_gap": options.asked_gap,
        "terms": figures.terms.iter().map(term).collect::<serde_json::Map<_, _>>(),
        "counts": counts(instance, outcome, figures),
        "seconds": outcome.work as f64 / WORK_PER_SECOND,
        "seed": options.seed,
        "profile": instance.profile.name,
        "year": instance.calendar.year(),
        "network": instance.network,
        "version": env!("CARGO_PKG_VERSION"),
        "inputs": instance.inputs,
        "plan_sha256": outputs.get("plan.csv"),
        "outputs": outputs,
    });
    if let (Some(name), Value::Object(result)) = (&instance.scenario, &mut result) {
        result.insert("scenario".to_owned(), Value::from(name.as_str()));
    }
    format!("{result:#}\n").into_bytes()
}

/// The word for why the solver stopped.
#[must_use]
pub fn status(stop: Stop) -> &'static str {
    match stop {
        Stop::Optimal => "optimal",
        Stop::Gap => "within_gap",
        Stop::Work => "work_limit",
        Stop::Time => "time_limit",
        Stop::Interrupt => "interrupted",
    }
}

/// (bound - objective) / max(1, |bound|), six decimals.
fn gap(outcome: &Outcome) -> f64 {
    let distance = 1_000_000 * (i128::from(outcome.bound) - i128::from(outcome.value));
    rdiv_wide(distance, i128::from(outcome.bound).abs().max(1)) as f64 / 1_000_000.0
}

fn term(term: &Term) -> (String, Value) {
    let natural = term.natural as f64 / 1000.0;
    (term.code.to_owned(), json!({"value": term.value, "weight": term.weight, "natural": natural, "unit": term.unit}))
}

/// `narrow_held` is the expected number of held runs of narrow goals, three decimals.
fn counts(instance: &Instance, outcome: &Outcome, figures: &Figures) -> Value {
    let plan = &outcome.plan;
    let narrow = plan.runs.iter().zip(&figures.runs).filter(|(run, _)| figures.goals[run.goal.index()].narrow);
    let narrow_held: i64 = narrow.map(|(_, numbers)| numbers.probability).sum();
    json!({
        "goals_in_scope": instance.goals.len(),
        "covered": count(instance, plan, GoalState::Covered),
        "gaps": count(instance, plan, GoalState::Gap),
        "agreements": count(instance, plan, GoalState::Agreement),
        "runs": plan.runs.len(),
        "guarantee_runs": plan.runs.iter().filter(|run| run.guarantee).count(),
        "narrow_held": narrow_held as f64 / 1000.0,
    })
}
