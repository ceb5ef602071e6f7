//! What it costs the whole to lighten the school that carries most of its fair share: at least one course day fewer for it.
//!
//! The year is planned anew from the plan on the table with one course day less as that school's yearly limit. The plan that is found shows
//! that it costs no more than this; a better one may exist, so what is said is "at most".

use serde_json::{Value, json};

use crate::cli::alternatives::{Extreme, loss, shifted};
use crate::cli::words::Word;
use crate::compare::measures::Measured;
use crate::domain::instance::Language;

/// The worst-off school, and the verified plan that lightens it.
#[derive(Debug)]
pub struct Lightened<'a> {
    school: &'a str,
    base: &'a Measured,
    found: Option<&'a Measured>,
}

impl<'a> Lightened<'a> {
    /// A plan in which the school has no day fewer is none.
    #[must_use]
    pub fn new(school: &'a str, base: &'a Measured, found: Option<&'a Measured>) -> Self {
        let lighter = |plan: &&Measured| days(plan, school) < days(base, school);
        Self { school, base, found: found.filter(lighter) }
    }

    /// Course days of the school before and after, loss of value (milli, at most this, never below 0), more gaps.
    #[must_use]
    pub fn as_json(&self) -> Value {
        let found = self.found.map(|plan| {
            let (days, loss) = (days(plan, self.school), self.most(plan));
            json!({ "days": days, "loss_at_most": loss, "more_gaps": self.opened(plan) })
        });
        json!({ "school": self.school, "days": days(self.base, self.school), "lighter": found })
    }

    /// One line.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let Some(plan) = self.found else { return Word::NotLightened.fill(language, &[("school", self.school)]) };
        let [before, after] = [self.base, plan].map(|plan| days(plan, self.school).to_string());
        let (percent, loss) = loss(self.base, self.most(plan), language);
        let values =
            [("school", self.school), ("before", before.as_str()), ("after", &after), ("percent", &percent), ("loss", &loss)];
        let mut line = Word::LightenCosts.fill(language, &values);
        if self.opened(plan) > 0 {
            line += &Word::LightenGaps.fill(language, &[("gaps", &self.opened(plan).to_string())]);
        }
        line + &shifted(self.base, plan, Extreme::Most, language)
    }

    fn opened(&self, plan: &Measured) -> usize {
        plan.totals.gaps.saturating_sub(self.base.totals.gaps)
    }

    /// It costs no more than this, milli.
    fn most(&self, plan: &Measured) -> i64 {
        (self.base.value - plan.value).max(0)
    }
}

fn days(plan: &Measured, school: &str) -> i64 {
    plan.loads.iter().find(|load| load.school == school).map_or(0, |load| load.days)
}
