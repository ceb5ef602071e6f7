//! The variables of the annual programme (`models/annual-plan.md` section 3): which column means what.
//!
//! Columns come goal by goal: z, gap, u, y; the over columns of the soft rows follow. Positions of goals are positions in the list of
//! goal models, positions of kinds, sites, placements and starts those of the [`GoalModel`].
//! Required runs of one goal that are alike in everything share one kind, the first of them: their columns y count how many of them
//! start there, so that exchanging two of them is not a second plan.

use std::collections::BTreeMap;

use crate::domain::instance::Instance;
use crate::formulation::constraints::c06_fixed;
use crate::formulation::coupling::Coupling;
use crate::formulation::linear::{Column, LinearModel};
use crate::formulation::parameters::Parameters;
use crate::formulation::placement::{GoalModel, SiteOption, ValuedStart};

/// What a column stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// z: the goal uses the placement.
    Placement {
        /// Goal model.
        goal: usize,
        /// Placement.
        placement: usize,
    },
    /// gap: the goal is a gap.
    Gap {
        /// Goal model.
        goal: usize,
    },
    /// u: the run of the placement is a guarantee course.
    Guarantee {
        /// Goal model.
        goal: usize,
        /// Placement.
        placement: usize,
        /// Run within the placement.
        run: usize,
    },
    /// y: with `runs` runs, a run of the kind starts at the site.
    Start {
        /// Goal model.
        goal: usize,
        /// Number of runs R.
        runs: usize,
        /// Kind.
        kind: usize,
        /// Site.
        site: usize,
        /// Start, position among the starts of the site.
        start: usize,
    },
    /// over: units above a soft row, within one tier.
    Over {
        /// Row of the coupling.
        row: usize,
        /// Tier.
        tier: usize,
    },
}

/// The starts that one kind of run may take at one site, with R runs: what one row of C02 counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartGroup {
    /// Number of runs R.
    pub runs: usize,
    /// Kind, the first of its likes.
    pub kind: usize,
    /// Site.
    pub site: usize,
    /// Start and column, by day.
    pub columns: Vec<(usize, usize)>,
}

/// Columns of one goal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoalColumns {
    /// z of each placement.
    pub placements: Vec<usize>,
    /// gap, where the goal may be one.
    pub gap: Option<usize>,
    /// u by placement and run, where guarantee is decided.
    pub guarantees: BTreeMap<(usize, usize), usize>,
    /// y.
    pub starts: Vec<StartGroup>,
}

/// All columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Meaning of each column.
    pub meanings: Vec<Meaning>,
    /// Columns by goal model.
    pub of_goal: Vec<GoalColumns>,
}

/// What the row builders of the constraints read.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The planning year.
    pub instance: &'a Instance,
    /// Its parameters.
    pub parameters: &'a Parameters,
    /// The goals.
    pub goals: &'a [GoalModel],
    /// The coupling rows.
    pub coupling: &'a Coupling,
    /// The columns.
    pub columns: &'a Columns,
}

/// A column y with all that it says.
#[derive(Debug, Clone, Copy)]
pub struct StartColumn<'a> {
    /// The column.
    pub column: usize,
    /// Its goal.
    pub model: &'a GoalModel,
    /// Its site.
    pub option: &'a SiteOption,
    /// Its start.
    pub valued: &'a ValuedStart,
}

/// One run of a placement, with the column z of the placement.
#[derive(Debug, Clone, Copy)]
pub struct PlacedColumn<'a> {
    /// The column.
    pub column: usize,
    /// The goal.
    pub model: &'a GoalModel,
    /// Site of the run.
    pub option: &'a SiteOption,
}

