//! HiGHS in a process of its own: a crash, a hang or nonsense costs one answer, never the run.
//!
//! The programme goes to the child as one line of JSON, the answer comes back as another. The child is this program again, with a hidden
//! command that calls [`serve`]. Measured on parts of the ESØ preset a child costs a few milliseconds against a hundred for the solve, so
//! every part gets a new one: there is no state to go wrong. Without a worker (the library's own tests, benches) the solve is in-process.
//! What comes back is believed no more than HiGHS is: callers judge every point in whole numbers.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::formulation::linear::{Column, LinearModel, ModelRow};
use crate::solve::highs::{self, Limits, Solved, Status};

/// The hidden command of the child.
pub const COMMAND: &str = "solve-part";

/// What a child may answer at most, bytes.
const LONGEST_ANSWER: u64 = 64 << 20;

/// How much longer than its limit a child may take: HiGHS does not look at the clock everywhere.
const GRACE: Duration = Duration::from_secs(2);

/// How often a running child is looked at.
const GLANCE: Duration = Duration::from_millis(2);

/// Lower and upper side, and the terms.
type Sides = (Option<i64>, Option<i64>, Vec<(usize, i64)>);

#[derive(Debug, Serialize, Deserialize)]
struct Question {
    /// Lower bound, upper bound, integer, objective.
    columns: Vec<(i64, Option<i64>, bool, i64)>,
    rows: Vec<Sides>,
    seconds: Option<f64>,
    nodes: Option<u32>,
    seed: u32,
    start: Option<Vec<i64>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Reply {
    status: Status,
    /// Columns that are not 0, with their values; `None` without a point.
    point: Option<Vec<(usize, i64)>>,
    bound: Option<i64>,
    iterations: u64,
}

/// Maximises the programme in the worker of the limits, or in this process where there is none.
#[must_use]
pub fn maximise(linear: &LinearModel, limits: &Limits<'_>, start: Option<&[i64]>) -> Solved {
    let Some(worker) = limits.worker else { return highs::maximise(linear, limits, start) };
    ask(worker, linear, limits, start).unwrap_or_else(highs::failed)
}

fn ask(worker: &Path, linear: &LinearModel, limits: &Limits<'_>, start: Option<&[i64]>) -> Result<Solved, String> {
    let question = Question {
        columns: linear.columns.iter().map(|c| (c.lower, c.upper, c.integer, c.objective)).collect(),
        rows: linear.rows.iter().map(|r| (r.lower, r.upper, r.terms.clone())).collect(),
        seconds: limits.seconds,
        nodes: limits.nodes,
        seed: limits.seed,
        start: start.map(<[i64]>::to_vec),
    };
    let question = serde_json::to_vec(&question).map_err(|e| e.to_string())?;
    let mut command = Command::new(worker);
    command.arg(COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|e| format!("the solver cannot be started: {e}"))?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("the solver has no pipes".to_owned());
    };
    let writer = thread::spawn(move || stdin.write_all(&question));
    let reader = thread::spawn(move || {
        let mut answer = Vec::new();
        stdout.take(LONGEST_ANSWER).read_to_end(&mut answer).map(|_| answer)
    });
    let ended = wait(&mut child, limits);
    let _ = child.kill();
    let _ = child.wait();
    // The threads end when the pipes close; a grandchild may keep them open, so they are not waited for.
    if let Some(status) = ended {
        return Ok(Solved { status, ..highs::failed(String::new()) });
    }
    let _ = writer.join();
    let answer = reader.join();
    let answer = answer.map_err(|_| "the answer could not be read")?.map_err(|e| e.to_string())?;
    let reply: Reply = serde_json::from_slice(&answer).map_err(|e| format!("the solver gave no answer: {e}"))?;
    let point = reply.point.map(|cells| filled(&cells, linear.columns.len())).transpose()?;
    Ok(Solved { status: reply.status, point, bound: reply.bound, iterations: reply.iterations })
}

/// Waits until the child closes; the reason if it had to be stopped instead.
fn wait(child: &mut Child, limits: &Limits<'_>) -> Option<Status> {
    let began = Instant::now();
    let longest = limits.seconds.map(|s| Duration::from_secs_f64(s.clamp(0.0, 1e9)) + GRACE);
    loop {
        match child.try_wait() {
            Ok(Some(_)) | Err(_) => return None,
            Ok(None) => {}
        }
        if limits.interrupt.is_some_and(|flag| flag.load(Ordering::Relaxed)) {
            return Some(Status::Interrupt);
        }
        if longest.is_some_and(|longest| began.elapsed() > longest) {
            return Some(Status::Failed("the solver did not stop in time".to_owned()));
        }
        thread::sleep(GLANCE);
    }
}

fn filled(cells: &[(usize, i64)], columns: usize) -> Result<Vec<i64>, String> {
    let mut point = vec![0; columns];
    for (column, value) in cells {
        *point.get_mut(*column).ok_or("the answer has a column that was not asked for")? = *value;
    }
    Ok(point)
}

/// The child: one question from the input, one answer to the output.
///
/// # Errors
/// When the question cannot be read or the answer not be written.
pub fn serve(input: &mut dyn Read, output: &mut dyn Write) -> std::io::Result<()> {
    let question: Question = serde_json::from_reader(input)?;
    let column = |(lower, upper, integer, objective)| Column { name: String::new(), lower, upper, integer, objective };
    let row = |(lower, upper, terms)| ModelRow { name: String::new(), lower, upper, terms };
    let linear = LinearModel {
        columns: question.columns.into_iter().map(column).collect(),
        rows: question.rows.into_iter().map(row).collect(),
    };
    let limits = Limits { seconds: question.seconds, nodes: question.nodes, seed: question.seed, interrupt: None, worker: None };
    let solved = highs::maximise(&linear, &limits, question.start.as_deref());
    let cells = |point: Vec<i64>| point.into_iter().enumerate().filter(|(_, x)| *x != 0).collect();
    let reply =
        Reply { status: solved.status, point: solved.point.map(cells), bound: solved.bound, iterations: solved.iterations };
    serde_json::to_writer(&mut *output, &reply)?;
    output.flush()
}
