//! A plan in its problem with some goals lifted out, and their models narrowed: "what if this goal could not run there?".
//!
//! A narrowed model is a copy with fewer placements or starts, so that a best answer is exact in it; it never changes the rules of the others.

use crate::domain::ids::SchoolIx;
use crate::domain::instance::Instance;
use crate::domain::plan::{Plan, Run};
use crate::formulation::columns::first_like;
use crate::formulation::placement::{GoalModel, PlacedRun, SiteOption, ValuedStart};
use crate::solve::decomposed::choices::choices_of;
use crate::solve::decomposed::improve::Search;
use crate::solve::decomposed::problem::{Problem, SiteUse};
use crate::solve::decomposed::respond::{Choice, Pick};

/// A plan in its problem.
pub struct Desk {
    /// The problem.
    pub problem: Problem,
    /// The choice of each goal.
    pub choices: Vec<Option<Choice>>,
}

/// A goal with another model in place of its own.
#[derive(Clone)]
pub struct Narrowed {
    /// The goal.
    pub goal: usize,
    model: GoalModel,
    uses: Vec<SiteUse>,
}

impl Narrowed {
    /// Whether anything is left that it could do.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        !self.model.placements.is_empty()
    }
}

impl Desk {
    /// The plan in the year; `None` where a run of it is not possible there.
    #[must_use]
    pub fn new(instance: &Instance, plan: &Plan) -> Option<Self> {
        let problem = Problem::new(instance);
        let choices = choices_of(&problem, instance.calendar, plan).ok()?;
        Some(Self { problem, choices })
    }

    /// Asks a question of the plan without the narrowed goals, in the problem with their models.
    pub fn ask<T>(&mut self, narrowed: Vec<Narrowed>, question: impl for<'p> FnOnce(&'p Problem, Search<'p>) -> T) -> T {
        let mut choices = self.choices.clone();
        let mut own = Vec::new();
        for Narrowed { goal, model, uses } in narrowed {
            choices[goal] = None;
            let model = std::mem::replace(&mut self.problem.models[goal], model);
            own.push(Narrowed { goal, model, uses: std::mem::replace(&mut self.problem.uses[goal], uses) });
        }
        let answer = question(&self.problem, Search::from_choices(&self.problem, &choices));
        for Narrowed { goal, model, uses } in own {
            self.problem.models[goal] = model;
            self.problem.uses[goal] = uses;
        }
        answer
    }

    /// The run's position in the choice of its goal.
    #[must_use]
    pub fn position(&self, run: Run) -> Option<usize> {
        let (choice, model) = (self.choices[run.goal.index()].as_ref()?, &self.problem.models[run.goal.index()]);
        let there = |(placed, pick): (&PlacedRun, &Pick)| {
            let option = &model.sites[placed.site];
            option.site == run.site && option.starts[pick.start].day == run.start
        };
        model.placements[choice.placement].runs.iter().zip(&choice.picks).position(there)
    }

    /// The goal as it is.
    #[must_use]
    pub fn whole(&self, goal: usize) -> Narrowed {
        Narrowed { goal, model: self.problem.models[goal].clone(), uses: self.problem.uses[goal].clone() }
    }

    /// The goal with fewer than so many runs of one kind at a school, and with as many runs in all as now, where that is possible.
    #[must_use]
    pub fn fewer_at(&self, goal: usize, kind: usize, school: SchoolIx, than: usize) -> Narrowed {
        let mut narrowed = self.whole(goal);
        let model = &self.problem.models[goal];
        let here = |run: &&PlacedRun| model.sites[run.site].school == school;
        let now = self.choices[goal].as_ref().map(|choice| &model.placements[choice.placement].runs);
        // Of all kinds too, so that no other run of the goal takes its place.
        let all = now.map_or(0, |runs| runs.iter().filter(here).count());
        let now = now.map_or(0, Vec::len);
        let placements = &mut narrowed.model.placements;
        placements.retain(|p| p.runs.iter().filter(|run| run.kind == kind && here(run)).count() < than);
        placements.retain(|p| p.runs.iter().filter(here).count() < all);
        if placements.iter().any(|p| p.runs.len() >= now) {
            placements.retain(|p| p.runs.len() >= now);
        }
        narrowed
    }

    /// The goal with no run of one kind, and no run that the plan chooses, among the starts that the test names.
    #[must_use]
    pub fn without_starts(&self, goal: usize, kind: usize, test: impl Fn(&SiteOption, &ValuedStart) -> bool) -> Narrowed {
        let mut narrowed = self.whole(goal);
        let twin = self.twins(&mut narrowed, |option, start| !test(option, start));
        let kinds = &mut narrowed.model.kinds;
        let narrow: Vec<bool> = (0..kinds.len()).map(|k| k == kind || !kinds[k].is_required()).collect();
        for kind in kinds.iter_mut().zip(&narrow).filter_map(|(kind, narrow)| narrow.then_some(kind)) {
            kind.sites = kind.sites.iter().filter_map(|site| twin[*site]).collect();
        }
        narrowed.model.placements.retain_mut(|placement| {
            let mut runs = placement.runs.iter_mut().filter(|run| narrow[run.kind]);
            runs.all(|run| {
                let Some(site) = twin[run.site] else { return false };
                run.site = site;
                true
            })
        });
        narrowed.drop_untimely();
        narrowed
    }

