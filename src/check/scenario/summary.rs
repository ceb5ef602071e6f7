//! What a scenario changes, in one line for people.

use std::collections::BTreeMap;

use super::Scenario;
use crate::check::finding::{Text, say};
use crate::read::patch::Edit;

/// Rows left out, cells changed, and rows added.
type Counts = [usize; 3];

impl Scenario {
    /// Its description; where it has none, the files it changes with how many rows and cells, and what it is judged by.
    #[must_use]
    pub fn summary(&self) -> Text {
        if !self.description.is_empty() {
            return Text::same(&self.description);
        }
        let mut files: BTreeMap<&str, Counts> = BTreeMap::new();
        for edit in &self.edits {
            let (file, kind) = match edit {
                Edit::Drop { file, .. } => (file, 0),
                Edit::Set { file, .. } => (file, 1),
                Edit::Add { file, .. } => (file, 2),
            };
            files.entry(file).or_default()[kind] += 1;
        }
        let mut parts: Vec<Text> = files.into_iter().flat_map(|(file, counts)| of_file(file, counts)).collect();
        if let Some(profile) = &self.profile {
            let name = &profile.name;
            parts.push(say!("profilen {name}", "the profile {name}"));
        }
        if !self.weights.is_empty() {
            let weights: Vec<String> = self.weights.iter().map(|(name, weight)| format!("{name} {weight}")).collect();
            let weights = weights.join(", ");
            parts.push(say!("vægte: {weights}", "weights: {weights}"));
        }
        Text::joined(&parts, "; ")
    }
}

fn of_file(file: &str, [dropped, changed, added]: Counts) -> Vec<Text> {
    let parts = [
        (
            dropped,
            if dropped == 1 {
                say!("{file}: 1 række uden", "{file}: 1 row left out")
            } else {
                say!("{file}: {dropped} rækker uden", "{file}: {dropped} rows left out")
            },
        ),
        (
            changed,
            if changed == 1 {
                say!("{file}: 1 celle ændret", "{file}: 1 cell changed")
            } else {
                say!("{file}: {changed} celler ændret", "{file}: {changed} cells changed")
            },
        ),
        (
            added,
            if added == 1 {
                say!("{file}: 1 ny række", "{file}: 1 row added")
            } else {
                say!("{file}: {added} nye rækker", "{file}: {added} rows added")
            },
        ),
    ];
    parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Scenario;
    use crate::read::patch::Edit;

    #[test]
    fn what_changes_is_counted_where_nobody_described_it() {
        let set = |line| Edit::Set { file: "demand.csv", line, column: "participants", value: "3".to_owned() };
        let mut scenario = Scenario {
            name: "Mere".to_owned(),
            description: String::new(),
            file: "scenarios/mere.toml".to_owned(),
            edits: vec![set(2), Edit::Drop { file: "forms.csv", line: 4 }, set(3)],
            added: Vec::new(),
            profile: None,
            weights: BTreeMap::from([("held", 900)]),
        };
        assert_eq!(scenario.summary().da, "demand.csv: 2 celler ændret; forms.csv: 1 række uden; vægte: held 900");
        scenario.description = "Viden Djurs tager seks nej tilbage".to_owned();
        assert_eq!(scenario.summary().en, scenario.description);
    }
}
