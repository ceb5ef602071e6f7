//! HiGHS: the only file that knows the solver crates.
//!
//! The programme is written with good_lp and solved through the HiGHS model inside it, because good_lp alone hides the bound, the
//! reason for a stop with a plan, and the interrupt; its options do not survive `into_inner`, so all are set on the HiGHS model.
//! One thread and a fixed seed: a solve that ends by itself or by the node limit is the same every time.
//! What comes back is rounded and must be judged again by the caller: HiGHS accepts points that break rows by a millionth.

use std::ffi::{c_char, c_int, c_void};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use good_lp::{Expression, ProblemVariables, SolverModel, Variable, constraint, variable};
use highs::{HighsModelStatus, HighsSolutionStatus, Model};
use serde::{Deserialize, Serialize};

use crate::formulation::linear::LinearModel;

/// When to stop.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits<'a> {
    /// Most seconds, wall clock.
    pub seconds: Option<f64>,
    /// Most nodes of the search tree.
    pub nodes: Option<u32>,
    /// Random seed.
    pub seed: u32,
    /// Stops the solve soon after it becomes true.
    pub interrupt: Option<&'a AtomicBool>,
    /// The program to run as a child for the solve; in this process if absent. See `isolated`.
    pub worker: Option<&'a Path>,
}

/// How a solve ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// The point is the best there is.
    Optimal,
    /// Stopped by the time limit.
    Time,
    /// Stopped by the node limit.
    Work,
    /// Stopped by the interrupt.
    Interrupt,
    /// No point keeps to all rows.
    Infeasible,
    /// The solver failed, and how.
    Failed(String),
}

/// What HiGHS says.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// How it ended.
    pub status: Status,
    /// The best point found, rounded to whole numbers, one per column.
    pub point: Option<Vec<i64>>,
    /// A whole number that no point exceeds, where there is one.
    pub bound: Option<i64>,
    /// Simplex iterations: how hard it was, the same every time.
    pub iterations: u64,
}

/// The objective is whole, so a plan within half a unit of the bound is optimal. HiGHS' own default gap is not 0.
const ABSOLUTE_GAP: f64 = 0.5;

/// What the bound of HiGHS may be wrong by: an objective coefficient times the millionth by which a value may miss a whole number.
const BOUND_SLACK: f64 = 0.05;

/// Maximises the programme, from `start` if one is given.
#[must_use]
pub fn maximise(linear: &LinearModel, limits: &Limits, start: Option<&[i64]>) -> Solved {
    if linear.columns.is_empty() {
        let feasible = linear.violations(&[]).is_empty();
        let status = if feasible { Status::Optimal } else { Status::Infeasible };
        return Solved { status, point: feasible.then(Vec::new), bound: feasible.then_some(0), iterations: 0 };
    }
    let start: Option<Vec<f64>> = start.map(|point| point.iter().map(|x| *x as f64).collect());
    match solved(linear, limits, start.as_deref()) {
        Ok(raw) => raw.rounded(linear),
        Err(what) => failed(what),
    }
}

/// Infeasible is believed only where HiGHS says it without presolve too: of a programme that has a point, HiGHS 1.16.0 says it with presolve.
fn solved(linear: &LinearModel, limits: &Limits, start: Option<&[f64]>) -> Result<Raw, String> {
    let began = Instant::now();
    let first = run(written(linear)?, limits, start)?;
    if first.status != Status::Infeasible {
        return Ok(first);
    }
    let mut again = written(linear)?;
    again.try_set_option("presolve", "off").map_err(|e| format!("presolve: {e:?}"))?;
    let seconds = limits.seconds.map(|seconds| seconds - began.elapsed().as_secs_f64());
    run(again, &Limits { seconds, ..*limits }, start)
}

/// No answer, and why.
#[must_use]
pub fn failed(what: String) -> Solved {
    Solved { status: Status::Failed(what), point: None, bound: None, iterations: 0 }
}

/// The programme in good_lp, handed over to HiGHS.
fn written(linear: &LinearModel) -> Result<Model, String> {
    let mut variables = ProblemVariables::new();
    let columns: Vec<Variable> = linear
        .columns
        .iter()
        .map(|c| {
            let free = variable().name(c.name.as_str()).min(c.lower as f64);
            let bounded = c.upper.map_or(free.clone(), |upper| free.max(upper as f64));
            variables.add(if c.integer { bounded.integer() } else { bounded })
        })
        .collect();
    let sum = |terms: &mut dyn Iterator<Item = (usize, i64)>| {
        let mut sum = Expression::with_capacity(terms.size_hint().0);
        terms.for_each(|(c, a)| sum.add_mul(a as f64, columns[c]));
        sum
    };
    let objective = sum(&mut linear.columns.iter().map(|c| c.objective).enumerate().filter(|(_, a)| *a != 0));
    let mut problem = variables.maximise(objective).using(good_lp::highs);
    for row in &linear.rows {
        let activity = sum(&mut row.terms.iter().copied());
        let sides = match (row.lower, row.upper) {
            (Some(lower), Some(upper)) if lower == upper => vec![constraint::eq(activity, lower as f64)],
            (lower, upper) => {
                let least = lower.map(|l| constraint::geq(activity.clone(), l as f64));
                least.into_iter().chain(upper.map(|u| constraint::leq(activity, u as f64))).collect()
            }
        };
        for side in sides {
            problem.add_constraint(side.set_name(row.name.clone()));
        }
    }
    problem.try_into_inner().map_err(|e| e.to_string())
}