    /// The goal with at least one run among the starts that the test names. Each such run gets a site of its own in the model, with these
    /// starts alone, so that what keeps the runs apart stays in force.
    #[must_use]
    pub fn with_start(&self, goal: usize, test: impl Fn(&SiteOption, &ValuedStart) -> bool) -> Narrowed {
        let mut narrowed = self.whole(goal);
        let twin = self.twins(&mut narrowed, test);
        for kind in &mut narrowed.model.kinds {
            let twins: Vec<usize> = kind.sites.iter().filter_map(|site| twin[*site]).collect();
            kind.sites.extend(twins);
        }
        narrowed.model.placements.clear();
        for placement in &self.problem.models[goal].placements {
            for (r, run) in placement.runs.iter().enumerate() {
                if let Some(site) = twin[run.site] {
                    let mut there = placement.clone();
                    there.runs[r].site = site;
                    narrowed.model.placements.push(there);
                }
            }
        }
        narrowed.drop_untimely();
        narrowed
    }

    /// The goal with one run of the plan (by its position in the choice) among the starts that the test names, and all its other runs where they are.
    #[must_use]
    pub fn with_one_moved(&self, goal: usize, run: usize, test: impl Fn(&SiteOption, &ValuedStart) -> bool) -> Narrowed {
        let (mut narrowed, model) = (self.whole(goal), &self.problem.models[goal]);
        narrowed.model.placements.clear();
        let Some(choice) = &self.choices[goal] else { return narrowed };
        let current = &model.placements[choice.placement].runs;
        let there = self.twins(&mut narrowed, test);
        let starts =
            current.iter().zip(&choice.picks).map(|(placed, pick)| (placed.site, model.sites[placed.site].starts[pick.start]));
        let own: Vec<usize> = starts.map(|(site, start)| self.twin(&mut narrowed, site, vec![start])).collect();
        for kind in &mut narrowed.model.kinds {
            let stay = current.iter().zip(&own).filter(|(placed, _)| kind.sites.contains(&placed.site)).map(|(_, own)| *own);
            let twins: Vec<usize> = kind.sites.iter().filter_map(|site| there[*site]).chain(stay).collect();
            kind.sites.extend(twins);
        }
        let sort = |placed: &PlacedRun| first_like(model, placed.kind);
        for placement in model.placements.iter().filter(|placement| placement.runs.len() == current.len()) {
            for (at, placed) in placement.runs.iter().enumerate().filter(|(_, placed)| sort(placed) == sort(&current[run])) {
                let mut rest: Vec<usize> = (0..current.len()).filter(|other| *other != run).collect();
                let mut new = placement.clone();
                let mut others = new.runs.iter_mut().enumerate().filter(|(other, _)| *other != at);
                let stay = others.all(|(_, other)| {
                    let same = |r: &usize| (sort(&current[*r]), current[*r].site) == (sort(other), other.site);
                    let Some(known) = rest.iter().position(same) else { return false };
                    other.site = own[rest.remove(known)];
                    true
                });
                if let Some(twin) = there[placed.site].filter(|_| stay) {
                    new.runs[at].site = twin;
                    narrowed.model.placements.push(new);
                }
            }
        }
        narrowed.drop_untimely();
        narrowed
    }

    /// Gives each site with a start that passes the test a twin with these starts alone; where each twin is.
    fn twins(&self, narrowed: &mut Narrowed, test: impl Fn(&SiteOption, &ValuedStart) -> bool) -> Vec<Option<usize>> {
        let goal = narrowed.goal;
        let mut twin = vec![None; self.problem.models[goal].sites.len()];
        for (i, option) in self.problem.models[goal].sites.iter().enumerate() {
            let starts: Vec<ValuedStart> = option.starts.iter().filter(|start| test(option, start)).copied().collect();
            if !starts.is_empty() {
                twin[i] = Some(self.twin(narrowed, i, starts));
            }
        }
        twin
    }

    /// Gives the site a twin with these starts; where it is.
    fn twin(&self, narrowed: &mut Narrowed, site: usize, starts: Vec<ValuedStart>) -> usize {
        let option = &self.problem.models[narrowed.goal].sites[site];
        narrowed.model.sites.push(SiteOption { starts, ..option.clone() });
        narrowed.uses.push(self.problem.uses[narrowed.goal][site].clone());
        narrowed.model.sites.len() - 1
    }
}

impl Narrowed {
    /// Placements with a run that has no start in its time are none.
    fn drop_untimely(&mut self) {
        let timely: Vec<bool> = self
            .model
            .placements
            .iter()
            .map(|p| p.runs.iter().all(|run| !self.model.start_range(run.kind, run.site).is_empty()))
            .collect();
        let mut keep = timely.into_iter();
        self.model.placements.retain(|_| keep.next().unwrap_or(false));
    }
}
