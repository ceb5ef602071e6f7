//! The input files that a plan was made from: its folder keeps them.

use std::collections::BTreeMap;

use crate::check::check;
use crate::check::profile::by_name;
use crate::compare::plan::FiledPlan;
use crate::domain::instance::Instance;
use crate::read::digest::fingerprint;
use crate::read::folder::Folder;
use crate::report::history::Files;

/// The bytes of the files that a plan of the year is made from.
pub fn inputs(folder: &Folder, instance: &Instance) -> Files {
    let bytes = |name: &String| Some((name.clone(), folder.bytes(name)?.to_vec()));
    instance.inputs.keys().filter_map(bytes).collect()
}

/// Kept inputs, if they are those of the plan.
pub fn own_inputs(kept: Files, filed: &FiledPlan) -> Files {
    let prints: BTreeMap<&str, String> = kept.iter().map(|(name, bytes)| (name.as_str(), fingerprint(name, bytes))).collect();
    let same =
        prints.len() == filed.inputs.len() && filed.inputs.iter().all(|(name, print)| prints.get(name.as_str()) == Some(print));
    if same { kept } else { Files::new() }
}

/// The year that a plan was made for, from the input files that are known to be its own; `None` where there are none.
pub fn earlier_year(own: Files, filed: &FiledPlan) -> Option<Instance> {
    let profile = by_name(&filed.profile);
    if own.is_empty() { None } else { check(&Folder::from_files(own), profile.as_ref()).instance }
}
