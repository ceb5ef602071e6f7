//! The public facts that the samples stand on (`data/README.md` says where each comes from).

/// The eight branch groups, with the names of document 004.
pub const GROUPS: [&str; 8] =
    ["Transport", "Bygge- og anlæg", "Industri", "HAKL", "Levnedsmiddel", "Service", "Landbrug og gartneri", "SOSU"];
/// Index of Transport in [`GROUPS`].
pub const TRANSPORT: usize = 0;
/// Index of Bygge- og anlæg in [`GROUPS`].
pub const BUILDING: usize = 1;
/// Index of HAKL in [`GROUPS`].
pub const OFFICE: usize = 3;
/// Index of Service in [`GROUPS`].
pub const SERVICE: usize = 5;
/// Index of SOSU in [`GROUPS`].
pub const CARE: usize = 7;

/// What kind of school it is: decides for which branch groups it is approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Technical or combined.
    Technical,
    /// Business college.
    Business,
    /// Social and health care.
    Care,
    /// Agricultural.
    Agricultural,
    /// Transport only.
    Transport,
    /// Food.
    Food,
    /// Building and metal crafts.
    Craft,
}

impl Kind {
    /// How much of its supply lies in each branch group, in the order of [`GROUPS`].
    #[must_use]
    pub fn groups(self) -> [f64; 8] {
        match self {
            Self::Technical => [1.0, 1.2, 1.4, 0.6, 0.8, 0.9, 0.3, 0.0],
            Self::Business => [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0],
            Self::Care => [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
            Self::Agricultural => [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0],
            Self::Transport => [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            Self::Food => [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.4, 0.0],
            Self::Craft => [0.0, 1.0, 0.7, 0.0, 0.0, 0.0, 0.0, 0.0],
        }
    }
}

fn kind(text: &str) -> Kind {
    match text {
        "technical" => Kind::Technical,
        "business" => Kind::Business,
        "sosu" => Kind::Care,
        "agricultural" => Kind::Agricultural,
        "transport" => Kind::Transport,
        "food" => Kind::Food,
        "craft" => Kind::Craft,
        _ => panic!("data/schools.csv: unknown kind {text}"),
    }
}

/// A real school.
#[derive(Debug, Clone)]
pub struct FactSchool {
    /// Short name used as `school_id`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Institution number, empty where unknown.
    pub institution_code: String,
    /// Kind (our reading of the name).
    pub kind: Kind,
    /// Approvals (an assumption within the ranges known per kind).
    pub approvals: usize,
    /// Networks it is in, separated by semicolons.
    pub network: String,
    /// Region.
    pub region: String,
}

/// A real course address.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns of sites.csv")]
pub struct FactSite {
    pub id: String,
    pub school: String,
    pub name: String,
    pub address: String,
    pub postal_code: String,
    pub city: String,
    pub municipality: String,
    pub latitude: f64,
    pub longitude: f64,
}

/// A municipality with its main town.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns of municipalities.csv")]
pub struct FactArea {
    pub code: String,
    pub name: String,
    pub town: String,
    pub latitude: f64,
    pub longitude: f64,
    pub population: f64,
}

/// An FKB; codes that start with 9 and titles that say so are generated.
#[derive(Debug, Clone)]
pub struct FactFkb {
    /// Four-digit code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Index in [`GROUPS`].
    pub group: usize,
}

/// A real goal whose code, duration and FKB are known.
#[derive(Debug, Clone)]
pub struct FactGoal {
    /// Five-digit code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Duration in halves of a day.
    pub halves: usize,
    /// Code of its FKB.
    pub fkb: String,
}

/// Words for generated titles of one branch group.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the parts of titles.csv")]
pub struct Words {
    pub activities: Vec<String>,
    pub objects: Vec<String>,
    pub tails: Vec<String>,
}

/// The rows of an embedded table, without its header. A broken table is a mistake in the program.
fn rows(text: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).records().collect::<Result<_, _>>().expect("an embedded table is well formed")
}

fn number(text: &str) -> f64 {
    text.parse().expect("an embedded number is well formed")
}

/// The 64 real schools, by id.
#[must_use]
pub fn schools() -> Vec<FactSchool> {
    let read = |r: &csv::StringRecord| FactSchool {
        id: r[0].into(),
        name: r[1].into(),
        institution_code: r[2].into(),
        kind: kind(&r[3]),
        approvals: number(&r[4]) as usize,
        network: r[5].into(),
        region: r[6].into(),
    };
    rows(include_str!("data/schools.csv")).iter().map(read).collect()
}

/// The real sites; those of one school together, its main town first.
#[must_use]
pub fn sites() -> Vec<FactSite> {
    let read = |r: &csv::StringRecord| FactSite {
        id: r[0].into(),
        school: r[1].into(),
        name: r[2].into(),
        address: r[3].into(),
        postal_code: r[4].into(),
        city: r[5].into(),
        municipality: r[6].into(),
        latitude: number(&r[7]),
        longitude: number(&r[8]),
    };
    rows(include_str!("data/sites.csv")).iter().map(read).collect()
}

/// The 98 municipalities, by code.
#[must_use]
pub fn areas() -> Vec<FactArea> {
    let read = |r: &csv::StringRecord| FactArea {
        code: r[0].into(),
        name: r[1].into(),
        town: r[3].into(),
        latitude: number(&r[4]),
        longitude: number(&r[5]),
        population: number(&r[6]),
    };
    rows(include_str!("data/municipalities.csv")).iter().map(read).collect()
}

fn group(name: &str) -> usize {
    GROUPS.iter().position(|g| *g == name).expect("an embedded branch group is one of the eight")
}

/// The FKBs, the best known first in each branch group.
#[must_use]
pub fn fkbs() -> Vec<FactFkb> {
    let read = |r: &csv::StringRecord| FactFkb { code: r[0].into(), title: r[1].into(), group: group(&r[2]) };
    rows(include_str!("data/fkbs.csv")).iter().map(read).collect()
}

/// The real goals, by code.
#[must_use]
pub fn goals() -> Vec<FactGoal> {
    let read = |r: &csv::StringRecord| FactGoal {
        code: r[0].into(),
        title: r[1].into(),
        halves: (number(&r[2]) * 2.0) as usize,
        fkb: r[3].into(),
    };
    rows(include_str!("data/goals.csv")).iter().map(read).collect()
}

/// Words for titles, one entry for each branch group.
#[must_use]
pub fn words() -> Vec<Words> {
    let mut words = vec![Words::default(); GROUPS.len()];
    for r in rows(include_str!("data/titles.csv")) {
        match &r[1] {
            "activity" => words[group(&r[0])].activities.push(r[2].into()),
            "object" => words[group(&r[0])].objects.push(r[2].into()),
            _ => words.iter_mut().for_each(|w| w.tails.push(r[2].into())),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{areas, fkbs, goals, schools, sites, words};

    #[test]
    fn the_embedded_tables_hold_together() {
        let (schools, areas, fkbs) = (schools(), areas(), fkbs());
        assert_eq!((schools.len(), areas.len(), fkbs.len()), (64, 98, 134));
        for site in sites() {
            assert!(schools.iter().any(|s| s.id == site.school), "{}", site.id);
            assert!(areas.iter().any(|a| a.code == site.municipality), "{}", site.id);
        }
        assert!(schools.iter().all(|s| sites().iter().any(|site| site.school == s.id)));
        assert!(goals().iter().all(|g| fkbs.iter().any(|f| f.code == g.fkb)));
        assert!(words().iter().all(|w| w.activities.len() * w.objects.len() >= 200 && w.tails.len() > 5));
    }
}
