//! Schools, sites, FKBs, municipalities and travel.

use std::collections::BTreeMap;

use super::cells::Cells;
use super::finding::{Findings, Place, say};
use super::names::{Directory, check_e301_sorted_by_code, check_w302_repeated};
use super::rows::Rows;
use super::rows::network::{MunicipalityRow, SiteRow, municipality};
use crate::domain::calendar::Calendar;
use crate::domain::ids::{AreaIx, FkbIx, GroupIx, SchoolIx, SiteIx};
use crate::domain::network::{Area, Fkb, School, Site};
use crate::domain::profile::Profile;
use crate::domain::units::Metres;
use crate::read::table::Table;

/// The lists of an `Instance` that do not depend on goals.
#[derive(Debug)]
pub struct Network {
    pub calendar: Calendar,
    pub schools: Vec<School>,
    pub sites: Vec<Site>,
    pub fkbs: Vec<Fkb>,
    pub groups: Vec<String>,
    pub areas: Vec<Area>,
    pub travel: Vec<Vec<Metres>>,
    pub names: Directory,
}

type Point = (f64, f64);

/// Resolves the network; rooms and closures are put in later.
pub fn network(rows: &Rows, calendar: Calendar, profile: &Profile, findings: &mut Findings) -> Network {
    let mut names = Directory::new();
    let (areas, area_points) = areas(rows, &mut names, findings);
    let schools = schools(rows, &mut names, findings);
    let (groups, fkbs) = fkbs(rows, &mut names, findings);
    let (sites, site_points) = sites(rows, calendar, &schools, &mut names, findings);
    let mut net = Network { calendar, schools, sites, fkbs, groups, areas, travel: Vec::new(), names };
    net.travel = great_circles(&area_points, &site_points, profile);
    override_travel(&mut net, rows, findings);
    equipment(&mut net, rows, findings);
    check_w409_member_without_site(&net, rows, findings);
    net
}

/// The built-in municipalities, with those of the folder over them.
fn areas(rows: &Rows, names: &mut Directory, findings: &mut Findings) -> (Vec<Area>, Vec<Point>) {
    let built_in = Table::parse("municipalities.csv", include_bytes!("../domain/municipalities.csv"));
    let built_in: Vec<_> = built_in.rows.iter().map(|r| municipality(&mut Cells::new(&built_in, r, findings))).collect();
    let own = check_e301_sorted_by_code("municipalities.csv", "code", &rows.municipalities, |r| (&r.code, r.line), findings);
    let mut by_code: BTreeMap<&str, &MunicipalityRow> = built_in.iter().map(|r| (r.code.as_str(), r)).collect();
    for row in own {
        check_point("municipalities.csv", row.line, row.point, findings);
        by_code.insert(&row.code, row);
    }
    let mut areas = Vec::new();
    for (i, row) in by_code.values().enumerate() {
        names.areas.insert(&row.code, AreaIx::from(i));
        areas.push(Area { code: row.code.clone(), name: row.name.clone(), population: row.population });
    }
    let points = by_code.values().map(|r| r.point.unwrap_or((0.0, 0.0))).collect();
    (areas, points)
}

/// E416 and W417.
fn check_point(file: &str, line: u64, point: Option<Point>, findings: &mut Findings) {
    let Some((latitude, longitude)) = point else { return };
    let in_denmark = |la: f64, lo: f64| (54.3..=58.0).contains(&la) && (7.5..=15.5).contains(&lo);
    let place = Place::line(file, line).column("latitude");
    if in_denmark(longitude, latitude) {
        let what = say!(
            "latitude {latitude} og longitude {longitude} er byttet om",
            "latitude {latitude} and longitude {longitude} have changed places"
        );
        findings.add("E416", place, what, say!("byt dem om", "swap them"));
    } else if !in_denmark(latitude, longitude) {
        let what = say!(
            "punktet {latitude}, {longitude} ligger uden for Danmark",
            "the point {latitude}, {longitude} lies outside Denmark"
        );
        findings.add("W417", place, what, say!("ret det, hvis det ikke er meningen", "correct it unless it is meant so"));
    }
}

