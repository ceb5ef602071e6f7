//! `replan` of result.json: what the change against the plan on the table costs, counted again from both plan files (section 9).
//!
//! Whether less would have done cannot be recounted from files: `needed_change_cost` and `least_change_cost` are held against each other only.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::domain::words::{Text, say};

use super::facts::{Facts, Names};
use super::result::{integer, key_place, not_right};
use super::table::{Files, Table};
use super::verdict::Book;

const RULE: &str = "replan";
const KEYS: [&str; 5] = ["base_plan_sha256", "change_cost", "needed_change_cost", "least_change_cost", "proven"];
const COLUMNS: [&str; 5] = ["goal_code", "school_id", "site_id", "start_date", "guarantee"];

/// Points for a run at another school, and for a run more or less.
const OTHER_SCHOOL: i64 = 3;

/// Where and when a run is, as text; only what is the same text is the same.
struct Spot {
    school: String,
    site: String,
    start: String,
    guarantee: String,
}

/// Judges `replan` where result.json has it. `earlier` is plan.csv of the plan on the table, where it is still there.
pub(super) fn check(facts: &Facts, files: &Files, earlier: Option<&[u8]>, result: &Value, book: &mut Book) {
    let Some(stated) = result.get("replan") else { return };
    let whole =
        stated.as_object().is_some_and(|object| object.len() == KEYS.len() && KEYS.iter().all(|key| object.contains_key(*key)));
    if !whole {
        let keys = KEYS.join(", ");
        book.add(RULE, key_place("replan"), say!("replan skal have nøglerne {keys}", "replan must have the keys {keys}"));
        return;
    }
    check_relations(stated, book);
    if let Some(bytes) = earlier {
        check_against(facts, files, bytes, stated, book);
    }
}

fn place(key: &str) -> Text {
    key_place(&format!("replan.{key}"))
}

/// What must hold whatever the plan on the table was.
fn check_relations(stated: &Value, book: &mut Book) {
    let sha = stated[KEYS[0]].as_str().unwrap_or("");
    if sha.len() != 64 || !sha.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        let what = say!("checksummen er ikke 64 tegn af 0-9 og a-f", "the checksum is not 64 characters of 0-9 and a-f");
        book.add(RULE, place(KEYS[0]), what);
    }
    let points = |key: &str| stated[key].as_i64().filter(|points| *points >= 0);
    for key in [KEYS[1], KEYS[2], KEYS[3]] {
        if points(key).is_none() {
            let what = say!("{key} skal være et helt tal fra 0", "{key} must be a whole number from 0");
            book.add(RULE, place(key), what);
        }
    }
    let (Some(needed), Some(least)) = (points(KEYS[2]), points(KEYS[3])) else { return };
    if least > needed {
        let what = say!(
            "ingen plan skulle kunne ændre mindre end {least}, men {needed} var nok",
            "no plan should change less than {least}, but {needed} was enough"
        );
        book.add(RULE, place(KEYS[3]), what);
    } else if stated[KEYS[4]].as_bool() != Some(least == needed) {
        book.add(RULE, place(KEYS[4]), not_right(KEYS[4], &stated[KEYS[4]], &(least == needed).to_string()));
    }
}

/// The checksum of the plan on the table, and what the change against it costs.
fn check_against(facts: &Facts, files: &Files, earlier: &[u8], stated: &Value, book: &mut Book) {
    let hex = format!("{:x}", Sha256::digest(earlier));
    if stated[KEYS[0]].as_str() != Some(hex.as_str()) {
        let what = say!(
            "den tidligere plan, som mappen gemmer, er ikke den, denne plan er lavet af",
            "the earlier plan that the folder keeps is not the one that this plan was made from"
        );
        book.add(RULE, place(KEYS[0]), what);
        return;
    }
    let Some(before) = spots(facts, &Files::from([("plan.csv".to_owned(), earlier.to_vec())])) else {
        let what = say!("den tidligere plans plan.csv kan ikke læses", "plan.csv of the earlier plan cannot be read");
        book.add(RULE, place(KEYS[0]), what);
        return;
    };
    // A plan.csv of now that cannot be read has been told of where it was read first.
    let Some(now) = spots(facts, files) else { return };
    let none = Vec::new();
    let of_goal = |goal: &str| cost(before.get(goal).unwrap_or(&none), now.get(goal).unwrap_or(&none));
    let right = facts.instance.goals.iter().map(|goal| of_goal(&goal.code)).sum();
    integer(RULE, &format!("replan.{}", KEYS[1]), &stated[KEYS[1]], right, book);
}

