//! What becomes of the needs that employers have told (needs.csv): a sheet for each, with the runs that meet each need, and why a need
//! is not met ([`answer`]). The network has promised its partners an overview of what is offered to them (documents 001 and 003).

pub mod answer;
pub mod sheet;
pub mod words;

use std::collections::BTreeMap;

use crate::domain::need::Need;
use crate::papers::basis::Basis;
use crate::papers::document::Document;
use answer::{Answer, Asking, Status};

/// The sheets of all employers, and how many needs are met.
#[derive(Debug)]
pub struct Sheets {
    /// The sheet of each employer, by its name as written.
    pub by_employer: BTreeMap<String, Document>,
    /// Needs told.
    pub needs: usize,
    /// Needs that a run of the network meets.
    pub met: usize,
}

/// Makes the sheets. `gaps` are all goals of the plan without a run.
#[must_use]
pub fn sheets(basis: &Basis) -> Sheets {
    let mut of_employer: BTreeMap<&str, Vec<&Need>> = BTreeMap::new();
    for need in &basis.instance.needs {
        of_employer.entry(&need.employer).or_default().push(need);
    }
    let asking = Asking::new(basis);
    let (mut by_employer, mut met) = (BTreeMap::new(), 0);
    for (employer, needs) in of_employer {
        let answers: Vec<Answer> = needs.into_iter().map(|need| asking.answer(need)).collect();
        met += answers.iter().filter(|answer| answer.status == Status::Met).count();
        by_employer.insert(employer.to_owned(), sheet::document(basis, employer, &answers));
    }
    Sheets { by_employer, needs: basis.instance.needs.len(), met }
}
