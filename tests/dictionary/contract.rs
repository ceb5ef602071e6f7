//! The fixed names of files and columns: other programs rely on them.
//!
//! A name ends in `*` where it is required, in `+` where one of the columns so marked is. Columns may be added, never renamed,
//! reordered or made required.

/// Files of the planning folder.
pub const PLANNING_FOLDER: &[(&str, &str)] = &[
    ("plan.toml*", "year*, network*, language, scope, profile, seed"),
    ("schools.csv*", "school_id*, name*, institution_code, member, guarantee_cap, max_course_days, home_municipalities"),
    ("sites.csv*", "site_id*, school_id*, name, address, postal_code, city, municipality_code*, latitude*, longitude*"),
    ("fkbs.csv*", "fkb_code*, title*, branch_group*"),
    (
        "goals.csv*",
        "goal_code*, title*, fkb_code*, also_in, kind, duration_days*, min_participants, max_participants, guarantee_ok, \
         distance_ok, exempt, archived_from, parent_goal, equipment",
    ),
    ("approvals.csv*", "school_id*, fkb_code*, valid_from, valid_to, lender_school_id, except_goals"),
    ("capacity.csv*", "site_id*, rooms*, from, to"),
    ("teachers.csv", "school_id*, fkb_code+, branch_group+, parallel_courses*, from, to"),
    ("equipment.csv", "site_id*, equipment*"),
    ("closures.csv", "school_id, site_id, from*, to*, reason, hard"),
    (
        "forms.csv",
        "school_id*, goal_code*, answer*, site_id, start_date, week, runs, guarantee, min_participants, max_participants, note",
    ),
    ("demand.csv*", "goal_code+, fkb_code+, branch_group+, municipality_code, participants*, waiting"),
    ("history.csv", "year*, goal_code*, school_id*, announced, held, participants"),
    ("agreements.csv", "goal_code*, outside_school*, reference*, start_date, note"),
    ("consents.csv", "home_school_id*, school_id*, site_id, goal_code, reference*, note"),
    ("locks.csv", "lock*, goal_code*, school_id, site_id, start_date, week, guarantee, by*, reason*, at"),
    ("needs.csv", "employer*, municipality_code*, goal_code+, fkb_code+, participants*, earliest, latest, firm, note"),
    ("status.csv", "goal_code*, run*, enrolled*, waiting, deadline, cancelled"),
    ("travel.csv", "municipality_code*, site_id*, km+, minutes+"),
    ("municipalities.csv", "code*, name*, latitude*, longitude*, population*"),
    ("scenarios/*.toml", "name*, description, set, drop, scale, add"),
];

/// Files of the plan folder.
pub const PLAN_FOLDER: &[(&str, &str)] = &[
    (
        "plan.csv",
        "goal_code, title, fkb_code, branch_group, run, school_id, site_id, start_date, end_date, days, iso_week, guarantee, \
         min_participants, max_participants, expected_participants, probability_held, origin, narrow",
    ),
    ("announcements.csv", "school_id, goal_code, fulfilled_by, executing_school_id, site_id, address, start_date, end_date"),
    ("gaps.csv", "goal_code, title, fkb_code, proven, reason, schools_considered, cheapest_cure, agreement_reference"),
    ("areas.csv", "municipality_code, branch_group, goals_within_12km, goals_within_60km, median_km, worst_goal"),
    ("loads.csv", "school_id, runs, course_days, guarantee_runs, narrow_runs, expected_participants, fair_share, deviation"),
    ("certificate.csv", "rule, key, price"),
    ("result.json", "status, objective, bound, gap, terms, counts, seconds, seed, profile, version, inputs, plan_sha256"),
    (
        "koordineringsoversigt.csv",
        "FKB-nr, FKB-titel, Målkode, Måltitel, Varighed (dage), Kernemål, Udbyder(e), Egetudbud/samarbejde, \
         Gennemførende skole, Adresse, Startdato, Slutdato, Uge, Garantikursus, Medannoncerende skoler, Ekstern skole, \
         Aftalereference, Bemærkning",
    ),
];

/// A file whose columns are not fixed: it has to be in the dictionary, no more.
pub const NOT_FIXED: &str = "hulliste.csv";

/// What an empty cell means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// May not be empty.
    Required,
    /// One of the columns so marked must be filled.
    OneOf,
    /// May be empty, or is an output.
    Optional,
}

/// A name without its mark, and what the mark says.
pub fn unmark(name: &str) -> (&str, Need) {
    match (name.strip_suffix('*'), name.strip_suffix('+')) {
        (Some(bare), _) => (bare, Need::Required),
        (None, Some(bare)) => (bare, Need::OneOf),
        (None, None) => (name, Need::Optional),
    }
}

/// The columns of a contract line.
pub fn columns(line: &'static str) -> Vec<(&'static str, Need)> {
    line.split(", ").map(unmark).collect()
}
