//! The complete annual programme by day (`models/annual-plan.md` sections 3 to 5), for small instances, tests and other solvers.
//!
//! Rows come in document order and carry the names of their rules. Rows that no column can use are left out.
//! Gaps come first in the objective. That is exact in two steps, [`GapMode::Count`] and then [`GapMode::Fixed`] with the number found;
//! the program solves that way. [`GapMode::Weighted`] says both in one file that needs no solve before, for `export-model`.

use std::collections::BTreeMap;

use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::formulation::columns::{Columns, Context, Meaning, goal_columns};
use crate::formulation::constraints::{
    c01_cover, c02_start, c03_room_capacity, c04_teacher_capacity, c05_window, c07_guarantee_cap, c08_yearly_limit,
};
use crate::formulation::coupling::Coupling;
use crate::formulation::linear::{LinearModel, ModelRow};
use crate::formulation::mps;
use crate::formulation::objective::{Tier, excess_cost, o03_spread, o04_load};
use crate::formulation::parameters::Parameters;
use crate::formulation::placement::{GoalModel, PlacedRun};

/// Heaviest gap that one objective may hold beside the terms: above it, solvers' tolerances reach into the terms.
pub const HEAVIEST_GAP: i64 = 1_000_000_000;

/// How the programme treats gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapMode {
    /// Minimise the gaps and nothing else: the objective is minus their number.
    Count,
    /// Maximise the terms with at most so many gaps: row `c01_cover[gaps]`.
    Fixed(usize),
    /// Maximise the terms less [`AnnualModel::gap_weight`] per gap.
    Weighted,
}

/// The programme, and what its columns mean.
#[derive(Debug, Clone)]
pub struct AnnualModel<'a> {
    /// The planning year.
    pub instance: &'a Instance,
    /// The goals, in the order of the columns.
    pub goals: &'a [GoalModel],
    /// The coupling rows.
    pub coupling: &'a Coupling,
    /// How it treats gaps.
    pub gaps: GapMode,
    /// The programme.
    pub linear: LinearModel,
    /// Meaning of its columns.
    pub columns: Columns,
}

/// Builds the programme of the given goals.
#[must_use]
pub fn build<'a>(
    instance: &'a Instance,
    parameters: &'a Parameters,
    goals: &'a [GoalModel],
    coupling: &'a Coupling,
    gaps: GapMode,
) -> AnnualModel<'a> {
    let mut linear = LinearModel::default();
    let mut columns = goal_columns(instance, goals, &mut linear);
    let context = Context { instance, parameters, goals, coupling, columns: &columns };
    let rows = hard_rows(&context, gaps);
    let soft = [o03_spread::usage(&context), o04_load::usage(&context)];
    linear.rows = rows;
    for usage in soft {
        usage.push_soft_rows(coupling, &mut columns, &mut linear);
    }
    let mut model = AnnualModel { instance, goals, coupling, gaps, linear, columns };
    model.set_gap_costs();
    model
}

fn hard_rows(context: &Context, gaps: GapMode) -> Vec<ModelRow> {
    let mut rows = Vec::new();
    c01_cover::model_rows(context, &mut rows);
    if let GapMode::Fixed(most) = gaps {
        rows.push(c01_cover::gap_row(context, most as i64));
    }
    c02_start::model_rows(context, &mut rows);
    rows.extend(c03_room_capacity::model_rows(context));
    rows.extend(c04_teacher_capacity::model_rows(context));
    c05_window::model_rows(context, &mut rows);
    rows.extend(c07_guarantee_cap::model_rows(context));
    rows.extend(c08_yearly_limit::model_rows(context));
    rows
}

