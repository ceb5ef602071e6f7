//! What it costs the whole to lighten the school that carries most of its fair share: at least one course day fewer for it.
//!
//! The plan on the table is made to fit one course day less as that school's yearly limit, with the fewest changes, and among these the one
//! worth most. It shows what lightening costs at most; where more may change, it may cost less. The bound of that year shows what it costs
//! at least, as far as prices come.

use serde_json::{Value, json};

use crate::cli::alternatives::{Extreme, expected, percent, shifted};
use crate::cli::directions::{Alternative, Nothing};
use crate::cli::words::Word;
use crate::compare::measures::{Measured, differ};
use crate::domain::instance::Language;
use crate::papers::comparison::{Lightening, Names, title};

/// The worst-off school, and the verified plan that lightens it, or why there is none.
#[derive(Debug)]
pub struct Lightened<'a> {
    school: &'a str,
    base: &'a Measured,
    found: Result<&'a Alternative, Nothing>,
    names: &'a Names,
    /// Plans of the other directions, and which of them are shown.
    others: &'a [Alternative],
    shown: &'a [usize],
}

impl<'a> Lightened<'a> {
    /// A plan in which the school has no day fewer is none.
    #[must_use]
    pub fn new(
        (school, base): (&'a str, &'a Measured),
        found: Result<&'a Alternative, Nothing>,
        names: &'a Names,
        (others, shown): (&'a [Alternative], &'a [usize]),
    ) -> Self {
        let lighter = |plan: &'a Alternative| {
            if plan.measured.days(school) < base.days(school) { Ok(plan) } else { Err(Nothing::NotFound) }
        };
        Self { school, base, found: found.and_then(lighter), names, others, shown }
    }

    /// The plan that lightens the school.
    #[must_use]
    pub fn plan(&self) -> Option<&'a Alternative> {
        self.found.ok()
    }

    /// Course days of the school before and after, loss of value (milli: of this plan, and of any between least and most, never below 0), more gaps; `impossible`
    /// where forms and locks fix the days.
    #[must_use]
    pub fn as_json(&self) -> Value {
        let found = self.found.ok().map(|plan| {
            json!({
                "folder": plan.measured.name, "days": plan.measured.days(self.school),
                "loss": self.base.value - plan.measured.value, "loss_at_most": self.most(plan), "loss_at_most_by": self.cheaper(plan).unwrap_or(plan).measured.name,
                "loss_at_least": self.least(plan), "more_gaps": self.opened(plan),
            })
        });
        let impossible = self.found.err() == Some(Nothing::Impossible);
        json!({ "school": self.school, "days": self.base.days(self.school), "lighter": found, "impossible": impossible })
    }

    /// One line; a gap that opens comes first.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (school, before) = (self.names.school(self.school), self.base.days(self.school).to_string());
        let plan = match self.found {
            Ok(plan) => plan,
            Err(Nothing::Impossible) => {
                return Word::CannotLighten.fill(language, &[("school", school), ("before", &before)]);
            }
            Err(_) => return Word::NotLightened.fill(language, &[("school", school), ("before", &before)]),
        };
        let after = plan.measured.days(self.school).to_string();
        let head = Word::LightenHead.fill(language, &[("school", school), ("before", &before), ("after", &after)]);
        let keep = Word::LightenKeep.fill(language, &[("days", &after)]);
        let moved = shifted(self.base, &plan.measured, Extreme::Most, self.names, language);
        head + &self.price(plan, language) + &moved + "\n" + &keep
    }

    /// The same for the table of the schools.
    #[must_use]
    pub fn cell(&self, language: Language) -> Lightening {
        let cost = match self.found {
            Ok(plan) => self.price(plan, language),
            Err(Nothing::Impossible) => Word::LightenImpossible.text(language).to_owned(),
            Err(_) => Word::LightenUnknown.text(language).to_owned(),
        };
        Lightening { school: self.school.to_owned(), cost }
    }

    fn price(&self, plan: &Alternative, language: Language) -> String {
        let opened = self.opened(plan).to_string();
        let gaps = (self.opened(plan) > 0).then(|| Word::LightenGaps.fill(language, &[("gaps", &opened)]));
        let [before, after] = expected(self.base, &plan.measured);
        let gains = plan.measured.value > self.base.value && self.opened(plan) == 0;
        let percent = |milli| percent(self.base, milli, language);
        let costs = if gains {
            let gain = percent(plan.measured.value - self.base.value);
            Word::LightenGains.fill(language, &[("percent", &gain), ("before", &before), ("after", &after)])
        } else {
            let most = percent((self.base.value - plan.measured.value).max(0));
            Word::LightenCosts.fill(language, &[("percent", &most), ("before", &before), ("after", &after)])
        };
        let (one, other) = (&self.base.plan, &plan.measured.plan);
        let goals = one.goals.keys().filter(|code| differ(one, other, code)).count().to_string();
        let goals = Word::LightenGoals.fill(language, &[("goals", &goals)]);
        let least = (self.least(plan) > 0).then(|| {
            let least = percent(self.least(plan));
            Word::LightenLeast.fill(language, &[("percent", &least)])
        });
        [gaps.unwrap_or_default(), costs, least.unwrap_or_default(), goals, self.with_more_changes(plan, language)].concat()
    }

    /// A plan of another direction that gives the school fewer days too, opens no more gaps and is worth more.
    fn cheaper(&self, plan: &Alternative) -> Option<&'a Alternative> {
        let lighter = |other: &&Alternative| {
            other.measured.days(self.school) < self.base.days(self.school) && self.opened(other) <= self.opened(plan)
        };
        let best = self.others.iter().filter(lighter).max_by_key(|other| other.measured.value);
        best.filter(|other| other.measured.value > plan.measured.value)
    }

    fn with_more_changes(&self, plan: &Alternative, language: Language) -> String {
        let Some(other) = self.cheaper(plan) else { return String::new() };
        let loss = self.base.value - other.measured.value;
        let shown = self.shown.iter().any(|at| self.others[*at].measured.name == other.measured.name);
        let note = if shown { "" } else { Word::LightenHidden.text(language) };
        let name = title(&other.measured.name, language) + note;
        if loss <= 0 {
            return Word::LightenFree.fill(language, &[("name", &name)]);
        }
        let percent = percent(self.base, loss, language);
        Word::LightenLess.fill(language, &[("percent", &percent), ("name", &name)])
    }

    fn opened(&self, plan: &Alternative) -> usize {
        plan.measured.totals.gaps.saturating_sub(self.base.totals.gaps)
    }

    /// It costs no more than this, milli.
    fn most(&self, plan: &Alternative) -> i64 {
        let best = self.cheaper(plan).map_or(plan.measured.value, |other| other.measured.value);
        (self.base.value - best).max(0)
    }

    /// Every plan with that few days and at most as many gaps as the one found costs at least this, milli.
    fn least(&self, plan: &Alternative) -> i64 {
        (self.base.value - plan.bound).max(0)
    }
}