/// What a solve leaves, before rounding.
struct Raw {
    status: Status,
    values: Option<Vec<f64>>,
    bound: f64,
    iterations: u64,
}

impl Raw {
    fn rounded(self, linear: &LinearModel) -> Solved {
        let values = self.values.filter(|v| v.len() == linear.columns.len() && v.iter().all(|x| x.is_finite()));
        let point = values.map(|v| v.iter().map(|x| x.round() as i64).collect());
        let whole = (self.bound + BOUND_SLACK).floor();
        let bound = (whole.abs() < 9e15).then_some(whole as i64);
        Solved { status: self.status, point, bound, iterations: self.iterations }
    }
}

fn run(mut model: Model, limits: &Limits, start: Option<&[f64]>) -> Result<Raw, String> {
    set_options(&mut model, limits, start.is_some())?;
    if let Some(start) = start {
        model.try_set_solution(Some(start), None, None, None).map_err(|e| format!("start refused: {e:?}"))?;
    }
    if let Some(flag) = limits.interrupt {
        watch(&mut model, flag);
    }
    let solved = model.try_solve().map_err(|e| format!("HiGHS: {e:?}"))?;
    let status = match solved.status() {
        HighsModelStatus::Optimal | HighsModelStatus::ModelEmpty => Status::Optimal,
        HighsModelStatus::Infeasible => Status::Infeasible,
        HighsModelStatus::ReachedTimeLimit => Status::Time,
        HighsModelStatus::ReachedSolutionLimit | HighsModelStatus::ReachedIterationLimit => Status::Work,
        HighsModelStatus::ReachedInterrupt => Status::Interrupt,
        other => Status::Failed(format!("HiGHS: {other:?}")),
    };
    let feasible = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
    let values = feasible.then(|| solved.get_solution().columns().to_vec());
    let bound = solved.double_info_value(c"mip_dual_bound").unwrap_or(f64::INFINITY);
    let iterations = u64::try_from(solved.simplex_iteration_count()).unwrap_or(0);
    Ok(Raw { status, values, bound, iterations })
}

fn set_options(model: &mut Model, limits: &Limits, started: bool) -> Result<(), String> {
    let whole = |x: u32| i32::try_from(x).unwrap_or(i32::MAX);
    let mut done = vec![
        ("output_flag", model.try_set_option("output_flag", false).is_ok()),
        ("threads", model.try_set_option("threads", 1).is_ok()),
        ("random_seed", model.try_set_option("random_seed", whole(limits.seed)).is_ok()),
        ("mip_rel_gap", model.try_set_option("mip_rel_gap", 0.0).is_ok()),
        // It looks for a first feasible point: where one is known, an eighth of the time of the parts of a national plan.
        ("mip_heuristic_run_feasibility_jump", model.try_set_option("mip_heuristic_run_feasibility_jump", !started).is_ok()),
        ("mip_abs_gap", model.try_set_option("mip_abs_gap", ABSOLUTE_GAP).is_ok()),
    ];
    done.extend(limits.seconds.map(|s| ("time_limit", model.try_set_option("time_limit", s.max(0.0)).is_ok())));
    done.extend(limits.nodes.map(|n| ("mip_max_nodes", model.try_set_option("mip_max_nodes", whole(n)).is_ok())));
    let failed: Vec<&str> = done.into_iter().filter(|(_, done)| !done).map(|(name, _)| name).collect();
    if failed.is_empty() { Ok(()) } else { Err(format!("HiGHS refuses the options {}", failed.join(", "))) }
}

/// Asks HiGHS to look at the flag from time to time. The flag must live until the solve is over, as it does in [`run`].
#[allow(unsafe_code, reason = "HiGHS takes callbacks through its C interface only")]
fn watch(model: &mut Model, flag: &AtomicBool) {
    let flag: *mut c_void = std::ptr::from_ref(flag).cast_mut().cast();
    // SAFETY: the pointer to the model is valid, `stop_when_asked` has the signature that HiGHS expects, and the flag is borrowed by
    // the limits for longer than the solve; HiGHS calls back during the solve only.
    unsafe {
        highs_sys::Highs_setCallback(model.as_mut_ptr(), Some(stop_when_asked), flag);
        for kind in [highs_sys::kHighsCallbackMipInterrupt, highs_sys::kHighsCallbackSimplexInterrupt] {
            highs_sys::Highs_startCallback(model.as_mut_ptr(), kind);
        }
    }
}

