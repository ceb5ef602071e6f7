//! A plan in its problem with some goals lifted out, and their models narrowed: "what if this goal could not run there?".
//!
//! A narrowed model is a copy with fewer placements or starts, so that a best answer is exact in it; it never changes the rules of the others.

use crate::domain::ids::SchoolIx;
use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::formulation::placement::{GoalModel, PlacedRun, SiteOption, ValuedStart};
use crate::solve::decomposed::choices::choices_of;
use crate::solve::decomposed::improve::Search;
use crate::solve::decomposed::problem::{Problem, SiteUse};
use crate::solve::decomposed::respond::Choice;

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

    /// Gives each site with a start that passes the test a twin with these starts alone; where each twin is.
    fn twins(&self, narrowed: &mut Narrowed, test: impl Fn(&SiteOption, &ValuedStart) -> bool) -> Vec<Option<usize>> {
        let goal = narrowed.goal;
        let mut twin = vec![None; self.problem.models[goal].sites.len()];
        for (i, option) in self.problem.models[goal].sites.iter().enumerate() {
            let starts: Vec<ValuedStart> = option.starts.iter().filter(|start| test(option, start)).copied().collect();
            if !starts.is_empty() {
                twin[i] = Some(narrowed.model.sites.len());
                narrowed.model.sites.push(SiteOption { starts, ..option.clone() });
                narrowed.uses.push(self.problem.uses[goal][i].clone());
            }
        }
        twin
    }
}

impl Narrowed {
    /// The goal with at least so many runs at a school.
    #[must_use]
    pub fn with_at_least(mut self, school: SchoolIx, count: usize) -> Self {
        let Self { model, .. } = &mut self;
        let GoalModel { sites, placements, .. } = model;
        placements.retain(|p| p.runs.iter().filter(|run| sites[run.site].school == school).count() >= count);
        self
    }

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
