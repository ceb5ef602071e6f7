//! Profiles: the built-in ones by name, and the judgement of a profile file.

use super::finding::{Text, say};
use crate::domain::profile::Profile;

/// Name and text of the built-in profiles.
pub const BUILT_IN: [(&str, &str); 5] = [
    ("balanced", include_str!("../../models/profiles/balanced.toml")),
    ("even-load", include_str!("../../models/profiles/even-load.toml")),
    ("least-change", include_str!("../../models/profiles/least-change.toml")),
    ("narrow-first", include_str!("../../models/profiles/narrow-first.toml")),
    ("near-home", include_str!("../../models/profiles/near-home.toml")),
];

/// A built-in profile; `None` for an unknown name.
#[must_use]
pub fn by_name(name: &str) -> Option<Profile> {
    let (_, text) = BUILT_IN.iter().find(|(n, _)| *n == name)?;
    parse_profile(text).ok()
}

/// The profile whose numbers lie on the way from one to another, `share` permille of it; name and description are those of the first.
/// Limits and orders that both keep hold there too. `None` where a number leaves its range by rounding.
#[must_use]
pub fn between(one: &Profile, other: &Profile, share: i64) -> Option<Profile> {
    let [one, other] = [one, other].map(|profile| toml::Value::try_from(profile).ok());
    parse_profile(&toml::to_string(&blended(one?, &other?, share)).ok()?).ok()
}

/// Numbers of the same place are blended; what only one of the two has stays as it is.
fn blended(one: toml::Value, other: &toml::Value, share: i64) -> toml::Value {
    use toml::Value::{Array, Integer, Table};
    match (one, other) {
        (Integer(a), Integer(b)) => Integer(a + (b - a) * share / 1000),
        (Array(a), Array(b)) if a.len() == b.len() => Array(a.into_iter().zip(b).map(|(a, b)| blended(a, b, share)).collect()),
        (Table(a), Table(b)) => {
            let at = |(key, value): (String, toml::Value)| match b.get(&key) {
                Some(other) => (key, blended(value, other, share)),
                None => (key, value),
            };
            Table(a.into_iter().map(at).collect())
        }
        (one, _) => one,
    }
}

/// Reads a profile and checks its numbers.
///
/// # Errors
/// One sentence that names the key: bad TOML with its line, a missing or unknown key, or a number outside its range.
pub fn parse_profile(text: &str) -> Result<Profile, Text> {
    let profile: Profile = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| super::keys::line_of(text, span.start));
        let message = error.message();
        say!("linje {line}: {message}", "line {line}: {message}")
    })?;
    check_shape(&profile)?;
    check_points(&profile)?;
    Ok(profile)
}

/// The largest cost or reward in milli, ten thousand participants. With the two limits below it keeps every sum of the model, also in
/// the millionths of the certificate, inside 64 bits, for a goal that millions of people want.
const MOST: i64 = 10_000_000;

/// The largest weight in permille: ten times the value.
pub(super) const MOST_WEIGHT: i64 = 10_000;

/// The largest cost of a softly closed day in milli; a run of 50 such days at the largest weight keeps inside 32 bits.
const MOST_A_DAY: i64 = 1_000_000;

/// The largest cost of a kilometre in milli: ten participants.
const MOST_A_KM: i64 = 10_000;

fn within(key: &str, values: &[i64], least: i64, most: i64) -> Result<(), Text> {
    match values.iter().find(|v| !(least..=most).contains(v)) {
        Some(v) => Err(say!("{key}: {v} ligger uden for {least} til {most}", "{key}: {v} lies outside {least} to {most}")),
        None => Ok(()),
    }
}

fn ascending(key: &str, values: &[i64]) -> Result<(), Text> {
    if values.windows(2).all(|w| w[0] < w[1]) {
        return Ok(());
    }
    Err(say!("{key}: tallene skal stige, men er {values:?}", "{key}: must increase, found {values:?}"))
}

