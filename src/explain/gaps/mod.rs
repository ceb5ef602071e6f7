//! The gap list: why each school does not run a goal, and the cheapest cure (`models/annual-plan.md` 7).
//!
//! 1. `facts`: what the rows say about each gap. All refusals, locks, approvals and equipment that stand in the way of any gap are
//!    taken out of the folder at once; what `check` makes of it is the *relaxed* year. The present plan is put into its problem.
//! 2. `options`: every site and start of a gap there, with what it needs, found by comparing with the year as it is; among those
//!    with room the cheapest, and of these the one with which the plan is worth most.
//! 3. `moves`: where a start that is full would ask for less, a restricted programme finds the runs that would have to move.
//!    The result is put to the `trial`: its `edits` on the folder, checked, with a plan that holds the run and all others.
//! 4. `openings`: a gap without any start in the relaxed year may find one if a site opens; that is tried the same way.
//! 5. What is left needs a school outside.
//!
//! Steps 1 and 2 cost little. Programmes and trials are limited in number, so that the work is the same every time, and stop with the
//! run's time limit or an interrupt; a cure found after that says that cheaper ones were not looked for.

pub mod causes;
mod edits;
pub mod facts;
mod moves;
mod openings;
mod options;
mod trial;

use crate::check::rows;
use crate::check::rows::Rows;
use crate::check::starts::forbidding;
use crate::domain::calendar::Day;
use crate::domain::gap::{Change, Cure, Gap, Remedy};
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::domain::plan::{Outcome, Stop};
use crate::domain::words::Text;
use crate::explain::scene::Scene;
use crate::formulation::gaps::taken_by_fixed_runs;
use crate::formulation::parameters::Parameters;
use crate::read::folder::Folder;
use crate::read::patch::Edit;
use crate::solve::highs;
use crate::solve::limits::Meter;
use crate::solve::outcome::plan_of;
use causes::Causes;
use facts::Facts;
use moves::{Way, make_room};
use openings::Opening;
use options::{Candidate, Need, Needs};

/// Programmes of one run, and trials.
const MOST_PROGRAMMES: usize = 40;
const MOST_TRIALS: usize = 60;

/// Openings of one gap that are tried.
const MOST_OPENINGS: usize = 3;

/// Longest solve of a programme, seconds: a guard, not a limit that is reached.
const PROGRAMME_SECONDS: f64 = 10.0;

/// A planned year and where it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    /// The planning folder.
    pub folder: &'a Folder,
    /// The year that `check` made of it.
    pub instance: &'a Instance,
    /// Its plan.
    pub outcome: &'a Outcome,
}

/// Every open gap of the plan, by goal. Empty when there is none, and after an interrupt: then nothing was looked for.
#[must_use]
pub fn gaps(planned: Planned<'_>, limits: &highs::Limits<'_>, meter: &Meter<'_>) -> Vec<Gap> {
    let instance = planned.instance;
    let is_open = |goal: &GoalIx| planned.outcome.plan.runs_of(*goal).is_empty() && instance.goal(*goal).agreement.is_none();
    looked_into(planned, &instance.goal_ixs().filter(is_open).collect::<Vec<_>>(), limits, meter)
}

/// One open gap of the plan.
#[must_use]
pub fn gap(planned: Planned<'_>, goal: GoalIx, limits: &highs::Limits<'_>, meter: &Meter<'_>) -> Vec<Gap> {
    looked_into(planned, &[goal], limits, meter)
}

fn looked_into(planned: Planned<'_>, open: &[GoalIx], limits: &highs::Limits<'_>, meter: &Meter<'_>) -> Vec<Gap> {
    if open.is_empty() || meter.stop() == Some(Stop::Interrupt) {
        return Vec::new();
    }
    let instance = planned.instance;
    let rows = rows(planned.folder);
    let facts: Vec<Facts> = open.iter().map(|goal| Facts::new(instance, &rows, *goal)).collect();
    let edits = facts::relaxed(instance, &rows, &facts);
    // Equipment and approvals everywhere may give other goals more sites than are weighed; without them the plan always fits.
    let modest: Vec<Edit> = edits.iter().filter(|edit| !matches!(edit, Edit::Add { .. })).cloned().collect();
    [(edits, true), (modest, false)]
        .iter()
        .find_map(|(edits, whole)| Search { planned, rows: &rows, limits, meter, whole: *whole }.in_relaxed(edits, &facts))
        .unwrap_or_default()
}

