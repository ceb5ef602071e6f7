//! Locks: *forbid* takes starts away, *keep* narrows a required run that it fits or adds one (E419, E420, E604).

use super::answers::{Refusals, check_w403_guarantee_not_ok, check_w410_out_of_scope};
use super::finding::{Findings, Place, Text, say};
use super::names::check_w302_repeated;
use super::network::Network;
use super::rooms::check_e310_site_of_other_school;
use super::rows::Rows;
use super::rows::answers::LockRow;
use super::when::{guarantee_text, place_text, when_text, window};
use crate::domain::calendar::Day;
use crate::domain::decision::Decision;
use crate::domain::goal::{Forbidden, Goal, Origin, RequiredRun, Source, When};
use crate::domain::ids::{GoalIx, SchoolIx, SiteIx};

/// The site that a lock names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// None: any site.
    Any,
    /// A site of an outside school, which holds nothing.
    Outside,
    /// This one.
    Site(SiteIx),
}

impl Named {
    fn site(self) -> Option<SiteIx> {
        if let Self::Site(site) = self { Some(site) } else { None }
    }
}

/// A lock with its references resolved, about a goal in scope.
struct Lock<'a> {
    row: &'a LockRow,
    goal: GoalIx,
    school: Option<SchoolIx>,
    site: Named,
    days: Option<(Day, Day)>,
    source: Source,
}

/// Adds forbidden starts and kept runs; returns what was decided, for the papers.
pub fn fill_locks(net: &Network, goals: &mut [Goal], rows: &Rows, refusals: &Refusals, findings: &mut Findings) -> Vec<Decision> {
    let locks: Vec<Lock<'_>> = rows.locks.iter().filter_map(|row| resolve(net, row, findings)).collect();
    for lock in locks.iter().filter(|l| !l.row.keep) {
        if lock.site != Named::Outside {
            let forbidden =
                Forbidden { school: lock.school, site: lock.site.site(), days: lock.days, source: lock.source.clone() };
            goals[lock.goal.index()].forbidden.push(forbidden);
        }
    }
    for goal in goals.iter_mut() {
        goal.forbidden.sort_by(|a, b| {
            (a.school, a.site, a.days, &a.source.text, a.source.line).cmp(&(
                b.school,
                b.site,
                b.days,
                &b.source.text,
                b.source.line,
            ))
        });
    }
    let mut keeps: Vec<&Lock<'_>> = locks.iter().filter(|l| l.row.keep).collect();
    // Of equal locks the first by its text counts, whatever the order of rows.
    keeps.sort_by(|a, b| (specificity(a), &a.source.text).cmp(&(specificity(b), &b.source.text)));
    keeps.dedup_by(|a, b| specificity(a) == specificity(b));
    // Each kept run is one run: a form's run is narrowed by one lock at most.
    let mut taken: Vec<Vec<bool>> = goals.iter().map(|g| vec![false; g.required.len()]).collect();
    for lock in keeps {
        let goal = &mut goals[lock.goal.index()];
        keep(net, goal, lock, refusals, &mut taken[lock.goal.index()], findings);
    }
    let keys = rows.locks.iter().map(|r| ((r.keep, &r.goal, &r.school, &r.site, r.start_date, r.week, r.guarantee), r.line));
    check_w302_repeated("locks.csv", keys, &say!("den tæller én gang", "it counts once"), findings);
    // A site of an outside school holds nothing: to forbid it decides nothing.
    let mut decisions: Vec<Decision> = locks.iter().filter(|lock| lock.site != Named::Outside).map(decision).collect();
    decisions.sort();
    decisions
}

fn decision(lock: &Lock<'_>) -> Decision {
    let Lock { row, goal, school, site, days, .. } = lock;
    Decision {
        goal: *goal,
        keep: row.keep,
        school: *school,
        site: site.site(),
        days: *days,
        guarantee: row.guarantee.filter(|_| row.keep),
        at: row.at,
        by: row.by.clone(),
        reason: row.reason.clone(),
    }
}

/// Order of locks: dated before weekly before undated, with site before with school before neither.
type Specificity = (u16, bool, bool, GoalIx, Option<(Day, Day)>, Option<SiteIx>, Option<SchoolIx>, Option<bool>);

fn specificity(lock: &Lock<'_>) -> Specificity {
    let length = lock.days.map_or(u16::MAX, |(from, to)| to.0 - from.0);
    let site = lock.site.site();
    (length, site.is_none(), lock.school.is_none(), lock.goal, lock.days, site, lock.school, lock.row.guarantee)
}

fn resolve<'a>(net: &Network, row: &'a LockRow, findings: &mut Findings) -> Option<Lock<'a>> {
    let place = Place::line("locks.csv", row.line);
    let goal = net.names.goals.find(&row.goal, place.column("goal_code"), findings);
    let school = net.names.schools.find_some(row.school.as_ref(), place.column("school_id"), findings);
    let site = net.names.sites.find_some(row.site.as_ref(), place.column("site_id"), findings);
    let days = window(net, place, row.start_date, row.week, findings).ok()?;
    check_e419_goal_alone(row, findings);
    if let (Some(school), Some((owner, _))) = (school, site)
        && school != owner
    {
        check_e310_site_of_other_school("locks.csv", row.line, row.site.as_deref().unwrap_or(""), findings);
        return None;
    }
    let known = (row.school.is_none() || school.is_some()) && (row.site.is_none() || site.is_some());
    let names_place_or_time = school.is_some() || site.is_some() || days.is_some();
    if !known || !row.sound || !names_place_or_time {
        return None;
    }
    let Some(goal) = goal? else {
        check_w410_out_of_scope("locks.csv", row.line, &row.goal, findings);
        return None;
    };
    let text = describe(net, row, days);
    let source = Source { file: "locks.csv".to_string(), line: row.line, text };
    let site = match site {
        None => Named::Any,
        Some((_, None)) => Named::Outside,
        Some((_, Some(site))) => Named::Site(site),
    };
    Some(Lock { row, goal, school, site, days, source })
}

