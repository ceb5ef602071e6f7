//! Where `alternatives` looks: towards the other built-in profiles, and to fewer course days for the school that carries most.
//!
//! In each direction the year is planned anew from the plan on the table, at first all the way and then less far, until the loss is within
//! what is allowed; for a single course day fewer, as little as possible of it changes. Every plan is judged by the profile of the plan on the table, so all of them share its bound.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::check::profile::{BUILT_IN, between, by_name};
use crate::check::{check, rows};
use crate::cli::alternatives::percent;
use crate::cli::planning::{INTERRUPT, USUAL_GAP, valued};
use crate::cli::verify::Judged;
use crate::cli::words::Word;
use crate::compare::apart::MARKED;
use crate::compare::measures::{Measured, measured};
use crate::compare::placed::placed;
use crate::domain::instance::{Instance, Language};
use crate::domain::plan::{Outcome, Plan, Price};
use crate::papers::comparison::{LIGHTENED, RELIEVED};
use crate::read::patch::{Edit, patched};
use crate::replan::near;
use crate::report::{self, Options};
use crate::solve::decomposed::choices::choices_of;
use crate::solve::decomposed::problem::Problem;
use crate::solve::limits::{Limits, Meter};
use crate::solve::{Failure, Start, solve_from};

/// How far towards another profile, permille, one after the other until the loss is allowed.
const SHARES: [i64; 4] = [1000, 500, 250, 125];

/// Course days of the worst-off school that are to be left, permille.
const DAYS_LEFT: [i64; 3] = [900, 950, 975];

/// Work on one plan, in millions of steps for each goal: the time limit is a guard, so that the answer is the same every time.
const STEPS_OF_A_GOAL: u64 = 1;

/// The gap at which a direction is no longer followed: finer than the loss that is weighed.
const GAP: f64 = 0.005;

/// Where an alternative is sought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Direction {
    /// Towards a built-in profile.
    Profile(&'static str),
    /// Fewer days for this school.
    Relieve(String),
    /// At least one day fewer for this school, whatever it costs.
    Lighten(String),
}

impl Direction {
    /// Its folder.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Profile(name) => name,
            Self::Relieve(_) => RELIEVED,
            Self::Lighten(_) => LIGHTENED,
        }
    }
}

/// The other profiles, and last the school that carries most of its fair share: much less for it, and a little less.
pub fn directions(instance: &Instance, base: &Measured) -> Vec<Direction> {
    let others = BUILT_IN.iter().map(|(name, _)| *name).filter(|name| *name != instance.profile.name);
    let worst = base.worst_off_first().first().filter(|load| load.days > 0).map(|load| load.school.clone());
    let lighter = worst.into_iter().flat_map(|school| [Direction::Relieve(school.clone()), Direction::Lighten(school)]);
    others.map(Direction::Profile).chain(lighter).collect()
}

/// A plan of the year in one direction.
#[derive(Debug)]
pub struct Alternative {
    /// Where it was found.
    pub direction: Direction,
    /// Its verified files.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Its numbers, by the profile of the plan on the table.
    pub measured: Measured,
    /// No plan of the year as it was planned in this direction, with at most as many gaps, is worth more, milli by that year's profile.
    pub bound: i64,
}

/// Why a direction gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nothing {
    /// What is fixed leaves no plan there.
    Impossible,
    /// None was found within the limits.
    NotFound,
    /// The verifier did not accept it.
    Rejected,
    /// It opens so many more gaps, at the shortest way.
    Gaps(usize),
    /// It loses so much at the shortest way, milli.
    Loses(i64),
    /// It has so many goals at other schools: too few, or too like another; or enough others are shown.
    NotShown(usize),
}

impl Nothing {
    /// For programs: losses in milli.
    pub fn as_json(self, name: &str) -> Value {
        match self {
            Self::Impossible => json!({ "name": name, "reason": "impossible" }),
            Self::NotFound => json!({ "name": name, "reason": "not_found" }),
            Self::Rejected => json!({ "name": name, "reason": "rejected" }),
            Self::Gaps(more) => json!({ "name": name, "reason": "gaps", "more_gaps": more }),
            Self::Loses(loss) => json!({ "name": name, "reason": "loss", "loss": loss }),
            Self::NotShown(goals) => json!({ "name": name, "reason": "not_shown", "goals_elsewhere": goals }),
        }
    }

    /// In a few words, beside the plan on the table.
    pub fn text(self, base: &Measured, language: Language) -> String {
        match self {
            Self::Impossible => Word::WayImpossible.text(language).to_owned(),
            Self::NotFound => Word::WayNotFound.text(language).to_owned(),
            Self::Rejected => Word::WayRejected.text(language).to_owned(),
            Self::Gaps(more) => Word::WayGaps.fill(language, &[("gaps", &more.to_string())]),
            Self::Loses(milli) => {
                let percent = percent(base, milli, language);
                Word::WayLoses.fill(language, &[("percent", &percent)])
            }
            Self::NotShown(goals) => {
                let (percent, count) = ((MARKED / 10).to_string(), goals.to_string());
                if goals * 1000 < MARKED * base.totals.goals {
                    Word::WayTooLike.fill(language, &[("goals", &count), ("percent", &percent)])
                } else {
                    Word::WayNotShown.fill(language, &[("goals", &count)])
                }
            }
        }
    }
}

fn nothing(failure: &Failure) -> Nothing {
    match failure {
        Failure::Clash(_) => Nothing::Impossible,
        Failure::NoPlan(..) => Nothing::NotFound,
    }
}

