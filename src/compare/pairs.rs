//! Which run of the old plan became which run of the new one.
//!
//! Runs of one goal are paired so that as few as possible changed: first those that stayed as they are, then those of the same site and
//! start, then of the same site, then of the same school, then the rest. Within one of these steps the dates decide: the sum of the days
//! by which the runs moved is the least possible. As each step joins what the step before kept apart, no other pairing has more unchanged
//! runs, then more of the same site and start, and so on. The same runs give the same pairs in any order.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::plan::FiledRun;

/// Positions of a run in the old and in the new list; one of them is missing where the run was added or dropped.
pub type Pair = (Option<usize>, Option<usize>);

/// What runs must have in common to be paired in a step.
type Common = (Option<(NaiveDate, bool, u32, u32)>, Option<NaiveDate>, Option<String>, Option<String>);

/// The steps, the strictest first.
const STEPS: [fn(&FiledRun) -> Common; 5] = [
    |run| (Some((run.end, run.guarantee, run.min, run.max)), Some(run.start), Some(run.site.clone()), Some(run.school.clone())),
    |run| (None, Some(run.start), Some(run.site.clone()), Some(run.school.clone())),
    |run| (None, None, Some(run.site.clone()), Some(run.school.clone())),
    |run| (None, None, None, Some(run.school.clone())),
    |_| (None, None, None, None),
];

/// The pairs, by the old run; added runs last, by the new one.
#[must_use]
pub fn pairs(old: &[FiledRun], new: &[FiledRun]) -> Vec<Pair> {
    let mut became: Vec<Option<usize>> = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    for common in STEPS {
        let mut groups: BTreeMap<Common, [Vec<usize>; 2]> = BTreeMap::new();
        for at in (0..old.len()).filter(|at| became[*at].is_none()) {
            groups.entry(common(&old[at])).or_default()[0].push(at);
        }
        for at in (0..new.len()).filter(|at| !taken[*at]) {
            groups.entry(common(&new[at])).or_default()[1].push(at);
        }
        for [mut mine, mut theirs] in groups.into_values() {
            mine.sort_by_key(|at| (old[*at].key(), *at));
            theirs.sort_by_key(|at| (new[*at].key(), *at));
            let days = |runs: &[FiledRun], at: &[usize]| -> Vec<i32> {
                at.iter().map(|at| runs[*at].start.num_days_from_ce()).collect()
            };
            for (a, b) in nearest(&days(old, &mine), &days(new, &theirs)) {
                became[mine[a]] = Some(theirs[b]);
                taken[theirs[b]] = true;
            }
        }
    }
    let kept = became.into_iter().enumerate().map(|(at, to)| (Some(at), to));
    kept.chain((0..new.len()).filter(|at| !taken[*at]).map(|at| (None, Some(at)))).collect()
}