fn schools(rows: &Rows, names: &mut Directory, findings: &mut Findings) -> Vec<School> {
    let sorted = check_e301_sorted_by_code("schools.csv", "school_id", &rows.schools, |r| (&r.id, r.line), findings);
    let mut out = Vec::new();
    for (i, row) in sorted.into_iter().enumerate() {
        names.schools.insert(&row.id, SchoolIx::from(i));
        for code in &row.home_municipalities {
            names.areas.find(code, Place::line("schools.csv", row.line).column("home_municipalities"), findings);
        }
        out.push(School {
            id: row.id.clone(),
            name: row.name.clone(),
            institution_code: row.institution_code.clone(),
            member: row.member,
            guarantee_cap: row.guarantee_cap,
            max_course_days: row.max_course_days,
            addresses: if row.member { Vec::new() } else { addresses(rows, &row.id) },
            home_municipalities: row.home_municipalities.clone(),
        });
    }
    out
}

/// The addresses of a school by site, without the parts that are not given.
fn addresses(rows: &Rows, school: &str) -> Vec<String> {
    let mut sites: Vec<&SiteRow> = rows.sites.iter().filter(|row| row.school == school).collect();
    sites.sort_by_key(|row| &row.id);
    let address = |row: &SiteRow| {
        let town = format!("{} {}", row.postal_code, row.city);
        let parts = [row.address.trim(), town.trim()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    sites.into_iter().map(address).filter(|address| !address.is_empty()).collect()
}

fn fkbs(rows: &Rows, names: &mut Directory, findings: &mut Findings) -> (Vec<String>, Vec<Fkb>) {
    let mut groups: Vec<String> = rows.fkbs.iter().map(|r| r.group.clone()).collect();
    groups.sort();
    groups.dedup();
    for (i, group) in groups.iter().enumerate() {
        names.groups.insert(group, GroupIx::from(i));
    }
    let sorted = check_e301_sorted_by_code("fkbs.csv", "fkb_code", &rows.fkbs, |r| (&r.code, r.line), findings);
    let mut fkbs = Vec::new();
    for row in sorted {
        let Some(group) = names.groups.get(&row.group) else { continue };
        names.fkbs.insert(&row.code, FkbIx::from(fkbs.len()));
        fkbs.push(Fkb { code: row.code.clone(), title: row.title.clone(), group });
    }
    (groups, fkbs)
}

fn sites(
    rows: &Rows,
    calendar: Calendar,
    schools: &[School],
    names: &mut Directory,
    findings: &mut Findings,
) -> (Vec<Site>, Vec<Point>) {
    let sorted = check_e301_sorted_by_code("sites.csv", "site_id", &rows.sites, |r| (&r.id, r.line), findings);
    let (mut sites, mut points) = (Vec::new(), Vec::new());
    for row in sorted {
        let place = Place::line("sites.csv", row.line);
        check_point("sites.csv", row.line, row.point, findings);
        names.areas.find(&row.municipality, place.column("municipality_code"), findings);
        let Some(school) = names.schools.find(&row.school, place.column("school_id"), findings) else {
            names.sites.insert_broken(&row.id);
            continue;
        };
        if !schools[school.index()].member {
            names.sites.insert(&row.id, (school, None));
            continue;
        }
        names.sites.insert(&row.id, (school, Some(SiteIx::from(sites.len()))));
        points.push(row.point.unwrap_or((0.0, 0.0)));
        sites.push(Site {
            id: row.id.clone(),
            school,
            name: row.name.clone(),
            address: row.address.clone(),
            postal_code: row.postal_code.clone(),
            city: row.city.clone(),
            municipality_code: row.municipality.clone(),
            rooms: vec![0; calendar.len()],
            soft: vec![false; calendar.len()],
            equipment: Vec::new(),
        });
    }
    (sites, points)
}

/// Mean radius of the Earth in metres.
const EARTH: f64 = 6_371_008.8;

/// Great-circle distance in metres (haversine).
fn haversine(a: Point, b: Point) -> f64 {
    let (la, lb) = (a.0.to_radians(), b.0.to_radians());
    let half = |x: f64| libm::sin(x / 2.0) * libm::sin(x / 2.0);
    let h = half(lb - la) + libm::cos(la) * libm::cos(lb) * half((b.1 - a.1).to_radians());
    2.0 * EARTH * libm::asin(libm::sqrt(h.min(1.0)))
}

fn great_circles(areas: &[Point], sites: &[Point], profile: &Profile) -> Vec<Vec<Metres>> {
    let detour = profile.travel.detour as f64;
    let metres = |a: &Point, s: &Point| (haversine(*a, *s) * detour / 1000.0).round() as Metres;
    areas.iter().map(|a| sites.iter().map(|s| metres(a, s)).collect()).collect()
}

fn override_travel(net: &mut Network, rows: &Rows, findings: &mut Findings) {
    let mut seen: BTreeMap<(&str, &str), (Metres, u64)> = BTreeMap::new();
    for row in &rows.travel {
        let place = Place::line("travel.csv", row.line);
        let area = net.names.areas.find(&row.municipality, place.column("municipality_code"), findings);
        let site = net.names.sites.find(&row.site, place.column("site_id"), findings);
        if let Some((metres, line)) = seen.insert((&row.municipality, &row.site), (row.metres, row.line))
            && metres != row.metres
        {
            let what = say!("rækken er uenig med linje {line}", "the row disagrees with line {line}");
            findings.add("E315", place, what, say!("slet den ene", "remove one of them"));
        }
        if let (Some(area), Some((_, Some(site)))) = (area, site) {
            net.travel[area.index()][site.index()] = row.metres;
        }
    }
}

fn equipment(net: &mut Network, rows: &Rows, findings: &mut Findings) {
    for row in &rows.equipment {
        let place = Place::line("equipment.csv", row.line).column("site_id");
        if let Some((_, Some(site))) = net.names.sites.find(&row.site, place, findings) {
            net.sites[site.index()].equipment.push(row.equipment.clone());
        }
    }
    for site in &mut net.sites {
        site.equipment.sort();
        site.equipment.dedup();
    }
    let keys = rows.equipment.iter().map(|r| ((&r.site, &r.equipment), r.line));
    check_w302_repeated("equipment.csv", keys, &say!("den ene er nok", "one is enough"), findings);
}

fn check_w409_member_without_site(net: &Network, rows: &Rows, findings: &mut Findings) {
    for row in &rows.schools {
        let Some(school) = net.names.schools.get(&row.id) else { continue };
        if net.schools[school.index()].member && net.sites.iter().all(|s| s.school != school) {
            let id = &row.id;
            let what = say!(
                "skolen {id} har ingen afdeling og kan intet gennemføre",
                "the school {id} has no site and can hold nothing"
            );
            let cure = say!("tilføj dens afdelinger i sites.csv", "add its addresses to sites.csv");
            findings.add("W409", Place::line("schools.csv", row.line), what, cure);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::haversine;

    #[test]
    fn great_circle_from_aarhus_to_copenhagen() {
        let metres = haversine((56.1629, 10.2039), (55.6761, 12.5683));
        assert!((156_500.0..157_500.0).contains(&metres), "{metres}");
        assert!(haversine((56.0, 10.0), (56.0, 10.0)) == 0.0);
        let quarter = haversine((0.0, 0.0), (90.0, 0.0));
        assert!((quarter - 6_371_008.8 * std::f64::consts::FRAC_PI_2).abs() < 1e-3);
    }
}
