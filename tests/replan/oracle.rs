//! The least change of all: the whole programme of the year, with the change as its objective. Shares the programme with the product, and
//! nothing of how the product looks for the least change.

use std::collections::{BTreeMap, BTreeSet};

use amuplan::compare::placed::Placed;
use amuplan::domain::calendar::Day;
use amuplan::domain::ids::{SchoolIx, SiteIx};
use amuplan::domain::instance::Instance;
use amuplan::formulation::linear::{Column, ModelRow};
use amuplan::formulation::model::{AnnualModel, GapMode, build};
use amuplan::replan::cost::Spot;
use amuplan::solve::decomposed::problem::Problem;
use amuplan::solve::highs::{Limits, Status, maximise};

/// The least change lies from `bound` to `plan`; they differ only where a goal has two runs at one site.
pub struct Best {
    pub bound: i64,
    pub plan: i64,
}

/// Cost of one pair.
fn pair(a: &Spot, b: &Spot) -> i64 {
    let same = |a: Option<usize>, b: Option<usize>| a.is_some() && a == b;
    if !same(a.school.map(SchoolIx::index), b.school.map(SchoolIx::index)) {
        3
    } else if !same(a.site.map(SiteIx::index), b.site.map(SiteIx::index)) {
        2
    } else {
        i64::from(a.start.is_none() || a.start != b.start || a.guarantee != b.guarantee)
    }
}

/// The least cost over all pairings, one by one.
pub fn brute_cost(before: &[Spot], now: &[Spot]) -> i64 {
    let Some((first, rest)) = before.split_first() else { return 3 * now.len() as i64 };
    let dropped = 3 + brute_cost(rest, now);
    let partner = |at: usize| {
        let mut left = now.to_vec();
        let other = left.remove(at);
        pair(first, &other) + brute_cost(rest, &left)
    };
    (0..now.len()).map(partner).chain([dropped]).min().expect("one way at least")
}

/// Runs of the plan on the table by goal.
fn table(instance: &Instance, placed: &Placed) -> Vec<Vec<Spot>> {
    let mut all = vec![Vec::new(); instance.goals.len()];
    for run in &placed.plan.runs {
        let school = Some(instance.school_of(run.site));
        all[run.goal.index()].push(Spot { school, site: Some(run.site), start: Some(run.start), guarantee: run.guarantee });
    }
    for (code, run) in &placed.lost {
        if let Some(goal) = instance.goals.iter().position(|g| g.code == *code) {
            let school = instance.schools.iter().position(|s| s.id == run.school).map(SchoolIx::from);
            all[goal].push(Spot { school, site: None, start: instance.calendar.day(run.start), guarantee: run.guarantee });
        }
    }
    all
}

/// Solves it: every held goal has a run, the others may have one. `None` where HiGHS did not end.
pub fn least_change(instance: &Instance, placed: &Placed, held: &BTreeSet<usize>) -> Option<Best> {
    let table = table(instance, placed);
    let problem = Problem::new(instance);
    let mut model = build(instance, &problem.parameters, &problem.models, &problem.coupling, GapMode::Count);
    let all: i64 = 3 * table.iter().map(Vec::len).sum::<usize>() as i64;
    model.linear.columns.iter_mut().for_each(|column| column.objective = 0);
    for (goal, before) in table.iter().enumerate() {
        price(&mut model, goal, before, held.contains(&goal));
    }
    let limits = Limits { seconds: Some(60.0), nodes: None, seed: 1, interrupt: None, worker: None };
    let solved = maximise(&model.linear, &limits, None);
    (solved.status == Status::Optimal).then_some(())?;
    let point = solved.point?;
    let bound = all - model.linear.objective(&point);
    let plan = model.plan(&point)?;
    let now = self::table(instance, &Placed { plan, lost: Vec::new() });
    Some(Best { bound, plan: table.iter().zip(&now).map(|(before, now)| brute_cost(before, now)).sum() })
}

/// Objective and rows of one goal: what its placements save against dropping all its runs, and one more for each run that is kept.
fn price(model: &mut AnnualModel<'_>, goal: usize, before: &[Spot], held: bool) {
    let columns = model.columns.of_goal[goal].clone();
    let goals = &model.goals[goal];
    if let (Some(gap), true) = (columns.gap, held) {
        model.linear.columns[gap].upper = Some(0);
    }
    for (placement, column) in goals.placements.iter().zip(&columns.placements) {
        // Without dates nothing is kept.
        let undated = |run: &amuplan::formulation::placement::PlacedRun| {
            let option = &goals.sites[run.site];
            Spot { school: Some(option.school), site: Some(option.site), start: None, guarantee: false }
        };
        let places: Vec<Spot> = placement.runs.iter().map(undated).collect();
        model.linear.columns[*column].objective = 3 * before.len() as i64 - brute_cost(before, &places);
    }
    let mut spots: BTreeMap<(usize, Day), [i64; 2]> = BTreeMap::new();
    for spot in before {
        if let (Some(site), Some(day)) = (spot.site, spot.start) {
            spots.entry((site.index(), day)).or_default()[usize::from(spot.guarantee)] += 1;
        }
    }
    for ((site, day), counts) in spots {
        let Some(s) = goals.sites.iter().position(|option| option.site.index() == site) else { continue };
        let starts = &goals.sites[s].starts;
        let here = columns.starts.iter().filter(|group| group.site == s).flat_map(|group| &group.columns);
        let mut dated: Vec<(usize, i64)> = here.filter(|(t, _)| starts[*t].day == day).map(|(_, y)| (*y, -1)).collect();
        for (guarantee, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let kept = model.linear.columns.len();
            let name = format!("kept[{goal},{site},{},{guarantee}]", day.0);
            model.linear.columns.push(Column { name: name.clone(), lower: 0, upper: Some(count), integer: true, objective: 1 });
            dated.push((kept, 1));
            let mut kind: BTreeMap<usize, i64> = BTreeMap::from([(kept, 1)]);
            for (p, placement) in goals.placements.iter().enumerate() {
                for (r, _) in placement.runs.iter().enumerate().filter(|(_, run)| run.site == s) {
                    let run = &placement.runs[r];
                    let (z, u) = (columns.placements[p], columns.guarantees.get(&(p, r)));
                    match (u, guarantee == 1) {
                        (Some(u), true) => *kind.entry(*u).or_default() -= 1,
                        (Some(u), false) => {
                            *kind.entry(z).or_default() -= 1;
                            *kind.entry(*u).or_default() += 1;
                        }
                        (None, yes) if yes == run.ordinary.is_none() => *kind.entry(z).or_default() -= 1,
                        (None, _) => {}
                    }
                }
            }
            model.linear.rows.push(ModelRow::at_most(name, 0, kind.into_iter().collect()));
        }
        model.linear.rows.push(ModelRow::at_most(format!("kept[{goal},{site},{}]", day.0), 0, dated));
    }
}
