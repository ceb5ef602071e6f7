//! A restricted programme: some goals choose again among listed choices, all others stay where they are.
//!
//! One binary column per choice, a cover row per goal, and the coupling rows with what the others leave. Only rows that can bind are written.
//! A goal that may stay without a run has a gap column that is dearer than all values together, so gaps come first here too.

use std::collections::{BTreeMap, BTreeSet};

use crate::formulation::linear::{Column, LinearModel, ModelRow};
use crate::solve::decomposed::problem::Problem;
use crate::solve::decomposed::respond::Choice;
use crate::solve::decomposed::runs::rows_used;

/// A goal of a restricted programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The goal.
    pub goal: usize,
    /// Its choices.
    pub choices: Vec<Choice>,
    /// What each choice costs besides, milli; nothing where the list is empty.
    pub tolls: Vec<i64>,
    /// It may stay without a place.
    pub may_wait: bool,
}

impl Listed {
    /// What a choice is worth by itself, less its toll.
    fn value(&self, problem: &Problem, choice: usize) -> i64 {
        self.choices[choice].own_value(&problem.models[self.goal]) - self.tolls.get(choice).copied().unwrap_or(0)
    }
}

/// The programme and what its columns mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Restricted {
    /// The programme.
    pub linear: LinearModel,
    /// First column of each goal; its choices follow each other, then its gap column if it may wait.
    first: Vec<usize>,
    /// Number of choices of each goal.
    choices: Vec<usize>,
    /// Coupling row of each row after the cover rows.
    coupling: Vec<usize>,
}

impl Restricted {
    /// Writes the programme; `used` is what all other goals use of each coupling row.
    #[must_use]
    pub fn new(problem: &Problem, goals: &[Listed], used: &[i64]) -> Self {
        let mut built = Self { linear: LinearModel::default(), first: Vec::new(), choices: Vec::new(), coupling: Vec::new() };
        let mut terms: BTreeMap<usize, Vec<(usize, i64)>> = BTreeMap::new();
        let mut most: BTreeMap<usize, i64> = BTreeMap::new();
        let dear = 1 + goals.iter().map(|l| range(problem, l)).sum::<i64>();
        for listed in goals {
            built.add_goal(problem, listed, dear, &mut terms, &mut most);
        }
        // Neighbouring days often have the same runs: of equal rows only the tightest is written.
        let mut tightest: BTreeMap<&[(usize, i64)], (i64, usize)> = BTreeMap::new();
        for (row, terms) in &terms {
            let data = &problem.coupling.rows[*row];
            let left = data.capacity - used[*row];
            if data.tiers.is_empty() && most[row] > left {
                let known = tightest.entry(terms).or_insert((left, *row));
                *known = (left, *row).min(*known);
            }
        }
        let written: BTreeSet<usize> = tightest.into_values().map(|(_, row)| row).collect();
        for (row, terms) in terms {
            let soft = !problem.coupling.rows[row].tiers.is_empty();
            if written.contains(&row) || soft && most[&row] > problem.coupling.rows[row].capacity - used[row] {
                built.add_row(problem, row, terms, used[row]);
            }
        }
        built
    }

    fn add_goal(
        &mut self,
        problem: &Problem,
        listed: &Listed,
        dear: i64,
        terms: &mut BTreeMap<usize, Vec<(usize, i64)>>,
        most: &mut BTreeMap<usize, i64>,
    ) {
        let first = self.linear.columns.len();
        let mut largest: BTreeMap<usize, i64> = BTreeMap::new();
        for (i, choice) in listed.choices.iter().enumerate() {
            let column = first + i;
            let mut amounts: BTreeMap<usize, i64> = BTreeMap::new();
            for (row, amount) in rows_used(problem, listed.goal, choice) {
                *amounts.entry(row).or_default() += amount;
            }
            for (row, amount) in amounts {
                terms.entry(row).or_default().push((column, amount));
                let most_here = largest.entry(row).or_default();
                *most_here = amount.max(*most_here);
            }
            let value = listed.value(problem, i);
            self.linear.columns.push(binary(format!("z[{},{i}]", listed.goal), value));
        }
        for (row, amount) in largest {
            *most.entry(row).or_default() += amount;
        }
        if listed.may_wait {
            self.linear.columns.push(binary(format!("gap[{}]", listed.goal), -dear));
        }
        let cover = (first..self.linear.columns.len()).map(|c| (c, 1)).collect();
        self.linear.rows.push(ModelRow::equal(format!("c01_cover[{}]", listed.goal), 1, cover));
        self.first.push(first);
        self.choices.push(listed.choices.len());
    }

