//! The generated folders: same seed same bytes, as large and as tight as they say, and the samples are what the generator writes.

mod generated;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use amuplan::check::finding::Level;
use amuplan::domain::calendar::Calendar;
use amuplan::generate::{Preset, generate};
use amuplan::solve::limits::{EXACT_COLUMNS, Limits};
use chrono::NaiveDate;
use generated::{Counts, checked, codes, count, needed_days, number, rooms, rows};

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    for preset in [Preset::Demo, Preset::Esoe] {
        let files = generate(preset, 7, 0.7);
        assert!(files == generate(preset, 7, 0.7), "{preset:?}");
        assert!(files["goals.csv"] != generate(preset, 8, 0.7)["goals.csv"], "{preset:?}");
    }
}

#[test]
fn lines_of_every_table_stand_in_the_order_of_their_bytes() {
    for (name, bytes) in generate(Preset::Esoe, 1, 0.7).iter().filter(|(name, _)| name.ends_with("csv")) {
        let lines: Vec<&[u8]> = bytes.split(|b| *b == b'\n').skip(1).filter(|l| !l.is_empty()).collect();
        assert!(!lines.is_empty(), "{name} has no rows");
        assert!(lines.is_sorted(), "{name}");
    }
}

#[test]
fn demo_has_the_figures_of_the_five_social_and_health_care_schools() {
    for seed in 1..=3 {
        let c = count(&generate(Preset::Demo, seed, 0.5));
        assert_eq!((c.members, c.fkbs, c.shared_fkbs, c.approvals), (5, 4, 4, 15), "seed {seed}");
        assert!((80..=120).contains(&c.goals) && (330..=370).contains(&c.duties), "seed {seed}: {c:?}");
        shares_are_as_known(&c, seed);
    }
}

#[test]
fn esoe_has_the_figures_of_the_thirteen_schools() {
    for seed in 1..=3 {
        let files = generate(Preset::Esoe, seed, 0.7);
        let c = count(&files);
        assert_eq!((c.members, c.fkbs), (13, 60), "seed {seed}");
        assert!((30..=40).contains(&c.shared_fkbs) && (110..=150).contains(&c.approvals), "seed {seed}: {c:?}");
        assert!((700..=950).contains(&c.goals) && (2_500..=3_500).contains(&c.duties), "seed {seed}: {c:?}");
        let groups = codes(&rows(&files, "fkbs.csv"), "branch_group").into_iter().collect::<Vec<_>>().join("; ");
        let named = "Bygge- og anlæg; HAKL; Industri; Landbrug og gartneri; Levnedsmiddel; SOSU; Service; Transport";
        assert_eq!(groups, named, "the eight branch groups of document 004");
        shares_are_as_known(&c, seed);
    }
}

#[test]
fn region_has_the_figures_of_a_region() {
    for seed in 1..=3 {
        let c = count(&generate(Preset::Region, seed, 0.7));
        assert_eq!((c.members, c.fkbs), (25, 80), "seed {seed}");
        assert!((45..=55).contains(&c.shared_fkbs) && (160..=180).contains(&c.approvals), "seed {seed}: {c:?}");
        assert!((1_000..=1_300).contains(&c.goals) && (3_300..=4_100).contains(&c.duties), "seed {seed}: {c:?}");
        shares_are_as_known(&c, seed);
    }
}

#[test]
fn national_has_the_figures_of_the_country() {
    for seed in 1..=3 {
        let c = count(&generate(Preset::National, seed, 0.7));
        assert_eq!((c.members, c.synthetic, c.fkbs, c.approvals), (86, 22, 134, 699), "seed {seed}");
        assert!((2_900..=3_100).contains(&c.goals) && (15_500..=16_500).contains(&c.duties), "seed {seed}: {c:?}");
        shares_are_as_known(&c, seed);
    }
}

