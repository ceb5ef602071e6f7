//! The instance as the solver sees it: goal models, coupling rows, and for every goal and site the rows that a run uses.

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::formulation::coupling::Coupling;
use crate::formulation::parameters::Parameters;
use crate::formulation::placement::GoalModel;

/// The day rows of a site together with a set of teacher pools: all that a run's days can cost.
#[derive(Debug, Clone)]
pub struct Lane {
    /// The school, whose rows these are.
    pub school: SchoolIx,
    /// Per open day of the site: its room row, then the pool rows of that day.
    pub rows: Vec<Vec<usize>>,
}

/// How a run of a goal at one of its sites uses the rows.
#[derive(Debug, Clone)]
pub struct SiteUse {
    /// Lane of its days.
    pub lane: usize,
    /// Rows used once a run, with the amount (C08, O04: course days; O03: 1).
    pub scalars: Vec<(usize, i64)>,
    /// C07 row, used by a guarantee run.
    pub guarantee: Option<usize>,
}

/// The whole problem.
#[derive(Debug)]
pub struct Problem {
    /// Derived parameters.
    pub parameters: Parameters,
    /// One model per goal, by goal.
    pub models: Vec<GoalModel>,
    /// The rows that tie goals together.
    pub coupling: Coupling,
    /// Lanes.
    pub lanes: Vec<Lane>,
    /// Lanes of each school.
    pub lanes_of: Vec<Vec<usize>>,
    /// Per goal and site option: the rows of a run.
    pub uses: Vec<Vec<SiteUse>>,
    /// Day rows that each goal will surely use, wherever its required runs are put. Kept free for it.
    pub reserved: Vec<Vec<usize>>,
    /// Sites of each school.
    pub sites_of: Vec<Vec<SiteIx>>,
    /// Goals by home FKB.
    pub by_fkb: Vec<Vec<usize>>,
    /// Home FKB of each goal.
    pub fkb_of: Vec<usize>,
}

impl Problem {
    /// Builds the problem; goal models in parallel.
    #[must_use]
    pub fn new(instance: &Instance) -> Self {
        let parameters = Parameters::new(instance);
        let coupling = Coupling::new(instance, &parameters);
        let models: Vec<GoalModel> =
            (0..instance.goals.len()).into_par_iter().map(|g| GoalModel::new(instance, &parameters, GoalIx::from(g))).collect();
        let mut builder =
            LaneBuilder { instance, coupling: &coupling, parameters: &parameters, lanes: Vec::new(), at: BTreeMap::new() };
        let uses: Vec<Vec<SiteUse>> = models.iter().map(|m| builder.uses(m)).collect();
        let lanes = builder.lanes;
        let mut lanes_of = vec![Vec::new(); instance.schools.len()];
        for (i, lane) in lanes.iter().enumerate() {
            lanes_of[lane.school.index()].push(i);
        }
        let reserved = models.iter().zip(&uses).map(|(m, u)| reserved(m, u, &lanes)).collect();
        let fkb_of: Vec<usize> = instance.goals.iter().map(|g| g.fkb.index()).collect();
        let mut by_fkb = vec![Vec::new(); instance.fkbs.len()];
        for (g, fkb) in fkb_of.iter().enumerate() {
            by_fkb[*fkb].push(g);
        }
        let mut sites_of = vec![Vec::new(); instance.schools.len()];
        for (s, site) in instance.sites.iter().enumerate() {
            sites_of[site.school.index()].push(SiteIx::from(s));
        }
        Self { parameters, models, coupling, lanes, lanes_of, uses, reserved, sites_of, by_fkb, fkb_of }
    }

    /// Whether the goal can have a run at all.
    #[must_use]
    pub fn can_run(&self, goal: usize) -> bool {
        !self.models[goal].placements.is_empty()
    }

    /// Whether the goal can have a run and should: a goal closed by an agreement without required runs need not.
    #[must_use]
    pub fn must_run(&self, goal: usize) -> bool {
        let model = &self.models[goal];
        self.can_run(goal) && (model.rest_is_gap || !model.may_rest)
    }

    /// Elementary steps of pricing the goal once, for the work limit.
    #[must_use]
    pub fn steps(&self, goal: usize) -> u64 {
        let model = &self.models[goal];
        let starts: usize = model.sites.iter().map(|s| s.starts.len()).sum();
        (starts + 4 * model.placements.len()) as u64
    }
}

/// Day rows that every possible site and start of a required run uses, for each required run of the goal.
fn reserved(model: &GoalModel, uses: &[SiteUse], lanes: &[Lane]) -> Vec<usize> {
    let mut rows = Vec::new();
    for (kind, this) in model.kinds.iter().enumerate().filter(|(_, k)| k.is_required()) {
        let mut sure: Option<Vec<usize>> = None;
        for site in &this.sites {
            for start in model.sites[*site].starts.iter().filter(|t| model.starts_within(kind, t)) {
                let from = usize::from(start.open);
                let used = &lanes[uses[*site].lane].rows[from..from + usize::from(model.days)];
                match &mut sure {
                    None => sure = Some(used.iter().flatten().copied().collect()),
                    Some(sure) => sure.retain(|row| used.iter().flatten().any(|r| r == row)),
                }
                if sure.as_ref().is_some_and(Vec::is_empty) {
                    break;
                }
            }
        }
        rows.extend(sure.unwrap_or_default());
    }
    rows
}

struct LaneBuilder<'a> {
    instance: &'a Instance,
    coupling: &'a Coupling,
    parameters: &'a Parameters,
    lanes: Vec<Lane>,
    at: BTreeMap<(SiteIx, Vec<usize>), usize>,
}

impl LaneBuilder<'_> {
    fn uses(&mut self, model: &GoalModel) -> Vec<SiteUse> {
        let goal = self.instance.goal(model.goal);
        let days = i64::from(model.days);
        model
            .sites
            .iter()
            .map(|option| {
                let pools = Coupling::pools_of(self.instance, goal, option.school);
                let k = option.school.index();
                let executor = self.coupling.executor.get(&(goal.fkb, option.school)).map(|r| (*r, 1));
                let by_day = [self.coupling.yearly[k], self.coupling.load[k]];
                let scalars = by_day.into_iter().flatten().map(|r| (r, days)).chain(executor).collect();
                SiteUse { lane: self.lane(option.site, option.school, pools), scalars, guarantee: self.coupling.guarantee[k] }
            })
            .collect()
    }

    fn lane(&mut self, site: SiteIx, school: SchoolIx, pools: Vec<usize>) -> usize {
        let key = (site, pools);
        if let Some(lane) = self.at.get(&key) {
            return *lane;
        }
        let open = &self.parameters.open[site.index()].days;
        let first = self.coupling.room[site.index()];
        let rows_of = |(i, day): (usize, &crate::domain::calendar::Day)| {
            let pool_rows = key.1.iter().filter_map(|p| self.coupling.pool[*p][day.index()]);
            std::iter::once(first + i).chain(pool_rows).collect()
        };
        let rows = open.iter().enumerate().map(rows_of).collect();
        self.lanes.push(Lane { school, rows });
        self.at.insert(key, self.lanes.len() - 1);
        self.lanes.len() - 1
    }
}
