//! Every plan of a very small year, tried one by one: rules written from the document, without the goal models or the programme.
//! The values of the terms are shared with the program; the soft rows are counted here.

use std::collections::BTreeMap;

use amuplan::domain::calendar::Day;
use amuplan::domain::goal::{Goal, Origin, When};
use amuplan::domain::ids::{GoalIx, SiteIx};
use amuplan::domain::instance::Instance;
use amuplan::domain::network::PoolScope;
use amuplan::domain::plan::{Plan, Run};
use amuplan::formulation::coupling::Coupling;
use amuplan::formulation::value::terms;

use super::Year;

/// Days that a run of the goal takes from this start, if the start is possible (2.1).
pub fn occupied(instance: &Instance, goal: &Goal, site: SiteIx, start: Day) -> Option<Vec<Day>> {
    let calendar = &instance.calendar;
    let open = |d: &Day| instance.site(site).rooms[d.index()] > 0;
    let days: Vec<Day> = calendar.days().skip(start.index()).filter(open).take(usize::from(goal.days)).collect();
    let (first, last) = (*days.first()?, *days.last()?);
    let weeks: Vec<u8> = days.iter().map(|d| calendar.week(*d).0).collect();
    let together = if goal.days <= 5 { weeks[0] == weeks[weeks.len() - 1] } else { weeks.windows(2).all(|w| w[1] - w[0] <= 1) };
    let approved = goal.eligible.iter().find(|e| e.site == site)?.approved.iter().any(|(f, t)| *f <= first && last <= *t);
    let gone = goal.archived_from.is_some_and(|a| a <= last);
    let school = instance.school_of(site);
    let forbidden = goal.forbidden.iter().any(|f| {
        f.school.is_none_or(|k| k == school)
            && f.site.is_none_or(|s| s == site)
            && f.days.is_none_or(|(a, b)| a <= start && start <= b)
    });
    let whole = days.len() == usize::from(goal.days) && first == start;
    (whole && together && approved && !gone && !forbidden).then_some(days)
}

fn window(instance: &Instance, day: Day, windows: usize) -> usize {
    usize::from(instance.calendar.week(day).0) * windows / instance.calendar.weeks()
}

/// One way to take a run: required runs with their position, extra runs without.
type Choice = (Option<usize>, Run);

/// Every way to give the goal its runs, C01, C02, C05 and C06 kept; the empty list where it may stay without.
fn options(instance: &Instance, g: GoalIx, most_runs: usize) -> Vec<Vec<Run>> {
    let goal = instance.goal(g);
    let required = goal.required.len();
    let mut all = if required == 0 { vec![Vec::new()] } else { Vec::new() };
    for runs in required.max(1)..=most_runs.max(required) {
        let mut partial: Vec<Vec<Choice>> = vec![Vec::new()];
        for position in 0..runs {
            let choices = choices(instance, g, (position < required).then_some(position));
            let extend = |before: Vec<Choice>| {
                let fits = |c: &&Choice| c.0.is_some() || before.last().is_none_or(|b| b.0.is_some() || b.1 <= c.1);
                let longer = |c: &Choice| before.iter().copied().chain([*c]).collect();
                choices.iter().filter(fits).map(longer).collect::<Vec<Vec<Choice>>>()
            };
            partial = partial.into_iter().flat_map(extend).collect();
        }
        let apart: Vec<&Vec<Choice>> = partial.iter().filter(|p| keeps_windows(instance, goal, p)).collect();
        let kept = if runs == required && apart.is_empty() { partial.iter().collect() } else { apart };
        all.extend(kept.into_iter().map(|p| p.iter().map(|c| c.1).collect()));
    }
    all
}

