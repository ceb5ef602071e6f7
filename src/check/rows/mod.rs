//! Typed rows of all files, as written: no reference is resolved here. A cell that cannot be read leaves a finding and a default.

pub mod answers;
pub mod days;
pub mod demand;
pub mod goals;
pub mod network;

use chrono::NaiveDate;

use super::cells::Cells;
use super::files::Tables;
use super::finding::Findings;
use crate::domain::calendar::Calendar;

/// All rows of the folder.
#[derive(Debug, Default)]
pub struct Rows {
    pub schools: Vec<network::SchoolRow>,
    pub sites: Vec<network::SiteRow>,
    pub fkbs: Vec<network::FkbRow>,
    pub equipment: Vec<network::EquipmentRow>,
    pub municipalities: Vec<network::MunicipalityRow>,
    pub travel: Vec<network::TravelRow>,
    pub consents: Vec<network::ConsentRow>,
    pub goals: Vec<goals::GoalRow>,
    pub approvals: Vec<goals::ApprovalRow>,
    pub capacity: Vec<days::CapacityRow>,
    pub teachers: Vec<days::TeacherRow>,
    pub closures: Vec<days::ClosureRow>,
    pub forms: Vec<answers::FormRow>,
    pub locks: Vec<answers::LockRow>,
    pub agreements: Vec<answers::AgreementRow>,
    pub status: Vec<answers::StatusLine>,
    pub demand: Vec<demand::DemandRow>,
    pub history: Vec<demand::HistoryRow>,
    pub needs: Vec<demand::NeedRow>,
}

impl Rows {
    /// Reads the rows of all tables.
    #[must_use]
    pub fn read(tables: &Tables, findings: &mut Findings) -> Self {
        Self {
            schools: read(tables, "schools.csv", findings, network::school),
            sites: read(tables, "sites.csv", findings, network::site),
            fkbs: read(tables, "fkbs.csv", findings, network::fkb),
            equipment: read(tables, "equipment.csv", findings, network::equipment),
            municipalities: read(tables, "municipalities.csv", findings, network::municipality),
            travel: read(tables, "travel.csv", findings, network::travel),
            consents: read(tables, "consents.csv", findings, network::consent),
            goals: read(tables, "goals.csv", findings, goals::goal),
            approvals: read(tables, "approvals.csv", findings, goals::approval),
            capacity: read(tables, "capacity.csv", findings, days::capacity),
            teachers: read(tables, "teachers.csv", findings, days::teachers),
            closures: read(tables, "closures.csv", findings, days::closure),
            forms: read(tables, "forms.csv", findings, answers::form),
            locks: read(tables, "locks.csv", findings, answers::lock),
            agreements: read(tables, "agreements.csv", findings, answers::agreement),
            status: read(tables, "status.csv", findings, answers::status),
            demand: read(tables, "demand.csv", findings, demand::demand),
            history: read(tables, "history.csv", findings, demand::history),
            needs: read(tables, "needs.csv", findings, demand::need),
        }
    }

    /// The first row of closures.csv that closes the site of the school on the day.
    #[must_use]
    pub fn closing(&self, school: &str, site: &str, day: NaiveDate) -> Option<&days::ClosureRow> {
        let meant = |row: &&days::ClosureRow| match (&row.site, &row.school) {
            (Some(named), _) => named == site,
            (None, Some(named)) => named == school,
            (None, None) => true,
        };
        self.closures.iter().filter(meant).find(|row| row.hard && row.period.covers(day))
    }

    /// The row of capacity.csv that leaves the site no room on the day: of those that cover it the narrowest holds.
    #[must_use]
    pub fn without_rooms(&self, calendar: Calendar, site: &str, day: NaiveDate) -> Option<&days::CapacityRow> {
        let there = self.capacity.iter().filter(|row| row.site == site && row.period.covers(day));
        let length = |row: &&days::CapacityRow| {
            let (from, to) = row.period.within(calendar);
            to - from
        };
        there.min_by_key(length).filter(|row| row.rooms == 0)
    }
}

fn read<T>(tables: &Tables, file: &str, findings: &mut Findings, row: fn(&mut Cells<'_>) -> T) -> Vec<T> {
    let Some(table) = tables.get(file) else { return Vec::new() };
    table.rows.iter().map(|r| row(&mut Cells::new(table, r, findings))).collect()
}
