//! Why each school does not run a gap: the first obstacle that it meets, in the order of [`Cause`].

use std::collections::BTreeSet;

use crate::check::starts::forbidding;
use crate::domain::gap::{Cause, Slot};
use crate::domain::goal::When;
use crate::domain::ids::{SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::explain::gaps::facts::{Facts, Held};
use crate::explain::gaps::options::{Candidate, Need};
use crate::explain::scene::Scene;
use crate::formulation::gaps::blocks;
use crate::formulation::parameters::Parameters;
use crate::formulation::taken::Taken;

/// Runs in the way that are named at most.
const NAMED: usize = 3;

/// What the causes are told from.
pub struct Causes<'a> {
    /// The year as it is.
    pub instance: &'a Instance,
    /// Its parameters.
    pub parameters: &'a Parameters,
    /// What fixed runs take of it.
    pub taken: &'a Taken,
    /// The plan in the relaxed problem.
    pub scene: &'a Scene<'a>,
}

impl Causes<'_> {
    /// The cause of each member that has anything to do with the goal, by school. `candidates` are all of the goal.
    #[must_use]
    pub fn of(&self, facts: &Facts, candidates: &[Candidate]) -> Vec<(SchoolIx, Cause)> {
        let declined = self.instance.goal(facts.goal).declined.iter().copied();
        let schools: BTreeSet<SchoolIx> = facts.held.iter().map(|h| h.school).chain(declined).collect();
        let members = schools.into_iter().filter(|school| self.instance.school(*school).member);
        members.map(|school| (school, self.cause(facts, school, candidates))).collect()
    }

    fn cause(&self, facts: &Facts, school: SchoolIx, candidates: &[Candidate]) -> Cause {
        let here: Vec<&Candidate> = candidates.iter().filter(|c| c.school == school).collect();
        let approval = approval(self.instance, facts, school);
        let sites = || (0..self.instance.sites.len()).map(SiteIx::from).filter(|s| self.instance.school_of(*s) == school);
        let least = sites().map(|s| facts.lacking.get(&s).cloned().unwrap_or_default()).min_by_key(Vec::len);
        match (approval, least) {
            (Some(cause), _) => cause,
            _ if self.instance.goal(facts.goal).declined.contains(&school) => Cause::Declined,
            (None, None) => Cause::NoSite,
            (None, Some(lacks)) if !lacks.is_empty() => Cause::Equipment(lacks),
            _ => self.by_candidates(facts, &here),
        }
    }

    /// The cause of a school that may run the goal at a site that has everything: days, locks, other runs.
    fn by_candidates(&self, facts: &Facts, here: &[&Candidate]) -> Cause {
        let equipped: Vec<&Candidate> = here.iter().copied().filter(|c| !c.needs.has(Need::Equipment)).collect();
        let possible: Vec<&Candidate> =
            equipped.iter().copied().filter(|c| !c.needs.has(Need::Lock) && !c.needs.has(Need::Approval)).collect();
        let fixed = self.is_taken(facts, &possible);
        let Some(easiest) = possible.iter().min_by_key(|c| (c.needs.has(Need::Limit), self.runs(c, fixed).len(), c.days)) else {
            return self.without_start(facts, &equipped);
        };
        match (easiest.full.is_empty(), fixed) {
            (true, _) if easiest.needs.has(Need::Limit) => Cause::Limit,
            (true, _) => Cause::Free,
            (false, true) => Cause::Full(self.in_the_way(easiest, fixed)),
            (false, false) => Cause::Busy(self.in_the_way(easiest, fixed)),
        }
    }

    /// Fixed runs alone take every start at the school.
    fn is_taken(&self, facts: &Facts, possible: &[&Candidate]) -> bool {
        let school = possible.first().map(|c| c.school);
        let sites = self.parameters.sites[facts.goal.index()].iter().filter(|s| Some(s.school) == school);
        sites.into_iter().all(|s| blocks(self.taken, self.instance, self.parameters, self.instance.goal(facts.goal), s))
    }

    /// No start is possible: too few open days, locks, or an approval that is too short.
    fn without_start(&self, facts: &Facts, equipped: &[&Candidate]) -> Cause {
        if equipped.is_empty() {
            return Cause::Closed;
        }
        if equipped.iter().all(|c| c.needs.has(Need::Approval)) {
            return Cause::TooShort;
        }
        let goal = facts.goal.index();
        let mut texts = BTreeSet::new();
        for candidate in equipped {
            let site = self.scene.site(goal, candidate.site);
            let locks = forbidding(self.instance.goal(facts.goal), site, self.instance.site(site), candidate.days.0);
            texts.extend(locks.map(|lock| lock.source.text.clone()));
        }
        Cause::Locked(texts.into_iter().collect())
    }

    /// The runs on the full days of a candidate: goal, and position in its choice. Only those with a date of their own when `fixed`.
    fn runs(&self, candidate: &Candidate, fixed: bool) -> BTreeSet<(usize, usize)> {
        let dated = |(goal, run): &(usize, usize)| {
            let model = &self.scene.problem.models[*goal];
            let choice = self.scene.search.state.choice(*goal);
            let kind = choice.map(|choice| model.placements[choice.placement].runs[*run].kind);
            kind.is_some_and(|kind| matches!(model.kinds[kind].when, When::Fixed(from, to) if from == to))
        };
        let users = candidate.full.iter().flat_map(|row| self.scene.users(*row)).copied();
        users.filter(|run| !fixed || dated(run)).collect()
    }

    /// The first [`NAMED`] of these runs.
    fn in_the_way(&self, candidate: &Candidate, fixed: bool) -> Vec<Slot> {
        let slot = |(goal, run): (usize, usize)| Some(self.scene.slot(goal, self.scene.search.state.choice(goal)?, run));
        let mut slots: Vec<Slot> = self.runs(candidate, fixed).into_iter().filter_map(slot).collect();
        slots.sort_by_key(|slot| (slot.start, *slot));
        slots.truncate(NAMED);
        slots
    }
}

/// The cause where the school has no approval for the goal in the year.
#[must_use]
pub fn approval(instance: &Instance, facts: &Facts, school: SchoolIx) -> Option<Cause> {
    let (first, last) = (instance.calendar.first_date(), instance.calendar.last_date());
    let held = || facts.held_by(school);
    if held().any(|h| !h.excepted && h.touches(first, last)) {
        return None;
    }
    if held().any(|h| h.touches(first, last)) {
        return Some(Cause::Excepted);
    }
    let ended = held().filter_map(|h| Some((h.to.filter(|to| *to < first)?, h))).max_by_key(|(to, _)| *to);
    let begins = held().filter_map(|h| Some((h.from.filter(|from| *from > last)?, h))).min_by_key(|(from, _)| *from);
    Some(match (ended, begins) {
        (Some((to, Held { lender, .. })), _) => Cause::Ended { to, lender: *lender },
        (None, Some((from, Held { lender, .. }))) => Cause::NotYet { from, lender: *lender },
        (None, None) => Cause::Unapproved,
    })
}