fn choices(instance: &Instance, g: GoalIx, position: Option<usize>) -> Vec<Choice> {
    let goal = instance.goal(g);
    let asked = position.map(|p| &goal.required[p]);
    let mut found = Vec::new();
    for site in goal.eligible.iter().map(|e| e.site).filter(|s| asked.is_none_or(|a| a.sites.contains(s))) {
        for start in instance.calendar.days().filter(|d| occupied(instance, goal, site, *d).is_some()) {
            let inside = asked.is_none_or(|a| match a.when {
                When::Fixed(from, to) => from <= start && start <= to,
                When::Free => true,
            });
            for guarantee in [false, true] {
                let allowed = match asked {
                    Some(a) => a.guarantee.is_none_or(|x| x == guarantee),
                    None => !guarantee || goal.guarantee_ok,
                };
                let (min, max, origin) = asked.map_or((goal.min, goal.max, Origin::Assigned), |a| (a.min, a.max, a.origin));
                let min = if guarantee { min.min(5) } else { min };
                if inside && allowed {
                    found.push((position, Run { goal: g, start, site, guarantee, min, max, origin }));
                }
            }
        }
    }
    found
}

/// C05.
fn keeps_windows(instance: &Instance, goal: &Goal, chosen: &[Choice]) -> bool {
    let runs = chosen.len();
    if !(2..=8).contains(&runs) {
        return true;
    }
    let fixed = |p: &Option<usize>| p.is_some_and(|p| goal.required[p].when != When::Free);
    let mut taken = vec![false; runs];
    for asked in &goal.required {
        if let When::Fixed(from, to) = asked.when {
            let possible = |d: &Day| asked.sites.iter().any(|s| occupied(instance, goal, *s, *d).is_some());
            if let Some(first) = instance.calendar.days().find(|d| from <= *d && *d <= to && possible(d)) {
                taken[window(instance, first, runs)] = true;
            }
        }
    }
    chosen.iter().filter(|c| !fixed(&c.0)).all(|c| !std::mem::replace(&mut taken[window(instance, c.1.start, runs)], true))
}

/// What one way to plan a goal is worth on its own, and what it takes.
struct Way {
    runs: Vec<Run>,
    value: i64,
    gap: usize,
}

/// Fewest gaps, then the largest value, over every plan; `None` if there is no plan.
pub fn best(year: &Year) -> Option<(usize, i64)> {
    let instance = &year.instance;
    // Without soft rows the value of a plan is the sum over its goals.
    let mut plain = year.coupling.clone();
    plain.executor.clear();
    plain.load.iter_mut().for_each(|row| *row = None);
    let ways: Vec<Vec<Way>> = instance.goal_ixs().map(|g| ways(year, &plain, g)).collect();
    let mut best = None;
    let mut used = Used::default();
    search(instance, &year.coupling, &ways, &mut used, (0, 0), &mut best);
    best.map(|(gaps, minus)| (gaps, -minus))
}

/// What the plan breaks, if anything: every goal one of its ways, and all limits.
pub fn broken(year: &Year, plan: &Plan) -> Option<String> {
    let mut used = Used::default();
    for g in year.instance.goal_ixs() {
        let mut runs = plan.runs_of(g).to_vec();
        runs.sort();
        let known = options(&year.instance, g, most_runs(&year.instance, g)).into_iter().any(|mut way| {
            way.sort();
            way == runs
        });
        if !known {
            return Some(format!("no way to plan {}: {runs:?}", year.instance.goal(g).code));
        }
        if let Some(run) = runs.iter().find(|r| !used.add(&year.instance, r, 1)) {
            return Some(format!("a limit is exceeded by {run:?}"));
        }
    }
    None
}

/// R_g (2.4).
fn most_runs(instance: &Instance, g: GoalIx) -> usize {
    let goal = instance.goal(g);
    let demand: i64 = goal.demand.iter().chain(&goal.waiting).map(|(_, d)| d).sum();
    let narrow = demand < 2000 * i64::from(goal.min);
    let most = (demand / (1000 * i64::from(goal.min))).min(instance.profile.runs.max_runs) as usize;
    match (&goal.agreement, narrow) {
        (Some(_), _) => 0,
        (None, true) => 1,
        (None, false) => most,
    }
}

