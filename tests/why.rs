//! Why a run is where it is: every next best is a plan that the verifier accepts at the value told, no better single move exists while all
//! others stay, "only possible school" is true by trying every day, and a next best holds when it is locked.

mod common;

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use amuplan::check::check;
use amuplan::domain::goal::Origin;
use amuplan::domain::ids::{GoalIx, SchoolIx, SiteIx};
use amuplan::domain::instance::Instance;
use amuplan::domain::plan::{Outcome, Plan, Run};
use amuplan::domain::why::{Alternative, Reason};
use amuplan::explain::why::Question;
use amuplan::formulation::value::terms;
use amuplan::read::folder::Folder;
use amuplan::report::why;
use amuplan::report::why::effects::Scale;
use amuplan::report::{Options, plan_folder};
use amuplan::solve::decomposed::problem::Problem;
use amuplan::solve::limits::Limits;
use amuplan::solve::solve;
use amuplan::verify::{Violation, verify};
use common::random::random_folder;
use common::{Files, add_row};

/// Random networks that are asked.
const NETWORKS: u64 = 60;

struct Year {
    files: Files,
    instance: Instance,
    outcome: Outcome,
}

fn limits(stop: &AtomicBool) -> Limits<'_> {
    Limits { gap: 0.01, time: Duration::from_secs(600), work: 10, exact_columns: 0, seed: 1, interrupt: stop, worker: None }
}

fn planned(files: Files) -> Year {
    planned_if_possible(files).expect("a plan")
}

/// `None` where the fixed runs of a random folder clash.
fn planned_if_possible(files: Files) -> Option<Year> {
    let stop = AtomicBool::new(false);
    let checked = check(&Folder::from_files(files.clone()), None);
    let instance = checked.instance.unwrap_or_else(|| panic!("no instance: {:#?}", checked.findings));
    let outcome = solve(&instance, &limits(&stop), &mut |_| ()).ok()?;
    Some(Year { files, instance, outcome })
}

/// What the verifier has against a plan, but for the proof of its bound, which is that of another plan.
fn complaints(instance: &Instance, outcome: &Outcome, plan: &Plan) -> Vec<String> {
    let problem = Problem::new(instance);
    let terms = terms(instance, &problem.parameters, &problem.coupling, plan);
    let outcome = Outcome { plan: plan.clone(), value: terms.values().sum(), terms, ..outcome.clone() };
    let verdict = verify(instance, &plan_folder(instance, &outcome, &Options { asked_gap: 1.0, seed: 1 }));
    let proof = |v: &Violation| {
        v.rule == "certificate" || v.rule == "objective" && (v.what.en.contains("bound") || v.what.en.starts_with("gap is"))
    };
    verdict.violations.iter().filter(|v| !proof(v)).map(|v| format!("{}: {}", v.rule, v.what.en)).collect()
}

impl Year {
    fn reasons(&self, goal: GoalIx) -> Vec<Reason> {
        let stop = AtomicBool::new(false);
        let mut question = Question::new(&self.instance, &self.outcome.plan).expect("the plan fits");
        let mut reasons = question.reasons(goal);
        reasons.iter_mut().for_each(|reason| question.confirm(reason, &limits(&stop).highs()));
        reasons
    }

    fn covered(&self) -> impl Iterator<Item = GoalIx> + '_ {
        self.instance.goal_ixs().filter(|goal| !self.outcome.plan.runs_of(*goal).is_empty())
    }

    fn value(&self, plan: &Plan) -> i64 {
        let problem = Problem::new(&self.instance);
        terms(&self.instance, &problem.parameters, &problem.coupling, plan).values().sum()
    }

    /// The plan keeps all rules and is worth what was told.
    fn holds(&self, other: &Alternative) {
        assert_eq!(complaints(&self.instance, &self.outcome, &other.plan), Vec::<String>::new());
        assert_eq!(self.value(&other.plan), self.value(&self.outcome.plan) - other.cost());
    }

    /// Schools at which the goal can start on some day, found by planning it alone at each day of each site.
    fn schools_with_a_start(&self, goal: GoalIx) -> BTreeSet<SchoolIx> {
        let (instance, data) = (&self.instance, self.instance.goal(goal));
        let mut schools = BTreeSet::new();
        for eligible in &data.eligible {
            let school = instance.school_of(eligible.site);
            let site = instance.site(eligible.site);
            let open: Vec<_> = instance.calendar.days().filter(|day| site.rooms[day.index()] > 0).collect();
            for run in open.windows(usize::from(data.days)) {
                let (first, last) = (run[0], run[run.len() - 1]);
                let weeks: BTreeSet<_> = run.iter().map(|day| instance.calendar.week(*day)).collect();
                let span = usize::from(instance.calendar.week(last).0 - instance.calendar.week(first).0) + 1;
                let together = if data.days <= 5 { weeks.len() == 1 } else { weeks.len() == span };
                let approved = eligible.approved.iter().any(|(from, to)| *from <= first && last <= *to);
                let alive = data.archived_from.is_none_or(|gone| last < gone);
                let forbidden = data.forbidden.iter().any(|lock| {
                    lock.school.is_none_or(|k| k == school)
                        && lock.site.is_none_or(|s| s == eligible.site)
                        && lock.days.is_none_or(|(from, to)| (from..=to).contains(&first))
                });
                if together && approved && alive && !forbidden {
                    schools.insert(school);
                }
            }
        }
        schools
    }
}

