//! From choices to a plan, and from prices to a certificate.

use crate::domain::instance::Instance;
use crate::domain::plan::{Plan, Price, Run};
use crate::formulation::constraints::c03_room_capacity;
use crate::formulation::coupling::HIGHEST_PRICE;
use crate::formulation::objective::o08_guarantee;
use crate::formulation::room_window::RoomWindow;
use crate::solve::decomposed::bound::Bound;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;

/// The dated runs of the choices.
#[must_use]
pub fn plan_of(problem: &Problem, choices: &[Option<Choice>]) -> Plan {
    let mut runs = Vec::new();
    for (model, choice) in problem.models.iter().zip(choices) {
        let Some(choice) = choice else { continue };
        for (run, pick) in model.placements[choice.placement].runs.iter().zip(&choice.picks) {
            let kind = &model.kinds[run.kind];
            let option = &model.sites[run.site];
            runs.push(Run {
                goal: model.goal,
                start: option.starts[pick.start].day,
                site: option.site,
                guarantee: pick.guarantee,
                min: if pick.guarantee { o08_guarantee::minimum(kind.min) } else { kind.min },
                max: kind.max,
                origin: kind.origin,
            });
        }
    }
    Plan::new(runs)
}

/// The certificate of a bound: every row with a price above 0, sorted.
#[must_use]
pub fn certificate_of(instance: &Instance, problem: &Problem, bound: &Bound) -> Vec<Price> {
    let rows = problem.coupling.rows.iter().zip(bound.row_prices()).filter(|(_, price)| **price > 0);
    let mut prices: Vec<Price> =
        rows.map(|(row, price)| Price { rule: row.rule.to_string(), key: row.key.clone(), price: *price }).collect();
    for (window, price) in bound.window_prices().filter(|(_, price)| *price > 0) {
        let key = window.key(instance, &problem.parameters);
        prices.push(Price { rule: c03_room_capacity::NAME.to_string(), key, price });
    }
    if bound.gap_price > 0 {
        prices.push(Price { rule: "c01_cover".to_string(), key: "gaps".to_string(), price: bound.gap_price });
    }
    prices.sort();
    prices
}

/// The windows of a certificate, e.g. of an earlier plan, that are rows of this problem too.
#[must_use]
pub fn windows_of(instance: &Instance, problem: &Problem, certificate: &[Price]) -> Vec<(RoomWindow, i64)> {
    let window = |price: &Price| {
        let window = RoomWindow::from_key(instance, &problem.parameters, &problem.models, &price.rule, &price.key)?;
        Some((window, price.price.clamp(0, HIGHEST_PRICE)))
    };
    certificate.iter().filter_map(window).collect()
}
