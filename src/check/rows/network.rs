//! Rows of schools.csv, sites.csv, fkbs.csv, equipment.csv, municipalities.csv and travel.csv.

use crate::check::cells::Cells;
use crate::domain::units::Metres;

/// schools.csv
#[derive(Debug)]
pub struct SchoolRow {
    pub line: u64,
    pub id: String,
    pub name: String,
    pub institution_code: String,
    pub member: bool,
    pub guarantee_cap: Option<u32>,
    pub max_course_days: Option<u32>,
    pub home_municipalities: Vec<String>,
}

pub(super) fn school(c: &mut Cells<'_>) -> SchoolRow {
    SchoolRow {
        line: c.line(),
        id: c.text("school_id"),
        name: c.text("name"),
        institution_code: c.text("institution_code"),
        member: c.yes_no("member").unwrap_or(true),
        guarantee_cap: c.whole("guarantee_cap", 0..=100_000),
        max_course_days: c.whole("max_course_days", 0..=1_000_000),
        home_municipalities: c.codes("home_municipalities"),
    }
}

/// consents.csv
#[derive(Debug)]
pub struct ConsentRow {
    pub line: u64,
    pub home: String,
    pub school: String,
    pub site: Option<String>,
    pub goal: Option<String>,
}

pub(super) fn consent(c: &mut Cells<'_>) -> ConsentRow {
    ConsentRow {
        line: c.line(),
        home: c.text("home_school_id"),
        school: c.text("school_id"),
        site: c.some("site_id"),
        goal: c.some("goal_code"),
    }
}

/// sites.csv
#[derive(Debug)]
pub struct SiteRow {
    pub line: u64,
    pub id: String,
    pub school: String,
    pub name: String,
    pub address: String,
    pub postal_code: String,
    pub city: String,
    pub municipality: String,
    pub point: Option<(f64, f64)>,
}

pub(super) fn site(c: &mut Cells<'_>) -> SiteRow {
    SiteRow {
        line: c.line(),
        id: c.text("site_id"),
        school: c.text("school_id"),
        name: c.text("name"),
        address: c.text("address"),
        postal_code: c.text("postal_code"),
        city: c.text("city"),
        municipality: c.text("municipality_code"),
        point: point(c),
    }
}

/// Latitude and longitude in degrees.
fn point(c: &mut Cells<'_>) -> Option<(f64, f64)> {
    let latitude = c.number("latitude", -90.0..=90.0);
    let longitude = c.number("longitude", -180.0..=180.0);
    latitude.zip(longitude)
}

/// fkbs.csv
#[derive(Debug)]
pub struct FkbRow {
    pub line: u64,
    pub code: String,
    pub title: String,
    pub group: String,
}

pub(super) fn fkb(c: &mut Cells<'_>) -> FkbRow {
    FkbRow { line: c.line(), code: c.text("fkb_code"), title: c.text("title"), group: c.text("branch_group") }
}

/// equipment.csv
#[derive(Debug)]
pub struct EquipmentRow {
    pub line: u64,
    pub site: String,
    pub equipment: String,
}

pub(super) fn equipment(c: &mut Cells<'_>) -> EquipmentRow {
    EquipmentRow { line: c.line(), site: c.text("site_id"), equipment: c.text("equipment") }
}

/// municipalities.csv
#[derive(Debug)]
pub struct MunicipalityRow {
    pub line: u64,
    pub code: String,
    pub name: String,
    pub point: Option<(f64, f64)>,
    pub population: i64,
}

pub(in crate::check) fn municipality(c: &mut Cells<'_>) -> MunicipalityRow {
    MunicipalityRow {
        line: c.line(),
        code: c.text("code"),
        name: c.text("name"),
        point: point(c),
        population: i64::from(c.whole("population", 0..=100_000_000).unwrap_or(0)),
    }
}

/// travel.csv
#[derive(Debug)]
pub struct TravelRow {
    pub line: u64,
    pub municipality: String,
    pub site: String,
    pub metres: Metres,
}

pub(super) fn travel(c: &mut Cells<'_>) -> TravelRow {
    let km = c.number("km", 0.0..=5000.0);
    let minutes = c.number("minutes", 0.0..=5000.0);
    // 60 km an hour: a minute counts as a kilometre.
    let metres = km.or(minutes).map_or(0, |x| (x * 1000.0).round() as Metres);
    TravelRow { line: c.line(), municipality: c.text("municipality_code"), site: c.text("site_id"), metres }
}