#[allow(unsafe_code, reason = "called by HiGHS with pointers of C")]
unsafe extern "C" fn stop_when_asked(
    _kind: c_int,
    _message: *const c_char,
    _state: *const highs_sys::HighsCallbackDataOut,
    answer: *mut highs_sys::HighsCallbackDataIn,
    flag: *mut c_void,
) {
    // SAFETY: `flag` is the pointer given in `watch`, to a flag that outlives the solve; `answer` is null or valid during the call.
    unsafe {
        let asked = flag.cast::<AtomicBool>().as_ref().is_some_and(|f| f.load(Ordering::Relaxed));
        if let Some(answer) = answer.as_mut()
            && asked
        {
            answer.user_interrupt = 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use good_lp::{SolverModel, constraint, variable, variables};

    use super::{Limits, Status, maximise, run};
    use crate::formulation::linear::{Column, LinearModel, ModelRow};

    /// HiGHS 1.14.0 calls 15 optimal here.
    #[test]
    fn a_known_wrong_optimum_of_an_older_highs_is_not_repeated() {
        let mut variables = variables!();
        let x = variables.add(variable().min(0).max(10));
        let z = variables.add(variable().min(0).max(10).integer());
        let problem = variables.minimise(2 * x + 3 * z).using(good_lp::highs).with(constraint!(x + z >= 4.5));
        let raw = run(problem.try_into_inner().expect("a model"), &Limits::default(), None).expect("solved");
        let values = raw.values.expect("a point");
        assert_eq!(raw.status, Status::Optimal);
        assert!((2.0 * values[0] + 3.0 * values[1] - 9.0).abs() < 1e-6, "{values:?}");
    }

    fn knapsack(items: i64) -> LinearModel {
        let objective = |i: i64| 1000 + (i * 7919) % 613;
        let column = |i| Column { name: format!("x{i}"), lower: 0, upper: Some(1), integer: true, objective: objective(i) };
        let row = |r: i64| {
            let weights = (0..items).map(|i| (i as usize, 50 + (i * (31 + 12 * r) + 17 * r) % 97)).collect();
            ModelRow::at_most(format!("r{r}"), items * 24, weights)
        };
        LinearModel { columns: (0..items).map(column).collect(), rows: (0..8).map(row).collect() }
    }

    #[test]
    fn optimum_and_bound_meet_and_the_rounded_point_keeps_to_the_rows() {
        let linear = knapsack(14);
        let solved = maximise(&linear, &Limits::default(), None);
        let point = solved.point.expect("a point");
        let best = (0..1_u32 << 14)
            .map(|bits| (0..14).map(|i| i64::from(bits >> i & 1)).collect::<Vec<i64>>())
            .filter(|p| linear.violations(p).is_empty())
            .map(|p| linear.objective(&p))
            .max();
        assert_eq!((solved.status, linear.violations(&point)), (Status::Optimal, Vec::<String>::new()));
        assert_eq!(Some(linear.objective(&point)), best);
        assert_eq!(solved.bound, best);
    }

    #[test]
    fn impossible_rows_are_infeasible_and_an_empty_programme_is_solved() {
        let mut linear = knapsack(4);
        linear.rows.push(ModelRow::equal("all".to_owned(), 5, (0..4).map(|c| (c, 1)).collect()));
        assert_eq!(maximise(&linear, &Limits::default(), None).status, Status::Infeasible);
        let empty = maximise(&LinearModel::default(), &Limits::default(), None);
        assert_eq!((empty.status, empty.point), (Status::Optimal, Some(Vec::new())));
        let broken = LinearModel { columns: Vec::new(), rows: vec![ModelRow::equal("c01".to_owned(), 1, Vec::new())] };
        assert_eq!(maximise(&broken, &Limits::default(), None).status, Status::Infeasible);
        let mut linear = knapsack(3);
        linear.rows.extend(broken.rows);
        assert_eq!(maximise(&linear, &Limits::default(), None).status, Status::Infeasible);
    }

    #[test]
    fn an_interrupted_solve_keeps_its_start() {
        let (linear, stop) = (knapsack(90), AtomicBool::new(true));
        let solved = maximise(&linear, &Limits { interrupt: Some(&stop), ..Limits::default() }, Some(&[0; 90]));
        assert_eq!(solved.status, Status::Interrupt);
        assert!(linear.violations(&solved.point.expect("the start or better")).is_empty());
    }
}
