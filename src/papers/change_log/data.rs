//! The log as data: what the sentences are made of, with the codes of the files.

use serde_json::{Map, Value, json};

use crate::compare::asked::{Ask, Asked};
use crate::compare::difference::{Change, Totals, What, changed_inputs};
use crate::compare::plan::{FiledRun, State};
use crate::domain::calendar::Day;
use crate::domain::decision::Decision;
use crate::domain::goal::{Origin, When};
use crate::domain::ids::{SchoolIx, SiteIx};
use crate::domain::instance::Instance;
use crate::papers::change_log::Log;

/// The whole log.
pub(super) fn data(log: &Log<'_>) -> Value {
    let year = log.instance().calendar.year();
    let asked = (1..).zip(log.asked).map(|(number, asked)| request(log, number, asked));
    let asked: Vec<Value> = asked.collect();
    let followed = (1 + asked.len()..).zip(log.changes(false));
    let followed: Vec<Value> = followed
        .map(|(number, change)| {
            let mut entry = one_change(log, change);
            entry["number"] = json!(number);
            entry
        })
        .collect();
    let kinds = log.kinds().into_iter();
    let kinds: Map<String, Value> =
        kinds.map(|(kind, a, f)| (kind.code().to_owned(), json!({ "asked": a, "followed": f }))).collect();
    json!({
        "from": log.old.version(year), "to": log.new.version(year), "asked": asked, "followed": followed,
        "unchanged_runs": log.difference.unchanged, "kinds": kinds,
        "before": totals(&log.difference.before), "after": totals(&log.difference.after),
        "changed_inputs": changed_inputs(log.old, log.new), "profile_before": log.old.profile, "profile_after": log.new.profile,
    })
}

fn totals(totals: &Totals) -> Value {
    json!({
        "goals": totals.goals, "covered": totals.covered, "agreements": totals.agreements, "gaps": totals.gaps,
        "runs": totals.runs, "guarantee_runs": totals.guarantees, "expected_participants": totals.expected as f64 / 1000.0,
    })
}

fn run(run: &FiledRun) -> Value {
    json!({
        "school_id": run.school, "site_id": run.site, "start_date": run.start.to_string(), "end_date": run.end.to_string(),
        "guarantee": run.guarantee, "min_participants": run.min, "max_participants": run.max,
    })
}

fn runs(all: &[FiledRun]) -> Vec<Value> {
    all.iter().map(run).collect()
}

fn one_change(log: &Log<'_>, change: &Change) -> Value {
    let (from, to) = match &change.what {
        What::Goal(from, to) => (from.as_ref(), to.as_ref()),
        _ => (None, None),
    };
    let reason = if let Some(State::Gap(reason)) = to { Some(reason) } else { None };
    json!({
        "kind": change.kind().code(), "goal_code": change.goal, "title": change.title, "fkb_code": change.fkb,
        "old_runs": runs(change.old_runs()), "new_runs": runs(change.new_runs()), "old_agreement": reference(from),
        "new_agreement": reference(to), "gap_reason": reason,
        "text": log.teller.whole(change),
    })
}

fn reference(state: Option<&State>) -> Option<&String> {
    if let Some(State::Agreement(reference)) = state { Some(reference) } else { None }
}

fn request(log: &Log<'_>, number: usize, asked: &Asked) -> Value {
    let changes = log.changes_of(asked);
    let told: Vec<Value> = changes.iter().map(|change| one_change(log, change)).collect();
    let mut entry = wish(log.instance(), &asked.ask);
    entry["number"] = json!(number);
    entry["goal_code"] = json!(asked.goal);
    entry["text"] = json!(log.request(asked));
    entry["met_by"] = json!(asked.met_by.as_ref().map(run));
    entry["changes"] = json!(told);
    entry
}

/// What was asked for, with the codes of the files.
fn wish(instance: &Instance, ask: &Ask) -> Value {
    let school = |school: Option<SchoolIx>| school.map(|school| &instance.school(school).id);
    let site = |site: Option<SiteIx>| site.map(|site| &instance.site(site).id);
    let date = |day: Day| instance.calendar.date(day).to_string();
    match ask {
        Ask::Lock(rows) => {
            let row = |row: &Decision| json!({ "by": row.by, "reason": row.reason, "at": row.at.map(|at| at.to_string()) });
            let all: Vec<Value> = rows.iter().map(row).collect();
            let Some(first) = rows.first() else { return json!({}) };
            let days = first.days.map(|(from, to)| [date(from), date(to)]);
            json!({
                "asked": if first.keep { "keep" } else { "forbid" }, "rows": all, "school_id": school(first.school),
                "site_id": site(first.site), "starts": days, "guarantee": first.guarantee,
            })
        }
        Ask::Offer(wanted) => {
            let days = if let When::Fixed(from, to) = wanted.when { Some([date(from), date(to)]) } else { None };
            let of = school(wanted.sites.first().map(|site| instance.school_of(*site)));
            let one = if let [one] = wanted.sites[..] { Some(one) } else { None };
            json!({ "asked": "offer", "school_id": of, "site_id": site(one), "starts": days, "guarantee": wanted.guarantee })
        }
        Ask::Cannot(refusing) => json!({ "asked": "cannot", "school_id": school(Some(*refusing)) }),
        Ask::Can(school_ix) => json!({ "asked": "can", "school_id": school(Some(*school_ix)) }),
        Ask::RefusalGone(gone) => json!({ "asked": "refusal_gone", "school_id": school(Some(*gone)) }),
        Ask::FewerRooms(fewer, first, last) => json!({
            "asked": "fewer_rooms", "school_id": school(Some(instance.school_of(*fewer))), "site_id": site(Some(*fewer)),
            "days": [date(*first), date(*last)],
        }),
        Ask::FewerDays(limited, most) => {
            json!({ "asked": "fewer_days", "school_id": school(Some(*limited)), "max_course_days": most })
        }
        Ask::FewerGuarantees(limited, most) => {
            json!({ "asked": "fewer_guarantees", "school_id": school(Some(*limited)), "guarantee_cap": most })
        }
        Ask::FewerTeachers(fewer, first, last) => {
            json!({ "asked": "fewer_teachers", "school_id": school(Some(*fewer)), "days": [date(*first), date(*last)] })
        }
        Ask::Left(left) => json!({ "asked": "school_left", "school_id": school(Some(*left)) }),
        Ask::Closed(closed, first, last, _) => json!({
            "asked": "closure", "school_id": school(Some(instance.school_of(*closed))), "site_id": site(Some(*closed)),
            "closed": [date(*first), date(*last)],
        }),
        Ask::Withdrawn(Origin::Lock) => json!({ "asked": "lock_lifted" }),
        Ask::Withdrawn(_) => json!({ "asked": "offer_withdrawn" }),
        Ask::Agreement(reference) => json!({ "asked": "agreement", "reference": reference }),
    }
}