/// Pairs of positions in two sorted lists of days, as many as the shorter list has, with the least sum of distances. An order-keeping
/// pairing is among the best ones, so each day of the longer list is either the partner of the next day of the shorter one or left out.
fn nearest(a: &[i32], b: &[i32]) -> Vec<(usize, usize)> {
    if a.len() > b.len() {
        return nearest(b, a).into_iter().map(|(b, a)| (a, b)).collect();
    }
    let width = b.len() + 1;
    // least[j]: cost of pairing the first i days of `a` within the first j of `b`; beyond reach where j < i.
    let mut least = vec![0_i64; width];
    let mut paired = vec![false; a.len() * width];
    for (i, day) in a.iter().enumerate() {
        let before = std::mem::replace(&mut least, vec![i64::MAX; width]);
        for j in i + 1..width {
            let with = before[j - 1] + i64::from(day.abs_diff(b[j - 1]));
            paired[i * width + j] = with < least[j - 1];
            least[j] = with.min(least[j - 1]);
        }
    }
    let (mut pairs, mut j) = (Vec::new(), b.len());
    for i in (0..a.len()).rev() {
        while !paired[i * width + j] {
            j -= 1;
        }
        j -= 1;
        pairs.push((i, j));
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use rand::seq::SliceRandom;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::{STEPS, nearest, pairs};
    use crate::compare::plan::FiledRun;
    use crate::domain::goal::Origin;

    fn some_run(dice: &mut ChaCha8Rng) -> FiledRun {
        let school = ["nord", "syd"][dice.random_range(0..2)].to_owned();
        let site = format!("{school}-{}", dice.random_range(1..3));
        let start = format!("2027-0{}-0{}", dice.random_range(3..5), dice.random_range(1..4)).parse().expect("a date");
        let guarantee = dice.random_bool(0.5);
        FiledRun { start, end: start, school, site, guarantee, min: 5, max: 12, expected: 0, origin: Origin::Assigned }
    }

    /// All ways to give as many runs a partner as can have one.
    fn all_ways(old: usize, new: usize) -> Vec<Vec<(usize, usize)>> {
        fn extend(
            at: usize,
            old: usize,
            free: &[usize],
            left: usize,
            way: &[(usize, usize)],
            all: &mut Vec<Vec<(usize, usize)>>,
        ) {
            if left == 0 {
                all.push(way.to_vec());
                return;
            }
            for mine in at..old {
                for theirs in free {
                    let rest: Vec<usize> = free.iter().copied().filter(|other| other != theirs).collect();
                    extend(mine + 1, old, &rest, left - 1, &[way, &[(mine, *theirs)]].concat(), all);
                }
            }
        }
        let mut all = Vec::new();
        extend(0, old, &(0..new).collect::<Vec<_>>(), old.min(new), &[], &mut all);
        all
    }

    /// Pairs that have in common what each step asks for, the strictest step first.
    fn merit(old: &[FiledRun], new: &[FiledRun], way: &[(usize, usize)]) -> Vec<usize> {
        STEPS.iter().map(|common| way.iter().filter(|(a, b)| common(&old[*a]) == common(&new[*b])).count()).collect()
    }

    #[test]
    fn no_other_pairing_keeps_more_runs_as_they_were() {
        let mut dice = ChaCha8Rng::seed_from_u64(4);
        for _ in 0..400 {
            let [old, new] = [0, 1].map(|_| (0..dice.random_range(0..5)).map(|_| some_run(&mut dice)).collect::<Vec<_>>());
            let found: Vec<(usize, usize)> = pairs(&old, &new).into_iter().filter_map(|(a, b)| Some((a?, b?))).collect();
            let best = all_ways(old.len(), new.len()).iter().map(|way| merit(&old, &new, way)).max().expect("a way");
            assert_eq!(merit(&old, &new, &found), best, "{old:?}\n{new:?}\n{found:?}");
        }
    }

    #[test]
    fn the_dates_are_paired_with_the_least_sum_of_days() {
        let mut dice = ChaCha8Rng::seed_from_u64(9);
        for _ in 0..400 {
            let [a, b] = [0, 1].map(|_| {
                let mut days: Vec<i32> = (0..dice.random_range(0..6)).map(|_| dice.random_range(0..40)).collect();
                days.sort_unstable();
                days
            });
            let sum = |way: &[(usize, usize)]| way.iter().map(|(i, j)| a[*i].abs_diff(b[*j])).sum::<u32>();
            let best = all_ways(a.len(), b.len()).iter().map(|way| sum(way)).min().expect("a way");
            let found = nearest(&a, &b);
            assert_eq!((found.len(), sum(&found)), (a.len().min(b.len()), best), "{a:?} {b:?} {found:?}");
        }
    }

    fn at(site: &str, start: &str) -> FiledRun {
        let start = start.parse().expect("a date");
        let school = site[..site.len() - 2].to_owned();
        let site = site.to_owned();
        FiledRun { start, end: start, school, site, guarantee: false, min: 5, max: 12, expected: 0, origin: Origin::Assigned }
    }

    #[test]
    fn a_run_stays_at_its_site_before_it_stays_at_its_school_before_it_stays_near_its_date() {
        let became = |old: [(&str, &str); 2], new: [(&str, &str); 2]| {
            pairs(&old.map(|(site, start)| at(site, start)), &new.map(|(site, start)| at(site, start)))
        };
        let (stay, swap) = ([(Some(0), Some(0)), (Some(1), Some(1))], [(Some(0), Some(1)), (Some(1), Some(0))]);
        let (march, june, july) = ("2027-03-01", "2027-06-07", "2027-07-05");
        assert_eq!(became([("syd-1", march), ("syd-2", june)], [("syd-2", march), ("syd-1", june)]), swap, "by site");
        assert_eq!(became([("syd-1", march), ("nord-1", june)], [("nord-2", march), ("syd-2", june)]), swap, "by school");
        assert_eq!(became([("syd-1", march), ("vest-1", june)], [("nord-2", july), ("øst-2", march)]), swap, "by date");
        assert_eq!(became([("syd-1", march), ("syd-1", june)], [("syd-1", july), ("syd-1", june)]), stay, "what stays stays");
        assert_eq!(became([("syd-1", march), ("syd-1", june)], [("syd-1", june), ("syd-1", july)]), swap, "whatever the order");
    }

    #[test]
    fn the_order_of_rows_does_not_matter() {
        let mut dice = ChaCha8Rng::seed_from_u64(2);
        for _ in 0..100 {
            let [old, new] = [0, 1].map(|_| (0..6).map(|_| some_run(&mut dice)).collect::<Vec<_>>());
            let named = |old: &[FiledRun], new: &[FiledRun]| {
                let name = |pair: (Option<usize>, Option<usize>)| {
                    (pair.0.map(|at| format!("{:?}", old[at].key())), pair.1.map(|at| format!("{:?}", new[at].key())))
                };
                let mut all: Vec<_> = pairs(old, new).into_iter().map(name).collect();
                all.sort();
                all
            };
            let first = named(&old, &new);
            let (mut old, mut new) = (old, new);
            old.shuffle(&mut dice);
            new.shuffle(&mut dice);
            assert_eq!(named(&old, &new), first);
        }
    }
}