/// Three quarters of the goals with low activity; 10 to 30 % offered by nobody; about 3.2 days a course.
fn shares_are_as_known(c: &Counts, seed: u64) {
    assert!((0.72..=0.78).contains(&c.low_share), "seed {seed}: {c:?}");
    assert!((0.1..=0.3).contains(&c.not_offered_share) && (0.1..=0.3).contains(&c.untaken_share), "seed {seed}: {c:?}");
    assert!((2.6..=3.8).contains(&c.mean_days) && c.longest <= 50.0, "seed {seed}: {c:?}");
}

#[test]
fn generated_codes_and_names_are_recognisable() {
    let files = generate(Preset::National, 1, 0.7);
    for goal in rows(&files, "goals.csv") {
        let generated = goal["title"].ends_with("(genereret)");
        assert_eq!(goal["goal_code"].len(), 5);
        assert_eq!(generated, goal["goal_code"].starts_with('9'), "{goal:?}");
    }
    for fkb in rows(&files, "fkbs.csv").iter().filter(|f| f["title"].ends_with(" (genereret)")) {
        assert!(fkb["fkb_code"].starts_with('9') && fkb["fkb_code"].len() == 4, "{fkb:?}");
    }
    for school in rows(&files, "schools.csv") {
        assert_eq!(school["school_id"].starts_with("syn-"), school["name"].ends_with("(genereret)"), "{school:?}");
    }
}

#[test]
fn the_year_is_as_tight_as_asked() {
    for (preset, seed) in [(Preset::Esoe, 1), (Preset::Esoe, 2), (Preset::Region, 1), (Preset::National, 1)] {
        for asked in [0.5, 0.7, 0.95] {
            let files = generate(preset, seed, asked);
            let room_days: usize = rooms(&files).values().flatten().sum();
            let share = needed_days(&files) as f64 / room_days as f64;
            assert!((share - asked).abs() < 0.05, "{preset:?} seed {seed}: asked {asked}, got {share:.3}");
        }
    }
}

#[test]
fn dated_offers_with_a_site_fit_into_its_rooms() {
    for (preset, tightness) in [(Preset::Demo, 0.5), (Preset::Esoe, 0.95)] {
        let files = generate(preset, 2, tightness);
        let calendar = Calendar::new(2027).expect("2027");
        let days: BTreeMap<String, usize> = rows(&files, "goals.csv")
            .into_iter()
            .map(|g| (g["goal_code"].clone(), number(&g["duration_days"]).ceil() as usize))
            .collect();
        let all = rooms(&files);
        let (mut left, mut dated) = (all.clone(), 0);
        for f in rows(&files, "forms.csv").iter().filter(|f| !f["start_date"].is_empty() && !f["site_id"].is_empty()) {
            let date = NaiveDate::parse_from_str(&f["start_date"], "%Y-%m-%d").expect("a date");
            let start = calendar.day(date).expect("a day of the year").index();
            let site = left.get_mut(&f["site_id"]).expect("a site with rooms");
            assert!(site[start] > 0, "{f:?} starts on a closed day or has no room");
            let open: Vec<usize> =
                rooms(&files)[&f["site_id"]].iter().enumerate().map(|(d, r)| if *r > 0 { d } else { 0 }).collect();
            let run: Vec<usize> = open.into_iter().filter(|d| *d >= start && *d > 0).take(days[&f["goal_code"]]).collect();
            assert_eq!(run.len(), days[&f["goal_code"]], "{f:?} ends after the year");
            for day in run {
                site[day] = site[day].checked_sub(1).unwrap_or_else(|| panic!("no room left on day {day} for {f:?}"));
            }
            dated += 1;
        }
        assert!(dated > 10, "{preset:?} has dated offers");
    }
}