impl<'a> Context<'a> {
    /// Code of a goal model's goal.
    #[must_use]
    pub fn code(&self, goal: usize) -> &'a str {
        &self.instance.goal(self.goals[goal].goal).code
    }

    /// Calls `each` for every column y.
    pub fn for_each_start(&self, mut each: impl FnMut(StartColumn<'a>)) {
        for (model, columns) in self.goals.iter().zip(&self.columns.of_goal) {
            for group in &columns.starts {
                let option = &model.sites[group.site];
                for (start, column) in &group.columns {
                    each(StartColumn { column: *column, model, option, valued: &option.starts[*start] });
                }
            }
        }
    }

    /// Calls `each` for every run of every placement.
    pub fn for_each_placed(&self, mut each: impl FnMut(PlacedColumn<'a>)) {
        for (model, columns) in self.goals.iter().zip(&self.columns.of_goal) {
            for (placement, column) in model.placements.iter().zip(&columns.placements) {
                for run in &placement.runs {
                    each(PlacedColumn { column: *column, model, option: &model.sites[run.site] });
                }
            }
        }
    }
}

/// The first kind that is like this one in everything.
#[must_use]
pub fn first_like(model: &GoalModel, kind: usize) -> usize {
    model.kinds.iter().position(|k| *k == model.kinds[kind]).unwrap_or(kind)
}

/// Name of a kind in columns and rows: `q1`, `q2`, .. for required runs, `extra`.
#[must_use]
pub fn kind_name(model: &GoalModel, kind: usize) -> String {
    if c06_fixed::is_required(model, kind) { format!("q{}", kind + 1) } else { "extra".to_owned() }
}

/// Appends the columns of every goal and says what they mean. Values are those of section 5; gaps cost nothing yet.
#[must_use]
pub fn goal_columns(instance: &Instance, goals: &[GoalModel], linear: &mut LinearModel) -> Columns {
    let mut columns = Columns::default();
    for (position, model) in goals.iter().enumerate() {
        let mut builder = Builder { instance, position, model, columns: &mut columns, linear: &mut *linear };
        let of_goal = builder.build();
        columns.of_goal.push(of_goal);
    }
    columns
}

struct Builder<'a> {
    instance: &'a Instance,
    position: usize,
    model: &'a GoalModel,
    columns: &'a mut Columns,
    linear: &'a mut LinearModel,
}

impl Builder<'_> {
    fn build(&mut self) -> GoalColumns {
        let placements = self.placements();
        let gap = c06_fixed::may_be_gap(self.model).then(|| {
            let meaning = Meaning::Gap { goal: self.position };
            self.add("gap", "", meaning, 1, 0)
        });
        let guarantees = self.guarantees();
        GoalColumns { placements, gap, guarantees, starts: self.starts() }
    }

    fn add(&mut self, letter: &str, key: &str, meaning: Meaning, upper: i64, objective: i64) -> usize {
        let name = format!("{letter}[{}{key}]", self.instance.goal(self.model.goal).code);
        self.linear.columns.push(Column { name, lower: 0, upper: Some(upper), integer: true, objective });
        self.columns.meanings.push(meaning);
        self.columns.meanings.len() - 1
    }

    fn site(&self, site: usize) -> &str {
        &self.instance.site(self.model.sites[site].site).id
    }

    fn placements(&mut self) -> Vec<usize> {
        let model = self.model;
        let mut at = Vec::with_capacity(model.placements.len());
        for (p, placement) in model.placements.iter().enumerate() {
            let sites: Vec<&str> = placement.runs.iter().map(|r| self.site(r.site)).collect();
            let key = format!(",{p}:{}", sites.join("+"));
            let runs: i64 = placement.runs.iter().map(|r| r.ordinary.or(r.guarantee).unwrap_or(0)).sum();
            let meaning = Meaning::Placement { goal: self.position, placement: p };
            at.push(self.add("z", &key, meaning, 1, placement.value + runs));
        }
        at
    }

    fn guarantees(&mut self) -> BTreeMap<(usize, usize), usize> {
        let model = self.model;
        let mut at = BTreeMap::new();
        for (p, placement) in model.placements.iter().enumerate() {
            for (r, run) in placement.runs.iter().enumerate() {
                if let (Some(ordinary), Some(guarantee)) = (run.ordinary, run.guarantee) {
                    let meaning = Meaning::Guarantee { goal: self.position, placement: p, run: r };
                    at.insert((p, r), self.add("u", &format!(",{p},{r}"), meaning, 1, guarantee - ordinary));
                }
            }
        }
        at
    }

    fn starts(&mut self) -> Vec<StartGroup> {
        let model = self.model;
        let mut groups = Vec::new();
        for runs in model.windows.iter().map(|w| w.runs) {
            for kind in (0..model.kinds.len()).filter(|k| first_like(model, *k) == *k) {
                let most = c06_fixed::most_of_kind(model, kind, runs);
                for site in model.kinds[kind].sites.iter().copied().filter(|_| most > 0) {
                    let columns =
                        c06_fixed::starts(model, kind, site).map(|t| (t, self.start(runs, kind, site, t, most))).collect();
                    groups.push(StartGroup { runs, kind, site, columns });
                }
            }
        }
        groups
    }

    fn start(&mut self, runs: usize, kind: usize, site: usize, start: usize, most: usize) -> usize {
        let valued = &self.model.sites[site].starts[start];
        let date = self.instance.calendar.date(valued.day);
        let key = format!(",{runs},{},{},{date}", kind_name(self.model, kind), self.site(site));
        let meaning = Meaning::Start { goal: self.position, runs, kind, site, start };
        self.add("y", &key, meaning, most as i64, self.model.start_value(kind, valued))
    }
}
