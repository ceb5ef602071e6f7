//! Why a run is where it is: every next best is a plan that the verifier accepts at the value told, no better single move exists while all
//! others stay, "only possible school" is true by trying every day, and a next best holds when it is locked.

mod common;

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use amuplan::check::check;
use amuplan::domain::calendar::Day;
use amuplan::domain::gap::Slot;
use amuplan::domain::goal::Origin;
use amuplan::domain::ids::{GoalIx, SchoolIx, SiteIx};
use amuplan::domain::instance::Instance;
use amuplan::domain::plan::{Outcome, Plan, Run, Stop};
use amuplan::domain::why::{Alternative, Asked, Full, Reason, User, WhyNot};
use amuplan::explain::why::{Question, differing, slot};
use amuplan::explain::why_not::why_not;
use amuplan::formulation::value::terms;
use amuplan::read::folder::{Folder, read_folder};
use amuplan::report::why;
use amuplan::report::why::effects::Scale;
use amuplan::report::{Options, plan_folder};
use amuplan::solve::decomposed::problem::Problem;
use amuplan::solve::limits::Limits;
use amuplan::solve::solve;
use amuplan::verify::{Violation, verify};
use common::random::random_folder;
use common::{Files, add_row};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

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
    let outcome = Outcome { plan: plan.clone(), value: terms.values().sum(), terms, stop: Stop::Work, ..outcome.clone() };
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
        for reason in &mut reasons {
            question.confirm(reason, &limits(&stop).highs());
        }
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
        // Every run that is not where it was is told.
        let (told, before) = (other.moved.iter(), &self.outcome.plan);
        let goals: BTreeSet<GoalIx> =
            told.map(|(from, _)| from).chain(&other.gone).chain(&other.added).map(|slot| slot.goal).collect();
        let changed = |goal: &GoalIx| {
            !differing(before.runs_of(*goal), other.plan.runs_of(*goal)).is_empty()
                || before.runs_of(*goal).len() < other.plan.runs_of(*goal).len()
        };
        let silent = self.instance.goal_ixs().filter(|goal| changed(goal) && !goals.contains(goal));
        assert!(silent.count() <= 1, "only the goal that is asked about");
        assert_eq!(complaints(&self.instance, &self.outcome, &other.plan), Vec::<String>::new());
        assert_eq!(self.value(&other.plan), self.value(&self.outcome.plan) - other.cost());
    }

    /// Where the run in the way could be while all others stay, not on the full days of its school: by verifying it at each start.
    fn places_out_of_the_way(&self, user: &User, full: &Full) -> Vec<Slot> {
        let (instance, plan) = (&self.instance, &self.outcome.plan);
        let days_of = |slot: &Slot| {
            let open = (slot.start.0..).map(Day).filter(|day| instance.site(slot.site).rooms[day.index()] > 0);
            open.take(usize::from(instance.goal(slot.goal).days)).collect::<BTreeSet<Day>>()
        };
        let (school, taken) = (instance.school_of(user.slot.site), days_of(&full.start));
        let model = &Problem::new(instance).models[user.slot.goal.index()];
        let all = model.sites.iter().flat_map(|option| {
            option.starts.iter().map(|start| Slot { goal: user.slot.goal, site: option.site, start: start.day })
        });
        let away = |there: &Slot| instance.school_of(there.site) != school || days_of(there).is_disjoint(&taken);
        let fits = |there: &Slot| {
            let moved =
                |run: &Run| if slot(run) == user.slot { Run { site: there.site, start: there.start, ..*run } } else { *run };
            let plan = Plan::new(plan.runs.iter().map(moved).collect());
            complaints(instance, &self.outcome, &plan).is_empty()
        };
        all.filter(|there| *there != user.slot && away(there) && fits(there)).collect()
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

/// Runs in the way: how many moves of them are told, each of which holds, and how many runs cannot move, which is true.
fn full_holds(year: &Year, goal: GoalIx, found: &Full, there: &dyn Fn(&Plan) -> bool) -> (usize, usize) {
    let (instance, plan) = (&year.instance, &year.outcome.plan);
    assert!(found.rooms || found.teachers);
    let (mut moves, mut stuck) = (0, 0);
    for user in &found.users {
        for shift in user.other_school.iter().chain(&user.same_school) {
            moves += 1;
            assert_eq!(complaints(instance, &year.outcome, &shift.plan), Vec::<String>::new());
            assert_eq!(there(&shift.plan), shift.enough);
            let stays = |run: &&Run| run.goal != goal && run.goal != user.slot.goal;
            assert!(shift.plan.runs.iter().filter(stays).eq(plan.runs.iter().filter(stays)));
            assert!(shift.plan.runs.iter().any(|run| run.goal == user.slot.goal && run.start == shift.to.start));
            let (before, after) = (plan.runs_of(user.slot.goal), shift.plan.runs_of(user.slot.goal));
            let gone: Vec<_> = differing(before, after).iter().map(slot).collect();
            assert_eq!((gone, differing(after, before).len()), (vec![user.slot], 1));
        }
    }
    let stays = |user: &&User| user.other_school.is_none() && user.same_school.is_none() && user.slot.goal != goal;
    for user in found.users.iter().filter(stays).take(1) {
        stuck += 1;
        assert_eq!(year.places_out_of_the_way(user, found), Vec::<Slot>::new(), "{:?}", user.slot);
    }
    if let Some(other) = &found.together {
        year.holds(other);
        assert!(there(&other.plan));
    }
    (moves, stuck)
}

/// What "why not" claims: every plan told verifies, and where a run in the way moves, all goals but it and the one asked about stay.
#[test]
fn every_move_and_every_possible_place_of_why_not_verifies() {
    let stop = AtomicBool::new(false);
    let (mut possible, mut ruled, mut full, mut named, mut moves, mut stuck) = (0, 0, 0, 0, 0, 0);
    for seed in 0..NETWORKS {
        let Some(year) = planned_if_possible(random_folder(seed)) else { continue };
        let folder = Folder::from_files(year.files.clone());
        let (instance, plan) = (&year.instance, &year.outcome.plan);
        let open = |day: &Day| instance.sites.iter().any(|site| site.rooms[day.index()] > 0);
        let weeks: BTreeSet<u32> = instance.calendar.days().filter(open).map(|day| instance.calendar.iso_week(day).1).collect();
        for goal in year.covered().take(4) {
            for (school, week) in (0..instance.schools.len()).flat_map(|s| weeks.iter().map(move |w| (SchoolIx::from(s), *w))) {
                let Some(days) = instance.calendar.iso_week_days(week) else { continue };
                let mut question = Question::new(instance, plan).expect("the plan fits");
                let answer = why_not(&mut question, &folder, Asked { goal, school, days }, &limits(&stop).highs());
                let there = |plan: &Plan| {
                    let mut runs = plan.runs_of(goal).iter();
                    runs.any(|run| instance.school_of(run.site) == school && days.0 <= run.start && run.start <= days.1)
                };
                match answer {
                    WhyNot::Here(run) => assert!(there(plan) && plan.runs.contains(&run)),
                    WhyNot::Possible(other) => {
                        possible += 1;
                        year.holds(&other);
                        assert!(there(&other.plan) && other.moved.is_empty() && other.added.is_empty(), "seed {seed}");
                        assert!(other.gone.iter().all(|gone| gone.goal == goal), "seed {seed}");
                    }
                    WhyNot::Ruled(rules) => {
                        ruled += 1;
                        assert!(!rules.is_empty() && !there(plan), "seed {seed}");
                    }
                    WhyNot::Full(found) => {
                        full += 1;
                        named += usize::from(!found.users.is_empty());
                        let (moved, stayed) = full_holds(&year, goal, &found, &there);
                        (moves, stuck) = (moves + moved, stuck + stayed);
                    }
                }
            }
        }
    }
    assert!(
        possible > 100 && ruled > 100 && full > 20 && named > full / 2 && moves > 5 && stuck > 5,
        "{possible} {ruled} {full} {named} {moves} {stuck}"
    );
}

/// Syd has no approval for 40001 before February, and answered "cannot" for 40002.
#[test]
fn by_hand_the_rule_is_named_with_its_row() {
    let year = planned(common::small_folder());
    let stop = AtomicBool::new(false);
    let folder = Folder::from_files(year.files.clone());
    let told = |code: &str, school: &str, week: u32| {
        let instance = &year.instance;
        let goal = instance.goal_ixs().find(|g| instance.goal(*g).code == code).expect("the goal");
        let school = instance.schools.iter().position(|s| s.id == school).map(SchoolIx::from).expect("the school");
        let asked = Asked { goal, school, days: instance.calendar.iso_week_days(week).expect("a week") };
        let mut question = Question::new(instance, &year.outcome.plan).expect("the plan fits");
        let answer = why_not(&mut question, &folder, asked, &limits(&stop).highs());
        why::not::text(instance, &Scale::new(instance, &year.outcome.plan), asked, &answer)
    };
    let cases = [
        ("40002", "syd", 20, "har svaret nej (forms.csv linje 6)"),
        ("40001", "ude", 20, "ikke medlem"),
        ("40003", "nord", 20, "godkendelsen omfatter ikke målet"),
        ("40001", "nord", 7, "closures.csv linje 4 (Ombygning)"),
        ("40001", "nord", 12, "kun 3 åbne dage i ugen, og kurset varer 5"),
        ("40006", "syd", 29, "closures.csv linje 2 (Sommer)"),
    ];
    for (code, school, week, expected) in cases {
        let text = told(code, school, week);
        assert!(text.contains(expected), "{code} {school} {week}: {text}");
    }
}

/// The sample at size: every claim of 50 explanations, and how long one takes. Run with `--ignored`.
#[test]
#[ignore = "plans the sample esoe"]
fn fifty_explanations_of_the_large_sample_hold() {
    let folder = read_folder(std::path::Path::new("sample-data/esoe")).expect("the sample");
    let instance = check(&folder, None).instance.expect("an instance");
    let stop = AtomicBool::new(false);
    let whole = Limits { work: 15_000, ..limits(&stop) };
    let outcome = solve(&instance, &whole, &mut |_| ()).expect("a plan");
    let year = Year { files: Files::new(), instance, outcome };
    let covered: Vec<GoalIx> = year.covered().collect();
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let (mut claims, mut first, mut all) = (0, Vec::new(), Vec::new());
    for _ in 0..50 {
        let goal = covered[rng.random_range(0..covered.len())];
        let began = Instant::now();
        let mut question = Question::new(&year.instance, &year.outcome.plan).expect("the plan fits");
        let mut reasons = question.reasons(goal);
        first.push(began.elapsed());
        for reason in &mut reasons {
            question.confirm(reason, &limits(&stop).highs());
        }
        all.push(began.elapsed());
        let school = SchoolIx::from(rng.random_range(0..year.instance.schools.len()));
        let days = year.instance.calendar.iso_week_days(rng.random_range(1..=52)).expect("a week");
        let answer = why_not(&mut question, &folder, Asked { goal, school, days }, &limits(&stop).highs());
        let told: Vec<Alternative> = match answer {
            WhyNot::Possible(other) => vec![other],
            WhyNot::Full(full) => {
                for shift in full.users.iter().flat_map(|user| user.other_school.iter().chain(&user.same_school)) {
                    claims += 1;
                    assert_eq!(complaints(&year.instance, &year.outcome, &shift.plan), Vec::<String>::new());
                }
                full.together.into_iter().collect()
            }
            WhyNot::Here(_) | WhyNot::Ruled(_) => Vec::new(),
        };
        for other in told.iter().chain(reasons.iter().flat_map(|r| r.preliminary.iter().chain(&r.confirmed))) {
            claims += 1;
            year.holds(other);
        }
    }
    first.sort();
    all.sort();
    println!(
        "{claims} claims hold; preliminary {:?} median, {:?} worst; confirmed {:?} median, {:?} worst",
        first[25], first[49], all[25], all[49]
    );
    assert!(claims > 50, "{claims}");
}