/// What all directions share.
pub struct Search<'a> {
    /// The year and the files of the plan on the table.
    pub judged: &'a Judged,
    /// The year as a problem.
    pub problem: Problem,
    /// The numbers of the plan on the table.
    pub base: &'a Measured,
    /// That plan.
    pub plan: Plan,
    /// Its prices.
    pub prices: Vec<Price>,
    /// The largest loss, milli.
    pub loss: i64,
    /// A guard for each plan.
    pub time: Duration,
}

impl Search<'_> {
    /// The first plan in this direction whose loss is allowed and that opens no gap; to lighten, whatever it costs.
    ///
    /// # Errors
    /// Why there is none.
    pub fn follow(&self, direction: &Direction) -> Result<Alternative, Nothing> {
        let days = |school: &str| self.base.days(school);
        match direction {
            Direction::Profile(profile) => self.first_allowed(direction, &SHARES, |share| self.towards(profile, share)),
            Direction::Relieve(school) => self.first_allowed(direction, &DAYS_LEFT, |left| {
                let most = days(school) * left / 1000;
                self.capped(school, most.min(days(school) - 1))
            }),
            Direction::Lighten(school) => {
                let year = || self.capped(school, days(school) - 1);
                match self.nearest(direction, year()) {
                    Err(Nothing::NotFound) => self.planned(direction, year()),
                    found => found,
                }
            }
        }
    }

    fn first_allowed(
        &self,
        direction: &Direction,
        ways: &[i64],
        year: impl Fn(i64) -> Option<Instance>,
    ) -> Result<Alternative, Nothing> {
        let mut why = Nothing::Impossible;
        for way in ways {
            match self.planned(direction, year(*way)).and_then(|found| self.allowed(found)) {
                Ok(found) => return Ok(found),
                Err(miss) => why = miss,
            }
        }
        Err(why)
    }

    fn allowed(&self, found: Alternative) -> Result<Alternative, Nothing> {
        let loss = self.base.value - found.measured.value;
        match found.measured.totals.gaps.saturating_sub(self.base.totals.gaps) {
            0 if loss <= self.loss => Ok(found),
            0 => Err(Nothing::Loses(loss)),
            more => Err(Nothing::Gaps(more)),
        }
    }

    fn towards(&self, name: &str, share: i64) -> Option<Instance> {
        let profile = between(&self.judged.instance.profile, &by_name(name)?, share)?;
        check(&self.judged.folder, Some(&profile)).instance
    }

    /// The year with so many course days as the school's yearly limit; `None` where `check` finds that impossible.
    fn capped(&self, school: &str, most: i64) -> Option<Instance> {
        let line = rows(&self.judged.folder).schools.iter().find(|row| row.id == school)?.line;
        let edit = Edit::Set { file: "schools.csv", line, column: "max_course_days", value: most.max(0).to_string() };
        check(&patched(&self.judged.folder, &[edit]), Some(&self.judged.instance.profile)).instance
    }

    /// A verified plan of such a year, valued as the plan on the table.
    fn planned(&self, direction: &Direction, year: Option<Instance>) -> Result<Alternative, Nothing> {
        let year = &year.ok_or(Nothing::Impossible)?;
        let worker = std::env::current_exe().ok();
        let limits = self.limits(year, worker.as_deref());
        let start = Start { plan: &self.plan, prices: &self.prices };
        let found = solve_from(year, Some(start), &limits, &mut |_| ()).map_err(|failure| nothing(&failure))?;
        self.valued(direction, &found, &limits)
    }

    /// The same with the fewest changes to the plan on the table, and among these the one worth most: the few runs that have to go.
    fn nearest(&self, direction: &Direction, year: Option<Instance>) -> Result<Alternative, Nothing> {
        let year = &year.ok_or(Nothing::Impossible)?;
        let worker = std::env::current_exe().ok();
        let limits = self.limits(year, worker.as_deref());
        let (problem, meter) = (Problem::new(year), Meter::start(&limits));
        let near = near(year, &problem, &self.base.plan, &placed(year, &self.base.plan), &meter, &limits.highs());
        let near = near.map_err(|failure| nothing(&failure))?;
        let found = valued(year, &problem, &near.choices, (&self.prices, near.stop), &meter);
        self.valued(direction, &found, &limits)
    }

    fn limits<'l>(&self, year: &Instance, worker: Option<&'l Path>) -> Limits<'l> {
        Limits {
            gap: GAP,
            time: self.time,
            work: STEPS_OF_A_GOAL * self.problem.models.len() as u64,
            exact_columns: 0,
            seed: year.seed,
            interrupt: &INTERRUPT,
            worker,
        }
    }

    /// What was found in such a year, in the year as it is: valued, written and verified.
    fn valued(&self, direction: &Direction, found: &Outcome, limits: &Limits<'_>) -> Result<Alternative, Nothing> {
        let instance = &self.judged.instance;
        let choices = choices_of(&self.problem, instance.calendar, &found.plan).map_err(|_| Nothing::Rejected)?;
        let outcome = valued(instance, &self.problem, &choices, (&self.prices, None), &Meter::start(limits));
        let files = report::plan_folder(instance, &outcome, &Options { asked_gap: USUAL_GAP, seed: instance.seed });
        let accepted = crate::verify::verify(instance, &files).accepted();
        let measured = measured(direction.name(), &files).ok().filter(|_| accepted).ok_or(Nothing::Rejected)?;
        Ok(Alternative { direction: direction.clone(), files, measured, bound: found.bound })
    }
}
