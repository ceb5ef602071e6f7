//! The comparison for programs.

use serde_json::{Value, json};

use crate::compare::measures::{Load, Measured, differing};
use crate::compare::plan::{FiledRun, State};

/// Plans in their order, each with its numbers, and the goals that differ.
#[must_use]
pub fn data(plans: &[Measured]) -> Value {
    let goal = |code: &str| {
        let title = plans.iter().find_map(|plan| plan.plan.goals.get(code)).map(|goal| goal.title.as_str());
        let states: Vec<Value> = plans.iter().map(|plan| state(plan.plan.goals.get(code).map(|goal| &goal.state))).collect();
        json!({ "goal_code": code, "title": title, "plans": states })
    };
    let goals: Vec<Value> = differing(plans).into_iter().map(goal).collect();
    json!({ "plans": plans.iter().map(numbers).collect::<Vec<_>>(), "differing_goals": goals })
}

fn numbers(plan: &Measured) -> Value {
    let (totals, milli) = (&plan.totals, |value: i64| value as f64 / 1000.0);
    let farthest = plan
        .farthest
        .as_ref()
        .map(|(tenths, area, group)| json!({ "km": *tenths as f64 / 10.0, "municipality_code": area, "branch_group": group }));
    let load = |load: &Load| {
        json!({
            "school_id": load.school, "runs": load.runs, "course_days": load.days, "guarantee_runs": load.guarantees,
            "narrow_runs": load.narrow, "fair_share": load.fair,
        })
    };
    json!({
        "name": plan.name, "scenario": plan.scenario, "profile": plan.plan.profile, "plan_sha256": plan.plan.checksum,
        "goals": totals.goals, "covered": totals.covered, "agreements": totals.agreements, "gaps": totals.gaps,
        "runs": totals.runs, "guarantee_runs": totals.guarantees, "expected_participants": milli(totals.expected),
        "narrow_runs": plan.narrow_runs(), "narrow_held": milli(plan.narrow_held), "moved": plan.moved,
        "farthest": farthest, "schools": plan.loads.iter().map(load).collect::<Vec<_>>(),
        "value": plan.value, "bound": plan.bound,
    })
}

fn state(state: Option<&State>) -> Value {
    let run = |run: &FiledRun| json!({ "school_id": run.school, "site_id": run.site, "start_date": run.start.to_string(), "guarantee": run.guarantee });
    match state {
        Some(State::Covered(runs)) => json!({ "runs": runs.iter().map(run).collect::<Vec<_>>() }),
        Some(State::Agreement(reference)) => json!({ "agreement": reference }),
        Some(State::Gap(_)) => json!({ "gap": true }),
        None => Value::Null,
    }
}