fn check_shape(p: &Profile) -> Result<(), Text> {
    let w = &p.weights;
    let weights = [w.held, w.access, w.spread, w.load, w.date, w.wishes, w.stability, w.guarantee];
    within("weights", &weights, 0, MOST_WEIGHT)?;
    within("travel.tier_km", &p.travel.tier_km, 0, 2000)?;
    ascending("travel.tier_km", &p.travel.tier_km)?;
    within("travel.share", &p.travel.share, 0, 1000)?;
    if p.travel.share.windows(2).any(|s| s[1] > s[0]) {
        let share = &p.travel.share;
        return Err(say!(
            "travel.share: tallene må ikke stige, men er {share:?}",
            "travel.share: must not increase, found {share:?}"
        ));
    }
    within("travel.detour", &[p.travel.detour], 1000, 10_000)?;
    within("narrow.alpha", &[p.narrow.alpha], 0, 3000)?;
    within("narrow.floor", &[p.narrow.floor], 1, 1_000_000_000)?;
    within("narrow.least", &[p.narrow.least], 0, 1_000_000)?;
    within("narrow.cap", &[p.narrow.cap], p.narrow.least, 1_000_000)?;
    within("runs.max_runs", &[p.runs.max_runs], 1, 4)
}

fn check_points(p: &Profile) -> Result<(), Text> {
    within("access", &[p.access.near, p.access.far], 0, MOST_A_KM)?;
    within("spread", &[p.spread.area, p.spread.executor], 0, MOST)?;
    within("spread.emphasis", &[p.spread.emphasis], 0, 100_000)?;
    within("load.width", &p.load.width, 0, 100_000)?;
    within("load.cost", &p.load.cost, 0, MOST)?;
    ascending("load.cost", &p.load.cost)?;
    within("date.short", &p.date.short, 0, MOST)?;
    within("date.long", &p.date.long, 0, MOST)?;
    within("date.soft", &[p.date.soft], 0, MOST_A_DAY)?;
    for (group, quarters) in &p.date.season {
        within(&format!("date.season.{group}"), quarters, 0, MOST)?;
    }
    within("wishes", &[p.wishes.can, p.wishes.week], 0, MOST)?;
    within("stability.executor", &[p.stability.executor], 0, MOST)?;
    within("guarantee.reward", &[p.guarantee.reward], 0, MOST)?;
    within("guarantee.shortfall", &[p.guarantee.shortfall], 0, 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, between, by_name, parse_profile};

    #[test]
    fn a_profile_between_two_has_the_numbers_between() {
        let [one, other] = ["balanced", "even-load"].map(|name| by_name(name).expect("built in"));
        let half = between(&one, &other, 500).expect("valid");
        // Load 1000 and 3000, executor 400 and 1200.
        assert_eq!((half.weights.load, half.spread.executor, half.name.as_str()), (2000, 800, "balanced"));
        assert_eq!(between(&one, &other, 0).as_ref(), Some(&one));
        let whole = between(&one, &other, 1000).expect("valid");
        assert_eq!((whole.weights, whole.spread, whole.date), (other.weights, other.spread, other.date));
    }

    #[test]
    fn built_in_profiles_are_valid_and_bear_their_name() {
        for (name, _) in BUILT_IN {
            assert_eq!(by_name(name).map(|p| p.name).as_deref(), Some(name));
        }
        assert_eq!(by_name("nothing"), None);
    }

    #[test]
    fn numbers_outside_their_range_are_named() {
        let text = BUILT_IN[0].1;
        let cases = [
            ("held = 1000", "held = -1", "weights"),
            ("held = 1000", "held = 10001", "weights"),
            ("near = 2", "near = 10001", "access"),
            ("area = 2000", "area = 10000001", "spread"),
            ("tier_km = [12, 60, 120]", "tier_km = [12, 60, 60]", "travel.tier_km"),
            ("share = [1000, 700, 250, 50]", "share = [1000, 700, 701, 50]", "travel.share"),
            ("share = [1000, 700, 250, 50]", "share = [1001, 700, 250, 50]", "travel.share"),
            ("detour = 1300", "detour = 0", "travel.detour"),
            ("alpha = 500", "alpha = 3001", "narrow.alpha"),
            ("floor = 1000", "floor = 0", "narrow.floor"),
            ("cap = 4000", "cap = 1", "narrow.cap"),
            ("max_runs = 3", "max_runs = 5", "runs.max_runs"),
            ("cost = [40, 120, 300]", "cost = [40, 40, 300]", "load.cost"),
            ("soft = 400", "soft = -400", "date.soft"),
            ("soft = 400", "soft = 1000001", "date.soft"),
            ("max_runs = 3", "max_runs = \"three\"", "line 31: invalid type"),
            ("max_runs = 3", "most_runs = 3", "most_runs"),
        ];
        for (from, to, named) in cases {
            assert!(text.contains(from), "{from}");
            let error = parse_profile(&text.replacen(from, to, 1)).expect_err(to);
            assert!(error.da.contains(named) || error.en.contains(named), "{to}: {error:?}");
        }
    }
}
