//! Placements of one goal, and the starts that its runs can take (`models/annual-plan.md` 2.5, C01, C02, C05, C06).
//!
//! A [`GoalModel`] is all that a solver needs to know of a goal: kinds of run, sites, values, placements and windows. It can price and
//! place the goal without looking at the instance again.

use std::ops::Range;

use crate::domain::calendar::{Day, WeekIx};
use crate::domain::goal::{Goal, Origin, RequiredRun, When};
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::formulation::objective::{o01_held, o02_access, o03_spread, o05_date, o06_wishes, o07_stability, o08_guarantee};
use crate::formulation::parameters::{GoalSite, Parameters};
use crate::formulation::participants::turnouts;
use crate::formulation::windows::{Windows, windows};

/// A start of this goal at a site, with its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValuedStart {
    /// First day.
    pub day: Day,
    /// Position of the first day among the site's open days.
    pub open: u16,
    /// Week of the first day.
    pub week: WeekIx,
    /// O05 of a run that starts here.
    pub date_value: i32,
    /// O06 for the wished week, for extra runs only.
    pub wish_value: i32,
}

/// A site at which the goal can run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteOption {
    /// The site.
    pub site: SiteIx,
    /// Its school.
    pub school: SchoolIx,
    /// Possible starts by day, at least one.
    pub starts: Vec<ValuedStart>,
}

/// A kind of run: a required run, or the extra runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunKind {
    /// Sites that it may use, positions in `GoalModel::sites`.
    pub sites: Vec<usize>,
    /// When it starts.
    pub when: When,
    /// Guarantee: yes, no, or decided.
    pub guarantee: Option<bool>,
    /// Least participants of an ordinary run.
    pub min: u32,
    /// Seats.
    pub max: u32,
    /// Form, lock, or assigned for extra runs.
    pub origin: Origin,
}

impl RunKind {
    /// Whether a form or lock asks for it; else it is the kind of the extra runs.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.origin != Origin::Assigned
    }
}

/// One run of a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedRun {
    /// Kind, position in `GoalModel::kinds`.
    pub kind: usize,
    /// Site, position in `GoalModel::sites`.
    pub site: usize,
    /// Value as an ordinary run, if it may be one.
    pub ordinary: Option<i64>,
    /// Value as a guarantee run, if it may be one.
    pub guarantee: Option<i64>,
}

/// A site for each required run and some extra runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Its runs, required ones first.
    pub runs: Vec<PlacedRun>,
    /// Value of the placement as a whole (O02, O03 a).
    pub value: i64,
}

/// Everything a solver needs to know of a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalModel {
    /// The goal.
    pub goal: GoalIx,
    /// Course days of a run.
    pub days: u16,
    /// Sites with a possible start, by site.
    pub sites: Vec<SiteOption>,
    /// Required runs in canonical order, then the extra kind if there may be extra runs.
    pub kinds: Vec<RunKind>,
    /// All placements, those with fewest runs first; empty only where the goal cannot or need not run.
    pub placements: Vec<Placement>,
    /// Windows for each number of runs that occurs, by number.
    pub windows: Vec<Windows>,
    /// The goal may stay without a run (a gap, or closed by an agreement).
    pub may_rest: bool,
    /// Staying without a run is a gap (no agreement closes it).
    pub rest_is_gap: bool,
}

impl GoalModel {
    /// Builds the model of one goal.
    #[must_use]
    pub fn new(instance: &Instance, parameters: &Parameters, goal: GoalIx) -> Self {
        let data = instance.goal(goal);
        let sites: Vec<SiteOption> =
            parameters.sites[goal.index()].iter().map(|s| site_option(instance, parameters, data, s)).collect();
        let mut kinds: Vec<RunKind> = data.required.iter().map(|r| required_kind(data, r, &sites)).collect();
        let most = parameters.most_runs[goal.index()];
        if most > kinds.len() && !sites.is_empty() {
            kinds.push(extra_kind(data, sites.len()));
        }
        let mut model = Self {
            goal,
            days: data.days,
            sites,
            kinds,
            placements: Vec::new(),
            windows: Vec::new(),
            may_rest: data.required.is_empty(),
            rest_is_gap: data.required.is_empty() && data.agreement.is_none(),
        };
        let required = data.required.len();
        for runs in required.max(1)..=most.max(required) {
            let windows = windows(&model, runs, required, parameters.weeks);
            model.windows.push(windows);
            for choice in site_choices(&model.kinds, required, runs) {
                let placement = valued(instance, parameters, &model, &choice);
                model.placements.push(placement);
            }
        }
        model
    }

    /// Windows for `runs` runs.
    #[must_use]
    pub fn windows_for(&self, runs: usize) -> Option<&[bool]> {
        self.windows.iter().find(|w| w.runs == runs).and_then(|w| w.open.as_deref())
    }

    /// Whether a run of this kind may start here: inside its dates.
    #[must_use]
    pub fn starts_within(&self, kind: usize, start: &ValuedStart) -> bool {
        match self.kinds[kind].when {
            When::Fixed(first, last) => first <= start.day && start.day <= last,
            When::Free => true,
        }
    }