impl AnnualModel<'_> {
    fn set_gap_costs(&mut self) {
        let cost = match self.gaps {
            GapMode::Count => 1,
            GapMode::Fixed(_) => 0,
            GapMode::Weighted => self.gap_weight(),
        };
        if self.gaps == GapMode::Count {
            self.linear.columns.iter_mut().for_each(|c| c.objective = 0);
        }
        for gap in self.columns.of_goal.iter().filter_map(|c| c.gap) {
            self.linear.columns[gap].objective = -cost;
        }
    }

    /// A weight per gap (milli) that puts one gap fewer before everything that the terms can gain: one more than the largest
    /// difference between two plans. Above [`HEAVIEST_GAP`] only the two steps are exact.
    #[must_use]
    pub fn gap_weight(&self) -> i64 {
        let ranges = self.goals.iter().map(goal_range).map(|(worst, best)| best.saturating_sub(worst));
        let soft = self.linear.rows.iter().map(|row| self.worst_excess(row));
        ranges.chain(soft).fold(1, i64::saturating_add)
    }

    /// The programme as an MPS file, with what a reader must know about its gaps.
    #[must_use]
    pub fn mps(&self) -> String {
        let weight = self.gap_weight();
        let mut comments = match self.gaps {
            GapMode::Count => vec!["The objective is the number of gaps.".to_owned()],
            GapMode::Fixed(most) => vec![format!("At most {most} gaps: row c01_cover[gaps].")],
            GapMode::Weighted => vec![format!("Every gap costs {weight} milli, more than all terms together can differ.")],
        };
        if self.gaps == GapMode::Weighted && weight > HEAVIEST_GAP {
            comments.push("That is too heavy for the tolerances of most solvers: the value is only roughly right.".to_owned());
        }
        mps::text(&self.linear, &comments)
    }

    /// Cost of the row when every goal uses as much of it as one placement can; 0 for hard rows.
    fn worst_excess(&self, row: &ModelRow) -> i64 {
        let mut most: BTreeMap<usize, i64> = BTreeMap::new();
        let mut tiers: &[Tier] = &[];
        for (column, units) in &row.terms {
            match self.columns.meanings[*column] {
                Meaning::Placement { goal, .. } => {
                    let entry = most.entry(goal).or_default();
                    *entry = units.max(entry).to_owned();
                }
                Meaning::Over { row, .. } => tiers = &self.coupling.rows[row].tiers,
                _ => {}
            }
        }
        excess_cost(tiers, most.values().sum::<i64>() - row.upper.unwrap_or(0))
    }
}

/// Columns that [`build`] would make, without the over columns: cheap, so that a caller can refuse a programme that is too large.
#[must_use]
pub fn size(goals: &[GoalModel]) -> usize {
    goals.iter().map(goal_size).sum()
}

fn goal_size(goal: &GoalModel) -> usize {
    let runs: usize = goal.placements.iter().map(|p| p.runs.len()).sum();
    let starts: usize = goal.kinds.iter().flat_map(|k| &k.sites).map(|s| goal.sites[*s].starts.len()).sum();
    1 + goal.placements.len() + runs + starts * goal.windows.len()
}

/// Least and greatest value of the goal, over its placements, guarantees and dates; 0 where it may stay without a run.
fn goal_range(goal: &GoalModel) -> (i64, i64) {
    let rest = goal.may_rest.then_some((0, 0));
    let placed = goal.placements.iter().map(|p| {
        let (low, high): (Vec<i64>, Vec<i64>) = p.runs.iter().map(|r| run_range(goal, r)).unzip();
        (p.value + low.iter().sum::<i64>(), p.value + high.iter().sum::<i64>())
    });
    placed.chain(rest).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((0, 0))
}

fn run_range(goal: &GoalModel, run: &PlacedRun) -> (i64, i64) {
    let starts = goal.sites[run.site].starts.iter().filter(|s| goal.starts_within(run.kind, s));
    let dates = starts.map(|s| goal.start_value(run.kind, s));
    let (low, high) = dates.fold((i64::MAX, i64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    if low > high {
        return (0, 0);
    }
    let options = || run.ordinary.into_iter().chain(run.guarantee);
    (low + options().min().unwrap_or(0), high + options().max().unwrap_or(0))
}

/// Goals of the list that are gaps in the plan.
#[must_use]
pub fn gaps(goals: &[GoalModel], plan: &Plan) -> usize {
    goals.iter().filter(|g| g.rest_is_gap && plan.runs_of(g.goal).is_empty()).count()
}