struct Search<'a> {
    planned: Planned<'a>,
    rows: &'a Rows,
    limits: &'a highs::Limits<'a>,
    meter: &'a Meter<'a>,
    /// The year that is searched is without any of the obstacles.
    whole: bool,
}

/// What may still be tried.
struct Left {
    programmes: usize,
    trials: usize,
}

impl Search<'_> {
    /// The gaps, looked at in the folder with these edits; `None` where the plan does not fit there.
    fn in_relaxed(&self, edits: &[Edit], facts: &[Facts]) -> Option<Vec<Gap>> {
        let instance = self.planned.instance;
        let open: Vec<GoalIx> = facts.iter().map(|facts| facts.goal).collect();
        let (_, problem) = trial::year(self.planned.folder, &instance.profile, edits, &open)?;
        let scene = Scene::new(&problem, instance.calendar, &self.planned.outcome.plan)?;
        let parameters = Parameters::new(instance);
        let taken = taken_by_fixed_runs(instance, &parameters);
        let causes = Causes { instance, parameters: &parameters, taken: &taken, scene: &scene };
        let mut left = Left { programmes: MOST_PROGRAMMES, trials: MOST_TRIALS };
        let gap = |facts: &Facts| {
            let candidates = options::candidates(&scene, instance, facts);
            let causes = causes.of(facts, &candidates);
            Gap { goal: facts.goal, causes, remedy: self.remedy(&scene, facts, &candidates, &mut left) }
        };
        Some(facts.iter().map(gap).collect())
    }

    fn remedy(&self, scene: &Scene<'_>, facts: &Facts, candidates: &[Candidate], left: &mut Left) -> Remedy {
        let goal = facts.goal.index();
        let Some((direct, _, gain)) = options::cheapest(scene, goal, candidates) else {
            return self.opened(facts, candidates.is_empty(), left);
        };
        let below = direct.needs.cost();
        let mut tried = true;
        if moves::worth_trying(candidates, below) {
            tried = self.may_try(left);
            let way = if tried { self.make_room(scene, facts.goal, candidates, below, left) } else { None };
            if let Some(way) = way {
                let candidate = &candidates[way.candidate];
                let needs = candidate.needs.with_room();
                let cure = self.cure(facts, scene.site(goal, candidate.site), candidate.days, needs, &[]);
                if let Some(cure) = self.moved(scene, facts, cure, way, left) {
                    return Remedy::Cure(cure);
                }
            }
        }
        let cure = self.cure(facts, scene.site(goal, direct.site), direct.days, direct.needs, &[]);
        Remedy::Cure(Cure { gain, tried, ..cure })
    }

    /// Whether time and numbers allow another programme and its trial.
    fn may_try(&self, left: &Left) -> bool {
        left.programmes > 0 && left.trials > 0 && self.meter.stop().is_none()
    }

    fn make_room(&self, scene: &Scene<'_>, goal: GoalIx, candidates: &[Candidate], below: i64, left: &mut Left) -> Option<Way> {
        left.programmes -= 1;
        let seconds = self.meter.left().as_secs_f64().min(PROGRAMME_SECONDS);
        let limits = highs::Limits { seconds: Some(seconds), ..*self.limits };
        make_room(scene, goal.index(), candidates, below, &limits)
    }

    /// The cure with what the way moves, if it stands the trial.
    fn moved(&self, scene: &Scene<'_>, facts: &Facts, cure: Cure, way: Way, left: &mut Left) -> Option<Cure> {
        left.trials = left.trials.checked_sub(1)?;
        let mut choices = scene.search.choices();
        for (goal, choice) in way.choices {
            choices[goal] = Some(choice);
        }
        let cure = Cure { moves: way.moves, replanned: way.replanned, gain: way.gain, ..cure };
        let planned = &self.planned;
        let edits = edits::edits(planned.instance, self.rows, facts.goal, &cure);
        let plan = plan_of(scene.problem, &choices);
        trial::stands(planned.folder, &planned.instance.profile, &edits, &plan, facts.goal).then_some(cure)
    }

    /// The cure by opening a site: the first in which the run finds room, if need be with moves of others. `no_start`: there is none without.
    fn opened(&self, facts: &Facts, no_start: bool, left: &mut Left) -> Remedy {
        let openings = openings::openings(self.planned.instance, self.rows, facts);
        for opening in openings.iter().take(MOST_OPENINGS) {
            if !self.may_try(left) {
                return Remedy::Unsearched;
            }
            left.trials -= 1;
            if let Some(cure) = self.try_opening(facts, opening, left) {
                return Remedy::Cure(cure);
            }
        }
        Remedy::Outside { proven: self.whole && no_start && openings.is_empty() }
    }

    fn try_opening(&self, facts: &Facts, opening: &Opening, left: &mut Left) -> Option<Cure> {
        let (planned, goal) = (&self.planned, facts.goal);
        let needs = self.needs(facts, opening);
        let cure = self.cure(facts, opening.site, (opening.start, opening.last), needs, &opening.closed);
        let edits = edits::edits(planned.instance, self.rows, goal, &cure);
        let (instance, problem) = trial::year(planned.folder, &planned.instance.profile, &edits, &[goal])?;
        let scene = Scene::settled(&problem, instance.calendar, &planned.outcome.plan)?;
        // What the start needs is done in this year; only room may be lacking.
        let there = |c: &Candidate| {
            scene.site(goal.index(), c.site) == opening.site && c.days.0 == opening.start && !c.needs.has(Need::Limit)
        };
        let mut candidate = options::candidates(&scene, &instance, facts).into_iter().find(there)?;
        let lacking = |need| candidate.needs.has(need);
        candidate.needs = Needs::default().and(Need::Room, lacking(Need::Room)).and(Need::Teacher, lacking(Need::Teacher));
        if candidate.full.is_empty() {
            let (_, _, gain) = options::cheapest(&scene, goal.index(), std::slice::from_ref(&candidate))?;
            let shift = scene.search.state.value() - planned.outcome.value;
            return Some(Cure { gain: gain + shift, ..cure });
        }
        let way = self.make_room(&scene, goal, std::slice::from_ref(&candidate), candidate.needs.cost(), left)?;
        self.moved(&scene, facts, cure, way, left)
    }

    /// What a start that an opening makes possible needs besides.
    fn needs(&self, facts: &Facts, opening: &Opening) -> Needs {
        let instance = self.planned.instance;
        let (data, school) = (instance.goal(facts.goal), instance.school_of(opening.site));
        let dates = (instance.calendar.date(opening.start), instance.calendar.date(opening.last));
        let locked = forbidding(data, opening.site, instance.site(opening.site), opening.start).next().is_some();
        let approved = facts.held_by(school).any(|held| held.covers(dates.0, dates.1));
        Needs::default()
            .and(Need::Lock, locked)
            .and(Need::Answer, data.declined.contains(&school))
            .and(Need::Equipment, facts.lacking.contains_key(&opening.site))
            .and(Need::Approval, !approved)
    }

    /// The cure at a site from what it needs there, and the days to open.
    fn cure(&self, facts: &Facts, site: SiteIx, (start, last): (Day, Day), needs: Needs, closed: &[Day]) -> Cure {
        let instance = self.planned.instance;
        let (data, school) = (instance.goal(facts.goal), instance.school_of(site));
        let locks = forbidding(data, site, instance.site(site), start);
        let mut texts: Vec<Text> = locks.map(|lock| lock.source.text.clone()).collect();
        texts.dedup();
        let dates = (instance.calendar.date(start), instance.calendar.date(last));
        let extension = || facts.extension(self.rows, instance, school, dates);
        let changes = [
            needs.has(Need::Lock).then_some(Change::Lock(texts)),
            needs.has(Need::Answer).then_some(Change::Answer),
            needs.has(Need::Room).then_some(Change::Room),
            needs.has(Need::Teacher).then_some(Change::Teacher),
            needs.has(Need::Limit).then(|| Change::Limit(self.course_days(school) + u32::from(data.days))),
            facts.lacking.get(&site).filter(|_| needs.has(Need::Equipment)).cloned().map(Change::Equipment),
            (!closed.is_empty()).then(|| Change::Open(closed.to_vec())),
            if needs.has(Need::Approval) { extension().map(Change::Approval) } else { None },
        ];
        let changes = changes.into_iter().flatten().collect();
        Cure { site, start, last, changes, moves: Vec::new(), replanned: 0, gain: 0, tried: true }
    }

    /// Course days of the plan at the school.
    fn course_days(&self, school: SchoolIx) -> u32 {
        let instance = self.planned.instance;
        let here = self.planned.outcome.plan.runs.iter().filter(|run| instance.school_of(run.site) == school);
        here.map(|run| u32::from(instance.goal(run.goal).days)).sum()
    }
}
