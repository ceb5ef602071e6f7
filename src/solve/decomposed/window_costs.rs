//! What windows (`formulation::room_window`) add to the costs of starts, and which of them a choice uses.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::formulation::coupling::Coupling;
use crate::formulation::placement::GoalModel;
use crate::formulation::room_window::RoomWindow;
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;

/// Windows in order, found by site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Windows {
    list: Vec<RoomWindow>,
    capacity: Vec<i64>,
    of_site: Vec<Range<usize>>,
}

impl Windows {
    /// Puts the windows in order; each must be there once.
    #[must_use]
    pub fn new(coupling: &Coupling, mut list: Vec<RoomWindow>) -> Self {
        list.sort_unstable();
        let from = |site: usize| list.partition_point(|w| w.site.index() < site);
        let of_site = (0..coupling.room.len()).map(|site| from(site)..from(site + 1)).collect();
        Self { capacity: list.iter().map(|w| w.capacity(coupling)).collect(), of_site, list }
    }

    /// The windows by site, goal, run and days.
    #[must_use]
    pub fn list(&self) -> &[RoomWindow] {
        &self.list
    }

    /// Rooms of each window.
    #[must_use]
    pub fn capacity(&self) -> &[i64] {
        &self.capacity
    }

    /// Positions of the windows that the choice uses; one may come more than once.
    pub fn used<'a>(&'a self, problem: &'a Problem, goal: usize, choice: &'a Choice) -> impl Iterator<Item = usize> + 'a {
        let model = &problem.models[goal];
        let runs = model.placements[choice.placement].runs.iter().zip(&choice.picks);
        runs.flat_map(move |(run, pick)| {
            let option = &model.sites[run.site];
            let open = option.starts[pick.start].open;
            let here = self.of_site.get(option.site.index()).cloned().unwrap_or_default();
            here.filter(move |w| self.list[*w].counts(model.goal, run.kind, open, model.days))
        })
    }
}

/// Prices of windows: per site what every run pays that holds all their days, and per goal what its run set apart pays besides.
#[derive(Debug, Clone, Default)]
pub struct WindowCosts {
    of_site: Vec<Vec<(RoomWindow, i64)>>,
    of_goal: BTreeMap<usize, Vec<(RoomWindow, i64)>>,
}

impl WindowCosts {
    /// The costs at these prices, one per window.
    #[must_use]
    pub fn new(windows: &Windows, prices: &[i64]) -> Self {
        let mut costs = Self { of_site: vec![Vec::new(); windows.of_site.len()], of_goal: BTreeMap::new() };
        for (window, price) in windows.list.iter().zip(prices).filter(|(_, price)| **price > 0) {
            costs.of_site[window.site.index()].push((*window, *price));
            costs.of_goal.entry(window.goal.index()).or_default().push((*window, *price));
        }
        costs
    }

    /// Takes from the nets of the site's starts what a run pays that is not set apart.
    pub fn charge(&self, model: &GoalModel, site: usize, nets: &mut [i64]) {
        let option = &model.sites[site];
        for (window, price) in self.of_site.get(option.site.index()).into_iter().flatten() {
            let least = (window.last + 1).saturating_sub(model.days);
            let from = option.starts.partition_point(|s| s.open < least);
            let to = option.starts.partition_point(|s| s.open <= window.first);
            for net in nets.iter_mut().take(to).skip(from) {
                *net -= price;
            }
        }
    }

    /// The nets of a run of this kind where they differ: set apart by a window at the site.
    #[must_use]
    pub fn set_apart(&self, model: &GoalModel, kind: usize, site: usize, nets: &[i64]) -> Option<Vec<i64>> {
        let option = &model.sites[site];
        let own = self.of_goal.get(&model.goal.index())?.iter();
        let mut charged: Option<Vec<i64>> = None;
        for (window, price) in own.filter(|(w, _)| (w.kind, w.site) == (kind, option.site)) {
            let nets = charged.get_or_insert_with(|| nets.to_vec());
            for (net, start) in nets.iter_mut().zip(&option.starts) {
                if window.is_touched(start.open, model.days) && !window.is_held(start.open, model.days) {
                    *net -= price;
                }
            }
        }
        charged
    }
}
