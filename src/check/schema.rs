//! Files and columns of the planning folder: the contract as a table.

/// What a file must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Must be there with at least one row.
    Rows,
    /// Must be there; may be without rows.
    File,
    /// May be missing.
    Optional,
}

/// One CSV file of the folder.
#[derive(Debug, Clone, Copy)]
pub struct FileSpec {
    /// File name.
    pub name: &'static str,
    /// What it must have.
    pub need: Need,
    /// Column names; `*` marks one whose cells must be filled.
    columns: &'static str,
    /// Columns of which one must be filled.
    one_of: &'static str,
    /// Whether exactly one of them must be filled.
    pub only_one: bool,
}

const fn file(name: &'static str, need: Need, columns: &'static str) -> FileSpec {
    FileSpec { name, need, columns, one_of: "", only_one: false }
}

const fn choice(name: &'static str, need: Need, columns: &'static str, one_of: &'static str, only_one: bool) -> FileSpec {
    FileSpec { name, need, columns, one_of, only_one }
}

/// All CSV files.
pub const FILES: &[FileSpec] = &[
    file("schools.csv", Need::Rows, "school_id* name* institution_code member guarantee_cap max_course_days home_municipalities"),
    file("sites.csv", Need::Rows, "site_id* school_id* name address postal_code city municipality_code* latitude* longitude*"),
    file("fkbs.csv", Need::Rows, "fkb_code* title* branch_group*"),
    file(
        "goals.csv",
        Need::Rows,
        "goal_code* title* fkb_code* also_in kind duration_days* min_participants max_participants guarantee_ok distance_ok \
         exempt archived_from parent_goal equipment",
    ),
    file("approvals.csv", Need::Rows, "school_id* fkb_code* valid_from valid_to lender_school_id except_goals"),
    file("capacity.csv", Need::Rows, "site_id* rooms* from to"),
    choice("teachers.csv", Need::Optional, "school_id* parallel_courses* from to", "fkb_code branch_group", true),
    file("equipment.csv", Need::Optional, "site_id* equipment*"),
    file("closures.csv", Need::Optional, "school_id site_id from* to* reason hard"),
    file(
        "forms.csv",
        Need::Optional,
        "school_id* goal_code* answer* site_id start_date week runs guarantee min_participants max_participants note",
    ),
    choice("demand.csv", Need::File, "municipality_code participants* waiting", "goal_code fkb_code branch_group", true),
    file("history.csv", Need::Optional, "year* goal_code* school_id* announced held participants"),
    file("agreements.csv", Need::Optional, "goal_code* outside_school* reference* start_date note"),
    file("consents.csv", Need::Optional, "home_school_id* school_id* site_id goal_code reference* note"),
    file("locks.csv", Need::Optional, "lock* goal_code* school_id site_id start_date week guarantee by* reason* at"),
    choice(
        "needs.csv",
        Need::Optional,
        "employer* municipality_code* participants* earliest latest firm note",
        "goal_code fkb_code",
        true,
    ),
    file("status.csv", Need::Optional, "goal_code* run* enrolled* waiting deadline cancelled school_id"),
    choice("travel.csv", Need::Optional, "municipality_code* site_id*", "km minutes", false),
    file("municipalities.csv", Need::Optional, "code* name* latitude* longitude* population*"),
];

impl FileSpec {
    /// Columns whose cells must be filled.
    pub fn required(&self) -> impl Iterator<Item = &'static str> {
        self.columns.split_whitespace().filter_map(|c| c.strip_suffix('*'))
    }

    /// Columns of which one must be filled; empty where there is no such choice.
    #[must_use]
    pub fn one_of(&self) -> Vec<&'static str> {
        self.one_of.split_whitespace().collect()
    }

    /// All columns.
    #[must_use]
    pub fn columns(&self) -> Vec<&'static str> {
        let plain = self.columns.split_whitespace().map(|c| c.trim_end_matches('*'));
        plain.chain(self.one_of.split_whitespace()).collect()
    }
}

/// The known word nearest to a misspelt one, if any is near.
#[must_use]
pub fn closest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in known {
        let likeness = strsim::jaro_winkler(&lower, &candidate.to_lowercase());
        if likeness > 0.82 && best.is_none_or(|(b, _)| likeness > b) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, word)| word)
}