/// The runs of plan.csv by goal. A site of this year is at the school where it is this year.
fn spots(facts: &Facts, files: &Files) -> Option<BTreeMap<String, Vec<Spot>>> {
    let (mut book, names) = (Book::default(), Names::new(facts.instance));
    let table = Table::read(files, "plan.csv", &COLUMNS, &mut book).filter(|_| book.into_violations().is_empty())?;
    let mut of_goal: BTreeMap<String, Vec<Spot>> = BTreeMap::new();
    for row in &table.rows {
        let [goal, filed, site, start, guarantee] = COLUMNS.map(|column| table.cell(row, column));
        let here = names.sites.get(site).map(|at| facts.instance.schools[facts.instance.school_of(*at).index()].id.as_str());
        let spot = Spot {
            school: here.unwrap_or(filed).to_owned(),
            site: site.to_owned(),
            start: start.to_owned(),
            guarantee: guarantee.to_owned(),
        };
        of_goal.entry(goal.to_owned()).or_default().push(spot);
    }
    Some(of_goal)
}

/// A run at another school costs 3, at another site of the school 2, on another date or with another guarantee 1; one more or less 3.
/// The runs are paired so that this is least: those that are the same first, then those of a site, then those of a school.
fn cost(before: &[Spot], now: &[Spot]) -> i64 {
    let (mut old, mut new): (Vec<&Spot>, Vec<&Spot>) = (before.iter().collect(), now.iter().collect());
    let mut points = 0;
    let alike: [fn(&Spot, &Spot) -> bool; 3] = [
        |a, b| (&a.site, &a.start, &a.guarantee) == (&b.site, &b.start, &b.guarantee),
        |a, b| a.site == b.site,
        |a, b| a.school == b.school,
    ];
    for (price, same) in (0..).zip(alike) {
        old.retain(|a| {
            let Some(at) = new.iter().position(|b| same(a, b)) else { return true };
            new.swap_remove(at);
            points += price;
            false
        });
    }
    points + OTHER_SCHOOL * old.len().max(new.len()) as i64
}

#[cfg(test)]
mod tests {
    use super::{Spot, cost};

    fn run(text: &str) -> Spot {
        let part = |n: usize| text.split(' ').nth(n).unwrap_or_default().to_owned();
        Spot { school: part(0), site: part(1), start: part(2), guarantee: part(3) }
    }

    #[test]
    fn a_change_costs_what_section_9_says() {
        let spots = |all: &[&str]| all.iter().map(|text| run(text)).collect::<Vec<Spot>>();
        let cases: [(&[&str], &[&str], i64); 8] = [
            (&["a a1 1 f"], &["a a1 1 f"], 0),
            (&["a a1 1 f"], &["a a1 2 f"], 1),
            (&["a a1 1 f"], &["a a1 1 t"], 1),
            (&["a a1 1 f"], &["a a2 1 f"], 2),
            (&["a a1 1 f"], &["b b1 1 f"], 3),
            (&["a a1 1 f"], &[], 3),
            (&[], &["a a1 1 f", "a a1 2 f"], 6),
            // Paired in the order of the file this would cost 2 + 3.
            (&["a a1 1 f", "a a2 1 f"], &["b b1 1 f", "a a1 1 f"], 3),
        ];
        for (before, now, right) in cases {
            assert_eq!(cost(&spots(before), &spots(now)), right, "{before:?} {now:?}");
        }
    }
}