    /// The starts at one of its sites at which a run of this kind may start: positions in `SiteOption::starts`, which are by day.
    #[must_use]
    pub fn start_range(&self, kind: usize, site: usize) -> Range<usize> {
        let starts = &self.sites[site].starts;
        match self.kinds[kind].when {
            When::Free => 0..starts.len(),
            When::Fixed(first, last) => starts.partition_point(|s| s.day < first)..starts.partition_point(|s| s.day <= last),
        }
    }

    /// Whether no placement has two runs like this one: a required run without its equal, or the only extra run.
    #[must_use]
    pub fn is_single(&self, kind: usize) -> bool {
        let this = &self.kinds[kind];
        let equals = self.kinds.iter().filter(|other| *other == this).count();
        let extra = || self.placements.last().is_none_or(|p| p.runs.iter().filter(|r| r.kind == kind).count() <= 1);
        equals == 1 && (this.is_required() || extra())
    }

    /// Date-dependent value of a start for this kind (O05, and O06 for extra runs).
    #[must_use]
    pub fn start_value(&self, kind: usize, start: &ValuedStart) -> i64 {
        i64::from(start.date_value) + self.wish_value(kind, start)
    }

    /// What a start adds for this kind by the wished week (O06): extra runs only.
    #[must_use]
    pub fn wish_value(&self, kind: usize, start: &ValuedStart) -> i64 {
        if self.kinds[kind].is_required() { 0 } else { i64::from(start.wish_value) }
    }
}

fn site_option(instance: &Instance, parameters: &Parameters, goal: &Goal, site: &GoalSite) -> SiteOption {
    let open = &parameters.open[site.site.index()];
    let starts = site
        .starts
        .iter()
        .map(|s| ValuedStart {
            day: s.day,
            open: s.open,
            week: s.week,
            date_value: o05_date::value(instance, goal, site.site, open, *s) as i32,
            wish_value: o06_wishes::week(instance, goal, site.school, site.site, s.day) as i32,
        })
        .collect();
    SiteOption { site: site.site, school: site.school, starts }
}

fn required_kind(goal: &Goal, run: &RequiredRun, sites: &[SiteOption]) -> RunKind {
    RunKind {
        sites: (0..sites.len()).filter(|s| run.sites.contains(&sites[*s].site)).collect(),
        when: run.when,
        guarantee: run.guarantee.or(decided_guarantee(goal)),
        min: run.min,
        max: run.max,
        origin: run.origin,
    }
}

/// Where the input leaves it open: decided, or never.
fn decided_guarantee(goal: &Goal) -> Option<bool> {
    if goal.guarantee_ok { None } else { Some(false) }
}

fn extra_kind(goal: &Goal, sites: usize) -> RunKind {
    RunKind {
        sites: (0..sites).collect(),
        when: When::Free,
        guarantee: decided_guarantee(goal),
        min: goal.min,
        max: goal.max,
        origin: Origin::Assigned,
    }
}

/// Every choice of sites for the required kinds and `runs - required` extra runs: lists of (kind, site).
/// Equal neighbours take sites in ascending order, so that no choice comes twice.
fn site_choices(kinds: &[RunKind], required: usize, runs: usize) -> Vec<Vec<(usize, usize)>> {
    let mut choices: Vec<Vec<(usize, usize)>> = vec![Vec::new()];
    for position in 0..runs {
        let kind = position.min(required);
        let Some(this) = kinds.get(kind) else { return Vec::new() };
        let repeats = |before: &(usize, usize)| before.0 == kind || kinds[before.0] == *this;
        choices = choices
            .into_iter()
            .flat_map(|choice| {
                let least = choice.last().filter(|before| repeats(before)).map_or(0, |before| before.1);
                let sites: Vec<usize> = this.sites.iter().copied().filter(|s| *s >= least).collect();
                sites.into_iter().map(move |s| choice.iter().copied().chain([(kind, s)]).collect())
            })
            .collect();
    }
    choices
}

fn valued(instance: &Instance, parameters: &Parameters, model: &GoalModel, choice: &[(usize, usize)]) -> Placement {
    let sites: Vec<SiteIx> = choice.iter().map(|(_, s)| model.sites[*s].site).collect();
    let turnouts = turnouts(instance, model.goal, &sites);
    let narrowness = parameters.weight[model.goal.index()];
    let goal = instance.goal(model.goal);
    let runs = choice
        .iter()
        .zip(turnouts)
        .map(|((kind, site), turnout)| {
            let this = &model.kinds[*kind];
            let option = &model.sites[*site];
            let extra = this.origin == Origin::Assigned;
            let wish = if extra { o06_wishes::can(instance, goal, option.school, option.site) } else { 0 };
            let common = wish + o07_stability::value(instance, goal, option.school);
            let held = |min| o01_held::value(turnout.held(min, this.max), narrowness, instance.profile.weights.held);
            let least = o08_guarantee::minimum(this.min);
            PlacedRun {
                kind: *kind,
                site: *site,
                ordinary: (this.guarantee != Some(true)).then(|| common + held(this.min)),
                guarantee: (this.guarantee != Some(false))
                    .then(|| common + held(least) + o08_guarantee::value(instance, turnout.short(least, goal.min))),
            }
        })
        .collect();
    let value =
        o02_access::value(instance, model.goal, &sites) + o03_spread::lost_areas(instance, parameters, model.goal, &sites);
    Placement { runs, value }
}
