//! No bytes at all can make the program panic, and no folder with an error gives an instance.

mod common;

use common::random::random_folder;
use common::{Files, checked, put, small_folder, text};
use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A valid folder with bytes replaced, cut out or put in.
fn damaged(seed: u64) -> Files {
    const BITS: [&[u8]; 16] = [
        b"\"",
        b",",
        b";",
        b"\n",
        b"\r",
        b"\0",
        b"-",
        b"9",
        b"99999999999999999999",
        b"\xE6",
        b"\xC3",
        b"'=",
        b"nan",
        b"2027-W54",
        b"9999-W12",
        b"31-12-9999",
    ];
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut files = if seed.is_multiple_of(2) { small_folder() } else { random_folder(seed % 50) };
    let names: Vec<String> = files.keys().cloned().collect();
    for _ in 0..rng.random_range(1..12) {
        let bytes = files.get_mut(&names[rng.random_range(0..names.len())]).expect("file");
        let from = rng.random_range(0..=bytes.len());
        let to = (from + rng.random_range(0..4)).min(bytes.len());
        let bit = BITS[rng.random_range(0..BITS.len())];
        bytes.splice(from..to, bit.iter().copied());
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_folders_never_panic_and_never_give_an_instance_with_errors(seed in any::<u64>()) {
        let checked = checked(&damaged(seed));
        let errors = checked.findings.iter().any(|f| f.level != amuplan::check::finding::Level::Warning);
        prop_assert_eq!(checked.instance.is_some(), !errors);
    }

    #[test]
    fn garbage_never_panics(file in 0_usize..19, bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut files = small_folder();
        let name = files.keys().nth(file).cloned().unwrap_or_default();
        files.insert(name, bytes);
        let _ = checked(&files);
    }

    #[test]
    fn garbage_cells_never_panic(file in 0_usize..19, line in 1_usize..3, column in 0_usize..9, cell in "\\PC{0,12}") {
        let mut files = small_folder();
        let name = files.keys().nth(file).cloned().unwrap_or_default();
        let mut lines: Vec<String> = text(&files, &name).lines().map(str::to_string).collect();
        if let Some(row) = lines.get_mut(line) {
            let mut cells: Vec<&str> = row.split(',').collect();
            let at = column % cells.len();
            cells[at] = &cell;
            *row = cells.join(",");
        }
        put(&mut files, &name, &lines.join("\n"));
        let _ = checked(&files);
    }
}

#[test]
fn three_thousand_goals_and_many_findings_are_checked() {
    let mut files = Files::new();
    let csv = |header: &str, count: usize, row: &dyn Fn(usize) -> String| {
        (0..count).fold(format!("{header}\n"), |text, i| text + &row(i) + "\n")
    };
    put(&mut files, "plan.toml", "year = 2027\nnetwork = \"Stort\"\n");
    put(&mut files, "schools.csv", &csv("school_id,name", 80, &|i| format!("s{i},Skole {i}")));
    let site = |i| format!("p{i},s{},0751,56.{},10.2", i % 80, i % 90 + 10);
    put(&mut files, "sites.csv", &csv("site_id,school_id,municipality_code,latitude,longitude", 170, &site));
    put(&mut files, "capacity.csv", &csv("site_id,rooms", 170, &|i| format!("p{i},{}", i % 9 + 1)));
    put(&mut files, "fkbs.csv", &csv("fkb_code,title,branch_group", 150, &|i| format!("{i:04},FKB {i},Gruppe {}", i % 8)));
    let goal = |i| format!("{i:05},Mål {i},{:04},{}", i % 150, i % 10 + 1);
    put(&mut files, "goals.csv", &csv("goal_code,title,fkb_code,duration_days", 3000, &goal));
    put(&mut files, "approvals.csv", &csv("school_id,fkb_code", 3000, &|i| format!("s{},{:04}", i % 80, i % 150)));
    put(&mut files, "demand.csv", &csv("goal_code,participants", 3000, &|i| format!("{i:05},{}", i % 40)));
    let offer = |i: usize| format!("s{},{:05},offers,{}", i * 7 % 80, i % 3000, if i.is_multiple_of(7) { "uge 12" } else { "" });
    put(&mut files, "forms.csv", &csv("school_id,goal_code,answer,week", 6000, &offer));
    let findings = checked(&files).findings;
    assert!(findings.iter().any(|f| f.code == "E412"), "offers beyond the approvals");
    drop(files.remove("forms.csv"));
    assert_eq!(common::instance(&files).goals.len(), 3000);
    put(&mut files, "travel.csv", &csv("municipality_code,site_id,km", 300_000, &|i| format!("{},q{i},x", i % 7000)));
    let findings = checked(&files).findings;
    assert_eq!(findings.iter().filter(|f| f.code == "E304").count(), 300_000);
}