fn ways(year: &Year, plain: &Coupling, g: GoalIx) -> Vec<Way> {
    let no_agreement = year.instance.goal(g).agreement.is_none();
    let way = |runs: Vec<Run>| Way {
        value: terms(&year.instance, &year.parameters, plain, &Plan::new(runs.clone())).values().sum(),
        gap: usize::from(runs.is_empty() && no_agreement),
        runs,
    };
    let mut ways: Vec<Way> = options(&year.instance, g, most_runs(&year.instance, g)).into_iter().map(way).collect();
    ways.sort_by_key(|w| (w.gap, -w.value));
    ways
}

/// Units used of every limit, by a key in words.
#[derive(Default)]
struct Used(BTreeMap<String, i64>);

impl Used {
    /// Adds the run, `sign` 1 or -1; whether all hard limits still hold.
    fn add(&mut self, instance: &Instance, run: &Run, sign: i64) -> bool {
        let goal = instance.goal(run.goal);
        let school = instance.school_of(run.site);
        let mut fits = true;
        let mut take = |key: String, units: i64, limit: Option<i64>| {
            let used = self.0.entry(key).or_default();
            *used += sign * units;
            fits &= limit.is_none_or(|l| *used <= l);
        };
        let days = occupied(instance, goal, run.site, run.start).expect("a possible start");
        for day in &days {
            take(format!("room {:?} {}", run.site, day.0), 1, Some(i64::from(instance.site(run.site).rooms[day.index()])));
            for (p, pool) in instance.pools.iter().enumerate().filter(|(_, p)| p.school == school) {
                let counts = match pool.scope {
                    PoolScope::Fkb(f) => f == goal.fkb,
                    PoolScope::Group(b) => b == goal.group,
                };
                if let (true, Some(limit)) = (counts, pool.limit[day.index()]) {
                    take(format!("pool {p} {}", day.0), 1, Some(i64::from(limit)));
                }
            }
        }
        let data = instance.school(school);
        take(format!("guarantee {}", data.id), i64::from(run.guarantee), data.guarantee_cap.map(i64::from));
        take(format!("year {}", data.id), i64::from(goal.days), data.max_course_days.map(i64::from));
        take(format!("o04_load {}", data.id), i64::from(goal.days), None);
        take(format!("o03_spread {}|{}", instance.fkb(goal.fkb).code, data.id), 1, None);
        fits
    }

    /// Cost of the soft rows, tier by tier.
    fn soft_cost(&self, coupling: &Coupling) -> i64 {
        let mut cost = 0;
        for row in coupling.rows.iter().filter(|r| !r.tiers.is_empty()) {
            let used = self.0.get(&format!("{} {}", row.rule, row.key)).copied().unwrap_or(0);
            for unit in 0..(used - row.capacity).max(0) {
                let mut until = 0;
                let tier = row.tiers.iter().find(|t| {
                    until += t.width.unwrap_or(i64::MAX / 4);
                    unit < until
                });
                cost += tier.expect("the last tier takes any number").cost;
            }
        }
        cost
    }
}

/// Keeps the least (gaps, minus value).
fn search(
    instance: &Instance,
    coupling: &Coupling,
    ways: &[Vec<Way>],
    used: &mut Used,
    so_far: (usize, i64),
    best: &mut Option<(usize, i64)>,
) {
    // Soft costs only grow, so this is the most that can still come.
    let hope =
        so_far.1 + used.soft_cost(coupling) - ways.iter().map(|w| w.iter().map(|w| w.value).max().unwrap_or(0)).sum::<i64>();
    if best.is_some_and(|b| (so_far.0, hope) >= b) {
        return;
    }
    let Some((first, rest)) = ways.split_first() else {
        let total = (so_far.0, so_far.1 + used.soft_cost(coupling));
        *best = Some(best.map_or(total, |b| b.min(total)));
        return;
    };
    for way in first {
        let mut fits = true;
        for run in &way.runs {
            fits &= used.add(instance, run, 1);
        }
        if fits {
            search(instance, coupling, rest, used, (so_far.0 + way.gap, so_far.1 - way.value), best);
        }
        for run in &way.runs {
            used.add(instance, run, -1);
        }
    }
}