#[test]
fn every_next_best_is_a_plan_that_verifies_at_the_value_told() {
    let (mut preliminary, mut confirmed, mut only) = (0, 0, 0);
    for seed in 0..NETWORKS {
        let Some(year) = planned_if_possible(random_folder(seed)) else { continue };
        for goal in year.covered() {
            for reason in year.reasons(goal) {
                assert_eq!(reason.only_school, year.schools_with_a_start(goal).len() == 1, "seed {seed}");
                only += usize::from(reason.only_school);
                for other in reason.preliminary.iter().chain(&reason.confirmed) {
                    year.holds(other);
                    let runs = other.plan.runs_of(goal).len();
                    assert!(
                        !other.places.is_empty() || runs < year.outcome.plan.runs_of(goal).len(),
                        "seed {seed}: it is elsewhere"
                    );
                }
                preliminary += usize::from(reason.preliminary.is_some());
                confirmed += usize::from(reason.confirmed.is_some());
                let of_others = |run: &&Run| run.goal != goal;
                if let Some(other) = &reason.preliminary {
                    assert!(
                        other.moved.is_empty()
                            && other.plan.runs.iter().filter(of_others).eq(year.outcome.plan.runs.iter().filter(of_others))
                    );
                    let best = reason.confirmed.as_ref().expect("what is possible without moves is possible with them");
                    assert!(best.cost() <= other.cost(), "seed {seed}: {} and {}", best.cost(), other.cost());
                }
            }
        }
    }
    assert!(preliminary > 100 && confirmed >= preliminary && only > 20, "{preliminary} {confirmed} {only}");
}

/// One run of the plan put at every other school and day, by hand.
#[test]
fn no_single_move_to_another_school_is_better_than_the_preliminary_next_best() {
    let mut tried = 0;
    for seed in 0..12 {
        let Some(year) = planned_if_possible(random_folder(seed)) else { continue };
        for goal in year.covered().collect::<Vec<_>>() {
            let [run] = year.outcome.plan.runs_of(goal) else { continue };
            if run.origin != Origin::Assigned {
                continue;
            }
            let school = year.instance.school_of(run.site);
            let reason = &year.reasons(goal)[0];
            if reason.only_school {
                continue;
            }
            let best = reason.preliminary.as_ref().map(|other| year.value(&other.plan));
            for site in (0..year.instance.sites.len()).map(SiteIx::from) {
                if year.instance.school_of(site) == school || !year.instance.goal(goal).eligible.iter().any(|e| e.site == site) {
                    continue;
                }
                for start in year.instance.calendar.days().filter(|d| year.instance.site(site).rooms[d.index()] > 0) {
                    let other = |r: &Run| if r == run { Run { site, start, ..*r } } else { *r };
                    let plan = Plan::new(year.outcome.plan.runs.iter().map(other).collect());
                    if complaints(&year.instance, &year.outcome, &plan).is_empty() {
                        tried += 1;
                        assert!(best.is_some_and(|best| best >= year.value(&plan)), "seed {seed}");
                    }
                }
            }
        }
    }
    assert!(tried > 30, "{tried}");
}

#[test]
fn a_next_best_holds_when_it_is_locked() {
    let mut locked = 0;
    for seed in 0..NETWORKS {
        let Some(year) = planned_if_possible(random_folder(seed)) else { continue };
        for goal in year.covered().collect::<Vec<_>>() {
            let [run] = year.outcome.plan.runs_of(goal) else { continue };
            let reason = &year.reasons(goal)[0];
            let Some(other) = reason.confirmed.as_ref().filter(|_| run.origin == Origin::Assigned) else { continue };
            let place = other.places[0];
            let date = year.instance.calendar.date(place.start).to_string();
            let (code, site) = (&year.instance.goal(goal).code, &year.instance.site(place.site).id);
            let mut files = year.files.clone();
            let cells = [
                ("lock", "keep"),
                ("goal_code", code.as_str()),
                ("site_id", site),
                ("start_date", &date),
                ("by", "x"),
                ("reason", "y"),
            ];
            add_row(&mut files, "locks.csv", &cells);
            let instance = check(&Folder::from_files(files), None).instance.expect("the lock fits");
            // The plan as filed, with the labels that the lock gives it.
            let filed = plan_folder(
                &year.instance,
                &Outcome { plan: other.plan.clone(), ..year.outcome.clone() },
                &Options { asked_gap: 1.0, seed: 1 },
            );
            let filed = amuplan::compare::plan::read(&filed).expect("a plan");
            let plan = amuplan::compare::placed::placed(&instance, &filed).plan;
            if plan.runs_of(goal).len() > 1 {
                // More runs than one: the lock may change which parts of the year are open to the others.
                continue;
            }
            assert_eq!(complaints(&instance, &year.outcome, &plan), Vec::<String>::new(), "seed {seed}");
            locked += 1;
        }
    }
    assert!(locked > 20, "{locked}");
}

/// 40002 may run at one school alone; 40001 is offered by Nordskolen with a date.
#[test]
fn by_hand_the_words_say_form_lock_and_only_school() {
    let year = planned(common::small_folder());
    let scale = Scale::new(&year.instance, &year.outcome.plan);
    let told = |code: &str| -> String {
        let goal = year.instance.goal_ixs().find(|g| year.instance.goal(*g).code == code).expect("the goal");
        let reasons = year.reasons(goal);
        let lines =
            reasons.iter().map(|r| why::reason(&year.instance, &scale, r) + "\n" + &why::conclusion(&year.instance, &scale, r));
        lines.collect::<Vec<_>>().join("\n")
    };
    let form = told("40001");
    assert!(
        form.contains("skolen har tilbudt det (forms.csv linje 2") && form.contains("ikke andre steder eller uger"),
        "{form}"
    );
    let lock = told("40005");
    assert!(
        lock.contains("låst (locks.csv linje 2") && lock.contains("låsen ophæves") && lock.contains("eneste mulige skole"),
        "{lock}"
    );
    for code in ["40001", "40003", "40005"] {
        assert!(!told(code).contains("pris") && !told(code).contains("9902"));
    }
}