    fn add_row(&mut self, problem: &Problem, row: usize, mut terms: Vec<(usize, i64)>, used: i64) {
        let data = &problem.coupling.rows[row];
        let left = data.capacity - used;
        let mut passed = 0;
        for (j, tier) in data.tiers.iter().enumerate() {
            // What the others already use of the tier is paid.
            let width = tier.width.map(|w| w - (used - data.capacity - passed).clamp(0, w));
            passed += tier.width.unwrap_or(0);
            let name = format!("over{j}[{},{}]", data.rule, data.key);
            terms.push((self.linear.columns.len(), -1));
            self.linear.columns.push(Column { name, lower: 0, upper: width, integer: false, objective: -tier.cost });
        }
        let limit = if data.tiers.is_empty() { left } else { left.max(0) };
        self.linear.rows.push(ModelRow::at_most(format!("{}[{}]", data.rule, data.key), limit, terms));
        self.coupling.push(row);
    }

    /// The chosen position of each goal at a point, `None` for a gap.
    #[must_use]
    pub fn chosen(&self, point: &[i64]) -> Vec<Option<usize>> {
        let goals = self.first.iter().zip(&self.choices);
        goals.map(|(first, n)| (0..*n).find(|i| point.get(first + i).is_some_and(|x| *x > 0))).collect()
    }

    /// The point of a choice for each goal, `None` for a gap.
    #[must_use]
    pub fn point(&self, problem: &Problem, chosen: &[Option<usize>]) -> Vec<i64> {
        let mut point = vec![0; self.linear.columns.len()];
        for ((first, n), choice) in self.first.iter().zip(&self.choices).zip(chosen) {
            point[first + choice.unwrap_or(*n)] = 1;
        }
        for (row, coupling) in self.linear.rows[self.first.len()..].iter().zip(&self.coupling) {
            let mut over = row.upper.map_or(0, |upper| row.activity(&point) as i64 - upper);
            let tiers = problem.coupling.rows[*coupling].tiers.len();
            let columns = row.terms.iter().rev().take(tiers).rev().map(|(c, _)| *c);
            for column in columns.collect::<Vec<_>>() {
                let here = over.clamp(0, self.linear.columns[column].upper.unwrap_or(i64::MAX));
                point[column] = here;
                over -= here;
            }
        }
        point
    }
}

fn binary(name: String, objective: i64) -> Column {
    Column { name, lower: 0, upper: Some(1), integer: true, objective }
}

/// The most that the goal's choice can matter, soft rows included; against no choice too, where it may wait.
fn range(problem: &Problem, listed: &Listed) -> i64 {
    let value = |(i, choice): (usize, &Choice)| {
        let dearest = |(row, amount): (usize, i64)| problem.coupling.rows[row].tiers.last().map_or(0, |t| t.cost * amount);
        let soft: i64 = rows_used(problem, listed.goal, choice).map(dearest).sum();
        let own = listed.value(problem, i);
        (own - soft, own)
    };
    let rest = listed.may_wait.then_some((0, 0));
    let values: Vec<(i64, i64)> = listed.choices.iter().enumerate().map(value).chain(rest).collect();
    let least = values.iter().map(|v| v.0).min().unwrap_or(0);
    let most = values.iter().map(|v| v.1).max().unwrap_or(0);
    most - least
}