#[test]
fn every_preset_passes_the_check_at_every_tightness() {
    for preset in Preset::ALL {
        for (seed, tightness) in [(1, 0.5), (2, 0.7), (3, 0.95)] {
            let files = generate(preset, seed, tightness);
            let checked = checked(&files);
            let wrong: Vec<_> = checked.findings.iter().filter(|f| f.level != Level::Warning).collect();
            assert!(wrong.is_empty(), "{preset:?} seed {seed}: {wrong:?}");
            let instance = checked.instance.expect("an instance when nothing is wrong");
            let (c, duties) = (count(&files), instance.goals.iter().map(|g| g.duties.len()).sum::<usize>());
            assert_eq!((instance.goals.len(), duties), (c.goals, c.duties), "{preset:?} seed {seed}");
        }
    }
}

/// The samples of the repository, with the call that makes them.
const SAMPLES: [(&str, Preset, u64, f64); 2] = [("sosu-midt-nord", Preset::Demo, 1, 0.5), ("esoe", Preset::Esoe, 1, 0.7)];

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name)
}

/// Run with `UPDATE_GOLDEN=1` to write them anew.
#[test]
fn the_samples_are_what_the_generator_writes() {
    for (name, preset, seed, tightness) in SAMPLES {
        let folder = sample(name);
        for (file, bytes) in generate(preset, seed, tightness) {
            let path = folder.join(&file);
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                std::fs::create_dir_all(&folder).expect("the folder of the sample");
                std::fs::write(&path, &bytes).expect("a file of the sample");
            }
            let stored = std::fs::read(&path).unwrap_or_default();
            assert!(stored == bytes, "{name}/{file} differs: UPDATE_GOLDEN=1 cargo test --test generate");
        }
    }
}

#[test]
fn the_readmes_of_the_samples_state_the_right_counts() {
    for (name, preset, seed, tightness) in SAMPLES {
        let c = count(&generate(preset, seed, tightness));
        let text = std::fs::read_to_string(sample(name).join("README.md")).expect("a README");
        let lines = [
            format!("| member schools | {} |", c.members),
            format!("| FKBs, of these shared | {}, {} |", c.fkbs, c.shared_fkbs),
            format!("| approvals | {} |", c.approvals),
            format!("| goals in scope | {} |", c.goals),
            format!("| duties (school and goal) | {} |", c.duties),
            format!("| form rows | {} |", c.forms),
            format!("| goals with low activity | {:.1} % |", 100.0 * c.low_share),
            format!("| goals that nobody offers | {:.1} % |", 100.0 * c.not_offered_share),
            format!("| goals that nobody offers or could offer | {:.1} % |", 100.0 * c.untaken_share),
        ];
        for line in lines {
            assert!(text.contains(&line), "{name}/README.md lacks the line {line}");
        }
    }
}

/// The optimum worked out in the README of the sample, found and proven.
#[test]
fn tiny_has_the_optimum_of_its_readme() {
    let folder = amuplan::read::folder::read_folder(&sample("tiny")).expect("the sample");
    let instance = amuplan::check::check(&folder, None).instance.expect("a sample without errors");
    let interrupt = AtomicBool::new(false);
    let time = Duration::from_secs(60);
    let limits =
        Limits { gap: 0.0, time, work: 100_000, exact_columns: EXACT_COLUMNS, seed: 1, interrupt: &interrupt, worker: None };
    let outcome = amuplan::solve::solve(&instance, &limits, &mut |_| ()).expect("a plan");
    assert_eq!((outcome.value, outcome.bound), (44_164, 44_164));
    let run = |r: &amuplan::domain::plan::Run| {
        let date = instance.calendar.date(r.start).to_string();
        format!("{} {} {date} {}", instance.goal(r.goal).code, instance.site(r.site).id, r.guarantee)
    };
    let runs: Vec<String> = outcome.plan.runs.iter().map(run).collect();
    let expected = ["90001 vest-1 2027-03-08 false", "90002 oest-1 2027-03-08 true", "90005 vest-1 2027-09-13 false"];
    assert_eq!(runs, expected);
}
