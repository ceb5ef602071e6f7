//! What another plan changes, in natural units: participants, kilometres, days; never a cost.

use crate::domain::instance::Instance;
use crate::domain::plan::Plan;
use crate::domain::why::Alternative;
use crate::formulation::objective::terms as term_weights;
use crate::formulation::parameters::Parameters;
use crate::formulation::value::plan_turnouts;
use crate::report::figures::terms::naturals;
use crate::report::text::{decimal, tenths};
use crate::report::why::words::WhyWord;

/// Effects that are told of a plan at most, and reasons for a run.
const TOLD: usize = 4;
const REASONS: usize = 2;

/// Values of a term that are too small to be spoken of, milli.
const TRIFLE: i64 = 5;

/// Sums that are told, milli: the least that does not read as 0.
const SUM_FROM: i64 = 100;

/// One term that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Its code.
    pub code: &'static str,
    /// What the other plan is worth more by it, milli; below 0 less.
    pub value: i64,
    /// The difference in natural units, thousandths.
    pub natural: i64,
}

/// Natural values of the present plan, and how to compare others with them.
pub struct Scale<'a> {
    instance: &'a Instance,
    parameters: Parameters,
    present: [i64; 8],
}

impl<'a> Scale<'a> {
    /// The scale of a plan.
    #[must_use]
    pub fn new(instance: &'a Instance, plan: &Plan) -> Self {
        let parameters = Parameters::new(instance);
        let present = natural_values(instance, plan, &parameters);
        Self { instance, parameters, present }
    }

    /// How the other plan differs, O01 to O08; terms that are the same are left out.
    #[must_use]
    pub fn effects(&self, other: &Alternative) -> Vec<Effect> {
        let theirs = natural_values(self.instance, &other.plan, &self.parameters);
        let codes = term_weights(&self.instance.profile.weights).map(|(code, _)| code);
        let natural = theirs.iter().zip(self.present).map(|(theirs, ours)| theirs - ours);
        let effect = |(code, natural)| Effect { code, value: -other.terms.get(code).copied().unwrap_or(0), natural };
        codes.into_iter().zip(natural).map(effect).filter(|effect| effect.value != 0).collect()
    }

    /// What the other plan makes worse, and better, the largest first.
    #[must_use]
    pub fn told(&self, other: &Alternative) -> Vec<String> {
        let mut effects = self.effects(other);
        let sum: i64 = effects.iter().map(|effect| effect.value).sum();
        effects.sort_by_key(|effect| (effect.value > 0, -effect.value.abs(), effect.code));
        let large = effects.iter().filter(|effect| effect.value.abs() >= TRIFLE).take(TOLD);
        let mut told: Vec<String> = large.map(|effect| self.sentence(effect, 1)).collect();
        if told.is_empty() {
            let word = match sum {
                0 => WhyWord::NoEffect,
                1.. => WhyWord::SmallGain,
                _ => WhyWord::SmallEffect,
            };
            return vec![word.text(self.instance.language).to_owned()];
        }
        if told.len() > 1 && sum.abs() >= SUM_FROM {
            let word = if sum > 0 { WhyWord::SumBetter } else { WhyWord::SumWorse };
            told.push(word.fill(self.instance.language, &[("n", &decimal(self.instance.language, &tenths(sum.abs() / 100)))]));
        }
        told
    }

    /// The strongest reasons for the present plan against the other.
    #[must_use]
    pub fn reasons(&self, other: &Alternative) -> Vec<String> {
        let mut effects = self.effects(other);
        effects.retain(|effect| effect.value < 0);
        effects.sort_by_key(|effect| (effect.value, effect.code));
        effects.iter().take(REASONS).map(|effect| self.sentence(effect, -1)).collect()
    }

    /// The effect as said of the other plan (`sign` 1), or of the present one (-1).
    fn sentence(&self, effect: &Effect, sign: i64) -> String {
        let language = self.instance.language;
        let good = effect.value * sign > 0;
        let size = effect.natural.abs();
        // One decimal of what is counted in thousandths; of shares the percent.
        let (divisor, counted) = match effect.code {
            "o01_held" | "o02_access" | "o04_load" => (100, true),
            "o03_spread" => (1, true),
            _ => (1, false),
        };
        let tenths_of = size / divisor;
        let shown = counted && tenths_of > 0;
        let pair = match (effect.code, shown) {
            ("o01_held", true) => (WhyWord::GoodHeld, WhyWord::BadHeld),
            ("o01_held", false) => (WhyWord::GoodHeldSlightly, WhyWord::BadHeldSlightly),
            ("o02_access", true) => (WhyWord::GoodAccess, WhyWord::BadAccess),
            ("o02_access", false) => (WhyWord::GoodAccessSlightly, WhyWord::BadAccessSlightly),
            ("o03_spread", true) => (WhyWord::GoodSpread, WhyWord::BadSpread),
            ("o03_spread", false) => (WhyWord::GoodShare, WhyWord::BadShare),
            ("o04_load", true) => (WhyWord::GoodLoad, WhyWord::BadLoad),
            ("o04_load", false) => (WhyWord::GoodLoadShape, WhyWord::BadLoadShape),
            ("o05_date", _) => (WhyWord::GoodDate, WhyWord::BadDate),
            ("o06_wishes", _) => (WhyWord::GoodWish, WhyWord::BadWish),
            ("o07_stability", _) => (WhyWord::GoodStability, WhyWord::BadStability),
            _ => (WhyWord::GoodGuarantee, WhyWord::BadGuarantee),
        };
        let word = if good { pair.0 } else { pair.1 };
        word.fill(language, &[("n", &decimal(language, &tenths(tenths_of)))])
    }
}

fn natural_values(instance: &Instance, plan: &Plan, parameters: &Parameters) -> [i64; 8] {
    let turnouts = plan.runs.iter().zip(plan_turnouts(instance, plan));
    let held = turnouts.map(|(run, turnout)| turnout.held(run.min, run.max)).sum();
    naturals(instance, plan, parameters, held)
}