fn check_e419_goal_alone(row: &LockRow, findings: &mut Findings) {
    if row.school.is_none() && row.site.is_none() && row.start_date.is_none() && row.week.is_none() {
        let what = say!("låsen nævner kun målet", "the lock names nothing but the goal");
        let cure = say!("skriv skole, afdeling, dato eller uge", "write a school, site, date or week");
        findings.add("E419", Place::line("locks.csv", row.line), what, cure);
    }
}

fn describe(net: &Network, row: &LockRow, days: Option<(Day, Day)>) -> Text {
    let (by, goal, reason) = (&row.by, &row.goal, &row.reason);
    let school = row.school.as_deref().map_or_else(Text::default, |s| say!(" hos {s}", " with {s}"));
    let parts = [school, when_text(net, days), place_text(row.site.as_deref()), guarantee_text(row.guarantee)];
    let rest = Text::joined(&parts, "");
    if row.keep {
        say!("{by} fastholder {goal}{rest} ({reason})", "{by} keeps {goal}{rest} ({reason})"; rest)
    } else {
        say!("{by} forbyder {goal}{rest} ({reason})", "{by} forbids {goal}{rest} ({reason})"; rest)
    }
}

/// Narrows a run of a form that the lock fits, or adds a run.
fn keep(net: &Network, goal: &mut Goal, lock: &Lock<'_>, refusals: &Refusals, taken: &mut [bool], findings: &mut Findings) {
    let school_of = |s: SiteIx| net.sites[s.index()].school;
    let usable =
        |s: SiteIx| lock.school.is_none_or(|k| k == school_of(s)) && (lock.site == Named::Any || lock.site == Named::Site(s));
    let sites: Vec<SiteIx> = goal.eligible.iter().map(|e| e.site).filter(|s| usable(*s)).collect();
    if sites.is_empty() {
        check_e420_e604_no_site(net, goal, lock, refusals, findings);
        return;
    }
    if lock.row.guarantee == Some(true) {
        check_w403_guarantee_not_ok(Place::line("locks.csv", lock.row.line), goal, findings);
    }
    let when = lock.days.map_or(When::Free, |(a, b)| When::Fixed(a, b));
    let narrowed = |run: &RequiredRun| -> Option<RequiredRun> {
        let common: Vec<SiteIx> = run.sites.iter().copied().filter(|s| sites.contains(s)).collect();
        let opposed = matches!((run.guarantee, lock.row.guarantee), (Some(a), Some(b)) if a != b);
        let when = overlap(run.when, when)?;
        if common.is_empty() || opposed {
            return None;
        }
        let sources = run.sources.iter().cloned().chain([lock.source.clone()]).collect();
        Some(RequiredRun { sites: common, when, guarantee: run.guarantee.or(lock.row.guarantee), sources, ..run.clone() })
    };
    let fitting = (0..taken.len()).filter(|i| !taken[*i]).filter_map(|i| Some((i, narrowed(&goal.required[i])?)));
    // The run that says most of what it is: dates first, then fewest sites, then whether it is a guarantee course.
    let open = |run: &RequiredRun| (run.when == When::Free, run.sites.len(), run.guarantee.is_none());
    let best = fitting.min_by_key(|(i, _)| (open(&goal.required[*i]), *i));
    if let Some((i, run)) = best {
        goal.required[i] = run;
        taken[i] = true;
    } else {
        let (min, max, guarantee) = (goal.min, goal.max, lock.row.guarantee);
        goal.required.push(RequiredRun {
            sites,
            when,
            guarantee,
            min,
            max,
            origin: Origin::Lock,
            sources: vec![lock.source.clone()],
        });
    }
}

fn overlap(a: When, b: When) -> Option<When> {
    match (a, b) {
        (When::Free, other) | (other, When::Free) => Some(other),
        (When::Fixed(a1, a2), When::Fixed(b1, b2)) => {
            let (from, to) = (a1.max(b1), a2.min(b2));
            if from <= to { Some(When::Fixed(from, to)) } else { None }
        }
    }
}

fn check_e420_e604_no_site(net: &Network, goal: &Goal, lock: &Lock<'_>, refusals: &Refusals, findings: &mut Findings) {
    let place = Place::line("locks.csv", lock.row.line);
    let (code, text) = (&goal.code, &lock.source.text);
    let site_school = lock.site.site().map(|s| net.sites[s.index()].school);
    let school = lock.school.or(site_school);
    let refusal = school.and_then(|s| Some((s, refusals.get(&(lock.goal, s))?)));
    if let Some((school, line)) = refusal {
        let id = &net.schools[school.index()].id;
        let what = say!(
            "{text}; men {id} har svaret »kan ikke« til {code} i forms.csv linje {line}",
            "{text}; but {id} answered \"cannot\" for {code} in forms.csv line {line}"; text
        );
        findings.add("E604", place, what, say!("slet låsen, eller ret svaret", "remove the lock, or correct the answer"));
        return;
    }
    let what = say!(
        "{text}; men ingen sådan afdeling må gennemføre målet (medlem, godkendelse, udstyr)",
        "{text}; but no such site may hold the goal (member, approval, equipment)"; text
    );
    let cure = say!("ret skole eller afdeling, eller tilføj godkendelsen", "correct school or site, or add the approval");
    findings.add("E420", place, what, cure);
}
