//! A named set of weights (`models/profiles/*.toml`). All numbers are integers; units stand in the file and in `models/annual-plan.md`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The weights and parameters of one profile.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Name, e.g. `balanced`.
    pub name: String,
    /// One Danish sentence for people.
    pub description_da: String,
    /// The same in English.
    pub description_en: String,
    /// Permille per objective term.
    pub weights: Weights,
    /// Willingness to travel.
    pub travel: TravelTiers,
    /// Narrowness weight.
    pub narrow: Narrow,
    /// How many runs.
    pub runs: Runs,
    /// O02.
    pub access: Access,
    /// O03.
    pub spread: Spread,
    /// O04.
    pub load: Load,
    /// O05.
    pub date: DatePoints,
    /// O06.
    pub wishes: Wishes,
    /// O07.
    pub stability: Stability,
    /// O08.
    pub guarantee: Guarantee,
}

/// Permille by which each term counts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names are the terms O01 to O08")]
pub struct Weights {
    pub held: i64,
    pub access: i64,
    pub spread: i64,
    pub load: i64,
    pub date: i64,
    pub wishes: i64,
    pub stability: i64,
    pub guarantee: i64,
}

/// Tiers in km, ascending; `share[i]` (permille) up to `tier_km[i]`, the last share beyond; `detour` in permille of the great circle.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained on the struct")]
pub struct TravelTiers {
    pub tier_km: [i64; 3],
    pub share: [i64; 4],
    pub detour: i64,
}

/// Exponent, demand floor (milli), and the limits of the weight (permille).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained on the struct")]
pub struct Narrow {
    pub alpha: i64,
    pub floor: i64,
    pub least: i64,
    pub cap: i64,
}

/// Most runs of one goal that the plan adds up to, 1 to 4.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained on the struct")]
pub struct Runs {
    pub max_runs: i64,
}

/// Milli per participant-km beyond the first and the second tier.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained on the struct")]
pub struct Access {
    pub near: i64,
    pub far: i64,
}

/// Milli per goal out of everybody's reach, permille of extra weight for the worst-off, milli per run above the fair share of an FKB.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained on the struct")]
pub struct Spread {
    pub area: i64,
    pub emphasis: i64,
    pub executor: i64,
}

/// Tier widths (permille of the fair share) and costs (milli per course day, increasing).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained on the struct")]
pub struct Load {
    pub width: [i64; 2],
    pub cost: [i64; 3],
}

/// Costs (milli) by weekday of the start, for courses of up to two days and longer; per softly closed day; by branch group and quarter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained on the struct")]
pub struct DatePoints {
    pub short: [i64; 5],
    pub long: [i64; 5],
    pub soft: i64,
    pub season: BTreeMap<String, [i64; 4]>,
}

/// Milli per run at a school that said "can", and more in the week it wished.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained on the struct")]
pub struct Wishes {
    pub can: i64,
    pub week: i64,
}

/// Milli per run at a school that did not run the goal last year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained on the struct")]
pub struct Stability {
    pub executor: i64,
}

/// Milli per guarantee run, and permille of a participant per expected empty seat.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "explained on the struct")]
pub struct Guarantee {
    pub reward: i64,
    pub shortfall: i64,
}
